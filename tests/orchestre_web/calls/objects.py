"""A call with one file read and one that waits for its columns, for the pages of calls."""

import io
from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from orchestre_web.calls import actions, after_import
from orchestre_web.calls.importing import Import
from orchestre_web.calls.models import Call, Correction, Delivery, Erasure
from orchestre_web.calls.states import DeliveryState
from tests.orchestre_web.people import People

LETTERS = """Nom;Message;Tarif
Ana Béal;"Je propose de refaire votre boutique pour 4 500 € HT, disponible en janvier.";4 500 € HT
Léo Caradec;Quel est votre budget ?;
Mina Dorval;;
Ana Béal;"Je propose de refaire votre boutique pour 4 500 € HT, disponible en janvier.";4 500 € HT
"""
UNSURE = "Nom;Prénom;Ville;Remarque\nBéal;Ana;Lille;oui\n"
LETTER = (
    "Bonjour, je suis {name}, développeur PrestaShop à {town} depuis {years} ans. Je refais votre boutique en ligne "
    "pour {price} € HT, reprise du catalogue comprise, avec une mise en ligne soignée et une formation de votre "
    "équipe. Je reste à votre disposition pour en parler de vive voix. Bien à vous, {name}"
)
SENDERS = (
    ("Ana Béal", "Lille", 7, 4500), ("Léo Caradec", "Brest", 12, 4700), ("Mina Dorval", "Nantes", 3, 5100),
    ("Zoé Ferrand", "Metz", 9, 3900), ("Hugo Garnel", "Pau", 5, 4200),
)  # fmt: skip
ALONE = '\nIris Humel;"Agence à Caen, 11 000 € HT pour le tout, disponible en mars, dix boutiques livrées."\n'


def five_letters(senders: Iterable[tuple[str, str, int, int]] = SENDERS) -> str:
    """One letter under these names, and somebody else's."""
    rows = (
        f'{name};"{LETTER.format(name=name, town=town, years=years, price=price)}"'
        for name, town, years, price in senders
    )
    return "Nom;Message\n" + "\n".join(rows) + ALONE


def read_here(delivery: Delivery) -> Delivery:
    """Read by this process, without the queue: `objects` may stand inside a transaction."""
    delivery.state, delivery.run = DeliveryState.RUNNING, delivery.run + 1
    delivery.save()
    step, checkpoint = Import(delivery.pk).step, None
    while True:
        with transaction.atomic():
            chunk = step(checkpoint)
        if chunk.checkpoint is None:
            after_import.prepare(Call.objects.get(pk=delivery.call_id))
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
        "correction": correction.pk, "erasure": Erasure.objects.create(company=people.company).pk,
    }  # fmt: skip
