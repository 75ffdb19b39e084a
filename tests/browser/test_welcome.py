"""The first ten minutes as an owner lives them: the example if he likes, one sentence, his replies, an answer."""

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from orchestre_web.accounts.models import Company, Membership, User
from orchestre_web.accounts.roles import Role
from orchestre_web.calls import demo
from orchestre_web.leaving.models import Package
from tests.browser.test_calls import first_day
from tests.orchestre_web.calls.objects import LETTERS, call_of, deliver
from tests.orchestre_web.people import People

SAMPLES = Path(demo.__file__).parent


@pytest.fixture
def newcomer(transactional_db: None) -> User:
    user = User.objects.create_user("direction@exemple.example")
    company = Company.objects.create(name="Les Ateliers du Nord (démonstration)", demonstration=True)
    Membership.objects.create(company=company, user=user, role=Role.OWNER)
    demo.seed(company=company, owner=user)
    return user


def test_everybody_can_read_the_first_page_and_the_tour(
    newcomer: User,
    readable: Callable[[User, str, str], None],
    open_as: Callable[..., Page],
    axe: Callable[[Page], None],
    fits: Callable[[Page], None],
) -> None:
    readable(newcomer, "/", "start")
    readable(newcomer, reverse("welcome:step", args=[1]), "tour-step")
    for number in range(1, 6):
        for width in (390, 1440):
            page = open_as(newcomer, reverse("welcome:step", args=[number]), width=width)
            page.get_by_role("button", name="Voir cette étape sur").click()
            expect(page.locator(".tour .eyebrow")).to_have_text(f"Visite · étape {number} sur 5")
            axe(page)
            fits(page)


def test_everybody_can_read_the_way_out(people: People, readable: Callable[[User, str, str], None]) -> None:
    deliver(call_of(people), LETTERS)
    Package.objects.create(company=people.company, size=3_000_000)
    readable(people.users["owner"], reverse("leaving:home", args=[people.company.pk]), "leaving")


@pytest.mark.parametrize(("way", "scripts"), [("file", True), ("paste", True), ("paste", False)])
def test_from_nothing_to_the_first_answer_in_two_minutes(
    way: str, scripts: bool, newcomer: User, open_as: Callable[..., Page]
) -> None:
    began = time.monotonic()
    page = open_as(None, first_day(newcomer), scripts=scripts)
    expect(page.get_by_role("heading", level=1)).to_have_text("Par où commencer ?")
    page.get_by_role("link", name="J’ai déjà reçu des réponses").click()
    page.get_by_label("Que cherchez-vous").fill("Refaire notre boutique en ligne, 600 produits")
    page.get_by_label("De (€)").fill("3 000")
    page.get_by_label("À (€)").fill("20 000")
    if way == "file":
        page.get_by_label("Les réponses").set_input_files(SAMPLES / "sample.csv")
    else:
        page.get_by_label("Ou collez-les").fill((SAMPLES / "sample_paste.txt").read_text(encoding="utf-8"))
    page.get_by_role("button", name="Lire les réponses").click()
    page.wait_for_url(re.compile("livraisons|choisir|recevoir|travaux"))
    if page.get_by_role("button", name="Lire les réponses").count():
        page.get_by_role("button", name="Lire les réponses").first.click()
    page.get_by_role("link", name="Voir le classement").first.click()
    page.wait_for_url("**/choisir/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.locator("main").inner_text().count("€") >= 3
    assert time.monotonic() - began < 120
    # What he began is in a company of his own, and the account is his in one more step.
    assert "Ateliers du Nord" not in page.locator("header").inner_text()
    page.goto("/bienvenue")
    page.get_by_label("adresse", exact=False).first.fill("moi@exemple.example")
    page.get_by_label("mot de passe", exact=False).first.fill("une phrase bien à moi")
    page.get_by_label("entreprise", exact=False).first.fill("Chez moi")
    page.locator("main form button").last.click()
    expect(page.locator("header")).to_contain_text("Chez moi")


def test_the_tour_by_the_keyboard_then_taken_up_again(newcomer: User, open_as: Callable[..., Page]) -> None:
    page = open_as(newcomer, "/")
    page.get_by_role("button", name="Faire la visite").focus()
    page.keyboard.press("Enter")
    for number in range(1, 5):
        expect(page.locator(".tour .eyebrow")).to_have_text(f"Visite · étape {number} sur 5")
        page.locator(".tour").get_by_role("button", name=re.compile("^Ensuite")).focus()
        page.keyboard.press("Enter")
    expect(page.locator(".tour .eyebrow")).to_have_text("Visite · étape 5 sur 5")
    again = open_as(newcomer, "/", scripts=False, width=390)
    again.get_by_role("button", name="Reprendre la visite (étape 5 sur 5)").click()
    again.get_by_role("button", name="Finir et commencer le mien").click()
    expect(again.get_by_label("Dites en une phrase")).to_be_visible()


def test_a_slider_moves_while_the_tour_speaks(newcomer: User, open_as: Callable[..., Page]) -> None:
    page = open_as(newcomer, reverse("welcome:step", args=[3]))
    page.get_by_role("button", name="Voir cette étape sur").click()
    page.get_by_role("link", name="Le voir sur cette page").click()
    page.locator("#p_price").focus()
    page.keyboard.press("End")
    expect(page.locator("#list")).to_contain_text("essayez")
    expect(page.locator(".tour")).to_be_visible()


def test_everything_is_taken_then_erased(people: People, open_as: Callable[..., Page]) -> None:
    deliver(call_of(people), LETTERS)
    page = open_as(people.users["owner"], reverse("accounts:company", args=[people.company.pk]))
    page.get_by_role("link", name="Tout emporter, tout effacer").click()
    with page.expect_download() as got:
        page.get_by_role("link", name=re.compile("Télécharger l.archive")).click()
    assert got.value.suggested_filename.startswith("orchestre-menuiserie-exemple-")
    page.get_by_label("Pour confirmer").fill("Une autre")
    page.get_by_role("button", name=re.compile("Effacer l.entreprise")).click()
    expect(page.locator("main")).to_contain_text(re.compile("rien n.a été effacé"))
    page.get_by_label("Pour confirmer").fill("menuiserie exemple")
    page.get_by_role("button", name=re.compile("Effacer l.entreprise")).click()
    expect(page.locator("main")).to_contain_text("est effacée")
    assert not Company.objects.filter(pk=people.company.pk).exists()
