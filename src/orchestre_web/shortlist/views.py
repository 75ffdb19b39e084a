"""The board, its points, its criteria, what was removed, and the rankings kept."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from orchestre.basics import OrchestreError
from orchestre.shortlist.facts import FactKind
from orchestre_web.accounts.access import current_company, own_place, reader
from orchestre_web.accounts.models import Membership
from orchestre_web.accounts.roles import Role
from orchestre_web.calls.models import Call
from orchestre_web.shortlist import (
    actions,
    applications,
    drafting,
    exports,
    filters,
    finding,
    forms,
    queries,
    visits,
    worked,
)
from orchestre_web.shortlist.access import access_board, access_either, access_ranking
from orchestre_web.shortlist.models import Ranking
from orchestre_web.shortlist.shown import beside, filtering, late, sight
from orchestre_web.shortlist.shown import board as page
from orchestre_web.shortlist.shown import criteria as criteria_page
from orchestre_web.shortlist.shown.moving import moving
from orchestre_web.shortlist.shown.paper import decided_of
from orchestre_web.shortlist.shown.parts import Pages
from orchestre_web.shortlist.undoing import say_changed
from orchestre_web.site import words
from orchestre_web.site.files import attached
from orchestre_web.site.navigation import back


def _call(request: HttpRequest, call_id: int, role: Role = Role.READS) -> tuple[Call, Membership]:
    """The call, and the reader's place in its company, read once a request."""
    call = access_board(request.user, call_id, role)
    return call, own_place(request, call.company_id)


def _tried(form: Form, field: str | None, act: Callable[[], object]) -> bool:
    """Do it, or put what went wrong beside the field of the form."""
    try:
        act()
    except OrchestreError as error:
        form.add_error(field, words.say(error.code, **error.values))
    return form.is_valid()


