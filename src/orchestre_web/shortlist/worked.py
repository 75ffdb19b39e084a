"""What costs more than a page: worked out once for the cells and the points that hold, then kept beside them.

Worked out for whoever asks first, readers included: nothing of the choice is changed by it.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from threading import Lock
from typing import Any

from django.db import IntegrityError, transaction

from orchestre.decision import fingerprint
from orchestre.decision.price_panel import PricePanel
from orchestre.shortlist.price_panel import price_notes
from orchestre.shortlist.tried import Tried
from orchestre_web.shortlist import queries, stored
from orchestre_web.shortlist.actions import Standing
from orchestre_web.shortlist.models import WorkedOut
from orchestre_web.shortlist.shown import board as page
from orchestre_web.site.words import language

MOST = 60
"""Results kept for one table: as many positions of the sliders as one evening tries."""
SEED = 0

Document = Mapping[str, Any]
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


# --- How sure -----------------------------------------------------------------------------------------------------


SURE = "sure"


def sure(standing: Standing, tried: Tried) -> Document:
    """The chances of a list with at least one offer. `rows`: by row of the cells, shares of the draws in which it is
    first and among the first three; those that never are have none."""

    def work() -> Document:
        heard = standing.read.weights_said(tried.weights)
        found = tried.sure(heard, seed=SEED)
        assert found is not None
        said = found.verdict
        among = [row for row in range(len(found.top3)) if found.top3[row] > 0]
        return {
            "word": said.word.value,
            "row": said.row,
            "first": said.first,
            "error": said.error,
            "rival": said.rival,
            "odds": said.odds,
            "flips": said.flips,
            "draws": found.draws,
            "seed": found.seed,
            "heard": heard is not None,
            "rows": {str(row): [float(found.first[row]), float(found.top3[row])] for row in among},
        }

    return once(standing, tried, SURE, work)


# --- How the price acts -------------------------------------------------------------------------------------------


PRICE = "price"
MANY = 5
"""Abnormally low prices whose names are said."""


def price(standing: Standing, tried: Tried) -> Document | None:
    """How the price acts, by row of the cells; None while no price is known. `notes` are codes and values, names
    in the language of the reader."""
    panel = tried.price
    if panel is None:
        return None
    known = panel

    def work() -> Document:
        return _price(standing, tried, known)

    return once(standing, tried, f"{PRICE}-{language()}", work)


def _price(standing: Standing, tried: Tried, panel: PricePanel) -> Document:
    rows = panel.rows
    stretches: list[list[Any]] = []
    if panel.switches is not None:
        stretches = [[low, high, rows[row]] for low, high, row in panel.switches.stretches()]
    formulas = [[f.rule.name, None if f.winner is None else rows[f.winner], f.lacks] for f in panel.formulas.named]
    winner = panel.table.winner()
    spoken: set[int] = {row for *_, row in stretches} | {int(row) for _, row, _ in formulas if row is not None}
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
    return {
        "rule": panel.rule.name,
        "nominal": panel.nominal,
        "effective": effective and effective.effective,
        "known": len(rows),
        "winner": None if winner is None else rows[winner],
        "first": int(tried.ranking.order[0]),
        "stretches": stretches,
        "formulas": formulas,
        "notes": [stored.note_out(n) for n in price_notes(tried, by_id, standing.read.pricing.currency)],
        "names": {str(row): name for row, name in names.items()},
        "replies": {str(row): page.newest_reply(detail) for row, detail in details.items()},
    }
