"""A cell that is one whole HTML fragment, as networks export sponsored messages: its words."""

import re
from html.parser import HTMLParser

_WHOLE = re.compile(r"<(p|div|span|ul|ol|table|html|body|blockquote)\b[^>]*>.*</\1>", re.S | re.I)
_BREAKS = frozenset({"br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "blockquote"})
_SILENT = frozenset({"script", "style"})


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self._silent += tag in _SILENT
        if tag in _BREAKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in _SILENT and self._silent > 0
        if tag == "p":
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.pieces.append(data)


def words_of_html(text: str) -> str:
    """The words of a whole fragment; any other text, tags or not, as it is.

    >>> words_of_html("<p>Bonjour &amp; merci.</p>"), words_of_html("<b>Prix</b> 300 €")
    ('Bonjour & merci.', '<b>Prix</b> 300 €')
    """
    if not _WHOLE.fullmatch(text):
        return text
    reader = _Words()
    reader.feed(text)
    reader.close()
    words = re.sub(r"[ \t]*\n[ \t]*", "\n", "".join(reader.pieces))
    return re.sub(r"\n{3,}", "\n\n", words).strip() or text
