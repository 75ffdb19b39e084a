"""How sure, how the price acts, and the map, as people meet them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from orchestre_web.calls.models import Call
from orchestre_web.shortlist import actions as boards
from orchestre_web.shortlist import queries
from tests.orchestre_web.people import People
from tests.orchestre_web.shortlist import calls_for_tests as made


@pytest.fixture
def call(people: People) -> Call:
    return made.demo_call(people.company)


@pytest.mark.parametrize("view", ["price", "map", "sure_help"])
def test_everybody_can_read_it(
    view: str, people: People, call: Call, readable: Callable[[object, str, str], None]
) -> None:
    readable(people.users["owner"], reverse(f"shortlist:{view}", args=[call.pk]), view)


def test_everybody_can_read_what_would_change_a_place(
    people: People, call: Call, readable: Callable[[object, str, str], None]
) -> None:
    """Of the first, and of one further down."""
    board = boards.board(call, now=timezone.now())
    assert board is not None
    order = board.table.rank().ranking.order
    for name, at in (("first", 0), ("fifth", 4)):
        detail = queries.details(board.cells, [int(order[at])])[int(order[at])]
        begins = detail.document["members"][0][1]
        readable(people.users["owner"], reverse("shortlist:offer", args=[call.pk, begins]), f"moving-{name}")


def test_the_verdict_comes_after_the_page_and_follows_the_sliders(
    people: People,
    call: Call,
    open_as: Callable[..., Page],
    axe: Callable[[Page], None],
    fits: Callable[[Page], None],
    look: Callable[..., list[Path]],
) -> None:
    board = reverse("shortlist:board", args=[call.pk])
    page = open_as(people.users["owner"], board)
    expect(page.locator(".chances .sure-words")).to_contain_text("tirages sur 100")
    expect(page.locator(".offer .chance p").first).to_contain_text("sur 100")
    axe(page)
    fits(page)
    first = page.locator(".offer .chance p").all_inner_texts()
    page.locator("#p_price").focus()
    page.keyboard.press("End")
    expect(page.locator(".trying")).to_be_visible()
    expect(page.locator(".chances .sure-words")).to_contain_text("tirages sur 100")
    expect(page.locator(".offer .chance p")).not_to_have_text(first)  # they come by themselves, after the verdict
    assert page.faults == []  # type: ignore[attr-defined]
    look(people.users["owner"], board, "board-sure")


def test_from_the_board_to_the_price_and_the_map_by_keyboard(
    people: People, call: Call, open_as: Callable[..., Page]
) -> None:
    page = open_as(people.users["owner"], reverse("shortlist:board", args=[call.pk]) + "?p_price=2", scripts=False)
    page.get_by_text("Voir autrement, inviter à juger").press("Enter")
    page.get_by_role("link", name="Comment le prix agit").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("il compte en fait pour")
    page.get_by_role("link", name="Revenir au classement").press("Enter")
    assert "p_price=2" in page.url
    page.get_by_text("Voir autrement, inviter à juger").press("Enter")
    page.get_by_role("link", name="Prix et qualité sur une carte").press("Enter")
    point = page.locator("a.point").first
    point.focus()
    expect(point).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/reponses/**")


def test_the_formula_is_chosen_among_seven(people: People, call: Call, open_as: Callable[..., Page]) -> None:
    page = open_as(people.users["owner"], reverse("shortlist:criteria", args=[call.pk]), scripts=False)
    page.get_by_text("Prendre une autre formule").click()
    page.get_by_label("Prix corrigé").check()
    form = page.locator(".rule-form")
    form.get_by_role("button", name="Enregistrer").click()
    expect(form).to_contain_text("a besoin de ce chiffre")
    page.get_by_label("Un point de qualité vaut").fill("60")
    form.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("status")).to_contain_text("formule du prix est enregistrée")
    expect(page.get_by_label("Prix corrigé")).to_be_checked()


def test_offers_are_ticked_then_read_side_by_side(
    people: People, call: Call, open_as: Callable[..., Page], readable: Callable[[object, str, str], None]
) -> None:
    page = open_as(people.users["owner"], reverse("shortlist:board", args=[call.pk]))
    expect(page.locator(".chances .sure-words")).to_contain_text("tirages sur 100")
    for box in page.locator(".offer .pick input").all()[:2]:
        box.check()
    page.locator("#p_years").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".trying")).to_be_visible()
    expect(page.locator(".offer .pick input:checked")).to_have_count(2)
    page.get_by_role("button", name="Comparer les offres cochées").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("côte à côte")
    assert "p_years=3" in page.url
    path = page.url.partition("//")[2]
    readable(people.users["owner"], path[path.index("/") :], "compare")
