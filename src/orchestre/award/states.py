"""Where an award stands, and where it may go from there. Undoing is a move back: the line of the first move stays."""

from enum import StrEnum

from orchestre.basics import OrchestreError


class BadMove(OrchestreError):
    code = "award.bad_move"


class AwardState(StrEnum):
    CHOSEN = "chosen"
    APPROVED = "approved"
    """By a second person, where the amount asks for one."""
    TOLD = "told"
    """The letters are sent."""
    SIGNED = "signed"
    ENDED = "ended"
    GIVEN_UP = "given_up"


MOVES: dict[AwardState, tuple[AwardState, ...]] = {
    AwardState.CHOSEN: (AwardState.APPROVED, AwardState.TOLD, AwardState.GIVEN_UP),
    AwardState.APPROVED: (AwardState.TOLD, AwardState.GIVEN_UP),
    AwardState.TOLD: (AwardState.SIGNED, AwardState.GIVEN_UP),
    AwardState.SIGNED: (AwardState.ENDED, AwardState.GIVEN_UP),
    AwardState.ENDED: (),
    AwardState.GIVEN_UP: (AwardState.CHOSEN,),  # another offer was chosen since
}
"""Forward, the usual one first. A move back goes to where the last move came from, and nowhere else."""


def forward(state: AwardState, *, needs_approval: bool) -> tuple[AwardState, ...]:
    """Where one may go. Whether a second person has to approve decides between the two ways out of `CHOSEN`.

    >>> [each.value for each in forward(AwardState.CHOSEN, needs_approval=True)]
    ['approved', 'given_up']
    """
    skipped = AwardState.TOLD if needs_approval else AwardState.APPROVED
    return tuple(to for to in MOVES[state] if not (state is AwardState.CHOSEN and to is skipped))


def move(state: AwardState, to: AwardState, *, needs_approval: bool) -> AwardState:
    """Raises BadMove."""
    if to not in forward(state, needs_approval=needs_approval):
        raise BadMove
    return to


def back(state: AwardState, came_from: AwardState) -> AwardState:
    """The state before the last move. Raises BadMove when that move could not have led here.

    >>> back(AwardState.GIVEN_UP, AwardState.SIGNED).value
    'signed'
    """
    if state not in MOVES[came_from]:
        raise BadMove
    return came_from
