"""Once replies were read: the provider of today, noted by the owner, has the letter that says so."""

from orchestre_web.answers import actions
from orchestre_web.calls.models import Call


def prepare(call: Call) -> None:
    actions.settle_in_place(call)
