"""Where a question is that was sent to somebody."""

from enum import StrEnum


class QuestionState(StrEnum):
    WAITING = "waiting"
    ANSWERED = "answered"
    LEFT = "left"
    """No answer is waited for any more."""


MOVES: dict[QuestionState, frozenset[QuestionState]] = {
    QuestionState.WAITING: frozenset({QuestionState.ANSWERED, QuestionState.LEFT}),
    # Back: the answer was undone, or one waits for it after all.
    QuestionState.ANSWERED: frozenset({QuestionState.WAITING}),
    QuestionState.LEFT: frozenset({QuestionState.WAITING}),
}
