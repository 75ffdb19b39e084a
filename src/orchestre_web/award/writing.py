"""What is published at each step (OCDS 1.1): the tender first, where the call came from a need, then the award and the
contract. Each is a row of its own and is not changed afterwards."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from orchestre.award import AwardState, award_id, award_release, cancellation, contract_release, sealed, statuses
from orchestre.need.ocds import Buyer, Dates, tender_release
from orchestre_web.accounts.models import User
from orchestre_web.award import queries
from orchestre_web.award.models import Award, Release
from orchestre_web.calls.models import Call
from orchestre_web.judging.models import Choice
from orchestre_web.need import queries as needs
from orchestre_web.publishing import queries as publishing

GONE = "…"


@dataclass(frozen=True, slots=True)
class Said:
    """What one step publishes: the tag of the release and the status of what it speaks of."""

    tag: str
    status: str
    of_contract: bool = False


DONE: Mapping[AwardState, Said] = {
    AwardState.TOLD: Said("award", "active"),
    AwardState.SIGNED: Said("contract", "active", of_contract=True),
    AwardState.ENDED: Said("contractTermination", "terminated", of_contract=True),
}
UNDONE: Mapping[AwardState, Said] = {
    AwardState.TOLD: Said("awardUpdate", "pending"),
    AwardState.SIGNED: Said("contractUpdate", "pending", of_contract=True),
    AwardState.ENDED: Said("contractUpdate", "active", of_contract=True),
}
TOLD_AGAIN = Said("awardUpdate", "active")
NOT_OVER = frozenset({"pending", "active"})
AMENDED = Said("contractAmendment", "active", of_contract=True)


def given_up(before: AwardState) -> Said | None:
    """Nothing was published before people were told."""
    if before is AwardState.SIGNED:
        return Said("contractTermination", "cancelled", of_contract=True)
    return Said("awardCancellation", "cancelled") if before is AwardState.TOLD else None


def taken_up_again(state: AwardState) -> Said | None:
    """Giving up was undone."""
    if state is AwardState.SIGNED:
        return Said("contractUpdate", "active", of_contract=True)
    return Said("awardUpdate", "active") if state is AwardState.TOLD else None


def ocid_of(call: Call) -> str:
    """One contracting process: that of the need, as its tender release names it; else the call's own."""
    return needs.ocid_of(call.pk) or f"{settings.OCDS_PREFIX}-call-{call.pk}"


def publish(award: Award, choice: Choice, name: str, said: Said, *, contract: Any, user: User, now: datetime) -> None:
    """Add what a step says; the tender before the first. The row of the call is held."""
    call, number = award.call, award.releases.count()
    ocid, at = ocid_of(call), timezone.localtime(now).replace(microsecond=0)
    buyer = Buyer(f"buyer-{call.company_id}", call.company.name)
    if number == 0:
        need = queries.need_of(call)
        if need is not None:
            number += 1
            dates = _dates(call)
            tender = tender_release(
                need, ocid=ocid, release_id=f"{ocid}-{number}", made_at=at, buyer=buyer, dates=dates, public=True
            )
            _keep(award, tender, number, user=user, now=now)
    number += 1
    winner = queries.winner_of(choice, name)
    known: dict[str, Any] = {
        "ocid": ocid, "release_id": f"{ocid}-{number}", "made_at": at, "title": call.title, "tag": said.tag,
        "status": said.status, "buyer": buyer, "language": call.language,
    }  # fmt: skip
    if said.of_contract and contract is not None:
        _keep(award, contract_release(winner, contract, **known), number, user=user, now=now)
    else:
        _keep(award, award_release(winner, **known), number, user=user, now=now)


def announce(award: Award, choice: Choice, name: str, *, user: User, now: datetime) -> None:
    """People are told of a choice: its award, and that those of earlier choices are no longer made."""
    own, told = award_id(ocid_of(award.call), queries.winner_of(choice, name).id), _told(award)
    said = TOLD_AGAIN if own in statuses(told) else DONE[AwardState.TOLD]
    _cancel(award, told, but=own, user=user, now=now)
    publish(award, choice, name, said, contract=None, user=user, now=now)


def holds(award: Award, choice: Choice, name: str, *, approved: bool, user: User, now: datetime) -> None:
    """An award that was said is in force, or waits for the word of a second person: one release when that changed."""
    own = award_id(ocid_of(award.call), queries.winner_of(choice, name).id)
    status = "active" if approved else "pending"
    if statuses(_told(award)).get(own) in NOT_OVER - {status}:
        publish(award, choice, name, Said("awardUpdate", status), contract=None, user=user, now=now)


def cancel(award: Award, *, user: User | None, now: datetime) -> None:
    """One release more for every award that was said and is not over: it is no longer made."""
    _cancel(award, _told(award), but=None, user=user, now=now)


def _cancel(
    award: Award, told: Sequence[Mapping[str, Any]], *, but: str | None, user: User | None, now: datetime
) -> None:
    """`told`: every release so far; the award of `but` stays."""
    at, number = timezone.localtime(now).replace(microsecond=0), len(told)
    for own, status in statuses(told).items():
        if own != but and status in NOT_OVER:
            number += 1
            last = next(each for each in reversed(told) if own in statuses([each]))
            ended = cancellation(last, release_id=f"{last['ocid']}-{number}", made_at=at)
            _keep(award, ended, number, user=user, now=now)


def _told(award: Award) -> list[dict[str, Any]]:
    return [json.loads(text) for text in award.releases.values_list("text", flat=True)]


def _dates(call: Call) -> Dates:
    publication = publishing.publication_of(call)
    if publication is None or publication.published_at is None:
        return Dates()
    moments = (publication.published_at, publication.questions_until, publication.deadline)
    return Dates(*(None if each is None else timezone.localtime(each) for each in moments))


def _keep(award: Award, release: Mapping[str, Any], number: int, *, user: User | None, now: datetime) -> None:
    kept, tag = sealed(release), release["tag"][0]
    Release.objects.create(award=award, number=number, tag=tag, text=kept.text, sha256=kept.sha256, at=now, by=user)
