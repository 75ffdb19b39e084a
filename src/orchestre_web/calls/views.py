"""The pages of a call: what comes in, what was read, what is set aside."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from orchestre.basics import OrchestreError
from orchestre.replies.corrections import KEPT, TERM, apply
from orchestre.replies.sources import Role as ColumnRole
from orchestre_web.accounts.access import current_company
from orchestre_web.accounts.models import User
from orchestre_web.accounts.roles import Role
from orchestre_web.calls import actions, forms, limits, queries, shown
from orchestre_web.calls.access import access_call, access_delivery, access_reply
from orchestre_web.calls.models import Call, Delivery, Reply
from orchestre_web.calls.places import Place, place_of
from orchestre_web.jobs.shown import shown as job_shown
from orchestre_web.site import words
from orchestre_web.site.navigation import back

ON_A_PAGE = 50
CHOSEN_COLUMNS = tuple(
    role
    for role in ColumnRole
    if role not in {ColumnRole.ALIAS, ColumnRole.ATTACHMENT, ColumnRole.DIRECTION, ColumnRole.DRAFT}
)


def _reader(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def _posted(request: HttpRequest) -> tuple[Any, Any]:
    """What a form is filled with; an empty one is a filled one too."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _page(request: HttpRequest, rows: Any) -> Any:
    return Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))


