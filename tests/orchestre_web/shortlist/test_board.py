"""The board answers first, adds up, and re-ranks without reading a reply."""

import io
import json
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from orchestre_web.calls import actions as calls
from orchestre_web.calls.models import Call, Correction, LeftOut
from orchestre_web.shortlist import actions, drafting, queries
from orchestre_web.shortlist.models import Cells, Decision, DecisionChange, Ranking
from tests.orchestre_web.people import People
from tests.orchestre_web.queries import at_most
from tests.orchestre_web.shortlist import calls_for_tests as made

NARROW = "\u202f"
PARTIAL = {"HX-Request": "true"}


def prices(*amounts: int) -> list[str]:
    return [f"Je propose un forfait de {amount} € HT." for amount in amounts]


def page(client: Client, call: Call, **points: object) -> str:
    answer = client.get(reverse("shortlist:board", args=[call.pk]), points)
    assert answer.status_code == 200
    return answer.content.decode()


def names(html: str) -> list[str]:
    return [re.sub("<[^>]+>", "", found).strip() for found in re.findall(r"<h3>(.*?)</h3>", html, re.DOTALL)]


@pytest.fixture
def owner(people: People) -> Client:
    return people.clients["owner"]


# --- The answer ---------------------------------------------------------------------------------------------------


def test_the_cheapest_comes_first_when_nothing_else_is_said(people: People, owner: Client) -> None:
    call = made.call_of(people.company, *prices(9000, 4000, 6000))
    html = page(owner, call)
    assert names(html) == ["B", "C", "A"]
    assert "B arrive en tête" in html


def test_a_lead_that_nothing_unknown_can_take_is_clear(people: People, owner: Client) -> None:
    call = made.call_of(people.company, *prices(4000, 11000))
    page(owner, call)
    html = page(owner, call, p_price=10, p_years=0, p_start=0, p_prestashop=0)
    assert "Même si tout ce qui reste inconnu tournait mal" in html


@pytest.mark.parametrize(
    ("amounts", "says"),
    [
        ((4000, 4050), "suit à"),
        ((4000, 9000), "mais 1 autre offre peut"),
        ((5000, 5000, 5000), "3 offres à égalité en tête"),
        ((5000,), "Rien à comparer"),
        ((), "Rien n’est encore arrivé"),
    ],
)
def test_how_sure_it_is_said_in_plain_words(amounts: tuple[int, ...], says: str, people: People, owner: Client) -> None:
    call = made.call_of(people.company, *prices(*amounts)) if amounts else made.new_call(people.company)
    assert says in page(owner, call)


def test_everything_removed_by_a_condition_is_a_designed_state(people: People, owner: Client) -> None:
    call = made.call_of(people.company, *prices(5000, 6000))
    page(owner, call)
    actions.change_need(
        user=people.users["owner"],
        call_id=call.pk,
        values={"floor": 1000, "ceiling": 2000, "tax": "excl", "most": 3000},
        now=timezone.now(),
    )
    html = page(owner, call)
    assert "Aucune offre à classer" in html
    assert "2 écartées" in html
    removed = owner.get(reverse("shortlist:gated", args=[call.pk])).content.decode()
    assert f"5{NARROW}000{NARROW}€ HT" in removed


def test_a_name_is_text_whatever_it_holds(people: People, owner: Client) -> None:
    call = made.call_of(people.company, *prices(4000, 5000), authors=("<b>Gras</b>", "x" * 255))
    html = page(owner, call)
    assert "<b>Gras" not in html
    assert "&lt;b&gt;Gras&lt;/b&gt;" in html


def test_an_offer_without_a_price_is_asked_for_it(people: People, owner: Client) -> None:
    call = made.call_of(people.company, "J'ai 12 ans d'expérience, disponible de suite.", *prices(9000))
    html = page(owner, call)
    assert "sans prix, à demander" in html
    assert "Prix non dit" in html


# --- What came in -------------------------------------------------------------------------------------------------


