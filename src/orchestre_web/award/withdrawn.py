"""A choice is taken back: what was told is given up with it, in the open data too; what was signed stays as it is."""

from orchestre.award import AwardState
from orchestre_web.award import actions
from orchestre_web.award.models import Award
from orchestre_web.calls.models import Call
from orchestre_web.site.words import say

_SAID = {
    AwardState.TOLD.value: "awards.before_told",
    AwardState.SIGNED.value: "awards.before_signed",
    AwardState.ENDED.value: "awards.before_ended",
}


def warned(call: Call) -> list[str]:
    state = Award.objects.filter(call=call).values_list("state", flat=True).first()
    return [say(_SAID[state])] if state in _SAID else []


def follow(call: Call) -> None:
    actions.follow_withdrawal(call)
