"""The decision as the owner writes it: a TOML text -> ShortlistDecision.

Tolerant where nothing is lost (a word for a list of one word, one label for both languages, an unknown key is
told and ignored); otherwise one sentence that names the key.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from importlib import resources
from itertools import pairwise

from orchestre.basics import OrchestreError
from orchestre.decision import Criterion, Gate, Label, Scales, Weights, fingerprint
from orchestre.decision.elicitation import Said, Statement, read_statement
from orchestre.decision.price_rules import rule_named
from orchestre.decision.robustness import WeightSet
from orchestre.decision.scoring import NoQuality, in_force, needs_quality
from orchestre.decision.weights import NoPointGiven
from orchestre.reading.values import Tax
from orchestre.shortlist import hand
from orchestre.shortlist.applications import NeverRanked
from orchestre.shortlist.facts import FIXED, YES_OR_NO, Fact, FactKind
from orchestre.shortlist.hand import Level
from orchestre.shortlist.lots import Lots, read_lots
from orchestre.shortlist.need import BoughtBy, Counted, Exchange, Need, Pricing
from orchestre.shortlist.notes import Note
from orchestre.shortlist.table_reader import Missing, Section, WrongValue

PRICE = "price"


class NotToml(OrchestreError):
    code = "shortlist.file_not_toml"


class UnknownGateTarget(OrchestreError):
    code = "shortlist.file_unknown_gate_target"


@dataclass(frozen=True, slots=True)
class ShortlistDecision:
    """What counts, frozen before replies are opened. `facts` says how each criterion and gate is read, by its key.

    `document` is the whole content as JSON values; `sha256` its fingerprint.
    """

    title: str
    need: Need
    pricing: Pricing
    scales: Scales
    facts: Mapping[str, Fact]
    document: Mapping[str, object] = field(default_factory=dict)
    remarks: tuple[Note, ...] = ()
    lots: Lots | None = None
    """The need in lots, when the owner cut it."""
    said: tuple[Statement, ...] = ()
    """What was said about weights, when the points come from it."""

    def weights_said(self, weights: Weights) -> WeightSet | None:
        """All weights that agree with what was said. None when these weights come from somewhere else."""
        if not self.said:
            return None
        heard = Said(self.scales.criteria, self.said).heard
        given = {key: weights.points.get(key, 0) for key in heard.points}
        if not any(given.values()):
            return None
        same = all(abs(heard.shares.share(key) - Weights(given).share(key)) < 1e-9 for key in heard.points)
        return heard.weights if same else None

    def shares_of(self, points: Mapping[str, int]) -> dict[str, float]:
        """What each criterion weighs under the formula of the price, between 0 and 1; 0 each while the points rank
        nothing."""
        try:
            used = in_force(self.scales, Weights(points))
        except (NoQuality, NoPointGiven):
            return dict.fromkeys(points, 0.0)
        return {key: used.share(key) for key in points}

    @property
    def fixed(self) -> frozenset[str]:
        """Criteria that nobody can better by talking: what he is, and the marks others gave."""
        return frozenset(key for key, fact in self.facts.items() if fact.kind in FIXED)

    @property
    def steps(self) -> dict[str, tuple[float, ...]]:
        """By criterion or condition, the only values it can take; what is not there takes any."""
        return {key: fact.steps for key, fact in self.facts.items() if fact.steps is not None}

    @property
    def sha256(self) -> str:
        return fingerprint(self.document)


def read_decision(text: str) -> ShortlistDecision:
    """Raises NotToml, Missing, WrongValue, the errors of Scales, Criterion and Gate, and NoQuality."""
    try:
        data = tomllib.loads(text.removeprefix("\ufeff"), parse_float=Decimal)
    except (ValueError, RecursionError) as error:  # besides bad TOML: a number of thousands of digits, a deep nest
        raise NotToml(reason=str(error)) from error
    return decision_from(data)


def decision_from(data: Mapping[str, object]) -> ShortlistDecision:
    """The same from tables already read, numbers whole or Decimal. Raises as `read_decision`, NotToml aside, and
    NeverRanked."""
    if data.get("employment") is True:
        raise NeverRanked()
    remarks: list[Note] = []
    root = Section({name: value for name, value in data.items() if name != "employment"}, "", remarks)
    title = root.text("title", "")
    need = read_need(root.section("need"))
    price = root.required_section("price")
    pricing = _pricing(price)
    facts: dict[str, Fact] = {PRICE: Fact(FactKind.PRICE)}
    criteria = [_price_criterion(price, pricing)]
    for section in root.sections("criterion"):
        criterion, fact = _criterion(section)
        criteria.append(criterion)
        facts.setdefault(criterion.key, fact)
    gates = tuple(_gate(section, facts) for section in root.sections("gate"))
    document = _document(title, data)
    said = tuple(read_statement(entry) for entry in _said(root, document))
    lots = read_lots(root, {criterion.key: criterion for criterion in criteria}, facts)
    root.told_what_is_left()
    scales = Scales(tuple(criteria), gates)
    needs_quality(scales)
    if criteria[0].points == 0 and len(criteria) > 1:
        remarks.append(Note("shortlist.price_counts_nothing"))
    return ShortlistDecision(
        title,
        need,
        pricing,
        scales,
        facts,
        document=document,
        remarks=tuple(remarks),
        lots=lots,
        said=said,
    )


def _said(root: Section, document: Mapping[str, object]) -> list[Mapping[str, object]]:
    """The statements as they were written; `sections` refuses what is no list of tables."""
    root.sections("said")
    written = document.get("said", [])
    return [entry for entry in written if isinstance(entry, dict)] if isinstance(written, list) else []


def _document(title: str, data: Mapping[str, object]) -> Mapping[str, object]:
    """The content as written, with dates as text: what it says is what is frozen."""

    def plain(value: object) -> object:
        match value:
            case dict():
                return {key: plain(item) for key, item in value.items()}
            case list():
                return [plain(item) for item in value]
            case Decimal():
                return int(value) if value == value.to_integral_value() else float(value)
            case str() | bool() | int():
                return value
            case _:
                return str(value)

    content = plain(dict(data))
    assert isinstance(content, dict)
    return {"title": title, **content}


def read_need(section: Section) -> Need:
    """The table `[need]`."""
    counts = []
    for entry in section.sections("count"):
        counts.append(Counted(entry.words("words"), entry.required_quantity("number")))
        entry.told_what_is_left()
    need = Need(
        bought_by=BoughtBy(section.choice("bought_by", tuple(BoughtBy), "project")),
        days=section.quantity("days"),
        hours=section.quantity("hours"),
        months=section.quantity("months"),
        words=section.quantity("words"),
        clicks=section.quantity("clicks"),
        percent_of=section.quantity("percent_of"),
        hours_per_day=section.positive("hours_per_day", Decimal(8)),
        days_per_month=section.positive_or_none("days_per_month"),
        counts=tuple(counts),
    )
    section.told_what_is_left()
    return need


def _pricing(section: Section) -> Pricing:
    exchanges = {}
    for entry in section.sections("exchange"):
        currency = entry.currency("currency")
        rate = entry.positive("rate")
        exchanges[currency] = Exchange(currency, rate, entry.day("date"))
        entry.told_what_is_left()
    return Pricing(
        floor=section.amount("floor"),
        ceiling=section.amount("ceiling"),
        currency=section.currency("currency", "EUR"),
        tax=Tax(section.choice("tax", ("excl", "incl"), "excl")),
        vat_rate=section.amount("vat_rate", Decimal(20)),
        exchanges=exchanges,
    )


def _price_criterion(section: Section, pricing: Pricing) -> Criterion:
    rule = section.text("rule", "budget")
    rule_named(rule)
    label = section.label("label", Label("Prix", "Price"))
    points = section.points()
    euro_per_point, quality_floor = section.number_or_none("euro_per_point"), section.number_or_none("quality_floor")
    section.told_what_is_left()
    return Criterion(
        PRICE,
        label,
        pricing.currency,
        float(pricing.ceiling),
        float(pricing.floor),
        points,
        price_rule=rule,
        euro_per_point=euro_per_point,
        quality_floor=quality_floor,
    )


_UNITS = {FactKind.YEARS: "year", FactKind.START: "day", FactKind.DAYS_PER_WEEK: "day", FactKind.PRICE: "money"}


def _criterion(section: Section) -> tuple[Criterion, Fact]:
    key = section.text("key")
    section.named(key)
    fact = _fact(section)
    if fact.kind is FactKind.PRICE or key == PRICE:
        raise WrongValue(path=section.path_of("fact"), value="price", wanted="[price]")
    ends = (fact.steps[0], fact.steps[-1]) if fact.steps is not None else (None, None)
    worst, best = section.number("worst", ends[0]), section.number("best", ends[1])
    criterion = Criterion(
        key=key,
        label=section.label("label", Label(key, key)),
        unit=section.text("unit", _UNITS.get(fact.kind, "")),
        worst=worst,
        best=best,
        points=section.points(),
        shape=section.pairs("shape"),
    )
    section.told_what_is_left()
    return criterion, fact


def _fact(section: Section) -> Fact:
    kind = FactKind(section.choice("fact", tuple(FactKind), None))
    if kind is FactKind.LANGUAGE:
        return Fact(kind, tuple(word.lower() for word in section.words("words")))
    if kind in (FactKind.PLACE, FactKind.SKILL, FactKind.TERM):
        return Fact(kind, section.words("words"))
    if kind is FactKind.NUMBER_GIVEN:
        return Fact(kind, column=section.text("column"))
    if kind is FactKind.HAND:
        return Fact(kind, levels=_levels(section))
    return Fact(kind)


def _levels(section: Section) -> tuple[Level, ...]:
    """The grades, from the worst to the best; the usual four when none are written."""
    levels: list[Level] = []
    for entry in section.sections("levels"):
        label = entry.label("label", Label("", ""))
        if not label.fr.strip() or not label.en.strip():
            raise WrongValue(path=entry.path_of("label"), value="", wanted='"bon", { fr = "bon", en = "good" }')
        levels.append(Level(entry.number("mark", float(len(levels))), label))
        entry.told_what_is_left()
    rising = all(one.mark < after.mark for one, after in pairwise(levels))
    if levels and not (hand.FEWEST <= len(levels) <= hand.MOST and rising):
        marks = ", ".join(f"{level.mark:g}" for level in levels)
        raise WrongValue(path=section.path_of("levels"), value=marks, wanted="0, 1, 2, 3")
    return tuple(levels) or hand.USUAL


def _gate(section: Section, facts: dict[str, Fact]) -> Gate:
    """A gate looks at a criterion (`on`), or at a fact of its own, read as a criterion's is."""
    key = section.text("key")
    section.named(key)
    target = section.text("on", "")
    if target and target not in facts:
        raise UnknownGateTarget(path=section.path_of("on"), target=target, known=", ".join(facts))
    if not target:
        fact = _fact(section)
        target = PRICE if fact.kind is FactKind.PRICE else f"gate.{key}"
        facts.setdefault(target, fact)
    at_least, at_most = section.number_or_none("at_least"), section.number_or_none("at_most")
    if at_least is None and at_most is None and facts[target].kind in YES_OR_NO:
        at_least = 1.0
    gate = Gate(key, section.label("label", Label(key, key)), target, at_least, at_most)
    section.told_what_is_left()
    return gate


def example(language: str) -> str:
    """A commented decision file to start from, in the language asked."""
    name = f"example.{'fr' if language == 'fr' else 'en'}.toml"
    return resources.files("orchestre.shortlist").joinpath(name).read_text(encoding="utf-8")


__all__ = ["Missing", "NotToml", "ShortlistDecision", "UnknownGateTarget", "WrongValue", "example", "read_decision"]
