"""What was done with the public page of a call."""

from datetime import datetime

from django.urls import reverse

from orchestre_web.calls.models import Call
from orchestre_web.publishing.models import Enquiry, PublicationChange, Submission
from orchestre_web.publishing.shown import change_in_words
from orchestre_web.site.happened import Event, Newest
from orchestre_web.site.words import say

_changes = Newest(
    lambda call: PublicationChange.objects.filter(publication__call=call).select_related("by").order_by("-pk")
)
_answered = Newest(
    lambda call: (
        Enquiry.objects.filter(publication__call=call, answered_at__isnull=False)
        .select_related("answered_by")
        .order_by("-answered_at", "-pk")
    ),
    "answered_at",
)
_amended = Newest(
    lambda call: Submission.objects.filter(publication__call=call, number__gt=1, erased_at=None).order_by(
        "-sent_at", "-pk"
    ),
    "sent_at",
)


def events(call: Call, since: datetime | None, most: int) -> list[Event]:
    """Three queries."""
    page = reverse("publishing:page", args=[call.pk])
    found = [
        Event(at=each.at, by=each.by, what=change_in_words(each), kind="publishing.happened_n", address=page)
        for each in _changes.of(call, since, most)
    ]
    for enquiry in _answered.of(call, since, most):
        assert enquiry.answered_at is not None
        what = say("publishing.happened_answer")
        found.append(Event(enquiry.answered_at, enquiry.answered_by, what, "publishing.happened_answer_n", page))
    for each in _amended.of(call, since, most):
        address = reverse("publishing:submission", args=[call.pk, each.pk])
        what = say("publishing.happened_amended", n=each.number)
        found.append(
            Event(
                each.sent_at, None, what, "publishing.happened_amended_n", address, about=each.answers.get("name", "")
            )
        )
    return sorted(found, key=lambda event: event.at, reverse=True)[:most]
