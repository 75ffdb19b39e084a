"""What people do with weights, judges and choices: one verb, one function, checks first."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from orchestre.basics import OrchestreError
from orchestre.decision.elicitation import Statement, statement_document
from orchestre.shortlist.decision_file import PRICE
from orchestre_web.accounts import links
from orchestre_web.accounts.access import access_company
from orchestre_web.accounts.models import User
from orchestre_web.accounts.roles import Role
from orchestre_web.calls.actions.locks import lock
from orchestre_web.calls.models import Call
from orchestre_web.judging import queries
from orchestre_web.judging.access import access_approval, access_choice
from orchestre_web.judging.models import Approval, Choice, Interest, Judge, Limit, Round
from orchestre_web.judging.models import Statement as StatementRow
from orchestre_web.judging.states import Part
from orchestre_web.shortlist import actions as shortlist
from orchestre_web.shortlist import drafting
from orchestre_web.shortlist import queries as boards
from orchestre_web.shortlist.access import access_board
from orchestre_web.site import rooms

LINK_LASTS = timedelta(days=14)
MOST_JUDGES = 12
MOST_STATEMENTS = 300


class LinkIsSpent(OrchestreError):
    code = "judging.link_is_spent"


class AlreadySent(OrchestreError):
    code = "judging.already_sent"


class JudgingClosed(OrchestreError):
    code = "judging.closed"


class TooManyJudges(OrchestreError):
    code = "judging.too_many_judges"


class NothingSaid(OrchestreError):
    code = "judging.nothing_said"


class SamePerson(OrchestreError):
    code = "judging.same_person"


class NoApprovalNeeded(OrchestreError):
    code = "judging.no_approval_needed"


class NotTheNewest(OrchestreError):
    code = "judging.not_the_newest"


class NoSuchOffer(OrchestreError):
    code = "judging.no_such_offer"


class NoSuchJudge(OrchestreError):
    code = "judging.no_such_judge"


class GuestSpeaks(OrchestreError):
    """He said it himself, and his link still opens: nobody words it for him."""

    code = "judging.guest_speaks"


class InterestUnsaid(OrchestreError):
    """Neither « none » nor words."""

    code = "judging.interest_unsaid"


class ReasonMissing(OrchestreError):
    code = "judging.reason_missing"


class ReasonForAnother(OrchestreError):
    """Another offer than the first of the ranking: whoever reads the minutes asks why."""

    code = "judging.reason_for_another"


class NotALimit(OrchestreError):
    code = "judging.not_a_limit"


class AlreadyTakenBack(OrchestreError):
    code = "judging.already_taken_back"


class NotHisApproval(OrchestreError):
    """The word of a second person is taken back by that person."""

    code = "judging.not_his_approval"


class NothingToShow(OrchestreError):
    code = "judging.nothing_to_show"


# --- What one judge says ------------------------------------------------------------------------------------------


def guest_of(secret: str, *, now: datetime) -> Judge:
    """Raises LinkIsSpent for a link that ended, was withdrawn or never made."""
    judge = queries.judge_with(secret, now)
    if judge is None:
        raise LinkIsSpent
    return judge


@transaction.atomic
def _mine(call: Call, user: User, now: datetime) -> Judge:
    judge, _ = Judge.objects.get_or_create(
        call=call, user=user, defaults={"name": str(user)[:80], "made_by": user, "made_at": now}
    )
    if judge.withdrawn_at is not None:
        judge.withdrawn_at = None
        judge.save(update_fields=["withdrawn_at"])
    return judge


@transaction.atomic
def _say(judge: Judge, statement: Statement, now: datetime) -> None:
    """Added to what was said. Raises AlreadySent, JudgingClosed."""
    row = Judge.objects.select_for_update().get(pk=judge.pk)
    if row.sent_at is not None:
        raise AlreadySent
    if queries.is_closed(judge.call):
        raise JudgingClosed
    decision = boards.decision_row(judge.call)
    if decision is None or row.statements.count() >= MOST_STATEMENTS:
        return
    StatementRow.objects.create(
        judge=row,
        document=statement_document(statement),
        structure_sha256=drafting.structure(decision.document),
        at=now,
    )


def say(*, user: User, call_id: int, statement: Statement, now: datetime) -> None:
    call = access_board(user, call_id, Role.JUDGES)
    _say(_mine(call, user, now), statement, now)


def say_as_guest(*, secret: str, statement: Statement, now: datetime) -> None:
    _say(guest_of(secret, now=now), statement, now)


@transaction.atomic
def _send(judge: Judge, now: datetime) -> None:
    """The points are kept as they are now. Raises NothingSaid, JudgingClosed; sending twice changes nothing."""
    row = Judge.objects.select_for_update().get(pk=judge.pk)
    if row.sent_at is not None:
        return
    if queries.is_closed(judge.call):
        raise JudgingClosed
    decision = boards.decision_row(judge.call)
    told = queries.told(row, drafting.structure(decision.document)) if decision is not None else []
    if decision is None or not told:
        raise NothingSaid
    row.points = queries.said(drafting.read(decision.document).scales.criteria, told).points
    row.sent_at = now
    row.save(update_fields=["points", "sent_at"])


def send(*, user: User, call_id: int, now: datetime) -> None:
    call = access_board(user, call_id, Role.JUDGES)
    _send(_mine(call, user, now), now)


def send_as_guest(*, secret: str, now: datetime) -> None:
    _send(guest_of(secret, now=now), now)


@transaction.atomic
def _take_back(judge: Judge) -> None:
    """Not once the answers of all can be seen: who has seen them no longer judges blind. Raises AlreadySent."""
    judges = list(Judge.objects.select_for_update().filter(call=judge.call_id, withdrawn_at=None))
    if len(judges) > 1 and queries.is_open_to_see(judges, closed=queries.is_closed(judge.call)):
        raise AlreadySent
    Judge.objects.filter(pk=judge.pk).update(sent_at=None, points={})


def take_back(*, user: User, call_id: int) -> None:
    call = access_board(user, call_id, Role.JUDGES)
    judge = queries.judge_of(call, user)
    if judge is not None:
        _take_back(judge)


def take_back_as_guest(*, secret: str, now: datetime) -> None:
    _take_back(guest_of(secret, now=now))


def keep_weights(*, user: User, call_id: int, whose: str, now: datetime) -> None:
    """The points of the decision become `mine`, or the `mean` of those who sent. Raises NothingSaid, NothingToShow."""
    call = access_board(user, call_id, Role.JUDGES)
    standing = shortlist.board(call, now=now)
    if standing is None:
        raise shortlist.NoBudget
    said: list[dict[str, Any]] = []
    if whose == "mean":
        judges = queries.judges_of(call)
        panel = queries.panel_of(standing.table, judges)
        if panel is None or not queries.is_open_to_see(judges, closed=queries.is_closed(call)):
            raise NothingToShow
        largest = float(panel.mean.max())
        points = {key: round(100 * share / largest) for key, share in zip(panel.keys, panel.mean.tolist(), strict=True)}
        if queries.said(standing.read.scales.criteria, []).price_share is not None:
            points[PRICE] = standing.points[PRICE]  # its formula weighs the price
    else:
        told = queries.told(queries.judge_of(call, user), drafting.structure(standing.decision.document))
        if not told:
            raise NothingSaid
        points = queries.said(standing.read.scales.criteria, told).points
        said = [statement_document(each.statement) for each in told]
    shortlist.change_weights(user=user, call_id=call_id, points=points, now=now, said=said)


# --- Who judges ---------------------------------------------------------------------------------------------------


@transaction.atomic
def invite_judge(*, user: User, call_id: int, name: str, part: Part, now: datetime) -> str:
    """The secret of a guest's link, shown now and never again. Raises TooManyJudges, JudgingClosed."""
    call = access_board(user, call_id, Role.EDITS)
    if queries.is_closed(call):
        raise JudgingClosed
    if call.judges.invited().count() >= MOST_JUDGES:
        raise TooManyJudges(most=MOST_JUDGES)
    secret = links.new_secret()
    Judge.objects.create(
        call=call,
        name=name,
        part=part,
        digest=links.digest(secret),
        made_by=user,
        made_at=now,
        ends_at=now + LINK_LASTS,
    )
    return secret


