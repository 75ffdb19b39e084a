"""The same thing done twice, from two windows; an offer that moves after the choice; an approval that goes away."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from orchestre.award import AwardState, PaperKind
from orchestre_web.answers import actions as answers
from orchestre_web.answers.models import Sending
from orchestre_web.answers.states import Group
from orchestre_web.award import actions
from orchestre_web.award.models import Award, AwardEvent, Paper, Release
from orchestre_web.calls.models import Call
from orchestre_web.judging import actions as judging
from orchestre_web.judging import queries as judged
from orchestre_web.judging.models import Approval, Choice
from orchestre_web.publishing import limits, throttle
from orchestre_web.publishing.models import Publication, Submission
from orchestre_web.shortlist import actions as boards
from orchestre_web.site import words
from tests.orchestre_web.award.objects import CONTRACT, PDF, chosen_call, signed_call, told_call
from tests.orchestre_web.people import People
from tests.orchestre_web.publishing.objects import OFFER, published
from tests.orchestre_web.publishing.test_guest import address, link_in, send, taken

pytestmark = pytest.mark.django_db(transaction=True)


def shown(people: People, view: str, call: Call) -> str:
    return people.clients["edits"].get(reverse(view, args=[call.pk])).content.decode()


def steps(call: Call) -> list[str]:
    return [each.what for each in AwardEvent.objects.filter(award__call=call).order_by("pk")]


def test_a_step_undone_in_two_windows_is_undone_once(people: People) -> None:
    call = signed_call(people)
    step = AwardEvent.objects.filter(award__call=call).latest("pk").pk
    assert f'name="step" value="{step}"' in shown(people, "award:page", call)
    undo = reverse("award:undo", args=[call.pk])
    for _ in range(2):
        again = people.clients["edits"].post(undo, {"step": step}, follow=True)
    assert words.say("awards.step_gone") in again.content.decode()
    assert Award.objects.get(call=call).state == AwardState.TOLD
    assert steps(call) == ["told", "signed", "undone"]


Act = Callable[[People, Call], object]


def sees_a_file(people: People, call: Call) -> object:
    file = {"name": "kbis.pdf", "data": PDF}
    return actions.see_paper(
        user=people.users["edits"], call_id=call.pk, kind=PaperKind.REGISTRATION, seen_on=CONTRACT.signed_on,
        until=None, file=file, on_paper=False, now=timezone.now(),
    )  # fmt: skip


def sees_it_on_paper(people: People, call: Call) -> object:
    return actions.see_paper(
        user=people.users["edits"], call_id=call.pk, kind=PaperKind.SOCIAL, seen_on=CONTRACT.signed_on, until=None,
        file=None, on_paper=True, now=timezone.now(),
    )  # fmt: skip


@pytest.mark.parametrize("see", [sees_a_file, sees_it_on_paper])
def test_a_paper_sent_twice_is_there_once_and_again_after_it_was_withdrawn(see: Act, people: People) -> None:
    call = signed_call(people)
    before = Paper.objects.count()
    see(people, call)
    see(people, call)
    assert Paper.objects.count() == before + 1
    actions.withdraw_paper(
        user=people.users["edits"], call_id=call.pk, paper_id=Paper.objects.latest("pk").pk, now=timezone.now()
    )
    see(people, call)
    assert Paper.objects.count() == before + 2


def test_an_amendment_sent_twice_is_said_once_in_the_open_data(people: People) -> None:
    call = signed_call(people)
    told = Release.objects.count()
    amend = reverse("award:amend", args=[call.pk])
    changes = [{"amount": "9 500"}, {"amount": "9 500"}, {"amount": "9 500", "why": "Une page de plus."}]
    for each in changes:
        again = people.clients["edits"].post(amend, {"signed_on": "2026-12-01", **each}, follow=True)
        assert again.status_code == 200
    assert steps(call) == ["told", "signed", "amended", "amended"]
    assert Release.objects.count() == told + 2


# --- Two offers through the public page ----------------------------------------------------------------------------


@pytest.fixture
def publication(people: People, monkeypatch: pytest.MonkeyPatch) -> Publication:
    monkeypatch.setattr(limits, "QUICKEST", timedelta(0))
    return published(people)


def offered(publication: Publication) -> list[str]:
    """Their links to amend; the second is the cheaper."""
    links = []
    for name, price in (("Atelier Quark", "4000"), ("Maison Tierce", "800")):
        said = {**OFFER, "name": name, "email": f"{name[0]}@x.example", "setup": price, "words": f"Offre de {name}."}
        links.append(link_in(send(publication, **said)))
        taken(publication.call)
    return links


def choose(people: People, publication: Publication) -> Call:
    call = Call.objects.get(pk=publication.call_id)
    standing = boards.board(call, now=timezone.now())
    assert standing is not None
    second = f"form-{publication.pk}-{Submission.objects.latest('pk').pk}"
    judging.choose(
        user=people.users["edits"], call_id=call.pk, offer_id=second, why="La moins chère.", now=timezone.now()
    )
    return call


def tell(people: People, call: Call) -> None:
    user, now = people.users["edits"], timezone.now()
    actions.prepare_letters(user=user, call_id=call.pk, now=now)
    for group in (Group.FIRST, Group.OFFERS):
        answers.mark_group_sent(user=user, call_id=call.pk, group=group, channel=Sending.Channel.COPY, now=now)
    actions.tell(user=user, call_id=call.pk, now=now)


def amend(publication: Publication, link: str, price: str) -> int:
    page = throttle.new_page(publication, timezone.now())
    sent = {**OFFER, "name": "Maison Tierce", "email": "M@x.example", "setup": price, "words": "Un autre prix."}
    return Client().post(link, {"page": page, **sent}).status_code


def test_who_is_chosen_and_changes_his_offer_is_read_again_before_the_signature(
    people: People, publication: Publication
) -> None:
    _, link = offered(publication)
    call = choose(people, publication)
    before = words.say("awards.to_offer")
    assert before not in shown(people, "award:page", call)
    for price in ("900", "99000"):  # the link works as often as the guest likes, until the deadline
        assert amend(publication, link, price) == 200
        taken(call)
    assert before in shown(people, "award:page", call)
    assert Choice.objects.get(call=call).amount == 2600, "what was chosen is what was chosen"
    tell(people, call)
    assert before in shown(people, "award:page", call)


@pytest.mark.parametrize("takes_late", [False, True])
def test_once_the_choice_is_told_the_page_takes_nothing_more(
    takes_late: bool, people: People, publication: Publication
) -> None:
    """Else a rival who was refused comes back with a price that nobody else may answer."""
    first, second = offered(publication)
    Publication.objects.update(takes_late=takes_late)
    call = choose(people, publication)
    tell(people, call)
    assert [amend(publication, link, "1") for link in (first, second)] == [422, 422]
    late = send(publication, **OFFER)
    assert late.status_code == 422
    assert Submission.objects.count() == call.replies.count() == 2
    assert Client().get(address(publication)).status_code == 200
    assert words.say("publishing.did_end") in shown(people, "publishing:page", call)


def test_a_choice_told_without_a_public_page_needs_none(people: People) -> None:
    call = told_call(people)
    assert Award.objects.get(call=call).state == AwardState.TOLD
    assert not Publication.objects.exists()


# --- The word of a second person -----------------------------------------------------------------------------------


def approved_call(people: People, *said: tuple[bool, str]) -> Call:
    judging.set_limit(user=people.users["owner"], company_id=people.company.pk, amount=1_000, now=timezone.now())
    call = chosen_call(people)
    for approved, reason in said:
        judging.approve(
            user=people.users["owner"], call_id=call.pk, choice_id=Choice.objects.get(call=call).pk, approved=approved,
            reason=reason, now=timezone.now(),
        )  # fmt: skip
    return call


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ([(True, "D'accord."), (True, "D'accord.")], 1),
        ([(True, "D'accord."), (True, "Relu.")], 2),
        ([(True, "D'accord."), (False, "Trop cher."), (True, "D'accord.")], 3),
    ],
    ids=["the button pressed twice", "another reason", "another mind, twice"],
)
def test_an_approval_taken_back_leaves_none_of_its_author(
    said: list[tuple[bool, str]], kept: int, people: People
) -> None:
    call = approved_call(people, *said)
    choice = Choice.objects.get(call=call)
    assert Approval.objects.count() == kept
    newest = judged.approval_of(choice)
    assert newest is not None
    judging.withdraw_approval(
        user=people.users["owner"], call_id=call.pk, approval_id=newest.pk, why="Trop vite.", now=timezone.now()
    )
    assert judged.approval_of(Choice.objects.get(pk=choice.pk)) is None
    assert Approval.objects.count() == kept, "the log keeps all"


def test_an_approval_taken_back_while_letters_are_sent_is_said_where_they_are_sent(people: People) -> None:
    call = approved_call(people, (True, "D'accord."))
    editor, now = people.users["edits"], timezone.now()
    actions.prepare_letters(user=editor, call_id=call.pk, now=now)
    answers.mark_group_sent(user=editor, call_id=call.pk, group=Group.FIRST, channel=Sending.Channel.COPY, now=now)
    waits = words.say("answers.choice_waits_ready", name="Ana Béal")
    assert waits not in shown(people, "answers:home", call)
    judging.withdraw_approval(
        user=people.users["owner"], call_id=call.pk, approval_id=Approval.objects.get().pk, why="Trop vite.", now=now
    )
    assert waits in shown(people, "answers:home", call)
    refused = people.clients["edits"].post(reverse("award:tell", args=[call.pk]), follow=True).content.decode()
    assert words.say("award.bad_move") in refused
    assert Sending.objects.count() == 1, "what left stays in the register"
    assert not Release.objects.exists()
