"""What comes in: dropped or pasted, its columns, its progress, what it gave."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from orchestre.replies.sources import Role as ColumnRole
from orchestre_web.accounts.access import reader
from orchestre_web.accounts.roles import Role
from orchestre_web.calls import actions, forms, queries
from orchestre_web.calls.access import access_call, access_delivery
from orchestre_web.calls.models import Delivery
from orchestre_web.calls.views.common import page_of, posted
from orchestre_web.calls.views.delivering import deliver, held_files, too_large
from orchestre_web.jobs.shown import shown as job_shown
from orchestre_web.site import words
from orchestre_web.site.trying import tried

CHOSEN_COLUMNS = tuple(
    role
    for role in ColumnRole
    if role not in {ColumnRole.ALIAS, ColumnRole.ATTACHMENT, ColumnRole.DIRECTION, ColumnRole.DRAFT}
)


@require_http_methods(["GET", "POST"])
def receive(request: HttpRequest, call_id: int) -> HttpResponse:
    """Drop or paste more; what came in so far, with counts that add up."""
    known = access_call(request.user, call_id, Role.READS if request.method == "GET" else Role.EDITS)
    form = forms.Delivered(*posted(request))
    if request.method == "POST" and form.is_valid() and not too_large(request, form):
        if form.is_given or held_files(request):
            return deliver(request, known, form)
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


@require_http_methods(["GET", "POST"])
def delivery(request: HttpRequest, call_id: int, delivery_id: int) -> HttpResponse:
    """Its columns to confirm, its progress, or what it gave."""
    known = access_delivery(request.user, call_id, delivery_id, Role.READS if request.method == "GET" else Role.EDITS)
    if request.method == "POST":
        names = [each["name"] for each in (known.guess.get("columns") or {"columns": []})["columns"]]
        roles = {name: request.POST.get(f"role-{n}", "") for n, name in enumerate(names)}
        roles = {name: role for name, role in roles.items() if role}
        header = {"titles": True, "reply": False}.get(request.POST.get("first-row", ""))

        def confirm() -> None:
            user = reader(request)
            actions.confirm_columns(user=user, call_id=call_id, delivery_id=delivery_id, roles=roles, header=header)

        if not names or tried(request, confirm):
            return redirect("calls:delivery", call_id, delivery_id)
        # What was chosen stays on the page that says what is wrong.
        for column in known.guess["columns"]["columns"]:
            column["role"] = roles.get(column["name"], column["role"])
    again = request.method == "POST" or request.GET.get("colonnes") == "1"
    left_out = page_of(request, known.left_out.order_by("pk"))
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
            "header": (known.guess.get("columns") or {}).get("header", True),
            "choosing": known.is_waiting or (again and not known.is_under_way),
            "page": left_out,
            "board": actions.board_address(call_id),
            **(job_shown(known.job) if known.is_under_way and known.job else {}),
        },
        status=422 if request.method == "POST" else 200,
    )


@require_POST
def read_again(request: HttpRequest, call_id: int, delivery_id: int) -> HttpResponse:
    user = reader(request)
    tried(request, lambda: actions.read_again(user=user, call_id=call_id, delivery_id=delivery_id))
    return redirect("calls:delivery", call_id, delivery_id)


@require_http_methods(["GET", "POST"])
def remove_delivery(request: HttpRequest, call_id: int, delivery_id: int) -> HttpResponse:
    known = access_delivery(request.user, call_id, delivery_id, Role.EDITS)
    if request.method == "POST":
        user = reader(request)
        tried(
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
