"""After the choice: from one sentence to the letters as people do it, with and without scripts; pages read by all."""

import re
from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from orchestre_web.accounts.models import User
from orchestre_web.answers.models import Sending
from orchestre_web.award.models import Award, Release
from orchestre_web.calls.models import Call
from orchestre_web.publishing import limits
from tests.orchestre_web.award.objects import chosen_call, signed_call
from tests.orchestre_web.people import People

SENTENCE = "Notre site est illisible sur téléphone, on veut le refaire pour 9 000 € avant l'été"
GUESTS = (
    ("Atelier Quark", "zoe@quark.example", "Nous refaisons votre site, 12 ans d'expérience.", "6 000"),
    ("Studio Béal", "ana@beal.example", "Site neuf, lisible sur téléphone, 3 ans d'expérience.", "8 000"),
)


@pytest.mark.parametrize("scripts", [True, False])
def test_from_the_sentence_to_the_letters(
    scripts: bool, people: People, open_as: Callable[..., Page], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "QUICKEST", limits.QUICKEST * 0)
    page = open_as(people.users["owner"], reverse("need:home"), scripts=scripts)
    page.get_by_label("Dites en une phrase").fill(SENTENCE)
    page.get_by_role("button", name="Écrire l’expression de besoin").click()
    page.get_by_role("link", name="Recevoir des réponses").click()
    page.get_by_role("button", name="Fixer la règle").click()
    call = Call.objects.get()

    page.goto(reverse("publishing:page", args=[call.pk]))
    page.get_by_role("button", name="Voir la page").click()
    page.get_by_role("button", name="Publier l’appel").click()
    link = page.get_by_label("Adresse de la page publique").input_value()
    for name, email, words, price in GUESTS:
        guest = open_as(None, link, scripts=scripts, width=390)
        guest.get_by_label("Ce que vous proposez").fill(words)
        guest.get_by_label("Mise en place").fill(price)
        guest.get_by_label("Votre nom").fill(name)
        guest.get_by_label("Adresse électronique").last.fill(email)
        guest.get_by_role("button", name="Envoyer l’offre").click()
        expect(guest.get_by_role("heading", level=1)).to_have_text("Votre offre est reçue")

    page.goto(reverse("shortlist:board", args=[call.pk]))
    expect(page.get_by_text("Atelier Quark").first).to_be_visible()
    page.goto(reverse("judging:decision", args=[call.pk]))
    page.get_by_label(re.compile("Atelier Quark")).check()
    page.locator("#id_why").fill("La plus claire.")
    page.locator("form.choose button").click()
    page.get_by_role("link", name="Suivre l’attribution").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("reste à le dire")
    page.get_by_role("button", name="Je n’ai aucun lien").click()
    page.goto(reverse("award:page", args=[call.pk]))
    page.get_by_role("button", name="Préparer les lettres").click()
    for group in ("premiers", "autres-offres"):
        page.goto(reverse("answers:group", args=[call.pk, group]))
        page.locator(f'form[action="{reverse("answers:mark_group_sent", args=[call.pk, group])}"] button').first.click()
    assert Sending.objects.count() == 2
    page.goto(reverse("award:page", args=[call.pk]))
    page.get_by_role("button", name="C’est annoncé").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("reste à signer")
    page.get_by_role("button", name="Noter la signature").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("est signé")
    page.get_by_label("une société française").check()
    page.get_by_role("button", name="Lister ses papiers").click()
    page.get_by_label("Vu sur papier").first.check()
    page.get_by_role("button", name=re.compile("^Noter Attestation")).click()
    expect(page.get_by_text("en règle").first).to_be_visible()
    page.get_by_role("link", name="Le dossier de l’attribution").click()
    expect(page.get_by_text("La plus claire.").first).to_be_visible()
    assert page.faults == []  # type: ignore[attr-defined]
    assert [row.tag for row in Release.objects.order_by("number")] == ["tender", "award", "contract"]
    assert Award.objects.get().state == "signed"


def test_everybody_can_read_them(people: People, readable: Callable[[User, str, str], None]) -> None:
    user = people.users["edits"]
    signed, chosen = signed_call(people), chosen_call(people)
    readable(user, reverse("award:page", args=[signed.pk]), "award-signed")
    readable(user, reverse("award:page", args=[chosen.pk]), "award-chosen")
    readable(user, reverse("award:record", args=[signed.pk]), "award-record")
    readable(user, reverse("judging:decision", args=[chosen.pk]), "award-decision")
