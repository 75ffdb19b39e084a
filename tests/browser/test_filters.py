"""Searching and narrowing the list, as people do it: by keyboard, without scripts, and back again."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from orchestre_web.calls import actions as calls
from orchestre_web.calls.models import Call
from orchestre_web.shortlist import actions as choices
from orchestre_web.shortlist.models import Visit
from tests.orchestre_web.people import People
from tests.orchestre_web.shortlist import calls_for_tests as made


@pytest.fixture
def call(people: People) -> Call:
    return made.with_letter(made.demo_call(people.company))


@pytest.mark.parametrize(
    ("name", "query"),
    [("sieve", "?q=prestashp&prix=dit"), ("sieve-empty", "?q=zzzz&distance=1"), ("sieve-plain", "")],
)
def test_everybody_can_read_it(
    name: str, query: str, people: People, call: Call, readable: Callable[..., None]
) -> None:
    readable(people.users["owner"], reverse("shortlist:board", args=[call.pk]) + query, name)


def test_a_word_with_a_slip_then_back(people: People, call: Call, open_as: Callable[..., Page]) -> None:
    page = open_as(people.users["owner"], reverse("shortlist:board", args=[call.pk]))
    every = page.locator("#list-title").inner_text()
    page.get_by_label("Mots de la réponse").fill("PRESTASHP")
    page.keyboard.press("Enter")
    expect(page.locator("#list-title")).to_contain_text("sur")
    expect(page.locator(".excerpt mark").first).to_be_visible()
    expect(page.get_by_text("lu comme prestashop")).to_be_visible()
    assert "q=PRESTASHP" in page.url
    assert "prix=" not in page.url
    page.locator("#p_price").focus()
    page.keyboard.press("Home")
    expect(page.locator(".trying")).to_be_visible()
    assert "q=PRESTASHP" in page.url
    assert page.faults == []  # type: ignore[attr-defined]
    page.go_back()
    expect(page.locator("#list-title")).to_have_text(every)


def test_filters_without_scripts(people: People, call: Call, open_as: Callable[..., Page]) -> None:
    page = open_as(people.users["owner"], reverse("shortlist:board", args=[call.pk]), scripts=False)
    page.get_by_text("Filtres", exact=True).click()
    page.locator("#f_prix").select_option("dit")
    page.get_by_role("button", name="Filtrer").click()
    expect(page.locator(".chip")).to_contain_text("Prix dit")
    page.locator(".offer").first.get_by_role("button", name="Garder sous la main").click()
    expect(page.locator(".offer").first.get_by_role("button", name="Gardée sous la main")).to_be_visible()
    page.locator(".chip").click()
    expect(page.locator(".chip")).to_have_count(0)


def test_kept_at_hand_in_one_click(people: People, call: Call, open_as: Callable[..., Page]) -> None:
    page = open_as(people.users["owner"], reverse("shortlist:board", args=[call.pk]))
    first = page.locator(".offer").first
    first.get_by_role("button", name="Garder sous la main").click()
    expect(first.locator("[aria-pressed=true]")).to_be_visible()
    page.goto(f"{reverse('shortlist:board', args=[call.pk])}?gardees=1")
    expect(page.locator(".offer")).to_have_count(1)
    first.locator("[aria-pressed=true]").click()
    expect(first.locator("[aria-pressed=false]")).to_be_visible()


def test_a_letter_unfolds(people: People, open_as: Callable[..., Page]) -> None:
    texts = [f"Je propose un forfait de {price} € HT." for price in (4000, 5000, 6000, 7000)]
    call = made.with_letter(made.call_of(people.company, *texts))
    page = open_as(people.users["owner"], reverse("shortlist:board", args=[call.pk]))
    expect(page.locator(".offer")).to_have_count(2)
    expect(page.locator(".copies")).to_contain_text("2 autres personnes ont envoyé cette même lettre, rangs 2 à 3")
    page.locator(".copies").get_by_role("link").click()
    expect(page.locator(".offer")).to_have_count(4)
    page.locator(".copies").get_by_role("link").click()
    expect(page.locator(".offer")).to_have_count(2)


def test_what_changed_is_told_then_read_away(
    people: People, open_as: Callable[..., Page], readable: Callable[..., None]
) -> None:
    texts = [f"Je propose un forfait de {price} € HT." for price in (4000, 5000, 6000)]
    call = made.call_of(people.company, *texts)
    board = reverse("shortlist:board", args=[call.pk])
    owner = people.users["owner"]
    people.clients["owner"].get(board)
    Visit.objects.update(seen_at=timezone.now() - timedelta(days=2))
    colleague = {"user": people.users["edits"], "call_id": call.pk, "now": timezone.now()}
    calls.set_aside(reply_id=call.replies.earliest("position").pk, reason="Trop loin", **colleague)
    choices.change_weights(points={"price": 8}, **colleague)
    readable(owner, board, "news")
    readable(owner, reverse("shortlist:history", args=[call.pk]), "history")
    page = open_as(owner, board)
    expect(page.locator("#news")).to_contain_text("B passe en tête, devant A.")
    page.get_by_role("button", name="C’est vu").click()
    expect(page.locator("#news")).to_have_count(0)
    page.get_by_role("link", name="Ce qui a changé").click()
    expect(page.get_by_text("Trop loin")).to_be_visible()
    page.get_by_role("button", name="Annuler : Mise").click()
    expect(page.locator(".undone")).to_have_count(1)
    assert call.replies.earliest("position").kept is None
    assert page.faults == []  # type: ignore[attr-defined]
