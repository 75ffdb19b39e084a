"""What an employee costs in France, under the law of a day, line by line.

>>> from datetime import date
>>> from orchestre.staffing.cost import employer_cost, read_post
>>> post = read_post({"gross": "45 000", "headcount": "30", "mobility": "2 %"}, today=date(2026, 11, 23))
>>> said = employer_cost(post, "en")
>>> said["schema"], said["law"]["year"], len(said["lines"]) > 15
('orchestre.employer_cost/1', 2026, True)
"""

from orchestre.staffing.cost.document import SCHEMA, batch, employer_cost
from orchestre.staffing.cost.given import Post, read_post
from orchestre.staffing.cost.post import Contract, Terms
from orchestre.staffing.cost.working import lines, yearly, yearly_many

__all__ = [
    "SCHEMA",
    "Contract",
    "Post",
    "Terms",
    "batch",
    "employer_cost",
    "lines",
    "read_post",
    "yearly",
    "yearly_many",
]
