"""One offer of the list: its figures in words, its strokes placed, its reasons with their words."""

from collections.abc import Collection, Mapping
from functools import cache
from types import MappingProxyType

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from orchestre.basics import typography
from orchestre.decision import GateState
from orchestre.shortlist import reasons
from orchestre.shortlist.decision_file import PRICE
from orchestre.shortlist.facts import YES_OR_NO
from orchestre.shortlist.ranked import Entry
from orchestre.shortlist.reasons import Reason, Side, value_in_words
from orchestre.shortlist.tried import Tried
from orchestre_web.shortlist import stored
from orchestre_web.shortlist.actions import Standing
from orchestre_web.shortlist.models import OfferDetail
from orchestre_web.shortlist.shown import plots, sureness
from orchestre_web.shortlist.shown.names import (
    begins,
    name_of,
    newest_reply,
    page_of,
    query,
    replies_of,
    reply_address,
    shortened,
)
from orchestre_web.shortlist.shown.parts import Copies, Fact, Figures, Row, Why
from orchestre_web.shortlist.shown.sight import Sight
from orchestre_web.site.words import say


@cache
def side_mark(side: str, language: str) -> SafeString:
    """The icon of a reason with its word in the language of the page. Kept: a list draws some ninety of them."""
    return render_to_string("shortlist/side.html", {"side": side})


def _recommended(detail: OfferDetail, language: str) -> tuple[str, ...]:
    """Where it comes from, when not from himself: who recommended him, who noted the provider of today."""
    origins = stored.origins_in(detail.document)
    said = tuple(say("board.recommended", by=origin.by, ties=origin.ties_said(language)) for origin in origins)
    by = detail.document.get("noted_by")
    return (say("board.noted_by", by=by), *said) if by else said


