"""What people do with a call, its deliveries and its replies: one verb, one function, checks first."""

from orchestre_web.calls.actions.call import create_call, delete_call, edit_call, title_of
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
    CallOver,
    LessonUnknown,
    NobodyChosen,
    NoTextColumn,
    NothingPasted,
    RoleTwice,
    SourceErased,
    StillReading,
)
from orchestre_web.calls.actions.lesson import switch_lesson
from orchestre_web.calls.actions.letter import keep_letter, set_letter_aside, undo_together
from orchestre_web.calls.actions.person import (
    erase_replies,
    erase_reply,
    export_person,
    forget_call,
    keep_call_until,
    latest_day,
    lift_erasure,
)
from orchestre_web.calls.actions.reply import bring_back, correct, set_aside, undo_correction
from orchestre_web.calls.actions.same import say_same_person

__all__ = [
    "AlreadyReceived",
    "BudgetUpsideDown",
    "CallOver",
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
    "edit_call",
    "erase_replies",
    "erase_reply",
    "export_person",
    "forget_call",
    "has_columns",
    "keep_call_until",
    "keep_letter",
    "latest_day",
    "lift_erasure",
    "look",
    "read_again",
    "receive",
    "receive_file",
    "receive_paste",
    "remove_delivery",
    "say_same_person",
    "set_aside",
    "set_letter_aside",
    "switch_lesson",
    "title_of",
    "undo_correction",
    "undo_together",
]
