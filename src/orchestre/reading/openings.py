"""Many forms of several kinds, found in one pass over the words of a text.

Of hundreds of forms only the few that begin with the three signs at hand can match at a word: they are looked up, not
tried one after the other. What is found is what `re` finds with the forms of a kind joined by "|": left to right, the
first form in order at each place, without overlap inside the kind. Forms are matched on folded text, at word starts.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence

from orchestre.reading.alternatives import split
from orchestre.reading.normal import Word

_SIZE = 3
_FEW = 12
"""A set of more signs may begin anything."""
_MOST_KEPT = 50_000
"""Openings remembered; texts that mean harm could bring millions."""
_QUANTIFIER = re.compile(r"(?:(?P<sign>[?*+])|\{(?P<least>\d*)(?P<more>,\d*)?\})\??")
_SET = re.compile(r"\[(?:\\.|[^\]\\])*\]")
_RANGE = re.compile(r"\\d|\\[-.\]\\+]|[^\\](?:-[^\\])?")
_DIGITS = "0123456789"

_Ways = tuple[frozenset[str], frozenset[str]]
"""How a piece of a form may begin: pieces known to their end, and those after which anything may follow."""
_NOTHING: _Ways = (frozenset(("",)), frozenset())
_ANYTHING: _Ways = (frozenset(), frozenset(("",)))


def beginnings(form: str) -> frozenset[str]:
    """The first signs a match may have, three or fewer; after fewer anything may follow.

    >>> sorted(beginnings("(?:i|we) (?:built|ran)|prix")), beginnings("[^,]+ best")
    (['i b', 'i r', 'pri', 'we '], frozenset({''}))
    """
    known, opened = _any_of(form)
    return known | opened


def _any_of(form: str) -> _Ways:
    ways = [_one(part) for part in split(form)]
    return frozenset().union(*(known for known, _ in ways)), frozenset().union(*(opened for _, opened in ways))


def _one(form: str) -> _Ways:
    known, opened, at = frozenset(("",)), frozenset[str](), 0
    while at < len(form) and known:
        (own, own_opened), at = _piece(form, at)
        opened |= {(before + after)[:_SIZE] for before in known for after in own_opened}
        joined = {(before + after)[:_SIZE] for before in known for after in own}
        known = frozenset(each for each in joined if len(each) < _SIZE)
        opened |= {each for each in joined if len(each) == _SIZE}
    return known, opened


def _piece(form: str, at: int) -> tuple[_Ways, int]:
    """One sign, set or group with its quantifier, and where the next one begins."""
    if form.startswith(("(?<", "(?=", "(?!"), at):
        return _NOTHING, _closing(form, at)
    if form[at] == "(":
        end = _closing(form, at)
        ways = _any_of(form[at + 1 : end - 1].removeprefix("?:"))
    elif form[at] == "[":
        written = _SET.match(form, at)
        assert written is not None
        end, ways = written.end(), _of_set(written.group()[1:-1])
    elif form[at] == "\\":
        end, sign = at + 2, form[at + 1]
        ways = (
            _NOTHING
            if sign in "bA"
            else (frozenset(_DIGITS), frozenset[str]())
            if sign == "d"
            else _ANYTHING
            if sign.isalnum()
            else (frozenset((sign,)), frozenset[str]())
        )
    else:
        end = at + 1
        ways = _ANYTHING if form[at] == "." else _NOTHING if form[at] in "^$" else (frozenset((form[at],)), frozenset())
    return _repeated(form, end, ways)


def _of_set(inside: str) -> _Ways:
    pieces = _RANGE.findall(inside)
    if inside.startswith("^") or "".join(pieces) != inside:
        return _ANYTHING
    found: set[str] = set()
    for piece in pieces:
        if piece == "\\d":
            found.update(_DIGITS)
        elif len(piece) == 3:
            found.update(map(chr, range(ord(piece[0]), ord(piece[2]) + 1)))
        else:
            found.add(piece[-1])
    return (frozenset(found), frozenset()) if len(found) <= _FEW else _ANYTHING


def _repeated(form: str, end: int, ways: _Ways) -> tuple[_Ways, int]:
    times = _QUANTIFIER.match(form, end)
    if times is None:
        return ways, end
    known, opened = ways
    none = times["sign"] in ("?", "*") or (times["sign"] is None and times["least"] in ("", "0"))
    if times["sign"] != "?":
        known, opened = frozenset(), known | opened
    return (known | {""} if none else known, opened), times.end()


def _closing(form: str, at: int) -> int:
    """After the bracket that closes the group at `at`."""
    depth = 0
    while True:
        if form[at] == "\\":
            at += 1
        elif form[at] == "[":
            written = _SET.match(form, at)
            assert written is not None
            at = written.end() - 1
        else:
            depth += (form[at] == "(") - (form[at] == ")")
            if depth == 0:
                return at + 1
        at += 1


_Patterns = tuple[tuple[str, tuple["re.Pattern[str]", ...]], ...]


class Openings(dict[str, _Patterns]):
    """By the first signs at a place: of each kind the forms that may match there, in their order."""

    def __init__(self, forms: Iterable[tuple[str, str]]) -> None:
        """`forms`: kind and form, a form without "|" outside its groups. Raises ValueError for one that may begin with
        anything: it would be tried everywhere."""
        super().__init__()
        self._forms: list[tuple[str, re.Pattern[str]]] = []
        self._numbers: dict[str, set[int]] = {}
        for kind, form in forms:
            for beginning in beginnings(form):
                if not beginning:
                    raise ValueError(f"this form may begin with anything: {form}")
                self._numbers.setdefault(beginning, set()).add(len(self._forms))
            self._forms.append((kind, re.compile(form)))

    def __missing__(self, opening: str) -> _Patterns:
        numbers: set[int] = set()
        for size in range(1, len(opening) + 1):
            numbers.update(self._numbers.get(opening[:size], ()))
        found: dict[str, list[re.Pattern[str]]] = {}
        for number in sorted(numbers):
            kind, pattern = self._forms[number]
            found.setdefault(kind, []).append(pattern)
        patterns = tuple((kind, tuple(each)) for kind, each in found.items())
        if len(self) < _MOST_KEPT:
            self[opening] = patterns
        return patterns

    def find(self, text: str, places: Sequence[Word] | Sequence[tuple[int]]) -> Mapping[str, list["re.Match[str]"]]:
        """Kind -> its matches that begin at one of `places`, which come in the order of the text."""
        found: dict[str, list[re.Match[str]]] = {}
        for place in places:
            at = place[0]
            for kind, patterns in self[text[at : at + _SIZE]]:
                before = found.get(kind)
                if before is not None and before[-1].end() > at:
                    continue
                for pattern in patterns:
                    match = pattern.match(text, at)
                    if match is not None:
                        found.setdefault(kind, []).append(match)
                        break
        return found

    def ends_at(self, text: str, words: Sequence[Word], low: int, at: int) -> bool:
        """Whether one of the forms, which end with "$", begins at a word from `low` on and ends at `at`."""
        for place in range(bisect_left(words, (low,)), bisect_left(words, (at,))):
            start = words[place][0]
            for _, patterns in self[text[start : start + _SIZE]]:
                for pattern in patterns:
                    if pattern.match(text, start, at) is not None:
                        return True
        return False