def test_the_counts_add_up_to_what_came_in(people: People, owner: Client) -> None:
    call = made.demo_call(people.company)
    html = page(owner, call)
    line = re.search(r'<p class="sum">(.*?)</p>', html, re.DOTALL)
    assert line
    words = re.sub("<[^>]+>", " ", line[1]).replace(NARROW, "")
    total, *parts = (int(each) for each in re.findall(r"\d+", words))
    assert total == sum(parts) == len(made.demo()) + 4


def test_brought_back_and_set_aside_by_hand_move_the_ranking(people: People, owner: Client) -> None:
    call = made.call_of(people.company, *prices(4000, 5000))
    assert names(page(owner, call)) == ["A", "B"]
    call.replies.filter(source_id="r0").update(kept=False)
    Call.objects.filter(pk=call.pk).update(version=1)
    html = page(owner, call)
    assert names(html) == ["B"]
    assert "1 mise de côté" in html


# --- Points -------------------------------------------------------------------------------------------------------


def test_trying_points_keeps_nothing_and_a_button_keeps_them(people: People, owner: Client) -> None:
    call = made.call_of(people.company, "Forfait 4 000 € HT.", "Forfait 9 000 € HT, 15 ans d'expérience.")
    assert names(page(owner, call)) == ["A", "B"]
    html = page(owner, call, p_price=0, p_years=5)
    assert names(html) == ["B", "A"]
    assert "Rien n’est enregistré" in html
    assert names(page(owner, call)) == ["A", "B"]
    owner.post(reverse("shortlist:keep_points", args=[call.pk]), {"p_price": 0, "p_years": 5})
    assert names(page(owner, call)) == ["B", "A"]
    assert [change.what for change in DecisionChange.objects.order_by("pk")] == [
        "board.change_first",
        "board.change_points",
    ]


@pytest.mark.parametrize("points", [{"p_price": "-1"}, {"p_price": "99"}, {"p_price": "x"}, {"p_price": "1.5"}])
def test_points_that_do_not_fit_are_refused_in_one_sentence(
    points: dict[str, str], people: People, owner: Client
) -> None:
    call = made.call_of(people.company, *prices(4000, 5000))
    assert "un nombre entier de 0 à 10" in page(owner, call, **points)


def test_all_points_at_zero_is_one_sentence_and_the_sliders_stay(people: People, owner: Client) -> None:
    call = made.call_of(people.company, *prices(4000, 5000))
    zero = {f"p_{key}": 0 for key in drafting.keys(_document(call))}
    html = page(owner, call, **zero)
    assert "Donnez au moins un point" in html
    assert 'name="p_price"' in html
    owner.post(reverse("shortlist:keep_points", args=[call.pk]), zero)
    assert _document(call)["price"]["points"] == 5


def _document(call: Call) -> drafting.Document:
    decision = actions.decision_of(call, now=timezone.now())
    assert decision is not None
    return decision.document


def test_moving_a_slider_answers_a_part_and_reads_no_reply(people: People, owner: Client) -> None:
    call = made.demo_call(people.company)
    page(owner, call)
    before = Cells.objects.get(call=call).built_at
    with at_most(10) as made_queries:
        answer = owner.get(reverse("shortlist:board", args=[call.pk]), {"p_price": 1}, headers=PARTIAL)
    html = answer.content.decode()
    assert "<html" not in html
    assert 'id="answer"' in html
    assert 'hx-swap-oob="true"' in html
    assert not any("calls_reply" in query["sql"] for query in made_queries.captured_queries)
    assert Cells.objects.get(call=call).built_at == before


@pytest.mark.parametrize("count", [10, 200])
def test_building_takes_as_many_queries_for_ten_replies_as_for_many(count: int, people: People) -> None:
    call = made.call_of(people.company, *prices(*range(4000, 4000 + count)))
    decision = actions.decision_of(call, now=timezone.now())
    assert decision is not None
    with at_most(32):
        actions.build(call, decision)


