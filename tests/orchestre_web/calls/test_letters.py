"""One letter under several names: shown once with what differs, set aside or brought back in one action, undone."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from orchestre_web.calls import actions
from orchestre_web.calls.models import Call, Correction, Letter, LetterCopy
from tests.orchestre_web.calls.objects import SENDERS, call_of, deliver, five_letters
from tests.orchestre_web.people import People
from tests.orchestre_web.queries import at_most

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def call(people: People) -> Call:
    made = call_of(people)
    deliver(made, five_letters())
    return Call.objects.get(pk=made.pk)


@pytest.fixture
def owner(people: People) -> Client:
    return people.clients["owner"]


def page(client: Client, view: str, *args: Any, **data: Any) -> str:
    response = client.get(reverse(view, args=args), data)
    assert response.status_code == 200
    return response.content.decode()


def test_a_letter_is_shown_once_with_what_each_wrote(owner: Client, call: Call) -> None:
    assert call.letters_found == 1
    text = page(owner, "calls:letters", call.pk)
    assert "La même lettre, 5 envois" in text
    assert text.count("vive voix") == 1
    for name, town, *_ in SENDERS:
        assert name in text
        assert f"<mark>{town}</mark>" in text
    assert "Iris Humel" not in text


def test_the_reply_the_tray_and_the_board_point_to_it(owner: Client, call: Call) -> None:
    reply = call.replies.order_by("position")[0]
    where = f"{reverse('calls:letters', args=[call.pk])}?reponse="
    for text in (page(owner, "calls:reply", call.pk, reply.pk), page(owner, "shortlist:board", call.pk)):
        assert "Même lettre que 4 autres" in text
        assert where in text
    assert "1 lettre envoyée" in page(owner, "calls:tray", call.pk)
    assert "5 envois" in page(owner, "calls:letters", call.pk, reponse=reply.pk)
    alone = call.replies.get(author="Iris Humel")
    assert "Même lettre" not in page(owner, "calls:reply", call.pk, alone.pk)
    assert "Personne n’a envoyé" in page(owner, "calls:letters", call.pk, reponse=alone.pk)


def test_the_group_moves_no_place(owner: Client, call: Call) -> None:
    def places() -> list[str]:
        ranking = owner.get(reverse("shortlist:board", args=[call.pk])).context["ranked"]
        return [(row.rank, row.name, row.score) for row in ranking.rows]

    before = places()
    Letter.objects.all().delete()
    assert places() == before


def test_all_are_set_aside_in_one_action_and_undone_in_one(owner: Client, call: Call) -> None:
    reply = call.replies.order_by("position")[2]
    earlier = actions.set_aside(
        user=call.created_by, call_id=call.pk, reply_id=reply.pk, reason="trop loin", now=call.created_at
    )  # fmt: skip
    assert call.replies.standing().count() == 5
    where = reverse("calls:set_letter_aside", args=[call.pk, reply.pk])
    text = owner.post(where, follow=True).content.decode()
    assert [each.author for each in call.replies.standing()] == ["Iris Humel"]
    assert "Annuler" in text
    marks = set(Correction.objects.exclude(together="").values_list("together", flat=True))
    assert len(marks) == 1
    version = Call.objects.get(pk=call.pk).version
    owner.post(reverse("calls:undo_together", args=[call.pk, marks.pop()]))
    assert call.replies.standing().count() == 5  # the one set aside before stays so
    earlier.refresh_from_db()
    assert earlier.kept is False
    assert Call.objects.get(pk=call.pk).version > version


def test_all_are_brought_back_in_one_action_and_undone_in_one(owner: Client, call: Call) -> None:
    reply = call.replies.order_by("position")[0]
    owner.post(reverse("calls:set_letter_aside", args=[call.pk, reply.pk]))
    owner.post(reverse("calls:keep_letter", args=[call.pk, reply.pk]))
    assert call.replies.standing().count() == 6
    assert set(call.replies.filter(letter_copy__isnull=False).values_list("kept", flat=True)) == {True}
    mark = Correction.objects.filter(value=True).exclude(together="").values_list("together", flat=True)[0]
    owner.post(reverse("calls:undo_together", args=[call.pk, mark]))
    assert call.replies.standing().count() == 1


def test_nothing_to_set_aside_changes_nothing(owner: Client, call: Call) -> None:
    alone = call.replies.get(author="Iris Humel")
    owner.post(reverse("calls:set_letter_aside", args=[call.pk, alone.pk]))
    owner.post(reverse("calls:undo_together", args=[call.pk, "unknown"]))
    assert not Correction.objects.exists()
    assert Call.objects.get(pk=call.pk).version == call.version


def test_an_erased_copy_leaves_its_letter_and_the_last_one_ends_it(people: People, call: Call) -> None:
    for left, reply in zip((4, 3, 2, 0), list(call.replies.order_by("position")[:4]), strict=True):
        actions.erase_reply(user=people.users["owner"], call_id=call.pk, reply_id=reply.pk)
        assert LetterCopy.objects.count() == left
    call.refresh_from_db()
    assert call.letters_found == 0


def test_a_letter_shows_its_first_copies_and_counts_the_rest(owner: Client, call: Call) -> None:
    deliver(call, five_letters([(f"Nom{n} Autre{n}", f"Ville{n}", n, 3000 + n) for n in range(40)]), "quarante.csv")
    text = page(owner, "calls:letters", call.pk)
    assert "45 envois" in text
    assert "Et 15 autres envois" in text


@pytest.mark.parametrize("count", [10, 500])
def test_as_many_queries_for_ten_copies_as_for_hundreds(owner: Client, call: Call, count: int) -> None:
    deliver(call, five_letters([(f"Nom{n} Autre{n}", f"Ville{n}", n, 3000 + n) for n in range(count)]), "encore.csv")
    with at_most(14):
        page(owner, "calls:letters", call.pk)
