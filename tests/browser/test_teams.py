"""One provider or several, as people meet it: lots taken from what the offers say, then compared; no scripts needed."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from orchestre_web.accounts.models import User
from orchestre_web.calls import demo
from orchestre_web.calls.models import Call
from tests.orchestre_web.people import People


@pytest.fixture
def call(people: People) -> Call:
    demo.seed(company=people.company, owner=people.users["owner"])
    return Call.objects.get()


def test_everybody_can_read_it(call: Call, people: People, readable: Callable[[User, str, str], None]) -> None:
    owner, client = people.users["owner"], people.clients["owner"]
    home = reverse("teams:home", args=[call.pk])
    readable(owner, home, "teams-empty")
    client.post(reverse("teams:take_proposed", args=[call.pk]))
    values = {"days_low": "1", "days_high": "3", "owner_day": "450", "day_rate": "650", "conductor_days": "2"}
    client.post(
        reverse("teams:change_coordination", args=[call.pk]), {**values, "days_each": "0,5", "owner_days": "0,25"}
    )
    readable(owner, home, "teams-stated")
    client.post(reverse("teams:compare", args=[call.pk]))
    readable(owner, home, "teams")


@pytest.mark.parametrize("scripts", [True, False])
def test_lots_are_taken_and_compared(scripts: bool, call: Call, people: People, open_as: Callable[..., Page]) -> None:
    board = reverse("shortlist:board", args=[call.pk])
    page = open_as(people.users["owner"], board, scripts=scripts, width=390)
    page.get_by_text("Voir autrement, inviter à juger").press("Enter")
    looks = page.get_by_role("navigation", name="Autres vues du classement")
    looks.get_by_role("link", name="Un seul prestataire, ou plusieurs").press("Enter")
    page.get_by_role("button", name="Prendre ces lots et comparer").press("Enter")
    expect(page.get_by_role("heading", name="Les trois façons de faire, côte à côte")).to_be_visible()
    expect(page.get_by_role("table")).to_contain_text("PrestaShop")
    page.get_by_role("group").filter(has_text="Modifier").first.locator("summary").press("Enter")
    page.get_by_label("Nom du lot").first.fill("Le site")
    page.get_by_role("button", name="Enregistrer").first.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("« Le site » est changé")
    page.get_by_role("button", name="Comparer un seul et plusieurs").press("Enter")
    expect(page.get_by_role("heading", name="Les trois façons de faire, côte à côte")).to_be_visible()
