"""Everything that is not ranked."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from orchestre_web.calls import actions, queries
from orchestre_web.calls.access import access_call
from orchestre_web.calls.views.common import page_of

TRAY = ("question", "referral", "chatter", "spam", "by_hand", "repeats", "left_out")


@require_safe
def tray(request: HttpRequest, call_id: int) -> HttpResponse:
    """Everything that is not ranked, by kind, with its reason and one click back."""
    known = access_call(request.user, call_id)
    sums = queries.sums(known)
    counts = dict(sums.set_aside) | {"by_hand": sums.by_hand, "repeats": sums.repeats, "left_out": sums.left_out}
    shelves = [(name, counts.get(name, 0)) for name in TRAY]
    asked = request.GET.get("sorte", "")
    shelf = asked if asked in TRAY else next((name for name, count in shelves if count), TRAY[0])
    page = page_of(request, queries.shelf(known, shelf))
    return render(
        request,
        "calls/tray.html",
        {
            "call": known,
            "part": "tray",
            "sums": sums,
            "shelves": shelves,
            "shelf": shelf,
            "page": page,
            "first_copies": queries.first_copies(known, page.object_list) if shelf == "repeats" else {},
            "board": actions.board_address(call_id),
        },
    )
