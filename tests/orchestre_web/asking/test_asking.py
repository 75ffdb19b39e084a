"""Whom to ask what: the answer first, a message a person, what was sent, what came back and what it changed."""

import re
from email import message_from_bytes

import pytest
from django.test import Client
from django.urls import reverse

from orchestre_web.asking.models import Asked, Question
from orchestre_web.calls.models import Call
from tests.orchestre_web.people import People
from tests.orchestre_web.queries import at_most
from tests.orchestre_web.shortlist import calls_for_tests as made

NARROW = "\u202f"
FIRST = "Forfait de 5 000 € HT, 5 ans d'expérience, disponible de suite. ana@exemple.example"
UNSAID = "Je peux faire votre boutique, disponible de suite, 6 ans d'expérience."


@pytest.fixture
def owner(people: People) -> Client:
    return people.clients["owner"]


@pytest.fixture
def call(people: People) -> Call:
    return made.call_of(people.company, FIRST, UNSAID, authors=("Ana Béal", "Léo Caradec"))


def words(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return plain(answer.content.decode())


def plain(html: str) -> str:
    text = re.sub("<[^>]+>", " ", re.sub("<textarea.*?</textarea>", "", html, flags=re.DOTALL))
    return " ".join(text.split()).replace(NARROW, " ").replace("\u00a0", " ")


def test_the_first_question_stands_first(owner: Client, call: Call) -> None:
    said = words(owner, reverse("asking:home", args=[call.pk]))
    print(said)
    assert 0
