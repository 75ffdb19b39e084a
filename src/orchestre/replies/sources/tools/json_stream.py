"""JSON read piece by piece, in bounded memory: a buffer that moves through the text, and the items of a known list.

A reader that knows the layout of an export says by which names the list is reached (`items_at`), or what every list of
messages is called (`named_lists`). A list of unknown layout is looked for by `jsonl`.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from orchestre.replies.sources.limits import Limits
from orchestre.replies.sources.stream import clean
from orchestre.replies.sources.table import Problem

_GAP = re.compile(r"[\s,]*")
_NEXT_OBJECT = re.compile(r"(?:\n[ \t]*|\}[ \t]*,?[ \t]*)\{")
_DECODER = json.JSONDecoder()


@dataclass(frozen=True, slots=True)
class Broken:
    """A passage that is not JSON."""

    code: str
    raw: str
    values: Mapping[str, object] = field(default_factory=dict)


class Buffer:
    """Text read so far and not yet used."""

    def __init__(self, pieces: Iterator[str]) -> None:
        self._pieces = pieces
        self.text = ""
        self.at = 0
        self.line = 1
        self.over = False

    def fill(self, size: int) -> None:
        """At least `size` characters after `at`, unless the text ends before."""
        pieces, have = [self.text[self.at :]], len(self.text) - self.at
        self.at = 0
        while have < size:
            piece = next(self._pieces, None)
            if piece is None:
                self.over = True
                break
            pieces.append(piece)
            have += len(piece)
        self.text = "".join(pieces)

    def move(self, to: int) -> None:
        self.line += self.text.count("\n", self.at, to)
        self.at = to

    def skip_gap(self) -> str:
        """Past blanks and commas; the next character, "" at the end."""
        while True:
            match = _GAP.match(self.text, self.at)
            assert match is not None
            self.move(match.end())
            if self.at < len(self.text):
                return self.text[self.at]
            if self.over:
                return ""
            self.fill(65_536)

    def value(self, most: int) -> tuple[object, bool]:
        """The value that starts here and True; or what was looked at and False when it is not JSON."""
        size = 65_536
        while True:
            try:
                found, end = _DECODER.raw_decode(self.text, self.at)
            except json.JSONDecodeError as error:
                # only what is cut by the end of the buffer may become right with more text
                cut = error.msg.startswith("Unterminated string") or error.pos > len(self.text) - 16
                if not cut or self.over or len(self.text) - self.at >= most:
                    return self.text[self.at : self.at + 2000], False
                size = max(size, 2 * (len(self.text) - self.at))
                self.fill(min(size, most))
                continue
            except (ValueError, RecursionError):  # a number of thousands of digits, a bottomless nest
                return self.text[self.at : self.at + 2000], False
            if end == len(self.text) and not self.over:  # a number may go on
                self.fill(len(self.text) - self.at + 1024)
                continue
            self.move(end)
            return found, True

    def find(self, mark: re.Pattern[str]) -> bool:
        """Past the next place that matches; False when there is none."""
        while True:
            match = mark.search(self.text, self.at)
            if match:
                self.move(match.end())
                return True
            self.move(max(self.at, len(self.text) - 1024))  # the mark may go on in the text to come
            if self.over:
                return False
            self.fill(65_536)

    def resume(self) -> bool:
        """Past what cannot be read, to the next object after a line end or another; False when there is none."""
        self.move(min(self.at + 1, len(self.text)))
        while True:
            match = _NEXT_OBJECT.search(self.text, self.at)
            if match:
                self.move(match.end() - 1)
                return True
            self.move(max(self.at, len(self.text) - 64))  # the mark may go on in the text to come
            if self.over:
                return False
            self.fill(65_536)


EACH = "[]"
"""In a path: the items of a list, where a name stands for what an object holds under it."""

Path = tuple[frozenset[str] | str, ...]
Beside = Callable[[str, object], None]


class _Lost(Exception):
    """The place in the file is not known any more."""


@dataclass(frozen=True, slots=True)
class Item:
    """What stands at the end of a path, with the line it starts on. `names` are the names that led to it. `lost`: it
    was found behind a broken passage, at a depth nobody knows."""

    line: int
    value: object
    names: tuple[str, ...] = ()
    lost: bool = False


def items_at(pieces: Iterator[str], path: Path, limits: Limits, *, beside: Beside | None = None) -> Iterator[Item]:
    """The items reached by `path`, one at a time: `("messages", EACH)` for {"messages": [...]}.

    What stands beside the path is passed over; `beside` is told of it, by its name, as it comes. Behind a broken
    passage, an item whose value is `Broken`, every object that can be read again follows as `lost`.

    >>> text = '{"n": 1, "messages": [{"a": 1}, {"a": 2}]}'
    >>> [item.value for item in items_at(iter([text]), ("messages", EACH), Limits())]
    [{'a': 1}, {'a': 2}]
    """
    buffer = Buffer(pieces)
    try:
        yield from _descend(buffer, path, (), limits, beside)
        return
    except _Lost:
        pass
    line = buffer.line
    buffer.fill(2_000)
    yield Item(line, Broken("replies.json_line_invalid", buffer.text[buffer.at : buffer.at + 2_000]), lost=True)
    while buffer.resume():
        line = buffer.line
        found, right = buffer.value(2 * limits.row_chars)
        if right:
            yield Item(line, found, lost=True)


def named_lists(pieces: Iterator[str], key: str, limits: Limits) -> Iterator[Item]:
    """The items of every list that stands under `key`, at whatever depth; a list inside an item belongs to the item.

    `pieces` hold the whole text, line ends included. A list that is cut ends with an item that is `Broken`.

    >>> text = '{"a": {"messages": [1]}, "b": [{"messages": [2, 3]}]}'
    >>> [item.value for item in named_lists(iter([text]), "messages", Limits())]
    [1, 2, 3]
    """
    buffer = Buffer(pieces)
    mark = re.compile(rf'(?<!\\)"{re.escape(key)}"\s{{0,100}}:\s{{0,100}}\[')
    while buffer.find(mark):
        while (char := buffer.skip_gap()) != "]":
            line = buffer.line
            if not char:
                yield Item(line, Broken("replies.json_line_invalid", ""))
                return
            found, right = buffer.value(2 * limits.row_chars)
            if right:
                yield Item(line, found)
                continue
            yield Item(line, Broken("replies.json_line_invalid", str(found)))
            if not buffer.resume():
                return


Found = tuple[Item, "dict[str, object] | Problem"]


def objects(items: Iterator[Item]) -> Iterator[Found]:
    """Each item beside the object it is, or the problem it is."""
    for item in items:
        value = item.value
        if isinstance(value, dict):
            yield item, value
        elif isinstance(value, Broken):
            yield item, Problem(value.code, value.raw, value.values)
        elif not item.lost:
            yield item, Problem("replies.json_not_object", string(value) or json.dumps(value)[:2_000])


def string(value: object) -> str:
    """The value of a name that should hold a text or a number; "" for anything else.

    >>> string("é"), string(12), string(None), string(True)
    ('é', '12', '', '')
    """
    if isinstance(value, str):
        return clean(value)
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def inside(item: Mapping[str, object], name: str) -> Mapping[str, object]:
    """The object under a name; an empty one when it is anything else."""
    found = item.get(name)
    return found if isinstance(found, dict) else {}


def objects_in(item: Mapping[str, object], name: str) -> list[Mapping[str, object]]:
    """The objects of the list under a name."""
    found = item.get(name)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def too_long(cells: list[str], limits: Limits) -> Problem | None:
    """What is said in place of cells over the limit."""
    if max(map(len, cells)) <= limits.cell_chars:
        return None
    return Problem("replies.cell_too_long", " | ".join(cell[:200] for cell in cells), {"limit": limits.cell_chars})


def _descend(
    buffer: Buffer, path: Path, names: tuple[str, ...], limits: Limits, beside: Beside | None
) -> Iterator[Item]:
    char = buffer.skip_gap()
    if not path:
        line = buffer.line
        yield Item(line, _value(buffer, limits), names)
        return
    step, rest = path[0], path[1:]
    opening, closing = ("[", "]") if step == EACH else ("{", "}")
    if char != opening:
        _value(buffer, limits)  # another layout than expected (a null, a string): passed over
        return
    buffer.move(buffer.at + 1)
    while (char := buffer.skip_gap()) != closing:
        if not char:
            raise _Lost
        if step == EACH:
            yield from _descend(buffer, rest, names, limits, beside)
            continue
        key = _value(buffer, limits)
        if not isinstance(key, str) or buffer.skip_gap() != ":":
            raise _Lost
        buffer.move(buffer.at + 1)
        if key == step or (isinstance(step, frozenset) and key in step):
            yield from _descend(buffer, rest, (*names, key), limits, beside)
            continue
        buffer.skip_gap()
        passed = _value(buffer, limits)
        if beside is not None:
            beside(key, passed)
    buffer.move(buffer.at + 1)


def _value(buffer: Buffer, limits: Limits) -> object:
    found, right = buffer.value(2 * limits.row_chars)
    if not right:
        raise _Lost
    return found
