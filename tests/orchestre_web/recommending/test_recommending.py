"""A trusted person's link: one form without an account, a reply with its origin, and nothing for anybody else."""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from orchestre_web.accounts.links import digest
from orchestre_web.calls import actions as calls
from orchestre_web.calls.models import Call, Delivery, Reply
from orchestre_web.recommending import actions
from orchestre_web.recommending.models import Ask, Recommendation
from orchestre_web.shortlist.models import Ranking
from tests.orchestre_web.calls.objects import call_of, deliver, read_here
from tests.orchestre_web.people import People
from tests.orchestre_web.queries import at_most
from tests.orchestre_web.recommending.objects import SAID
from tests.orchestre_web.test_erased import holding

pytestmark = pytest.mark.django_db(transaction=True)

TEXTS = (
    'Nom;Message\nAna Béal;"Je propose votre boutique pour 4 500 € HT, disponible en janvier."\n'
    'Léo Pic;"Je propose votre boutique pour 6 500 € HT, disponible en mars, dix ans d\'expérience."\n'
)


@pytest.fixture
def call(people: People) -> Call:
    call = call_of(people)
    deliver(call, TEXTS)
    return call


def linked(people: People, call: Call, name: str = "Claire Durand") -> str:
    return actions.ask(user=people.users["edits"], call_id=call.pk, name=name, what="comptable", now=timezone.now())


def send(secret: str, client: Client | None = None, **said: Any) -> Any:
    address = reverse("recommending:recommend", args=[secret])
    return (client or Client()).post(address, {**SAID, **said})


def read(call: Call) -> Reply:
    """What the link brought, read by this process where no worker did."""
    delivery = Delivery.objects.filter(call=call, recommendation__isnull=False).latest("pk")
    if not delivery.is_done:
        read_here(delivery)
    return delivery.replies.get()


def test_the_page_shows_the_need_and_nothing_that_came_in(people: People, call: Call) -> None:
    secret = linked(people, call)
    answer = Client().get(reverse("recommending:recommend", args=[secret]))
    html = answer.content.decode()
    assert answer.status_code == 200
    assert call.title in html
    assert "Claire Durand" in html
    assert "Ana Béal" not in html
    assert "4 500" not in html
    assert "no-store" in answer.headers["Cache-Control"]
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert 'name="robots" content="noindex' in html
    assert not Ask.objects.filter(digest=secret).exists()
    assert Ask.objects.filter(digest=digest(secret)).exists()


def test_it_becomes_a_reply_with_its_origin(people: People, call: Call) -> None:
    version = call.version
    answer = send(linked(people, call))
    assert "Zoé Quark" in answer.content.decode()
    reply = read(call)
    assert (reply.author, reply.kind) == ("Zoé Quark", "referral")
    assert reply.origin is not None
    assert [tie.value for tie in reply.origin.ties] == ["client", "friend"]
    assert not reply.document["price"]
    assert Call.objects.get(pk=call.pk).version > version
    client = people.clients["reads"]
    page = client.get(reverse("calls:reply", args=[call.pk, reply.pk])).content.decode()
    assert "Recommandé par Claire Durand, comptable" in page
    assert "en a été client, ami" in page
    assert "confiance d’un ami" in page
    assert "payé 4 500 €" in page
    tray = client.get(reverse("calls:tray", args=[call.pk]), {"sorte": "referral"}).content.decode()
    assert "Recommandé par Claire Durand" in tray
    assert "en a été client" in tray


def test_brought_back_it_is_on_the_board_and_in_every_file_with_its_origin(people: People, call: Call) -> None:
    send(linked(people, call), ties=["paid"])
    reply = read(call)
    owner = people.clients["owner"]
    owner.post(reverse("calls:bring_back", args=[call.pk, reply.pk]))
    board = owner.get(reverse("shortlist:board", args=[call.pk])).content.decode()
    assert "Recommandé par Claire Durand · lien\u00a0: touche une commission" in board
    document = json.loads(owner.get(f"/appels/{call.pk}/choisir.json").content)
    (entry,) = [each for each in document["ranking"] if "recommended" in each]
    assert entry["name"] == "Zoé Quark"
    assert entry["recommended"][0]["ties"] == ["paid"]
    assert entry["comparable_price"]["state"] == "unknown"
    assert owner.get(f"/appels/{call.pk}/choisir.xlsx").status_code == 200
    owner.post(reverse("shortlist:keep_ranking", args=[call.pk]))
    kept = Ranking.objects.filter(reason="kept").get()
    html = owner.get(reverse("shortlist:ranking", args=[call.pk, kept.pk])).content.decode()
    assert "recommandé par Claire Durand" in html
    assert owner.get(reverse("shortlist:paper", args=[call.pk, "dossier", "docx"])).status_code == 200


def test_his_own_offer_carries_the_recommendation(people: People, call: Call) -> None:
    own = 'Nom;Message;Courriel\nZoé Quark;"Je propose votre boutique pour 5 000 € HT.";zoe@quark.example\n'
    deliver(call, own, "siennes.csv")
    send(linked(people, call))
    read(call)
    board = people.clients["owner"].get(reverse("shortlist:board", args=[call.pk])).content.decode()
    assert "Recommandé par Claire Durand" in board


WRONG: Mapping[str, Any] = {
    "whom": "",
    "reach": "",
    "did": "x" * 1501,
    "year": "deux mille",
    "paid": "9" * 31,
    "ties": [],
    "agree": "",
}


