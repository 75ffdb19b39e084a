"""The page of one offer: why it stands there, what would move it, what to talk about with who made it."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from orchestre_web.calls.models import Call
from orchestre_web.shortlist import actions as boards
from orchestre_web.shortlist.actions import deciding
from orchestre_web.shortlist.shown.moving import moving
from tests.orchestre_web.people import People
from tests.orchestre_web.queries import at_most
from tests.orchestre_web.shortlist import calls_for_tests as made

CHEAP = "Forfait de 4 000 € HT, 2 ans d'expérience, disponible de suite."
SKILLED = "Forfait de 9 000 € HT, 9 ans d'expérience, disponible de suite."
POOR = "Forfait de 10 000 € HT, 1 an d'expérience, disponible dans 50 jours."


@pytest.fixture
def call(people: People) -> Call:
    return made.call_of(people.company, CHEAP, SKILLED, POOR, authors=("Ana Béal", "Zoé Quark", "Bob Dur"))


def said(client: Client, call: Call, author: str, language: str = "fr", **more: str) -> str:
    pk = call.replies.get(author=author).pk
    headers = {"HTTP_ACCEPT_LANGUAGE": language} | more
    answer = client.get(reverse("shortlist:offer", args=[call.pk, pk]), **headers)
    assert answer.status_code == 200
    text = re.sub("<[^>]+>", " ", answer.content.decode())
    return " ".join(text.split()).replace("\u202f", " ").replace("\u00a0", " ")


def test_the_first_says_what_would_make_it_lose(people: People, call: Call) -> None:
    text = said(people.clients["owner"], call, "Ana Béal")
    assert "Ce qui lui ferait perdre la première place" in text
    assert "Zoé Quark passe devant" in text
    assert re.search(r"points? devant Zoé Quark", text)
    assert "Ce qui la mettrait en tête" not in text


def test_another_says_why_not_and_at_what_price(people: People, call: Call) -> None:
    text = said(people.clients["owner"], call, "Zoé Quark")
    assert re.search(r"Il lui manque \d+ points? pour égaler Ana Béal", text)
    assert "Ce qui la mettrait en tête" in text
    assert re.search(r"Elle serait première à moins de \d[\d ]* €", text)


def test_one_that_is_beaten_everywhere_says_by_whom(people: People, call: Call) -> None:
    text = said(people.clients["owner"], call, "Bob Dur")
    assert re.search(r"(Zoé Quark|Ana Béal) fait aussi bien ou mieux sur tous vos critères", text)


def test_what_to_talk_about_has_euros_and_ranks(people: People, call: Call) -> None:
    text = said(people.clients["owner"], call, "Zoé Quark").split("De quoi parler avec son auteur")[1]
    assert re.search(r"soit \d[\d ]* €", text)
    assert re.search(r"rang \d", text)


def test_in_english_and_as_a_part(people: People, call: Call) -> None:
    people.clients["owner"].cookies["django_language"] = "en"
    text = said(people.clients["owner"], call, "Ana Béal", "en", HTTP_HX_REQUEST="true")
    assert "What to discuss" in text
    assert "<html" not in text


def test_one_offer_alone_has_nothing_to_say(people: People) -> None:
    alone = made.call_of(people.company, CHEAP, authors=("Ana Béal",))
    assert "Pourquoi cette place" not in said(people.clients["owner"], alone, "Ana Béal")


def test_it_costs_no_query_an_offer(people: People, call: Call) -> None:
    owner = people.clients["owner"]
    said(owner, call, "Zoé Quark")
    with at_most(17):
        said(owner, call, "Zoé Quark")


def test_the_board_leads_there(people: People, call: Call) -> None:
    html = people.clients["owner"].get(reverse("shortlist:board", args=[call.pk])).content.decode()
    assert "Pourquoi elle, et ce qui changerait tout" in html


RULES: list[tuple[str, dict[str, int]]] = [
    ("budget", {}), ("adjusted", {"euro_per_point": 90}), ("per_point", {"quality_floor": 30}),
    ("lowest_over_price", {}), ("linear", {}), ("percent_gap", {}), ("average", {}),
]  # fmt: skip


def test_every_offer_under_every_formula_has_its_sentences(people: People) -> None:
    """Of the example's offers some all the way down, in both languages."""
    call = made.demo_call(people.company)
    assert boards.board(call, now=timezone.now()) is not None
    for rule, figures in RULES:
        deciding.change(
            call, people.users["owner"], timezone.now(), "board.change_rule",
            lambda old, rule=rule, figures=figures: {**old, "price": {**old["price"], "rule": rule, **figures}},
        )  # fmt: skip
        board = boards.board(call, now=timezone.now())
        assert board is not None
        tried = board.tried({})
        for at, row in enumerate(tried.ranking.order[::25].tolist()):
            for language in ("fr", "en"):
                found = moving(board, tried, row, language)
                assert found is not None
                assert found.is_first == (at == 0)
                assert bool(found.why_not) == (at > 0)
                assert not any("{" in each for each in (found.gap, found.why_not, *found.loses, *found.talk))
