"""What a file is, by its content: its name and what a browser says of it prove nothing."""

import io
import re
import zipfile
from collections.abc import Iterator
from enum import StrEnum

from defusedxml.ElementTree import fromstring

from orchestre.basics import OrchestreError
from orchestre.replies.attachments.limits import LIMITS, FileLimits
from orchestre.replies.sources.limits import Limits
from orchestre.replies.sources.stream import Peeked
from orchestre.replies.sources.tools.zips import Member, Opened, open_zip


class FileKind(StrEnum):
    """The kinds taken; the value is the ending of their names."""

    PDF = "pdf"
    DOCX = "docx"
    ODT = "odt"
    PNG = "png"
    JPEG = "jpg"
    GIF = "gif"
    WEBP = "webp"

    @property
    def media_type(self) -> str:
        return _MEDIA_TYPES[self]


_MEDIA_TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.ODT: "application/vnd.oasis.opendocument.text",
    FileKind.PNG: "image/png",
    FileKind.JPEG: "image/jpeg",
    FileKind.GIF: "image/gif",
    FileKind.WEBP: "image/webp",
}
_IMAGES = frozenset({FileKind.PNG, FileKind.JPEG, FileKind.GIF, FileKind.WEBP})
_ODT = _MEDIA_TYPES[FileKind.ODT].encode()
_END_OF_ZIP = b"PK\x05\x06"
_TAIL = 66_000
"""Bytes at the end of a file where the directory of a zip is looked for."""


class Refused(OrchestreError):
    """`code` of each: why the file is not taken."""

    code = "replies.file_unknown_kind"


class TwoKinds(Refused):
    code = "replies.file_two_kinds"


class HasMacros(Refused):
    code = "replies.file_macros"


class FetchesParts(Refused):
    """Opened, it asks another machine for a part of itself: programs may come with it, and it says who reads."""

    code = "replies.file_fetches"


class TooManyPixels(Refused):
    code = "replies.file_too_many_pixels"


class Broken(Refused):
    code = "replies.file_broken"


def is_image(kind: FileKind) -> bool:
    return kind in _IMAGES


