"""From which weight of the price another bid wins: the upper envelope of one straight line a bid, exact.

With marks p and quality q the score at weight w is q + w (p - q). Who is highest changes only at corners of the
envelope, between 0 and 1.
"""

from dataclasses import dataclass

from orchestre.decision.price_rules import Form
from orchestre.decision.price_table import PriceTable
from orchestre.decision.ranking import TIE
from orchestre.decision.warnings.middle_bid import hull


@dataclass(frozen=True, slots=True)
class Switches:
    """`winners[i]`, a row of the table, wins from `weights[i - 1]` to `weights[i]`; the first from 0, the last to 1."""

    weights: tuple[float, ...]
    winners: tuple[int, ...]


def switch_weights(table: PriceTable) -> Switches | None:
    """None for a rule in which the price has no weight, and without bids."""
    if table.rule.form is not Form.MARKS or not len(table):
        return None
    marks, quality = table.marks(), table.quality
    weights: list[float] = []
    winners: list[int] = []
    for row in hull(marks, quality):
        if winners:
            last = winners[-1]
            lead, gain = float(quality[last] - quality[row]), float(marks[row] - marks[last])
            at = lead / (lead + gain)
            if weights and at <= weights[-1] + TIE:  # three lines through one corner: the middle one wins nowhere
                winners[-1] = row
                continue
            weights.append(at)
        winners.append(row)
    return Switches(tuple(weights), tuple(winners))
