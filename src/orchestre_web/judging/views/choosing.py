"""The choice: which offer, why, who approved it, and the minutes of it all."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orchestre.documents.formats import FORMATS
from orchestre_web.accounts.access import reader
from orchestre_web.accounts.roles import Role
from orchestre_web.calls.models import Call
from orchestre_web.judging import actions, forms, queries
from orchestre_web.judging.access import access_approval, access_choice
from orchestre_web.judging.models import Choice
from orchestre_web.judging.shown.choosing import before_withdrawal, choice_lines, offers_in_order, ties
from orchestre_web.judging.shown.minutes import minutes_document
from orchestre_web.judging.shown.panel import panel_page, points_in_words
from orchestre_web.judging.views.common import call_of
from orchestre_web.shortlist import actions as boards
from orchestre_web.shortlist import queries as board_queries
from orchestre_web.shortlist import worked
from orchestre_web.shortlist.shown import late
from orchestre_web.shortlist.shown.sureness import word_said
from orchestre_web.site import words
from orchestre_web.site.files import attached
from orchestre_web.site.trying import tried

OFFERED = 12
"""So many offers can be chosen on the page: the first of the list."""


@require_http_methods(["GET", "POST"])
def decision(request: HttpRequest, call_id: int) -> HttpResponse:
    posting = request.method == "POST"
    call, mine = call_of(request, call_id, Role.EDITS if posting else Role.READS)
    standing = boards.board(call, now=timezone.now())
    if standing is None:
        return redirect("shortlist:board", call.pk)
    form = forms.Why(request.POST if posting else None)
    if posting and form.is_valid():

        def choose() -> None:
            data = form.cleaned_data
            actions.choose(
                user=reader(request), call_id=call_id, offer_id=data["offer"], why=data["why"], now=timezone.now()
            )

        if tried(request, choose):
            return redirect("judging:decision", call_id)
    tried_ = standing.table.rank(standing.points)
    rows = [int(row) for row in tried_.ranking.order[:OFFERED]]
    details = board_queries.details(standing.cells, rows)
    choices = queries.choices_of(call)
    chosen = queries.standing_of(choices)
    limit = queries.limit_of(call.company)
    known: dict[str, Any] = {
        "call": call,
        "mine": mine,
        "form": form,
        "offers": offers_in_order(standing, tried_, details, words.language()),
        "sure": word_said((worked.kept(standing, tried_, worked.SURE) or {}).get("word", "")),
        "choices": choice_lines(choices, reader(request)),
        "chosen": chosen is not None,
        "sitters": ties(queries.sitters(call, chosen)),
        "reader_id": reader(request).pk,
        "limit": limit,
        "limit_form": forms.ApprovalLimit(initial={"limit": limit}),
        "verdict_form": forms.Verdict(),
        "withdrawal": forms.Withdrawal(auto_id="choice_%s"),
        "answer_withdrawal": forms.Withdrawal(auto_id="answer_%s"),
    }
    if chosen is None:
        known["first_ask"] = _first_ask(call, known["sure"])
    elif mine.may_edit:
        known["before_withdrawal"] = before_withdrawal(chosen)
    return render(request, "judging/decision.html", known, status=422 if form.errors else 200)


def _first_ask(call: Call, sure: tuple[str, str]) -> str:
    """The page of the questions worth asking, while the order is not solid; "" when one may choose."""
    if sure[1] != "warning":
        return ""
    try:
        return reverse("asking:home", args=[call.pk])
    except NoReverseMatch:  # that room comes after this one
        return ""


@require_POST
def approve(request: HttpRequest, call_id: int, choice_id: int) -> HttpResponse:
    access_choice(request.user, call_id, choice_id)
    form = forms.Verdict(request.POST)
    approved = request.POST.get("verdict") == "approve"

    def act() -> None:
        if not form.is_valid():
            raise actions.ReasonMissing
        actions.approve(
            user=reader(request),
            call_id=call_id,
            choice_id=choice_id,
            approved=approved,
            reason=form.cleaned_data["reason"],
            now=timezone.now(),
        )

    tried(request, act)
    return redirect("judging:decision", call_id)


@require_POST
def withdraw_choice(request: HttpRequest, call_id: int, choice_id: int) -> HttpResponse:
    """Nothing is chosen any more; the line stays."""
    access_choice(request.user, call_id, choice_id, Role.EDITS)
    user, now, why = reader(request), timezone.now(), forms.why_said(request.POST)

    def act() -> None:
        actions.withdraw_choice(user=user, call_id=call_id, choice_id=choice_id, why=why, now=now)

    tried(request, act, done="judging.choice_taken_back")
    return redirect("judging:decision", call_id)


@require_POST
def withdraw_approval(request: HttpRequest, call_id: int, approval_id: int) -> HttpResponse:
    """Approved or refused too soon: the choice waits again."""
    access_approval(request.user, call_id, approval_id)
    user, now, why = reader(request), timezone.now(), forms.why_said(request.POST)

    def act() -> None:
        actions.withdraw_approval(user=user, call_id=call_id, approval_id=approval_id, why=why, now=now)

    tried(request, act, done="judging.approval_taken_back")
    return redirect("judging:decision", call_id)


@require_POST
def declare(request: HttpRequest, call_id: int) -> HttpResponse:
    """Ties to the providers: one's own, or what a guest told."""
    call_of(request, call_id, Role.JUDGES)
    form = forms.Ties(request.POST)

    def act() -> None:
        said = forms.ties_said(request.POST)
        if said is None or not form.is_valid():
            raise actions.InterestUnsaid
        judge_id = form.cleaned_data["judge"]
        actions.declare(user=reader(request), call_id=call_id, judge_id=judge_id, words=said, now=timezone.now())

    tried(request, act, done="judging.interest_kept")
    return redirect(reverse("judging:decision", args=[call_id]) + "#ties-title")


