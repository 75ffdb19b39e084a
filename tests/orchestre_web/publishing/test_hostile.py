"""What somebody hostile sends to the public page of a call."""

from datetime import timedelta
from typing import Any
from unittest import mock

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from orchestre_web.calls.models import Call
from orchestre_web.jobs.models import Job
from orchestre_web.publishing import actions, limits, queries, throttle
from orchestre_web.publishing.models import Attachment, Publication, Submission
from orchestre_web.publishing.writing import wordless
from orchestre_web.shortlist import actions as boards
from orchestre_web.shortlist.models import OfferDetail
from orchestre_web.site import words as sentences
from tests.orchestre_web.calls.objects import deliver
from tests.orchestre_web.people import People
from tests.orchestre_web.publishing.objects import ADDRESS, OFFER, PICTURE, answers, published
from tests.orchestre_web.publishing.test_guest import address, send, taken

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def publication(people: People) -> Publication:
    return published(people)


@pytest.fixture(autouse=True)
def _no_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "QUICKEST", timedelta(0))


def board_of(publication: Publication) -> dict[str, Any]:
    """Price by name of what stands on the board."""
    standing = boards.board(Call.objects.get(pk=publication.call_id), now=timezone.now())
    assert standing is not None
    cells = standing.table.cells
    at = list(cells.keys).index("price")
    rows = OfferDetail.objects.filter(cells=standing.cells).exclude(row=None)
    return {each.document["name"]: cells.likely[each.row][at] for each in rows}


def prices_of(publication: Publication) -> list[float]:
    """Of every offer on the board: two may bear one name."""
    standing = boards.board(Call.objects.get(pk=publication.call_id), now=timezone.now())
    assert standing is not None
    at = list(standing.table.cells.keys).index("price")
    return sorted(row[at] for row in standing.table.cells.likely)


def answer_pair(people: People, publication: Publication, *, same: bool) -> None:
    """The owner's word on the one pair that waits."""
    link = publication.call.person_links.get(state="proposed")
    said = {"earlier": link.earlier_id, "later": link.later_id, "same": "yes" if same else "no"}
    people.clients["owner"].post(reverse("calls:say_same_person", args=[publication.call_id]), said)


WHO, ADDRESS_OF = "Atelier Quark", "zoe@quark.example"
BARE = {"r1": "yes", "per": "year", "tax": "excl"}


@pytest.mark.parametrize(
    "words", ["", "Voir le devis joint.", "Bonjour, veuillez trouver notre offre en pièce jointe. " * 3]
)
def test_offers_with_the_same_words_or_none_are_as_many_offers(publication: Publication, words: str) -> None:
    """Else a rival who guesses somebody's few words would take his place, or be taken for him."""
    for name, price in (("Atelier Quark", "4000"), ("Rival", "900"), ("Maison Tierce", "800")):
        send(publication, words=words, name=name, email=f"{name[0]}@x.example", setup=price, run="0", **BARE)
        taken(publication.call)
    assert board_of(publication) == {"Atelier Quark": 4000, "Rival": 900, "Maison Tierce": 800}


def test_offers_without_a_name_are_as_many_offers(publication: Publication) -> None:
    for email, price in (("a@x.example", "4000"), ("b@x.example", "900")):
        send(publication, email=email, setup=price, run="0", **BARE)
        taken(publication.call)
    assert board_of(publication) == {"a@x.example": 4000, "b@x.example": 900}


@pytest.mark.parametrize(
    "words", ["", "Nous refaisons votre boutique, reprise du catalogue comprise, en dix semaines."]
)
def test_who_lost_his_link_and_sends_another_price_is_heard(
    people: People, publication: Publication, words: str
) -> None:
    """Once the owner says that it is he: nothing in a form proves it."""
    for price in ("4000", "3500"):
        send(publication, words=words, name="Atelier Quark", email="zoe@quark.example", setup=price, run="0", **BARE)
        taken(publication.call)
    assert prices_of(publication) == [3500, 4000]
    answer_pair(people, publication, same=True)
    assert board_of(publication) == {"Atelier Quark": 3500}


@pytest.mark.parametrize("price", ["400", "40000"])
@pytest.mark.parametrize("rival", ["form", "mail"])
def test_an_impostor_takes_nobodys_place(people: People, publication: Publication, rival: str, price: str) -> None:
    """Cheaper to win under his name, or dearer to make him lose: the rival's offer stays, the owner is told."""
    call = publication.call
    his = BARE | {"words": "Notre offre.", "name": WHO, "email": ADDRESS_OF, "phone": "06 12 34 56 78"}
    if rival == "form":
        send(publication, setup="4000", **his)
        taken(call)
    else:
        deliver(call, f'Nom;E-mail;Message\n{WHO};{ADDRESS_OF};"Je refais votre boutique pour 4 000 € HT."\n')
    before = board_of(publication)
    send(publication, setup=price, **his)
    forged = taken(call)
    assert prices_of(publication) == sorted([4000, int(price)])
    assert before == {WHO: 4000}
    call.refresh_from_db()
    assert call.to_confirm == 1
    assert call.replies.filter(folded=False).count() == call.replies.count() == 2

    owner = people.clients["owner"]
    assert reverse("calls:same_person", args=[call.pk]) in owner.get(reverse("site:today")).content.decode()
    told = owner.get(reverse("calls:same_person", args=[call.pk])).content.decode()
    assert sentences.say("calls.pair_by_form") in told
    page = owner.get(reverse("calls:reply", args=[call.pk, forged.pk])).content.decode()
    assert sentences.say("publishing.who_unknown") in page

    answer_pair(people, publication, same=False)
    assert prices_of(publication) == sorted([4000, int(price)])
    call.refresh_from_db()
    assert call.to_confirm == 0


