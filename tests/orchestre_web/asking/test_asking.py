"""Whom to ask what: the answer first, a message a person, what was sent, what came back and what it changed."""

import html
import re
from datetime import timedelta
from email import message_from_bytes

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from orchestre.replies.extract import Kind
from orchestre.replies.extraction import extract
from orchestre.replies.reply import Position, Reply
from orchestre_web.answers import sent
from orchestre_web.asking import after_erase, shown
from orchestre_web.asking.held import held_of
from orchestre_web.asking.models import Asked, Question
from orchestre_web.asking.states import QuestionState
from orchestre_web.calls import actions
from orchestre_web.calls.models import Call, Correction
from orchestre_web.calls.models import Reply as ReplyRow
from tests.orchestre_web.calls.objects import call_of as imported
from tests.orchestre_web.calls.objects import deliver
from tests.orchestre_web.people import People
from tests.orchestre_web.queries import at_most
from tests.orchestre_web.shortlist import calls_for_tests as made
from tests.orchestre_web.test_erased import holding

LETTERS = """Nom;Message
Ana Béal;"Je propose de refaire votre boutique pour 4 500 € HT, disponible de suite, 4 ans d'expérience."
Léo Caradec;"Je propose de refaire votre boutique, disponible de suite, 6 ans d'expérience."
"""
NARROW = "\u202f"
FIRST = "Forfait de 5 000 € HT, 5 ans d'expérience, disponible de suite. ana@exemple.example"
UNSAID = "Je peux faire votre boutique, disponible de suite, 6 ans d'expérience."


@pytest.fixture
def owner(people: People) -> Client:
    return people.clients["owner"]


@pytest.fixture
def call(people: People) -> Call:
    return made.call_of(people.company, FIRST, UNSAID, authors=("Ana Béal", "Léo Caradec"))


