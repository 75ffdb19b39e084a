"""What holds of every decision, whatever the figures."""

from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestre.arbitration import arbitrate, topics
from orchestre.arbitration.loading import model
from orchestre.arbitration.working import sums, triangular
from orchestre.basics import Range

DAY = date(2026, 11, 23)
FEW = 400


@st.composite
def figures_of(draw: st.DrawFn) -> tuple[str, dict[str, object]]:
    """A decision with each number anywhere in its default range, some of them told exactly."""
    topic = draw(st.sampled_from(topics()))
    given: dict[str, object] = {}
    for each in model(topic).inputs:
        if draw(st.booleans()):
            part = draw(st.integers(0, 20)) / 20
            value = each.value.low + part * (each.value.high - each.value.low)
            given[each.id] = _said(value, each.unit)
    return topic, given


def _winner(said: dict[str, Any]) -> str:
    return str(said["best"])


@settings(max_examples=30)
@given(figures_of())
def test_one_per_cent_either_side_of_a_flip_the_winner_is_another(case: tuple[str, dict[str, object]]) -> None:
    topic, given = case
    said: Any = arbitrate(topic, given, on=DAY, draws=FEW)
    units = {each.id: each.unit for each in model(topic).inputs}
    for flip in said["flips"]:
        near, far = (flip["value"] * factor for factor in (0.99, 1.01))
        if flip["value"] < flip["likely"]:
            near, far = far, near
        within = min(near, flip["likely"]) if near > flip["likely"] > flip["value"] else near
        if units[flip["input"]] == "share" and max(near, far) > 1:
            continue  # beyond the whole there is nothing to rerun
        bounds = next(each for each in model(topic).inputs if each.id == flip["input"])
        if far < bounds.lowest or abs(flip["value"] - flip["likely"]) <= 0.01 * abs(flip["value"]):
            continue  # closer to the likely value than the step one would take
        winners = [
            _winner(arbitrate(topic, {**given, flip["input"]: _said(value, units[flip["input"]])}, on=DAY, draws=FEW))
            for value in (within, far)
        ]
        assert winners[0] == said["best"]
        assert winners[1] != said["best"]


def _said(value: float, unit: str) -> object:
    return f"{value * 100:.6f} %" if unit == "share" and value >= 1 else value


@settings(max_examples=25)
@given(figures_of())
def test_the_shares_of_draws_add_to_all_and_the_quantiles_are_in_order(case: tuple[str, dict[str, object]]) -> None:
    topic, given = case
    said: Any = arbitrate(topic, given, on=DAY, draws=FEW)
    assert sum(one["first"] for one in said["options"]) == pytest.approx(1)
    for one in said["options"]:
        assert one["p10"] <= one["p50"] <= one["p90"]
    assert said["regret"] >= -1e-9
    assert all(0 <= one["probability"] <= 1 for one in said["beats"])
    if said["measure_first"]:  # to know one number is never worth more than to know them all
        assert said["measure_first"]["worth"] <= said["regret"] + 1e-6


@pytest.mark.parametrize("topic", topics())
def test_figures_told_exactly_leave_no_doubt(topic: str) -> None:
    exact = {each.id: _said(each.value.likely, each.unit) for each in model(topic).inputs}
    said: Any = arbitrate(topic, exact, on=DAY)
    for one in said["options"]:
        assert one["p10"] == one["p50"] == one["p90"] == pytest.approx(one["eur_per_year"])
    assert said["regret"] == pytest.approx(0, abs=1e-9)
    assert said["measure_first"] is None
    assert said["sensitivity"] == []
    assert not any(figure["to_confirm"] for figure in said["figures"])


@pytest.mark.parametrize("topic", topics())
def test_same_seed_same_document_and_another_seed_another(topic: str) -> None:
    first, again = (arbitrate(topic, on=DAY, draws=FEW) for _ in range(2))
    assert first == again
    other: Any = arbitrate(topic, on=DAY, draws=FEW, seed=1)
    assert [one["p50"] for one in other["options"]] != [one["p50"] for one in first["options"]]  # type: ignore[attr-defined]


@pytest.mark.parametrize("topic", topics())
def test_a_figure_told_exactly_leaves_the_draws_of_the_others_alone(topic: str) -> None:
    """Common random numbers: what is learnt of one figure is not mixed with luck."""
    from orchestre.arbitration.working import drawn

    inputs = model(topic).inputs
    before = drawn(inputs, 50, 7)
    after = drawn(inputs[1:], 50, 7)
    assert all(np.array_equal(before[name], after[name]) for name in after)


@pytest.mark.parametrize("topic", topics())
def test_many_draws_at_once_are_the_same_sums_one_by_one(topic: str) -> None:
    from orchestre.arbitration.working import drawn

    one = model(topic)
    values = drawn(one.inputs, 5, 3)
    table = sums(one, values)
    for place in range(5):
        alone = sums(one, {name: float(np.broadcast_to(each, 5)[place]) for name, each in values.items()})
        for option, euros in alone.items():
            assert float(np.broadcast_to(np.asarray(table[option], float), 5)[place]) == pytest.approx(float(euros))


@given(st.tuples(*[st.floats(-1e6, 1e6)] * 3), st.integers(0, 2**32 - 1))
def test_triangular_draws_stay_in_their_range_and_mean_a_third_of_the_sum(
    three: tuple[float, float, float], seed: int
) -> None:
    low, mode, high = sorted(three)
    drawn = np.asarray(triangular(Range(low, mode, high), np.random.default_rng(seed).random(4000)))
    slack = 1e-9 * max(1.0, abs(low), abs(high))
    assert low - slack <= drawn.min()
    assert drawn.max() <= high + slack
    variance = (low**2 + mode**2 + high**2 - low * mode - low * high - mode * high) / 18
    spread = np.sqrt(max(0.0, variance))
    assert abs(drawn.mean() - (low + mode + high) / 3) <= 5 * spread / np.sqrt(4000) + slack


def test_ids_and_figures_are_the_same_in_both_languages() -> None:
    for topic in topics():
        french, english = (arbitrate(topic, on=DAY, draws=FEW, language=each) for each in ("fr", "en"))
        assert french["question"] != english["question"]
        assert _bare(french) == _bare(english)


def _bare(document: Any) -> Any:
    words = {"label", "title", "question", "how", "text"}
    if isinstance(document, dict):
        return {name: _bare(each) for name, each in document.items() if name not in words}
    return [_bare(each) for each in document] if isinstance(document, list) else document
