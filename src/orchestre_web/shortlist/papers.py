"""The choice on paper: the page to print, the files, a ranking worked out again, and why a rule was changed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from orchestre.documents.formats import FORMATS
from orchestre.shortlist.record import Rules
from orchestre_web.accounts.access import own_place, reader
from orchestre_web.accounts.roles import Role
from orchestre_web.calls.models import Call
from orchestre_web.shortlist import actions, drafting, queries, worked
from orchestre_web.shortlist.access import access_board
from orchestre_web.shortlist.shown import paper
from orchestre_web.shortlist.shown.board import query
from orchestre_web.site import words
from orchestre_web.site.files import attached
from orchestre_web.site.trying import outcome


def _rules(call: Call, language: str) -> Rules:
    decision = queries.decision_row(call)
    changes = queries.changes(decision) if decision is not None else []
    return paper.rules(call, changes, queries.first_delivery(call), language)


@require_GET
def page(request: HttpRequest, call_id: int) -> HttpResponse:
    """My decision on one page, under the points of the decision or under those of the address."""
    call = access_board(request.user, call_id)
    mine = own_place(request, call.company_id)
    now, language = timezone.now(), words.language()
    standing = actions.board(call, now=now)
    if standing is None:
        return redirect("shortlist:board", call.pk)
    tried = outcome(request, lambda: standing.tried(request.GET.dict()))
    if tried is None:
        return redirect("shortlist:board", call.pk)
    decided = paper.decided_of(call)
    sure = worked.sure(standing, tried) if len(tried.ranking) else None
    details = queries.details(standing.cells, paper.rows_needed(standing, tried, decided, sure))
    chosen = paper.choice(standing, tried, details, sure, decided)
    document = paper.page_document(chosen, _rules(call, language), author=call.company.name, language=language, now=now)
    ending = f"?{query(tried.points)}" if tried.points != standing.points else ""
    known = {
        "call": call,
        "mine": mine,
        "title": document.title,
        "paper": paper.page_of(document),
        "ending": ending,
        "board": reverse("shortlist:board", args=[call.pk]) + ending,
    }
    return render(request, "shortlist/page.html", known)


@require_GET
def download(request: HttpRequest, call_id: str, name: str, kind: str) -> HttpResponse:
    """The page or the whole record as a file. Whoever may judge leaves a copy of the ranking, as for others."""
    call = access_board(request.user, int(call_id))
    content = outcome(request, lambda: _written(request, call, name, kind))
    if content is None:
        return redirect("shortlist:board", call.pk)
    file_name = f"{words.say('board.paper_page' if name == 'page' else 'board.paper_record')}-{call.pk}.{kind}"
    return attached(content, FORMATS[kind].media, file_name)


def _written(request: HttpRequest, call: Call, name: str, kind: str) -> bytes:
    """Raises NoBudget and what `export_ranking` raises."""
    now, language = timezone.now(), words.language()
    decision = actions.decision_of(call, now=now)
    if decision is None:
        raise actions.NoBudget
    points = drafting.points_sent(request.GET.dict(), decision.document)
    _, shortlist = actions.export_ranking(
        user=reader(request), call_id=call.pk, points=points, language=language, now=now,
        team=worked.team(actions.board(call, now=now), points, language),
    )  # fmt: skip
    return paper.file_of(
        shortlist, _rules(call, language), paper=name, kind=kind, author=call.company.name, language=language,
        now=now, decided=paper.decided_of(call),
    )  # fmt: skip


@require_GET
def replay(request: HttpRequest, call_id: int, ranking_id: int) -> HttpResponse:
    """A ranking that was kept, worked out again from the replies of now under the rules it was kept with."""
    kept, found, document = actions.replay_ranking(user=reader(request), call_id=call_id, ranking_id=ranking_id)
    mine = own_place(request, kept.call.company_id)
    known = {"kept": kept, "call": kept.call, "mine": mine}
    known |= paper.replayed(found, kept.document, document, words.language())
    return render(request, "shortlist/replay.html", known)


@require_POST
def say_why(request: HttpRequest, call_id: int, change_id: int) -> HttpResponse:
    """The reason of a change of the rules, beside it in the log."""
    access_board(request.user, call_id, Role.EDITS)
    why = request.POST.get("why", "")
    actions.explain_change(user=reader(request), call_id=call_id, change_id=change_id, why=why, now=timezone.now())
    messages.success(request, words.say("board.why_kept"))
    return redirect(reverse("shortlist:criteria", args=[call_id]) + "#log")
