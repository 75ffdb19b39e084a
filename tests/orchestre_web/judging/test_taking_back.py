"""What was noted can be taken back with a reason: the line stays, and every page follows."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from orchestre.award import AwardState, BadMove
from orchestre.decision.robustness.verdicts import Sure
from orchestre.shortlist.letters import LetterKind
from orchestre_web.answers import actions as answers
from orchestre_web.answers import queries as answered
from orchestre_web.answers.models import FIRST, Sending
from orchestre_web.award import actions as award
from orchestre_web.award import queries as awards
from orchestre_web.award import today as award_today
from orchestre_web.award.models import Award, AwardEvent
from orchestre_web.calls.models import Call
from orchestre_web.judging import actions, after_erase, queries
from orchestre_web.judging.became import became
from orchestre_web.judging.models import Approval, Choice
from orchestre_web.shortlist import actions as boards
from orchestre_web.shortlist import worked
from tests.orchestre_web.award.objects import CONTRACT, chosen_call, signed_call, told_call
from tests.orchestre_web.people import People
from tests.orchestre_web.queries import at_most
from tests.orchestre_web.shortlist import calls_for_tests as made

WHY = "Le prix a été mal lu."


def page(people: People, view: str, call: Call, who: str = "edits") -> str:
    html = people.clients[who].get(reverse(view, args=[call.pk]), follow=True).content.decode()
    return re.sub("[\u202f\xa0]", " ", html)


def chosen(call: Call) -> Choice:
    found = queries.choice_of(call)
    assert found is not None
    return found


def take_back(people: People, call: Call, who: str = "edits", why: str = WHY) -> None:
    known = {"call_id": call.pk, "choice_id": chosen(call).pk, "why": why}
    actions.withdraw_choice(user=people.users[who], now=timezone.now(), **known)


def waiting_call(people: People) -> Call:
    """A choice that a second person has to approve."""
    now = timezone.now()
    actions.set_limit(user=people.users["owner"], company_id=people.company.pk, amount=1000, now=now)
    return chosen_call(people)


def answer(people: People, call: Call, who: str = "judges", *, approved: bool = True) -> Approval:
    now, choice = timezone.now(), chosen(call)
    known = {"call_id": call.pk, "choice_id": choice.pk, "approved": approved, "reason": "Le conseil a vu."}
    actions.approve(user=people.users[who], now=now, **known)
    return Approval.objects.filter(choice=choice).latest("pk")


@pytest.mark.parametrize(
    ("view", "while_it_stands", "afterwards"),
    [
        ("shortlist:board", "L’offre de Ana Béal est choisie.", None),
        ("shortlist:page", "Choisi par", "Aucun choix n’est encore noté"),
        ("judging:decision", "L’offre de Ana Béal est choisie", "Plus rien n’est choisi"),
        ("judging:minutes", "La plus sûre.", "Choix retirés"),
        ("answers:home", "L’offre de Ana Béal est choisie, et les lettres d’ici ne le disent pas encore", None),
        ("asking:home", "L’offre de Ana Béal est choisie : plus rien n’est à demander d’abord", None),
        ("award:page", "Préparer les lettres", "Rien n’est encore choisi"),
    ],
)
def test_every_page_tells_the_choice_and_no_longer_once_it_is_taken_back(
    view: str, while_it_stands: str, afterwards: str | None, people: People
) -> None:
    call = chosen_call(people)
    assert while_it_stands in page(people, view, call)
    take_back(people, call)
    html = page(people, view, call)
    assert while_it_stands not in html or view == "judging:minutes"
    assert afterwards is None or afterwards in html


def test_the_line_is_kept_struck_with_who_when_and_why(people: People) -> None:
    call = chosen_call(people)
    take_back(people, call, who="owner")
    choice = Choice.objects.get()
    assert (choice.withdrawn_by, choice.withdrawn_why) == (people.users["owner"], WHY)
    for view in ("judging:decision", "judging:minutes", "shortlist:history"):
        html = page(people, view, call)
        assert "Ana Béal" in html
        assert WHY in html
    assert "<s>Ana Béal</s>" in page(people, "judging:minutes", call)
    for kind in ("pdf", "docx"):
        assert people.clients["reads"].get(reverse("judging:minutes_file", args=[call.pk, kind])).status_code == 200
    after_erase.forget(call.replies.get(source_id="r0"))
    choice.refresh_from_db()
    assert choice.withdrawn_why == "…"


def test_it_is_taken_back_once_with_a_reason_and_only_while_it_is_the_newest(people: People) -> None:
    call = chosen_call(people)
    first = chosen(call)
    with pytest.raises(actions.ReasonMissing):
        take_back(people, call, why="  ")
    now, owner = timezone.now(), people.users["owner"]
    actions.choose(user=owner, call_id=call.pk, offer_id="r1", why="Moins chère.", now=now)
    known = {"user": owner, "call_id": call.pk, "why": WHY, "now": now}
    with pytest.raises(actions.NotTheNewest):
        actions.withdraw_choice(choice_id=first.pk, **known)
    newest = chosen(call)
    take_back(people, call)
    assert queries.choice_of(call) is None, "the one before does not come back by itself"
    with pytest.raises(actions.AlreadyTakenBack):
        actions.withdraw_choice(choice_id=newest.pk, **known)
    actions.choose(user=owner, call_id=call.pk, offer_id="r2", why="Après réflexion.", now=now)
    assert chosen(call).offer_id == "r2"


def test_an_approval_is_taken_back_by_whoever_gave_it(people: People) -> None:
    call = waiting_call(people)
    said = answer(people, call)
    address = reverse("judging:withdraw_approval", args=[call.pk, said.pk])
    assert "Retirer ma réponse" not in page(people, "judging:decision", call, "owner")
    assert "Retirer ma réponse" in page(people, "judging:decision", call, "judges")
    people.clients["owner"].post(address, {"withdrawn_why": WHY})
    assert queries.is_approved(chosen(call))
    people.clients["judges"].post(address, {"withdrawn_why": " "})
    assert queries.is_approved(chosen(call))
    people.clients["judges"].post(address, {"withdrawn_why": WHY})
    assert not queries.is_approved(chosen(call))
    html = page(people, "judging:decision", call)
    assert "<s>" in html
    assert WHY in html
    assert "attend l’accord d’une deuxième personne" in page(people, "answers:home", call)
    assert "on l’attend" in page(people, "shortlist:board", call)
    assert [each.pk for each in queries.waiting_for(people.company.pk, people.users["owner"].pk)] == [chosen(call).pk]


def test_a_refusal_taken_back_leaves_what_another_said(people: People) -> None:
    call = waiting_call(people)
    answer(people, call, "judges")
    refused = answer(people, call, "owner", approved=False)
    assert not queries.is_approved(chosen(call))
    known = {"call_id": call.pk, "approval_id": refused.pk, "why": WHY, "now": timezone.now()}
    actions.withdraw_approval(user=people.users["owner"], **known)
    assert queries.is_approved(chosen(call))


def test_letters_that_did_not_leave_go_back_to_what_was_proposed(people: People) -> None:
    call = chosen_call(people)
    user, now = people.users["edits"], timezone.now()
    award.prepare_letters(user=user, call_id=call.pk, now=now)
    assert "ne le disent pas encore" not in page(people, "answers:home", call)
    assert "redeviennent ce qui était proposé" in page(people, "judging:decision", call)
    take_back(people, call)
    settled = answered.answering_of(call)
    assert (settled.first, settled.others) == (FIRST, LetterKind.THANKS)
    assert not call.answers.filter(kind=LetterKind.CHOSEN.value).exists()


def test_letters_that_left_are_said_before_and_stay_in_the_register(people: People) -> None:
    call = told_call(people)
    before = page(people, "judging:decision", call)
    assert "3 lettres de ce choix sont déjà parties" in before
    assert "Le choix a été annoncé" in before
    take_back(people, call)
    assert Sending.objects.filter(call=call, undone=None).count() == 3
    assert "1 personne a déjà reçu une lettre qui annonce un choix" in page(people, "answers:home", call)


def test_what_was_told_is_given_up_with_the_choice_and_what_was_signed_stands(people: People) -> None:
    call = told_call(people)
    take_back(people, call)
    html = page(people, "award:page", call)
    assert f"({WHY}) : l’attribution est abandonnée avec lui" in html
    assert 'name="signed_on"' not in html
    assert "Annuler le dernier pas" not in html
    assert "Annuler" not in page(people, "shortlist:history", call).partition("Attribution abandonnée")[2][:400]
    given_up = AwardEvent.objects.filter(award__call=call).latest("pk")
    assert (given_up.what, given_up.why, given_up.by) == ("given_up", WHY, people.users["edits"])
    user, now = people.users["edits"], timezone.now()
    for refused in (award.undo, lambda **known: award.sign(contract=CONTRACT, **known)):
        with pytest.raises((award.ChoiceTakenBack, BadMove)):
            refused(user=user, call_id=call.pk, now=now)
    with pytest.raises(award.SameChoice):
        award.begin_again(user=user, call_id=call.pk, now=now)
    actions.choose(user=user, call_id=call.pk, offer_id="r1", why="Moins chère.", now=now)
    award.begin_again(user=user, call_id=call.pk, now=now)
    found = awards.standing(Award.objects.select_related("call").get(call=call))
    assert found.choice is not None
    assert found.choice.offer_id == "r1"
    signed = signed_call(people)
    assert "retirer le choix ne défait pas le contrat" in page(people, "judging:decision", signed)
    take_back(people, signed)
    assert Award.objects.get(call=signed).state == AwardState.SIGNED
    award.undo(user=user, call_id=signed.pk, now=now)
    assert Award.objects.get(call=signed).state == AwardState.GIVEN_UP, "no contract is left to stand on"


def test_nobody_signs_once_the_approval_is_taken_back(people: People) -> None:
    call = waiting_call(people)
    said = answer(people, call)
    user, now = people.users["edits"], timezone.now()
    award.prepare_letters(user=user, call_id=call.pk, now=now)
    reply = call.replies.get(source_id="r0").pk
    answers.mark_sent(user=user, call_id=call.pk, reply_id=reply, channel=Sending.Channel.COPY, now=now)
    award.tell(user=user, call_id=call.pk, now=now)
    known = {"call_id": call.pk, "approval_id": said.pk, "why": WHY, "now": now}
    actions.withdraw_approval(user=people.users["judges"], **known)
    assert "a été retiré ou refusé depuis les lettres" in page(people, "award:page", call)
    with pytest.raises(award.NotApproved):
        award.sign(user=user, call_id=call.pk, contract=CONTRACT, now=now)


def test_nothing_counts_a_choice_that_was_taken_back(people: People) -> None:
    call = chosen_call(people)
    reply = call.replies.get(source_id="r0")
    company = people.company.pk
    assert became([reply])
    assert sum(each.chosen for each in awards.yields(company)) == 1
    assert awards.to_tell(company)
    take_back(people, call)
    assert not became([reply])
    assert not sum(each.chosen for each in awards.yields(company))
    assert not awards.to_tell(company)
    membership = people.company.memberships.get(user=people.users["edits"])
    assert not [line for line in award_today.needs(membership) if line.code == "awards.need_letters"]


def test_the_newest_choice_is_read_alone_and_without_its_record(people: People) -> None:
    call = chosen_call(people)
    for _ in range(4):
        now = timezone.now()
        actions.choose(user=people.users["edits"], call_id=call.pk, offer_id="r1", why="Moins chère.", now=now)
    with at_most(2) as made:
        choice = chosen(call)
    assert "record" in choice.get_deferred_fields()
    assert not any('"judging_choice"."record"' in query["sql"] for query in made.captured_queries)
    client, address = people.clients["reads"], reverse("shortlist:board", args=[call.pk])
    client.get(address)
    with at_most(40) as made:
        client.get(address)
    said = [query["sql"] for query in made.captured_queries if 'FROM "judging_choice"' in query["sql"]]
    assert len(said) == 1
    assert "record" not in said[0]
    assert not any('"shortlist_ranking"."document"' in query["sql"] for query in made.captured_queries)


@pytest.mark.parametrize(
    ("offers", "asks"),
    [
        (("Forfait 4 000 € HT.", "Forfait 4 010 € HT."), True),
        (("Forfait 4 000 € HT, 12 ans d'expérience.",), False),
    ],
)
def test_while_the_order_may_change_the_questions_come_before_the_choice(
    offers: tuple[str, ...], asks: bool, people: People
) -> None:
    call = made.call_of(people.company, *offers)
    standing = boards.board(call, now=timezone.now())
    assert standing is not None
    tried = standing.table.rank(standing.points)
    assert (worked.sure(standing, tried).word is Sure.SOLID) is not asks
    link = f'href="{reverse("asking:home", args=[call.pk])}"'
    told = "L’ordre peut encore changer"
    before = page(people, "judging:decision", call)
    assert (told in before) is asks
    if asks:
        assert before.index(told) < before.index(">Choisir cette offre<")
        assert link in before[before.index(told) : before.index(">Choisir cette offre<")]
    assert (told in page(people, "shortlist:board", call)) is (asks and len(offers) > 1)
    offer = tried.ranking.place(0).id
    actions.choose(user=people.users["edits"], call_id=call.pk, offer_id=offer, why="", now=timezone.now())
    for view in ("judging:decision", "shortlist:board"):
        assert told not in page(people, view, call)


@pytest.mark.parametrize("view", ["shortlist:board", "judging:weights"])
@pytest.mark.parametrize(("who", "may"), [("edits", True), ("owner", True), ("judges", False), ("reads", False)])
def test_a_judge_is_invited_from_the_board_and_from_the_weights(who: str, may: bool, view: str, people: People) -> None:
    call = made.call_of(people.company, "Forfait 4 000 € HT.", "Forfait 6 000 € HT.")
    boards.board(call, now=timezone.now())
    link = f'href="{reverse("judging:judges", args=[call.pk])}#invite-title"'
    assert (link in page(people, view, call, who)) is may
    assert ('id="invite-title"' in page(people, "judging:judges", call, who)) is may
