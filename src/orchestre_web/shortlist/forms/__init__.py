"""What is asked on the page of the criteria: few fields, in the units of the work."""

from orchestre_web.shortlist.forms.criteria import (
    ADDED,
    KNOWN,
    ByHand,
    Column,
    CriterionForm,
    Language,
    NamedFact,
    Place,
    criterion_values,
    sought,
    words_of_levels,
)
from orchestre_web.shortlist.forms.fields import (
    BoardForm,
    split,
)
from orchestre_web.shortlist.forms.money import (
    MOST_RATES,
    Budget,
    Need,
    PriceFormula,
    Rate,
    all_right,
    formula_values,
    need_values,
    rates_known,
    rates_sent,
)

__all__ = [
    "ADDED",
    "KNOWN",
    "MOST_RATES",
    "BoardForm",
    "Budget",
    "ByHand",
    "Column",
    "CriterionForm",
    "Language",
    "NamedFact",
    "Need",
    "Place",
    "PriceFormula",
    "Rate",
    "all_right",
    "criterion_values",
    "formula_values",
    "need_values",
    "rates_known",
    "rates_sent",
    "sought",
    "split",
    "words_of_levels",
]
