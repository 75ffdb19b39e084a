"""`orchestre replies read PATH…`: files in, one JSON line a reply out, in the order of the input; `fetch` is beside."""

import argparse
import io
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TextIO

from orchestre.basics import Language, OrchestreError
from orchestre.replies.document import reply_document
from orchestre.replies.duplicates import DuplicateIndex, OwnIds
from orchestre.replies.extract import Kind
from orchestre.replies.extraction import extract
from orchestre.replies.reply import Me, NoText, Own, Position, Record, Reply, Unreadable
from orchestre.replies.sources import ColumnMap, FileUnreadable, fingerprint, read_file
from orchestre_cli.columns import asked_columns, columns_of
from orchestre_cli.files import File, given_files, keep_apart, tell_folders, writing
from orchestre_cli.parser import Parser
from orchestre_cli.talk import Progress, sentence, tell

HELP = {
    "fr": "Lire des réponses : chaque message devient une ligne JSON, avec les mots d'où vient chaque valeur.",
    "en": "Read replies: each message becomes one JSON line, with the words each value came from.",
}


_KINDS = {
    Kind.OFFER: "cli.kind_offer",
    Kind.REFERRAL: "cli.kind_referral",
    Kind.QUESTION: "cli.kind_question",
    Kind.CHATTER: "cli.kind_chatter",
    Kind.SPAM: "cli.kind_spam",
}

_ADDRESS = re.compile(r"https?://", re.IGNORECASE)


class DateUnreadable(OrchestreError):
    code = "cli.date_unreadable"


class AddressGiven(OrchestreError):
    code = "cli.address_given"


def configure(parser: Parser, language: Language) -> None:
    verbs = parser.add_subparsers(
        dest="verb", metavar=sentence("cli.verb", language), title=sentence("cli.verbs", language)
    )
    line = sentence("cli.replies_read", language)
    read = verbs.add_parser("read", help=line, description=line)
    read.add_argument("paths", nargs="+", metavar="PATH", help=sentence("cli.replies_paths", language))
    read.add_argument("--reference-date", metavar="DATE", help=sentence("cli.option_reference_date", language))
    read.add_argument("--me", action="append", default=[], metavar="NAME", help=sentence("cli.option_me", language))
    read.add_argument(
        "--columns", action="append", default=[], metavar="NAME=ROLE", help=sentence("cli.option_columns", language)
    )
    read.add_argument("--output", default="-", metavar="FILE", help=sentence("cli.option_output", language))
    read.add_argument("--rejects", metavar="FILE", help=sentence("cli.option_rejects", language))
    line = sentence("cli.replies_fetch", language)
    fetch = verbs.add_parser("fetch", help=line, description=line)
    fetch.add_argument("url", metavar="URL", help=sentence("cli.fetch_url", language))
    fetch.add_argument("--output", default="-", metavar="FILE", help=sentence("cli.fetch_output", language))


def run(args: argparse.Namespace) -> int:
    if args.verb == "fetch":  # what reaches the network is loaded only when it is asked for
        from orchestre_cli import replies_fetch

        return replies_fetch.run(args)
    return _read(args)


def _read(args: argparse.Namespace) -> int:
    reference = _date(args.reference_date)
    if address := next((path for path in args.paths if _ADDRESS.match(path)), None):
        raise AddressGiven(url=address)
    asked = asked_columns(args.columns)
    given = given_files(args.paths)
    keep_apart([*given.paths, *args.columns], [args.output, args.rejects])
    columns = columns_of(given.files, asked)
    counts: Counter[str] = Counter()
    kinds: Counter[Kind] = Counter()
    own_only: dict[str, None] = {}
    index, ids = DuplicateIndex(), OwnIds()
    with ExitStack() as stack:
        output = stack.enter_context(_writing(args.output))
        rejects = stack.enter_context(_writing(args.rejects)) if args.rejects else None
        progress = stack.enter_context(Progress("cli.replies_progress", args.language))
        for record in _records(given.files, Me(frozenset(args.me)), columns, counts):
            counts["read"] += 1
            progress.at(counts["read"])
            if isinstance(record, Reply):
                reply, same = ids.own(record, fingerprint(record))
                if reference is not None:  # what "in two weeks" was counted from travels with the line
                    reply = replace(reply, reference_date=reference)
                read = extract(reply)
                duplicate = index.add(reply, read)
                duplicate = same or duplicate
                counts["replies"] += 1
                counts["duplicates"] += duplicate is not None
                kinds[read.kind] += 1
                _line(output, reply_document(reply, read, duplicate))
            else:
                counts[_reason(record)] += 1
                if isinstance(record, Own) and record.code:
                    own_only[record.code] = None
                if rejects is not None:
                    _line(rejects, _rejected(record, args.language))
    tell_folders(given, args.language)
    _summary(counts, kinds, args.language)
    for code in own_only:
        tell(sentence(code, args.language))
    return 0


def _date(written: str | None) -> date | None:
    if written is None:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise DateUnreadable(value=written) from error


def _records(files: list[File], me: Me, columns: Mapping[Path, ColumnMap], counts: Counter[str]) -> Iterator[Record]:
    """Records of all files. A file that cannot be read is one record of its own, and the others go on; when it is
    the only one its sentence goes up."""
    for path, name in files:
        counts["files"] += 1
        with path.open("rb") as stream:
            try:
                yield from read_file(stream, name=name, me=me, columns=columns.get(path))
            except FileUnreadable as error:
                if len(files) == 1:
                    raise
                yield Unreadable(Position(name, "", 1), error.code, values=error.values)


def _reason(record: Record) -> str:
    return "own" if isinstance(record, Own) else "no_text" if isinstance(record, NoText) else "unreadable"


def _rejected(record: Record, language: Language) -> dict[str, object]:
    source = record.source
    document: dict[str, object] = {
        "source": {"file": source.file, "format": source.format, "line": source.line},
        "reason": _reason(record),
    }
    if isinstance(record, NoText | Unreadable):
        document["code"] = record.code
        document["text"] = sentence(record.code, language, **record.values)
        document["raw"] = record.raw
    return document


def _line(stream: TextIO, document: dict[str, object]) -> None:
    stream.write(json.dumps(document, ensure_ascii=False, allow_nan=False) + "\n")


@contextmanager
def _writing(where: str) -> Iterator[TextIO]:
    if where == "-":
        yield sys.stdout
        return
    with writing(where) as stream:
        text = io.TextIOWrapper(stream, encoding="utf-8", errors="backslashreplace", newline="\n")
        try:
            yield text
            text.flush()
        finally:
            text.detach()


def _summary(counts: Counter[str], kinds: Counter[Kind], language: Language) -> None:
    tell(
        sentence(
            "cli.replies_counts",
            language,
            n=counts["read"],
            replies=counts["replies"],
            own=counts["own"],
            no_text=counts["no_text"],
            unreadable=counts["unreadable"],
            duplicates=counts["duplicates"],
        )
    )
    by_kind = ", ".join(sentence(_KINDS[kind], language, n=n) for kind, n in kinds.most_common())
    if by_kind:
        tell(sentence("cli.replies_kinds", language, kinds=by_kind))
