"""Which offers are read for their grades, in which order, and what was given, in a fixed number of queries."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from django.db.models.fields.json import KeyTextTransform, KeyTransform

from orchestre.decision.criteria import Criterion
from orchestre.decision.ranking import TIE
from orchestre.shortlist import ShortlistDecision
from orchestre.shortlist.facts import Fact, FactKind
from orchestre_web.accounts.models import User
from orchestre_web.calls.models import Call, Reply
from orchestre_web.shortlist import queries as boards
from orchestre_web.shortlist.actions import Standing
from orchestre_web.shortlist.models import Decision, Grade, OfferDetail

TOP = 20
"""Offers that are read: further down a grade decides nothing."""
MOST = 100


@dataclass(frozen=True, slots=True)
class ByHand:
    """A criterion that is graded by hand."""

    criterion: Criterion
    fact: Fact

    @property
    def key(self) -> str:
        return self.criterion.key


def by_hand(decision: ShortlistDecision) -> list[ByHand]:
    criteria = decision.scales.criteria
    return [ByHand(c, decision.facts[c.key]) for c in criteria if decision.facts[c.key].kind is FactKind.HAND]


@dataclass(frozen=True, slots=True)
class Offer:
    """One offer to read. `replies`: its messages, newest first; `may_win`: still able to come first."""

    name: str
    replies: tuple[int, ...]
    may_win: bool

    @property
    def pk(self) -> int:
        """The message that a grade is given to."""
        return self.replies[0]


def offers(standing: Standing, key: str, reader: User, top: int = TOP) -> list[Offer]:
    """The first `top`, those that can still win before the others; each part in an order that says nothing of the
    ranking, the reader's own and always the same. One query. Raises BuiltAgain."""
    table = standing.table
    if not len(table):
        return []
    points = standing.points
    ranking = table.rank(points if any(points.values()) else dict.fromkeys(points, 1)).ranking
    reachable = ranking.scores.low.max() - TIE
    in_order = [int(row) for row in ranking.order]
    may_win = {row for row in in_order if ranking.scores.high[row] >= reachable}
    chosen = sorted(in_order, key=lambda row: row not in may_win)[:top]  # stable: by rank within each part
    details = boards.details(standing.cells, chosen)
    found = [_offer(details[row], may_win=row in may_win) for row in chosen if _members(details[row])]
    return sorted(found, key=lambda offer: (not offer.may_win, _drawn(reader, key, offer.pk)))


def _members(detail: OfferDetail) -> tuple[int, ...]:
    return tuple(pk for _, pk in detail.document["members"] if pk)


def _offer(detail: OfferDetail, *, may_win: bool) -> Offer:
    return Offer(str(detail.document["name"]), _members(detail), may_win)


def _drawn(reader: User, key: str, pk: int) -> bytes:
    return blake2b(f"{reader.pk} {key} {pk}".encode(), digest_size=8).digest()


def given(call: Call, key: str) -> list[Grade]:
    """Every grade of a criterion that counts, newest first. One query."""
    rows = Grade.objects.filter(reply__call=call, key=key, undone_at=None).select_related("by")
    return list(rows.order_by("-at", "-pk"))


def of_reply(reply: Reply) -> list[Grade]:
    """Every grade of a reply that counts, on any criterion, newest first. One query."""
    return list(reply.grades.filter(undone_at=None).order_by("-at", "-pk"))


def marks_of(grades: Sequence[Grade], reader: User) -> dict[int, Grade]:
    """By reply, what this reader gave."""
    found: dict[int, Grade] = {}
    for grade in grades:
        if grade.by_id == reader.pk:
            found.setdefault(grade.reply_id, grade)
    return found


def graded(offer: Offer, mine: Mapping[int, Grade]) -> Grade | None:
    """The reader's newest grade of an offer, whichever of its messages he read."""
    found = [mine[pk] for pk in offer.replies if pk in mine]
    return max(found, key=lambda grade: (grade.at, grade.pk), default=None)


def last_given(call: Call, key: str, reader: User) -> Grade | None:
    key = key.replace("\0", "")  # no database looks for it
    return Grade.objects.filter(reply__call=call, key=key, by=reader, undone_at=None).order_by("-at", "-pk").first()


def texts(call: Call, replies: Collection[int]) -> list[Reply]:
    """The messages of an offer in the order in which they came. One query."""
    return list(call.replies.filter(pk__in=list(replies)).order_by("position"))


_RANKED = KeyTextTransform("ranked", KeyTransform("counts", "call__cells__summary"))


def waiting(company_id: int, reader_id: int, most: int = 3) -> list[tuple[Call, int]]:
    """Calls with a criterion graded by hand and offers in order, of which this reader graded none: with how many
    offers would be read. Two queries."""
    decisions = Decision.objects.filter(call__company_id=company_id, call__cells__isnull=False)
    found = []
    # The database takes the one figure out: the summary of the cells names every offer.
    ranked_of = decisions.select_related("call").only("document", "call__title").annotate(ranked=_RANKED)
    for decision in ranked_of.order_by("-pk"):
        keys = [entry["key"] for entry in decision.document.get("criterion", []) if entry.get("fact") == "hand"]
        ranked = int(decision.ranked)
        if keys and ranked:
            found.append((decision.call, min(TOP, ranked), keys))
    held = Grade.objects.filter(reply__call__in=[call for call, *_ in found], by=reader_id, undone_at=None)
    begun = set(held.order_by().values_list("reply__call_id", "key"))
    open_ = [(call, size) for call, size, keys in found if any((call.pk, key) not in begun for key in keys)]
    return open_[:most]
