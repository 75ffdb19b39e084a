"""What a member of an archive is by its name, and the one line that accounts for a member that is not read."""

import re
from collections.abc import Iterator
from dataclasses import replace

from orchestre.replies.sources.columns import ColumnMap
from orchestre.replies.sources.errors import FileUnreadable
from orchestre.replies.sources.table import NoCells, Notice, Problem, Row, Table
from orchestre.replies.sources.tools.zips import Member, MemberStream

_MEDIA = frozenset(
    ["jpg", "jpeg", "png", "gif", "webp", "heic", "heif", "bmp", "tif", "tiff", "svg", "ico", "avif", "mp4",
     "mov", "avi", "mkv", "webm", "3gp", "m4v", "mp3", "m4a", "aac", "ogg", "oga", "opus", "wav", "flac", "amr",
     "aiff", "ttf", "otf", "woff", "woff2", "eot", "tgs", "was", "lottie", "thumb"]
)  # fmt: skip
_DOCUMENTS = frozenset(
    ["pdf", "doc", "docx", "odt", "rtf", "ppt", "pptx", "odp", "pages", "key", "xls", "ods", "epub"]
)  # fmt: skip
_ARCHIVES = frozenset(["zip", "gz", "tgz", "7z", "rar", "tar", "bz2", "xz", "jar", "cab", "iso", "dmg"])
_NO_MESSAGE = frozenset(
    ["css", "js", "map", "vcf", "ics", "xml", "plist", "sqlite", "db", "log", "ini", "crypt12", "crypt14",
     "crypt15", "exe", "dll", "lnk", "sig", "asc"]
)  # fmt: skip
_READ_ME = re.compile(r"(?:^|/)(?:read[ _-]?me|lisez|licen[cs]e|copying|about|terms|a propos|à propos)[^/]*$", re.I)

KINDS = (
    (_MEDIA, Notice("replies.member_media")),
    (_DOCUMENTS, Problem("replies.member_document", "")),
    (_ARCHIVES, Problem("replies.member_archive", "")),
)


def not_opened(member: Member) -> NoCells | None:
    """Why a member is set aside by its name or its entry alone; None when it is to be opened."""
    if member.trouble is not None:
        return Problem(member.trouble, member.path)
    for endings, found in KINDS:
        if member.ending in endings:
            return replace(found, raw=member.path)
    if member.info.file_size == 0:
        return Notice("replies.member_empty", member.path)
    return None


def no_message(member: Member) -> bool:
    """A text that is no message when nothing but its being a text speaks for it."""
    return member.ending in _NO_MESSAGE or bool(_READ_ME.search(member.path))


def alone(found: NoCells, file: str, line: int = 1) -> Table:
    """The one line of a member that gives no row of its own."""
    rows: list[Row] = [(line, found, None)]
    return Table(ColumnMap(()), rows, "zip", file=file)


class Watched:
    """The tables of one member. A refusal or damage half-way is one more line, and the other members go on. A member
    that gives no row at all is one line too."""

    def __init__(self, stream: MemberStream, file: str) -> None:
        self._stream, self._file = stream, file
        self._line = 0
        self._said = False

    def tables(self, tables: Iterator[Table]) -> Iterator[Table]:
        try:
            for table in tables:
                self._line = 0
                yield replace(table, file=self._file, rows=self._rows(table))
        except FileUnreadable as refused:
            self._said = True
            yield alone(Problem(refused.code, "", refused.values), self._file, self._line + 1)
        if self._stream.trouble is not None:
            yield alone(Problem(self._stream.trouble, ""), self._file, self._line + 1)
        elif not self._said:
            yield alone(Notice("replies.member_empty"), self._file)

    def _rows(self, table: Table) -> Iterator[Row]:
        try:
            for row in table.rows:
                self._line = max(row[0], self._line)
                self._said = True
                yield row
        except FileUnreadable as refused:
            self._said = True
            yield self._line + 1, Problem(refused.code, "", refused.values), None
            self._line += 1
