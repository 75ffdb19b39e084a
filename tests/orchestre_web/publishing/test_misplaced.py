"""What guests write in the wrong field, or in anger: a useful answer each time, and nothing told to the competitors."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from orchestre_web.publishing import limits, throttle
from orchestre_web.publishing.models import Enquiry, Publication, Submission
from orchestre_web.site import words
from tests.orchestre_web.people import People
from tests.orchestre_web.publishing.guests import taken
from tests.orchestre_web.publishing.objects import published
from tests.orchestre_web.publishing.test_guest import send


@pytest.fixture
def publication(people: People, monkeypatch: pytest.MonkeyPatch) -> Publication:
    monkeypatch.setattr(limits, "QUICKEST", timedelta(0))
    return published(people)


ASKED = [
    ("a question", "Le stock reste-t-il chez vous ?", True),
    ("about a price", "Votre budget de 4 000 € comprend-il la TVA ?", True),
    ("rude", "C'est de la merde votre appel, qui répond à ça ?", True),
    ("an offer", "Je suis développeuse PrestaShop, je refais votre boutique pour 4 500 € HT. Zoé Quark", False),
    ("in English", "Hi, I am a Shopify developer, I can redo your shop for €4,500 excl. VAT in six weeks.", False),
]  # fmt: skip


@pytest.mark.parametrize(("name", "said", "taken_"), ASKED, ids=[each[0] for each in ASKED])
def test_an_offer_is_not_shown_to_all_as_a_question(
    name: str, said: str, taken_: bool, publication: Publication
) -> None:
    page = throttle.new_page(publication, timezone.now())
    address = reverse("publishing:ask", args=[publication.token])
    answer = Client().post(address, {"page": page, "question": said})
    assert answer.status_code == (302 if taken_ else 422)
    assert Enquiry.objects.count() == taken_
    if not taken_:
        html = answer.content.decode()
        assert words.say("publishing.question_is_offer") in html
        assert said in html  # nothing has to be written again
        sure = Client().post(address, {"page": page, "question": said, "sure": "1"})
        assert (sure.status_code, Enquiry.objects.count()) == (302, 1)


OFFERED = [
    ("a question", {"words": "Bonjour, le stock reste-t-il chez vous ?"}, True),
    ("a question with a price", {"words": "Le stock reste-t-il chez vous ?", "setup": "4000"}, False),
    ("an offer", {"words": "Je refais votre boutique pour 4 500 € HT, dès lundi."}, False),
]


@pytest.mark.parametrize(("name", "said", "told"), OFFERED, ids=[each[0] for each in OFFERED])
def test_a_question_sent_as_an_offer_is_told_where_questions_go(
    name: str, said: dict[str, str], told: bool, publication: Publication
) -> None:
    answer = send(publication, **said)
    assert answer.status_code == 200
    assert Submission.objects.count() == 1  # it is received all the same
    assert (words.say("publishing.looks_a_question") in answer.content.decode()) is told


def test_rude_words_are_kept_for_the_owner_and_shown_to_nobody_else(people: People, publication: Publication) -> None:
    send(publication, words="Bande d'idiots, votre appel est une honte.", name="Anonyme")
    reply = taken(publication.call)
    assert reply.kind != "offer"
    assert "honte" not in Client().get(reverse("publishing:public", args=[publication.token])).content.decode()
    page = people.clients["owner"].get(reverse("calls:reply", args=[publication.call_id, reply.pk]))
    assert "honte" in page.content.decode()
