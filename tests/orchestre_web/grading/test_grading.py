"""Grades by hand: what the reader sees, what his grades are worth, and where they go."""

import json
import re
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from orchestre.basics import OrchestreError
from orchestre.decision.values import Floats
from orchestre_web.calls import actions as calls
from orchestre_web.calls.models import Call
from orchestre_web.grading import actions, queries, shown
from orchestre_web.shortlist import actions as boards
from orchestre_web.shortlist.models import Decision, Grade, Ranking
from tests.orchestre_web.calls.objects import call_of, deliver, five_letters
from tests.orchestre_web.grading.objects import KEY, by_hand
from tests.orchestre_web.people import People
from tests.orchestre_web.queries import at_most
from tests.orchestre_web.shortlist import calls_for_tests as made

pytestmark = pytest.mark.django_db

OFFERS = (
    "Forfait 4 000 € HT, 5 ans d'expérience.",
    "Je demande 6 000 € HT pour le tout, avec une phrase bien tournée.",
    "Forfait de 11 500 € HT.",
)


@pytest.fixture
def call(people: People) -> Call:
    call = made.call_of(people.company, *OFFERS, authors=("Ana Béal", "Zoé Quark", "Léo Pic"))
    by_hand(people, call)
    return call


def give(people: People, call: Call, who: str, author: str, mark: float) -> None:
    reply = call.replies.get(author=author)
    user = people.users[who]
    actions.grade(user=user, call_id=call.pk, reply_id=reply.pk, key=KEY, mark=mark, now=timezone.now())


def cell(call: Call, author: str) -> tuple[float, float, float, bool]:
    standing = boards.board(Call.objects.get(pk=call.pk), now=timezone.now())
    assert standing is not None
    cells, row = standing.table.cells, standing.table.cells.ids.index(call.replies.get(author=author).source_id)
    column = cells.keys.index(KEY)

    def at(values: Floats) -> float:
        return float(values[row, column])

    return at(cells.low), at(cells.likely), at(cells.high), bool(standing.table.missing[row, column])


def test_ungraded_is_unknown_and_grades_count_as_their_mean(people: People, call: Call) -> None:
    assert cell(call, "Ana Béal") == (0, 1.5, 3, True)
    give(people, call, "owner", "Ana Béal", 1)
    assert cell(call, "Ana Béal") == (1, 1, 1, False)
    give(people, call, "judges", "Ana Béal", 3)
    assert cell(call, "Ana Béal") == (1, 2, 3, False)
    give(people, call, "owner", "Ana Béal", 2)
    assert cell(call, "Ana Béal") == (2, 2.5, 3, False)
    actions.undo_grade(user=people.users["owner"], call_id=call.pk, key=KEY, now=timezone.now())
    assert cell(call, "Ana Béal") == (1, 2, 3, False)
    assert Grade.objects.count() == 3


@pytest.mark.parametrize("mark", [-1, 0.5, 4, float("nan"), float("inf")])
def test_a_mark_that_is_no_level_is_refused(people: People, call: Call, mark: float) -> None:
    with pytest.raises(OrchestreError):
        give(people, call, "owner", "Ana Béal", mark)
    with pytest.raises(actions.NothingToUndo):
        actions.undo_grade(user=people.users["owner"], call_id=call.pk, key=KEY, now=timezone.now())


