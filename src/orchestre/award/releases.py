"""Awards and contracts as OCDS 1.1 releases, under the `ocid` of the tender (`orchestre.need.ocds`).

Each says the whole of what holds at its moment; none is changed afterwards: what was wrong is said by a later one.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from orchestre.need.ocds import Buyer


@dataclass(frozen=True, slots=True)
class Winner:
    """Whose offer it is, its price excluding tax (None when it is not known), and when it was chosen."""

    id: str
    name: str
    decided_at: datetime
    amount: Decimal | None = None
    currency: str = "EUR"
    why: str = ""


@dataclass(frozen=True, slots=True)
class Contract:
    """What was signed. `amount` excludes tax."""

    signed_on: date
    amount: Decimal | None = None
    currency: str = "EUR"
    starts_on: date | None = None
    ends_on: date | None = None


def award_id(ocid: str, winner_id: str) -> str:
    """One award an offer, told, cancelled or told again."""
    return f"{ocid}-award-{winner_id}"


def award_release(
    winner: Winner,
    *,
    ocid: str,
    release_id: str,
    made_at: datetime,
    title: str,
    tag: str = "award",
    status: str = "active",
    buyer: Buyer | None = None,
    language: str = "fr",
) -> dict[str, Any]:
    """`tag`: award, awardUpdate or awardCancellation; `status` as OCDS names it (active, cancelled, …). The offers of
    the others are not in it."""
    release = _head(
        _parties(winner, buyer),
        ocid=ocid, release_id=release_id, made_at=made_at, tag=tag, language=language, buyer=buyer,
    )  # fmt: skip
    release["awards"] = [_award(winner, ocid, title, status)]
    return release


def contract_release(
    winner: Winner,
    contract: Contract,
    *,
    ocid: str,
    release_id: str,
    made_at: datetime,
    title: str,
    tag: str = "contract",
    status: str = "active",
    buyer: Buyer | None = None,
    language: str = "fr",
) -> dict[str, Any]:
    """`tag`: contract, contractUpdate, contractAmendment or contractTermination; `status`: pending, active, cancelled,
    terminated."""
    zone = made_at.tzinfo
    release = _head(
        _parties(winner, buyer),
        ocid=ocid, release_id=release_id, made_at=made_at, tag=tag, language=language, buyer=buyer,
    )  # fmt: skip
    release["awards"] = [_award(winner, ocid, title, "active")]
    signed = datetime.combine(contract.signed_on, time(), zone)
    row: dict[str, Any] = {
        "id": f"{ocid}-contract-{winner.id}",
        "awardID": award_id(ocid, winner.id),
        "title": title,
        "status": status,
        "dateSigned": signed.isoformat(),
    }
    ends = {"startDate": contract.starts_on, "endDate": contract.ends_on}
    period = {name: datetime.combine(end, time(), zone).isoformat() for name, end in ends.items() if end is not None}
    if period:
        row["period"] = period
    if contract.amount is not None:
        row["value"] = _value(contract.amount, contract.currency)
    release["contracts"] = [row]
    return release


def statuses(releases: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """What the releases, in the order they were made, say last of each award: its id, and its status.

    >>> statuses([{"awards": [{"id": "a", "status": "active"}]}, {"awards": [{"id": "a", "status": "cancelled"}]}])
    {'a': 'cancelled'}
    """
    return {each["id"]: each["status"] for release in releases for each in release.get("awards", ())}


def cancellation(release: Mapping[str, Any], *, release_id: str, made_at: datetime) -> dict[str, Any]:
    """The award that a release told, no longer made: the same parties and the same words. Contracts are not in it."""
    return {
        **{key: value for key, value in release.items() if key != "contracts"},
        "id": release_id,
        "date": made_at.isoformat(),
        "tag": ["awardCancellation"],
        "awards": [{**each, "status": "cancelled"} for each in release["awards"]],
    }


@dataclass(frozen=True, slots=True)
class Sealed:
    """A release as it is kept and given: the same octets each time."""

    text: str
    sha256: str
    parts: Mapping[str, Any] = field(repr=False, default_factory=dict)


def sealed(release: Mapping[str, Any]) -> Sealed:
    """
    >>> sealed({"ocid": "ocds-test-1"}).sha256[:12]
    '3b8a470db913'
    """
    text = json.dumps(release, ensure_ascii=False, indent=2, sort_keys=False) + "\n"
    return Sealed(text, hashlib.sha256(text.encode("utf-8", "replace")).hexdigest(), release)


def _head(
    parties: list[dict[str, Any]],
    *,
    ocid: str,
    release_id: str,
    made_at: datetime,
    tag: str,
    language: str,
    buyer: Buyer | None,
) -> dict[str, Any]:
    release: dict[str, Any] = {
        "ocid": ocid,
        "id": release_id,
        "date": made_at.isoformat(),
        "tag": [tag],
        "initiationType": "tender",
        "language": language,
        "parties": parties,
    }
    if buyer is not None:
        release["buyer"] = {"id": buyer.id, "name": buyer.name}
    return release


def _parties(winner: Winner, buyer: Buyer | None) -> list[dict[str, Any]]:
    parties = [{"id": winner.id, "name": winner.name, "roles": ["tenderer", "supplier"]}]
    return parties if buyer is None else [{"id": buyer.id, "name": buyer.name, "roles": ["buyer"]}, *parties]


def _award(winner: Winner, ocid: str, title: str, status: str) -> dict[str, Any]:
    award: dict[str, Any] = {
        "id": award_id(ocid, winner.id),
        "title": title,
        "status": status,
        "date": winner.decided_at.isoformat(),
        "suppliers": [{"id": winner.id, "name": winner.name}],
    }
    if winner.why.strip():
        award["description"] = winner.why.strip()
    if winner.amount is not None:
        award["value"] = _value(winner.amount, winner.currency)
    return award


def _value(amount: Decimal, currency: str) -> dict[str, Any]:
    """OCDS takes numbers; two decimals are exact in one."""
    return {"amount": float(amount) if amount % 1 else int(amount), "currency": currency}
