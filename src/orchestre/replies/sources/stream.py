"""Bytes as they come: a head read once to recognise the file, then text lines in bounded memory."""

import codecs
import io
from collections.abc import Iterator
from typing import BinaryIO, Protocol

CHUNK = 262_144


class Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


def read_up_to(stream: BinaryIO, size: int) -> bytes:
    """`size` bytes, fewer only at the end: a pipe may give less at each read."""
    pieces: list[bytes] = []
    while size > 0:
        piece = stream.read(size)
        if not piece:
            break
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


class Peeked:
    """A stream whose head was read and is given again. It need not be seekable."""

    def __init__(self, stream: BinaryIO, head_bytes: int) -> None:
        self._start = _place(stream)
        self.head = read_up_to(stream, head_bytes)
        self.whole = len(self.head) < head_bytes
        """The head is the whole file."""
        self._stream = stream
        self._at = 0

    def read(self, size: int, /) -> bytes:
        if self._at < len(self.head):
            piece = self.head[self._at : self._at + size]
            self._at += len(piece)
            return piece
        return self._stream.read(size)

    def seekable(self, limit: int) -> BinaryIO | None:
        """The whole as bytes one can move in: the stream itself where it can move, else held in memory; None when
        there are more than `limit` of them. Closing it leaves the stream open."""
        if self._start is not None:
            end = self._stream.seek(0, io.SEEK_END)
            if end - self._start > limit:
                return None
            return io.BufferedReader(_Window(self._stream, self._start, end))
        whole = io.BytesIO()
        while piece := self.read(CHUNK):
            if whole.tell() + len(piece) > limit:
                return None
            whole.write(piece)
        whole.seek(0)
        return whole


def _place(stream: BinaryIO) -> int | None:
    """Where the stream stands; None when one cannot move in it."""
    try:
        return stream.tell() if stream.seekable() else None
    except (OSError, ValueError, AttributeError):  # what only knows how to be read
        return None


class _Window(io.RawIOBase):
    """A part of a stream as a file of its own."""

    def __init__(self, stream: BinaryIO, start: int, end: int) -> None:
        super().__init__()
        self._stream, self._start, self._end, self._at = stream, start, end, start

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        origin = {io.SEEK_SET: self._start, io.SEEK_CUR: self._at, io.SEEK_END: self._end}[whence]
        if origin + offset < self._start:
            raise OSError("before the start")
        self._at = origin + offset
        return self._at - self._start

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        size = min(len(buffer), max(self._end - self._at, 0))
        self._stream.seek(self._at)
        piece = self._stream.read(size)
        buffer[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)


def guess_encoding(head: bytes) -> str:  # noqa: PLR0911 - one line for each sign
    """One of utf-8, utf-16-le, utf-16-be, cp1252. A few stray bytes in UTF-8 change nothing."""
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8"
    if head.startswith(codecs.BOM_UTF16_LE):
        return "utf-16-le"
    if head.startswith(codecs.BOM_UTF16_BE):
        return "utf-16-be"
    sample = head[:4096]
    if len(sample) >= 4:
        even, odd = sample[::2].count(0) / len(sample[::2]), sample[1::2].count(0) / len(sample[1::2])
        if odd > 0.4 and even < 0.1:
            return "utf-16-le"
        if even > 0.4 and odd < 0.1:
            return "utf-16-be"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        text = head.decode("utf-8", "replace")
        wrong = text.count("\ufffd")
        right = sum(1 for char in text if char > "\x7f" and char != "\ufffd")
        return "utf-8" if right > wrong else "cp1252"
    return "utf-8"


