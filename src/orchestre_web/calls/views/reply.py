"""One reply: its words, what was read in them, what people said of it."""

from collections.abc import Iterator

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_POST, require_safe

from orchestre.basics import OrchestreError
from orchestre.replies.corrections import KEPT, TERM, apply
from orchestre_web.accounts.access import reader
from orchestre_web.accounts.models import User
from orchestre_web.accounts.roles import Role
from orchestre_web.calls import actions, forms, queries, shown, shown_elsewhere, shown_pairs
from orchestre_web.calls.access import access_reply
from orchestre_web.calls.models import Reply
from orchestre_web.calls.places import Part, Place, place_of
from orchestre_web.site import rooms, words
from orchestre_web.site.navigation import back
from orchestre_web.site.undoing import say_with_undo


@require_safe
def reply(request: HttpRequest, call_id: int, reply_id: int) -> HttpResponse:
    """The words and what was read in them, each value beside its words."""
    return _reply_page(request, access_reply(request.user, call_id, reply_id))


def _reply_page(request: HttpRequest, known: Reply, error: str = "", field: str = "") -> HttpResponse:
    history = queries.history(known)
    place = place_of(known)
    document = apply(known.document, queries.holding(history))
    values = shown.values(known.text, document)
    writer = shown_pairs.same_writer(known)
    claims = shown.claims(document)
    unsaid = [value for value in values if shown.goes_unsaid(value) and field not in value.parts]
    return render(
        request,
        "calls/reply.html",
        {
            "call": known.call,
            "part": "",
            "reply": known,
            "posted_on": shown.posted_on(known.posted_at),
            "channel": shown.channel_words(known.channel),
            "document": document,
            "given": shown.given_words(known.given),
            "segments": shown.segments(known.text, document),
            "values": [value for value in values if value not in unsaid],
            "unsaid": unsaid,
            "unsaid_names": ", ".join(shown.field_words(value.field) for value in unsaid),
            "some_to_check": any(line.to_check for value in values for line in value.lines),
            "claims": claims,
            "claims_checkable": sum(claim.checkable for claim in claims),
            "lists": shown.LISTS,
            "history": [
                (each, shown.field_words(each.field), shown.corrected_words(each.field, each.value)) for each in history
            ],
            "standing": queries.is_standing(known),
            "first_copy": queries.first_copy(known),
            "place": place,
            "neighbours": place or queries.neighbours(known),
            "same_letter": queries.same_letter(known.call, [known.pk]).get(known.pk, 0),
            "writer": writer,
            "recommended": shown_elsewhere.recommended([known, *writer.own]),
            "elsewhere": shown_elsewhere.elsewhere(known),
            "parts": [part for part in _parts(known, reader(request)) if part is not None],
            "board": actions.board_address(known.call_id),
            "kinds": forms.kinds(),
            "remotes": forms.remotes(),
            "languages": forms.languages(),
            "currencies": forms.currencies(document["price"]),
            "units": forms.units(),
            "taxes": forms.taxes(),
            "qualifiers": forms.qualifiers(),
            "wrong_field": field,
            "error": error,
        },
        status=422 if error else 200,
    )


def _parts(known: Reply, user: User) -> Iterator[Part | None]:
    """What the rooms that come after say of a reply (`on_reply.py`)."""
    for module in rooms.modules("on_reply"):
        yield module.part(known, user)


@require_POST
def correct(request: HttpRequest, call_id: int, reply_id: int) -> HttpResponse:
    """`field` and what its form says. A fact of the board (`term:<key>`) comes back to the page that asked."""
    known = access_reply(request.user, call_id, reply_id, Role.EDITS)
    field = request.POST.get("field", "")
    before = place_of(known)
    try:
        corrected = actions.correct(
            user=reader(request), call_id=call_id, reply_id=reply_id, field=field,
            value=forms.read_value(field, request.POST), now=timezone.now(),
        )  # fmt: skip
    except OrchestreError as error:
        return _reply_page(request, known, words.say(error.code, **error.values), field)
    _say_with_undo(request, _and_others(_what_moved(before, place_of(corrected)), corrected), corrected, field)
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


def _and_others(said: str, changed: Reply) -> str:
    """`said`, and what the others learnt from it, with the page that shows it."""
    if changed.taught is None:
        return said
    others = changed.taught.others(changed.pk)
    if others == 0:
        return said
    address = reverse("calls:learnt", args=[changed.call_id])
    if others is None:
        link = format_html('<a href="{}">{}</a>', address, words.say("calls.see_progress"))
        return format_html("{} {}", said, words.say_safely("calls.taught_later", link=link))
    link = format_html('<a href="{}#changees">{}</a>', address, words.say("calls.see_them"))
    return format_html("{} {}", said, words.say_safely("calls.taught_others", n=others, link=link))


def _say_with_undo(request: HttpRequest, said: str, reply: Reply, field: str) -> None:
    """Say it, with the button that takes it back at once. `said` is safe; the button comes back to the same page."""
    held = queries.newest_correction(reply, field)
    if held is None:
        messages.success(request, said)
        return
    address = reverse("calls:undo", args=[reply.call_id, reply.pk, held.pk])
    here = back(request) if request.POST.get("next") else ""
    say_with_undo(request, said, address, here=here)


@require_POST
def undo(request: HttpRequest, call_id: int, reply_id: int, correction_id: int) -> HttpResponse:
    undone = actions.undo_correction(
        user=reader(request), call_id=call_id, reply_id=reply_id, correction_id=correction_id, now=timezone.now()
    )
    messages.success(request, _and_others(words.say_safely("calls.undone"), undone))
    return _return(request, call_id, reply_id)


@require_POST
def set_aside(request: HttpRequest, call_id: int, reply_id: int) -> HttpResponse:
    aside = actions.set_aside(
        user=reader(request), call_id=call_id, reply_id=reply_id, reason=request.POST.get("reason", ""),
        now=timezone.now(),
    )  # fmt: skip
    _say_with_undo(request, _and_others(words.say_safely("calls.was_set_aside"), aside), aside, KEPT)
    return _return(request, call_id, reply_id)


@require_POST
def bring_back(request: HttpRequest, call_id: int, reply_id: int) -> HttpResponse:
    back_again = actions.bring_back(user=reader(request), call_id=call_id, reply_id=reply_id, now=timezone.now())
    link = format_html('<a href="{}">{}</a>', reverse("calls:reply", args=[call_id, reply_id]), back_again.name or "…")
    _say_with_undo(
        request, _and_others(words.say_safely("calls.was_brought_back", who=link), back_again), back_again, KEPT
    )
    return _return(request, call_id, reply_id)


def _return(request: HttpRequest, call_id: int, reply_id: int) -> HttpResponse:
    if request.POST.get("next"):
        return redirect(back(request))
    return redirect("calls:reply", call_id, reply_id)
