"""As whom somebody judges."""

from enum import StrEnum


class Part(StrEnum):
    REQUESTER = "requester"
    FINANCE = "finance"
    HEAD = "head"
    BOARD = "board"
    OTHER = "other"
