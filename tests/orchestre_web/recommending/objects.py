"""A call with a link by which somebody trusted recommends."""

from django.utils import timezone

from orchestre_web.recommending import actions
from orchestre_web.recommending.models import Ask
from tests.orchestre_web.calls.objects import call_of
from tests.orchestre_web.people import People

SAID = {
    "whom": "Zoé Quark",
    "reach": "zoe@quark.example",
    "did": "Elle a refait notre boutique, tout marche encore.",
    "year": "2024",
    "paid": "4 500 €",
    "ties": ["client", "friend"],
    "agree": "on",
}


def objects(people: People) -> dict[str, object]:
    call = call_of(people, "Refaire notre vitrine")
    now = timezone.now()
    secret = actions.ask(user=people.users["owner"], call_id=call.pk, name="Claire Durand", what="comptable", now=now)
    return {"asked_call": call.pk, "ask": Ask.objects.get(call=call).pk, "ask_secret": secret}
