"""The choice: approved by somebody else above the company's amount, logged, told in the minutes."""

import pytest
from django.urls import reverse
from django.utils import timezone

from orchestre.decision.elicitation import OrderSaid
from orchestre_web.calls.models import Call
from orchestre_web.judging import actions, after_erase
from orchestre_web.judging.models import Approval, Choice, Limit
from orchestre_web.judging.states import Part
from orchestre_web.shortlist import actions as boards
from tests.orchestre_web.people import People
from tests.orchestre_web.shortlist import calls_for_tests as made


@pytest.fixture
def call(people: People) -> Call:
    call = made.call_of(
        people.company,
        "Forfait 4 000 € HT, 1 an d'expérience.",
        "Forfait de 9 000 € HT, 12 ans d'expérience.",
        "Je suis disponible, 3 ans d'expérience.",
        authors=("Ana Béal", "Zoé Quark", "Sans Prix"),
    )
    boards.board(call, now=timezone.now())
    return call


def limit(people: People, amount: int | None) -> None:
    actions.set_limit(user=people.users["owner"], company_id=people.company.pk, amount=amount, now=timezone.now())


def choose(people: People, call: Call, offer: str, who: str = "edits") -> Choice:
    return actions.choose(
        user=people.users[who], call_id=call.pk, offer_id=offer, why="La plus sûre.", now=timezone.now()
    )


def approve(people: People, call: Call, choice: Choice, who: str, *, approved: bool = True) -> None:
    actions.approve(
        user=people.users[who],
        call_id=call.pk,
        choice_id=choice.pk,
        approved=approved,
        reason="Le conseil a vu.",
        now=timezone.now(),
    )


@pytest.mark.parametrize(
    ("amount", "offer", "needed"),
    [
        (None, "r1", False),
        (4001, "r0", False),
        (4000, "r0", True),
        (5000, "r1", True),
        (5000, "r2", True),  # nobody knows its price
    ],
)
def test_from_the_amount_on_somebody_else_approves(
    amount: int | None, offer: str, needed: bool, people: People, call: Call
) -> None:
    limit(people, amount)
    assert (choose(people, call, offer).limit is not None) is needed


def test_who_chose_does_not_approve(people: People, call: Call) -> None:
    limit(people, 1000)
    choice = choose(people, call, "r0", who="owner")
    with pytest.raises(actions.SamePerson):
        approve(people, call, choice, "owner")
    address = reverse("judging:decision", args=[call.pk])
    assert "Approuver" not in people.clients["owner"].get(address).content.decode()
    assert "Approuver" in people.clients["judges"].get(address).content.decode()
    approve(people, call, choice, "judges")
    html = people.clients["owner"].get(address).content.decode()
    assert "est choisie et approuvée" in html
    assert "Le conseil a vu." in html


def test_a_refusal_stays_in_the_log_and_another_choice_follows(people: People, call: Call) -> None:
    limit(people, 1000)
    first = choose(people, call, "r0")
    approve(people, call, first, "owner", approved=False)
    second = choose(people, call, "r1")
    with pytest.raises(actions.NotTheNewest):
        approve(people, call, first, "owner")
    approve(people, call, second, "owner")
    assert [each.approved for each in Approval.objects.order_by("pk")] == [False, True]
    html = people.clients["reads"].get(reverse("judging:decision", args=[call.pk])).content.decode()
    assert "Remplacée par un choix plus récent" in html


def test_an_approval_needs_a_reason_and_a_need(people: People, call: Call) -> None:
    choice = choose(people, call, "r0")
    with pytest.raises(actions.NoApprovalNeeded):
        approve(people, call, choice, "owner")
    limit(people, 1000)
    choice = choose(people, call, "r0")
    address = reverse("judging:approve", args=[call.pk, choice.pk])
    people.clients["owner"].post(address, {"verdict": "approve", "reason": " "})
    assert not Approval.objects.exists()


def test_choices_made_before_keep_the_rule_of_their_day(people: People, call: Call) -> None:
    choice = choose(people, call, "r1")
    limit(people, 1000)
    choice.refresh_from_db()
    assert choice.limit is None
    assert Limit.objects.count() == 1


def test_an_offer_that_is_not_ranked_cannot_be_chosen(people: People, call: Call) -> None:
    with pytest.raises(actions.NoSuchOffer):
        choose(people, call, "elsewhere")
    address = reverse("judging:decision", args=[call.pk])
    assert people.clients["edits"].post(address, {"offer": "elsewhere"}).status_code == 200
    assert people.clients["edits"].post(address, {}).status_code == 422
    assert not Choice.objects.exists()


