"""How long a decision takes to settle: the whole answer, and of it the draws with their sums.

    python3 run.py bench arbitration

10,000 draws of every figure; wanted under a tenth of a second.
"""

from datetime import date

from benchmarks._harness import Table, limit, processor_seconds
from orchestre.arbitration import arbitrate, topics
from orchestre.arbitration.loading import model
from orchestre.arbitration.working import DRAWS, SEED, drawn, sums

DAY = date(2026, 11, 23)
RUNS = 5


def row(topic: str) -> tuple[float, float]:
    one = model(topic)
    whole = min(processor_seconds(lambda: arbitrate(topic, on=DAY)) for _ in range(RUNS))
    part = min(processor_seconds(lambda: sums(one, drawn(one.inputs, DRAWS, SEED))) for _ in range(RUNS))
    return whole, part


def main() -> int:
    table = Table("Decisions settled, 10,000 draws", "decision", "whole answer, ms", "draws and sums, ms")
    found = {topic: row(topic) for topic in topics()}
    for topic, (whole, part) in found.items():
        table.row(topic, whole * 1000, part * 1000)
    table.show()
    return limit("the slowest decision, seconds of processor", max(whole for whole, _ in found.values()), at_most=0.1)


if __name__ == "__main__":
    raise SystemExit(main())
