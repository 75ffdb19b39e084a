"""What the cases about price rules share: bids read into a `PriceTable`. No method of its own."""

from orchestre.decision.cases.given import Case, EmptyMatrix, ScaleWrong, written
from orchestre.decision.price_rules import Form, PriceRule, Stated, rule_named, rules
from orchestre.decision.price_table import PriceTable
from orchestre.decision.values import Floats


def read_rule(case: Case) -> PriceRule:
    return rule_named(case.choice("rule", tuple(rules())))


def read_stated(case: Case, rule: PriceRule) -> Stated:
    """Raises FieldMissing for what this rule cannot do without, ScaleWrong when the floor is not under the ceiling."""

    def given(name: str, **limits: float) -> float | None:
        return case.number(name, **limits) if case.has(name) else None

    stated = Stated(
        given("floor", at_least=0),
        given("ceiling", at_least=0),
        given("euro_per_point", at_least=0),
        given("quality_floor", at_least=0),
    )
    if lacks := rule.lacks(stated):
        case.of(lacks)
    if stated.floor is not None and stated.ceiling is not None and stated.floor >= stated.ceiling:
        raise ScaleWrong(where="floor, ceiling", value=written([stated.floor, stated.ceiling]))
    return stated


def read_quality(case: Case, count: int) -> Floats:
    """Between 0 and 1: on `quality_scale` when given; as it is when it lies there already; out of 100 otherwise."""
    quality = case.numbers("quality", count)
    if case.has("quality_scale"):
        low, high = case.numbers("quality_scale", 2)
        if not low < high:
            raise ScaleWrong(where="quality_scale", value=written([low, high]))
    else:
        low, high = 0.0, 1.0 if ((quality >= 0) & (quality <= 1)).all() else 100.0
    parts: Floats = (quality - low) / (high - low)
    return parts


def read_prices(case: Case) -> Floats:
    prices = case.numbers("prices", at_least=0)
    if not len(prices):
        raise EmptyMatrix(field="prices")
    return prices


def read_table(case: Case, weight: float | None = None) -> PriceTable:
    """`rule`, `prices`, `quality`, `weight_price` (0.4 or 40) and what the rule needs. In the rules without marks,
    quality, its floor and its euros are all in the points of `quality` as given."""
    rule = read_rule(case)
    prices = read_prices(case)
    stated = read_stated(case, rule)
    if rule.form is not Form.MARKS:
        return PriceTable(prices, case.numbers("quality", len(prices)) / 100.0, 0.0, rule, stated)
    quality = read_quality(case, len(prices))
    if weight is None:
        weight = case.number("weight_price", at_least=0, at_most=100)
        weight = weight / 100.0 if weight > 1 else weight
    return PriceTable(prices, quality, weight, rule, stated)
