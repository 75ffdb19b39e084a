"""A mail as a row: the same for a mailbox and for a single file."""

import re
from abc import ABC, abstractmethod
from collections import OrderedDict
from collections.abc import Iterator
from email.message import Message

from orchestre.replies.sources.columns import Column, ColumnMap, Role
from orchestre.replies.sources.limits import Limits
from orchestre.replies.sources.source import Guess
from orchestre.replies.sources.stream import Peeked, clean
from orchestre.replies.sources.table import RAW_CHARS, Mine, Notice, Problem, Row, Table
from orchestre.replies.sources.tools.mail_parts import Skimmed, attachments, headers, moment, sender, text_of, words
from orchestre.replies.sources.tools.quoting import letter

COLUMNS = ColumnMap(
    (
        Column("id", Role.ID),
        Column("author", Role.AUTHOR),
        Column("email", Role.EMAIL),
        Column("date", Role.DATE),
        Column("subject", Role.OTHER),
        Column("text", Role.TEXT),
        Column("attachment", Role.ATTACHMENT),
        Column("channel", Role.CHANNEL),
    ),
    header=False,
)
_SHOWN = 2_000
"""Characters of history or signature kept beside a reply."""
_SENDERS = 5_000
"""Senders whose last lines are remembered, to know their signature again."""

_BOUNCER = re.compile(r"(?:mailer-?daemon|mail-?daemon|postmaster|mdaemon|maildelivery\w*)@|^microsoftexchange", re.I)
_RETURNED = re.compile(
    r"undeliver|deliver(?:y|ed)?\b.*(?:fail|status|notif|delay|report)|return(?:ed)? (?:mail|to sender)|failure notice|"
    r"mail delivery|non[ -](?:remis|distribu|délivr)|échec|impossible de (?:remettre|distribuer)|retour(?:né)? à l|"
    r"unzustellbar|zustell|onbestelbaar|no se (?:pudo|ha podido) entregar|mancata consegna",
    re.I,
)
_PASSED_ON = re.compile(r"\s*(?:fwd?|tr|wg|doorst|rv|i)\s?:", re.I)
_SENT_LABELS = frozenset(
    ["sent", "envoyés", "messages envoyés", "gesendet", "verzonden", "enviados", "drafts", "draft", "brouillons"]
)  # fmt: skip
_CALENDAR = re.compile(r"method\s*=\s*\"?(request|reply|cancel|publish|counter)", re.I)


class MailFile(ABC):
    """What a mailbox and a single mail give alike: one table of mails."""

    def tables(
        self,
        stream: Peeked,
        guess: Guess,
        *,
        name: str,  # noqa: ARG002 - mails are never refused once recognised
        columns: ColumnMap | None,
        limits: Limits,
    ) -> Iterator[Table]:
        found = COLUMNS if columns is None else COLUMNS.asked_for(columns)
        yield Table(found, self.rows(stream, limits), guess.format)

    @abstractmethod
    def rows(self, stream: Peeked, limits: Limits) -> Iterator[Row]: ...


