"""HTML as its words: tables, lists and links kept readable, scripts and hidden parts left out.

The tags come from `markup`; what a page says is put together here.
"""

import re

from orchestre.replies.sources.markup import VOID, Tag, markup, unescaped

_WHOLE = re.compile(r"<(p|div|span|ul|ol|table|html|body|blockquote)\b[^>]*>.*</\1>", re.S | re.I)
_SPACES = re.compile(r"[ \t\r\n\f]+")
BLOCKS = frozenset(
    ["address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt",
     "fieldset", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main",
     "nav", "ol", "p", "pre", "section", "table", "tbody", "tfoot", "thead", "tr", "ul"]
)  # fmt: skip
_APART = frozenset(["p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table"])
"""Blocks with a blank line around them."""
_SILENT = frozenset(
    ["script", "style", "head", "title", "noscript", "template", "svg", "math", "object", "audio", "video",
     "select", "textarea"]
)  # fmt: skip
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])|mso-hide\s*:\s*all", re.I)
_QUOTE_CLASS = re.compile(r"gmail_quote|yahoo_quoted|protonmail_quote|tutanota_quote|moz-cite|zmail_extra", re.I)
"""On a blockquote: what programs call an earlier message."""
_REST_IS_OLD = re.compile(
    r"divRplyFwdMsg|appendonsend|OutlookMessageHeader|mail-editor-reference-message|ms-outlook-mobile-reference|"
    r"yahoo_quoted",
    re.I,
)
"""On any element: from here on, an earlier message."""

_CELL, _QUOTE, _ANSWER, _ITEM = "\x1c", "\x1d", "\x1e", "\x1f"
"""Marks in the words while they are put together: a cell starts, an earlier message starts, it ends, an item of a list
starts."""
ORIGINAL = "-----Original Message-----"


class _Writer:
    """Puts the words of the marks together."""

    def __init__(self, *, links: bool) -> None:
        self.pieces: list[str] = []
        self._links = links
        self._skip: tuple[str, int] | None = None
        """The element whose words are left out, and how many of its name are open."""
        self._quote: tuple[str, int] | None = None
        self._rest = False
        self._pre = 0
        self._lists: list[int] = []
        self._link: tuple[str, int] | None = None

    def words(self, source: str) -> None:
        if self._skip is None and (self._pre or not source.isspace() or not self._at_line_start()):
            self.pieces.append(unescaped(source) if self._pre else unescaped(_SPACES.sub(" ", source)))

    def _at_line_start(self) -> bool:
        return not self.pieces or self.pieces[-1].endswith("\n")

    def tag(self, tag: Tag) -> None:
        if self._skip is not None:
            self._skip = _deeper(self._skip, tag.name, tag.closes)
        elif tag.closes:
            self._close(tag.name)
        else:
            self._open(tag.name, tag.attributes())
            if tag.closes_itself and tag.name in _SILENT:
                self._skip = None

    def _open(self, name: str, found: dict[str, str]) -> None:
        if name in _SILENT or (name not in VOID and (_HIDDEN.search(found.get("style", "")) or "hidden" in found)):
            self._skip = (name, 1)
            return
        if self._quote is not None:
            self._quote = _deeper(self._quote, name, closing=False)
        elif name not in VOID:
            sign = f"{found.get('class', '')} {found.get('id', '')}"
            if name == "blockquote" and (
                "cite" in found or found.get("type", "").lower() == "cite" or _QUOTE_CLASS.search(sign)
            ):
                self._quote = (name, 1)
                self.pieces.append(_QUOTE)
            elif not self._rest and _REST_IS_OLD.search(sign):
                self._rest = True
                self.pieces.append(f"\n\n{ORIGINAL}\n\n")
        if name == "br":
            self.pieces.append("\n")
        elif name in ("td", "th"):
            self.pieces.append(_CELL)
        elif name in BLOCKS:
            self._break(name)
        if name in ("ul", "ol"):
            self._lists.append(0 if name == "ol" else -1)
            del self._lists[50:]
        elif name == "li":
            self._item()
        elif name == "pre":
            self._pre += 1
        elif name == "a" and self._links:
            self._link = (found.get("href", "").strip(), len(self.pieces))

    def _break(self, name: str) -> None:
        if name in _APART:
            self.pieces.append("\n\n")
        elif not self._at_line_start():
            self.pieces.append("\n")

    def _item(self) -> None:
        if self._lists and self._lists[-1] >= 0:
            self._lists[-1] += 1
            self.pieces.append(f"{self._lists[-1]}. {_ITEM}")
        else:
            self.pieces.append(f"- {_ITEM}")

    def _close(self, name: str) -> None:
        if name == "a" and self._link is not None:
            address, start = self._link
            self._link = None
            self.pieces.append(_address(address, "".join(self.pieces[start:]).strip()))
        elif name in ("ul", "ol") and self._lists:
            self._lists.pop()
        elif name == "pre" and self._pre:
            self._pre -= 1
        if name in BLOCKS:
            self._break(name)
        if self._quote is not None:
            self._quote = _deeper(self._quote, name, closing=True)
            if self._quote is None:
                self.pieces.append(_ANSWER)


