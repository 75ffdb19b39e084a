"""JSON whose layout is not known: one value a line, or the list of messages looked for in an array or an object."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from orchestre.replies.sources.columns import Role
from orchestre.replies.sources.errors import NoList
from orchestre.replies.sources.guessing import roles_by_name
from orchestre.replies.sources.limits import Limits
from orchestre.replies.sources.tools.json_stream import Broken, Buffer

_DECODER = json.JSONDecoder()


def line_items(lines: Iterator[str], limits: Limits) -> Iterator[tuple[int, object]]:
    """One value a line; empty lines are left out."""
    for number, line in enumerate(lines, start=1):
        if not line or line.isspace():
            continue
        if len(line) > limits.row_chars:
            yield number, Broken("replies.row_too_long", line[:2000], {"limit": limits.row_chars})
            continue
        try:
            yield number, json.loads(line)
        except (ValueError, RecursionError):
            yield number, Broken("replies.json_line_invalid", line[:2000])


def array_items(  # noqa: PLR0912 - what follows a broken item is told apart case by case
    pieces: Iterator[str], limits: Limits, *, name: str = ""
) -> Iterator[tuple[int, object]]:
    """The items of an array, or of the first list of objects with a text an object holds at its top. Raises
    NoList otherwise.

    `pieces` hold the whole text, line ends included. What follows the end of an array is an item that is not JSON.
    """
    buffer = Buffer(pieces)
    first = buffer.skip_gap()
    if first == "{":
        if (alone := _alone(buffer)) is not None:
            yield buffer.line, alone
            return
        found_list = _find_list(buffer, limits)
        if not found_list.listed:
            raise NoList(file=name)
        if not found_list.open:  # no list is one of messages by its names: the first is read, the others are counted
            yield from ((buffer.line, one) for one in found_list.kept)
        for at, key, count in found_list.others[0 if found_list.open else 1 :]:
            yield at, Broken("replies.json_other_list", key, {"key": key, "count": count})
        if not found_list.open:
            return
    elif first != "[":
        raise NoList(file=name)
    buffer.move(buffer.at + 1)
    closed = hurt = False
    while True:
        char = buffer.skip_gap()
        if not char:
            if not closed:
                yield buffer.line, Broken("replies.json_line_invalid", "")
            return
        if char == "]":
            if first == "{" and not hurt:
                return
            buffer.move(buffer.at + 1)  # after a broken item it may be the end of an inner list
            closed = True
            continue
        if closed and char == "[":  # another array behind the first
            buffer.move(buffer.at + 1)
            closed = False
            continue
        if hurt and char != "{":  # what is left of the broken item
            if not buffer.resume():
                return
            continue
        line = buffer.line
        found, right = buffer.value(2 * limits.row_chars)
        if right:
            yield line, found
            continue
        yield line, Broken("replies.json_line_invalid", str(found))
        hurt = True
        if not buffer.resume():
            return


def _alone(buffer: Buffer) -> dict[str, object] | None:
    """A short file that is one object without a list of objects: one message."""
    buffer.fill(200_000)
    if not buffer.over:
        return None
    try:
        found = json.loads(buffer.text)
    except (ValueError, RecursionError):
        return None
    return found if is_message(found) else None


def is_message(found: Mapping[str, object]) -> bool:
    """One message, not the envelope of a list: no list of objects; an empty list only beside a text."""
    lists = [value for value in found.values() if isinstance(value, list)]
    if any(isinstance(one, dict) for value in lists for one in value[:1]):
        return False
    said = any(value and isinstance(value, str) and is_text_name(name) for name, value in found.items())
    return said or [] not in lists


def is_text_name(name: str) -> bool:
    return any(role is Role.TEXT for _, role in roles_by_name(name)[:1])


@dataclass(slots=True)
class _Found:
    """What the top of an object holds: `open` when the buffer stands on the "[" of the list of messages; `kept`, the
    first list of objects passed over, `others` all of them by their keys, with the line each starts on."""

    open: bool = False
    listed: bool = False
    kept: list[object] = field(default_factory=list)
    others: list[tuple[int, str, int]] = field(default_factory=list)


def _find_list(buffer: Buffer, limits: Limits) -> _Found:
    """Stand on the "[" of the first top key whose objects hold a text; lists of other things are passed over. Of a
    list too long to be held only its beginning can be seen: it is taken as it comes."""
    buffer.move(buffer.at + 1)
    found = _Found()
    while True:
        char = buffer.skip_gap()
        if char != '"':
            return found
        key, right = buffer.value(limits.row_chars)
        if not right or buffer.skip_gap() != ":":
            return found
        buffer.move(buffer.at + 1)
        objects = False
        if buffer.skip_gap() == "[":
            buffer.fill(1024)
            objects = re.match(r"\[\s*\{", buffer.text) is not None
            if objects and _first_says(buffer, limits):
                found.open = found.listed = True
                return found
        line = buffer.line
        passed, right = buffer.value(limits.row_chars)
        if not right:
            found.open = found.listed = found.listed or objects
            return found
        if objects and isinstance(passed, list):
            found.others.append((line, str(key), len(passed)))
            found.kept = found.kept or passed
        found.listed = found.listed or objects or passed == []


def _first_says(buffer: Buffer, limits: Limits) -> bool:
    """Whether the first object of the list that starts here has a text, or cannot be judged (it is broken)."""
    buffer.fill(2 * limits.row_chars if len(buffer.text) < 2048 else len(buffer.text))
    try:
        first, _ = _DECODER.raw_decode(buffer.text, buffer.text.index("{", buffer.at))
    except (ValueError, RecursionError):
        return True
    return isinstance(first, dict) and has_text(first)


def has_text(item: Mapping[str, object]) -> bool:
    """One of the names of the object, or of an object inside it, is that of a text."""
    inner = [deep for value in item.values() if isinstance(value, dict) for deep in value]
    return any(is_text_name(str(name)) for name in (*item, *inner))
