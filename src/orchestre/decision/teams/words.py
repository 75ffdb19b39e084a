"""The comparison of teams in sentences, French and English, from its figures alone."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from orchestre.basics import Language, say
from orchestre.basics.typography import money, number, percent
from orchestre.decision.criteria import GateState
from orchestre.decision.teams.comparing import Answer, BreakEven, Loss, Why, WhyNot
from orchestre.decision.teams.described import Form, Team
from orchestre.decision.teams.gaps import Gap
from orchestre.decision.teams.needs import Has

MANY = 6
"""Names said in one sentence."""


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence with its code; `about`: the id or the form it speaks of, when it speaks of one."""

    code: str
    text: str
    about: str | None = None


@dataclass(frozen=True)
class Words:
    """`names` of providers and conductors by id (the id when absent)."""

    answer: Answer
    language: Language
    names: Mapping[str, str] = field(default_factory=dict)
    currency: str = "EUR"

    # --- What a sentence is made of -----------------------------------------------------------------------------------

    def _say(self, code: str, about: str | None = None, /, **values: object) -> Said:
        return Said(code, say(code, self.language, **values), about)

    def name(self, one: str) -> str:
        return self.names.get(one, one)

    def _names(self, ids: Sequence[str]) -> str:
        return ", ".join([*(self.name(one) for one in ids[:MANY]), *(["…"] if len(ids) > MANY else [])])

    def _money(self, amount: float) -> str:
        # Cents say nothing of a total of thousands; of a few euros they say everything.
        return money(round(amount) if abs(amount) >= 10 else round(amount, 2), self.language, self.currency)

    def _points(self, points: float) -> str:
        return number(points, self.language, 1)

    def _money_apart(self, more: float) -> str:
        """So much more, so much less, or the same price."""
        if abs(more) < 0.005:
            return say("decision.teams_same_price", self.language)
        code = "decision.teams_dearer" if more > 0 else "decision.teams_cheaper"
        return say(code, self.language, amount=self._money(abs(more)))

    def _lots(self, keys: Sequence[str]) -> str:
        return ", ".join(self.answer.grid.need.lot(key).label.said(self.language) or key for key in keys)

    def _skill(self, lot: str, key: str) -> str:
        found = next(skill for skill in self.answer.grid.need.lot(lot).skills if skill.key == key)
        return found.label.said(self.language) or key

    def _team(self, team: Team) -> str:
        if team.conductor is None:
            return self._names(team.ids)
        names, conductor = self._names(team.ids), self.name(team.conductor)
        return say("decision.teams_with", self.language, names=names, conductor=conductor)

    # --- The sentences ------------------------------------------------------------------------------------------------

    def headline(self) -> list[Said]:
        """One provider or several: who, for how much, how far from the other way."""
        answer, best = self.answer, self.answer.best
        if best is None:
            return list(self._gap(answer.gap)) if answer.gap else []
        figures: dict[str, object] = {
            "names": self._team(best),
            "n": len(best.members),
            "score": self._points(best.score),
        }
        figures["total"] = self._money(best.total.likely)
        if best.form is Form.SINGLE:
            other = max(answer.forms()[1:], key=lambda team: team.score, default=None)
            head = self._say("decision.teams_one_is_best", **figures)
            return [head, *([self._apart(other)] if other else [])]
        head = self._say("decision.teams_several_are_best", **figures)
        if answer.single is None:
            return [head, self._say("decision.teams_nobody_alone")]
        others = [team for team in answer.forms() if team.form is not best.form]
        return [head, *(self._apart(team) for team in others)]

    def _apart(self, other: Team) -> Said:
        """How far a way of doing is behind the best."""
        best = self.answer.best
        assert best is not None
        points = best.score - other.score
        values: dict[str, object] = {
            "names": self._team(other),
            "points": self._points(points),
            "money": self._money_apart(other.total.likely - best.total.likely),
        }
        code = {
            Form.SINGLE: "decision.teams_apart_single",
            Form.TEAM: "decision.teams_apart_team",
            Form.CONDUCTED: "decision.teams_apart_conducted",
        }[other.form]
        return self._say(code, other.form.value, **values)

    def skills(self) -> Iterator[Said]:
        """What each form covers."""
        shown: set[tuple[str, ...]] = set()
        for team in self.answer.forms():
            holders = tuple(one.by for one in team.skills)
            if not team.skills or holders in shown:
                continue
            shown.add(holders)
            by_state = {has: [self._skill(one.lot, one.skill) for one in team.skills if one.has is has] for has in Has}
            values = {"names": self._team(team), "yes": len(by_state[Has.YES]), "all": len(team.skills)}
            yield self._say("decision.teams_covers", team.form.value, **values)
            for has, code in ((Has.NO, "decision.teams_not_covered"), (Has.UNKNOWN, "decision.teams_not_said")):
                if by_state[has]:
                    skills = "; " if self.language == "en" else "\u202f; "
                    named = skills.join(dict.fromkeys(by_state[has]))
                    yield self._say(code, team.form.value, n=len(by_state[has]), skills=named)

    def losses(self) -> Iterator[Said]:
        """Who cannot be replaced, the heaviest loss first."""
        best = self.answer.best
        for loss in sorted(self.answer.losses, key=lambda one: (one.points is not None, -(one.points or 0.0))):
            yield self._loss(loss, alone=best is not None and len(best.members) == 1)

    def _loss(self, loss: Loss, *, alone: bool) -> Said:
        name = self.name(loss.id)
        if loss.team is None or loss.points is None or loss.money is None:
            lots = loss.gap.uncovered if loss.gap else ()
            if lots:
                return self._say("decision.teams_lost_lots", loss.id, name=name, lots=self._lots(lots))
            return self._say("decision.teams_lost_all", loss.id, name=name)
        values = {"name": name, "points": self._points(loss.points), "money": self._money_apart(loss.money)}
        code = "decision.teams_lost_single" if alone else "decision.teams_lost_points"
        return self._say(code, loss.id, **values, names=self._team(loss.team))

    def coordination(self) -> Iterator[Said]:
        """From which cost of coordination one provider alone wins, or several do."""
        for one in self.answer.break_even:
            yield self._break_even(one)

    def _break_even(self, one: BreakEven) -> Said:
        answer = self.answer
        other = answer.team if one.form is Form.TEAM else answer.conducted
        assert answer.single is not None
        assert other is not None
        values = {"single": self._team(answer.single), "now": self._money(one.now), "at": self._money(one.at)}
        if one.form is Form.CONDUCTED:
            values["name"] = self.name(other.conductor or "")
        is_behind = other.found.value <= answer.single.found.value
        part = "conducted" if one.form is Form.CONDUCTED else "team"
        if one.at == 0:
            end = "never"
        elif is_behind:
            end = "could_win"
        else:
            end = "until_limit" if one.by_limit else "until"
        return self._say(f"decision.teams_coordination_{part}_{end}", one.form.value, **values)

    def sure(self) -> Iterator[Said]:
        """The verdict on the first team."""
        odds, best = self.answer.odds, self.answer.best
        if odds is None or best is None:
            return
        word = odds.word.value.replace(" ", "_")
        values: dict[str, object] = {"share": percent(odds.first[0], self.language), "names": self._team(best)}
        if odds.rival is None:
            yield self._say("decision.teams_sure_alone", names=values["names"])
            return
        rival = self._team(self.answer.ten[odds.rival])
        yield self._say(f"decision.teams_sure_{word}", **values, rival=rival, n=len(self.answer.ten))
        if odds.over[0] >= 0.005:
            yield self._say("decision.teams_may_pass", share=percent(odds.over[0], self.language))

    def why_not(self) -> Iterator[Said]:
        for one in self.answer.why_not:
            yield self._why(one)

    def _why(self, one: WhyNot) -> Said:
        values: dict[str, object] = {"name": self.name(one.id)}
        if one.why is Why.NO_LOT:
            return self._why_no_lot(one, values)
        if one.why is Why.DOMINATED:
            code, values["by"] = "decision.teams_why_dominated", self._names(one.by)
        elif one.points is None:
            code = "decision.teams_why_no_team"
        else:
            code, values["points"] = "decision.teams_why_out_of_reach", self._points(one.points)
            if one.cheaper is not None:
                code, values["amount"] = "decision.teams_why_behind", self._money(one.cheaper)
        return self._say(code, one.id, **values)

    def _why_no_lot(self, one: WhyNot, values: dict[str, object]) -> Said:
        if not one.refused:
            return self._say("decision.teams_why_nothing", one.id, **values)
        refused = one.refused[0]
        values["lot"] = self._lots([refused.lot])
        if refused.skill is None:
            return self._say("decision.teams_why_minimum", one.id, **values)
        return self._say("decision.teams_why_skill", one.id, **values, skill=self._skill(refused.lot, refused.skill))

    def warnings(self) -> Iterator[Said]:
        """What to know before believing the first team."""
        best, answer = self.answer.best, self.answer
        if best is None:
            return
        if not answer.proven:
            yield self._say("decision.teams_not_proven")
        for member in best.members:
            name = self.name(member.id)
            if member.unpriced:
                yield self._say("decision.teams_unpriced", member.id, name=name, lots=self._lots(member.unpriced))
            if member.doubts:
                yield self._say("decision.teams_doubt", member.id, name=name, lots=self._lots(member.doubts))
        if best.limit is GateState.OPEN:
            limit = self._money(answer.grid.need.top)
            yield self._say("decision.teams_limit_open", high=self._money(best.total.high), limit=limit)
        for one in best.skills:
            if one.has is Has.NO and one.also:
                values = {"skill": self._skill(one.lot, one.skill), "by": self.name(one.by)}
                yield self._say("decision.teams_elsewhere", one.by, **values, also=self._names(one.also))

    def _gap(self, gap: Gap) -> Iterator[Said]:
        if gap.nobody:
            yield self._say("decision.teams_nobody_for", n=len(gap.nobody), lots=self._lots(gap.nobody))
        rest = [key for key in gap.uncovered if key not in gap.nobody]
        if rest:
            values = {"most": self.answer.grid.need.at_most, "lots": self._lots(rest), "n": len(rest)}
            if gap.fewest is not None:
                yield self._say("decision.teams_too_few", **values, fewest=gap.fewest)
            else:
                yield self._say("decision.teams_do_not_fit", lots=values["lots"], n=values["n"])
        if gap.cheapest is not None:
            limit = self._money(self.answer.grid.need.top)
            yield self._say("decision.teams_too_dear", cheapest=self._money(gap.cheapest), limit=limit)
        elif not gap.uncovered:
            yield self._say("decision.teams_do_not_fit_all")


def sentences(
    answer: Answer, language: Language, *, names: Mapping[str, str] | None = None, currency: str = "EUR"
) -> dict[str, list[Said]]:
    """By part: `headline`, `skills`, `irreplaceable`, `coordination`, `sure`, `why_not`, `warnings`."""
    words = Words(answer, language, names or {}, currency)
    return {
        "headline": words.headline(),
        "skills": list(words.skills()),
        "irreplaceable": list(words.losses()),
        "coordination": list(words.coordination()),
        "sure": list(words.sure()),
        "why_not": list(words.why_not()),
        "warnings": list(words.warnings()),
    }
