"""A call whose offers stand in order, for the pages of the answers."""

from django.utils import timezone

from orchestre_web.shortlist import actions
from tests.orchestre_web.people import People
from tests.orchestre_web.shortlist import calls_for_tests as made


def objects(people: People) -> dict[str, object]:
    call = made.call_of(people.company, "Forfait 4 000 € HT, 5 ans d'expérience.", "Forfait de 6 000 € HT.")
    actions.board(call, now=timezone.now())
    return {"letters_call": call.pk, "letters_reply": call.replies.earliest("position").pk}
