"""The same thread exported as a page: names in `_a6-h`, words in `_a6-p`, the moment in `_a6-o`, a block each."""

import re
from collections.abc import Iterator

from orchestre.replies.sources.limits import Limits
from orchestre.replies.sources.markup import Tag, markup, unescaped
from orchestre.replies.sources.meta.messages import message_row
from orchestre.replies.sources.table import Problem, Row
from orchestre.replies.sources.tools.json_stream import too_long

_PAGE = re.compile(r'<div class="[^"]*\b_a6-g\b[^"]*">')
_BEFORE_BLOCK = re.compile(r"(?=<div\b)")
_PARTS = {"_a6-h": "author", "_a6-p": "text", "_a6-o": "date"}
_BREAKS = frozenset({"br", "p", "div"})
_VOID = frozenset({"br", "img", "hr", "input", "meta", "link", "source"})
_MEDIA = frozenset({"img", "video", "audio"})


def is_page(text: str) -> bool:
    return _PAGE.search(text) is not None and "_a6-p" in text and "_a6-o" in text


class _Blocks:
    """Blocks as they close. `depth` counts the tags open inside the part being read."""

    def __init__(self, most: int) -> None:
        self.found: list[tuple[int, dict[str, str], bool]] = []
        self._parts: dict[str, list[str]] = {}
        self._media = False
        self._part = ""
        self._depth = self._mute = 0
        self._line = 1
        self._size = 0
        self._most = most

    def take(self, text: str, line: int) -> None:
        """A passage of whole lines or tags that starts on this line; a block is said to stand where it starts."""
        for one in markup(text):
            if isinstance(one, str):
                self._say(unescaped(one))
            elif one.closes:
                self._closed(one.name)
            else:
                self._opened(one, line)

    def _opened(self, tag: Tag, line: int) -> None:
        classes = tag.attribute("class").split()
        if "_a6-g" in classes:
            self.finish()
            self._line = line
            self._parts = {"text": []}
            return
        if self._part:
            self._depth += tag.name not in _VOID and not tag.closes_itself
            self._media = self._media or tag.name in _MEDIA
            if tag.name == "ul" and not self._mute:  # the reactions of others; a message itself has no lists
                self._mute = self._depth
            if tag.name in _BREAKS:
                self._say("\n")
            return
        part = next((part for name, part in _PARTS.items() if name in classes), "")
        if part and self._parts:
            self._part, self._depth = part, 1
            self._parts.setdefault(part, [])

    def _closed(self, name: str) -> None:
        if self._part and name not in _VOID:
            self._depth -= 1
            if self._depth < self._mute:
                self._mute = 0
            if self._depth <= 0:
                self._part = ""

    def _say(self, words: str) -> None:
        if self._part and self._size <= self._most and not self._mute:
            self._parts[self._part].append(words)
            self._size += len(words)

    def finish(self) -> None:
        """The block read so far, if there is one."""
        if self._parts:
            said = {part: _tidy("".join(pieces)) for part, pieces in self._parts.items()}
            self.found.append((self._line, said, self._media))
        self._parts, self._part, self._media, self._size, self._mute = {}, "", False, 0, 0


def page_rows(pieces: Iterator[str], limits: Limits) -> Iterator[Row]:
    reader, held, line = _Blocks(limits.cell_chars), "", 1
    for piece in pieces:
        held += piece
        end = held.rfind("<div")  # blocks are told apart by it; what follows the last one may be cut
        if end > 0:
            for block in _BEFORE_BLOCK.split(held[:end]):
                reader.take(block, line)
                line += block.count("\n")
            held = held[end:]
            yield from _taken(reader, limits)
        if len(held) > limits.row_chars:
            yield line, Problem("replies.row_too_long", held[:2_000], {"limit": limits.row_chars}), None
            held = ""
    for block in _BEFORE_BLOCK.split(held):
        reader.take(block, line)
        line += block.count("\n")
    reader.finish()
    yield from _taken(reader, limits)


def _taken(reader: _Blocks, limits: Limits) -> Iterator[Row]:
    for line, said, media in reader.found:
        text = said.get("text", "")
        if long := too_long([text], limits):
            yield line, long, None
            continue
        message: dict[str, object] = {"sender_name": said.get("author", ""), "content": text}
        if media:
            message["media"] = True
        cells = message_row(message)
        if isinstance(cells, list):
            cells[1] = said.get("date", "")
        yield line, cells, None
    reader.found.clear()


def _tidy(text: str) -> str:
    lines = [" ".join(line.split()) for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
