"""Own shop or marketplace, ads or none, write or have written: settled by the owner's own numbers.

>>> from datetime import date
>>> from orchestre.arbitration import arbitrate
>>> said = arbitrate("assistant", {"wrong_cost": 0}, on=date(2026, 11, 23))
>>> said["schema"], said["best"]
('orchestre.arbitration/1', 'assistant')
"""

from orchestre.arbitration.given import read_figures
from orchestre.arbitration.loading import topics
from orchestre.arbitration.verdict import SCHEMA, arbitrate, listed

__all__ = ["SCHEMA", "arbitrate", "listed", "read_figures", "topics"]
