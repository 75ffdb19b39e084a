"""A choice is taken back: what people were told and what was signed stays as it is, and is said before."""

from orchestre.award import AwardState
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
    """Its page says that nothing is chosen; giving up or choosing again is somebody's own step."""
