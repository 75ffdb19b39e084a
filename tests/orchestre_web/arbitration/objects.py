"""A decision that was kept."""

from django.utils import timezone

from orchestre_web.arbitration import actions
from orchestre_web.arbitration.models import Arbitration
from tests.orchestre_web.people import People

GIVEN = {"wrong_cost": [2.0, 5.0, 9.0], "wrong": [0.02, 0.02, 0.02]}


def kept_of_people(people: People) -> Arbitration:
    return actions.keep(
        user=people.users["owner"], company_id=people.company.pk, topic="assistant", given=GIVEN, language="fr",
        now=timezone.now(),
    )  # fmt: skip


def objects(people: People) -> dict[str, object]:
    return {"arbitration": kept_of_people(people).pk, "arbitration_topic": "assistant"}
