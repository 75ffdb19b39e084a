"""How much one file may ask of the machine. Past a limit the answer is one clear sentence, not a stopped server."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes for what is received, in characters for text already decoded."""

    head_bytes: int = 262_144
    """Read first, to recognise the format; guesses rest on it."""
    cell_chars: int = 100_000
    """A longer cell or message is set aside with its beginning. Kept under the 131 072 of the `csv` module."""
    row_chars: int = 2_000_000
    columns: int = 500
    sheets: int = 100
    archive_bytes: int = 100_000_000
    archive_entries: int = 2_000
    archive_members: int = 50_000
    """Files of an archive that is no workbook: exports hold every photo."""
    archive_opened_bytes: int = 500_000_000
    archive_ratio: int = 200
    """Opened size over compressed size, looked at from one megabyte opened."""
    mail_bytes: int = 8_000_000
    """Of one message without its attachments, which are never held."""
    mail_parts: int = 60
