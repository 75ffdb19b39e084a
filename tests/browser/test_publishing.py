"""A guest replies by the public page of a call, with and without scripts; the owner publishes, answers and reads."""

import re
from collections.abc import Callable
from pathlib import Path
from unittest import mock

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from orchestre_web.accounts.models import User
from orchestre_web.calls.models import Call
from orchestre_web.need import queries as needs
from orchestre_web.publishing import limits
from orchestre_web.publishing.models import Publication, Submission
from tests.orchestre_web.calls.objects import call_of
from tests.orchestre_web.people import People
from tests.orchestre_web.publishing.objects import NEED, PICTURE, published


@pytest.fixture(autouse=True)
def _no_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "QUICKEST", limits.QUICKEST * 0)
    monkeypatch.setattr(needs, "need_of", mock.Mock(return_value=NEED))


@pytest.fixture
def call(people: People) -> Call:
    return call_of(people, "Refaire notre vitrine et vendre en ligne")


@pytest.mark.parametrize("scripts", [True, False])
def test_from_the_owner_to_the_guest_and_back(
    scripts: bool, people: People, call: Call, open_as: Callable[..., Page]
) -> None:
    owner = open_as(people.users["owner"], reverse("publishing:page", args=[call.pk]), scripts=scripts)
    owner.get_by_role("button", name="Voir la page").click()
    owner.get_by_role("button", name="Publier l’appel").click()
    link = owner.get_by_label("Adresse de la page publique").input_value()

    guest = open_as(None, link, scripts=scripts, width=390)
    assert [each["name"] for each in guest.context.cookies()] == ["csrftoken"]
    guest.get_by_text("Poser une question").click()
    guest.get_by_label("Votre question").fill("Qui tient le stock ?")
    guest.get_by_role("button", name="Envoyer la question").click()
    expect(guest.get_by_text("Votre question est transmise")).to_be_visible()
    guest.get_by_label("Ce que vous proposez").fill("Nous refaisons votre boutique.")
    guest.get_by_role("group", name=re.compile("Panier et commande")).get_by_label("Oui").check()
    guest.get_by_label("Mise en place").fill("4 000")
    guest.get_by_label("Fonctionnement").fill("50")
    guest.get_by_label("Payé").select_option("month")
    total = re.compile("5\\s800")
    if scripts:
        expect(guest.locator("[data-total]")).to_have_text(total)
    else:
        guest.get_by_role("button", name="Calculer le total").click()
        expect(guest.locator(".total")).to_have_text(total)
    guest.get_by_label("Joindre des fichiers").set_input_files(
        [{"name": "devis.png", "mimeType": "image/png", "buffer": PICTURE}]
    )
    guest.get_by_label("Votre nom").fill("Atelier Quark")
    guest.get_by_label("Adresse électronique").last.fill("zoe@quark.example")
    guest.get_by_role("button", name="Envoyer l’offre").click()
    expect(guest.get_by_role("heading", level=1)).to_have_text("Votre offre est reçue")
    amend = guest.get_by_label("Votre lien pour la modifier").input_value()

    guest.goto(amend)
    guest.get_by_label("Mise en place").fill("3 000")
    guest.get_by_role("button", name="Envoyer la nouvelle version").click()
    expect(guest.get_by_role("heading", level=1)).to_have_text("Votre nouvelle version est reçue")
    assert guest.faults == []  # type: ignore[attr-defined]

    owner.reload()
    owner.get_by_label("Votre réponse, montrée à tous").fill("Il reste chez nous.")
    owner.get_by_role("button", name="Répondre à tous").click()
    expect(owner.get_by_text("modifiée, version 2")).to_be_visible()
    owner.get_by_role("link", name="Atelier Quark").click()
    expect(owner.get_by_text("devis.png")).to_be_visible()
    expect(owner.locator("del").first).to_be_visible()
    guest.goto(link)
    expect(guest.get_by_text("Il reste chez nous.")).to_be_visible()
    assert Submission.objects.count() == 2


def test_everybody_can_read_them(
    people: People,
    call: Call,
    open_as: Callable[..., Page],
    axe: Callable[[Page], None],
    fits: Callable[[Page], None],
    look: Callable[..., list[Path]],
    readable: Callable[[User, str, str], None],
) -> None:
    owner = people.users["owner"]
    settings = reverse("publishing:page", args=[call.pk])
    readable(owner, settings, "publishing-settings")
    publication = published(people, call)
    address = reverse("publishing:public", args=[publication.token])
    for scheme, width, language in (("light", 1440, "fr"), ("dark", 390, "en")):
        page = open_as(None, f"{address}?lang={language}", scheme=scheme, width=width)
        for details in page.locator("main details").all():
            details.evaluate("each => each.open = true")
        axe(page)
        fits(page)
        page.locator("#id_setup").fill("beaucoup")
        page.locator("form.offer-form .main-action").click()
        axe(page)
        fits(page)
    look(None, address, "publishing-public")
    page = open_as(None, address)
    page.locator("#id_words").fill("Nous refaisons votre boutique.")
    page.locator("form.offer-form .main-action").click()
    axe(page)
    link = page.locator("#link").input_value()
    page.goto(link)
    axe(page)
    look(None, link, "publishing-amend")
    enquiry = publication.enquiries.create(question="Qui tient le stock ?")
    assert enquiry.answered_at is None
    Publication.objects.update(refused={"publishing.too_quick": 3})
    readable(owner, settings, "publishing-published")
    readable(owner, reverse("publishing:preview", args=[call.pk]), "publishing-preview")
    submission = reverse("publishing:submission", args=[call.pk, Submission.objects.get().pk])
    readable(owner, submission, "publishing-submission")
    Publication.objects.update(state="withdrawn")
    axe(open_as(None, address, width=390))
