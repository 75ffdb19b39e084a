"""The rule of the choice stands before the first reply can be known; what changes later is told, with its reason."""

import io
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from docx import Document as read_docx

from orchestre_web.calls import actions as calls
from orchestre_web.calls import demo
from orchestre_web.calls.models import Call
from orchestre_web.shortlist.models import Decision, DecisionChange
from tests.orchestre_web.calls.objects import LETTERS, deliver
from tests.orchestre_web.people import People

FACTS = {"budget_floor": 3000, "budget_ceiling": 12000, "days": 15, "months": None}


def begin(people: People, facts: dict[str, int | None] = FACTS) -> Call:
    return calls.create_call(
        user=people.users["owner"],
        company_id=people.company.pk,
        need_text="Refaire notre boutique PrestaShop",
        language="fr",
        today=date(2026, 10, 12),
        facts=facts,
        now=timezone.now(),
    )


@pytest.fixture
def owner(people: People) -> Client:
    return people.clients["owner"]


def text_of(owner: Client, call: Call, page: str = "criteria") -> str:
    return str(owner.get(reverse(f"shortlist:{page}", args=[call.pk])).content.decode())


def test_a_call_with_a_budget_begins_with_its_rule(people: People) -> None:
    call = begin(people)
    decision = Decision.objects.get(call=call)
    first = DecisionChange.objects.get(decision=decision)
    assert first.at == call.created_at
    assert first.sha256 == decision.sha256
    assert [entry["key"] for entry in decision.document["criterion"]] == ["years", "start", "prestashop"]


def test_without_a_budget_the_rule_waits_for_one(people: People, owner: Client) -> None:
    call = begin(people, {})
    assert not Decision.objects.filter(call=call).exists()
    deliver(call, LETTERS)
    owner.post(reverse("shortlist:state_budget", args=[call.pk]), {"floor": "3000", "ceiling": "9000"})
    assert "après la première réponse" in text_of(owner, call)


def test_the_page_of_the_rules_and_the_paper_say_it_was_before(people: People, owner: Client) -> None:
    call = begin(people)
    assert "avant toute réponse" in text_of(owner, call)
    deliver(call, LETTERS)
    assert "avant la première réponse" in text_of(owner, call)
    assert "avant la première réponse" in text_of(owner, call, "page")


def test_what_changes_afterwards_waits_for_its_reason(people: People, owner: Client) -> None:
    call = begin(people)
    owner.post(reverse("shortlist:keep_points", args=[call.pk]), {"p_price": "6"})
    assert "1 changement depuis" not in text_of(owner, call)
    deliver(call, LETTERS)
    owner.post(reverse("shortlist:keep_points", args=[call.pk]), {"p_price": "1"})
    assert "1 changement depuis" in text_of(owner, call)
    assert "Sans raison notée" in text_of(owner, call)
    today = owner.get(reverse("site:today")).content.decode()
    assert "Dire pourquoi" in today
    change = DecisionChange.objects.order_by("pk").last()
    assert change is not None
    owner.post(reverse("shortlist:say_why", args=[call.pk, change.pk]), {"why": "Le budget a baissé"})
    assert "Dire pourquoi" not in owner.get(reverse("site:today")).content.decode()
    assert "Sans raison notée" not in text_of(owner, call)
    response = owner.get(reverse("shortlist:paper", args=[call.pk, "dossier", "docx"]))
    words = "\n".join(p.text for p in read_docx(io.BytesIO(bytes(response.content))).paragraphs)
    assert "avant la première réponse" in words


def test_the_example_is_frozen_before_its_replies(people: People, owner: Client) -> None:
    demo.seed(company=people.company, owner=people.users["owner"])
    assert "avant la première réponse" in text_of(owner, Call.objects.get())


@pytest.fixture(autouse=True)
def _database(transactional_db: None) -> None:
    """Reading runs in the request."""
