"""Sentences as the model of the kinds sees them: which classes of words stand together.

"I build shops" and "je fais des boutiques" are one frame, {me, work, project}: what is learnt from the one language
holds in the other, and a verb of work counts by who its subject is. The classes are listed in `kind_words.toml`.
"""

import re
import tomllib
from functools import cache
from importlib import resources
from itertools import combinations

from orchestre.reading.normal import Prepared
from orchestre.reading.parts import Remembered

FIRST_SENTENCES = 18
LAST_SENTENCES = 6
"""A long page says what it is long before its end."""
PERSONS = frozenset({"me", "we", "you", "they"})
SHARED = frozenset({"me", "we", "you", "they", "?", "past", "neg"})
"""Classes of which it counts in how many of the sentences they stand, by quarters."""
_MARKS = (("?", "?"), ("!", "!"), ("@", "@"), ("€", "$"), ("$", "$"), ("£", "$"))
_END = re.compile(r"[.!?;•\n](?:(?<=\n)|[.!?;•]*(?=\s))")
"""Marks before a space, or a line break: written so that `re` looks for their first sign alone."""

Frame = tuple[str, ...]
"""One class, two of one sentence, or a class with a mark: `^` first sentence, `$` last, `-` no person in it."""


@cache
def _lists() -> tuple[dict[str, tuple[str, ...]], tuple[tuple[str, str], ...]]:
    """Classes by word, and (beginning, class) of the words with any ending."""
    text = resources.files("orchestre.replies").joinpath("kind_words.toml").read_text(encoding="utf-8")
    whole: dict[str, tuple[str, ...]] = {}
    begun: list[tuple[str, str]] = []
    for name, words in tomllib.loads(text).items():
        for word in words.split():
            if word.endswith("*"):
                begun.append((word[:-1], name))
            else:
                whole[word] = (*whole.get(word, ()), name)
    return whole, tuple(begun)


def classes(word: str) -> frozenset[str]:
    """The classes of a folded word; a figure is of the class `0`.

    >>> sorted(classes("developpeuse"))
    ['trade']
    """
    whole, begun = _lists()
    found = {*whole.get(word, ()), *(name for beginning, name in begun if word.startswith(beginning))}
    return frozenset(found | {"0"} if word[0].isdigit() else found)


_CLASSES = Remembered(classes)


def sentences(ready: Prepared) -> list[set[str]]:
    """The classes that stand in each sentence of a text, the marks `?`, `!`, `@` and money among them."""
    text, words = ready.text, ready.words
    marks = [(mark, name) for mark, name in _MARKS if mark in text]
    each = list(map(_CLASSES.__getitem__, ready.forms))
    found: list[set[str]] = []
    at, start, many = 0, 0, len(words)
    for end in (*[match.end() for match in _END.finditer(text)], len(text)):
        since = at
        while at < many and words[at][0] < end:
            at += 1
        if at > since:
            here: set[str] = set().union(*each[since:at])
            if marks:
                here.update([name for mark, name in marks if text.find(mark, start, end) >= 0])
            found.append(here)
        start = end
    if len(found) > FIRST_SENTENCES + LAST_SENTENCES:
        return found[:FIRST_SENTENCES] + found[-LAST_SENTENCES:]
    return found


def frames(ready: Prepared) -> set[Frame]:
    """Every frame of a text.

    >>> from orchestre.reading.normal import prepare
    >>> sorted(frames(prepare("Je peux")))[:3]
    [('$', 'can'), ('$', 'me'), ('^', 'can')]
    """
    every = sentences(ready)
    if not every:
        return set()
    found: set[Frame] = set()
    for here in every:
        found.update(combinations(sorted(here), 2))
        if PERSONS.isdisjoint(here):
            found.update([("-", name) for name in here])
    whole = set().union(*every)
    found.update([(name,) for name in whole])
    found.update([("^", name) for name in every[0]])
    found.update([("$", name) for name in every[-1]])
    for name in whole & SHARED:
        found.add(("of", name, str(int(3.999 * sum([name in here for here in every]) / len(every)))))
    return found
