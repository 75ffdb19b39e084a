"""What a generalist knows: topics, kinds of need, trades, figures by date. TOML data and one reader.

>>> from datetime import date
>>> from orchestre.knowledge import load, past_their_date
>>> load().kinds["shop"].label.en
'Online shop'
>>> past_their_date(load().figures, date(2026, 1, 1))
[]
"""

from orchestre.knowledge.loading import load, past_their_date, typeset
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
    "past_their_date",
    "typeset",
]
