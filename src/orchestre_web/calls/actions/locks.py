"""Rows are locked in one order: the call, then what is in it."""

from django.db.models import F
from django.http import Http404

from orchestre_web.calls.models import Call, Delivery


def lock(call_id: int) -> None:
    """Always before the rows of the call, as an import does: two writers then wait instead of blocking each other.

    Raises Http404 for a call deleted meanwhile.
    """
    if Call.objects.select_for_update().filter(pk=call_id).first() is None:
        raise Http404


def locked(delivery_id: int) -> Delivery:
    rows = Delivery.objects.select_for_update(of=("self",)).select_related("call__company", "job")
    return rows.get(pk=delivery_id)


def changed(call: Call) -> None:
    Call.objects.filter(pk=call.pk).update(version=F("version") + 1)
