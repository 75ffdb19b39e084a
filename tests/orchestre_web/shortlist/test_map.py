"""Where the numbered discs of the map stand: near their offers, never one on another."""

from itertools import combinations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from orchestre_web.shortlist.shown.map import DISC_HIGH, DISC_WIDE, NAMED, apart

HUNDREDTHS = st.floats(0, 100)
PLACES = st.lists(st.tuples(HUNDREDTHS, HUNDREDTHS), max_size=NAMED)


@pytest.mark.parametrize(
    ("places", "stand"),
    [
        ([(10.0, 50.0), (30.0, 50.0)], [50.0, 50.0]),
        ([(10.0, 50.0), (12.0, 52.0)], [50.0, 57.5]),
        ([(10.0, 50.0), (12.0, 48.0)], [50.0, 42.5]),
        ([(10.0, 99.0), (12.0, 99.5)], [99.0, 91.5]),
    ],
    ids=["far apart", "a little lower", "a little higher", "no room beneath"],
)
def test_a_disc_gives_way_to_an_earlier_one(places: list[tuple[float, float]], stand: list[float]) -> None:
    assert [y for _, y in apart(places)] == stand


@example([(0.0, 0.0), (0.0, 0.0), (0.0, 17.442889711562348), (0.0, 0.0), (0.0, 0.0)])
@settings(max_examples=400)
@given(PLACES)
def test_no_disc_stands_on_another_and_each_keeps_its_price(places: list[tuple[float, float]]) -> None:
    stood = apart(places)
    assert [x for x, _ in stood] == [x for x, _ in places]
    assert all(0 <= y <= 100 for _, y in stood)
    for (x, y), (beside, there) in combinations(stood, 2):
        assert abs(x - beside) >= DISC_WIDE or abs(y - there) >= DISC_HIGH - 1e-6
