"""Who wrote twice: pairs that wait for the owner's word, side by side, and what is one person's already."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from orchestre_web.accounts.access import reader
from orchestre_web.calls import actions, queries, shown_pairs
from orchestre_web.calls.access import access_call
from orchestre_web.calls.models import LinkState
from orchestre_web.calls.views.common import page_of
from orchestre_web.site import words
from orchestre_web.site.forms import row_number
from orchestre_web.site.undoing import say_with_undo

BELOW = 10
"""Of what is merged already, shown under what waits."""


@require_safe
def same_person(request: HttpRequest, call_id: int) -> HttpResponse:
    """`?liste=`: what waits (with the first of what is merged below), what is merged, what was told apart."""
    known = access_call(request.user, call_id)
    asked = request.GET.get("liste", "")
    shelf = LinkState(asked) if asked in LinkState else LinkState.PROPOSED
    counts = queries.person_counts(known)
    page = page_of(request, queries.person_links(known, shelf), 10)
    below = queries.person_links(known, LinkState.MERGED)[:BELOW] if shelf == LinkState.PROPOSED else ()
    return render(
        request,
        "calls/same_person.html",
        {
            "call": known,
            "part": "same",
            "shelf": shelf.value,
            "shelves": [(state.value, counts[state.value]) for state in (*_ORDER,)],
            "counts": counts,
            "page": page,
            "pairs": [shown_pairs.pair(link) for link in page.object_list],
            "below": [shown_pairs.pair(link) for link in below],
        },
    )


_ORDER = (LinkState.PROPOSED, LinkState.MERGED, LinkState.REFUSED)


@require_POST
def say_same_person(request: HttpRequest, call_id: int) -> HttpResponse:
    """`earlier` and `later`: two replies; `same`: "yes" or "no". Comes back to the next pair."""
    earlier, later = (row_number(request.POST.get(name, "")) for name in ("earlier", "later"))
    same = {"yes": True, "no": False}.get(request.POST.get("same", ""))
    if earlier is None or later is None or same is None:
        raise Http404
    said = actions.say_same_person(
        user=reader(request), call_id=call_id, reply_id=later, other_id=earlier, same=same, now=timezone.now()
    )
    here = reverse("calls:same_person", args=[call_id])
    address = reverse("calls:undo", args=[call_id, later, said.pk])
    sentence = words.say_safely("calls.said_same" if same else "calls.said_two")
    say_with_undo(request, sentence, address, here=here)
    shelf = request.POST.get("shelf", "")
    return redirect(f"{here}?liste={shelf}" if shelf in LinkState else f"{here}#suivante")
