"""A call with its board, for the pages of the choice."""

from django.utils import timezone

from orchestre_web.shortlist import actions, drafting
from orchestre_web.shortlist.models import DecisionChange
from tests.orchestre_web.people import People
from tests.orchestre_web.shortlist import calls_for_tests as made


def objects(people: People) -> dict[str, object]:
    now = timezone.now()
    call = made.call_of(people.company, "Forfait 4 000 € HT, 5 ans d'expérience.", "Forfait de 6 000 € HT.")
    standing = actions.board(call, now=now)
    assert standing is not None
    ranking = actions.store_ranking(
        user=people.users["owner"],
        call_id=call.pk,
        points=drafting.points(standing.decision.document),
        language="fr",
        now=now,
    )
    return {
        "board_call": call.pk,
        "board_change": DecisionChange.objects.get(decision__call=call).pk,
        "board_ranking": ranking.pk,
        "board_reply": call.replies.earliest("position").pk,
        "bare_call": made.call_of(people.company, "Forfait de 4 000 € HT.", facts={}).pk,
    }
