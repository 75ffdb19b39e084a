"""The replies to one public post, fetched by its address."""

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from orchestre.basics import OrchestreError
from orchestre_net.mastodon import Thread, fetch_thread
from orchestre_net.policy import Policy
from orchestre_web.accounts.roles import Role
from orchestre_web.calls import actions
from orchestre_web.calls.access import access_call
from orchestre_web.calls.views.common import reader
from orchestre_web.site import words

POLICY = Policy(seconds=10.0, all_seconds=25.0, requests=20)
"""Somebody waits for the answer: less time than a command takes."""
_FETCHING = threading.BoundedSemaphore(1)
"""One of the threads that answer pages may wait for another server; the others go on answering."""


class FetchUnderWay(OrchestreError):
    code = "calls.fetch_under_way"


@contextmanager
def _alone() -> Iterator[None]:
    """Raises FetchUnderWay instead of waiting."""
    if not _FETCHING.acquire(blocking=False):
        raise FetchUnderWay
    try:
        yield
    finally:
        _FETCHING.release()


@require_POST
def from_mastodon(request: HttpRequest, call_id: int) -> HttpResponse:
    """Asks the server of the post, then reads what came as any file."""
    known = access_call(request.user, call_id, Role.EDITS)
    address = request.POST.get("address", "").strip()[:500]
    try:
        with _alone():
            thread = fetch_thread(address, policy=POLICY)
        name = words.say("calls.thread_name", host=urlsplit(address).hostname or "Mastodon")
        delivery = actions.receive_file(
            user=reader(request), call_id=known.pk, name=name, file=io.BytesIO(thread.data), size=len(thread.data),
            now=timezone.now(),
        )  # fmt: skip
    except OrchestreError as error:
        messages.error(request, words.say(error.code, **error.values))
        return redirect("calls:receive", call_id)
    _say_what_is_missing(request, thread)
    return redirect("calls:delivery", call_id, delivery.pk)


def _say_what_is_missing(request: HttpRequest, thread: Thread) -> None:
    if thread.announced is not None and thread.announced > thread.direct:
        messages.info(request, words.say("calls.thread_missing", announced=thread.announced, direct=thread.direct))
    if thread.left:
        messages.info(request, words.say("calls.thread_left", n=thread.left))
    if thread.stopped is not None:
        messages.info(request, words.say(thread.stopped.code, **thread.stopped.values))
