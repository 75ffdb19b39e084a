"""What costs more than a page: worked out once for the cells and the points that hold, then kept beside them.

Worked out for whoever asks first, readers included: nothing of the choice is changed by it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from threading import Lock
from typing import Any

from django.db import IntegrityError, transaction

from orchestre.decision import fingerprint
from orchestre.decision.price_panel import PricePanel
from orchestre.shortlist.price_panel import price_notes
from orchestre.shortlist.tried import Tried
from orchestre_web.shortlist import queries
from orchestre_web.shortlist.actions import Standing
from orchestre_web.shortlist.models import WorkedOut
from orchestre_web.shortlist.shown import board as page
from orchestre_web.shortlist.shown.price import LEVEL, HowPriced
from orchestre_web.shortlist.shown.sureness import HowSure
from orchestre_web.site.words import language

MOST = 60
"""Results kept for one table: as many positions of the sliders as one evening tries."""
SEED = 0

Document = Mapping[str, Any]
"""As it is kept, in JSON: each result has its own type beside it."""
_working: defaultdict[int, Lock] = defaultdict(Lock)


def key_of(standing: Standing, tried: Tried, what: str) -> str:
    """`what` is worked out, for these points on these cells, and for what was said of weights: cells that are built
    again have other keys, and so has a decision that was changed."""
    return fingerprint(
        {
            "what": what,
            "of": standing.cells.built_at.isoformat(),
            "points": dict(tried.points),
            "decision": standing.decision.sha256,
        }
    )


def kept(standing: Standing, tried: Tried, what: str) -> Document | None:
    found: Document | None = queries.worked_out(standing.cells, key_of(standing, tried, what))
    return found


def once(standing: Standing, tried: Tried, what: str, work: Callable[[], Document]) -> Document:
    """What is kept, or what `work` makes. Of several who ask at once, one works and the others wait."""
    with _working[standing.call.pk]:
        found = kept(standing, tried, what)
        if found is None:
            found = work()
            _keep(standing, key_of(standing, tried, what), found)
    return found


def _keep(standing: Standing, key: str, document: Document) -> None:
    rows = WorkedOut.objects.filter(cells=standing.cells)
    try:
        with transaction.atomic():
            WorkedOut.objects.get_or_create(cells=standing.cells, key=key, defaults={"document": document})
            old = list(rows.order_by("-pk").values_list("pk", flat=True)[MOST:])
            if old:
                rows.filter(pk__in=old).delete()
    except IntegrityError:  # the cells went meanwhile, with the call or at somebody's request
        return


def beside(standing: Standing, what: str, work: Callable[[], Document]) -> Document:
    """The same for what the points do not change: it holds as long as the cells."""
    key = fingerprint({"what": what, "of": standing.cells.built_at.isoformat()})
    found: Document | None = queries.worked_out(standing.cells, key)
    if found is None:
        found = work()
        _keep(standing, key, found)
    return found


# --- How sure -----------------------------------------------------------------------------------------------------


SURE = "sure"


def sure_kept(standing: Standing, tried: Tried) -> HowSure | None:
    """The chances of a list, when somebody had them worked out."""
    found = kept(standing, tried, SURE)
    return None if found is None else HowSure.read(found)


def word_kept(standing: Standing, tried: Tried) -> str | None:
    """The word of the verdict alone, without the chances of every offer."""
    found: str | None = queries.worked_out(standing.cells, key_of(standing, tried, SURE), "word")
    return found


def sure(standing: Standing, tried: Tried) -> HowSure:
    """The chances of a list with at least one offer."""

    def work() -> Document:
        heard = standing.read.weights_said(tried.weights)
        found = tried.sure(heard, seed=SEED)
        assert found is not None
        return HowSure.of(found, heard=heard is not None).document()

    return HowSure.read(once(standing, tried, SURE, work))


# --- One provider or several --------------------------------------------------------------------------------------

TEAMS, TEAMS_WHOLE = "teams", "teams-whole"
"""What the page of the comparison shows; the same whole, for files, by language."""


def team(standing: Standing | None, points: Mapping[str, int], language: str) -> Document:
    """The comparison for a file, as its own long work kept it for these points; empty while it did not."""
    if standing is None or standing.read.lots is None or not len(standing.table) or not any(points.values()):
        return {}
    found = kept(standing, standing.table.rank(points), TEAMS_WHOLE)
    return {} if found is None else found[language]


# --- How the price acts -------------------------------------------------------------------------------------------


PRICE = "how-priced"
MANY = 5
"""Abnormally low prices whose names are said."""
SHOWN = 5
"""Offers drawn under every formula."""


def price(standing: Standing, tried: Tried) -> HowPriced | None:
    """How the price acts; None while no price is known. Kept once a language, since it holds sentences."""
    panel = tried.price
    if panel is None:
        return None
    known = panel

    def work() -> Document:
        return _price(standing, tried, known).document()

    return HowPriced.read(once(standing, tried, f"{PRICE}-{language()}", work))


def _price(standing: Standing, tried: Tried, panel: PricePanel) -> HowPriced:
    rows = panel.rows

    def in_cells(found: Iterable[int]) -> tuple[int, ...]:
        return tuple(rows[row] for row in found)

    stretches: tuple[tuple[float, float, int], ...] = ()
    level: dict[int, tuple[int, ...]] = {}
    if panel.switches is not None:
        stretches = tuple((low, high, rows[row]) for low, high, row in panel.switches.stretches())
        for row, tied in zip(panel.switches.winners, panel.switches.tied, strict=True):
            level[rows[row]] = in_cells(tied)
    formulas = tuple(
        (f.rule.name, None if f.winner is None else rows[f.winner], f.lacks, in_cells(f.tied))
        for f in panel.formulas.named
    )
    winner = panel.table.winner()
    drawn = _drawn(tried, panel)
    under = {f.rule.name: panel.points_under(f.rule) for f in panel.formulas.named}
    place = {row: i for i, row in enumerate(rows)}
    spoken: set[int] = {row for *_, row in stretches} | {int(f[1]) for f in formulas if f[1] is not None} | set(drawn)
    spoken |= {row for tied in (*level.values(), *(f[3] for f in formulas)) for row in tied[:LEVEL]}
    flips, phantoms = panel.flips[:1], panel.phantoms[:1]
    warned = [each for flip in flips for each in (flip.removed, flip.winner_after, flip.winner_before)]
    warned += [each for flip in phantoms for each in (flip.winner_after, flip.winner_before)]
    warned += [*panel.middle[:MANY], *panel.low]
    spoken |= {rows[each] for each in warned} | {int(tried.ranking.order[0])}
    if winner is not None:
        spoken.add(rows[winner])
    details = queries.details(standing.cells, spoken)
    names = {row: page.shortened(page.name_of(detail), 60) for row, detail in details.items()}
    by_id = {detail.offer_id: names[row] for row, detail in details.items()}
    effective = panel.effective
    return HowPriced(
        rule=panel.rule.name,
        nominal=panel.nominal,
        effective=None if effective is None else effective.effective,
        known=len(rows),
        winner=None if winner is None else rows[winner],
        first=int(tried.ranking.order[0]),
        stretches=stretches,
        level=level,
        formulas=formulas,
        drawn=drawn,
        under={
            name: tuple(float(points[place[row]]) for row in drawn)
            for name, points in under.items()
            if points is not None
        },
        notes=tuple(price_notes(tried, by_id, standing.read.pricing.currency)),
        names=names,
        replies={row: page.newest_reply(detail) for row, detail in details.items()},
    )


def _drawn(tried: Tried, panel: PricePanel) -> tuple[int, ...]:
    """Rows of the cells, in the order of the list: who is first under the own formula, who would be under another, and
    the next ones."""
    first = panel.table.winner()
    told = [] if first is None else [first]
    told += [f.winner for f in panel.formulas.named if f.winner is not None]
    order, known = tried.ranking.order.tolist(), set(panel.rows)
    after = [row for row in order if row in known][:SHOWN]
    wanted = set([*dict.fromkeys([*(panel.rows[row] for row in told), *after])][:SHOWN])
    return tuple(row for row in order if row in wanted)