def test_the_minutes_keep_what_held_when_it_was_chosen(people: People, call: Call) -> None:
    now = timezone.now()
    for name, first in (("Finances", "price"), ("Atelier", "years")):
        secret = actions.invite_judge(
            user=people.users["owner"], call_id=call.pk, name=name, part=Part.FINANCE, now=now
        )
        rest = tuple(
            (key,) for key in ("price", "years", "start", "prestashop", "caisse", "click_collect") if key != first
        )
        actions.say_as_guest(secret=secret, statement=OrderSaid(((first,), *rest)), now=now)
        actions.send_as_guest(secret=secret, now=now)
    choose(people, call, "r0")
    address = reverse("judging:minutes", args=[call.pk])
    before = people.clients["reads"].get(address).content.decode()
    for words in ("Procès-verbal du choix", "Ana Béal", "La plus sûre.", "Finances", "Atelier", "Zoé Quark"):
        assert words in before
    later, points = timezone.now(), {"price": 0, "years": 9}
    boards.change_weights(user=people.users["owner"], call_id=call.pk, points=points, now=later)
    after = people.clients["reads"].get(address).content.decode()
    assert after[after.index("Ce qui a compté") :] == before[before.index("Ce qui a compté") :]


def test_the_minutes_tell_how_far_the_choice_is_from_the_ranking_and_why(people: People, call: Call) -> None:
    minutes = reverse("judging:minutes", args=[call.pk])
    standing = boards.board(call, now=timezone.now())
    assert standing is not None
    points = {**dict.fromkeys(standing.table.cells.keys, 0), "price": 1}
    ranking = standing.table.rank(points).ranking
    boards.change_weights(user=people.users["owner"], call_id=call.pk, points=points, now=timezone.now())
    first, second = ranking.place(0), ranking.place(1)
    choose(people, call, first.id)
    assert "Écart au classement" not in people.clients["reads"].get(minutes).content.decode()
    address = reverse("judging:decision", args=[call.pk])
    refused = people.clients["edits"].post(address, {"offer": second.id, "why": " "}).content.decode()
    assert "dites en une phrase pourquoi" in refused
    assert Choice.objects.count() == 1
    choice = choose(people, call, second.id)
    assert choice.record["standing"]["rank"] == 2
    html = people.clients["reads"].get(minutes).content.decode()
    for words in ("2e sur ", "derrière Ana Béal", "Pourquoi celle-ci plutôt que la première", "La plus sûre."):
        assert words in html
    after_erase.forget(call.replies.get(source_id=first.id))
    assert "Ana Béal" not in people.clients["reads"].get(minutes).content.decode()


def test_the_minutes_say_nothing_of_answers_that_are_still_blind(people: People, call: Call) -> None:
    now = timezone.now()
    for name in ("Finances", "Atelier"):
        secret = actions.invite_judge(
            user=people.users["owner"], call_id=call.pk, name=name, part=Part.FINANCE, now=now
        )
    actions.say_as_guest(secret=secret, statement=OrderSaid((("price",), ("years",))), now=now)
    actions.send_as_guest(secret=secret, now=now)
    choice = choose(people, call, "r0")
    assert choice.record["panel"] is None
    assert choice.record["judges"] == []
    html = people.clients["owner"].get(reverse("judging:minutes", args=[call.pk])).content.decode()
    assert "ne sont pas encore toutes envoyées" in html


def test_an_erased_reply_leaves_no_name_in_choices(people: People, call: Call) -> None:
    choose(people, call, "r0")
    after_erase.forget(call.replies.get(source_id="r1"))
    assert Choice.objects.get().name == "Ana Béal"
    after_erase.forget(call.replies.get(source_id="r0"))
    choice = Choice.objects.get()
    assert choice.name == "…"
    assert choice.why == "…"
    assert "Ana" not in str(choice.record)
    assert people.clients["owner"].get(reverse("judging:minutes", args=[call.pk])).status_code == 200
    choose(people, call, "r1")
    after_erase.forget_call(call)
    assert {each.name for each in Choice.objects.all()} == {"…"}


def test_the_start_page_calls_who_may_approve(people: People, call: Call) -> None:
    limit(people, 1000)
    choice = choose(people, call, "r0", who="edits")
    waits = {who: "attend votre accord" in people.clients[who].get("/").content.decode() for who in people.users}
    assert waits == {"other": False, "reads": False, "judges": True, "edits": False, "owner": True}
    approve(people, call, choice, "owner")
    assert "attend votre accord" not in people.clients["owner"].get("/").content.decode()
