"""Who wrote twice: the pairs, the page of a reply, the letters; with the keyboard, without scripts, on a phone."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from orchestre_web.accounts.models import User
from orchestre_web.calls import demo
from orchestre_web.calls.models import Call
from tests.orchestre_web.calls.objects import call_of, deliver, five_letters
from tests.orchestre_web.people import People


@pytest.fixture
def call(people: People) -> Call:
    demo.seed(company=people.company, owner=people.users["owner"])
    return Call.objects.get()


@pytest.fixture
def letters(people: People) -> Call:
    call = call_of(people)
    deliver(call, five_letters())
    return call


def test_everybody_can_read_the_letters(
    letters: Call, people: People, readable: Callable[[User, str, str], None]
) -> None:
    reply = letters.replies.order_by("position")[0]
    for name, address in (
        ("letters", reverse("calls:letters", args=[letters.pk])),
        ("reply-letter", reverse("calls:reply", args=[letters.pk, reply.pk])),
        ("tray-letter", reverse("calls:tray", args=[letters.pk])),
        ("board-letter", reverse("shortlist:board", args=[letters.pk])),
    ):
        readable(people.users["owner"], address, name)


def test_everybody_can_read_them(call: Call, people: People, readable: Callable[[User, str, str], None]) -> None:
    link = call.person_links.filter(state="merged").order_by("pk").first()
    assert link is not None
    where = reverse("calls:same_person", args=[call.pk])
    for name, address in (
        ("same", where),
        ("same-merged", f"{where}?liste=merged"),
        ("same-refused", f"{where}?liste=refused"),
        ("reply-same", reverse("calls:reply", args=[call.pk, link.earlier_id])),
    ):
        readable(people.users["owner"], address, name)


@pytest.mark.parametrize("scripts", [True, False])
def test_pairs_are_answered_with_the_keyboard_one_after_another(
    scripts: bool, call: Call, people: People, open_as: Callable[..., Page]
) -> None:
    waiting = call.to_confirm
    page = open_as(people.users["owner"], reverse("calls:same_person", args=[call.pk]), scripts=scripts, width=390)
    second = page.locator(".same-pair h2").nth(1).inner_text()
    button = page.get_by_role("button", name="C’est la même personne").first
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(str(waiting - 1))
    expect(page.locator(".same-pair h2").first).to_have_text(second)
    # The next pair is where the keyboard is: Tab goes to its first link.
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('.same-pair').contains(document.activeElement)")
    page.get_by_role("button", name="Annuler").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(str(waiting))
