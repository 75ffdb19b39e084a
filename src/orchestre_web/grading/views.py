"""Grading by hand: one offer at a time, without its price, its place or its author's name."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from orchestre.basics import OrchestreError
from orchestre_web.accounts.access import own_place, reader
from orchestre_web.accounts.models import User
from orchestre_web.accounts.roles import Role
from orchestre_web.calls.models import Call
from orchestre_web.grading import actions, queries, shown
from orchestre_web.grading.queries import ByHand, Offer
from orchestre_web.shortlist import actions as boards
from orchestre_web.shortlist.access import access_board
from orchestre_web.site import words
from orchestre_web.site.trying import outcome

TOPS = (10, 20, 50, 100)


def _standing(call: Call) -> boards.Standing | None:
    """As it was last worked out: a grade a few seconds old is no reason to work it all out again between two keys."""
    return boards.standing(call) or boards.board(call, now=timezone.now())


def _top(given: str | None) -> int:
    return int(given) if given in [str(top) for top in TOPS] else queries.TOP


def _criterion(criteria: list[ByHand], key: str | None) -> ByHand:
    return next((one for one in criteria if one.key == key), criteria[0])


def _address(call: Call, criterion: ByHand, top: int, reply: int | None = None) -> str:
    asked: dict[str, Any] = {"critere": criterion.key}
    if top != queries.TOP:
        asked["premieres"] = top
    if reply is not None:
        asked["reponse"] = reply
    return f"{reverse('grading:grade', args=[call.pk])}?{urlencode(asked)}"


def _summary_address(call: Call, criterion: ByHand, top: int) -> str:
    asked: dict[str, Any] = {"critere": criterion.key} | ({} if top == queries.TOP else {"premieres": top})
    return f"{reverse('grading:summary', args=[call.pk])}?{urlencode(asked)}"


class _Reading:
    """The offers of one reader on one criterion, with what he gave."""

    def __init__(self, standing: boards.Standing, criterion: ByHand, reader: User, top: int) -> None:
        self.standing, self.call, self.criterion, self.top = standing, standing.call, criterion, top
        self.others = queries.by_hand(standing.read)
        self.offers = queries.offers(standing, criterion.key, reader, top)
        self.grades = queries.given(standing.call, criterion.key)
        self.mine = queries.marks_of(self.grades, reader)

    def shelves(self, address: Callable[[Call, ByHand, int], str]) -> list[tuple[str, str, bool]]:
        """Every criterion graded by hand: its name, its page, whether it is this one."""
        return [
            (
                one.criterion.label.said(words.language()),
                address(self.call, one, self.top),
                one.key == self.criterion.key,
            )
            for one in self.others
        ]

    @property
    def done(self) -> int:
        return sum(queries.graded(offer, self.mine) is not None for offer in self.offers)

    def place(self, reply: int | None) -> int | None:
        """Of the offer that this message belongs to."""
        return next((at for at, offer in enumerate(self.offers) if reply in offer.replies), None)

    def next_open(self, after: int | None) -> Offer | None:
        """The next offer without a grade, from the one after that place round to it again; itself last of all."""
        start = 0 if after is None else after + 1
        around = [*self.offers[start:], *self.offers[:start]]
        if after is not None:
            around = around[:-1]
        return next((offer for offer in around if queries.graded(offer, self.mine) is None), None)

    def address_after(self, at: int | None) -> str:
        found = self.next_open(at)
        if found is None:
            return _summary_address(self.call, self.criterion, self.top)
        return _address(self.call, self.criterion, self.top, found.pk)


def _asked(request: HttpRequest, call: Call) -> _Reading | HttpResponse:
    """What the address asks for (`?critere=&premieres=`); the page that says why when there is nothing to grade."""
    standing = _standing(call)
    criteria = queries.by_hand(standing.read) if standing is not None else []
    if standing is None or not criteria:
        return render(request, "grading/nothing.html", {"call": call, "budget": standing is not None})
    criterion = _criterion(criteria, request.GET.get("critere"))
    return _Reading(standing, criterion, reader(request), _top(request.GET.get("premieres")))


def _number(given: str | None) -> int | None:
    return int(given) if given and given.isascii() and given.isdecimal() and len(given) < 19 else None


@require_safe
def grade(request: HttpRequest, call_id: int) -> HttpResponse:
    """`?critere=&reponse=&premieres=`: one offer to read, the first without a grade when none is asked for."""
    call = access_board(request.user, call_id, Role.JUDGES)
    reading = _asked(request, call)
    if isinstance(reading, HttpResponse):
        return reading
    criterion, top = reading.criterion, reading.top
    if not reading.offers:
        return render(request, "grading/nothing.html", {"call": call, "budget": True, "no_offer": True})
    at = reading.place(_number(request.GET.get("reponse")))
    if at is None:
        found = reading.next_open(None)
        if found is None:
            return redirect(_summary_address(call, criterion, top))
        at = reading.offers.index(found)
    offer = reading.offers[at]
    held = queries.graded(offer, reading.mine)
    known = {
        "call": call,
        "criterion": criterion,
        "label": criterion.criterion.label.said(words.language()),
        "criteria": reading.shelves(_address),
        "number": at + 1,
        "count": len(reading.offers),
        "done": reading.done,
        "offer": offer,
        "parts": shown.messages_of(queries.texts(call, offer.replies)),
        "choices": shown.choices(criterion, held),
        "held": None if held is None else shown.word(criterion, held.mark),
        "before": _address(call, criterion, top, reading.offers[at - 1].pk) if at else "",
        "after": reading.address_after(at),
        "summary": _summary_address(call, criterion, top),
        "top": top,
        "tops": [each for each in TOPS if each <= max(len(reading.standing.table), TOPS[0])],
        "may_undo": bool(reading.mine),
    }
    return render(request, "grading/grade.html", known)


@require_POST
def give(request: HttpRequest, call_id: int) -> HttpResponse:
    """`critere`, `reponse`, `mark`; then the next offer without a grade."""
    call = access_board(request.user, call_id, Role.JUDGES)
    reply, mark = _number(request.POST.get("reponse")), request.POST.get("mark", "")
    try:
        given = actions.grade(
            user=reader(request), call_id=call_id, reply_id=reply or 0, key=request.POST.get("critere", ""),
            mark=float(mark), now=timezone.now(),
        )  # fmt: skip
    except (ValueError, OrchestreError):
        messages.error(request, words.say("grading.not_a_level"))
        return redirect("grading:grade", call_id)
    standing = _standing(call)
    assert standing is not None
    criterion, top = _criterion(queries.by_hand(standing.read), given.key), _top(request.POST.get("premieres"))
    reading = _Reading(standing, criterion, reader(request), top)
    at = reading.place(given.reply_id)
    messages.success(
        request,
        words.say("grading.given", number=(at or 0) + 1, word=shown.word(criterion, given.mark)),
    )
    return redirect(reading.address_after(at))


@require_POST
def undo(request: HttpRequest, call_id: int) -> HttpResponse:
    """The last grade is taken back, and its offer shown again."""
    call = access_board(request.user, call_id, Role.JUDGES)
    key, top = request.POST.get("critere", ""), _top(request.POST.get("premieres"))
    user, now = reader(request), timezone.now()
    taken = outcome(request, lambda: actions.undo_grade(user=user, call_id=call_id, key=key, now=now))
    if taken is None:
        return redirect("grading:grade", call_id)
    messages.success(request, words.say("grading.undone"))
    standing = _standing(call)
    assert standing is not None
    criterion = _criterion(queries.by_hand(standing.read), key)
    return redirect(_address(call, criterion, top, taken.reply_id))


@require_safe
def summary(request: HttpRequest, call_id: int) -> HttpResponse:
    """What was given, and where the graders part. Who may grade sees of the others only what he has graded himself."""
    call = access_board(request.user, call_id)
    mine = own_place(request, call.company_id)
    reading = _asked(request, call)
    if isinstance(reading, HttpResponse):
        return reading
    criterion, top = reading.criterion, reading.top
    seen = set(reading.mine) if mine.may_judge else None
    known = {
        "call": call,
        "label": criterion.criterion.label.said(words.language()),
        "criterion": criterion,
        "criteria": reading.shelves(_summary_address),
        "worst": criterion.fact.levels[0].label.said(words.language()),
        "best": criterion.fact.levels[-1].label.said(words.language()),
        "page": shown.summary(criterion, reading.offers, reading.grades, seen),
        "done": reading.done,
        "count": len(reading.offers),
        "go_on": "" if reading.next_open(None) is None else _address(call, criterion, top),
        "blind": seen is not None and reading.done < len(reading.offers),
        "top": top,
        "may_undo": bool(reading.mine),
    }
    return render(request, "grading/summary.html", known)
