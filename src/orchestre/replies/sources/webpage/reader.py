"""A page in HTML: what the clipboard holds beside the text, a saved page, what the bookmark sends."""

import re
from collections.abc import Iterator

from orchestre.replies.sources.columns import ColumnMap
from orchestre.replies.sources.limits import Limits
from orchestre.replies.sources.paste.page import learn
from orchestre.replies.sources.paste.reader import COLUMNS, UNSURE, block_rows, page_rows
from orchestre.replies.sources.source import Guess, Head
from orchestre.replies.sources.stream import Peeked, decode_head, text_pieces
from orchestre.replies.sources.table import Table
from orchestre.replies.sources.webpage.lines import lines_of_html

_HTML = re.compile(
    r"\s*(?:<!doctype html|<html\b|<head\b|<body\b|<meta\b|<!--\s*(?:StartFragment|saved from)|"
    r"<(?:main|nav|header|footer|article|aside|section|div|ul|ol|table|p|h[1-6])\b[^<>]*>[\s\S]*"
    r"</(?:main|nav|article|section|div|ul|ol|table|p|a)>)",
    re.I,
)


class WebPage:
    def recognise(self, head: Head) -> Guess | None:
        if not _HTML.match(head.text[:65_536]):
            return None
        layout = learn(list(lines_of_html([head.text])))
        return Guess("webpage", 0.35 if layout.sure else UNSURE, head.encoding, None, COLUMNS)

    def tables(
        self,
        stream: Peeked,
        guess: Guess,
        *,
        name: str,  # noqa: ARG002 - a page is never refused once recognised
        columns: ColumnMap | None,
        limits: Limits,
    ) -> Iterator[Table]:
        assert guess.encoding is not None
        head = decode_head(stream.head, guess.encoding, whole=stream.whole)
        layout = learn(list(lines_of_html([head])))
        found = COLUMNS if columns is None else COLUMNS.asked_for(columns)
        lines = lines_of_html(text_pieces(stream, guess.encoding))
        if layout.cards:
            rows = page_rows(lines, layout, limits)
        else:
            rows = block_rows(((line.number, line.text) for line in lines), limits)
        yield Table(found, rows, "webpage")


SOURCE = WebPage()
