"""The headers of every answer, and the language it is in."""

from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import resolve
from django.utils import translation
from django.utils.cache import patch_vary_headers

from orchestre_web.site import words
from orchestre_web.site.database import is_busy

Answer = Callable[[HttpRequest], HttpResponse]

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)


def security_headers(answer: Answer) -> Answer:
    """Only our own scripts and styles run. Pages hold what people wrote: no browser or proxy keeps one, so that going
    back after leaving shows nothing of them."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        response.headers["Cache-Control"] = "private, no-store"
        return response

    return middleware


BUSY_FOR = 2
"""Seconds after which the same request is worth another try."""


def busy(request: HttpRequest) -> HttpResponse:
    """Drawn without the database. A form is not sent again by a link: its page is asked for."""
    again = request.get_full_path() if request.method in {"GET", "HEAD"} else "/"
    page = render_to_string("site/busy.html", {"again": again})
    return HttpResponse(page, status=503, headers={"Retry-After": str(BUSY_FOR)})


class Busy:
    """The database stayed with others longer than a request waits: said as that, not as a fault."""

    def __init__(self, get_response: Answer) -> None:
        self._answer = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._answer(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return busy(request) if is_busy(exception) else None


MOST_NUMBER = 2**63 - 1
"""The largest number of a row in either database."""


class KnownNumbers:
    """An address with a number that no row can have is no page: no query is asked about it."""

    def __init__(self, get_response: Answer) -> None:
        self._answer = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._answer(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Sequence[Any], kwargs: Mapping[str, Any]
    ) -> None:
        """Raises Http404."""
        if any(isinstance(value, int) and value > MOST_NUMBER for value in kwargs.values()):
            raise Http404


def page_above(answer: Answer) -> Answer:
    """Reloading the page of a refused form asks for an address that only takes forms: the page it belongs to stands
    above it, at the nearest shorter address that there is."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or request.method not in {"GET", "HEAD"}:
            return response
        if "GET" in response.headers.get("Allow", ""):
            return response
        above = _above(request.path_info)
        return redirect(f"{request.path[: -len(request.path_info)]}{above}") if above else response

    return middleware


def _above(path: str) -> str:
    """The nearest address above that some view answers; "" for none but the first page."""
    while path := path.rstrip("/").rpartition("/")[0]:
        for found in (f"{path}/", path):
            try:
                resolve(found)
            except Http404:
                continue
            return found
    return ""


def speak(answer: Answer) -> Answer:
    """The language the user chose, else the cookie's, else the browser's, else French."""

    def middleware(request: HttpRequest) -> HttpResponse:
        user = request.user
        chosen = user.language if user.is_authenticated else ""
        with words.speaking(chosen or translation.get_language_from_request(request)):
            response = answer(request)
            response.headers.setdefault("Content-Language", translation.get_language() or "fr")
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response

    return middleware