def withdraw_judge(*, user: User, call_id: int, judge_id: int, now: datetime) -> Judge:
    """The link opens nothing any more; what was said stays, and no longer counts. Raises NoSuchJudge."""
    call = access_board(user, call_id, Role.EDITS)
    call.judges.filter(pk=judge_id, withdrawn_at=None).update(withdrawn_at=now)
    return _judge_of(call, judge_id)


@transaction.atomic
def bring_back_judge(*, user: User, call_id: int, judge_id: int) -> Judge:
    """Who was withdrawn by mistake: the same link opens again. Raises NoSuchJudge, JudgingClosed, TooManyJudges."""
    call = access_board(user, call_id, Role.EDITS)
    if queries.is_closed(call):
        raise JudgingClosed
    if call.judges.invited().count() >= MOST_JUDGES:
        raise TooManyJudges(most=MOST_JUDGES)
    call.judges.filter(pk=judge_id).update(withdrawn_at=None)
    return _judge_of(call, judge_id)


def _judge_of(call: Call, judge_id: int) -> Judge:
    judge = call.judges.filter(pk=judge_id).first()
    if judge is None:
        raise NoSuchJudge
    return judge


def name_part(*, user: User, call_id: int, part: Part, now: datetime) -> None:
    """As whom a colleague judges."""
    call = access_board(user, call_id, Role.JUDGES)
    judge = _mine(call, user, now)
    judge.part = part
    judge.save(update_fields=["part"])


