"""The releases of an award, read one after the other as anybody who collects them does, say what is true now: whatever
people did, in whatever order."""

import json
import random
from collections.abc import Callable
from contextlib import suppress

import pytest
from django.utils import timezone

from orchestre.award import AwardState, statuses
from orchestre.basics import OrchestreError
from orchestre_web.answers import actions as answers
from orchestre_web.answers.models import Sending
from orchestre_web.award import actions, queries
from orchestre_web.award.models import Award, Release
from orchestre_web.calls.models import Call
from orchestre_web.judging import actions as judging
from orchestre_web.judging import queries as chosen
from orchestre_web.judging.models import Approval, Choice
from tests.orchestre.need.released import faults
from tests.orchestre_web.award.objects import CONTRACT, chosen_call, told_call
from tests.orchestre_web.people import People

WHY = "Le prix a été mal lu."
NOT_MADE = (AwardState.CHOSEN, AwardState.APPROVED, AwardState.GIVEN_UP)


def tags(call: Call) -> list[str]:
    return list(Release.objects.filter(award__call=call).values_list("tag", flat=True))


def said(call: Call) -> dict[str, str]:
    """Each award as the releases leave it, by the offer it is of."""
    texts = Release.objects.filter(award__call=call).values_list("text", flat=True)
    return {own.rpartition("-")[2]: status for own, status in statuses(map(json.loads, texts)).items()}


def standing_choice(call: Call) -> Choice:
    choice = chosen.choice_of(call)
    if choice is None:
        raise actions.NothingChosen
    return choice


def take_back(people: People, call: Call) -> None:
    known = {"call_id": call.pk, "choice_id": standing_choice(call).pk, "why": WHY}
    judging.withdraw_choice(user=people.users["edits"], now=timezone.now(), **known)


def test_an_award_told_is_told_cancelled_when_the_choice_is_taken_back(people: People) -> None:
    call = told_call(people)
    before = list(Release.objects.values_list("text", "sha256"))
    take_back(people, call)
    assert tags(call) == ["award", "awardCancellation"]
    assert said(call) == {"r0": "cancelled"}
    assert list(Release.objects.values_list("text", "sha256"))[: len(before)] == before
    last = json.loads(Release.objects.latest("number").text)
    assert faults(last) == []
    assert "contracts" not in last
    assert last["awards"][0]["suppliers"][0]["name"] == "Ana Béal"


def test_nothing_is_published_of_a_choice_nobody_was_told_of(people: People) -> None:
    call = chosen_call(people)
    take_back(people, call)
    assert tags(call) == []
    assert not Award.objects.filter(call=call).exists()


@pytest.mark.parametrize(
    ("again", "expected"),
    [
        ("r0", ["award", "awardCancellation", "awardUpdate"]),
        ("r1", ["award", "awardCancellation", "award"]),
    ],
)
def test_who_is_chosen_after_that_is_told_as_any_other(again: str, expected: list[str], people: People) -> None:
    call = told_call(people)
    take_back(people, call)
    do = steps(people, call)
    judging.choose(user=people.users["edits"], call_id=call.pk, offer_id=again, why=WHY, now=timezone.now())
    do["begin again"]()
    do["tell"]()
    assert tags(call) == expected
    assert {offer for offer, status in said(call).items() if status == "active"} == {again}


def test_an_approval_taken_back_alone_leaves_the_award_told_and_waiting(people: People) -> None:
    judging.set_limit(user=people.users["owner"], company_id=people.company.pk, amount=1000, now=timezone.now())
    call = chosen_call(people)
    do = steps(people, call)
    known = {"user": people.users["owner"], "call_id": call.pk, "now": timezone.now()}

    def approve(*, approved: bool) -> None:
        choice = standing_choice(call).pk
        judging.approve(choice_id=choice, approved=approved, reason="Vu.", **known)  # type: ignore[arg-type]

    approve(approved=True)
    assert tags(call) == []
    do["tell"]()
    given = Approval.objects.get()
    judging.withdraw_approval(approval_id=given.pk, why=WHY, **known)  # type: ignore[arg-type]
    assert (tags(call), said(call)) == (["award", "awardUpdate"], {"r0": "pending"})
    approve(approved=False)
    assert len(tags(call)) == 2  # it waited already
    approve(approved=True)
    assert (tags(call), said(call)) == (["award", "awardUpdate", "awardUpdate"], {"r0": "active"})
    assert [faults(json.loads(text)) for text in Release.objects.values_list("text", flat=True)] == [[]] * 3
    do["sign"]()
    given = Approval.objects.latest("pk")
    judging.withdraw_approval(approval_id=given.pk, why=WHY, **known)  # type: ignore[arg-type]
    assert len(tags(call)) == 4  # what is signed stands
    do["undo"]()
    assert said(call) == {"r0": "pending"}


