"""The tour of the example, and the example itself: taken away, brought back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orchestre_web.accounts import access
from orchestre_web.accounts.access import reader
from orchestre_web.calls.access import access_call
from orchestre_web.site import words
from orchestre_web.welcome import actions, queries
from orchestre_web.welcome.banner import UNDER_WAY
from orchestre_web.welcome.shown import STEPS, page_of, step_at


@require_GET
def tour(request: HttpRequest) -> HttpResponse:
    """Where it was left."""
    kept = queries.tour_of(reader(request))
    return redirect("welcome:step", step_at(kept.step if kept is not None else 1).number)


@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, number: int) -> HttpResponse:
    """Asked for by its button: to its page, and the place is kept. An address that was kept shows that button."""
    try:
        place, call_id = actions.example(reader(request))
    except actions.NoExample as error:
        messages.info(request, words.say(error.code))
        return redirect("site:today")
    shown = step_at(number)
    if request.method == "GET":
        return render(request, "welcome/step.html", {"place": shown, "tour_steps": STEPS})
    access.enter(request, place)
    request.session[UNDER_WAY] = shown.number
    actions.keep_step(user=reader(request), step=shown.number, now=timezone.now())
    return redirect(page_of(shown, access_call(request.user, call_id)))


@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """Stop, or finish; then one's own work, or the page where one was."""
    done = request.POST.get("done") == "1"
    request.session.pop(UNDER_WAY, None)
    actions.end_tour(user=reader(request), done=done, now=timezone.now())
    messages.success(request, words.say("welcome.tour_done" if done else "welcome.tour_stopped"))
    return redirect("site:today")


@require_POST
def take_away(request: HttpRequest) -> HttpResponse:
    actions.take_example_away(user=reader(request))
    request.session.pop(UNDER_WAY, None)
    messages.success(request, words.say("welcome.taken_away"))
    return redirect("site:today")


@require_POST
def bring(request: HttpRequest) -> HttpResponse:
    actions.bring_example(user=reader(request))
    messages.success(request, words.say("welcome.brought"))
    return redirect("site:today")
