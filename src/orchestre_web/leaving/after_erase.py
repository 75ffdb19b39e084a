"""A reply, a delivery or all of a call was erased: archives made before still hold it, so they go."""

from orchestre_web.calls.models import Call, Reply
from orchestre_web.leaving import actions


def forget(reply: Reply) -> None:
    actions.forget_packages(reply.call_id)


def forget_call(call: Call) -> None:
    actions.forget_packages(call.pk)


def forget_archives(call: Call) -> None:
    """A delivery was taken out: what else was made of its replies follows by the version of the call."""
    actions.forget_packages(call.pk)
