"""What the board shows, worked out from values: the answer, how sure, why, what next; then the list."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode

import numpy as np
from django.urls import reverse

from orchestre.basics import typography
from orchestre.decision import GateState
from orchestre.decision.ranking import TIE, Ranking
from orchestre.shortlist import ShortlistDecision, reasons
from orchestre.shortlist.decision_file import PRICE
from orchestre.shortlist.facts import YES_OR_NO, FactKind
from orchestre.shortlist.notes import Note
from orchestre.shortlist.ranked import Entry
from orchestre.shortlist.reasons import Reason, Side, figure_in_words, value_in_words
from orchestre.shortlist.tried import Tried
from orchestre_web.calls.names import person_name
from orchestre_web.shortlist import drafting, stored
from orchestre_web.shortlist.actions import Standing
from orchestre_web.shortlist.models import OfferDetail
from orchestre_web.shortlist.shown import plots, sureness
from orchestre_web.shortlist.shown.parts import (
    Answer,
    Ask,
    Fact,
    Figures,
    Pages,
    Part,
    Ranked,
    Row,
    Slider,
    Why,
)
from orchestre_web.site.words import say

FIRST_PAGE = 30
NEXT_PAGES = 50
ASKED_AMONG = 10
"""A missing price is worth a question among the first ten."""
CLOSE = 3.0
"""Points out of 100 under which the second follows closely."""


def pages_of(count: int, number: int) -> Pages:
    """Thirty rows, then pages of fifty; a number past the end is the last page."""
    last_page = 1 if count <= FIRST_PAGE else 1 + -(-(count - FIRST_PAGE) // NEXT_PAGES)
    number = min(max(1, number), last_page)
    first = 0 if number == 1 else FIRST_PAGE + (number - 2) * NEXT_PAGES
    last = min(count, FIRST_PAGE if number == 1 else first + NEXT_PAGES)
    after = number + 1 if number < last_page else None
    return Pages(number, first, last, count, number - 1 or None, after, min(NEXT_PAGES, count - last))


def page_with(at: int) -> int:
    """The page that shows the offer at this place, from 0."""
    return 1 if at < FIRST_PAGE else 2 + (at - FIRST_PAGE) // NEXT_PAGES


def newest_reply(detail: OfferDetail) -> int | None:
    """The newest message of who makes the offer."""
    return next(iter(replies_of(detail)), None)


def replies_of(detail: OfferDetail) -> list[int]:
    """The rows of all messages of who makes the offer, newest first."""
    return [pk for _, pk in detail.document["members"] if pk]


def _begins(detail: OfferDetail) -> int | None:
    """The reply that an offer takes its name from."""
    return next((pk for source_id, pk in detail.document["members"] if source_id == detail.offer_id), None)


def rows_needed(ranking: Ranking, pages: Pages, sure: Mapping[str, Any] | None = None) -> list[int]:
    """Rows of the cells whose words the page shows: the page's own, the first ten for the answer, and those that the
    verdict names."""
    named = [] if sure is None else [sure[who] for who in ("row", "rival") if sure[who] is not None]
    return [int(row) for row in {*ranking.order[pages.first : pages.last], *ranking.order[:ASKED_AMONG], *named}]


class BoardPage:
    """What the rows of one page need, gathered once. `details` by row of the cells: at least those of `rows_needed`."""

    def __init__(
        self,
        standing: Standing,
        tried: Tried,
        pages: Pages,
        details: Mapping[int, OfferDetail],
        *,
        language: str,
        may_correct: bool = False,
        same_letter: Mapping[int, int] = MappingProxyType({}),
        sure: Mapping[str, Any] | None = None,
    ) -> None:
        """`same_letter`: by row of a reply, how many others sent the same letter. `sure`: chances, when worked out."""
        self.same_letter, self.sure = same_letter, sure
        self.standing, self.tried, self.pages = standing, tried, pages
        self.details, self.language, self.may_correct = details, language, may_correct
        self.decision, self.ranking, self.points = standing.read, tried.ranking, tried.points
        self.counting = [c for c in self.decision.scales.criteria if self.points[c.key]]
        self.own_points = drafting.points(standing.decision.document)
        self.other_points = dict(self.points) != self.own_points
        self.ranks_before = self._ranks_before()

    def _ranks_before(self) -> dict[int, int]:
        """By row, the place under the points of the decision, when others are tried."""
        if not self.other_points or not any(self.own_points.values()):
            return {}
        before = self.standing.table.rank(self.own_points).ranking
        ranks = np.empty(len(before), dtype=np.intp)
        ranks[before.order] = before.ranks
        shown = self.ranking.order[self.pages.first : self.pages.last]
        return {int(row): int(ranks[row]) for row in shown}

    def ranked(self) -> Ranked:
        rows = tuple(self._row(i) for i in range(self.pages.first, self.pages.last))
        first = rows[0] if rows and not self.pages.first else self._row(0) if len(self.ranking) else None
        return Ranked(self.answer(), first, rows, self.asks(), self._warnings(), self.pages)

    # --- The answer

    def _name(self, at: int) -> str:
        detail = self.details.get(int(self.ranking.order[at]))
        return shortened(name_of(detail), 60) if detail is not None else ""

    def answer(self) -> Answer:
        ranking, count = self.ranking, len(self.ranking)
        if not count:
            return Answer("none")
        best = ranking.place(0)
        known = {"name": self._name(0), "score": self._figure(best.score), "offers": count}
        if count == 1:
            return Answer("one", **known)  # type: ignore[arg-type]
        tied = int((ranking.ranks == 1).sum())
        if tied > 1:
            return Answer("tied", tied=tied, **known)  # type: ignore[arg-type]
        second = ranking.place(1)
        others = np.arange(len(ranking.scores.high)) != best.row
        rivals = int((ranking.scores.high[others] > best.low + TIE).sum())
        gap = best.score - second.score
        state = "clear" if not rivals else "close" if gap < CLOSE else "open"
        return Answer(
            state,
            second=self._name(1),
            gap=self._figure(gap),
            rivals=rivals,
            **known,  # type: ignore[arg-type]
        )

    def asks(self) -> tuple[Ask, ...]:
        if not self.points.get(PRICE):
            return ()
        j = self.standing.table.cells.keys.index(PRICE)
        rows = [int(row) for row in self.ranking.order[:ASKED_AMONG] if self.standing.table.missing[row, j]]
        found = [self.details[row] for row in rows if row in self.details]
        return tuple(Ask(shortened(name_of(detail), 40), self._address(detail, PRICE)) for detail in found)

    def _warnings(self) -> tuple[str, ...]:
        """What was noted when the cells were built; about a criterion only while it has points."""
        silent = {c.label for c in self.decision.scales.criteria if not self.points[c.key]}
        notes = [stored.note_in(kept) for kept in self.standing.table.summary["warnings"]]
        spoken = _one_for_all([note for note in notes if note.values.get("criterion") not in silent])
        return tuple(note.said(self.language) for note in spoken if note.code != "shortlist.price_counts_nothing")

    # --- One row

    def _figure(self, score: float) -> str:
        """Scores are shown without decimals, unless that would make a gap vanish."""
        if 0 < score < 1:
            return typography.number(max(0.1, round(score, 1)), self.language)
        return typography.number(round(score), self.language)

    def _address(self, detail: OfferDetail, key: str = "") -> str:
        """The page of the newest reply of an offer, at the words of one value."""
        return reply_address(self.standing.call.pk, newest_reply(detail), key, self.decision)

    def _figures_address(self, detail: OfferDetail) -> str:
        """Where all the figures of an offer stand, under the points that are tried."""
        pk = _begins(detail)
        if pk is None:
            return ""
        address = reverse("shortlist:offer", args=[self.standing.call.pk, pk])
        return f"{address}?{query(self.points)}" if self.other_points else address

    def figures(self, at: int) -> Figures:
        """The at-th offer of the ranking with every word behind it."""
        detail = self.details[int(self.ranking.order[at])]
        candidate = stored.candidate_of(detail.offer_id, detail.document)
        entry = stored.entry(self.tried, at, candidate)
        return Figures(
            self._row(at),
            tuple(self._fact(key, entry, detail) for key in entry.cells),
            tuple(note.said(self.language) for note in candidate.total.assumptions),
        )

    def _letter(self, detail: OfferDetail) -> tuple[int, str]:
        """How many others sent the letter of this offer, and where it is shown."""
        for pk in replies_of(detail):
            if pk in self.same_letter:
                return self.same_letter[pk], f"{reverse('calls:letters', args=[self.standing.call.pk])}?reponse={pk}"
        return 0, ""

    def _row(self, at: int) -> Row:
        detail = self.details[int(self.ranking.order[at])]
        candidate = stored.candidate_of(detail.offer_id, detail.document)
        entry = stored.entry(self.tried, at, candidate)
        place, price = entry.place, entry.cells[PRICE]
        pricing, language = self.decision.pricing, self.language
        said = [key for key, cell in entry.cells.items() if self.points[key] and not cell.missing]
        before = self.ranks_before.get(place.row, place.rank)
        moved = before - place.rank
        score, low, high = (self._figure(value) for value in (place.score, place.low, place.high))
        low_high = (round(place.low), round(place.high))
        span = typography.span(*low_high, language)
        ranks = self.ranking.ranks
        tied = (at > 0 and ranks[at - 1] == place.rank) or (at + 1 < len(ranks) and ranks[at + 1] == place.rank)
        same_letter, letter_address = self._letter(detail)
        whole = [round(value) for value in (price.low, price.value, price.high)]
        likely = typography.money(whole[1], language, pricing.currency)
        spread = typography.money_span(whole[0], whole[2], language, pricing.currency)
        return Row(
            number=at + 1,
            rank=place.rank,
            tied=bool(tied),
            offer_id=detail.offer_id,
            name=name_of(detail),
            address=self._address(detail),
            score=score,
            score_span=say("board.score_span", span=span) if low_high[0] != low_high[1] else say("board.score_exact"),
            score_said=say("board.score_said", score=score, low=low, high=high),
            bar=plots.score_bar([cell.contribution for cell in entry.cells.values()], place.low, place.high),
            moved=moved,
            fell=-moved,
            moved_said=say("board.moved", before=before) if moved else "",
            price=plots.price_bar(
                price.low,
                price.value,
                price.high,
                floor=float(pricing.floor),
                ceiling=float(pricing.ceiling),
                known=not price.missing,
            ),
            price_likely=likely,
            price_span="" if whole[0] == whole[2] else spread,
            price_said=self._price_said(likely, spread, known=not price.missing),
            price_address=self._address(detail, PRICE),
            figures_address=self._figures_address(detail),
            known_said=say("board.known", known=len(said), n=len(self.counting)),
            reasons=tuple(self._why(reason, entry) for reason in reasons(entry, self.decision, language)),
            in_doubt=tuple(
                gate.label.said(language)
                for gate in self.decision.scales.gates
                if candidate.gates.get(gate.key) is GateState.OPEN
            ),
            looks_like=candidate.alternative.looks_like is not None,
            same_letter=same_letter,
            letter_address=letter_address,
            place=place.row,
            chance=None if self.sure is None else self.chance(place.row),
            begins=_begins(detail),
            recommended=_recommended(detail, language),
        )

    def chance(self, row: int) -> sureness.Chance:
        assert self.sure is not None
        return sureness.chance(self.sure, row, len(self.ranking), self.language)

    def verdict(self) -> sureness.Verdict | None:
        if self.sure is None:
            return None

        def name(row: int) -> str:
            return shortened(name_of(self.details[row]), 60)

        tied = int((self.ranking.ranks == 1).sum()) > 1
        return sureness.verdict(self.sure, int(self.ranking.order[0]), name, self.language, tied=tied)

    def _price_said(self, likely: str, spread: str, *, known: bool) -> str:
        pricing = self.decision.pricing
        budget = typography.money_span(int(pricing.floor), int(pricing.ceiling), self.language, pricing.currency)
        code = "board.price_said" if known else "board.price_not_said_on"
        return say(code, likely=likely, spread=spread, budget=budget)

    def _why(self, reason: Reason, entry: Entry) -> Why:
        quotes = entry.cells[reason.criterion].reading.quotes
        quote = "" if reason.side is Side.ASK or not quotes else shortened(quotes[0].text)
        criterion = self.decision.scales.criterion(reason.criterion)
        value = value_in_words(criterion, self.decision, entry.cells[reason.criterion], self.language)
        short = say("board.short_reason", criterion=criterion.label.said(self.language), value=value)
        if reason.side is Side.CHECK:
            short = say("board.short_check")
        return Why(reason.side.value, reason.said, short, quote)

    def _correct(self, key: str, detail: OfferDetail) -> str:
        """Where a yes-or-no fact is corrected; "" for what is corrected on the page of the reply."""
        pk = newest_reply(detail)
        if pk is None or self.decision.facts[key].kind not in YES_OR_NO:
            return ""
        return reverse("calls:correct", args=[self.standing.call.pk, pk])

    def _fact(self, key: str, entry: Entry, detail: OfferDetail) -> Fact:
        criterion, cell = self.decision.scales.criterion(key), entry.cells[key]
        return Fact(
            label=criterion.label.said(self.language),
            value=value_in_words(criterion, self.decision, cell, self.language),
            points=typography.number(round(cell.contribution, 1), self.language),
            quotes=tuple(shortened(quote.text) for quote in cell.reading.quotes[:3]),
            address=self._address(detail, key),
            by_hand=cell.reading.set_by.value == "human",
            correct=self._correct(key, detail) if self.may_correct else "",
            term=f"term:{key}",
            missing=cell.missing,
        )


def _recommended(detail: OfferDetail, language: str) -> tuple[str, ...]:
    origins = stored.origins_in(detail.document)
    return tuple(say("board.recommended", by=origin.by, ties=origin.ties_said(language)) for origin in origins)


def to_grade(decision: ShortlistDecision, language: str) -> str:
    """The criteria that people grade by reading, by their names; "" without one."""
    criteria = decision.scales.criteria
    by_hand = [c for c in criteria if decision.facts[c.key].kind is FactKind.HAND]
    return ", ".join(criterion.label.said(language) for criterion in by_hand)


def _one_for_all(notes: Sequence[Note], code: str = "shortlist.currency_without_rate") -> list[Note]:
    """Four currencies without a rate are one thing to know."""
    same = [note for note in notes if note.code == code]
    together = Note(code, {"currency": ", ".join(str(note.values["currency"]) for note in same)})
    first = notes.index(same[0]) if same else len(notes)
    return [together if at == first else note for at, note in enumerate(notes) if note.code != code or at == first]


_UNSEEN = re.compile(r"[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")


def plain_name(name: str) -> str:
    """Without the marks one does not see, one of which could turn the rest of the line around, nor a mail address."""
    return person_name(_UNSEEN.sub(" ", name).strip()) or "…"


def name_of(detail: OfferDetail) -> str:
    """Who makes an offer; one that nobody signed has only the mark of its source, which says nothing."""
    name = detail.document["name"]
    return say("calls.reply_nobody") if name == detail.offer_id else plain_name(name)


def shortened(words: str, most: int = 160) -> str:
    words = " ".join(words.split())
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


_PLACES: Mapping[FactKind, str] = {
    FactKind.PRICE: "valeur-price",
    FactKind.YEARS: "valeur-years_experience",
    FactKind.START: "valeur-availability",
    FactKind.DAYS_PER_WEEK: "valeur-availability",
    FactKind.REMOTE: "valeur-remote",
    FactKind.PLACE: "valeur-location",
    FactKind.SKILL: "valeur-skills",
    FactKind.HAND: "notes",
}


def reply_address(call_id: int, reply_pk: int | None, key: str, decision: ShortlistDecision) -> str:
    """The page of a reply, at one of its values when the criterion has a field there."""
    if reply_pk is None:
        return ""
    address = reverse("calls:reply", args=[call_id, reply_pk])
    fact = decision.facts.get(key)
    if fact is None:
        return address
    return f"{address}#{_PLACES.get(fact.kind, 'mots')}"


def sliders(decision: ShortlistDecision, points: Mapping[str, int], language: str) -> list[Slider]:
    total = sum(points.values())
    musts = {gate.fact for gate in decision.scales.gates}
    return [
        Slider(
            key=criterion.key,
            label=criterion.label.said(language),
            points=points[criterion.key],
            most=max(drafting.MOST_POINTS, points[criterion.key], criterion.points),
            share=typography.percent(points[criterion.key] / total if total else 0, language),
            worst=figure_in_words(criterion, decision, criterion.worst, language),
            best=figure_in_words(criterion, decision, criterion.best, language),
            series=i % plots.SERIES + 1,
            must=criterion.key in musts,
        )
        for i, criterion in enumerate(decision.scales.criteria)
    ]


def counts(standing: Standing, tray: str, received: str) -> tuple[int, list[Part]]:
    """What came in and the parts it is the sum of, each with the place where it is seen."""
    kept: Mapping[str, Any] = standing.table.summary["counts"]
    removed = reverse("shortlist:gated", args=[standing.call.pk])

    def total(part: Any) -> int:
        return sum(part.values()) if isinstance(part, dict) else int(part)

    parts = {**kept, **standing.table.summary["again"]}
    places = {
        "ranked": "#list",
        "gated": removed,
        "set_aside": tray,
        "duplicates": f"{tray}?sorte=repeats",
        "no_text": f"{tray}?sorte=left_out",
        "unreadable": f"{tray}?sorte=left_out",
        "own": received,
        "already_there": received,
        "erased": received,
    }
    shown = [
        Part(f"board.count_{name}", total(parts[name]), address)
        for name, address in places.items()
        if total(parts[name]) or name == "ranked"
    ]
    return sum(part.count for part in shown), shown


def chances(board: BoardPage) -> dict[str, Any]:
    """The verdict and where it is worked out, for these points and this page of the list."""
    address = reverse("shortlist:sure", args=[board.standing.call.pk])
    asked = [query(board.points)] if board.other_points else []
    asked += [f"page={board.pages.number}"] if board.pages.number > 1 else []
    return {
        "mark": sureness.mark_of(board.points),
        "address": f"{address}?{'&'.join(asked)}" if asked else address,
        "verdict": board.verdict(),
    }


def query(points: Mapping[str, int]) -> str:
    """Points as the end of an address: `p_price=5&p_years=2`."""
    return urlencode({f"p_{key}": given for key, given in points.items()})
