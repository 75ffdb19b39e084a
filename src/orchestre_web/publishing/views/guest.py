"""The public page of a call: no account, no tracker, no cookie but the one that protects the form."""

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from orchestre.basics import OrchestreError
from orchestre.basics.sentences import LANGUAGES
from orchestre.documents.formats import FORMATS, RELEASE
from orchestre_web.accounts import throttle as doors
from orchestre_web.publishing import actions, forms, limits, misplaced, queries, shown, throttle
from orchestre_web.publishing.actions import SentFile
from orchestre_web.publishing.models import Attachment, Publication, Submission
from orchestre_web.site import words
from orchestre_web.site.files import attached
from orchestre_web.site.forms import UNSEEN, row_number

_Page = Callable[..., HttpResponse]
_WRONG_LINK = "modifier"
"""What wrong links are counted under, beside wrong passwords and as slow."""
_NAME = 120


def _open_page(view: _Page) -> _Page:
    """The publication under a public address, in its own language or the one that was asked for. A draft and an
    address that nobody ever made get the same answer."""

    @wraps(view)
    def looked_at(request: HttpRequest, token: str, **named: Any) -> HttpResponse:
        publication = queries.published(token)
        if publication is None:
            raise Http404
        asked = request.GET.get("lang", "")
        spoken = asked if asked in LANGUAGES else publication.language
        with words.speaking(spoken):
            if publication.is_withdrawn:
                response = render(request, "publishing/gone.html", _frame(request, publication), status=410)
            else:
                response = view(request, publication, **named)
            response.headers["Content-Language"] = spoken
        if not publication.listed or publication.is_withdrawn or request.method == "POST" or "secret" in named:
            response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return looked_at


def _frame(request: HttpRequest, publication: Publication) -> dict[str, Any]:
    """What the frame of every public page needs."""
    spoken = words.language()
    other = next(each for each in LANGUAGES if each != spoken)
    return {
        "publication": publication,
        "call": publication.call,
        "spoken": spoken,
        "other": other,
        "switched": f"{request.path}?{urlencode({'lang': other})}",
        "asked_language": f"?{urlencode({'lang': spoken})}" if spoken != publication.language else "",
        "listed": publication.listed and not publication.is_withdrawn,
    }


def _shown(
    request: HttpRequest,
    publication: Publication,
    *,
    offer: forms.Offer | None = None,
    question: forms.Question | None = None,
    refused: OrchestreError | None = None,
    trapped: str = "",
    files_lost: bool = False,
    total: str = "",
    unsure: bool = False,
) -> HttpResponse:
    now = timezone.now()
    form = offer or forms.Offer(form=publication.form, initial={"tax": publication.form.get("tax", "excl")})
    known = _frame(request, publication) | {
        "rule": shown.rule_shown(publication),
        "budget": shown.budget_of(publication),
        "sections": shown.sections(publication),
        "until": shown.moment_in_words(publication.deadline),
        "published": shown.moment_in_words(publication.published_at),
        "questions_until": shown.moment_in_words(publication.questions_until),
        "left": shown.time_left(publication, now),
        "moved": shown.moved_in_words(publication),
        "late": publication.is_late(now),
        "closed_early": publication.is_closed_early(now),
        "takes": publication.takes(now),
        "takes_questions": publication.takes_questions(now),
        "answered": queries.answered(publication),
        "form": form,
        "themes": shown.themes(publication, form),
        "question": question or forms.Question(),
        "page": throttle.new_page(publication, now),
        "trap": throttle.TRAP,
        "trapped": trapped,
        "refused": words.say(refused.code, **refused.values) if refused else "",
        "files_lost": files_lost,
        "total": total,
        "unsure": unsure,
        "limits": limits,
        "sent_question": "question" in request.GET,
        "papers": [(each, f"publishing.paper_{each.replace('.', '_')}") for each in shown.endings(publication)],
    }
    wrong = bool(refused) or (offer is not None and offer.errors) or (question is not None and question.errors)
    return render(request, "publishing/public.html", known, status=422 if wrong else 200)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@_open_page
