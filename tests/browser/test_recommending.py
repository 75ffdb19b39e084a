"""A trusted person names somebody by link; the reply page says who named him, what ties them, and what else is his."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from orchestre_web.accounts.models import User
from orchestre_web.calls import demo
from orchestre_web.calls.models import Call, Delivery
from orchestre_web.recommending import actions
from tests.orchestre_web.calls.objects import call_of, deliver, read_here
from tests.orchestre_web.people import People
from tests.orchestre_web.recommending.objects import SAID


@pytest.fixture
def call(people: People) -> Call:
    demo.seed(company=people.company, owner=people.users["owner"])
    return Call.objects.get()


def linked(people: People, call: Call) -> str:
    secret = actions.ask(
        user=people.users["owner"], call_id=call.pk, name="Claire Durand", what="mon expert-comptable",
        now=timezone.now(),
    )  # fmt: skip
    return reverse("recommending:recommend", args=[secret])


def brought() -> Delivery:
    delivery = Delivery.objects.get(recommendation__isnull=False)
    return delivery if delivery.is_done else read_here(delivery)


@pytest.mark.parametrize("scripts", [True, False])
def test_from_the_link_to_the_ranking(scripts: bool, people: People, call: Call, open_as: Callable[..., Page]) -> None:
    owner = open_as(people.users["owner"], reverse("recommending:asks", args=[call.pk]), scripts=scripts)
    owner.get_by_label("Son nom").fill("Claire Durand")
    owner.get_by_label("Qui est-ce pour vous").fill("mon expert-comptable")
    owner.get_by_role("button", name="Faire le lien").click()
    link = owner.get_by_label("Le lien de Claire Durand est prêt").input_value()
    guest = open_as(None, link, scripts=scripts, width=390)
    guest.get_by_label("Qui recommandez-vous").fill("Zoé Quark")
    guest.get_by_label("Comment joindre").fill("zoe@quark.example")
    guest.get_by_label("Qu’a-t-elle fait").fill("Elle a refait notre boutique, tout marche encore.")
    guest.get_by_label("J’ai été son client").check()
    guest.get_by_label("Je touche une commission").check()
    guest.get_by_label("J’accepte que").check()
    guest.get_by_role("button", name="Recommander").click()
    expect(guest.get_by_role("heading", level=1)).to_contain_text("Merci")
    reply = brought().replies.get()
    owner.goto(reverse("calls:reply", args=[call.pk, reply.pk]))
    expect(owner.get_by_text("touche une commission").first).to_be_visible()
    owner.get_by_role("button", name="Ramener").first.click()
    owner.goto(reverse("recommending:asks", args=[call.pk]))
    expect(owner.get_by_text("dans le classement")).to_be_visible()


def test_everybody_can_read_them(
    people: People,
    call: Call,
    open_as: Callable[..., Page],
    axe: Callable[[Page], None],
    fits: Callable[[Page], None],
    look: Callable[..., list[Path]],
    readable: Callable[[User, str, str], None],
) -> None:
    address = linked(people, call)
    for scheme, width, locale in (("light", 1440, "fr"), ("dark", 390, "en")):
        page = open_as(None, address, scheme=scheme, width=width, locale=locale)
        axe(page)
        fits(page)
        page.evaluate("document.querySelector('form.recommend').noValidate = true")
        page.get_by_role("button", name="Recomm").click()
        axe(page)
        fits(page)
    look(None, address, "recommend")
    spent = open_as(None, reverse("recommending:recommend", args=["rien"]), width=390)
    axe(spent)
    page = open_as(None, address)
    for name in ("whom", "reach", "did", "year", "paid"):
        page.locator(f"[name={name}]").fill(str(SAID[name]))
    page.get_by_label("C’est un ami").check()
    page.get_by_label("J’accepte que").check()
    page.get_by_role("button", name="Recommander").click()
    axe(page)
    owner = people.users["owner"]
    reply = brought().replies.get()
    people.clients["owner"].post(reverse("calls:bring_back", args=[call.pk, reply.pk]))
    readable(owner, reverse("recommending:asks", args=[call.pk]), "recommending-asks")
    readable(owner, reverse("calls:reply", args=[call.pk, reply.pk]), "recommended-reply")


def test_the_page_of_a_reply_says_what_else_is_his(
    people: People, call: Call, open_as: Callable[..., Page], readable: Callable[[User, str, str], None]
) -> None:
    first = call.replies.standing().exclude(author="").filter(author__contains=" ").order_by("position")[0]
    other = call_of(people, "Traduire notre catalogue")
    deliver(other, f'Nom;Message\n{first.author};"Je traduis votre catalogue pour 2 300 € HT, disponible en mai."\n')
    owner = people.users["owner"]
    address = reverse("calls:reply", args=[call.pk, first.pk])
    page = open_as(owner, address)
    expect(page.get_by_role("heading", name="Dans vos autres demandes")).to_be_visible()
    expect(page.get_by_text("2 300 € HT".replace(" ", "\u202f")).or_(page.get_by_text("2\u202f300"))).to_be_visible()
    readable(owner, address, "reply-whole")


def test_the_arrows_go_from_reply_to_reply(people: People, call: Call, open_as: Callable[..., Page]) -> None:
    people.clients["owner"].get(reverse("shortlist:board", args=[call.pk]))
    page = open_as(people.users["owner"], reverse("shortlist:board", args=[call.pk]))
    page.locator(".offer h3 a").first.click()
    expect(page.locator(".reply-text")).to_be_visible()
    page.wait_for_load_state("networkidle")  # the script that listens to keys is there
    first = page.url
    page.keyboard.press("ArrowRight")
    page.wait_for_url(lambda url: url != first)
    page.keyboard.press("ArrowLeft")
    page.wait_for_url(first)
    page.get_by_text("Corriger").first.click()
    page.locator("details[open] input[type=text], details[open] input:not([type=hidden])").first.focus()
    page.keyboard.press("ArrowRight")
    assert page.url == first
