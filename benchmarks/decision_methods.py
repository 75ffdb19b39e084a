"""Second opinions at 100, 1,000, 10,000 and 100,000 alternatives x 8, beside pymcdm, scikit-criteria and bare NumPy.

All in one run, on the same random table; processor time, the best of a few runs each. The NumPy column is the least
that such a thing can cost: the formula written with whole arrays, without a check, a name or a tie; for PROMETHEE II
only the sort of each criterion, for Pareto all pairs at once. Ours and scikit-criteria rank too; pymcdm gives scores.
"-": no such method there, or its work grows with the square of the alternatives and was not waited for.

    python3 run.py bench decision_methods
    python -m benchmarks.decision_methods --keep    # writes the table into docs/method/methods.md
"""

import sys
import warnings
from collections.abc import Callable

import numpy as np
from pymcdm.methods import PROMETHEE_II, TOPSIS, WSM
from pymcdm.normalizations import minmax_normalization, vector_normalization
from skcriteria import mkdm
from skcriteria.agg import topsis
from skcriteria.agg.simple import WeightedSumModel
from skcriteria.pipelines import mkpipe
from skcriteria.preprocessing.filters import FilterNonDominated
from skcriteria.preprocessing.scalers import MinMaxScaler, SumScaler, VectorScaler

from benchmarks._harness import Table, limit, processor_seconds
from orchestre.decision.methods.pareto import non_dominated
from orchestre.decision.methods.promethee2 import Preference, flows
from orchestre.decision.methods.topsis import closeness
from orchestre.decision.methods.weighted_sum import on_scales, weighted
from orchestre.decision.ranking import best_first

SIZES = (100, 1_000, 10_000, 100_000)
CRITERIA = 8
SQUARE = 1_000
"""Where a work that grows with the square of the alternatives is still waited for."""
PROMETHEE_MOST = 1.0
SHAPES = {
    "usual": Preference("usual"),
    "ushape": Preference("ushape", q=0.1),
    "vshape": Preference("vshape", p=0.3),
    "level": Preference("level", q=0.1, p=0.3),
    "linear": Preference("linear", q=0.1, p=0.3),
}
THEIRS = {"usual": "usual", "ushape": "ushape", "vshape": "vshape", "level": "level", "linear": "vshape_2"}

Work = Callable[[], object] | None


def main() -> int:
    warnings.simplefilter("ignore")  # pymcdm speaks of dominant alternatives
    speeds = Table(
        "Processor milliseconds of each method",
        "method, alternatives x 8",
        "orchestre",
        "pymcdm",
        "scikit-criteria",
        "NumPy",
    )
    kept = 0
    for count in SIZES:
        table = np.random.default_rng(1).random((count, CRITERIA))
        additive = _row(speeds, "additive", count, *_additive(table))
        if count == SIZES[-1]:
            for peer, theirs in zip(("pymcdm", "scikit-criteria"), additive[1:3], strict=True):
                kept |= limit(f"additive {count:,}, times {peer}", additive[0] / theirs, at_most=1)
    for count in SIZES:
        _row(speeds, "topsis", count, *_topsis(np.random.default_rng(1).random((count, CRITERIA))))
    for name in SHAPES:
        for count in SIZES if name in ("usual", "linear") else SIZES[-1:]:
            ours = _row(speeds, f"promethee2 {name}", count, *_promethee(name, count))
        kept |= limit(f"promethee2 {name} {SIZES[-1]:,} x 8, seconds", ours[0], at_most=PROMETHEE_MOST)
    for width in (0.2, 0.01):
        gaussian = (Preference("gaussian", s=width),) * CRITERIA
        for count in SIZES:
            _row(speeds, f"promethee2 gaussian, width {width}", count, _flows(gaussian, count), None, None, None)
    for count in SIZES:
        _row(speeds, "pareto", count, *_pareto(np.random.default_rng(1).random((count, CRITERIA))))
    speeds.show()
    if "--keep" in sys.argv:
        speeds.keep("methods.md")
    return kept


