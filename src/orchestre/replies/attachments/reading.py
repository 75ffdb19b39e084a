"""The words of a file by page. A file made to be slow or to fill the memory is for the caller to bound: he reads it in
a process of its own, with a limit of time."""

from dataclasses import dataclass

from orchestre.replies.attachments import office, pdf
from orchestre.replies.attachments.kinds import FileKind, is_image
from orchestre.replies.attachments.limits import LIMITS, FileLimits
from orchestre.replies.attachments.pages import Pages


@dataclass(frozen=True, slots=True)
class ReadFile:
    """`pages`: the words of each page, the first being page 1, "" for a page without words. `trouble`: code of why
    there are none, or not all; "" when everything was read."""

    pages: tuple[str, ...]
    trouble: str = ""


def read_attachment(data: bytes, kind: FileKind, *, limits: FileLimits = LIMITS) -> ReadFile:
    """Never raises, whatever the bytes."""
    if is_image(kind):
        return ReadFile((), "replies.file_picture")
    pages = Pages(limits)
    try:
        trouble = pdf.read(data, pages) if kind is FileKind.PDF else office.read(data, kind, pages)
    except (Exception, RecursionError, MemoryError):  # a damaged file fails in many ways, all meaning the same
        trouble = "replies.file_broken"
    found = pages.all()
    if not trouble and not any(found):
        trouble = "replies.file_no_words"
    if not trouble and pages.full:
        trouble = "replies.file_cut"
    if not trouble and kind is FileKind.PDF and "" in found[:-1]:
        trouble = "replies.file_some_pages"
    return ReadFile(found, trouble)
