"""Hire, rent, share, train or have done: for the same work, what each way costs, delivers and leaves undone.

>>> from datetime import date
>>> from orchestre.staffing.scenarios import comparison, read_case
>>> text = '[[scenario]]\\ntemplate = "cdo"\\n[[scenario]]\\ntemplate = "strategist"'
>>> case = read_case(text, today=date(2026, 11, 23))
>>> said = comparison(case, "en", draws=500)
>>> said["schema"], [one["id"] for one in said["scenarios"]]
('orchestre.staffing_comparison/1', ['cdo', 'strategist'])
"""

from orchestre.staffing.scenarios.document import SCHEMA, comparison
from orchestre.staffing.scenarios.given import read_case, templates

__all__ = ["SCHEMA", "comparison", "read_case", "templates"]
