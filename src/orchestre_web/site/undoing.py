"""Saying what was done, with the button that takes it back at once."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe


def say_with_undo(
    request: HttpRequest, said: str, address: str, *, here: str = "", sent: Mapping[str, str] | None = None
) -> None:
    """`said` is a sentence, safe or escaped here; the button posts `sent` to `address` and comes back to `here`, or
    where the address itself leads."""
    values = {"said": said, "address": address, "here": here, "sent": dict(sent or {})}
    told = render_to_string("site/undo_at_once.html", values, request)
    messages.success(request, mark_safe(told))  # noqa: S308 - a template of ours, its values escaped
