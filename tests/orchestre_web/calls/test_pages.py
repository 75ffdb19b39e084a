"""The pages of a call, without a browser: what each says, what each changes, how many queries it makes."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from orchestre_web.calls import limits
from orchestre_web.calls.models import Call, Correction, Reply
from tests.orchestre_web.calls.objects import LETTERS, call_of, deliver
from tests.orchestre_web.people import People
from tests.orchestre_web.queries import at_most

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def owner(people: People) -> Client:
    return people.clients["owner"]


@pytest.fixture
def call(people: People) -> Call:
    call = call_of(people)
    deliver(call, LETTERS)
    return call


def page(client: Client, view: str, *args: Any, **data: Any) -> str:
    response = client.get(reverse(f"calls:{view}", args=args), data)
    assert response.status_code == 200
    return response.content.decode()


def post(client: Client, view: str, *args: Any, **data: Any) -> Any:
    return client.post(reverse(f"calls:{view}", args=args), data)


# --- a new call ---------------------------------------------------------------------------------------------------


def test_one_sentence_a_budget_and_a_file_make_a_call_that_is_read(people: People, owner: Client) -> None:
    file = SimpleUploadedFile("réponses.csv", LETTERS.encode())
    answer = post(
        owner, "new_call", need_text="Refaire notre boutique.", budget_floor="2 000 €", budget_ceiling="9\u202f000",
        days="20", dropped=[file],
    )  # fmt: skip
    call = Call.objects.get()
    assert answer.url == reverse("calls:delivery", args=[call.pk, call.deliveries.get().pk])
    assert call.title == "Refaire notre boutique"
    assert call.first_facts == {"budget_floor": 2000, "budget_ceiling": 9000, "days": 20, "months": None}
    assert call.replies.count() == 3


def test_several_files_and_a_pasted_text_at_once(owner: Client) -> None:
    files = [SimpleUploadedFile(f"{n}.csv", f"Nom;Message\nAna {n};Je propose {n}000 € HT.\n".encode()) for n in (1, 2)]
    pasted = "Zoé Exemple\n2 sem.\nJe refais la boutique pour 3 000 € HT.\nJ'aime Répondre\n"
    answer = post(owner, "new_call", need_text="Refaire la boutique", dropped=files, pasted=pasted)
    call = Call.objects.get()
    assert answer.url == reverse("calls:receive", args=[call.pk])
    assert [each.kind for each in call.deliveries.order_by("number")] == ["file", "file", "paste"]
    assert set(call.replies.values_list("author", flat=True)) == {"Ana 1", "Ana 2", "Zoé Exemple"}


def test_a_budget_upside_down_is_said_beside_its_field(owner: Client) -> None:
    answer = post(owner, "new_call", need_text="Refaire le site", budget_floor="9000", budget_ceiling="2000")
    assert answer.status_code == 422
    assert "Le haut du budget" in answer.content.decode()
    assert not Call.objects.exists()


def test_a_file_past_the_limit_is_refused_and_nothing_else_is_lost(
    owner: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MOST_BYTES", 100_000)
    file = SimpleUploadedFile("gros.csv", b"Nom;Message\n" + b"Ana;Bonjour\n" * 20_000)
    answer = post(owner, "new_call", need_text="Refaire le site", dropped=[file])
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "gros.csv" in text
    assert "Refaire le site" in text
    assert not Call.objects.exists()


def test_a_table_without_a_line_and_one_without_an_offer_say_so(owner: Client, call: Call) -> None:
    only_header = deliver(call, "Nom;Message\n", "en-tete.csv")
    assert "Rien à lire" in page(owner, "delivery", call.pk, only_header.pk)
    no_offer = deliver(call, "Nom;Message\nLéa;Quel est votre budget, exactement ?\n", "questions.csv")
    assert "Voir ce qui est mis de côté" in page(owner, "delivery", call.pk, no_offer.pk)


def test_a_file_without_any_reply_says_so_and_offers_another(owner: Client, call: Call) -> None:
    empty = deliver(call, "Nom;Message\nLéa;\nTom;\n", "vide.csv")
    said = page(owner, "delivery", call.pk, empty.pk)
    assert "Aucune réponse reconnue" in said
    assert "Donner un autre fichier" in said
    assert "0 réponse lue" not in said


def test_texts_pasted_one_after_another_have_names_of_their_own(owner: Client, call: Call) -> None:
    for words in ("Zoé Exemple : je propose 3 000 € HT.", "Ana Exemple : je propose 2 000 € HT."):
        post(owner, "receive", call.pk, pasted=words)
    pasted = call.deliveries.filter(kind="paste").order_by("number")
    assert list(pasted.values_list("name", flat=True)) == ["Texte collé", "Texte collé 2"]


def test_the_address_of_a_mail_is_no_part_of_a_name(owner: Client, call: Call) -> None:
    deliver(call, "Nom;Message\nAude Lenoir <aude@lenoir.example>;Je propose 3 000 € HT.\n", "adresses.csv")
    reply = call.replies.get(author__startswith="Aude")
    assert "<h1>Aude Lenoir</h1>" in page(owner, "reply", call.pk, reply.pk)


def test_nothing_given_is_said(owner: Client, call: Call) -> None:
    answer = post(owner, "receive", call.pk)
    assert answer.status_code == 422
    assert "Rien n’a été déposé" in answer.content.decode()


def test_the_same_file_twice_says_so(owner: Client, call: Call) -> None:
    file = SimpleUploadedFile("encore.csv", LETTERS.encode())
    answer = owner.post(reverse("calls:receive", args=[call.pk]), {"dropped": [file]}, follow=True)
    assert "déjà là" in answer.content.decode()
    assert call.deliveries.count() == 1


# --- hostile texts ------------------------------------------------------------------------------------------------

HOSTILE = (
    '<script>alert(1)</script><img src=x onerror=alert(2)> "=HYPERLINK(1)" {{ 7 }} {% now %} je propose 3 000 € HT'
)


def test_hostile_words_are_shown_as_words(owner: Client, call: Call) -> None:
    letters = [{"id": "<b>x", "author": HOSTILE[:80], "text": HOSTILE}, {"id": "q", "author": "</title>", "text": "?"}]
    delivery = deliver(call, "\n".join(map(json.dumps, letters)), "<i>x.jsonl")
    reply = delivery.replies.get(source_id="<b>x")
    for text in (
        page(owner, "reply", call.pk, reply.pk),
        page(owner, "tray", call.pk),
        page(owner, "receive", call.pk),
        page(owner, "delivery", call.pk, delivery.pk),
    ):
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert "<i>x.jsonl" not in text
    assert "&lt;script&gt;" in page(owner, "reply", call.pk, reply.pk)


# --- the reply ----------------------------------------------------------------------------------------------------


@pytest.fixture
def offer(call: Call) -> Reply:
    return call.replies.get(kind="offer", folded=False)


def test_the_words_behind_a_value_are_marked_and_linked(owner: Client, call: Call, offer: Reply) -> None:
    text = page(owner, "reply", call.pk, offer.pk)
    assert '<mark class="said said-price short">4 500 € HT' in text
    assert 'href="#mots-price-1"' in text
    assert 'id="mots-price-1"' in text


def test_the_currency_of_a_price_can_be_corrected(owner: Client, call: Call, offer: Reply) -> None:
    assert '<option value="EUR" selected>EUR</option>' in page(owner, "reply", call.pk, offer.pk)
    post(
        owner, "correct", call.pk, offer.pk, field="price", amount=["4500", ""], amount_to=["", ""],
        currency=["CHF", "EUR"], unit=["project", "project"], tax=["excl", "excl"], qualifier=["exact", "exact"],
    )  # fmt: skip
    assert [each.value[0]["currency"] for each in offer.corrections.all()] == ["CHF"]
    assert '<option value="CHF" selected>CHF</option>' in page(owner, "reply", call.pk, offer.pk)


def test_a_correction_holds_re_ranks_and_can_be_undone(owner: Client, call: Call, offer: Reply) -> None:
    version = Call.objects.get(pk=call.pk).version
    answer = post(
        owner, "correct", call.pk, offer.pk, field="price", amount=["5000", ""], amount_to=["", ""],
        unit=["project", "project"], tax=["excl", "excl"], qualifier=["exact", "exact"],
    )  # fmt: skip
    assert answer.status_code == 302
    text = page(owner, "reply", call.pk, offer.pk)
    assert "5\u202f000\u202f€ HT" in text
    assert "corrigé par vous" in text
    offer.refresh_from_db()
    assert offer.corrected
    assert offer.document["price"][0]["amount_min"] == 4500
    assert Call.objects.get(pk=call.pk).version == version + 1

    correction = offer.corrections.get()
    post(owner, "undo", call.pk, offer.pk, correction.pk)
    text = page(owner, "reply", call.pk, offer.pk)
    assert "4\u202f500\u202f€ HT" in text
    assert "annulé le" in text
    assert Call.objects.get(pk=call.pk).version == version + 2


def test_the_newest_correction_holds_and_undoing_it_gives_back_the_one_before(
    owner: Client, call: Call, offer: Reply
) -> None:
    for years in ("5", "9"):
        post(owner, "correct", call.pk, offer.pk, field="years_experience", value=years)
    assert ">9 ans" in page(owner, "reply", call.pk, offer.pk)
    post(owner, "undo", call.pk, offer.pk, Correction.objects.latest("pk").pk)
    assert ">5 ans" in page(owner, "reply", call.pk, offer.pk)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    ("field", "said", "shown"),
    [
        ("emails", "ana@boite.example, b@boite.example", "b@boite.example"),
        ("phones", "06 39 98 11 22", "06 39 98 11 22"),
        ("urls", "https://boite.example/ana", "https://boite.example/ana"),
        ("handles", "@ana.beal", "@ana.beal"),
        ("skills", "Sauvetage en mer", "Sauvetage en mer"),
        ("language", "nl", {"fr": "Néerlandais", "en": "Dutch"}),
    ],
)
def test_every_value_has_its_form_its_history_and_its_way_back(
    owner: Client, call: Call, offer: Reply, field: str, said: str, shown: Any, language: str
) -> None:
    owner.post(reverse("site:language"), {"language": language})
    shown = shown if isinstance(shown, str) else shown[language]
    line = f'<p class="figures">{shown}'
    before = page(owner, "reply", call.pk, offer.pk)
    assert f'name="field" value="{field}"' in before
    assert line not in before
    post(owner, "correct", call.pk, offer.pk, field=field, value=said)
    after = page(owner, "reply", call.pk, offer.pk)
    assert line in after
    assert "by-human" in after
    assert after.count('class="history"') == 1
    post(owner, "undo", call.pk, offer.pk, offer.corrections.get().pk)
    assert line not in page(owner, "reply", call.pk, offer.pk)


def test_a_contact_corrected_leaves_the_others_at_their_words(owner: Client, people: People) -> None:
    known = call_of(people)
    deliver(known, '{"id": "1", "author": "Ana", "text": "Devis 900 € : ana@boite.example ou 06 39 98 11 22"}\n')
    offer = known.replies.get()
    post(owner, "correct", known.pk, offer.pk, field="emails", value="x@boite.example, y@boite.example")
    text = page(owner, "reply", known.pk, offer.pk)
    assert "y@boite.example</p>" in text
    assert 'href="#mots-contact-3"' in text
    assert '<span id="mots-contact-3"></span><mark class="said said-contact short">06 39 98 11 22' in text


@pytest.mark.parametrize(
    ("field", "data"),
    [
        ("price", {"amount": "beaucoup", "amount_to": "", "unit": "day", "tax": "excl", "qualifier": "exact"}),
        ("years_experience", {"value": "beaucoup"}),
        ("availability", {"start": "bientôt", "days_per_week": ""}),
        ("kind", {"value": "<b>"}),
        ("emails", {"value": "ana chez boite"}),
        ("language", {"value": "klingon"}),
        ("text", {"value": "autre"}),
        ("", {}),
    ],
)
def test_a_correction_that_cannot_be_changes_nothing(
    owner: Client, call: Call, offer: Reply, field: str, data: dict[str, str]
) -> None:
    answer = post(owner, "correct", call.pk, offer.pk, field=field, **data)
    assert answer.status_code == 422
    assert not offer.corrections.exists()


def test_a_kind_corrected_moves_the_reply(owner: Client, call: Call) -> None:
    question = call.replies.get(kind="question")
    post(owner, "correct", call.pk, question.pk, field="kind", value="offer")
    assert call.replies.standing().filter(pk=question.pk).exists()
    post(owner, "undo", call.pk, question.pk, question.corrections.get().pk)
    assert call.replies.set_aside().filter(pk=question.pk).exists()


# --- the tray -----------------------------------------------------------------------------------------------------


def test_the_tray_shows_each_kind_with_its_reason_and_brings_back(owner: Client, call: Call) -> None:
    question = call.replies.get(kind="question")
    tray = page(owner, "tray", call.pk)
    assert "Léo Caradec" in tray
    assert "Pourquoi ici" in tray
    answer = post(owner, "bring_back", call.pk, question.pk, next=reverse("calls:tray", args=[call.pk]))
    assert answer.url == reverse("calls:tray", args=[call.pk])
    assert call.replies.standing().filter(pk=question.pk).exists()
    assert "Ramener au classement" not in page(owner, "reply", call.pk, question.pk)
    assert "ramenée au classement" in page(owner, "reply", call.pk, question.pk)


def test_what_is_set_aside_by_hand_keeps_its_reason(owner: Client, call: Call, offer: Reply) -> None:
    post(owner, "set_aside", call.pk, offer.pk, reason="Déjà engagé ailleurs")
    tray = page(owner, "tray", call.pk, sorte="by_hand")
    assert "Déjà engagé ailleurs" in tray
    post(owner, "bring_back", call.pk, offer.pk)
    assert call.replies.standing().filter(pk=offer.pk).exists()
    post(owner, "undo", call.pk, offer.pk, offer.corrections.latest("pk").pk)
    assert call.replies.set_aside().filter(pk=offer.pk).exists()


def test_repeats_and_what_has_no_text_are_in_the_tray(owner: Client, call: Call) -> None:
    assert "Mot pour mot comme" in page(owner, "tray", call.pk, sorte="repeats")
    left_out = page(owner, "tray", call.pk, sorte="left_out")
    assert "Mina Dorval" in left_out
    assert "sans texte" in left_out


def test_what_is_left_out_of_an_archive_says_which_file_it_came_from(owner: Client, call: Call) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("dossier/a.csv", "Nom;Message\nAna;Je propose 3 000 € HT.\nBob;\n")
        archive.writestr("dossier/devis.pdf", b"%PDF-1.4")
    delivery = deliver(call, data.getvalue(), "réponses.zip")
    assert list(call.left_out.filter(delivery=delivery).values_list("member", flat=True)) == [
        "dossier/a.csv", "dossier/devis.pdf",
    ]  # fmt: skip
    for shown in (page(owner, "tray", call.pk, sorte="left_out"), page(owner, "delivery", call.pk, delivery.pk)):
        assert "dossier/a.csv, ligne 3" in shown
        assert "dossier/devis.pdf, ligne 1" in shown


@pytest.mark.parametrize(
    "shelf", ["question", "referral", "chatter", "spam", "by_hand", "repeats", "left_out", "autre"]
)
def test_every_shelf_opens_in_both_languages(owner: Client, call: Call, shelf: str) -> None:
    for language in ("fr", "en"):
        owner.post(reverse("site:language"), {"language": language})
        page(owner, "tray", call.pk, sorte=shelf, page="-3")


# --- erasing ------------------------------------------------------------------------------------------------------


def test_an_erased_reply_leaves_its_count_and_nothing_of_its_words(owner: Client, call: Call, offer: Reply) -> None:
    delivery = offer.delivery
    post(owner, "erase_reply", call.pk, offer.pk)
    assert not Reply.objects.filter(pk=offer.pk).exists()
    assert not delivery.parts.exists()
    text = page(owner, "receive", call.pk)
    assert "effacée" in text
    answer = owner.post(reverse("calls:read_again", args=[call.pk, delivery.pk]), follow=True)
    assert "ne peut plus être relu" in answer.content.decode()


def test_a_call_is_deleted_with_everything(owner: Client, call: Call) -> None:
    assert "4" in page(owner, "delete_call", call.pk)
    post(owner, "delete_call", call.pk)
    assert not Call.objects.exists()
    assert not Reply.objects.exists()
    assert "Aucun appel" in page(owner, "home")


# --- sizes --------------------------------------------------------------------------------------------------------


def many(call: Call, count: int) -> None:
    like = list(call.replies.order_by("position")[:2])
    rows = []
    for n in range(count):
        row = Reply(**{field.attname: getattr(like[n % 2], field.attname) for field in Reply._meta.concrete_fields})
        row.pk, row.source_id, row.position = None, f"x{n}", 1000 + n
        rows.append(row)
    Reply.objects.bulk_create(rows, batch_size=200)


@pytest.mark.parametrize("count", [10, 5000])
def test_as_many_queries_for_ten_replies_as_for_thousands(owner: Client, call: Call, count: int) -> None:
    many(call, count)
    reply = call.replies.order_by("position")[5]
    # The session, the reader, the companies: four of each.
    for view, args, most in (
        ("home", (), 8),
        ("receive", (call.pk,), 10),
        ("tray", (call.pk,), 13),
        ("reply", (call.pk, reply.pk), 18),  # its place in the ranking: four; what else its writer sent: four at most
        ("delivery", (call.pk, call.deliveries.get().pk), 12),
    ):
        with at_most(most):
            page(owner, view, *args)


# --- the start page -----------------------------------------------------------------------------------------------


def test_the_start_page_says_what_waits_and_what_moved(owner: Client, people: People) -> None:
    assert "Commencer le vôtre" in owner.get("/").content.decode()
    call = call_of(people)
    deliver(call, LETTERS)
    deliver(call, "Nom;Prénom\nBéal;Ana\n", "sans-texte.csv", read=False)
    deliver(call, "\x89PNG" + "\x01\x02\x03" * 200, "photo.csv", read=False)
    text = owner.get("/").content.decode()
    assert "sans-texte.csv" in text
    assert "photo.csv" in text
    assert "3 réponses lues" in text


def test_sample_files_of_the_project_are_read(owner: Client, settings: Settings) -> None:
    demo = Path(__file__).parents[3] / "src/orchestre_web/calls/demo"
    files = [SimpleUploadedFile(name, (demo / name).read_bytes()) for name in ("sample.csv", "sample_paste.txt")]
    post(owner, "new_call", need_text="Refaire la boutique", dropped=files)
    call = Call.objects.get()
    assert [each.counts["records"] for each in call.deliveries.order_by("number")] == [40, 40]
