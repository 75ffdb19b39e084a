"""One folder a source: `reader.py`, a sample, the expected result, a README. Recognised by content.

`read_file` gives one record for each record that came in. A file that cannot be read at all raises FileUnreadable;
a bad line is an `Unreadable` record and the rest goes on.

>>> from io import BytesIO
>>> data = "Nom;Message\\nLéo;Dispo, 400 €/j\\nAna;\\n".encode()
>>> for record in read_file(BytesIO(data), name="réponses.csv"):
...     print(type(record).__name__, record.source.line)
Reply 2
NoText 3
"""

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from typing import BinaryIO

from orchestre.replies.me import OwnCheck
from orchestre.replies.reply import Me, Record
from orchestre.replies.sources.columns import Column, ColumnMap, Role
from orchestre.replies.sources.errors import FileBinary, FileEmpty, FileUnreadable, FormatUnknown
from orchestre.replies.sources.limits import Limits
from orchestre.replies.sources.preview import Preview, TablePreview, shown_first
from orchestre.replies.sources.refusals import refuse_by_first_bytes
from orchestre.replies.sources.source import Guess, Head, Source
from orchestre.replies.sources.stream import Peeked, decode_head, guess_encoding, looks_binary
from orchestre.replies.sources.table import Identities, fingerprint, records

__all__ = [
    "Column",
    "ColumnMap",
    "FileUnreadable",
    "Guess",
    "Limits",
    "Preview",
    "Role",
    "Source",
    "TablePreview",
    "fingerprint",
    "preview",
    "read_file",
    "recognise",
    "recognised",
    "sources",
]


ANY_BYTES = frozenset({"eml", "mbox"})
"""Sources that read bytes, not a text: mails keep their own headers however many NUL bytes a crash left among them."""


@cache
def sources() -> dict[str, Source]:
    """Every folder beside this file that holds a `reader.py`, by its name."""
    return {
        found.name: importlib.import_module(f"{__name__}.{found.name}.reader").SOURCE
        for found in pkgutil.iter_modules(__path__)
        if found.ispkg and find_spec(f"{__name__}.{found.name}.reader") is not None
    }


def recognised(head: bytes, name: str, *, whole: bool, limits: Limits) -> tuple[Source, Guess]:
    """The source that reads a file with this head. Raises FileUnreadable when none does."""
    if not head.strip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"):
        raise FileEmpty(file=name)
    refuse_by_first_bytes(head, name)
    encoding = guess_encoding(head)
    zipped = head.startswith(b"PK\x03\x04")
    text = "" if zipped else decode_head(head, encoding, whole=whole)
    binary = not zipped and looks_binary(head)
    start = Head(head, name, encoding, text, whole, limits)
    best: tuple[Source, Guess] | None = None
    refused: FileUnreadable | None = None
    for folder, source in sorted(sources().items()):
        if binary and folder not in ANY_BYTES:
            continue
        try:
            guess = source.recognise(start)
        except FileUnreadable as error:  # a table too wide by its commas may be a JSON list on one line
            refused = error
            continue
        if guess is not None and (best is None or guess.confidence > best[1].confidence):
            best = source, guess
    if refused is not None and (best is None or best[1].confidence < 0.9):
        raise refused
    if best is None:
        raise FileBinary(file=name) if binary else FormatUnknown(file=name)
    return best


def recognise(head: bytes, name: str) -> Guess:
    """What a file is, by its first bytes (`Limits.head_bytes` of them; fewer when it is shorter).

    Raises FileUnreadable when no source can read it.
    """
    return recognised(head, name, whole=len(head) < Limits().head_bytes, limits=Limits())[1]


def read_file(
    stream: BinaryIO, *, name: str, me: Me | None = None, columns: ColumnMap | None = None, limits: Limits | None = None
) -> Iterator[Record]:
    """One record for each record of the file, in its order, in bounded memory; the stream need not be seekable.

    `me` says which messages are the owner's own. `columns` are the roles the owner confirmed (`preview`).
    Ids depend on the content only: the same file twice gives the same ids.
    Raises FileUnreadable, at the first record asked for, when the file as a whole cannot be read.
    """
    limits = limits or Limits()
    own = OwnCheck(me or Me())
    ids = Identities()
    peeked = Peeked(stream, limits.head_bytes)
    source, guess = recognised(peeked.head, name, whole=peeked.whole, limits=limits)
    for table in source.tables(peeked, guess, name=name, columns=columns, limits=limits):
        yield from records(table, name=name, own=own, ids=ids)


def preview(
    stream: BinaryIO, *, name: str, rows: int = 5, columns: ColumnMap | None = None, limits: Limits | None = None
) -> Preview:
    """What was guessed and the first `rows` rows of each table, for the owner to confirm. Raises FileUnreadable."""
    limits = limits or Limits()
    peeked = Peeked(stream, limits.head_bytes)
    source, guess = recognised(peeked.head, name, whole=peeked.whole, limits=limits)
    tables = source.tables(peeked, guess, name=name, columns=columns, limits=limits)
    return Preview(name, guess, tuple(shown_first(tables, rows)))
