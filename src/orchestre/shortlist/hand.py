"""Grades given by people: what no program reads in a text ("quality of the writing", "understood our trade").

A criterion states its levels beforehand, in words, each with its mark. Every grader gives one level to an offer; the
value is the mean of the marks, the interval between the lowest and the highest what the graders leave open. Nobody
graded: unknown, the full scale, as anything that was not said.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from orchestre.basics import Range
from orchestre.basics.typography import number
from orchestre.decision import Label
from orchestre.shortlist.notes import Note

FEWEST, MOST = 2, 9
"""Levels of one criterion: two to choose between, as many as there are keys for one hand."""


@dataclass(frozen=True, slots=True)
class Level:
    """One grade in words and what it counts."""

    mark: float
    label: Label


@dataclass(frozen=True, slots=True)
class Grade:
    """What one person gave. `by` names the grader: his newest grade of an offer is the one that counts."""

    by: str
    mark: float


USUAL = (
    Level(0, Label("insuffisant", "not enough")),
    Level(1, Label("juste", "just enough")),
    Level(2, Label("bon", "good")),
    Level(3, Label("excellent", "excellent")),
)
"""Four levels and no middle one: a grader who hesitates has to lean to one side."""


def counted(levels: Sequence[Level], newest_first: Iterable[Grade]) -> tuple[Grade, ...]:
    """One grade a grader, the newest, in the order of their names. A mark that is no level any more is not counted.

    >>> [(grade.by, grade.mark) for grade in counted(USUAL, [Grade("b", 2), Grade("a", 7), Grade("a", 1)])]
    [('a', 1), ('b', 2)]
    """
    marks = {level.mark for level in levels}
    held: dict[str, Grade] = {}
    for grade in newest_first:
        if grade.mark in marks:
            held.setdefault(grade.by, grade)
    return tuple(held[by] for by in sorted(held))


def value(grades: Sequence[Grade]) -> Range[float] | None:
    """The lowest mark, the mean, the highest. None without a grade.

    >>> value([Grade("a", 1), Grade("b", 2), Grade("c", 3)])
    Range(low=1.0, likely=2.0, high=3.0)
    """
    if not grades:
        return None
    marks = [float(grade.mark) for grade in grades]
    return Range(min(marks), sum(marks) / len(marks), max(marks))


def in_words(levels: Sequence[Level], mark: float, language: str) -> str:
    """A mark by its level; a mean by the two levels it stands between.

    >>> in_words(USUAL, 2, "en"), in_words(USUAL, 2.5, "en")
    ('good', 'between good and excellent (2.5)')
    """
    under = [level for level in levels if level.mark <= mark]
    over = [level for level in levels if level.mark >= mark]
    first, last = (under[-1] if under else levels[0]), (over[0] if over else levels[-1])
    if first.mark == last.mark:
        return first.label.said(language)
    values = {"one": first.label, "other": last.label, "mark": number(round(mark, 2), language)}
    return Note("shortlist.word_between_levels", values).said(language)