@pytest.mark.parametrize("field", WRONG)
def test_what_is_missing_or_too_long_is_said(people: People, call: Call, field: str) -> None:
    answer = send(linked(people, call), **{field: WRONG[field]})
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode() or "errorlist" in answer.content.decode()
    assert not Recommendation.objects.exists()


def test_no_tie_and_a_tie_do_not_go_together(people: People, call: Call) -> None:
    assert send(linked(people, call), ties=["none", "paid"]).status_code == 422
    assert send(linked(people, call), ties=["cousine"]).status_code == 422
    assert send(linked(people, call), ties=["none"]).status_code == 200


def test_the_same_sent_twice_is_there_once(people: People, call: Call) -> None:
    secret = linked(people, call)
    assert [send(secret).status_code, send(secret).status_code] == [200, 200]
    assert Recommendation.objects.count() == 1


def test_a_link_is_good_for_so_many_and_so_long(people: People, call: Call) -> None:
    secret = linked(people, call)
    for n in range(actions.MOST_OF_ONE):
        assert send(secret, whom=f"Zoé Quark {n}").status_code == 200
    assert send(secret, whom="De trop").status_code == 410
    late = linked(people, call)
    Ask.objects.filter(digest=digest(late)).update(ends_at=timezone.now() - timedelta(seconds=1))
    assert send(late).status_code == 410
    closed = linked(people, call)
    ask = Ask.objects.get(digest=digest(closed))
    withdraw = reverse("recommending:withdraw", args=[call.pk, ask.pk])
    people.clients["edits"].post(withdraw)
    people.clients["edits"].post(withdraw, {"back": "1"})
    ask.refresh_from_db()
    assert ask.withdrawn_at is None
    people.clients["edits"].post(withdraw)
    assert send(closed).status_code == 410
    over = linked(people, call)
    Call.objects.update(keep_until=timezone.localdate() - timedelta(days=1))
    assert send(over).status_code == 410


def test_there_are_only_so_many_links(people: People, call: Call) -> None:
    for n in range(actions.MOST_LINKS):
        linked(people, call, f"Personne {n}")
    answer = people.clients["edits"].post(reverse("recommending:asks", args=[call.pk]), {"name": "De trop"})
    assert answer.status_code == 422
    assert Ask.objects.count() == actions.MOST_LINKS


def test_a_hostile_visitor_gets_nothing(people: People, call: Call) -> None:
    secret = linked(people, call)
    client = Client()
    answers = [client.get(reverse("recommending:recommend", args=[f"{secret[:-1]}{n}x"])) for n in range(12)]
    assert [answer.status_code for answer in answers] == [410] * 10 + [429] * 2
    for answer in answers:
        html = answer.content.decode()
        assert call.title not in html
        assert people.company.name not in html
        assert "Claire" not in html
    # the right link waits as well, from there; and not from elsewhere
    assert client.get(reverse("recommending:recommend", args=[secret])).status_code == 429
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert elsewhere.get(reverse("recommending:recommend", args=[secret])).status_code == 200
    ask = Ask.objects.get()
    assert people.clients["other"].post(reverse("recommending:withdraw", args=[call.pk, ask.pk])).status_code == 404


@pytest.mark.parametrize(
    "evil",
    ['<img src=x onerror="alert(1)">', '"}\n{"id": "2", "author": "Autre", "text": "x"}', "=1+1", "\u202e4 000 €\x07"],
    ids=len,
)
def test_whatever_is_written_stays_words(people: People, call: Call, evil: str) -> None:
    assert send(linked(people, call), whom=f"Zoé {evil}"[:120], did=evil, reach=evil).status_code == 200
    reply = read(call)
    assert reply.kind == "referral"
    page = people.clients["owner"].get(reverse("calls:reply", args=[call.pk, reply.pk]))
    assert "<img src=x" not in page.content.decode()
    assert "\u202e" not in reply.text


def test_an_erased_recommendation_leaves_no_name(people: People, call: Call) -> None:
    mark, by = "Zéphyrine", "Clairefontaine"
    send(linked(people, call, by), whom=f"{mark} Quark")
    reply = read(call)
    owner = people.clients["owner"]
    owner.post(reverse("calls:bring_back", args=[call.pk, reply.pk]))
    owner.post(reverse("shortlist:keep_ranking", args=[call.pk]))
    assert holding(mark)
    calls.erase_reply(user=people.users["owner"], call_id=call.pk, reply_id=reply.pk)
    assert holding(mark) == []
    assert holding(by) == []
    assert send(linked(people, call, by), whom=f"{mark} Quark").status_code == 200
    delivery = Delivery.objects.latest("pk")
    if not delivery.is_done:
        read_here(delivery)
    assert delivery.replies.count() == 0  # who was erased stays out


def test_nobody_who_was_only_named_is_thanked_for_writing(people: People, call: Call) -> None:
    send(linked(people, call))
    reply = read(call)
    owner = people.clients["owner"]
    group = owner.get(reverse("answers:group", args=[call.pk, "recommandations"])).content.decode()
    assert "Zoé Quark" not in group
    notice = owner.get(reverse("calls:person_notice", args=[call.pk, reply.pk])).content.decode()
    assert "Claire Durand nous a donné votre nom" in notice


def test_the_owner_is_told_on_the_start_page_and_on_the_page_of_links(people: People, call: Call) -> None:
    send(linked(people, call))
    read(call)
    assert "1 personne recommandée attend" in people.clients["edits"].get("/").content.decode()
    with at_most(14):
        html = people.clients["edits"].get(reverse("recommending:asks", args=[call.pk])).content.decode()
    assert "Zoé Quark" in html
