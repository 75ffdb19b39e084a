"""A call with a judge who sent, a guest with a link, and a choice that awaits approval."""

from typing import Any

from django.utils import timezone

from orchestre.decision.elicitation import OrderSaid
from orchestre_web.judging import actions
from orchestre_web.judging.models import Judge
from orchestre_web.judging.states import Part
from orchestre_web.shortlist import actions as boards
from tests.orchestre_web.people import People
from tests.orchestre_web.shortlist import calls_for_tests as made

OFFERS = ("Forfait 4 000 € HT, 1 an d'expérience.", "Forfait de 9 000 € HT, 12 ans d'expérience.")


def objects(people: People) -> dict[str, object]:
    now = timezone.now()
    owner = people.users["owner"]
    call = made.call_of(people.company, *OFFERS)
    standing = boards.board(call, now=now)
    assert standing is not None
    secret = actions.invite_judge(user=owner, call_id=call.pk, name="Une invitée", part=Part.FINANCE, now=now)
    statement = OrderSaid((("price",), ("years",)))
    actions.say(user=owner, call_id=call.pk, statement=statement, now=now)
    actions.set_limit(user=owner, company_id=people.company.pk, amount=1000, now=now)
    offer_id = standing.cells.summary["ids"][0]
    choice = actions.choose(user=owner, call_id=call.pk, offer_id=offer_id, why="", now=now)
    known: dict[str, Any] = {"call_id": call.pk, "choice_id": choice.pk, "approved": True, "reason": "D'accord."}
    actions.approve(user=people.users["judges"], now=now, **known)
    return {
        "judged_call": call.pk,
        "judge": Judge.objects.get(call=call, user=None).pk,
        "judge_secret": secret,
        "judge_offer": offer_id,
        "judge_statement": statement,
        "choice": choice.pk,
        "approval": choice.approvals.get().pk,
    }
