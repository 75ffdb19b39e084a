"""What people do with a call, its deliveries and its replies: one verb, one function, checks first."""

from orchestre_web.calls.actions.call import create_call, delete_call, rename_call, title_of
from orchestre_web.calls.actions.delivery import (
    board_address,
    confirm_columns,
    has_columns,
    look,
    read_again,
    receive,
    receive_file,
    receive_paste,
    remove_delivery,
)
from orchestre_web.calls.actions.errors import (
    AlreadyReceived,
    BudgetUpsideDown,
    LessonUnknown,
    NobodyChosen,
    NoTextColumn,
    NothingPasted,
    RoleTwice,
    SourceErased,
    StillReading,
)
from orchestre_web.calls.actions.lesson import switch_lesson
from orchestre_web.calls.actions.person import erase_replies, erase_reply, export_person, forget_call, keep_call_until
from orchestre_web.calls.actions.reply import bring_back, correct, set_aside, undo_correction

__all__ = [
    "AlreadyReceived",
    "BudgetUpsideDown",
    "LessonUnknown",
    "NoTextColumn",
    "NobodyChosen",
    "NothingPasted",
    "RoleTwice",
    "SourceErased",
    "StillReading",
    "board_address",
    "bring_back",
    "confirm_columns",
    "correct",
    "create_call",
    "delete_call",
    "erase_replies",
    "erase_reply",
    "export_person",
    "forget_call",
    "has_columns",
    "keep_call_until",
    "look",
    "read_again",
    "receive",
    "receive_file",
    "receive_paste",
    "remove_delivery",
    "rename_call",
    "set_aside",
    "switch_lesson",
    "title_of",
    "undo_correction",
]
