"""The model of the kinds: a multinomial logistic regression over the words, the signs and the rules of a reply.

`kind_model.tsv` holds it: a term and its weight for each kind, in hundredths. `python3 run.py bench train_kinds --keep`
writes that file again, byte for byte, from the labelled replies of this repository (docs/decisions/0014).

A row `+<kind>` weighs the points the rules give that kind, `+` is the constant, `=...` a sign, `!...` a rule that
holds, `& ...` a frame (`kind_frames`); the others are words, beginnings of words and pairs of words, divided by the
root of how many there are.
"""

import math
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from itertools import chain

from orchestre.reading.normal import Prepared
from orchestre.replies.extract import Kind
from orchestre.replies.kind_features import (
    Facts,
    balance,
    fact_signs,
    forms_of,
    looked_words,
    placed_terms,
    signs,
    terms,
)
from orchestre.replies.kind_frames import Frame, frames

KINDS = tuple(Kind)
MOST_POINTS = 12.0
CALLED_OFFER = 2.0
"""Points by which the rules call a reply an offer, when no other kind has more."""
CALLED_DOUBT = 0.1
"""From this probability on such a reply is one."""
HUNDREDTHS = 100.0
CONSTANT = "+"
FRAME = "& "
POINTS = tuple(f"+{kind.value}" for kind in KINDS)
_BITS = 32
_CARRY = 1 << _BITS
_LOW = _CARRY - 1


@dataclass(frozen=True, slots=True)
class Adjustment:
    """What one call has taught about its own replies: points a kind gains, or loses, where a feature stands.

    Keys of `points` are features as `Looked.features` names them ("tjm", "=link", "!replies.kind_hiring"); points are
    natural logarithms of odds, so 0.7 doubles the odds of the kind. Empty, it changes nothing.
    """

    points: Mapping[str, Mapping[Kind, float]] = field(default_factory=dict)


NOTHING_LEARNT = Adjustment()
HINTS: Mapping[str, Mapping[Kind, float]] = {
    "=automatic": {Kind.CHATTER: 5.0},
    "=mass mail": {Kind.SPAM: 1.0},
    "=junk": {Kind.SPAM: 2.0},
    "=bot": {Kind.SPAM: 3.0},
}
"""What the source itself says of a message, as logarithms of odds: set by hand, since no labelled reply carries it. Low
where offers come that way too: a job board's notice can be unsubscribed from, a bridge between two chats is a bot."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What the model sees in one reply."""

    terms: set[str]
    """Words, their beginnings and pairs."""
    signs: list[str]
    points: tuple[float, ...]
    """What the rules give each kind, in the order of `KINDS`, at most 12."""
    frames: set[Frame]
    """Which classes of words stand together in a sentence; no `Adjustment` speaks of them."""

    @property
    def features(self) -> frozenset[str]:
        """Everything an `Adjustment` may speak of."""
        return frozenset(self.signs).union(self.terms)


@dataclass(frozen=True, slots=True)
class Model:
    weights: Mapping[str, Sequence[int]]
    """Term -> whole hundredths for each kind in the order of `KINDS`: the same sum in any order."""
    of_frames: Mapping[Frame, Sequence[int]]
    """The same for the frames."""
    constant: Sequence[float]
    of_points: Sequence[Sequence[float]]
    """What a point by the rules for one kind (row) adds to each kind (column)."""
    doubt: float
    """From this probability on a reply is an offer, whatever else is more probable (`decide`)."""
    sure: tuple[tuple[float, float], ...]
    """(probability from, how often a kind said with it was right), rising."""
    packed: Mapping[str | Frame, int] = field(init=False, repr=False, compare=False)
    """`weights` and `of_frames` with the row of each in one whole number: a sum of rows is one addition a row."""

    def __post_init__(self) -> None:
        rows: Iterable[tuple[str | Frame, Sequence[int]]] = chain(self.weights.items(), self.of_frames.items())
        object.__setattr__(self, "packed", {name: pack(row) for name, row in rows})

    def chances(self, looked: Looked, learnt: Adjustment = NOTHING_LEARNT) -> list[float]:
        """The probability of each kind, in the order of `KINDS`."""
        score = [*self.constant]
        packed = self.packed.get
        rows = (
            (sum(filter(None, map(packed, looked.terms))), 1.0 / divisor(len(looked.terms))),
            (sum(filter(None, chain(map(packed, looked.signs), map(packed, looked.frames)))), 1.0),
        )
        for total, scale in rows:
            if total:
                score = [one + scale / HUNDREDTHS * more for one, more in zip(score, unpack(total), strict=True)]
        for points, adds in zip(looked.points, self.of_points, strict=True):
            if points:
                score = [one + points * more for one, more in zip(score, adds, strict=True)]
        for feature in HINTS.keys() & looked.signs:
            for kind, gained in HINTS[feature].items():
                score[KINDS.index(kind)] += gained
        if learnt.points:
            for feature in looked.features & learnt.points.keys():
                for kind, gained in learnt.points[feature].items():
                    score[KINDS.index(kind)] += gained
        highest = max(score)
        odds = [math.exp(one - highest) for one in score]
        whole = sum(odds)
        return [one / whole for one in odds]

    def strongest(self, ready: Prepared, kind: Kind, most: int = 3) -> list[tuple[int, int]]:
        """Places of the words that speak most for `kind`, strongest first."""
        column = KINDS.index(kind)
        words = looked_words(ready)
        weighed: dict[tuple[int, int], float] = {}
        for term, start, end in placed_terms(forms_of(ready.text, words, self.weights), words):
            row = self.weights.get(term)
            if row is not None and start < end:
                weighed[start, end] = max(weighed.get((start, end), 0.0), row[column] - sum(row) / len(row))
        ranked = sorted((-weight, place) for place, weight in weighed.items() if weight > 0)
        chosen: list[tuple[int, int]] = []
        for _, (start, end) in ranked:
            if all(end <= other[0] or start >= other[1] for other in chosen):
                chosen.append((start, end))
            if len(chosen) == most:
                break
        return chosen

    def confidence(self, probability: float) -> float:
        """How often a kind said with this probability was right, on replies the model was not trained on."""
        found = self.sure[0][1]
        for least, right in self.sure:
            if probability < least:
                break
            found = right
        return found


