"""What people do with an award: one verb, one function, checks first. Every step leaves a line."""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from orchestre.award import AwardState, Contract, PaperKind, ProviderKind, back, move
from orchestre.basics import OrchestreError, say
from orchestre.replies.attachments import kind_of
from orchestre.shortlist.letters import LetterKind
from orchestre_web.accounts.models import User
from orchestre_web.accounts.roles import Role
from orchestre_web.answers import actions as answers
from orchestre_web.answers import queries as answered
from orchestre_web.answers import writing as answering
from orchestre_web.award import queries, writing
from orchestre_web.award.access import access_award, access_paper
from orchestre_web.award.models import Award, AwardEvent, Paper
from orchestre_web.calls.actions.locks import lock
from orchestre_web.calls.models import Call
from orchestre_web.judging import queries as judging
from orchestre_web.judging.models import Choice
from orchestre_web.publishing import actions as publishing
from orchestre_web.site.pieces import keep
from orchestre_web.site.words import language

MOST_BYTES = 10 * 1024 * 1024
"""Of one paper."""
MOST_PAPERS = 200
"""Of one award, withdrawn ones included."""
AMENDED, UNDONE = "amended", "undone"


class NothingChosen(OrchestreError):
    code = "awards.nothing_chosen"


class ChosenNotTold(OrchestreError):
    """The letter to the chosen one is not sent."""

    code = "awards.chosen_not_told"


class ChoiceReplaced(OrchestreError):
    code = "awards.choice_replaced"


class ChoiceTakenBack(OrchestreError):
    code = "awards.choice_taken_back"


class NotApproved(OrchestreError):
    """Whoever approved took that back since people were told."""

    code = "awards.not_approved"


class SameChoice(OrchestreError):
    """Given up, and nothing else was chosen since."""

    code = "awards.same_choice"


class NothingToUndo(OrchestreError):
    code = "awards.nothing_to_undo"


class StepGone(OrchestreError):
    """Another window undid it, or went on from it."""

    code = "awards.step_gone"


class NothingAmended(OrchestreError):
    """It says what is noted already: sent twice."""

    code = "awards.nothing_amended"


class EndsBeforeItStarts(OrchestreError):
    code = "awards.ends_before"


class NotSigned(OrchestreError):
    code = "awards.not_signed"


class PaperNotSeen(OrchestreError):
    """Neither a file nor the word that it was seen on paper."""

    code = "awards.paper_not_seen"


class FileTooLarge(OrchestreError):
    code = "awards.file_too_large"


class FileRefused(OrchestreError):
    code = "awards.file_refused"


class TooManyPapers(OrchestreError):
    code = "awards.too_many_papers"


def _held(user: User, call_id: int) -> tuple[Award, queries.Standing]:
    """The award with its call held, made now if nobody did anything yet. Raises NothingChosen."""
    call = access_award(user, call_id, Role.EDITS).call
    lock(call_id)
    award, _ = Award.objects.get_or_create(call=call)
    award.call = call
    found = queries.standing(award)
    if found.choice is None:
        raise NothingChosen
    return award, found


def _step(award: Award, what: str, state: AwardState, *, user: User | None, now: datetime, **more: Any) -> AwardEvent:
    before, award.state = award.state, state.value
    award.save()
    return AwardEvent.objects.create(award=award, what=what, before=before, at=now, by=user, **more)


def _approval_noted(found: queries.Standing) -> None:
    """What a second person said becomes a step the first time that it counts."""
    award, choice = found.award, found.choice
    if choice is None or award.state != AwardState.CHOSEN or found.state is not AwardState.APPROVED:
        return
    said = judging.approval_of(choice)
    assert said is not None
    _step(award, AwardState.APPROVED.value, AwardState.APPROVED, user=said.by, now=said.at)


# --- Letters -------------------------------------------------------------------------------------------------------


@transaction.atomic
def prepare_letters(*, user: User, call_id: int, now: datetime) -> None:
    """The letter of the chosen one for him, the refusal for every other offer. Nothing is sent. Raises NothingChosen,
    ChosenNotTold when his reply is gone."""
    _, found = _held(user, call_id)
    assert found.choice is not None
    before = answered.answering_of(found.award.call).before
    answers.settle(user=user, call_id=call_id, first=0, before=before, others=LetterKind.REFUSAL)
    desk = answering.desk(found.award.call, user, now=now)
    letters = queries.letters_of(desk, found.choice)
    if letters.chosen is None:
        raise ChosenNotTold
    for person in desk.people:  # who was the chosen one of an earlier choice
        if person.kind is LetterKind.CHOSEN and person.pk != letters.chosen.pk:
            answers.choose_kind(user=user, call_id=call_id, reply_id=person.pk, kind=None, proposed=True)
    answers.choose_kind(user=user, call_id=call_id, reply_id=letters.chosen.pk, kind=LetterKind.CHOSEN)


