"""The start page, the two switches of the header, and the pages of what went wrong."""

import sys

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.views.decorators.http import require_GET, require_POST, require_safe

from orchestre_web.accounts import actions
from orchestre_web.accounts.access import current_membership
from orchestre_web.site import rooms
from orchestre_web.site import today as lines
from orchestre_web.site.context import THEMES
from orchestre_web.site.database import is_busy
from orchestre_web.site.middleware import busy
from orchestre_web.site.navigation import back, left

YEAR = 365 * 24 * 3600  # seconds


EXAMPLE = (
    {"name": "Atelier Lune", "score": 78, "low": 71, "high": 84, "price": 8400},
    {"name": "Studio Marée", "score": 64, "low": 48, "high": 77, "price": 7900},
    {"name": "Web & Fils", "score": 41, "low": 36, "high": 47, "price": 6200},
)
"""Invented offers: what a ranking looks like. Scores with their range out of 100, prices in euros."""


@login_not_required
@require_safe
def today(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return render(request, "site/welcome.html", {"example": EXAMPLE})
    membership = current_membership(request)
    for module in rooms.modules("start"):
        if (first := module.page(request, membership)) is not None:
            return render(request, *first)
    if membership is None:
        return render(request, "site/no_company.html")
    return render(
        request,
        "site/today.html",
        {"needs": lines.needs(membership), "moved": lines.moved(membership)},
    )


@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    chosen = request.POST.get("language", "")
    response = HttpResponseRedirect(back(request))
    if chosen in dict(settings.LANGUAGES):
        if request.user.is_authenticated:
            actions.speak(user=request.user, language=chosen)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=YEAR,
            samesite="Lax",
            httponly=True,
            secure=settings.LANGUAGE_COOKIE_SECURE,
        )
    return response


@login_not_required
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    chosen = request.POST.get("theme", "")
    response = HttpResponseRedirect(back(request))
    if chosen in THEMES:
        response.set_cookie(
            "theme",
            chosen,
            max_age=YEAR,
            samesite="Lax",
            httponly=True,
            secure=settings.LANGUAGE_COOKIE_SECURE,
        )
    return response


@login_not_required
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@require_GET
def favicon(request: HttpRequest) -> HttpResponsePermanentRedirect:
    return redirect(static("site/mark.svg"), permanent=True)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "site/wrong.html", {"what": "bad_request"}, status=400)


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "site/wrong.html", {"what": "refused"}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "site/wrong.html", {"what": "not_found"}, status=404)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "site/wrong.html", {"what": "stale_form", "again": left(request)}, status=403)


def our_fault(request: HttpRequest) -> HttpResponse:
    """Drawn without the database and without the user: one of them may be what failed."""
    if is_busy(sys.exc_info()[1]):
        return busy(request)
    return HttpResponse(render_to_string("site/our_fault.html"), status=500)
