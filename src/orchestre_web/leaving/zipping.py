"""A zip written piece by piece, never whole in memory."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime

Entry = tuple[str, Iterable[bytes]]
"""A name in the archive, and its content in pieces."""


class _Sink(io.RawIOBase):
    """What zipfile writes to: it cannot be read or gone back in, and is emptied after each piece."""

    def __init__(self) -> None:
        self._held = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        piece = bytes(data)  # type: ignore[call-overload]
        self._held += piece
        return len(piece)

    def taken(self) -> bytes:
        piece = bytes(self._held)
        self._held.clear()
        return piece


def zipped(entries: Iterable[Entry], now: datetime) -> Iterator[bytes]:
    """The bytes of a zip of these entries, as they come. Memory: one piece of one entry."""
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
        for name, content in entries:
            about = zipfile.ZipInfo(name, now.timetuple()[:6])
            about.compress_type = zipfile.ZIP_DEFLATED
            about.external_attr = 0o600 << 16
            with archive.open(about, "w", force_zip64=True) as file:
                for piece in content:
                    file.write(piece)
                    yield sink.taken()
            yield sink.taken()
    yield sink.taken()
