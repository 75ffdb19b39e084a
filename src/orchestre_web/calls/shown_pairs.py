"""Two replies side by side, with the words both have marked, and which of their prices is the newest."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from orchestre.reading.normal import fold
from orchestre.replies.corrections import apply
from orchestre.replies.persons import Sign
from orchestre.replies.reply import FORM_SENT
from orchestre_web.calls import queries, shown
from orchestre_web.calls.models import PersonLink, Reply
from orchestre_web.site.words import say

MOST = 700
"""Characters of a text that are shown whole; of a longer one its beginning and what surrounds the marks."""
BEGINNING, AROUND = 240, 120
QUOTED = 90
"""Characters of shared words that are said above the texts; they are marked in the texts themselves."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Consecutive words, marked or not. `skipped`: something was left out before them."""

    text: str
    marked: bool = False
    skipped: bool = False


def pieces(text: str, quotes: Iterable[str], *, whole: int = MOST) -> list[Piece]:
    """The text with the first place of each quote marked; a long one without what stands far from them.

    >>> pieces("Ana Béal, à Lille, 450 €/j", ["Lille"])
    [Piece(text='Ana Béal, à ', marked=False, skipped=False), Piece(text='Lille', marked=True, skipped=False), \
Piece(text=', 450 €/j', marked=False, skipped=False)]
    """
    found = ((text.find(quote), len(quote)) for quote in quotes if quote.strip())
    return _cut(text, _joined((start, start + size) for start, size in found if start >= 0), whole)


def in_order(text: str, quotes: Iterable[str], *, whole: int = MOST) -> list[Piece]:
    """The same with each quote looked for after the one before.

    >>> [each.text for each in in_order("5 jours, 5 000 €", ["jours", "5"]) if each.marked]
    ['jours', '5']
    """
    marks, after = [], 0
    for quote in quotes:
        start = text.find(quote, after) if quote.strip() else -1
        if start >= 0:
            after = start + len(quote)
            marks.append((start, after))
    return _cut(text, _joined(marks), whole)


def _cut(text: str, marks: Sequence[tuple[int, int]], whole: int) -> list[Piece]:
    if len(text) <= whole:
        shown_parts = [(0, len(text))]
    else:
        near = ((max(0, start - AROUND), min(len(text), end + AROUND)) for start, end in marks)
        shown_parts = _joined([(0, BEGINNING), *near])
    cut: list[Piece] = []
    for first, last in shown_parts:
        at, skipped = first, first > 0
        for start, end in marks:
            if end <= first or start >= last:
                continue
            if start > at:
                cut.append(Piece(text[at:start], skipped=skipped))
                skipped = False
            cut.append(Piece(text[max(at, start) : min(end, last)], marked=True, skipped=skipped))
            at, skipped = min(end, last), False
        if at < last:
            cut.append(Piece(text[at:last], skipped=skipped))
    if shown_parts[-1][1] < len(text):
        cut.append(Piece("", skipped=True))
    return cut


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order, those that touch as one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


@dataclass(frozen=True, slots=True)
class Side:
    """One reply of a pair, or of a person."""

    reply: Reply
    name: str
    day: date | None
    channel: str
    pieces: tuple[Piece, ...]
    prices: tuple[str, ...]
    newest: bool = False
    """Its price is the one that counts."""


@dataclass(frozen=True, slots=True)
class Common:
    """What both have. `text` says it in words."""

    sign: str
    text: str


@dataclass(frozen=True, slots=True)
class Pair:
    link: PersonLink
    sides: tuple[Side, Side]
    common: tuple[Common, ...]
    said: bool
    """The owner said it himself."""

    @property
    def title(self) -> str:
        one, other = (side.name for side in self.sides)
        if fold(one) == fold(other):
            return say("calls.pair_one_name", who=one)
        return say("calls.pair_two_names", one=one, other=other)

    @property
    def by_form(self) -> bool:
        """One of them came by the form, where nothing proves who writes."""
        return any(FORM_SENT in side.reply.given for side in self.sides)


