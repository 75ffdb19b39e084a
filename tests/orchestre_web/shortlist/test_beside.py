"""What the choice says on other pages: the start page, the page of a reply, the notice after a correction."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from orchestre_web.calls.models import Call, Correction, Reply
from tests.orchestre_web.people import People
from tests.orchestre_web.shortlist import calls_for_tests as made


@pytest.fixture
def owner(people: People) -> Client:
    return people.clients["owner"]


@pytest.fixture
def call(people: People, owner: Client) -> Call:
    texts = [f"Je propose un forfait de {amount} € HT." for amount in (9000, 4000, 6000)]
    call = made.call_of(people.company, *texts)
    assert owner.get(reverse("shortlist:board", args=[call.pk])).status_code == 200
    return call


def text_of(html: str) -> str:
    return " ".join(re.sub("<[^>]+>", " ", html).split())


def reply_named(call: Call, name: str) -> Reply:
    return call.replies.get(author=name)


def test_the_start_page_says_who_leads_and_leads_to_the_board(call: Call, owner: Client) -> None:
    html = owner.get("/").content.decode()
    assert "B arrive en tête" in text_of(html)
    assert reverse("shortlist:board", args=[call.pk]) in html


def test_an_example_steps_back_once_there_is_a_call_of_ones_own(call: Call, owner: Client) -> None:
    Call.objects.filter(pk=call.pk).update(demonstration=True)
    assert "Commencer le vôtre" in owner.get("/").content.decode()
    own = made.call_of(call.company, "Forfait de 5 000 € HT.")
    owner.get(reverse("shortlist:board", args=[own.pk]))
    assert "Voir l’exemple" not in owner.get("/").content.decode()


def test_replies_follow_each_other_as_they_rank(call: Call, owner: Client) -> None:
    html = owner.get(reverse("calls:reply", args=[call.pk, reply_named(call, "C").pk])).content.decode()
    assert "place\u00a02\u00a0sur\u00a03" in html
    found = dict(re.findall(r'rel="(prev|next)" href="([^"]+)"', html))
    beside = {"prev": reply_named(call, "B"), "next": reply_named(call, "A")}
    assert found == {rel: reverse("calls:reply", args=[call.pk, reply.pk]) for rel, reply in beside.items()}


def test_a_correction_says_what_moved_and_one_click_takes_it_back(call: Call, owner: Client) -> None:
    reply = reply_named(call, "A")
    said = {"field": "price", "amount": "3000", "amount_to": "", "unit": "project", "tax": "excl", "qualifier": "exact"}
    html = owner.post(reverse("calls:correct", args=[call.pk, reply.pk]), said, follow=True).content.decode()
    assert "De la place 3 à la place 1 sur 3" in text_of(html)
    undo = reverse("calls:undo", args=[call.pk, reply.pk, Correction.objects.get().pk])
    assert undo in html
    owner.post(undo)
    html = owner.get(reverse("calls:reply", args=[call.pk, reply.pk])).content.decode()
    assert "place\u00a03\u00a0sur\u00a03" in html


def test_setting_aside_is_undone_from_its_notice(call: Call, owner: Client) -> None:
    reply = reply_named(call, "A")
    address = reverse("calls:set_aside", args=[call.pk, reply.pk])
    html = owner.post(address, {"reason": "déjà essayé"}, follow=True).content.decode()
    notice = html[html.index('class="notices"') :].split("<h1", 1)[0]
    undo = re.search(r'action="([^"]+)"', notice)
    assert undo
    owner.post(undo[1])
    assert Reply.objects.get(pk=reply.pk).kept is None


def test_the_words_of_a_call_are_changed_and_no_figure_with_them(call: Call, owner: Client) -> None:
    version = Call.objects.get(pk=call.pk).version
    said = {"title": "La boutique  de l'atelier", "need_text": "Refaire."}
    owner.post(reverse("calls:edit_call", args=[call.pk]), said)
    now = Call.objects.get(pk=call.pk)
    assert (now.title, now.need_text, now.version) == ("La boutique de l'atelier", "Refaire.", version)
    assert owner.post(reverse("calls:edit_call", args=[call.pk]), {"title": ""}).status_code == 422