def test_a_correction_writes_the_one_offer_it_changes(people: People) -> None:
    call = made.call_of(people.company, *prices(4000, 5000, 6000))
    decision = actions.decision_of(call, now=timezone.now())
    assert decision is not None
    cells = actions.build(call, decision)
    before = dict(cells.details.values_list("offer_id", "pk"))
    reply = call.replies.get(source_id="r1")
    calls.correct(
        user=people.users["owner"], call_id=call.pk, reply_id=reply.pk, field="years_experience", value=9,
        now=timezone.now(),
    )  # fmt: skip
    after = dict(actions.build(call, decision).details.values_list("offer_id", "pk"))
    assert {offer for offer in after if after[offer] != before[offer]} == {"r1"}
    assert len(after) == 3


def test_thirty_rows_then_pages_of_fifty(people: People, owner: Client) -> None:
    call = made.call_of(people.company, *prices(*range(4000, 4100)))
    assert len(names(page(owner, call))) == 30
    assert len(names(page(owner, call, page=2))) == 50
    last = page(owner, call, page=99)
    assert len(names(last)) == 20
    assert 'start="81"' in last


# --- Corrections --------------------------------------------------------------------------------------------------


def test_a_correction_ranks_again_at_once(people: People, owner: Client) -> None:
    call = made.call_of(people.company, *prices(4000, 5000))
    assert names(page(owner, call)) == ["A", "B"]
    reply = call.replies.get(source_id="r1")
    price = {**reply.document["price"][0], "amount_min": 3100, "amount_max": 3100}
    Correction.objects.create(reply=reply, field="price", value=[price])
    Call.objects.filter(pk=call.pk).update(version=1)
    assert names(page(owner, call)) == ["B", "A"]


def test_a_named_fact_is_corrected_from_the_board(people: People, owner: Client) -> None:
    call = made.call_of(people.company, *prices(4000, 4000))
    page(owner, call)
    reply = call.replies.get(source_id="r1")
    figures = owner.get(reverse("shortlist:offer", args=[call.pk, reply.pk])).content.decode()
    assert 'value="term:prestashop"' in figures
    owner.post(
        reverse("calls:correct", args=[call.pk, reply.pk]),
        {"field": "term:prestashop", "value": "met", "next": reverse("shortlist:board", args=[call.pk])},
    )
    assert names(page(owner, call)) == ["B", "A"]


# --- Files and rankings kept --------------------------------------------------------------------------------------


def test_a_kept_ranking_is_shown_as_it_was(people: People, owner: Client) -> None:
    call = made.call_of(people.company, *prices(4000, 5000))
    answer = owner.post(reverse("shortlist:keep_ranking", args=[call.pk]), {}, follow=True)
    assert "Le classement du" in answer.content.decode()
    kept = Ranking.objects.get(call=call)
    before = owner.get(reverse("shortlist:ranking", args=[call.pk, kept.pk])).content
    actions.change_need(
        user=people.users["owner"],
        call_id=call.pk,
        values={"floor": 100, "ceiling": 50_000, "tax": "incl", "most": None},
        now=timezone.now(),
    )
    call.replies.filter(source_id="r0").delete()
    after = owner.get(reverse("shortlist:ranking", args=[call.pk, kept.pk])).content
    assert re.sub(rb'value="\w{64}"|"x-csrftoken": "\w+"', b"", after) == re.sub(
        rb'value="\w{64}"|"x-csrftoken": "\w+"', b"", before
    )


def test_the_files_say_what_the_page_says(people: People, owner: Client) -> None:
    call = made.call_of(people.company, *prices(6000, 4000), authors=("=1+1", "Béal"))
    delivery = call.deliveries.get()
    LeftOut.objects.create(call=call, delivery=delivery, line=9, code="replies.no_text", unreadable=False)
    document = json.loads(owner.get(f"/appels/{call.pk}/choisir.json").content)
    assert document["schema"] == "orchestre.shortlist/1"
    assert document["counts"]["no_text"] == {"no_text": 1}  # as the command line says it
    assert [entry["name"] for entry in document["ranking"]] == ["Béal", "=1+1"]
    book = load_workbook(io.BytesIO(owner.get(f"/appels/{call.pk}/choisir.xlsx").content))
    sheet = book.worksheets[0]
    assert str(sheet["A2"].value).startswith("=RANK")
    assert sheet["B3"].data_type == "s"
    csv = owner.get(f"/appels/{call.pk}/choisir.csv")
    assert "attachment" in csv["Content-Disposition"]
    assert "Béal" in csv.content.decode("utf-8-sig")
    assert Ranking.objects.filter(call=call, reason="exported").count() == 1


