"""The choices of a call and the offers that can be chosen, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from orchestre.basics import typography
from orchestre_web.accounts.models import User
from orchestre_web.judging.models import Approval, Choice
from orchestre_web.judging.queries import approval_of
from orchestre_web.shortlist.actions import Standing
from orchestre_web.shortlist.models import OfferDetail
from orchestre_web.shortlist.shown.board import name_of, plain_name
from orchestre_web.site.words import language, say


@dataclass(frozen=True, slots=True)
class OfferLine:
    offer_id: str
    rank: int
    name: str
    score: str
    price: str


@dataclass(frozen=True, slots=True)
class ChoiceLine:
    """`state`: done (nobody else had to approve), waiting, approved, refused, replaced. `may_approve`: this reader
    may: he did not choose it himself."""

    pk: int
    name: str
    amount: str
    limit: str
    why: str
    at: datetime
    by: str
    state: str
    may_approve: bool
    approvals: tuple[Approval, ...]


def offers_in_order(standing: Standing, tried: Any, details: Mapping[int, OfferDetail], spoken: str) -> list[OfferLine]:
    lines = []
    for i in range(min(len(tried.ranking), len(details))):
        place = tried.ranking.place(i)
        detail = details[place.row]
        total = detail.document["total"]
        low, _, high = (round(float(end)) for end in total["amount"])
        known = total["state"] != "unknown"
        price = typography.money_span(low, high, spoken, total["currency"]) if known else say("judging.no_price")
        score = typography.number(round(place.score), spoken)
        lines.append(OfferLine(detail.offer_id, place.rank, name_of(detail), score, price))
    return lines


def chosen_name(choice: Choice) -> str:
    return say("calls.reply_nobody") if choice.name == choice.offer_id else plain_name(choice.name)


def choice_lines(choices: Sequence[Choice], reader: User) -> list[ChoiceLine]:
    """Newest first."""
    lines = []
    for n, choice in enumerate(choices):
        approval = approval_of(choice)
        state = "done" if choice.limit is None else "waiting"
        if approval is not None:
            state = "approved" if approval.approved else "refused"
        lines.append(
            ChoiceLine(
                choice.pk,
                chosen_name(choice),
                "" if choice.amount is None else typography.money(choice.amount, language(), choice.currency),
                "" if choice.limit is None else typography.money(choice.limit, language()),
                choice.why,
                choice.at,
                str(choice.by or ""),
                state if not n else "replaced",
                not n and choice.limit is not None and choice.by_id != reader.pk,
                tuple(choice.approvals.all()),
            )
        )
    return lines
