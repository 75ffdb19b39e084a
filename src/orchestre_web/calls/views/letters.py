"""Letters that several people sent."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from orchestre_web.accounts.access import reader
from orchestre_web.accounts.roles import Role
from orchestre_web.calls import actions, queries, shown_letters
from orchestre_web.calls.access import access_call, access_reply
from orchestre_web.calls.views.common import page_of
from orchestre_web.site import words
from orchestre_web.site.navigation import back
from orchestre_web.site.undoing import say_with_undo


@require_safe
def letters(request: HttpRequest, call_id: int) -> HttpResponse:
    """Each with its words once and what differs; `?reponse=`: only the one this reply is a copy of."""
    known = access_call(request.user, call_id)
    asked = request.GET.get("reponse", "")
    one = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 19 else None
    page = page_of(request, queries.letters(known, one), 10)
    return render(
        request,
        "calls/letters.html",
        {
            "call": known,
            "part": "tray",
            "one": one,
            "page": page,
            "letters": shown_letters.letters(page.object_list),
        },
    )


@require_POST
def set_letter_aside(request: HttpRequest, call_id: int, reply_id: int) -> HttpResponse:
    known = access_reply(request.user, call_id, reply_id, Role.EDITS)
    others = queries.same_letter(known.call, [reply_id]).get(reply_id, 0)
    reason = words.say("calls.same_letter_as", n=others)
    return _done(
        request,
        call_id,
        "calls.letter_set_aside",
        lambda: actions.set_letter_aside(
            user=reader(request), call_id=call_id, reply_id=reply_id, reason=reason, now=timezone.now()
        ),
    )


@require_POST
def keep_letter(request: HttpRequest, call_id: int, reply_id: int) -> HttpResponse:
    return _done(
        request,
        call_id,
        "calls.letter_kept",
        lambda: actions.keep_letter(user=reader(request), call_id=call_id, reply_id=reply_id, now=timezone.now()),
    )


def _done(request: HttpRequest, call_id: int, code: str, act: Callable[[], str]) -> HttpResponse:
    mark = act()
    here = back(request, "calls:home") if request.POST.get("next") else reverse("calls:letters", args=[call_id])
    if mark:
        address = reverse("calls:undo_together", args=[call_id, mark])
        say_with_undo(request, words.say_safely(code), address, here=here)
    return redirect(here)


@require_POST
def undo_together(request: HttpRequest, call_id: int, together: str) -> HttpResponse:
    actions.undo_together(user=reader(request), call_id=call_id, together=together, now=timezone.now())
    messages.success(request, words.say("calls.undone"))
    return redirect(back(request) if request.POST.get("next") else reverse("calls:letters", args=[call_id]))
