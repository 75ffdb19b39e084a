"""Entrusting a need to somebody: the job description or the mission letter of a role, to read and to take away."""

import json

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from orchestre.basics import typography
from orchestre.documents.formats import FORMATS, JSON
from orchestre.need.announcing import announcements
from orchestre.need.editing import PayUpsideDown
from orchestre.need.roles import JOB, MISSION, RolePaper, UnknownRole, role_paper, roles, suited
from orchestre_web.accounts.access import reader
from orchestre_web.accounts.roles import Role
from orchestre_web.need import actions, forms, queries
from orchestre_web.need.access import access_need
from orchestre_web.need.formats import named
from orchestre_web.need.models import Need, NeedVersion
from orchestre_web.site import words
from orchestre_web.site.files import attached

FORMS = (JOB, MISSION)


def _paper(version: NeedVersion, form: str, role: str) -> RolePaper:
    """Raises Http404."""
    try:
        return role_paper(version.document, role, form=form)
    except UnknownRole:
        raise Http404 from None


@require_safe
def choose(request: HttpRequest, need_id: int) -> HttpResponse:
    """Every role, those made for this need first."""
    need = access_need(request.user, need_id)
    version = queries.last_version(need)
    known = {"need": need, "forms": [(form, *_sorted(version, form, need)) for form in FORMS]}
    return render(request, "need/entrust.html", known)


def _sorted(
    version: NeedVersion, form: str, need: Need
) -> tuple[list[tuple[str, str, str]], list[tuple[str, str, str]]]:
    """Id, name and when it fits, of the roles made for the need, then of the others."""
    best = suited(version.document, form)
    told = {
        role.id: (role.id, role.label.said(need.spoken), role.fits.said(need.spoken))
        for role in roles().values()
        if role.form == form
    }
    return [told[name] for name in best], [row for name, row in told.items() if name not in best]


@require_safe
def role(request: HttpRequest, need_id: int, form: str, role: str) -> HttpResponse:
    """One role as it would be given, with its posts."""
    need = access_need(request.user, need_id)
    version = queries.last_version(need)
    return _show(request, need, version, _paper(version, form, role))


@require_POST
def pay(request: HttpRequest, need_id: int, form: str, role: str) -> HttpResponse:
    """What its person is paid, kept with the need: the description, its posts and the call say it."""
    need = access_need(request.user, need_id, Role.EDITS)
    version = queries.last_version(need)
    paper = _paper(version, form, role)
    told = forms.RolePay(request.POST)
    if told.is_valid():
        try:
            actions.change_pay(
                user=reader(request), need_id=need_id, role=paper.role.id, per=told.cleaned_data["pay_per"],
                **told.sums(), now=timezone.now(),
            )  # fmt: skip
        except PayUpsideDown as error:
            told.add_error("pay_high", words.say(error.code, **error.values))
        else:
            return redirect(reverse("need:role", args=[need_id, form, paper.role.id]) + "#part-pay")
    return _show(request, need, version, paper, told)


def _show(
    request: HttpRequest, need: Need, version: NeedVersion, paper: RolePaper, told: forms.RolePay | None = None
) -> HttpResponse:
    known = {
        "pay": told or forms.RolePay(initial=_pay_kept(version, paper)),
        "need": need,
        "paper": paper,
        "is_job": paper.role.form == JOB,
        "formats": named([*FORMATS, "json"]),
        "posts": announcements(version.document, about=paper).posts,
    }
    return render(request, "need/role.html", known, status=422 if told is not None else 200)


def _pay_kept(version: NeedVersion, paper: RolePaper) -> dict[str, object]:
    told = version.document.get("pay", {}).get(paper.role.id)
    if told is None:
        return {"pay_per": "year_gross" if paper.role.form == JOB else "day"}
    ends = {f"pay_{end}": typography.number(told[end], words.language()) for end in ("low", "high")}
    return {**ends, "pay_per": told["per"]}


@require_safe
def file(request: HttpRequest, need_id: int, form: str, role: str, ending: str) -> HttpResponse:
    """As a file to send: without what is left to confirm, which only the owner reads. Raises Http404."""
    need = access_need(request.user, need_id)
    paper = _paper(queries.last_version(need), form, role)
    if ending == "json":
        content, media = json.dumps(paper.as_document(), ensure_ascii=False, indent=2).encode(), JSON
    elif ending in FORMATS:
        document = paper.paper(author=need.company.name, made_on=timezone.localdate(), public=True)
        content, media = FORMATS[ending].write(document), FORMATS[ending].media
    else:
        raise Http404
    return attached(content, media, f"{paper.role.id}-{need.pk}.{ending}")
