"""How the price acts on a list, in a document and in words."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from orchestre.decision.price_panel import PricePanel
from orchestre.shortlist.notes import Money, Names, Note
from orchestre.shortlist.tried import Tried

MANY = 5
"""Names said in one sentence; the panel lists the others."""


def price_document(tried: Tried, key: str) -> dict[str, object]:
    """The part of `orchestre.shortlist/1` about the price. Ids are those of the offers. Lists are empty and figures
    null while no price is known, or when the rule has no such thing."""
    panel = tried.price
    points = tried.points[key]
    if panel is None:
        rule = tried.table.scales.criterion(key).price_rule
        return {
            "rule": rule,
            "points": points,
            "nominal_weight": tried.model.weights.share(key),
            "effective_weight": None,
            "switch_weights": [],
            "removal_test": {"flips": [], "phantom_flips": []},
            "formula_test": [],
        }
    ids = panel.ids
    return {
        "rule": panel.rule.name,
        "depends_on_other_bids": panel.rule.depends_on_other_bids,
        "points": points,
        "nominal_weight": panel.nominal,
        "effective_weight": panel.effective and panel.effective.effective,
        "switch_weights": _switches(panel),
        "removal_test": {
            "flips": [
                {"removed": ids[f.removed], "winner_before": ids[f.winner_before], "winner_after": ids[f.winner_after]}
                for f in panel.flips
            ],
            "phantom_flips": [
                {"price": f.price, "winner_before": ids[f.winner_before], "winner_after": ids[f.winner_after]}
                for f in panel.phantoms
            ],
        },
        "formula_test": [
            {
                "rule": one.rule.name,
                "depends_on_other_bids": one.rule.depends_on_other_bids,
                "winner": None if one.winner is None else ids[one.winner],
                "tied": [ids[row] for row in one.tied],
                "lacks": one.lacks,
            }
            for one in panel.formulas.named
        ],
    }


def _switches(panel: PricePanel) -> list[dict[str, object]]:
    """Stretches of the price weight, from 0 to 1, each with who wins there and who is level with the winner."""
    if panel.switches is None:
        return []
    ids = panel.ids
    return [
        {"from": low, "to": high, "winner": ids[row], "tied": [ids[each] for each in tied]}
        for (low, high, row), tied in zip(panel.switches.stretches(), panel.switches.tied, strict=True)
    ]


def price_notes(tried: Tried, names: Mapping[str, str], currency: str) -> Iterator[Note]:
    """Warnings about the formula on these bids, the heaviest first. `names` by id."""
    panel = tried.price
    if panel is None or len(panel.table) < 2:
        return

    def who(row: int) -> str:
        return names[panel.ids[row]]

    def money(amount: float) -> Money:
        return Money(Decimal(str(round(amount))), currency)

    winner = panel.table.winner()
    for flip in panel.flips[:1]:
        values: dict[str, object] = {"count": len(panel.flips), "removed": who(flip.removed)}
        yield Note(
            "shortlist.formula_removal", {**values, "after": who(flip.winner_after), "before": who(flip.winner_before)}
        )
    for phantom in panel.phantoms[:1]:
        yield Note(
            "shortlist.formula_phantom",
            {
                "price": money(phantom.price),
                "after": who(phantom.winner_after),
                "before": who(phantom.winner_before),
            },
        )
    if panel.cliff:
        values = {"spread": _percent(panel.cliff.spread), "points": _percent(panel.cliff.points)}
        yield Note("shortlist.formula_cliff", values)
    if panel.effective:
        values = {"nominal": _percent(panel.effective.nominal), "effective": _percent(panel.effective.effective)}
        if panel.effective.neutralised:
            yield Note("shortlist.formula_neutral", values)
        elif panel.effective.alone:
            yield Note("shortlist.formula_alone", values)
        elif panel.effective.far:
            yield Note("shortlist.formula_acts", values)
    others = [one for one in panel.formulas.disagree if one.winner is not None]
    if others and winner is not None:
        first = others[0]
        yield Note(
            "shortlist.formula_other",
            {"count": len(others), "rule": first.rule.label, "winner": who(first.winner or 0), "before": who(winner)},
        )
    if panel.middle:
        yield Note("shortlist.formula_middle", {"names": Names.of([who(row) for row in panel.middle[:MANY]], MANY)})
    if panel.gaps:
        yield Note(
            "shortlist.formula_gaps",
            {
                "step": money(panel.gaps.step),
                "cheap": _percent(panel.gaps.near_cheapest),
                "dear": _percent(panel.gaps.near_dearest),
            },
        )
    if panel.low:
        low = [who(row) for row in panel.low]
        yield Note("shortlist.formula_low", {"count": len(low), "names": Names.of(low, MANY)})


def _percent(part: float) -> int:
    return round(100 * part)
