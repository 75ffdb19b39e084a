"""A zip opened with care: every member has a place in a stable order, and no member gives more than it may.

Sizes written in the archive are announcements: what comes out is counted while it comes out. Names are labels, shown
and never followed.
"""

import contextlib
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from orchestre.replies.sources.errors import ArchiveBroken, ArchiveEmpty, ArchiveTooLarge
from orchestre.replies.sources.limits import Limits
from orchestre.replies.sources.stream import Peeked, clean

_DIGITS = re.compile(r"(\d+)")
_LITTER = re.compile(r"(?:^|/)(?:__MACOSX/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\._[^/]*$)", re.I)
"""What systems leave in archives, never written by a person."""
_ALWAYS = 1_000_000
"""Up to here a ratio says nothing."""
_ENTRY_BYTES = 200
_CUT = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError, MemoryError)
"""In how many ways `zipfile` and what it calls say that a member is damaged, protected or packed in a rare way."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file of an archive. `path` is its name made harmless; `trouble` the code of why it is not opened."""

    path: str
    info: zipfile.ZipInfo
    trouble: str | None = None

    @property
    def ending(self) -> str:
        last = self.path.rsplit("/", 1)[-1]
        return last.rsplit(".", 1)[-1].lower() if "." in last else ""

    @property
    def is_page(self) -> bool:
        return self.ending in ("html", "htm", "xhtml", "mhtml", "mht")


class Opened:
    """An archive being read. All members together may give `Limits.archive_opened_bytes`."""

    def __init__(self, archive: zipfile.ZipFile, limits: Limits) -> None:
        self._archive = archive
        self._limits = limits
        self.left = limits.archive_opened_bytes
        self.members = sorted(map(self._member, self._files()), key=lambda member: _natural(member.path))

    def _files(self) -> list[zipfile.ZipInfo]:
        return [
            info
            for info in self._archive.infolist()
            if not info.is_dir() and not _LITTER.search(info.filename) and not stat.S_ISDIR(info.external_attr >> 16)
        ]

    def _member(self, info: zipfile.ZipInfo) -> Member:
        trouble = None
        if info.flag_bits & 0x1:
            trouble = "replies.member_encrypted"
        elif stat.S_ISLNK(info.external_attr >> 16):
            trouble = "replies.member_link"
        elif info.file_size > _ALWAYS and info.file_size > self._limits.archive_ratio * max(info.compress_size, 1):
            trouble = "replies.member_too_large"
        return Member(_harmless(info), info, trouble)

    def open(self, member: Member) -> "MemberStream":
        return MemberStream(self, member, self._limits)

    def raw(self, member: Member) -> BinaryIO:
        return self._archive.open(member.info)  # type: ignore[return-value]  # an IO[bytes] that only reads


class MemberStream:
    """The bytes of a member. It never raises: damage and excess end it, and `trouble` says so afterwards."""

    def __init__(self, opened: Opened, member: Member, limits: Limits) -> None:
        self.trouble: str | None = None
        self._opened, self._ratio = opened, limits.archive_ratio
        self._packed = max(member.info.compress_size, 1)
        self._given = 0
        self._file: BinaryIO | None = None
        try:
            self._file = opened.raw(member)
        except _CUT:
            self.trouble = "replies.member_broken"

    def read(self, size: int = -1, /) -> bytes:
        if self._file is None:
            return b""
        try:
            piece = self._file.read(size if 0 <= size <= _ALWAYS else _ALWAYS)
        except _CUT:
            return self._end("replies.member_broken")
        self._given += len(piece)
        self._opened.left -= len(piece)
        if self._opened.left < 0 or (self._given > _ALWAYS and self._given > self._ratio * self._packed):
            return self._end("replies.member_too_large")
        return piece

    def _end(self, trouble: str) -> bytes:
        self.trouble = trouble
        self.close()
        return b""

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
        self._file = None


def open_zip(stream: Peeked, name: str, limits: Limits) -> tuple[Opened, BinaryIO]:
    """The archive and the bytes it stands on, which the caller closes. Raises ArchiveTooLarge, ArchiveBroken or
    ArchiveEmpty."""
    file = stream.seekable(limits.archive_bytes)
    if file is None:
        raise ArchiveTooLarge(file=name)
    try:
        if _directory_bytes(file) > _ENTRY_BYTES * limits.archive_members:
            file.close()
            raise ArchiveTooLarge(file=name)
        archive = zipfile.ZipFile(file)
        count = len(archive.infolist())
        opened = Opened(archive, limits) if count <= limits.archive_members else None
    except ArchiveTooLarge:
        raise
    except Exception as error:  # a cut or made-up archive fails in many ways, all meaning the same to the owner
        file.close()
        raise ArchiveBroken(file=name) from error
    if opened is None:
        file.close()
        raise ArchiveTooLarge(file=name)
    if not opened.members:
        file.close()
        raise ArchiveEmpty(file=name)
    return opened, file


def _directory_bytes(file: BinaryIO) -> int:
    """How long the list of members says it is: `zipfile` would take it whole into memory."""
    end = file.seek(0, 2)
    file.seek(max(0, end - 66_000))
    tail = file.read(66_000)
    announced = [int.from_bytes(tail[at + 40 : at + 48], "little") for at in _all(tail, b"PK\x06\x06")]
    announced += [int.from_bytes(tail[at + 12 : at + 16], "little") for at in _all(tail, b"PK\x05\x06")]
    file.seek(0)
    return max((size for size in announced if size <= end), default=0)


def _all(data: bytes, mark: bytes) -> Iterator[int]:
    at = data.find(mark)
    while at >= 0:
        yield at
        at = data.find(mark, at + 1)


def names_in_head(head: bytes) -> tuple[str, ...]:
    """The names of the members that start in the head, as far as their headers can be followed."""
    names: list[str] = []
    at = 0
    while at >= 0 and head[at : at + 4] == b"PK\x03\x04" and at + 30 <= len(head) and len(names) < 5_000:
        flags = int.from_bytes(head[at + 6 : at + 8], "little")
        packed = int.from_bytes(head[at + 18 : at + 22], "little")
        length = int.from_bytes(head[at + 26 : at + 28], "little")
        extra = int.from_bytes(head[at + 28 : at + 30], "little")
        names.append(head[at + 30 : at + 30 + length].decode("utf-8" if flags & 0x800 else "cp437", "replace"))
        after = at + 30 + length + extra
        follows = packed and not flags & 0x8 and packed != 0xFFFFFFFF
        # where the size stands behind the bytes the next header is looked for
        at = after + packed if follows else head.find(b"PK\x03\x04", after)
    return tuple(names)


def _harmless(info: zipfile.ZipInfo) -> str:
    """The name as a label: no way up, no root, no drive, no control character."""
    name = info.filename
    if not info.flag_bits & 0x800 and not name.isascii():
        with contextlib.suppress(UnicodeError):  # many programs write UTF-8 without saying so
            name = name.encode("cp437").decode("utf-8")
    parts = [part for part in clean(name).replace("\\", "/").split("/") if part not in ("", ".", "..")]
    if parts and parts[0].endswith(":"):
        parts = parts[1:]
    label = "".join(char if char.isprintable() else "\ufffd" for char in "/".join(parts))
    return label[:300] or "?"


def _natural(path: str) -> tuple[tuple[str, int, str], ...]:
    """message_2 before message_10, the same on every machine."""
    return tuple(
        ("", int(part[:18]), part) if part.isdecimal() else (part.casefold(), 0, part) for part in _DIGITS.split(path)
    )
