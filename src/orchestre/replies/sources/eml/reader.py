"""One mail as a file: .eml, and Apple Mail's .emlx."""

import re
from collections.abc import Iterator

from orchestre.replies.sources.limits import Limits
from orchestre.replies.sources.source import Guess, Head
from orchestre.replies.sources.stream import Peeked
from orchestre.replies.sources.table import Row
from orchestre.replies.sources.tools.mail import COLUMNS, MailFile, Mails
from orchestre.replies.sources.tools.mail_parts import Skimmed, byte_lines

_FIELD = re.compile(r"([!-9;-~]{1,76}):(?:[ \t]|$)")
_FOLDED = re.compile(r"[ \t]+\S")
_MACHINE = frozenset(
    ["message-id", "received", "mime-version", "content-type", "return-path", "delivered-to", "dkim-signature",
     "x-mailer", "user-agent", "content-transfer-encoding", "x-gm-thrid", "x-originating-ip", "arc-seal",
     "references", "in-reply-to"]
)  # fmt: skip
"""Headers that only programs write: a person who types "From:" and "Subject:" writes none of them."""
_PEOPLE = frozenset(["from", "to", "subject", "date", "cc", "reply-to", "sender"])
_COUNT = re.compile(rb"\s*(\d{1,12})[ \t]*\r?\n")


def is_mail(text: str) -> bool:
    """The text opens with the headers of a mail."""
    seen: set[str] = set()
    for line in text.lstrip("\ufeff\n").split("\n", 200)[:200]:
        if not line.strip():
            break
        if match := _FIELD.match(line):
            seen.add(match[1].lower())
        elif not seen or not _FOLDED.match(line):
            return False
    return len(seen) >= 2 and bool(seen & _PEOPLE) and bool(seen & _MACHINE)


class Eml(MailFile):
    def recognise(self, head: Head) -> Guess | None:
        text = head.text
        if text[:1].isdigit() and "\n" in text and text.split("\n", 1)[0].strip().isdecimal():
            text = text.split("\n", 1)[1]
        return Guess("eml", 0.985, head.encoding, columns=COLUMNS) if is_mail(text) else None

    def rows(self, stream: Peeked, limits: Limits) -> Iterator[Row]:
        return _row(stream, limits)


def _row(stream: Peeked, limits: Limits) -> Iterator[Row]:
    skimmed = Skimmed(limits)
    left = None
    for number, line in enumerate(byte_lines(stream)):
        if number == 0:
            line = line.removeprefix(b"\xef\xbb\xbf")  # noqa: PLW2901
            if match := _COUNT.fullmatch(line):  # .emlx: so many bytes of mail, then a list of properties
                left = int(match[1])
                continue
        if skimmed.empty and not line.strip():
            continue
        if left is not None:
            if left <= 0:
                break
            left -= len(line)
        skimmed.add(line)
    yield Mails(limits).row(1, skimmed)


SOURCE = Eml()