class Mails:
    """Rows out of mails, in their order. Remembers how each sender ends, for signatures without a mark."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._endings: OrderedDict[str, list[str]] = OrderedDict()

    def row(self, line: int, skimmed: Skimmed, envelope: str = "") -> Row:
        """`envelope` is who the "From " line of a mailbox names. Never raises."""
        message = skimmed.message()
        if message is None:
            return line, Problem("replies.mail_broken", ""), None
        try:
            return self._row(line, message, envelope)
        except (RecursionError, ValueError, LookupError, TypeError, AttributeError, AssertionError):
            return line, Problem("replies.mail_broken", clean(str(message.get("subject", ""))[:RAW_CHARS])), None

    def _row(self, line: int, message: Message, envelope: str) -> Row:  # noqa: PLR0911 - one line for each reason
        found = headers(message)
        name, address = sender(found.get("from", "") or found.get("sender", "") or envelope)
        subject = words(found.get("subject", ""))
        author = f"{name} <{address}>" if name and address else name or address
        if _is_sent(found):
            return line, Mine(), None
        code = _notice(message, found, address, subject)
        if code is not None:
            return line, Notice(code, _shown(author, subject, text_of(message))), None
        written = text_of(message)
        passed = None
        if not written.strip():
            passed = _inner(message)
            written = text_of(passed) if passed is not None else ""
        if written.lstrip().startswith("-----BEGIN PGP MESSAGE"):
            return line, Notice("replies.mail_encrypted", _shown(author, subject, "")), None
        key = address.lower()
        read = letter(clean(written), known=self._endings.get(key, ()), passed_on=bool(_PASSED_ON.match(subject)))
        files = attachments(message)
        if not read.text.strip() and read.history:
            return line, Notice("replies.mail_only_history", _shown(author, subject, read.history)), None
        if len(read.text) > self._limits.cell_chars:
            shown = _shown(author, subject, read.text)
            return line, Problem("replies.cell_too_long", shown, {"limit": self._limits.cell_chars}), None
        self._remember(key, read.text)
        extra = _hints(found)
        if read.forwarded or passed is not None:
            extra["forwarded"] = "yes"
        if read.history:
            extra["history"] = read.history[:_SHOWN]
        if read.signature and len(read.signature) <= _SHOWN:
            extra["signature"] = read.signature
        own_id = words(found.get("message-id", "")).strip("<> ")[:500]
        cells = [own_id, author, address, moment(found), subject, read.text, "\n".join(files), "email"]
        cells = [clean(cell) for cell in cells]  # the standard parser leaves half characters in headers
        extra = {key: clean(value) for key, value in extra.items()}
        if not read.text.strip():
            return line, [*cells[:-1], ""], None
        return line, cells, extra

    def _remember(self, key: str, text: str) -> None:
        if key:
            self._endings[key] = text[-2_000:].split("\n")[-15:]
            self._endings.move_to_end(key)
            if len(self._endings) > _SENDERS:
                self._endings.popitem(last=False)


def _shown(author: str, subject: str, text: str) -> str:
    return clean(" | ".join(part for part in (author, subject, text.strip()) if part)[:RAW_CHARS])


def _is_sent(found: dict[str, str]) -> bool:
    """Gmail's own label on what its owner sent or was writing."""
    labels = found.get("x-gmail-labels", "")
    return bool(labels) and not _SENT_LABELS.isdisjoint(part.strip().lower() for part in words(labels).split(","))


def _notice(message: Message, found: dict[str, str], address: str, subject: str) -> str | None:
    """The code of what is no reply by its kind: returned mail, receipt, invitation, encrypted."""
    kind = message.get_content_type()
    report = str(message.get_param("report-type", "")).lower()
    if kind == "multipart/report":
        return "replies.mail_receipt" if "disposition" in report else "replies.mail_bounce"
    if "x-failed-recipients" in found or (
        _BOUNCER.search(address) and (_RETURNED.search(subject) or not address.lower().startswith("postmaster"))
    ):
        return "replies.mail_bounce"
    if kind in ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"):
        return "replies.mail_encrypted"
    if message.is_multipart() or kind == "text/calendar":
        for part in message.walk():
            if (
                part.get_content_type() == "text/calendar"
                and part.get_content_disposition() != "attachment"
                and _CALENDAR.search(str(part.get("content-type", ""))[:1_000])
            ):
                return "replies.mail_calendar"
    return None


def _inner(message: Message) -> Message | None:
    """The first message sent along as an attachment."""
    for part in message.walk():
        if part.get_content_type() == "message/rfc822" and part.is_multipart():
            inside = part.get_payload(0)
            return inside if isinstance(inside, Message) else None
    return None


def _hints(found: dict[str, str]) -> dict[str, str]:
    """What the headers say of the mail's nature, kept beside the reply."""
    hints: dict[str, str] = {}
    automatic = found.get("auto-submitted", "").strip().lower()
    if automatic and automatic != "no":
        hints["auto_submitted"] = words(automatic)[:60]
    elif "x-autoreply" in found or "x-autorespond" in found or "auto" in found.get("precedence", "").lower():
        hints["auto_submitted"] = "auto-replied"
    if "list-unsubscribe" in found:
        hints["list_unsubscribe"] = words(found["list-unsubscribe"])[:300]
    elif found.get("precedence", "").strip().lower() in ("bulk", "junk"):
        hints["list_unsubscribe"] = words(found["precedence"])[:60]
    spam = found.get("x-spam-flag", "") or found.get("x-spam-status", "")
    labels = {part.strip().lower() for part in words(found.get("x-gmail-labels", "")).split(",")}
    if spam.strip().lower().startswith("yes") or "spam" in labels:
        hints["spam"] = "yes"
    return hints
