"""The states of a need and its allowed moves."""

from enum import StrEnum


class NeedState(StrEnum):
    DRAFT = "draft"
    CALLED = "called"
    """At least one call was made from one of its versions."""
    ASIDE = "aside"
    """Put away by the owner; nothing of it is lost, and it can be taken up again."""


MOVES: dict[NeedState, frozenset[NeedState]] = {
    NeedState.DRAFT: frozenset({NeedState.CALLED, NeedState.ASIDE}),
    # A later version may be called too; the last call deleted, it is a draft again.
    NeedState.CALLED: frozenset({NeedState.CALLED, NeedState.DRAFT}),
    NeedState.ASIDE: frozenset({NeedState.DRAFT}),
}