def test_one_line_of_the_new_internet_is_one_place(publication: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    """A household has 2^64 addresses there."""
    monkeypatch.setattr(limits, "MOST_FROM_ONE_PLACE", 2)
    guests = [Client(REMOTE_ADDR=f"2001:db8:1:2::{n:x}") for n in range(3)]
    found = [send(publication, client=guest, words=f"Bonjour {n}").status_code for n, guest in enumerate(guests)]
    assert found == [200, 200, 422]


def amended(publication: Publication, first: Submission, **other: Any) -> Submission:
    given: dict[str, Any] = {"page": "autre", "answers": answers(), "files": (), "kept": (), "address": ADDRESS}
    return actions.amend(publication=publication, first=first, now=timezone.now(), **(given | other))


def test_an_offer_erased_while_it_is_amended_stays_erased(publication: Publication) -> None:
    send(publication, **OFFER)
    first = Submission.objects.get()
    first.publication = publication
    wordless(Submission.objects.filter(pk=first.pk))
    with pytest.raises(actions.LinkUnknown):
        amended(publication, first)
    assert Submission.objects.get().answers == {}


def test_a_file_that_another_window_took_out_is_said(publication: Publication) -> None:
    send(publication, files=[SimpleUploadedFile("devis.png", PICTURE)], **OFFER)
    first, file = Submission.objects.get(), Attachment.objects.get()
    first.publication = publication

    stale = queries.attachments_of(first)
    amended(publication, first, page="une")
    with mock.patch.object(queries, "attachments_of", side_effect=[stale, []]), pytest.raises(actions.FileGone):
        amended(publication, first, page="deux", kept=[file.pk])
    assert Submission.objects.count() == 2


def test_an_offer_that_meets_the_owner_closing_is_not_received(people: People, publication: Publication) -> None:
    stale = Publication.objects.select_related("call__company").get(pk=publication.pk)
    actions.close(user=people.users["owner"], call_id=publication.call_id, now=timezone.now())
    with pytest.raises(actions.OffersClosed):
        actions.submit(
            publication=stale, page="p", answers=answers(), files=(), address=ADDRESS, now=timezone.now()
        )  # fmt: skip
    assert not Submission.objects.exists()


def test_the_name_of_a_file_goes_with_its_offer(publication: Publication) -> None:
    """A job stays for the history of the company: it must not hold what an erased person called his file."""
    send(publication, files=[SimpleUploadedFile("CV Zoe Quark.png", PICTURE)], **OFFER)
    taken(publication.call)
    assert not Job.objects.filter(doing_values__icontains="Quark").exists()


def test_a_button_pressed_twice_is_no_second_sending(publication: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_FROM_ONE_PLACE", 2)
    page = throttle.new_page(publication, timezone.now())
    twice = [Client().post(address(publication), {"page": page, **OFFER}).status_code for _ in range(4)]
    assert twice == [200, 200, 200, 200]
    assert send(publication, words="Une autre offre").status_code == 200
    assert send(publication, words="Une troisième").status_code == 422


@pytest.mark.parametrize("ending", ["", "appel.pdf", "appel.jsonld"])
def test_who_asks_for_the_head_alone_is_answered(publication: Publication, ending: str) -> None:
    """So do the programs that show a link in a message."""
    answer = Client().head(address(publication) + ending)
    assert (answer.status_code, answer.content) == (200, b"")


def test_a_question_sent_twice_stands_once(publication: Publication) -> None:
    """Two windows, or a button pressed twice; the same words from another address are another person's."""
    asking = reverse("publishing:ask", args=[publication.token])
    for email in ("", "", "curieux@x.example"):
        page = throttle.new_page(publication, timezone.now())
        asked = Client().post(asking, {"page": page, "question": "Et le stock ?", "question_email": email})
        assert asked.status_code == 302
    assert publication.enquiries.count() == 2
    assert publication.knocks.count() == 2


def test_a_deadline_moved_to_where_it_is_is_no_move(people: People, publication: Publication) -> None:
    later = publication.deadline + timedelta(days=3) if publication.deadline else timezone.now()
    for _ in range(2):
        actions.reopen(
            user=people.users["owner"], call_id=publication.call_id, deadline=later, now=timezone.now()
        )  # fmt: skip
    assert publication.changes.filter(what=queries.DEADLINE_MOVED).count() == 1


@pytest.mark.parametrize(
    "written", ["0001-01-01T00:00", "9999-12-31T23:59", "0001-01-01", "2027-02-30T10:00", "hier", "\x00", "9" * 400]
)
@pytest.mark.parametrize("view", ["page", "reopen"])
def test_a_moment_outside_every_calendar_is_no_deadline(
    view: str, written: str, people: People, publication: Publication
) -> None:
    if view == "page":
        Publication.objects.update(state="draft")
    said = {"deadline": written, "years": "3"}
    answer = people.clients["owner"].post(reverse(f"publishing:{view}", args=[publication.call_id]), said)
    assert answer.status_code in (302, 422)
    assert Publication.objects.get().deadline == publication.deadline
