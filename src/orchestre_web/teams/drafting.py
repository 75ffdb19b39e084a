"""Lots as the decision writes them (`lot`, `coordination`, `conductor`). Each change gives the parts that are new;
nothing here keeps anything."""

from collections.abc import Mapping, Sequence
from typing import Any

from orchestre.shortlist import ShortlistDecision
from orchestre.shortlist.lots_proposed import Proposal, lots_from, skills_of
from orchestre_web.shortlist.drafting import Document, key_of
from orchestre_web.shortlist.stored import StoredTable

Entry = Mapping[str, Any]
Parts = dict[str, Any]

MOST_LOTS = 12
"""That a page can show; a decision file may state more."""
COORDINATION: Entry = {"days": [1, 3], "owner_day": 450}
"""Proposed with the first lots, and said to be: a meeting to begin with, one in the middle, one to put the parts
together; a day of somebody who runs a small company."""
CONDUCTOR: Entry = {
    "key": "conductor",
    "label": {"fr": "Chef d'orchestre", "en": "Conductor"},
    "day_rate": [600, 700],
    "days": 2,
    "days_each": 0.5,
    "owner_days": 0.25,
}
"""Proposed when one asks for a conductor."""
SHARE = 50
"""Of the work, in hundredths, that a lot begins with; shares need not add up to 100."""


def lots(document: Document) -> list[Entry]:
    return list(document.get("lot", []))


def lot(document: Document, key: str) -> Entry | None:
    return next((entry for entry in lots(document) if entry["key"] == key), None)


def in_days(document: Document) -> bool:
    """Whether lots are measured in days of work, as a decision file may; else each is a share of the whole."""
    return any("days" in entry for entry in lots(document))


def with_lot(document: Document, entry: Entry, key: str | None = None) -> Parts:
    """One lot more, or another in the place of the one named `key`. The first comes with what coordination takes."""
    others = lots(document)
    if key is None:
        return _first(document) | {"lot": [*others, {**entry, "key": _free(entry, others)}]}
    return {"lot": [{**entry, "key": key} if each["key"] == key else each for each in others]}


def without_lot(document: Document, key: str) -> Parts:
    return {"lot": [each for each in lots(document) if each["key"] != key]}


def with_proposed(document: Document, proposal: Proposal, decision: ShortlistDecision) -> Parts:
    """The lots proposed, beside those that are there."""
    parts = _first(document)
    made = lots(document)
    for each in proposal.lots:
        labels = [decision.scales.criterion(key).label for key in each.criteria]
        entry: dict[str, Any] = {
            "label": {"fr": _together([one.fr for one in labels]), "en": _together([one.en for one in labels])},
            "criteria": list(each.criteria),
            "share": max(1, round(100 * each.share)),
        }
        made.append({**entry, "key": _free(entry, made)})
    return parts | {"lot": made}


def _together(names: Sequence[str]) -> str:
    """
    >>> _together(["photos", "textes"])
    'Photos, textes'
    """
    joined = ", ".join(names)
    return joined[:1].upper() + joined[1:]


def _first(document: Document) -> Parts:
    return {} if document.get("coordination") else {"coordination": dict(COORDINATION)}


def _free(entry: Entry, others: Sequence[Entry]) -> str:
    """A short name that no other lot has."""
    label = entry["label"]
    name = key_of(label if isinstance(label, str) else str(label["fr"]))[:40]
    taken = {each["key"] for each in others}
    return next(each for each in (name, *(f"{name}_{n}" for n in range(2, 100))) if each not in taken)


def proposal(decision: ShortlistDecision, table: StoredTable) -> Proposal | None:
    """Lots that the offers suggest, from the cells: no reply is read."""
    held = {}
    for key in skills_of(decision):
        column = table.cells.keys.index(key)
        held[key] = [bool(has) for has in (~table.missing[:, column] & (table.cells.likely[:, column] >= 0.5))]
    return lots_from(decision, held)