# --- Steps ---------------------------------------------------------------------------------------------------------


@transaction.atomic
def tell(*, user: User, call_id: int, now: datetime) -> None:
    """The letters are sent; how many, and how many are left, is kept, and the public page closes. Raises NothingChosen,
    ChosenNotTold, BadMove."""
    award, found = _held(user, call_id)
    assert found.choice is not None
    move(found.state, AwardState.TOLD, needs_approval=found.needs_approval)
    letters = queries.letters_of(answering.desk(award.call, user, now=now), found.choice)
    if not letters.chosen_told:
        raise ChosenNotTold
    _approval_noted(found)
    award.choice = found.choice
    values = {"sent": letters.sent, "left": len(letters.waiting), "choice": found.choice.pk}
    _step(award, AwardState.TOLD.value, AwardState.TOLD, user=user, now=now, values=values)
    writing.announce(award, found.choice, _name(found.choice), user=user, now=now)
    publishing.end_with_choice(user=user, call_id=call_id, now=now)


@transaction.atomic
def sign(*, user: User, call_id: int, contract: Contract, now: datetime) -> None:
    """Raises EndsBeforeItStarts, ChoiceReplaced, ChoiceTakenBack, NotApproved, BadMove."""
    award, found = _held(user, call_id)
    _in_order(contract)
    move(found.state, AwardState.SIGNED, needs_approval=found.needs_approval)
    if found.taken_back:
        raise ChoiceTakenBack
    if found.replaced:
        raise ChoiceReplaced
    if not found.approved:
        raise NotApproved
    values = {"contract": queries.contract_written(contract)}
    _step(award, AwardState.SIGNED.value, AwardState.SIGNED, user=user, now=now, values=values)
    _publish(found, writing.DONE[AwardState.SIGNED], user=user, now=now)


@transaction.atomic
def amend(*, user: User, call_id: int, contract: Contract, why: str, now: datetime) -> None:
    """What was signed is changed by another paper. Raises NotSigned, EndsBeforeItStarts, NothingAmended."""
    award, found = _held(user, call_id)
    _in_order(contract)
    if found.state is not AwardState.SIGNED:
        raise NotSigned
    values = {"contract": queries.contract_written(contract)}
    last = queries.last_step(award.events.select_related("undone"))
    if last is not None and (last.values, last.why) == (values, why):
        raise NothingAmended
    _step(award, AMENDED, AwardState.SIGNED, user=user, now=now, values=values, why=why)
    _publish(found, writing.AMENDED, user=user, now=now)


@transaction.atomic
def end(*, user: User, call_id: int, why: str, now: datetime) -> None:
    """The work is done. Raises BadMove."""
    award, found = _held(user, call_id)
    move(found.state, AwardState.ENDED, needs_approval=found.needs_approval)
    _step(award, AwardState.ENDED.value, AwardState.ENDED, user=user, now=now, why=why)
    _publish(found, writing.DONE[AwardState.ENDED], user=user, now=now)


@transaction.atomic
def give_up(*, user: User, call_id: int, why: str, now: datetime) -> None:
    """Raises BadMove."""
    award, found = _held(user, call_id)
    before = found.state
    move(before, AwardState.GIVEN_UP, needs_approval=found.needs_approval)
    _approval_noted(found)
    award.choice = found.choice
    _step(award, AwardState.GIVEN_UP.value, AwardState.GIVEN_UP, user=user, now=now, why=why)
    said = writing.given_up(before)
    if said is not None:
        _publish(found, said, user=user, now=now)


@transaction.atomic
def begin_again(*, user: User, call_id: int, now: datetime) -> None:
    """Given up, and another offer was chosen since. Raises SameChoice, BadMove."""
    award, found = _held(user, call_id)
    move(found.state, AwardState.CHOSEN, needs_approval=False)
    if not found.replaced:
        raise SameChoice
    award.choice = None
    _step(award, AwardState.CHOSEN.value, AwardState.CHOSEN, user=user, now=now)


@transaction.atomic
def undo(*, user: User, call_id: int, step: int | None = None, now: datetime) -> None:
    """The last step is taken back; its line stays, and one more says so. `step`: the one that the person saw. Raises
    NothingToUndo, StepGone when it is no longer the last, ChoiceTakenBack for an announcement that would speak of a
    choice nobody stands by."""
    award, found = _held(user, call_id)
    steps = list(award.events.select_related("undone"))
    last = queries.undoable(found, steps)
    if last is None:
        raise NothingToUndo if queries.last_step(steps) is None else ChoiceTakenBack
    if step is not None and step != last.pk:
        raise StepGone
    contract = queries.contract_of(award)
    state, before = AwardState(award.state), AwardState(last.before)
    to = state if last.what == AMENDED else back(state, before)
    _step(award, UNDONE, to, user=user, now=now, undoes=last)
    if last.what == AMENDED:
        said: writing.Said | None = writing.Said("contractUpdate", "active", of_contract=True)
        contract = queries.contract_of(award)
    elif state is AwardState.GIVEN_UP:
        said = writing.taken_up_again(to)
    else:
        said = writing.UNDONE.get(state)
    if said is not None:
        _publish(found, said, user=user, now=now, contract=contract)
    if found.taken_back:
        _given_up_with_the_choice(found)
    else:
        follow_approval(award.call, by=user, now=now)


