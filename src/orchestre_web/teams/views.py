"""One provider or several: the answer, the lots it rests on, what holding several together takes."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from orchestre_web.accounts.access import own_place, reader
from orchestre_web.accounts.roles import Role
from orchestre_web.calls.models import Call
from orchestre_web.jobs.shown import shown as job_shown
from orchestre_web.jobs.states import JobState
from orchestre_web.shortlist import actions as choosing
from orchestre_web.shortlist import drafting as decision
from orchestre_web.shortlist import worked
from orchestre_web.shortlist.undoing import say_changed
from orchestre_web.site import words
from orchestre_web.site.trying import outcome, tried
from orchestre_web.teams import actions, drafting, forms, queries, shown
from orchestre_web.teams.access import access_teams


@require_safe
def home(request: HttpRequest, call_id: int) -> HttpResponse:
    return _page(request, access_teams(request.user, call_id))


def _page(request: HttpRequest, call: Call, **wrong: Any) -> HttpResponse:
    """`wrong`: a form that was sent with something to mend: `new`, `coordination`, or `key` and `lot`."""
    mine = own_place(request, call.company_id)
    known: dict[str, Any] = {"call": call, "part": "teams", "mine": mine, "standing": None}
    standing = choosing.board(call, now=timezone.now())
    if standing is not None:
        document = standing.decision.document
        points = decision.points(document)
        tried = standing.table.rank(points) if len(standing.table) and any(points.values()) else None
        lots = standing.read.lots
        kept = None if tried is None or lots is None else worked.kept(standing, tried, worked.TEAMS)
        job = None if kept or lots is None else queries.last(call)
        edited = {key: forms.LotForm(document=document, entry=drafting.lot(document, key)) for key in _keys(document)}
        if wrong.get("key"):
            edited[wrong["key"]] = wrong["lot"]
        known |= {
            "standing": standing,
            "offers": len(standing.table),
            "lots": shown.lot_lines(standing.read, kept, edited if mine.may_edit else {}, wrong.get("key", "")),
            "new": wrong.get("new") or forms.LotForm(document=document),
            "new_open": "new" in wrong,
            "coordination": wrong.get("coordination") or forms.CoordinationForm(document=document),
            "problem": shown.problem(kept) if kept and "problem" in kept else "",
            "found": shown.compared(call, kept, lots) if kept and lots and "sentences" in kept else None,
            "proposed": _proposed(standing) if lots is None else None,
        }
        if job is not None and not job.is_over:
            known |= job_shown(job)
        elif job is not None and job.state == JobState.FAILED:
            known["failed"] = words.say(job.error, **job.error_values)
    return render(request, "teams/home.html", known, status=422 if wrong else 200)


def _keys(document: decision.Document) -> list[str]:
    return [str(entry["key"]) for entry in drafting.lots(document)]


def _proposed(standing: choosing.Standing) -> tuple[str, tuple[str, ...]] | None:
    found = drafting.proposal(standing.read, standing.table)
    return None if found is None else shown.proposed_lines(standing.read, found)


def _document(call: Call) -> decision.Document:
    known = choosing.decision_of(call, now=timezone.now())
    if known is None:
        raise Http404
    document: decision.Document = known.document
    return document


# --- Lots ----------------------------------------------------------------------------------------------------------


def _changed(request: HttpRequest, call_id: int, act: Callable[[], object], said: str) -> HttpResponse:
    """Do it, then compare again; back to the page."""
    if tried(request, act):
        say_changed(request, call_id, said, here=reverse("teams:home", args=[call_id]))
    return redirect(f"{reverse('teams:home', args=[call_id])}#lots")


@require_POST
def add_lot(request: HttpRequest, call_id: int) -> HttpResponse:
    call = access_teams(request.user, call_id, Role.EDITS)
    form = forms.LotForm(request.POST, document=_document(call))
    if not form.is_valid():
        return _page(request, call, new=form)
    user, now = reader(request), timezone.now()
    return _changed(
        request,
        call_id,
        lambda: actions.add_lot(user=user, call_id=call_id, entry=form.lot(), now=now),
        words.say("teams.lot_added", name=form.cleaned_data["label"]),
    )


@require_POST
def change_lot(request: HttpRequest, call_id: int, key: str) -> HttpResponse:
    call = access_teams(request.user, call_id, Role.EDITS)
    document = _document(call)
    entry = drafting.lot(document, key)
    if entry is None:
        raise Http404
    form = forms.LotForm(request.POST, document=document, entry=entry)
    if not form.is_valid():
        return _page(request, call, key=key, lot=form)
    user, now = reader(request), timezone.now()
    return _changed(
        request,
        call_id,
        lambda: actions.change_lot(user=user, call_id=call_id, key=key, entry=form.lot(), now=now),
        words.say("teams.lot_changed", name=form.cleaned_data["label"]),
    )


@require_POST
def remove_lot(request: HttpRequest, call_id: int, key: str) -> HttpResponse:
    access_teams(request.user, call_id, Role.EDITS)
    user, now = reader(request), timezone.now()
    return _changed(
        request,
        call_id,
        lambda: actions.remove_lot(user=user, call_id=call_id, key=key, now=now),
        words.say("teams.lot_removed"),
    )


@require_POST
def take_proposed(request: HttpRequest, call_id: int) -> HttpResponse:
    """The lots that the offers suggest, compared at once."""
    access_teams(request.user, call_id, Role.EDITS)
    if not tried(request, lambda: actions.take_proposed(user=reader(request), call_id=call_id, now=timezone.now())):
        return redirect("teams:home", call_id)
    say_changed(request, call_id, words.say("teams.proposed_taken"), here=reverse("teams:home", args=[call_id]))
    return redirect("jobs:job", actions.compare(user=reader(request), call_id=call_id).pk)


@require_POST
def change_coordination(request: HttpRequest, call_id: int) -> HttpResponse:
    call = access_teams(request.user, call_id, Role.EDITS)
    form = forms.CoordinationForm(request.POST, document=_document(call))
    if not form.is_valid():
        return _page(request, call, coordination=form)
    user, now = reader(request), timezone.now()
    return _changed(
        request,
        call_id,
        lambda: actions.change_coordination(
            user=user,
            call_id=call_id,
            coordination=form.coordination(),
            conductor=form.said_conductor(),
            now=now,
        ),
        words.say("teams.coordination_changed"),
    )


# --- The comparison ------------------------------------------------------------------------------------------------


@require_POST
def compare(request: HttpRequest, call_id: int) -> HttpResponse:
    """Begin, and show how far it is; whoever may read may ask: nothing of the choice is changed."""
    access_teams(request.user, call_id)
    job = outcome(request, lambda: actions.compare(user=reader(request), call_id=call_id))
    return redirect("teams:home", call_id) if job is None else redirect("jobs:job", job.pk)
