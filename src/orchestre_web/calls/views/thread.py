"""The replies to one public post, fetched by its address."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from orchestre_web.accounts.access import reader
from orchestre_web.calls import actions
from orchestre_web.site.trying import outcome


@require_POST
def from_mastodon(request: HttpRequest, call_id: int) -> HttpResponse:
    """Begins to ask the server of the post; the page of the progress follows."""
    address = request.POST.get("address", "").strip()[:500]
    job = outcome(request, lambda: actions.fetch_thread(user=reader(request), call_id=call_id, address=address))
    return redirect("calls:receive", call_id) if job is None else redirect("jobs:job", job.pk)
