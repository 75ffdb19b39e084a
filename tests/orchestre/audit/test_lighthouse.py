"""Lighthouse: its own published cases, and what holds for every measure."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestre.audit import grade
from orchestre.audit.grades.lighthouse import METRICS, Curve, erf, on_curve, points
from orchestre.decision.cases.one_value import NameTwice

GIVEN = st.dictionaries(st.sampled_from(list(METRICS)), st.floats(0, 1e6), min_size=1)


def graded(metrics: dict[str, Any], device: str = "mobile") -> dict[str, Any]:
    return grade(json.dumps({"kind": "lighthouse", "metrics": metrics, "device": device}))


@pytest.mark.parametrize("metric", METRICS.values(), ids=list(METRICS))
@pytest.mark.parametrize("device", ["mobile", "desktop"])
def test_the_two_points_that_draw_a_curve(metric: Any, device: str) -> None:
    curve = getattr(metric, device)
    assert (points(curve.p10, curve), points(curve.median, curve)) == (90, 50)
    assert points(curve.p10 * 1.001, curve) < 90
    assert points(curve.median * 1.001, curve) < 50


# Of the tests of Lighthouse (shared/test/statistics-test.js).
@pytest.mark.parametrize(
    ("value", "share"),
    [
        (-100, 1), (0, 1), (1000, 1), (2500, 0.98), (3785, 0.9), (5000, 0.77), (7300, 0.5), (7500, 0.48),
        (10000, 0.27), (30000, 0), (1000000, 0),
    ],
)  # fmt: skip
def test_published_points_of_a_curve(value: float, share: float) -> None:
    assert on_curve(value, Curve(3785, 7300)) == pytest.approx(share, abs=0.005)


@pytest.mark.parametrize(("x", "value"), [(0.0, 0), (0.5, 0.5204998778), (1, 0.8427007929), (2, 0.995322265)])
def test_erf_is_within_its_published_error(x: float, value: float) -> None:
    assert erf(x) == pytest.approx(value, abs=1.5e-7)
    assert erf(-x) == -erf(x)


def test_a_perfect_page_and_one_at_every_median() -> None:
    assert graded(dict.fromkeys(METRICS, 0))["score"] == 100
    medians = {name: metric.desktop.median for name, metric in METRICS.items()}
    assert graded(medians, "desktop")["score"] == 50


def test_the_names_of_the_audits_are_understood_and_one_measure_counts_once() -> None:
    assert graded({"largest-contentful-paint": 4000}) == graded({"lcp": 4000})
    with pytest.raises(NameTwice):
        graded({"LCP": 4000, "lcp": 4000})


@given(GIVEN)
def test_order_changes_nothing_and_the_score_stands_in_its_interval(metrics: dict[str, float]) -> None:
    said = graded(metrics)
    assert said == graded(dict(reversed(metrics.items())))
    assert 0 <= said["low"] <= said["score"] <= said["high"] <= 100
    assert (said["coverage"] == 1) == (not said["missing"]) == (len(metrics) == len(METRICS))


@given(GIVEN, st.sampled_from(list(METRICS)), st.floats(0, 1e6))
def test_one_more_measure_never_lowers_coverage_nor_leaves_the_interval(
    metrics: dict[str, float], name: str, value: float
) -> None:
    before, after = graded(metrics), graded({name: value, **metrics})
    assert after["coverage"] >= before["coverage"]
    assert before["low"] <= after["low"] <= after["high"] <= before["high"]


@given(st.sampled_from(list(METRICS)), st.floats(0, 1e6), st.floats(0, 1e6))
def test_slower_is_never_better(name: str, value: float, more: float) -> None:
    curve = METRICS[name].mobile
    assert 0 <= points(value + more, curve) <= points(value, curve) <= 100
