"""Who judges, who has answered, and, when all have or the judging is closed, what they say together."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from orchestre_web.accounts.access import reader
from orchestre_web.accounts.roles import Role
from orchestre_web.judging import actions, forms, queries
from orchestre_web.judging.shown.panel import panel_page
from orchestre_web.judging.states import Part
from orchestre_web.judging.views.common import call_of
from orchestre_web.shortlist import actions as boards
from orchestre_web.site import words
from orchestre_web.site.trying import outcome, tried
from orchestre_web.site.undoing import say_with_undo


@require_http_methods(["GET", "POST"])
def judges(request: HttpRequest, call_id: int) -> HttpResponse:
    posting = request.method == "POST"
    call, mine = call_of(request, call_id, Role.EDITS if posting else Role.READS)
    form, link, invited = forms.Invite(request.POST if posting else None), "", ""
    if posting and form.is_valid():
        name, part = form.cleaned_data["guest_name"], Part(form.cleaned_data["part"])

        def invite() -> None:
            nonlocal link, invited
            secret = actions.invite_judge(
                user=reader(request), call_id=call_id, name=name, part=part, now=timezone.now()
            )
            link, invited = request.build_absolute_uri(reverse("judging:guest", args=[secret])), name

        if tried(request, invite):
            form = forms.Invite()
    standing = boards.board(call, now=timezone.now())
    if standing is None:
        return redirect("shortlist:board", call.pk)
    sitting, closed = queries.judges_of(call), queries.is_closed(call)
    known: dict[str, Any] = {
        "call": call,
        "mine": mine,
        "form": form,
        "link": link,
        "invited": invited,
        "judges": sitting,
        "sent": sum(each.sent_at is not None for each in sitting),
        "own": next((each for each in sitting if each.user_id == reader(request).pk), None),
        "closed": closed,
        "parts": list(Part),
        "panel": None,
    }
    if queries.is_open_to_see(sitting, closed=closed):
        panel = queries.panel_of(standing.table, sitting)
        if panel is not None:
            record = queries.record_of(standing.read, panel, sitting, standing.points)
            names = actions.names_of(standing, record)
            known["panel"] = panel_page(record, names, words.language())
    return render(request, "judging/judges.html", known, status=422 if form.errors else 200)


@require_POST
def name_part(request: HttpRequest, call_id: int) -> HttpResponse:
    call_of(request, call_id, Role.JUDGES)
    asked = request.POST.get("part", "")
    if asked in list(Part):
        actions.name_part(user=reader(request), call_id=call_id, part=Part(asked), now=timezone.now())
    return redirect("judging:judges", call_id)


@require_POST
def withdraw_judge(request: HttpRequest, call_id: int, judge_id: int) -> HttpResponse:
    """His link opens nothing any more, or opens again (`back`)."""
    call_of(request, call_id, Role.EDITS)
    known: dict[str, Any] = {"user": reader(request), "call_id": call_id, "judge_id": judge_id}
    if request.POST.get("back"):
        judge = outcome(request, lambda: actions.bring_back_judge(**known))
        if judge is not None:
            messages.success(request, words.say("judging.brought_back", name=judge.name))
    else:
        judge = outcome(request, lambda: actions.withdraw_judge(**known, now=timezone.now()))
        if judge is not None:
            say_with_undo(request, words.say("judging.withdrawn", name=judge.name), request.path, sent={"back": "1"})
    return redirect("judging:judges", call_id)


@require_POST
def close_judging(request: HttpRequest, call_id: int) -> HttpResponse:
    """Nothing takes it back: it asks for a tick (`sure`)."""
    call_of(request, call_id, Role.EDITS)
    if request.POST.get("sure"):
        actions.close_judging(user=reader(request), call_id=call_id, now=timezone.now())
    else:
        messages.error(request, words.say("judging.close_not_sure"))
    return redirect("judging:judges", call_id)
