"""Tables a million replies stay in: flat numbers and bytes; a dict of Python objects would take ten times as much.

Keys are 64 bits of a hash. They are sorted into `BUCKETS` short arrays, each in order: looking one up halves the array
a few times, putting one in moves some hundred bytes.
"""

from array import array
from bisect import bisect_left
from hashlib import blake2b

BUCKETS = 1 << 15
_LOW = BUCKETS - 1
_VALUE = 0xFFFF_FFFF


def key_of(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


class Texts:
    """Short texts by number, side by side: 5 bytes each and their own."""

    def __init__(self) -> None:
        self._bytes = bytearray(1)
        self._starts = array("I")
        """Where the size of each stands, and its bytes after it; 0 for an empty one."""

    def __len__(self) -> int:
        return len(self._starts)

    def append(self, text: str) -> None:
        self._starts.append(0)
        if text:
            self[len(self._starts) - 1] = text

    def __getitem__(self, number: int) -> str:
        start = self._starts[number] + 1
        size = self._bytes[start - 1]
        if size == 0xFF:
            start += 4
            size = int.from_bytes(self._bytes[start - 4 : start], "little")
        return self._bytes[start : start + size].decode("utf-8", "surrogatepass")

    def __setitem__(self, number: int, text: str) -> None:
        """What stood there stays in memory."""
        written = text.encode("utf-8", "surrogatepass")
        self._starts[number] = len(self._bytes)
        size = len(written)
        self._bytes += bytes([size]) if size < 0xFF else b"\xff" + size.to_bytes(4, "little")
        self._bytes += written


class Keys:
    """A set of keys: 8 bytes each and a little more."""

    def __init__(self) -> None:
        self._buckets: list[array[int] | None] = [None] * BUCKETS

    def add(self, key: int) -> bool:
        """Whether it is new. Of a key the 64 lowest bits count."""
        key &= 0xFFFF_FFFF_FFFF_FFFF
        bucket = self._buckets[key & _LOW]
        if bucket is None:
            self._buckets[key & _LOW] = array("Q", (key,))
            return True
        at = bisect_left(bucket, key)
        if at < len(bucket) and bucket[at] == key:
            return False
        bucket.insert(at, key)
        return True


class HashTable:
    """From a key to a number of 32 bits: 8 bytes each and a little more.

    Of a key 47 bits are looked at, the lowest 15 and the highest 32: of five million keys one pair in ten tables is
    taken for the same.
    """

    def __init__(self) -> None:
        self._buckets: list[array[int] | None] = [None] * BUCKETS

    def get(self, key: int) -> int | None:
        bucket = self._buckets[key & _LOW]
        if bucket is None:
            return None
        high = key & ~_VALUE
        at = bisect_left(bucket, high)
        if at < len(bucket) and (found := bucket[at] ^ high) <= _VALUE:
            return found
        return None

    def put(self, key: int, value: int) -> None:
        high = key & ~_VALUE
        bucket = self._buckets[key & _LOW]
        if bucket is None:
            self._buckets[key & _LOW] = array("Q", (high | value,))
            return
        at = bisect_left(bucket, high)
        if at < len(bucket) and bucket[at] ^ high <= _VALUE:
            bucket[at] = high | value
        else:
            bucket.insert(at, high | value)
