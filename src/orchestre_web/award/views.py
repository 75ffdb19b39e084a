"""The award: where it stands and what comes next, the papers, what was published, the record."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from orchestre.award import PaperKind, ProviderKind, Vigilance, calendar
from orchestre.documents.formats import FORMATS, JSON
from orchestre.need.ocds import release_package
from orchestre_web.accounts.access import current_company, enter, own_place, reader
from orchestre_web.accounts.roles import Role
from orchestre_web.answers import writing as answering
from orchestre_web.award import actions, forms, queries, shown
from orchestre_web.award.access import access_award, access_paper, access_release
from orchestre_web.award.models import Award
from orchestre_web.judging import queries as judging
from orchestre_web.judging.shown.choosing import chosen_name, ties
from orchestre_web.shortlist.shown.paper import page_of
from orchestre_web.site import words
from orchestre_web.site.files import attached, strangers_file
from orchestre_web.site.forms import row_number
from orchestre_web.site.pieces import given
from orchestre_web.site.trying import tried


@require_safe
def page(request: HttpRequest, call_id: int) -> HttpResponse:
    return _page(request, access_award(request.user, call_id))


@require_safe
def channels(request: HttpRequest) -> HttpResponse:
    """What each channel brought to the calls of the company, before one publishes again."""
    yields = queries.yields(current_company(request).company_id)
    lines = shown.channel_lines(yields)
    return render(request, "award/channels.html", {"lines": lines, "headline": shown.channels_headline(lines)})


def _vigilance(found: queries.Standing) -> Vigilance:
    award = found.award
    contract, papers = queries.contract_of(award), queries.papers_of(award)
    return queries.vigilance_of(award, found.choice, contract, papers, timezone.localdate())


def _page(request: HttpRequest, award: Award, wrong: dict[str, Any] | None = None) -> HttpResponse:
    call = award.call
    mine = own_place(request, call.company_id)
    enter(request, mine)
    found = queries.standing(award)
    known: dict[str, Any] = {"call": call, "mine": mine, "found": found}
    if found.choice is None:
        return render(request, "award/nothing.html", known)
    log = queries.log_of(award)
    contract, papers = queries.contract_of(award), queries.papers_of(award)
    vigilance = queries.vigilance_of(award, found.choice, contract, papers, timezone.localdate())
    letters = queries.letters_of(answering.desk(call, reader(request), now=timezone.now()), found.choice)
    name = chosen_name(found.choice)
    signed = None if contract is None else queries.contract_written(contract)
    known |= {
        "name": name,
        "headline": shown.headline(found, name),
        "passed": shown.steps(found),
        "may": shown.may(found),
        "facts": shown.choice_facts(found.choice),
        "letters": letters,
        "waiting": shown.waiting_links(call.pk, letters),
        "sitters": ties(judging.sitters(call, found.choice)),
        "reader_id": reader(request).pk,
        "contract": shown.contract_facts(contract),
        "vigilance": shown.vigilance_said(vigilance),
        "papers": shown.paper_lines(vigilance, papers),
        "amended_at": queries.amended_since(found),
        "has_dates": bool(shown.reminders(call.pk, call.title, vigilance, contract)),
        "day_now": timezone.localdate(),
        "log": [(each, shown.step_said(each)) for each in log],
        "last": queries.undoable(found, log),
        "releases": shown.release_lines(queries.releases_of(award)),
        "provider_form": forms.Provider(initial={"kind": award.provider_kind}),
        "signing": forms.Signing(initial={"signed_on": timezone.localdate(), "amount": found.choice.amount}),
        "amending": forms.Amending(initial=_for_form(signed)) if signed else None,
    }
    known |= wrong or {}
    return render(request, "award/page.html", known, status=422 if wrong else 200)


def _for_form(signed: dict[str, Any]) -> dict[str, Any]:
    amount = signed["amount"]
    return signed | {"amount": amount.removesuffix(".00") if amount else None}


def _done(request: HttpRequest, call_id: int, code: str, do: Callable[[], object], part: str = "") -> HttpResponse:
    tried(request, do, code)
    return redirect(reverse("award:page", args=[call_id]) + part)


@require_POST
def letters(request: HttpRequest, call_id: int) -> HttpResponse:
    """The right letter for each; then to the page where they are read and sent."""
    access_award(request.user, call_id, Role.EDITS)
    user, now = reader(request), timezone.now()
    done = tried(
        request, lambda: actions.prepare_letters(user=user, call_id=call_id, now=now), "awards.letters_prepared"
    )
    return redirect("answers:home" if done else "award:page", call_id)


@require_POST
def tell(request: HttpRequest, call_id: int) -> HttpResponse:
    user, now = reader(request), timezone.now()
    return _done(request, call_id, "awards.done_told", lambda: actions.tell(user=user, call_id=call_id, now=now))


@require_POST
def sign(request: HttpRequest, call_id: int) -> HttpResponse:
    award = access_award(request.user, call_id, Role.EDITS)
    form = forms.Signing(request.POST)
    if not form.is_valid():
        return _page(request, award, {"signing": form})
    currency = _currency(award)
    user, now = reader(request), timezone.now()
    return _done(
        request, call_id, "awards.done_signed",
        lambda: actions.sign(user=user, call_id=call_id, contract=form.contract(currency), now=now),
    )  # fmt: skip


def _currency(award: Award) -> str:
    choice = queries.standing(award).choice
    return "EUR" if choice is None else choice.currency


@require_POST
def amend(request: HttpRequest, call_id: int) -> HttpResponse:
    award = access_award(request.user, call_id, Role.EDITS)
    form = forms.Amending(request.POST)
    if not form.is_valid():
        return _page(request, award, {"amending": form})
    user, now, currency = reader(request), timezone.now(), _currency(award)
    contract, why = form.contract(currency), form.cleaned_data["why"]
    return _done(
        request, call_id, "awards.done_amended",
        lambda: actions.amend(user=user, call_id=call_id, contract=contract, why=why, now=now),
    )  # fmt: skip


def _why(request: HttpRequest) -> str:
    form = forms.Reason(request.POST)
    return str(form.cleaned_data["why"]) if form.is_valid() else ""


@require_POST
def end(request: HttpRequest, call_id: int) -> HttpResponse:
    user, now, why = reader(request), timezone.now(), _why(request)
    return _done(
        request, call_id, "awards.done_ended", lambda: actions.end(user=user, call_id=call_id, why=why, now=now)
    )


@require_POST
def give_up(request: HttpRequest, call_id: int) -> HttpResponse:
    user, now, why = reader(request), timezone.now(), _why(request)
    return _done(
        request, call_id, "awards.done_given_up",
        lambda: actions.give_up(user=user, call_id=call_id, why=why, now=now),
    )  # fmt: skip


@require_POST
def begin_again(request: HttpRequest, call_id: int) -> HttpResponse:
    user, now = reader(request), timezone.now()
    return _done(
        request, call_id, "awards.done_chosen", lambda: actions.begin_again(user=user, call_id=call_id, now=now)
    )


@require_POST
def undo(request: HttpRequest, call_id: int) -> HttpResponse:
    """`step`: the one that the page showed as the last."""
    user, now, step = reader(request), timezone.now(), row_number(request.POST.get("step", ""))
    return _done(
        request, call_id, "awards.done_undone",
        lambda: actions.undo(user=user, call_id=call_id, step=step, now=now),
    )  # fmt: skip


# --- Papers --------------------------------------------------------------------------------------------------------


@require_POST
def provider(request: HttpRequest, call_id: int) -> HttpResponse:
    access_award(request.user, call_id, Role.EDITS)
    form, user = forms.Provider(request.POST), reader(request)
    if not form.is_valid():
        messages.error(request, words.say("awards.which_provider"))
        return redirect(reverse("award:page", args=[call_id]) + "#papers")
    kind = ProviderKind(form.cleaned_data["kind"])
    return _done(
        request, call_id, "awards.provider_kept",
        lambda: actions.name_provider(user=user, call_id=call_id, kind=kind), "#papers",
    )  # fmt: skip


@require_POST
def see_paper(request: HttpRequest, call_id: int) -> HttpResponse:
    access_award(request.user, call_id, Role.EDITS)
    form = forms.PaperSeen(request.POST, request.FILES)
    user, now = reader(request), timezone.now()
    if getattr(request, "too_large", []) or not form.is_valid():
        messages.error(request, words.say("awards.paper_unread", most=actions.MOST_BYTES // 1024**2))
        return redirect(reverse("award:page", args=[call_id]) + "#papers")
    data = form.cleaned_data
    file = {"name": data["file"].name, "data": data["file"].read(actions.MOST_BYTES + 1)} if data["file"] else None
    return _done(
        request, call_id, "awards.paper_kept",
        lambda: actions.see_paper(
            user=user, call_id=call_id, kind=PaperKind(data["kind"]), seen_on=data["seen_on"], until=data["until"],
            file=file, on_paper=data["on_paper"], now=now,
        ),
        "#papers",
    )  # fmt: skip


@require_POST
def withdraw_paper(request: HttpRequest, call_id: int, paper_id: int) -> HttpResponse:
    user, now = reader(request), timezone.now()
    access_paper(request.user, call_id, paper_id, Role.EDITS)
    return _done(
        request, call_id, "awards.paper_withdrawn",
        lambda: actions.withdraw_paper(user=user, call_id=call_id, paper_id=paper_id, now=now), "#papers",
    )  # fmt: skip


@require_safe
def paper_file(request: HttpRequest, call_id: int, paper_id: int) -> HttpResponseBase:
    """A provider's file, as a download and nothing else."""
    paper = access_paper(request.user, call_id, paper_id)
    if not paper.size:
        return redirect("award:page", call_id)
    return strangers_file(given(paper.parts), paper.file_kind, paper.name, paper.size)


