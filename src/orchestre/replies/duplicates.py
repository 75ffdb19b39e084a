"""The same thing said twice: exact copies, edited copies and templates, and the same person again.

Replies are fed in order, each points to an earlier one at most. No pair is compared without a reason:

- exact: the same normal form (folded words), by a hash;
- near: MinHash signatures over pairs of words (Broder, 1997), grouped in bands; a candidate found in a band counts
  when the signatures agree enough;
- person: the same e-mail, phone, profile address where the names do not differ, or the same name with the same town;
  a name of two words or more alone, within one call or source.

Answers of three words or fewer say nothing of who wrote them: only the same author repeats them.
A million replies stay in memory: about 600 bytes each (their ids, and flat tables of integers).
"""

from array import array
from collections.abc import Sequence
from dataclasses import replace
from hashlib import blake2b
from typing import Any
from zlib import crc32

import numpy as np
import numpy.typing as npt

from orchestre.reading.normal import Prepared, prepare
from orchestre.reading.values import Price
from orchestre.replies.extract import Duplicate, DuplicateType, Extract, Kind
from orchestre.replies.identity import author_name, contact_keys, name_keys, names_agree
from orchestre.replies.reply import Reply

BANDS, ROWS = 20, 2
HASHES = 64
"""The first BANDS x ROWS of them make the bands; all of them measure how alike two texts are."""
NEAR = 0.4
"""Share of equal hashes from which two texts are copies of one another (an estimate of their Jaccard similarity)."""
SHINGLE = 2
FEW_WORDS = 3
ENOUGH_WORDS = 12
"""Shorter texts share their few words by chance: they are compared exactly only."""

_MASK = (1 << 64) - 1


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little") or 1


class _Table:
    """An open hash table from a 64-bit key to a number: 12 bytes a slot, twice as many slots as keys at most four."""

    def __init__(self) -> None:
        self._keys = array("Q", bytes(8 * 1024))
        self._values = array("I", bytes(4 * 1024))
        self._used = 0

    def _slot(self, key: int) -> int:
        keys, mask = self._keys, len(self._keys) - 1
        at = (key ^ (key >> 32)) & mask
        while keys[at] and keys[at] != key:
            at = (at + 1) & mask
        return at

    def get(self, key: int) -> int | None:
        at = self._slot(key)
        return self._values[at] if self._keys[at] else None

    def put(self, key: int, value: int) -> None:
        at = self._slot(key)
        if not self._keys[at]:
            self._used += 1
        self._keys[at], self._values[at] = key, value
        if self._used * 2 > len(self._keys):
            self._grow()

    def _grow(self) -> None:
        keys, values = self._keys, self._values
        self._keys = array("Q", bytes(16 * len(keys)))
        self._values = array("I", bytes(8 * len(keys)))
        for key, value in zip(keys, values, strict=True):
            if key:
                at = self._slot(key)
                self._keys[at], self._values[at] = key, value


_draw = np.random.default_rng(20260101)
_MULTIPLY = _draw.integers(1, 1 << 63, HASHES, dtype=np.uint64) | np.uint64(1)
_ADD = _draw.integers(0, 1 << 63, HASHES, dtype=np.uint64)
_BAND_MULTIPLY = _draw.integers(1, 1 << 63, (BANDS, ROWS), dtype=np.uint64) | np.uint64(1)


def signature(words: list[str]) -> npt.NDArray[np.uint32]:
    """MinHash of the pairs of words: for each of `HASHES` multiply-shift hashes (Dietzfelbinger) the least value."""
    shingles = {" ".join(words[at : at + SHINGLE]) for at in range(max(1, len(words) - SHINGLE + 1))}
    keys = np.fromiter((_shingle_hash(one) for one in shingles), dtype=np.uint64, count=len(shingles))
    with np.errstate(over="ignore"):
        mixed = keys[:, None] * _MULTIPLY + _ADD
    least: npt.NDArray[np.uint32] = (mixed >> np.uint64(32)).astype(np.uint32).min(axis=0)
    return least


def _shingle_hash(shingle: str) -> int:
    return crc32(shingle.encode("utf-8", "surrogatepass"))


