"""What a phone shares with the installed pages: kept in the page until a call is chosen."""

from base64 import b64encode
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from orchestre_web.accounts.access import current_membership
from orchestre_web.accounts.roles import Role
from orchestre_web.calls import forms
from orchestre_web.calls.limits import MOST_SHARED
from orchestre_web.calls.views.delivering import MOST_HELD
from orchestre_web.site import words

MOST_CALLS = 50


@login_not_required
@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """What makes the pages an app that other apps can share to."""
    icons = [{"src": static(f"calls/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png",
              "purpose": "any maskable"} for size in (192, 512)]  # fmt: skip
    home = reverse("site:today")
    return JsonResponse(
        {
            "name": "Orchestre",
            "short_name": "Orchestre",
            "id": home,
            "start_url": home,
            "scope": home,
            "lang": words.language(),
            "display": "standalone",
            "background_color": "#FBFAF7",
            "theme_color": "#FBFAF7",
            "icons": [*icons, {"src": static("site/mark.svg"), "sizes": "any", "type": "image/svg+xml"}],
            "share_target": {
                "action": reverse("calls:share"),
                "method": "POST",
                "enctype": "multipart/form-data",
                "params": {
                    "title": "title",
                    "text": "text",
                    "url": "url",
                    "files": [{"name": "files", "accept": forms.ACCEPTED.split(",")}],
                },
            },
        },
        content_type="application/manifest+json",
    )


@csrf_exempt  # another app posts here; nothing is changed by it: the page asks which call receives, with its own token
@login_not_required
@require_http_methods(["GET", "POST"])
def share(request: HttpRequest) -> HttpResponse:
    """What was shared, and the calls that may receive it.

    A browser may keep the log-in back from a request that another site makes: what was shared stays in the page, whose
    own button asks again.
    """
    shared = _shared(request)
    held, too_large = _held(request)
    values: dict[str, Any] = {"shared": shared, "held": held, "too_large": too_large, "asked": request.method == "POST"}
    if not request.user.is_authenticated:
        response = render(request, "calls/share_stranger.html", values)
        # The token of this browser's open pages was kept back too: it must not be replaced by a new one.
        request.META.pop("CSRF_COOKIE_NEEDS_UPDATE", None)
        return response
    membership = current_membership(request)
    may = membership is not None and Role(membership.role).may(Role.EDITS)
    calls = (
        membership.company.calls.filter(demonstration=False).order_by("-created_at")[:MOST_CALLS]
        if membership is not None and may
        else []
    )
    return render(request, "calls/share.html", values | {"calls": calls})


def _shared(request: HttpRequest) -> dict[str, str]:
    """Title and words; the address stands under the words that do not hold it. The title of a file is no message."""
    given = {name: request.POST.get(name, "") for name in ("title", "text", "url")}
    words_ = given["text"]
    if given["url"] and given["url"] not in words_:
        words_ = f"{words_}\n{given['url']}".strip()
    if given["title"] and not words_ and not (request.FILES or request.POST.get("held_name")):
        words_ = given["title"]
    return {"title": " ".join(given["title"].split())[:200], "text": words_}


def _held(request: HttpRequest) -> tuple[list[tuple[str, str]], bool]:
    """Names and bytes (base64) of the files, from another app or from the page that asked before."""
    held = list(zip(request.POST.getlist("held_name"), request.POST.getlist("held_data"), strict=False))
    size = sum(len(data) for _, data in held)
    too_large = bool(getattr(request, "too_large", []))
    for file in request.FILES.getlist("files"):
        size += (file.size or 0) * 4 // 3
        if size > MOST_SHARED * 4 // 3:
            too_large = True
            continue
        held.append((file.name or "?", b64encode(file.read()).decode()))
    return held[:MOST_HELD], too_large or len(held) > MOST_HELD
