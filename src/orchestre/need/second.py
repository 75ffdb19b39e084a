"""A second need told vaguely beside the first: "refaire le site et aussi ne plus perdre nos factures".

When what follows "et aussi" surely tells a kind, `recognition` makes it a second lot. When it does not, it is not
passed over: its words become a point, and one question asks whether it is a purchase of its own.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from orchestre.knowledge import Kind, Knowledge
from orchestre.need.likeness import telling
from orchestre.need.lots import BESIDES, ENDS, JOINTS, THING
from orchestre.need.own_words import LONGEST
from orchestre.need.recognition import OTHER, WORTH_TELLING, share_of
from orchestre.reading.normal import fold, folded_words, prepare

LEAST = 2
"""Words that tell something: "et aussi vite" tells nothing of its own."""
MOST = 3
"""Kinds proposed in the question."""
PART, PART_OF_A_THING = 0.25, 0.5
"""From this share of what it tells on, the kind the document is written for holds it: paying is part of a shop. What is
said to be a thing without a name ("something so that…") is sooner another."""
_REASON = re.compile(r"\s(?:parce que|parce qu'|car|vu que|because|since)\s|[.;!?…](?:\s|$)|,\s(?!\w+er\b)")
_EMPTY = re.compile(
    r"^(?:et |puis |and |il faudrait |il (?:nous )?faut |on voudrait |que |qu'|d'|de |to )+", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Second:
    """`words`: as written; `kinds`: those it may tell, likest first."""

    words: str
    kinds: tuple[Kind, ...]


def second_told(sentence: str, written: Sequence[Kind], known: Knowledge) -> Second | None:
    """What is added to the one kind the document is written for, and is no part of it."""
    if len(written) != 1 or written[0].id == OTHER:
        return None
    for said in islice(_added(sentence), JOINTS):
        shares = share_of(said, known)
        held = {written[0].id, *written[0].absorbs}
        own, thing = sum(shares[name] for name in held), THING.match(fold(said))
        if own >= (PART_OF_A_THING if thing else PART) or (not thing and max(shares, key=shares.__getitem__) in held):
            continue
        likely = sorted((n for n in shares if shares[n] >= WORTH_TELLING and n != OTHER), key=lambda n: -shares[n])
        return Second(said, tuple(known.kinds[name] for name in likely[:MOST]))
    return None


def _added(sentence: str) -> Iterator[str]:
    """The words after each joint that adds, up to the reason or the end."""
    for part in ENDS.split(sentence):
        ready = prepare(part.replace("\u2019", "'"))
        for joint in BESIDES.finditer(ready.folded):
            end = _REASON.search(ready.folded, joint.end())
            said = ready.text[joint.end() : end.start() if end else None].strip(" ,:;")
            said = _EMPTY.sub("", said)
            if len(telling(folded_words(said))) >= LEAST and len(said.split()) <= LONGEST:
                yield said
