"""Everybody who wrote, as columns: a person is made when he is looked at, for there are thousands of them."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from orchestre.replies.extract import Kind
from orchestre.shortlist.letters import LetterKind, kind_for
from orchestre_web.answers.models import Answering
from orchestre_web.answers.states import AnswerState, Group, group_of
from orchestre_web.calls.names import person_name

_NO_NAME = re.compile(r"[@_\d/\\<>]")

COLUMNS = ("pk", "author", "kind", "position", "channel", "recommended", "language", "email", "row", "again")
"""`recommended`: somebody named him when asked; `row` in the cells, -1 for none; `again`: part of an offer that an
earlier reply begins."""
Writers = Mapping[str, list[Any]]
"""By name of `COLUMNS`, one value a reply that repeats no other, in the order of arrival."""
_NUMBERS = {"pk": np.int64, "position": np.int64, "row": np.int64, "recommended": np.bool_, "again": np.bool_}
_WORDS = ("kind", "language")
"""A few words that come back thousands of times."""
NAMES = ("author", "channel", "email")
"""What only the person one looks at needs."""


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """What is counted of everybody, one value a reply: numbers, and words as places in `words`, by the same name."""

    numbers: Mapping[str, NDArray[Any]]
    words: Mapping[str, Sequence[str]]

    def __getitem__(self, name: str) -> NDArray[Any]:
        return self.numbers[name]

    def __len__(self) -> int:
        return len(self.numbers["pk"])


def packed(wrote: Writers) -> dict[str, Any]:
    """`Columns` as they are kept: numbers in few bytes, read in no time. The names are kept apart."""
    columns: dict[str, tuple[NDArray[Any], tuple[str, ...]]] = {
        name: (np.array(wrote[name], dtype=kind), ()) for name, kind in _NUMBERS.items()
    }
    columns["has_email"] = np.array([email != "" for email in wrote["email"]], dtype=np.bool_), ()
    for name in _WORDS:
        known = {word: at for at, word in enumerate(dict.fromkeys(wrote[name]))}
        columns[name] = np.array([known[word] for word in wrote[name]], dtype=np.int64), tuple(known)
    return {name: [column.dtype.str, column.tobytes().hex(), words] for name, (column, words) in columns.items()}


def unpacked(kept: Mapping[str, Any]) -> Columns:
    """The way back from `packed`."""
    return Columns(
        {name: np.frombuffer(bytes.fromhex(written), np.dtype(kind)) for name, (kind, written, _) in kept.items()},
        {name: words for name, (*_, words) in kept.items() if name in _WORDS},
    )


def names_of(wrote: Writers) -> dict[str, list[str]]:
    """By name of `NAMES`, in the order of the columns."""
    return {name: wrote[name] for name in NAMES}


@dataclass(frozen=True, slots=True)
class SaidOfLetter:
    """What was said or changed about the letter of one person, as its row has it."""

    state: str
    kind: str
    sent_kind: str
    own_kind: str
    subject: str
    text: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who wrote, by the reply that stands for all that he sent.

    `email`: where he may be written to, never the address of whom he recommends. `row` and `rank`: in
    the cells of the board and in the ranking, None for what is not ranked. `kind`: the letter that is his now; None for
    nothing.
    """

    pk: int
    author: str
    reply_kind: Kind
    channel: str
    position: int
    row: int | None
    rank: int | None
    kind: LetterKind | None
    by_hand: bool
    state: AnswerState
    own_subject: str = ""
    own_text: str = ""
    questions: tuple[str, ...] = ()
    sent_kind: LetterKind | None = None
    email: str = ""
    read_language: str | None = None

    @property
    def group(self) -> Group:
        return group_of(self.kind)

    @property
    def name(self) -> str:
        """As a page calls him, "" for nobody."""
        return person_name(self.author).strip()

    @property
    def greeting(self) -> str:
        return greeting_of(self.author)

    @property
    def is_to_send(self) -> bool:
        return self.state is AnswerState.TO_SEND


