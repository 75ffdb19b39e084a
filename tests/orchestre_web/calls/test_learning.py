"""Corrections teach the other replies of their call: what changes, what never does, and the way back."""

from itertools import permutations
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from orchestre_web.calls import actions, teaching
from orchestre_web.calls.models import Call, Reply
from orchestre_web.jobs.models import Job
from tests.orchestre_web.calls.objects import call_of, deliver
from tests.orchestre_web.people import People
from tests.orchestre_web.queries import at_most

pytestmark = pytest.mark.django_db(transaction=True)

LETTERS = """Nom;Message
Ana Béal;"Développeuse PHP, je demande 480 € et je suis disponible en mars."
Léo Caradec;"Intégrateur, je demande 430 € HT, références sur demande."
Mina Dorval;"Graphiste, je demande 450 € et je peux commencer lundi. Atelier de zorblerie."
Noé Estival;"Je refais la boutique entière, je demande 6 500 €."
Zoé Fabre;"Zorblerie et gravure, Plouguerneau, dispo en mai, 12 ans de métier."
"""
State = list[tuple[Any, ...]]


@pytest.fixture
def call(people: People) -> Call:
    call = call_of(people)
    deliver(call, LETTERS)
    return call


def of(call: Call, author: str) -> Reply:
    return call.replies.get(author=author)


def by_day(people: People, call: Call, author: str, amount: int) -> Reply:
    value = [{"amount_min": amount, "amount_max": amount, "unit": "day", "currency": "EUR"}]
    return correct(people, call, author, "price", value)


def correct(people: People, call: Call, author: str, field: str, value: Any) -> Reply:
    return actions.correct(
        user=people.users["edits"], call_id=call.pk, reply_id=of(call, author).pk, field=field, value=value,
        now=timezone.now(),
    )  # fmt: skip


def undo_all(people: People, reply: Reply) -> None:
    for each in reply.corrections.filter(undone_at=None):
        actions.undo_correction(
            user=people.users["edits"], call_id=reply.call_id, reply_id=reply.pk, correction_id=each.pk,
            now=timezone.now(),
        )  # fmt: skip


def state(call: Call) -> State:
    call.refresh_from_db()
    rows = call.replies.order_by("position").values_list("source_id", "document", "learnt", "kind", "kept", "corrected")
    return [*rows, tuple(str(lesson) for lesson in call.lessons)]


def unit(call: Call, author: str) -> str:
    return str(of(call, author).document["price"][0]["unit"])


def test_two_corrected_prices_read_the_third_and_leave_the_rest(people: People, call: Call) -> None:
    assert by_day(people, call, "Ana Béal", 480).taught == teaching.NOTHING
    before = Call.objects.get(pk=call.pk).version
    second = by_day(people, call, "Léo Caradec", 430)
    assert second.taught.others(second.pk) == 1
    assert Call.objects.get(pk=call.pk).version > before
    assert (unit(call, "Mina Dorval"), unit(call, "Noé Estival")) == ("day", "project")
    assert of(call, "Mina Dorval").learnt["was"]["price"][0]["unit"] == "project"


def test_what_a_person_corrected_is_never_changed_by_a_lesson(people: People, call: Call) -> None:
    lump = [{"amount_min": 450, "amount_max": 450, "unit": "project", "currency": "EUR"}]
    held = correct(people, call, "Mina Dorval", "price", lump)
    by_day(people, call, "Ana Béal", 480)
    by_day(people, call, "Léo Caradec", 430)
    held.refresh_from_db()
    assert "price" not in held.learnt.get("was", {})
    assert held.document["price"][0]["unit"] == "project"


def test_the_order_of_corrections_does_not_matter(people: People) -> None:
    ends = []
    for order in permutations(("Ana Béal", "Léo Caradec", "Zoé Fabre")):
        call = call_of(people)
        deliver(call, LETTERS)
        for author in order:
            if author == "Zoé Fabre":
                correct(people, call, author, "skills", ["Zorblerie", "gravure"])
            else:
                by_day(people, call, author, 480 if author == "Ana Béal" else 430)
        ends.append(state(call))
    assert all(end == ends[0] for end in ends)


def test_undoing_the_corrections_undoes_what_they_taught(people: People, call: Call) -> None:
    untouched = state(call)
    first, second = by_day(people, call, "Ana Béal", 480), by_day(people, call, "Léo Caradec", 430)
    skill = correct(people, call, "Zoé Fabre", "skills", ["Zorblerie"])
    assert "zorblerie" in of(call, "Mina Dorval").document["skills"]
    for reply in (skill, first, second):
        undo_all(people, reply)
    assert state(call) == untouched


