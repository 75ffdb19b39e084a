"""The words of a PDF file."""

import io
import logging

from orchestre.replies.attachments.pages import Pages


def read(data: bytes, pages: Pages) -> str:
    """Code of what stood in the way, "" for nothing. Raises anything on a damaged file."""
    from pypdf import PdfReader  # a tenth of a second to load: only when there is a file to read

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # each fault of the file would be a line of our log
    reader = PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        return "replies.file_locked"
    for page in reader.pages:
        pages.write(page.extract_text())
        pages.turn()
        if pages.full:
            break
    return ""
