"""What the cases about price rules share: bids read into a `PriceTable`. No method of its own."""

import numpy as np

from orchestre.decision.cases.given import Case, EmptyMatrix, ScaleWrong
from orchestre.decision.cases.one_value import written
from orchestre.decision.price_rules import Form, PriceRule, Stated, rule_named, rules
from orchestre.decision.price_table import PriceTable
from orchestre.decision.values import Floats


def read_rule(case: Case) -> PriceRule:
    return rule_named(case.choice("rule", tuple(rules())))


SAID = 5
"""Rows named in one sentence."""
MOST_EUROS = 10**15
"""No price is larger, so that no product or sum of a rule is ever infinite."""
LEAST_EUROS = 1e-6
"""What is smaller is a zero price."""
LEAST_QUALITY = 1e-6
"""What is smaller is no quality at all: nothing is divided by it."""


def read_stated(case: Case, rule: PriceRule) -> Stated:
    """Raises FieldMissing for what this rule cannot do without, ScaleWrong when the floor is not under the ceiling."""

    def given(name: str) -> float | None:
        return case.number(name, at_least=0, at_most=MOST_EUROS) if case.has(name) else None

    stated = Stated(given("floor"), given("ceiling"), given("euro_per_point"), given("quality_floor"))
    if lacks := rule.lacks(stated):
        case.of(lacks)
    if stated.floor is not None and stated.ceiling is not None and stated.floor >= stated.ceiling:
        raise ScaleWrong(where="floor, ceiling", value=written([stated.floor, stated.ceiling]))
    return stated


def read_quality(case: Case, count: int) -> Floats:
    """Between 0 and 1: on `quality_scale` when given, what lies outside counting as its end; as it is when it lies
    there already; out of 100 otherwise. Raises TooSmall, TooLarge for what is not out of 100, ScaleWrong."""
    if not case.has("quality_scale"):
        quality = case.numbers("quality", count, at_least=0, at_most=100)
        return quality if (quality <= 1).all() else quality / 100.0
    low, high = ends = case.numbers("quality_scale", 2, at_least=-MOST_EUROS, at_most=MOST_EUROS)
    if not low < high:
        raise ScaleWrong(where="quality_scale", value=written(ends.tolist()))
    quality = np.clip(case.numbers("quality", count), low, high)
    parts: Floats = (quality - low) / (high - low)
    return parts


def quality_warnings(case: Case) -> list[dict[str, object]]:
    """How many lie outside `quality_scale`."""
    if not case.has("quality_scale") or not case.has("quality"):
        return []
    (low, high), quality = case.numbers("quality_scale", 2), case.numbers("quality")
    outside = int(((quality < low) | (quality > high)).sum())
    return [case.warning("decision.case_quality_clipped", n=outside)] if outside else []


def price_warnings(case: Case, prices: Floats) -> list[dict[str, object]]:
    """A zero price is always told."""
    zero = np.flatnonzero(prices == 0).tolist()
    return [case.warning("decision.case_price_zero", rows=", ".join(map(str, zero[:SAID])))] if zero else []


def read_points(case: Case, count: int) -> Floats:
    """Quality in points, for the rules that set euros beside it."""
    return case.numbers("quality", count, at_least=0, at_most=MOST_EUROS)


def read_prices(case: Case) -> Floats:
    prices = case.numbers("prices", at_least=0, at_most=MOST_EUROS)
    if not len(prices):
        raise EmptyMatrix(field="prices")
    return np.where(prices < LEAST_EUROS, 0.0, prices)


def read_table(case: Case, weight: float | None = None) -> PriceTable:
    """`rule`, `prices`, `quality`, `weight_price` (0.4 or 40) and what the rule needs. In the rules without marks,
    quality, its floor and its euros are all in the points of `quality` as given."""
    rule = read_rule(case)
    prices = read_prices(case)
    stated = read_stated(case, rule)
    if rule.form is not Form.MARKS:
        return PriceTable(prices, read_points(case, len(prices)) / 100.0, 0.0, rule, stated)
    quality = read_quality(case, len(prices))
    if weight is None:
        weight = case.number("weight_price", at_least=0, at_most=100)
        weight = weight / 100.0 if weight > 1 else weight
    return PriceTable(prices, quality, weight, rule, stated)
