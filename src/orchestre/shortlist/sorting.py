"""From replies to alternatives: who is in the ranking, who waits in the tray, who said the same thing twice.

Every reply ends in exactly one place, with its reason, so counts add up.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from orchestre.replies.extract import Kind
from orchestre.replies.identity import author_name
from orchestre.replies.in_place import entered_by
from orchestre.replies.recommendation import Origin, origin_of
from orchestre.shortlist.groups import Groups
from orchestre.shortlist.offers import Alternative, ReadReply, SetAside, Sorted


def sort_replies(replies: Iterable[ReadReply], *, brought_back: Collection[str] = ()) -> Sorted:
    """`brought_back`: ids the owner took out of the tray or out of a group; each ranks on its own."""
    alone = frozenset(brought_back)
    groups = Groups()
    for read in replies:
        groups.add(read, alone=read.reply.id in alone)
    alternatives: list[Alternative] = []
    set_aside: list[SetAside] = []
    for group in groups:
        offers = [m for m in group.members if m.extract.kind is Kind.OFFER or m.reply.id in alone]
        if offers:
            newest = _newest_first(offers)
            alternatives.append(
                Alternative(
                    group.id,
                    _name(newest, group.id),
                    newest,
                    group.looks_like,
                    _origins(group.members),
                    _noted_by(newest),
                )
            )
        else:
            first, name = group.members[0].extract, _name(tuple(group.members), group.id)
            set_aside.append(SetAside(group.id, first.kind, first.kind_confidence, first.kind_reasons, name))
    return Sorted(tuple(alternatives), tuple(set_aside), tuple(groups.folded))


def _origins(members: Sequence[ReadReply]) -> tuple[Origin, ...]:
    """Of all that was sent by and about one person, an offer or not."""
    found = (origin_of(read.reply.given) for read in members)
    return tuple(dict.fromkeys(origin for origin in found if origin is not None))


def _noted_by(offers: Sequence[ReadReply]) -> str:
    """ "" as soon as one of them is his own."""
    said = [entered_by(read.reply.given) for read in offers]
    return said[0] if all(said) else ""


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
    """What to call an offer: its author, else the name or e-mail it is signed with, else the id of its first reply.
    A page shown or somebody spoken to is not a name; nor is what a site shows in place of one."""
    for read in members:
        if read.reply.author and author_name(read.reply):
            return read.reply.author.strip()
    for read in members:
        given, referred = read.reply.given, read.extract.kind is Kind.REFERRAL
        own = (given.get("name", ""), given.get("email", ""), *(() if referred else read.extract.emails))
        for name in own:
            if name.strip():
                return name.strip()
    for read in members:
        if read.reply.author and read.reply.author.strip():
            return read.reply.author.strip()
    return otherwise