def kind_of(data: bytes, *, limits: FileLimits = LIMITS) -> FileKind:
    """Raises Refused: unknown, two kinds in one file, macros, a picture too large to be shown."""
    kind = _by_its_beginning(data, limits)
    if kind in (FileKind.DOCX, FileKind.ODT):
        return kind
    if _END_OF_ZIP in data[-_TAIL:] and zipfile.is_zipfile(io.BytesIO(data)):
        raise TwoKinds  # an archive hides behind it: some programs would open that one
    if is_image(kind):
        size = picture_size(data, kind)
        if size is None:
            raise Broken
        if size[0] * size[1] > limits.pixels:
            raise TooManyPixels(width=size[0], height=size[1], most=limits.pixels // 1_000_000)
    return kind


def _by_its_beginning(data: bytes, limits: FileLimits) -> FileKind:
    if data.startswith(b"%PDF-"):
        return FileKind.PDF
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return FileKind.PNG
    if data.startswith(b"\xff\xd8\xff"):
        return FileKind.JPEG
    if data.startswith((b"GIF87a", b"GIF89a")):
        return FileKind.GIF
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return FileKind.WEBP
    if data.startswith(b"PK\x03\x04"):
        return _packed(data, limits)
    raise Refused


_MACROS = ("Basic/", "Scripts/")
"""Folders where an ODT keeps programs."""


def _packed(data: bytes, limits: FileLimits) -> FileKind:
    """A text document in a zip, whose parts have the names they must have. The list of the parts is bounded before it
    is read: somebody waits for the answer."""
    within = Limits(
        archive_bytes=len(data), archive_members=limits.members, archive_opened_bytes=_RELATIONS_BYTES,
        archive_ratio=limits.ratio,
    )  # fmt: skip
    try:
        opened, file = open_zip(Peeked(io.BytesIO(data), 0), "", within)
        with file:
            names = {member.path for member in opened.members}
            related = [
                each for member in opened.members if member.ending == "rels" for each in _related(opened, member)
            ]
    except Exception as error:  # a cut or made-up archive fails in many ways, all meaning the same
        raise Broken from error
    if any(what == "vbaProject" for what, _ in related) or any(
        name.lower().endswith("vbaproject.bin") or name.startswith(_MACROS) for name in names
    ):
        raise HasMacros
    if any(what in _OPENED_AT_ONCE and _ELSEWHERE.match(where) for what, where in related):
        raise FetchesParts
    if {"[Content_Types].xml", "word/document.xml"} <= names:
        return FileKind.DOCX
    if data[30:38] == b"mimetype" and data[38:][: len(_ODT)] == _ODT and "content.xml" in names:
        return FileKind.ODT
    raise Refused


_RELATIONS_BYTES = 4_000_000
"""Of all the lists of relations of a document together; those of a long one are some kilobytes."""
_OPENED_AT_ONCE = frozenset({"attachedTemplate", "oleObject", "frame", "subDocument"})
"""Relations that a text program follows as soon as the document is open; a link or a linked picture is no program."""
_ELSEWHERE = re.compile(
    r"\s*(?!file:)[a-z][a-z\d+.-]+:|\s*(?:file:)?(?:/*\\\\|//(?!/|localhost/)|/{4})(?![a-z]:|[?.])", re.IGNORECASE
)
"""An address on another machine, a folder that machines share among them. `C:\\…`, `file:///C:/…` and `file:///Users/…`
are this one's own."""


def _related(opened: Opened, member: Member) -> Iterator[tuple[str, str]]:
    """Of one list of relations: what each is, and where its target is when that is not in the document. Raises."""
    if member.trouble is not None:
        raise Broken
    stream = opened.open(member)
    words = stream.read()
    if stream.trouble:
        raise Broken
    for each in fromstring(words, forbid_dtd=True).iter():
        outside = each.get("TargetMode", "").strip().lower() == "external"
        yield each.get("Type", "").rpartition("/")[2], each.get("Target", "") if outside else ""


def picture_size(data: bytes, kind: FileKind) -> tuple[int, int] | None:
    """Width and height that a picture announces; None when it announces none."""
    if kind is FileKind.PNG and data[12:16] == b"IHDR" and len(data) >= 24:
        return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
    if kind is FileKind.GIF and len(data) >= 10:
        return int.from_bytes(data[6:8], "little"), int.from_bytes(data[8:10], "little")
    if kind is FileKind.JPEG:
        return _jpeg_size(data)
    if kind is FileKind.WEBP:
        return _webp_size(data)
    return None


_SEGMENTS = 2_000
"""Of a photograph, before its size: hundreds at most; a file made to be slow has millions."""
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""JPEG segments that begin a frame and give its size (ITU-T T.81, table B.1)."""


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    at = 2
    for _ in range(_SEGMENTS):
        if at + 9 >= len(data) or data[at] != 0xFF:
            return None
        mark = data[at + 1]
        if mark == 0xFF:  # filling
            at += 1
        elif mark in _FRAMES:
            return int.from_bytes(data[at + 7 : at + 9], "big"), int.from_bytes(data[at + 5 : at + 7], "big")
        else:
            at += 2 + max(2, int.from_bytes(data[at + 2 : at + 4], "big"))
    return None


def _webp_size(data: bytes) -> tuple[int, int] | None:
    part = data[12:16]
    if part == b"VP8X" and len(data) >= 30:
        return 1 + int.from_bytes(data[24:27], "little"), 1 + int.from_bytes(data[27:30], "little")
    if part == b"VP8 " and len(data) >= 30:
        return int.from_bytes(data[26:28], "little") & 0x3FFF, int.from_bytes(data[28:30], "little") & 0x3FFF
    if part == b"VP8L" and len(data) >= 25:
        bits = int.from_bytes(data[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    return None
