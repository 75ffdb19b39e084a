"""What is owed to the people who replied: the notice to send, their data in a file, erased when they ask."""

import json
from functools import partial
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from orchestre.basics import OrchestreError
from orchestre.basics.sentences import spoken
from orchestre.replies.in_place import entered_by
from orchestre.replies.notice import due, notice
from orchestre_web.accounts.access import current_company, reader
from orchestre_web.accounts.roles import Role
from orchestre_web.calls import actions, erased, forms, persons
from orchestre_web.calls.access import access_call, access_reply
from orchestre_web.calls.names import network_name
from orchestre_web.site import words
from orchestre_web.site.files import NOT_KEPT, attached
from orchestre_web.site.trying import outcome, tried


@require_http_methods(["GET", "HEAD", "POST"])
def data(request: HttpRequest) -> HttpResponse:
    """Until when each call's replies are kept, and one search over everything kept of one person.

    A search changes nothing and is posted all the same: an address is written in logs and histories, a name is not to
    be.
    """
    company = current_company(request, Role.OWNER).company
    asked = request.POST.get("q", "").strip()
    return render(
        request,
        "calls/data.html",
        {
            "calls": company.calls.order_by("keep_until", "pk"),
            "today": timezone.localdate(),
            "asked": asked,
            "found": persons.find(company, asked) if asked else None,
            "erased_before": erased.of_words(company, asked) if asked else None,
            "erasures": company.erasures.all(),
            "fewest": persons.FEWEST_LETTERS,
        },
    )


def _chosen(request: HttpRequest) -> dict[str, Any]:
    def numbers(name: str) -> list[int]:
        return [
            int(each) for each in request.POST.getlist(name) if each.isascii() and each.isdigit() and len(each) < 19
        ]

    return {"reply_ids": numbers("reply"), "left_out_ids": numbers("left_out")}


@require_POST
def export_person(request: HttpRequest) -> HttpResponse:
    company = current_company(request, Role.OWNER).company
    user, chosen, now = reader(request), _chosen(request), timezone.now()
    found = outcome(request, lambda: actions.export_person(user=user, company_id=company.pk, now=now, **chosen))
    if found is None:
        return redirect("calls:data")
    content = json.dumps(found, ensure_ascii=False, indent=1)
    return attached(content, "application/json; charset=utf-8", f"{words.say('calls.person_file')}.json", **NOT_KEPT)


@require_http_methods(["POST"])
def erase_person(request: HttpRequest) -> HttpResponse:
    """Asked once more, then gone: `sure` is the second time."""
    company = current_company(request, Role.OWNER).company
    chosen = _chosen(request)
    count = len(chosen["reply_ids"]) + len(chosen["left_out_ids"])
    if count and not request.POST.get("sure"):
        return render(
            request, "calls/erase_person.html", {"chosen": chosen, "n": count, "asked": request.POST.get("q", "")}
        )
    user = reader(request)
    tried(
        request,
        lambda: actions.erase_replies(user=user, company_id=company.pk, **chosen),
        "calls.person_erased",
    )
    return redirect("calls:data")


@require_POST
def lift_erasure(request: HttpRequest, erasure_id: int) -> HttpResponse:
    """Whoever was erased writes again. Asked once more: who it was is forgotten with it, so nothing could undo it."""
    company = current_company(request, Role.OWNER).company
    if not request.POST.get("sure"):
        found = get_object_or_404(company.erasures, pk=erasure_id)
        return render(request, "calls/lift_erasure.html", {"erasure": found})
    actions.lift_erasure(user=reader(request), company_id=company.pk, erasure_id=erasure_id)
    messages.success(request, words.say("calls.erasure_lifted"))
    return redirect("calls:data")


@require_http_methods(["GET", "POST"])
def keep_until(request: HttpRequest, call_id: int) -> HttpResponse:
    """Until when the replies of one call are kept."""
    known = access_call(request.user, call_id, Role.OWNER)
    form = forms.KeepUntil(request.POST if request.method == "POST" else None, initial={"day": known.keep_until})
    if request.method == "POST" and form.is_valid():
        try:
            actions.keep_call_until(
                user=reader(request), call_id=call_id, day=form.cleaned_data["day"], today=timezone.localdate(),
                now=timezone.now(),
            )  # fmt: skip
        except OrchestreError as error:
            form.add_error("day", words.say(error.code, **error.values))
        else:
            messages.success(request, words.say("calls.keep_until_saved", until=form.cleaned_data["day"]))
            return redirect("calls:data")
    status = 422 if form.errors else 200
    return render(request, "calls/keep_until.html", {"call": known, "part": "", "form": form}, status=status)


@require_safe
def person_notice(request: HttpRequest, call_id: int, reply_id: int) -> HttpResponse:
    """What this person must be told, in the person's language, ready to copy or to send."""
    known = access_reply(request.user, call_id, reply_id, Role.EDITS)
    made = notice(
        spoken(known.document.get("language"), words.language()),
        company=known.call.company.name,
        contact=reader(request).email,
        need=known.call.title,
        source=network_name(known.channel),
        until=known.call.keep_until,
        recommended_by=known.origin.by if known.origin else "",
        in_place=bool(entered_by(known.given)),
    )
    emails = known.document.get("emails") or []
    words_of_mail = urlencode({"subject": made.subject, "body": made.text}).replace("+", "%20")
    address = f"mailto:{quote(emails[0], safe='@+')}?{words_of_mail}" if emails else ""
    return render(
        request,
        "calls/notice.html",
        {
            "call": known.call, "part": "", "reply": known, "notice": made, "mailto": address,
            "due": due(known.delivery.received_at.date()), "spoken": spoken,
        },
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def erase_reply(request: HttpRequest, call_id: int, reply_id: int) -> HttpResponse:
    known = access_reply(request.user, call_id, reply_id, Role.OWNER)
    if request.method == "POST":
        user = reader(request)
        erase = partial(actions.erase_reply, user=user, call_id=call_id, reply_id=reply_id)
        if not tried(request, erase, "calls.reply_erased"):
            return redirect("calls:reply", call_id, reply_id)
        return redirect(actions.board_address(call_id))
    return render(request, "calls/erase_reply.html", {"call": known.call, "reply": known})