def close_judging(*, user: User, call_id: int, now: datetime) -> None:
    """From now on nobody says anything more, and what was sent is shown. It is not opened again: who has seen the
    answers of the others no longer judges blind."""
    call = access_board(user, call_id, Role.EDITS)
    round_, _ = Round.objects.get_or_create(call=call)
    if round_.closed_at is None:
        Round.objects.filter(pk=round_.pk).update(closed_at=now, closed_by=user)


# --- What is chosen -----------------------------------------------------------------------------------------------


def choose(*, user: User, call_id: int, offer_id: str, why: str, now: datetime) -> Choice:
    """Above the company's limit the choice waits for a second person: the highest the price may be counts, since a
    range whose end lies above is not known to stay below. Raises NoBudget, NoSuchOffer, ReasonForAnother."""
    call = access_board(user, call_id, Role.EDITS)
    standing = shortlist.board(call, now=now)
    if standing is None:
        raise shortlist.NoBudget
    detail = boards.offer_of(standing.cells, offer_id)
    if detail is None:
        raise NoSuchOffer
    judges = queries.judges_of(call)
    closed = queries.is_closed(call)
    panel = queries.panel_of(standing.table, judges) if queries.is_open_to_see(judges, closed=closed) else None
    record = queries.record_of(standing.read, panel, judges if panel is not None else [], standing.points)
    record["decision_sha256"] = standing.decision.sha256
    record["standing"] = stood = _stood(standing, offer_id)
    if stood is not None and stood["rank"] > 1 and not why.strip():
        raise ReasonForAnother
    first = [stood["first"]] if stood is not None else []
    record["names"] = _names(standing, {offer_id, *first, *_offers(record)})
    total = detail.document["total"]
    is_known = total["state"] != "unknown"
    _, likely, high = (round(float(end)) if is_known else None for end in total["amount"])
    limit = queries.limit_of(call.company)
    needed = limit is not None and (high is None or high >= limit)
    return Choice.objects.create(
        call=call,
        offer_id=offer_id,
        name=record["names"][offer_id][:255],
        amount=likely,
        amount_most=high,
        currency=total["currency"],
        why=why,
        limit=limit if needed else None,
        record=record,
        at=now,
        by=user,
    )


def _stood(standing: shortlist.Standing, offer_id: str) -> dict[str, Any] | None:
    """Where the offer stood then: its rank among how many, the first, and by how many points of 100 that one led."""
    ranking = standing.table.rank(drafting.points(standing.decision.document)).ranking
    place = next((place for place in ranking if place.id == offer_id), None)
    if place is None:
        return None
    first = ranking.place(0)
    return {"rank": place.rank, "among": len(ranking), "first": first.id, "gap": first.score - place.score}


def _offers(record: Mapping[str, Any]) -> list[str]:
    panel = record["panel"] or {"winners": [], "mean_winner": None, "acceptable": None}
    return [each for each in (*panel["winners"], panel["mean_winner"], panel["acceptable"]) if each]


def names_of(standing: shortlist.Standing, record: Mapping[str, Any]) -> dict[str, str]:
    """Who stands behind the offers that a record speaks of."""
    return _names(standing, set(_offers(record)))


def _names(standing: shortlist.Standing, offer_ids: set[str]) -> dict[str, str]:
    rows = {offer_id: standing.cells.summary["ids"].index(offer_id) for offer_id in offer_ids}
    details = boards.details(standing.cells, set(rows.values()))
    return {offer_id: str(details[row].document["name"]) for offer_id, row in rows.items()}


