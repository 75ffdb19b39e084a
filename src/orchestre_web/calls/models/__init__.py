"""The rows of this room. A number of replies is read by columns, in `queries.py`."""

from orchestre_web.calls.models.alike import Letter, LetterCopy, LinkState, PersonLink
from orchestre_web.calls.models.changed import CallChange
from orchestre_web.calls.models.erased import Erasure, ErasureMark, ErasureSalt
from orchestre_web.calls.models.received import (
    KEPT_AT_FIRST,
    REPEATS,
    SET_ASIDE,
    STANDING,
    Call,
    CallQuerySet,
    Correction,
    Delivery,
    DeliveryPart,
    LeftOut,
    Reply,
    ReplyQuerySet,
    keep_until_at_first,
)

__all__ = [
    "KEPT_AT_FIRST",
    "REPEATS",
    "SET_ASIDE",
    "STANDING",
    "Call",
    "CallChange",
    "CallQuerySet",
    "Correction",
    "Delivery",
    "DeliveryPart",
    "Erasure",
    "ErasureMark",
    "ErasureSalt",
    "LeftOut",
    "Letter",
    "LetterCopy",
    "LinkState",
    "PersonLink",
    "Reply",
    "ReplyQuerySet",
    "keep_until_at_first",
]
