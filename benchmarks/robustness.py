"""5,000 offers x 8 criteria, 10,000 draws of the weights, the first 20 of each; then with all 40,000 cells uncertain.

    python3 run.py bench robustness
    python -m benchmarks.robustness --keep   # writes the table into docs/method/robustness.md

Beside it in the same run: the least NumPy has to do (a matrix product and argpartition, in blocks, nothing counted),
with the blocks that suit it best; and loops over pymcdm and scikit-criteria, one weighted sum a draw, at 100 to 100,000
offers, on fewer draws whose time is then multiplied (they take minutes, hours). Past 20,000 offers ours goes in stages.
The limits are of processor time, which the other programs of a shared machine move less than the clock.
"""

import resource
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np

from benchmarks._harness import ROOT, Table, limit, processor_seconds
from orchestre.decision import Cells, Criterion, Label, Scales
from orchestre.decision.robustness import Table as Uncertain
from orchestre.decision.robustness import accept, accept_in_stages, draw_weights, free, ordered, prune, table_of_cells
from orchestre.decision.values import Floats

OFFERS, CRITERIA, DRAWS, TOP = 5_000, 8, 10_000, 20
KEYS = [f"c{j}" for j in range(CRITERIA)]
PEER_DRAWS = {100: 200, 1_000: 200, 10_000: 20, 100_000: 4}
"""Draws timed by number of offers."""
MOST_SURE, MOST_UNSURE, MOST_FLOOR, MOST_MEMORY = 1.0, 4.0, 1.3, 600.0


def table(count: int, *, unsure: bool) -> Uncertain:
    """Uniform worths; every cell a triangle when unsure."""
    random = np.random.default_rng(1)
    ends = np.sort(random.random((3, count, CRITERIA)), axis=0)
    if not unsure:
        ends = np.repeat(random.random((1, count, CRITERIA)), 3, axis=0)
    ids = [f"r{i:06}" for i in range(count)]
    scales = Scales(tuple(Criterion(key, Label(key, key), "", 0, 1, 1) for key in KEYS))
    return table_of_cells(
        Cells.of(ids, *({key: ends[k, :, j] for j, key in enumerate(KEYS)} for k in range(3))), scales
    )


def floor(worths: Floats, shares: Floats, block: int) -> Callable[[], None]:
    across = np.ascontiguousarray(worths.T)
    draws = np.ascontiguousarray(shares.T)
    cut = len(worths) - TOP

    def work() -> None:
        for at in range(0, len(draws), block):
            np.argpartition(draws[at : at + block] @ across, cut, axis=1)[:, cut:]

    return work


def peers(count: int) -> dict[str, float]:
    """Processor seconds for 10,000 draws, by name; empty when the libraries are not installed."""
    found: dict[str, float] = {}
    matrix = np.random.default_rng(2).random((count, CRITERIA)) + 0.01
    timed = PEER_DRAWS[count]
    shares = draw_weights(free(KEYS), timed, 0).shares.T
    larger = np.ones(CRITERIA, dtype=int)
    try:
        from pymcdm.methods import WSM  # type: ignore[import-not-found, unused-ignore]
    except ImportError:
        pass
    else:
        method = WSM()
        found["pymcdm"] = processor_seconds(lambda: [method.rank(method(matrix, one, larger)) for one in shares])
    try:
        from skcriteria import mkdm  # type: ignore[import-not-found, unused-ignore]
        from skcriteria.agg.simple import WeightedSumModel  # type: ignore[import-not-found, unused-ignore]
    except ImportError:
        pass
    else:
        model = WeightedSumModel()
        found["scikit-criteria"] = processor_seconds(
            lambda: [model.evaluate(mkdm(matrix, [max] * CRITERIA, weights=one)).rank_ for one in shares]
        )
    return {name: took * DRAWS / timed for name, took in found.items()}


def best(work: Callable[[], object], runs: int = 5) -> tuple[float, float]:
    """Wall and processor seconds, the least of several runs: what is above it is the rest of the machine."""
    wall, own = [], []
    for _ in range(runs):
        begun = time.perf_counter()
        own.append(processor_seconds(work))
        wall.append(time.perf_counter() - begun)
    return min(wall), min(own)


def peak() -> float:
    """Megabytes this process ever held. Where the kernel says it of the program itself: the other count begins with
    what the process that started it held."""
    status = Path("/proc/self/status")
    if status.exists():
        held = next(line for line in status.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM:"))
        return int(held.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def memory() -> float:
    """The same for a process that does our work alone, both ways."""
    code = (
        "from benchmarks.robustness import *\n"
        "accept(table(OFFERS, unsure=False), free(KEYS), draws=DRAWS, top=TOP)\n"
        "accept(table(OFFERS, unsure=True), free(KEYS), draws=DRAWS, top=TOP)\n"
        "print(peak())"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    return float(done.stdout)


def main() -> int:
    warnings.simplefilter("ignore")
    columns = ("10,000 draws of the weights", "processor seconds", "times the floor", "by the clock")
    shown = Table("Robustness of 5,000 offers", *columns)
    sure, unsure = table(OFFERS, unsure=False), table(OFFERS, unsure=True)
    shares = draw_weights(free(KEYS), DRAWS, 0).shares
    runs: dict[str, Callable[[], object]] = {
        f"orchestre, {OFFERS:,} x {CRITERIA}, first {TOP}": lambda: accept(sure, free(KEYS), draws=DRAWS, top=TOP),
        "orchestre, an order said": lambda: accept(sure, ordered(KEYS, KEYS), draws=DRAWS, top=TOP),
        "orchestre, all 40,000 cells uncertain": lambda: accept(unsure, free(KEYS), draws=DRAWS, top=TOP),
        "the same, first look: 1,000 draws": lambda: accept(unsure, free(KEYS), draws=1_000, top=TOP),
    }
    floors = [best(floor(sure.low, shares, block)) for block in (250, 1_000, 2_000)]
    clock, least = (min(ends) for ends in zip(*floors, strict=True))
    shown.row("NumPy, product and argpartition, nothing counted", least, 1.0, clock)
    took = {}
    for name, work in runs.items():
        clock, took[name] = best(work)
        shown.row(name, took[name], took[name] / least, clock)
    ours, _, vague, _ = took.values()
    dropped = prune(sure, ordered(KEYS, KEYS), TOP)
    clock, proof = best(lambda: prune(sure, ordered(KEYS, KEYS), TOP))
    name = f"proof that {len(dropped.dropped):,} can never be among the {TOP}, order said"
    shown.row(name, proof, proof / least, clock)
    for count in PEER_DRAWS:
        made = table(count, unsure=False)
        clock, own = best(partial(accept_in_stages, made, free(KEYS), draws=DRAWS, top=TOP), 3)
        shown.row(f"orchestre, {count:,} x {CRITERIA}", own, own / least, clock)
        for name, each in peers(count).items():
            shown.row(f"{name}, {count:,} x {CRITERIA}, weighted sum in a loop", each, each / least, "-")
    shown.show()
    if "--keep" in sys.argv:
        shown.keep("robustness.md")
    return max(
        limit("5,000 x 8 x 10,000, first 20, seconds of processor", ours, at_most=MOST_SURE),
        limit("the same, times the floor", ours / least, at_most=MOST_FLOOR),
        limit("all cells uncertain, seconds of processor", vague, at_most=MOST_UNSURE),
        limit("memory, MB", memory(), at_most=MOST_MEMORY),
    )


if __name__ == "__main__":
    raise SystemExit(main())