@transaction.atomic
def approve(*, user: User, call_id: int, choice_id: int, approved: bool, reason: str, now: datetime) -> None:
    """Said twice in the same words, it is said once. Raises SamePerson for who chose, NoApprovalNeeded, NotTheNewest
    for a choice that was replaced."""
    choice = access_choice(user, call_id, choice_id)
    _stands(choice)
    if choice.limit is None:
        raise NoApprovalNeeded
    if choice.by_id == user.pk:
        raise SamePerson
    last = queries.approval_of(choice)
    if last is not None and (last.by_id, last.approved, last.reason) == (user.pk, approved, reason):
        return
    Approval.objects.create(choice=choice, approved=approved, reason=reason, at=now, by=user)
    _tell_of_approval(choice, by=user, now=now)


def _tell_of_approval(choice: Choice, *, by: User, now: datetime) -> None:
    for module in rooms.modules("after_approval"):
        module.follow_approval(choice.call, by=by, now=now)


def _stands(choice: Choice) -> None:
    """That the choice is the one that stands, its call held. Raises NotTheNewest, AlreadyTakenBack."""
    lock(choice.call_id)
    newest = Choice.objects.light().filter(call_id=choice.call_id).first()
    if newest is None or newest.pk != choice.pk:
        raise NotTheNewest
    if newest.withdrawn_at is not None:
        raise AlreadyTakenBack


@transaction.atomic
def withdraw_choice(*, user: User, call_id: int, choice_id: int, why: str, now: datetime) -> None:
    """Nothing is chosen any more; the line stays, with the reason, and the other rooms follow (`withdrawn.py` of each).
    Raises ReasonMissing, NotTheNewest, AlreadyTakenBack."""
    choice = access_choice(user, call_id, choice_id, Role.EDITS)
    _stands(choice)
    if not why.strip():
        raise ReasonMissing
    choice.take_back(user, why.strip(), now)
    for module in rooms.modules("withdrawn"):
        module.follow(choice.call)


@transaction.atomic
def withdraw_approval(*, user: User, call_id: int, approval_id: int, why: str, now: datetime) -> None:
    """What a second person said, taken back by that person while the choice stands, with all that he had said before:
    it waits again for a word. Raises ReasonMissing, NotTheNewest, AlreadyTakenBack, NotHisApproval."""
    approval = access_approval(user, call_id, approval_id)
    _stands(approval.choice)
    approval.refresh_from_db(fields=["withdrawn_at"])
    if approval.withdrawn_at is not None:
        raise AlreadyTakenBack
    if approval.by_id != user.pk:
        raise NotHisApproval
    if not why.strip():
        raise ReasonMissing
    for each in approval.choice.approvals.filter(by=user, pk__lte=approval.pk, withdrawn_at=None):
        each.take_back(user, why.strip(), now)
    _tell_of_approval(approval.choice, by=user, now=now)


def declare(*, user: User, call_id: int, judge_id: int | None, words: str, now: datetime) -> Interest:
    """One's own ties to the providers, or those that a guest told (`judge_id`): "" for none. What was said before
    stays. Raises NoSuchJudge for a guest who is none, GuestSpeaks for one who says it himself."""
    call = access_board(user, call_id, Role.JUDGES if judge_id is None else Role.EDITS)
    judge = None
    if judge_id is not None:
        judge = call.judges.filter(pk=judge_id, user=None).first()
        if judge is None:
            raise NoSuchJudge
        if queries.speaks_for_himself(judge, now):
            raise GuestSpeaks
    mine = user if judge is None else None
    return Interest.objects.create(call=call, user=mine, judge=judge, words=words.strip(), at=now, by=user)


def declare_as_guest(*, secret: str, words: str, now: datetime) -> Interest:
    """A guest's own ties, by his link: "" for none. He sees no name of a bidder and nobody else's ties; his are seen
    once he sent his weights. Raises LinkIsSpent."""
    judge = guest_of(secret, now=now)
    return Interest.objects.create(call=judge.call, judge=judge, words=words.strip(), at=now, by_link=True)


def set_limit(*, user: User, company_id: int, amount: int | None, now: datetime) -> None:
    """From which amount on a second person approves; None for never. Choices made before keep what held then."""
    company = access_company(user, company_id, Role.OWNER).company
    Limit.objects.create(company=company, amount=amount, at=now, by=user)