def public(request: HttpRequest, publication: Publication) -> HttpResponse:
    """What is needed, how it will be chosen, and the form."""
    if request.method != "POST":
        return _shown(request, publication)
    form = forms.Offer(request.POST, form=publication.form)
    files = _files(request)
    if not form.is_valid():
        throttle.note_refusal(publication, "publishing.form_wrong")
        return _shown(request, publication, offer=form, files_lost=bool(files))
    answers = form.answers()
    if "sum" in request.POST:
        total = shown.total_in_words(publication.form, answers)
        return _shown(request, publication, offer=form, files_lost=bool(files), total=total)
    now = timezone.now()
    try:
        page = throttle.checked(publication, request.POST, now=now)
        _refuse_too_large(request)
        sent = actions.submit(
            publication=publication, page=page, answers=answers, files=files, address=doors.address_of(request),
            now=now, root=request.build_absolute_uri("/"), language=words.language(),
        )  # fmt: skip
    except OrchestreError as error:
        throttle.note_refusal(publication, error.code)
        trapped = request.POST.get(throttle.TRAP, "") if isinstance(error, throttle.NotByHand) else ""
        return _shown(request, publication, offer=form, refused=error, trapped=trapped, files_lost=bool(files))
    return _thanks(request, publication, sent.submission, sent.secret)


def _files(request: HttpRequest) -> list[SentFile]:
    """Named by their last part alone, without marks that turn the name around."""
    return [
        SentFile(_named(file.name or ""), UNSEEN.sub("", file.content_type or ""), file.read())
        for file in request.FILES.getlist("files")[: limits.MOST_FILES + 1]
    ]


def _named(written: str) -> str:
    last = written.replace("\\", "/").rpartition("/")[2]
    plain = " ".join(UNSEEN.sub(" ", last).split()).lstrip(".")
    if len(plain) <= _NAME:
        return plain or "?"
    stem, dot, ending = plain.rpartition(".")
    return f"{stem[: _NAME - 12]}…{dot}{ending[:10]}"


def _refuse_too_large(request: HttpRequest) -> None:
    """Raises FileTooLarge for a file that was past what may come in at all, and was not kept."""
    for name in getattr(request, "too_large", []):
        raise actions.FileTooLarge(_named(name))


def _thanks(request: HttpRequest, publication: Publication, submission: Submission, secret: str) -> HttpResponse:
    """The receipt. The link that amends is shown here and nowhere else."""
    link = ""
    if secret:
        link = request.build_absolute_uri(reverse("publishing:amend", args=[secret, publication.token]))
    submission.publication = publication
    known = _frame(request, publication) | {
        "submission": submission,
        "link": link,
        "mailed": bool(link) and queries.receipt_of(submission) is not None,
        "until": shown.moment_in_words(publication.deadline),
        "sent_at": shown.moment_in_words(submission.sent_at),
        "lines": shown.lines_of(submission, None),
        "files": queries.attachments_of(submission),
        "can_amend": publication.takes(timezone.now()),
        "asks": publication.takes_questions(timezone.now()) and misplaced.is_question(submission),
        "reachable": bool(submission.answers.get("email") or submission.answers.get("phone")),
    }
    return render(request, "publishing/thanks.html", known)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@_open_page
def amend(request: HttpRequest, publication: Publication, secret: str) -> HttpResponse:  # noqa: PLR0911 - one line an outcome
    """The offer as it was sent, to be changed until the deadline."""
    now, address = timezone.now(), doors.address_of(request)
    if doors.must_wait(email=_WRONG_LINK, address=address, now=now, known=True):
        return render(request, "publishing/no_link.html", _frame(request, publication) | {"wait": True}, status=429)
    try:
        first = actions.first_of(publication, secret)
    except actions.LinkUnknown:
        doors.note_failure(email=_WRONG_LINK, address=address, now=now)
        return render(request, "publishing/no_link.html", _frame(request, publication), status=410)
    newest = queries.newest_of(first)
    newest.publication = publication
    files = queries.attachments_of(newest)
    if request.method != "POST":
        offer = forms.Offer(form=publication.form, initial=forms.written(newest.answers))
        return _amending(request, publication, newest, offer, files)
    offer = forms.Offer(request.POST, form=publication.form)
    sent = _files(request)
    kept = {pk for written in request.POST.getlist("keep") if (pk := row_number(written)) is not None}
    told: dict[str, Any] = {"files_lost": bool(sent), "kept": kept}
    if not offer.is_valid():
        throttle.note_refusal(publication, "publishing.form_wrong")
        return _amending(request, publication, newest, offer, files, **told)
    if "sum" in request.POST:
        told["total"] = shown.total_in_words(publication.form, offer.answers())
        return _amending(request, publication, newest, offer, files, **told)
    try:
        page = throttle.checked(publication, request.POST, now=now)
        _refuse_too_large(request)
        made = actions.amend(
            publication=publication, first=first, page=page, answers=offer.answers(), files=sent, kept=kept,
            address=address, now=now,
        )  # fmt: skip
    except actions.LinkUnknown:  # erased while it was sent
        return render(request, "publishing/no_link.html", _frame(request, publication), status=410)
    except OrchestreError as error:
        throttle.note_refusal(publication, error.code)
        return _amending(request, publication, newest, offer, files, **told, refused=error)
    return _thanks(request, publication, made, "")


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@_open_page
def mine(request: HttpRequest, publication: Publication, secret: str) -> HttpResponse:
    """From the mail of the receipt: whoever reads that mailbox says whether the offer is his."""
    now, address = timezone.now(), doors.address_of(request)
    known = _frame(request, publication)
    if doors.must_wait(email=_WRONG_LINK, address=address, now=now, known=True):
        return render(request, "publishing/no_link.html", known | {"wait": True}, status=429)
    try:
        receipt = actions.receipt_of(secret, publication.pk)
        said = {"yes": True, "no": False}.get(request.POST.get("mine", ""))
        if said is not None:
            actions.say_mine(receipt, mine=said, now=now)
    except actions.LinkUnknown:
        doors.note_failure(email=_WRONG_LINK, address=address, now=now)
        return render(request, "publishing/no_link.html", known, status=410)
    newest = queries.newest_of(receipt.submission)
    newest.publication = publication
    known |= {
        "submission": newest,
        "receipt": receipt,
        "sent_at": shown.moment_in_words(newest.sent_at),
        "said": said,
        "lines": shown.lines_of(newest, None),
        "files": queries.attachments_of(newest),
    }
    return render(request, "publishing/mine.html", known)


