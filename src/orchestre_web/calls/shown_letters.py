"""A letter that several people sent: its words once, and what each wrote in its gaps."""

from collections.abc import Sequence
from dataclasses import dataclass

from orchestre_web.calls import queries, shown_pairs
from orchestre_web.calls.models import Letter, LetterCopy
from orchestre_web.calls.shown_pairs import Piece, Side

WHOLE = 1_500
"""Characters of a letter that are shown whole."""
MOST_OWN = 8
"""Differences of one copy that are listed; the rest is read on its own page."""


@dataclass(frozen=True, slots=True)
class Copy:
    """`place`: "standing", "aside" or "repeats"."""

    side: Side
    own: tuple[str, ...]
    more: int
    place: str


@dataclass(frozen=True, slots=True)
class ShownLetter:
    """`pieces`: the words of the first copy, those marked that are his own. `ranked` and `aside` count all copies."""

    letter: Letter
    pieces: tuple[Piece, ...]
    copies: tuple[Copy, ...]
    ranked: int
    aside: int

    @property
    def first(self) -> Copy:
        return self.copies[0]

    @property
    def more(self) -> int:
        return self.letter.size - len(self.copies)


def letters(listed: Sequence[Letter]) -> list[ShownLetter]:
    """Three queries, however many copies there are."""
    copies, places = queries.copies(listed), queries.places_in(listed)
    shown = []
    for letter in listed:
        own = copies.get(letter.pk, [])
        if own:
            text = shown_pairs.in_order(own[0].reply.text, own[0].own, whole=WHOLE)
            ranked, aside = places.get(letter.pk, (0, 0))
            shown.append(ShownLetter(letter, tuple(text), tuple(map(_copy, own)), ranked, aside))
    return shown


def _copy(copy: LetterCopy) -> Copy:
    reply = copy.reply
    place = "standing" if queries.is_standing(reply) else "repeats" if reply.kept is None and reply.folded else "aside"
    own = tuple(dict.fromkeys(words for words in copy.own if words.strip()))
    return Copy(shown_pairs.side(reply), own[:MOST_OWN], len(own[MOST_OWN:]), place)