def test_another_call_is_untouched(people: People, call: Call) -> None:
    other = call_of(people, "Traduire le site")
    deliver(other, LETTERS)
    before, version = state(other), Call.objects.get(pk=other.pk).version
    by_day(people, call, "Ana Béal", 480)
    by_day(people, call, "Léo Caradec", 430)
    assert state(other) == before
    assert Call.objects.get(pk=other.pk).version == version


def test_a_later_file_is_read_by_the_lessons(people: People, call: Call) -> None:
    by_day(people, call, "Ana Béal", 480)
    by_day(people, call, "Léo Caradec", 430)
    deliver(call, "Nom;Message\nPia Gallet;Rédactrice, je demande 410 € et je suis libre en juin.\n", "suite.csv")
    assert unit(call, "Pia Gallet") == "day"
    assert of(call, "Pia Gallet").learnt["by"]


def test_a_reply_erased_takes_what_was_learnt_of_it_along(people: People, call: Call) -> None:
    reply = correct(people, call, "Zoé Fabre", "skills", ["Zorblerie"])
    assert Call.objects.get(pk=call.pk).lessons
    actions.erase_reply(user=people.users["owner"], call_id=call.pk, reply_id=reply.pk)
    assert Call.objects.get(pk=call.pk).lessons == []
    assert of(call, "Mina Dorval").learnt == {}


def test_a_lesson_is_switched_off_and_on(people: People, call: Call) -> None:
    by_day(people, call, "Ana Béal", 480)
    by_day(people, call, "Léo Caradec", 430)
    taught = state(call)
    client = people.clients["edits"]
    page = client.get(reverse("calls:learnt", args=[call.pk])).content.decode()
    assert "se lit par jour" in page
    assert "Mina Dorval" in page
    bare = next(each for each in teaching.all_lessons(Call.objects.get(pk=call.pk)).all if each.topic == "bare")
    address = reverse("calls:switch_lesson", args=[call.pk])
    for lesson in teaching.all_lessons(Call.objects.get(pk=call.pk)).all:
        client.post(address, {"lesson": lesson.id, "on": "0"})
    assert unit(call, "Mina Dorval") == "project"
    assert "arrêtée" in client.get(reverse("calls:learnt", args=[call.pk])).content.decode()
    client.post(address, {"lesson": bare.id, "on": "1"})
    assert unit(call, "Mina Dorval") == "day"
    for lesson in teaching.all_lessons(Call.objects.get(pk=call.pk)).all:
        client.post(address, {"lesson": lesson.id, "on": "1"})
    assert state(call) == taught


def test_the_page_says_what_else_changed(people: People, call: Call) -> None:
    by_day(people, call, "Ana Béal", 480)
    address = reverse("calls:correct", args=[call.pk, of(call, "Léo Caradec").pk])
    form = {"field": "price", "amount": "430", "amount_to": "", "unit": "day", "tax": "excl", "qualifier": "exact"}
    said = people.clients["edits"].post(address, form, follow=True).content.decode()
    assert "1 autre réponse" in said.replace("\u202f", " ").replace("\xa0", " ")
    assert reverse("calls:learnt", args=[call.pk]) in said


def test_a_lesson_that_is_gone_is_said(people: People, call: Call) -> None:
    address = reverse("calls:switch_lesson", args=[call.pk])
    said = people.clients["edits"].post(address, {"lesson": "skill:x:x", "on": "0"}, follow=True)
    assert "n’existe plus" in said.content.decode()


def test_a_large_call_learns_in_a_job_and_ends_the_same(
    people: People, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_day(people, call, "Ana Béal", 480)
    by_day(people, call, "Léo Caradec", 430)
    at_once = state(call)
    other = call_of(people)
    deliver(other, LETTERS)
    monkeypatch.setattr(teaching, "AT_ONCE", 2)
    monkeypatch.setattr(teaching, "READ_AT_ONCE", 2)
    by_day(people, other, "Ana Béal", 480)
    second = by_day(people, other, "Léo Caradec", 430)
    assert second.taught.others(second.pk) is None
    assert Job.objects.filter(kind=teaching.WORK, state="done").count() == 2
    assert state(other) == at_once


def test_any_number_of_replies_makes_the_same_queries(people: People, call: Call, client: Client) -> None:
    by_day(people, call, "Ana Béal", 480)
    counts = []
    for more in (0, 40):
        rows = "\n".join(f"Autre {n};Je demande {400 + n} € et je suis libre {more}." for n in range(more))
        if more:
            deliver(call, f"Nom;Message\n{rows}\n", f"{more}.csv")
        with at_most(60) as queries:
            by_day(people, call, "Léo Caradec", 430)
        counts.append(len(queries))
        undo_all(people, of(call, "Léo Caradec"))
    assert abs(counts[1] - counts[0]) <= 3
