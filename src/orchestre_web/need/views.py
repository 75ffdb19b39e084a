"""The needs of a company, the document of one, and everything its owner changes in it."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from orchestre.basics import OrchestreError, typography
from orchestre.basics.sentences import spoken
from orchestre.need import given
from orchestre.need.budget import UNKNOWN
from orchestre.need.dated import dated_figures, past_their_date
from orchestre.reading.normal import fold
from orchestre_web.accounts import actions as accounts
from orchestre_web.accounts.access import current_company, current_membership, enter, reader
from orchestre_web.accounts.roles import Role
from orchestre_web.need import actions, forms, queries, shown
from orchestre_web.need.access import access_need
from orchestre_web.need.formats import ENDINGS, PAPERS, media_of, named, written
from orchestre_web.need.models import Need, NeedVersion
from orchestre_web.site import words
from orchestre_web.site.files import attached

A_PAGE = 30

WHAT_IS_WRONG: Mapping[str, str] = {
    given.Empty.code: "needs.wrong_empty",
    given.NothingTold.code: "needs.wrong_nothing_told",
    given.OnlyAQuestion.code: "needs.wrong_question",
    given.AnOffer.code: "needs.wrong_offer",
    given.TooLong.code: "needs.wrong_too_long",
}
"""What the library refuses to take for a need, said with what to do on this page."""


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _said(error: OrchestreError) -> str:
    return words.say(WHAT_IS_WRONG.get(error.code, error.code), **error.values)


def _document(need_id: int, place: str = "") -> HttpResponse:
    return redirect(reverse("need:document", args=[need_id]) + (f"#{place}" if place else ""))


# --- The list, and one sentence -----------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def home(request: HttpRequest) -> HttpResponse:
    """One field; under it, every need of the company."""
    here = current_company(request) if current_membership(request) is not None else None
    if request.method == "POST" and here is not None and not here.company.demonstration:
        current_company(request, Role.EDITS)
    form = forms.Sentence(_posted(request))
    wrong: OrchestreError | None = None
    if request.method == "POST" and form.is_valid():
        # What one begins never stands among what was invented.
        own = accounts.own_place(user=reader(request), here=here)
        try:
            need = actions.write_new(
                user=reader(request),
                company_id=own.company_id,
                sentence=form.cleaned_data["sentence"],
                language=words.language(),
                now=timezone.now(),
            )
        except OrchestreError as error:
            wrong = error
        else:
            enter(request, own)
            return _document(need.pk)
    page = None
    if here is not None:
        page = Paginator(here.company.needs.all(), A_PAGE).get_page(request.GET.get("page"))
    known = {
        "form": form,
        "page": page,
        "lines": queries.need_lines(list(page)) if page is not None else [],
        "wrong": wrong,
        "wrong_said": _said(wrong) if wrong is not None else "",
    }
    return render(request, "need/home.html", known, status=422 if wrong is not None or form.errors else 200)


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Figures that the program knows and no longer vouches for."""
    current_company(request)
    language = words.language()
    old = [{"label": each.label.said(language), "figure": each} for each in past_their_date(timezone.localdate())]
    return render(request, "need/figures.html", {"old": old, "n": len(dated_figures())})


# --- The document ---------------------------------------------------------------------------------------------------


def _show(
    request: HttpRequest, need: Need, version: NeedVersion, before: NeedVersion | None, *, past: bool = False
) -> HttpResponse:
    known = {
        "need": need,
        "page": shown.page(version, before),
        "past": past,
        "open_all": request.GET.get("tout") == "1",
        "calls": queries.calls_of(need),
        "formats": named(ENDINGS),
        "papers": named(PAPERS),
        "changed_how": shown.what_changed(version),
    }
    return render(request, "need/document.html", known)


@require_safe
def document(request: HttpRequest, need_id: int) -> HttpResponse:
    need = access_need(request.user, need_id)
    version, before = queries.last_two(need)
    return _show(request, need, version, before)


@require_http_methods(["GET", "POST"])
def say_again(request: HttpRequest, need_id: int) -> HttpResponse:
    """The sentence, the trade and the headcount; what was answered and changed stays."""
    need = access_need(request.user, need_id, Role.EDITS)
    beginning = {"sentence": need.sentence, "sector": need.sector, "headcount": need.headcount}
    form = forms.SaidAgain(_posted(request), initial=beginning)
    if request.method == "POST" and form.is_valid():
        try:
            actions.say_again(user=reader(request), need_id=need_id, **form.cleaned_data, now=timezone.now())
        except OrchestreError as error:
            form.add_error("sentence", _said(error))
        else:
            return _document(need_id)
    return _form(request, "need/say_again.html", need, form)


@require_POST
def write_in(request: HttpRequest, need_id: int) -> HttpResponse:
    """The document in the other language."""
    language = spoken(request.POST.get("language"))
    actions.write_in(user=reader(request), need_id=need_id, language=language, now=timezone.now())
    return _document(need_id)


