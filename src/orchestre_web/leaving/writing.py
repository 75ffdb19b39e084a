"""The archive of a company: its tables as JSON lines, its files as received, its replies as CSV, its records."""

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from orchestre.basics import OrchestreError
from orchestre.documents.tables import starts_a_formula
from orchestre.reading.normal import fold
from orchestre.shortlist import shortlist_document
from orchestre_web.accounts.models import Company
from orchestre_web.calls.models import Call, Delivery, Reply
from orchestre_web.leaving import queries
from orchestre_web.leaving.zipping import Entry
from orchestre_web.shortlist import actions as choosing
from orchestre_web.shortlist import drafting
from orchestre_web.shortlist import queries as choices
from orchestre_web.shortlist.shown import paper
from orchestre_web.site.pieces import given
from orchestre_web.site.words import say

COLUMNS = ("id", "author", "posted_at", "channel", "kind", "state", "repeats", "file", "line", "text")

_OUT_OF_PLACE = re.compile(r'[\x00-\x1f\u200b-\u200f\u2028-\u202e\u2060-\u2069<>:"/\\|?*]+')
"""What no system takes in a name, and marks that one does not see or that turn it around."""


class Archive:
    """`done` and `total` count rows and files, for the one who waits; `doing` is what is written now."""

    def __init__(self, company: Company, *, language: str, now: datetime) -> None:
        self.company, self.language, self.now = company, language, now
        self.done = 0
        self.doing = company.name
        held = queries.held(company)
        self.total = held.replies + sum(queries.rows_of(model, company).count() for model in queries.tables())

    def entries(self) -> Iterator[Entry]:
        """Everything, in order. Memory: some rows, or the record of one call."""
        yield say("leaving.file_readme"), [say("leaving.readme", name=self.company.name).encode()]
        for model in queries.tables():
            yield f"tables/{queries.table_name(model)}.jsonl", self._rows(model)
        yield "tables/accounts.user.jsonl", self._people()
        for call in queries.paged(queries.calls_of(self.company)):
            self.doing = call.title
            folder = f"{say('leaving.folder_calls')}/{call.pk}-{named(call.title)}"
            for delivery in queries.files_of(call):
                yield f"{folder}/{say('leaving.folder_received')}/{file_name(delivery)}", given(delivery.parts)
            for file in queries.attachments_of(call):
                name = f"{file.pk}-{named(file.name)}.{file.kind}"
                yield f"{folder}/{say('leaving.folder_attached')}/{name}", given(file.parts)
            for held in queries.papers_of(call):
                name = f"{held.pk}-{named(held.name)}.{held.file_kind}"
                yield f"{folder}/{say('leaving.folder_papers')}/{name}", given(held.parts)
            yield f"{folder}/{say('leaving.file_replies')}.csv", self._replies(call)
            yield from self._record(call, folder)

    def _rows(self, model: type[models.Model]) -> Iterator[bytes]:
        rows = queries.rows_of(model, self.company).values(*queries.columns(model))
        yield from self._lines(rows, by=model._meta.pk.attname)

    def _people(self) -> Iterator[bytes]:
        yield from self._lines(queries.people_of(self.company).values("pk", "email", "name", "language", "joined_at"))

    def _lines(self, rows: Any, *, by: str = "pk") -> Iterator[bytes]:
        held: list[str] = []
        for row in queries.paged(rows, by=by):
            held.append(json.dumps(row, ensure_ascii=False, cls=DjangoJSONEncoder))
            if len(held) == queries.AT_ONCE:
                yield self._taken(held)
        yield self._taken(held)

    def _taken(self, lines: list[str]) -> bytes:
        self.done += len(lines)
        written = "".join(f"{line}\n" for line in lines)
        lines.clear()
        return written.encode("utf-8", "replace")

    def _replies(self, call: Call) -> Iterator[bytes]:
        """One line a reply, for a spreadsheet: French ones expect semicolons."""
        text = io.StringIO()
        writer = csv.writer(text, delimiter=";" if self.language == "fr" else ",", lineterminator="\r\n")
        writer.writerow([say(f"leaving.column_{name}") for name in COLUMNS])
        yield b"\xef\xbb\xbf"
        rows = call.replies.select_related("delivery").defer("document", "given", "delivery__guess")
        for at, reply in enumerate(queries.paged(rows, by="position"), start=1):
            writer.writerow([safe(cell) for cell in _cells(reply)])
            if at % queries.AT_ONCE == 0:
                yield self._emptied(text)
            self.done += 1
        yield self._emptied(text)

    @staticmethod
    def _emptied(text: io.StringIO) -> bytes:
        written = text.getvalue().encode("utf-8", "replace")
        text.seek(0)
        text.truncate()
        return written

    def _record(self, call: Call, folder: str) -> Iterator[Entry]:
        """The ranking under the rule of the call, with every word behind it, and the record to read."""
        decision = choosing.decision_of(call, now=self.now)
        if decision is None or not call.replies.exists():
            return
        try:
            shortlist = choosing.shortlist_of(call, points=drafting.points(decision.document), now=self.now)
            document = shortlist_document(shortlist, language=self.language, team={})  # a search of its own, elsewhere
            rules = paper.rules(call, choices.changes(decision), choices.first_delivery(call), self.language)
            record = paper.file_of(
                shortlist, rules, paper="dossier", kind="pdf",
                author=self.company.name, language=self.language, now=self.now, decided=paper.decided_of(call),
            )  # fmt: skip
        except OrchestreError as error:  # the rest is worth as much without it, and the reader is told
            yield f"{folder}/{say('board.paper_record')}.txt", [say(error.code, **error.values).encode()]
            return
        yield f"{folder}/{say('leaving.file_ranking')}.json", [json.dumps(document, ensure_ascii=False).encode()]
        yield f"{folder}/{say('board.paper_record')}.pdf", [record]


def _cells(reply: Reply) -> list[str]:
    state = "kept" if reply.kept else "aside" if reply.kept is False else "repeats" if reply.folded else "read"
    return [
        reply.source_id,
        reply.name,
        reply.posted_at,
        reply.channel,
        say(f"calls.kind_{reply.kind}"),
        say(f"leaving.state_{state}"),
        reply.duplicate_of,
        reply.delivery.name,
        str(reply.line),
        reply.text,
    ]


def safe(cell: str) -> str:
    """Text that a spreadsheet would run as a formula gets an apostrophe in front."""
    cell = cell.replace("\0", "")
    return f"'{cell}" if starts_a_formula(cell) else cell


def named(title: str) -> str:
    """A short name that every system takes for a folder.

    >>> named("Refaire notre boutique « en ligne » !")
    'refaire-notre-boutique-en-ligne'
    """
    return re.sub(r"[^a-z0-9]+", "-", fold(title)).strip("-")[:60].strip("-") or "appel"


def file_name(delivery: Delivery) -> str:
    """The name it came with, without what would lead out of its folder."""
    plain = _OUT_OF_PLACE.sub("-", delivery.name).strip(" .-")[-120:]
    return f"{delivery.number}-{plain or 'fichier'}"
