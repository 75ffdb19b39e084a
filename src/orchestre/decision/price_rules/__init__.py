"""One file a rule. A file here that defines `RULE` is a rule: nothing else has to be told.

A rule turns comparable totals into a worth between 0 and 1; the points of the price then multiply it. Two rules do
otherwise (`Form`). Schotanus & al. (2022, 303 tenders) and Stilger, Siderius & van Raaij (2017, 38 formulas): the
formula decides the winner, so the default is the one whose marks no other bid can move.
"""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from orchestre.basics import OrchestreError
from orchestre.decision.price_rules.rule import Form, NoBid, PriceNotPositive, PriceRule, Stated

__all__ = ["Form", "NoBid", "PriceNotPositive", "PriceRule", "Stated", "UnknownPriceRule", "rule_named", "rules"]


class UnknownPriceRule(OrchestreError):
    code = "decision.unknown_price_rule"


@cache
def rules() -> Mapping[str, PriceRule]:
    """Every rule by its name, in alphabetical order."""
    found: dict[str, PriceRule] = {}
    for module in sorted(iter_modules(__path__), key=lambda m: m.name):
        rule: PriceRule | None = getattr(import_module(f"{__name__}.{module.name}"), "RULE", None)
        if rule is not None:
            found[rule.name] = rule
    return found


def rule_named(name: str) -> PriceRule:
    """Raises UnknownPriceRule."""
    if name not in rules():
        raise UnknownPriceRule(name=name, known=", ".join(rules()))
    return rules()[name]
