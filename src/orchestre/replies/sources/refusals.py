"""Files known at their first bytes that no source reads: each gets the sentence that helps."""

from orchestre.replies.sources.errors import (
    ArchiveEmpty,
    ArchiveNotRead,
    FileBinary,
    OfficeDocument,
    OldExcel,
    OutlookMessage,
    OutlookStore,
    PdfNotRead,
)

_ARCHIVES = (b"\x1f\x8b", b"7z\xbc\xaf\x27\x1c", b"Rar!", b"BZh", b"\xfd7zXZ\x00", b"PK\x07\x08")
_BINARIES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x7fELF", b"RIFF", b"MZ\x90", b"SQLite format 3\x00")


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def refuse_by_first_bytes(head: bytes, name: str) -> None:
    """Raises the FileUnreadable whose sentence helps. A zip passes: a source reads it."""
    if head.startswith(_OLE):
        if _inside("__substg1.0_") in head or name.lower().endswith(".msg"):
            raise OutlookMessage(file=name)
        if _inside("WordDocument") in head or name.lower().endswith((".doc", ".ppt")):
            raise OfficeDocument(file=name)
        raise OldExcel(file=name)
    if head.startswith(b"!BDN"):
        raise OutlookStore(file=name)
    if head.startswith(b"%PDF"):
        raise PdfNotRead(file=name)
    if head.startswith(b"PK\x05\x06"):
        raise ArchiveEmpty(file=name)
    if head.startswith(_ARCHIVES):
        raise ArchiveNotRead(file=name)
    if head.startswith(_BINARIES):
        raise FileBinary(file=name)


def _inside(entry: str) -> bytes:
    """The name of a part of a compound file, as it stands in its list of parts."""
    return entry.encode("utf-16-le")
