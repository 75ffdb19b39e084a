"""Would another formula name another winner? Same bids, same announced weight, every rule that applies.

Stilger, Siderius & van Raaij 2017: 38 formulas compared, the formula decides the winner. Five bids and 40 % on price:
two of the usual formulas disagree four times in ten.
"""

from dataclasses import dataclass

from orchestre.decision.price_rules import PriceNotPositive, PriceRule, rules
from orchestre.decision.price_table import PriceTable


@dataclass(frozen=True, slots=True)
class Named:
    """The winner under one rule: its row, or None when no bid may win. `tied`: who shares the first place with it.
    `lacks`: what the rule needs and was not stated, `"positive prices"` included; then it names nobody."""

    rule: PriceRule
    winner: int | None
    lacks: str | None = None
    tied: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class FormulaTest:
    """Every rule, in alphabetical order of its name."""

    named: tuple[Named, ...]
    chosen: str

    @property
    def disagree(self) -> tuple[Named, ...]:
        """Rules that name somebody who is not among the first under the chosen rule."""
        own = next(one for one in self.named if one.rule.name == self.chosen)
        first = {own.winner, *own.tied, None}
        return tuple(one for one in self.named if one.lacks is None and one.winner not in first)


def formula_test(table: PriceTable) -> FormulaTest:
    first = table.winners()
    named = []
    for rule in rules().values():
        lacks = rule.lacks(table.stated)
        winner: int | None = None
        tied: tuple[int, ...] = ()
        if lacks is None:
            try:
                winners = table.under(rule).winners()
            except PriceNotPositive:
                lacks = "positive prices"
            else:  # a tie that holds one of the first is no disagreement
                winner = next((row for row in first if row in winners), next(iter(winners), None))
                tied = tuple(row for row in winners if row != winner)
        named.append(Named(rule, winner, lacks, tied))
    return FormulaTest(tuple(named), table.rule.name)
