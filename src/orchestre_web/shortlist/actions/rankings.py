"""Rankings kept, sent away and worked out again."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from orchestre.decision import fingerprint
from orchestre.shortlist import Shortlist, rank, shortlist_document
from orchestre.shortlist.record import Replay, compare
from orchestre_web.accounts.access import access_company
from orchestre_web.accounts.models import User
from orchestre_web.accounts.roles import Role
from orchestre_web.calls.models import Call
from orchestre_web.shortlist import drafting
from orchestre_web.shortlist.access import access_board, access_ranking
from orchestre_web.shortlist.actions.cells import full_board
from orchestre_web.shortlist.actions.deciding import NoBudget, decision_of
from orchestre_web.shortlist.models import Ranking

NO_TEAM: Mapping[str, object] = MappingProxyType({})
"""One provider was not compared with several, or nobody asked: a search for teams takes longer than a page."""


def shortlist_of(call: Call, *, points: Mapping[str, int], now: datetime) -> Shortlist:
    """The whole ranking with every word behind it, for the exports. Raises NoBudget, NoPointGiven."""
    decision = decision_of(call, now=now)
    if decision is None:
        raise NoBudget
    document = drafting.with_points(decision.document, points)
    found, _ = full_board(call, drafting.read(document))
    return rank(found)


def store_ranking(
    *,
    user: User,
    call_id: int,
    points: Mapping[str, int],
    language: str,
    now: datetime,
    team: Mapping[str, object] = NO_TEAM,
) -> Ranking:
    """Keep the ranking as it is, whole. The same ranking kept twice is kept once.

    No transaction around: working it out would keep every other writer of SQLite waiting.
    """
    call = access_board(user, call_id, Role.JUDGES)
    document = shortlist_document(shortlist_of(call, points=points, now=now), language=language, team=team)
    return _kept(call, document, Ranking.Reason.KEPT, by=user, now=now)


def withdraw_ranking(*, user: User, call_id: int, ranking_id: int, back: bool = False, now: datetime) -> None:
    """A ranking kept by mistake is no longer listed; `back` lists it again. What was sent away stays."""
    kept = access_ranking(user, call_id, ranking_id)
    access_board(user, call_id, Role.JUDGES)
    rows = Ranking.objects.filter(pk=kept.pk, reason=Ranking.Reason.KEPT)
    rows.update(withdrawn_at=None if back else now)


def replay_ranking(*, user: User, call_id: int, ranking_id: int) -> tuple[Ranking, Replay, Mapping[str, Any]]:
    """A ranking that was kept; its figures, beside those of now under the rules it was kept with; and the document
    of now. Keeps nothing."""
    kept = access_ranking(user, call_id, ranking_id)
    rules = {name: part for name, part in kept.document["decision"].items() if name != "sha256"}
    found, _ = full_board(kept.call, drafting.read(rules))
    document = shortlist_document(
        rank(found, seed=kept.document["seed"]), language=kept.document["language"], team=kept.document.get("team", {})
    )
    return kept, compare(kept.document, document), document


def export_ranking(
    *,
    user: User,
    call_id: int,
    points: Mapping[str, int],
    language: str,
    now: datetime,
    team: Mapping[str, object] = NO_TEAM,
) -> tuple[Mapping[str, Any], Shortlist]:
    """The document of a ranking that leaves the house, with the comparison of lots that was kept (`worked.team`). A
    copy is kept, once, for whoever may judge; who only reads leaves nothing behind."""
    call = access_board(user, call_id)
    shortlist = shortlist_of(call, points=points, now=now)
    document = shortlist_document(shortlist, language=language, team=team)
    if access_company(user, call.company_id).may_judge:
        document = _kept(call, document, Ranking.Reason.EXPORTED, by=user, now=now).document
    return document, shortlist


def _kept(call: Call, document: Mapping[str, Any], reason: Ranking.Reason, *, by: User, now: datetime) -> Ranking:
    ranking, _ = Ranking.objects.get_or_create(
        call=call,
        sha256=fingerprint(document),
        reason=reason,
        defaults={"document": document, "made_at": now, "by": by},
    )
    if ranking.withdrawn_at is not None:
        ranking.withdrawn_at = None
        ranking.save(update_fields=["withdrawn_at"])
    return ranking
