"""HTML as tags and text, in time that grows with its length alone.

One pass, without a tree: depth costs nothing. The parser of the standard library raises on some texts ("<![") and reads
others over and over.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_NAME = re.compile(r"<(/?)\s*([a-zA-Z][\w:-]{0,40})")
_ATTRIBUTE = re.compile(r"""([a-zA-Z-]{1,40})\s{0,20}=\s{0,20}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_NUMBERS = re.compile(r"&#(?:\d{8,}|[xX][0-9a-fA-F]{8,});?")
_CODE = {name: re.compile(rf"</{name}[^>]*>", re.I) for name in ("script", "style")}
"""What is no words at all, up to its own end whatever stands in it."""
_REACH = 20_000
"""How far a quoted attribute may go on past a ">", and how much of a tag is looked at."""


@dataclass(frozen=True, slots=True)
class Tag:
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


def markup(source: str) -> Iterator[Tag | str]:
    """Tags and the text between them, not decoded. Comments, declarations, scripts and styles are left out; a "<" that
    opens nothing is text.

    >>> list(markup("<p class=x>1 < 2<!-- > --><br>"))
    [Tag(name='p', closes=False, rest=' class=x'), '1 ', '<', ' 2', Tag(name='br', closes=False, rest='')]
    """
    at, size = 0, len(source)
    last_close = source.rfind(">")
    last_comment = source.rfind("-->")
    while at < size:
        opens = source.find("<", at)
        if opens < 0 or opens > last_close:
            yield source[at:]
            return
        if opens > at:
            yield source[at:opens]
        if source.startswith("<!--", opens):
            ends = source.find("-->", opens + 4) + 2 if last_comment > opens + 3 else source.find(">", opens)
        elif source[opens + 1 : opens + 2].isalpha() or source[opens + 1 : opens + 2] in ("/", "!", "?"):
            ends = _tag_end(source, opens)
            if match := _NAME.match(source, opens, ends):
                tag = Tag(match[2].lower(), bool(match[1]), source[match.end() : ends])
                if tag.name in _CODE and not tag.closes:
                    close = _CODE[tag.name].search(source, ends)
                    ends = close.end() - 1 if close else size
                else:
                    yield tag
        else:
            yield "<"
            ends = opens
        at = ends + 1


def _tag_end(source: str, opens: int) -> int:
    """The ">" that closes the tag; one inside a quoted attribute closes nothing, when its quote ends soon."""
    ends = source.find(">", opens)
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
