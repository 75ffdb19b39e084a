"""The words of DOCX and ODT files: one XML part of an archive, read as a stream.

Pages are where the program that saved the file last broke them; a file without such marks is one page.
"""

import io
from collections.abc import Iterator
from typing import Any

from defusedxml.ElementTree import iterparse

from orchestre.replies.attachments.kinds import FileKind
from orchestre.replies.attachments.limits import LIMITS
from orchestre.replies.attachments.pages import Pages
from orchestre.replies.sources.limits import Limits
from orchestre.replies.sources.stream import Peeked
from orchestre.replies.sources.tools.zips import MemberStream, open_zip

_PART = {FileKind.DOCX: "word/document.xml", FileKind.ODT: "content.xml"}
_BLANK = {"tab": "\t", "s": " ", "line-break": "\n", "cr": "\n", "noBreakHyphen": "-"}
_ENDS_A_LINE = frozenset({"p", "h"})
_PAGE_MARKS = frozenset({"lastRenderedPageBreak", "soft-page-break"})


def read(data: bytes, kind: FileKind, pages: Pages) -> str:
    """Code of what stood in the way, "" for nothing. Raises anything on a damaged file."""
    limits = Limits(
        archive_bytes=len(data),
        archive_members=LIMITS.members,
        archive_opened_bytes=LIMITS.opened_bytes,
        archive_ratio=LIMITS.ratio,
    )
    opened, file = open_zip(Peeked(io.BytesIO(data), 0), "", limits)
    with file:
        member = next(each for each in opened.members if each.path == _PART[kind])
        if member.trouble is not None:
            return member.trouble
        stream = opened.open(member)
        _write(stream, kind, pages)
        return stream.trouble or ""


def _write(stream: MemberStream, kind: FileKind, pages: Pages) -> None:
    words = _docx if kind is FileKind.DOCX else _Odt()
    try:
        for event, element in iterparse(stream, events=("start", "end"), forbid_dtd=True):
            words(event, element, element.tag.rpartition("}")[2], pages)
            if pages.full:
                return
    except Exception:
        if not stream.trouble:  # cut because it opened into too much: said as that
            raise


def _docx(event: str, element: Any, name: str, pages: Pages) -> None:
    if event == "start":
        return
    if name == "t":
        pages.write(element.text or "")
    elif name == "br" and any(key.endswith("}type") and value == "page" for key, value in element.attrib.items()):
        pages.turn()
    elif name == "br":
        pages.write("\n")
    elif name in _BLANK:
        pages.write(_BLANK[name])
    elif name in _PAGE_MARKS:
        pages.turn()
    elif name in _ENDS_A_LINE:
        pages.write("\n")
    element.clear()


class _Odt:
    """Words stand before, between and after the parts of a paragraph, which is read once it is whole."""

    def __init__(self) -> None:
        self._inside = 0

    def __call__(self, event: str, element: Any, name: str, pages: Pages) -> None:
        if event == "start":
            self._inside += name in _ENDS_A_LINE
            return
        if name in _ENDS_A_LINE:
            self._inside -= 1
            for piece in _pieces(element):
                if piece is None:
                    pages.turn()
                else:
                    pages.write(piece)
            pages.write("\n")
            element.clear()
        elif not self._inside:
            if name in _PAGE_MARKS:
                pages.turn()
            element.clear()


def _pieces(element: Any) -> Iterator[str | None]:
    """The words of a paragraph in their order; None where a page ends."""
    yield element.text or ""
    for part in element:
        name = part.tag.rpartition("}")[2]
        if name in _BLANK:
            yield _BLANK[name]
        elif name in _PAGE_MARKS:
            yield None
        elif name not in ("note", "annotation"):
            yield from _pieces(part)
        yield part.tail or ""
