"""What costs more than a page: worked out once for the cells and the points that hold, then kept beside them.

Worked out for whoever asks first, readers included: nothing of the choice is changed by it.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from threading import Lock
from typing import Any

from django.db import IntegrityError, transaction

from orchestre.decision import fingerprint
from orchestre.shortlist.tried import Tried
from orchestre_web.shortlist import queries
from orchestre_web.shortlist.actions import Standing
from orchestre_web.shortlist.models import WorkedOut

MOST = 60
"""Results kept for one table: as many positions of the sliders as one evening tries."""
SEED = 0

Document = Mapping[str, Any]
_working: defaultdict[int, Lock] = defaultdict(Lock)


def key_of(standing: Standing, tried: Tried, what: str) -> str:
    """`what` is worked out, for these points on these cells: cells that are built again have other keys."""
    return fingerprint({"what": what, "of": standing.cells.built_at.isoformat(), "points": dict(tried.points)})


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
        found = tried.sure(seed=SEED)
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
            "rows": {str(row): [float(found.first[row]), float(found.top3[row])] for row in among},
        }

    return once(standing, tried, SURE, work)
