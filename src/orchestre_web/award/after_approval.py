"""A second person approved a choice, or took that back: open data say whether the award that was told is in force."""

from orchestre_web.award.actions import follow_approval

__all__ = ["follow_approval"]
