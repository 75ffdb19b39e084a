"""Which kinds of need a sentence tells, how sure, and whether it tells two at once."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from orchestre.knowledge import Hit, Kind, Knowledge, find
from orchestre.need.likeness import likeness, several
from orchestre.need.lots import BESIDES, ENDS, JOINTS, gathers, goes_with, named, parts, sides
from orchestre.reading.normal import fold

OTHER = "other"
NAME = 1.5
"""Nats of one point of a name."""
SPREAD = 4.0
"""Features of a sentence go together: the likeness in nats is divided by it before it becomes a probability."""
SURE = 0.7
"""Under it a kind that nothing names is a guess: the document says so and asks."""
A_NEED = 0.5
"""From it on even a guess says that the text is a need."""
ENOUGH = 0.16
"""Under it even the likest is not written by: the document keeps to what any purchase needs, and asks. From it on five
guesses in ten or more were right on sentences not yet learnt from; what no kind covers is told apart (`elsewhere`)."""
WORTH_TELLING = 0.12
"""Under it a kind is not told beside the first."""
CLEAR, CLOSE = 0.85, 0.12
"""Under the first, kinds that have that share of what the first has may be the right one: on files left out the first
was right in six cases of ten, one of the two likest in eight to nine."""
ENOUGH_LEFT = 0.5
"""What a sentence tells without the name of a day ahead, to be what is wanted."""
MOST_MEANT = 2
"""Kinds told beside what the document is written for."""
WHOLE = 0.25
"""From it on a kind that is named comes before the likest when it takes that one in: an ERP, e-invoicing being due."""
FIRST, SECOND = 0.25, 0.45
"""From these on, what stands before and after "et aussi" tells a need of its own."""
MANY_PROJECTS = "projects-3"
"""The idea of a sentence that tells three projects or more."""
LEAST = 3
"""Words that such a part has more than."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """`score`: nats; `confidence`: 0 to 1; `words`: names that told it; `apart`: a need of its own; `guessed`: by
    likeness alone and not surely; `elsewhere`: what no kind covers is likelier, or was answered."""

    kind: Kind
    score: float
    confidence: float
    words: tuple[str, ...]
    apart: bool
    guessed: bool
    elsewhere: bool = False


def recognise(sentence: str, known: Knowledge) -> tuple[Recognised, ...]:
    """At most three kinds, likest first, or one that is named and takes the likest in; the first is the need, a later
    one with `apart` a second need told with it. Empty when nothing in the sentence tells anything.

    A name earns 3 points (a phrase of several words 4, at most 7 in all) of `NAME` nats each, added to the likeness.
    Confidence is the share of exp(nats / `SPREAD`) among all kinds, `other` included.
    """
    sentence = _without_what_comes_after(sentence, known)
    names = _names(sentence, known)
    scores = _scores(sentence, names)
    if max(scores.values()) <= 0:
        return ()
    shares = _shares(scores)
    ordered = sorted((name for name in scores if name != OTHER), key=lambda name: -scores[name])
    whole = next((name for name in ordered[1:3] if names[name] and ordered[0] in known.kinds[name].absorbs), None)
    if whole and shares[whole] >= WHOLE:
        ordered = [whole, *(name for name in ordered if name != whole)]
    wanted = _wanted(sentence, known)
    if wanted:  # who carries several projects is the one need
        wanted = [name for name in ordered if names[name] and gathers(name) and shares[name] >= WORTH_TELLING] or wanted
    if not wanted and shares[ordered[0]] < SURE:
        wanted = _before_another(sentence, known) or _who_gathers(sentence, ordered)
    alone = (wanted or ordered)[0]
    first, second = _two(sentence, wanted, known) or (alone, _in_another_sentence(sentence, alone, names, known))
    guessed = second is None and not wanted and not names[first] and shares[first] < SURE
    rest = [
        name
        for name in ordered
        if name not in {first, second}
        and not (len(wanted) == 1 and name in parts())
        and (shares[name] >= WORTH_TELLING or names[name] or guessed)
        and (guessed or name not in known.kinds[first].absorbs)
    ]
    return tuple(
        Recognised(
            known.kinds[name],
            round(scores[name], 2),
            round(max(shares[name], SECOND * (name in ({first, second} if second else wanted))), 2),
            tuple(hit.words for hit in names[name]),
            name == second,
            guessed,
            guessed and shares[OTHER] > shares[first],
        )
        for name in [first, *filter(None, [second]), *rest][:3]
    )


def written_for(found: tuple[Recognised, ...], known: Knowledge) -> list[Kind]:
    """The kinds the document is written for: the first and the second need, or the general one when nothing is sure."""
    if not found or (found[0].guessed and (found[0].confidence < ENOUGH or found[0].elsewhere)):
        return [known.kinds[OTHER]]
    return [found[0].kind, *(each.kind for each in found[1:] if each.apart)][:2]


def beside(found: tuple[Recognised, ...], written: Kind) -> list[Kind]:
    """The kinds that may be meant instead of what the document is written for, likest first: their weightiest points
    are told too."""
    if not found or any(each.apart for each in found):
        return []
    first = found[0]
    if first.kind is not written:  # too little to write by
        return [] if first.elsewhere else [each.kind for each in found if each.confidence >= WORTH_TELLING][:MOST_MEANT]
    if first.confidence >= CLEAR:
        return []
    return [each.kind for each in found[1:] if each.confidence >= CLOSE * first.confidence][:MOST_MEANT]


NAMED_APART = 3
"""From so many kinds named on, a sentence is a list of needs."""
MOST_LEFT = 4
"""Kinds left over that are named; nobody reads a longer list."""


def left_over(sentence: str, written: Sequence[Kind], known: Knowledge) -> tuple[Kind, ...]:
    """Kinds that the sentence names as needs of their own, and that the document is not written for: what "et aussi"
    sets beside those it is written for, and everything in a list of three or more. In the order of the sentence."""
    if any(kind.id == OTHER or gathers(kind.id) for kind in written):
        return ()
    ids = {kind.id for kind in written}
    hits = {
        name: found
        for name, found in _names(sentence, known).items()
        if found and name != OTHER and (name in ids or all(_apart(name, each, known) for each in ids))
    }
    listed = len(hits) >= NAMED_APART
    joints = [joint.end() for joint in islice(_ADDED.finditer(sentence), JOINTS)]
    own = [hit.start for name in ids for hit in hits.get(name, ())]
    told = {
        name: min(hit.start for hit in found)
        for name, found in hits.items()
        if name not in ids and (listed or any(_beside(sentence, hit.start, joints, own) for hit in found))
    }
    side_by_side = [name for name in _wanted(sentence, known) if name not in ids]
    ordered = dict.fromkeys([*side_by_side, *sorted(told, key=lambda each: told[each])])
    return tuple(known.kinds[name] for name in ordered)[:MOST_LEFT]


def _beside(sentence: str, at: int, joints: Sequence[int], own: Sequence[int]) -> bool:
    """A joint of the same sentence stands before it, or between it and what is written, as far as names tell where."""
    here = [joint for joint in joints if _sentence_of(sentence, joint) == _sentence_of(sentence, at)]
    return any(joint <= at or not own or any(joint <= each for each in own) for joint in here)


_AHEAD = re.compile(
    r"\b(?:avant|d'ici|before|ahead of)\s(?:le |la |les |l'|ce |cette |the |a )?(?:passage a (?:la |l')?)?$"
)


def _without_what_comes_after(sentence: str, known: Knowledge) -> str:
    """A thing named only as the day one must be ready by is not what is wanted ("un logiciel avant la facture
    électronique"): its name becomes blanks, when what is left tells a kind all the same."""
    folded = fold(sentence.replace("\u2019", "'"))
    left = sentence
    for hit in (hit for hits in _names(sentence, known).values() for hit in hits):
        if len(folded) == len(sentence) and _AHEAD.search(folded[: hit.start]):
            left = left[: hit.start] + " " * (hit.end - hit.start) + left[hit.end :]
    return left if left != sentence and _surest(left, known, ENOUGH_LEFT) else sentence


def _names(text: str, known: Knowledge) -> dict[str, list[Hit]]:
    return {kind.id: find(text, kind.aliases) for kind in known.kinds.values()}


def _scores(text: str, names: Mapping[str, Sequence[Hit]]) -> dict[str, float]:
    return {name: like + NAME * _points(names.get(name, [])) for name, like in likeness(text).items()}


def _points(hits: Sequence[Hit]) -> int:
    return min(7, sum(4 if " " in hit.alias else 3 for hit in _distinct(hits)))


def _shares(scores: Mapping[str, float]) -> dict[str, float]:
    top = max(scores.values())
    powers = {name: math.exp((score - top) / SPREAD) for name, score in scores.items()}
    whole = sum(powers.values())
    return {name: power / whole for name, power in powers.items()}


def _distinct(hits: Sequence[Hit]) -> list[Hit]:
    """Aliases that begin at the same place tell one thing: the last of them stands for all."""
    return list({hit.start: hit for hit in hits}.values())


_ADDED = re.compile(
    r"\bet aussi\b|\bégalement\b|\ben plus\b|\bpar ailleurs\b|\bainsi qu|\bpuis\b|\bau passage\b|\bet tant qu|"
    r"\band also\b|\bas well as\b|\bon top of that\b|\bwhile we're at it\b",
    re.IGNORECASE,
)


def _two(sentence: str, wanted: Sequence[str], known: Knowledge) -> tuple[str, str] | None:
    """The kinds of what stands before and after "et aussi", when each part tells surely one of its own; else the first
    two of several things wanted in one breath."""
    for joint in islice(_ADDED.finditer(sentence), JOINTS):
        after = _surest(ENDS.split(sentence[joint.end() :])[0], known, SECOND)
        before = after and _surest(sentence[: joint.start()], known, FIRST)
        if before and after and _apart(after, before, known):
            return before, after
    return (wanted[0], wanted[1]) if len(wanted) > 1 else None


def _wanted(sentence: str, known: Knowledge) -> list[str]:
    """Kinds of the things that are wanted side by side, each apart from those before it, in the order of the sentence;
    the first alone when the second goes with any purchase; empty when one is wanted."""
    listed: list[str] = []
    for before, after in sides(sentence):
        second = _likest_named(after, known)
        first = second and (listed[:1] or [_likest_named(before, known)])[0]
        if first and second and all(_apart(second, each, known) for each in listed or [first]):
            listed = [*(listed or [first]), second]
        elif not listed and goes_with(after, known) and (first := _likest_named(before, known)):
            listed = [first]
    return listed


def _likest_named(part: str, known: Knowledge) -> str:
    """Of the kinds that a part names, the likest; "" when it names none."""
    names = named(part, known)
    scores = _scores(part, names) if len(names) > 1 else {}
    return max(names, key=lambda each: scores.get(each, 0), default="")


def _who_gathers(sentence: str, ordered: Sequence[str]) -> list[str]:
    """Several projects told, none of them above the others: who leads them is the need."""
    return [name for name in ordered if gathers(name)][:1] if MANY_PROJECTS in several(sentence) else []


def _before_another(sentence: str, known: Knowledge) -> list[str]:
    """The kind that is named before "et aussi", when the whole sentence tells none surely: what follows muddles it."""
    joint = BESIDES.search(fold(sentence.replace("\u2019", "'")))
    name = _likest_named(sentence[: joint.start()], known) if joint else ""
    return [name] if name else []


def _surest(part: str, known: Knowledge, least: float) -> str | None:
    """What a part of a sentence tells alone; half as sure is enough where the part names it, whatever its length."""
    names = _told_by_name(part, known)
    shares = _shares(_scores(part, names))
    name = max(shares, key=lambda each: shares[each])
    enough = shares[name] >= (least / 2 if names.get(name) else least)
    return name if (names.get(name) or len(part.split()) > LEAST) and enough and name != OTHER else None


def share_of(part: str, known: Knowledge) -> Mapping[str, float]:
    """The share of each kind in what a part of a sentence tells."""
    return _shares(_scores(part, _told_by_name(part, known)))


def _told_by_name(part: str, known: Knowledge) -> dict[str, list[Hit]]:
    """The names of each kind, and what it is called by when it stands alone."""
    return {**_names(part, known), **named(part, known)}


def _in_another_sentence(sentence: str, first: str, names: Mapping[str, list[Hit]], known: Knowledge) -> str | None:
    """A kind that another sentence than that of the first one names."""
    at = min((hit.start for hit in names[first]), default=0)
    for name, hits in names.items():
        if any(_sentence_of(sentence, hit.start) != _sentence_of(sentence, at) for hit in hits) and _apart(
            name, first, known
        ):
            return name
    return None


def _apart(name: str, first: str, known: Knowledge) -> bool:
    """Not one need: the one takes the other in."""
    return name not in {first, OTHER, *known.kinds[first].absorbs} and first not in known.kinds[name].absorbs


def _sentence_of(text: str, at: int) -> int:
    return sum(match.start() < at for match in ENDS.finditer(text))
