"""The bytes of one mail: its attachments left out while it comes in, its headers and its words read."""

import binascii
import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from email.utils import parsedate_to_datetime

from orchestre.replies.sources.html import html_text
from orchestre.replies.sources.limits import Limits
from orchestre.replies.sources.stream import CHUNK, Readable, clean
from orchestre.replies.sources.tools.charsets import decode

HEADER_CHARS = 10_000
_HEAD_BYTES = 262_144
_LINE_BYTES = 1_000_000

_TYPE = re.compile(rb"^content-type:\s*([\w.+-]+/[\w.+-]+)", re.I | re.M)
_BOUNDARY = re.compile(rb"boundary\s*=\s*(?:\"([^\"\r\n]{1,200})\"|([^\s;\"]{1,200}))", re.I)
_ATTACHED = re.compile(rb"^content-disposition:\s*attachment", re.I | re.M)
_WORDS = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*)\?=(?:[ \t\r\n]+(?==\?))?")
_NAMED = re.compile(r"<\s*([^<>\s]{1,320})\s*>")
_ADDRESS = re.compile(r"[^\s<>\"'(),;:]{1,100}@[^\s<>\"'(),;:]{1,200}")
_NO_HTML = re.compile(r"\bhtml\b|(?:view|voir|afficher).{0,40}(?:online|navigateur|browser|en ligne)", re.I)
_SIGNED = re.compile(
    r"-----BEGIN PGP SIGNED MESSAGE-----\n(?:[A-Z][\w-]*: .*\n)*\n?|\n-----BEGIN PGP SIGNATURE-----[\s\S]*"
)


def byte_lines(stream: Readable) -> Iterator[bytes]:
    """Lines with their ends. One longer than a megabyte comes in pieces."""
    pending = b""
    while chunk := stream.read(CHUNK):
        lines = (pending + chunk).split(b"\n") if pending else chunk.split(b"\n")
        pending = lines.pop()
        for line in lines:
            yield line + b"\n"
        if len(pending) > _LINE_BYTES:
            yield pending
            pending = b""
    if pending:
        yield pending


class Skimmed:
    """A mail taken line by line. What only attachments hold is never kept; past a limit the rest is left out."""

    def __init__(self, limits: Limits) -> None:
        self._lines: list[bytes] = []
        self._limits = limits
        self._size = 0
        self._head: list[bytes] = []
        self._head_size = 0
        self._in_head, self._skip = True, False
        self._ends: dict[bytes, tuple[bytes, bool]] = {}
        self._parts = 1
        self.cut = False

    @property
    def empty(self) -> bool:
        return not self._lines and not self._head

    def add(self, line: bytes) -> None:
        if self._in_head:
            self._header(line)
        elif line[:2] == b"--" and self._ends and (found := self._ends.get(line.rstrip())) is not None:
            ours, closing = found
            self._lines.append(ours)
            self._in_head, self._skip = not closing, closing
            self._parts += not closing
            if self._parts > self._limits.mail_parts:
                self.cut, self._in_head, self._skip = True, False, True
                self._ends.clear()
        elif not self._skip:
            self._size += len(line)
            if self._size > self._limits.mail_bytes:
                self.cut = self._skip = True
            else:
                self._lines.append(line)

    def _header(self, line: bytes) -> None:
        if line.strip():
            self._head_size += len(line)
            if self._head_size <= _HEAD_BYTES:
                self._head.append(line)
            return
        head = b"".join(self._head)
        self._head.clear()
        kind = match[1].lower() if (match := _TYPE.search(head)) else b"text/plain"
        self._in_head = self._skip = False
        if kind.startswith(b"multipart/"):
            if match := _BOUNDARY.search(head):
                head = self._renamed(head, match)
        elif kind == b"message/rfc822":
            self._parts += 1
            self._in_head = self._parts <= self._limits.mail_parts
            self._skip = not self._in_head
        else:
            self._skip = kind not in (b"text/plain", b"text/html") or bool(_ATTACHED.search(head))
        self._lines += (head, line)

    def _renamed(self, head: bytes, match: "re.Match[bytes]") -> bytes:
        """The boundary under a short name of ours: the standard parser makes a pattern of each, and keeps a few."""
        end = b"--" + (match[1] or match[2]).rstrip()
        ours = b"=_%d" % len(self._ends)
        self._ends.setdefault(end, (b"--" + ours + b"\n", False))
        self._ends.setdefault(end + b"--", (b"--" + ours + b"--\n", True))
        ours = self._ends[end][0][2:-1]
        return head[: match.start()] + b'boundary="' + ours + b'"' + head[match.end() :]

    def message(self) -> Message | None:
        """None when the parts cannot be told apart."""
        try:
            return message_from_bytes(b"".join((*self._lines, *self._head)))
        except Exception:  # the standard parser fails in rare ways on made-up mails
            return None


def headers(message: Message) -> dict[str, str]:
    """The first value of each header, by its name in lower case, decoded and on one line."""
    found: dict[str, str] = {}
    for name, value in message.raw_items():
        found.setdefault(str(name).lower(), str(value)[:HEADER_CHARS])
    return found


def words(value: str) -> str:
    """A header as people read it.

    >>> words("Proposition =?utf-8?q?=C3=A0?= =?utf-8?b?IFJlbm5lcw==?="), words("=?x-unknown?q?a_b?=")
    ('Proposition à Rennes', 'a b')
    """
    if not value.isascii():  # bytes that the parser kept as they came
        value = decode(value.encode("utf-8", "surrogateescape"))
    if "=?" in value:
        value = _decoded(value)
    return clean(" ".join(value.split()))


