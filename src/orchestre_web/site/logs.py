"""What is written of an error: where it came from and of what kind it is, not the words of people it may hold."""

import logging
import re
import traceback
from types import TracebackType

from django.core.exceptions import ImproperlyConfigured, SuspiciousOperation
from django.db.utils import OperationalError

Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]

PLAIN = (OperationalError, ImproperlyConfigured, SuspiciousOperation, ImportError, OSError)
"""Errors whose words are about the machine. Those of a constraint or of a conversion quote what was to be saved."""


_SECRET = re.compile(r"/(invitation|juger|recommander|modifier|adresse)/[^/\s\"']+")


class Wordless(logging.Formatter):
    """The frames of an error and of those behind it, each with its kind. An address that opens a door by itself is
    written without its secret."""

    def format(self, record: logging.LogRecord) -> str:
        return _SECRET.sub(r"/\1/…", super().format(record))

    def formatException(self, ei: Raised) -> str:  # noqa: N802 - named by the standard library
        error, lines = ei[1], list[str]()
        seen: set[int] = set()
        while error is not None and id(error) not in seen:
            seen.add(id(error))
            words = f": {error}" if isinstance(error, PLAIN) else ""
            lines.append("".join(traceback.format_tb(error.__traceback__)) + type(error).__qualname__ + words)
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\nbefore it:\n".join(lines)
