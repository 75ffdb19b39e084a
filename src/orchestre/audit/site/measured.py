"""How often what is said of a site was right, on sites made for the measure: written by `benchmarks/site_checks.py`,
shown with every report."""

import json
from collections.abc import Mapping
from functools import cache
from importlib import resources

FILE = "measured.json"
Measured = Mapping[str, object]


@cache
def measured_on() -> Measured:
    """`sites`, of which `clean` have no fault, looked at on `date`: `recall` is the share of their `faults` that was
    found, `false_alarms` what was said and is not so, `false_alarm_share` of all that was said. `first_sight`: the same
    before anything was mended, which is what a site nobody has seen may expect."""
    read: Measured = json.loads(resources.files("orchestre.audit.site").joinpath(FILE).read_text(encoding="utf-8"))
    return read
