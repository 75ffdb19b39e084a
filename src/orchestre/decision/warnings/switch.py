"""From which weight of the price another bid wins: `robustness.switches` on the marks of the price and the quality."""

import numpy as np

from orchestre.decision.price_rules import Form
from orchestre.decision.price_table import PriceTable
from orchestre.decision.robustness.switches import Switches, switches


def switch_weights(table: PriceTable) -> Switches | None:
    """Rows of the table. None for a rule in which the price has no weight, and without bids."""
    if table.rule.form is not Form.MARKS or not len(table):
        return None
    return switches(np.column_stack([table.marks(), table.quality]), np.array([table.weight, 1.0 - table.weight]), 0)
