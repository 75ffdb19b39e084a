"""Two prices corrected by hand: the third is read right, the page says so, and one click takes the lesson back."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from orchestre_web.accounts.models import User
from orchestre_web.calls import actions
from orchestre_web.calls.models import Call
from tests.orchestre_web.calls.objects import call_of, deliver
from tests.orchestre_web.people import People

LETTERS = """Nom;Message
Ana Béal;"Développeuse PHP, je demande 480 € et je suis disponible en mars."
Léo Caradec;"Intégrateur, je demande 430 € HT, références sur demande."
Mina Dorval;"Graphiste, je demande 450 € et je peux commencer lundi."
"""


def address(call: Call, author: str) -> str:
    return reverse("calls:reply", args=[call.pk, call.replies.get(author=author).pk])


def correct_by_day(page: Page) -> None:
    price = page.locator("#valeur-price")
    price.locator("summary").click()
    price.locator("select[name=unit]").first.select_option("day")
    price.get_by_role("button", name="Enregistrer la correction").click()


@pytest.mark.parametrize("scripts", [True, False])
def test_two_corrected_prices_read_the_third(people: People, open_as: Callable[..., Page], scripts: bool) -> None:
    call = call_of(people)
    deliver(call, LETTERS)
    page = open_as(people.users["edits"], address(call, "Ana Béal"), scripts=scripts, width=390)
    correct_by_day(page)
    page.goto(page.url.split("/appels/")[0] + address(call, "Léo Caradec"))
    correct_by_day(page)
    expect(page.get_by_text("Cela a aussi changé")).to_be_visible()
    page.get_by_role("link", name="voir", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ce qui a été appris")
    expect(page.get_by_text("se lit par jour").first).to_be_visible()
    expect(page.get_by_role("link", name="Mina Dorval")).to_be_visible()
    page.get_by_role("button", name="Ne plus appliquer").first.click()
    expect(page.get_by_text("La leçon ne s’applique plus")).to_be_visible()
    assert page.faults == []  # type: ignore[attr-defined]


def test_everybody_can_read_what_was_learnt(people: People, readable: Callable[[User, str, str], None]) -> None:
    call = call_of(people)
    deliver(call, LETTERS)
    empty = reverse("calls:learnt", args=[call.pk])
    readable(people.users["owner"], empty, "calls-learnt-empty")
    for author, amount in (("Ana Béal", 480), ("Léo Caradec", 430)):
        actions.correct(
            user=people.users["owner"], call_id=call.pk, reply_id=call.replies.get(author=author).pk, field="price",
            value=[{"amount_min": amount, "amount_max": amount, "unit": "day"}], now=timezone.now(),
        )  # fmt: skip
    readable(people.users["owner"], empty, "calls-learnt")