# --- Files ---------------------------------------------------------------------------------------------------------


@require_safe
def dates(request: HttpRequest, call_id: int) -> HttpResponse:
    """When papers run out and the contract ends, for a calendar."""
    award = access_award(request.user, call_id)
    found = queries.standing(award)
    contract, call = queries.contract_of(award), award.call
    days = shown.reminders(call.pk, call.title, _vigilance(found), contract)
    content = calendar(days, name=call.title, made_at=timezone.now())
    return attached(content, "text/calendar; charset=utf-8", f"{words.say('awards.file_dates')}-{call.pk}.ics")


@require_safe
def release(request: HttpRequest, call_id: int, number: int) -> HttpResponse:
    """The octets that its mark was taken of, unless a name was taken out since."""
    found = access_release(request.user, call_id, number)
    return attached(found.text.encode("utf-8", "replace"), JSON, f"ocds-{call_id}-{number}.json")


@require_safe
def releases(request: HttpRequest, call_id: int) -> HttpResponse:
    """All of them in one package, as tools for public buying read it."""
    award = access_award(request.user, call_id)
    package = release_package(
        [shown.release_read(each) for each in queries.releases_of(award)],
        uri=request.build_absolute_uri(),
        publisher=award.call.company.name,
        published_at=timezone.localtime().replace(microsecond=0),
    )
    return attached(shown.json_bytes(package), JSON, f"ocds-{call_id}.json")


