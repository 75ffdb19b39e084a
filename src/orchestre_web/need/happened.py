"""What the history of a call says of its need: which version it was made from."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from orchestre_web.need.models import NeedVersion
from orchestre_web.site.asked_often import Often
from orchestre_web.site.happened import Event
from orchestre_web.site.words import say

_version = Often(lambda version: NeedVersion.objects.defer("document", "inputs").filter(pk=version))


def events(call: Any, since: datetime | None, most: int) -> list[Event]:
    """One query at most. The call stands after this room: it is handed over, and asked for its columns alone."""
    if call.need_version_id is None or (since is not None and call.created_at <= since):
        return []
    version = _version.first(call.need_version_id)
    return (
        []
        if version is None
        else [
            Event(
                at=call.created_at,
                by=call.created_by,
                what=say("needs.happened_called", n=version.number),
                kind="needs.happened_called_n",
                address=reverse("need:version", args=[version.need_id, version.number]),
            )
        ]
    )