def words(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return plain(answer.content.decode())


def plain(html: str) -> str:
    text = re.sub("<[^>]+>", " ", re.sub("<textarea.*?</textarea>", "", html, flags=re.DOTALL))
    return " ".join(text.split()).replace(NARROW, " ").replace("\u00a0", " ")


def later(call: Call, author: str, text: str, *, same_as: str = "") -> ReplyRow:
    """What came in with another file, a day later."""
    delivery = made.deliver(call)
    delivery.received_at = timezone.now() + timedelta(minutes=5)
    delivery.save()
    position = call.replies.count() + 1
    reply = Reply(f"late{position}", Position("", "jsonl", position), author, text)
    found = extract(reply, reference_date=made.DAY)
    one = made.row(call, delivery, position, reply, found, None)
    one.kind = Kind.OFFER.value
    one.duplicate_of, one.duplicate_type = same_as, "person" if same_as else ""
    one.save()
    Call.objects.filter(pk=call.pk).update(version=call.version + 1)
    return one


def send(owner: Client, call: Call, source_id: str = "r1", channel: str = "copy") -> Asked:
    reply = call.replies.get(source_id=source_id)
    answer = owner.post(reverse("asking:mark_sent", args=[call.pk, reply.pk]), {"channel": channel})
    assert answer.status_code == 302
    return Asked.objects.filter(undone_at=None).latest("pk")


def place(question: Question, name: str) -> str:
    return f"q{question.pk}_{name}"


# --- Whom to ask --------------------------------------------------------------------------------------------------


def test_the_first_question_stands_first(owner: Client, call: Call) -> None:
    said = words(owner, reverse("asking:home", args=[call.pk]))
    assert "Demandez d’abord à Léo Caradec : Prix" in said
    assert "chances sur 100 que sa réponse lui donne la première place" in said
    assert "Tout savoir ferait gagner jusqu’à" in said


def test_one_message_gathers_what_is_worth_asking(owner: Client, call: Call) -> None:
    html = owner.get(reverse("asking:home", args=[call.pk])).content.decode()
    assert html.count("C’est envoyé") == 1
    message = html.partition("<textarea")[2].partition("</textarea>")[0]
    assert "Bonjour Léo Caradec," in message
    assert "prix total" in message
    assert "PrestaShop" in message
    assert "3." in message
    assert "Menuiserie Exemple" in message
    for secret in ("5 000", "5\u202f000", "12\u202f000", "Ana"):
        assert secret not in message


def test_stop_is_said_when_nothing_can_change(owner: Client, people: People) -> None:
    call = made.call_of(
        people.company,
        "Forfait 3 000 € HT, 12 ans d'expérience, disponible de suite, PrestaShop, caisse, Click & Collect.",
        "Forfait 11 900 € HT, 1 an d'expérience, disponible dans deux mois, pas de PrestaShop.",
        authors=("Ana Béal", "Léo Caradec"),
    )
    said = words(owner, reverse("asking:home", args=[call.pk]))
    assert "Vous pouvez arrêter de demander" in said


def test_who_cannot_enter_the_first_three_need_not_be_asked(owner: Client, people: People) -> None:
    """Three dear beginners who say little: behind the three first whatever they answer. The same when it was kept."""
    good = [f"Forfait de {price} € HT, 9 ans d'expérience, disponible de suite." for price in (3_000, 3_100, 3_200)]
    poor = ["Forfait de 11 900 € HT, 1 an d'expérience, disponible dans 59 jours."] * 3
    words_too = [f"{text} Je connais PrestaShop, Caisse et Click & Collect." for text in good]
    poor = [f"{text} Sans PrestaShop, sans caisse, sans click and collect. Ville {i}." for i, text in enumerate(poor)]
    call = made.call_of(people.company, *words_too, *poor, authors=tuple(f"Personne {i}" for i in range(6)))
    for _ in range(2):
        known = owner.get(reverse("asking:home", args=[call.pk])).context
        assert known["no_need"] == 3
    assert "3 offres ne peuvent pas entrer parmi les trois premières" in words(
        owner, reverse("asking:home", args=[call.pk])
    )


def test_nobody_to_ask_is_designed(owner: Client, people: People) -> None:
    empty, bare = made.call_of(people.company), made.call_of(people.company, "Forfait 4 000 € HT.", facts={})
    assert "Ajouter des réponses" in words(owner, reverse("asking:home", args=[empty.pk]))
    assert "Donner mon budget" in words(owner, reverse("asking:home", args=[bare.pk]))


def test_five_people_stand_on_a_page_and_the_next_five_on_the_next(owner: Client, people: People) -> None:
    letters = [f"Je peux faire votre boutique, disponible de suite, {n} ans d'expérience." for n in range(1, 8)]
    call = made.call_of(people.company, FIRST, *letters)
    home = reverse("asking:home", args=[call.pk])
    shown_on = [set(re.findall(r'<li id="p(\d+)">', owner.get(home, {"page": n}).content.decode())) for n in (1, 2)]
    assert len(shown_on[0]) == 5
    assert shown_on[1]
    assert not shown_on[0] & shown_on[1]
    assert "?page=2" in owner.get(home).content.decode()


def test_the_message_goes_as_a_mail_or_a_text(owner: Client, people: People) -> None:
    call = made.call_of(people.company, FIRST, f"{UNSAID} leo@exemple.example", authors=("Ana Béal", "Léo Caradec"))
    pk = call.replies.get(source_id="r1").pk
    assert "mailto:leo@exemple.example" in owner.get(reverse("asking:home", args=[call.pk])).content.decode()
    mail = message_from_bytes(owner.get(reverse("asking:file", args=[call.pk, pk, "eml"])).content)
    assert (mail["To"], mail["X-Unsent"]) == ("leo@exemple.example", "1")
    assert "Bonjour Léo" in owner.get(reverse("asking:file", args=[call.pk, pk, "txt"])).content.decode("utf-8-sig")


def test_ten_and_five_hundred_offers_make_the_same_queries(owner: Client, people: People) -> None:
    few, many = (made.demo_call(people.company, copies=copies) for copies in (1, 8))
    for call in (few, many):
        owner.get(reverse("asking:home", args=[call.pk]))
        reply = call.replies.filter(kind="offer").earliest("position")
        owner.post(reverse("asking:mark_sent", args=[call.pk, reply.pk]))
    for call in (few, many):
        address = reverse("asking:home", args=[call.pk])
        owner.get(address)
        with at_most(20):
            owner.get(address)


# --- Sent ---------------------------------------------------------------------------------------------------------


def test_what_is_sent_is_not_asked_again_and_can_be_undone(owner: Client, call: Call) -> None:
    asked = send(owner, call, channel="email")
    assert {question.key for question in asked.questions.all()} >= {"price"}
    assert asked.before_rank == 2
    assert asked.before_word
    said = words(owner, reverse("asking:home", args=[call.pk]))
    assert "Il reste une réponse à attendre" in said
    assert "C’est envoyé" not in said
    twice = owner.post(reverse("asking:mark_sent", args=[call.pk, asked.reply_id]), follow=True)
    assert "Il n’y a rien à noter" in twice.content.decode()
    assert Asked.objects.count() == 1
    owner.post(reverse("asking:undo_sent", args=[call.pk, asked.pk]))
    assert "Demandez d’abord à Léo Caradec" in words(owner, reverse("asking:home", args=[call.pk]))
    assert "a été annulé" in words(owner, reverse("asking:person", args=[call.pk, asked.reply_id]))


def test_questions_stand_in_the_register_and_in_the_history(owner: Client, call: Call) -> None:
    asked = send(owner, call, channel="email")
    register, table = reverse("answers:register", args=[call.pk]), reverse("answers:register_file", args=[call.pk])
    assert asked.subject in html.unescape(owner.get(register).content.decode())
    assert asked.text.splitlines()[0] in owner.get(table).content.decode("utf-8-sig")
    assert "Questions envoyées" in words(owner, reverse("shortlist:history", args=[call.pk]))
    owner.post(reverse("asking:undo_sent", args=[call.pk, asked.pk]))
    said = words(owner, register)
    assert said.count("envoi annulé (questions)") == 1
    assert len(sent.register(call)) == 2, "nothing leaves the register: an undoing is added"


def test_what_is_kept_of_him_is_told_with_the_first_message(owner: Client, call: Call) -> None:
    home = reverse("asking:home", args=[call.pk])
    assert "Ce que nous gardons de votre réponse" in owner.get(home).content.decode()
    letter = reverse("answers:mark_sent", args=[call.pk, call.replies.get(source_id="r1").pk])
    assert owner.post(letter, {"channel": "copy"}).status_code == 302
    assert "Ce que nous gardons de votre réponse" not in owner.get(home).content.decode()
    assert not send(owner, call).with_notice


# --- What came back -----------------------------------------------------------------------------------------------


def test_words_that_are_pasted_are_read_then_kept(owner: Client, call: Call) -> None:
    asked = send(owner, call)
    price = asked.questions.get(key="price")
    address = reverse("asking:answer", args=[call.pk, asked.reply_id])
    pasted = "Bonjour, ce serait 3 200 € HT pour le tout. Oui je connais PrestaShop."
    read = owner.post(address, {"what": "read", "words": pasted})
    assert read.status_code == 200
    html = read.content.decode()
    assert re.search(rf'name="{place(price, "amount")}"[^>]*value="3200"', html)
    assert "3\u202f200 € HT" in html or "3 200 € HT" in html
    assert not Correction.objects.exists()
    given = {
        "words": pasted, place(price, "amount"): "3200", place(price, "unit"): "project", place(price, "tax"): "excl",
        place(price, "currency"): "EUR", place(price, "quote"): "3 200 € HT",
    }  # fmt: skip
    done = owner.post(address, given, follow=True)
    said = plain(done.content.decode())
    assert "La réponse est notée" in said
    assert "Léo Caradec passe de la place 2 à la place 1" in said
    assert "maintenant" in said or "Le verdict reste" in said
    correction = Correction.objects.get()
    assert (correction.field, correction.reason) == ("price", "3 200 € HT")
    price.refresh_from_db()
    assert (price.state, price.correction) == ("answered", correction)
    board = words(owner, reverse("shortlist:board", args=[call.pk]))
    assert "Léo Caradec" in board.partition("Classement")[2]


@pytest.mark.parametrize(
    ("key", "name", "value", "field", "kept"),
    [
        ("years", "value", "7,5", "years_experience", 7.5),
        ("prestashop", "value", "met", "term:prestashop", "met"),
        ("prestashop", "value", "not_met", "term:prestashop", "not_met"),
        ("start", "immediate", "on", "availability", True),
    ],
)
def test_each_kind_of_answer_has_its_place(
    owner: Client, people: People, key: str, name: str, value: str, field: str, kept: object
) -> None:
    call = made.call_of(people.company, FIRST, "Bonjour, forfait 4 800 € HT.", authors=("Ana Béal", "Léo Caradec"))
    asked = send(owner, call)
    question, _ = Question.objects.get_or_create(asked=asked, key=key, defaults={"text": "?"})
    address = reverse("asking:answer", args=[call.pk, asked.reply_id])
    assert owner.post(address, {place(question, name): value, "words": "au téléphone"}).status_code == 302
    correction = Correction.objects.get()
    found = correction.value["immediate"] if field == "availability" else correction.value
    assert (correction.field, found, correction.reason) == (field, kept, "au téléphone")


def test_a_value_that_cannot_be_changes_nothing(owner: Client, call: Call) -> None:
    asked = send(owner, call)
    price = asked.questions.get(key="price")
    address = reverse("asking:answer", args=[call.pk, asked.reply_id])
    values = {place(price, "amount"): "beaucoup", place(price, "unit"): "project", place(price, "tax"): "excl"}
    refused = owner.post(address, values)
    assert refused.status_code == 422
    assert "beaucoup" in refused.content.decode()
    assert owner.post(address, {}).status_code == 422
    price.refresh_from_db()
    assert price.state == "waiting"
    assert not Correction.objects.exists()


def test_an_answer_is_undone_with_its_correction(owner: Client, call: Call) -> None:
    asked = send(owner, call)
    price = asked.questions.get(key="price")
    values = {place(price, "amount"): "3 200", place(price, "unit"): "project", place(price, "tax"): "excl"}
    owner.post(reverse("asking:answer", args=[call.pk, asked.reply_id]), values)
    refused = owner.post(reverse("asking:undo_sent", args=[call.pk, asked.pk]), follow=True)
    assert "annulez d’abord la réponse" in refused.content.decode()
    assert owner.post(reverse("asking:wait_again", args=[call.pk, price.pk])).status_code == 302
    price.refresh_from_db()
    assert (price.state, price.correction) == ("waiting", None)
    assert Correction.objects.get().undone_at is not None


def test_a_correction_undone_elsewhere_opens_the_question_again(owner: Client, call: Call) -> None:
    asked = send(owner, call)
    price = asked.questions.get(key="price")
    values = {place(price, "amount"): "3 200", place(price, "unit"): "project", place(price, "tax"): "excl"}
    owner.post(reverse("asking:answer", args=[call.pk, asked.reply_id]), values)
    correction = Correction.objects.get()
    owner.post(reverse("calls:undo", args=[call.pk, correction.reply_id, correction.pk]))
    assert "Réponse attendue" in words(owner, reverse("asking:home", args=[call.pk]))
    owner.post(reverse("asking:answer", args=[call.pk, asked.reply_id]), values)  # and may be answered again
    assert Question.objects.get(pk=price.pk).state == "answered"
    assert Correction.objects.filter(undone_at=None).count() == 1


def test_a_question_moves_only_as_it_may(owner: Client, call: Call) -> None:
    """An answered question is not left without waiting again first; nothing moves beside the table of states."""
    question = send(owner, call).questions.earliest("pk")
    question.move(QuestionState.ANSWERED)
    for state in (QuestionState.LEFT, QuestionState.ANSWERED):
        with pytest.raises(ValueError, match="cannot go"):
            question.move(state)


def test_one_may_wait_no_longer(owner: Client, call: Call) -> None:
    asked = send(owner, call)
    for question in asked.questions.all():
        owner.post(reverse("asking:leave", args=[call.pk, question.pk]))
    said = words(owner, reverse("asking:home", args=[call.pk]))
    assert "Réponse attendue" not in said
    assert "Demandez d’abord à Léo" not in said
    owner.post(reverse("asking:wait_again", args=[call.pk, asked.questions.earliest("pk").pk]))
    assert "Réponse attendue" in words(owner, reverse("asking:home", args=[call.pk]))


def test_a_later_reply_of_the_same_person_answers_by_itself(owner: Client, call: Call) -> None:
    asked = send(owner, call)
    newer = later(call, "Léo Caradec", "Je vous fais le tout pour 3 200 € HT, forfait.", same_as="r1")
    said = words(owner, reverse("asking:person", args=[call.pk, asked.reply_id]))
    assert "répondu dans ce qui est arrivé depuis" in said
    assert "3 200 €" in said
    assert "passe de la place 2 à la place 1" in said
    assert (
        reverse("calls:reply", args=[call.pk, newer.pk])
        in owner.get(reverse("asking:person", args=[call.pk, asked.reply_id])).content.decode()
    )
    taken = owner.get(reverse("asking:person", args=[call.pk, asked.reply_id]), {"de": newer.pk}).content.decode()
    assert "Je vous fais le tout" in taken


# --- His data -----------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_an_erased_person_leaves_the_questions(owner: Client, people: People) -> None:
    call = imported(people)
    deliver(call, LETTERS)
    call = Call.objects.get(pk=call.pk)
    reply = call.replies.get(author="Léo Caradec")
    asked = send(owner, call, reply.source_id)
    price = asked.questions.get(key="price")
    values = {"words": "Léo Caradec : 3 200", place(price, "amount"): "3 200", place(price, "unit"): "project"}
    values |= {place(price, "tax"): "excl"}
    assert owner.post(reverse("asking:answer", args=[call.pk, reply.pk]), values).status_code == 302
    held = held_of(reply)["questions_asked"]
    assert held[0]["text"] == asked.text
    assert "3 200" in str(held[0]["answers"])
    actions.erase_reply(user=people.users["owner"], call_id=call.pk, reply_id=reply.pk)
    assert not Asked.objects.exists()
    assert not Question.objects.exists()
    assert holding("Caradec") == []
    assert owner.get(reverse("asking:home", args=[call.pk])).status_code == 200


def test_a_forgotten_call_keeps_no_question(owner: Client, call: Call) -> None:
    send(owner, call)
    after_erase.forget_call(call)
    assert not Asked.objects.exists()


@pytest.mark.parametrize(
    ("share", "fr", "en"),
    [
        (0.004, "moins de 1 chance sur 100", "less than 1 chance in 100"),
        (0.01, "1 chance sur 100", "1 chance in 100"),
        (0.02, "2 chances sur 100", "2 chances in 100"),
        (0.5, "50 chances sur 100", "50 chances in 100"),
    ],
)
def test_one_chance_is_not_several(share: float, fr: str, en: str) -> None:
    for spoken, said in (("fr", fr), ("en", en)):
        with translation.override(spoken):
            for code in ("asking.takes_first", "asking.loses_first", "asking.moves_top"):
                assert shown.odds_said(code, share).startswith(said)