@require_safe
def record(request: HttpRequest, call_id: int) -> HttpResponse:
    award = access_award(request.user, call_id)
    mine = own_place(request, award.call.company_id)
    found = queries.standing(award)
    if found.choice is None:
        return redirect("award:page", call_id)
    paper = _paper(request, found)
    known = {"call": award.call, "mine": mine, "title": paper.title, "paper": page_of(paper)}
    return render(request, "award/record.html", known)


@require_safe
def record_file(request: HttpRequest, call_id: str, kind: str) -> HttpResponse:
    """The same as a file: pdf or docx."""
    found = queries.standing(access_award(request.user, int(call_id)))
    if found.choice is None:
        return redirect("award:page", int(call_id))
    paper = _paper(request, found)
    name = f"{words.say('awards.file_record')}-{int(call_id)}.{kind}"
    return attached(FORMATS[kind].write(paper), FORMATS[kind].media, name)


def _paper(request: HttpRequest, found: queries.Standing) -> Any:
    assert found.choice is not None
    now, call = timezone.now(), found.award.call
    log = queries.log_of(found.award)
    letters = queries.letters_of(answering.desk(call, reader(request), now=now), found.choice)
    known = shown.record_of(found, log, letters, _vigilance(found), now)
    return shown.record_paper(known, timezone.localtime(now).date(), call.company.name)
