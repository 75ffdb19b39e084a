"""EcoIndex: published cases, and what holds for every page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestre.audit.grades.ecoindex import ELEMENTS, KILOBYTES, REQUESTS, letter, position, score

PAGES = st.tuples(st.integers(0, 10**6), st.integers(0, 10**4), st.floats(0, 10**6))


# Of the tests of ecoindex_node (empty and largest page) and of ecoindex_python, whose old rule counted positions from 1
# and so stood five points lower.
@pytest.mark.parametrize(
    ("elements", "requests", "kilobytes", "points"),
    [
        (0, 0, 0, 100),
        (594601, 3920, 223212.26, 0),
        (100, 100, 100, 67 + 5),
        (100, 100, 1000, 62 + 5),
        (100, 100, 10000, 53 + 5),
        (200, 200, 10000, 41 + 5),
        (2355, 267, 2493, 5 + 5),
        (240, 20, 331, 78 + 5),
    ],
)
def test_published_cases(elements: int, requests: int, kilobytes: float, points: int) -> None:
    assert score(elements, requests, kilobytes) == pytest.approx(points, abs=0.5)


@pytest.mark.parametrize(
    ("value", "quantiles", "place"),
    [(2500, KILOBYTES, 14.086372025739513), (150, ELEMENTS, 2.892857142857143), (23, REQUESTS, 2.8)],
)
def test_published_positions(value: float, quantiles: tuple[float, ...], place: float) -> None:
    assert position(value, quantiles) == pytest.approx(place)


@pytest.mark.parametrize(
    ("points", "grade"),
    [(100, "A"), (80.1, "A"), (80, "B"), (70, "C"), (55, "D"), (40, "E"), (25, "F"), (10.1, "F"), (10, "G"), (0, "G")],
)
def test_a_letter_is_earned_above_its_limit(points: float, grade: str) -> None:
    assert letter(points) == grade


@given(PAGES, PAGES)
def test_a_heavier_page_never_scores_more(page: tuple[int, int, float], more: tuple[int, int, float]) -> None:
    heavier = [one + other for one, other in zip(page, more, strict=True)]
    assert -1e-9 <= score(*heavier) <= score(*page) + 1e-9 <= 100 + 1e-8
