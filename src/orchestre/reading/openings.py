"""Many forms, of which only those are tried at a place that may begin with the signs that stand there.

Python's `re` tries the alternatives of an expression one after the other at every word of a text. Of hundreds only the
few that begin with the signs at hand can match: they are looked up. What is found is what `re` finds with the forms
joined by "|": left to right, the first form in order at each place. Forms are matched at word starts, on lower case
text.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Generic, TypeVar

from orchestre.reading.normal import Word

SIZE = 7
"""First signs by which forms are found."""
_FEW = 12
"""A set of more signs may begin anything."""
_MOST_WAYS = 300
"""A form that may begin in more ways is known by fewer signs."""
_MOST_KEPT = 50_000
"""Openings remembered; texts that mean harm could bring millions."""
_QUANTIFIER = re.compile(r"(?:(?P<sign>[?*+])|\{(?P<least>\d*)(?P<more>,(?P<most>\d*))?\})\??")
_SET = re.compile(r"\[(?:\\.|[^\]\\])*\]")
_RANGE = re.compile(r"\\[ds]|\\[-.\]\\+]|[^\\](?:-[^\\])?")
_GROUP = re.compile(r"\((?:\?:|\?P<\w+>|(?!\?))")
_WORD_START = re.compile(r"(?<!\w)\S")
_SAME = {"d": "0", "s": " "}
_BRACKET_OR_BAR = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]|[()|]")
"""What parts a form, and the escaped signs and sets in which such a sign stands for itself."""
_RUN = re.compile(r"[^\\\[\](){}|.^$?*+]+(?![?*+{])")
"""Signs that stand for themselves and come once."""

_Ways = tuple[frozenset[str], frozenset[str]]
"""How a piece of a form may begin: pieces known to their end, and those after which anything may follow."""
_NONE = frozenset[str]()
_NOTHING: _Ways = (frozenset(("",)), _NONE)
_ANYTHING: _Ways = (_NONE, frozenset(("",)))


def split(form: str) -> list[str]:
    """The alternatives of a form, outside its groups and sets."""
    if "|" not in form:
        return [form]
    bars, depth = [-1], 0
    for found in _BRACKET_OR_BAR.finditer(form):
        sign = found.group()
        if sign == "|":
            if depth == 0:
                bars.append(found.start())
        else:
            depth += (sign == "(") - (sign == ")")
    return [form[start + 1 : end] for start, end in pairwise([*bars, len(form)])]


def _group_end(form: str, at: int) -> int:
    """Where the group that opens at `at` closes, counted after its bracket."""
    depth = 0
    for found in _BRACKET_OR_BAR.finditer(form, at):
        sign = found.group()
        depth += (sign == "(") - (sign == ")")
        if depth == 0:
            return found.end()
    raise ValueError(f"a group of this form does not close: {form}")


def alternatives(form: str) -> list[str]:
    """The alternatives of a form, those of a group that holds the whole form too."""
    while form.startswith("(?:") and _group_end(form, 0) == len(form):
        form = form[3:-1]
    return split(form)


class _PlainSigns(dict[int, int]):
    def __missing__(self, code: int) -> int:
        sign = chr(code)
        self[code] = plain = ord(" ") if sign.isspace() else ord("0") if sign.isdigit() else code
        return plain


_PLAIN_SIGNS = _PlainSigns()


def plain_signs(signs: str) -> str:
    """Signs that forms do not tell apart made one: any digit is "0", any space " "."""
    return signs.translate(_PLAIN_SIGNS)


def beginnings(form: str, size: int = SIZE) -> frozenset[str]:
    """The first `size` signs a match may have; after fewer anything may follow. Digits and spaces as `plain_signs`.

    >>> sorted(beginnings("(?:i|we) (?:built|ran)|prix", 3)), beginnings("[^,]+ best")
    (['i b', 'i r', 'pri', 'we '], frozenset({''}))
    """
    known, opened = _any_of(form, size)
    found = known | opened
    # Too many ways to begin: fewer signs of it are known.
    return beginnings(form, size - 2) if "" in found and size > 2 else found


def _any_of(form: str, size: int) -> _Ways:
    ways = [_one(part, size) for part in split(form)]
    return _NONE.union(*(known for known, _ in ways)), _NONE.union(*(opened for _, opened in ways))


def _one(form: str, size: int) -> _Ways:
    found, at = _NOTHING, 0
    while at < len(form) and found[0]:
        ways, at = _piece(form, at, size)
        found = _then(found, ways, size)
    return found


def _then(first: _Ways, second: _Ways, size: int) -> _Ways:
    """One piece after another."""
    known, opened = first
    if len(known) * len(second[0]) > _MOST_WAYS:
        return _NONE, opened | known
    opened |= {(before + after)[:size] for before in known for after in second[1]}
    joined = {(before + after)[:size] for before in known for after in second[0]}
    long = {each for each in joined if len(each) == size}
    return frozenset(joined - long), opened | long


def _piece(form: str, at: int, size: int) -> tuple[_Ways, int]:
    """One sign, set or group with its quantifier, and where the next one begins."""
    run = _RUN.match(form, at)
    if run is not None:
        return (frozenset((plain_signs(run.group()[:size]),)), _NONE), run.end()
    sign = form[at]
    if form.startswith(("(?<", "(?=", "(?!"), at):
        return _NOTHING, _group_end(form, at)
    if sign == "(":
        end, inside = _group_end(form, at), _GROUP.match(form, at)
        ways = _any_of(form[inside.end() : end - 1], size) if inside else _ANYTHING
    elif sign == "[":
        written = _SET.match(form, at)
        assert written is not None
        end, ways = written.end(), _of_set(written.group()[1:-1])
    elif sign == "\\":
        end, sign = at + 2, form[at + 1]
        if sign in "bAZ":
            ways = _NOTHING
        elif sign.isalnum():
            ways = (frozenset((_SAME[sign],)), _NONE) if sign in _SAME else _ANYTHING
        else:
            ways = frozenset((sign,)), _NONE
    else:
        end = at + 1
        ways = _ANYTHING if sign == "." else _NOTHING if sign in "^$" else (frozenset((plain_signs(sign),)), _NONE)
    return _repeated(form, end, ways, size)


def _of_set(inside: str) -> _Ways:
    pieces = _RANGE.findall(inside)
    if inside.startswith("^") or "".join(pieces) != inside:
        return _ANYTHING
    found: set[str] = set()
    for piece in pieces:
        if piece in ("\\d", "\\s"):
            found.add(_SAME[piece[1]])
        elif len(piece) == 3:
            found.update(map(plain_signs, map(chr, range(ord(piece[0]), ord(piece[2]) + 1))))
        else:
            found.add(plain_signs(piece[-1]))
    return (frozenset(found), _NONE) if len(found) <= _FEW else _ANYTHING


def _repeated(form: str, end: int, ways: _Ways, size: int) -> tuple[_Ways, int]:
    times = _QUANTIFIER.match(form, end)
    if times is None:
        return ways, end
    least = int(times["least"] or 0) if times["sign"] is None else int(times["sign"] == "+")
    most = size
    if times["sign"] == "?":
        most = 1
    elif times["sign"] is None:
        most = least if times["more"] is None else min(size, int(times["most"] or size))
    found, known, opened = _NOTHING, _NONE, _NONE
    for count in range(most + 1):
        if count >= least:
            known |= found[0]
        opened |= found[1]
        if not found[0]:
            break
        found = _then((found[0], _NONE), ways, size)
    return (known, opened), times.end()


_Name = TypeVar("_Name")
_compiled = cache(re.compile)
"""Python's own memory of compiled forms holds 512, and there are three times as many."""


