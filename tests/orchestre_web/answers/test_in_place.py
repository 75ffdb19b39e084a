"""The provider of today who did not answer the call: what he covers is read, he is told with tact, and nobody takes his
papers for an offer he made."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from orchestre.replies.extract import Kind
from orchestre.shortlist.letters import IN_PLACE, LetterKind
from orchestre_web.answers import actions, queries, writing
from orchestre_web.asking import writing as asking
from orchestre_web.calls import preparing
from orchestre_web.calls.actions.errors import AlreadyReceived
from orchestre_web.calls.models import Call, Reply
from tests.orchestre_web.calls.objects import call_of, deliver
from tests.orchestre_web.people import People

OFFERS = """Nom;Message;E-mail
Ana Béal;"Je refais votre boutique pour 4 500 € HT, 12 ans d'expérience, disponible en janvier.";ana@beal.example
Hugo Garnel;"Je vous propose de refaire la boutique pour 9 100 € HT, 3 ans d'expérience.";hugo@garnel.example
"""
KNOWN = {
    "name": "Agence Rivage",
    "reach": "contact@rivage.example",
    "known": "Contrat du 3 mars : maintenance de la boutique PrestaShop, 450 € HT par mois, 8 ans d'expérience.",
}


@pytest.fixture
def call(people: People) -> Call:
    call = call_of(people)
    facts = {"budget_floor": 3000, "budget_ceiling": 12000, "days": None, "months": 12}
    Call.objects.filter(pk=call.pk).update(first_facts=facts)
    deliver(call, OFFERS)
    return Call.objects.select_related("company").get(pk=call.pk)


def page(people: People, view: str, *args: int, who: str = "edits") -> str:
    html = people.clients[who].get(reverse(view, args=args), follow=True).content.decode()
    return " ".join(re.sub("<[^>]+>", " ", html).replace("\u202f", " ").replace("\xa0", " ").split())


def note(people: People, call: Call, **other: str) -> Reply:
    address = reverse("answers:in_place", args=[call.pk])
    answer = people.clients["edits"].post(address, KNOWN | other, follow=True)
    assert answer.status_code == 200
    found = queries.in_place(call)
    assert found is not None
    return Reply.objects.get(pk=found.pk)


def test_what_he_covers_is_read_and_his_letter_is_ready(people: People, call: Call) -> None:
    assert "Vous travaillez déjà avec quelqu’un ?" in page(people, "answers:home", call.pk)
    reply = note(people, call)
    assert (reply.author, reply.kind) == ("Agence Rivage", Kind.OFFER)
    assert "Agence Rivage : ce que ses mots couvrent" in page(people, "answers:home", call.pk)
    letter = page(people, "answers:letter", call.pk, reply.pk)
    for words in (
        "450 € HT par mois",
        "Nous n’avons pas reçu de proposition de vous",
        "Ce que nous avons noté de ce que vous faites pour nous",
        "Nous travaillons ensemble. Menuiserie Exemple a noté",
        "prestataire actuel, qui n’a pas répondu",
        "Ce que edits@exemple.example a noté",
        "Ce qu’il couvre, d’après vos papiers",
        "nos papiers n’en disent rien",
    ):
        assert words in letter, words
    for words in (
        "Votre proposition est lue",
        "votre réponse n’en dit rien",
        "Vous avez répondu à notre appel",
        "Merci pour votre réponse",
    ):
        assert words not in letter, words
    for other in ("Ana", "Hugo", "4 500", "9 100"):
        assert other not in letter.partition("Bonjour")[2].partition("Ses mots")[0], other


def test_his_papers_are_no_message_of_his(people: People, call: Call) -> None:
    reply = note(people, call)
    drafts = asking.desk(call, people.users["edits"], now=timezone.now()).plans
    assert "Agence Rivage" not in [plan.writer.author for plan in drafts]
    told = page(people, "calls:person_notice", call.pk, reply.pk)
    assert "ce que disent nos échanges et vos documents" in told
    assert "Vous avez répondu à notre appel" not in told
    assert reply.given["in_place_entered_by"] == "edits@exemple.example"
    told = "Prestataire actuel, noté par edits@exemple.example : il n’a pas répondu lui-même"
    assert told in page(people, "shortlist:board", call.pk)
    deliver(call, 'Nom;Message;E-mail\nAgence Rivage;"Nous proposons 6 000 € HT.";contact@rivage.example\n')
    preparing.prepare(call.pk)
    assert told not in page(people, "shortlist:board", call.pk), "he answered since, and speaks for himself"
    letter = page(people, "answers:letter", call.pk, reply.pk)
    assert "Votre proposition est lue comme les autres" in letter
    assert "pas reçu de proposition de vous" not in letter


def test_there_is_one_and_another_takes_his_place(people: People, call: Call) -> None:
    first = note(people, call)
    second = note(
        people, call, name="Studio Ouest", reach="", known="Facture : 2 400 € HT pour l'année, 5 ans avec vous."
    )
    desk = writing.desk(call, people.users["edits"], now=timezone.now())
    kinds = {each.name: each.kind for each in desk.people if each.kind in IN_PLACE}
    assert kinds == {"Studio Ouest": LetterKind.SILENT}
    assert second.pk != first.pk
    known = {"user": people.users["edits"], "call_id": call.pk, "now": timezone.now()}
    with pytest.raises(AlreadyReceived):
        actions.note_in_place(**known, **KNOWN)


def test_the_example_receives_nothing(people: People, call: Call) -> None:
    Call.objects.filter(pk=call.pk).update(demonstration=True)
    assert "le noter" not in page(people, "answers:home", call.pk)
    answer = people.clients["edits"].post(reverse("answers:in_place", args=[call.pk]), KNOWN)
    assert answer.status_code == 422
    assert call.replies.count() == 2


@pytest.mark.parametrize(("name", "reach"), [("Ana Béal", ""), ("Béal Conseil", "ana@beal.example")])
def test_who_had_answered_is_found_by_name_or_address(name: str, reach: str, people: People, call: Call) -> None:
    found = note(people, call, name=name, reach=reach)
    assert found.source_id == call.replies.earliest("position").source_id
    assert call.replies.count() == 2, "what he sent himself speaks for him"
    assert "Votre proposition est lue comme les autres" in page(people, "answers:letter", call.pk, found.pk)


def test_a_copy_of_what_he_had_sent_is_no_second_provider(people: People, call: Call) -> None:
    sent = "Je refais votre boutique pour 4 500 € HT, 12 ans d'expérience, disponible en janvier."
    found = note(people, call, name="Rivage", reach="", known=sent)
    assert found.author == "Ana Béal"


def test_what_was_chosen_for_him_since_stays(people: People, call: Call) -> None:
    reply = note(people, call)
    known = {"user": people.users["edits"], "call_id": call.pk, "reply_id": reply.pk}
    actions.choose_kind(kind=LetterKind.REFUSAL, **known)  # type: ignore[arg-type]
    deliver(call, 'Nom;Message\nZoé Quark;"Forfait de 5 000 € HT."\n')
    preparing.prepare(call.pk)
    assert queries.in_place(call) is None
    desk = writing.desk(call, people.users["edits"], now=timezone.now())
    person = desk.person(reply.pk)
    assert person is not None
    assert person.kind is LetterKind.REFUSAL