class _Near:
    """Signatures and their bands. A slot keeps the first reply that came with it; later copies find it there."""

    def __init__(self) -> None:
        self._signatures: npt.NDArray[np.uint8] = np.zeros((1024, HASHES), dtype=np.uint8)
        self._rows = array("I")
        self._bits = 12
        self._slots: npt.NDArray[np.int32] = np.full((BANDS, 1 << self._bits), -1, dtype=np.int32)
        self._bands: npt.NDArray[np.uint32] = np.zeros((1024, BANDS), dtype=np.uint32)
        self._each = np.arange(BANDS)

    def _band_keys(self, whole: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
        with np.errstate(over="ignore"):
            mixed = (whole[: BANDS * ROWS].reshape(BANDS, ROWS).astype(np.uint64) * _BAND_MULTIPLY).sum(axis=1)
        keys: npt.NDArray[np.uint32] = (mixed >> np.uint64(32)).astype(np.uint32)
        return keys

    def find_or_add(self, whole: npt.NDArray[np.uint32], number: int) -> int | None:
        """The number of the closest earlier text that is near enough. The text is added as well: copies drift."""
        small = whole.astype(np.uint8)
        keys = self._band_keys(whole)
        slots = keys >> np.uint32(32 - self._bits)
        both = np.stack((slots, slots ^ np.uint32(1)))  # a slot already taken has a neighbour
        held = self._slots[self._each, both]
        candidates = np.unique(held[held >= 0])
        found: int | None = None
        if len(candidates):
            alike = (self._signatures[candidates] == small).mean(axis=1)
            best = int(alike.argmax())
            if alike[best] >= NEAR:
                found = self._rows[int(candidates[best])]
        self._add(small, keys, both, held, number)
        return found

    def _add(
        self,
        small: npt.NDArray[np.uint8],
        keys: npt.NDArray[np.uint32],
        both: npt.NDArray[np.uint32],
        held: npt.NDArray[np.int32],
        number: int,
    ) -> None:
        row = len(self._rows)
        if row == len(self._signatures):
            self._signatures = _longer(self._signatures)
            self._bands = _longer(self._bands)
        self._signatures[row] = small
        self._bands[row] = keys
        self._rows.append(number)
        self._take(both, held, row)
        if len(self._rows) * 5 > 4 << self._bits:
            self._widen()

    def _take(self, both: npt.NDArray[np.uint32], held: npt.NDArray[np.int32], row: int) -> None:
        """The first free of the two slots of each band; a band with none is left out."""
        for slots, free in ((both[0], held[0] < 0), (both[1], (held[0] >= 0) & (held[1] < 0))):
            self._slots[self._each[free], slots[free]] = row

    def _widen(self) -> None:
        self._bits += 1
        self._slots = np.full((BANDS, 1 << self._bits), -1, dtype=np.int32)
        count = len(self._rows)
        slots = self._bands[:count] >> np.uint32(32 - self._bits)
        backwards = np.arange(count - 1, -1, -1, dtype=np.int32)
        for band in range(BANDS):  # the last written wins: writing backwards keeps the first reply of each slot
            own = slots[:, band]
            self._slots[band, own[::-1]] = backwards
            late = np.flatnonzero(self._slots[band, own] != np.arange(count))[::-1].astype(np.int32)
            beside = own[late] ^ np.uint32(1)
            free = self._slots[band, beside] < 0
            self._slots[band, beside[free]] = late[free]


def _longer(rows: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """A quarter longer: doubling would cost too much memory near a million."""
    return np.concatenate([rows, np.zeros((len(rows) // 4, rows.shape[1]), dtype=rows.dtype)])


def current(replies: Sequence[tuple[Reply, Extract]]) -> tuple[Reply, Extract]:
    """Which reply of one person stands: the latest offer that gives a price, else the latest offer, else the latest.

    Latest by `posted_at` when all of them have one, else by order. Raises ValueError when there is none.
    """
    if not replies:
        raise ValueError("no reply")
    dated = list(replies)
    if all(reply.posted_at for reply, _ in replies):
        dated.sort(key=lambda one: one[0].posted_at or "")
    offers = [one for one in dated if one[1].kind is Kind.OFFER]
    priced = [one for one in offers if any(_has_amount(price) for price in one[1].price)]
    return (priced or offers or dated)[-1]


def _has_amount(price: Price) -> bool:
    return price.amount_min is not None or price.amount_max is not None


class DuplicateIndex:
    """Feed every reply in order with `add`. Only this grows while a million replies stream by."""

    def __init__(self) -> None:
        self._ids: list[str] = []
        self._exact = _Table()
        self._persons = _Table()
        self._near = _Near()
        self._first = array("I")
        """For each reply the number of its first copy; its own when it is one."""
        self._person = array("I")
        """For each reply the number of the first reply of the same person."""
        self._names: list[str] = []
        """For the first reply of a person the fullest name known of him; "" elsewhere and where none is given."""

    def __len__(self) -> int:
        return len(self._ids)

    def add(self, reply: Reply, extract: Extract, ready: Prepared | None = None) -> Duplicate | None:
        """The earlier reply this one repeats; null for a first copy."""
        number = len(self._ids)
        words = [word.folded for word in (ready or prepare(reply.text)).words]
        name = author_name(reply)
        keys, person = self._recognised(reply, extract, name)
        exact = self._exact_copy(words, reply, name, number, person)
        if person is None and exact is not None and names_agree(name, self._names[self._person[exact]]):
            person = exact  # the same words and no other name: the same person until somebody says otherwise
        near: int | None = None
        if exact is None and len(words) >= ENOUGH_WORDS:
            near = self._near.find_or_add(signature(words), number)
        self._ids.append(reply.id)
        self._names.append("")
        self._person.append(number if person is None else self._person[person])
        one = self._person[number]
        self._names[one] = max(self._names[one], name, key=len)
        for key in keys:
            if self._persons.get(key) is None:
                self._persons.put(key, number)
        for found, kind in ((exact, DuplicateType.EXACT), (near, DuplicateType.NEAR), (person, DuplicateType.PERSON)):
            if found is None:
                continue
            first = self._person[found] if kind is DuplicateType.PERSON else self._first[found]
            self._first.append(self._first[first] if kind is DuplicateType.PERSON else first)
            return Duplicate(self._ids[self._first[number]], kind)
        self._first.append(number)
        return None

    def _recognised(self, reply: Reply, extract: Extract, name: str) -> tuple[list[int], int | None]:
        """The keys this reply is to be found by, and the first earlier reply of the same person.

        A contact held by somebody of another name is kept together with the name: it is found by both.
        """
        keys = [_hash(key) for key in name_keys(reply, extract)]
        found = [number for key in keys if (number := self._persons.get(key)) is not None]
        for contact in contact_keys(reply, extract):
            key = _hash(contact)
            known = self._persons.get(key)
            if known is not None and not names_agree(name, self._names[self._person[known]]):
                key = _hash(f"{contact} of {name}")
                known = self._persons.get(key)
            keys.append(key)
            if known is not None:
                found.append(known)
        return keys, min(found, default=None)

    def _exact_copy(self, words: list[str], reply: Reply, name: str, number: int, person: int | None) -> int | None:
        form = " ".join(words) or reply.text.strip()
        if len(words) <= FEW_WORDS:
            # "oui", "up", "intéressé, mp": many people write the same; the same author does so twice.
            if not name and person is None:
                return None
            form = f"{form} by {name or self._person[person or 0]}"
        key = _hash(form)
        known = self._exact.get(key)
        if known is None:
            self._exact.put(key, number)
        return known

    def persons(self) -> dict[str, list[str]]:
        """Id of a person's first reply -> ids of all his replies in order; only persons with more than one.

        `current` says which of them stands.
        """
        grouped: dict[int, list[str]] = {}
        for number, person in enumerate(self._person):
            grouped.setdefault(person, []).append(self._ids[number])
        return {self._ids[person]: ids for person, ids in grouped.items() if len(ids) > 1}


class OwnIds:
    """Each reply of several sources gets an id of its own: two files may both have a reply "1".

    The first keeps the id of its source. The same id with other words gets a number ("1-2"); the very same reply
    again gets one too, and is an exact copy of the first.
    """

    def __init__(self) -> None:
        self._words = _Table()
        """By the hash of an id already given, 32 bits of the fingerprint of its reply."""
        self._copies: dict[str, int] = {}
        """How many times an id came, for those that came more than once."""
        self._others: dict[tuple[str, int], str] = {}
        """The id given to other words under an id already taken."""

    def own(self, reply: Reply, fingerprint: str) -> tuple[Reply, Duplicate | None]:
        words = crc32(fingerprint.encode())
        first = self._words.get(_hash(reply.id))
        if first is None:
            self._words.put(_hash(reply.id), words)
            return reply, None
        copy = self._copies.get(reply.id, 1) + 1
        while self._words.get(_hash(f"{reply.id}-{copy}")) is not None:
            copy += 1
        self._copies[reply.id] = copy
        new = f"{reply.id}-{copy}"
        self._words.put(_hash(new), words)
        if first == words:
            return replace(reply, id=new), Duplicate(reply.id, DuplicateType.EXACT)
        known = self._others.setdefault((reply.id, words), new)
        return replace(reply, id=new), None if known is new else Duplicate(known, DuplicateType.EXACT)
