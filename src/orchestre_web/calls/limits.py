"""How much may come in at once."""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile

MOST_BYTES = 200 * 1024 * 1024
"""Of one file. Past it nothing of the file is kept, on the disk either."""


class WithinLimit(FileUploadHandler):
    """Stops keeping a file at the limit; its name stands in `request.too_large`. Put it before the other handlers."""

    _received = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """A form is read before its page refuses a stranger: nothing of a stranger's file is written meanwhile."""
        super().new_file(*args, **kwargs)
        self._received = 0
        if not getattr(getattr(self.request, "user", None), "is_authenticated", False):
            raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self._received += len(raw_data)
        if self._received > MOST_BYTES:
            too_large = getattr(self.request, "too_large", [])
            self.request.too_large = [*too_large, self.file_name or ""]  # type: ignore[union-attr]
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
