"""How the price acts on these offers: announced and acting, what a step is worth, who wins at which weight, and under
which formula."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from orchestre.basics import typography
from orchestre.decision.criteria import Criterion
from orchestre.decision.price_rules import Form, rules
from orchestre.shortlist import ShortlistDecision
from orchestre.shortlist.decision_file import PRICE
from orchestre.shortlist.facts import YES_OR_NO, FactKind
from orchestre.shortlist.notes import Names, Note
from orchestre.shortlist.reasons import figure_in_words
from orchestre.shortlist.tried import Tried
from orchestre_web.shortlist import stored
from orchestre_web.shortlist.actions import Standing
from orchestre_web.shortlist.shown import plots
from orchestre_web.shortlist.shown.board import reply_address
from orchestre_web.shortlist.shown.names import shortened
from orchestre_web.site.words import say

LEVEL = 2
"""Of those who share the first place, named beside the first of them."""
SHOWN_MARK = 8.0
"""Share of the strip under which a stretch has no room for its number."""
LACKS = {"euro_per_point": "board.formula_lacks_euro_per_point", "quality_floor": "board.formula_lacks_quality_floor"}


@dataclass(frozen=True, slots=True)
class HowPriced:
    """What is kept of how the price acts, in rows of the cells. `known`: how many prices are; `winner` among these,
    `first` of the list. `stretches` of the price weight: from, to, who wins there; `level`: who ties with one of these
    all along. `formulas`: name, who wins under it, what it lacks, who ties there. `under`: by formula that gives
    points, those of the rows `drawn`, out of 100. `names` and `replies` (the newest) of the rows spoken of."""

    rule: str
    nominal: float | None
    effective: float | None
    known: int
    winner: int | None
    first: int
    stretches: tuple[tuple[float, float, int], ...]
    level: Mapping[int, tuple[int, ...]]
    formulas: tuple[tuple[str, int | None, str | None, tuple[int, ...]], ...]
    drawn: tuple[int, ...]
    under: Mapping[str, tuple[float, ...]]
    notes: tuple[Note, ...]
    names: Mapping[int, str]
    replies: Mapping[int, int | None]

    def first_under(self, formula: str) -> set[int | None]:
        """Who wins under a formula, and who ties there."""
        return {row for name, winner, _, tied in self.formulas if name == formula for row in (winner, *tied)}

    def document(self) -> dict[str, Any]:
        known = {one.name: getattr(self, one.name) for one in fields(self)}
        return known | {
            "stretches": [list(each) for each in self.stretches],
            "level": {str(row): list(tied) for row, tied in self.level.items()},
            "formulas": [list(each) for each in self.formulas],
            "drawn": list(self.drawn),
            "under": {name: list(points) for name, points in self.under.items()},
            "notes": [stored.note_out(note) for note in self.notes],
            "names": {str(row): name for row, name in self.names.items()},
            "replies": {str(row): pk for row, pk in self.replies.items()},
        }

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> "HowPriced":
        return cls(
            **{
                **kept,
                "stretches": tuple((low, high, row) for low, high, row in kept["stretches"]),
                "level": {int(row): tuple(tied) for row, tied in kept["level"].items()},
                "formulas": tuple((name, row, lacks, tuple(tied)) for name, row, lacks, tied in kept["formulas"]),
                "drawn": tuple(kept["drawn"]),
                "under": {name: tuple(points) for name, points in kept["under"].items()},
                "notes": tuple(stored.note_in(note) for note in kept["notes"]),
                "names": {int(row): name for row, name in kept["names"].items()},
                "replies": {int(row): pk for row, pk in kept["replies"].items()},
            }
        )


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    share: str
    width: str
    series: int


@dataclass(frozen=True, slots=True)
class Step:
    """What going from worst to best on one criterion is worth, in euros."""

    label: str
    worst: str
    best: str
    worth: str
    each: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """One part of the strip: `number` and `name` of who wins there, `level` with whom; `middle` is "" when there is no
    room."""

    number: int
    name: str
    level: str
    address: str
    low: str
    high: str
    x: str
    width: str
    middle: str
    series: int
    announced: bool


@dataclass(frozen=True, slots=True)
class Strip:
    title: str
    said: str
    stretches: tuple[Stretch, ...]
    mark: str
    mark_said: str
    anchor: str
    """Which end of the words stands at the mark: start, middle or end."""


@dataclass(frozen=True, slots=True)
class Formula:
    label: str
    what: str
    winner: str
    level: str
    address: str
    depends: bool
    own: bool
    other: bool
    """It names somebody who is not among the first under the formula of the decision."""


@dataclass(frozen=True, slots=True)
class Points:
    """What one offer gets under one formula."""

    name: str
    points: str
    width: str
    wins: bool


@dataclass(frozen=True, slots=True)
class Multiple:
    """The same offers under one formula, on the scale that all formulas share here."""

    label: str
    own: bool
    lines: tuple[Points, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """`without`: the formulas that turn no price into points."""

    title: str
    multiples: tuple[Multiple, ...]
    without: str


@dataclass(frozen=True, slots=True)
class PricePage:
    title: str
    on: Mapping[str, Any]
    bars: tuple[Bar, ...]
    point: str
    steps: tuple[Step, ...]
    steps_none: str
    strip: Strip | None
    hidden: str
    formulas: tuple[Formula, ...]
    others: int
    beside: Beside | None
    notes: tuple[str, ...]


def page(standing: Standing, tried: Tried, acts: HowPriced, language: str) -> PricePage:
    decision = standing.read
    ordered = sorted(acts.formulas, key=lambda kept: _place(kept[0]))
    formulas = tuple(_formula(standing, acts, each, language) for each in ordered)
    bars = _bars(acts, language)
    point, steps, none = _steps(decision, tried, language)
    priced = acts.winner is None or acts.first == acts.winner
    known = {"known": acts.known, "all": len(tried.ranking), "n": acts.known}
    return PricePage(
        title=_title(bars),
        on={**known, "rule": rules()[acts.rule].label.said(language)},
        bars=bars,
        point=point,
        steps=steps,
        steps_none=none,
        strip=_strip(standing, acts, language),
        hidden="" if priced or not _unpriced(standing, acts.first) else acts.names[acts.first],
        formulas=formulas,
        others=sum(each.other for each in formulas),
        beside=_beside(acts, [each[0] for each in ordered], language),
        notes=tuple(note.said(language) for note in acts.notes),
    )


def _unpriced(standing: Standing, row: int) -> bool:
    return bool(standing.table.missing[row, standing.table.cells.keys.index(PRICE)])


def _title(bars: tuple[Bar, ...]) -> str:
    if not bars:
        return say("board.price_title_per_point")
    if len(bars) == 1:
        return say("board.price_title_alone", nominal=bars[0].share)
    return say("board.price_title", nominal=bars[0].share, effective=bars[1].share)


def _bars(acts: HowPriced, language: str) -> tuple[Bar, ...]:
    told = (("board.acts_announced", acts.nominal, 6), ("board.acts_effective", acts.effective, 1))
    return tuple(
        Bar(say(code), typography.percent(share, language), plots.at(100 * share), series)
        for code, share, series in told
        if share is not None
    )


# --- What a step is worth


def _in_euros(price: Criterion) -> bool:
    rule = rules()[price.price_rule or "budget"]
    return rule.form is Form.ADJUSTED or rule.name == "budget"


def euros_a_point(decision: ShortlistDecision, tried: Tried) -> float:
    """What one point of the score is worth wherever a price stands on its scale; 0 under a formula in which there is
    no such sum, or when the price has no point."""
    price = decision.scales.criterion(PRICE)
    share = tried.model.weights.share(PRICE)
    return (price.worst - price.best) / (100 * share) if share and _in_euros(price) else 0.0


def _steps(decision: ShortlistDecision, tried: Tried, language: str) -> tuple[str, tuple[Step, ...], str]:
    """One point of the score in euros, then each criterion; or why there is no such sum."""
    weights = tried.model.weights
    reach = 100 * euros_a_point(decision, tried)
    if not reach:
        price = decision.scales.criterion(PRICE)
        told = "board.steps_none" if weights.share(PRICE) or not _in_euros(price) else "board.steps_no_weight"
        return "", (), say(told)

    def euros(amount: float) -> str:
        return typography.money(typography.about(amount) if amount >= 1 else 1, language, decision.pricing.currency)

    steps = []
    for criterion in decision.scales.criteria:
        worth = reach * weights.share(criterion.key)
        if criterion.key == PRICE or not worth:
            continue
        worst, best = (figure_in_words(criterion, decision, end, language) for end in (criterion.worst, criterion.best))
        each = _each(criterion, decision, worth, euros)
        steps.append(Step(criterion.label.said(language), worst, best, euros(worth), each))
    return euros(reach / 100), tuple(steps), ""


def _each(criterion: Criterion, decision: ShortlistDecision, worth: float, euros: Any) -> str:
    """What one unit is worth, when every unit is worth the same and there are several."""
    span = abs(criterion.best - criterion.worst)
    kind = decision.facts[criterion.key].kind
    if criterion.shape or kind in YES_OR_NO or kind in (FactKind.REMOTE, FactKind.HAND) or span <= 1:
        return ""
    code = {"year": "board.per_year", "day": "board.per_day"}.get(criterion.unit, "board.per_other")
    return say(code, amount=euros(worth / span))


# --- Who wins at which weight


def _strip(standing: Standing, acts: HowPriced, language: str) -> Strip | None:
    kept, announced = acts.stretches, acts.nominal
    if not kept or announced is None:
        return None
    numbers: dict[int, int] = {}
    stretches = []
    for at, (low, high, row) in enumerate(kept):
        number = numbers.setdefault(row, len(numbers) + 1)
        last = at == len(kept) - 1
        width = 100 * (high - low)
        stretches.append(
            Stretch(
                number,
                acts.names[row],
                _level(acts, acts.level.get(row, ()), language),
                _address(standing, acts, row),
                typography.percent(low, language),
                typography.percent(high, language),
                plots.at(100 * low),
                plots.at(width),
                plots.at(100 * low + width / 2) if width >= SHOWN_MARK else "",
                (number - 1) % plots.SERIES + 1,
                low <= announced < high or (last and announced >= high),
            )
        )
    here = next(each for each in stretches if each.announced)
    said = " ".join(say("board.strip_one_said", low=e.low, high=e.high, name=_named(e)) for e in stretches)
    name = f"{_named(here)}," if here.level else here.name
    if len(stretches) == 1:
        title = say("board.strip_title_one", name=name)
    elif here is stretches[0]:
        title = say("board.strip_title_below", name=name, high=here.high)
    elif here is stretches[-1]:
        title = say("board.strip_title_above", name=name, low=here.low)
    else:
        title = say("board.strip_title_between", name=name, low=here.low, high=here.high)
    return Strip(
        title,
        say("board.strip_said", said=said),
        tuple(stretches),
        plots.at(100 * announced),
        say("board.strip_mark", share=typography.percent(announced, language)),
        "start" if announced < 0.25 else "end" if announced > 0.75 else "middle",
    )


def _named(stretch: Stretch) -> str:
    return f"{stretch.name}, {stretch.level}" if stretch.level else stretch.name


def _level(acts: HowPriced, tied: Sequence[int], language: str) -> str:
    """With whom somebody shares the first place; "" for nobody."""
    if not tied:
        return ""
    names = tuple(acts.names[row] for row in tied if row in acts.names)[:LEVEL]
    return say("board.level_with", names=Names(names, len(tied) - len(names)).said(language))


def _address(standing: Standing, acts: HowPriced, row: int | None) -> str:
    pk = None if row is None else acts.replies.get(row)
    return reply_address(standing.call.pk, pk, "", standing.read)


# --- Formulas side by side


def _place(name: str) -> tuple[bool, bool]:
    """The default first, then those that no other bid can move."""
    return name != "budget", rules()[name].depends_on_other_bids


def _formula(
    standing: Standing,
    acts: HowPriced,
    kept: tuple[str, int | None, str | None, tuple[int, ...]],
    language: str,
) -> Formula:
    name, row, lacks, tied = kept
    rule = rules()[name]
    if lacks is not None:
        winner = say(LACKS.get(lacks, "board.formula_lacks_other"))
    elif row is None:
        winner = say("board.formula_nobody")
    else:
        winner = acts.names[row]
    return Formula(
        rule.label.said(language),
        say(f"board.rule_{name}"),
        winner,
        _level(acts, tied, language),
        _address(standing, acts, row),
        rule.depends_on_other_bids,
        name == acts.rule,
        row is not None and row not in acts.first_under(acts.rule),
    )


def _beside(acts: HowPriced, order: Sequence[str], language: str) -> Beside | None:
    """The same offers under each formula; None for one offer, or when one formula alone gives points."""
    told = [name for name in order if name in acts.under]
    if len(acts.drawn) < 2 or len(told) < 2:
        return None
    names = [shortened(acts.names[row], 28) for row in acts.drawn]
    multiples = []
    for name in told:
        winners = acts.first_under(name)
        lines = tuple(
            Points(who, typography.number(round(points), language), plots.at(points), row in winners)
            for who, points, row in zip(names, acts.under[name], acts.drawn, strict=True)
        )
        multiples.append(Multiple(rules()[name].label.said(language), name == acts.rule, lines))
    first = [acts.under[name][0] for name in told]
    low, high = (typography.number(round(end), language) for end in (min(first), max(first)))
    code = "board.beside_title" if low != high else "board.beside_title_same"
    without = [rules()[name].label.said(language) for name in order if name not in acts.under]
    return Beside(
        say(code, name=names[0], low=low, high=high),
        tuple(multiples),
        say("board.beside_without", n=len(without), names=", ".join(without)) if without else "",
    )
