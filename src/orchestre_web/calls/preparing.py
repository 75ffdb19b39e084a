"""Once the replies of a call were read: what each room works out of them (its `after_import.prepare`)."""

from orchestre_web.calls.models import Call
from orchestre_web.site import rooms


def prepare(call_id: int) -> None:
    """Each room sees the call as the one before left it. What one returns is done last: it went on meanwhile."""
    left = []
    for module in rooms.modules("after_import"):
        call = Call.objects.filter(pk=call_id).first()
        rest = module.prepare(call) if call is not None else None
        if rest is not None:
            left.append(rest)
    for rest in left:
        rest()
