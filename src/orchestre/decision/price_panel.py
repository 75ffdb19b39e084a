"""How the price acts in a ranking: everything an owner may be asked about it, worked out at once.

Only bids whose price is known are looked at: a price that may be anything says nothing of a rule.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from orchestre.decision.matrix import Cells, Worths
from orchestre.decision.methods import additive
from orchestre.decision.price_rules import Form, PriceNotPositive, PriceRule
from orchestre.decision.price_table import PriceTable
from orchestre.decision.robustness.switches import Switches
from orchestre.decision.scales import Scales, stated
from orchestre.decision.scoring import Model
from orchestre.decision.values import Flags, Floats
from orchestre.decision.warnings.abnormally_low import abnormally_low
from orchestre.decision.warnings.effective_weight import EffectiveWeight, effective_weights
from orchestre.decision.warnings.formulas import FormulaTest, formula_test
from orchestre.decision.warnings.gaps import Cliff, UnequalGaps, cliff, unequal_gaps
from orchestre.decision.warnings.middle_bid import middle_bids_that_cannot_win
from orchestre.decision.warnings.removal import Flip, PhantomFlip, phantom_flips, removal_flips
from orchestre.decision.warnings.switch import switch_weights


@dataclass(frozen=True)
class PricePanel:
    """`rows`: for each row of `table`, its row in the cells. Everything else speaks in rows of `table`; `ids` names
    them. Worked out when first asked for."""

    rule: PriceRule
    table: PriceTable
    rows: tuple[int, ...]
    ids: tuple[str, ...]
    nominal: float | None
    contributions: Floats

    @cached_property
    def effective(self) -> EffectiveWeight | None:
        """Against every other criterion apart. None without a price weight, or when no criterion parts the bids."""
        shares = effective_weights(self.contributions)
        if self.nominal is None or shares is None or len(self.table) < 2:
            return None
        return EffectiveWeight(self.nominal, float(shares[-1]))

    @cached_property
    def switches(self) -> Switches | None:
        return switch_weights(self.table)

    @cached_property
    def flips(self) -> list[Flip]:
        return removal_flips(self.table)

    @cached_property
    def phantoms(self) -> list[PhantomFlip]:
        return phantom_flips(self.table)

    @cached_property
    def formulas(self) -> FormulaTest:
        return formula_test(self.table)

    def points_under(self, rule: PriceRule) -> Floats | None:
        """Of every bid, out of 100, were the price marked by this rule; None where it gives no marks on these bids."""
        if rule.form is not Form.MARKS or rule.lacks(self.table.stated):
            return None
        try:
            return 100.0 * self.table.under(rule).scores()
        except PriceNotPositive:
            return None

    @cached_property
    def middle(self) -> list[int]:
        return middle_bids_that_cannot_win(self.table)

    @cached_property
    def gaps(self) -> UnequalGaps | None:
        return unequal_gaps(self.table)

    @cached_property
    def cliff(self) -> Cliff | None:
        return cliff(self.table)

    @cached_property
    def low(self) -> list[int]:
        return abnormally_low(self.table.prices)


def price_panel(scales: Scales, cells: Cells, worths: Worths, model: Model, known: Flags) -> PricePanel | None:
    """`worths` as the scales give them, `model` as `additive_form` does; `known`: n flags, the price was said.

    None when the decision has no price, or nobody's price is known.
    """
    if scales.price is None or not known.any():
        return None
    price, rule = scales.price
    j = cells.keys.index(price.key)
    rows = np.flatnonzero(known)
    shares = np.array(additive.shares(model.worths, model.weights))
    weight = float(shares[j])
    others = np.flatnonzero(np.arange(len(cells.keys)) != j)
    quality = np.zeros(len(rows))
    points = shares[others] / (1.0 - weight) if weight < 1.0 else np.zeros(len(others))
    for column, part in zip(others.tolist(), points.tolist(), strict=True):
        quality += part * worths.likely[rows, column]
    contributions = np.column_stack(
        [model.worths.likely[np.ix_(rows, others)] * shares[others], model.worths.likely[rows, j] * weight]
    )
    return PricePanel(
        rule=rule,
        table=PriceTable(cells.likely[rows, j], quality, weight, rule, stated(price)),
        rows=tuple(rows.tolist()),
        ids=tuple(cells.ids[row] for row in rows),
        nominal=None if rule.form is Form.PER_POINT else weight,
        contributions=contributions,
    )
