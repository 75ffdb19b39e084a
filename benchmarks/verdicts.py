"""Is the word beside the winner true? Known values are hidden, the table is ranked, the values are revealed.

    python3 run.py bench verdicts          # --keep writes the tables into docs/method/robustness.md

Each row is a world: 1,000 tables of 3 to 40 offers and 3 to 8 criteria, points drawn at random, a share of the cells
hidden that goes from 5 % to 60 %. A hidden cell is what the program makes of a missing one, anything on its scale with
equal chances. In the first worlds the hidden truth is drawn so; in the others it is drawn otherwise, and the name says
how: the program is not told. The boards are the demonstration's: what its texts say of each offer, some of it hidden.

Counted for each word: how many tables got it, how often the winner stayed first once everything was revealed, and how
often the draws had said it would.
"""

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise

import numpy as np

from benchmarks._harness import ROOT, Table, limit
from orchestre.decision import Worths
from orchestre.decision.robustness import Sure, WeightSet, accept, fixed, ordered, table_of_worths, verdict
from orchestre.decision.robustness.counting import STEPS
from orchestre.decision.values import Flags, Floats
from orchestre.replies.extraction import extract
from orchestre.replies.reply import Position, Reply
from orchestre.shortlist import ReadReply, build_cells, read_decision

TABLES = 1_000
DRAWS = 1_000
KEPT_AT_LEAST = 0.95
BANDS = (0.0, 0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)

Random = np.random.Generator


@dataclass(frozen=True, eq=False)
class Hidden:
    """One table: `truth`, n x m worths; what is seen of it, `low`, `likely`, `high`; `missing`: nothing is seen.
    `weights`: what was said; `shares`: what is true."""

    truth: Floats
    low: Floats
    likely: Floats
    high: Floats
    missing: Flags
    weights: WeightSet
    shares: Floats


World = Callable[[Random], Hidden]


def keys(count: int) -> tuple[str, ...]:
    return tuple(f"c{j}" for j in range(count))


def shape(random: Random) -> tuple[int, int]:
    return int(random.integers(3, 41)), int(random.integers(3, 9))


def points(random: Random, count: int) -> Floats:
    return random.integers(1, 11, count).astype(np.float64)


def seen(truth: Floats, shares: Floats, hidden: Flags, weights: WeightSet | None = None) -> Hidden:
    low, high = np.where(hidden, 0.0, truth), np.where(hidden, 1.0, truth)
    said = weights or fixed(dict(zip(keys(truth.shape[1]), shares.tolist(), strict=True)))
    return Hidden(truth, low, np.where(hidden, 0.5, truth), high, hidden, said, shares / shares.sum())


def at_random(random: Random, truth: Floats) -> Flags:
    return random.random(truth.shape) < random.uniform(0.05, 0.6)


def drawn(law: Callable[[Random, tuple[int, int]], Floats]) -> World:
    """The truth by one law, for what is seen and what is hidden alike."""

    def world(random: Random) -> Hidden:
        truth = law(random, shape(random))
        return seen(truth, points(random, truth.shape[1]), at_random(random, truth))

    return world


def levels(random: Random, size: tuple[int, int]) -> Floats:
    """One general level an offer, so that the good ones are good everywhere; each value uniform."""
    level, own = random.standard_normal((size[0], 1)), random.standard_normal(size)
    return ranks_of(np.sqrt(0.6) * level + np.sqrt(0.4) * own)


def trade_offs(random: Random, size: tuple[int, int]) -> Floats:
    """What is good elsewhere is dear: the first criterion goes against the others."""
    found = levels(random, size)
    found[:, 0] = 1.0 - found[:, 0]
    return found


def ranks_of(values: Floats) -> Floats:
    """Uniform values in the same order, by the normal distribution function (logistic, within 0.01)."""
    found: Floats = 1.0 / (1.0 + np.exp(-1.702 * values))
    return found


def silence_is_bad_news(random: Random) -> Hidden:
    """The poorer a value, the more it is left out."""
    truth = random.random(shape(random))
    return seen(truth, points(random, truth.shape[1]), random.random(truth.shape) < 0.8 * (1.0 - truth))


def silence_is_good_news(random: Random) -> Hidden:
    truth = random.random(shape(random))
    return seen(truth, points(random, truth.shape[1]), random.random(truth.shape) < 0.8 * truth)


