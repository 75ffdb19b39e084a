"""Criteria are added, changed, removed; each change is logged, and the library's errors stand beside the field."""

import json

import numpy as np
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from orchestre.shortlist.ranked import rank
from orchestre_web.calls.models import Call
from orchestre_web.shortlist import actions, drafting, forms, stored
from orchestre_web.shortlist.models import Cells, Decision, DecisionChange
from tests.orchestre_web.people import People
from tests.orchestre_web.shortlist import calls_for_tests as made


@pytest.fixture
def call(people: People) -> Call:
    call = made.call_of(people.company, "Forfait 4 000 € HT. Je fais de l'Odoo.", "Forfait 5 000 € HT, pas d'Odoo.")
    assert actions.board(call, now=timezone.now())
    return call


@pytest.fixture
def owner(people: People) -> Client:
    return people.clients["owner"]


def document(call: Call) -> drafting.Document:
    return Decision.objects.get(call=call).document


def post(client: Client, view: str, call: Call, *args: object, **data: object) -> str:
    return client.post(reverse(f"shortlist:{view}", args=[call.pk, *args]), data, follow=True).content.decode()


def test_a_fact_one_names_is_added_with_its_words(call: Call, owner: Client) -> None:
    post(owner, "add_criterion", call, kind="term", name="Connaît Odoo", words="Odoo, OpenERP; Odoo")
    entry = drafting.criterion(document(call), "connait_odoo")
    assert entry is not None
    assert entry["words"] == ["Odoo", "OpenERP"]
    assert entry["label"] == "Connaît Odoo"


def test_a_fact_named_in_a_sentence_is_looked_for_by_its_own_word(call: Call, owner: Client) -> None:
    post(owner, "add_criterion", call, kind="term", name="Connaît Odoo")
    entry = drafting.criterion(document(call), "connait_odoo")
    assert entry is not None
    assert (entry["label"], entry["words"]) == ("Connaît Odoo", ["Odoo"])


def test_a_denied_fact_counts_as_a_no_and_as_a_condition_it_removes(call: Call, owner: Client) -> None:
    post(owner, "add_criterion", call, kind="term", name="Connaît Odoo", words="Odoo")
    post(owner, "change_criterion", call, "connait_odoo", label="Connaît Odoo", points=2, words="Odoo", must="on")
    board = actions.board(call, now=timezone.now())
    assert board is not None
    assert board.table.summary["counts"]["gated"] == {"connait_odoo": 1}
    assert board.table.summary["counts"]["ranked"] == 1


@pytest.mark.parametrize("kind", [kind.value for kind in forms.KNOWN])
def test_what_the_program_reads_is_added_in_one_click(kind: str, call: Call, owner: Client) -> None:
    for key in ("years", "start"):
        post(owner, "remove_criterion", call, key)
    post(owner, "add_criterion", call, kind=kind)
    assert kind in [entry["fact"] for entry in document(call)["criterion"]]


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("place", {"places": "Lille, Nord"}),
        ("number_given", {"column": "Délai (jours)"}),
        ("language", {"language": "fr"}),
    ],
)
def test_what_needs_a_word_has_its_short_form(kind: str, data: dict[str, str], call: Call, owner: Client) -> None:
    post(owner, "add_criterion", call, kind=kind, **data)
    assert kind in [entry["fact"] for entry in document(call)["criterion"]]
    assert actions.board(call, now=timezone.now())


def test_the_same_name_twice_is_told_beside_the_field(call: Call, owner: Client) -> None:
    post(owner, "add_criterion", call, kind="term", name="Odoo")
    html = post(owner, "add_criterion", call, kind="term", name="Odoo !")
    assert "est déjà un de vos critères" in html


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({"worst": "5", "best": "5"}, "le meilleur et le pire"),
        ({"worst": "cinq", "best": "5"}, "pas un nombre"),
        ({"worst": "0", "best": "10", "must": "on"}, "Donnez la limite"),
        ({"worst": "0", "best": "10", "points": "11"}, "10"),
    ],
)
def test_what_cannot_be_is_told_beside_the_field_and_changes_nothing(
    data: dict[str, str], says: str, call: Call, owner: Client
) -> None:
    before = document(call)
    html = post(owner, "change_criterion", call, "years", **{"label": "Expérience", "points": "2", **data})
    assert says in html
    assert 'value="Expérience"' in html
    assert document(call) == before