def _deeper(inside: tuple[str, int], name: str, closing: bool) -> tuple[str, int] | None:
    """One more or one less of the element we are in; None once it is closed."""
    if name != inside[0]:
        return inside
    depth = inside[1] + (-1 if closing else 1)
    return (name, depth) if depth else None


def _address(address: str, label: str) -> str:
    """What a link adds to its words: nothing when they say it already."""
    if not address.lower().startswith(("http://", "https://", "mailto:")) or len(address) > 300:
        return ""
    plain = re.sub(r"^(?:https?://(?:www\.)?|mailto:)", "", address, flags=re.I).split("?")[0].rstrip("/")
    if not label or not plain or plain.lower() in label.lower():
        return ""
    return f" ({plain if address.lower().startswith('mailto:') else address})"


def _lines(words: str) -> str:
    """The words as lines: cells of a row side by side, never more than one blank line."""
    if _ITEM in words:
        words = re.sub(_ITEM + r"\n+(?![-\d])", "", words).replace(_ITEM, "")
    if _CELL in words:
        rows = (
            " | ".join(part for cell in row.split(_CELL) if (part := cell.strip())) if _CELL in row else row
            for row in re.sub(_CELL + r"(?:[ \t]*\n)+", _CELL, words).split("\n")
        )
        words = "\n".join(rows)
    words = "\n".join(line.strip(" \t\xa0") for line in words.split("\n"))
    words = words.replace("\u200b", "")
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]{2,}", " ", words)).strip(" \t\n")


def _written(source: str, *, links: bool) -> str:
    writer = _Writer(links=links)
    for piece in markup(re.sub(r"[\x1c-\x1f\x00]", " ", source)):
        if isinstance(piece, str):
            writer.words(piece)
        else:
            writer.tag(piece)
    return "".join(writer.pieces)


def html_text(source: str) -> str:
    """A page or a mail as words. Lines of an earlier message, by the marks mail programs put around it, start with
    "> "; where such a program says that all the rest is old, a line ORIGINAL stands.

    >>> html_text('<p>TJM <b>450&nbsp;€</b></p><blockquote type="cite">Votre prix ?</blockquote>')
    'TJM 450\\xa0€\\n\\n> Votre prix ?'
    >>> html_text('<table><tr><td>Audit<td>890 €</table><ul><li>à Rennes<li><a href="https://a.exemple">site</a></ul>')
    'Audit | 890 €\\n\\n- à Rennes\\n- site (https://a.exemple)'
    """
    parts: list[str] = []
    old = False
    for piece in re.split(r"([\x1d\x1e])", _written(source, links=True)):
        if piece in (_QUOTE, _ANSWER):
            old = piece == _QUOTE
        elif lines := _lines(piece):
            parts.append("\n".join(f"> {line}".rstrip() for line in lines.split("\n")) if old else lines)
    return "\n\n".join(parts)


def words_of_html(text: str) -> str:
    """The words of a whole fragment, as networks export sponsored messages; any other text as it is.

    >>> words_of_html("<p>Bonjour &amp; merci.</p>"), words_of_html("<b>Prix</b> 300 €")
    ('Bonjour & merci.', '<b>Prix</b> 300 €')
    """
    if not _WHOLE.fullmatch(text):
        return text
    return _lines(_written(text, links=False).replace(_QUOTE, "\n").replace(_ANSWER, "\n")) or text
