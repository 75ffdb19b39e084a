"""A call with lots, for the pages of the teams."""

from django.utils import timezone

from orchestre_web.shortlist import actions as choosing
from orchestre_web.teams import actions
from tests.orchestre_web.people import People
from tests.orchestre_web.shortlist import calls_for_tests as made


def objects(people: People) -> dict[str, object]:
    call = made.call_of(people.company, "PrestaShop, 4 000 € HT, forfait.", "Caisse, 6 000 € HT, forfait.")
    now = timezone.now()
    choosing.decision_of(call, now=now)
    entry = {"label": "Le site", "criteria": ["prestashop"], "share": 50}
    actions.add_lot(user=people.users["owner"], call_id=call.pk, entry=entry, now=now)
    uncut = made.call_of(people.company, "PrestaShop, 4 000 € HT, forfait.", "Caisse, 6 000 € HT, forfait.")
    choosing.board(uncut, now=now)
    return {"teams_call": call.pk, "teams_uncut": uncut.pk}
