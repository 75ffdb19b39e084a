"""What changed since the last visit, and the history with its buttons."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from orchestre_web.answers.models import Sending
from orchestre_web.calls import actions as calls
from orchestre_web.calls.models import Call, Correction
from orchestre_web.judging.models import Choice
from orchestre_web.shortlist import actions, drafting, queries, visits
from orchestre_web.shortlist.models import Decision, Pin, Ranking, Visit
from orchestre_web.site import happened
from tests.orchestre_web.people import People
from tests.orchestre_web.queries import at_most
from tests.orchestre_web.roles import objects as everything_of
from tests.orchestre_web.shortlist import calls_for_tests as made


@pytest.fixture
def call(people: People) -> Call:
    return made.call_of(people.company, *[f"Je propose un forfait de {n} € HT." for n in (4000, 5000, 6000)])


def page(client: Client, view: str, *args: int, **asked: object) -> str:
    answer = client.get(reverse(view, args=args), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def news(client: Client, call: Call) -> list[str]:
    html = page(client, "shortlist:board", call.pk)
    found = re.search(r'<section class="news".*?</section>', html, re.DOTALL)
    return re.findall("<li>(.*?)</li>", found[0]) if found else []


def come_back_later() -> None:
    for visit in Visit.objects.all():
        visit.seen_at -= timedelta(days=1)
        visit.save()


def test_a_first_visit_says_nothing_and_a_second_what_others_did(call: Call, people: People) -> None:
    owner, colleague = people.clients["owner"], people.users["edits"]
    assert news(owner, call) == []
    assert news(owner, call) == []
    come_back_later()
    assert news(owner, call) == []
    come_back_later()
    first, third = (call.replies.get(source_id=source_id) for source_id in ("r0", "r2"))
    price = {**third.document["price"][0], "amount_min": 3100, "amount_max": 3100}
    now = timezone.now()
    calls.correct(user=colleague, call_id=call.pk, reply_id=third.pk, field="price", value=[price], now=now)
    told = news(owner, call)
    assert told[0] == "C passe en tête, devant A."
    assert any(line.startswith("1 valeur corrigée · ") for line in told)
    assert news(owner, call) == told
    calls.set_aside(user=colleague, call_id=call.pk, reply_id=first.pk, reason="", now=timezone.now())
    assert "Sort des 5 premiers\u00a0: A." in news(owner, call)
    owner.post(reverse("shortlist:read_away", args=[call.pk]))
    assert news(owner, call) == []
    assert news(people.clients["reads"], call) == []


def test_what_one_did_oneself_is_no_news(call: Call, people: People) -> None:
    owner = people.clients["owner"]
    news(owner, call)
    come_back_later()
    actions.change_weights(user=people.users["owner"], call_id=call.pk, points={"price": 9}, now=timezone.now())
    assert news(owner, call) == []


def test_points_that_are_tried_are_no_visit(call: Call, people: People) -> None:
    page(people.clients["owner"], "shortlist:board", call.pk, p_price=1)
    assert not Visit.objects.exists()


def test_whoever_is_erased_leaves_the_news(call: Call, people: People) -> None:
    owner = people.clients["owner"]
    news(owner, call)
    come_back_later()
    reply = call.replies.get(source_id="r0")
    calls.erase_reply(user=people.users["owner"], call_id=call.pk, reply_id=reply.pk)
    told = news(owner, call)
    assert told[0] == "B passe en tête, devant une réponse effacée."
    assert "A" not in str(Visit.objects.values_list("seen", "since"))


def test_every_change_is_told_with_its_button(call: Call, people: People) -> None:
    user, owner, now = people.users["owner"], people.clients["owner"], timezone.now()
    page(owner, "shortlist:board", call.pk)
    reply = call.replies.get(source_id="r0")
    calls.correct(
        user=user, call_id=call.pk, reply_id=reply.pk, field="years_experience", value=7, now=now, reason="Au téléphone"
    )
    calls.set_aside(user=user, call_id=call.pk, reply_id=call.replies.get(source_id="r1").pk, reason="", now=now)
    actions.change_weights(user=user, call_id=call.pk, points={"price": 9}, now=now)
    actions.pin(user=user, call_id=call.pk, reply_id=reply.pk, on=True, now=now)
    points = drafting.points(Decision.objects.get(call=call).document)
    actions.store_ranking(user=user, call_id=call.pk, points=points, language="fr", now=now)
    history = reverse("shortlist:history", args=[call.pk])
    html = page(owner, "shortlist:history", call.pk)
    assert "Au téléphone" in html
    assert "Points changés" in html
    listed = html[html.index('class="happened"') :]
    forms = re.findall(r'<form method="post" action="([^"]+)">(.*?)</form>', listed, re.DOTALL)
    assert len(forms) == 6
    for address, inside in forms:
        fields = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', inside))
        answer = owner.post(address, fields)
        assert answer.status_code == 302
        assert answer["Location"].startswith(history)
    assert not Correction.objects.filter(undone_at=None).exists()
    assert drafting.points(Decision.objects.get(call=call).document)["price"] == 5
    assert not Pin.objects.filter(off_at=None).exists()
    assert not Ranking.objects.filter(withdrawn_at=None).exists()
    assert "Remettre" in page(owner, "shortlist:history", call.pk)
    assert 'class="happened"' in page(people.clients["reads"], "shortlist:history", call.pk)


def test_a_kept_ranking_withdrawn_is_listed_again_when_kept_again(call: Call, people: People) -> None:
    user = people.users["owner"]
    page(people.clients["owner"], "shortlist:board", call.pk)
    known = {"user": user, "call_id": call.pk, "now": timezone.now()}
    points = drafting.points(Decision.objects.get(call=call).document)
    kept = actions.store_ranking(points=points, language="fr", **known)
    actions.withdraw_ranking(ranking_id=kept.pk, **known)
    assert "Classement gardé le" not in page(people.clients["owner"], "shortlist:board", call.pk)
    assert actions.store_ranking(points=points, language="fr", **known).pk == kept.pk
    assert Ranking.objects.get().withdrawn_at is None


def test_a_change_can_be_taken_back_where_it_was_made(call: Call, people: People) -> None:
    owner = people.clients["owner"]
    page(owner, "shortlist:board", call.pk)
    answer = owner.post(reverse("shortlist:keep_points", args=[call.pk]), {"p_price": "2"}, follow=True)
    found = re.search(r'class="notice success".*?action="([^"]+)"', answer.content.decode(), re.DOTALL)
    assert found
    owner.post(found[1])
    assert drafting.points(Decision.objects.get(call=call).document)["price"] == 5


def test_the_history_takes_a_fixed_number_of_queries(call: Call, people: People) -> None:
    user, owner = people.users["owner"], people.clients["owner"]
    page(owner, "shortlist:board", call.pk)
    reply = call.replies.get(source_id="r0")
    for years in range(1, 30):
        now = timezone.now()
        calls.correct(user=user, call_id=call.pk, reply_id=reply.pk, field="years_experience", value=years, now=now)
        if years in (2, 29):
            with at_most(23):  # one or two a room that has something to tell
                page(owner, "shortlist:history", call.pk)


def test_every_room_tells_what_happened(people: People) -> None:
    everything_of(people)
    choice = Choice.objects.all()[0]
    replies = choice.call.replies.order_by("position")
    for reply in replies[:2]:
        Sending.objects.create(
            call=choice.call, reply=reply, kind="thanks", channel="copy", language="fr", sha256="x", at=choice.at
        )
    told = page(people.clients["owner"], "shortlist:history", choice.call_id)
    assert "2 lettres envoyées\u00a0: merci" in told
    assert "Offre choisie" in told
    Sending.objects.filter(call=choice.call_id)[0].delete()
    told = page(people.clients["owner"], "shortlist:history", choice.call_id)
    assert "Lettre envoyée\u00a0: merci" in told
    left = Sending.objects.filter(call=choice.call_id).get()
    assert reverse("answers:undo", args=[choice.call_id, left.reply_id]) in told


def test_what_happens_after_a_page_was_shown_stands_on_the_next(call: Call, people: People) -> None:
    owner, user = people.clients["owner"], people.users["owner"]
    assert "Gardée sous la main" not in page(owner, "shortlist:history", call.pk)
    replies = list(call.replies.order_by("position"))
    for n, reply in enumerate(replies, start=1):
        actions.pin(user=user, call_id=call.pk, reply_id=reply.pk, on=True, now=timezone.now())
        told = page(owner, "shortlist:history", call.pk)
        buttons = [told.count(reverse("shortlist:pin", args=[call.pk, each.pk])) for each in replies]
        assert buttons == [1] * n + [0] * (len(replies) - n)


def test_all_that_happened_is_what_happened_since_before_it(people: People) -> None:
    everything_of(people)
    for call in Call.objects.select_related("company"):
        at_all = [event for event in happened.events(call) if event.kind != "board.happened_decision_n"]
        since = [
            event
            for event in happened.events(call, since=datetime(2000, 1, 1, tzinfo=UTC))
            if event.kind != "board.happened_decision_n"  # the first is proposed, nobody's change
        ]
        assert at_all == since
        assert happened.events(call, most=1) == happened.events(call)[:1]
        assert happened.events(call, since=datetime(2100, 1, 1, tzinfo=UTC)) == []


def test_a_call_renamed_or_kept_longer_leaves_its_lines(call: Call, people: People) -> None:
    owner, before = people.clients["owner"], call.title
    own = {"title": "Notre boutique", "need_text": call.need_text, "later_own_names": ""}
    assert owner.post(reverse("calls:edit_call", args=[call.pk]), own).status_code == 302
    until = timezone.localdate() + timedelta(days=400)
    assert owner.post(reverse("calls:keep_until", args=[call.pk]), {"day": until.isoformat()}).status_code == 302
    told = page(people.clients["reads"], "shortlist:history", call.pk)
    assert f"Appel renommé : « Notre boutique » (avant : « {before} »)" in " ".join(told.replace("\u202f", " ").split())
    assert "Réponses gardées jusqu" in told
    owner.post(reverse("calls:edit_call", args=[call.pk]), own)
    assert call.changes.count() == 2, "the same words again change nothing"


@pytest.mark.parametrize(("before", "now"), [("coin toss", "solid"), ("open", "coin toss")])
def test_another_verdict_is_news_in_the_words_of_the_page(call: Call, people: People, before: str, now: str) -> None:
    standing = actions.board(call, now=timezone.now())
    assert standing is not None
    tried = standing.table.rank(drafting.points(standing.decision.document))
    details = queries.details(standing.cells, [int(row) for row in tried.ranking.order[: visits.TOP]])
    owner, earlier = people.users["owner"], timezone.now() - timedelta(hours=2)
    visits.news(standing, tried, details, user=owner, word=before, now=earlier)
    told = visits.news(standing, tried, details, user=owner, word=now, now=timezone.now())
    assert told is not None
    said = {"coin toss": "À pile ou face", "solid": "Solide", "open": "Ouvert"}
    assert any(said[before] in line and said[now] in line for line in told.lines), told
