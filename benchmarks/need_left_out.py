"""Recognition of the kind when whole files of sentences are left out of what is learnt.

    python3 -m benchmarks.need_left_out

Each file of `knowledge/said/` was written in one go, in one manner: leaving it out is the nearest there is to another
owner's hand. Batches (`tests/data/need/`) are never learnt from as they stand, but words of the first five were: only
files and the batches after them measure. The second table says how often the first kind is right by its confidence.
"""

import tomllib
from collections.abc import Mapping
from itertools import pairwise

from benchmarks._harness import ROOT
from benchmarks.need_unseen import batch
from orchestre.knowledge import load
from orchestre.need import recognition
from orchestre.need.heard import learn
from orchestre.need.likeness import Learnt, likeness

STEPS = (0.0, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.7, 1.01)
Rows = list[tuple[str, tuple[str, ...]]]


def files() -> dict[str, Rows]:
    found: dict[str, Rows] = {}
    for file in sorted((ROOT / "src/orchestre/knowledge/said").glob("*.toml")):
        kinds = tomllib.loads(file.read_text(encoding="utf-8"))
        found[file.stem] = [(text, (kind,)) for kind, texts in kinds.items() for text in texts]
    return found


def scored(text: str, known: Learnt) -> Mapping[str, float]:
    names = recognition._names(text, load())
    return {
        name: like + recognition.NAME * recognition._points(names[name]) for name, like in likeness(text, known).items()
    }


def main() -> int:
    """0: a measure to read."""
    sure: list[tuple[float, bool, bool]] = []
    for name, rows in files().items():
        without = learn(frozenset(text for text, _ in rows))
        first = three = 0
        for text, kinds in rows:
            shares = recognition._shares(scored(text, without))
            order = sorted(shares, key=lambda each: -shares[each])
            first += order[0] in kinds
            three += bool(set(order[:3]) & set(kinds))
            if name.startswith("owners"):
                sure.append((shares[order[0]], order[0] in kinds, bool(set(order[:2]) & set(kinds))))
        shown = f"first {first / len(rows):.3f}  in three {three / len(rows):.3f}"
        print(f"{name:10} left out  {len(rows):4} sentences  {shown}")
    whole = learn()
    for name in sorted(file.stem for file in (ROOT / "tests/data/need").glob("batch*.toml")):
        rows = [(row["sentence"], tuple(row["kind"])) for row in batch(name)]
        right = sum(max(each := scored(text, whole), key=each.__getitem__) in kinds for text, kinds in rows)
        print(f"{name:10} {len(rows):13} sentences  first {right / len(rows):.3f}")
    for low, high in pairwise(STEPS):
        here = [each for each in sure if low <= each[0] < high]
        if here:
            one, two = (sum(each[at] for each in here) / len(here) for at in (1, 2))
            print(f"confidence {low:.2f} to {high:.2f}: {len(here):4}  first right {one:.2f}  among two {two:.2f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
