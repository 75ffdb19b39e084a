"""A reply was erased at its author's request, or the time of a call is over: nothing of what guests sent stays."""

from orchestre_web.calls.models import Call, Reply
from orchestre_web.publishing.models import Enquiry, Submission
from orchestre_web.publishing.writing import wordless


def forget(reply: Reply) -> None:
    """Every version of the offer that this reply is. The moments and the marks stay, so that the counts add up."""
    if reply.given.get("form_sent"):
        wordless(Submission.objects.filter(delivery=reply.delivery_id))
        wordless(Submission.objects.filter(first__delivery=reply.delivery_id))


def forget_call(call: Call) -> None:
    wordless(Submission.objects.filter(publication__call=call))
    Enquiry.objects.filter(publication__call=call).update(email="")