def looks_binary(head: bytes) -> bool:
    """Neither text nor UTF-16: many control bytes. A few NUL bytes inside a text are forgiven."""
    if guess_encoding(head).startswith("utf-16"):
        text = head[: len(head) // 2 * 2].decode(guess_encoding(head), "replace")
        strange = sum(1 for char in text if (char < " " and char not in "\t\n\r\f\v\x00") or char == "\ufffd")
        return strange > 0.1 * max(len(text), 1)
    control = sum(head.count(byte) for byte in (*range(9), *range(14, 32), 127))
    return control > max(0.02 * len(head), 3)


def decode_head(head: bytes, encoding: str, *, whole: bool) -> str:
    """The head as text with plain line ends; its last line may be cut when the file goes on."""
    lines = list(text_lines(_Bytes(head), encoding, max_chars=len(head) + 1))
    if not whole and len(lines) > 1:
        lines.pop()
    return "\n".join(lines)


class _Bytes:
    def __init__(self, data: bytes) -> None:
        self._data = data

    def read(self, size: int, /) -> bytes:
        piece, self._data = self._data[:size], self._data[size:]
        return piece


class _Transcoded:
    """UTF-16 read as UTF-8, so that lines are cut in one way only."""

    def __init__(self, stream: Readable, encoding: str) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._over = False

    def read(self, size: int, /) -> bytes:
        while not self._over:
            raw = self._stream.read(size)
            self._over = not raw
            text = self._decoder.decode(raw, final=self._over)
            if text:
                return text.encode("utf-8", "replace")
        return b""


def _decode_line(line: bytes, encoding: str) -> str:
    for attempt in (encoding, "cp1252"):
        try:
            return line.decode(attempt)
        except UnicodeDecodeError:
            continue
    return line.decode("latin-1")


def _decode_block(block: bytes, encoding: str) -> list[str]:
    """Whole lines as text. A line with a stray byte is read as windows-1252, the others keep their encoding."""
    try:
        text = block.decode(encoding)
    except UnicodeDecodeError:
        text = "".join(_decode_line(line, encoding) for line in block.splitlines(keepends=True))
    if "\x00" in text:
        text = text.replace("\x00", "")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.endswith("\n"):
        text = text[:-1]
    return text.split("\n")


def text_lines(stream: Readable, encoding: str, *, max_chars: int) -> Iterator[str]:
    """Every line without its end; NUL bytes and the byte order mark are left out.

    A line longer than `max_chars` is cut a little past that length, so that the caller sees it is too long;
    what is cut off is never held in memory.
    """
    source: Readable = _Transcoded(stream, encoding) if encoding.startswith("utf-16") else stream
    encoding = "utf-8" if encoding.startswith("utf-16") else encoding
    pending, cut, first = b"", False, True
    longest = 4 * max_chars + CHUNK
    while True:
        chunk = source.read(CHUNK)
        if first:
            chunk = chunk.removeprefix(codecs.BOM_UTF8)
            first = False
        if cut:  # inside an over-long line: skip to its end
            end = chunk.find(b"\n")
            if end < 0 and chunk:
                continue
            pending, chunk, cut = pending + b"\n", chunk[end + 1 :] if chunk else b"", False
            yield from _decode_block(pending, encoding)
            pending = b""
            if not chunk:
                continue
        if not chunk:
            break
        pending += chunk
        end = pending.rfind(b"\n")
        if end < 0:
            end = pending.rfind(b"\r", 0, len(pending) - 1)
        if end >= 0:
            yield from _decode_block(pending[: end + 1], encoding)
            pending = pending[end + 1 :]
        elif len(pending) > longest:
            cut = True
    if pending:
        yield from _decode_block(pending, encoding)


def text_pieces(stream: Readable, encoding: str) -> Iterator[str]:
    """The whole text in pieces that keep their line ends, for formats where a line may be the whole file.

    A piece ends with a line, or inside a long one after a character that is one byte in every encoding.
    """
    source: Readable = _Transcoded(stream, encoding) if encoding.startswith("utf-16") else stream
    encoding = "utf-8" if encoding.startswith("utf-16") else encoding
    pending, first = b"", True
    while chunk := source.read(CHUNK):
        pending += chunk.removeprefix(codecs.BOM_UTF8) if first else chunk
        first = False
        end = pending.rfind(b"\n") + 1 or max(pending.rfind(mark) for mark in (b",", b" ", b'"')) + 1
        if not end and len(pending) > 4 * CHUNK:
            end = len(pending)
        if end:
            yield _decode_piece(pending[:end], encoding)
            pending = pending[end:]
    if pending:
        yield _decode_piece(pending, encoding)


def _decode_piece(piece: bytes, encoding: str) -> str:
    return "\n".join(_decode_block(piece, encoding)) + ("\n" if piece.endswith((b"\n", b"\r")) else "")


def clean(text: str) -> str:
    """Without NUL, and with characters that no file can hold (lone surrogates) replaced."""
    if text.isascii():
        return text.replace("\x00", "") if "\x00" in text else text
    if "\x00" in text:
        text = text.replace("\x00", "")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        text = text.encode("utf-8", "replace").decode("utf-8")
    return text