def _decoded(value: str) -> str:
    pieces: list[str] = []
    pending, charset, at = b"", "", 0
    for match in _WORDS.finditer(value):
        between = value[at : match.start()]
        data = _word(match[2], match[3])
        name = match[1].split("*")[0].lower()
        if pending and (between or name != charset):
            pieces.append(decode(pending, charset))
            pending = b""
        pieces.append(between)
        pending, charset, at = pending + data, name, match.end()
    if pending:
        pieces.append(decode(pending, charset))
    return "".join(pieces) + value[at:]


def _word(way: str, written: str) -> bytes:
    raw = written.encode("ascii", "replace")
    if way in "qQ":
        return re.sub(rb"=([0-9A-Fa-f]{2})", lambda m: bytes.fromhex(m[1].decode()), raw.replace(b"_", b" "))
    raw = re.sub(rb"[^A-Za-z0-9+/]", b"", raw)
    try:
        return binascii.a2b_base64(raw[: len(raw) - (len(raw) % 4 == 1)] + b"=" * (-len(raw) % 4))
    except ValueError:
        return raw


def sender(value: str) -> tuple[str, str]:
    """Name and address of a From header; either may be "".

    >>> sender('"Lemaire, Agathe" <a@b.exemple>'), sender("a@b.exemple (Agathe)"), sender("Agathe")
    (('Lemaire, Agathe', 'a@b.exemple'), ('Agathe', 'a@b.exemple'), ('Agathe', ''))
    """
    value = value[:2_000]
    if match := _NAMED.search(value):
        return _plain_name(value[: match.start()]) or _plain_name(value[match.end() :]), match[1]
    if match := _ADDRESS.search(value):
        return _plain_name((value[: match.start()] + value[match.end() :]).strip().strip("()")), match[0]
    return _plain_name(value), ""


def _plain_name(written: str) -> str:
    written = words(re.sub(r"\\(.)", r"\1", written))
    return written.strip(" \t,;\"'")[:200].strip()


def moment(found: dict[str, str]) -> str:
    """When it was sent as ISO 8601, with a zone when one was written; else the words of the header."""
    written = found.get("date", "")
    received = found.get("received", "").rsplit(";", 1)
    for value in (written, received[-1] if len(received) > 1 else ""):
        if value.strip():
            try:
                return parsedate_to_datetime(words(value)[:100]).replace(microsecond=0).isoformat()
            except (ValueError, TypeError, IndexError, OverflowError):
                continue
    return words(written)[:80]


def _charset(part: Message) -> str | None:
    found = part.get_param("charset")
    return found[2] if isinstance(found, tuple) else found


def _bytes(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _flowed(text: str, *, joined: bool) -> str:
    """Soft line ends of format=flowed taken out (RFC 3676)."""
    out: list[str] = []
    soft = False
    for line in text.split("\n"):
        body = line[1:] if line.startswith(" ") else line
        if soft and not line.startswith(">"):
            out[-1] += body
        else:
            out.append(body)
        soft = body.endswith(" ") and body != "-- " and not body.startswith(">")
        if soft and joined:
            out[-1] = out[-1][:-1]
    return "\n".join(line.rstrip() if line != "-- " else line for line in out)


def text_of(part: Message, depth: int = 0) -> str:  # noqa: PLR0911 - one line for each kind of part
    """The words of a part: those of its plain form, else of its HTML form. Messages inside are left out."""
    kind = part.get_content_type()
    if part.is_multipart():
        if kind.startswith("message/") or depth > 20:
            return ""
        children = [child for child in part.get_payload() if isinstance(child, Message)]
        if kind == "multipart/alternative":
            plain = "\n\n".join(_all_words(children, depth, html=False))
            if plain.strip() and not (len(plain) < 300 and _NO_HTML.search(plain)):
                return plain
            return "\n\n".join(_all_words(children, depth, html=True)[-1:]) or plain
        return "\n\n".join(words for child in children if (words := text_of(child, depth + 1)).strip())
    if part.get_content_disposition() == "attachment":
        return ""
    if kind == "text/html":
        return html_text(decode(_bytes(part), _charset(part)))
    if kind == "text/plain" or kind.startswith("multipart/"):
        text = decode(_bytes(part), _charset(part)).replace("\r\n", "\n").replace("\r", "\n")
        if str(part.get_param("format", "")).lower() == "flowed":
            text = _flowed(text, joined=str(part.get_param("delsp", "")).lower() == "yes")
        if "-----BEGIN PGP SIGNED" in text:
            text = _SIGNED.sub("", text)
        return text
    return ""


def _all_words(children: list[Message], depth: int, *, html: bool) -> list[str]:
    found = [text_of(child, depth + 1) for child in children if (child.get_content_type() == "text/plain") is not html]
    return [one for one in found if one.strip()]


def attachments(message: Message) -> list[str]:
    """Names of the files sent along; pictures that only dress the text are left out."""
    names: list[str] = []
    for part in message.walk():
        attached = part.get_content_disposition() == "attachment"
        if part.get_content_maintype() == "image" and part.get("content-id") and not attached:
            continue
        try:
            name = part.get_filename()
        except Exception:  # a made-up RFC 2231 name
            name = None
        if name or attached:
            names.append(words(str(name or part.get_content_type()))[:150])
        if len(names) >= 20:
            break
    return names
