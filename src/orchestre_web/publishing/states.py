"""Where a publication stands, and where it may go from there."""

from collections.abc import Mapping
from enum import StrEnum


class PublicationState(StrEnum):
    DRAFT = "draft"
    """Nobody sees it but the company."""
    OPEN = "open"
    CLOSED = "closed"
    """The page says that it is over; late replies only where the owner lets them in."""
    WITHDRAWN = "withdrawn"
    """The page says that the call was withdrawn, and shows nothing of it."""


MOVES: Mapping[PublicationState, frozenset[PublicationState]] = {
    PublicationState.DRAFT: frozenset({PublicationState.OPEN}),
    PublicationState.OPEN: frozenset({PublicationState.CLOSED, PublicationState.WITHDRAWN}),
    PublicationState.CLOSED: frozenset({PublicationState.OPEN, PublicationState.WITHDRAWN}),
    PublicationState.WITHDRAWN: frozenset({PublicationState.OPEN}),
}
