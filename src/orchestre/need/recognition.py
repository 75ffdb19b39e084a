"""Which kinds of need a sentence tells, how sure, and whether it tells two at once."""

import math
import re
from dataclasses import dataclass

from orchestre.knowledge import Hit, Kind, Knowledge, find
from orchestre.need.likeness import likest

SURE_ALONE = 0.2
"""Below it a kind is not worth telling."""
OTHER = "other"
WORTH_ASKING, LIKE_ENOUGH = 1.5, 5.0
"""Likeness of a sentence that names nothing: from the first the likest kinds are asked about, from the second the
likest is taken as a guess. Between them the first was right one time in three: too little to write by."""
ENOUGH = 2.0
"""Points of things and verbs that tell a kind without its name."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """`score`: points earned; `confidence`: 0 to 1; `words`: those that told it; `apart`: a need of its own."""

    kind: Kind
    score: float
    confidence: float
    words: tuple[str, ...]
    apart: bool

    @property
    def guessed(self) -> bool:
        """By likeness alone: the document says so and asks."""
        return not self.words


def recognise(sentence: str, known: Knowledge) -> tuple[Recognised, ...]:
    """Kinds by falling confidence; the first is the need, a later one with `apart` is a second need told with it.

    An alias earns 3 points (a phrase of several words 4, at most 7 in all); a thing 1 (a phrase 1.5, at most 4), a verb
    beside a thing 1. Without an alias, under `ENOUGH` nothing is told. Confidence is 1 - exp(-score / 2), shared with
    the kinds that earned as much.
    """
    scored: list[tuple[float, int, int, Kind, tuple[str, ...]]] = []
    for kind in known.kinds.values():
        aliases, verbs, things = (find(sentence, each) for each in (kind.aliases, kind.verbs, kind.things))
        strong = sum(4 if " " in hit.alias else 3 for hit in _distinct(aliases))
        weak = min(4.0, sum(1.5 if " " in hit.alias else 1.0 for hit in _distinct(things)))
        if weak and any(verb.start not in {thing.start for thing in things} for verb in verbs):
            weak += 1
        score = min(strong, 7) + weak * (0.5 if strong else 1)
        if strong or weak >= ENOUGH:
            hits = [*aliases, *verbs, *things]
            first = min(hit.start for hit in aliases or hits)
            scored.append((score, strong, first, kind, tuple(hit.words for hit in hits)))
    scored.sort(key=lambda each: (-each[0], each[2]))
    kept: list[Recognised] = []
    taken: set[str] = set()
    total = sum(score for score, *_ in scored) or 1
    for score, strong, start, kind, told in scored:
        if kind.id in taken:
            continue
        confidence = (1 - math.exp(-score / 2)) * (score / total) ** 0.25
        apart = bool(kept) and strong >= 3 and _clause(sentence, start) != _clause(sentence, scored[0][2])
        if kept and any(kind.id in other.kind.absorbs or other.kind.id in kind.absorbs for other in kept):
            apart = False
        if confidence >= SURE_ALONE:
            kept.append(Recognised(kind, score, round(confidence, 2), told, apart))
            taken |= {*kind.absorbs, kind.id}
    return tuple(kept) or _guessed(sentence, known)


def _guessed(sentence: str, known: Knowledge) -> tuple[Recognised, ...]:
    """Nothing is named: the three likest kinds, never sure, or none when even the first is far."""
    like = likest(sentence)[:3]
    if not like or like[0][1] < WORTH_ASKING:
        return ()
    return tuple(
        Recognised(known.kinds[name], score, round(1 - math.exp(-score / 10), 2), (), False) for name, score in like
    )


def _distinct(hits: list[Hit]) -> list[Hit]:
    """Aliases that begin at the same place tell one thing: the last of them stands for all."""
    return list({hit.start: hit for hit in hits}.values())


_JOINT = re.compile(
    r"\bet aussi\b|\bégalement\b|\ben plus\b|\bpar ailleurs\b|\bainsi qu|\bpuis\b|[.;!?]\s|\band also\b|\bas well as\b"
)


def _clause(sentence: str, at: int) -> int:
    """Which of the joined parts of a sentence a place is in."""
    return sum(match.start() < at for match in _JOINT.finditer(sentence.lower()))
