"""The whole way as it is walked: a sentence, its document, the call, a guest's reply, the choice, the letters."""

import re
from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from orchestre_web.calls.models import Call
from orchestre_web.publishing import limits
from tests.orchestre_web.need.objects import SENTENCE
from tests.orchestre_web.people import People
from tests.orchestre_web.publishing.guests import taken


@pytest.fixture(autouse=True)
def _no_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "QUICKEST", limits.QUICKEST * 0)


@pytest.mark.parametrize("scripts", [True, False])
def test_from_a_sentence_to_the_letters(scripts: bool, people: People, open_as: Callable[..., Page]) -> None:
    owner = open_as(people.users["owner"], reverse("need:home"), scripts=scripts)
    owner.get_by_label("Dites en une phrase").fill(SENTENCE)
    owner.get_by_role("button", name="Écrire l’expression de besoin").click()
    questions = owner.get_by_role("region", name="pour vous")
    questions.get_by_role("textbox").first.fill("Julie, le lundi")
    questions.get_by_role("button", name="Répondre").first.click()
    news = owner.get_by_role("status", name="Ce qui vient de changer")
    expect(news).to_contain_text("Julie")
    owner.get_by_role("button", name="Hors taxes").click()
    expect(news).to_contain_text("hors taxes")
    part = owner.locator("details.part", has=owner.locator(".requirement")).first
    part.evaluate("each => each.open = true")
    part.locator(".requirement").first.get_by_role("link", name="Modifier").click()
    owner.get_by_label("Texte", exact=True).fill("Lisible sur un téléphone d’il y a six ans")
    owner.get_by_role("button", name="Garder").click()
    expect(news).to_be_visible()
    owner.get_by_role("link", name="Recevoir des réponses").click()
    owner.get_by_role("button", name="Fixer la règle").click()
    call = Call.objects.get()

    owner.locator(".parts").get_by_role("link", name="Publier", exact=True).click()
    owner.get_by_role("button", name="Voir la page").click()
    owner.get_by_role("button", name="Publier l’appel").click()
    link = owner.get_by_label("Adresse de la page publique").input_value()
    posts = owner.get_by_role("region", name="Le faire savoir")
    posts.locator("details").first.evaluate("each => each.open = true")
    expect(posts.locator("textarea").first).to_have_value(re.compile(re.escape(link)))

    guest = open_as(None, link, scripts=scripts, width=390)
    asked = guest.get_by_role("group", name=re.compile("Lisible sur un téléphone"))
    guest.get_by_label("Ce que vous proposez").fill("Nous refaisons votre site, textes et photos compris.")
    guest.locator("details.theme", has=asked).evaluate("each => each.open = true")
    asked.get_by_label("Oui").check()
    guest.get_by_label("Mise en place").fill("3 600")
    guest.get_by_label("Fonctionnement").fill("30")
    guest.get_by_label("Payé").select_option("month")
    guest.get_by_label("Votre nom").fill("Atelier Quark")
    guest.get_by_label("Adresse électronique").last.fill("zoe@quark.example")
    guest.get_by_role("button", name="Envoyer l’offre").click()
    expect(guest.get_by_role("heading", level=1)).to_have_text("Votre offre est reçue")
    taken(call)

    owner.goto(reverse("shortlist:board", args=[call.pk]))
    main = owner.locator("main")
    expect(main).to_contain_text("Atelier Quark")
    expect(main).to_contain_text(re.compile("4\\s680"))
    owner.get_by_role("link", name="Atelier Quark").first.click()
    expect(owner.locator("main")).to_contain_text("100\u202f%, oui")
    owner.goto(reverse("judging:decision", args=[call.pk]))
    owner.get_by_role("radio", name="Atelier Quark").check()
    owner.get_by_label("Pourquoi").fill("Le mieux pour nos clients.")
    owner.locator("form.choose button").click()
    expect(owner.get_by_role("heading", level=1)).to_contain_text("Atelier Quark")
    owner.goto(reverse("answers:home", args=[call.pk]))
    owner.get_by_role("link", name="Commencer par : Les premiers").click()
    letter = owner.locator("li", has=owner.locator("textarea[lang=fr]")).first
    letter.get_by_text("Lire et copier sa lettre").click()
    assert "Quark" in letter.get_by_label("Texte").input_value()
    letter.get_by_role("button", name="C’est envoyé").click()
    expect(owner.get_by_text("1 lettre notée comme envoyée")).to_be_visible()
    assert [*owner.faults, *guest.faults] == []  # type: ignore[attr-defined]
