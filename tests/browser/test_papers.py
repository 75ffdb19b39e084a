"""The choice on paper, as people meet it: from the board to one sheet to sign."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from orchestre_web.calls.models import Call
from tests.browser.test_board import states
from tests.orchestre_web.people import People
from tests.orchestre_web.shortlist import calls_for_tests as made


@pytest.fixture
def call(people: People) -> Call:
    return made.demo_call(people.company)


def sheets(page: Page) -> int:
    """How many sheets of A4 the page takes when it is printed."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))


@pytest.mark.parametrize("locale", ["fr", "en"])
def test_everybody_can_read_it_and_it_prints_on_one_sheet(
    locale: str,
    people: People,
    call: Call,
    open_as: Callable[..., Page],
    axe: Callable[[Page], None],
    fits: Callable[[Page], None],
    look: Callable[..., list[Path]],
) -> None:
    path = reverse("shortlist:page", args=[call.pk])
    for scheme, width in (("light", 1440), ("dark", 390)):
        page = open_as(people.users["reads"], path, scheme=scheme, width=width, locale=locale)
        fits(page)
        axe(page)
        assert page.faults == []  # type: ignore[attr-defined]
    assert sheets(page) == 1
    look(people.users["owner"], path, f"one-page-{locale}", locale=locale)


@pytest.mark.parametrize("name", ["nothing", "one", "alike", "hostile"])
def test_every_state_is_one_sheet_too(
    name: str, people: People, open_as: Callable[..., Page], fits: Callable[[Page], None]
) -> None:
    page = open_as(people.users["owner"], reverse("shortlist:page", args=[states(people)[name].pk]), width=390)
    fits(page)
    assert sheets(page) == 1


def test_from_the_board_to_the_sheet_then_the_same_figures_again(
    people: People,
    call: Call,
    open_as: Callable[..., Page],
    axe: Callable[[Page], None],
    look: Callable[..., list[Path]],
) -> None:
    page = open_as(people.users["owner"], reverse("shortlist:board", args=[call.pk]), scripts=False)
    page.get_by_role("link", name="Ma décision en une page").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ma décision en une page")
    with page.expect_download() as got:
        page.get_by_role("link", name="Télécharger la page (PDF)").click()
    assert got.value.suggested_filename == f"ma-decision-{call.pk}.pdf"
    page.get_by_role("link", name="Revenir au classement").click()
    page.get_by_role("button", name="Garder ce classement").click()
    page.get_by_role("link", name="Recalculer pour vérifier").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mêmes chiffres")
    axe(open_as(people.users["owner"], page.url))
    look(people.users["owner"], page.url, "replay")
