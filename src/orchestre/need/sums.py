"""Do nothing, do it yourself, train someone, buy: each with its sum and where its figures are from.

They are figures of the knowledge, dated; they travel in the document so that it can be shown later as it was.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from orchestre.basics import Language, Range
from orchestre.knowledge import Kind, Knowledge, load
from orchestre.knowledge.values import Both
from orchestre.need.budget import price_known, three_years


def kinds_of(document: Mapping[str, Any], known: Knowledge) -> list[Kind]:
    """The kinds that a document was written from: those of its lots, or the surest that its requirements come from. A
    kind of which nothing was kept is none, one whose points are told because it may be meant is none either; the surest
    stands in when no requirement tells. A document written before the rule named its lots tells them by its points."""
    told = [str(row["id"]) for row in document["kinds"] if row["id"] in known.kinds]
    written = {str(row["id"]).partition(".")[0] for row in document["requirements"] if "." in str(row["id"])}
    rule = document["choice_rule"]
    lots = [str(each["kind"]) for each in rule.get("lots", ())]
    found = [known.kinds[name] for name in dict.fromkeys([*lots, *told, *known.kinds]) if name in written]
    most = (len(lots) or 1) if "lots" in rule else len(found)
    return found[:most] or [known.kinds[name] for name in [*told, "other"]][:1]


def sums(kinds: Sequence[Kind], language: Language, known: Knowledge | None = None) -> list[dict[str, Any]]:
    """One entry a kind: `{kind, label, ways: [{id, text, low, likely, high, days}], source, year, quality,
    valid_until}`. Euros without tax; `days`: low and high, for doing it oneself; the sum of buying is set-up and 36
    months of running, given apart too; of a need of no known kind nobody knows a sum, that of doing nothing apart."""
    known = known or load()
    return [
        {
            "kind": kind.id,
            "label": kind.label.said(language),
            "ways": [
                {"id": "nothing", "text": kind.do_nothing.said(language), "low": 0, "likely": 0, "high": 0},
                *_sought(kind, language, known.figures["internal-day"].value),
            ],
            "source": kind.setup.source,
            "year": kind.setup.year,
            "quality": kind.setup.quality,
            "valid_until": kind.setup.valid_until.isoformat(),
        }
        for kind in kinds
    ]


def _sought(kind: Kind, language: Language, day: Range[int]) -> Iterator[dict[str, Any]]:
    """`day`: what a day of one's own people costs."""
    days = kind.self_days.value
    own = Range(days.low * day.low, days.likely * day.likely, days.high * day.high)
    total = {**_span(three_years([kind])), "setup": _span(kind.setup.value), "run_month": _span(kind.run_month.value)}
    told: dict[str, tuple[Both, dict[str, Any]]] = {
        "self": (kind.do_it_yourself, {**_span(own), "days": [days.low, days.high]}),
        "train": (kind.train_someone, _span(kind.train.value)),
        "buy": (kind.goal, total),
    }
    for way, (text, figures) in told.items():
        yield {"id": way, "text": text.said(language), **(figures if price_known([kind]) else {})}


def _span(value: Range[int]) -> dict[str, int]:
    return {"low": int(value.low), "likely": int(value.likely), "high": int(value.high)}