# --- The board ----------------------------------------------------------------------------------------------------


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The calls one can choose in; with a single one, its board."""
    mine = current_company(request)
    calls = queries.calls_of(mine.company_id)
    if len(calls) == 1:
        return redirect("shortlist:board", calls[0].pk)
    titles = Counter(call.title for call in calls)
    for call in calls:
        call.twin = titles[call.title] > 1  # type: ignore[attr-defined]
    calls.sort(key=lambda call: not call.received)  # type: ignore[attr-defined]
    return render(request, "shortlist/home.html", {"calls": calls, "mine": mine})


@require_GET
def board(request: HttpRequest, call_id: int) -> HttpResponse:
    """The board under the points of the decision, or under those of the address (`p_<criterion>`), kept by nobody."""
    call = access_either(request.user, call_id)
    if call.employment:
        return applications.page(request, call)
    mine = own_place(request, call.company_id)
    standing = actions.board(call, now=timezone.now())
    known: dict[str, Any] = {"call": call, "mine": mine}
    if standing is None:
        known |= {"form": forms.Budget(initial=_budget(call)), "received": queries.has_deliveries(call)}
        return render(request, "shortlist/no_budget.html", known)
    known |= _ranked(request, standing)
    part = request.headers.get("HX-Request") == "true" and "HX-Boosted" not in request.headers
    if part:
        return _part(request, known)
    tray, receive = (reverse(name, args=[call.pk]) for name in ("calls:tray", "calls:receive"))
    total, parts = page.counts(standing, tray, receive)
    known |= {
        "total": total,
        "parts": parts,
        "rankings": queries.rankings(call),
        "news": _news(request, standing, known),
        "decision": standing.decision,
    }
    return render(request, "shortlist/board.html", known)


def _part(request: HttpRequest, known: dict[str, Any]) -> HttpResponse:
    """The list anew. A filter is a step one can go back from; a slider on its way is none."""
    address = reverse("shortlist:board", args=[known["call"].pk])
    address = f"{address}?{known['here']}" if known["here"] else address
    was = QueryDict(urlsplit(request.headers.get("HX-Current-URL", "")).query)
    filtered = filters.asked(was.dict(), was.getlist(filters.UNFOLD)).query() != known["filters"]
    response = render(request, "shortlist/board_part.html", known)
    response["HX-Push-Url" if filtered else "HX-Replace-Url"] = address
    return response


def _news(request: HttpRequest, standing: actions.Standing, known: Mapping[str, Any]) -> visits.News | None:
    """Told about the points of the decision alone: who tries others is not at the board as it stands."""
    if known["tried"] or known["problem"]:
        return None
    gathered: page.BoardPage = known["gathered"]
    word = gathered.sure.word.value if gathered.sure else ""
    return visits.news(standing, gathered.tried, gathered.details, user=reader(request), word=word, now=timezone.now())


def _budget(call: Call) -> dict[str, Any]:
    """What was already said of the budget when the call was begun."""
    return {name: call.first_facts.get(f"budget_{name}") for name in ("floor", "ceiling")}


def _ranked(request: HttpRequest, standing: actions.Standing) -> dict[str, Any]:
    """The list under the points asked for. Points that rank nothing give a sentence, and nothing is lost."""
    language = words.language()
    points = standing.points
    asked = filters.asked(request.GET.dict(), request.GET.getlist(filters.UNFOLD))
    known: dict[str, Any] = {"call": standing.call, "problem": "", "ranked": None, "sieve": None}
    try:
        points = drafting.points_sent(request.GET.dict(), standing.decision.document)
        tried = standing.table.rank(points)
    except OrchestreError as error:
        known["problem"] = words.say(error.code, **error.values)
    else:
        seen = sight.sight(standing, tried, asked, _number(request.GET.get("page")))
        sure = worked.sure_kept(standing, tried) if len(tried.ranking) > 1 else None
        details = queries.details(standing.cells, page.rows_needed(tried.ranking, seen.places, sure))
        seen.quote(details, [int(row) for row in tried.ranking.order[seen.places]])
        alike = queries.same_letter(standing.call, details.values())
        gathered = page.BoardPage(
            standing, tried, seen.pages, details, language=language, same_letter=alike, sure=sure, sight=seen,
            pins=finding.pins(standing.call.pk),
        )  # fmt: skip
        known["gathered"] = gathered
        known["ranked"] = gathered.ranked()
        known["chances"] = page.chances(gathered)
        known["sieve"] = filtering.sieve(standing, seen, points)
    known["decided"] = decided_of(standing.call)
    known["some_removed"] = bool(standing.table.summary["counts"]["gated"])
    known["received"] = bool(len(standing.table)) or queries.has_deliveries(standing.call)
    known["points"] = points
    known["to_grade"] = page.to_grade(standing.read, language)
    known["sliders"] = page.sliders(standing.read, points, language)
    known["price_in_force"] = page.price_in_force(standing.read, language)
    known["tried"] = points != standing.points
    known["query"] = page.query(points) if known["tried"] else ""
    known["filters"] = asked.query()
    known["here"] = "&".join(filter(None, (known["query"], known["filters"])))
    known["fields"] = filtering.fields(standing, asked) if len(standing.table) > 1 else {}
    number = known["ranked"].pages.number if known["ranked"] else 1
    here = "&".join(filter(None, (known["here"], f"page={number}" if number > 1 else "")))
    known["next"] = f"{reverse('shortlist:board', args=[standing.call.pk])}?{here}"
    return known


@require_GET
def offer(request: HttpRequest, call_id: int, reply_id: int) -> HttpResponse:
    """Every figure of one offer and the words behind it: a page, or the part that opens under its row."""
    call, mine = _call(request, call_id)
    standing = actions.board(call, now=timezone.now())
    detail = queries.detail_of(standing.cells, reply_id) if standing is not None else None
    if standing is None or detail is None or detail.row is None:
        raise Http404
    try:
        tried = standing.tried(request.GET.dict())
    except OrchestreError:
        return redirect("shortlist:board", call.pk)
    at = tried.place_of(detail.row)
    pages = Pages(1, at, at + 1, len(tried.ranking), None, None, 0)
    gathered = page.BoardPage(
        standing, tried, pages, {detail.row: detail}, language=words.language(), may_correct=mine.may_edit,
        same_letter=queries.same_letter(call, [detail]),
    )  # fmt: skip
    board_address = reverse("shortlist:board", args=[call.pk])
    known = {
        "call": call,
        "mine": mine,
        "figures": gathered.figures(at),
        "moving": moving(standing, tried, detail.row, words.language()),
        "back": f"{board_address}?{page.query(tried.points)}" if gathered.other_points else board_address,
    }
    part = request.headers.get("HX-Request") == "true"
    return render(request, "shortlist/figures_part.html" if part else "shortlist/offer.html", known)


def _number(written: str | None) -> int:
    return int(written) if written and written.isdecimal() and len(written) < 7 else 1


@require_POST
def keep_points(request: HttpRequest, call_id: int) -> HttpResponse:
    """The points that were tried become those of the decision."""
    decision = queries.decision_row(access_board(request.user, call_id, Role.JUDGES))
    if decision is not None:
        try:
            points = drafting.points_sent(request.POST.dict(), decision.document)
            actions.change_weights(user=reader(request), call_id=call_id, points=points, now=timezone.now())
            say_changed(request, call_id, words.say("board.points_kept"))
        except OrchestreError as error:
            messages.error(request, words.say(error.code, **error.values))
    return redirect("shortlist:board", call_id)


@require_POST
def pin(request: HttpRequest, call_id: int, reply_id: int) -> HttpResponse:
    """Keep an offer at hand (`on` is 1) or let it go: its button anew, or the list it was pressed in."""
    on = request.POST.get("on") == "1"
    actions.pin(user=reader(request), call_id=call_id, reply_id=reply_id, on=on, now=timezone.now())
    if request.headers.get("HX-Request") == "true":
        known = {"address": request.path, "pinned": on, "name": ""}
        return render(request, "shortlist/pin.html", known)
    return redirect(back(request)) if request.POST.get("next") else redirect("shortlist:board", call_id)


@require_POST
def state_budget(request: HttpRequest, call_id: int) -> HttpResponse:
    call, mine = _call(request, call_id, Role.EDITS)
    form = forms.Budget(request.POST)

    def state() -> None:
        data = form.cleaned_data
        actions.state_budget(
            user=reader(request), call_id=call_id, floor=data["floor"], ceiling=data["ceiling"], now=timezone.now()
        )

    if form.is_valid() and _tried(form, "floor", state):
        return redirect("shortlist:board", call_id)
    known = {"call": call, "mine": mine, "form": form, "received": queries.has_deliveries(call)}
    return render(request, "shortlist/no_budget.html", known, status=422)


@require_GET
def gated(request: HttpRequest, call_id: int) -> HttpResponse:
    """The offers that a condition removed, each with the words that removed it."""
    call, mine = _call(request, call_id)
    standing = actions.board(call, now=timezone.now())
    if standing is None:
        return redirect("shortlist:board", call_id)
    removed = queries.gated(standing.cells)
    pages = page.pages_of(len(removed), _number(request.GET.get("page")))
    rows = beside.removed(standing, removed[pages.first : pages.last], words.language())
    return render(request, "shortlist/gated.html", {"call": call, "mine": mine, "rows": rows, "pages": pages})


# --- Files and rankings kept --------------------------------------------------------------------------------------


def _points(request: HttpRequest, call: Call, given: Mapping[str, str]) -> dict[str, int]:
    standing = actions.decision_of(call, now=timezone.now())
    if standing is None:
        raise actions.NoBudget
    return drafting.points_sent(given, standing.document)


@require_GET
def export(request: HttpRequest, call_id: str, kind: str) -> HttpResponse:
    """The ranking as a file. Whoever may judge leaves a copy: what was sent can be shown again."""
    call = access_either(request.user, int(call_id))
    if call.employment:
        return applications.file(call, kind)
    language = words.language()
    try:
        points, now = _points(request, call, request.GET.dict()), timezone.now()
        document, shortlist = actions.export_ranking(
            user=reader(request), call_id=call.pk, points=points, language=language, now=now,
            team=worked.team(actions.board(call, now=now), points, language),
        )  # fmt: skip
        content = exports.written(shortlist, document, kind=kind, language=language)
    except OrchestreError as error:
        messages.error(request, words.say(error.code, **error.values))
        return redirect("shortlist:board", call.pk)
    name = f"{words.say('board.file_name')}-{call.pk}.{kind}"
    return attached(content, exports.TYPES[kind], name)


@require_POST
def keep_ranking(request: HttpRequest, call_id: int) -> HttpResponse:
    call = access_board(request.user, call_id, Role.JUDGES)
    try:
        points, now = _points(request, call, request.POST.dict()), timezone.now()
        ranking = actions.store_ranking(
            user=reader(request), call_id=call_id, points=points, language=words.language(), now=now,
            team=worked.team(actions.board(call, now=now), points, words.language()),
        )  # fmt: skip
    except OrchestreError as error:
        messages.error(request, words.say(error.code, **error.values))
        return redirect("shortlist:board", call_id)
    messages.success(request, words.say("board.ranking_kept"))
    return redirect("shortlist:ranking", call_id, ranking.pk)


@require_GET
def ranking(request: HttpRequest, call_id: int, ranking_id: int) -> HttpResponse:
    """A ranking as it was, from its document alone."""
    kept = access_ranking(request.user, call_id, ranking_id)
    document = kept.document
    pages = page.pages_of(len(document["ranking"]), _number(request.GET.get("page")))
    known = {
        "kept": kept,
        "call": kept.call,
        "spoken": document.get("language", "fr"),
        "criteria": beside.kept_criteria(document, words.language()),
        "rows": beside.kept_rows(document, pages, words.language()),
        "warnings": document["warnings"],
        "pages": pages,
        "may_withdraw": kept.reason == Ranking.Reason.KEPT and _call(request, call_id)[1].may_judge,
    }
    return render(request, "shortlist/ranking.html", known)


# --- The criteria -------------------------------------------------------------------------------------------------


def _criteria(request: HttpRequest, call: Call, mine: Membership, **wrong: Form) -> HttpResponse:
    """The page; `wrong` holds forms that were sent with something to mend, by the place where they stand."""
    decision = actions.decision_of(call, now=timezone.now())
    if decision is None:
        return redirect("shortlist:board", call.pk)
    changes, language = queries.changes(decision), words.language()
    known = criteria_page.page(decision, changes, language, wrong, queries.currencies_asked(call))
    known |= late.told(changes, queries.first_delivery(call), language)
    status = 422 if wrong else 200
    return render(request, "shortlist/criteria.html", {"call": call, "mine": mine, **known}, status=status)


@require_GET
def criteria(request: HttpRequest, call_id: int) -> HttpResponse:
    return _criteria(request, *_call(request, call_id))


@require_POST
def change_need(request: HttpRequest, call_id: int) -> HttpResponse:
    call, mine = _call(request, call_id, Role.EDITS)
    form, rates = forms.Need(request.POST), forms.rates_sent(request.POST)

    def change() -> None:
        data = form.cleaned_data
        values = {name: data[name] for name in ("floor", "ceiling", "tax", "most")}
        for name in ("days", "months"):
            values[name] = drafting.quantity([data[f"{name}_low"], data[name], data[f"{name}_high"]])
        if rates:
            values["exchange"] = [rate.entry() for rate in rates if not rate.is_empty]
        actions.change_need(user=reader(request), call_id=call_id, values=values, now=timezone.now())

    if forms.all_right(form, *rates) and _tried(form, "floor", change):
        say_changed(request, call_id, words.say("board.need_changed"))
        return redirect("shortlist:criteria", call_id)
    return _criteria(request, call, mine, need=form, **{f"rate_{rate.prefix}": rate for rate in rates})


@require_POST
def change_formula(request: HttpRequest, call_id: int) -> HttpResponse:
    call, mine = _call(request, call_id, Role.EDITS)
    form = forms.PriceFormula(request.POST)

    def change() -> None:
        actions.change_formula(user=reader(request), call_id=call_id, values=form.cleaned_data, now=timezone.now())

    if form.is_valid() and _tried(form, "rule", change):
        say_changed(request, call_id, words.say("board.rule_changed"))
        return redirect("shortlist:criteria", call_id)
    return _criteria(request, call, mine, formula=form)


@require_POST
def add_criterion(request: HttpRequest, call_id: int) -> HttpResponse:
    """`kind` says which: a fact that needs no word is added at once, the others have their own short form."""
    call, mine = _call(request, call_id, Role.EDITS)
    kind = request.POST.get("kind", "")

    def add(entry: Mapping[str, Any]) -> None:
        actions.add_criterion(user=reader(request), call_id=call_id, entry=entry, now=timezone.now())
        said = words.say("board.criterion_added", name=drafting.name_of(entry, words.language()))
        say_changed(request, call_id, said)

    if kind in [known.value for known in forms.KNOWN]:
        entry = drafting.beginning(FactKind(kind))
        try:
            add(entry)
        except OrchestreError as error:
            messages.error(request, words.say(error.code, **error.values))
        return redirect("shortlist:criteria", call_id)
    asked = forms.ADDED.get(kind)
    if asked is None:
        return redirect("shortlist:criteria", call_id)
    form = asked(request.POST)
    first = next(iter(form.fields))
    if form.is_valid() and _tried(form, first, lambda: add(form.entry())):
        return redirect("shortlist:criteria", call_id)
    return _criteria(request, call, mine, **{f"add_{kind}": form})


@require_POST
def change_criterion(request: HttpRequest, call_id: int, key: str) -> HttpResponse:
    call, mine = _call(request, call_id, Role.EDITS)
    decision = queries.decision_row(call)
    entry = drafting.criterion(decision.document, key) if decision is not None else None
    if entry is None:
        return redirect("shortlist:criteria", call_id)
    form = forms.CriterionForm(request.POST, entry=entry)

    def change() -> None:
        actions.change_criterion(
            user=reader(request),
            call_id=call_id,
            key=key,
            values=form.values(),
            limits=form.limits(),
            now=timezone.now(),
        )

    field = "best" if "best" in form.fields else "points"
    if form.is_valid() and _tried(form, field, change):
        say_changed(request, call_id, words.say("board.criterion_changed", name=form.cleaned_data["label"]))
        return redirect("shortlist:criteria", call_id)
    return _criteria(request, call, mine, **{f"criterion_{key}": form})


@require_POST
def remove_criterion(request: HttpRequest, call_id: int, key: str) -> HttpResponse:
    access_board(request.user, call_id, Role.EDITS)
    try:
        actions.remove_criterion(user=reader(request), call_id=call_id, key=key, now=timezone.now())
        say_changed(request, call_id, words.say("board.criterion_removed"))
    except OrchestreError as error:
        messages.error(request, words.say(error.code, **error.values))
    return redirect("shortlist:criteria", call_id)


@require_POST
def restore(request: HttpRequest, call_id: int, change_id: int) -> HttpResponse:
    access_board(request.user, call_id, Role.EDITS)
    actions.restore(user=reader(request), call_id=call_id, change_id=change_id, now=timezone.now())
    messages.success(request, words.say("board.restored"))
    return redirect(back(request)) if request.POST.get("next") else redirect("shortlist:criteria", call_id)
