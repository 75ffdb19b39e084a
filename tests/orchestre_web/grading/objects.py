"""A call with a criterion graded by hand, and a grade of the owner's."""

from django.utils import timezone

from orchestre_web.calls.models import Call
from orchestre_web.grading import actions
from orchestre_web.shortlist import actions as boards
from orchestre_web.shortlist import drafting
from orchestre_web.shortlist.forms import ByHand
from tests.orchestre_web.people import People
from tests.orchestre_web.shortlist import calls_for_tests as made

KEY = "ecriture"


def by_hand(people: People, call: Call, *, name: str = "Écriture", levels: str = "", points: int = 5) -> str:
    """The key of a new criterion, added as its form does."""
    form = ByHand({"quality": name, "levels": levels})
    assert form.is_valid(), form.errors
    entry = {**form.entry(), "points": points}
    boards.board(call, now=timezone.now())
    boards.add_criterion(user=people.users["owner"], call_id=call.pk, entry=entry, now=timezone.now())
    boards.board(call, now=timezone.now())
    return drafting.key_of(name)


def objects(people: People) -> dict[str, object]:
    call = made.call_of(people.company, "Forfait 4 000 € HT, 5 ans d'expérience.", "Forfait de 6 000 € HT.")
    key = by_hand(people, call)
    reply = call.replies.earliest("position")
    owner = people.users["owner"]
    actions.grade(user=owner, call_id=call.pk, reply_id=reply.pk, key=key, mark=2, now=timezone.now())
    return {"graded_call": call.pk, "graded_reply": reply.pk, "graded_key": key}
