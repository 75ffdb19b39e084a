"""Asking somebody trusted for a name; and the page of the person asked, who has a link and no account."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from orchestre.basics import OrchestreError
from orchestre_web.accounts import throttle
from orchestre_web.accounts.access import reader
from orchestre_web.accounts.roles import Role
from orchestre_web.calls.access import access_call
from orchestre_web.recommending import actions, forms, queries
from orchestre_web.recommending.models import Ask
from orchestre_web.site import words
from orchestre_web.site.undoing import say_with_undo

_WRONG_LINK = "lien"
"""What wrong links are counted under, beside wrong passwords and as slow."""


@require_http_methods(["GET", "POST"])
def asks(request: HttpRequest, call_id: int) -> HttpResponse:
    """The links of a call and what they brought; a new one."""
    posting = request.method == "POST"
    call = access_call(request.user, call_id, Role.EDITS if posting else Role.READS)
    form, link, invited = forms.AskForm(request.POST if posting else None), "", ""
    if posting and form.is_valid():
        data = form.cleaned_data
        try:
            secret = actions.ask(
                user=reader(request), call_id=call_id, name=data["name"], what=data["what"], now=timezone.now()
            )
        except OrchestreError as error:
            form.add_error(None, words.say(error.code, **error.values))
        else:
            link = request.build_absolute_uri(reverse("recommending:recommend", args=[secret]))
            invited, form = data["name"], forms.AskForm()
    known = {
        "call": call,
        "form": form,
        "link": link,
        "invited": invited,
        "asked": queries.asked(call, timezone.now(), actions.MOST_OF_ONE),
        "most": actions.MOST_OF_ONE,
    }
    return render(request, "recommending/asks.html", known, status=422 if form.errors else 200)


@require_POST
def withdraw(request: HttpRequest, call_id: int, ask_id: int) -> HttpResponse:
    """The link of somebody asked is closed, or opens again (`back`)."""
    back = bool(request.POST.get("back"))
    actions.withdraw_ask(user=reader(request), call_id=call_id, ask_id=ask_id, back=back, now=timezone.now())
    if back:
        messages.success(request, words.say("recommending.open_again"))
    else:
        say_with_undo(request, words.say("recommending.withdrawn"), request.path, sent={"back": "1"})
    return redirect("recommending:asks", call_id)


# --- Who was asked ------------------------------------------------------------------------------------------------

_Page = Callable[[HttpRequest, str, Ask], HttpResponse]


def _unseen(response: HttpResponse) -> HttpResponse:
    """No search engine keeps a page that whoever has its address may read."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _closed(request: HttpRequest, status: int) -> HttpResponse:
    """The same for a link that ended, was withdrawn, or that nobody ever made: it says nothing of any call."""
    return _unseen(render(request, "recommending/spent.html", {"wait": status == 429}, status=status))


def _with_link(page: _Page) -> Callable[[HttpRequest, str], HttpResponse]:
    @wraps(page)
    def looked_at(request: HttpRequest, secret: str) -> HttpResponse:
        now, address = timezone.now(), throttle.address_of(request)
        if throttle.must_wait(email=_WRONG_LINK, address=address, now=now, known=True):
            return _closed(request, 429)
        try:
            asked = actions.ask_of(secret, now=now)
        except actions.LinkIsSpent:
            throttle.note_failure(email=_WRONG_LINK, address=address, now=now)
            return _closed(request, 410)
        return _unseen(page(request, secret, asked))

    return looked_at


@login_not_required
@require_http_methods(["GET", "POST"])
@_with_link
def recommend(request: HttpRequest, secret: str, asked: Ask) -> HttpResponse:
    """The need in the owner's words and one form; nothing of what came in, and nobody else's name."""
    form = forms.Recommend(request.POST if request.method == "POST" else None)
    known: dict[str, Any] = {"asked": asked, "call": asked.call, "secret": secret, "most": actions.MOST_OF_ONE}
    if request.method == "POST" and form.is_valid():
        try:
            left = actions.recommend(secret=secret, told=form.told(), language=words.language(), now=timezone.now())
        except OrchestreError:
            return _closed(request, 410)
        known |= {"thanks": form.cleaned_data["whom"], "left": left}
        return render(request, "recommending/thanks.html", known)
    known["form"] = form
    return render(request, "recommending/recommend.html", known, status=422 if form.errors else 200)