def greeting_of(author: str) -> str:
    """What a letter calls him: a name of a person, never an address or the handle of a network."""
    name = person_name(author).strip()
    handle = " " not in name and "." in name
    return "" if handle or _NO_NAME.search(name) or not any(sign.isalpha() for sign in name) else name


@dataclass(frozen=True, slots=True)
class Alike:
    """What the counts of a page look at. `own_text`: the owner's words for this one letter, "" for the group's."""

    kind: LetterKind | None
    state: AnswerState
    read_language: str | None
    has_email: bool
    own_text: str = ""

    @property
    def is_to_send(self) -> bool:
        return self.state is AnswerState.TO_SEND


class People(Sequence[Person]):
    """Everybody, by rank, then by arrival.

    A reply that says again what another says is its author's, not a person more; nor is one that the ranking counts
    to the offer of another reply, unless something was said of its letter.
    """

    def __init__(
        self,
        answering: Answering,
        wrote: Columns,
        names: Callable[[], Mapping[str, Sequence[str]]],
        ranks: NDArray[np.intp],
        said: Mapping[int, SaidOfLetter],
    ) -> None:
        """`ranks`: by row of the cells, 0 for what is not ranked. `names`: by name of `NAMES`, asked for when somebody
        is looked at."""
        self._wrote, self._names, self._said = wrote, names, said
        n, row = len(wrote), wrote["row"]
        ranked = np.append(ranks, 0)  # the row -1
        self._rank = ranked[np.where(row < len(ranks), row, -1)] if n else row
        self._letter = _proposed(answering, wrote, self._rank)
        self._state = np.where(self._letter == 0, _NOTHING, _TO_SEND)
        again = wrote["again"].copy()
        self._answered = {}
        at = {pk: i for i, pk in enumerate(wrote["pk"].tolist())} if said else {}
        for pk, one in said.items():
            if (i := at.get(pk)) is not None:
                self._answered[i] = one
                again[i] = False
                letter, state = _held(one.state, one.kind, one.sent_kind, int(self._letter[i]))
                self._letter[i], self._state[i] = letter, state
        order = np.lexsort((wrote["position"], np.where(self._rank > 0, self._rank, np.iinfo(np.intp).max)))
        self._order = order[~again[order]]

    def __len__(self) -> int:
        return len(self._order)

    @overload
    def __getitem__(self, at: int) -> Person: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Person]: ...
    def __getitem__(self, at: int | slice) -> Person | Sequence[Person]:
        if isinstance(at, slice):
            return [self._person(int(i)) for i in self._order[at]]
        return self._person(int(self._order[at]))

    def of(self, group: Group) -> "People":
        """Those of one group, in the same order."""
        return self._groups[group]

    @cached_property
    def _groups(self) -> dict[Group, "People"]:
        group = _GROUP_OF[self._letter[self._order]]
        return {each: self._some(self._order[group == at]) for at, each in enumerate(Group)}

    def by_reply(self, pk: int) -> Person | None:
        found = [i for i in np.flatnonzero(self._wrote["pk"] == pk) if i in self._order]
        return self._person(int(found[0])) if found else None

    def of_row(self, row: int) -> list[Person]:
        """Who made the offer of this row of the cells: one, or several whose letters were told apart."""
        rows = self._wrote["row"][self._order]
        return [self._person(int(i)) for i in self._order[rows == row]]

    @cached_property
    def alike(self) -> Counter[Alike]:
        """How many are alike in what is counted: a handful of kinds, whatever the number of people."""
        own = {i: one.text for i, one in self._answered.items() if one.text and self._own(i, one) is not None}
        of = self._letter, self._state, self._wrote["language"], self._wrote["has_email"]
        has_own = np.isin(self._order, list(own))
        plain = self._order[~has_own]
        sizes = len(_LETTERS), len(_STATES), max(1, len(self._wrote.words["language"])), 2
        keys, counts = np.unique(np.ravel_multi_index([column[plain] for column in of], sizes), return_counts=True)
        found: Counter[Alike] = Counter()
        for *key, n in zip(*(each.tolist() for each in (*np.unravel_index(keys, sizes), counts)), strict=True):
            found[self._alike(*key)] += n
        for i in self._order[has_own].tolist():
            letter, state, language, has_email = (int(column[i]) for column in of)
            found[self._alike(letter, state, language, has_email, own[i])] += 1
        return found

    def _alike(self, letter: int, state: int, language: int, has_email: int, text: str = "") -> Alike:
        spoken = self._wrote.words["language"][language] or None
        return Alike(_LETTERS[letter], _STATES[state], spoken, bool(has_email), text)

    def _some(self, order: NDArray[np.intp]) -> "People":
        some = People.__new__(People)
        some._wrote, some._names, some._said, some._answered = self._wrote, self._names, self._said, self._answered
        some._rank, some._letter, some._state, some._order = self._rank, self._letter, self._state, order
        return some

    def _own(self, i: int, one: SaidOfLetter) -> SaidOfLetter | None:
        kind = _LETTERS[self._letter[i]]
        return one if kind is not None and one.own_kind == kind else None

    def _person(self, i: int) -> Person:
        wrote, names, said = self._wrote, self._names(), self._answered.get(i)
        row, rank = int(wrote["row"][i]), int(self._rank[i])
        own = self._own(i, said) if said is not None else None
        return Person(
            int(wrote["pk"][i]),
            names["author"][i],
            _KIND_OF[wrote.words["kind"][wrote["kind"][i]]],
            names["channel"][i],
            int(wrote["position"][i]),
            row if row >= 0 else None,
            rank or None,
            _LETTERS[self._letter[i]],
            said is not None and bool(said.kind or said.state == AnswerState.NOTHING),
            _STATES[self._state[i]],
            own.subject if own else "",
            own.text if own else "",
            said.questions if said else (),
            LetterKind(said.sent_kind) if said and said.sent_kind else None,
            names["email"][i],
            wrote.words["language"][wrote["language"][i]] or None,
        )

    def __iter__(self) -> Iterator[Person]:
        return (self._person(int(i)) for i in self._order)


