"""Tags and text out of HTML, in time that grows with its size alone, whatever is left open in it.

The parser of the standard library reads some unclosed markup again and again; nothing here looks back.
"""

import re
from collections.abc import Callable, Mapping

from orchestre.replies.sources.markup import unescaped

_TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]*)((?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+')*+)>")
_LOOSE_TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]*)([^<>]*+)>")
_GIVEN = re.compile(r"([a-zA-Z][\w:-]*)\s*=\s*(\"[^\"]*+\"|'[^']*+'|[^\s\"'<>]++)")
_RAW = frozenset({"script", "style", "textarea", "title", "iframe", "noembed", "noframes", "xmp"})
WANTED = frozenset({"href", "class", "role", "style", "datetime", "ts", "alt"})
LONGEST_TAG = 65_536

OnStart = Callable[[str, Mapping[str, str]], None]
OnEnd = Callable[[str], None]
OnText = Callable[[str], None]


class Markup:
    """Calls `start(tag, attributes)`, `end(tag)` and `text(words)` as they come. Comments and scripts are left out."""

    def __init__(self, start: OnStart, end: OnEnd, text: OnText) -> None:
        self._start, self._end, self._text = start, end, text
        self._pending = ""
        self._until = ""
        """What ends what is passed over: "-->", ">" or "</script"."""

    def feed(self, piece: str) -> None:
        data, at = self._pending + piece, 0
        self._pending = ""
        while at < len(data):
            if self._until:
                at = self._pass_over(data, at)
                continue
            mark = data.find("<", at)
            if mark < 0:
                self._text(unescaped(data[at:]))
                return
            if mark > at:
                self._text(unescaped(data[at:mark]))
            after = self._at_mark(data, mark)
            if after < 0:
                self._pending = data[mark:]
                return
            at = after

    def close(self) -> None:
        """A tag left open at the end is text no longer."""
        self._pending = ""

    def _pass_over(self, data: str, at: int) -> int:
        until = self._until
        found = data.find(until, at) if until[0] != "<" else _found(data, until, at)
        if found < 0:
            self._pending = data[max(at, len(data) - len(until) + 1) :]
            return len(data)
        self._until = ""
        return found if until[0] == "<" else found + len(until)

    def _at_mark(self, data: str, mark: int) -> int:
        """Where to go on after the "<" at `mark`; -1 when its tag may go on in the next piece."""
        follows = data[mark + 1 : mark + 4]
        if follows[:1] in {"!", "?"}:
            self._until = "-->" if follows == "!--" else ">"
            return mark + 2
        match = _TAG.match(data, mark) or _LOOSE_TAG.match(data, mark)
        if match is None:
            if len(data) - mark < LONGEST_TAG and data.find("<", mark + 1) < 0 and data.find(">", mark + 1) < 0:
                return -1
            self._text("<" if not (follows[:1].isalpha() or follows[:1] == "/") else " ")
            return mark + 1
        closing, tag, given = match.group(1), match.group(2).lower(), match.group(3)
        if closing:
            self._end(tag)
        else:
            self._start(tag, _attributes(given) if given else {})
            if tag in _RAW and not given.endswith("/"):
                self._until = f"</{tag}"
        return match.end()


def _found(data: str, until: str, at: int) -> int:
    found = data.find(until, at)
    return found if found >= 0 else data.lower().find(until, at)


def _attributes(given: str) -> dict[str, str]:
    return {
        name: unescaped(value.strip("\"'"))
        for name, value in ((each[0].lower(), each[1]) for each in _GIVEN.findall(given))
        if name in WANTED
    }
