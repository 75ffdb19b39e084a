"""Once replies were read: who was erased at his request and offers again is kept out of the call, and out of here."""

from orchestre_web.calls.models import Call
from orchestre_web.calls.states import DeliveryState
from orchestre_web.publishing.models import Submission
from orchestre_web.publishing.writing import wordless


def prepare(call: Call) -> None:
    rows = Submission.objects.filter(publication__call=call, erased_at=None, delivery__state=DeliveryState.DONE)
    kept_out = rows.filter(delivery__replies=None).select_related("delivery")
    gone = [each.delivery_id for each in kept_out if each.delivery and each.delivery.counts.get("erased")]
    if gone:
        wordless(Submission.objects.filter(delivery__in=gone))
