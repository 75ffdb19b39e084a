"""The replies to one public post, fetched by its address."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from orchestre.basics import OrchestreError
from orchestre_web.calls import actions
from orchestre_web.calls.views.common import reader
from orchestre_web.site import words


@require_POST
def from_mastodon(request: HttpRequest, call_id: int) -> HttpResponse:
    """Begins to ask the server of the post; the page of the progress follows."""
    address = request.POST.get("address", "").strip()[:500]
    try:
        job = actions.fetch_thread(user=reader(request), call_id=call_id, address=address)
    except OrchestreError as error:
        messages.error(request, words.say(error.code, **error.values))
        return redirect("calls:receive", call_id)
    return redirect("jobs:job", job.pk)
