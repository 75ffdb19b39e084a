"""What a price rule does on these bids that was not announced. One file a warning, each a pure function of a
`PriceTable` that returns a small value, or None when there is nothing to say. Formulas are judged on the bids
received, so nothing here changes a rank: it says what the rank stands on.
"""