_KIND_OF = {kind.value: kind for kind in Kind}
_LETTER_OF = {kind.value: kind for kind in LetterKind}
_LETTERS: tuple[LetterKind | None, ...] = (None, *LetterKind)
"""A letter as a number; 0 is none."""
_STATES = tuple(AnswerState)
_NOTHING, _TO_SEND = (_STATES.index(state) for state in (AnswerState.NOTHING, AnswerState.TO_SEND))
_GROUP_OF = np.array([list(Group).index(group_of(kind)) for kind in _LETTERS])


def _proposed(answering: Answering, wrote: Columns, rank: NDArray[np.intp]) -> NDArray[np.intp]:
    """The letter proposed to each, as a number. Whom somebody named when asked wrote nothing that one could thank him
    for."""
    others = _LETTER_OF[answering.others]

    def letter(kind: Kind, at: int | None) -> int:
        return _LETTERS.index(kind_for(kind, at, first=answering.first, others=others))

    unranked = [letter(_KIND_OF[kind], None) for kind in wrote.words["kind"]]
    found = np.array(unranked, dtype=np.intp)[wrote["kind"]]
    first, after = letter(Kind.OFFER, answering.first), letter(Kind.OFFER, answering.first + 1)
    found = np.where(rank > 0, np.where(rank <= answering.first, first, after), found)
    found[wrote["recommended"]] = 0
    return found


def _held(state: str, chosen: str, sent: str, proposed: int) -> tuple[int, int]:
    """Letter and state of somebody of whom something was said, as numbers."""
    said, letter = AnswerState(state), _LETTER_OF[chosen] if chosen else _LETTERS[proposed]
    if said is AnswerState.NOTHING:
        letter = None
    elif said is AnswerState.SENT and sent:
        # What goes no further than what was sent is not sent again, unless the owner chose it.
        last = _LETTER_OF[sent]
        further = letter is not None and letter is not last and (bool(chosen) or letter.step > last.step)
        said, letter = (AnswerState.TO_SEND, letter) if further else (AnswerState.SENT, last)
    if letter is None:
        said = AnswerState.NOTHING
    return _LETTERS.index(letter), _STATES.index(said)
