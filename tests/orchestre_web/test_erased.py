"""What is erased leaves every table: the words of a reply, a call, a company."""

from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.test import Client
from django.urls import reverse

from orchestre_web.calls import actions
from orchestre_web.calls.models import Call, Delivery
from orchestre_web.calls.states import DeliveryState
from orchestre_web.jobs.models import Job
from orchestre_web.jobs.states import JobState
from orchestre_web.shortlist.models import Ranking
from tests.orchestre_web.calls.objects import call_of, deliver
from tests.orchestre_web.people import People

pytestmark = pytest.mark.django_db(transaction=True)

MARK = "Zéphyrine"
LETTERS = f"""Nom;Message;Tarif
{MARK} Quark;"Je propose de refaire votre boutique pour 4 500 € HT, disponible en janvier.";4 500 € HT
Ana Béal;"Je propose votre boutique PrestaShop pour 5 200 € HT, dix ans d'expérience.";5 200 € HT
{MARK};;
"""


def holding(mark: str) -> list[str]:
    """The columns of every table where the mark stands, in text, JSON or bytes."""
    found = []
    for model in apps.get_models():
        if model._meta.label == "sessions.Session":
            continue  # a message of the page that erased, gone once it is shown
        for row in model._default_manager.values():
            for name, value in row.items():
                text = bytes(value).decode(errors="replace") if isinstance(value, bytes | memoryview) else str(value)
                if mark in text:
                    found.append(f"{model._meta.label}.{name}")
    return sorted(set(found))


@pytest.fixture
def call(people: People) -> Call:
    call = call_of(people)
    deliver(call, LETTERS, f"{MARK}.csv")
    client = people.clients["owner"]
    assert client.get(reverse("shortlist:board", args=[call.pk])).status_code == 200
    assert client.post(reverse("shortlist:keep_ranking", args=[call.pk])).status_code == 302
    return call


def owner(people: People) -> dict[str, Any]:
    return {"user": people.users["owner"]}


def test_an_erased_reply_leaves_no_word(people: People, call: Call) -> None:
    call.left_out.all().delete()
    reply = call.replies.get(author__startswith=MARK)
    before = Ranking.objects.get().document
    actions.erase_reply(**owner(people), call_id=call.pk, reply_id=reply.pk)
    Call.objects.update(title="Boutique")
    assert holding(MARK) == []
    kept = Ranking.objects.get()
    after = kept.document
    assert after["erased"] == 1
    assert [e["rank"] for e in after["ranking"]] == [e["rank"] for e in before["ranking"]]
    assert [e["score"] for e in after["ranking"]] == [e["score"] for e in before["ranking"]]
    client: Client = people.clients["owner"]
    assert client.get(reverse("shortlist:ranking", args=[call.pk, kept.pk])).status_code == 200
    assert client.get(reverse("shortlist:board", args=[call.pk])).status_code == 200


def test_a_deleted_call_leaves_nothing(people: People, call: Call) -> None:
    failed = Job.objects.create(
        company=people.company, kind="calls.import", state=JobState.FAILED, error_values={"name": f"{MARK}.csv"}
    )
    Delivery.objects.update(job=failed, state=DeliveryState.FAILED)
    actions.delete_call(**owner(people), call_id=call.pk)
    assert holding(MARK) == []
    assert not Job.objects.filter(pk=failed.pk).exists()


def test_a_deleted_company_leaves_nothing(people: People, call: Call) -> None:
    people.company.delete()
    assert holding(MARK) == []
    own: list[type[models.Model]] = [m for m in apps.get_models() if any(f.name == "company" for f in m._meta.fields)]
    assert own
    assert [m._meta.label for m in own if m._default_manager.filter(company=people.company.pk).exists()] == []


def test_a_reading_stopped_before_it_began_can_begin_again(people: People) -> None:
    call = call_of(people)
    delivery = deliver(call, LETTERS, read=False)
    job = Job.objects.create(company=people.company, kind="calls.import", state=JobState.CANCELLED)
    Delivery.objects.filter(pk=delivery.pk).update(state=DeliveryState.QUEUED, job=job)
    response = people.clients["edits"].post(reverse("calls:read_again", args=[call.pk, delivery.pk]))
    assert response.status_code == 302
    assert Delivery.objects.get(pk=delivery.pk).is_done
