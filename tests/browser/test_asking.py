"""Whom to ask what, as people meet it: from the board to the answer that comes back, with the keyboard, no scripts."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from orchestre_web.accounts.models import User
from orchestre_web.asking.models import Asked
from orchestre_web.calls import demo
from orchestre_web.calls.models import Call, Correction
from tests.orchestre_web.people import People


@pytest.fixture
def call(people: People) -> Call:
    demo.seed(company=people.company, owner=people.users["owner"])
    return Call.objects.get()


def test_everybody_can_read_them(
    call: Call, people: People, open_as: Callable[..., Page], readable: Callable[[User, str, str], None]
) -> None:
    owner, client = people.users["owner"], people.clients["owner"]
    home = reverse("asking:home", args=[call.pk])
    readable(owner, home, "asking")
    page = open_as(owner, home)
    name = page.locator(".people h3 a").first
    person = name.get_attribute("href")
    assert person is not None
    readable(owner, person, "asking-person")
    reply = int(person.rstrip("/").rpartition("/")[2])
    client.post(reverse("asking:mark_sent", args=[call.pk, reply]))
    readable(owner, home, "asking-waiting")
    readable(owner, person, "asking-answer")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_price_is_asked_and_its_answer_noted(
    scripts: bool, call: Call, people: People, open_as: Callable[..., Page]
) -> None:
    board = reverse("shortlist:board", args=[call.pk])
    page = open_as(people.users["owner"], board, scripts=scripts, width=390)
    page.get_by_text("Voir autrement, inviter à juger").press("Enter")
    page.get_by_role("navigation", name="Autres vues du classement").get_by_role(
        "link", name="Questions à poser"
    ).press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Demandez d’abord à")
    card = page.locator(".people > li").first
    assert "Bonjour" in card.locator("textarea").input_value()
    card.get_by_role("button", name="C’est envoyé").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("C’est noté")
    asked = Asked.objects.get()
    page.get_by_role("link", name="Noter sa réponse").first.press("Enter")
    page.get_by_label("Ses mots").fill(
        "Ce serait 9 000 € HT pour tout, je commence le 5 janvier 2027, 8 ans de métier."
    )
    page.get_by_role("button", name="Lire ces mots").press("Enter")
    expect(page.get_by_text("Voici ce qui a été lu dans ses mots")).to_be_visible()
    assert not Correction.objects.exists()
    page.get_by_role("button", name="Enregistrer les réponses").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("le classement est à jour")
    assert Correction.objects.exists()
    assert asked.questions.filter(state="answered").exists()
    page.get_by_role("button", name="Annuler cette réponse").first.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("attendez de nouveau")
