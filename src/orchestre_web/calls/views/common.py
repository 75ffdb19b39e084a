"""What the pages of a call share."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest

from orchestre.basics import OrchestreError
from orchestre_web.accounts.models import User
from orchestre_web.site import words

ON_A_PAGE = 50


def reader(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def posted(request: HttpRequest) -> tuple[Any, Any]:
    """What a form is filled with; an empty one is a filled one too."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def page_of(request: HttpRequest, rows: Any, most: int = ON_A_PAGE) -> Any:
    return Paginator(rows, most).get_page(request.GET.get("page"))


def tried(request: HttpRequest, act: Callable[[], object], done: str = "") -> bool:
    """Do it and say so, or say what went wrong; the page that asked shows either."""
    try:
        act()
    except OrchestreError as error:
        messages.error(request, words.say(error.code, **error.values))
        return False
    if done:
        messages.success(request, words.say(done))
    return True
