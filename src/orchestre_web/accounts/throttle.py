"""Slows down whoever guesses passwords: by account and by address, counted in the database that every server shares."""

import hashlib
import hmac
from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest

from orchestre_web.accounts.models import LogInFailure


def address_of(request: HttpRequest) -> str:
    """Where the request came from. Behind our own proxy, the last address it added; never one the visitor wrote."""
    if settings.BEHIND_PROXY:
        return request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


def _digest(kind: str, value: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), f"{kind}:{value}".encode(), hashlib.sha256).hexdigest()


def must_wait(*, email: str, address: str, now: datetime) -> bool:
    """Too many failures of this account, or from this address, in the last minutes."""
    lately = LogInFailure.objects.filter(at__gt=now - timedelta(seconds=settings.LOG_IN_WINDOW))
    account_failures = lately.filter(account=_digest("account", email)).count()
    address_failures = lately.filter(address=_digest("address", address)).count()
    return (
        account_failures >= settings.LOG_IN_FAILURES_PER_ACCOUNT
        or address_failures >= settings.LOG_IN_FAILURES_PER_ADDRESS
    )


def note_failure(*, email: str, address: str, now: datetime) -> None:
    """Written before the password is looked at, so that many tries at once are counted too."""
    LogInFailure.objects.filter(at__lt=now - timedelta(days=1)).delete()
    LogInFailure.objects.create(account=_digest("account", email), address=_digest("address", address), at=now)


def forgive(*, email: str) -> None:
    """The right password was given: the account's failures are forgotten, the address's are not."""
    LogInFailure.objects.filter(account=_digest("account", email)).delete()
