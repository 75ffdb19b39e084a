"""After the choice: from one sentence to the letters as people do it, with and without scripts; pages read by all."""

import re
from collections.abc import Callable
from dataclasses import dataclass

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


@dataclass(frozen=True, kw_only=True)
class Said:
    """What stands on the pages in one language, and what people write there."""

    locale: str
    need: str
    sentence: str
    write: str
    receive: str
    fix: str
    see_page: str
    publish: str
    address: str
    proposal: str
    setup: str
    name: str
    mail: str
    send: str
    received: str
    guests: tuple[tuple[str, str, str, str], ...]
    why: str
    follow: str
    to_tell: str
    no_ties: str
    prepare: str
    told: str
    to_sign: str
    sign: str
    signed: str
    company: str
    papers: str
    on_paper: str
    record_paper: str
    in_order: str
    record: str


FRENCH = Said(
    locale="fr",
    need="Dites en une phrase",
    sentence="Notre site est illisible sur téléphone, on veut le refaire pour 9 000 € avant l'été",
    write="Écrire l’expression de besoin",
    receive="Recevoir des réponses",
    fix="Fixer la règle",
    see_page="Voir la page",
    publish="Publier l’appel",
    address="Adresse de la page publique",
    proposal="Ce que vous proposez",
    setup="Mise en place",
    name="Votre nom",
    mail="Adresse électronique",
    send="Envoyer l’offre",
    received="Votre offre est reçue",
    guests=(
        ("Atelier Quark", "zoe@quark.example", "Nous refaisons votre site, 12 ans d'expérience.", "6 000"),
        ("Studio Béal", "ana@beal.example", "Site neuf, lisible sur téléphone, 3 ans d'expérience.", "8 000"),
    ),
    why="La plus claire.",
    follow="Suivre l’attribution",
    to_tell="reste à le dire",
    no_ties="Je n’ai aucun lien",
    prepare="Préparer les lettres",
    told="C’est annoncé",
    to_sign="reste à signer",
    sign="Noter la signature",
    signed="est signé",
    company="une société française",
    papers="Lister ses papiers",
    on_paper="Vu sur papier",
    record_paper="^Noter Attestation",
    in_order="en règle",
    record="Le dossier de l’attribution",
)
ENGLISH = Said(
    locale="en",
    need="Say in one sentence",
    sentence="Nobody can read our website on a phone, we want it redone for €9,000 before the summer",
    write="Write the expression of need",
    receive="Ask for replies",
    fix="Fix the rules",
    see_page="See the page",
    publish="Publish the call",
    address="Address of the public page",
    proposal="What you propose",
    setup="Set-up",
    name="Your name",
    mail="E-mail address",
    send="Send the offer",
    received="We have received your offer",
    guests=(
        ("Atelier Quark", "zoe@quark.example", "We redo your site, 12 years of experience.", "6,000"),
        ("Studio Béal", "ana@beal.example", "A new site that phones can read, 3 years of experience.", "8,000"),
    ),
    why="The clearest.",
    follow="Go on to the award",
    to_tell="still have to be told",
    no_ties="I have no ties",
    prepare="Prepare the letters",
    told="Everyone has been told",
    to_sign="remains to be signed",
    sign="Record the signature",
    signed="is signed",
    company="a company in France",
    papers="List the papers",
    on_paper="Seen on paper",
    record_paper="^Record .*(certificate|[Aa]ttestation)",
    in_order="in order",
    record="The record of the award",
)


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("said", [FRENCH, ENGLISH], ids=lambda said: said.locale)
def test_from_the_sentence_to_the_letters(
    said: Said, scripts: bool, people: People, open_as: Callable[..., Page], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "QUICKEST", limits.QUICKEST * 0)
    page = open_as(people.users["owner"], reverse("need:home"), scripts=scripts, locale=said.locale)
    page.get_by_label(said.need).fill(said.sentence)
    page.get_by_role("button", name=said.write).click()
    page.get_by_role("link", name=said.receive).click()
    page.get_by_role("button", name=said.fix).click()
    call = Call.objects.get()

    page.goto(reverse("publishing:page", args=[call.pk]))
    page.get_by_role("button", name=said.see_page).click()
    page.get_by_role("button", name=said.publish).click()
    link = page.get_by_label(said.address).input_value()
    for name, email, words, price in said.guests:
        guest = open_as(None, link, scripts=scripts, width=390, locale=said.locale)
        guest.get_by_label(said.proposal).fill(words)
        guest.get_by_label(said.setup).fill(price)
        guest.get_by_label(said.name).fill(name)
        guest.get_by_label(said.mail).last.fill(email)
        guest.get_by_role("button", name=said.send).click()
        expect(guest.get_by_role("heading", level=1)).to_have_text(said.received)

    page.goto(reverse("shortlist:board", args=[call.pk]))
    expect(page.get_by_text("Atelier Quark").first).to_be_visible()
    page.goto(reverse("judging:decision", args=[call.pk]))
    page.get_by_label(re.compile("Atelier Quark")).check()
    page.locator("#id_why").fill(said.why)
    page.locator("form.choose button").click()
    page.get_by_role("link", name=said.follow).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(said.to_tell)
    page.get_by_role("button", name=said.no_ties).click()
    page.goto(reverse("award:page", args=[call.pk]))
    page.get_by_role("button", name=said.prepare).click()
    for group in ("premiers", "autres-offres"):
        page.goto(reverse("answers:group", args=[call.pk, group]))
        page.locator(f'form[action="{reverse("answers:mark_group_sent", args=[call.pk, group])}"] button').first.click()
    assert Sending.objects.count() == 2
    page.goto(reverse("award:page", args=[call.pk]))
    page.get_by_role("button", name=said.told).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(said.to_sign)
    page.get_by_role("button", name=said.sign).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(said.signed)
    page.get_by_label(said.company).check()
    page.get_by_role("button", name=said.papers).click()
    page.get_by_label(said.on_paper).first.check()
    page.get_by_role("button", name=re.compile(said.record_paper)).click()
    expect(page.get_by_text(said.in_order).first).to_be_visible()
    page.get_by_role("link", name=said.record).click()
    expect(page.get_by_text(said.why).first).to_be_visible()
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
