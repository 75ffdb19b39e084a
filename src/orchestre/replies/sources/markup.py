"""HTML as tags and text, in time that grows with its length alone: the standard parser raises on some texts ("<![")
and reads others over and over."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

_TAG = re.compile(r"<(?:(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*)(?P<rest>[^<>]*)|[!?][^<>]*)>")
_NUMBERS = re.compile(r"&#(?:\d{8,}|[xX][0-9a-fA-F]{8,});?")
_SILENT = frozenset({"script", "style", "template"})


@dataclass(frozen=True, slots=True)
class Tag:
    """`name` in lower case; `rest` holds the attributes as written."""

    name: str
    closes: bool
    rest: str

    def attribute(self, name: str) -> str:
        """
        >>> Tag("a", False, ' class="u-url mention" href=x').attribute("class")
        'u-url mention'
        """
        match = re.search(rf"(?<![\w-]){name}\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", self.rest, re.I)
        return unescaped(next((group for group in match.groups() if group is not None), "")) if match else ""


def unescaped(text: str) -> str:
    """Entities decoded; a number too long to be a character is U+FFFD.

    >>> unescaped("400&nbsp;&euro; &amp; &#x27; &#99999999999;")
    "400\\xa0€ & ' �"
    """
    return html.unescape(_NUMBERS.sub("\ufffd", text)) if "&" in text else text


def markup(text: str) -> Iterator[Tag | str]:
    """Tags and the text between them, decoded; scripts and styles are left out. "<" alone is text."""
    at, silent = 0, ""
    for match in _TAG.finditer(text):
        if match.start() > at and not silent:
            yield unescaped(text[at : match.start()])
        at = match.end()
        name = (match["name"] or "").lower()
        if silent or name in _SILENT:
            silent = "" if match["close"] and name == (silent or name) else silent or name
        elif name:
            yield Tag(name, bool(match["close"]), match["rest"])
    if at < len(text) and not silent:
        yield unescaped(text[at:])
