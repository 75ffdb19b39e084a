"""Doing what was asked, and saying how it went on the page that follows."""

from collections.abc import Callable
from typing import TypeVar

from django.contrib import messages
from django.http import HttpRequest

from orchestre.basics import OrchestreError
from orchestre_web.site import words

Made = TypeVar("Made")


def outcome(request: HttpRequest, act: Callable[[], Made]) -> Made | None:
    """What it made; None once the next page is to say what went wrong."""
    try:
        return act()
    except OrchestreError as error:
        messages.error(request, words.say(error.code, **error.values))
        return None


def tried(request: HttpRequest, act: Callable[[], object], done: str = "") -> bool:
    """Do it and say so (`done`: the code of a sentence), or say what went wrong; the next page shows either."""
    try:
        act()
    except OrchestreError as error:
        messages.error(request, words.say(error.code, **error.values))
        return False
    if done:
        messages.success(request, words.say(done))
    return True
