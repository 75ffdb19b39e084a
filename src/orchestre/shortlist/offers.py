"""From replies to alternatives: who is in the ranking, who waits in the tray, who said the same thing twice.

Every reply ends in exactly one place, with its reason, so counts add up.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from orchestre.basics import Range
from orchestre.reading.normal import fold
from orchestre.reading.values import Price
from orchestre.replies.extract import Duplicate, DuplicateType, Extract, Kind
from orchestre.replies.reply import Reply


@dataclass(frozen=True, slots=True)
class ReadReply:
    """One reply and what was read in it. `by_human`: fields of the extract the owner corrected. `values`: what he
    says a criterion is, by its key (1 and 0 for yes and no); it overrides the reading."""

    reply: Reply
    extract: Extract
    duplicate: Duplicate | None = None
    by_human: frozenset[str] = frozenset()
    values: Mapping[str, Range[float]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Alternative:
    """One offer. `id` is that of the first of its replies; `members` stand newest first."""

    id: str
    name: str
    members: tuple[ReadReply, ...]
    looks_like: str | None = None
    """Its words follow the same template as this offer's, and nothing says it is the same person."""


@dataclass(frozen=True, slots=True)
class SetAside:
    """A reply in the tray. `reasons` are codes of the replies room, strongest first."""

    id: str
    kind: Kind
    confidence: float
    reasons: tuple[str, ...]
    name: str


@dataclass(frozen=True, slots=True)
class Folded:
    """A reply that says again what offer (or set-aside reply) `into` says."""

    id: str
    into: str
    type: DuplicateType


@dataclass(frozen=True, slots=True)
class Sorted:
    alternatives: tuple[Alternative, ...]
    set_aside: tuple[SetAside, ...]
    duplicates: tuple[Folded, ...]


def sort_replies(replies: Iterable[ReadReply], *, brought_back: Collection[str] = ()) -> Sorted:
    """`brought_back`: ids the owner took out of the tray or out of a group; each ranks on its own."""
    groups, folded, lookalikes = _groups(replies, frozenset(brought_back))
    alternatives: list[Alternative] = []
    set_aside: list[SetAside] = []
    for first, members in groups.items():
        offers = [m for m in members if m.extract.kind is Kind.OFFER or m.reply.id in brought_back]
        if offers:
            newest = _newest_first(offers)
            alternatives.append(Alternative(first, _name(newest, first), newest, lookalikes.get(first)))
        else:
            extract = members[0].extract
            set_aside.append(
                SetAside(
                    first, extract.kind, extract.kind_confidence, extract.kind_reasons, _name(tuple(members), first)
                )
            )
    return Sorted(tuple(alternatives), tuple(set_aside), tuple(folded))


def _groups(
    replies: Iterable[ReadReply], brought_back: frozenset[str]
) -> tuple[dict[str, list[ReadReply]], list[Folded], dict[str, str]]:
    groups: dict[str, list[ReadReply]] = {}
    home: dict[str, str] = {}
    folded: list[Folded] = []
    lookalikes: dict[str, str] = {}
    for read in replies:
        own, own_text, duplicate = read.reply.id, read.reply.text, read.duplicate
        into = home.get(duplicate.of) if duplicate is not None else None
        if into is not None and duplicate is not None and own not in brought_back:
            twin = _twin(read, duplicate, into, groups, lookalikes)
            if twin is not None:
                if groups[twin][-1].reply.text != own_text:  # the same words again: the first copy is quoted
                    groups[twin].append(read)
                home[own] = twin
                folded.append(Folded(own, twin, duplicate.type))
                continue
            lookalikes[own] = into
        home[own] = own
        groups[own] = [read]
    return groups, folded, lookalikes


def _twin(
    read: ReadReply, duplicate: Duplicate, into: str, groups: dict[str, list[ReadReply]], lookalikes: dict[str, str]
) -> str | None:
    """The group this reply says again. A near copy by somebody else is a template, not the same offer: agencies that
    send the same letter with their own name and price each keep their place."""
    if duplicate.type is not DuplicateType.NEAR:
        return into
    if read.extract.kind is not Kind.OFFER:
        return into
    candidates = [into, *(other for other, first in lookalikes.items() if first == into)]
    for group in candidates:
        if any(_same_person(read, member) for member in groups[group]):
            return group
    for group in candidates:
        if all(_nothing_tells_apart(read, member) for member in groups[group]):
            return group
    return None


def _identity(read: ReadReply) -> frozenset[str]:
    extract = read.extract
    found = (*extract.emails, *extract.phones, *extract.urls, *extract.handles)
    given = (read.reply.given.get(name, "") for name in ("email", "phone", "url"))
    return frozenset(fold(mark).strip() for mark in (*found, *given) if mark.strip())


def _author(read: ReadReply) -> str:
    return fold(read.reply.author or "").strip()


def _same_person(one: ReadReply, other: ReadReply) -> bool:
    return bool(_identity(one) & _identity(other)) or (_author(one) != "" and _author(one) == _author(other))


def _nothing_tells_apart(one: ReadReply, other: ReadReply) -> bool:
    def prices(read: ReadReply) -> set[tuple[object, ...]]:
        return {_figures(price) for price in read.extract.price}

    strangers = (_author(one) and _author(other)) or (_identity(one) and _identity(other))
    return not strangers and prices(one) == prices(other) and set(one.extract.location) == set(other.extract.location)


def _figures(price: Price) -> tuple[object, ...]:
    return price.amount_min, price.amount_max, price.currency, price.unit, price.tax


def _newest_first(members: list[ReadReply]) -> tuple[ReadReply, ...]:
    """By date; without dates, what arrived later is newer. `members` stand in the order of arrival."""
    latest_arrival_first = members[::-1]
    return tuple(sorted(latest_arrival_first, key=_posted, reverse=True))


_LONG_AGO = datetime(1, 1, 1)  # noqa: DTZ001 (compared with dates whose zone is left out)


def _posted(read: ReadReply) -> datetime:
    """Zones are left out: within one group a few hours do not matter. Undated replies count as the oldest."""
    try:
        return datetime.fromisoformat(read.reply.posted_at or "").replace(tzinfo=None)
    except ValueError:
        return _LONG_AGO


def _name(members: tuple[ReadReply, ...], otherwise: str) -> str:
    """What to call an offer: its author, else a contact, else the id of its first reply."""
    for read in members:
        if read.reply.author and read.reply.author.strip():
            return read.reply.author.strip()
    for read in members:
        extract, given = read.extract, read.reply.given
        for name in (given.get("name", ""), *extract.emails, *extract.urls, *extract.handles, *extract.phones):
            if name.strip():
                return name.strip()
    return otherwise
