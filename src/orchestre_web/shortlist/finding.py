"""Which offers a filter leaves in sight. The ranking is made before, over all: nobody's rank changes by looking."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from django.db.models import Max, Sum
from numpy.typing import NDArray

from orchestre.decision.ranking import Ranking
from orchestre.replies.search import Lexicon, Term, lexicon_of
from orchestre.shortlist import ReadReply
from orchestre.shortlist.decision_file import PRICE
from orchestre_web.calls.models import Call, Correction
from orchestre_web.jobs.run import other_cores
from orchestre_web.shortlist import facets
from orchestre_web.shortlist.filters import NOT_SAID, OF_LISTS, SAID, Filters
from orchestre_web.shortlist.models import Cells, Facets, Pin, SearchPart, SearchWords
from orchestre_web.shortlist.stored import StoredTable

Flags = NDArray[np.bool_]
Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the words of a question found. `spelt`: the words as they stand in the replies, to be marked; `elsewhere`:
    replies that hold them and are not ranked."""

    terms: tuple[Term, ...] = ()
    spelt: frozenset[str] = frozenset()
    elsewhere: tuple[int, ...] = ()


@dataclass(frozen=True, eq=False)
class InSight:
    """`places`: places of the ranking, from 0, that the page lists, best first. `count`: offers in sight, copies that
    are folded included; `folded`: by the place of the best copy, the places of the others."""

    places: Places
    count: int
    folded: dict[int, tuple[int, ...]]
    asked: Asked


# --- What is in sight ---------------------------------------------------------------------------------------------


def in_sight(cells: Cells, table: StoredTable, counting: Sequence[str], ranking: Ranking, filters: Filters) -> InSight:
    """`counting`: keys of the criteria that have points. Without filters nothing is read; with some two queries, with
    words four."""
    order = ranking.order
    found = Asked()
    if filters.on:
        left, found = _left(cells, table, counting, filters)
        places: Places = np.flatnonzero(left[order])
    else:
        places = np.arange(len(order), dtype=np.intp)
    shown, folded = _fold(table.letters[order] if len(order) else table.letters, places, filters)
    return InSight(shown, len(places), folded, found)


def _left(cells: Cells, table: StoredTable, counting: Sequence[str], filters: Filters) -> tuple[Flags, Asked]:
    held = Facets.objects.filter(cells=cells).values_list("arrays", flat=True).first()
    left: Flags = np.ones(len(table), dtype=np.bool_)
    if held is None:  # worked out again meanwhile: the next look has it
        return left, Asked()
    known = facets.Facets(bytes(held))
    for name, facet in OF_LISTS.items():
        value = str(getattr(filters, name))
        if value:
            left &= known.having(facet, value)
    if filters.remote:
        left &= known.having(facets.REMOTE, facets.YES)
    if filters.references:
        left &= known.having(facets.REFERENCES, facets.YES)
    if filters.at_hand:
        pinned = np.array(list(pins(cells.call_id)), dtype=np.int64)
        rows = known.rows_of(pinned)
        left &= known.having(facets.BROUGHT_BACK, facets.YES) | known.flags(rows[rows >= 0])
    left &= _by_figures(table, counting, filters)
    found = Asked()
    if filters.words:
        with_words, found = _with_words(cells.call_id, known, filters.words)
        left &= with_words
    return left, found


def _by_figures(table: StoredTable, counting: Sequence[str], filters: Filters) -> Flags:
    """A price is in a range when a part of its own range is; what is not said is in none."""
    keys = table.cells.keys
    j = keys.index(PRICE)
    said = ~table.missing[:, j]
    left: Flags = np.ones(len(table), dtype=np.bool_)
    if filters.price == SAID:
        left &= said
    elif filters.price == NOT_SAID:
        left &= ~said
    if filters.low:
        left &= said & (table.cells.high[:, j] >= filters.low)
    if filters.high:
        left &= said & (table.cells.low[:, j] <= filters.high)
    if filters.known:
        columns = [keys.index(key) for key in counting]
        left &= (~table.missing[:, columns]).sum(axis=1) >= filters.known
    return left


