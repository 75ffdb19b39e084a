"""One page: take everything, erase everything."""

from collections.abc import Iterable

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST, require_safe

from orchestre_web.accounts.access import memberships, reader
from orchestre_web.accounts.models import Membership
from orchestre_web.jobs.shown import shown
from orchestre_web.leaving import actions, forms, queries
from orchestre_web.leaving.access import access_leaving, access_package
from orchestre_web.leaving.writing import named
from orchestre_web.site import words
from orchestre_web.site.files import attached_pieces
from orchestre_web.site.pieces import given


def _form(request: HttpRequest, mine: Membership) -> forms.Erase:
    data = request.POST if request.method == "POST" else None
    return forms.Erase(data, company=mine.company, alone=len(memberships(request)) == 1)


@require_safe
def home(request: HttpRequest, company_id: int) -> HttpResponse:
    mine = access_leaving(request.user, company_id)
    return _home(request, mine, _form(request, mine))


def _home(request: HttpRequest, mine: Membership, form: forms.Erase) -> HttpResponse:
    held = queries.held(mine.company)
    job = queries.under_way(mine.company)
    known = {
        "mine": mine,
        "held": held,
        "small": actions.is_small(held),
        "packages": [each for each in queries.packages(mine.company) if each.is_whole],
        "form": form,
        **(shown(job) if job is not None else {"job": None}),
    }
    return render(request, "leaving/home.html", known, status=422 if form.errors else 200)


def _zip(content: Iterable[bytes], company_name: str, size: int | None = None) -> StreamingHttpResponse:
    name = f"orchestre-{named(company_name)}-{timezone.localdate().isoformat()}.zip"
    return attached_pieces(content, "application/zip", name, size=size)


@require_GET
def take(request: HttpRequest, company_id: int) -> HttpResponseBase:
    """Everything at once; what is too much for that is prepared first."""
    mine = access_leaving(request.user, company_id)
    if not actions.is_small(queries.held(mine.company)):
        return redirect("leaving:home", company_id)
    language = words.language()
    pieces = actions.take_everything(
        user=reader(request), company_id=company_id, language=language, now=timezone.localtime()
    )
    return _zip(pieces, mine.company.name)


@require_POST
def prepare(request: HttpRequest, company_id: int) -> HttpResponse:
    access_leaving(request.user, company_id)
    job = actions.prepare_archive(
        user=reader(request), company_id=company_id, language=words.language(), now=timezone.now()
    )
    return redirect("jobs:job", job.pk)


@require_GET
def package(request: HttpRequest, company_id: int, package_id: int) -> HttpResponseBase:
    """An archive that was prepared."""
    found = access_package(request.user, company_id, package_id)
    return _zip(given(found.parts), found.company.name, found.size)


@require_POST
def erase(request: HttpRequest, company_id: int) -> HttpResponse:
    mine = access_leaving(request.user, company_id)
    form = _form(request, mine)
    if not form.is_valid():
        return _home(request, mine, form)
    name, with_account = form.cleaned_data["typed_name"], form.cleaned_data.get("with_account", False)
    try:
        actions.erase_company(user=reader(request), company_id=company_id, name=name, with_account=with_account)
    except actions.WrongName as error:
        form.add_error("typed_name", words.say(error.code, **error.values))
        return _home(request, mine, form)
    if with_account:
        logout(request)
    messages.success(request, words.say("leaving.erased", name=mine.company.name))
    return redirect("site:today")
