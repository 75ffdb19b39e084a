"""What the frame of every page needs."""

from typing import Any

from django.http import HttpRequest

from orchestre_web.site import rooms, words

THEMES = ("auto", "light", "dark")


def page(request: HttpRequest) -> dict[str, Any]:
    theme = request.COOKIES.get("theme", "auto")
    name = request.resolver_match.app_name if request.resolver_match else ""
    return {
        "language": words.language(),
        "theme": theme if theme in THEMES else "auto",
        "steps": rooms.steps() if getattr(request, "user", None) and request.user.is_authenticated else (),
        "room": name,
        "here": request.get_full_path(),
    }
