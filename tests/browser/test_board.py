"""The board as people meet it: the answer first, sliders that move rows, and everything without scripts too."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from orchestre_web.calls.models import Call
from orchestre_web.shortlist.models import Decision
from tests.orchestre_web.people import People
from tests.orchestre_web.shortlist import calls_for_tests as made

LONG = "Société à responsabilité très limitée de la " + "longue" * 40
HOSTILE = '<script>alert("x")</script><b onclick=x>Gras</b>'


@pytest.fixture
def call(people: People) -> Call:
    return made.demo_call(people.company)


def states(people: People) -> dict[str, Call]:
    """The calls that a page must stand: nothing, one offer, everything alike, everything removed, hostile names."""
    prices = [f"Je propose un forfait de {price} € HT." for price in (4000, 6000, 8000)]
    removed = made.call_of(people.company, *prices, facts={**made.BUDGET})
    return {
        "no-budget": made.call_of(people.company, *prices, facts={}),
        "nothing": made.new_call(people.company),
        "one": made.call_of(people.company, prices[0]),
        "alike": made.call_of(people.company, *[prices[0]] * 3),
        "hostile": made.call_of(people.company, *prices, authors=(HOSTILE, LONG, "\u202eabc")),
        "removed": removed,
    }


PAGES = {
    "board": ("owner", "shortlist:board"),
    "board-reads": ("reads", "shortlist:board"),
    "criteria": ("owner", "shortlist:criteria"),
    "criteria-reads": ("reads", "shortlist:criteria"),
    "gated": ("owner", "shortlist:gated"),
}


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("locale", ["fr", "en"])
def test_everybody_can_read_it(
    name: str,
    locale: str,
    people: People,
    call: Call,
    open_as: Callable[..., Page],
    axe: Callable[[Page], None],
    fits: Callable[[Page], None],
    look: Callable[..., list[Path]],
) -> None:
    who, view = PAGES[name]
    path = reverse(view, args=[call.pk])
    for scheme, width in (("light", 1440), ("dark", 390)):
        page = open_as(people.users[who], path, scheme=scheme, width=width, locale=locale)
        fits(page)
        axe(page)
        assert page.faults == []  # type: ignore[attr-defined]
    look(people.users[who], path, f"{name}-{locale}", locale=locale)


@pytest.mark.parametrize("name", ["no-budget", "nothing", "one", "alike", "hostile", "removed"])
def test_every_state_is_designed(
    name: str,
    people: People,
    open_as: Callable[..., Page],
    axe: Callable[[Page], None],
    fits: Callable[[Page], None],
    look: Callable[..., list[Path]],
) -> None:
    call = states(people)[name]
    path = reverse("shortlist:board", args=[call.pk])
    if name == "removed":
        people.clients["owner"].get(path)
        decision = Decision.objects.get(call=call)
        decision.document["gate"] = [{"key": "price", "label": "Budget maximal", "on": "price", "at_most": 1000}]
        decision.save()
    for width in (390, 1440):
        page = open_as(people.users["owner"], path, width=width)
        fits(page)
        axe(page)
        assert page.faults == []  # type: ignore[attr-defined]
    look(people.users["owner"], path, f"state-{name}")


def test_a_slider_moves_the_rows_in_place(people: People, call: Call, open_as: Callable[..., Page]) -> None:
    page = open_as(people.users["owner"], reverse("shortlist:board", args=[call.pk]))
    before = page.locator(".offer h3").all_inner_texts()
    page.locator("#p_price").focus()
    page.keyboard.press("Home")
    expect(page.locator(".trying")).to_be_visible()
    expect(page.locator("#share-price")).to_contain_text("0\u202f%")
    assert page.locator(".offer h3").all_inner_texts() != before
    assert "p_price=0" in page.url
    expect(page.locator("#p_price")).to_be_focused()
    assert Decision.objects.get(call=call).document["price"]["points"] == 5
    page.get_by_role("button", name="Garder ces points").click()
    expect(page.get_by_role("status").first).to_contain_text("ceux de la décision")
    assert Decision.objects.get(call=call).document["price"]["points"] == 0


def test_all_at_zero_says_so_and_loses_nothing(people: People, call: Call, open_as: Callable[..., Page]) -> None:
    page = open_as(people.users["owner"], reverse("shortlist:board", args=[call.pk]))
    for slider in page.locator("#tuning input[type=range]").all():
        slider.focus()
        page.keyboard.press("Home")
    expect(page.get_by_role("alert")).to_contain_text("Donnez au moins un point")
    page.locator("#p_years").focus()
    page.keyboard.press("End")
    expect(page.locator(".offer").first).to_be_visible()


def test_without_scripts_a_button_ranks_again(people: People, call: Call, open_as: Callable[..., Page]) -> None:
    page = open_as(people.users["owner"], reverse("shortlist:board", args=[call.pk]), scripts=False)
    page.locator("#p_price").focus()
    page.keyboard.press("Home")
    page.get_by_role("button", name="Reclasser").click()
    expect(page.locator(".trying")).to_be_visible()
    expect(page.locator("#share-price")).to_contain_text("0\u202f%")


def test_a_criterion_is_added_in_one_line(people: People, call: Call, open_as: Callable[..., Page]) -> None:
    page = open_as(people.users["owner"], reverse("shortlist:criteria", args=[call.pk]), scripts=False)
    page.get_by_label("Un fait que vous nommez").fill("Connaît Odoo")
    page.locator("#id_words").fill("Odoo, OpenERP")
    page.get_by_role("button", name="Ajouter ce fait").click()
    expect(page.get_by_role("heading", name="Connaît Odoo")).to_be_visible()
    expect(page.get_by_text("mots\u00a0: Odoo, OpenERP").or_(page.get_by_text("mots : Odoo, OpenERP"))).to_be_visible()
