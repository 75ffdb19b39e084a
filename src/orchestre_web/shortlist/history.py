"""What people did with a call: the news of one's last visit, and the whole history with its buttons."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from orchestre_web.accounts.access import own_place, reader
from orchestre_web.accounts.roles import Role
from orchestre_web.shortlist import actions, visits
from orchestre_web.shortlist.access import access_board, access_either
from orchestre_web.site import happened, words
from orchestre_web.site.navigation import back

ON_A_PAGE = 60
MOST_PAGES = 30


@require_GET
def history(request: HttpRequest, call_id: int) -> HttpResponse:
    """Who did what, when and why, newest first, each with what takes it back."""
    call = access_either(request.user, call_id)
    mine = own_place(request, call.company_id)
    written = request.GET.get("page", "")
    number = min(max(1, int(written)), MOST_PAGES) if written.isdecimal() and len(written) < 4 else 1
    events = happened.events(call, most=number * ON_A_PAGE + 1)
    known = {
        "call": call,
        "mine": mine,
        "events": events[(number - 1) * ON_A_PAGE : number * ON_A_PAGE],
        "before": number - 1 or None,
        "after": number + 1 if len(events) > number * ON_A_PAGE and number < MOST_PAGES else None,
        "here": f"{reverse('shortlist:history', args=[call.pk])}?page={number}",
    }
    return render(request, "shortlist/history.html", known)


@require_POST
def read_away(request: HttpRequest, call_id: int) -> HttpResponse:
    access_board(request.user, call_id)
    visits.read_away(user=reader(request), call_id=call_id)
    if request.headers.get("HX-Request") == "true":
        return HttpResponse("")
    return redirect("shortlist:board", call_id)


@require_POST
def withdraw_ranking(request: HttpRequest, call_id: int, ranking_id: int) -> HttpResponse:
    """A ranking kept by mistake leaves the lists, or comes back (`back`)."""
    access_board(request.user, call_id, Role.JUDGES)
    again = bool(request.POST.get("back"))
    actions.withdraw_ranking(
        user=reader(request), call_id=call_id, ranking_id=ranking_id, back=again, now=timezone.now()
    )
    messages.success(request, words.say("board.ranking_put_back" if again else "board.ranking_withdrawn"))
    return redirect(back(request)) if request.POST.get("next") else redirect("shortlist:board", call_id)
