"""The call of the demonstration company: invented people, read by the same way as any file."""

import io
from datetime import date
from importlib import resources

from django.db import transaction
from django.utils import timezone

from orchestre_web.accounts.models import Company, User
from orchestre_web.calls import actions
from orchestre_web.calls.importing import Import
from orchestre_web.calls.models import Call, Delivery
from orchestre_web.calls.preparing import prepare
from orchestre_web.calls.states import DeliveryState
from orchestre_web.need import actions as needs

TITLE = "Refaire la boutique en ligne des Ateliers du Nord"
NEED = (
    "Refaire notre boutique en ligne (600 produits, PrestaShop vieillissant, Click & Collect, stock relié à la "
    "caisse), démarrage souhaité en janvier 2027, puis suivi mensuel."
)
SECTOR, HEADCOUNT = "ateliers et vente de mobilier", 24
FACTS = {"budget_floor": 8_000, "budget_ceiling": 20_000, "days": 30, "months": 12}
NAME = "reponses-demonstration.jsonl"


def seed(*, company: Company, owner: User) -> None:
    """Make the call and read its replies, here and now. Again, it changes nothing; a start that was cut is finished."""
    call = company.calls.filter(demonstration=True).first()
    if call is None:
        call = Call.objects.create(
            company=company, title=TITLE, need_text=NEED, reference_date=date(2026, 10, 12), first_facts=FACTS,
            demonstration=True, created_by=owner,
        )  # fmt: skip
        actions.begun(call, now=call.created_at)
        # After its rule: the example keeps the criteria that its tour speaks of.
        call.need_version = needs.write_example(
            company=company, owner=owner, sentence=NEED, sector=SECTOR, headcount=HEADCOUNT, now=call.created_at
        )
        call.save(update_fields=["need_version"])
    delivery = call.deliveries.filter(name=NAME).first() or _deliver(call, owner)
    if not delivery.is_done:
        _read(delivery)
        prepare(call.pk)


def _deliver(call: Call, owner: User) -> Delivery:
    data = resources.files(__package__).joinpath("replies.jsonl").read_bytes()
    return actions.receive(
        call,
        user=owner,
        name=NAME,
        kind=Delivery.Kind.FILE,
        file=io.BytesIO(data),
        size=len(data),
        now=timezone.now(),
        at_once=False,
    )


def _read(delivery: Delivery) -> None:
    """Every chunk, one after another, without a worker."""
    step, checkpoint = Import(delivery.pk).step, None
    with transaction.atomic():
        delivery.move(DeliveryState.QUEUED)
        delivery.run += 1
        delivery.counts = {}
        delivery.save()
        while True:
            chunk = step(checkpoint)
            checkpoint = chunk.checkpoint
            if checkpoint is None:
                return
