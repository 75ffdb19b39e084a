"""Mailboxes (mbox): Thunderbird, Apple Mail, Gmail's export. Read as a stream, one mail in memory at a time."""

import re
from collections.abc import Iterator

from orchestre.replies.sources.limits import Limits
from orchestre.replies.sources.source import Guess, Head
from orchestre.replies.sources.stream import Peeked
from orchestre.replies.sources.table import Row
from orchestre.replies.sources.tools.mail import COLUMNS, MailFile, Mails
from orchestre.replies.sources.tools.mail_parts import Skimmed, byte_lines

_DATED = re.compile(rb"From .{0,300}\d{1,2}:\d\d.{0,20}\b\d{4}\b.{0,60}$", re.S)
_FIELD = re.compile(rb"(?:[!-9;-~]{1,76}:(?:[ \t\r\n]|$)|>From )")
_KNOWN = re.compile(
    rb"(?:from|to|date|subject|received|return-path|message-id|mime-version|delivered-to|content-type|x-[\w-]+):", re.I
)
_QUOTED = re.compile(rb">+From ")
_ENVELOPE = re.compile(rb"From\s+(\S{1,320})")


class Mbox(MailFile):
    def recognise(self, head: Head) -> Guess | None:
        lines = head.data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\x00\r\n").split(b"\n", 2)
        if len(lines) < 2 or not lines[0].startswith(b"From ") or not _starts(lines[0], lines[1], blank=True):
            return None
        return Guess("mbox", 1.0, head.encoding, columns=COLUMNS)

    def rows(self, stream: Peeked, limits: Limits) -> Iterator[Row]:
        return _rows(stream, limits)


def _starts(line: bytes, following: bytes, *, blank: bool) -> bool:
    """A line "From ..." opens a mail when headers follow it and it is dated; without a date, after a blank line and
    before a header every mail has. Many programs write such a line inside a text without quoting it."""
    if _DATED.match(line.rstrip()):
        return bool(_FIELD.match(following))
    return blank and bool(_KNOWN.match(following))


def _rows(stream: Peeked, limits: Limits) -> Iterator[Row]:
    mails = Mails(limits)
    mail: Skimmed | None = None
    at, envelope = 0, ""
    held: tuple[int, bytes] | None = None
    blank = before = True
    for number, line in enumerate(byte_lines(stream), start=1):
        if held is not None:
            if _starts(held[1], line, blank=before):
                if mail is not None:
                    yield mails.row(at, mail, envelope)
                mail, at = Skimmed(limits), held[0]
                match = _ENVELOPE.match(held[1])
                envelope = match[1].decode("ascii", "replace") if match else ""
                envelope = envelope if "@" in envelope else ""
            elif mail is not None:
                mail.add(held[1])
            held = None
        if (bare := line.lstrip(b"\x00")).startswith((b"From ", b"\xef\xbb\xbfFrom ")):
            # A program that stopped while it wrote leaves NUL bytes between two mails.
            held, before = (number, bare.removeprefix(b"\xef\xbb\xbf")), blank
        elif mail is not None:
            if line.startswith(b">") and _QUOTED.match(line):
                line = line[1:]  # noqa: PLW2901 - as it was before it was put in the box
            mail.add(line)
        blank = not line.strip()
    if mail is not None:
        if held is not None:
            mail.add(held[1])
        yield mails.row(at, mail, envelope)


SOURCE = Mbox()
