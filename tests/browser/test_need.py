"""From one sentence to the page where replies come in, as an owner does it, with and without scripts."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from orchestre_web.accounts.models import User
from orchestre_web.calls.models import Call
from orchestre_web.need.models import Need
from orchestre_web.shortlist.models import Decision
from tests.orchestre_web.need.objects import SENTENCE, need_of_people, need_with_history
from tests.orchestre_web.people import People


@pytest.mark.parametrize("scripts", [True, False])
def test_from_the_sentence_to_the_call(scripts: bool, people: People, open_as: Callable[..., Page]) -> None:
    page = open_as(people.users["owner"], reverse("need:home"), scripts=scripts)
    page.get_by_label("Dites en une phrase").fill(SENTENCE)
    page.get_by_role("button", name="Écrire l’expression de besoin").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Refonte du site")
    expect(page.get_by_role("heading", name="Ce que personne n’avait demandé")).to_be_visible()

    questions = page.get_by_role("region", name="pour vous")
    questions.get_by_role("textbox").first.fill("Julie s’en occupe, le lundi")
    questions.get_by_role("button", name="Répondre").first.click()
    expect(page.get_by_role("status", name="Ce qui vient de changer")).to_contain_text("Julie s’en occupe")
    expect(page.locator(".requirement.fresh, .fresh-text").first).to_be_visible()

    page.get_by_role("button", name=re.compile("^Hors taxes")).click()
    expect(page.get_by_role("status", name="Ce qui vient de changer")).to_contain_text("hors taxes")

    part = page.locator("details.part", has=page.locator(".requirement")).first
    part.evaluate("each => each.open = true")
    row = part.locator(".requirement").first
    words = row.locator(".req-text").inner_text()
    row.get_by_role("button", name="Retirer").click()
    expect(page.get_by_role("status", name="Ce qui vient de changer")).to_contain_text("Exigence retirée")
    expect(page.locator(".taken-out del")).to_have_text(words)
    page.locator(".taken-out").get_by_role("button", name="Remettre").click()
    expect(page.locator(".taken-out")).to_have_count(0)

    part = page.locator("details.part", has=page.locator(".requirement")).first
    part.evaluate("each => each.open = true")
    part.locator(".requirement").first.get_by_role("link", name="Modifier").click()
    page.get_by_label("Texte", exact=True).fill("Lisible sur un téléphone d’il y a six ans")
    page.get_by_role("button", name="Garder").click()
    expect(page.locator(".requirement ins").first).to_contain_text("Lisible")

    page.get_by_role("link", name="Versions", exact=True).click()
    page.get_by_role("button", name="Comparer les deux").click()
    expect(page.locator("ins").first).to_be_visible()
    page.goto(reverse("need:document", args=[Need.objects.get().pk]))

    page.get_by_role("link", name="Recevoir des réponses").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Avant de demander des réponses")
    page.get_by_role("button", name="Fixer la règle").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    call = Call.objects.get()
    assert page.url.endswith(reverse("calls:receive", args=[call.pk]))
    assert Decision.objects.get(call=call).document["price"]["ceiling"] == 6880
    page.get_by_role("link", name="Le besoin").click()
    expect(page.get_by_text("telle qu’elle était")).to_be_visible()
    assert page.faults == []  # type: ignore[attr-defined]


def test_everybody_can_read_them(
    people: People, readable: Callable[[User, str, str], None], look: Callable[..., list[Path]]
) -> None:
    need = need_with_history(people)
    owner = people.users["owner"]
    look(owner, reverse("need:document", args=[need.pk]), "need-folded")
    readable(owner, reverse("need:document", args=[need.pk]), "need-document")
    for name in ("say_again", "rule", "versions", "ask"):
        readable(owner, reverse(f"need:{name}", args=[need.pk]), f"need-{name}")
    readable(owner, reverse("need:add", args=[need.pk]), "need-add")
    readable(owner, reverse("need:compare", args=[need.pk]) + "?a=1&b=4", "need-compare")
    readable(owner, reverse("need:version", args=[need.pk, 2]), "need-version")
    post = need_of_people(people, "On cherche à recruter un comptable en CDI")
    readable(owner, reverse("need:document", args=[post.pk]), "need-post")
    readable(owner, reverse("need:ask", args=[post.pk]), "need-ask-unknown")
    readable(owner, reverse("need:home"), "need-home")
    readable(owner, reverse("site:today"), "need-today")


def test_what_is_no_need_gets_a_useful_page(
    people: People, open_as: Callable[..., Page], axe: Callable[[Page], None], fits: Callable[[Page], None]
) -> None:
    page = open_as(people.users["owner"], reverse("need:home"), width=390)
    offer = "Je vous propose mes services de développeur, mon TJM est de 450 €."
    page.get_by_label("Dites en une phrase").fill(offer)
    page.get_by_role("button", name="Écrire").click()
    expect(page.get_by_role("alert")).to_contain_text("l’offre d’un prestataire")
    expect(page.get_by_label("Dites en une phrase")).to_have_value(offer)
    axe(page)
    fits(page)
    page.get_by_role("link", name="Déposer cette offre").click()
    expect(page.get_by_label("Que cherchez-vous")).to_be_visible()
