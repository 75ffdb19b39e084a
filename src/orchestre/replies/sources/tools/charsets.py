"""Bytes that say in which encoding they are, and are often wrong."""

import codecs
from functools import lru_cache

_KNOWN = (
    *("utf-8", "utf-16", "utf-32", "ascii", "iso8859", "cp125", "cp437", "cp850", "cp858", "cp874", "mac-", "koi8"),
    *("gb", "big5", "shift_jis", "euc_", "iso2022", "hz", "tis", "cp932", "cp949", "cp950"),
)
"""Codecs of texts whose time grows with the text; Python knows others that are no encoding or are slow on purpose."""


@lru_cache(maxsize=256)
def _codec(declared: str) -> str | None:
    try:
        name = codecs.lookup(declared.strip().strip("\"'")[:40]).name
    except (LookupError, ValueError):
        return None
    if name in ("iso8859-1", "ascii"):
        return "cp1252"  # what programs mean, as browsers read it: 0x80 is the euro
    return name if name.startswith(_KNOWN) else None


_NOT_ASCII = ("utf-16", "utf-32", "iso-2022", "hz")


def decode(data: bytes, declared: str | None = None) -> str:
    """The text: as declared when that fits, else UTF-8, else windows-1252. Never raises; NUL is left out.

    >>> decode(b"d\\xe9j\\xe0 450 \\x80", "iso-8859-1"), decode(b"d\\xc3\\xa9", "latin-1"), decode(b"\\xe9", "utf-8")
    ('déjà 450 €', 'dé', 'é')
    """
    if data.isascii() and not (declared or "").lower().startswith(_NOT_ASCII):
        text = data.decode("ascii")
        return text.replace("\x00", "") if "\x00" in text else text
    codec = _codec(declared) if declared else None
    for attempt in (*(("utf-8", codec) if codec in (None, "cp1252") else (codec, "utf-8")), "cp1252"):
        if attempt is None:
            continue
        try:
            return data.decode(attempt).replace("\x00", "")
        except (UnicodeError, ValueError):
            continue
    return data.decode("cp1252", "replace").replace("\x00", "")
