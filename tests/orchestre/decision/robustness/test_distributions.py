"""Uncertain values: their moments, their ends, and what is refused."""

import math

import numpy as np
import pytest

from orchestre.decision.robustness import beta, exact, lognormal, lognormal_of_logs, normal, triangular, uniform
from orchestre.decision.robustness.distributions import BadDistribution, Kind, draws, standard_mean

SD_OF_BETA = math.sqrt(2 * 3 / (5**2 * 6))


@pytest.mark.parametrize(
    ("cell", "mean", "sd", "median"),
    [
        (uniform(10, 30), 20, 20 / math.sqrt(12), 20),
        (triangular(0, 0, 12), 4, math.sqrt(8), 12 * (1 - math.sqrt(0.5))),
        (triangular(0, 12, 12), 8, math.sqrt(8), 12 * math.sqrt(0.5)),
        (triangular(2, 4, 9), 5, math.sqrt((4 + 16 + 81 - 8 - 18 - 36) / 18), 9 - math.sqrt(17.5)),
        (normal(7, 2), 7, 2, 7),
        (lognormal(6, 3), 6, 3, 6 / math.sqrt(1.25)),
        (lognormal_of_logs(1, 0.5), math.exp(1.125), math.exp(1.125) * math.sqrt(math.exp(0.25) - 1), math.e),
        (beta(2, 3, 10, 20), 14, 10 * SD_OF_BETA, 13.857),
    ],
)
def test_draws_have_the_stated_moments(cell, mean, sd, median):
    random = np.random.Generator(np.random.SFC64(5))
    found = draws(random, 200_001, cell.kind, shift=cell.shift, scale=cell.scale, a=cell.a, b=cell.b)
    assert found.shape == (200_001,)
    assert found.mean() == pytest.approx(mean, abs=4 * sd / math.sqrt(200_000))
    assert found.std() == pytest.approx(sd, rel=0.02)
    assert np.median(found) == pytest.approx(median, abs=0.02 * sd)
    assert cell.shift + cell.scale * standard_mean(cell.kind, cell.a, cell.b) == pytest.approx(mean)
    low, high = cell.ends
    if cell.kind in (Kind.NORMAL, Kind.LOGNORMAL):
        assert ((found < low) | (found > high)).mean() == pytest.approx(0.002, abs=0.0006)
    else:
        assert low <= found.min() <= low + sd / 10
        assert high - sd / 2 <= found.max() <= high


@pytest.mark.parametrize(
    "cell",
    [
        uniform(5, 5),
        triangular(5, 5, 5),
        normal(5, 0),
        lognormal(5, 0),
        lognormal_of_logs(math.log(5), 0),
        beta(2, 2, 5, 5),
    ],
)
def test_no_spread_is_a_number(cell):
    assert cell.kind is Kind.EXACT
    assert cell.ends == pytest.approx((5, 5))


@pytest.mark.parametrize(
    "make",
    [
        lambda: uniform(2, 1),
        lambda: uniform(math.nan, 1),
        lambda: exact(math.inf),
        lambda: exact(True),
        lambda: exact("5"),
        lambda: triangular(0, 3, 2),
        lambda: triangular(0, -1, 2),
        lambda: normal(0, -1),
        lambda: normal(0, math.inf),
        lambda: lognormal(0, 1),
        lambda: lognormal(-3, 1),
        lambda: lognormal(3, -1),
        lambda: lognormal_of_logs(0, -1),
        lambda: lognormal_of_logs(700, 1),
        lambda: beta(0, 1),
        lambda: beta(1, -1),
        lambda: beta(1, 1, 3, 2),
    ],
)
def test_a_distribution_that_cannot_be_is_refused(make):
    with pytest.raises(BadDistribution) as caught:
        make()
    assert "{" not in caught.value.sentence("fr")