@require_POST
def answer(request: HttpRequest, need_id: int) -> HttpResponse:
    question, said = request.POST.get("question", "")[:80], request.POST.get("words", "")
    try:
        actions.answer(user=reader(request), need_id=need_id, question=question, words=said, now=timezone.now())
    except OrchestreError as error:
        messages.error(request, _said(error))
    return _document(need_id, "nouveau")


@require_POST
def settle(request: HttpRequest, need_id: int) -> HttpResponse:
    """An assumption confirmed, or said otherwise."""
    code, said = request.POST.get("assumption", "")[:80], request.POST.get("words", "")
    try:
        actions.settle(user=reader(request), need_id=need_id, assumption=code, words=said, now=timezone.now())
    except OrchestreError as error:
        messages.error(request, _said(error))
    return _document(need_id, "confirmer")


@require_POST
def split(request: HttpRequest, need_id: int) -> HttpResponse:
    try:
        made = actions.split(user=reader(request), need_id=need_id, now=timezone.now())
    except OrchestreError as error:
        messages.error(request, _said(error))
    else:
        messages.success(request, words.say("needs.was_split", title=made.title))
    return _document(need_id)


# --- Requirements, sections, the rule -------------------------------------------------------------------------------


def _form(request: HttpRequest, template: str, need: Need, form: Any, **known: Any) -> HttpResponse:
    return render(request, template, {"need": need, "form": form, **known}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def requirement(request: HttpRequest, need_id: int, name: str) -> HttpResponse:
    need = access_need(request.user, need_id, Role.EDITS)
    row = queries.requirement(queries.last_version(need), name)
    if row is None:
        raise Http404
    form = forms.Requirement(_posted(request), initial=row, auto_id=f"{fold(name).replace('.', '-')}_%s")
    if request.method == "POST" and form.is_valid():
        actions.change_requirement(
            user=reader(request), need_id=need_id, requirement=name, values=form.cleaned_data, now=timezone.now()
        )
        return _document(need_id, shown.Shown(row).anchor)
    return _form(request, "need/requirement.html", need, form, row=row, anchor=shown.Shown(row).anchor)


@require_POST
def remove(request: HttpRequest, need_id: int, name: str) -> HttpResponse:
    version = actions.remove_requirement(user=reader(request), need_id=need_id, requirement=name, now=timezone.now())
    return _document(need_id, _place_of(version, name))


@require_POST
def put_back(request: HttpRequest, need_id: int, name: str) -> HttpResponse:
    version = actions.put_back_requirement(user=reader(request), need_id=need_id, requirement=name, now=timezone.now())
    return _document(need_id, _place_of(version, name))


def _place_of(version: NeedVersion, name: str) -> str:
    row = queries.requirement(version, name)
    return f"s-{row['section']}" if row is not None else ""


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, need_id: int) -> HttpResponse:
    """One's own requirement, in a section."""
    need = access_need(request.user, need_id, Role.EDITS)
    sections = queries.last_version(need).document["sections"]
    where = (request.POST.get("section") or request.GET.get("rubrique") or "functions")[:40]
    title = next((row["title"] for row in sections if row["id"] == where), None)
    if title is None:
        raise Http404
    form = forms.OwnRequirement(
        _posted(request), initial={"section": where, "level": "should", "flexibility": "F1"}, auto_id=f"{where}_%s"
    )
    if request.method == "POST" and form.is_valid():
        values = {name: text for name, text in form.cleaned_data.items() if name != "section"}
        try:
            actions.add_requirement(
                user=reader(request), need_id=need_id, section=where, values=values, now=timezone.now()
            )
        except OrchestreError as error:
            form.add_error("text", _said(error))
        else:
            return _document(need_id, f"s-{where}")
    return _form(request, "need/add.html", need, form, title=title, where=where)


@require_http_methods(["GET", "POST"])
def section(request: HttpRequest, need_id: int, name: str) -> HttpResponse:
    need = access_need(request.user, need_id, Role.EDITS)
    row = next((each for each in queries.last_version(need).document["sections"] if each["id"] == name), None)
    if row is None:
        raise Http404
    form = forms.SectionText(_posted(request), initial=row, auto_id=f"{name}_%s")
    if request.method == "POST" and form.is_valid():
        text = None if "as_written" in request.POST else form.cleaned_data["text"]
        if text is None or text.replace("\r\n", "\n") != row["text"]:
            actions.rewrite_section(user=reader(request), need_id=need_id, section=name, text=text, now=timezone.now())
        return _document(need_id, f"s-{name}")
    return _form(request, "need/section.html", need, form, row=row)


