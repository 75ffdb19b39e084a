"""HTML as tags and text, in time that grows with its length alone.

One pass, without a tree: depth costs nothing, and a page too large for the memory is read piece by piece. The parser of
the standard library raises on some texts ("<![") and reads others over and over.
"""

import html
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

_NAME = re.compile(r"<(/?)\s*([a-zA-Z][\w:-]{0,40})")
_ATTRIBUTE = re.compile(r"""(?<![\w:.-])([a-zA-Z][\w:.-]{0,39})\s{0,20}=\s{0,20}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_NUMBERS = re.compile(r"&#(?:\d{8,}|[xX][0-9a-fA-F]{8,});?")
_CODE_ENDS = {name: re.compile(rf"(?=</{name})", re.I) for name in ("script", "style")}
"""What is no words at all, up to its own end whatever stands in it."""
_COMMENT_ENDS = re.compile("-->")
VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
"""Elements that hold nothing and are never closed."""
_REACH = 20_000
"""How far a quoted attribute may go on past a ">", and how much of a tag is looked at."""
_AHEAD = 65_536
"""Characters in sight of a tag when a page comes in pieces; a longer tag is text."""


class Tag(NamedTuple):
    """`name` in lower case; `rest` holds the attributes as written."""

    name: str
    closes: bool
    rest: str

    @property
    def closes_itself(self) -> bool:
        return self.rest.endswith("/")

    def attribute(self, name: str) -> str:
        """
        >>> Tag("a", False, ' class="u-url mention" href=x').attribute("class")
        'u-url mention'
        """
        return self.attributes().get(name, "")

    def attributes(self) -> dict[str, str]:
        """By their names in lower case; the first of a name holds."""
        return dict(_attributes(self.rest)) if "=" in self.rest else {}


@lru_cache(maxsize=1_024)
def _attributes(rest: str) -> tuple[tuple[str, str], ...]:
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(rest, 0, _REACH):
        found.setdefault(match[1].lower(), unescaped(match[2] or match[3] or match[4] or ""))
    return tuple(found.items())


def unescaped(text: str) -> str:
    """Entities decoded; a number too long to be a character is U+FFFD.

    >>> unescaped("400&nbsp;&euro; &amp; &#x27; &#99999999999;")
    "400\\xa0€ & ' �"
    """
    return html.unescape(_NUMBERS.sub("\ufffd", text)) if "&" in text else text


class _Sight:
    """What is in sight of a text that comes in pieces: `data` from `at` on; `whole` once nothing comes after it."""

    def __init__(self, source: str | Iterable[str]) -> None:
        self._pieces = iter([source] if isinstance(source, str) else source)
        self.data, self.at, self.whole = "", 0, isinstance(source, str)
        self.far = self.last_close = self.last_comment = 0
        """Where too little is in sight; the last ">" and the last "-->" in sight."""
        self._widen()

    def left(self) -> bool:
        """Is there more to read? Then enough of it is in sight."""
        if self.at >= self.far and not self.whole:
            self._widen()
        return self.at < len(self.data)

    def _widen(self) -> None:
        kept = [self.data[self.at :]]
        size = len(kept[0])
        for piece in self._pieces:
            kept.append(piece)
            size += len(piece)
            if size > 2 * _AHEAD and not self.whole:
                break
        else:
            self.whole = True
        self.data, self.at = "".join(kept), 0
        self.far = size if self.whole else size - _AHEAD
        self.last_close, self.last_comment = self.data.rfind(">"), self.data.rfind("-->")

    def pass_over(self, at: int, end: re.Pattern[str]) -> None:
        """Go on after `end`, or at the end of the text."""
        self.at = at
        while (found := end.search(self.data, self.at)) is None:
            if self.whole:
                self.at = len(self.data)
                return
            self.at = max(self.at, len(self.data) - 10)
            self._widen()
        self.at = found.end()

    def words_end(self, at: int) -> int:
        """Where words from `at` that no tag follows in sight can be cut: not inside an entity that goes on."""
        size = len(self.data)
        entity = -1 if self.whole else self.data.rfind("&", max(at, size - 40))
        return entity if entity > at else size


def markup(source: str | Iterable[str]) -> Iterator[Tag | str]:
    """Tags and the text between them, not decoded, of a text or of its pieces in order. Comments, declarations, scripts
    and styles are left out; a "<" that opens nothing is text.

    >>> list(markup("<p class=x>1 < 2<!-- > --><br>"))
    [Tag(name='p', closes=False, rest=' class=x'), '1 ', '<', ' 2', Tag(name='br', closes=False, rest='')]
    >>> [getattr(piece, "name", piece) for piece in markup(["<p cla", "ss=x>1<!-", "- > --><b", "r>"])]
    ['p', '1', 'br']
    """
    sight = _Sight(source)
    while sight.left():
        data, at, far, last_close = sight.data, sight.at, sight.far, sight.last_close
        while at < far:
            opens = data.find("<", at)
            if opens < 0 or (sight.whole and opens > last_close):
                ends = sight.words_end(at) if opens < 0 else len(data)
                yield data[at:ends]
                at = ends
                continue
            if opens > at:
                yield data[at:opens]
                at = opens
                continue
            follows = data[at + 1 : at + 2]
            if follows == "!" and data.startswith("<!--", at) and (sight.last_comment > at + 3 or not sight.whole):
                sight.pass_over(at + 4, _COMMENT_ENDS)
                break
            if at > last_close or not (follows.isalpha() or follows in "/!?"):
                yield "<"
                at += 1
                continue
            ends = _tag_end(data, at)
            match = _NAME.match(data, at, ends)
            at = ends + 1
            if match is None:
                continue
            name, closes = match[2].lower(), bool(match[1])
            if name not in _CODE_ENDS:
                yield Tag(name, closes, data[match.end() : ends])
            elif not closes:
                sight.pass_over(at, _CODE_ENDS[name])
                break
        else:
            sight.at = at


def _tag_end(source: str, opens: int) -> int:
    """The ">" that closes the tag; one inside a quoted attribute closes nothing, when its quote ends soon."""
    ends = source.find(">", opens)
    if source.find("=", opens, ends) < 0:
        return ends
    for _ in range(4):
        inside = source[opens:ends] if ends - opens <= _REACH else ""
        equals = max(inside.rfind('="'), inside.rfind("='"))
        if equals < 0:
            break
        quote = inside[equals + 1]
        if quote in inside[equals + 2 :]:
            break
        closes = source.find(quote, ends, ends + _REACH)
        further = source.find(">", closes) if closes > 0 else -1
        if further < 0:
            break
        ends = further
    return ends
