"""Would another formula name another winner? Same bids, same announced weight, every rule that applies.

Stilger, Siderius & van Raaij 2017: 38 formulas compared, the formula decides the winner. Five bids and 40 % on price:
two of the usual formulas disagree four times in ten.
"""

from dataclasses import dataclass

from orchestre.decision.price_rules import PriceNotPositive, PriceRule, rules
from orchestre.decision.price_table import PriceTable


@dataclass(frozen=True, slots=True)
class Named:
    """The winner under one rule: its row, or None when no bid may win. `lacks`: what the rule needs and was not
    stated, `"positive prices"` included; then it names nobody."""

    rule: PriceRule
    winner: int | None
    lacks: str | None = None


@dataclass(frozen=True, slots=True)
class FormulaTest:
    """Every rule, in alphabetical order of its name."""

    named: tuple[Named, ...]
    chosen: str

    @property
    def disagree(self) -> tuple[Named, ...]:
        """Rules that name somebody else than the chosen rule does."""
        winner = next(one.winner for one in self.named if one.rule.name == self.chosen)
        return tuple(one for one in self.named if one.lacks is None and one.winner not in (winner, None))


def formula_test(table: PriceTable) -> FormulaTest:
    before = table.winner()
    named = []
    for rule in rules().values():
        lacks = rule.lacks(table.stated)
        winner = None
        if lacks is None:
            try:
                winners = table.under(rule).winners()
            except PriceNotPositive:
                lacks = "positive prices"
            else:  # a tie that holds the winner is no disagreement
                winner = before if before in winners else next(iter(winners), None)
        named.append(Named(rule, winner, lacks))
    return FormulaTest(tuple(named), table.rule.name)
