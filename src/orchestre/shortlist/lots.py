"""The lots of a need as the decision file states them: `[[lot]]`, `[coordination]` and `[[conductor]]`."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from orchestre.basics import OrchestreError, Range
from orchestre.decision import Criterion, Label
from orchestre.decision.criteria import whole_points
from orchestre.shortlist.facts import YES_OR_NO, Fact, FactKind
from orchestre.shortlist.need import Quantity
from orchestre.shortlist.table_reader import Missing, Section, WrongValue

LOT = "lot."
"""Facts of a lot stand among those of the decision as `lot.<lot>.<skill>`."""


class LotCriterionUnknown(OrchestreError):
    code = "shortlist.file_lot_criterion_unknown"


class LotTwice(OrchestreError):
    code = "shortlist.file_lot_twice"


class LotsMeasuredTwoWays(OrchestreError):
    code = "shortlist.file_lots_two_ways"


@dataclass(frozen=True, slots=True)
class LotSkill:
    """A term the lot looks for and that is no criterion of the whole. `fact` is its key among the facts."""

    fact: str
    label: Label
    points: int
    must: bool


@dataclass(frozen=True, slots=True)
class StatedLot:
    """`criteria`: keys of the decision's criteria that this lot alone needs (or shares); `must`: those it cannot do
    without. `days` of work, or `share` of the whole in any unit, the same for all lots."""

    key: str
    label: Label
    criteria: tuple[str, ...]
    must: frozenset[str]
    skills: tuple[LotSkill, ...]
    days: Quantity | None
    share: Decimal | None
    minimum: float = 0.0
    floor: Decimal | None = None
    ceiling: Decimal | None = None

    @property
    def size(self) -> Decimal:
        return self.days.likely if self.days is not None else self.share or Decimal(0)


@dataclass(frozen=True, slots=True)
class StatedConductor:
    key: str
    label: Label
    day_rate: Quantity
    days: Quantity
    days_each: Quantity
    owner_days: Quantity


NOTHING = Range(Decimal(0), Decimal(0), Decimal(0))


@dataclass(frozen=True, slots=True)
class Lots:
    """`days` of the owner for each provider beyond the first, at `owner_day`; `most` providers."""

    lots: tuple[StatedLot, ...]
    days: Quantity = NOTHING
    owner_day: Quantity = NOTHING
    most: int | None = None
    conductors: tuple[StatedConductor, ...] = ()

    def part_of(self, lot: StatedLot) -> Decimal:
        """Between 0 and 1, of the work."""
        return lot.size / sum(one.size for one in self.lots)


def read_lots(root: Section, criteria: Mapping[str, Criterion], facts: dict[str, Fact]) -> Lots | None:
    """None when the file states no lot. Facts of their own are added to `facts`. Raises Missing, WrongValue, LotTwice,
    LotCriterionUnknown, LotsMeasuredTwoWays."""
    lots = [_lot(section, criteria, facts) for section in root.sections("lot")]
    coordination = root.section("coordination")
    days, owner_day = coordination.quantity("days"), coordination.quantity("owner_day")
    most = coordination.positive_or_none("most")
    if most is not None and (most != most.to_integral_value() or most > 100):
        raise WrongValue(path=coordination.path_of("most"), value=str(most), wanted="1, 2, 3…")
    coordination.told_what_is_left()
    conductors = [_conductor(section) for section in root.sections("conductor")]
    keys = [lot.key for lot in lots]
    for path, names in (("lot", keys), ("conductor", [one.key for one in conductors])):
        for i, name in enumerate(names):
            if name in names[:i]:
                raise LotTwice(path=path, key=name)
    if not lots:
        return None
    if len({lot.days is None for lot in lots}) > 1:
        raise LotsMeasuredTwoWays(key=next(lot.key for lot in lots if lot.days is None))
    return Lots(
        tuple(lots), days or NOTHING, owner_day or NOTHING, None if most is None else int(most), tuple(conductors)
    )


def _lot(section: Section, criteria: Mapping[str, Criterion], facts: dict[str, Fact]) -> StatedLot:
    key = section.text("key")
    section.named(key)
    needs, must = section.words_or_nothing("criteria"), section.words_or_nothing("must")
    known = [one for one in criteria if facts[one].kind is not FactKind.PRICE]
    for name in needs:
        if name not in known:
            raise LotCriterionUnknown(path=section.path_of("criteria"), key=name, known=", ".join(known))
    days, share = section.quantity("days"), section.positive_or_none("share")
    if days is None and share is None:
        raise Missing(path=section.path_of("days"))
    if days is not None and (share is not None or days.likely <= 0):
        raise WrongValue(path=section.path_of("days"), value=str(days.likely), wanted="days > 0 | share > 0")
    skills = tuple(_skill(one, key, must, facts) for one in section.sections("skill"))
    for name in must:
        own = name in [skill.fact.rpartition(".")[2] for skill in skills]
        if not own and (name not in needs or facts[name].kind not in YES_OR_NO):
            yes_or_no = [one for one in needs if facts[one].kind in YES_OR_NO]
            raise LotCriterionUnknown(path=section.path_of("must"), key=name, known=", ".join(yes_or_no))
    floor, ceiling = section.positive_or_none("floor"), section.positive_or_none("ceiling")
    if floor is not None and ceiling is not None and floor >= ceiling:
        raise WrongValue(path=section.path_of("ceiling"), value=str(ceiling), wanted=f"> {floor}")
    minimum = section.number("minimum", 0.0)
    if not 0 <= minimum <= 100:
        raise WrongValue(path=section.path_of("minimum"), value=str(minimum), wanted="0 … 100")
    lot = StatedLot(
        key,
        section.label("label", Label(key, key)),
        tuple(dict.fromkeys(needs)),
        frozenset(must),
        skills,
        days,
        share,
        minimum,
        floor,
        ceiling,
    )
    section.told_what_is_left()
    return lot


def _skill(section: Section, lot: str, must: tuple[str, ...], facts: dict[str, Fact]) -> LotSkill:
    key = section.text("key")
    section.named(key)
    fact = f"{LOT}{lot}.{key}"
    if fact in facts:
        raise LotTwice(path="lot.skill", key=key)
    facts[fact] = Fact(FactKind.TERM, section.words("words"))
    skill = LotSkill(fact, section.label("label", Label(key, key)), whole_points(key, section.points()), key in must)
    section.told_what_is_left()
    return skill


def _conductor(section: Section) -> StatedConductor:
    key = section.text("key")
    section.named(key)
    conductor = StatedConductor(
        key,
        section.label("label", Label(key, key)),
        section.required_quantity("day_rate"),
        section.required_quantity("days"),
        section.quantity("days_each") or NOTHING,
        section.quantity("owner_days") or NOTHING,
    )
    section.told_what_is_left()
    return conductor