def test_who_is_told_in_the_place_of_another_ends_the_award_of_the_other(people: People) -> None:
    """The announcement was undone and nobody gave anything up: the first award was still said to be pending."""
    call = told_call(people)
    do = steps(people, call)
    do["undo"]()
    assert said(call) == {"r0": "pending"}
    do["choose r1"]()
    do["tell"]()
    assert said(call) == {"r0": "cancelled", "r1": "active"}


def steps(people: People, call: Call) -> dict[str, Callable[[], object]]:
    user = people.users["edits"]

    def known() -> dict[str, object]:
        return {"user": user, "call_id": call.pk, "now": timezone.now()}

    def tell() -> None:
        actions.prepare_letters(**known())  # type: ignore[arg-type]
        reply = call.replies.get(source_id=standing_choice(call).offer_id).pk
        with suppress(answers.NothingToSend):  # he has had it since an earlier choice of him
            answers.mark_sent(reply_id=reply, channel=Sending.Channel.COPY, **known())  # type: ignore[arg-type]
        actions.tell(**known())  # type: ignore[arg-type]

    return {
        "choose r0": lambda: judging.choose(offer_id="r0", why=WHY, **known()),  # type: ignore[arg-type]
        "choose r1": lambda: judging.choose(offer_id="r1", why=WHY, **known()),  # type: ignore[arg-type]
        "take back": lambda: take_back(people, call),
        "tell": tell,
        "sign": lambda: actions.sign(contract=CONTRACT, **known()),  # type: ignore[arg-type]
        "end": lambda: actions.end(why="", **known()),  # type: ignore[arg-type]
        "give up": lambda: actions.give_up(why=WHY, **known()),  # type: ignore[arg-type]
        "undo": lambda: actions.undo(**known()),  # type: ignore[arg-type]
        "begin again": lambda: actions.begin_again(**known()),  # type: ignore[arg-type]
    }


@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_done_the_open_data_says_what_is_true(seed: int, people: People) -> None:
    call = chosen_call(people)
    do, draw = steps(people, call), random.Random(seed)
    kept: list[tuple[int, str]] = []
    done: list[str] = []
    for _ in range(30):
        name = draw.choice(list(do))
        with suppress(OrchestreError):  # what may not be done now
            do[name]()
            done.append(name)
        award = Award.objects.select_related("call").filter(call=call).first()
        if award is None:
            continue
        rows = [(row.number, row.text) for row in queries.releases_of(award)]
        assert rows[: len(kept)] == kept, done
        assert [number for number, _ in rows] == list(range(1, len(rows) + 1)), done
        assert [faults(json.loads(text)) for _, text in rows[len(kept) :]] == [[]] * (len(rows) - len(kept)), done
        kept = rows
        found = queries.standing(award)
        active = {offer for offer, status in said(call).items() if status == "active"}
        if found.state in NOT_MADE:
            assert not (active - ended_contracts(rows)), done
        else:
            assert found.choice is not None
            assert active == {found.choice.offer_id}, done
        assert not (found.taken_back and found.state is AwardState.TOLD), done
    assert len(done) > 8


def ended_contracts(rows: list[tuple[int, str]]) -> set[str]:
    """Offers whose contract was signed and broken off: their award was made, and its contract says the end."""
    contracts = [one for _, text in rows for one in json.loads(text).get("contracts", ())]
    last = {one["id"].rpartition("-")[2]: one["status"] for one in contracts}
    return {offer for offer, status in last.items() if status in ("cancelled", "terminated")}
