"""Files known at their first bytes that no source reads: each gets the sentence that helps."""

from orchestre.replies.sources.errors import ArchiveNotRead, FileBinary, OldExcel
from orchestre.replies.sources.stream import looks_binary

_ARCHIVES = (b"\x1f\x8b", b"7z\xbc\xaf\x27\x1c", b"Rar!", b"BZh", b"\xfd7zXZ\x00", b"PK\x05\x06", b"PK\x07\x08")
_BINARIES = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x7fELF", b"RIFF", b"MZ\x90", b"SQLite format 3\x00")


def refuse_what_is_no_text(head: bytes, name: str) -> None:
    """Raises OldExcel, ArchiveNotRead or FileBinary. A zip passes: it may be a workbook."""
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise OldExcel(file=name)
    if head.startswith(_ARCHIVES):
        raise ArchiveNotRead(file=name)
    if head.startswith(b"PK\x03\x04"):
        return
    if head.startswith(_BINARIES) or looks_binary(head):
        raise FileBinary(file=name)
