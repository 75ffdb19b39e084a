"""`effective_weight`: the part of the choice that the price really makes on these bids, beside what was announced.

w_p range(price marks) / (w_p range(price marks) + (1 - w_p) range(quality)), marks and quality between 0 and 1. The
quality may be given out of 1, out of 100, or on `quality_scale`. Null when nothing differs, and in rules without price
weight.
"""

from orchestre.decision.cases.given import Case
from orchestre.decision.cases.prices import price_warnings, quality_warnings, read_table
from orchestre.decision.price_rules import Form
from orchestre.decision.warnings.effective_weight import effective_weight

METHOD = "effective_weight"


def run(case: Case) -> dict[str, object]:
    table = read_table(case)
    found = effective_weight(table)
    warnings = price_warnings(case, table.prices) + quality_warnings(case)
    if found is None:
        code = "no_price_weight" if table.rule.form is not Form.MARKS else "nothing_spreads"
        warnings.append(case.warning(f"decision.case_{code}"))
    elif how := "neutralised" if found.neutralised else "alone" if found.alone else "far" if found.far else "":
        shares = {"nominal": _percent(found.nominal), "effective": _percent(found.effective)}
        warnings.append(case.warning(f"decision.case_{how}", **shares))
    return {
        "rule": table.rule.name,
        "effective_weight": None if found is None else found.effective,
        "nominal_weight": table.weight,
        "warnings": warnings,
    }


def _percent(part: float) -> int:
    return round(100 * part)
