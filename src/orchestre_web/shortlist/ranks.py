"""Where a reply stands, for the page that shows its words."""

from orchestre_web.calls.models import Call, Reply
from orchestre_web.calls.places import Place
from orchestre_web.shortlist import actions, queries
from orchestre_web.shortlist.models import OfferDetail
from orchestre_web.shortlist.shown import board as page
from orchestre_web.shortlist.shown import sight
from orchestre_web.site.asked_often import Often

_as_it_is_now = Often(lambda call: Call.objects.only("version").filter(pk=call))

AT_ONCE = 1_000
"""Replies whose cells are worked out again while a page waits; past that, the last ranking holds until the board."""


def place_of(reply: Reply) -> Place | None:
    """None for a reply that is not ranked, or that nothing ranked yet."""
    call = _as_it_is_now.first(reply.call_id)  # a correction moves its version
    assert call is not None  # the reply is of it
    standing = actions.standing(call, anew_up_to=AT_ONCE)
    if standing is None:
        return None
    detail = queries.offer_of(standing.cells, reply.source_id) or queries.offer_of(standing.cells, reply.duplicate_of)
    if detail is None or detail.row is None or not any(pk == reply.pk for _, pk in detail.document["members"]):
        return None
    tried = standing.table.rank(standing.points)
    order, at = tried.ranking.order, tried.place_of(detail.row)
    around = {int(order[i]) for i in (at - 1, at + 1) if 0 <= i < len(order)}
    beside = queries.details(standing.cells, around)

    def reply_at(i: int) -> int | None:
        found: OfferDetail | None = beside.get(int(order[i])) if 0 <= i < len(order) else None
        return page.newest_reply(found) if found is not None else None

    address = sight.address_of(standing, tried, at)
    return Place(int(tried.ranking.ranks[at]), len(order), reply_at(at - 1), reply_at(at + 1), address)