class Offers:
    """Offers of one ranking in words, from details gathered once. `details`: by row of the cells."""

    def __init__(
        self,
        standing: Standing,
        tried: Tried,
        details: Mapping[int, OfferDetail],
        *,
        language: str,
        may_correct: bool = False,
        same_letter: Mapping[int, int] = MappingProxyType({}),
        sure: sureness.HowSure | None = None,
        sight: Sight | None = None,
        pins: Collection[int] = (),
    ) -> None:
        """`same_letter`: by row of a reply, how many others sent the same letter. `sure`: chances, when worked out.
        `pins`: replies kept at hand."""
        self.sight, self.pins = sight, pins
        self.standing, self.tried, self.details = standing, tried, details
        self.language, self.may_correct = language, may_correct
        self.same_letter, self.sure = same_letter, sure
        self.decision, self.ranking, self.points = standing.read, tried.ranking, tried.points
        self.counting = [c for c in self.decision.scales.criteria if self.points[c.key]]
        self.own_points = standing.points
        self.other_points = dict(self.points) != self.own_points
        self.tried_points = query(self.points) if self.other_points else ""
        self.ranks_before: Mapping[int, int] = {}
        """By row, the place under the points of the decision, when others are tried."""

    def figure(self, score: float) -> str:
        """Scores are shown without decimals, unless that would make a gap vanish."""
        if 0 < score < 1:
            return typography.number(max(0.1, round(score, 1)), self.language)
        return typography.number(round(score), self.language)

    def address(self, detail: OfferDetail, key: str = "") -> str:
        """The page of the newest reply of an offer, at the words of one value."""
        return reply_address(self.standing.call.pk, newest_reply(detail), key, self.decision)

    def _figures_address(self, detail: OfferDetail) -> str:
        """Where all the figures of an offer stand, under the points that are tried."""
        pk = begins(detail)
        if pk is None:
            return ""
        address = page_of("shortlist:offer", self.standing.call.pk, pk)
        return f"{address}?{self.tried_points}" if self.other_points else address

    def figures(self, at: int) -> Figures:
        """The at-th offer of the ranking with every word behind it."""
        detail = self.details[int(self.ranking.order[at])]
        candidate = stored.candidate_of(detail.offer_id, detail.document)
        entry = stored.entry(self.tried, at, candidate)
        return Figures(
            self.row(at),
            tuple(self._fact(key, entry, detail) for key in entry.cells),
            tuple(note.said(self.language) for note in candidate.total.assumptions),
        )

    def _letter(self, detail: OfferDetail) -> tuple[int, str]:
        """How many others sent the letter of this offer, and where it is shown."""
        for pk in replies_of(detail):
            if pk in self.same_letter:
                return self.same_letter[pk], f"{reverse('calls:letters', args=[self.standing.call.pk])}?reponse={pk}"
        return 0, ""

    def row(self, at: int) -> Row:
        detail = self.details[int(self.ranking.order[at])]
        candidate = stored.candidate_of(detail.offer_id, detail.document)
        entry = stored.entry(self.tried, at, candidate)
        place, price = entry.place, entry.cells[PRICE]
        pricing, language = self.decision.pricing, self.language
        said = [key for key, cell in entry.cells.items() if self.points[key] and not cell.missing]
        before = self.ranks_before.get(place.row, place.rank)
        moved = before - place.rank
        score, low, high = (self.figure(value) for value in (place.score, place.low, place.high))
        low_high = (round(place.low), round(place.high))
        span = typography.span(*low_high, language)
        ranks = self.ranking.ranks
        tied = (at > 0 and ranks[at - 1] == place.rank) or (at + 1 < len(ranks) and ranks[at + 1] == place.rank)
        same_letter, letter_address = self._letter(detail)
        began = begins(detail)
        whole = [round(value) for value in (price.low, price.value, price.high)]
        likely = typography.money(whole[1], language, pricing.currency)
        spread = typography.money_between(whole[0], whole[2], language, pricing.currency)
        return Row(
            number=at + 1,
            rank=place.rank,
            tied=bool(tied),
            offer_id=detail.offer_id,
            name=name_of(detail),
            address=self.address(detail),
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
            price_address=self.address(detail, PRICE),
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
            begins=began,
            pinned=began in self.pins,
            pin_address="" if began is None else page_of("shortlist:pin", self.standing.call.pk, began),
            excerpt=() if self.sight is None else self.sight.excerpts.get(place.row, ()),
            copies=self._copies(at),
            recommended=_recommended(detail, language),
        )

    def _copies(self, at: int) -> Copies | None:
        """The other senders of the letter of this offer, when it stands for them in the list."""
        if self.sight is None or at not in self.sight.folded:
            return None
        letter = int(self.standing.table.letters[self.ranking.order[at]])
        others = self.sight.folded[at]
        ranks = [int(self.ranking.ranks[other]) for other in others]
        filters = self.sight.filters
        shown = letter in filters.unfolded
        asked = [self.tried_points]
        asked += [filters.unfolding(letter, unfold=not shown).query()]
        asked += [f"page={self.sight.pages.number}"] if self.sight.pages.number > 1 else []
        address = reverse("shortlist:board", args=[self.standing.call.pk])
        return Copies(
            count=len(others),
            ranks=say("board.copies_ranks", first=min(ranks), last=max(ranks))
            if min(ranks) < max(ranks)
            else say("board.copies_rank", first=min(ranks)),
            shown=shown,
            address=f"{address}?{'&'.join(filter(None, asked))}#o{at + 1}",
        )

    def chance(self, row: int) -> sureness.Chance:
        assert self.sure is not None
        return sureness.chance(self.sure, row, len(self.ranking), self.language)

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
        side = reason.side.value
        return Why(side, side_mark(side, self.language), reason.said, short, quote)

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
            address=self.address(detail, key),
            by_hand=cell.reading.set_by.value == "human",
            correct=self._correct(key, detail) if self.may_correct else "",
            term=f"term:{key}",
            missing=cell.missing,
        )
