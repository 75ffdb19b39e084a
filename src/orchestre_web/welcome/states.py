"""Where somebody stands in the tour."""

from enum import StrEnum


class TourState(StrEnum):
    UNDER_WAY = "under_way"
    STOPPED = "stopped"
    DONE = "done"


MOVES = {state: set(TourState) for state in TourState}
"""A tour may be stopped, taken up and done again as often as one likes."""
