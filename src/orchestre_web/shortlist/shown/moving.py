"""Why an offer stands where it stands, what would move it, and what to talk about with who made it: one offer, worked
out when somebody opens it."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from orchestre.decision import explanation
from orchestre.decision.explanation import sentences
from orchestre.shortlist.explained import words_for
from orchestre.shortlist.tried import Tried
from orchestre_web.shortlist import queries
from orchestre_web.shortlist.actions import Standing
from orchestre_web.shortlist.shown.names import name_of, shortened

SHOWN = 3
"""Changes shown of each kind, the smallest first."""


@dataclass(frozen=True, slots=True)
class Moving:
    """In sentences. `why_not` is "" for the first, `gap` for the last; `loses`, `wins`: the smallest change first;
    `talk`: what to talk about, what moves most first."""

    is_first: bool
    gap: str
    why_not: str
    loses: tuple[str, ...]
    wins: tuple[str, ...]
    talk: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    gap: explanation.Difference | None
    why: explanation.WhyNot | None
    loses: Sequence[explanation.Change]
    wins: Sequence[explanation.Change]
    talk: Sequence[explanation.Lever]

    @classmethod
    def of(cls, what_if: explanation.WhatIf, row: int, fixed: Container[str]) -> "_Found":
        why = explanation.why_not(what_if, row)
        return cls(
            explanation.to_the_next(what_if, row),
            why,
            explanation.loses_if(what_if, row)[:SHOWN],
            () if why is None else why.changes[:SHOWN],
            explanation.levers(what_if, row, fixed),
        )

    def named(self) -> Iterator[int]:
        """Rows that the sentences speak of."""
        if self.gap is not None:
            yield self.gap.other
        if self.why is not None:
            yield self.why.behind.row
            if self.why.dominated_by is not None:
                yield self.why.dominated_by
        yield from (change.rival for change in (*self.loses, *self.wins) if change.rival is not None)


def moving(standing: Standing, tried: Tried, row: int, language: str) -> Moving | None:
    """`row` of the cells; None when nothing else is ranked."""
    if len(tried.ranking) < 2:
        return None
    what_if = tried.what_if(standing.read.steps)
    found = _Found.of(what_if, row, standing.read.fixed)
    details = queries.details(standing.cells, {row, *found.named()})
    names = {each: shortened(name_of(detail), 60) for each, detail in details.items()}
    words: sentences.Words = words_for(standing.read, what_if, names.__getitem__, language)
    return Moving(
        is_first=row == what_if.first,
        gap="" if found.gap is None else sentences.difference_said(found.gap, words),
        why_not="" if found.why is None else sentences.why_not_said(found.why, words),
        loses=tuple(sentences.loses_said(change, words) for change in found.loses),
        wins=tuple(sentences.wins_said(change, words) for change in found.wins),
        talk=tuple(sentences.lever_said(lever, words) for lever in found.talk),
    )