def test_a_limit_on_a_scale_removes_below_it(call: Call, owner: Client) -> None:
    post(
        owner, "change_criterion", call, "start",
        label="Démarrage", points=2, worst="60", best="0", must="on", limit="30",
    )  # fmt: skip
    assert drafting.gate(document(call), "start") == {
        "key": "start",
        "label": {"fr": "Démarrage", "en": "Start"},
        "on": "start",
        "at_most": 30,
    }


def test_need_and_budget_are_changed_together(call: Call, owner: Client) -> None:
    post(
        owner, "change_need", call,
        floor="2 500", ceiling="9 000,50", tax="incl", most="20 000", days_low="10", days="12", days_high="20",
        months="6",
    )  # fmt: skip
    now = document(call)
    assert (now["price"]["floor"], now["price"]["ceiling"], now["price"]["tax"]) == (2500, 9000.5, "incl")
    assert now["need"]["days"] == [10, 12, 20]
    assert now["need"]["months"] == [6, 6, 6]
    assert drafting.gate(now, "price")["at_most"] == 20000  # type: ignore[index]


RATE = {"0-currency": "usd", "0-rate": "0,92", "0-rate_day": "2026-10-01"}
BUDGET = {"floor": "3000", "ceiling": "12000", "tax": "excl"}


def test_a_foreign_price_has_a_total_once_its_rate_is_given(people: People, owner: Client) -> None:
    call = made.call_of(people.company, "Forfait 5 000 USD HT.", "Forfait 5 000 € HT.")
    board = actions.board(call, now=timezone.now())
    assert board is not None
    assert board.table.summary["prices_missing"] == 1
    address = reverse("shortlist:criteria", args=[call.pk])
    asked = owner.get(address).content.decode()
    assert 'name="0-currency" value="USD"' in asked
    assert "Ce que vaut une unité en euros" in asked
    post(
        owner,
        "change_need",
        call,
        **{**BUDGET, "floor": "3100"},
        **{"0-currency": "USD", "0-rate": "", "0-rate_day": ""},
    )
    assert document(call)["price"]["floor"] == 3100, "a currency that the page proposes need not be filled in"
    post(owner, "change_need", call, **BUDGET, **RATE)
    assert document(call)["price"]["exchange"] == [{"currency": "USD", "rate": 0.92, "date": "2026-10-01"}]
    board = actions.board(call, now=timezone.now())
    assert board is not None
    assert board.table.summary["prices_missing"] == 0
    assert sorted(board.table.cells.likely[:, board.table.cells.keys.index("price")]) == [4600, 5000]
    kept = owner.get(address).content.decode()
    assert 'name="0-rate" value="0,92"' in kept
    post(owner, "change_need", call, **BUDGET, **{"0-currency": "", "0-rate": "", "0-rate_day": "2026-10-01"})
    assert document(call)["price"]["exchange"] == []


