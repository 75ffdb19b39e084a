"""Where in a text something was said. Offsets are code points of the text as it was received."""

from dataclasses import dataclass
from typing import NewType

Span = tuple[int, int]
"""Half-open: `text[start:end]` are the words."""

ReplyId = NewType("ReplyId", str)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words a figure came from, quoted, with their place."""

    text: str
    start: int
    end: int

    @classmethod
    def quote(cls, whole: str, span: Span) -> "Evidence":
        start, end = span
        return cls(whole[start:end], start, end)
