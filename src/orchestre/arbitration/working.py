"""The sums of an arbitration: draws, who wins, where it flips, what to measure first.

Triangular draws, one stream of random numbers a number of the model, so that a number given exactly, or a model with
one more of them, leaves the other draws where they were.
"""

import zlib
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from orchestre.arbitration.values import Flip, Floats, Input, Lines, Model, Outcome, Swing
from orchestre.basics import Range

DRAWS = 10_000
SEED = 20261121
STEPS = 200
"""Places between the likely value and each bound where a change of winner is looked for."""
LOOKS = 6
"""The first look, then closer ones between two places: each is two hundred times finer."""
BINS = 25
"""Of equal count, in which knowing one number is worth what the best option of each bin gains."""

Sums = Mapping[str, Floats]


def sums(model: Model, numbers: Mapping[str, Floats]) -> dict[str, Floats]:
    """Yearly euros of every option."""
    return {option: _total(lines) for option, lines in model.work(numbers).items()}


def _total(lines: Lines) -> Floats:
    return sum(lines.values(), start=0.0)


def likely(model: Model) -> dict[str, Floats]:
    return {each.id: each.value.likely for each in model.inputs}


def winner(model: Model, numbers: Mapping[str, Floats]) -> str:
    """The option with the most; the first of the model's list when they are equal."""
    of = sums(model, numbers)
    return max(model.options, key=lambda option: float(of[option]))


def triangular(value: Range[float], uniform: np.ndarray) -> Floats:
    """By the inverse of the distribution: low and high where the uniform is 0 and 1.

    >>> triangular(Range(0.0, 1.0, 2.0), np.array([0.0, 0.5, 1.0])).tolist()
    [0.0, 1.0, 2.0]
    """
    low, mode, high = value.low, value.likely, value.high
    if low == high:
        return low
    width = high - low
    rising = low + np.sqrt(uniform * width * (mode - low))
    falling = high - np.sqrt((1 - uniform) * width * (high - mode))
    drawn: np.ndarray = np.where(uniform < (mode - low) / width, rising, falling)
    return drawn


def drawn(inputs: Sequence[Input], draws: int, seed: int) -> dict[str, Floats]:
    """One value a draw of each number; a number that is exact stays one value."""

    def uniform(name: str) -> np.ndarray:
        return np.random.default_rng([seed, zlib.crc32(name.encode())]).random(draws)

    return {each.id: triangular(each.value, uniform(each.id)) for each in inputs}


def outcome(model: Model, draws: int = DRAWS, seed: int = SEED) -> Outcome:
    at = likely(model)
    lines = {option: {name: float(eur) for name, eur in of.items()} for option, of in model.work(at).items()}
    points = {option: sum(of.values()) for option, of in lines.items()}
    best = winner(model, at)
    given = drawn(model.inputs, draws, seed)
    table = np.vstack([np.broadcast_to(np.asarray(each, float), draws) for each in sums(model, given).values()])
    order = list(model.options)
    low, median, high = np.quantile(table, (0.1, 0.5, 0.9), axis=1)
    top = table.max(axis=0)
    # Draws in which two options are worth the same are shared between them.
    ties = table == top
    first = (ties / ties.sum(axis=0)).mean(axis=1)
    mine = table[order.index(best)]
    beats = {
        option: float(((mine > row) + 0.5 * (mine == row)).mean())
        for option, row in zip(order, table, strict=True)
        if option != best
    }
    now = float(table.mean(axis=1).max())
    return Outcome(
        best=best,
        sums=points,
        lines=lines,
        low=_named(order, low),
        median=_named(order, median),
        high=_named(order, high),
        first=_named(order, first),
        beats=beats,
        flips=tuple(flips(model, best)),
        swings=tuple(sorted(_swings(model, best), key=lambda swing: -swing.width)),
        regret=float(top.mean()) - now,
        worth={name: _worth(table, values, now) for name, values in given.items() if isinstance(values, np.ndarray)},
        side={name: float(value) for name, value in model.side(at).items()},
        more=model.more(at),
    )


def _named(order: Sequence[str], values: np.ndarray) -> dict[str, float]:
    return {name: float(value) for name, value in zip(order, values, strict=True)}


def _worth(table: np.ndarray, values: np.ndarray, now: float) -> float:
    """Euros a year gained on average by knowing this one number before choosing (expected value of partial perfect
    information, by bins of equal count); never under zero."""
    order = np.argsort(values)  # equal values only come from a range of one value, which is not asked about
    begins = np.linspace(0, len(values), BINS, endpoint=False).astype(int)
    knowing = float(np.add.reduceat(table[:, order], begins, axis=1).max(axis=0).sum()) / len(values)
    return max(0.0, knowing - now)


def _swings(model: Model, best: str) -> Iterator[Swing]:
    for each in model.inputs:
        if each.value.low == each.value.high:
            continue
        ends = [{**likely(model), each.id: end} for end in (each.value.low, each.value.high)]
        leads, winners = [], []
        for numbers in ends:
            of = sums(model, numbers)
            leads.append(float(of[best]) - max(float(eur) for option, eur in of.items() if option != best))
            winners.append(winner(model, numbers))
        yield Swing(each.id, leads[0], leads[1], (winners[0], winners[1]))


def flips(model: Model, best: str) -> Iterator[Flip]:
    """The nearest change of winner below and above the likely value of each number, within its bounds."""
    for each in model.inputs:
        start = each.value.likely
        for bound in (each.lowest, each.highest):
            if found := _nearest(model, best, each, start, bound):
                yield found


def _nearest(model: Model, best: str, each: Input, start: float, bound: float) -> Flip | None:
    """A first look from the likely value to the bound, then between the two places where the winner changes."""
    if start == bound:
        return None
    others = likely(model)
    places = np.linspace(start, bound, STEPS + 1)
    if min(start, bound) > 0 and max(start, bound) / min(start, bound) > 10:
        places = np.geomspace(start, bound, STEPS + 1)
    for _ in range(LOOKS):
        lost = np.flatnonzero(_loses(model, best, {**others, each.id: places}, len(places)))
        if not len(lost) or lost[0] == 0:
            break
        places = np.linspace(places[lost[0] - 1], places[lost[0]], STEPS + 1)
    else:
        value = float(places[-1])
        toward = winner(model, {**others, each.id: value})
        return Flip(each.id, value, toward, each.value.low <= value <= each.value.high)
    return None


def _loses(model: Model, best: str, numbers: Mapping[str, Floats], places: int) -> np.ndarray:
    """Where another option is worth more."""
    table = {option: np.broadcast_to(np.asarray(eur, float), places) for option, eur in sums(model, numbers).items()}
    rivals = np.max([row for option, row in table.items() if option != best], axis=0)
    lost: np.ndarray = rivals > table[best]
    return lost