def test_who_only_reads_takes_a_file_and_leaves_nothing(people: People, owner: Client) -> None:
    call = made.call_of(people.company, *prices(6000, 4000))
    owner.get(f"/appels/{call.pk}/choisir")
    for query in ("", "?p_price=1", "?p_price=2"):
        read = people.clients["reads"].get(f"/appels/{call.pk}/choisir.csv{query}")
        judged = people.clients["judges"].get(f"/appels/{call.pk}/choisir.csv")
        assert read.status_code == 200
        if not query:
            assert read.content == judged.content
    assert Ranking.objects.filter(call=call).count() == 1


def test_a_file_follows_the_points_that_are_tried(people: People, owner: Client) -> None:
    call = made.call_of(people.company, "Forfait 4 000 € HT.", "Forfait 9 000 € HT, 15 ans d'expérience.")
    document = json.loads(owner.get(f"/appels/{call.pk}/choisir.json?p_price=0&p_years=5").content)
    assert document["weights"]["years"] == 5
    assert document["ranking"][0]["name"] == "B"


# --- The beginning ------------------------------------------------------------------------------------------------


def test_without_a_budget_one_question_is_asked(people: People, owner: Client) -> None:
    call = made.call_of(people.company, *prices(4000), facts={})
    assert "Entre quels prix comparez-vous" in page(owner, call)
    wrong = owner.post(reverse("shortlist:state_budget", args=[call.pk]), {"floor": "9000", "ceiling": "2 000"})
    assert wrong.status_code == 422
    assert "plus bas que le plafond" in wrong.content.decode()
    owner.post(reverse("shortlist:state_budget", args=[call.pk]), {"floor": "2 000", "ceiling": "9 000 €"})
    assert "arrive en tête" in page(owner, call) or "points sur 100" in page(owner, call)


def test_the_terms_of_the_need_are_proposed_with_few_points(people: People) -> None:
    call = made.new_call(people.company)
    document = _document(call)
    entry = drafting.criterion(document, "prestashop")
    assert entry is not None
    assert entry["points"] < document["price"]["points"]


def test_home_leads_to_the_only_call(people: People, owner: Client) -> None:
    assert "Que voulez-vous choisir" in owner.get(reverse("shortlist:home")).content.decode()
    call = made.new_call(people.company)
    assert owner.get(reverse("shortlist:home"))["Location"] == reverse("shortlist:board", args=[call.pk])
    made.new_call(people.company, title="Autre appel")
    assert "Autre appel" in owner.get(reverse("shortlist:home")).content.decode()


def test_another_decision_is_kept_apart(people: People) -> None:
    call = made.call_of(people.company, *prices(4000))
    decision = Decision.objects.create(call=call, document=_document(made.new_call(people.company)), sha256="x")
    assert queries.decision_row(call) == decision


def test_marks_one_does_not_see_cannot_turn_a_line_around(people: People, owner: Client) -> None:
    call = made.call_of(people.company, *prices(4000, 5000), authors=("\u202ereversed", "\u200b"))
    html = page(owner, call)
    assert "\u202e" not in html
    assert names(html) == ["reversed", "…"]


@pytest.mark.django_db
def test_a_warning_that_lists_ways_is_said_in_words(people: People) -> None:
    call = made.call_of(people.company, "Forfait 4 000 € HT.", "350 € HT par jour.", "Forfait 5 000 € TTC.")
    client = people.clients["owner"]
    address = reverse("shortlist:board", args=[call.pk])
    for _ in range(2):  # worked out, then read from what is kept
        html = client.get(address).content.decode()
        assert "Les prix ne sont pas donnés de la même façon" in html
        assert "1 à la journée" in html
        assert "Label(" not in html
