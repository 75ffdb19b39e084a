"""What the frame of every page needs."""

from functools import cache
from types import ModuleType
from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from orchestre_web.site import rooms, words

THEMES = ("auto", "light", "dark")


def page(request: HttpRequest) -> dict[str, Any]:
    theme = request.COOKIES.get("theme", "auto")
    name = request.resolver_match.app_name if request.resolver_match else ""
    return {
        "language": words.language(),
        "theme": theme if theme in THEMES else "auto",
        "steps": rooms.steps() if getattr(request, "user", None) and request.user.is_authenticated else (),
        "room": rooms.OF_STEP.get(name, name),
        "here": request.get_full_path(),
        "banners": SimpleLazyObject(lambda: _banners(request)),
    }


def _banners(request: HttpRequest) -> list[dict[str, Any]]:
    """What rooms have to say at the top of a whole page; looked for when a frame is drawn, never for a part."""
    if getattr(request, "user", None) is None or not request.user.is_authenticated:
        return []
    told = (module.banner(request) for module in _modules())
    return [each for each in told if each is not None]


@cache
def _modules() -> tuple[ModuleType, ...]:
    return tuple(rooms.modules("banner"))