def follow_withdrawal(call: Call) -> None:
    """The choice was taken back, its row held: what was told and not signed is given up with it, for the same reason,
    and the releases say that no award is made. A contract that is signed stands."""
    award = Award.objects.filter(call=call).first()
    if award is None:
        return
    award.call = call
    _given_up_with_the_choice(queries.standing(award))


def follow_approval(call: Call, *, by: User, now: datetime) -> None:
    """A second person spoke of the choice, or took that back, its row held: what people were told is in force or waits,
    and the releases say which. Nobody's letter is undone by it; a contract that is signed stands."""
    award = Award.objects.filter(call=call, state=AwardState.TOLD.value).first()
    if award is None:
        return
    award.call = call
    found = queries.standing(award)
    if found.choice is not None and not found.replaced and not found.taken_back:
        writing.holds(award, found.choice, _name(found.choice), approved=found.approved, user=by, now=now)


def _given_up_with_the_choice(found: queries.Standing) -> None:
    award, last = found.award, found.choices[0]
    state = AwardState(award.state)
    if last.withdrawn_at is None or state not in (*queries.UNTOLD, AwardState.TOLD):
        return
    if state is AwardState.TOLD:
        up = AwardState.GIVEN_UP
        _step(award, up.value, up, user=last.withdrawn_by, now=last.withdrawn_at, why=last.withdrawn_why)
    writing.cancel(award, user=last.withdrawn_by, now=last.withdrawn_at)


def _in_order(contract: Contract) -> None:
    if contract.starts_on and contract.ends_on and contract.ends_on < contract.starts_on:
        raise EndsBeforeItStarts


def _publish(
    found: queries.Standing, said: writing.Said, *, user: User, now: datetime, contract: Contract | None = None
) -> None:
    award, choice = found.award, found.choice
    assert choice is not None
    known = contract or queries.contract_of(award)
    writing.publish(award, choice, _name(choice), said, contract=known, user=user, now=now)


def _name(choice: Choice) -> str:
    return say("awards.nameless", language()) if choice.name == choice.offer_id else choice.name


# --- Papers --------------------------------------------------------------------------------------------------------


@transaction.atomic
def name_provider(*, user: User, call_id: int, kind: ProviderKind) -> None:
    award, _ = _held(user, call_id)
    award.provider_kind = kind.value
    award.save(update_fields=["provider_kind"])


@transaction.atomic
def see_paper(
    *, user: User, call_id: int, kind: PaperKind, seen_on: date, until: date | None, file: Mapping[str, Any] | None,
    on_paper: bool, now: datetime,
) -> Paper:  # fmt: skip
    """`file`: `{"name": str, "data": bytes}`. Sent twice, it is the one already there. Raises PaperNotSeen,
    FileTooLarge, FileRefused, TooManyPapers."""
    award, _ = _held(user, call_id)
    if file is None and not on_paper:
        raise PaperNotSeen
    if award.papers.count() >= MOST_PAPERS:
        raise TooManyPapers(most=MOST_PAPERS)
    paper = Paper(award=award, kind=kind.value, seen_on=seen_on, until=until, at=now, by=user)
    data = b"" if file is None else bytes(file["data"])
    if file is not None:
        paper.name = str(file["name"])[:120]
        if len(data) > MOST_BYTES:
            raise FileTooLarge(name=paper.name, most=MOST_BYTES // 1024**2)
        try:
            paper.file_kind = kind_of(data).value
        except OrchestreError as error:
            raise FileRefused(name=paper.name, why=say(error.code, language(), **error.values)) from error
        paper.size, paper.sha256 = len(data), hashlib.sha256(data).hexdigest()
    there = next((each for each in queries.papers_of(award) if _is_same(each, paper)), None)
    if there is not None:
        return there
    paper.save()
    keep(paper.parts, [data])
    return paper


def _is_same(there: Paper, paper: Paper) -> bool:
    told = ("kind", "seen_on", "until", "sha256", "withdrawn_at")
    return all(getattr(there, name) == getattr(paper, name) for name in told)


@transaction.atomic
def withdraw_paper(*, user: User, call_id: int, paper_id: int, now: datetime) -> None:
    """Put in by mistake: it no longer counts, and stays in the list."""
    paper = access_paper(user, call_id, paper_id, Role.EDITS)
    Paper.objects.filter(pk=paper.pk, withdrawn_at=None).update(withdrawn_at=now)
