"""A choice that is told everywhere, and its way back: read by everybody, done without a mouse's help."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from orchestre_web.accounts.models import User
from orchestre_web.judging.models import Choice
from tests.orchestre_web.award.objects import chosen_call, told_call
from tests.orchestre_web.people import People


@pytest.mark.parametrize("view", ["shortlist:board", "answers:home"])
def test_pages_that_tell_the_choice_are_readable(
    view: str, people: People, readable: Callable[[User, str, str], None]
) -> None:
    call = chosen_call(people)
    readable(people.users["owner"], reverse(view, args=[call.pk]), view.replace(":", "-"))


@pytest.mark.parametrize("scripts", [True, False])
def test_a_choice_is_taken_back_from_its_page(
    scripts: bool, people: People, open_as: Callable[..., Page], readable: Callable[[User, str, str], None]
) -> None:
    call = told_call(people)
    address = reverse("judging:decision", args=[call.pk])
    readable(people.users["owner"], address, f"decision-{scripts}")
    page = open_as(people.users["owner"], address, scripts=scripts, width=390)
    page.get_by_text("Retirer ce choix").click()
    expect(page.get_by_text("3 lettres de ce choix sont déjà parties")).to_be_visible()
    page.get_by_label("Pourquoi vous revenez en arrière").fill("Le prix a été mal lu.")
    page.get_by_role("button", name="Retirer le choix").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Plus rien n’est choisi")
    assert Choice.objects.get().withdrawn_why == "Le prix a été mal lu."
    readable(people.users["owner"], address, f"taken-back-{scripts}")
