"""Everybody is answered: the groups, a letter, what was sent; with the keyboard and without scripts."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from orchestre_web.accounts.models import User
from orchestre_web.answers.models import Sending
from orchestre_web.calls import demo
from orchestre_web.calls.models import Call
from tests.orchestre_web.people import People
from tests.orchestre_web.shortlist import calls_for_tests as made


@pytest.fixture
def call(people: People) -> Call:
    demo.seed(company=people.company, owner=people.users["owner"])
    return Call.objects.get()


def test_everybody_can_read_them(call: Call, people: People, readable: Callable[[User, str, str], None]) -> None:
    owner = people.users["owner"]
    first = call.replies.filter(kind="offer", folded=False).earliest("position")
    people.clients["owner"].post(reverse("answers:choose", args=[call.pk, first.pk]), {"kind": "in_place"})
    people.clients["owner"].post(reverse("answers:mark_group_sent", args=[call.pk, "recommandations"]))
    for name, address in (
        ("answers", reverse("answers:home", args=[call.pk])),
        ("answers-first", reverse("answers:group", args=[call.pk, "premiers"])),
        ("answers-questions", reverse("answers:group", args=[call.pk, "questions"])),
        ("answers-nothing", reverse("answers:group", args=[call.pk, "rien-a-envoyer"])),
        ("answers-letter", reverse("answers:letter", args=[call.pk, first.pk])),
        ("answers-register", reverse("answers:register", args=[call.pk])),
        ("answers-in-place", reverse("answers:in_place", args=[call.pk])),
    ):
        readable(owner, address, name)


def test_the_provider_of_today_who_did_not_answer_is_noted_without_scripts(
    people: People, open_as: Callable[..., Page]
) -> None:
    call = made.call_of(people.company, "Forfait 4 000 € HT, 5 ans d'expérience.", "Forfait de 6 000 € HT.")
    page = open_as(people.users["owner"], reverse("answers:home", args=[call.pk]), scripts=False, width=390)
    page.get_by_role("link", name="Il n’a pas répondu : le noter").press("Enter")
    page.get_by_label("Son nom").fill("Agence Rivage")
    page.get_by_label("Ce qu’il fait pour vous").fill("Contrat : maintenance PrestaShop, 450 € HT par mois.")
    page.get_by_role("button", name="Voir ce qu’il couvre").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("C’est noté")
    page.get_by_role("link", name="Agence Rivage : ce que ses mots couvrent").click()
    expect(page.locator("#in-place-title ~ .table-box")).to_contain_text("450 € HT par mois")
    expect(page.locator("textarea").first).to_contain_text("nous tenons à vous le dire nous-mêmes")


@pytest.mark.parametrize("scripts", [True, False])
def test_the_first_ones_are_written_to_and_noted(
    scripts: bool, call: Call, people: People, open_as: Callable[..., Page]
) -> None:
    page = open_as(people.users["owner"], reverse("answers:home", args=[call.pk]), scripts=scripts, width=390)
    page.get_by_role("link", name="Commencer par : Les premiers").click()
    letter = page.locator("li", has=page.locator("textarea[lang=fr]")).first
    letter.get_by_text("Lire et copier sa lettre").click()
    text = letter.get_by_label("Texte")
    assert "vous êtes parmi les premiers" in text.input_value()
    letter.get_by_role("button", name="C’est envoyé").click()
    expect(page.get_by_text("1 lettre notée comme envoyée")).to_be_visible()
    assert Sending.objects.count() == 1
    page.get_by_role("button", name="Annuler l’envoi").first.click()
    expect(page.get_by_text("L’envoi est annulé")).to_be_visible()
    assert Sending.objects.count() == 2
