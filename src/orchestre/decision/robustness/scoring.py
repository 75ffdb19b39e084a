"""Scores of each draw, one alternative at a time.

Each alternative has its own stream of draws, made from the seed and its id: who else is in the table, and in which
order, changes nothing for it. Sums are made criterion by criterion in the order of the keys, so a score does not
depend on how many are worked out together.
"""

from dataclasses import dataclass, field
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from orchestre.decision.price_rules.per_point import meets_floor
from orchestre.decision.robustness.distributions import Kind, draws
from orchestre.decision.robustness.tables import Table
from orchestre.decision.values import Floats

BLOCK = 5_000
"""Draws worked out together: 40 kB a vector, which stays in the first cache."""

SCREEN = 60
"""Alternatives screened together: 60 x 5,000 numbers of four bytes stay in the second cache."""

STRIP = 6
"""Rows a matrix product: so few that NumPy calls up no threads for it, which on a busy machine costs a hundred times
the product."""


@dataclass(frozen=True, slots=True, eq=False)
class Scoring:
    """`shares`: criteria x draws. Scores are between 0 and 1."""

    table: Table
    shares: Floats
    seed: int
    bits: np.random.SFC64 = field(default_factory=lambda: np.random.SFC64(0))

    def blocks(self) -> list[slice]:
        draws = self.shares.shape[1]
        return [slice(at, min(at + BLOCK, draws)) for at in range(0, draws, BLOCK)]

    def of(self, rows: NDArray[np.intp], block: slice) -> Floats:
        """len(rows) x draws of the block."""
        found = np.empty((len(rows), block.stop - block.start))
        for i, row in enumerate(rows):
            self.one(int(row), block, found[i])
        return found

    def one(self, row: int, block: slice, into: Floats) -> None:
        """The scores of one alternative, written into `into`."""
        table, shares = self.table, self.shares[:, block]
        dice = None if table.is_sure[row] else self._stream(row, block)
        shift, scale = table.shift[row].tolist(), table.scale[row].tolist()
        a, b, clips = table.a[row].tolist(), table.b[row].tolist(), table.clips[row].tolist()
        into[:] = 0.0
        factor: Floats | float = 1.0
        for j, kind in enumerate(table.kind[row].tolist()):
            if kind == Kind.EXACT or dice is None:
                if j == table.factor:
                    factor = shift[j]
                else:
                    into += shares[j] * shift[j]
                continue
            drawn = draws(dice, len(into), kind, shift=shift[j], scale=scale[j], a=a[j], b=b[j])
            curve = table.curves[j]
            if curve is not None:
                drawn = curve(drawn)
            if clips[j]:
                np.maximum(drawn, 0.0, out=drawn)
                np.minimum(drawn, 1.0, out=drawn)
            if j == table.factor:
                factor = drawn
                continue
            drawn *= shares[j]
            into += drawn
        if table.factor is not None:
            into[~meets_floor(100.0 * into, table.floor)] = 0.0
            into *= factor

    def pairs(self, rows: NDArray[np.intp], draws: NDArray[np.intp]) -> Floats:
        """The scores of sure alternatives, each in one draw: the same sums as `one`."""
        table, found = self.table, np.zeros(len(rows))
        for j in range(len(self.shares)):
            if j != table.factor:
                found += self.shares[j].take(draws) * table.shift[:, j].take(rows)
        if table.factor is not None:
            found[~meets_floor(100.0 * found, table.floor)] = 0.0
            found *= table.shift[:, table.factor].take(rows)
        return found

    def _stream(self, row: int, block: slice) -> np.random.Generator:
        """The state of the generator is the hash of seed, id and block: spread over all states, and ten times quicker
        than what NumPy makes of a list of seeds."""
        name = f"{self.seed}/{block.start}/{self.table.ids[row]}"
        state = np.frombuffer(sha256(name.encode()).digest(), dtype="<u8").astype(np.uint64)
        self.bits.state = {"bit_generator": "SFC64", "state": {"state": state}, "has_uint32": 0, "uinteger": 0}
        return np.random.Generator(self.bits)