def _fold(letters: NDArray[np.int32], places: Places, filters: Filters) -> tuple[Places, dict[int, tuple[int, ...]]]:
    """A letter that several sent is one line, where its best copy stands. `letters`: by place of the ranking."""
    own = letters[places]
    if not (own >= 0).any():
        return places, {}
    hidden = np.zeros(len(places), dtype=np.bool_)
    folded: dict[int, tuple[int, ...]] = {}
    copies = np.flatnonzero(own >= 0)
    by_letter = copies[np.argsort(own[copies], kind="stable")]
    for group in np.split(by_letter, np.flatnonzero(np.diff(own[by_letter])) + 1):
        if len(group) > 1:
            folded[int(places[group[0]])] = tuple(int(each) for each in places[group[1:]])
            hidden[group[1:]] = int(own[group[0]]) not in filters.unfolded
    return places[~hidden], folded


# --- Words --------------------------------------------------------------------------------------------------------


def _with_words(call_id: int, known: facets.Facets, question: str) -> tuple[Flags, Asked]:
    nobody = known.flags(np.empty(0, dtype=np.int32))
    index = SearchWords.objects.filter(call=call_id).first()
    if index is None:
        return nobody, Asked()
    lexicon = Lexicon(bytes(index.words))
    terms = lexicon.terms(question)
    rows = SearchPart.objects.filter(index=index, number__in=lexicon.parts_of(terms))
    parts = {number: bytes(data) for number, data in rows.order_by().values_list("number", "data")}
    if len(parts) < len(lexicon.parts_of(terms)):  # written again between the two reads
        return nobody, Asked()
    replies = np.frombuffer(bytes(index.replies), dtype=np.int64)[lexicon.all_of(terms, parts)]
    of = known.rows_of(replies)
    spelt = lexicon.spelt(word for term in terms for word in term.words)
    return known.flags(of[of >= 0]), Asked(tuple(terms), spelt, tuple(int(pk) for pk in replies[of < 0]))


def made_of(call: Call) -> str:
    """What the words of a call were gathered from: while it is the same, they hold. Two queries."""
    rows = call.replies.aggregate(last=Max("pk"), run=Sum("run"))
    skills = Correction.objects.filter(reply__call=call, field="skills", undone_at=None)
    said = skills.aggregate(last=Max("pk"))["last"]
    return f"{call.replies.count()} {rows['last']} {rows['run']} {said} {skills.count()}"


def gather_words(call: Call, replies: Sequence[ReadReply], rows: Mapping[str, int]) -> Callable[[], None]:
    """Gather the words of every reply of a call; what is returned keeps them, in the transaction of whoever calls it.
    Of many replies they are gathered on another core until then. Nothing is done where those kept still hold. `rows`:
    of the replies, by id."""
    mark = made_of(call)
    if SearchWords.objects.filter(call=call, made_of=mark).exists():
        return lambda: None
    texts, keys = [], []
    for each in replies:
        reply, extract = each.reply, each.extract
        texts.append((reply.text, reply.author or "", *map(str, reply.given.values()), *extract.skills, *extract.tools))
        keys.append(rows[reply.id])
    others = other_cores(len(texts))
    written = partial(lexicon_of, texts) if others is None else others.ask(lexicon_of, texts)

    def keep() -> None:
        words, parts = written()
        SearchWords.objects.filter(call=call).delete()
        index = SearchWords.objects.create(
            call=call, made_of=mark, words=words, replies=np.array(keys, dtype=np.int64).tobytes()
        )
        SearchPart.objects.bulk_create(
            (SearchPart(index=index, number=number, data=data) for number, data in enumerate(parts)), batch_size=20
        )

    return keep


# --- Kept at hand -------------------------------------------------------------------------------------------------


def pins(call_id: int) -> set[int]:
    """The replies that somebody of the company keeps at hand."""
    return set(Pin.objects.filter(call=call_id, off_at=None).values_list("reply_id", flat=True))
