"""Everybody who wrote, as columns: a person is made when he is looked at, for there are thousands of them."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
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
        self, answering: Answering, wrote: Writers, ranks: NDArray[np.intp], said: Mapping[int, SaidOfLetter]
    ) -> None:
        """`ranks`: by row of the cells, 0 for what is not ranked."""
        self._wrote, self._said = wrote, said
        n = len(wrote["pk"])
        row = np.asarray(wrote["row"], dtype=np.intp)
        ranked = np.append(ranks, 0)  # the row -1
        self._rank = ranked[np.where(row < len(ranks), row, -1)] if n else row
        self._letter = _proposed(answering, wrote, self._rank)
        self._state = np.where(self._letter == 0, _NOTHING, _TO_SEND)
        again = np.asarray(wrote["again"], dtype=bool)
        self._answered = {}
        at = {pk: i for i, pk in enumerate(wrote["pk"])} if said else {}
        for pk, one in said.items():
            if (i := at.get(pk)) is not None:
                self._answered[i] = one
                again[i] = False
                letter, state = _held(one.state, one.kind, one.sent_kind, int(self._letter[i]))
                self._letter[i], self._state[i] = letter, state
        order = np.lexsort((np.asarray(wrote["position"]), np.where(self._rank > 0, self._rank, np.iinfo(np.intp).max)))
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
        found = [i for i in np.flatnonzero(np.asarray(self._wrote["pk"]) == pk) if i in self._order]
        return self._person(int(found[0])) if found else None

    def of_row(self, row: int) -> list[Person]:
        """Who made the offer of this row of the cells: one, or several whose letters were told apart."""
        rows = np.asarray(self._wrote["row"], dtype=np.intp)[self._order]
        return [self._person(int(i)) for i in self._order[rows == row]]

    @cached_property
    def alike(self) -> Counter[Alike]:
        """How many are alike in what is counted: a handful of kinds, whatever the number of people."""
        own = {i: one.text for i, one in self._answered.items() if one.text and self._own(i, one) is not None}
        at = [i for i in self._order.tolist() if i not in own]
        letter, state = self._letter.tolist(), self._state.tolist()
        languages, emails = self._wrote["language"], self._wrote["email"]
        of = (letter.__getitem__, state.__getitem__, languages.__getitem__, lambda i: emails[i] != "")
        keys = Counter((*each, "") for each in zip(*(map(get, at) for get in of), strict=True))
        kept = set(self._order.tolist()) & own.keys()
        keys.update((*(get(i) for get in of), own[i]) for i in kept)
        return Counter(
            {
                Alike(_LETTERS[kind], _STATES[state], language or None, has_email, text): n
                for (kind, state, language, has_email, text), n in keys.items()
            }
        )

    def _some(self, order: NDArray[np.intp]) -> "People":
        some = People.__new__(People)
        some._wrote, some._said, some._answered = self._wrote, self._said, self._answered
        some._rank, some._letter, some._state, some._order = self._rank, self._letter, self._state, order
        return some

    def _own(self, i: int, one: SaidOfLetter) -> SaidOfLetter | None:
        kind = _LETTERS[self._letter[i]]
        return one if kind is not None and one.own_kind == kind else None

    def _person(self, i: int) -> Person:
        wrote, said = self._wrote, self._answered.get(i)
        row, rank = int(wrote["row"][i]), int(self._rank[i])
        own = self._own(i, said) if said is not None else None
        return Person(
            wrote["pk"][i],
            wrote["author"][i],
            _KIND_OF[wrote["kind"][i]],
            wrote["channel"][i],
            wrote["position"][i],
            row if row >= 0 else None,
            rank or None,
            _LETTERS[self._letter[i]],
            said is not None and bool(said.kind or said.state == AnswerState.NOTHING),
            _STATES[self._state[i]],
            own.subject if own else "",
            own.text if own else "",
            said.questions if said else (),
            LetterKind(said.sent_kind) if said and said.sent_kind else None,
            wrote["email"][i],
            wrote["language"][i] or None,
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


def _proposed(answering: Answering, wrote: Writers, rank: NDArray[np.intp]) -> NDArray[np.intp]:
    """The letter proposed to each, as a number. Whom somebody named when asked wrote nothing that one could thank him
    for."""
    others = _LETTER_OF[answering.others]

    def letter(kind: Kind, at: int | None) -> int:
        return _LETTERS.index(kind_for(kind, at, first=answering.first, others=others))

    unranked = {kind.value: letter(kind, None) for kind in Kind}
    found = np.array([unranked[kind] for kind in wrote["kind"]], dtype=np.intp)
    first, after = letter(Kind.OFFER, answering.first), letter(Kind.OFFER, answering.first + 1)
    found = np.where(rank > 0, np.where(rank <= answering.first, first, after), found)
    found[np.asarray(wrote["recommended"], dtype=bool)] = 0
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
