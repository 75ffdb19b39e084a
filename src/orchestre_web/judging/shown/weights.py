"""The page of one judge's weights: where he is, what is asked, what comes out so far."""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from orchestre.basics import typography
from orchestre.decision import fingerprint
from orchestre.decision.elicitation import (
    ChoiceQuestion,
    EuroQuestion,
    Heard,
    OrderSaid,
    Said,
    Undecided,
    in_euros,
    next_choice,
    next_euro_question,
    statement_document,
    undecided,
)
from orchestre.decision.matrix import Worths
from orchestre.shortlist.decision_file import PRICE
from orchestre_web.judging.queries import Told
from orchestre_web.judging.shown.spoken import Spoken, first_contradictions
from orchestre_web.shortlist import worked
from orchestre_web.shortlist.actions import Standing
from orchestre_web.shortlist.shown import plots, tuning

STEPS = ("gates", "order", "shares", "euros", "choices")
"""The five steps, in order."""
SCALE = 50.0
"""The axis of the shares ends at the largest high end, and at half at least."""


@dataclass(frozen=True, slots=True)
class GateLine:
    key: str
    label: str
    limit: str
    figure: float | None


@dataclass(frozen=True, slots=True)
class OrderLine:
    key: str
    label: str
    worst: str
    best: str
    tied: bool
    series: int


@dataclass(frozen=True, slots=True)
class ShareLine:
    """One criterion against the first. `points` out of 100; `by_hand`: it was set, not filled in."""

    key: str
    label: str
    points: int
    worst: str
    best: str
    by_hand: bool
    series: int


@dataclass(frozen=True, slots=True)
class ResultLine:
    """What a criterion weighs: its share, the range that goes with the answers, and the strokes of both."""

    label: str
    points: int
    share: str
    span: str
    width: str
    low: str
    range: str
    series: int


@dataclass(frozen=True, slots=True)
class EuroLine:
    label: str
    worst: str
    best: str
    worth: str


@dataclass(frozen=True, slots=True)
class SaidLine:
    words: str
    at: datetime
    counts: bool
    aside: str
    of_before: bool


