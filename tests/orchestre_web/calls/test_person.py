"""What is owed to the people who replied: found over all calls, given in a file, erased, forgotten in time."""

import json
from datetime import timedelta

import pytest
from django.http import Http404
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from orchestre_web.calls import actions, daily, persons, queries
from orchestre_web.calls.models import Call, Delivery
from orchestre_web.calls.states import DeliveryState
from orchestre_web.jobs.models import Job
from orchestre_web.shortlist.models import Ranking
from orchestre_web.site import today
from tests.orchestre_web.calls.objects import call_of, deliver
from tests.orchestre_web.people import People
from tests.orchestre_web.test_erased import holding

pytestmark = pytest.mark.django_db(transaction=True)

MARK = "Zéphyrine"
SHOP = f"""Nom;Message;Tarif
{MARK} Quark;"Je propose votre boutique pour 4 500 € HT, disponible en janvier.";4 500 € HT
Ana Béal;"Je propose votre boutique pour 5 200 € HT, dix ans d'expérience.";5 200 € HT
{MARK} Quark;;
"""
PHOTOS = f'Nom;Message\n{MARK} Quark;"Photographe, 600 € HT la journée, dès lundi."\nLéo;"450 € la journée"\n'


@pytest.fixture
def calls(people: People) -> tuple[Call, Call]:
    shop, photos = call_of(people), call_of(people, "Photographier nos produits")
    deliver(shop, SHOP, "boutique.csv")
    deliver(photos, PHOTOS, "photos.csv")
    return shop, photos


def ids_of(people: People, words: str) -> dict[str, list[int]]:
    found = persons.find(people.company, words)
    return {"reply_ids": [each.pk for each in found.replies], "left_out_ids": [each.pk for each in found.left_out]}


def test_somebody_is_found_in_every_call_of_the_company_and_in_no_other(
    people: People, calls: tuple[Call, Call]
) -> None:
    assert calls
    found = ids_of(people, MARK)
    assert (len(found["reply_ids"]), len(found["left_out_ids"])) == (2, 1)
    assert persons.find(people.elsewhere, MARK).replies == []
    assert persons.find(people.company, "Zé").replies == [], "two letters would list everybody"


def test_the_file_holds_every_word_and_what_was_read_and_said(people: People, calls: tuple[Call, Call]) -> None:
    shop, _ = calls
    first = shop.replies.get(author__startswith=MARK)
    actions.correct(
        user=people.users["owner"], call_id=shop.pk, reply_id=first.pk, field="years_experience", value=4,
        now=timezone.now(),
    )  # fmt: skip
    client: Client = people.clients["owner"]
    found = ids_of(people, MARK)
    answer = client.post(
        reverse("calls:export_person"), {"reply": found["reply_ids"], "left_out": found["left_out_ids"]}
    )
    document = json.loads(answer.content)
    assert document["schema"] == "orchestre.person/1"
    assert [each["call"] for each in document["replies"]] == [shop.title, "Photographier nos produits"]
    assert "4 500 € HT" in document["replies"][0]["text"]
    assert document["replies"][0]["said_by_people"][0]["value"] == 4
    assert document["replies"][1]["read"]["price"][0]["amount_min"] == 600
    assert MARK in document["left_out"][0]["raw"]


def test_erased_everywhere_at_once_and_the_counts_still_add_up(people: People, calls: tuple[Call, Call]) -> None:
    shop, photos = calls
    before = [queries.sums(call) for call in calls]
    client: Client = people.clients["owner"]
    found = ids_of(people, MARK)
    chosen = {"reply": found["reply_ids"], "left_out": found["left_out_ids"], "q": MARK}
    asked = client.post(reverse("calls:erase_person"), chosen)
    assert asked.status_code == 200, "asked once more first"
    assert shop.replies.count() == 2
    assert client.post(reverse("calls:erase_person"), {**chosen, "sure": "1"}).status_code == 302
    assert holding(MARK) == []
    for call, was in zip((shop, photos), before, strict=True):
        now = queries.sums(call)
        assert now.records == was.records == now.replies + now.own + now.already_there + now.erased + now.left_out
        assert now.erased == 1


def test_all_or_nothing(people: People, calls: tuple[Call, Call]) -> None:
    shop, _ = calls
    owner = {"user": people.users["owner"], "company_id": people.company.pk}
    found = ids_of(people, MARK)
    with pytest.raises(actions.NobodyChosen):
        actions.erase_replies(**owner, reply_ids=[])
    with pytest.raises(Http404):
        actions.erase_replies(**owner, reply_ids=[*found["reply_ids"], 987_654])
    with pytest.raises(Http404):
        actions.erase_replies(user=people.users["other"], company_id=people.elsewhere.pk, **found)
    reading = Job.objects.create(company=people.company, kind="calls.import")
    Delivery.objects.filter(name="photos.csv").update(state=DeliveryState.QUEUED, job=reading)
    with pytest.raises(actions.StillReading):
        actions.erase_replies(**owner, **found)
    assert shop.replies.count() == 2


