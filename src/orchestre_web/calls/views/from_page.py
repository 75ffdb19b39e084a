"""The bookmark: a page of somewhere else sends what is selected on it, and the owner says yes here."""

import io
import json
from functools import cache
from importlib import resources
from itertools import islice
from typing import Any
from urllib.parse import quote

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from orchestre.replies.reply import Me, NoText, Own, Reply, Unreadable
from orchestre.replies.sources import FileUnreadable, read_file
from orchestre_web.accounts.roles import Role
from orchestre_web.calls import forms, queries, shown
from orchestre_web.calls.access import access_call
from orchestre_web.calls.importing import storable
from orchestre_web.site import words

MOST_CHARS = 8_000_000
"""Of the HTML that one page sends."""
SHOWN = 8
MOST_LOOKED_AT = 3_000
"""Records that a preview reads: somebody waits for it."""
MOST_LOOKED_CHARS = 1_000_000
"""Of the page that a preview reads: the slowest layouts take five seconds."""


@cache
def _source() -> str:
    return resources.files("orchestre_web.calls").joinpath("bookmark.js").read_text(encoding="utf-8")


def bookmark_address(request: HttpRequest, call_id: int) -> str:
    """The `javascript:` address that a browser keeps as a bookmark."""
    address = request.build_absolute_uri(reverse("calls:from_page", args=[call_id]))
    values = {
        "to": address,
        "most": MOST_CHARS,
        "nothing": words.say("calls.bookmark_nothing"),
        "alone": words.say("calls.bookmark_alone"),
        "long": words.say("calls.bookmark_long"),
    }
    lines = (line.strip() for line in _source().splitlines())
    code = "\n".join(line for line in lines if line and not line.startswith("//"))
    return "javascript:" + quote(code.replace("$VALUES", json.dumps(values)), safe="()[]{}=;,.!?:&|+-*/'<>~^")


@require_safe
def bookmark(request: HttpRequest, call_id: int) -> HttpResponse:
    """How to put the bookmark in the bar, and how to use it."""
    known = access_call(request.user, call_id, Role.EDITS)
    address = bookmark_address(request, call_id)
    return render(
        request,
        "calls/bookmark.html",
        {
            "call": known,
            "part": "received",
            "bookmark": address,
            "bookmark_code": address.removeprefix("javascript:"),
            "bookmark_name": words.say("calls.bookmark_name", title=shown.shortened(known.title, 40)),
        },
    )


@login_not_required
@require_safe
def from_page(request: HttpRequest, call_id: int) -> HttpResponse:
    """Takes what the bookmark sends, in the browser alone, and shows it. Nothing is received before the button.

    A stranger sees the same page without the call: what was sent waits in the browser while he logs in.
    """
    known = access_call(request.user, call_id, Role.EDITS) if request.user.is_authenticated else None
    here = reverse("calls:from_page", args=[call_id])
    values: dict[str, Any] = {"call": known, "part": "received", "here": here, "most": MOST_CHARS}
    if known is not None:
        values["form"] = forms.Delivered()
    response = render(request, "calls/from_page.html" if known is not None else "calls/from_page_stranger.html", values)
    # The page that opened this one has to be able to speak to it; the answer is shown, never acted upon.
    response.headers["Cross-Origin-Opener-Policy"] = "unsafe-none"
    return response


@require_POST
def look(request: HttpRequest, call_id: int) -> HttpResponse:
    """The part of a page that says what would be read. Nothing is kept."""
    known = access_call(request.user, call_id, Role.EDITS)
    form = forms.Delivered(request.POST)
    text = form.words if form.is_valid() else ""
    cut = len(text) > MOST_LOOKED_CHARS
    text = text[:MOST_LOOKED_CHARS]
    replies, own, aside = [], 0, 0
    try:
        data = io.BytesIO(storable(text).encode())
        for record in islice(read_file(data, name="", me=Me(queries.own_names(known))), MOST_LOOKED_AT):
            match record:
                case Reply():
                    replies.append(record)
                case Own():
                    own += 1
                case NoText() | Unreadable():
                    aside += 1
    except FileUnreadable:
        replies = []
    return render(
        request,
        "calls/look.html",
        {
            "n": len(replies),
            "shown": list(islice(replies, SHOWN)),
            "more": max(0, len(replies) - SHOWN),
            "named": sum(bool(each.author) for each in replies),
            "own": own,
            "aside": aside,
            "cut": cut or len(replies) + own + aside >= MOST_LOOKED_AT,
        },
    )
