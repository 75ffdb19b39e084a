"""The records of a delivery in chunks: the next ones are read on the other cores while one is written.

Without helpers nothing is read ahead. What is handed out is the same either way.
"""

from collections import deque
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from orchestre.replies.lessons import Lessons
from orchestre.replies.reply import Record, Reply
from orchestre_web.calls import taught
from orchestre_web.jobs.helpers import Helpers

AHEAD = 5
"""Chunks that are read before their turn: enough for four helpers, and a few megabytes."""

Reading = tuple[taught.Document, taught.Document]
Wanted = Callable[[Sequence[Reply]], Collection[int]]
"""Which replies of a chunk are to be read ahead, by their place among its replies."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What a reading depends on, beside the reply."""

    lessons: Lessons
    day: date


@dataclass(slots=True)
class Taken:
    """One chunk. `readings`: what was read ahead, by place among its replies."""

    records: list[Record]
    replies: list[Reply]
    readings: Mapping[int, Reading] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Asked:
    taken: Taken
    terms: Terms
    places: Sequence[int]
    answers: Callable[[], list[Reading]]

    def handed_out(self, terms: Terms) -> Taken:
        """What was read under other terms is left: somebody corrected something since."""
        answers = self.answers()
        if terms == self.terms:
            self.taken.readings = dict(zip(self.places, answers, strict=True))
        return self.taken


class Ahead:
    """`start`: how many records are skipped, for they were done before. `clean`: what is done to each reply first."""

    def __init__(self, records: Iterator[Record], start: int, clean: Callable[[Reply], Reply]) -> None:
        next(islice(records, start, start), None)
        self._records, self._clean = records, clean
        self.at = start
        """How many records were handed out or skipped."""
        self._asked: deque[_Asked] = deque()

    def count(self, size: int) -> int:
        """Go over the next records only to count them."""
        found = sum(1 for _ in islice(self._records, size))
        self.at += found
        return found

    def take(self, size: int, terms: Terms, wanted: Wanted, helpers: Helpers | None = None) -> Taken:
        """The next records, fewer than `size` at the end. `size` is the same each time."""
        while helpers is not None and len(self._asked) < AHEAD:
            taken = self._cut(size)
            places = sorted(wanted(taken.replies))
            some = [taken.replies[place] for place in places]
            answers = helpers.ask(taught.read_several, some, terms.lessons, terms.day)
            self._asked.append(_Asked(taken, terms, places, answers))
            if len(taken.records) < size:
                break
        taken = self._asked.popleft().handed_out(terms) if self._asked else self._cut(size)
        self.at += len(taken.records)
        return taken

    def _cut(self, size: int) -> Taken:
        records = list(islice(self._records, size))
        return Taken(records, [self._clean(each) for each in records if isinstance(each, Reply)])
