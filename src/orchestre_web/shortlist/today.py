"""What the start page says of the choices: offers that wait for one, who leads, and what to ask before."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from orchestre_web.accounts.models import Membership
from orchestre_web.calls.models import Call
from orchestre_web.shortlist import actions, queries
from orchestre_web.shortlist.shown import board as page
from orchestre_web.shortlist.shown.paper import decided_of
from orchestre_web.shortlist.shown.parts import Pages
from orchestre_web.site.today import Line
from orchestre_web.site.words import language

WORTH, WORTH_OF_AN_EXAMPLE, WORTH_OF_A_REASON = 70, 65, 30
HIGHEST = WORTH
"""An example stands after a call of one's own, and before everything that can wait."""


def needs(membership: Membership) -> Iterator[Line]:
    waiting = queries.waiting_for_a_choice(membership.company_id)
    own = [each for each in waiting if not each[0].demonstration]
    for at, (call, offers) in enumerate(own or waiting):
        address = reverse("shortlist:board", args=[call.pk])
        code = "board.need_example" if call.demonstration else "board.need_choice"
        yield Line(
            code,
            address,
            "board.do_see_example" if call.demonstration else "board.do_choose",
            {"n": offers, "shown": offers},
            worth=WORTH_OF_AN_EXAMPLE if call.demonstration else WORTH - at,
            title=call.title,
            more=list(_more(call, address)) if not at else (),
        )
    if membership.may_edit and (change := queries.change_without_reason(membership.company_id)) is not None:
        call = change.decision.call
        address = reverse("shortlist:criteria", args=[call.pk]) + "#log"
        values = {"when": timezone.localtime(change.at).date()}
        yield Line("board.need_why", address, "board.do_say_why_now", values, worth=WORTH_OF_A_REASON, title=call.title)


def _more(call: Call, address: str) -> Iterator[Line]:
    """Who leads, whom to ask, what to look at: of the newest call alone, as it was last worked out."""
    standing = actions.standing(call)
    if standing is None:
        return
    points = standing.points
    tried = standing.table.rank(points)
    nothing = Pages(1, 0, 0, len(tried.ranking), None, None, 0)
    details = queries.details(standing.cells, page.rows_needed(tried.ranking, []))
    board = page.BoardPage(standing, tried, nothing, details, language=language())
    answer, asks = board.answer(), board.asks()
    if answer.state == "tied":
        yield Line("board.first_tied", address, values={"n": answer.tied, "score": answer.score})
    elif answer.state != "none":
        yield Line("board.today_first", address, values={"name": answer.name, "score": answer.score})
    if asks and decided_of(call) is None:
        yield Line("board.today_asks", f"{address}#answer", values={"n": len(asks), "most": page.ASKED_AMONG})
    aside = sum(standing.table.summary["counts"]["set_aside"].values())
    if aside:
        yield Line("board.today_aside", reverse("calls:tray", args=[call.pk]), values={"n": aside})


def moved(membership: Membership) -> Iterator[Line]:
    """The rankings kept last."""
    for ranking in queries.last_rankings(membership.company_id):
        address = reverse("shortlist:ranking", args=[ranking.call_id, ranking.pk])
        values = {"title": ranking.call.title, "when": ranking.made_at.date()}
        yield Line("board.moved_kept", address, "board.do_see_kept", values)
