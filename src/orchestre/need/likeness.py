"""Which kind a sentence is most like, by the words of everything known of each kind: for owners who name nothing.

Words are stemmed; a word counts by how few kinds use it (log of kinds over kinds that hold it) and by how often this
kind does (1 + log of its count), as in Salton and Buckley 1988; the sum is divided by the square root of the words of
the kind, so that a long file does not win by its length.
"""

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache

from orchestre.knowledge import Kind, load
from orchestre.reading.language import is_function_word
from orchestre.reading.normal import folded_words
from orchestre.reading.stems import stems

TOLD, WRITTEN = 4, 1
"""How much a word of the owner (alias, thing, verb) counts beside one of the requirements and questions."""


def _stems(text: str) -> Iterator[str]:
    for word in folded_words(text.replace("*", "")):
        if len(word) > 2 and not is_function_word(word):
            yield stems(word)[0]


def _words(kind: Kind) -> Counter[str]:
    bag: Counter[str] = Counter()
    for told in (*kind.aliases, *kind.verbs, *kind.things):
        bag.update(dict.fromkeys(_stems(told), TOLD))
    for both in (
        *(kind.label, kind.goal, kind.usage, kind.do_nothing, kind.do_it_yourself),
        *(question.text for question in kind.questions),
        *(text for each in kind.requirements for text in (each.text, each.why)),
    ):
        bag.update(dict.fromkeys(_stems(f"{both.fr} {both.en}"), WRITTEN))
    return bag


@cache
def _known() -> tuple[Mapping[str, Counter[str]], Mapping[str, float]]:
    bags = {kind.id: _words(kind) for kind in load().kinds.values() if kind.aliases}
    held = Counter(stem for bag in bags.values() for stem in bag)
    return bags, {stem: math.log(len(bags) / count) for stem, count in held.items()}


def likest(sentence: str) -> list[tuple[str, float]]:
    """Kind ids with their likeness, the likest first; those that share no telling word are left out."""
    bags, rare = _known()
    asked = set(_stems(sentence))
    scored = [
        (
            name,
            sum(rare[stem] * (1 + math.log(bag[stem])) for stem in asked if stem in bag)
            / math.sqrt(math.log(1 + sum(bag.values()))),
        )
        for name, bag in bags.items()
    ]
    return sorted(((name, score) for name, score in scored if score > 0), key=lambda each: -each[1])
