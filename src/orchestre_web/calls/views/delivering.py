"""Taking what a form brings: files and a pasted text."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from orchestre_web.calls import actions, forms, limits
from orchestre_web.calls.models import Call, Delivery
from orchestre_web.calls.views.common import reader
from orchestre_web.site import words


def too_large(request: HttpRequest, form: forms.Delivered) -> bool:
    names = getattr(request, "too_large", [])
    for name in names:
        form.add_error("dropped", words.say("calls.too_large", name=name, most=limits.MOST_BYTES // 1024**2))
    return bool(names)


def deliver(request: HttpRequest, known: Call, form: forms.Delivered) -> HttpResponse:
    """Take every file and the pasted text, then go where the eye is needed."""
    user, now = reader(request), timezone.now()
    took: list[Delivery] = []

    def take(receive_one: Callable[[], Delivery]) -> None:
        try:
            took.append(receive_one())
        except actions.AlreadyReceived as error:
            messages.info(request, words.say(error.code, **error.values))

    files, pasted = form.cleaned_data["dropped"], form.cleaned_data["pasted"]
    alone = len(files) + bool(pasted.strip()) == 1
    for file in files:
        take(
            lambda file=file: actions.receive_file(  # type: ignore[misc]
                user=user, call_id=known.pk, name=file.name or "?", file=file.file, size=file.size or 0, now=now,
                alone=alone,
            )
        )  # fmt: skip
    if pasted.strip():
        name = words.say("calls.pasted_name")
        take(
            lambda: actions.receive_paste(
                user=user, call_id=known.pk, text=pasted, name=name, now=now, alone=alone
            )
        )  # fmt: skip
    if alone and took:
        return redirect("calls:delivery", known.pk, took[0].pk)
    return redirect("calls:receive", known.pk)