@require_POST
def set_limit(request: HttpRequest, call_id: int) -> HttpResponse:
    call, _ = call_of(request, call_id, Role.OWNER)
    form = forms.ApprovalLimit(request.POST)

    def act() -> None:
        if not form.is_valid():
            raise actions.NotALimit(given=request.POST.get("limit", "")[:24])
        amount = form.cleaned_data["limit"]
        actions.set_limit(user=reader(request), company_id=call.company_id, amount=amount, now=timezone.now())

    tried(request, act, done="judging.approval_limit_kept")
    return redirect("judging:decision", call_id)


@require_GET
def minutes(request: HttpRequest, call_id: int) -> HttpResponse:
    """To print and sign."""
    known = _minutes(request, call_id)
    return redirect("shortlist:board", call_id) if known is None else render(request, "judging/minutes.html", known)


@require_GET
def minutes_file(request: HttpRequest, call_id: str, kind: str) -> HttpResponse:
    """The same as a file: pdf or docx."""
    known = _minutes(request, int(call_id))
    if known is None:
        return redirect("shortlist:board", int(call_id))
    document = minutes_document(known, words.language())
    name = f"{words.say('judging.minutes_file')}-{int(call_id)}.{kind}"
    return attached(FORMATS[kind].write(document), FORMATS[kind].media, name)


def _minutes(request: HttpRequest, call_id: int) -> dict[str, Any] | None:
    """Of the choice that stands as it was recorded, or of the judging as it is; None without a rule. Choices that were
    taken back are listed."""
    call, mine = call_of(request, call_id)
    choices = queries.choices_of(call)
    choice = queries.standing_of(choices)
    lines = choice_lines(choices, reader(request))
    judges = queries.judges_of(call)
    if choice is not None:
        record = choice.record
        names = record["names"]
    else:
        standing = boards.board(call, now=timezone.now())
        if standing is None:
            return None
        seen = queries.is_open_to_see(judges, closed=queries.is_closed(call))
        panel = queries.panel_of(standing.table, judges) if seen else None
        points = standing.points
        record = queries.record_of(standing.read, panel, judges if panel is not None else [], points)
        names = actions.names_of(standing, record)
    return {
        "call": call,
        "mine": mine,
        "today": timezone.localtime(),
        "judges": judges,
        "panel": panel_page(record, names, words.language()),
        "points": points_in_words(record, words.language()),
        "ties": ties(queries.sitters(call, choice)),
        "mark": str(record.get("decision_sha256", ""))[:16],
        "choice": lines[0] if choice is not None else None,
        "taken_back": [each for each in lines if each.state == "withdrawn"],
        "rule": _rule_in_words(call, choice),
    }


def _rule_in_words(call: Call, choice: Choice | None) -> list[str]:
    """Since when the rule stood, and what of it changed once replies could be read; up to the choice, if any."""
    stated = board_queries.decision_row(call)
    if stated is None:
        return []
    changes = [one for one in board_queries.changes(stated) if choice is None or one.at <= choice.at]
    told = late.told(changes, board_queries.first_delivery(call), words.language())
    return [*told["frozen"], *told["late"]] if changes else []
