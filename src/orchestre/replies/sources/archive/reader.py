"""A zip of files that other sources read: each member by its own content, in a stable order."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import orchestre.replies.sources as house
from orchestre.replies.sources.archive.exports import Export, known_export
from orchestre.replies.sources.archive.owner import owner_names
from orchestre.replies.sources.columns import ColumnMap
from orchestre.replies.sources.errors import (
    ArchiveEncrypted,
    ArchiveNested,
    ArchiveTooLarge,
    FileBinary,
    FileEmpty,
    FileUnreadable,
    OfficeDocument,
    OtherSpreadsheet,
)
from orchestre.replies.sources.limits import Limits
from orchestre.replies.sources.source import Guess, Head
from orchestre.replies.sources.stream import Peeked
from orchestre.replies.sources.table import NoCells, Notice, Problem, Table
from orchestre.replies.sources.tools.members import Watched, alone, no_message, not_opened
from orchestre.replies.sources.tools.own_words import OWN_WORDS
from orchestre.replies.sources.tools.zips import Member, Opened, open_zip

_PAGE = re.compile(rb"\s*(?:<!doctype html|<html|<head)", re.I)
_SURE = 0.99
"""A web page is read by the source that knows its layout, never as the text of its marks."""
_WHOLE = {
    "replies.member_encrypted": ArchiveEncrypted,
    "replies.member_archive": ArchiveNested,
    "replies.member_too_large": ArchiveTooLarge,
}


class Archive:
    def recognise(self, head: Head) -> Guess | None:
        return Guess("zip", 0.9) if head.data.startswith(b"PK\x03\x04") else None

    def tables(
        self,
        stream: Peeked,
        guess: Guess,  # noqa: ARG002 - each member has a guess of its own
        *,
        name: str,
        columns: ColumnMap | None,
        limits: Limits,
    ) -> Iterator[Table]:
        opened, file = open_zip(stream, name, limits)
        with file:
            paths = [member.path for member in opened.members]
            if (other := _other_reader(paths, name)) is not None:
                file.seek(0)
                whole = Peeked(file, limits.head_bytes)
                source = house.sources()[other]
                yield from source.tables(whole, Guess(other, 1.0), name=name, columns=columns, limits=limits)
                return
            export = known_export(paths)
            owner = owner_names(opened, export)
            plan = [(member, _aside(member, export)) for member in opened.members if _counts(member, export)]
            _refuse_whole(plan, opened, name)
            for member, aside in plan:
                label = f"{name}/{member.path}"
                if aside is not None:
                    yield alone(aside, label)
                else:
                    for table in _read(opened, member, label, columns, limits):
                        yield replace(table, owner=owner) if owner else table


def _other_reader(paths: Sequence[str], name: str) -> str | None:
    """The source that reads the archive as one thing. Raises OfficeDocument or OtherSpreadsheet."""
    names = set(paths)
    if "[Content_Types].xml" in names:
        if any(path.startswith("xl/") for path in paths):
            return "xlsx"
        if any(path.startswith(("word/", "ppt/", "visio/")) for path in paths):
            raise OfficeDocument(file=name)
    if "mimetype" in names and "content.xml" in names:
        raise OtherSpreadsheet(file=name)
    return "slack" if house.sources()["slack"].recognises(paths) else None  # type: ignore[attr-defined]


def _counts(member: Member, export: Export | None) -> bool:
    """Files that a known service always sends along and that can hold no reply are no records."""
    if export is None or export.reads(member.path) or export.owns(member.path):
        return True
    aside = not_opened(member)
    return isinstance(aside, Notice) and aside.code == "replies.member_media"


def _aside(member: Member, export: Export | None) -> NoCells | None:
    if export is not None and export.owns(member.path):
        return OWN_WORDS[export.name]
    return not_opened(member)


def _refuse_whole(plan: Sequence[tuple[Member, NoCells | None]], opened: Opened, name: str) -> None:
    """Raises FileUnreadable when nothing may be opened, or when all of it together is too much."""
    if sum(member.info.file_size for member, aside in plan if aside is None) > opened.left:
        raise ArchiveTooLarge(file=name)
    if any(aside is None for _, aside in plan):
        return
    codes = {aside.code for _, aside in plan if isinstance(aside, Problem)}
    for code, refusal in _WHOLE.items():
        if code in codes:
            raise refusal(file=name)


def _read(opened: Opened, member: Member, label: str, columns: ColumnMap | None, limits: Limits) -> Iterator[Table]:
    stream = opened.open(member)
    try:
        peeked = Peeked(stream, limits.head_bytes)  # type: ignore[arg-type]  # it only needs to be read
        found = _recognised(peeked, member, label, limits)
        if isinstance(found, tuple):
            source, guess = found
            tables = source.tables(peeked, guess, name=label, columns=columns, limits=limits)
            yield from Watched(stream, label).tables(tables)
        else:
            yield alone(found if stream.trouble is None else Problem(stream.trouble, member.path), label)
    finally:
        stream.close()


def _recognised(peeked: Peeked, member: Member, label: str, limits: Limits) -> "tuple[house.Source, Guess] | NoCells":  # noqa: PLR0911 - one line for each reason
    """Who reads a member, or the line that says why nobody does."""
    page = member.is_page or _PAGE.match(peeked.head) is not None
    try:
        source, guess = house.recognised(peeked.head, label, whole=peeked.whole, limits=limits)
    except FileEmpty:
        return Notice("replies.member_empty", member.path)
    except FileBinary:
        return Notice("replies.member_other", member.path)
    except FileUnreadable as refused:
        if page:
            return Problem("replies.member_page", member.path)
        if no_message(member):
            return Notice("replies.member_other", member.path)
        return Problem(refused.code, member.path, refused.values)
    if peeked.head.startswith(b"PK") and guess.format != "xlsx":
        return Problem("replies.member_archive", member.path)
    if page and guess.confidence < _SURE:
        return Problem("replies.member_page", member.path)
    if guess.format == "paste" and no_message(member):
        return Notice("replies.member_other", member.path)
    return source, guess


SOURCE = Archive()