@require_http_methods(["GET", "POST"])
def rule(request: HttpRequest, need_id: int) -> HttpResponse:
    """The points of each criterion and the bounds of the price."""
    need = access_need(request.user, need_id, Role.EDITS)
    written = queries.last_version(need).document["choice_rule"]
    price = written["price"]
    beginning = {"tax": price.get("tax", "excl")}
    if price["origin"] != UNKNOWN:  # bounds that nobody knows are no beginning
        beginning |= {name: typography.number(price[name], words.language()) for name in ("floor", "ceiling")}
    form = forms.Rule(written["criteria"], _posted(request), initial=beginning)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_rule(
                user=reader(request),
                need_id=need_id,
                points=form.points(),
                **{name: form.cleaned_data[name] for name in ("floor", "ceiling", "tax")},
                now=timezone.now(),
            )
        except OrchestreError as error:
            form.add_error("ceiling", _said(error))
        else:
            return _document(need_id, "s-choice")
    return _form(request, "need/rule.html", need, form, criteria=shown.shares(written))


# --- Versions ---------------------------------------------------------------------------------------------------------


@require_safe
def versions(request: HttpRequest, need_id: int) -> HttpResponse:
    need = access_need(request.user, need_id)
    kept = queries.versions(need)
    lines = [(each, shown.what_changed(each)) for each in kept]
    called = {call.number: call for call in queries.calls_of(need)}
    return render(request, "need/versions.html", {"need": need, "lines": lines, "called": called})


@require_safe
def compare(request: HttpRequest, need_id: int) -> HttpResponse:
    """Two versions beside each other: the older on the left, whatever was asked first."""
    need = access_need(request.user, need_id)
    asked = [request.GET.get(name, "") for name in ("a", "b")]
    if not all(each.isascii() and each.isdecimal() and len(each) < 9 for each in asked):
        return redirect("need:versions", need_id)
    low, high = sorted(int(each) for each in asked)
    old, new = queries.version(need, low), queries.version(need, high)
    known = {"need": need, "old": old, "new": new, "parts": shown.beside(old, new)}
    return render(request, "need/compare.html", known)


@require_safe
def version(request: HttpRequest, need_id: int, number: int) -> HttpResponse:
    """A past version as it was, to read."""
    need = access_need(request.user, need_id)
    return _show(request, need, queries.version(need, number), None, past=True)


@require_safe
def version_of_call(request: HttpRequest, version_id: int) -> HttpResponse:
    """The need that a call was made from, as it stood then."""
    found = NeedVersion.objects.filter(pk=version_id).values_list("need_id", "number").first()
    if found is None:
        raise Http404
    access_need(request.user, found[0])
    return redirect("need:version", *found)


@require_POST
def restore(request: HttpRequest, need_id: int, number: int) -> HttpResponse:
    made = actions.restore(user=reader(request), need_id=need_id, number=number, now=timezone.now())
    messages.success(request, words.say("needs.was_restored", number=number, now=made.number))
    return _document(need_id)


# --- What leaves the document -----------------------------------------------------------------------------------------


@require_safe
def file(request: HttpRequest, need_id: int, name: str) -> HttpResponse:
    """The newest version, or the one asked, in one of the formats."""
    need = access_need(request.user, need_id)
    media = media_of(name)
    if media is None:
        raise Http404
    number = request.GET.get("version", "")
    asked = number.isascii() and number.isdecimal() and len(number) < 9
    version = queries.version(need, int(number)) if asked else queries.last_version(need)
    for_providers = request.GET.get("pour") == "prestataires"
    content = written(need, version, name, for_providers=for_providers)
    return attached(content, media, f"besoin-{need.pk}-v{version.number}.{name}")


@require_POST
def put_aside(request: HttpRequest, need_id: int) -> HttpResponse:
    aside = request.POST.get("aside", "1") == "1"
    need = actions.put_aside(user=reader(request), need_id=need_id, aside=aside)
    messages.success(request, words.say("needs.is_aside" if need.is_aside else "needs.is_back", title=need.title))
    return redirect("need:home")


@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, need_id: int) -> HttpResponse:
    """What will be fixed when replies are asked for: the last look before. Where nobody knows what it may cost, the
    ceiling is asked first."""
    need = access_need(request.user, need_id, Role.EDITS)
    form = forms.Ceiling(_posted(request))
    if request.method == "POST" and form.is_valid():
        ceiling, tax = round(form.cleaned_data["ceiling"]), form.cleaned_data["tax"]
        actions.say_ceiling(user=reader(request), need_id=need_id, ceiling=ceiling, tax=tax, now=timezone.now())
        return redirect("need:ask", need_id)
    version = queries.last_version(need)
    page = shown.page(version, None)
    chosen = page.document["choice_rule"]
    rows = {row["id"]: row for row in page.document["requirements"]}
    known = {
        "need": need,
        "page": page,
        "rule": chosen,
        "criteria": shown.shares(chosen),
        "eliminatory": [rows[name] for name in chosen["eliminatory"] if name in rows],
        "calls": queries.calls_of(need),
        "form": form,
    }
    return render(request, "need/ask.html", known, status=422 if form.errors else 200)
