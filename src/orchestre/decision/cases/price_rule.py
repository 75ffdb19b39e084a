"""`price_rule`: what one rule makes of the prices: `marks` out of `points`, or `adjusted` euros (lowest first).

`rule` budget (`floor`, `ceiling`), lowest_over_price, linear, percent_gap, average; adjusted (`quality`,
`euro_per_point`: price less euros times points) and per_point (`quality`, `quality_floor`: euros by point, null below
the floor). Each says whether another bid can move it.
"""

import numpy as np

from orchestre.decision.cases.given import Case
from orchestre.decision.cases.prices import (
    LEAST_QUALITY,
    price_warnings,
    read_points,
    read_prices,
    read_rule,
    read_stated,
)
from orchestre.decision.price_rules import Form
from orchestre.decision.price_rules.per_point import meets_floor
from orchestre.decision.ranking import best_first

METHOD = "price_rule"


def run(case: Case) -> dict[str, object]:
    rule = read_rule(case)
    prices, stated = read_prices(case), read_stated(case, rule)
    about: dict[str, object] = {"rule": rule.name, "depends_on_other_bids": rule.depends_on_other_bids}
    if rule.form is Form.MARKS:
        points = case.number("points", 100.0, above=0)
        marks = points * rule.worths(prices, stated, prices)
        warnings = price_warnings(case, prices)
        if stated.floor is not None and stated.ceiling is not None and rule.name == "budget":
            outside = int(((prices < stated.floor) | (prices > stated.ceiling)).sum())
            if outside:
                warnings.append(case.warning("decision.case_prices_clipped", n=outside))
        return {**about, "marks": marks.tolist(), "ranking": best_first(marks).tolist(), "warnings": warnings}
    quality, warnings = read_points(case, len(prices)), price_warnings(case, prices)
    if rule.form is Form.ADJUSTED:
        adjusted = prices - (stated.euro_per_point or 0.0) * quality
        return {**about, "adjusted": adjusted.tolist(), "ranking": best_first(-adjusted).tolist(), "warnings": warnings}
    under = ~meets_floor(quality, stated.quality_floor) | (quality < LEAST_QUALITY)
    by_point = np.where(under, np.inf, prices / np.maximum(quality, LEAST_QUALITY))
    fit = np.flatnonzero(~under)
    ranking = fit[best_first(-by_point[fit])].tolist()
    if under.any():
        warnings.append(case.warning("decision.case_under_quality_floor", n=int(under.sum())))
    figures = [None if low else value for low, value in zip(under.tolist(), by_point.tolist(), strict=True)]
    return {**about, "adjusted": figures, "per_point": figures, "ranking": ranking, "warnings": warnings}
