"""The decisions that can be settled, one of them by the owner's figures, and those he kept."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from orchestre.arbitration.loading import model, topics
from orchestre.arbitration.values import Model
from orchestre.basics import OrchestreError
from orchestre_web.accounts import actions as accounts
from orchestre_web.accounts.access import current_company, current_membership, enter, own_place, reader
from orchestre_web.accounts.roles import Role
from orchestre_web.arbitration import actions, forms, queries, shown
from orchestre_web.arbitration.access import access_arbitration
from orchestre_web.site import words
from orchestre_web.site.undoing import say_with_undo


def _model(topic: str) -> Model:
    if topic not in topics():
        raise Http404
    return model(topic)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Every decision with its question; under them, what was kept."""
    here = current_membership(request)
    kept = queries.kept_of(current_company(request).company_id) if here is not None else []
    language = words.language()
    known = {
        "decisions": [
            (each.topic, each.title.said(language), each.question.said(language)) for each in map(model, topics())
        ],
        "kept": [(each, shown.answer(each.document)) for each in kept],
    }
    return render(request, "arbitration/home.html", known)


@require_safe
def topic(request: HttpRequest, topic: str) -> HttpResponse:
    """The answer by the figures of the address, ours where there is none; the figures under it. Nothing is kept."""
    decision = _model(topic)
    sent = {name: value for name, value in request.GET.items() if value}
    form = forms.Figures(decision, sent or None)
    return _shown(request, decision, form)


def _shown(request: HttpRequest, decision: Model, form: forms.Figures) -> HttpResponse:
    right = not form.is_bound or form.is_valid()
    given = form.given() if form.is_bound and right else {}
    here = current_membership(request)
    known: dict[str, Any] = {
        "topic": decision.topic,
        "question": decision.question.said(words.language()),
        "title": decision.title.said(words.language()),
        "form": form,
        "sent": sorted((form.data or {}).items()) if right else [],
        "may_keep": here is None or here.may_edit or here.company.demonstration,
    }
    if right:
        document = actions.settle(decision.topic, given, language=words.language(), now=timezone.now())
        known["answer"] = shown.answer(document)
    return render(request, "arbitration/topic.html", known, status=200 if right else 422)


@require_POST
def keep(request: HttpRequest, topic: str) -> HttpResponse:
    """The answer as it stands is kept, figures and day with it."""
    decision = _model(topic)
    form = forms.Figures(decision, {name: value for name, value in request.POST.items() if value})
    here = current_membership(request)
    if here is not None and not here.company.demonstration:
        current_company(request, Role.EDITS)
    if not form.is_valid():
        return _shown(request, decision, form)
    own = accounts.own_place(user=reader(request), here=here)
    try:
        made = actions.keep(
            user=reader(request), company_id=own.company_id, topic=topic, given=form.given(),
            language=words.language(), now=timezone.now(),
        )  # fmt: skip
    except OrchestreError as error:
        messages.error(request, words.say(error.code, **error.values))
        return redirect("arbitration:topic", topic)
    enter(request, own)
    messages.success(request, words.say("arbitrations.is_kept"))
    return redirect("arbitration:kept", made.pk)


@require_safe
def kept(request: HttpRequest, arbitration_id: int) -> HttpResponse:
    """A decision as it was settled."""
    found = access_arbitration(request.user, arbitration_id)
    again = {name: _typed(found.document, name, of) for name, of in found.given.items()}
    known = {
        "kept": found,
        "answer": shown.answer(found.document),
        "again": f"{reverse('arbitration:topic', args=[found.topic])}?{urlencode(again)}",
        "mine": own_place(request, found.company_id),
    }
    return render(request, "arbitration/kept.html", known)


def _typed(document: dict[str, Any], name: str, of: list[float]) -> str:
    """A figure as the field takes it back."""
    unit = next((one["unit"] for one in document["figures"] if one["id"] == name), "")
    factor = 100 if unit == "share" else 1
    return " ; ".join(f"{round(value * factor, 6):g}" for value in of)


@require_POST
def put_aside(request: HttpRequest, arbitration_id: int) -> HttpResponse:
    back = bool(request.POST.get("back"))
    found = actions.put_aside(user=reader(request), arbitration_id=arbitration_id, back=back, now=timezone.now())
    if back:
        messages.success(request, words.say("arbitrations.is_back", title=found.document["title"]))
    else:
        said = words.say("arbitrations.is_aside", title=found.document["title"])
        say_with_undo(request, said, request.path, sent={"back": "1"})
    return redirect("arbitration:home")
