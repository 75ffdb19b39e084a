"""From nothing to a first useful screen: with a mouse, with the keyboard, without scripts, on a phone."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from orchestre_web.accounts import links
from orchestre_web.accounts.models import Company, Membership, User
from orchestre_web.accounts.roles import Role
from orchestre_web.calls import demo
from orchestre_web.calls.models import Call
from orchestre_web.calls.states import DeliveryState
from tests.orchestre_web.calls.objects import LETTERS, UNSURE, call_of, deliver
from tests.orchestre_web.people import People

SAMPLES = Path(demo.__file__).parent
PAGES = (
    "home", "new_call", "receive", "delivery", "columns", "stopped", "tray", "left_out", "repeats", "reply",
    "set_aside", "erase_reply", "remove_delivery", "delete_call", "empty",
)  # fmt: skip


@pytest.fixture
def addresses(people: People) -> dict[str, str]:
    """Every page of the room, in each of its states."""
    call = call_of(people)
    read = deliver(call, LETTERS)
    waiting = deliver(call, UNSURE, "colonnes.csv", read=False)
    stopped = deliver(call, "\x89PNG" + "\x01\x02\x03" * 300, "photo.csv", read=False)
    empty = call_of(people, "Traduire le site en anglais")
    offer, question = call.replies.get(kind="offer", folded=False), call.replies.get(kind="question")

    def at(view: str, *args: int, more: str = "") -> str:
        return reverse(f"calls:{view}", args=args) + more

    return {
        "home": at("home"),
        "new_call": at("new_call"),
        "receive": at("receive", call.pk),
        "delivery": at("delivery", call.pk, read.pk),
        "columns": at("delivery", call.pk, waiting.pk, more="?colonnes=1"),
        "stopped": at("delivery", call.pk, stopped.pk),
        "tray": at("tray", call.pk),
        "left_out": at("tray", call.pk, more="?sorte=left_out"),
        "repeats": at("tray", call.pk, more="?sorte=repeats"),
        "reply": at("reply", call.pk, offer.pk),
        "set_aside": at("reply", call.pk, question.pk),
        "erase_reply": at("erase_reply", call.pk, offer.pk),
        "remove_delivery": at("remove_delivery", call.pk, read.pk),
        "delete_call": at("delete_call", call.pk),
        "empty": at("receive", empty.pk),
    }


@pytest.mark.parametrize("name", PAGES)
def test_everybody_can_read_it(
    name: str, addresses: dict[str, str], people: People, readable: Callable[[User, str, str], None]
) -> None:
    readable(people.users["owner"], addresses[name], f"calls-{name}")


def test_an_empty_start_reaches_its_first_useful_screen_in_two_minutes(
    transactional_db: None, open_as: Callable[..., Page], live_server: Any
) -> None:
    """The link of the first day, one sentence, one file: then the replies are sorted, with the words that say why."""
    owner = User.objects.create_user("direction@exemple.example")
    Membership.objects.create(company=Company.objects.create(name="Maison Exemple"), user=owner, role=Role.OWNER)
    began = time.monotonic()
    page = open_as(None, first_day(owner))
    page.get_by_role("link", name="déjà reçu des réponses").click()
    page.get_by_label("Que cherchez-vous").fill("Refaire notre boutique en ligne, 600 produits, reliée au stock")
    page.get_by_label("De (€)").fill("8 000")
    page.get_by_label("À (€)").fill("20 000")
    page.get_by_label("Les réponses").set_input_files(SAMPLES / "replies.jsonl")
    expect(page.locator("[data-chosen]")).to_contain_text("replies.jsonl")
    page.get_by_role("button", name="Lire les réponses").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("335 réponses lues")
    page.get_by_role("link", name="Voir le classement").click()
    page.wait_for_url("**/choisir/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.locator("main").inner_text().count("€") >= 3
    assert page.faults == []  # type: ignore[attr-defined]
    assert time.monotonic() - began < 120


def first_day(owner: User) -> str:
    return reverse("accounts:first_log_in", args=[links.name_of(owner), links.first_log_in.make_token(owner)])


def test_an_import_by_the_keyboard_alone(people: People, open_as: Callable[..., Page]) -> None:
    page = open_as(people.users["edits"], reverse("calls:new_call"))
    page.get_by_label("Que cherchez-vous").focus()
    page.keyboard.type("Refaire notre boutique")
    for _ in range(5):  # two amounts, two quantities, the files
        page.keyboard.press("Tab")
    expect(page.get_by_label("Les réponses")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_label("Ou collez-les")).to_be_focused()
    page.keyboard.insert_text((SAMPLES / "sample_paste.txt").read_text(encoding="utf-8"))
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Lire les réponses")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("40 réponses lues")


@pytest.mark.parametrize("scripts", [True, False])
def test_columns_are_chosen_with_and_without_scripts(
    people: People, open_as: Callable[..., Page], scripts: bool
) -> None:
    call = call_of(people)
    delivery = deliver(call, UNSURE.replace("oui", "Oui, 3 000 € HT"), "colonnes.csv", read=False)
    page = open_as(
        people.users["edits"], reverse("calls:delivery", args=[call.pk, delivery.pk]), scripts=scripts, width=390
    )
    page.get_by_label("Contenu de la colonne Remarque").select_option("text")
    page.get_by_role("button", name="Lire les réponses").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("1 réponse lue")


def test_a_value_leads_to_its_words_and_is_corrected(people: People, open_as: Callable[..., Page]) -> None:
    call = call_of(people)
    deliver(call, LETTERS)
    offer = call.replies.get(kind="offer", folded=False)
    page = open_as(people.users["edits"], reverse("calls:reply", args=[call.pk, offer.pk]))
    page.get_by_role("link", name="voir les mots : 4 500 € HT").click()
    expect(page.locator("#mots-price-1 + mark")).to_be_in_viewport()
    price = page.locator("#valeur-price")
    price.get_by_text("Corriger").click()
    price.get_by_label("Montant").first.fill("5 200")
    price.get_by_role("button", name="Enregistrer la correction").click()
    expect(page.locator("#valeur-price")).to_contain_text("5\u202f200\u202f€ HT")
    page.get_by_role("button", name="Annuler : Prix").click()
    expect(page.locator("#valeur-price")).to_contain_text("4\u202f500\u202f€ HT")


def test_one_click_takes_a_reply_back_and_another_undoes_it(people: People, open_as: Callable[..., Page]) -> None:
    call = call_of(people)
    deliver(call, LETTERS)
    page = open_as(people.users["edits"], reverse("calls:tray", args=[call.pk]), scripts=False)
    page.get_by_role("button", name="Ramener au classement : Léo Caradec").click()
    expect(page.get_by_role("status")).to_contain_text("Léo Caradec est de retour dans le classement")
    page.goto(reverse("calls:reply", args=[call.pk, call.replies.get(author="Léo Caradec").pk]))
    page.get_by_role("button", name="Annuler : Place").click()
    expect(page.get_by_role("button", name="Ramener au classement")).to_be_visible()


@pytest.mark.parametrize("locale", ["fr", "en"])
def test_the_button_that_takes_back_stands_on_one_line(
    locale: str, people: People, open_as: Callable[..., Page], addresses: dict[str, str]
) -> None:
    for name in ("set_aside", "tray"):
        page = open_as(people.users["edits"], addresses[name], width=390, locale=locale)
        button = page.locator("form[action*='ramener'] button").first
        box = button.bounding_box()
        assert box is not None
        assert box["height"] < 50, f"{name}: {box}"


def test_progress_is_followed_then_gives_way(people: People, open_as: Callable[..., Page]) -> None:
    from orchestre_web.jobs.models import Job
    from orchestre_web.jobs.states import JobState

    call: Call = call_of(people)
    delivery = deliver(call, LETTERS)
    job = Job.objects.create(
        company=people.company, kind="calls.import", state=JobState.RUNNING, done=1200, total=4800,
        doing="calls.doing_read",
    )  # fmt: skip
    delivery.job, delivery.state = job, DeliveryState.RUNNING
    delivery.save()
    page = open_as(people.users["reads"], reverse("calls:delivery", args=[call.pk, delivery.pk]))
    expect(page.locator(".state")).to_contain_text("1\u202f200 sur 4\u202f800")
    delivery.state = DeliveryState.DONE
    delivery.save()
    Job.objects.filter(pk=job.pk).update(state=JobState.DONE, done=4800)
    expect(page.get_by_role("heading", level=1)).to_contain_text("3 réponses lues")
