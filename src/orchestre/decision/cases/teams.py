"""`teams`: a need in lots, the best combination of bids beside one provider alone and beside conductor + specialists.

- `lots`: `[{"id", "points", "label"?, "skills"? [{"id", "points"?, "must"?, "label"?}], "minimum"?, "floor"?,
  "ceiling"?, "days"?}]`; points on the same footing as `price_points`; `minimum`: score under which no bid may take it.
- `bids`: `[{"id", "provider"?, "lots": {lot: {"score"?, "price"?}}, "bundle"?, "skills"? {skill: yes|no|unknown}}]`.
  A score from 0 to 100, or made by the skills; a price for each lot, or one `bundle` price for all of them.
- `floor`, `ceiling`: scale of the price of the whole; `price_points`; `limit`: the most it may cost (the ceiling);
  `most`: providers at most.
- `coordination`: `{"days", "owner_day"}` for each provider beyond the first. `conductors`: `[{"id", "day_rate", "days",
  "days_each"?, "owner_days"?}]`.
- `why_not`: providers to explain; `draws` (10,000), `seed` (0).

Score, price, days and rates are a number, [low, high] or [low, likely, high]. The answer: `teams` (the ten best with
other members), `single`, `team`, `conducted`, `differences`, `irreplaceable`, `break_even`, `why_not`, `verdict`, `gap`
(what is missing when no team does it), and `sentences`.
"""

from collections.abc import Mapping
from itertools import pairwise

from orchestre.basics import OrchestreError, Range
from orchestre.decision.cases.given import Case
from orchestre.decision.cases.one_value import (
    ChoiceUnknown,
    FieldMissing,
    as_list,
    as_object,
    as_text,
    bounded,
    finite,
    one_of,
    written,
)
from orchestre.decision.criteria import Label
from orchestre.decision.teams.comparing import compare
from orchestre.decision.teams.document import answer_document
from orchestre.decision.teams.needs import (
    NO_COORDINATION,
    Amount,
    Bid,
    Conductor,
    Coordination,
    Has,
    Lot,
    LotOffer,
    Skill,
    SplitNeed,
)
from orchestre.decision.teams.odds import DRAWS
from orchestre.decision.teams.words import sentences

METHOD = "teams"
MOST_DRAWS = 100_000
MOST_MONEY = 1e9
Fields = Mapping[str, object]


class RangeWrong(OrchestreError):
    code = "decision.teams_range_wrong"


class NotYesOrNo(OrchestreError):
    code = "decision.teams_not_true_or_false"


def run(case: Case) -> dict[str, object]:
    unknown: list[str] = []
    need = _need(case, unknown)
    bids = [_bid(one, f"bids[{i}]", unknown) for i, one in enumerate(case.objects("bids"))]
    asked = None
    if case.has("why_not"):
        providers = {bid.by for bid in bids}
        asked = [one_of(one, f"why_not[{i}]", sorted(providers)) for i, one in enumerate(case.items("why_not"))]
    draws = case.whole("draws", DRAWS, at_least=1, at_most=MOST_DRAWS)
    answer = compare(need, bids, asked=asked, draws=draws, seed=case.whole("seed", 0))
    said = sentences(answer, case.language)
    warnings: list[dict[str, object]] = [{"code": one.code, "text": one.text} for one in said.pop("warnings")]
    warnings += [case.warning("decision.teams_unknown_field", where=where) for where in unknown]
    return {
        **answer_document(answer),
        "sentences": {part: [one.text for one in each] for part, each in said.items()},
        "warnings": warnings,
    }


# --- Reading ------------------------------------------------------------------------------------------------------


def _need(case: Case, unknown: list[str]) -> SplitNeed:
    return SplitNeed(
        lots=tuple(_lot(one, f"lots[{i}]", unknown) for i, one in enumerate(case.objects("lots"))),
        floor=case.number("floor", at_least=0, at_most=MOST_MONEY),
        ceiling=case.number("ceiling", at_least=0, at_most=MOST_MONEY),
        price_points=case.whole("price_points", at_most=1_000_000),
        coordination=_coordination(case, unknown),
        conductors=tuple(
            _conductor(one, f"conductors[{i}]", unknown) for i, one in enumerate(case.objects("conductors"))
        )
        if case.has("conductors")
        else (),
        limit=case.number("limit", at_least=0, at_most=MOST_MONEY) if case.has("limit") else None,
        most=case.whole("most", at_least=1, at_most=1_000_000) if case.has("most") else None,
    )


def _coordination(case: Case, unknown: list[str]) -> Coordination:
    if not case.has("coordination"):
        return NO_COORDINATION
    given = as_object(case.of("coordination"), "coordination")
    _known(given, ("days", "owner_day"), "coordination", unknown)
    return Coordination(_amount(given, "days", "coordination"), _amount(given, "owner_day", "coordination"))


