"""The tour of the example, and the example itself: taken away, brought back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from orchestre_web.accounts import access
from orchestre_web.accounts.models import User
from orchestre_web.calls.access import access_call
from orchestre_web.site import words
from orchestre_web.welcome import actions, queries
from orchestre_web.welcome.banner import UNDER_WAY
from orchestre_web.welcome.shown import page_of, step_at


def _reader(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


@require_GET
def tour(request: HttpRequest) -> HttpResponse:
    """Where it was left."""
    kept = queries.tour_of(_reader(request))
    return redirect("welcome:step", step_at(kept.step if kept is not None else 1).number)


@require_GET
def step(request: HttpRequest, number: int) -> HttpResponse:
    """Its page. The place is kept; nothing of the work is changed."""
    try:
        place, call_id = actions.example(_reader(request))
    except actions.NoExample as error:
        messages.info(request, words.say(error.code))
        return redirect("site:today")
    shown = step_at(number)
    access.enter(request, place)
    request.session[UNDER_WAY] = shown.number
    actions.keep_step(user=_reader(request), step=shown.number, now=timezone.now())
    return redirect(page_of(shown, access_call(request.user, call_id)))


@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """Stop, or finish; then one's own work, or the page where one was."""
    done = request.POST.get("done") == "1"
    request.session.pop(UNDER_WAY, None)
    actions.end_tour(user=_reader(request), done=done, now=timezone.now())
    messages.success(request, words.say("welcome.tour_done" if done else "welcome.tour_stopped"))
    return redirect("site:today")


@require_POST
def take_away(request: HttpRequest) -> HttpResponse:
    actions.take_example_away(user=_reader(request))
    request.session.pop(UNDER_WAY, None)
    messages.success(request, words.say("welcome.taken_away"))
    return redirect("site:today")


@require_POST
def bring(request: HttpRequest) -> HttpResponse:
    actions.bring_example(user=_reader(request))
    messages.success(request, words.say("welcome.brought"))
    return redirect("site:today")
