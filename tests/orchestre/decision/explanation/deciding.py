"""Decisions that hypothesis thinks of, under every price rule, and their ranking made again after a change."""

from dataclasses import dataclass

import numpy as np
from hypothesis import strategies as st

from orchestre.decision import Cells, Criterion, Gate, Label, Scales
from orchestre.decision.explanation import WhatIf
from orchestre.decision.ranking import TIE

RULES = ("budget", "adjusted", "per_point", "lowest_over_price", "linear", "percent_gap", "average")
KEYS = ("years", "delay", "remote")


@dataclass(frozen=True)
class Case:
    scales: Scales
    cells: Cells
    missing: np.ndarray

    def what_if(self, **more):
        return WhatIf.of(self.scales, self.cells, missing=self.missing, **more)

    def changed(self, row, key, value):
        """The same case with one cell said exactly."""
        parts = [part.copy() for part in (self.cells.low, self.cells.likely, self.cells.high)]
        for part in parts:
            part[row, self.cells.keys.index(key)] = value
        missing = self.missing.copy()
        missing[row, self.cells.keys.index(key)] = False
        return Case(self.scales, Cells(self.cells.ids, self.cells.keys, *parts), missing)

    def is_passed(self, row, behind):
        """One of these scores more, or a gate removes the row."""
        steps = np.rint(self.what_if().scores / TIE)
        return self.gated(row) or bool((steps[behind] > steps[row]).any())

    def is_alone_in_front(self, row):
        steps = np.rint(self.what_if().scores / TIE)
        return not self.gated(row) and bool((np.delete(steps, row) < steps[row]).all())

    def gated(self, row):
        """Fails for certain: even the favourable end of the range misses the limit."""
        low, high = (dict(zip(self.cells.keys, ends[row], strict=True)) for ends in (self.cells.low, self.cells.high))
        return any(
            (gate.at_least is not None and high[gate.fact] < gate.at_least)
            or (gate.at_most is not None and low[gate.fact] > gate.at_most)
            for gate in self.scales.gates
        )


points = st.integers(0, 50)


@st.composite
def criteria(draw, key):
    worst, best = draw(st.sampled_from([(0.0, 10.0), (60.0, 0.0), (-3.0, 5.0), (1.0, 0.0)]))
    shape = ()
    if draw(st.booleans()):
        middle = sorted(draw(st.lists(st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.5, 0.9, 1.0]), min_size=1, max_size=3)))
        ends = [0.0, *middle, 1.0]
        shape = tuple((worst + (best - worst) * i / (len(ends) - 1), w) for i, w in enumerate(ends))
        shape = (*shape[:-1], (best, 1.0))
    return Criterion(key, Label(key, key), "u", worst, best, draw(points), shape)


@st.composite
def cases(draw, rules=RULES, at_least=2, gates=True):
    rule = draw(st.sampled_from(rules))
    price = Criterion(
        "price",
        Label("Prix", "Price"),
        "EUR",
        16_000,
        4_000,
        draw(points),
        price_rule=rule,
        euro_per_point=draw(st.sampled_from([20.0, 150.0])),
        quality_floor=draw(st.sampled_from([5.0, 40.0, 60.0])),
    )
    others = [draw(criteria(key)) for key in KEYS[: draw(st.integers(1, 3))]]
    if not any(c.points for c in others):
        others[0] = Criterion(others[0].key, others[0].label, "u", others[0].worst, others[0].best, 7, others[0].shape)
    limits = (Gate("budget", Label("b", "b"), "price", at_most=15_000.0),) if gates and draw(st.booleans()) else ()
    scales = Scales((price, *others), limits)
    count = draw(st.integers(at_least, 6))
    low, likely, high, missing = {}, {}, {}, {}
    for c in scales.criteria:
        lowest, highest = c.lowest - 0.2 * (c.highest - c.lowest), c.highest + 0.2 * (c.highest - c.lowest)
        rows = []
        for _ in range(count):
            if draw(st.integers(0, 4)) == 0:
                rows.append((c.lowest, (c.lowest + c.highest) / 2, c.highest, True))
                continue
            ends = sorted(lowest + (highest - lowest) * draw(st.integers(0, 40)) / 40 for _ in range(3))
            rows.append((ends[1],) * 3 + (False,) if draw(st.booleans()) else (*ends, False))
        low[c.key], likely[c.key], high[c.key], missing[c.key] = ([row[i] for row in rows] for i in range(4))
    cells = Cells.of([f"o{i}" for i in range(count)], low, likely, high)
    return Case(scales, cells, np.column_stack([missing[key] for key in cells.keys]))
