"""JSON Lines, a JSON array, or an object that holds one list: each object is a record, nested names joined by a dot."""

import json
import re
from collections.abc import Iterator, Mapping

from orchestre.replies.sources.columns import Column, ColumnMap, Role
from orchestre.replies.sources.dates import day_first
from orchestre.replies.sources.errors import NoList, TooManyColumns
from orchestre.replies.sources.guessing import guess_columns, roles_by_name
from orchestre.replies.sources.limits import Limits
from orchestre.replies.sources.source import Guess, Head
from orchestre.replies.sources.stream import Peeked, clean, text_lines, text_pieces
from orchestre.replies.sources.table import Problem, Row, Table
from orchestre.replies.sources.tools.json_items import array_items, is_message, line_items
from orchestre.replies.sources.tools.json_stream import Broken

_SAMPLE = 200
_TEXT = "text"
"""The name given to an item that is a bare string."""
_LISTS_OBJECTS = re.compile(
    r'^\s*\{\s*"[^"]*"\s*:\s*\[\s*\{|"(?:messages|comments|items|data|results|replies)"\s*:\s*\[\s*\{'
)


def cell(value: object) -> str:
    """A value as the text of a cell; lists of plain values on lines, anything deeper as JSON."""
    if isinstance(value, str):
        return value if value.isascii() and "\x00" not in value else clean(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list) and all(isinstance(one, str | int | float) for one in value):
        return "\n".join(cell(one) for one in value)
    if isinstance(value, list | dict):
        return clean(json.dumps(value, ensure_ascii=False))
    return str(value)


def flat(item: Mapping[str, object]) -> dict[str, object]:
    """Two levels of nesting opened: {"author": {"name": "Léo"}} gives "author.name"."""
    opened = dict(item)
    for _ in range(2):
        if dict not in map(type, opened.values()):
            break
        item, opened = opened, {}
        for name, value in item.items():
            if isinstance(value, dict) and value and name != "labels":
                opened.update((f"{name}.{inner}", deep) for inner, deep in value.items())
            else:
                opened[name] = value
    return opened


class JsonMessages:
    def recognise(self, head: Head) -> Guess | None:
        start = head.text.lstrip()[:1]
        if start not in ("{", "[") and head.ending not in ("json", "jsonl", "ndjson"):
            return None
        if not start:
            return None
        if start == "{" and _is_lines(head):
            kind, items = "jsonl", line_items(iter(head.text.split("\n")), head.limits)
        elif start in "{[":
            kind, items = "json", array_items(iter((head.text,)), head.limits)
        else:
            kind, items = "jsonl", line_items(iter(head.text.split("\n")), head.limits)
        sample: list[dict[str, object]] = []
        try:
            for _, item in items:
                if isinstance(item, str):
                    sample.append({_TEXT: item})
                elif isinstance(item, dict):
                    sample.append(flat(item))
                if len(sample) >= _SAMPLE:
                    break
        except NoList:
            pass
        if not sample and head.ending not in ("json", "jsonl", "ndjson"):
            return None
        names = list(dict.fromkeys(name for item in sample for name in item))
        if len(names) > head.limits.columns:
            raise TooManyColumns(file=head.name, columns=len(names), limit=head.limits.columns)
        return Guess(kind, 0.99 if sample else 0.5, head.encoding, None, _columns(names, sample))

    def tables(
        self, stream: Peeked, guess: Guess, *, name: str, columns: ColumnMap | None, limits: Limits
    ) -> Iterator[Table]:
        assert guess.columns is not None
        assert guess.encoding is not None
        found = guess.columns if columns is None else guess.columns.asked_for(columns)
        if guess.format == "jsonl":
            items = line_items(text_lines(stream, guess.encoding, max_chars=limits.row_chars), limits)
        else:
            items = array_items(text_pieces(stream, guess.encoding), limits, name=name)
        yield Table(found, _rows(items, found, limits), guess.format, text_as_is=True)


def _is_lines(head: Head) -> bool:
    """The first line is a whole object and the next one, if any, starts another."""
    lines = [line for line in head.text.split("\n") if line.strip()]
    if len(lines) > 1:
        return _whole(lines[0]) or (not _whole(head.text) and sum(map(_whole, lines[:50])) >= min(2, len(lines) - 1))
    try:
        alone = json.loads(lines[0])
    except (ValueError, RecursionError):
        return not head.whole and not _LISTS_OBJECTS.search(head.text, 0, 5_000)  # the whole file on one line
    return isinstance(alone, dict) and is_message(alone)


def _whole(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _columns(names: list[str], sample: list[dict[str, object]]) -> ColumnMap:
    if not names:
        return ColumnMap((Column(_TEXT, Role.TEXT),))
    cells = [[cell(item.get(name)) for name in names] for item in sample]
    found, _ = guess_columns([names, *cells], width=len(names), header_at=0)
    if (when := found.index(Role.DATE)) is not None:
        first = day_first((row[when] for row in cells), english=False)
        found = ColumnMap(found.columns, True, first)
    return found


def _rows(items: Iterator[tuple[int, object]], columns: ColumnMap, limits: Limits) -> Iterator[Row]:
    names = columns.names
    known = frozenset(names)
    kept = list(names)
    ignored = {column.name for column in columns.columns if column.role is Role.IGNORE}
    for line, found in items:
        if isinstance(found, Broken):
            yield line, Problem(found.code, found.raw, found.values), None
            continue
        message = {_TEXT: found} if isinstance(found, str) else found
        if not isinstance(message, dict):
            yield line, Problem("replies.json_not_object", cell(message)), None
            continue
        item = flat(message)
        cells = []
        for name in kept:
            value = item.get(name)
            if type(value) is str and value.isascii() and "\x00" not in value:  # most cells, without a call
                cells.append(value)
            else:
                cells.append("" if value is None or name in ignored else cell(value))
        if max(map(len, cells), default=0) > limits.cell_chars:
            yield (
                line,
                Problem("replies.cell_too_long", " | ".join(c[:200] for c in cells), {"limit": limits.cell_chars}),
                None,
            )
            continue
        extra = None
        if not item.keys() <= known:
            extra = {
                clean(name): written[: limits.cell_chars]
                for name, value in item.items()
                if name not in known and not _is_ignored(name) and (written := cell(value).strip())
            }
        yield line, cells, extra


def _is_ignored(name: str) -> bool:
    found = roles_by_name(name)
    return bool(found) and found[0][1] is Role.IGNORE


SOURCE = JsonMessages()
