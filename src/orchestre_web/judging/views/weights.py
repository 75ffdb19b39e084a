"""One judge's weights in five short steps: a colleague with an account, or a guest with a link. A result stands beside
every step, and each can be left."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from orchestre.decision.elicitation import Again, Statement
from orchestre.shortlist.decision_file import PRICE
from orchestre_web.accounts.access import reader
from orchestre_web.accounts.roles import Role
from orchestre_web.calls.models import Call
from orchestre_web.judging import actions, forms, queries
from orchestre_web.judging.models import Judge
from orchestre_web.judging.shown.spoken import Spoken
from orchestre_web.judging.shown.weights import STEPS, WeightsPage
from orchestre_web.judging.views.common import call_of
from orchestre_web.shortlist import actions as boards
from orchestre_web.shortlist import drafting
from orchestre_web.shortlist import queries as board_queries
from orchestre_web.shortlist.shown.board import name_of
from orchestre_web.shortlist.undoing import say_changed
from orchestre_web.site import words
from orchestre_web.site.trying import tried


def _asked(given: Mapping[str, str], told: list[queries.Told]) -> str:
    """The step of the address; without one, the first that has something to ask."""
    asked = given.get("etape", "")
    if asked in STEPS:
        return asked
    return "gates" if not told else "order"


def _page(request: HttpRequest, call: Call, judge: Judge | None, *, is_guest: bool) -> dict[str, Any] | None:
    standing = boards.board(call, now=timezone.now())
    if standing is None:
        return None
    told = queries.told(judge, drafting.structure(standing.decision.document))
    said = queries.said(standing.read.scales.criteria, told)
    page = WeightsPage(standing, told, said, Spoken(standing.read, words.language()), _asked(request.GET, told))
    known: dict[str, Any] = {"call": call, "page": page, "judge": judge, "is_guest": is_guest, "five": STEPS}
    known["sent"] = judge is not None and judge.sent_at is not None
    known["closed"] = queries.is_closed(call)
    if page.asked == "order":
        known["order"] = page.order(forms.order_read(request.GET.get("ordre", "")))
        known["is_tried"] = "ordre" in request.GET
    elif page.asked == "shares":
        known["first"], known["shares"] = page.shares()
    elif page.asked == "euros":
        known["euro"] = page.euro()
    elif page.asked == "choices":
        known["choice"] = page.choice()
    if page.asked in {"euros", "choices"}:
        asked = known.get("euro") or known.get("choice")
        known["question"] = _in_words(page, known) if asked is not None else None
    known["results"], known["said_lines"] = page.results(), page.said_lines()
    if not is_guest:
        known |= _first(page)
    return known


def _in_words(page: WeightsPage, known: Mapping[str, Any]) -> Any:
    if known.get("euro") is not None:
        return page.spoken.euro_question(known["euro"])
    return page.spoken.choice_question(known["choice"])


def _first(page: WeightsPage) -> dict[str, Any]:
    """Who would be first, and in how many hundredths of the weights that go with what was said."""
    found = page.leading()
    if not found:
        return {"first_name": ""}
    first, second, odds = found["first"], found["second"], found["odds"]
    details = board_queries.details(page.standing.cells, {row for row in (first, second) if row is not None})
    return {
        "first_name": name_of(details[first]),
        "second_name": name_of(details[second]) if second is not None else "",
        "odds": round(odds * 100),
        "is_solid": found["is_solid"],
        "is_close": odds < 0.6,
    }


@require_GET
def weights(request: HttpRequest, call_id: int) -> HttpResponse:
    call, mine = call_of(request, call_id)
    judge = queries.judge_of(call, reader(request))
    known = _page(request, call, judge, is_guest=False)
    if known is None:
        return redirect("shortlist:board", call.pk)
    judges = queries.judges_of(call)
    known |= {
        "mine": mine,
        "others": any(each.user_id != reader(request).pk for each in judges),
        "base": reverse("judging:weights", args=[call.pk]),
        "may_say": mine.may_judge and not known["sent"] and not known["closed"],
    }
    return render(request, "judging/weights.html", known)


def _statement(request: HttpRequest, call: Call) -> Statement | None:
    decision = board_queries.decision_row(call)
    known = drafting.keys(decision.document) if decision is not None else []
    if request.POST.get("what") == "again":
        return Again()
    return forms.statement_sent(request.POST, known)


def _then(request: HttpRequest, base: str) -> HttpResponse:
    """Where one goes next: the step that follows, or the same one while it has more to ask."""
    asked = request.POST.get("etape", "")
    return redirect(f"{base}?etape={asked}#step" if asked in STEPS else f"{base}#step")


def _reordered(request: HttpRequest, base: str) -> HttpResponse | None:
    """Up and down without scripts: the order is tried in the address, and said only when it is kept."""
    for name, up in (("up", True), ("down", False)):
        key = request.POST.get(name)
        if key is not None:
            groups = forms.moved(forms.order_sent(request.POST), key, up=up)
            return redirect(f"{base}?etape=order&ordre={forms.order_written(groups)}#o-{key}")
    return None


@require_POST
def say(request: HttpRequest, call_id: int) -> HttpResponse:
    call, _ = call_of(request, call_id, Role.JUDGES)
    base = reverse("judging:weights", args=[call.pk])

    def add() -> None:
        statement = _statement(request, call)
        if statement is not None:
            actions.say(user=reader(request), call_id=call_id, statement=statement, now=timezone.now())

    moved = _reordered(request, base)
    if moved is not None:
        return moved
    tried(request, add)
    return _then(request, base)


@require_POST
def change_limit(request: HttpRequest, call_id: int) -> HttpResponse:
    """A condition changed in place."""
    call, _ = call_of(request, call_id, Role.EDITS)
    key, written = request.POST.get("key", ""), request.POST.get("limit", "")
    base = reverse("judging:weights", args=[call.pk])
    decision = board_queries.decision_row(call)
    gate = drafting.gate(decision.document, key) if decision is not None else None
    if decision is None or (gate is None and key != PRICE):
        return redirect(f"{base}?etape=gates")
    plain = written.replace("\u202f", "").replace("\xa0", "").replace(" ", "").replace("€", "").replace(",", ".")
    try:
        figure = float(plain)
    except ValueError:
        figure = float("nan")

    def change() -> None:
        if not 0 <= figure <= 10**9:
            raise actions.NotALimit(given=written[:24])
        side = "at_most" if gate is None or "at_most" in gate else "at_least"
        limit = int(figure) if figure.is_integer() else figure
        boards.change_limit(user=reader(request), call_id=call_id, key=key, limits={side: limit}, now=timezone.now())

    if tried(request, change):
        say_changed(request, call_id, words.say("judging.limit_changed"), here=f"{base}?etape=gates")
    return redirect(f"{base}?etape=gates")


@require_POST
def send(request: HttpRequest, call_id: int) -> HttpResponse:
    call_of(request, call_id, Role.JUDGES)
    done = tried(
        request,
        lambda: actions.send(user=reader(request), call_id=call_id, now=timezone.now()),
        done="judging.sent_done",
    )
    return redirect("judging:judges" if done else "judging:weights", call_id)


@require_POST
def take_back(request: HttpRequest, call_id: int) -> HttpResponse:
    call_of(request, call_id, Role.JUDGES)
    tried(request, lambda: actions.take_back(user=reader(request), call_id=call_id))
    return redirect("judging:weights", call_id)


@require_POST
def keep_weights(request: HttpRequest, call_id: int) -> HttpResponse:
    call_of(request, call_id, Role.JUDGES)
    whose = request.POST.get("whose", "mine")
    done = tried(
        request,
        lambda: actions.keep_weights(user=reader(request), call_id=call_id, whose=whose, now=timezone.now()),
    )
    if done:
        board = reverse("shortlist:board", args=[call_id])
        say_changed(request, call_id, words.say("judging.weights_kept"), here=board)
        return redirect("shortlist:board", call_id)
    return redirect("judging:judges" if whose == "mean" else "judging:weights", call_id)


# --- A guest ------------------------------------------------------------------------------------------------------


def _spent(request: HttpRequest) -> HttpResponse:
    return render(request, "judging/spent_link.html", status=410)


@login_not_required
@require_GET
def guest(request: HttpRequest, secret: str) -> HttpResponse:
    """Only this page, without the names of the offers: weights are said without looking at who wins."""
    try:
        judge = actions.guest_of(secret, now=timezone.now())
    except actions.LinkIsSpent:
        return _spent(request)
    known = _page(request, judge.call, judge, is_guest=True)
    if known is None:
        return _spent(request)
    known |= {
        "secret": secret,
        "base": reverse("judging:guest", args=[secret]),
        "may_say": not known["sent"] and not known["closed"],
        "ties": queries.ties_of(judge),
    }
    return render(request, "judging/guest.html", known)


@login_not_required
@require_POST
def guest_say(request: HttpRequest, secret: str) -> HttpResponse:
    try:
        judge = actions.guest_of(secret, now=timezone.now())
    except actions.LinkIsSpent:
        return _spent(request)
    base = reverse("judging:guest", args=[secret])

    def add() -> None:
        statement = _statement(request, judge.call)
        if statement is not None:
            actions.say_as_guest(secret=secret, statement=statement, now=timezone.now())

    moved = _reordered(request, base)
    if moved is not None:
        return moved
    tried(request, add)
    return _then(request, base)


def _as_guest(request: HttpRequest, secret: str, act: Callable[[], object], done: str = "") -> HttpResponse:
    tried(request, act, done=done)
    return redirect("judging:guest", secret)


@login_not_required
@require_POST
def guest_send(request: HttpRequest, secret: str) -> HttpResponse:
    now = timezone.now()
    return _as_guest(request, secret, lambda: actions.send_as_guest(secret=secret, now=now), "judging.sent_done")


@login_not_required
@require_POST
def guest_declare(request: HttpRequest, secret: str) -> HttpResponse:
    """His ties to providers, before or after he sent."""

    def act() -> None:
        words_ = forms.ties_said(request.POST)
        if words_ is None:
            raise actions.InterestUnsaid
        actions.declare_as_guest(secret=secret, words=words_, now=timezone.now())

    return _as_guest(request, secret, act, "judging.interest_kept")


@login_not_required
@require_POST
def guest_take_back(request: HttpRequest, secret: str) -> HttpResponse:
    now = timezone.now()
    return _as_guest(request, secret, lambda: actions.take_back_as_guest(secret=secret, now=now))
