"""One file a rule. A file here that defines `RULE` is a rule: nothing else has to be told.

A rule turns comparable totals into a worth between 0 and 1; the points of the price then multiply it.
"""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol

from orchestre.basics import OrchestreError
from orchestre.decision.values import Floats


class UnknownPriceRule(OrchestreError):
    code = "decision.unknown_price_rule"


class PriceRule(Protocol):
    """`depends_on_other_bids`: then one offer's worth may change when another withdraws."""

    @property
    def name(self) -> str: ...

    @property
    def depends_on_other_bids(self) -> bool: ...

    def worths(self, totals: Floats, *, floor: float, ceiling: float) -> Floats: ...


@cache
def rules() -> Mapping[str, PriceRule]:
    """Every rule by its name, in alphabetical order."""
    found: dict[str, PriceRule] = {}
    for module in sorted(iter_modules(__path__), key=lambda m: m.name):
        rule: PriceRule = import_module(f"{__name__}.{module.name}").RULE
        found[rule.name] = rule
    return found


def rule_named(name: str) -> PriceRule:
    """Raises UnknownPriceRule."""
    if name not in rules():
        raise UnknownPriceRule(name=name, known=", ".join(rules()))
    return rules()[name]
