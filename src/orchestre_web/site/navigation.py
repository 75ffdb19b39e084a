"""Where to go next when a page asks to come back."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme


def left(request: HttpRequest) -> str:
    """The page that a request was sent from, "" when it is none of ours or did not say."""
    address = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if ours else ""


def back(request: HttpRequest, otherwise: str = "site:today") -> str:
    """The address in `next` when it is one of ours, else the page named."""
    address = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if ours else reverse(otherwise)
