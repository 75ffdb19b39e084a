"""What is measured of a company's site and habits. Now: published grades, worked out again from their inputs.

>>> from orchestre.audit import grade
>>> grade('{"kind": "ecoindex", "dom": 100, "requests": 100, "kb": 100}')["grade"]
'B'
"""

from orchestre.audit.grades import SCHEMA, grade, kinds

__all__ = ["SCHEMA", "grade", "kinds"]
