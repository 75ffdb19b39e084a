"""How much may come in at once."""

import io
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopFutureHandlers
from django.urls import Resolver404, resolve

MOST_BYTES = 200 * 1024 * 1024
"""Of one file. Past it nothing of the file is kept, on the disk either."""
MOST_SHARED = 8 * 1024 * 1024
"""Of all the files of one share: they wait inside a page."""
MOST_OF_GUEST = 21 * 1024 * 1024
"""Of all the files of one offer made on a public page."""
OF_GUESTS = frozenset({"publishing:public", "publishing:amend"})
"""The pages where somebody without an account sends files with an offer."""


class WithinLimit(FileUploadHandler):
    """Stops keeping a file at the limit; its name stands in `request.too_large`. Put it before the other handlers.

    A form is read before its page refuses a stranger: nothing of a stranger's file is written meanwhile. What a phone
    shares before its owner has logged in, and what a guest sends with an offer, pass through memory alone.
    """

    _received = 0
    _most = MOST_SHARED
    _held: io.BytesIO | None = None

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Raises SkipFile for a stranger's file that no page waits for, StopFutureHandlers for one that a page does."""
        super().new_file(*args, **kwargs)
        self._received, self._held = 0, None
        if getattr(getattr(self.request, "user", None), "is_authenticated", False):
            return
        most = _of_strangers(getattr(self.request, "path_info", ""))
        if most is None:
            raise SkipFile
        self._most = most
        self._held = io.BytesIO()
        raise StopFutureHandlers  # those after us would open a file on the disk, be it empty

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        self._received += len(raw_data)
        if self._held is None:
            if self._received > MOST_BYTES:
                self._refuse()
            return raw_data
        before = getattr(self.request, "held_bytes", 0)
        if before + len(raw_data) > self._most:
            self._refuse()
        self.request.held_bytes = before + len(raw_data)  # type: ignore[union-attr]
        self._held.write(raw_data)
        return None  # no other handler sees it

    def _refuse(self) -> None:
        too_large = getattr(self.request, "too_large", [])
        self.request.too_large = [*too_large, self.file_name or ""]  # type: ignore[union-attr]
        raise SkipFile

    def file_complete(self, file_size: int) -> InMemoryUploadedFile | None:
        if self._held is None:
            return None
        self._held.seek(0)
        return InMemoryUploadedFile(
            self._held, self.field_name, self.file_name, self.content_type, file_size, self.charset
        )


def _of_strangers(path: str) -> int | None:
    """How many bytes of files a page takes from who is not logged in; None for none."""
    try:
        name = resolve(path).view_name
    except Resolver404:
        return None
    if name == "calls:share":
        return MOST_SHARED
    return MOST_OF_GUEST if name in OF_GUESTS else None
