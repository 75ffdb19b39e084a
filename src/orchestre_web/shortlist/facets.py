"""What offers can be filtered by, worked out with the cells and kept as a few arrays: no reply is read to filter."""

import io
import json
from collections.abc import Iterable, Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from orchestre.reading.claims import ClaimType
from orchestre.reading.normal import prepare
from orchestre.reading.place_names import place_in, with_other_names
from orchestre.reading.provider import Provider, find_provider
from orchestre.reading.values import Remote
from orchestre.shortlist import Board, Candidate

Rows = NDArray[np.int32]
Flags = NDArray[np.bool_]

PLACE, PROVIDER, LANGUAGE, CHANNEL = "place", "provider", "language", "channel"
REMOTE, REFERENCES, BROUGHT_BACK = "remote", "references", "brought_back"
LISTS = (PLACE, PROVIDER, LANGUAGE, CHANNEL)
YES = "yes"
MOST_OPTIONS = 40
"""Values of one list that the page offers, the most frequent ones."""
_CHECKED_ELSEWHERE = frozenset(
    {ClaimType.CLIENT_NAMED, ClaimType.FINISHED_CASE, ClaimType.RECOMMENDATION, ClaimType.PORTFOLIO}
)
"""Claims that name a place where one can ask."""


def said_by(candidate: Candidate, brought_back: Iterable[str] = ()) -> Iterator[tuple[str, str]]:
    """Facet and value, each once: of all that one provider wrote."""
    members = candidate.alternative.members
    providers = [find_provider(prepare(each.reply.text)) for each in members]
    yield PROVIDER, next((each.value for each in providers if each is not Provider.UNKNOWN), Provider.UNKNOWN.value)
    yield LANGUAGE, members[0].extract.language if members else "unknown"
    for channel in dict.fromkeys(each.reply.channel for each in members if each.reply.channel):
        yield CHANNEL, channel
    for place in dict.fromkeys(place_in("fr", place) for each in members for place in each.extract.location):
        yield PLACE, place
    if any(each.extract.remote in {Remote.YES, Remote.HYBRID} for each in members):
        yield REMOTE, YES
    if any(claim.type in _CHECKED_ELSEWHERE for each in members for claim in each.extract.claims):
        yield REFERENCES, YES
    kept = set(brought_back)
    if kept and any(each.reply.id in kept for each in members):
        yield BROUGHT_BACK, YES


def written(board: Board, replies: Mapping[str, int], brought_back: Iterable[str]) -> bytes:
    """The facets of every row, and which replies make each row. `replies`: row of a reply by the id of its source."""
    found: dict[tuple[str, str], list[int]] = {}
    members: list[tuple[int, int]] = []
    kept = set(brought_back)
    for row, candidate in enumerate(board.candidates):
        for said in said_by(candidate, kept):
            found.setdefault(said, []).append(row)
        members += [
            (pk, row) for each in candidate.alternative.members if (pk := replies.get(each.reply.id)) is not None
        ]
    names = sorted(found)
    members.sort()
    held = io.BytesIO()
    np.savez(
        held,
        names=np.frombuffer(json.dumps(names).encode(), dtype=np.uint8),
        ends=np.cumsum([len(found[name]) for name in names], dtype=np.int64),
        rows=np.array([row for name in names for row in found[name]], dtype=np.int32),
        replies=np.array([pk for pk, _ in members], dtype=np.int64),
        of=np.array([row for _, row in members], dtype=np.int32),
        size=np.array([len(board.candidates)], dtype=np.int64),
    )
    return held.getvalue()


class Facets:
    """What `written` gave."""

    def __init__(self, data: bytes) -> None:
        with np.load(io.BytesIO(data), allow_pickle=False) as held:
            names = json.loads(held["names"].tobytes() or b"[]")
            self._ends, self._rows = held["ends"], held["rows"]
            self._replies, self._of = held["replies"], held["of"]
            self.size = int(held["size"][0])
        self._number = {(facet, value): number for number, (facet, value) in enumerate(names)}

    def rows(self, facet: str, value: str) -> Rows:
        number = self._number.get((facet, value))
        if number is None:
            return np.empty(0, dtype=np.int32)
        found: Rows = self._rows[int(self._ends[number - 1]) if number else 0 : int(self._ends[number])]
        return found

    def flags(self, rows: Rows) -> Flags:
        found = np.zeros(self.size, dtype=np.bool_)
        found[rows] = True
        return found

    def having(self, facet: str, value: str) -> Flags:
        """A place under any of its names: what was kept before names were one stands under its own."""
        names = with_other_names((value,)) if facet == PLACE else (value,)
        return self.flags(np.concatenate([self.rows(facet, name) for name in names]))

    def rows_of(self, replies: NDArray[np.int64]) -> Rows:
        """For each reply the row of its offer, -1 for one that is not ranked."""
        if not len(self._replies):
            return np.full(len(replies), -1, dtype=np.int32)
        at = np.minimum(np.searchsorted(self._replies, replies), len(self._replies) - 1)
        return np.where(self._replies[at] == replies, self._of[at], -1).astype(np.int32)

    def letters(self, letters: Mapping[int, int]) -> Rows:
        """By row the letter that its offer is a copy of, -1 for one's own words. `letters`: by reply."""
        found = np.full(self.size, -1, dtype=np.int32)
        if letters:
            replies = np.array(sorted(letters), dtype=np.int64)
            rows = self.rows_of(replies)
            for row, reply in zip(rows.tolist(), replies.tolist(), strict=True):
                if row >= 0:
                    found[row] = letters[reply]
        return found

    def options(self) -> dict[str, list[list[object]]]:
        """What the page offers to choose from: `{facet: [[value, offers]]}`, the most frequent first."""
        found: dict[str, list[list[object]]] = {}
        for facet, value in self._number:
            found.setdefault(facet, []).append([value, len(self.rows(facet, value))])
        for values in found.values():
            values.sort(key=lambda each: (-int(str(each[1])), str(each[0])))
        return {facet: values[:MOST_OPTIONS] for facet, values in found.items()}