def pack(row: Sequence[int]) -> int:
    """Whole numbers in one, 32 bits each, the first lowest: packed rows add as the rows do.

    >>> unpack(pack([3, -2, 0, 1, -7]) + pack([1, 2, -5, 0, 7]))
    [4, 0, -5, 1, 0]
    """
    return sum(one << (_BITS * at) for at, one in enumerate(row))


def unpack(total: int) -> list[int]:
    """The numbers of a sum of packed rows, each below 2^31 in size."""
    found = []
    for _ in KINDS:
        low = total & _LOW
        one = low - _CARRY if low >= _CARRY // 2 else low
        found.append(one)
        total = (total - one) >> _BITS
    return found


def decide(probable: Sequence[float], points: Sequence[float], doubt: float) -> int:
    """The kind said, as its place in `KINDS`: the most probable, but an offer in doubt is an offer.

    It is one from probability `doubt` on, and sooner when the rules call it one.
    """
    offer = probable[0]
    called = points[0] >= CALLED_OFFER and points[0] >= max(points)
    if offer >= doubt or (called and offer >= CALLED_DOUBT):
        return 0
    return max(range(len(probable)), key=lambda at: probable[at])


def divisor(words: int) -> float:
    """By what the weights of words are divided, so that a long letter does not drown its signs."""
    return math.sqrt(words + 5.0)


def look(
    ready: Prepared,
    facts: Facts,
    rules: Iterable[str],
    points: Mapping[Kind, float],
    known: Container[str] | None = None,
) -> Looked:
    """`rules` are the codes of the rules that hold; `known` the words that are no names, else those of the model."""
    names = set(rules)
    given = [points[kind] for kind in KINDS]
    return Looked(
        terms(forms_of(ready.text, looked_words(ready), model().weights if known is None else known)),
        [
            *signs(ready),
            *fact_signs(facts),
            *balance(names, given, "?" in ready.text),
            *sorted(["!" + name for name in names]),
        ],
        tuple([max(0.0, min(MOST_POINTS, one)) for one in given]),
        frames(ready),
    )


def parse(lines: Iterable[str]) -> Model:
    """A model from the lines of its file."""
    weights: dict[str, tuple[int, ...]] = {}
    of_frames: dict[Frame, tuple[int, ...]] = {}
    doubt = 0.5
    sure: list[tuple[float, float]] = []
    for line in lines:
        name, *cells = line.rstrip("\n").split("\t")
        if name == "#doubt":
            doubt = float(cells[0])
        elif name == "#sure":
            sure.append((float(cells[0]), float(cells[1])))
        elif name.startswith(FRAME):
            of_frames[tuple(name.split()[1:])] = tuple(map(int, cells))
        elif not name.startswith("# "):
            weights[name] = tuple(map(int, cells))
    nothing = (0,) * len(KINDS)
    constant, *of_points = (
        [weight / HUNDREDTHS for weight in weights.get(name, nothing)] for name in (CONSTANT, *POINTS)
    )
    return Model(weights, of_frames, constant, of_points, doubt, tuple(sure) or ((0.0, 0.5),))


@cache
def model() -> Model:
    """The model that comes with the library."""
    text = resources.files("orchestre.replies").joinpath("kind_model.tsv").read_text(encoding="utf-8")
    return parse(text.splitlines())
