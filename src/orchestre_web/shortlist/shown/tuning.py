"""The sliders beside the list, and the sum of what came in beneath it."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from orchestre.basics import typography
from orchestre.decision.scoring import share_of_price
from orchestre.shortlist import ShortlistDecision
from orchestre.shortlist.decision_file import PRICE
from orchestre.shortlist.reasons import figure_in_words
from orchestre_web.shortlist import drafting
from orchestre_web.shortlist.actions import Standing
from orchestre_web.shortlist.shown import plots
from orchestre_web.shortlist.shown.parts import Part, Slider
from orchestre_web.site.words import say


def sliders(decision: ShortlistDecision, points: Mapping[str, int], language: str) -> list[Slider]:
    given = decision.shares_of(points)
    shares = typography.percents([given[criterion.key] for criterion in decision.scales.criteria], language)
    musts = {gate.fact for gate in decision.scales.gates}
    return [
        Slider(
            key=criterion.key,
            label=criterion.label.said(language),
            points=points[criterion.key],
            most=max(drafting.MOST_POINTS, points[criterion.key], criterion.points),
            share=shares[i],
            worst=figure_in_words(criterion, decision, criterion.worst, language),
            best=figure_in_words(criterion, decision, criterion.best, language),
            series=i % plots.SERIES + 1,
            must=criterion.key in musts,
        )
        for i, criterion in enumerate(decision.scales.criteria)
    ]


def price_in_force(decision: ShortlistDecision, language: str) -> str:
    """What weighs the price instead of its points; "" when they do."""
    price = decision.scales.criterion(PRICE)
    share = share_of_price(price)
    if share is None:
        return ""
    if not share:
        return say("board.price_divides", floor=typography.number(price.quality_floor or 0, language))
    amount = typography.money(price.euro_per_point or 0, language, decision.pricing.currency)
    return say("board.price_adjusts", share=typography.percent(share, language), amount=amount)


def counts(standing: Standing, tray: str, received: str) -> tuple[int, list[Part]]:
    """What came in and the parts it is the sum of, each with the place where it is seen."""
    kept: Mapping[str, Any] = standing.table.summary["counts"]
    removed = reverse("shortlist:gated", args=[standing.call.pk])

    def total(part: Any) -> int:
        return sum(part.values()) if isinstance(part, dict) else int(part)

    parts = {**kept, **standing.table.summary["again"]}
    places = {
        "ranked": "#list",
        "gated": removed,
        "set_aside": tray,
        "duplicates": f"{tray}?sorte=repeats",
        "no_text": f"{tray}?sorte=left_out",
        "unreadable": f"{tray}?sorte=left_out",
        "own": received,
        "already_there": received,
        "erased": received,
    }
    shown = [
        Part(f"board.count_{name}", total(parts[name]), address)
        for name, address in places.items()
        if total(parts[name]) or name == "ranked"
    ]
    return sum(part.count for part in shown), shown
