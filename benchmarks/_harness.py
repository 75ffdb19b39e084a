"""What every measure shares: the median of several runs, ratios, a table one can paste, and the limit it must keep.

    table = Table("Reading replies", "task", "seconds", "times the peer")
    ours, peer = median_seconds(read_all), median_seconds(read_with_peer)
    table.row("orchestre", ours, ours / peer)
    table.row("price-parser", peer, 1.0)
    table.show()
    return limit("reading replies", ours / peer, at_most=3)

A measure is a module of this folder with `main() -> int`; `python3 run.py bench NAME` runs it. Ratios against a named
peer, or against the limit of the design, travel between machines; bare seconds do not.
"""

import gc
import os
import platform
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def seconds(work: Callable[[], object]) -> float:
    """Wall time of one run, without the collector in the middle of it."""
    gc.collect()
    gc.disable()
    try:
        begun = time.perf_counter()
        work()
        return time.perf_counter() - begun
    finally:
        gc.enable()


def processor_seconds(work: Callable[[], object]) -> float:
    """Processor time of one run, all threads together: what the other programs of a shared machine move least."""
    gc.collect()
    gc.disable()
    try:
        begun = time.process_time()
        work()
        return time.process_time() - begun
    finally:
        gc.enable()


def median_seconds(work: Callable[[], object], runs: int = 5, *, warm: bool = True) -> float:
    """Median wall time of `runs` runs, after one that is not counted when `warm`."""
    if warm:
        work()
    return statistics.median(seconds(work) for _ in range(runs))


def command_seconds(command: Sequence[str], runs: int = 7) -> float:
    """Wall time of a whole command, the best of `runs`: what is above it is the rest of the machine.

    Raises CalledProcessError when the command fails.
    """
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}

    def run() -> None:
        subprocess.run(list(command), check=True, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)

    return min(seconds(run) for _ in range(runs))


def labelled() -> Path | None:
    """The folder of labelled replies (ORCHESTRE_LABELLED), or None and one line said: real people's texts stand in no
    repository."""
    folder = Path(os.environ.get("ORCHESTRE_LABELLED", ""))
    if folder != Path() and folder.is_dir():
        return folder
    print("No labelled replies here: set ORCHESTRE_LABELLED to their folder.", file=sys.stderr)
    return None


def limit(name: str, value: float, *, at_most: float) -> int:
    """0 when the limit is kept, 1 when it is not: the exit code of a measure."""
    kept = value <= at_most
    print(f"{'kept' if kept else 'BROKEN'}: {name}: {_figure(value)}, limit {_figure(at_most)}")
    return 0 if kept else 1


def _figure(value: object) -> str:
    """Three digits that count, without exponent."""
    if not isinstance(value, float):
        return str(value)
    text = f"{value:.3g}"
    return f"{value:.0f}" if "e" in text or abs(value) >= 1000 else text


class Table:
    """A Markdown table: the first column is words, the others figures."""

    def __init__(self, title: str, *columns: str) -> None:
        self.title, self._columns = title, columns
        self._rows: list[list[str]] = []

    def row(self, *cells: object) -> None:
        if len(cells) != len(self._columns):
            raise ValueError(f"{len(cells)} cells for {len(self._columns)} columns")
        self._rows.append([_figure(cell) for cell in cells])

    def markdown(self) -> str:
        rule = ["---"] + ["---:"] * (len(self._columns) - 1)
        lines = [f"| {' | '.join(cells)} |" for cells in ([*self._columns], rule, *self._rows)]
        machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
        return f"### {self.title}\n\n" + "\n".join(lines) + f"\n\n{machine}.\n"

    def show(self) -> None:
        print(self.markdown())

    def keep(self, page: str) -> None:
        """Put the table into a page of docs/method/, in the place of the one with the same title, else at the end. What
        stands after it stays."""
        file = ROOT / "docs/method" / page
        file.parent.mkdir(parents=True, exist_ok=True)
        text = file.read_text(encoding="utf-8") if file.exists() else ""
        before = re.compile(rf"### {re.escape(self.title)}\n\n(?:\|.*\n)*(?:\n[^\n]*, Python [\d.]+\.\n)?")
        if before.search(text):
            file.write_text(before.sub(lambda _: self.markdown(), text, count=1), encoding="utf-8")
        else:
            file.write_text((text.rstrip("\n") + "\n\n").lstrip("\n") + self.markdown(), encoding="utf-8")
