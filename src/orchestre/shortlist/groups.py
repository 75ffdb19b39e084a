"""Replies that are one offer: copies, the same person again, the same letter with nothing that tells two senders apart.

A near copy by somebody else is a template, not the same offer: agencies that send the same letter with their own name
and price each keep their place. So does what comes by the form of a call, where anybody may write any name and any
address: it joins others only by what proves its sender, or by the owner's word. A *family* is the first of such a
template and those that look like it; who may stand in which group of a family is looked up, so that two thousand
senders of one letter cost no more than two thousand letters.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import NamedTuple

from orchestre.reading.values import Price
from orchestre.replies.extract import DuplicateType, Kind
from orchestre.replies.identity import author_name, contact_keys
from orchestre.shortlist.offers import Folded, ReadReply


class _Offered(NamedTuple):
    """What is offered: when it differs, two replies are two offers."""

    prices: frozenset[tuple[object, ...]]
    places: frozenset[str]


class _Stamp(NamedTuple):
    """What tells a group apart. `offered` is None when its members do not offer the same."""

    offered: _Offered | None
    has_author: bool
    has_contact: bool


class _Sender(NamedTuple):
    author: str
    contacts: frozenset[str]

    def marks(self) -> Iterator[tuple[str, str]]:
        """What the reply is found by. A contact proves nothing between two names: it is kept with the name."""
        if self.author:
            yield "author", self.author
        for contact in self.contacts:
            yield "contact", contact
            yield f"contact of {self.author}", contact

    def known_by(self) -> Iterator[tuple[str, str]]:
        """The marks that prove the same person."""
        if self.author:
            yield "author", self.author
        for contact in self.contacts:
            yield (f"contact of {self.author}" if self.author else "contact"), contact


@dataclass(slots=True, eq=False)
class Group:
    """`members` in the order of arrival, without those that repeat the words before them."""

    id: str
    members: list[ReadReply]
    looks_like: str | None = None
    stamp: _Stamp | None = None
    """Kept up once the group is in a family: most never are."""

    def note(self, read: ReadReply) -> None:
        sender, offered = _sender(read), _offered(read)
        before = self.stamp or _Stamp(offered, False, False)
        self.stamp = _Stamp(
            offered if before.offered == offered else None,
            before.has_author or bool(sender.author),
            before.has_contact or bool(sender.contacts),
        )


class _Family:
    """The groups of one template in the order of arrival, found by their senders and by what they offer."""

    def __init__(self) -> None:
        self._groups: list[Group] = []
        self._place: dict[str, int] = {}
        self._by_mark: dict[tuple[str, str], int] = {}
        self._by_stamp: dict[_Stamp, list[int]] = {}

    def see(self, group: Group, read: ReadReply) -> None:
        """`read` has just become a member of `group`."""
        at = self._place.setdefault(group.id, len(self._groups))
        if at == len(self._groups):
            self._groups.append(group)
        if read.reply.by_form:
            return  # it tells nobody apart, and is nobody's for certain
        for mark in _sender(read).marks():
            self._by_mark[mark] = min(at, self._by_mark.get(mark, at))
        if group.stamp is not None:
            heappush(self._by_stamp.setdefault(group.stamp, []), at)

    def twin(self, read: ReadReply) -> Group | None:
        """The first group of the same person, else the first that nothing tells apart from `read`."""
        if read.reply.by_form:
            return None
        sender = _sender(read)
        known = [self._by_mark[mark] for mark in sender.known_by() if mark in self._by_mark]
        known += self._without_name(sender) if sender.author else []
        if known:
            return self._groups[min(known)]
        authors = (False,) if sender.author else (False, True)
        contacts = (False,) if sender.contacts else (False, True)
        stamps = (_Stamp(_offered(read), author, contact) for author in authors for contact in contacts)
        alike = [at for at in map(self._first, stamps) if at is not None]
        return self._groups[min(alike)] if alike else None

    def _without_name(self, sender: _Sender) -> list[int]:
        """Groups where the same contact stands and nobody has given a name yet."""
        places = (self._by_mark.get(("contact of ", contact)) for contact in sender.contacts)
        return [at for at in places if at is not None and not any(map(_named, self._groups[at].members))]

    def _first(self, stamp: _Stamp) -> int | None:
        """The first group that bears `stamp` still: it may have had other members since."""
        places = self._by_stamp.get(stamp, [])
        while places and self._groups[places[0]].stamp != stamp:
            heappop(places)
        return places[0] if places else None


class Groups:
    """Replies are added in the order in which they arrived; iteration gives the groups in the order of their first."""

    def __init__(self) -> None:
        self.folded: list[Folded] = []
        self._groups: dict[str, Group] = {}
        self._home: dict[str, Group] = {}
        self._families: dict[str, _Family] = {}

    def __iter__(self) -> Iterator[Group]:
        return iter(self._groups.values())

    def add(self, read: ReadReply, *, alone: bool = False) -> None:
        """`alone`: it stands for itself whatever it repeats."""
        own, duplicate = read.reply.id, read.duplicate
        into = self._home.get(duplicate.of) if duplicate is not None and duplicate.certain else None
        looks_like = None
        if into is not None and duplicate is not None and not alone:
            twin = into
            if duplicate.type is DuplicateType.NEAR and (read.extract.kind is Kind.OFFER or read.reply.by_form):
                found = self._family(into).twin(read)
                looks_like = into.id if found is None else None
                twin = found or into
            if looks_like is None:
                if _said(twin.members[-1]) != _said(read):  # the same words again: the first copy is quoted
                    twin.members.append(read)
                    self._seen(twin, read)
                self._home[own] = twin
                self.folded.append(Folded(own, twin.id, duplicate.type))
                return
        group = Group(own, [], looks_like)
        self._home[own] = self._groups[own] = group
        group.members.append(read)
        self._seen(group, read)

    def _family(self, first: Group) -> _Family:
        """Made when the first reply that looks like `first` arrives."""
        family = self._families.get(first.id)
        if family is None:
            family = self._families[first.id] = _Family()
            if first.stamp is None:
                for member in first.members:
                    first.note(member)
            for member in first.members:
                family.see(first, member)
        return family

    def _seen(self, group: Group, read: ReadReply) -> None:
        """Keep what tells the group apart in step with its members."""
        families = [self._families[one] for one in {group.id, group.looks_like} if one in self._families]
        if families:
            group.note(read)
        for family in families:
            family.see(group, read)


def _said(read: ReadReply) -> tuple[object, ...]:
    return read.reply.text, read.reply.answers


def _sender(read: ReadReply) -> _Sender:
    return _Sender(author_name(read.reply), frozenset(contact_keys(read.reply, read.extract)))


def _named(read: ReadReply) -> bool:
    return bool(author_name(read.reply))


def _offered(read: ReadReply) -> _Offered:
    return _Offered(frozenset(map(_figures, read.extract.price)), frozenset(read.extract.location))


def _figures(price: Price) -> tuple[object, ...]:
    return price.amount_min, price.amount_max, price.currency, price.unit, price.tax