def test_a_need_sent_without_rates_leaves_them(call: Call, owner: Client) -> None:
    post(owner, "change_need", call, **BUDGET, **{**RATE, "0-rate": "1,085"})
    post(owner, "change_need", call, **BUDGET)
    assert document(call)["price"]["exchange"][0]["rate"] == 1.085


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({"0-currency": "dollars"}, {"fr": "3 caractères", "en": "3 characters"}),
        ({"0-currency": "U$D"}, {"fr": "pas une monnaie", "en": "not a currency"}),
        ({"0-rate": "beaucoup"}, {"fr": "beaucoup", "en": "beaucoup"}),
        ({"0-rate": "0"}, {"fr": "nombre positif", "en": "positive number"}),
        ({"0-rate": ""}, {"fr": "vont ensemble", "en": "go together"}),
        ({"0-rate_day": ""}, {"fr": "vont ensemble", "en": "go together"}),
        ({f"1-{k[2:]}": v for k, v in RATE.items()}, {"fr": "a déjà un cours", "en": "already has a rate"}),
    ],
)
def test_a_rate_that_cannot_be_is_told_beside_its_field(
    data: dict[str, str], says: dict[str, str], language: str, call: Call, owner: Client
) -> None:
    owner.post(reverse("site:language"), {"language": language})
    before = document(call)
    shown = post(owner, "change_need", call, **{**BUDGET, **RATE, **data})
    assert says[language] in shown.replace("\u00a0", " ").replace("\u202f", " ")
    assert document(call) == before


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({"floor": "9000", "ceiling": "2000"}, "plus bas que le plafond"),
        ({"floor": "1000", "ceiling": "2000", "days_low": "9", "days": "3"}, "du plus petit au plus grand"),
        ({"floor": "", "ceiling": "2000"}, "obligatoire"),
    ],
)
def test_a_need_that_cannot_be_changes_nothing(data: dict[str, str], says: str, call: Call, owner: Client) -> None:
    before = document(call)
    assert says in post(owner, "change_need", call, tax="excl", **data)
    assert document(call) == before


def test_every_change_is_logged_and_one_can_go_back(call: Call, owner: Client) -> None:
    first = document(call)
    post(owner, "remove_criterion", call, "years")
    post(owner, "add_criterion", call, kind="remote")
    log = DecisionChange.objects.filter(decision__call=call).order_by("pk")
    assert [change.what for change in log] == ["board.change_first", "board.change_removed", "board.change_added"]
    assert len({change.sha256 for change in log}) == 3
    html = post(owner, "restore", call, log[0].pk)
    assert document(call) == first
    assert log[0].sha256[:12] in html
    assert DecisionChange.objects.filter(decision__call=call).count() == 4


def test_points_alone_leave_the_cells_as_they_are(call: Call, owner: Client) -> None:
    before = Cells.objects.get(call=call).built_at
    post(owner, "keep_points", call, p_price=1)
    assert actions.board(call, now=timezone.now())
    assert Cells.objects.get(call=call).built_at == before
    post(owner, "add_criterion", call, kind="remote")
    assert actions.board(call, now=timezone.now())
    assert Cells.objects.get(call=call).built_at > before


@given(st.text(max_size=30))
def test_a_key_is_plain_whatever_the_label(label: str) -> None:
    assert drafting.key_of(label).isascii()
    assert drafting.key_of(label)


@given(st.lists(st.none() | st.floats(0, 1000), min_size=3, max_size=3))
def test_a_quantity_is_one_to_three_numbers(parts: list[float | None]) -> None:
    quantity = drafting.quantity(parts)
    assert quantity is None or 1 <= len(quantity) <= 3


@pytest.mark.django_db
def test_what_is_kept_of_a_board_gives_the_same_back(people: People) -> None:
    call = made.demo_call(people.company)
    decision = actions.decision_of(call, now=timezone.now())
    assert decision is not None
    read = drafting.read(decision.document)
    board, _ = actions.full_board(call, read)
    letters = np.full(len(board.cells), -1, dtype=np.int32)
    table = stored.table(read, stored.arrays(board, letters), stored.summary(board, {}))
    notes = rank(board).warnings
    assert "shortlist.mixed_bases" in {note.code for note in notes}
    for note in notes:
        again_note = stored.note_in(json.loads(json.dumps(stored.note_out(note))))
        for language in ("fr", "en"):
            assert again_note.said(language) == note.said(language)
    assert (table.cells.likely == board.cells.likely).all()
    assert (table.worths.high == board.worths.high).all()
    for candidate in board.candidates:
        again = stored.candidate_of(candidate.id, stored.detail(candidate, {}))
        assert again.readings == candidate.readings
        assert again.gates == candidate.gates
        assert [note.said("fr") for note in again.total.assumptions] == [
            note.said("fr") for note in candidate.total.assumptions
        ]