def _row(table: Table, name: str, count: int, *works: Work) -> list[float]:
    """Processor seconds of each, the best of a few runs: what is above it is the rest of the machine."""
    runs = 4 if count >= SIZES[-1] else 7
    best = [min(processor_seconds(work) for _ in range(runs)) if work else float("inf") for work in works]
    table.row(f"{name} {count:,}", *("-" if one == float("inf") else 1000 * one for one in best))
    return best


def _decision(table: np.ndarray) -> object:
    return mkdm(table, [max] * CRITERIA, weights=np.ones(CRITERIA))


def _additive(table: np.ndarray) -> tuple[Work, Work, Work, Work]:
    """Fixed scales for us, min-max for the peers, which have no fixed scale."""
    larger, weights = np.ones(CRITERIA, dtype=bool), np.full(CRITERIA, 1 / CRITERIA)
    ends = np.tile([0.0, 1.0], (CRITERIA, 1))
    peer, decision = WSM(minmax_normalization), _decision(table)
    other = mkpipe(MinMaxScaler("matrix"), SumScaler("weights"), WeightedSumModel())
    low, span = ends[:, 0], ends[:, 1] - ends[:, 0]
    return (
        lambda: best_first(weighted(on_scales(table, larger, ends)[0], weights)),
        lambda: peer(table, weights, np.ones(CRITERIA)),
        lambda: other.evaluate(decision),
        lambda: ((table - low) / span) @ weights,
    )


def _topsis(table: np.ndarray) -> tuple[Work, Work, Work, Work]:
    larger, weights = np.ones(CRITERIA, dtype=bool), np.full(CRITERIA, 1 / CRITERIA)
    peer, decision = TOPSIS(vector_normalization), _decision(table)
    other = mkpipe(VectorScaler("matrix"), SumScaler("weights"), topsis.TOPSIS())

    def floor() -> np.ndarray:
        values = table / np.sqrt((table**2).sum(axis=0)) * weights
        to_best = np.sqrt(((values - values.max(axis=0)) ** 2).sum(axis=1))
        to_worst = np.sqrt(((values - values.min(axis=0)) ** 2).sum(axis=1))
        return to_worst / (to_best + to_worst)

    return (
        lambda: best_first(closeness(table, larger, weights)),
        lambda: peer(table, weights, np.ones(CRITERIA)),
        lambda: other.evaluate(decision),
        floor,
    )


def _flows(shapes: tuple[Preference, ...], count: int) -> Callable[[], object]:
    table = np.random.default_rng(1).random((count, CRITERIA))
    larger, weights = np.ones(CRITERIA, dtype=bool), np.full(CRITERIA, 1 / CRITERIA)
    return lambda: best_first(flows(table, larger, weights, shapes).net)


def _promethee(name: str, count: int) -> tuple[Work, Work, Work, Work]:
    table = np.random.default_rng(1).random((count, CRITERIA))
    weights, shape = np.full(CRITERIA, 1 / CRITERIA), SHAPES[name]
    needs = {key: np.full(CRITERIA, value) for key, value in (("q", shape.q), ("p", shape.p)) if value}

    def peer() -> object:
        """Made anew each time: it can be asked once only."""
        return PROMETHEE_II(THEIRS[name], **needs)(table, weights, np.ones(CRITERIA))

    return (
        _flows((shape,) * CRITERIA, count),
        peer if count <= SQUARE else None,
        None,
        lambda: np.sort(table, axis=0),
    )


def _pareto(table: np.ndarray) -> tuple[Work, Work, Work, Work]:
    larger, none, decision = np.ones(CRITERIA, dtype=bool), np.zeros(CRITERIA), _decision(table)
    few = len(table) <= SQUARE

    def floor() -> np.ndarray:
        no_worse = (table[:, None] >= table).all(axis=2)
        return np.flatnonzero(~(no_worse & ~no_worse.T).any(axis=0))

    return (
        lambda: non_dominated(table, larger, none),
        None,
        (lambda: FilterNonDominated().transform(decision)) if len(table) <= SIZES[0] else None,
        floor if few else None,
    )


if __name__ == "__main__":
    raise SystemExit(main())
