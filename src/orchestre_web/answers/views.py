"""Everybody who wrote, in groups; one letter; files of letters; what was sent."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from orchestre.basics import OrchestreError
from orchestre.replies.in_place import entered_by
from orchestre.shortlist.letters import IN_PLACE, LetterKind, Template
from orchestre_web.accounts.access import own_place, reader
from orchestre_web.accounts.roles import Role
from orchestre_web.answers import actions, exports, forms, queries, sent, shown, writing
from orchestre_web.answers.access import access_answer, access_answers
from orchestre_web.answers.models import Sending
from orchestre_web.answers.people import Person
from orchestre_web.answers.states import Group
from orchestre_web.calls.models import Call
from orchestre_web.shortlist.shown.paper import decided_of
from orchestre_web.site import words
from orchestre_web.site.files import NOT_KEPT, attached
from orchestre_web.site.navigation import back
from orchestre_web.site.undoing import say_with_undo

ON_A_PAGE = 10
"""People, each with his letter folded."""
MOST_BACK = 20
"""Replies to letters on the first page; each stands beside its letter as well."""


def _desk(request: HttpRequest, call: Call) -> writing.Desk:
    return writing.desk(call, reader(request), now=timezone.now())


def _known(request: HttpRequest, call: Call) -> dict[str, Any]:
    mine = own_place(request, call.company_id)
    return {"call": call, "part": "answers", "mine": mine}


def _group(address: str) -> Group:
    group = shown.group_at(address)
    if group is None:
        raise Http404
    return group


# --- Looking -------------------------------------------------------------------------------------------------------


@require_safe
def home(request: HttpRequest, call_id: int) -> HttpResponse:
    return _home(request, access_answers(request.user, call_id))


def _home(request: HttpRequest, call: Call, form: forms.Settle | None = None) -> HttpResponse:
    desk = _desk(request, call)
    page = shown.overview(desk)
    back = queries.came_back(call)
    wrote = {pk: person for pk in back if (person := desk.person(pk)) is not None}
    now = desk.answering
    known = _known(request, call) | {
        "page": page,
        "of_choice": shown.of_choice(desk, decided_of(call)),
        "form": form or forms.Settle(initial={"first": now.first, "before": now.before, "others": now.others}),
        "back": [
            (wrote[pk], shown.name_of(wrote[pk]), each)
            for pk, several in back.items()
            if pk in wrote
            for each in several
        ][:MOST_BACK],
        "ranked": desk.ranked,
        "in_place": queries.in_place(call),
    }
    return render(request, "answers/home.html", known, status=422 if form is not None else 200)


@require_http_methods(["GET", "POST"])
def in_place(request: HttpRequest, call_id: int) -> HttpResponse:
    """The provider of today: who he is, or what one has of him when he did not answer."""
    call = access_answers(request.user, call_id, Role.EDITS)
    form = forms.InPlace(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            answered = actions.note_in_place(
                user=reader(request), call_id=call_id, now=timezone.now(), **form.cleaned_data
            )
        except OrchestreError as error:
            form.add_error(None, words.say(error.code, **error.values))
        else:
            if answered is not None:
                messages.success(request, words.say("answers.in_place_answered", name=answered.name))
                return redirect("answers:letter", call_id, answered.pk)
            messages.success(request, words.say("answers.in_place_noted"))
            return redirect("answers:home", call_id)
    known = _known(request, call) | {"form": form, "in_place": queries.in_place(call)}
    return render(request, "answers/in_place.html", known, status=422 if form.errors else 200)


@require_safe
def group(request: HttpRequest, call_id: int, address: str) -> HttpResponse:
    return _group_page(request, access_answers(request.user, call_id), _group(address))


def _group_page(
    request: HttpRequest, call: Call, group: Group, wrong: dict[str, forms.Text] | None = None
) -> HttpResponse:
    """`wrong`: a text that was sent with something to mend, by its kind and language."""
    desk = _desk(request, call)
    people = desk.of(group)
    page = Paginator(people, ON_A_PAGE).get_page(request.GET.get("page"))
    texts = shown.texts(desk, group)
    for text in texts:
        own = text["template"]
        assert isinstance(own, Template)
        initial = {"subject": own.subject, "text": own.text}
        text["form"] = (wrong or {}).get(str(text["key"])) or forms.Text(
            initial=initial, auto_id=f"id_{text['kind']}_{text['spoken']}_%s"
        )
    counted = desk.counts(group)
    known = _known(request, call) | {
        "group": group,
        "address": shown.ADDRESSES[group],
        "people": page,
        "rows": shown.rows(desk, list(page.object_list)),
        "count": len(people),
        "ready": counted.to_send,
        "to_write": counted.to_write,
        "sent": counted.sent,
        "without_address": counted.without_address,
        "texts": texts,
        "channels": _channels(),
        "title": words.say(f"answers.group_{group}"),
        "what": words.say(f"answers.what_{group}"),
    }
    return render(request, "answers/group.html", known, status=422 if wrong else 200)


def _channels() -> list[tuple[str, str]]:
    return [(each.value, words.say(f"answers.channel_{each.value}")) for each in Sending.Channel]


@require_safe
def letter(request: HttpRequest, call_id: int, reply_id: int) -> HttpResponse:
    return _letter_page(request, call_id, reply_id)


def _letter_page(request: HttpRequest, call_id: int, reply_id: int, form: forms.OwnText | None = None) -> HttpResponse:
    reply = access_answer(request.user, call_id, reply_id)
    desk = _desk(request, reply.call)
    person = desk.person(reply_id)
    if person is None:  # it says again what another reply of the same person says
        first = reply.call.replies.filter(source_id=reply.duplicate_of).values_list("pk", flat=True).first()
        if first is None or desk.person(first) is None:
            raise Http404
        return redirect("answers:letter", call_id, first)
    row = shown.rows(desk, [person])[0]
    is_in_place = person.kind in IN_PLACE
    known = _known(request, reply.call) | {
        "reply": reply,
        "row": row,
        "person": person,
        "form": form or _own_form(desk, person),
        "kinds": shown.kinds_for(person),
        "is_in_place": is_in_place,
        "noted_by": entered_by(reply.given),
        "covers": shown.covers(desk, person) if is_in_place else (),
        "history": queries.history(reply),
        "group": person.group,
        "group_address": shown.ADDRESSES[person.group],
        "group_name": words.say(f"answers.group_{person.group}"),
        "channels": _channels(),
    }
    return render(request, "answers/letter.html", known, status=422 if form is not None else 200)


def _own_form(desk: writing.Desk, person: Person) -> forms.OwnText:
    """What is edited: the letter without the notice, which is added by itself while it is due."""
    asked = "\n".join(person.questions)
    if person.own_text:
        return forms.OwnText(initial={"subject": person.own_subject, "text": person.own_text, "questions": asked})
    plain = desk.letters([person], plain_of=person.pk).get(person.pk)
    if plain is None:
        return forms.OwnText(initial={"questions": asked})
    return forms.OwnText(initial={"subject": plain.subject, "text": plain.text, "questions": asked})


# --- Changing ------------------------------------------------------------------------------------------------------


@require_POST
def settle(request: HttpRequest, call_id: int) -> HttpResponse:
    call = access_answers(request.user, call_id, Role.EDITS)
    form = forms.Settle(request.POST)
    if not form.is_valid():
        return _home(request, call, form)
    data = form.cleaned_data
    actions.settle(
        user=reader(request), call_id=call_id, first=data["first"], before=data["before"],
        others=LetterKind(data["others"]),
    )  # fmt: skip
    messages.success(request, words.say("answers.settled"))
    return redirect("answers:home", call_id)


@require_POST
def change_text(request: HttpRequest, call_id: int, address: str) -> HttpResponse:
    """The text of one kind in one language, or back to ours."""
    call = access_answers(request.user, call_id, Role.EDITS)
    group, kind = _group(address), forms.kind(request.POST.get("kind"))
    spoken = request.POST.get("spoken")
    if kind is None or spoken not in ("fr", "en"):
        raise Http404
    form = forms.Text(request.POST, auto_id=f"id_{kind}_{spoken}_%s")
    given, own = None, queries.own_text(call, kind, spoken)
    if not request.POST.get("ours"):
        if not form.is_valid():
            return _group_page(request, call, group, {f"{kind}.{spoken}": form})
        given = Template(form.cleaned_data["subject"], form.cleaned_data["text"])
    try:
        actions.change_text(
            user=reader(request), call_id=call_id, kind=kind, language="fr" if spoken == "fr" else "en", given=given
        )
    except OrchestreError as error:
        form.add_error("text", words.say(error.code, **error.values))
        return _group_page(request, call, group, {f"{kind}.{spoken}": form})
    said = words.say("answers.text_kept" if given is not None else "answers.text_ours")
    # What stood before: the words that were written over, or the text proposed.
    was = {"kind": kind.value, "spoken": spoken} | ({"ours": "1"} if own is None else dict(own))
    say_with_undo(request, said, request.path, sent=was)
    return redirect("answers:group", call_id, address)


@require_POST
def change_letter(request: HttpRequest, call_id: int, reply_id: int) -> HttpResponse:
    """One person's letter in the owner's words, or back to the text of the group."""
    reply = access_answer(request.user, call_id, reply_id, Role.EDITS)
    form, kind = forms.OwnText(request.POST), forms.kind(request.POST.get("kind"))
    if kind is None:
        raise Http404
    if not form.is_valid():
        return _letter_page(request, call_id, reply_id, form)
    data, before = form.cleaned_data, queries.own_words(reply)
    if "text" not in before:  # nothing of his own stood there: what is sent back goes unread
        before |= {"what": "questions", "subject": data["subject"], "text": data["text"]}
    from_group = request.POST.get("what") == "questions"
    try:
        actions.change_own_text(
            user=reader(request), call_id=call_id, reply_id=reply_id, kind=kind,
            given=None if from_group else Template(data["subject"], data["text"]),
            questions=data["questions"].splitlines(),
        )  # fmt: skip
    except OrchestreError as error:
        form.add_error("text", words.say(error.code, **error.values))
        return _letter_page(request, call_id, reply_id, form)
    said = words.say("answers.letter_from_group" if from_group else "answers.letter_kept")
    say_with_undo(request, said, request.path, sent=before | {"kind": before.get("kind", kind.value)})
    return redirect("answers:letter", call_id, reply_id)


@require_POST
def choose(request: HttpRequest, call_id: int, reply_id: int) -> HttpResponse:
    """Another letter for one person, nothing, or what is proposed."""
    access_answer(request.user, call_id, reply_id, Role.EDITS)
    given = request.POST.get("kind", "")
    kind = forms.kind(given)
    if kind is None and given not in ("nothing", "proposed"):
        raise Http404
    actions.choose_kind(
        user=reader(request), call_id=call_id, reply_id=reply_id, kind=kind, proposed=given == "proposed"
    )
    messages.success(request, words.say("answers.kind_changed", kind=_chosen_word(given, kind)))
    return redirect("answers:letter", call_id, reply_id)


def _chosen_word(given: str, kind: LetterKind | None) -> str:
    return words.say("answers.kind_proposed") if given == "proposed" else shown.kind_word(kind)


# --- Sent ----------------------------------------------------------------------------------------------------------


def _back_to(request: HttpRequest, call_id: int, reply_id: int) -> HttpResponse:
    """The page where the button was."""
    group = shown.group_at(request.POST.get("group", ""))
    if group is None:
        return redirect("answers:letter", call_id, reply_id)
    page = request.POST.get("page", "")
    at = f"?page={page}" if page.isascii() and page.isdigit() and len(page) < 6 else ""
    return redirect(reverse("answers:group", args=[call_id, shown.ADDRESSES[group]]) + at + f"#p{reply_id}")


@require_POST
def mark_sent(request: HttpRequest, call_id: int, reply_id: int) -> HttpResponse:
    access_answer(request.user, call_id, reply_id, Role.EDITS)
    try:
        actions.mark_sent(
            user=reader(request), call_id=call_id, reply_id=reply_id, now=timezone.now(),
            channel=forms.channel(request.POST.get("channel")),
        )  # fmt: skip
        messages.success(request, words.say("answers.marked", n=1))
    except OrchestreError as error:
        messages.error(request, words.say(error.code, **error.values))
    return _back_to(request, call_id, reply_id)


@require_POST
def mark_group_sent(request: HttpRequest, call_id: int, address: str) -> HttpResponse:
    access_answers(request.user, call_id, Role.EDITS)
    group = _group(address)
    try:
        marked = actions.mark_group_sent(
            user=reader(request), call_id=call_id, group=group, now=timezone.now(),
            channel=forms.channel(request.POST.get("channel")),
        )  # fmt: skip
        taken_back = reverse("answers:undo_together", args=[call_id, marked.last])
        here = reverse("answers:group", args=[call_id, address])
        say_with_undo(request, words.say("answers.marked_all", n=marked.sent), taken_back, here=here)
        if marked.to_write:
            messages.warning(request, words.say("answers.left_to_write", n=marked.to_write))
    except OrchestreError as error:
        messages.error(request, words.say(error.code, **error.values))
    return redirect("answers:group", call_id, address)


@require_POST
def undo(request: HttpRequest, call_id: int, reply_id: int) -> HttpResponse:
    access_answer(request.user, call_id, reply_id, Role.EDITS)
    try:
        actions.undo_sent(user=reader(request), call_id=call_id, reply_id=reply_id, now=timezone.now())
        messages.success(request, words.say("answers.undone"))
    except OrchestreError as error:
        messages.error(request, words.say(error.code, **error.values))
    return redirect(back(request)) if request.POST.get("next") else _back_to(request, call_id, reply_id)


@require_POST
def undo_together(request: HttpRequest, call_id: int, sending_id: int) -> HttpResponse:
    """All letters that were noted in one action with that line."""
    access_answers(request.user, call_id, Role.EDITS)
    try:
        taken = actions.undo_together(
            user=reader(request), call_id=call_id, sending_id=sending_id, now=timezone.now()
        )  # fmt: skip
        messages.success(request, words.say("answers.undone_all", n=taken))
    except OrchestreError as error:
        messages.error(request, words.say(error.code, **error.values))
    return redirect(back(request)) if request.POST.get("next") else redirect("answers:register", call_id)


# --- Files ---------------------------------------------------------------------------------------------------------


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    content_type, ending = exports.TYPES[kind]
    return attached(content, content_type, f"{name}.{ending}", **NOT_KEPT)


@require_GET
def files(request: HttpRequest, call_id: str, address: str, kind: str) -> HttpResponse:
    """The letters of a group that are ready and not sent. Taking them marks nothing: the owner says when they left."""
    call = access_answers(request.user, int(call_id), Role.EDITS)
    group = _group(address)
    desk = _desk(request, call)
    ready, _ = actions.ready(desk, desk.of(group))
    if not ready:
        error = actions.NothingToSend()
        messages.error(request, words.say(error.code))
        return redirect("answers:group", call.pk, address)
    letters = [exports.Ready(person.name, person.email, made) for person, made in ready]
    if kind == "eml":
        content = exports.mails(letters, reader(request).email, words.say("answers.folder_without_address"))
    elif kind == "txt":
        content = exports.texts(letters)
    else:
        name = words.say("answers.file_name")
        content = exports.table(name, shown.merge_columns(), shown.merge_rows(letters), words.language())
    return _file(content, f"{words.say('answers.file_name')}-{call.pk}-{address}", kind)


@require_safe
def register(request: HttpRequest, call_id: int) -> HttpResponse:
    call = access_answers(request.user, call_id)
    page = Paginator(sent.register(call), ON_A_PAGE).get_page(request.GET.get("page"))
    lines = sent.read(call, list(page.object_list))
    return render(request, "answers/register.html", _known(request, call) | {"page": page, "lines": lines})


@require_GET
def register_file(request: HttpRequest, call_id: int) -> HttpResponse:
    call = access_answers(request.user, call_id, Role.EDITS)
    rows = sent.rows_of(sent.every(call))
    name = words.say("answers.register_file")
    return _file(exports.table(name, sent.columns(), rows, words.language()), f"{name}-{call.pk}", "csv")
