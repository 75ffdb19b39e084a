"""Replies graded by reading them: ten by keyboard, the same by buttons alone, and what the graders see afterwards."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from orchestre_web.accounts.models import User
from orchestre_web.calls import demo
from orchestre_web.calls.models import Call
from orchestre_web.grading import actions
from orchestre_web.shortlist.models import Grade
from tests.orchestre_web.grading.objects import KEY, by_hand
from tests.orchestre_web.people import People


@pytest.fixture
def call(people: People) -> Call:
    demo.seed(company=people.company, owner=people.users["owner"])
    call = Call.objects.get()
    by_hand(people, call)
    return call


def graded(people: People, call: Call) -> None:
    replies = call.replies.standing().order_by("position")[:6]
    for n, reply in enumerate(replies):
        for who, mark in (("owner", n % 4), ("judges", (n // 2) % 4)):
            actions.grade(
                user=people.users[who], call_id=call.pk, reply_id=reply.pk, key=KEY, mark=mark, now=timezone.now()
            )


def test_everybody_can_read_them(people: People, call: Call, readable: Callable[[User, str, str], None]) -> None:
    owner = people.users["owner"]
    readable(owner, reverse("grading:grade", args=[call.pk]), "grading")
    graded(people, call)
    readable(people.users["reads"], f"{reverse('grading:summary', args=[call.pk])}?premieres=100", "grading-summary")
    readable(owner, reverse("shortlist:criteria", args=[call.pk]), "grading-criteria")
    readable(owner, reverse("shortlist:board", args=[call.pk]), "grading-board")


def test_ten_replies_are_graded_by_keyboard(people: People, call: Call, open_as: Callable[..., Page]) -> None:
    page = open_as(people.users["owner"], reverse("grading:grade", args=[call.pk]))
    for n in range(10):
        expect(page.locator(".grading-head")).to_contain_text(f"{n} {'notées' if n > 1 else 'notée'}")
        page.keyboard.press(str(n % 4 + 1))
    expect(page.locator(".grading-head")).to_contain_text("10 notées")
    assert Grade.objects.filter(undone_at=None).count() == 10
    assert len(set(Grade.objects.values_list("reply_id", flat=True))) == 10
    page.keyboard.press("u")
    expect(page.get_by_text("La dernière note est annulée")).to_be_visible()
    expect(page.locator(".grading-head")).to_contain_text("9 notées")
    first = page.locator("article").inner_text()
    page.keyboard.press("ArrowRight")
    expect(page.locator("article")).not_to_have_text(first)
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    expect(page.locator(".grading-head")).to_contain_text("9 notées")
    page.locator("h1").click()  # the keys go on being heard wherever one clicked in the bench
    assert page.faults == []  # type: ignore[attr-defined]


def test_keys_pressed_in_haste_grade_each_reply_once(people: People, call: Call, open_as: Callable[..., Page]) -> None:
    page = open_as(people.users["owner"], reverse("grading:grade", args=[call.pk]))
    for _ in range(6):
        page.keyboard.press("3")
    page.wait_for_load_state("networkidle")
    given = list(Grade.objects.values_list("reply_id", flat=True))
    assert given
    assert len(given) == len(set(given))


def test_the_same_by_buttons_without_scripts_on_a_phone(
    people: People, call: Call, open_as: Callable[..., Page], fits: Callable[[Page], None]
) -> None:
    graded(people, call)
    before = Grade.objects.filter(undone_at=None).count()
    page = open_as(people.users["judges"], reverse("grading:grade", args=[call.pk]), scripts=False, width=390)
    for _ in range(3):
        page.get_by_role("button", name="bon").click()
    page.get_by_role("link", name="Passer").click()
    page.get_by_role("button", name="Annuler la dernière note").click()
    assert Grade.objects.filter(undone_at=None).count() == before + 2
    page.get_by_role("link", name="Voir le bilan").click()
    fits(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("offre")


def test_the_owner_adds_the_criterion_with_his_own_words(
    people: People, call: Call, open_as: Callable[..., Page]
) -> None:
    page = open_as(people.users["owner"], reverse("shortlist:criteria", args=[call.pk]))
    page.get_by_text("Ce qui se note à l’œil").click()
    form = page.locator("form", has=page.locator("[name=levels]")).last
    form.get_by_label("Ce que vous notez").fill("A compris notre métier")
    form.get_by_label("Niveaux").fill("hors sujet, en parle, l'a déjà fait")
    form.get_by_role("button", name="Ajouter").click()
    expect(page.get_by_text("De hors sujet à l'a déjà fait").or_(page.get_by_text("hors sujet").first)).to_be_visible()
    page.get_by_role("link", name="Noter A compris notre métier").click()
    expect(page.locator("#a-lire")).to_be_focused()
    page.keyboard.press("3")
    expect(page.locator(".grading-head")).to_contain_text("1 notée")
