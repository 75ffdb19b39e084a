"""`orchestre shortlist PATH… --decision FILE.toml`: replies in, a ranked shortlist out, and why."""

import argparse
import io
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import BinaryIO

from orchestre.basics import Language, OrchestreError
from orchestre.documents.xlsx import write_xlsx
from orchestre.replies.document import duplicate_from_document, extract_from_document, reply_from_document
from orchestre.replies.duplicates import DuplicateIndex, OwnIds
from orchestre.replies.extract import Duplicate, DuplicateType, Extract
from orchestre.replies.extraction import extract
from orchestre.replies.me import OwnCheck
from orchestre.replies.reply import Me, NoText, Own, Record, Reply
from orchestre.replies.sources import FileUnreadable, fingerprint, read_file
from orchestre.shortlist import (
    Others,
    ReadReply,
    example,
    make_shortlist,
    read_decision,
    shortlist_document,
    workbook,
)
from orchestre.shortlist.applications import (
    Application,
    applications_document,
    applications_lines,
    applications_table,
    is_employment,
)
from orchestre_cli.files import File, given_files, keep_apart, tell_folders, writing
from orchestre_cli.parser import Parser
from orchestre_cli.shortlist_board import board_lines
from orchestre_cli.talk import Progress, one_line, sentence, tell, write_json

HELP: Mapping[Language, str] = {
    "fr": "Lire des réponses et classer les offres selon une décision : vos critères, vos points, votre budget.",
    "en": "Read replies and rank the bids by a decision: your criteria, your points, your budget.",
}

ON_SCREEN = 10
"""Offers shown in text when --top is not given."""


class NothingToRead(OrchestreError):
    code = "cli.shortlist_nothing_to_read"


class NoDecision(OrchestreError):
    code = "cli.shortlist_no_decision"


class DecisionExists(OrchestreError):
    code = "cli.shortlist_decision_exists"


