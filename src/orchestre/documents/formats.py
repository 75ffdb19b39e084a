"""Every format a document is given in, by the ending of its file. A writer is imported only when it is asked for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from orchestre.documents.model import Document


@dataclass(frozen=True, slots=True)
class Format:
    """`name` ends the file's name; `media` is its type in HTTP."""

    name: str
    media: str
    write: Callable[[Document], bytes]


def _pdf(document: Document) -> bytes:
    from orchestre.documents.pdf import write_pdf

    return write_pdf(document)


def _docx(document: Document) -> bytes:
    from orchestre.documents.docx import write_docx

    return write_docx(document)


def _odt(document: Document) -> bytes:
    from orchestre.documents.odt import write_odt

    return write_odt(document)


def _html(document: Document) -> bytes:
    from orchestre.documents.html import write_html

    return write_html(document).encode("utf-8", "backslashreplace")


def _markdown(document: Document) -> bytes:
    from orchestre.documents.markdown import write_markdown

    return write_markdown(document).encode("utf-8", "backslashreplace")


FORMATS: Mapping[str, Format] = {
    each.name: each
    for each in (
        Format("pdf", "application/pdf", _pdf),
        Format("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", _docx),
        Format("odt", "application/vnd.oasis.opendocument.text", _odt),
        Format("md", "text/markdown; charset=utf-8", _markdown),
        Format("html", "text/html; charset=utf-8", _html),
    )
}
JSON = "application/json"
RELEASE = "ocds.json"
"""Ends the name of an open contracting release."""