def ranges(outside: float) -> World:
    """Hidden cells come as a range with a likely value; the truth is anywhere in it, or, in some, outside."""

    def world(random: Random) -> Hidden:
        truth = random.random(shape(random))
        vague = random.random(truth.shape) < random.uniform(0.2, 1.0)
        width = random.uniform(0.05, 0.6, truth.shape)
        low = np.clip(truth - width * random.random(truth.shape), 0, 1)
        high = np.clip(low + width, truth, 1)
        off = random.random(truth.shape) < outside
        shift = np.where(random.random(truth.shape) < 0.5, 1.2, -1.2) * width
        low, high = (np.clip(np.where(off, ends + shift, ends), 0, 1) for ends in (low, high))
        low, high = (np.where(vague, ends, truth) for ends in (low, high))
        shares = points(random, truth.shape[1])
        said = fixed(dict(zip(keys(truth.shape[1]), shares.tolist(), strict=True)))
        likely = low + (high - low) * random.beta(2, 2, truth.shape)
        return Hidden(truth, low, likely, high, np.zeros(truth.shape, bool), said, shares / shares.sum())

    return world


def order_said(law: Callable[[Random, int], Floats]) -> World:
    """Only the order of the criteria was said; the true weights are revealed with the values."""

    def world(random: Random) -> Hidden:
        truth = random.random(shape(random))
        names = keys(truth.shape[1])
        shares = -np.sort(-law(random, len(names)))
        hidden = random.random(truth.shape) < random.uniform(0.0, 0.3)
        return seen(truth, shares, hidden, ordered(names, names))

    return world


# --- The demonstration's board ------------------------------------------------------------------------------------

DECISION = """
[need]
days = [20, 30, 40]
months = 12
[price]
points = 5
floor = 8000
ceiling = 20000
[[criterion]]
key = "years"
fact = "years"
worst = 0
best = 10
points = 3
[[criterion]]
key = "start"
fact = "start"
worst = 90
best = 0
points = 2
[[criterion]]
key = "remote"
fact = "remote"
points = 1
[[criterion]]
key = "presta"
fact = "term"
words = ["PrestaShop"]
points = 3
"""


@cache
def demonstration() -> tuple[Floats, Flags]:
    """Worth of each cell of the board, and where something was said."""
    text = (ROOT / "src/orchestre_web/calls/demo/replies.jsonl").read_text(encoding="utf-8")
    replies = []
    for at, row in enumerate(map(json.loads, text.splitlines()), start=1):
        day = date.fromisoformat(row["reference_date"])
        reply = Reply(
            row["id"],
            Position("demo", "jsonl", at),
            row.get("author"),
            row["text"],
            channel=row.get("channel"),
            reference_date=day,
        )
        replies.append(ReadReply(reply, extract(reply)))
    board = build_cells(replies, read_decision(DECISION))
    known = [[one.readings[key].value is not None for key in board.cells.keys] for one in board.candidates]
    return board.worths.likely, np.array(known)


def board(least: int) -> World:
    """3 to 40 offers whose texts say at least so many things, some of it hidden. What a text never says is drawn
    evenly, since nobody knows it; what is hidden is revealed as the text says it, and texts mostly say what speaks for
    them."""

    def world(random: Random) -> Hidden:
        worths, known = demonstration()
        usable = np.flatnonzero(known.sum(axis=1) >= least)
        rows = random.choice(usable, int(random.integers(3, min(40, len(usable)) + 1)), replace=False)
        said = known[rows]
        truth = np.where(said, worths[rows], random.random(said.shape))
        return seen(truth, points(random, truth.shape[1]), ~said | at_random(random, truth))

    return world