def _conductor(given: Fields, where: str, unknown: list[str]) -> Conductor:
    _known(given, ("id", "day_rate", "days", "days_each", "owner_days"), where, unknown)
    return Conductor(
        as_text(_of(given, "id", where), f"{where}.id"),
        _amount(given, "day_rate", where),
        _amount(given, "days", where),
        _amount(given, "days_each", where, 0.0),
        _amount(given, "owner_days", where, 0.0),
    )


def _lot(given: Fields, where: str, unknown: list[str]) -> Lot:
    _known(given, ("id", "label", "points", "skills", "minimum", "floor", "ceiling", "days"), where, unknown)
    key = as_text(_of(given, "id", where), f"{where}.id")
    skills = as_list(given.get("skills") or [], f"{where}.skills")
    return Lot(
        key,
        _label(given, key, where),
        _points(_of(given, "points", where), f"{where}.points"),
        tuple(
            _skill(as_object(one, f"{where}.skills[{i}]"), f"{where}.skills[{i}]", unknown)
            for i, one in enumerate(skills)
        ),
        _number(given, "minimum", where, 100.0) or 0.0,
        _number(given, "floor", where, MOST_MONEY),
        _number(given, "ceiling", where, MOST_MONEY),
        _amount(given, "days", where) if given.get("days") is not None else None,
    )


def _skill(given: Fields, where: str, unknown: list[str]) -> Skill:
    _known(given, ("id", "label", "points", "must"), where, unknown)
    key = as_text(_of(given, "id", where), f"{where}.id")
    must = given.get("must", False)
    if not isinstance(must, bool):
        raise NotYesOrNo(where=f"{where}.must", value=written(must))
    points = given.get("points")
    return Skill(key, _label(given, key, where), 1 if points is None else _points(points, f"{where}.points"), must)


def _bid(given: Fields, where: str, unknown: list[str]) -> Bid:
    _known(given, ("id", "provider", "lots", "bundle", "skills"), where, unknown)
    key = as_text(_of(given, "id", where), f"{where}.id")
    provider = given.get("provider")
    lots: dict[str, LotOffer] = {}
    for name, said in as_object(_of(given, "lots", where), f"{where}.lots").items():
        at = f"{where}.lots.{name}"
        offer = as_object(said, at)
        _known(offer, ("score", "price"), at, unknown)
        score = _amount(offer, "score", at, most=100.0) if offer.get("score") is not None else None
        lots[name] = LotOffer(score, _amount(offer, "price", at) if offer.get("price") is not None else None)
    skills = as_object(given.get("skills") or {}, f"{where}.skills")
    return Bid(
        key,
        lots,
        _amount(given, "bundle", where) if given.get("bundle") is not None else None,
        {name: _has(said, f"{where}.skills.{name}") for name, said in skills.items()},
        "" if provider is None else as_text(provider, f"{where}.provider"),
    )


def _has(value: object, where: str) -> Has:
    """`true` and `false` are understood too."""
    if isinstance(value, bool):
        return Has.YES if value else Has.NO
    known = [has.value for has in Has]
    if not isinstance(value, str) or value not in known:
        raise ChoiceUnknown(where=where, value=written(value), known=", ".join(known))
    return Has(value)


def _of(given: Fields, name: str, where: str) -> object:
    if given.get(name) is None:
        raise FieldMissing(field=f"{where}.{name}")
    return given[name]


def _known(given: Fields, names: tuple[str, ...], where: str, unknown: list[str]) -> None:
    unknown += [f"{where}.{name}" for name in given if name not in names]


def _label(given: Fields, key: str, where: str) -> Label:
    text = given.get("label")
    shown = key if text is None else as_text(text, f"{where}.label")
    return Label(shown, shown)


def _points(value: object, where: str) -> int:
    points = bounded(value, where, at_least=0, at_most=1_000_000)
    if not points.is_integer():
        raise RangeWrong(where=where, value=written(value), wanted="0, 1, 2, 3…")
    return int(points)


def _number(given: Fields, name: str, where: str, most: float) -> float | None:
    value = given.get(name)
    return None if value is None else bounded(value, f"{where}.{name}", at_least=0, at_most=most)


def _amount(given: Fields, name: str, where: str, default: float | None = None, *, most: float = MOST_MONEY) -> Amount:
    """A number, [low, high] or [low, likely, high]. Raises RangeWrong, and what `bounded` raises."""
    if default is not None and given.get(name) is None:
        return Range(default, default, default)
    value, at = _of(given, name, where), f"{where}.{name}"
    ends = value if isinstance(value, list) else [value]
    numbers = [finite(end, at) for end in ends]
    if not 1 <= len(numbers) <= 3 or any(a > b for a, b in pairwise(numbers)):
        raise RangeWrong(where=at, value=written(value), wanted="20, [20, 30], [20, 25, 30]")
    for number in numbers:
        bounded(number, at, at_least=0, at_most=most)
    middle = numbers[1] if len(numbers) == 3 else (numbers[0] + numbers[-1]) / 2
    return Range(numbers[0], middle, numbers[-1])
