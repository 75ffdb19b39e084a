"""The bytes of a delivery, read from any place of them, and forgotten."""

import io

from orchestre_web.calls.models import Delivery, DeliveryPart
from orchestre_web.site.pieces import PIECE


def forget(delivery: Delivery) -> None:
    """The bytes and the rows shown of them go; the counts stay, so that they still add up."""
    delivery.guess = delivery.guess | {"tables": [each | {"rows": []} for each in delivery.guess.get("tables", [])]}
    delivery.save(update_fields=["counts", "guess", "name"])
    delivery.parts.all().delete()


class DeliveryStream(io.RawIOBase):
    """Reads the pieces one after another; wrap it in `io.BufferedReader`."""

    def __init__(self, delivery_id: int, size: int) -> None:
        super().__init__()
        self._delivery, self._size = delivery_id, size
        self._at = 0
        self._next = self._skip = 0
        self._piece = memoryview(b"")

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Every piece but the last is PIECE bytes long, so any byte is found without reading the others."""
        at = max(0, offset + {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence])
        if at != self._at:
            self._at, self._next, self._piece = at, at // PIECE, memoryview(b"")
            self._skip = at % PIECE
        return at

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        if not self._piece:
            data = DeliveryPart.objects.filter(delivery_id=self._delivery, number=self._next).values_list("data")
            found = data.first()
            if found is None:
                return 0
            self._piece = memoryview(bytes(found[0]))[self._skip :]
            self._next += 1
            self._skip = 0
            if not self._piece:
                return 0
        size = min(len(buffer), len(self._piece))
        buffer[:size] = self._piece[:size]
        self._piece = self._piece[size:]
        self._at += size
        return size


def stream(delivery: Delivery) -> io.BufferedReader:
    return io.BufferedReader(DeliveryStream(delivery.pk, delivery.size), 262_144)
