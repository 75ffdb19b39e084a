"""Whether to ask, whom and what; one person's message and answers; files of it; what was sent."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_GET, require_POST, require_safe

from orchestre.basics import OrchestreError
from orchestre.replies.corrections import apply
from orchestre_web.accounts.access import own_place, reader
from orchestre_web.accounts.roles import Role
from orchestre_web.answers import exports
from orchestre_web.asking import actions, forms, queries, shown, writing
from orchestre_web.asking.access import access_asked, access_person, access_question, access_questions
from orchestre_web.asking.models import Asked
from orchestre_web.asking.states import QuestionState
from orchestre_web.calls import queries as calls
from orchestre_web.calls.models import Call, Reply
from orchestre_web.shortlist.shown.paper import decided_of
from orchestre_web.site import words
from orchestre_web.site.files import NOT_KEPT, attached

ON_A_PAGE = 5
_TYPES = {"eml": "message/rfc822", "txt": "text/plain; charset=utf-8"}


def _desk(request: HttpRequest, call: Call) -> writing.Desk:
    return writing.desk(call, reader(request), now=timezone.now())


def _known(request: HttpRequest, desk: writing.Desk) -> dict[str, Any]:
    mine = own_place(request, desk.call.company_id)
    outlook = desk.outlook()
    return {
        "call": desk.call,
        "part": "asking",
        "mine": mine,
        "channels": [(each.value, words.say(f"asking.channel_{each.value}")) for each in Asked.Channel],
        "word": shown.word_of(outlook.word) if outlook.word is not None else "",
        "solid": outlook.word == "solid",
        "verdict_wanted": desk.tried is not None and len(desk.tried.ranking) > 1,
    }


# --- Looking -------------------------------------------------------------------------------------------------------


@require_safe
def home(request: HttpRequest, call_id: int) -> HttpResponse:
    desk = _desk(request, access_questions(request.user, call_id))
    sent = shown.sent(desk)
    plans = Paginator(desk.plans, ON_A_PAGE).get_page(request.GET.get("page"))
    waiting = [each for each in sent if each.waiting]
    known = _known(request, desk) | {
        "head": shown.head(desk, len(waiting), decided_of(desk.call)),
        "cards": [shown.card(desk, desk.draft(plan)) for plan in plans],
        "page": plans,
        "waiting": waiting,
        "done": [each for each in sent if not each.waiting],
        "no_need": int(desk.asking.no_need.sum()) if desk.asking is not None else 0,
        "no_budget": desk.standing is None,
    }
    return render(request, "asking/home.html", known)


@require_safe
def verdict(request: HttpRequest, call_id: int) -> HttpResponse:
    """How sure the ranking is, worked out when nobody did: a part of the page. Without scripts, the page itself."""
    desk = _desk(request, access_questions(request.user, call_id))
    desk.outlook(work=True)
    if request.headers.get("HX-Request") != "true":
        return redirect("asking:home", call_id)
    return render(request, "asking/verdict.html", _known(request, desk))


@require_safe
def person(request: HttpRequest, call_id: int, reply_id: int) -> HttpResponse:
    """The message to one person, what was asked of him and what he answered. `de`: a later reply to take up."""
    reply = access_person(request.user, call_id, reply_id)
    desk = _desk(request, reply.call)
    written = _words_of(desk, reply, request.GET.get("de", ""))
    return _person(request, desk, reply, forms_=_fields(desk, reply, written), written=written)


def _words_of(desk: writing.Desk, reply: Reply, wanted: str) -> str:
    """What the person wrote since, of the replies that the page itself offers to take up."""
    return next((each.reply.text for each in desk.back.get(reply.pk, []) if str(each.reply.pk) == wanted), "")


def _open(desk: writing.Desk, reply: Reply) -> list[Any]:
    mine = [asked for asked in desk.sent if asked.reply_id == reply.pk]
    return [
        q for asked in reversed(mine) for q in asked.questions.all() if queries.state_of(q) == QuestionState.WAITING
    ]


def _fields(desk: writing.Desk, reply: Reply, written: str) -> list[forms.Field]:
    if desk.standing is None:
        return []
    questions = _open(desk, reply)
    return forms.fields(desk.call, desk.standing.read, questions, author=reply.author, words=written)


def _person(
    request: HttpRequest, desk: writing.Desk, reply: Reply, *, forms_: list[forms.Field], written: str = "",
    error: str = "",
) -> HttpResponse:  # fmt: skip
    draft = desk.draft_of(reply.source_id)
    sent = [each for each in shown.sent(desk) if each.asked.reply_id == reply.pk]
    known = _known(request, desk) | {
        "reply": reply,
        "name": shown.name_of(reply),
        "card": None if draft is None else shown.card(desk, draft),
        "sent": sent,
        "undone": queries.undone(reply),
        "fields": forms_,
        "written": written,
        "quoted": any(one.quote for one in forms_),
        "error": error,
        "longest": forms.LONGEST_WORDS,
    }
    return render(request, "asking/person.html", known, status=422 if error else 200)


@require_GET
def message_file(request: HttpRequest, call_id: str, reply_id: str, kind: str) -> HttpResponse:
    """The message as a draft of a mail, or as text. Taking it marks nothing: the owner says when it left."""
    reply = access_person(request.user, int(call_id), int(reply_id), Role.EDITS)
    draft = _desk(request, reply.call).draft_of(reply.source_id)
    if draft is None:
        raise Http404
    content = exports.text(draft) if kind == "txt" else exports.mail(draft, reader(request).email, draft.writer.email)
    name = f"{words.say('asking.file_name')}-{reply.pk}.{kind}"
    return attached(content, _TYPES[kind], name, **NOT_KEPT)


# --- Sent ----------------------------------------------------------------------------------------------------------


def _back_to(request: HttpRequest, call_id: int, reply_id: int) -> HttpResponse:
    if request.POST.get("next") == "person":
        return redirect("asking:person", call_id, reply_id)
    return redirect("asking:home", call_id)


@require_POST
def mark_sent(request: HttpRequest, call_id: int, reply_id: int) -> HttpResponse:
    reply = access_person(request.user, call_id, reply_id, Role.EDITS)
    try:
        asked = actions.mark_sent(
            user=reader(request), call_id=call_id, reply_id=reply_id, now=timezone.now(),
            channel=forms.channel(request.POST.get("channel")),
        )  # fmt: skip
        address = reverse("asking:person", args=[call_id, reply_id])
        link = format_html('<a href="{}">{}</a>', address, shown.name_of(reply))
        messages.success(request, words.say_safely("asking.marked", name=link, n=asked.questions.count()))
    except OrchestreError as error:
        messages.error(request, words.say(error.code, **error.values))
    return _back_to(request, call_id, reply_id)


@require_POST
def undo_sent(request: HttpRequest, call_id: int, asked_id: int) -> HttpResponse:
    asked = access_asked(request.user, call_id, asked_id, Role.EDITS)
    try:
        actions.undo_sent(user=reader(request), call_id=call_id, asked_id=asked_id, now=timezone.now())
        messages.success(request, words.say("asking.undone"))
    except OrchestreError as error:
        messages.error(request, words.say(error.code, **error.values))
    return _back_to(request, call_id, asked.reply_id)


# --- What came back -----------------------------------------------------------------------------------------------


@require_POST
def answer(request: HttpRequest, call_id: int, reply_id: int) -> HttpResponse:
    """`what=read`: the words are read and the places filled in, nothing is kept. Else what stands there is kept."""
    reply = access_person(request.user, call_id, reply_id, Role.EDITS)
    desk = _desk(request, reply.call)
    written = request.POST.get("words", "")[: forms.LONGEST_WORDS]
    if request.POST.get("what") == "read":
        fields = _fields(desk, reply, written)
        if not written.strip():
            messages.info(request, words.say("asking.no_words"))
        elif not any(one.quote for one in fields):
            messages.info(request, words.say("asking.nothing_read"))
        return _person(request, desk, reply, forms_=fields, written=written)
    fields = _fields(desk, reply, "")
    given = forms.given(fields, request.POST.dict(), _availability(desk, reply))
    try:
        done = actions.answer(user=reader(request), call_id=call_id, reply_id=reply_id, given=given, now=timezone.now())
    except OrchestreError as error:
        forms.as_sent(fields, request.POST.dict())
        said = words.say(error.code, **error.values)
        return _person(request, desk, reply, forms_=fields, written=written, error=said)
    messages.success(request, shown.answered(done, reply))
    return redirect("asking:person", call_id, reply_id)


def _availability(desk: writing.Desk, reply: Reply) -> Any:
    """As it holds now in the newest reply of the person."""
    pk = actions.newest_of(desk, reply.source_id) or reply.pk
    newest = reply if pk == reply.pk else Reply.objects.filter(pk=pk).first() or reply
    return apply(newest.document, calls.holding(calls.history(newest))).get("availability")


@require_POST
def wait_again(request: HttpRequest, call_id: int, question_id: int) -> HttpResponse:
    question = access_question(request.user, call_id, question_id, Role.EDITS)
    actions.wait_again(user=reader(request), call_id=call_id, question_id=question_id, now=timezone.now())
    messages.success(request, words.say("asking.waits_again"))
    return redirect("asking:person", call_id, question.asked.reply_id)


@require_POST
def leave(request: HttpRequest, call_id: int, question_id: int) -> HttpResponse:
    question = access_question(request.user, call_id, question_id, Role.EDITS)
    try:
        actions.leave(user=reader(request), call_id=call_id, question_id=question_id, now=timezone.now())
        messages.success(request, words.say("asking.was_left"))
    except OrchestreError as error:
        messages.error(request, words.say(error.code, **error.values))
    return redirect("asking:person", call_id, question.asked.reply_id)
