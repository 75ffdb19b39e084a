"""The pages of judging: one's weights, the judges, the choice and its approval, the minutes."""

from orchestre_web.judging.views.choosing import (
    approve,
    decision,
    declare,
    minutes,
    minutes_file,
    set_limit,
    withdraw_approval,
    withdraw_choice,
)
from orchestre_web.judging.views.judges import close_judging, judges, name_part, withdraw_judge
from orchestre_web.judging.views.weights import (
    change_limit,
    guest,
    guest_declare,
    guest_say,
    guest_send,
    guest_take_back,
    keep_weights,
    say,
    send,
    take_back,
    weights,
)

__all__ = [
    "approve",
    "change_limit",
    "close_judging",
    "decision",
    "declare",
    "guest",
    "guest_declare",
    "guest_say",
    "guest_send",
    "guest_take_back",
    "judges",
    "keep_weights",
    "minutes",
    "minutes_file",
    "name_part",
    "say",
    "send",
    "set_limit",
    "take_back",
    "weights",
    "withdraw_approval",
    "withdraw_choice",
    "withdraw_judge",
]