def test_when_its_time_is_over_a_call_keeps_its_figures_and_no_word(people: People, calls: tuple[Call, Call]) -> None:
    shop, photos = calls
    client: Client = people.clients["owner"]
    assert client.post(reverse("shortlist:keep_ranking", args=[shop.pk])).status_code == 302
    scores = [entry["score"] for entry in Ranking.objects.get().document["ranking"]]
    Call.objects.filter(pk=photos.pk).delete()
    records = queries.sums(shop).records
    day = timezone.now() + timedelta(days=400)
    assert daily.run(timezone.now()) == 0
    assert daily.run(day) == 1
    assert daily.run(day) == 0, "once"
    assert holding(MARK) == []
    assert holding("Béal") == []
    assert [entry["score"] for entry in Ranking.objects.get().document["ranking"]] == scores
    sums = queries.sums(shop)
    assert (sums.records, sums.erased, sums.replies) == (records, 2, 0)
    for page in ("shortlist:board", "calls:receive", "calls:tray"):
        assert client.get(reverse(page, args=[shop.pk])).status_code == 200
    kept = Ranking.objects.get()
    assert client.get(reverse("shortlist:ranking", args=[shop.pk, kept.pk])).status_code == 200


def test_the_demonstration_stays(people: People, calls: tuple[Call, Call]) -> None:
    assert calls
    Call.objects.update(demonstration=True)
    assert daily.run(timezone.now() + timedelta(days=4000)) == 0
    assert people.company.calls.count() == 2


def test_the_owner_is_told_before_and_may_keep_longer(people: People, calls: tuple[Call, Call]) -> None:
    shop, _ = calls
    soon = timezone.localdate() + timedelta(days=12)
    Call.objects.filter(pk=shop.pk).update(keep_until=soon)
    owner = people.company.memberships.get(role="owner")
    told = [line.code for line in today.needs(owner, most=50)]
    assert told.count("calls.need_keep_until") == 1
    client: Client = people.clients["owner"]
    address = reverse("calls:keep_until", args=[shop.pk])
    assert client.post(address, {"day": "2020-01-01"}).status_code == 422
    latest = actions.latest_day(timezone.localdate())
    answer = client.post(address, {"day": (latest + timedelta(days=1)).isoformat()})
    assert (answer.status_code, "cinq ans" in answer.content.decode()) == (422, True)
    assert client.post(address, {"day": latest.isoformat()}).status_code == 302
    shop.refresh_from_db()
    assert shop.keep_until == latest
    assert "calls.need_keep_until" not in [line.code for line in today.needs(owner, most=50)]


def test_the_notice_is_in_the_language_of_the_reply_and_names_the_day(people: People, calls: tuple[Call, Call]) -> None:
    shop, _ = calls
    reply = shop.replies.get(author__startswith=MARK)
    address = reverse("calls:person_notice", args=[shop.pk, reply.pk])
    page = people.clients["owner"].get(address).content.decode()
    assert people.company.name in page
    assert str(shop.keep_until.year) in page
    reply.document = reply.document | {"language": "en", "emails": ["z@quark.exemple"]}
    reply.save()
    page = people.clients["owner"].get(address).content.decode()
    assert "Hello," in page
    assert "mailto:z@quark.exemple?subject=" in page


@pytest.mark.parametrize(
    ("written", "asked", "there"),
    [
        ("Chloé Béal", "béal", True),
        ("CHLOÉ BÉAL", "chloé", True),
        ("Chloe\u0301 Be\u0301al", "Béal", True),
        ("Chloé Béal", "Be\u0301al", True),
        ('Ana "la" Béal', 'a "la" B', True),
        ("Ana 100 % Béal", "0 % B", True),
        ("Ana Béal", "A%l", False),
        ("Ana Béal", "A__ B", False),
        ("Ana Béal", "\x00ana", True),
        ("Ana Béal", "\x00léo", False),
    ],
)
def test_a_name_is_found_however_it_is_written(people: People, written: str, asked: str, there: bool) -> None:
    call = call_of(people)
    deliver(call, "Nom;Message\nX;Je propose 4 500 € HT pour le tout.\n")
    for place in ({"author": written}, {"author": "X", "given": {"Signature": written}}):
        call.replies.update(**place)
        assert bool(persons.find(people.company, asked).replies) is there, place


