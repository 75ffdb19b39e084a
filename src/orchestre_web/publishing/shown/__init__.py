"""What the pages of a publication show, in words."""

from orchestre_web.publishing.shown.announced import announced, channels
from orchestre_web.publishing.shown.pages import (
    amounts_said,
    budget_of,
    change_in_words,
    lines_of,
    moment_in_words,
    moved_in_words,
    preview,
    refusals,
    requirements_of,
    sections,
    time_left,
    total_in_words,
)
from orchestre_web.publishing.shown.paper import endings, paper, release, structured
from orchestre_web.publishing.shown.rules import level_of, rule_shown
from orchestre_web.publishing.shown.themes import themes

__all__ = [
    "amounts_said",
    "announced",
    "budget_of",
    "change_in_words",
    "channels",
    "endings",
    "level_of",
    "lines_of",
    "moment_in_words",
    "moved_in_words",
    "paper",
    "preview",
    "refusals",
    "release",
    "requirements_of",
    "rule_shown",
    "sections",
    "structured",
    "themes",
    "time_left",
    "total_in_words",
]
