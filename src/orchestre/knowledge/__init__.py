"""What a generalist knows: topics, kinds of need, trades, figures by date. TOML data and one reader.

>>> from datetime import date
>>> from orchestre.knowledge import load
>>> load().kinds["shop"].label.en
'Online shop'
"""

from orchestre.knowledge.loading import load, said, typeset
from orchestre.knowledge.phrases import Hit, find, holds
from orchestre.knowledge.values import (
    Both,
    Channel,
    Criterion,
    Duty,
    Figure,
    Kind,
    Knowledge,
    Question,
    Requirement,
    Topic,
    Trade,
)

__all__ = [
    "Both",
    "Channel",
    "Criterion",
    "Duty",
    "Figure",
    "Hit",
    "Kind",
    "Knowledge",
    "Question",
    "Requirement",
    "Topic",
    "Trade",
    "find",
    "holds",
    "load",
    "said",
    "typeset",
]