@dataclass(frozen=True)
class WeightsPage:
    """`asked`: the step that is open."""

    standing: Standing
    told: Sequence[Told]
    said: Said
    spoken: Spoken
    asked: str

    @property
    def heard(self) -> Heard:
        return self.said.heard

    @property
    def number(self) -> int:
        return STEPS.index(self.asked) + 1

    @property
    def before(self) -> str | None:
        at = STEPS.index(self.asked)
        return STEPS[at - 1] if at else None

    @property
    def after(self) -> str | None:
        at = STEPS.index(self.asked) + 1
        return STEPS[at] if at < len(STEPS) else None

    @property
    def criteria_changed(self) -> bool:
        return any(each.of_before for each in self.told)

    @property
    def has_price_limit(self) -> bool:
        return any(gate.fact == PRICE for gate in self.standing.read.scales.gates)

    def gates(self) -> list[GateLine]:
        language = self.spoken.language
        lines = []
        for gate in self.standing.read.scales.gates:
            figure = gate.at_most if gate.at_most is not None else gate.at_least
            known = any(c.key == gate.fact for c in self.standing.read.scales.criteria)
            written = self.spoken.value(gate.fact, figure) if known and figure is not None else ""
            lines.append(GateLine(gate.fact, gate.label.said(language), written, figure))
        return lines

    def order(self, wanted: Sequence[Sequence[str]] = ()) -> list[OrderLine]:
        """As it was said last, or as the weights stand; `wanted`: an order that is being tried."""
        groups = wanted or self._said_order() or [(key,) for key in self.heard.order]
        place = {c.key: i for i, c in enumerate(self.said.criteria)}
        asked = [c.key for c in self.said.weighed]
        listed = [(key, i > 0) for group in groups for i, key in enumerate(k for k in group if k in asked)]
        listed += [(key, False) for key in asked if key not in {k for k, _ in listed}]
        return [
            OrderLine(key, self.spoken.label(key), *self._ends(key), tied, place[key] % plots.SERIES + 1)
            for key, tied in listed
        ]

    def _said_order(self) -> Sequence[Sequence[str]]:
        orders = [s.groups for _, s in self.said.counting if isinstance(s, OrderSaid)]
        held = dict(self.heard.points.items())
        if not orders:
            return ()
        flat = [key for group in orders[-1] for key in group if key in held]
        falling = all(held[a] >= held[b] for a, b in itertools.pairwise(flat))
        return orders[-1] if falling else ()

    def _ends(self, key: str) -> tuple[str, str]:
        criterion = self.said.by_key[key]
        return self.spoken.value(key, criterion.worst), self.spoken.value(key, criterion.best)

    def shares(self) -> tuple[ShareLine, list[ShareLine]]:
        """The first, worth 100, and the others against it."""
        place = {c.key: i for i, c in enumerate(self.said.criteria)}
        lines = [
            ShareLine(
                key,
                self.spoken.label(key),
                self._out_of_100(key),
                *self._ends(key),
                key in self.heard.by_hand,
                place[key] % plots.SERIES + 1,
            )
            for key in self.heard.order
        ]
        return lines[0], lines[1:]

    def _out_of_100(self, key: str) -> int:
        most = max(self.heard.points.values())
        return round(100 * self.heard.points[key] / most)

    def euro(self) -> EuroQuestion | None:
        return next_euro_question(self.said)

    def choice(self) -> ChoiceQuestion | None:
        return next_choice(self.said, self._worths(), known=self.undecided)

    @cached_property
    def undecided(self) -> Undecided | None:
        return undecided(self.said, self._worths())

    def leading(self) -> worked.Document:
        """Who comes first most often, how often, and who else: `first` and `second` (rows), `odds`, `is_solid`; empty
        without offers. Drawn once for what was said, then kept beside the cells."""

        def work() -> worked.Document:
            found = self.undecided
            if found is None:
                return {}
            return {"first": found.first, "second": found.second, "odds": found.odds, "is_solid": found.is_solid}

        heard = [statement_document(each.statement) for each in self.told]
        of = fingerprint({"decision": self.standing.decision.sha256, "said": heard})
        return worked.beside(self.standing, f"leading {of}", work)

    def _worths(self) -> Worths:
        return self.standing.table.worths

    @property
    def price_in_force(self) -> str:
        """What weighs the price when nobody's answers do; "" otherwise."""
        return tuning.price_in_force(self.standing.read, self.spoken.language)

    @property
    def euros_are(self) -> str:
        """Why no check in euros can be asked: `stated` already, a part of the price (`divided`), or what `others` make
        of a euro. "" when it can."""
        if self.said.price is not None:
            return ""
        if self.said.price_share is None:
            return "others"
        return "stated" if self.said.price_share else "divided"

    def in_euros(self) -> list[EuroLine]:
        """Adjusted price: what the whole of each scale is worth, the heaviest first."""
        found = [(key, in_euros(self.said, key)) for key in self.heard.order]
        return [
            EuroLine(self.spoken.label(key), *self._ends(key), self.spoken.money(typography.about(worth)))
            for key, worth in found
            if worth is not None and worth >= 1
        ]

    def results(self) -> list[ResultLine]:
        """The heaviest first; last a price that its formula weighs."""
        heard, language = self.heard, self.spoken.language
        points, shares = self.said.points, self.standing.read.shares_of(self.said.points)
        end = max(SCALE, *(high * 100 for _, high in heard.intervals.values())) / 100
        place = {c.key: i for i, c in enumerate(self.said.criteria)}
        lines = []
        fixed = [PRICE] if self.said.price_share else []
        said = dict(zip(shares, typography.percents(list(shares.values()), language), strict=True))
        for key in (*heard.order, *fixed):
            share = shares[key]
            low, high = heard.intervals.get(key, (share, share))
            low, high = min(low, share), max(high, share)
            lines.append(
                ResultLine(
                    self.spoken.label(key),
                    points[key],
                    said[key],
                    "" if key in fixed else _span(low, high, language),
                    plots.at(share / end * 100),
                    plots.at(low / end * 100),
                    plots.at((high - low) / end * 100),
                    place[key] % plots.SERIES + 1,
                )
            )
        return lines

    def said_lines(self) -> list[SaidLine]:
        """Newest first."""
        aside: Mapping[int, str] = {
            i: self.spoken.contradiction(each) for i, each in first_contradictions(self.heard.contradictions).items()
        }
        counting = {i for i, _ in self.said.counting}
        lines = [
            SaidLine(self.spoken.statement(each.statement), each.at, i in counting, aside.get(i, ""), each.of_before)
            for i, each in enumerate(self.told)
        ]
        return lines[::-1]


def _span(low: float, high: float, language: str) -> str:
    return f"{typography.number(round(low * 100), language)}–{typography.percent(high, language)}"
