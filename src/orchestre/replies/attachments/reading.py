"""The words of a file by page. A file made to be slow or to fill the memory is for the caller to bound: he reads it in
a process of its own, with a limit of time."""

from dataclasses import dataclass

from orchestre.replies.attachments import office, pdf, pictures
from orchestre.replies.attachments.kinds import FileKind, is_image
from orchestre.replies.attachments.limits import LIMITS, FileLimits
from orchestre.replies.attachments.pages import Pages


@dataclass(frozen=True, slots=True)
class ReadFile:
    """`pages`: the words of each page, the first being page 1, "" for a page without words. `trouble`: code of why
    there are none, or not all, or to be checked; "" when everything was read as it was written. `pictured`: the pages,
    from 1, whose words were read in a picture."""

    pages: tuple[str, ...]
    trouble: str = ""
    pictured: tuple[int, ...] = ()


def read_attachment(
    data: bytes, kind: FileKind, *, limits: FileLimits = LIMITS, programs: pictures.Programs | None = None
) -> ReadFile:
    """Never raises, whatever the bytes. `programs`: what reads pictures; without them no picture is read."""
    reader = pictures.Reader(programs, limits)
    if is_image(kind):
        return _picture(data, reader, limits)
    pages = Pages(limits)
    try:
        trouble = pdf.read(data, pages) if kind is FileKind.PDF else office.read(data, kind, pages)
    except (Exception, RecursionError, MemoryError):  # a damaged file fails in many ways, all meaning the same
        trouble = "replies.file_broken"
    found = pages.all()
    pictured: tuple[int, ...] = ()
    left = ""
    if not trouble and kind is FileKind.PDF and "" in found:
        found, pictured, left = _scanned(data, found, reader, limits)
    if not trouble and not any(found):
        trouble = left if left in _OWN_REASON else "replies.file_no_words"
    if not trouble and pages.full:
        trouble = "replies.file_cut"
    not_looked_at = bool(pictured) and left in _NOT_LOOKED_AT
    if not trouble and kind is FileKind.PDF and ("" in found[:-1] or not_looked_at):  # a last page may well be empty
        trouble = "replies.file_some_pages"
    if not trouble and pictured:
        trouble = "replies.file_pages_pictured"
    return ReadFile(found, trouble, pictured)


_NOT_LOOKED_AT = frozenset({"replies.file_slow", "replies.file_some_pages"})
_OWN_REASON = frozenset({"replies.file_slow", "replies.file_picture_unclear"})


def _picture(data: bytes, reader: pictures.Reader, limits: FileLimits) -> ReadFile:
    try:
        words = _kept(reader.picture(data), limits)
    except pictures.Unread as why:
        return ReadFile((), str(why.args[0]))
    return ReadFile((words,), "replies.file_pictured", (1,))


def _scanned(
    data: bytes, found: tuple[str, ...], reader: pictures.Reader, limits: FileLimits
) -> tuple[tuple[str, ...], tuple[int, ...], str]:
    """The pages without words read as pictures, as far as the limits go; which they are; why the last was not."""
    read, left = dict(enumerate(found, 1)), ""
    done = []
    for number in [number for number, words in read.items() if not words]:
        try:
            read[number] = _kept(reader.page(data, number), limits)
            done.append(number)
        except pictures.Unread as why:
            left = str(why.args[0])
            if left == "replies.file_slow":
                break
    return tuple(read.values()), tuple(done), left


def _kept(words: str, limits: FileLimits) -> str:
    """As the words of any page are kept."""
    pages = Pages(limits)
    pages.write(words)
    return "".join(pages.all())
