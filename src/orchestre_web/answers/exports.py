"""Letters as files: mails to open one by one, a table for a mail merge, plain texts; the register as a table."""

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from typing import Protocol
from urllib.parse import quote

from django.utils.http import urlencode

from orchestre.documents.csv import write_csv
from orchestre.documents.tables import Cell, Column, Kind, Table
from orchestre.shortlist.letters import Letter

TYPES = {
    "eml": ("application/zip", "zip"),
    "txt": ("application/zip", "zip"),
    "csv": ("text/csv; charset=utf-8", "csv"),
}
_STAMP = (1980, 1, 1, 0, 0, 0)
"""The same letters give the same bytes."""


class Written(Protocol):
    """Anything with a subject and a text, in a language: a letter, questions."""

    @property
    def subject(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def language(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Ready:
    """One letter that can go out, and to whom."""

    name: str
    email: str
    letter: Letter


def mailto(email: str, letter: Written) -> str:
    """What opens the mail program with the letter in it; "" without an address."""
    if not email:
        return ""
    words = urlencode({"subject": letter.subject, "body": letter.text.replace("\n", "\r\n")}).replace("+", "%20")
    return f"mailto:{quote(email, safe='@+')}?{words}"


def mails(letters: Sequence[Ready], sender: str, without: str) -> bytes:
    """One .eml each, opened as a draft; those without an address are texts in the folder `without`."""

    def files() -> Iterator[tuple[str, bytes]]:
        for number, each in enumerate(letters, start=1):
            name = file_name(number, each.name)
            if not each.email or not each.email.isascii():
                yield f"{without}/{name}.txt", text(each.letter)
                continue
            yield f"{name}.eml", mail(each.letter, sender, each.email)

    return _zipped(files())


def mail(letter: Written, sender: str, to: str) -> bytes:
    """One .eml, opened as a draft; without an address for whom it is, the owner writes it in his mail program."""
    made = EmailMessage(policy=SMTP)
    made["From"], made["Subject"] = _as_written(sender), _as_written(letter.subject)
    if to.isascii() and to:
        made["To"] = _as_written(to)
    made["X-Unsent"] = "1"  # Outlook then opens it to be sent, not as one received
    made["Content-Language"] = letter.language
    made.set_content(letter.text)
    return made.as_bytes()


def _as_written(words: str) -> str:
    """For a header: on one line, and no encoded word, which the mail library would undo, line breaks and all.

    >>> _as_written("Appel =?utf-8?q?=0d=0aBcc=3A_x?=\\u2028du mois")
    'Appel = ?utf-8?q?=0d=0aBcc=3A_x?= du mois'
    """
    return " ".join(words.replace("=?", "= ?").split())


def texts(letters: Sequence[Ready]) -> bytes:
    return _zipped((f"{file_name(n, each.name)}.txt", text(each.letter)) for n, each in enumerate(letters, start=1))


def text(letter: Written) -> bytes:
    """One text file that any editor opens."""
    return f"{letter.subject}\n\n{letter.text}\n".replace("\n", "\r\n").encode("utf-8-sig", "replace")


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]], language: str) -> bytes:
    """As a spreadsheet of that language opens it; nothing in it runs as a formula."""
    stream = io.BytesIO()
    made = Table(title, tuple(Column(name, Kind.TEXT) for name in columns), [tuple(row) for row in rows])
    write_csv(made, stream, language=language)
    return stream.getvalue()


def file_name(number: int, name: str) -> str:
    """
    >>> file_name(3, "Zoé d'Artagnan / ../x")
    '003-zoe-d-artagnan-x'
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60]
    return f"{number:03}-{words}" if words else f"{number:03}"


def _zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(zipfile.ZipInfo(name, _STAMP), data, zipfile.ZIP_DEFLATED)
    return held.getvalue()
