"""A change of the decision is said with the button that goes back to the decision as it stood before."""

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse

from orchestre_web.accounts.access import own_place
from orchestre_web.shortlist import queries
from orchestre_web.shortlist.access import access_board
from orchestre_web.site.undoing import say_with_undo


def say_changed(request: HttpRequest, call_id: int, said: str, *, here: str = "") -> None:
    """`here`: the page the button comes back to, the criteria without it. Who may judge alone is told without it."""
    call = access_board(request.user, call_id)
    before = queries.change_before_last(call)
    if before is None or not own_place(request, call.company_id).may_edit:
        messages.success(request, said)
        return
    say_with_undo(request, said, reverse("shortlist:restore", args=[call_id, before]), here=here)
