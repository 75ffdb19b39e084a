"""Slows down whoever guesses passwords, counted in the database that every server shares, and keeps nobody out for it.

A wall around an account alone would be a way to keep its owner out: anybody can fail at it. So the count is of an
account from one address; an account tried from everywhere makes only those wait whose browser never entered it before.
"""

import hashlib
import hmac
import ipaddress
from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from orchestre_web.accounts.models import LogInFailure

DEVICE = "device"
"""The cookie of a browser that entered: one signed digest an account, most recent last."""
_DEVICE_LASTS = 365 * 24 * 3600  # seconds
_MOST_ACCOUNTS = 10
"""That one browser remembers."""


def address_of(request: HttpRequest) -> str:
    """Where the request came from. Behind our own proxy, the last address it added; never one the visitor wrote."""
    if settings.BEHIND_PROXY:
        return request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


def place_of(address: str) -> str:
    """What one line or one household has: an IPv4 address, the first 64 bits of an IPv6 one.

    >>> place_of("2001:db8::1") == place_of("2001:db8::ffff:2"), place_of("::ffff:192.0.2.1"), place_of("unknown")
    (True, '192.0.2.1', 'unknown')
    """
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(known, ipaddress.IPv4Address):
        return address
    if known.ipv4_mapped is not None:
        return str(known.ipv4_mapped)
    return str(ipaddress.ip_network((int(known) >> 64 << 64, 64)))


def _digest(kind: str, value: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), f"{kind}:{value}".encode(), hashlib.sha256).hexdigest()


def must_wait(*, email: str, address: str, now: datetime, known: bool = False) -> bool:
    """Too many failures in the last minutes: of this account from this address, from this address at all, or of this
    account from everywhere, unless the browser is `known` to have entered it."""
    lately = LogInFailure.objects.filter(at__gt=now - timedelta(seconds=settings.LOG_IN_WINDOW))
    of_account, from_here = _digest("account", email), _digest("address", place_of(address))
    return (
        lately.filter(account=of_account, address=from_here).count() >= settings.LOG_IN_FAILURES_PER_ACCOUNT
        or lately.filter(address=from_here).count() >= settings.LOG_IN_FAILURES_PER_ADDRESS
        or (not known and lately.filter(account=of_account).count() >= settings.LOG_IN_FAILURES_EVERYWHERE)
    )


def note_failure(*, email: str, address: str, now: datetime) -> None:
    """Written before the password is looked at, so that many tries at once are counted too."""
    LogInFailure.objects.filter(at__lt=now - timedelta(days=1)).delete()
    LogInFailure.objects.create(
        account=_digest("account", email), address=_digest("address", place_of(address)), at=now
    )


def forgive(*, email: str, address: str) -> None:
    """The right password was given here: its failures from here are forgotten, those from elsewhere are not."""
    LogInFailure.objects.filter(
        account=_digest("account", email), address=_digest("address", place_of(address))
    ).delete()


def remember_device(request: HttpRequest, response: HttpResponse, *, email: str) -> None:
    """This browser entered the account by its password."""
    mine = _digest("device", email)
    kept = [*(each for each in _devices(request) if each != mine), mine][-_MOST_ACCOUNTS:]
    response.set_cookie(
        DEVICE, signing.dumps(kept, salt=DEVICE), max_age=_DEVICE_LASTS, httponly=True, samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip


def is_known(request: HttpRequest, *, email: str) -> bool:
    return _digest("device", email) in _devices(request)


def _devices(request: HttpRequest) -> list[str]:
    try:
        kept: list[str] = signing.loads(request.COOKIES.get(DEVICE, ""), salt=DEVICE, max_age=_DEVICE_LASTS)
    except signing.BadSignature:
        return []
    return kept