def at_least_one(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def configure(parser: Parser, language: Language) -> None:
    def said(code: str) -> str:
        return sentence(code, language)

    parser.add_argument("paths", nargs="*", metavar="PATH", help=said("cli.shortlist_paths"))
    parser.add_argument("--decision", metavar="FILE", help=said("cli.shortlist_decision"))
    parser.add_argument("--new-decision", metavar="FILE", help=said("cli.shortlist_new_decision"))
    parser.add_argument("--top", type=at_least_one, metavar="N", help=said("cli.shortlist_top"))
    parser.add_argument("--seed", type=int, default=0, metavar="N", help=said("cli.shortlist_seed"))
    parser.add_argument("--xlsx", metavar="FILE", help=said("cli.shortlist_xlsx"))
    parser.add_argument("--me", action="append", default=[], metavar="NAME", help=said("cli.shortlist_me"))
    parser.add_argument(
        "--reference-date", type=date.fromisoformat, metavar="DATE", help=said("cli.shortlist_reference_date")
    )
    parser.add_argument("--call", metavar="ID", help=said("cli.shortlist_call"))


def run(args: argparse.Namespace) -> int:
    language: Language = args.language
    if args.new_decision:
        return _new_decision(Path(args.new_decision), language)
    if not args.decision:
        raise NoDecision()
    if not args.paths:
        raise NothingToRead()
    given = given_files(args.paths)
    keep_apart([*given.paths, args.decision], [args.xlsx])
    written = _text_of(Path(args.decision))
    decision = None if is_employment(written) else read_decision(written)
    came_in = _CameIn(call=args.call, reference_date=args.reference_date)
    with Progress("cli.shortlist_progress", language) as progress:
        for reply in came_in.read(given.files, Me(frozenset(args.me)), language):
            progress.at(len(came_in.replies))
            came_in.keep(reply)
    if decision is None:
        tell_folders(given, language)
        return _applications(came_in.replies, args)
    shortlist = make_shortlist(
        came_in.replies,
        decision,
        seed=args.seed,
        reference_date=args.reference_date,
        others=came_in.others(),
    )
    tell_folders(given, language)
    if args.xlsx:
        book = io.BytesIO()  # a full disk in the middle would leave openpyxl complaining
        write_xlsx(workbook(shortlist, language=language, top=args.top), book)
        with writing(args.xlsx) as file:
            file.write(book.getbuffer())
    if args.json:
        write_json(shortlist_document(shortlist, language=language, top=args.top))
    else:
        lines = board_lines(shortlist, language, args.top or ON_SCREEN)
        sys.stdout.write("".join(f"{one_line(line)}\n" for line in lines))
    return 0


def _applications(replies: Sequence[ReadReply], args: argparse.Namespace) -> int:
    """Applications for a post: grouped, whatever was asked of points."""
    language: Language = args.language
    found = [
        Application(
            each.reply.id, each.extract.kind, each.reply.author or "", each.reply.posted_at or "", each.reply.text
        )
        for each in replies
        if each.duplicate is None
    ]
    if args.xlsx:
        book = io.BytesIO()
        write_xlsx([applications_table(found, language)], book)
        with writing(args.xlsx) as file:
            file.write(book.getbuffer())
    if args.json:
        write_json(applications_document(found, language))
    else:
        sys.stdout.write("".join(f"{one_line(line)}\n" for line in applications_lines(found, language)))
    return 0


def _new_decision(path: Path, language: Language) -> int:
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(example(language))
    except FileExistsError:
        raise DecisionExists(file=str(path)) from None
    tell(sentence("cli.shortlist_decision_written", language, file=str(path)))
    return 0


def _text_of(path: Path) -> str:
    """UTF-8, or the Windows encoding an older editor may have saved it in."""
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


@dataclass(frozen=True, slots=True)
class _Found:
    """`extract` and `copy` (an exact copy of an earlier reply) are known of what was already read."""

    reply: Reply
    extract: Extract | None = None
    copy: Duplicate | None = None


@dataclass
class _CameIn:
    """What the files gave, record by record, so that counts add up."""

    call: str | None
    reference_date: date | None
    replies: list[ReadReply] = field(default_factory=list)
    own: int = 0
    no_text: Counter[str] = field(default_factory=Counter)
    unreadable: int = 0
    _index: DuplicateIndex = field(default_factory=DuplicateIndex)
    _ids: OwnIds = field(default_factory=OwnIds)

    def others(self) -> Others:
        return Others(self.own, dict(self.no_text), self.unreadable)

    def read(self, files: Sequence[File], me: Me, language: Language) -> Iterator["_Found"]:
        """A file that cannot be read is told and counted, the others go on; when it is alone, its error is raised."""
        for path, name in files:
            try:
                with path.open("rb") as stream:
                    if _already_read(stream):
                        yield from self._lines(stream, name, me)
                    else:
                        yield from self._records(read_file(stream, name=name, me=me))
            except FileUnreadable as error:
                if len(files) == 1:
                    raise
                tell(sentence(error.code, language, **error.values))
                self.unreadable += 1

    def _records(self, records: Iterable[Record]) -> Iterator["_Found"]:
        for record in records:
            if isinstance(record, Reply):
                if self.call is None or record.call_id == self.call:
                    yield _Found(record)
            elif isinstance(record, Own):
                self.own += 1
            elif isinstance(record, NoText):
                self.no_text[record.code] += 1
            else:
                self.unreadable += 1

    def _lines(self, stream: BinaryIO, name: str, me: Me) -> Iterator["_Found"]:
        """The JSON Lines of `orchestre replies read`: nothing is read twice."""
        own = OwnCheck(me)
        kept: set[str] = set()
        for number, line in enumerate(stream, start=1):
            if not line.strip():
                continue
            try:
                document = json.loads(line)
                reply = reply_from_document(document, file=name, line=number)
                extracted, copy = extract_from_document(document), duplicate_from_document(document)
            except (ValueError, KeyError, TypeError, AttributeError, ArithmeticError, RecursionError):
                self.unreadable += 1
                continue
            if own(reply.author, reply.given.get("email"), reply.given.get("url"), reply.given.get("author_id")):
                self.own += 1
            elif self.call is None or reply.call_id == self.call:
                # Two short answers alike ("oui") are copies by their id alone, which is no longer to be seen here.
                exact = copy if copy and copy.type is DuplicateType.EXACT and copy.of in kept else None
                kept.add(reply.id)
                yield _Found(reply, extracted, exact)

    def keep(self, found: "_Found") -> None:
        reply, same = self._ids.own(found.reply, fingerprint(found.reply))
        reference = reply.reference_date or self.reference_date
        extracted = found.extract or extract(reply, reference_date=reference)
        duplicate = self._index.add(reply, extracted)
        self.replies.append(ReadReply(reply, extracted, same or duplicate or found.copy))


def _already_read(stream: BinaryIO) -> bool:
    """Recognised by the keys of the first line, never by the name of the file. A pipe cannot be looked into."""
    if not stream.seekable():
        return False
    head = stream.readline(1_000_000)
    stream.seek(0)
    try:
        first = json.loads(head)
    except (ValueError, RecursionError):
        return False
    return isinstance(first, dict) and {"id", "text", "kind", "price", "evidence", "kind_confidence"} <= first.keys()


__all__ = ["HELP", "configure", "run"]
