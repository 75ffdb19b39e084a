"""A decision settled by the owner's figures, kept, and read again; with scripts and without, in both languages."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from orchestre.arbitration import topics
from orchestre_web.accounts.models import User
from orchestre_web.arbitration.models import Arbitration
from tests.orchestre_web.people import People


@pytest.mark.parametrize("scripts", [True, False])
def test_from_the_question_to_the_decision_kept(
    scripts: bool, language: str, people: People, open_as: Callable[..., Page], words: Callable[..., str]
) -> None:
    page = open_as(people.users["owner"], "/", scripts=scripts, locale=language, width=390)
    page.get_by_role("link", name=words("arbitrations.home_title"), exact=True).first.click()
    page.locator("h2 a[href*=assistant]").click()
    expect(page.get_by_text(words("arbitrations.source_ours")).first).to_be_attached()
    page.locator("#id_wrong_cost").fill("n'importe quoi")
    page.get_by_role("button", name=words("arbitrations.do_again")).click()
    expect(page.get_by_role("alert")).to_contain_text("1")
    page.locator("#id_wrong_cost").fill("1 à 3")
    page.get_by_text(words("arbitrations.our_figures")).click()  # open already where a figure is to be mended
    page.get_by_text(words("arbitrations.our_figures")).click()
    page.locator("#id_wrong").fill("2 %")
    page.locator("#id_minutes").fill("10")
    page.get_by_role("button", name=words("arbitrations.do_again")).click()
    expect(page.locator("#id_minutes")).to_have_value("10")
    page.get_by_role("button", name=words("arbitrations.do_keep")).click()
    expect(page.get_by_role("status")).to_contain_text(words("arbitrations.is_kept"))
    kept = Arbitration.objects.get()
    assert kept.given == {"wrong_cost": [1, 2, 3], "wrong": [0.02, 0.02, 0.02], "minutes": [10, 10, 10]}
    assert kept.document["best"] == "assistant"
    page.get_by_role("link", name=words("arbitrations.do_other_figures")).click()
    expect(page.locator("#id_wrong_cost")).to_have_value("1 ; 2 ; 3")
    page.goto(reverse("arbitration:kept", args=[kept.pk]))
    page.get_by_role("button", name=words("arbitrations.do_put_aside")).click()
    expect(page.get_by_text(words("arbitrations.aside")).first).to_be_visible()
    assert [each for each in page.faults if "422" not in each] == []  # type: ignore[attr-defined]


def test_everybody_can_read_them(people: People, readable: Callable[[User, str, str], None]) -> None:
    owner = people.users["owner"]
    readable(owner, reverse("arbitration:home"), "decide")
    for topic in topics():
        readable(owner, reverse("arbitration:topic", args=[topic]), f"decide-{topic}")


def test_everybody_hears_which_figure_is_to_be_mended(
    people: People, open_as: Callable[..., Page], axe: Callable[[Page], None], fits: Callable[[Page], None]
) -> None:
    page = open_as(people.users["owner"], reverse("arbitration:topic", args=["shop"]) + "?margin=abc", width=390)
    axe(page)
    fits(page)
    field = page.locator("#id_margin")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_value("abc")
