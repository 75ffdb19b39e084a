"""Many alternatives, sorted by the letter each begins with.

Python's `re` tries the alternatives of an expression one after the other at every word of a text. Of hundreds only the
few that begin with the letter at hand can match: `ByLetter` tries those alone, in their order, so that what is found
stays the same. Forms are matched on lower case text.
"""

import re
from collections.abc import Iterable, Iterator

_ASSERTION = re.compile(r"\\b|\\A|\^")
_QUANTIFIER = re.compile(r"[?*]|\{0,\d*\}")
_CLASSES = {"\\d": "0123456789", "\\s": " ", "\\+": "+"}
_ANY = "\0"
_WORD_START = re.compile(r"(?<!\w)\S")


def _signs(form: str, at: int = 0) -> Iterator[tuple[int, str, int]]:
    """Each sign of a form outside its sets: place, sign, and how many groups are open after it. An escaped sign is left
    out."""
    depth, in_set = 0, False
    while at < len(form):
        sign = form[at]
        if sign == "\\":
            at += 1
        elif in_set:
            in_set = sign != "]"
        else:
            in_set = sign == "["
            depth += (sign == "(") - (sign == ")")
            yield at, sign, depth
        at += 1


def split(form: str) -> list[str]:
    """The alternatives of a form, outside its groups and sets."""
    bars = [at for at, sign, depth in _signs(form) if sign == "|" and depth == 0]
    return [form[start:end] for start, end in zip([0, *(bar + 1 for bar in bars)], [*bars, len(form)], strict=True)]


def _group_end(form: str, at: int) -> int:
    """Where the group that opens at `at` closes, counted after its bracket."""
    return next((place + 1 for place, sign, depth in _signs(form, at) if sign == ")" and depth == 0), len(form))


def first_letters(form: str) -> frozenset[str]:
    """The letters a match of the form may begin with; "\\0" among them stands for any sign."""
    return frozenset[str]().union(*map(_firsts, split(form)))


def _firsts(form: str) -> frozenset[str]:
    skipped = _ASSERTION.match(form)
    if skipped is not None:
        return _firsts(form[skipped.end() :])
    if form.startswith(("(?<", "(?=", "(?!")):
        return _firsts(form[_group_end(form, 0) :])
    if form.startswith("(?:"):
        end = _group_end(form, 0)
        found = first_letters(form[3 : end - 1])
    elif form.startswith("["):
        end = form.index("]") + 1
        inside = form[1 : end - 1]
        found = frozenset(inside) if inside.isalpha() else frozenset(_ANY)
    elif form.startswith(("\\d", "\\s", "\\+")):
        end, found = 2, frozenset(_CLASSES[form[:2]])
    elif form and form[0] not in "\\.*+?{}()[]|$":
        end, found = 1, frozenset(form[0])
    else:
        return frozenset(_ANY)
    optional = _QUANTIFIER.match(form, end)
    return found if optional is None else found | _firsts(form[optional.end() :])


def alternatives(form: str) -> list[str]:
    """The alternatives of a form, those of a group that holds the whole form too."""
    while form.startswith("(?:") and _group_end(form, 0) == len(form):
        form = form[3:-1]
    return split(form)


class ByLetter:
    """Many named forms, each tried only at words that begin with one of its first letters.

    >>> trees = ByLetter([("fruit", "apple|pear"), ("tree", "ash|pine")])
    >>> [found.lastgroup for found in trees.finditer("a pine and a pear")]
    ['tree', 'fruit']
    """

    def __init__(self, forms: Iterable[tuple[str, str]]) -> None:
        self._forms = [(name, part, first_letters(part)) for name, form in forms for part in alternatives(form)]
        self._patterns: dict[str, re.Pattern[str] | None] = {}

    def _of(self, letter: str) -> re.Pattern[str] | None:
        """The forms that may begin with a letter, compiled when it is first met."""
        named: dict[str, list[str]] = {}
        for name, part, letters in self._forms:
            if letter in letters or _ANY in letters:
                named.setdefault(name, []).append(part)
        groups = "|".join(f"(?P<{name}>{'|'.join(parts)})" for name, parts in named.items())
        return re.compile(groups) if groups else None

    def finditer(self, text: str, start: int = 0) -> Iterator["re.Match[str]"]:
        """Matches at the beginning of words, left to right without overlap, as `re` finds them."""
        last, patterns = start, self._patterns
        for place in _WORD_START.finditer(text, start):
            at = place.start()
            if at < last:
                continue
            letter = place.group()
            if letter not in patterns:
                patterns[letter] = self._of(letter)
            pattern = patterns[letter]
            found = pattern.match(text, at) if pattern is not None else None
            if found is not None:
                last = max(found.end(), at + 1)
                yield found

    def match(self, text: str, at: int) -> "re.Match[str] | None":
        """A match that begins at `at`, inside a word too."""
        letter = text[at : at + 1]
        if letter not in self._patterns:
            self._patterns[letter] = self._of(letter)
        pattern = self._patterns[letter]
        return pattern.match(text, at) if pattern is not None else None

    def search(self, text: str) -> "re.Match[str] | None":
        return next(self.finditer(text), None)
