"""Taking what a form brings: files and a pasted text."""

from base64 import b64decode
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from orchestre_web.accounts.access import reader
from orchestre_web.calls import actions, forms, limits
from orchestre_web.calls.models import Call, Delivery
from orchestre_web.site import words

MOST_HELD = 20
"""Files of one share."""


def too_large(request: HttpRequest, form: forms.Delivered) -> bool:
    names = getattr(request, "too_large", [])
    for name in names:
        form.add_error("dropped", words.say("calls.too_large", name=name, most=limits.MOST_BYTES // 1024**2))
    return bool(names)


def held_files(request: HttpRequest) -> list[UploadedFile[Any]]:
    """The files that a share left in the page until a call was chosen (`views.sharing`)."""
    held = zip(request.POST.getlist("held_name")[:MOST_HELD], request.POST.getlist("held_data"), strict=False)
    found: list[UploadedFile[Any]] = []
    for name, data in held:
        try:
            found.append(SimpleUploadedFile(name[-200:] or "?", b64decode(data, validate=True)))
        except (ValueError, SuspiciousFileOperation):
            continue
    return found


def _pasted_name(call: Call) -> str:
    """Texts pasted without a page's name are told apart by their number."""
    before = call.deliveries.filter(kind=Delivery.Kind.PASTE).count()
    return words.say("calls.pasted_again", n=before + 1) if before else words.say("calls.pasted_name")


def deliver(request: HttpRequest, known: Call, form: forms.Delivered) -> HttpResponse:
    """Take every file and the pasted text, then go where the eye is needed."""
    user, now = reader(request), timezone.now()
    took: list[Delivery] = []

    def take(receive_one: Callable[[], Delivery]) -> None:
        try:
            took.append(receive_one())
        except actions.AlreadyReceived as error:
            messages.info(request, words.say(error.code, **error.values))
        except (actions.CallOver, actions.OnlyAnExample) as error:
            messages.error(request, words.say(error.code, **error.values))

    files, pasted = [*form.cleaned_data["dropped"], *held_files(request)], form.words
    alone = len(files) + bool(pasted.strip()) == 1
    for file in files:
        take(
            lambda file=file: actions.receive_file(  # type: ignore[misc]
                user=user, call_id=known.pk, name=file.name or "?", file=file.file, size=file.size or 0, now=now,
                alone=alone,
            )
        )  # fmt: skip
    if pasted.strip():
        name = " ".join(form.cleaned_data["page_name"].split())[:120] or _pasted_name(known)
        take(
            lambda: actions.receive_paste(
                user=user, call_id=known.pk, text=pasted, name=name, now=now, alone=alone
            )
        )  # fmt: skip
    if alone and took:
        return redirect("calls:delivery", known.pk, took[0].pk)
    return redirect("calls:receive", known.pk)
