"""The comparison of teams as JSON values. Numbers are numbers, not rounded; ids are those of the providers."""

from orchestre.decision.teams.comparing import Answer, BreakEven, Loss, WhyNot
from orchestre.decision.teams.described import Team
from orchestre.decision.teams.gaps import Gap
from orchestre.decision.teams.needs import Amount, Has


def answer_document(answer: Answer) -> dict[str, object]:
    """`best` to `conducted` are null when there is no such team; `gap` is null when there is a team."""
    odds, best = answer.odds, answer.best
    return {
        "best": best and best.form.value,
        "proven": answer.proven,
        "single": answer.single and team_document(answer.single),
        "team": answer.team and team_document(answer.team),
        "conducted": answer.conducted and team_document(answer.conducted),
        "teams": [
            {**team_document(team), "first": odds.first[i] if odds else None, "over": odds.over[i] if odds else None}
            for i, team in enumerate(answer.ten)
        ],
        "differences": [
            {"form": other.form.value, **_difference(answer, best, other)}
            for other in answer.forms()
            if best is not None and other.found.key != best.found.key
        ],
        "irreplaceable": [_loss(loss) for loss in answer.losses],
        "break_even": [_break_even(one) for one in answer.break_even],
        "why_not": [_why_not(one) for one in answer.why_not],
        "money_of_a_point": answer.grid.euros_a_point,
        "verdict": None
        if odds is None
        else {
            "word": odds.word.value,
            "first": odds.first[0],
            "error": odds.error,
            "rival": odds.rival,
            "odds": odds.odds,
            "draws": odds.draws,
            "seed": odds.seed,
        },
        "gap": answer.gap and _gap(answer.gap),
    }


def team_document(team: Team) -> dict[str, object]:
    return {
        "form": team.form.value,
        "members": [
            {
                "id": member.id,
                "bids": list(member.bids),
                "lots": list(member.lots),
                "price": _amount(member.price),
                "unpriced": list(member.unpriced),
                "doubts": list(member.doubts),
            }
            for member in team.members
        ],
        "conductor": team.conductor,
        "score": team.score,
        "low": team.low,
        "high": team.high,
        "quality": team.quality,
        "price_worth": team.price_worth,
        "prices": _amount(team.prices),
        "coordination": _amount(team.coordination),
        "total": _amount(team.total),
        "limit": team.limit.value,
        "bound": None if team.found.proven else team.found.bound * team.score / max(team.found.value, 1),
        "skills": {
            **{has.value: team.count(has) for has in Has},
            "each": [
                {
                    "lot": one.lot,
                    "skill": one.skill,
                    "points": one.points,
                    "must": one.must,
                    "has": one.has.value,
                    "by": one.by,
                    "also": list(one.also),
                }
                for one in team.skills
            ],
        },
    }


def _amount(amount: Amount) -> dict[str, float]:
    return {"low": amount.low, "likely": amount.likely, "high": amount.high}


def _difference(answer: Answer, best: Team, other: Team) -> dict[str, object]:
    """How far the other is behind the best: `points` fewer, `money` more (negative: cheaper)."""
    points = best.score - other.score
    return {
        "points": points,
        "points_in_money": answer.money_of(points),
        "money": other.total.likely - best.total.likely,
    }


def _loss(loss: Loss) -> dict[str, object]:
    return {
        "id": loss.id,
        "points": loss.points,
        "money": loss.money,
        "team": None if loss.team is None else list(loss.team.ids),
        "conductor": loss.team and loss.team.conductor,
        "gap": loss.gap and _gap(loss.gap),
    }


def _break_even(one: BreakEven) -> dict[str, object]:
    return {"form": one.form.value, "now": one.now, "at": one.at, "by_limit": one.by_limit}


def _why_not(one: WhyNot) -> dict[str, object]:
    return {
        "id": one.id,
        "why": one.why.value,
        "refused": [{"bid": r.bid, "lot": r.lot, "skill": r.skill} for r in one.refused],
        "by": list(one.by),
        "team": None if one.team is None else list(one.team.ids),
        "conductor": one.team and one.team.conductor,
        "points": one.points,
        "cheaper": one.cheaper,
    }


def _gap(gap: Gap) -> dict[str, object]:
    return {
        "nobody": list(gap.nobody),
        "uncovered": list(gap.uncovered),
        "fewest": gap.fewest,
        "cheapest": gap.cheapest,
    }
