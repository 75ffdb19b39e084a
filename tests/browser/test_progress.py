"""The bar tells the truth while one watches, with scripts and without, and leads on when it is over."""

from collections.abc import Callable

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from orchestre_web.jobs.models import Job
from orchestre_web.jobs.states import JobState
from tests.orchestre_web.people import People


def running(people: People, **values: object) -> Job:
    return Job.objects.create(
        company=people.company, kind="count", state=JobState.RUNNING, heartbeat=timezone.now(), **values
    )


def test_it_moves_by_itself_then_leads_on(people: People, open_as: Callable[..., Page]) -> None:
    job = running(people, done=1300, total=5000, then=reverse("accounts:account"))
    page = open_as(people.users["edits"], reverse("jobs:job", args=[job.pk]))
    expect(page.locator("progress")).to_have_attribute("value", "26")
    expect(page.locator(".state")).to_contain_text("1\u202f300 sur 5\u202f000")
    page.get_by_role("button", name="Arrêter").focus()
    Job.objects.filter(pk=job.pk).update(done=2500)
    expect(page.locator("progress")).to_have_attribute("value", "50")
    expect(page.get_by_role("button", name="Arrêter")).to_be_focused()
    Job.objects.filter(pk=job.pk).update(state=JobState.DONE, done=5000)
    page.wait_for_url("**/compte")


def test_without_scripts_the_page_comes_again(people: People, open_as: Callable[..., Page]) -> None:
    job = running(people, done=1, total=2, then=reverse("accounts:account"))
    page = open_as(people.users["edits"], reverse("jobs:job", args=[job.pk]), scripts=False)
    expect(page.locator("progress")).to_have_attribute("value", "50")
    Job.objects.filter(pk=job.pk).update(state=JobState.DONE)
    page.wait_for_url("**/compte")


def test_it_can_be_stopped_and_what_is_done_is_said(people: People, open_as: Callable[..., Page]) -> None:
    job = running(people, done=1300, total=5000)
    page = open_as(people.users["edits"], reverse("jobs:job", args=[job.pk]))
    page.get_by_role("button", name="Arrêter").click()
    expect(page.get_by_role("status")).to_contain_text("1\u202f300 lignes faites sont gardées")


def test_everything_is_reached_by_keyboard(people: People, open_as: Callable[..., Page]) -> None:
    page = open_as(people.users["owner"], "/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Aller au contenu")).to_be_focused()
    before_menu = page.locator("header").locator("a, button, summary").all()
    for each in before_menu[: [each.evaluate("each => each.localName") for each in before_menu].index("summary") + 1]:
        page.keyboard.press("Tab")
        expect(each).to_be_focused()
    expect(page.locator("details.menu > summary")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Mon compte")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Mon compte")).to_be_hidden()


def test_the_language_switch_and_the_appearance(people: People, open_as: Callable[..., Page]) -> None:
    page = open_as(people.users["owner"], "/")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Where to start?")
    page.locator("details.menu > summary").click()
    page.get_by_role("button", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    paper = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert paper == "rgb(25, 22, 19)"