def test_what_came_in_twice_is_erased_from_both_files(people: People) -> None:
    call = call_of(people)
    deliver(call, SHOP, "boutique.csv")
    second = deliver(call, SHOP + "Owen Tate;Je propose 900 € HT pour le tout;900 € HT\n", f"Avec {MARK} Quark.csv")
    assert second.counts["already_there"]
    actions.erase_replies(user=people.users["owner"], company_id=people.company.pk, **ids_of(people, MARK))
    assert holding(MARK) == [], "nor does another reply say that it comes from her file"
    second.refresh_from_db()
    assert second.name == "Avec ….csv"
    assert (second.counts["replies"], second.counts["erased"]) == (1, 0)


def test_nobody_is_erased_while_a_file_of_the_call_is_read(people: People, calls: tuple[Call, Call]) -> None:
    """It may hold the same words, and would bring them back."""
    shop, _ = calls
    other = deliver(shop, PHOTOS, "autre.csv", read=False)
    reading = Job.objects.create(company=people.company, kind="calls.import")
    Delivery.objects.filter(pk=other.pk).update(state=DeliveryState.QUEUED, job=reading)
    reply = shop.replies.get(author__startswith=MARK)
    with pytest.raises(actions.StillReading):
        actions.erase_reply(user=people.users["owner"], call_id=shop.pk, reply_id=reply.pk)


def test_a_call_whose_time_is_over_takes_nothing_in_and_forgets_what_is_left(
    people: People, calls: tuple[Call, Call]
) -> None:
    shop, photos = calls
    Call.objects.filter(pk=shop.pk).update(keep_until=timezone.localdate() - timedelta(days=1))
    client: Client = people.clients["owner"]
    answer = client.post(reverse("calls:receive", args=[shop.pk]), {"pasted": "Owen\n2 j\n900 € HT"}, follow=True)
    assert "rien n’a été reçu" in answer.content.decode()
    assert daily.run(timezone.now()) == 1
    # What was being read while its call was forgotten comes in afterwards.
    photos.replies.update(call=shop)
    assert daily.run(timezone.now()) == 1
    assert shop.replies.count() == 0
    assert daily.run(timezone.now()) == 0
    shop.refresh_from_db()
    assert list(shop.deliveries.values_list("name", flat=True)) == ["….csv"]
    client.post(reverse("calls:keep_until", args=[shop.pk]), {"day": timezone.localdate().isoformat()})
    shop.refresh_from_db()
    assert shop.forgotten_at is None


def test_one_call_that_cannot_be_forgotten_keeps_no_other(
    people: People, calls: tuple[Call, Call], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    shop, photos = calls
    real = daily.forget_call

    def trips(call: Call, *rest: object) -> bool:
        if call.pk == shop.pk:
            raise ValueError(MARK)
        return real(call, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(daily, "forget_call", trips)
    assert daily.run(timezone.now() + timedelta(days=400)) == 1
    assert photos.replies.count() == 0
    assert MARK not in caplog.text


def test_one_kept_longer_meanwhile_is_not_forgotten(people: People, calls: tuple[Call, Call]) -> None:
    shop, _ = calls
    today_ = timezone.localdate()
    assert not actions.forget_call(shop, today_, timezone.now())
    assert shop.replies.exists()


@pytest.mark.parametrize("name", ["a%0D%0ABcc:b", "a?cc=b", "a&bcc=b", "a,b"])
def test_an_address_adds_no_header_to_the_mail(people: People, calls: tuple[Call, Call], name: str) -> None:
    shop, _ = calls
    reply = shop.replies.get(author__startswith=MARK)
    reply.document = reply.document | {"emails": [f"{name}@quark.exemple"]}
    reply.save()
    page = people.clients["owner"].get(reverse("calls:person_notice", args=[shop.pk, reply.pk]))
    link = page.content.decode().split('href="mailto:')[1].split('"')[0]
    assert link.split("?")[0].endswith("@quark.exemple")
    assert "%0D" not in link.split("?")[0].replace("%250D", "")
    assert "," not in link.split("?")[0]
    assert link.count("bcc=") == 0


def test_a_name_that_is_looked_for_stands_in_no_address(people: People, calls: tuple[Call, Call]) -> None:
    """Addresses are logged, kept in histories and sent on; what is posted is not."""
    assert calls
    client: Client = people.clients["owner"]
    page = reverse("calls:data")
    found = client.post(page, {"q": MARK}).content.decode()
    assert "checked" in found
    assert f"={MARK}" not in found
    assert "checked" not in client.get(page, {"q": MARK}).content.decode(), "and none is read from there"
    ids = ids_of(people, MARK)
    chosen = {"reply": ids["reply_ids"], "q": MARK}
    asked = client.post(reverse("calls:erase_person"), chosen).content.decode()
    assert "?q=" not in asked
    assert client.post(reverse("calls:erase_person"), {**chosen, "sure": "1"}).url == page
