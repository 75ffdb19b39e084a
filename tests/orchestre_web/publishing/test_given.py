"""The call as everybody takes it away: documents and open contracting data, without what is the owner's."""

import json

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from orchestre.basics.typography import day
from orchestre.documents.formats import FORMATS, RELEASE
from orchestre.need.announcing import places
from orchestre_web.accounts.models import Company
from orchestre_web.calls import actions as calls
from orchestre_web.calls.models import Call
from orchestre_web.need import actions
from orchestre_web.need import queries as needs
from orchestre_web.publishing.shown import announced
from tests.orchestre.need.released import HOSTILE, package_faults
from tests.orchestre_web.need.objects import SENTENCE, need_of_people
from tests.orchestre_web.people import People
from tests.orchestre_web.publishing.objects import published

pytestmark = pytest.mark.django_db


def test_the_need_is_given_in_every_format_without_what_is_the_owners(people: People) -> None:
    need = need_of_people(people)  # its sentence says 4 000 €
    today = timezone.localdate()
    call = calls.call_from_need(user=people.users["owner"], need_id=need.pk, today=today, now=timezone.now())
    assert call.title.startswith("Refonte du site")
    call.refresh_from_db()
    publication = published(people, call, need=needs.need_of(call.pk))
    guest, address = Client(), reverse("publishing:public", args=[publication.token])
    seen = [guest.get(address)]
    for ending in (*FORMATS, RELEASE):
        made = guest.get(reverse("publishing:paper", args=[publication.token, ending]))
        assert made.status_code == 200
        assert made.content
        if ending in ("html", "md", RELEASE):
            seen.append(made)
    assert "Menuiserie Exemple" in publication.text
    for response in seen:
        text = response.content.decode()
        assert "Lisible" in text or "lisible" in text
        for own in (need.sentence, "4 000", "4\u202f000", "6\u202f880", "Ne rien faire"):
            assert own not in text
    package = json.loads(seen[-1].content)
    assert package_faults(package) == []
    assert package["releases"][0]["tender"]["criteria"]
    assert [each["ocid"] for each in package["releases"]] == [need.ocid]


def test_what_is_published_is_valid_whatever_the_owner_wrote(people: People) -> None:
    need = need_of_people(people)
    call = calls.call_from_need(
        user=people.users["owner"], need_id=need.pk, today=timezone.localdate(), now=timezone.now()
    )
    Call.objects.filter(pk=call.pk).update(title=HOSTILE[:120], need_text=HOSTILE)
    Company.objects.filter(pk=people.company.pk).update(name=HOSTILE[:120])
    call = Call.objects.select_related("company").get(pk=call.pk)
    publication = published(people, call, need=needs.need_of(call.pk))
    guest = Client()
    package = json.loads(guest.get(reverse("publishing:paper", args=[publication.token, RELEASE])).content)
    assert package_faults(package) == []
    assert package["releases"][0]["tender"]["title"] == HOSTILE[:120]
    structured = json.loads(guest.get(reverse("publishing:data", args=[publication.token])).content)
    assert structured["seeks"]["description"] == HOSTILE
    page = guest.get(reverse("publishing:public", args=[publication.token])).content.decode()
    assert "<script>alert" not in page


def test_a_call_in_a_sentence_has_no_data_of_open_contracting(people: People) -> None:
    publication = published(people, need=None)
    address = reverse("publishing:paper", args=[publication.token, RELEASE])
    assert Client().get(address).status_code == 404
    assert address not in Client().get(reverse("publishing:public", args=[publication.token])).content.decode()


@pytest.mark.parametrize(
    ("sentence", "language"),
    [(SENTENCE, "fr"), ("Our site cannot be read on a phone, we want to redo it for €4,000.", "en")],
)
def test_posts_are_ready_with_the_link_and_the_day(people: People, sentence: str, language: str) -> None:
    need = actions.write_new(
        user=people.users["owner"],
        company_id=people.company.pk,
        sentence=sentence,
        language="en" if language == "en" else "fr",
        now=timezone.now(),
    )
    today = timezone.localdate()
    call = calls.call_from_need(user=people.users["owner"], need_id=need.pk, today=today, now=timezone.now())
    publication = published(people, call, need=needs.need_of(call.pk))
    link = "http://testserver" + reverse("publishing:public", args=[publication.token])
    told = announced(publication, link)
    assert told is not None
    assert {post.place.id for post in told.posts} == set(places())
    assert told.language == language
    assert publication.deadline is not None
    last = day(timezone.localdate(publication.deadline), told.language)
    for post in told.posts:
        assert post.length <= post.place.limit
        assert link in post.text or "bio" in post.place.parts
        assert last in post.text or "until" in post.left_out
        for own in (sentence, "4 000", "4,000", "6\u202f880"):
            assert own not in post.text
    page = people.clients["owner"].get(reverse("publishing:page", args=[call.pk])).content.decode()
    assert page.count('<textarea id="post-') == len(told.posts)
    channel = publication.need["channels"][0] if publication.need else {}
    assert escape(channel["why"]) in page
