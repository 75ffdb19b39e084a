"""Needs and their versions, by columns, in a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.http import Http404

from orchestre.knowledge import load
from orchestre.need.sums import kinds_of
from orchestre_web.need.models import Need, NeedVersion
from orchestre_web.need.states import NeedState
from orchestre_web.site.asked_often import Often


def need_of(call_id: int) -> dict[str, Any] | None:
    """The document `orchestre.need/1` of the version that a call was made from; None when it was made from none."""
    return NeedVersion.objects.filter(calls=call_id).values_list("document", flat=True).first()


def ocid_of(call_id: int) -> str | None:
    """What open contracting data call the need that a call was made from."""
    return NeedVersion.objects.filter(calls=call_id).values_list("need__ocid", flat=True).first()


def last_version(need: Need) -> NeedVersion:
    return NeedVersion.objects.filter(need=need).order_by("-number")[:1].get()


_last_two = Often(lambda need: NeedVersion.objects.filter(need=need).select_related("by").order_by("-number")[:2])
_version = Often(lambda need, number: NeedVersion.objects.filter(need=need, number=number).select_related("by"))


def last_two(need: Need) -> tuple[NeedVersion, NeedVersion | None]:
    """The newest version, and the one before it."""
    found = _last_two.all(need.pk)
    return found[0], found[1] if len(found) > 1 else None


def version(need: Need, number: int) -> NeedVersion:
    """Raises Http404."""
    found = _version.first(need.pk, number)
    if found is None:
        raise Http404
    return found


def versions(need: Need) -> list[NeedVersion]:
    """Newest first, without their documents."""
    rows = NeedVersion.objects.filter(need=need).select_related("by").order_by("-number")
    return list(rows.defer("document", "inputs"))


@dataclass(frozen=True, slots=True)
class Called:
    """A call that was made from a need: its number, title, and of which version."""

    pk: int
    title: str
    number: int
    created_at: datetime


_calls_of = Often(
    lambda need: (
        NeedVersion.objects.filter(need=need, calls__isnull=False)
        .order_by("-calls__created_at", "-calls__pk")
        .values_list("calls__pk", "calls__title", "number", "calls__created_at")
    )
)


def calls_of(need: Need) -> list[Called]:
    """Newest first."""
    return [Called(*row) for row in _calls_of.all(need.pk)]


def requirement(version: NeedVersion, name: str) -> dict[str, Any] | None:
    """By its id, taken out or not."""
    rows = [*version.document["requirements"], *version.document.get("removed", [])]
    return next((row for row in rows if row["id"] == name), None)


def question_text(version: NeedVersion, name: str) -> str:
    """As it is asked; its id when it is no longer."""
    rows = version.document["questions"]
    return next((str(row["text"]) for row in rows if row["id"] == name), name)


def kinds_written(version: NeedVersion) -> list[str]:
    """Ids of the kinds that the document was written from."""
    return [kind.id for kind in kinds_of(version.document, load())]


@dataclass(frozen=True, slots=True)
class NeedLine:
    need: Need
    number: int
    changed_at: datetime
    call: int | None


def need_lines(needs: Sequence[Need]) -> list[NeedLine]:
    """What the list says of each. Two queries."""
    rows = NeedVersion.objects.filter(need__in=needs).order_by()
    newest = {row["need_id"]: row for row in rows.values("need_id").annotate(number=Max("number"), at=Max("at"))}
    called = dict(rows.filter(calls__isnull=False).order_by("calls__pk").values_list("need_id", "calls__pk"))
    return [NeedLine(need, newest[need.pk]["number"], newest[need.pk]["at"], called.get(need.pk)) for need in needs]


def waiting(company_id: int, most: int = 2) -> list[NeedVersion]:
    """The newest version of the drafts that were touched last."""
    drafts = NeedVersion.objects.filter(need__company_id=company_id, need__state=NeedState.DRAFT).order_by()
    lasts = drafts.values("need_id").annotate(last=Max("pk")).order_by("-last").values_list("last", flat=True)[:most]
    rows = NeedVersion.objects.filter(pk__in=list(lasts)).select_related("need")
    return list(rows.only("document", "need__title").order_by("-pk"))