def _amending(
    request: HttpRequest,
    publication: Publication,
    newest: Submission,
    offer: forms.Offer,
    files: Sequence[Attachment],
    **told: Any,
) -> HttpResponse:
    now = timezone.now()
    refused: OrchestreError | None = told.pop("refused", None)
    kept = told.pop("kept", None)
    known: Mapping[str, Any] = (
        _frame(request, publication)
        | told
        | {
            "submission": newest,
            "form": offer,
            "themes": shown.themes(publication, offer),
            "files": [(file, kept is None or file.pk in kept) for file in files],
            "until": shown.moment_in_words(publication.deadline),
            "sent_at": shown.moment_in_words(newest.sent_at),
            "late": publication.is_late(now),
            "takes": publication.takes(now),
            "page": throttle.new_page(publication, now),
            "trap": throttle.TRAP,
            "limits": limits,
            "refused": words.say(refused.code, **refused.values) if refused else "",
        }
    )
    wrong = refused is not None or offer.errors
    return render(request, "publishing/amend.html", known, status=422 if wrong else 200)


@login_not_required
@require_POST
@_open_page
def ask(request: HttpRequest, publication: Publication) -> HttpResponse:
    form, now = forms.Question(request.POST), timezone.now()
    if not form.is_valid():
        throttle.note_refusal(publication, "publishing.form_wrong")
        return _shown(request, publication, question=form)
    try:
        throttle.checked(publication, request.POST, now=now)
        if "sure" not in request.POST and misplaced.is_offer(form.cleaned_data["question"]):
            raise misplaced.QuestionIsOffer
        actions.enquire(
            publication=publication, question=form.cleaned_data["question"], email=form.cleaned_data["question_email"],
            address=doors.address_of(request), now=now,
        )  # fmt: skip
    except OrchestreError as error:
        throttle.note_refusal(publication, error.code)
        form.add_error(None, words.say(error.code, **error.values))
        unsure = isinstance(error, misplaced.QuestionIsOffer)
        return _shown(request, publication, question=form, unsure=unsure)
    back = reverse("publishing:public", args=[publication.token])
    return redirect(f"{back}?{urlencode({'question': '1', 'lang': words.language()})}#questions")


@login_not_required
@require_safe
@_open_page
def data(request: HttpRequest, publication: Publication) -> HttpResponse:
    address = request.build_absolute_uri(reverse("publishing:public", args=[publication.token]))
    return JsonResponse(
        shown.structured(publication, address), json_dumps_params={"ensure_ascii": False},
        content_type="application/ld+json",
    )  # fmt: skip


@login_not_required
@require_safe
@_open_page
def paper(request: HttpRequest, publication: Publication, ending: str) -> HttpResponse:
    """The call as a document. Raises Http404 for a format that is not written."""
    if ending not in shown.endings(publication):
        raise Http404
    if ending == RELEASE:
        return _release(request, publication)
    return attached(shown.paper(publication, ending), FORMATS[ending].media, f"{publication.call.title}.{ending}")


def _release(request: HttpRequest, publication: Publication) -> HttpResponse:
    """Raises Http404 where the call was made from no need."""
    made = shown.release(publication, request.build_absolute_uri(request.path))
    if made is None:
        raise Http404
    return JsonResponse(made, json_dumps_params={"ensure_ascii": False, "indent": 2})
