"""What stands in one letter and not in the other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestre.replies.likeness import LONG_GAP, said_apart

LETTER = list(range(100, 130))
OWN = list(range(1, 1 + LONG_GAP))


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        (LETTER, LETTER, 0.0),
        (LETTER, LETTER + OWN, LONG_GAP / 35),
        (OWN + LETTER, LETTER, LONG_GAP / 35),
        (LETTER[:15] + OWN + LETTER[15:], LETTER, LONG_GAP / 35),
        (LETTER[:15] + OWN[:-1] + LETTER[15:], LETTER, 0.0),  # a name, a figure
        (LETTER, OWN, 1.0),
        ([], OWN, 1.0),
        ([], [], 0.0),
    ],
)
def test_runs_of_own_words(one: list[int], other: list[int], apart: float) -> None:
    assert said_apart(one, other) == apart == said_apart(other, one)


words = st.lists(st.integers(0, 9), max_size=12)


@given(words, words, words, words)
def test_what_both_begin_and_end_with_adds_nothing_of_its_own(
    begin: list[int], one: list[int], other: list[int], end: list[int]
) -> None:
    """The words apart lie between the shared ends: at most those of the middle, and none where the middles agree."""
    most = max(len(one) / max(1, len(begin + one + end)), len(other) / max(1, len(begin + other + end)))
    assert said_apart(begin + one + end, begin + other + end) <= most + 1e-12
