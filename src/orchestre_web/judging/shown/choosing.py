"""The choices of a call and the offers that can be chosen, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from orchestre.basics import typography
from orchestre_web.accounts.models import User
from orchestre_web.judging.models import Approval, Choice, TakenBack
from orchestre_web.judging.queries import Sitter, approval_of
from orchestre_web.shortlist.actions import Standing
from orchestre_web.shortlist.models import OfferDetail
from orchestre_web.shortlist.shown.board import name_of, plain_name
from orchestre_web.site import rooms
from orchestre_web.site.words import language, say


@dataclass(frozen=True, slots=True)
class OfferLine:
    offer_id: str
    rank: int
    name: str
    score: str
    price: str


@dataclass(frozen=True, slots=True)
class TakenBackLine:
    at: datetime
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class ApprovalLine:
    """What a second person said; `withdrawn` when it was taken back."""

    approved: bool
    by: str
    at: datetime
    reason: str
    withdrawn: TakenBackLine | None


@dataclass(frozen=True, slots=True)
class ChoiceLine:
    """`state`: done (nobody else had to approve), waiting, approved, refused, replaced, withdrawn. `may_approve`: this
    reader may: he did not choose it himself. `departs`: how far it stood from the first of the ranking, "" when it was
    first. `own`: the number of what this reader said of it and may take back; `withdrawn`: when, by whom and why it was
    taken back."""

    pk: int
    name: str
    amount: str
    limit: str
    why: str
    at: datetime
    by: str
    state: str
    may_approve: bool
    approvals: tuple[ApprovalLine, ...]
    departs: str = ""
    own: int | None = None
    withdrawn: TakenBackLine | None = None


def taken_back(row: TakenBack) -> TakenBackLine | None:
    if row.withdrawn_at is None:
        return None
    return TakenBackLine(row.withdrawn_at, str(row.withdrawn_by or ""), row.withdrawn_why)


def offers_in_order(standing: Standing, tried: Any, details: Mapping[int, OfferDetail], spoken: str) -> list[OfferLine]:
    lines = []
    for i in range(min(len(tried.ranking), len(details))):
        place = tried.ranking.place(i)
        detail = details[place.row]
        total = detail.document["total"]
        low, _, high = (round(float(end)) for end in total["amount"])
        known = total["state"] != "unknown"
        price = typography.money_between(low, high, spoken, total["currency"]) if known else say("judging.no_price")
        score = typography.number(round(place.score), spoken)
        lines.append(OfferLine(detail.offer_id, place.rank, name_of(detail), score, price))
    return lines


def chosen_name(choice: Choice) -> str:
    return say("calls.reply_nobody") if choice.name == choice.offer_id else plain_name(choice.name)


def choice_lines(choices: Sequence[Choice], reader: User) -> list[ChoiceLine]:
    """Newest first."""
    lines = []
    for n, choice in enumerate(choices):
        stands = not n and choice.withdrawn_at is None
        approval = approval_of(choice)
        state = "done" if choice.limit is None else "waiting"
        if approval is not None:
            state = "approved" if approval.approved else "refused"
        if n or not stands:
            state = "withdrawn" if choice.withdrawn_at is not None else "replaced"
        lines.append(
            ChoiceLine(
                choice.pk,
                chosen_name(choice),
                "" if choice.amount is None else typography.money(choice.amount, language(), choice.currency),
                "" if choice.limit is None else typography.money(choice.limit, language()),
                choice.why,
                choice.at,
                str(choice.by or ""),
                state,
                stands and choice.limit is not None and choice.by_id != reader.pk,
                tuple(_approval(each) for each in choice.approvals.all()),
                _departs(choice),
                approval.pk if stands and approval is not None and approval.by_id == reader.pk else None,
                taken_back(choice),
            )
        )
    return lines


def _approval(row: Approval) -> ApprovalLine:
    return ApprovalLine(row.approved, str(row.by or ""), row.at, row.reason, taken_back(row))


def before_withdrawal(choice: Choice) -> list[str]:
    """What the other rooms already did with a choice, and what taking it back does there: one sentence each."""
    return [said for module in rooms.modules("withdrawn") for said in module.warned(choice.call)]


@dataclass(frozen=True, slots=True)
class Tie:
    """What one of those who judged said of his ties, as a page shows it."""

    sitter: Sitter
    part: str
    said: str
    himself: bool = False
    """A guest said it himself, by his link."""


def ties(sitters: Sequence[Sitter]) -> list[Tie]:
    return [
        Tie(
            each,
            say(f"judging.part_{each.part}"),
            tie_said(each),
            each.interest is not None and each.interest.by_link,
        )
        for each in sitters
    ]


def tie_said(sitter: Sitter) -> str:
    """Empty while he has said nothing."""
    if sitter.interest is None:
        return ""
    return sitter.interest.words or say("judging.no_ties")


def _departs(choice: Choice) -> str:
    stood = choice.record.get("standing")
    if not stood or stood["rank"] == 1:
        return ""
    name = choice.record["names"].get(stood["first"], stood["first"])
    return say(
        "judging.departs",
        rank=stood["rank"],
        among=stood["among"],
        gap=typography.number(max(1, round(stood["gap"])), language()),
        n=max(1, round(stood["gap"])),
        first=say("calls.reply_nobody") if name == stood["first"] else plain_name(name),
    )
