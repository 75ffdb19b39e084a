"""The company whose pages the reader is in, and the others."""

from typing import Any

from django.http import HttpRequest

from orchestre_web.accounts import access


def company(request: HttpRequest) -> dict[str, Any]:
    return {"membership": access.current_membership(request), "memberships": access.memberships(request)}
