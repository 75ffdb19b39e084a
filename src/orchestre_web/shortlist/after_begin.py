"""What this room states of a call at its beginning: the rule of the choice, before any reply can be known."""

from datetime import datetime

from orchestre_web.calls.models import Call
from orchestre_web.shortlist import actions


def begin(call: Call, *, now: datetime) -> None:
    """The first decision, from the sentence and the budget; none without a budget, which is the owner's to state."""
    actions.decision_of(call, now=now)
