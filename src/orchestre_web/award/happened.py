"""What was done with the award of a call."""

from datetime import datetime

from django.urls import reverse

from orchestre_web.award import queries
from orchestre_web.award.models import Award, AwardEvent
from orchestre_web.award.shown import step_said
from orchestre_web.calls.models import Call
from orchestre_web.site.asked_often import Often
from orchestre_web.site.happened import Event, Newest, Undo

_award = Often(lambda call: Award.objects.filter(call=call))
_newest = Newest(lambda call: AwardEvent.objects.filter(award__call=call).select_related("by", "undone"))


def events(call: Call, since: datetime | None, most: int) -> list[Event]:
    """Five queries at most."""
    award = _award.first(call.pk)
    if award is None:
        return []
    award.call = call
    last = queries.undoable(queries.standing(award), award.events.select_related("undone"))
    page = reverse("award:page", args=[call.pk])
    return [
        Event(
            at=each.at,
            by=each.by,
            what=step_said(each),
            kind="awards.happened_n",
            address=page,
            why=each.why,
            undo=Undo(reverse("award:undo", args=[call.pk])) if last is not None and each.pk == last.pk else None,
            undone=each.is_undone,
        )
        for each in _newest.of(call, since, most)
    ]
