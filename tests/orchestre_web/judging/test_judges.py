"""Several judges: blind until all have sent, then each one's winner and where they part."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from orchestre.decision.elicitation import OrderSaid
from orchestre_web.calls.models import Call
from orchestre_web.judging import actions
from orchestre_web.judging.models import Interest, Judge
from orchestre_web.judging.states import Part
from orchestre_web.shortlist import actions as boards
from orchestre_web.shortlist import drafting
from orchestre_web.shortlist.models import Decision
from tests.orchestre_web.people import People
from tests.orchestre_web.shortlist import calls_for_tests as made

REST = ("start", "prestashop", "caisse", "click_collect")
CHEAP = OrderSaid((("price",), ("years",), REST))
SKILLED = OrderSaid((("years",), ("price",), REST))


@pytest.fixture
def call(people: People) -> Call:
    call = made.call_of(
        people.company,
        "Forfait 4 000 € HT, 1 an d'expérience.",
        "Forfait de 9 000 € HT, 12 ans d'expérience.",
        authors=("Ana Béal", "Zoé Quark"),
    )
    boards.board(call, now=timezone.now())
    return call


def guest(people: People, call: Call, name: str, order: OrderSaid, *, sends: bool = True) -> str:
    now = timezone.now()
    secret = actions.invite_judge(user=people.users["owner"], call_id=call.pk, name=name, part=Part.FINANCE, now=now)
    actions.say_as_guest(secret=secret, statement=order, now=now)
    if sends:
        actions.send_as_guest(secret=secret, now=now)
    return secret


def page(client: Client, call: Call) -> str:
    answer = client.get(reverse("judging:judges", args=[call.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_who_has_answered_is_seen_and_not_what(people: People, call: Call) -> None:
    guest(people, call, "Finances", CHEAP)
    guest(people, call, "Atelier", SKILLED, sends=False)
    for who in ("owner", "judges", "reads"):
        html = page(people.clients[who], call)
        assert "1 réponse sur 2" in html
        assert "en tête" not in html
        assert "Là où vous différez" not in html


def test_once_all_have_sent_each_ones_winner_is_shown(people: People, call: Call) -> None:
    guest(people, call, "Finances", CHEAP)
    guest(people, call, "Atelier", SKILLED)
    html = page(people.clients["owner"], call)
    assert "La moyenne cache un désaccord" in html
    assert html.index("Finances</th>" if "Finances</th>" in html else "Finances") > 0
    assert "Ana Béal" in html
    assert "Zoé Quark" in html
    assert "d’offres sur 100 dans le même ordre" in html


def test_judges_who_agree_are_told_so(people: People, call: Call) -> None:
    guest(people, call, "Finances", CHEAP)
    guest(people, call, "Atelier", CHEAP)
    html = page(people.clients["owner"], call)
    assert "Tous mettent Ana Béal en tête" in html
    assert "La moyenne ne cache pas de désaccord" in html


def test_closing_shows_what_was_sent_and_ends_it(people: People, call: Call) -> None:
    guest(people, call, "Finances", CHEAP)
    late = guest(people, call, "Atelier", SKILLED, sends=False)
    close = reverse("judging:close_judging", args=[call.pk])
    people.clients["owner"].post(close)
    assert "Tous mettent Ana Béal en tête" not in page(people.clients["owner"], call)  # without the tick nothing closes
    people.clients["owner"].post(close, {"sure": "1"})
    html = page(people.clients["owner"], call)
    assert "Tous mettent Ana Béal en tête" in html
    assert "N’a pas répondu" in html
    with pytest.raises(actions.JudgingClosed):
        actions.send_as_guest(secret=late, now=timezone.now())
    with pytest.raises(actions.JudgingClosed):
        actions.invite_judge(
            user=people.users["owner"], call_id=call.pk, name="Tard", part=Part.OTHER, now=timezone.now()
        )


def test_what_all_can_see_is_not_taken_back(people: People, call: Call) -> None:
    secret = guest(people, call, "Finances", CHEAP)
    actions.take_back_as_guest(secret=secret, now=timezone.now())
    actions.send_as_guest(secret=secret, now=timezone.now())
    guest(people, call, "Atelier", SKILLED)
    with pytest.raises(actions.AlreadySent):
        actions.take_back_as_guest(secret=secret, now=timezone.now())


def test_the_mean_ranks_the_board_once_it_can_be_seen(people: People, call: Call) -> None:
    guest(people, call, "Finances", CHEAP)
    second = guest(people, call, "Atelier", SKILLED, sends=False)
    keep = reverse("judging:keep_weights", args=[call.pk])
    before = Decision.objects.get(call=call).sha256
    people.clients["owner"].post(keep, {"whose": "mean"})
    assert Decision.objects.get(call=call).sha256 == before
    actions.send_as_guest(secret=second, now=timezone.now())
    people.clients["owner"].post(keep, {"whose": "mean"})
    points = drafting.points(Decision.objects.get(call=call).document)
    assert points["price"] == points["years"] == 100


def test_a_withdrawn_judge_counts_no_more(people: People, call: Call) -> None:
    guest(people, call, "Finances", CHEAP)
    guest(people, call, "Atelier", SKILLED)
    judge = Judge.objects.get(name="Atelier")
    withdraw = reverse("judging:withdraw_judge", args=[call.pk, judge.pk])
    people.clients["owner"].post(withdraw)
    assert "Atelier ne juge plus" in page(people.clients["owner"], call)
    assert "Atelier" not in page(people.clients["owner"], call)
    assert judge.statements.count() == 1
    people.clients["owner"].post(withdraw, {"back": "1"})
    page(people.clients["owner"], call)
    assert "Atelier" in page(people.clients["owner"], call)


def test_there_are_only_so_many(people: People, call: Call) -> None:
    for n in range(actions.MOST_JUDGES):
        guest(people, call, f"Juge {n}", CHEAP, sends=False)
    with pytest.raises(actions.TooManyJudges):
        guest(people, call, "De trop", CHEAP)


def test_a_colleague_says_as_whom_he_judges(people: People, call: Call) -> None:
    people.clients["judges"].post(reverse("judging:name_part", args=[call.pk]), {"part": "head"})
    assert Judge.objects.get(user=people.users["judges"]).part == Part.HEAD


def test_two_judges_of_the_same_name_are_two(people: People, call: Call) -> None:
    guest(people, call, "Claire", CHEAP)
    guest(people, call, "Claire", SKILLED)
    assert page(people.clients["owner"], call).count("Claire") >= 2


DECLARED = [
    ("none", {"none": "1"}, [""]),
    ("words", {"words": " Ma sœur y travaille <b>. "}, ["Ma sœur y travaille <b>."]),
    ("nothing", {}, []),
    ("blanks", {"words": "  "}, []),
    ("both", {"none": "1", "words": "Ma sœur."}, []),
    ("too long", {"words": "x" * 1001}, []),
    ("another judge", {"none": "1", "judge": "1"}, [""]),
]


@pytest.mark.parametrize(("name", "said", "kept"), DECLARED, ids=[each[0] for each in DECLARED])
def test_a_guest_says_his_own_ties(
    people: People, call: Call, name: str, said: dict[str, str], kept: list[str]
) -> None:
    secret = guest(people, call, "Finances", CHEAP, sends=False)
    answer = Client().post(reverse("judging:guest_declare", args=[secret]), said)
    assert answer.status_code == 302
    assert [each.words for each in Interest.objects.all()] == kept
    assert all(each.by_link and each.judge == call.judges.get() for each in Interest.objects.all())


def test_ties_of_a_guest_are_his_and_blind_stays_blind(people: People, call: Call) -> None:
    """He sees no name of an offer and no tie of another; his own are seen once he sent; nobody words them for him."""
    secret = guest(people, call, "Finances", CHEAP, sends=False)
    other = guest(people, call, "Atelier", SKILLED)
    Client().post(reverse("judging:guest_declare", args=[secret]), {"words": "Ma sœur y travaille."})
    mine = Client().get(reverse("judging:guest", args=[secret])).content.decode()
    assert "Ma sœur y travaille." in mine
    his = Client().get(reverse("judging:guest", args=[other])).content.decode()
    for name in ("Ana Béal", "Zoé Quark"):
        assert name not in mine
        assert name not in his
    assert "Ma sœur" not in his
    decision = reverse("judging:decision", args=[call.pk])
    owner = people.clients["owner"]
    assert "Ma sœur" not in owner.get(decision).content.decode()
    actions.send_as_guest(secret=secret, now=timezone.now())
    page_ = owner.get(decision).content.decode()
    assert "Ma sœur y travaille." in page_
    assert "dit par cette personne" in page_
    judge = call.judges.get(name="Finances")
    known = {"user": people.users["owner"], "call_id": call.pk, "judge_id": judge.pk, "words": ""}
    with pytest.raises(actions.GuestSpeaks):
        actions.declare(**known, now=timezone.now())
    assert judge.ends_at is not None
    actions.declare(**known, now=judge.ends_at)  # his link is over: what he tells is written down
    spent = Client().post(reverse("judging:guest_declare", args=["x"]), {"none": "1"}, follow=True)
    assert spent.status_code == 410
