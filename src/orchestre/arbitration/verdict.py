"""One arbitration as a document: `orchestre.arbitration/1`.

Euros are a year's; a decision by criteria is told in points of 100. Words are in the language asked for; ids and
numbers do not change with it.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from orchestre.arbitration import criteria
from orchestre.arbitration.given import with_figures
from orchestre.arbitration.loading import both, model, topics
from orchestre.arbitration.values import Flip, Input, Model, Outcome
from orchestre.arbitration.working import DRAWS, SEED, likely, outcome
from orchestre.basics import Language, OrchestreError, Range

SCHEMA = "orchestre.arbitration/1"
ENOUGH = 0.70
"""Under this chance of beating the next option nothing is chosen: it is tested."""
SOLID, TOSS = 0.95, 0.60
"""The words of the scales (`decision.robustness.verdicts`), for the chance of beating the strongest rival."""
LEAST_WORTH = 1.0
"""Euros a year, or points: what knowing a figure must bring to be worth a sentence."""
STALE_MONTHS = 18
"""A dated figure older than this asks to be confirmed."""


class TopicUnknown(OrchestreError):
    code = "arbitration.topic_unknown"


def arbitrate(
    topic: str,
    given: Mapping[str, object] | None = None,
    *,
    on: date,
    language: Language = "fr",
    draws: int = DRAWS,
    seed: int = SEED,
) -> dict[str, object]:
    """`given`: the owner's numbers, as `given.read_figures` hands them over; `on`: the day figures are judged old from.

    Raises TopicUnknown and what `given.with_figures` raises.
    """
    if topic == criteria.TOPIC:
        worked = criteria.model_of(given or {})
    elif topic in topics():
        worked = with_figures(model(topic), given or {})
    else:
        raise TopicUnknown(topic=topic, known=", ".join((*topics(), criteria.TOPIC)))
    return document(worked, outcome(worked, draws, seed), on=on, language=language, draws=draws, seed=seed)


def listed(language: Language) -> list[dict[str, object]]:
    """Every topic with its question, and what the owner is asked for first."""
    said: list[dict[str, object]] = [
        {
            "topic": each.topic,
            "title": each.title.said(language),
            "question": each.question.said(language),
            "asks": [one.id for one in each.inputs if one.yours],
        }
        for each in map(model, topics())
    ]
    own = criteria.words()
    free = {"title": both(own["title"]).said(language), "question": both(own["question"]).said(language)}
    return [*said, {"topic": criteria.TOPIC, **free, "asks": ["criterion", "option"]}]


def document(model: Model, found: Outcome, *, on: date, language: Language, draws: int, seed: int) -> dict[str, object]:
    rival = min(found.beats, key=lambda option: found.beats[option])
    sure = found.beats[rival]
    settled = sure >= ENOUGH
    flips = [_flip(model, flip, language) for flip in found.flips]
    return {
        "schema": SCHEMA,
        "topic": model.topic,
        "title": model.title.said(language),
        "question": model.question.said(language),
        "unit": model.measure,
        "best": found.best,
        "verdict": {
            "do": "choose" if settled else "test",
            "option": found.best,
            "against": rival,
            "probability": sure,
            "word": "solid" if sure >= SOLID else "coin toss" if sure < TOSS else "open",
        },
        "options": [
            {
                "id": option,
                "label": label.said(language),
                model.measure: found.sums[option],
                "p10": found.low[option],
                "p50": found.median[option],
                "p90": found.high[option],
                "first": found.first[option],
                "lines": [
                    {"id": line, "label": model.lines[line].said(language), model.measure: eur}
                    for line, eur in found.lines[option].items()
                ],
            }
            for option, label in model.options.items()
        ],
        "beats": [{"option": found.best, "other": other, "probability": share} for other, share in found.beats.items()],
        "break_even": _break_even(model, found, language),
        "flips": flips,
        "sensitivity": [
            {
                "input": swing.input,
                "lead_at_low": swing.lead_at_low,
                "lead_at_high": swing.lead_at_high,
                "winner_at_low": swing.winners[0],
                "winner_at_high": swing.winners[1],
            }
            for swing in found.swings
        ],
        "measure_first": _measure_first(model, found, language),
        "regret": found.regret,
        "facts": [
            {"id": name, "label": model.facts[name][0].said(language), "unit": model.facts[name][1], "value": value}
            for name, value in found.side.items()
        ],
        **found.more,
        "test": _test(model, found, rival, language),
        "figures": [_figure(each, on, language) for each in model.inputs],
        "warnings": [*_warnings(model, on, language)],
        "draws": draws,
        "seed": seed,
        "on": on.isoformat(),
    }


def _flip(model: Model, flip: Flip, language: Language) -> dict[str, object]:
    given = _of(model, flip.input)
    return {
        "input": flip.input,
        "label": given.label.said(language),
        "unit": given.unit,
        "value": flip.value,
        "likely": given.value.likely,
        "toward": flip.toward,
        "inside_range": flip.inside,
    }


def _break_even(model: Model, found: Outcome, language: Language) -> dict[str, object] | None:
    """On the number that matters; where it cannot change the winner, on the number that does so soonest for its size,
    and the document says which of the two."""
    of_all = {flip.input: flip for flip in sorted(found.flips, key=lambda flip: -_distance(model, flip))}
    flip = of_all.get(model.matters)
    if flip is None and of_all:
        flip = of_all[next(reversed(of_all))]
    if flip is None:
        return None
    return {**_flip(model, flip, language), "matters": flip.input == model.matters}


def _distance(model: Model, flip: Flip) -> float:
    start = _of(model, flip.input).value.likely
    return abs(flip.value - start) / max(abs(start), 1e-9)


def _measure_first(model: Model, found: Outcome, language: Language) -> dict[str, object] | None:
    if not found.worth:
        return None
    name = max(found.worth, key=lambda each: found.worth[each])
    if found.worth[name] < LEAST_WORTH:
        return None
    given = _of(model, name)
    return {"input": name, "label": given.label.said(language), "worth": found.worth[name]}


def _test(model: Model, found: Outcome, rival: str, language: Language) -> dict[str, object]:
    """The candidate project: what it costs, and, as its yearly benefit, what a wrong choice would cost."""
    test = model.test
    gains = sorted((0.0, found.regret, max(0.0, abs(found.median[found.best] - found.median[rival]))))
    # Points are not euros: what a test of a decision by criteria brings is left to be said.
    weekly = Range(*(each / 52 if model.measure == "eur_per_year" else 0.0 for each in gains))
    return {
        "title": test.title.said(language),
        "how": test.how.said(language),
        "measures": test.measures,
        "weeks": test.weeks,
        "cost_eur": _spread(test.cost),
        "project": {
            "id": f"test-{model.topic}",
            "name_fr": test.title.fr,
            "name_en": test.title.en,
            "systems": list(test.systems),
            "build_weeks": {"low": test.weeks, "likely": test.weeks, "high": 2 * test.weeks},
            "cost_eur": _spread(test.cost),
            "benefit_eur_week": _spread(weekly),
        },
    }


def _figure(each: Input, on: date, language: Language) -> dict[str, object]:
    return {
        "id": each.id,
        "label": each.label.said(language),
        "unit": each.unit,
        **_spread(each.value),
        "yours": each.yours,
        "given": each.given,
        "source": None if each.given else each.source,
        "year": None if each.given else each.year,
        "quality": None if each.given else each.quality,
        "to_confirm": not each.given and (each.yours or _stale(each, on)),
    }


def _stale(each: Input, on: date) -> bool:
    """A figure of a year is as old as the end of that year; one without a year is always to be confirmed; a rate of law
    holds until the law changes."""
    if each.quality == "law":
        return False
    if each.year is None:
        return True
    return (on.year - each.year - 1) * 12 + on.month > STALE_MONTHS


def _warnings(model: Model, on: date, language: Language) -> Iterator[dict[str, object]]:
    at = likely(model)
    for name, words in model.notes:
        if name not in model.when or model.when[name](at):
            yield {"code": name, "text": words.said(language)}
    stale = [each.id for each in model.inputs if not each.given and not each.yours and _stale(each, on)]
    if stale:
        yield {"code": "figures_old", "inputs": stale}
    unknown = [each.id for each in model.inputs if each.yours and not each.given]
    if unknown:
        yield {"code": "figures_not_yours", "inputs": unknown}


def _spread(value: Range[float]) -> dict[str, float]:
    return {"low": value.low, "likely": value.likely, "high": value.high}


def _of(model: Model, name: str) -> Input:
    return next(each for each in model.inputs if each.id == name)


__all__ = ["SCHEMA", "TopicUnknown", "arbitrate", "document", "listed"]
