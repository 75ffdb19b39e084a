"""The public page of a call, for those who publish it: its settings, what came, the questions."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orchestre.basics import OrchestreError
from orchestre_web.accounts.access import enter, own_place, reader
from orchestre_web.accounts.roles import Role
from orchestre_web.calls.access import access_call
from orchestre_web.calls.models import Call
from orchestre_web.need import queries as needs
from orchestre_web.publishing import actions, forms, queries, shown, throttle
from orchestre_web.publishing.access import access_attachment, access_publication, access_submission
from orchestre_web.publishing.models import Publication
from orchestre_web.shortlist import queries as boards
from orchestre_web.site import words
from orchestre_web.site.files import strangers_file
from orchestre_web.site.pieces import given
from orchestre_web.site.trying import tried


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, call_id: int) -> HttpResponse:
    """Before: what is stated of the page. After: where it is, what came, what is asked."""
    posting = request.method == "POST"
    call = access_call(request.user, call_id, Role.EDITS if posting else Role.READS)
    enter(request, own_place(request, call.company_id))
    publication = queries.publication_of(call)
    if publication is not None and not publication.is_draft:
        publication.call = call
        return _published(request, publication)
    decision = boards.decision_row(call)
    form = forms.Settings(
        request.POST if posting else None, initial=_first_settings(publication),
        wants_budget=decision is None and not call.employment, compares=not call.employment,
    )  # fmt: skip
    if posting and form.is_valid():
        try:
            actions.draft(user=reader(request), call_id=call_id, values=form.cleaned_data, now=timezone.now())
        except OrchestreError as error:
            form.add_error(None, words.say(error.code, **error.values))
        else:
            return redirect("publishing:preview", call_id)
    need = needs.need_of(call.pk)
    known = {
        "call": call,
        "form": form,
        "publication": publication,
        "has_rule": decision is not None or call.employment,
        "amounts": [] if call.employment else shown.amounts_said(publication or Publication(call=call), need),
        "requirements": 0 if call.role else shown.requirements_of(need),
        "came_before": call.deliveries.exists(),
    }
    return render(request, "publishing/settings.html", known, status=422 if form.errors else 200)


def _first_settings(publication: Publication | None) -> dict[str, Any]:
    if publication is None:
        evening = timezone.localtime(timezone.now() + actions.DEADLINE_AT_FIRST)
        deadline = evening.replace(hour=18, minute=0, second=0, microsecond=0)
        questions = deadline - timedelta(days=4)
        return {"deadline": deadline, "questions_until": questions, "years": 3, "shows_points": True}
    names = ("deadline", "questions_until", "years", "shows_points", "shows_budget", "takes_late", "listed")
    return {name: getattr(publication, name) for name in names}


def _published(request: HttpRequest, publication: Publication, wrong: forms.NewDeadline | None = None) -> HttpResponse:
    now, call = timezone.now(), publication.call
    decision = boards.decision_row(call)
    enquiries = queries.enquiries(publication)
    address = request.build_absolute_uri(reverse("publishing:public", args=[publication.token]))
    told = None if publication.is_withdrawn or publication.is_late(now) else shown.announced(publication, address)
    known = {
        "call": call,
        "publication": publication,
        "address": address,
        "posts": told.posts if told is not None else (),
        "channels": shown.channels(publication),
        "until": shown.moment_in_words(publication.deadline),
        "left": "" if publication.is_late(now) or publication.is_withdrawn else shown.time_left(publication, now),
        "late_now": publication.is_late(now),
        "received": queries.received(publication),
        "waiting": [each for each in enquiries if each.answered_at is None and each.hidden_at is None],
        "told": [each for each in enquiries if each.answered_at is not None and each.hidden_at is None],
        "hidden": [each for each in enquiries if each.hidden_at is not None],
        "answer_form": forms.AnswerQuestion(),
        "refused": shown.refusals(publication),
        "changes": [(each, shown.change_in_words(each)) for each in queries.changes(publication)],
        "rule_moved": not call.employment and (decision is None or decision.sha256 != publication.rule_sha256),
        "came_before": queries.came_before(publication),
        "deadline_form": wrong or forms.NewDeadline(initial={"deadline": publication.deadline}),
    }
    return render(request, "publishing/published.html", known, status=422 if wrong else 200)


@require_GET
def preview(request: HttpRequest, call_id: int) -> HttpResponse:
    """The page as everybody will see it. Nothing can be sent from there."""
    publication = access_publication(request.user, call_id)
    enter(request, own_place(request, publication.call.company_id))
    decision = boards.decision_row(publication.call)
    can_publish = publication.is_draft and (decision is not None or publication.call.employment)
    if can_publish:
        shown.preview(publication, decision.document if decision is not None else {})
    now = timezone.now()
    form = forms.Offer(form=publication.form or {"requirements": ()})
    known = {
        "call": publication.call,
        "publication": publication,
        "preview": True,
        "can_publish": can_publish,
        "form": form,
        "themes": shown.themes(publication, form),
        "question": forms.Question(),
        "rule": shown.rule_shown(publication),
        "budget": shown.budget_of(publication),
        "sections": shown.sections(publication),
        "until": shown.moment_in_words(publication.deadline),
        "questions_until": shown.moment_in_words(publication.questions_until),
        "left": shown.time_left(publication, now),
        "takes": True,
        "takes_questions": publication.questions_until is not None,
        "trap": throttle.TRAP,
    }
    return render(request, "publishing/preview.html", known)


def _done(request: HttpRequest, call_id: int, code: str, do: Callable[[], object]) -> HttpResponse:
    tried(request, do, code)
    return redirect("publishing:page", call_id)


@require_POST
def publish(request: HttpRequest, call_id: int) -> HttpResponse:
    user, now = reader(request), timezone.now()
    return _done(request, call_id, "publishing.published", lambda: actions.publish(user=user, call_id=call_id, now=now))


@require_POST
def close(request: HttpRequest, call_id: int) -> HttpResponse:
    user, now = reader(request), timezone.now()
    return _done(request, call_id, "publishing.closed", lambda: actions.close(user=user, call_id=call_id, now=now))


@require_POST
def withdraw(request: HttpRequest, call_id: int) -> HttpResponse:
    user, now = reader(request), timezone.now()
    return _done(
        request, call_id, "publishing.withdrawn", lambda: actions.withdraw(user=user, call_id=call_id, now=now)
    )


@require_POST
def reopen(request: HttpRequest, call_id: int) -> HttpResponse:
    publication = access_publication(request.user, call_id, Role.EDITS)
    form = forms.NewDeadline(request.POST)
    if form.is_valid():
        deadline = form.cleaned_data["deadline"]
        try:
            actions.reopen(user=reader(request), call_id=call_id, deadline=deadline, now=timezone.now())
        except OrchestreError as error:
            form.add_error("deadline", words.say(error.code, **error.values))
        else:
            messages.success(request, words.say("publishing.reopened"))
            return redirect("publishing:page", call_id)
    return _published(request, publication, form)


@require_POST
def answer(request: HttpRequest, call_id: int, enquiry_id: int) -> HttpResponse:
    form, user, now = forms.AnswerQuestion(request.POST), reader(request), timezone.now()
    access_publication(request.user, call_id, Role.EDITS)
    if not form.is_valid():
        messages.error(request, words.say("publishing.answer_empty"))
        return redirect("publishing:page", call_id)
    said = form.cleaned_data["answer"]
    return _done(
        request, call_id, "publishing.answered",
        lambda: actions.answer(user=user, call_id=call_id, enquiry_id=enquiry_id, words=said, now=now),
    )  # fmt: skip


@require_POST
def hide(request: HttpRequest, call_id: int, enquiry_id: int) -> HttpResponse:
    actions.hide(user=reader(request), call_id=call_id, enquiry_id=enquiry_id, now=timezone.now())
    return redirect("publishing:page", call_id)


@require_GET
def submission(request: HttpRequest, call_id: int, submission_id: int) -> HttpResponse:
    """One version of an offer: what was sent, what changed, its files."""
    found = access_submission(request.user, call_id, submission_id)
    call: Call = found.publication.call
    enter(request, own_place(request, call.company_id))
    versions = queries.versions(found)
    before = next((each for each in versions if each.number == found.number - 1), None)
    for each in versions:
        each.publication = found.publication
    known = {
        "call": call,
        "submission": found,
        "versions": versions,
        "lines": shown.lines_of(found, before),
        "files": queries.attachments_of(found),
        "reply": queries.reply_of(found),
        "receipt": queries.receipt_of(found),
        "proved": queries.is_proved(found),
        "holds": found.superseded_by_id is None,
    }
    return render(request, "publishing/submission.html", known)


@require_POST
def take_again(request: HttpRequest, call_id: int, submission_id: int) -> HttpResponse:
    user = reader(request)
    return _done(
        request, call_id, "publishing.taken_again",
        lambda: actions.take_again(user=user, call_id=call_id, submission_id=submission_id),
    )  # fmt: skip


@require_GET
def attachment(request: HttpRequest, call_id: int, attachment_id: int) -> HttpResponseBase:
    """A stranger's file, as a download and nothing else."""
    found = access_attachment(request.user, call_id, attachment_id)
    return strangers_file(given(found.parts), found.kind, found.name, found.size)