WRONG = "ranges, one in ten wrong"
WORLDS: dict[str, World] = {
    "as supposed: hidden values uniform": drawn(lambda random, size: random.random(size)),
    "as supposed: an order said, weights uniform in it": order_said(lambda random, m: random.dirichlet(np.ones(m))),
    "low values: beta(2, 5)": drawn(lambda random, size: random.beta(2, 5, size)),
    "high values: beta(5, 2)": drawn(lambda random, size: random.beta(5, 2, size)),
    "middling values: beta(8, 8)": drawn(lambda random, size: random.beta(8, 8, size)),
    "all or nothing: beta(0.3, 0.3)": drawn(lambda random, size: random.beta(0.3, 0.3, size)),
    "good offers good everywhere": drawn(levels),
    "good offers dear": drawn(trade_offs),
    "silence is bad news": silence_is_bad_news,
    "silence is good news": silence_is_good_news,
    "ranges that hold the truth": ranges(0.0),
    WRONG: ranges(0.1),
    "an order said, weights nearly equal": order_said(lambda random, m: random.dirichlet(np.full(m, 8.0))),
    "an order said, weights steep": order_said(lambda random, m: random.dirichlet(np.full(m, 0.4))),
    "demonstration, offers that say something": board(1),
    "demonstration, offers that say three things or more": board(3),
}


@dataclass(frozen=True)
class Outcome:
    word: Sure
    said: float
    kept: bool


def judged(table: Hidden, seed: int) -> Outcome:
    """The word on what is seen, then whether the winner is first (or tied) in truth."""
    names = keys(table.truth.shape[1])
    ids = tuple(f"o{i:03}" for i in range(len(table.truth)))
    clipped = np.zeros(table.truth.shape, bool)
    worths = Worths(ids, names, table.low, table.likely, table.high, clipped)
    found = verdict(
        accept(table_of_worths(worths, missing=table.missing), table.weights, draws=DRAWS, seed=seed, top=1)
    )
    scores = np.rint(table.truth @ table.shares * STEPS / 1000)
    return Outcome(found.word, found.first, bool(scores[found.row] == scores.max()))


def outcomes(world: World, seed: int) -> Iterator[Outcome]:
    for number in range(TABLES):
        yield judged(world(np.random.default_rng([seed, number])), number)


def share(values: list[bool] | list[float]) -> float | str:
    return float(np.mean(values)) if values else "-"


def row(name: str, found: list[Outcome]) -> list[object]:
    cells: list[object] = [name]
    for word in Sure:
        own = [one for one in found if one.word is word]
        cells += [len(own), share([one.kept for one in own]), share([one.said for one in own])]
    return cells


def main() -> int:
    columns = [f"{word.value}: {what}" for word in Sure for what in ("tables", "kept", "said")]
    table = Table("Words and what was revealed", "how the hidden truth was drawn", *columns)
    everything: dict[str, list[Outcome]] = {}
    for seed, (name, world) in enumerate(WORLDS.items()):
        everything[name] = list(outcomes(world, seed))
        table.row(*row(name, everything[name]))
    all_of_them = [one for found in everything.values() for one in found]
    table.row(*row("all", all_of_them))
    table.row(*row("all but wrong ranges", [one for name, some in everything.items() if name != WRONG for one in some]))
    bands = Table(
        "First in so many draws, and first in truth", "first in", "tables", "said", "kept", "kept, as supposed"
    )
    supposed = [one for name, found in everything.items() if name.startswith("as supposed") for one in found]
    for low, high in pairwise(BANDS):
        inside, own = (
            [one for one in some if low <= one.said and (one.said < high or high == 1.0)]
            for some in (all_of_them, supposed)
        )
        bands.row(
            f"{low:.0%} to {high:.0%}",
            len(inside),
            share([one.said for one in inside]),
            share([one.kept for one in inside]),
            share([one.kept for one in own]),
        )
    table.show()
    bands.show()
    if "--keep" in sys.argv:
        table.keep("robustness.md")
        bands.keep("robustness.md")
    believed = [one for name, found in everything.items() if name != WRONG for one in found]
    broken = 0
    for name, some in (("as supposed", supposed), ("wherever ranges hold the truth", believed)):
        lost = 1.0 - float(np.mean([one.kept for one in some if one.word is Sure.SOLID]))
        broken += limit(f"solid results that lose their winner, {name}", lost, at_most=1.0 - KEPT_AT_LEAST)
        tosses = [one for one in some if one.word is Sure.COIN_TOSS]
        gap = abs(float(np.mean([one.kept for one in tosses]) - np.mean([one.said for one in tosses])))
        broken += limit(f"coin tosses, kept beside said, {name}", gap, at_most=0.05)
    return min(broken, 1)


if __name__ == "__main__":
    raise SystemExit(main())
