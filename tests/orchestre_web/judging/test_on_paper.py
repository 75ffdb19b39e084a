"""The choice on paper: the page follows what people chose, the minutes leave as files."""

import io
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from docx import Document as read_docx

from orchestre_web.calls.models import Call
from orchestre_web.judging import actions
from orchestre_web.judging.models import Choice
from orchestre_web.judging.states import Part
from orchestre_web.shortlist import actions as boards
from orchestre_web.shortlist import queries as choices
from orchestre_web.shortlist.models import WorkedOut
from tests.orchestre_web.people import People
from tests.orchestre_web.shortlist import calls_for_tests as made

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(people: People) -> Call:
    """Zoé is first by far; Ana is the next one."""
    call = made.call_of(
        people.company,
        "Forfait 11 000 € HT, 1 an d'expérience.",
        "Forfait de 4 000 € HT, 12 ans d'expérience.",
        authors=("Ana Béal", "Zoé Quark"),
    )
    boards.board(call, now=timezone.now())
    return call


@pytest.fixture
def owner(people: People) -> Client:
    return people.clients["owner"]


def choose(people: People, call: Call, offer: str, why: str = "Elle connaît la maison.") -> Choice:
    now = timezone.now()
    return actions.choose(user=people.users["edits"], call_id=call.pk, offer_id=offer, why=why, now=now)


def page_of(client: Client, call: Call) -> str:
    html = client.get(reverse("shortlist:page", args=[call.pk])).content.decode()
    article = html[html.index("<article") : html.index("</article>")]
    return " ".join(re.sub("<[^>]+>", " ", article).split())


def docx_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    read = read_docx(io.BytesIO(bytes(response.content)))
    cells = [cell.text for table in read.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in read.paragraphs), *cells])


def test_the_page_is_about_the_offer_that_was_chosen(people: People, call: Call, owner: Client) -> None:
    assert page_of(owner, call).index("Zoé Quark") < page_of(owner, call).index("Ce qui parle pour elle")
    choose(people, call, "r0")
    page = page_of(owner, call)
    who, rest = page.split("Pourquoi pas le premier du classement")
    assert "Ana Béal" in who
    assert "Zoé Quark" not in who
    assert "11 000" in who.replace("\u202f", " ").replace("\xa0", " ")
    assert "Zoé Quark est premier" in rest
    assert "Elle connaît la maison." in rest
    assert "Pour Zoé Quark, premier du classement" in rest
    assert "Le suivant" not in page


def test_a_departure_without_a_reason_is_told(people: People, call: Call, owner: Client) -> None:
    choose(people, call, "r0", why="A reason")
    Choice.objects.update(why="")  # as it could be left before one was asked for
    assert "Aucune raison" in page_of(owner, call)


def test_the_first_one_chosen_departs_from_nothing(people: People, call: Call, owner: Client) -> None:
    choose(people, call, "r1")
    page = page_of(owner, call)
    assert "Pourquoi pas" not in page
    assert "Choisi par" in page
    assert "Elle connaît la maison." in page
    assert "Le suivant" in page


def test_the_approval_stands_on_the_page_and_in_the_files(people: People, call: Call, owner: Client) -> None:
    now = timezone.now()
    actions.set_limit(user=people.users["owner"], company_id=people.company.pk, amount=1000, now=now)
    choice = choose(people, call, "r0")
    assert "pas encore donné" in page_of(owner, call)
    actions.approve(
        user=people.users["owner"], call_id=call.pk, choice_id=choice.pk, approved=False, reason="Trop cher.", now=now
    )
    for words in (page_of(owner, call), docx_of(owner, reverse("shortlist:paper", args=[call.pk, "page", "docx"]))):
        assert "Refus de" in words
        assert "Trop cher." in words
    record = docx_of(owner, reverse("shortlist:paper", args=[call.pk, "dossier", "docx"]))
    assert "Pourquoi pas le premier du classement" in record


def test_an_offer_that_left_the_ranking_is_told(people: People, call: Call, owner: Client) -> None:
    choose(people, call, "r0")
    call.replies.filter(source_id="r0").update(kept=False)
    Call.objects.filter(pk=call.pk).update(version=call.version + 1)
    page = page_of(owner, call)
    assert "n’est plus dans ce classement" in page
    assert "Ana Béal" in page


def test_the_chances_are_those_that_are_kept(
    people: People, call: Call, owner: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = page_of(owner, call)
    assert WorkedOut.objects.filter(cells=choices.cells_row(call)).count() == 1
    monkeypatch.setattr("orchestre.shortlist.tried.sureness", None)
    assert page_of(owner, call) == first


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_minutes_as_files_say_what_their_page_says(
    language: str, people: People, call: Call, owner: Client
) -> None:
    now = timezone.now()
    for name in ("Finances", "Atelier <&>"):
        actions.invite_judge(user=people.users["owner"], call_id=call.pk, name=name, part=Part.FINANCE, now=now)
    choose(people, call, "r0")
    owner.post(reverse("site:language"), {"language": language})
    words = docx_of(owner, reverse("judging:minutes_file", args=[call.pk, "docx"]))
    for each in ("Ana Béal", "Elle connaît la maison.", "Finances", "Atelier <&>", "Menuiserie Exemple"):
        assert each in words or each == "Menuiserie Exemple"
    assert ("Procès-verbal du choix" if language == "fr" else "Minutes of the choice") in words
    response = owner.get(reverse("judging:minutes_file", args=[call.pk, "pdf"]))
    assert bytes(response.content).startswith(b"%PDF")
    assert b"/StructTreeRoot" in bytes(response.content)


def test_minutes_before_any_choice_and_without_a_rule(people: People, call: Call, owner: Client) -> None:
    assert "Aucune offre" in docx_of(owner, reverse("judging:minutes_file", args=[call.pk, "docx"]))
    bare = made.call_of(people.company, "Forfait de 4 000 € HT.", facts={})
    assert owner.get(reverse("judging:minutes_file", args=[bare.pk, "pdf"])).status_code == 302


def test_the_minutes_say_what_of_the_rule_changed_before_the_choice(people: People, call: Call, owner: Client) -> None:
    def minutes() -> list[str]:
        page = " ".join(owner.get(reverse("judging:minutes", args=[call.pk])).content.decode().split())
        return [page, docx_of(owner, reverse("judging:minutes_file", args=[call.pk, "docx"]))]

    def formula(rule: str) -> None:
        values = {"rule": rule, "euro_per_point": None, "quality_floor": None}
        boards.change_formula(user=people.users["owner"], call_id=call.pk, values=values, now=timezone.now())

    for each in minutes():
        assert "Règle arrêtée le" in each
        assert "Linéaire" not in each
    formula("linear")
    for each in minutes():
        assert "Linéaire" in each
        assert "Sans raison notée" in each
    choose(people, call, "r0")
    formula("average")
    for each in minutes():
        assert "Linéaire" in each
        assert "Moyenne" not in each