def _tried(request: HttpRequest, act: Callable[[], object], done: str = "") -> bool:
    """Do it and say so, or say what went wrong; the page that asked shows either."""
    try:
        act()
    except OrchestreError as error:
        messages.error(request, words.say(error.code, **error.values))
        return False
    if done:
        messages.success(request, words.say(done))
    return True


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Every call of the company."""
    company = current_company(request).company
    page = _page(request, company.calls.all())
    return render(request, "calls/home.html", {"page": page, "lines": queries.call_lines(page.object_list)})


@require_http_methods(["GET", "POST"])
def new_call(request: HttpRequest) -> HttpResponse:
    """One sentence, a budget, the files: then the reading begins."""
    company = current_company(request, Role.EDITS).company
    form = forms.NewCall(*_posted(request))
    if request.method == "POST" and form.is_valid() and not _too_large(request, form):
        data = form.cleaned_data
        try:
            made = actions.create_call(
                user=_reader(request),
                company_id=company.pk,
                need_text=data["need_text"],
                language=words.language(),
                today=timezone.localdate(),
                facts={name: data[name] for name in ("budget_floor", "budget_ceiling", "days", "months")},
                own_names=data["own_names"],
                now=timezone.now(),
            )
        except actions.BudgetUpsideDown as error:
            form.add_error("budget_ceiling", words.say(error.code))
        else:
            return _deliver(request, made, form)
    return render(request, "calls/new_call.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def call(request: HttpRequest, call_id: int) -> HttpResponse:
    """Where the work on this call is: its ranking when there is something to rank, else what came in."""
    known = access_call(request.user, call_id)
    if known.replies.exists():
        return redirect(actions.board_address(known.pk))
    return redirect("calls:receive", known.pk)


@require_http_methods(["GET", "POST"])
def edit_call(request: HttpRequest, call_id: int) -> HttpResponse:
    known = access_call(request.user, call_id, Role.EDITS)
    beginning = {"title": known.title, "need_text": known.need_text}
    form = forms.EditedCall(request.POST if request.method == "POST" else None, initial=beginning)
    if request.method == "POST" and form.is_valid():
        actions.rename_call(user=_reader(request), call_id=call_id, **form.cleaned_data)
        messages.success(request, words.say("calls.call_renamed"))
        return redirect("calls:call", call_id)
    status = 422 if form.errors else 200
    return render(request, "calls/edit_call.html", {"call": known, "part": "", "form": form}, status=status)


@require_http_methods(["GET", "POST"])
def delete_call(request: HttpRequest, call_id: int) -> HttpResponse:
    known = access_call(request.user, call_id, Role.OWNER)
    if request.method == "POST":
        actions.delete_call(user=_reader(request), call_id=call_id)
        messages.success(request, words.say("calls.call_deleted", title=known.title))
        return redirect("calls:home")
    return render(request, "calls/delete_call.html", {"call": known, "sums": queries.sums(known)})


@never_cache
@require_http_methods(["GET", "POST"])
def receive(request: HttpRequest, call_id: int) -> HttpResponse:
    """Drop or paste more; what came in so far, with counts that add up."""
    known = access_call(request.user, call_id, Role.READS if request.method == "GET" else Role.EDITS)
    form = forms.Delivered(*_posted(request))
    if request.method == "POST" and form.is_valid() and not _too_large(request, form):
        if form.is_given:
            return _deliver(request, known, form)
        form.add_error("dropped", words.say("calls.nothing_given"))
    rows = [_delivery_row(each) for each in queries.deliveries_of(known)]
    return render(
        request,
        "calls/receive.html",
        {
            "call": known,
            "form": form,
            "rows": rows,
            "sums": queries.sums(known),
            "part": "received",
            "board": actions.board_address(known.pk),
            "under_way": any(row["delivery"].is_under_way for row in rows),
        },
        status=422 if form.errors else 200,
    )


def _delivery_row(delivery: Delivery) -> dict[str, Any]:
    progress = job_shown(delivery.job) if delivery.is_under_way and delivery.job else {}
    counts = delivery.counts
    left_out = sum(sum(counts[name].values()) for name in ("no_text", "unreadable")) if counts else 0
    return {"delivery": delivery, "counts": counts, "left_out": left_out, **progress}


def _too_large(request: HttpRequest, form: forms.Delivered) -> bool:
    names = getattr(request, "too_large", [])
    for name in names:
        form.add_error("dropped", words.say("calls.too_large", name=name, most=limits.MOST_BYTES // 1024**2))
    return bool(names)


def _deliver(request: HttpRequest, known: Call, form: forms.Delivered) -> HttpResponse:
    """Take every file and the pasted text, then go where the eye is needed."""
    user, now = _reader(request), timezone.now()
    took: list[Delivery] = []

    def take(receive_one: Callable[[], Delivery]) -> None:
        try:
            took.append(receive_one())
        except actions.AlreadyReceived as error:
            messages.info(request, words.say(error.code, **error.values))

    files, pasted = form.cleaned_data["dropped"], form.cleaned_data["pasted"]
    alone = len(files) + bool(pasted.strip()) == 1
    for file in files:
        take(
            lambda file=file: actions.receive_file(  # type: ignore[misc]
                user=user, call_id=known.pk, name=file.name or "?", file=file.file, size=file.size or 0, now=now,
                alone=alone,
            )
        )  # fmt: skip
    if pasted.strip():
        name = words.say("calls.pasted_name")
        take(
            lambda: actions.receive_paste(
                user=user, call_id=known.pk, text=pasted, name=name, now=now, alone=alone
            )
        )  # fmt: skip
    if alone and took:
        return redirect("calls:delivery", known.pk, took[0].pk)
    return redirect("calls:receive", known.pk)


@never_cache
@require_http_methods(["GET", "POST"])
def delivery(request: HttpRequest, call_id: int, delivery_id: int) -> HttpResponse:
    """Its columns to confirm, its progress, or what it gave."""
    known = access_delivery(request.user, call_id, delivery_id, Role.READS if request.method == "GET" else Role.EDITS)
    if request.method == "POST":
        names = [each["name"] for each in (known.guess.get("columns") or {"columns": []})["columns"]]
        roles = {name: request.POST.get(f"role-{n}", "") for n, name in enumerate(names)}
        roles = {name: role for name, role in roles.items() if role}

        def confirm() -> None:
            actions.confirm_columns(user=_reader(request), call_id=call_id, delivery_id=delivery_id, roles=roles)

        if not names or _tried(request, confirm):
            return redirect("calls:delivery", call_id, delivery_id)
        # What was chosen stays on the page that says what is wrong.
        for column in known.guess["columns"]["columns"]:
            column["role"] = roles.get(column["name"], column["role"])
    again = request.method == "POST" or request.GET.get("colonnes") == "1"
    left_out = _page(request, known.left_out.order_by("pk"))
    return render(
        request,
        "calls/delivery.html",
        {
            "call": known.call,
            "part": "received",
            "sums": queries.sums(known.call, known),
            "row": _delivery_row(known),
            "delivery": known,
            "tables": _tables(known),
            "column_roles": CHOSEN_COLUMNS,
            "choosing": known.is_waiting or (again and not known.is_under_way),
            "page": left_out,
            "board": actions.board_address(call_id),
            **(job_shown(known.job) if known.is_under_way and known.job else {}),
        },
        status=422 if request.method == "POST" else 200,
    )


def _tables(delivery: Delivery) -> list[dict[str, Any]]:
    """The first rows under their columns. A column that several sheets have is chosen once."""
    chosen = {each["name"]: each["role"] for each in (delivery.guess.get("columns") or {"columns": []})["columns"]}
    numbers = {name: n for n, name in enumerate(chosen)}
    seen: set[str] = set()
    tables = []
    for table in delivery.guess.get("tables", []):
        columns = []
        for at, name in enumerate(table["names"]):
            cells = [row[at] if at < len(row) else "" for row in table["rows"]]
            columns.append(
                {
                    "name": name,
                    "role": chosen.get(name, "other"),
                    "number": numbers.get(name, 0),
                    "first_time": name not in seen,
                    "cells": [cell[:120] for cell in cells[:3]],
                }
            )
            seen.add(name)
        tables.append({"sheet": table["sheet"], "columns": columns})
    return tables


@require_POST
def read_again(request: HttpRequest, call_id: int, delivery_id: int) -> HttpResponse:
    user = _reader(request)
    _tried(request, lambda: actions.read_again(user=user, call_id=call_id, delivery_id=delivery_id))
    return redirect("calls:delivery", call_id, delivery_id)


@require_http_methods(["GET", "POST"])
def remove_delivery(request: HttpRequest, call_id: int, delivery_id: int) -> HttpResponse:
    known = access_delivery(request.user, call_id, delivery_id, Role.EDITS)
    if request.method == "POST":
        user = _reader(request)
        _tried(
            request,
            lambda: actions.remove_delivery(user=user, call_id=call_id, delivery_id=delivery_id),
            "calls.delivery_removed",
        )
        return redirect("calls:receive", call_id)
    return render(
        request,
        "calls/remove_delivery.html",
        {"call": known.call, "delivery": known, "replies": known.replies.count()},
    )


TRAY = ("question", "referral", "chatter", "spam", "by_hand", "repeats", "left_out")


@require_safe
def tray(request: HttpRequest, call_id: int) -> HttpResponse:
    """Everything that is not ranked, by kind, with its reason and one click back."""
    known = access_call(request.user, call_id)
    sums = queries.sums(known)
    counts = dict(sums.set_aside) | {"by_hand": sums.by_hand, "repeats": sums.repeats, "left_out": sums.left_out}
    shelves = [(name, counts.get(name, 0)) for name in TRAY]
    asked = request.GET.get("sorte", "")
    shelf = asked if asked in TRAY else next((name for name, count in shelves if count), TRAY[0])
    page = _page(request, queries.shelf(known, shelf))
    return render(
        request,
        "calls/tray.html",
        {
            "call": known,
            "part": "tray",
            "sums": sums,
            "shelves": shelves,
            "shelf": shelf,
            "page": page,
            "first_copies": queries.first_copies(known, page.object_list) if shelf == "repeats" else {},
            "board": actions.board_address(call_id),
        },
    )


@require_safe
def reply(request: HttpRequest, call_id: int, reply_id: int) -> HttpResponse:
    """The words and what was read in them, each value beside its words."""
    return _reply_page(request, access_reply(request.user, call_id, reply_id))


def _reply_page(request: HttpRequest, known: Reply, error: str = "", field: str = "") -> HttpResponse:
    history = queries.history(known)
    place = place_of(known)
    document = apply(known.document, queries.holding(history))
    return render(
        request,
        "calls/reply.html",
        {
            "call": known.call,
            "part": "",
            "reply": known,
            "posted_on": shown.posted_on(known.posted_at),
            "channel": known.channel.replace("_", " ").capitalize(),
            "document": document,
            "segments": shown.segments(known.text, document),
            "values": shown.values(known.text, document),
            "written": {name: ", ".join(document[name]) for name in shown.LISTS},
            "history": [
                (each, shown.field_words(each.field), shown.corrected_words(each.field, each.value)) for each in history
            ],
            "standing": queries.is_standing(known),
            "first_copy": queries.first_copy(known),
            "place": place,
            "neighbours": place or queries.neighbours(known),
            "board": actions.board_address(known.call_id),
            "kinds": forms.kinds(),
            "remotes": forms.remotes(),
            "languages": forms.languages(),
            "units": forms.units(),
            "taxes": forms.taxes(),
            "qualifiers": forms.qualifiers(),
            "wrong_field": field,
            "error": error,
        },
        status=422 if error else 200,
    )


@require_POST
def correct(request: HttpRequest, call_id: int, reply_id: int) -> HttpResponse:
    """`field` and what its form says. A fact of the board (`term:<key>`) comes back to the page that asked."""
    known = access_reply(request.user, call_id, reply_id, Role.EDITS)
    field = request.POST.get("field", "")
    before = place_of(known)
    try:
        corrected = actions.correct(
            user=_reader(request), call_id=call_id, reply_id=reply_id, field=field,
            value=forms.read_value(field, request.POST), now=timezone.now(),
        )  # fmt: skip
    except OrchestreError as error:
        return _reply_page(request, known, words.say(error.code, **error.values), field)
    _say_with_undo(request, _what_moved(before, place_of(corrected)), corrected, field)
    if field.startswith(TERM) and request.POST.get("next"):
        return redirect(back(request))
    return redirect(f"{reverse('calls:reply', args=[call_id, reply_id])}#valeurs")


def _what_moved(before: Place | None, after: Place | None) -> str:
    """What a correction did to the place of its offer."""
    if before is None or after is None:
        return words.say_safely("calls.corrected")
    code = "calls.corrected_stays" if before.rank == after.rank else "calls.corrected_moves"
    link = format_html('<a href="{}">{}</a>', after.address, words.say("calls.place_rank", rank=after.rank))
    return words.say_safely(code, before=before.rank, after=link, n=after.count)


def _say_with_undo(request: HttpRequest, said: str, reply: Reply, field: str) -> None:
    """Say it, with the button that takes it back at once. `said` is safe; the button comes back to the same page."""
    held = queries.newest_correction(reply, field)
    if held is None:
        messages.success(request, said)
        return
    address = reverse("calls:undo", args=[reply.call_id, reply.pk, held.pk])
    here = back(request) if request.POST.get("next") else ""
    values = {"said": said, "address": address, "here": here, "field": field}
    messages.success(request, mark_safe(render_to_string("calls/undo_at_once.html", values, request)))  # noqa: S308


@require_POST
def undo(request: HttpRequest, call_id: int, reply_id: int, correction_id: int) -> HttpResponse:
    actions.undo_correction(
        user=_reader(request), call_id=call_id, reply_id=reply_id, correction_id=correction_id, now=timezone.now()
    )
    messages.success(request, words.say("calls.undone"))
    return _return(request, call_id, reply_id)


@require_POST
def set_aside(request: HttpRequest, call_id: int, reply_id: int) -> HttpResponse:
    aside = actions.set_aside(
        user=_reader(request), call_id=call_id, reply_id=reply_id, reason=request.POST.get("reason", ""),
        now=timezone.now(),
    )  # fmt: skip
    _say_with_undo(request, words.say_safely("calls.was_set_aside"), aside, KEPT)
    return _return(request, call_id, reply_id)


@require_POST
def bring_back(request: HttpRequest, call_id: int, reply_id: int) -> HttpResponse:
    back_again = actions.bring_back(user=_reader(request), call_id=call_id, reply_id=reply_id, now=timezone.now())
    link = format_html(
        '<a href="{}">{}</a>', reverse("calls:reply", args=[call_id, reply_id]), back_again.author or "…"
    )
    _say_with_undo(request, words.say_safely("calls.was_brought_back", who=link), back_again, KEPT)
    return _return(request, call_id, reply_id)


def _return(request: HttpRequest, call_id: int, reply_id: int) -> HttpResponse:
    if request.POST.get("next"):
        return redirect(back(request))
    return redirect("calls:reply", call_id, reply_id)


@require_http_methods(["GET", "POST"])
def erase_reply(request: HttpRequest, call_id: int, reply_id: int) -> HttpResponse:
    known = access_reply(request.user, call_id, reply_id, Role.OWNER)
    if request.method == "POST":
        user = _reader(request)
        erase = partial(actions.erase_reply, user=user, call_id=call_id, reply_id=reply_id)
        if not _tried(request, erase, "calls.reply_erased"):
            return redirect("calls:reply", call_id, reply_id)
        return redirect(actions.board_address(call_id))
    return render(request, "calls/erase_reply.html", {"call": known.call, "reply": known})
