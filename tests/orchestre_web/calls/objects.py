"""A call with one file read and one that waits for its columns, for the pages of calls."""

import io
from datetime import date

from django.db import transaction
from django.utils import timezone

from orchestre_web.calls import actions
from orchestre_web.calls.importing import Import
from orchestre_web.calls.models import Call, Correction, Delivery
from orchestre_web.calls.states import DeliveryState
from tests.orchestre_web.people import People

LETTERS = """Nom;Message;Tarif
Ana Béal;"Je propose de refaire votre boutique pour 4 500 € HT, disponible en janvier.";4 500 € HT
Léo Caradec;Quel est votre budget ?;
Mina Dorval;;
Ana Béal;"Je propose de refaire votre boutique pour 4 500 € HT, disponible en janvier.";4 500 € HT
"""
UNSURE = "Nom;Prénom;Ville;Remarque\nBéal;Ana;Lille;oui\n"


def read_here(delivery: Delivery) -> Delivery:
    """Read by this process, without the queue: `objects` may stand inside a transaction."""
    delivery.state, delivery.run = DeliveryState.RUNNING, delivery.run + 1
    delivery.save()
    step, checkpoint = Import(delivery.pk).step, None
    while True:
        with transaction.atomic():
            chunk = step(checkpoint)
        if chunk.checkpoint is None:
            return Delivery.objects.select_related("call", "job").get(pk=delivery.pk)
        checkpoint = chunk.checkpoint


def call_of(people: People, need: str = "Refaire notre boutique en ligne") -> Call:
    return actions.create_call(
        user=people.users["owner"], company_id=people.company.pk, need_text=need, language="fr",
        today=date(2026, 11, 1), facts={"budget_floor": 2_000, "budget_ceiling": 9_000}, now=timezone.now(),
    )  # fmt: skip


def deliver(call: Call, text: str | bytes, name: str = "réponses.csv", *, read: bool = True) -> Delivery:
    data = text.encode() if isinstance(text, str) else text
    delivery = actions.receive(
        call, user=call.created_by, name=name, kind=Delivery.Kind.FILE, file=io.BytesIO(data), size=len(data),
        now=timezone.now(), at_once=False,
    )  # fmt: skip
    return read_here(delivery) if read else delivery


def objects(people: People) -> dict[str, object]:
    call = call_of(people)
    delivery = deliver(call, LETTERS)
    waiting = deliver(call, UNSURE, "colonnes.csv", read=False)
    offer = call.replies.get(kind="offer", folded=False)
    question = call.replies.get(kind="question")
    correction = Correction.objects.create(
        reply=offer, field="years_experience", value=4, by=people.users["owner"], at=timezone.now()
    )
    return {
        "call": call.pk, "delivery": delivery.pk, "waiting": waiting.pk, "offer": offer.pk, "question": question.pk,
        "correction": correction.pk,
    }  # fmt: skip