def page(people: People, call: Call, who: str = "owner", **asked: Any) -> str:
    answer = people.clients[who].get(reverse("grading:grade", args=[call.pk]), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_neither_price_nor_place_nor_name_is_on_the_page(people: People, call: Call) -> None:
    for reply in call.replies.all():
        html = page(people, call, reponse=reply.pk)
        main = html[html.index("<article") : html.index("</article>")]
        assert "prix caché" in main
        assert not re.search(r"\d[\d\s\u202f]*€", main)
        assert reply.author not in html


@pytest.mark.parametrize(
    "text", ["450€/jour", "€ 12,000 all in", "1 200,50 euros HT", "12 k€", "compter 3000 EUR", "300 $ / h", "£40"]
)
def test_amounts_nobody_read_are_hidden_too(text: str) -> None:
    pieces = shown.without_prices(f"Voici : {text}, merci", {})
    assert not any(character.isdigit() for piece in pieces if not piece.hidden for character in piece.text)
    assert "".join(piece.text for piece in pieces) == f"Voici : {text}, merci"


@pytest.mark.parametrize(
    ("text", "author", "left"),
    [
        ("Moi c'est Ana, ana@beal.example", "Ana Béal", "Moi c'est …, …"),
        ("Anaïs et Béal : une caisse", "Ana Béal <x@y.example>", "Anaïs et … : une caisse"),
        ("Gégé fait votre caisse", "Gégé Caisse", "… fait votre caisse"),
        ("On se dit tout", "", "On se dit tout"),
        ("ana (at) beal (point) fr ou ana.beal [arobase] free.fr", "", "… ou …"),
        ("Tél. 06.12.34.56.78, +33 (0)6 12 34 56 78 ou O6 12 34 56 78", "", "Tél. …, … ou …"),
        ("Appelez le zéro six, douze, trente-quatre", "", "Appelez le zéro six, douze, trente-quatre"),
        ("zéro six un deux trois quatre cinq six sept huit", "", "…"),
        (
            "https://beal.example/ana, @anabeal, 600 produits en 12 ou 15 jours",
            "",
            "…, …, 600 produits en 12 ou 15 jours",
        ),
    ],
)
def test_the_words_do_not_name_who_wrote_them(text: str, author: str, left: str) -> None:
    pieces = shown.without_name(shown.Piece(text), author)
    assert "".join("…" if piece.name else piece.text for piece in pieces) == left


def test_the_order_is_each_readers_own_and_stays(people: People) -> None:
    call = made.demo_call(people.company)
    by_hand(people, call)
    standing = boards.board(call, now=timezone.now())
    assert standing is not None

    def order(who: str, top: int = 20) -> list[queries.Offer]:
        return queries.offers(standing, KEY, people.users[who], top)

    mine, other = order("owner"), order("judges")
    assert len(mine) == 20
    assert mine == order("owner")
    assert mine != other
    assert {offer.pk for offer in mine} == {offer.pk for offer in other}
    may_win = [offer.may_win for offer in order("owner", 100)]
    assert may_win == sorted(may_win, reverse=True)


def test_grading_goes_on_to_the_next_and_ends_with_the_summary(people: People, call: Call) -> None:
    client, seen = people.clients["owner"], set()
    answer = client.get(reverse("grading:grade", args=[call.pk]))
    for _ in OFFERS:
        reply = answer.context["offer"].pk
        seen.add(reply)
        sent = {"critere": KEY, "reponse": reply, "mark": "2"}
        answer = client.post(reverse("grading:give", args=[call.pk]), sent, follow=True)
    assert len(seen) == len(OFFERS)
    assert "par une seule personne" in answer.content.decode()
    again = client.get(reverse("grading:grade", args=[call.pk]))
    assert again.status_code == 302
    taken = client.post(reverse("grading:undo", args=[call.pk]), {"critere": KEY}, follow=True)
    assert taken.context["offer"].pk == reply
    assert Grade.objects.filter(undone_at=None).count() == len(OFFERS) - 1


def test_of_the_others_one_sees_what_one_has_graded(people: People, call: Call) -> None:
    give(people, call, "judges", "Ana Béal", 0)
    give(people, call, "judges", "Zoé Quark", 0)
    give(people, call, "owner", "Ana Béal", 3)
    address = reverse("grading:summary", args=[call.pk])
    html = people.clients["owner"].get(address).content.decode()
    assert "Ana Béal" in html
    assert "Zoé Quark" not in html
    assert "3 niveaux d’écart" in html
    assert "Vous différez sur 1 offre parmi 1" in html
    assert "Zoé Quark" in people.clients["reads"].get(address).content.decode()


@pytest.mark.parametrize("who", ["edits", "owner"])
def test_who_has_graded_nothing_yet_sees_nothing_of_the_others(people: People, call: Call, who: str) -> None:
    give(people, call, "judges", "Ana Béal", 0)
    html = people.clients[who].get(reverse("grading:summary", args=[call.pk])).content.decode()
    assert "Ana Béal" not in html
    assert "1 personne a noté" in html
    assert "Continuer" in html


def test_without_such_a_criterion_the_page_says_how_to_have_one(people: People) -> None:
    call = made.call_of(people.company, *OFFERS)
    assert "Ajouter un critère" in page(people, call)
    bare = made.call_of(people.company, *OFFERS, facts={})
    assert "Rien à noter" in page(people, bare)


@pytest.mark.parametrize("copies", [1, 5])
def test_the_page_makes_a_fixed_number_of_queries(people: People, copies: int) -> None:
    call = made.demo_call(people.company, copies=copies)
    by_hand(people, call)
    with at_most(16):
        page(people, call)
    with at_most(15):
        people.clients["owner"].get(reverse("grading:summary", args=[call.pk]))


def test_the_criterion_is_added_with_its_words_and_keeps_their_number(people: People) -> None:
    call = made.call_of(people.company, *OFFERS)
    boards.board(call, now=timezone.now())
    client = people.clients["owner"]
    add = reverse("shortlist:add_criterion", args=[call.pk])
    assert client.post(add, {"kind": "hand", "quality": "Style", "levels": "seul"}).status_code == 422
    assert client.post(add, {"kind": "hand", "quality": "Style", "levels": "fade, net, vif"}).status_code == 302
    entry = Decision.objects.get(call=call).document["criterion"][-1]
    assert [(level["mark"], level["label"]) for level in entry["levels"]] == [(0, "fade"), (1, "net"), (2, "vif")]
    html = client.get(reverse("shortlist:criteria", args=[call.pk])).content.decode()
    assert "De fade à vif" in html or ("fade" in html and "vif" in html)
    change = reverse("shortlist:change_criterion", args=[call.pk, "style"])
    same = {"label": "Style", "points": "3", "levels": "fade, clair, vif"}
    assert client.post(change, same).status_code == 302
    assert client.post(change, {**same, "levels": "non, oui"}).status_code == 422
    assert Decision.objects.get(call=call).document["criterion"][-1]["levels"][1]["label"] == "clair"


def test_grades_are_in_the_exports_and_leave_with_the_reply(people: People, call: Call) -> None:
    give(people, call, "owner", "Ana Béal", 3)
    give(people, call, "owner", "Zoé Quark", 1)
    client = people.clients["owner"]
    document = json.loads(client.get(f"/appels/{call.pk}/choisir.json").content)
    cells = {entry["name"]: entry["criteria"][KEY] for entry in document["ranking"]}
    assert cells["Ana Béal"]["grades"] == [{"by": str(people.users["owner"]), "mark": 3.0}]
    assert cells["Ana Béal"]["set_by"] == "hand"
    assert client.get(f"/appels/{call.pk}/choisir.xlsx").status_code == 200
    for name in ("board", "criteria", "price", "page"):
        assert client.get(reverse(f"shortlist:{name}", args=[call.pk])).status_code == 200, name
    for name in ("weights", "decision"):
        assert client.get(reverse(f"judging:{name}", args=[call.pk])).status_code == 200, name


def test_grades_leave_with_the_reply(people: People) -> None:
    call = call_of(people)
    deliver(call, five_letters())
    by_hand(people, call)
    give(people, call, "owner", "Ana Béal", 3)
    give(people, call, "owner", "Iris Humel", 1)
    people.clients["owner"].post(reverse("shortlist:keep_ranking", args=[call.pk]))
    reply = call.replies.get(author="Ana Béal")
    html = people.clients["owner"].get(reverse("calls:reply", args=[call.pk, reply.pk])).content.decode()
    assert "excellent, par" in html
    html = people.clients["judges"].get(reverse("calls:reply", args=[call.pk, reply.pk])).content.decode()
    assert "visible après la vôtre" in html
    owner, company = people.users["owner"], people.company.pk
    held = calls.export_person(user=owner, company_id=company, reply_ids=[reply.pk], now=timezone.now())
    assert [grade["mark"] for grade in held["replies"][0]["grades"]] == [3]
    calls.erase_reply(user=people.users["owner"], call_id=call.pk, reply_id=reply.pk)
    assert list(Grade.objects.values_list("reply__author", flat=True)) == ["Iris Humel"]
    assert "Ana Béal" not in json.dumps(list(Ranking.objects.values_list("document", flat=True)), ensure_ascii=False)


def test_two_graders_of_one_name_are_two(people: People, call: Call) -> None:
    for who, mark in (("owner", 3), ("judges", 1)):
        people.users[who].name = "Claire"
        people.users[who].save()
        give(people, call, who, "Ana Béal", mark)
    assert cell(call, "Ana Béal") == (1, 2, 3, False)


def test_a_call_whose_first_offers_wait_is_on_the_start_page(people: People, call: Call) -> None:
    html = people.clients["judges"].get("/").content.decode()
    assert "3 réponses attendent vos notes" in html
    give(people, call, "judges", "Ana Béal", 3)
    assert "attendent vos notes" not in people.clients["judges"].get("/").content.decode()
    assert "attendent vos notes" not in people.clients["reads"].get("/").content.decode()