class Openings(dict[str, tuple[tuple[_Name, "re.Pattern[str]"], ...]], Generic[_Name]):
    """By the first signs at a place: the forms that may match there with their names, in their order.

    How forms begin is worked out when the first text is read, and each is compiled when a text first begins so:
    programs that read no reply wait for neither. The first look raises ValueError for a form that may begin with
    anything: it would be tried everywhere.
    """

    def __init__(self, forms: Iterable[tuple[_Name, str]] = ()) -> None:
        super().__init__()
        self._forms = list(forms)
        self._numbers: dict[str, list[int]] = {}
        self._first_two: set[str] = set()
        """The first two signs of every beginning, one of those that are known by one."""
        self._of_plain: dict[str, tuple[tuple[_Name, re.Pattern[str]], ...]] = {}
        self._sorted_in = 0
        """Forms whose beginnings stand in `_numbers`."""

    def add(self, name: _Name, form: str, begins: Iterable[str]) -> None:
        """`begins`: the `beginnings` of the form. Raises ValueError when it may begin with anything: it would be tried
        everywhere."""
        self._sort_in()
        self._begin(form, begins, len(self._forms))
        self._forms.append((name, form))
        self._sorted_in += 1

    def _begin(self, form: str, begins: Iterable[str], number: int) -> None:
        for beginning in begins:
            if not beginning:
                raise ValueError(f"this form may begin with anything: {form}")
            self._numbers.setdefault(beginning, []).append(number)
            self._first_two.add(beginning[:2])

    def _sort_in(self) -> None:
        for number in range(self._sorted_in, len(self._forms)):
            form = self._forms[number][1]
            self._begin(form, beginnings(form), number)
        self._sorted_in = len(self._forms)

    def __missing__(self, opening: str) -> tuple[tuple[_Name, "re.Pattern[str]"], ...]:
        self._sort_in()
        plain = opening if opening.isalpha() else plain_signs(opening)
        found: tuple[tuple[_Name, re.Pattern[str]], ...] = ()
        # Forms are few beside the words of many texts: nearly all words begin as no form does.
        if plain[:2] in self._first_two or plain[:1] in self._first_two:
            known = self._numbers
            begun = [plain[:end] for end in range(1, len(plain) + 1) if plain[:end] in known]
            if begun:
                found = self._of(begun[-1], begun)
        if len(self) < _MOST_KEPT:
            self[opening] = found
        return found

    def _of(self, longest: str, begun: Sequence[str]) -> tuple[tuple[_Name, "re.Pattern[str]"], ...]:
        found = self._of_plain.get(longest)
        if found is None:
            numbers = sorted({number for beginning in begun for number in self._numbers[beginning]})
            found = tuple((self._forms[number][0], _compiled(self._forms[number][1])) for number in numbers)
            self._of_plain[longest] = found
        return found

    def find(self, text: str, places: Iterable[Word] | Iterable[tuple[int]]) -> Mapping[_Name, list["re.Match[str]"]]:
        """Name -> the matches of its forms that begin at one of `places`, which come in the order of the text; those of
        one name do not overlap."""
        found: dict[_Name, list[re.Match[str]]] = {}
        starts = [place[0] for place in places]
        for at, forms in zip(starts, map(self.__getitem__, [text[at : at + SIZE] for at in starts]), strict=True):
            for name, pattern in forms:
                before = found.get(name)
                if before is not None and before[-1].end() > at:
                    continue
                match = pattern.match(text, at)
                if match is not None:
                    found.setdefault(name, []).append(match)
        return found

    def ends_at(self, text: str, words: Sequence[Word], low: int, at: int) -> bool:
        """Whether one of the forms, which end with "$", begins at a word from `low` on and ends at `at`."""
        for place in range(bisect_left(words, (low,)), bisect_left(words, (at,))):
            start = words[place][0]
            for _, pattern in self[text[start : start + SIZE]]:
                if pattern.match(text, start, at) is not None:
                    return True
        return False


class FirstOf:
    """Named forms, of which the first that fits is found at each place; `lastgroup` of a match is its name.

    >>> trees = FirstOf([("fruit", "apple|pear"), ("tree", "ash|pine")])
    >>> [found.lastgroup for found in trees.finditer("a pine and a pear")]
    ['tree', 'fruit']
    """

    def __init__(self, forms: Iterable[tuple[str, str]]) -> None:
        self._openings = Openings((name, f"(?P<{name}>{part})") for name, form in forms for part in alternatives(form))

    def finditer(self, text: str, start: int = 0) -> Iterator["re.Match[str]"]:
        """Matches at the beginning of words, left to right without overlap, as `re` finds them."""
        last = start
        for place in _WORD_START.finditer(text, start):
            at = place.start()
            if at >= last:
                found = self.match(text, at)
                if found is not None:
                    last = max(found.end(), at + 1)
                    yield found

    def match(self, text: str, at: int) -> "re.Match[str] | None":
        """A match that begins at `at`, inside a word too."""
        for _, pattern in self._openings[text[at : at + SIZE]]:
            found = pattern.match(text, at)
            if found is not None:
                return found
        return None

    def search(self, text: str) -> "re.Match[str] | None":
        return next(self.finditer(text), None)
