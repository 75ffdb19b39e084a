"""What the owner wishes in his own words and no point of the knowledge carries becomes a point: nothing said is lost.

A sentence is cut where a wish begins ("on voudrait", "we need") and at its commas; what follows is a clause of the wish
when it begins as one ("sans ressaisir", "et payer un acompte", "from their phone").
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from orchestre.basics import say
from orchestre.blindspots import Point
from orchestre.knowledge import Both, Kind, Requirement, find
from orchestre.need.likeness import telling
from orchestre.need.values import words
from orchestre.reading.normal import fold, folded_words, prepare

MOST = 4
"""Clauses kept: beyond, a sentence is a list that its writer shall cut himself."""
LEAST, LONGEST = 2, 22
"""Words that tell something in a clause, and words in all: a longer one is a story."""
COST = 4
JOINS = frozenset({"et", "and"})
_BLANK = " -\u2013\u2014\u00a0\u202f\t"
SOURCE = "own"


@cache
def _wished() -> re.Pattern[str]:
    told = "|".join(re.escape(each).replace(r"\*", r"\w*") for each in words()["wished"])
    return re.compile(rf"(?<!\w)(?<!quand )(?<!lorsqu')(?<!\bsi )(?:{told})(?!\w)")


@cache
def _begins() -> re.Pattern[str]:
    """How a clause after a comma or "et" goes on with the wish: an infinitive, or one of some words."""
    told = "|".join(re.escape(each) for each in words()["goes_on"])
    return re.compile(
        rf"(?:ne (?:plus|pas) )?(?:(?:{told})(?!\w)|(?!{'|'.join(words()['no_verb'])})[a-z]+(?:er|ir|re|oir)(?!\w))"
    )


_PARTS = re.compile(
    r"(?<!\d),|,(?!\d)|[;:()]|(?<!\w)(?:et|puis|and|then|mais|but)(?!\w)"
    r"|(?<!\w)(?:parce que|because|car|since|il y a)(?!\w).*"
)
_OTHER = re.compile(r"(?<!\w)(?:et|and|mais|but) (?:on|je|il|elle|we|i|he|she|they)(?!\w)|(?<!\w)(?:et|and) j'")
"""Where another sentence begins inside one."""
_SENTENCES = re.compile(r"[.!?…]+(?:\s|$)|\n")


def clauses(sentence: str) -> list[str]:
    """The clauses of what is wished, as written, in their order.

    >>> clauses("On tient un bar, on voudrait que les gens puissent commander au comptoir et payer un acompte")
    ['que les gens puissent commander au comptoir', 'payer un acompte']
    """
    found: list[str] = []
    for said in _SENTENCES.split(sentence):
        ready = prepare(said)
        if wish := _wished().search(ready.folded):
            found += [ready.text[start:end] for start, end in _spans(ready.folded, wish.end())]
    return found


def _spans(folded: str, start: int) -> list[tuple[int, int]]:
    """Where the clauses stand from the end of the first wish on."""
    end = len(folded)
    if (other := _OTHER.search(folded, start)) and not _wished().search(folded, other.start()):
        end = other.start()
    spans: list[tuple[int, int]] = []
    joins = False
    first = True
    for cut in [*_PARTS.finditer(folded, start, end), None]:
        stop = cut.start() if cut else end
        at, until = _trimmed(folded, start, stop)
        again = None if first else _wished().search(folded, at, until)
        if again:
            at, until = _trimmed(folded, again.end(), until)
        if at < until:
            if first or again or _begins().match(folded, at, until):
                spans.append((at, until))
            elif joins and spans:
                spans[-1] = (spans[-1][0], until)
        first = False
        joins = bool(cut and cut.group() in JOINS)
        start = cut.end() if cut else end
    return spans


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _BLANK:
        start += 1
    while start < end and text[end - 1] in _BLANK:
        end -= 1
    return start, end


def own_points(
    sentence: str, points: Sequence[Point], kinds: Iterable[Kind], said: Iterable[str], things: Sequence[str] = ()
) -> list[Point]:
    """A point for each thing of `things` (what no kind carries), then for each clause that no asked point, name of a
    kind or fact (`said`: the words of the facts) carries. When no point at all is asked, the name of the thing is what
    he asks, and is one."""
    asked = [alias for point in points if point.asked for alias in point.requirement.asked_by]
    names = [alias for kind in kinds for alias in kind.aliases] if asked else []
    facts = [fold(each) for each in said]
    apart = [thing for thing in things if not find(thing, asked)]
    kept = [_point(thing, "need.own_thing", "scope", "document") for thing in apart]
    for clause in (each for each in clauses(sentence) if not any(thing in each for thing in things)):
        rest = fold(clause)
        for fact in facts if asked else ():
            rest = rest.replace(fact, " ")
        told = len(telling(folded_words(rest)))
        if told >= LEAST and len(clause.split()) <= LONGEST and not find(clause, [*asked, *names]):
            kept.append(_point(clause, "need.own_words", "functions", "demo"))
    return kept[:MOST]


def _point(clause: str, code: str, section: str, check: str) -> Point:
    def both(key: str, **values: str) -> Both:
        return Both(say(key, "fr", **values), say(key, "en", **values))

    name = re.sub(r"[^a-z0-9]+", "-", fold(clause)).strip("-")[:40].strip("-")
    requirement = Requirement(
        id=f"{SOURCE}.{name}",
        section=section,
        level="should",
        flexibility="F1",
        cost=COST,
        text=both(code, words=clause),
        criterion=both(f"{code}_criterion"),
        check=check,
        why=both("need.own_words_why"),
    )
    return Point(requirement, SOURCE, 1.0, asked=True)
