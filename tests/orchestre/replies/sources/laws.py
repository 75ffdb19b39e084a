"""What holds for any bytes given to `read_file`, whatever source reads them. `lawful` checks all of it at once."""

from collections import Counter
from functools import cache
from importlib import resources
from io import BytesIO
from typing import BinaryIO, cast

from orchestre.replies.reply import Me, NoText, Own, Record, Reply, Unreadable
from orchestre.replies.sources import FileUnreadable, preview, read_file, sources
from orchestre.replies.sources.table import RAW_CHARS

ME = Me(frozenset({"Pauline Garnier"}))


class Pipe:
    """Bytes that come a few at a time and cannot be gone back to."""

    def __init__(self, data: bytes, most: int) -> None:
        self._file, self._most = BytesIO(data), most

    def read(self, size: int = -1) -> bytes:
        return self._file.read(self._most if size < 0 else min(size, self._most))


@cache
def samples() -> dict[str, bytes]:
    """The sample of every source, by the name of the source."""
    folder = resources.files("orchestre.replies.sources")
    return {
        name: file.read_bytes()
        for name in sorted(sources())
        for file in (folder / name).iterdir()
        if file.name.startswith("sample.")
    }


def outcome(stream: object, name: str) -> list[Record] | FileUnreadable:
    try:
        return list(read_file(cast(BinaryIO, stream), name=name, me=ME))
    except FileUnreadable as refused:
        return refused


def lawful(data: bytes, name: str = "file", *, chunk: int = 977) -> list[Record] | None:
    """The records; None when the file as a whole is refused. Asserts that nothing else is ever raised, that each
    refusal has its sentence, that ids are unique, texts clean and what is shown short, and that the same bytes give
    the same records, whole or in pieces."""
    found = outcome(BytesIO(data), name)
    again = outcome(Pipe(data, chunk), name)
    if isinstance(found, FileUnreadable):
        assert isinstance(again, FileUnreadable)
        assert again.code == found.code
        assert found.sentence("fr")
        assert found.sentence("en")
        return None
    assert again == found
    preview(BytesIO(data), name=name)
    ids: set[str] = set()
    counts: Counter[type] = Counter()
    for record in found:
        counts[type(record)] += 1
        assert record.source.line >= 1
        assert record.source.file
        if isinstance(record, Reply):
            assert record.text.strip()
            shown = (record.id, record.text, record.author or "", record.channel or "", *record.given.values())
            for one in (*shown, *record.given):
                assert "\x00" not in one
                one.encode("utf-8")
            assert record.id not in ids
            ids.add(record.id)
        elif isinstance(record, NoText | Unreadable):
            assert record.code.startswith("replies.")
            assert len(record.raw) <= RAW_CHARS
            assert "\x00" not in record.raw
            record.raw.encode("utf-8")
    assert sum(counts[kind] for kind in (Reply, NoText, Own, Unreadable)) == len(found)
    return found