def pair(link: PersonLink) -> Pair:
    evidence = [(sign, of, with_) for sign, of, with_ in link.evidence]
    both = (link.earlier, link.later)
    newest = newest_price(both)
    sides = tuple(
        side(reply, [shared[at] for shared in evidence], newest=newest is reply and _has_price(both))
        for at, reply in enumerate(both, start=1)
    )
    common = tuple(Common(sign, _common(sign, of, with_)) for sign, of, with_ in evidence if sign != Sign.SAID)
    said = any(sign == Sign.SAID for sign, _, _ in evidence)
    return Pair(link, (sides[0], sides[1]), common, said)


def _common(sign: str, of: str, with_: str) -> str:
    of, with_ = _short(of), _short(with_)
    if of == with_:
        return say(f"calls.sign_{sign}", words=of)
    return say(f"calls.sign_{sign}_two", one=of, other=with_)


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= QUOTED else words[: QUOTED - 1].rstrip() + "…"


def side(reply: Reply, quotes: Sequence[str] = (), *, newest: bool = False) -> Side:
    return Side(
        reply=reply,
        name=reply.name or say("calls.reply_nobody"),
        day=shown.posted_on(reply.posted_at),
        channel=shown.channel_words(reply.channel),
        pieces=tuple(pieces(reply.text, quotes)),
        prices=tuple(shown.price_words(price) for price in _prices(reply)),
        newest=newest,
    )


def _prices(reply: Reply) -> list[dict[str, Any]]:
    """With what people said of it. The corrections are prefetched."""
    document = apply(reply.document, queries.holding(reply.corrections.all()))
    return list(document["price"])


def _has_price(replies: Iterable[Reply]) -> bool:
    """Several give one, so that one of them is the newest."""
    return sum(bool(_prices(reply)) for reply in replies) > 1


def newest_price(replies: Sequence[Reply]) -> Reply | None:
    """Whose price counts: the newest by date, then by arrival, as the ranking does. None when nobody gives one."""
    priced = [reply for reply in replies if _prices(reply)]
    return max(priced, key=lambda reply: (_posted(reply), reply.position), default=None)


def _posted(reply: Reply) -> datetime:
    try:
        return datetime.fromisoformat(reply.posted_at).replace(tzinfo=None)
    except ValueError:
        return datetime.min  # noqa: DTZ901 (compared with dates whose zone is left out)


@dataclass(frozen=True, slots=True)
class Also:
    """Another reply of the person whose page it is. `state`: "merged" or "proposed"."""

    side: Side
    state: str
    replaced_by: Reply | None
    """The newer reply of the person whose price counts instead; None for the newest, or where no price is given."""


@dataclass(frozen=True, slots=True)
class SameWriter:
    """What the page of a reply says about the rest its writer sent."""

    others: tuple[Also, ...]
    own: tuple[Reply, ...]
    """Everything that is his for certain."""
    own_replaced_by: Reply | None
    own_is_newest: bool


def same_writer(reply: Reply) -> SameWriter:
    found = queries.writer_of(reply)
    newest = newest_price(found.own)
    several = newest is not None and _has_price(found.own)

    def replaced(each: Reply) -> Reply | None:
        if not several or newest is None or newest.pk == each.pk:
            return None
        return newest if _prices(each) and _prices(each) != _prices(newest) else None

    own = [
        Also(side(each, newest=several and newest is not None and each.pk == newest.pk), "merged", replaced(each))
        for each in found.own
        if each.pk != reply.pk
    ]
    perhaps = [Also(side(each), "proposed", None) for each in found.perhaps]
    is_newest = several and newest is not None and newest.pk == reply.pk
    here = next((each for each in found.own if each.pk == reply.pk), reply)
    return SameWriter(tuple(own + perhaps), tuple(found.own), replaced(here), is_newest)
