"""Where somebody's letter is, and in which group of the page he stands."""

from enum import StrEnum

from orchestre.shortlist.letters import IN_PLACE, LetterKind


class AnswerState(StrEnum):
    TO_SEND = "to_send"
    SENT = "sent"
    NOTHING = "nothing"
    """Nothing is to be sent: chatter, spam, or the owner said so."""


MOVES: dict[AnswerState, frozenset[AnswerState]] = {
    AnswerState.TO_SEND: frozenset({AnswerState.SENT, AnswerState.NOTHING}),
    # Sent again: thanked first, then told that he is among the first. Back: the sending was undone.
    AnswerState.SENT: frozenset({AnswerState.SENT, AnswerState.TO_SEND}),
    AnswerState.NOTHING: frozenset({AnswerState.TO_SEND}),
}


class Group(StrEnum):
    FIRST = "first"
    OFFERS = "offers"
    REFERRALS = "referrals"
    QUESTIONS = "questions"
    NOTHING = "nothing"


KINDS: dict[Group, tuple[LetterKind, ...]] = {
    Group.FIRST: (LetterKind.CHOSEN, LetterKind.SHORTLISTED, *IN_PLACE),
    Group.OFFERS: (LetterKind.THANKS, LetterKind.REFUSAL),
    Group.REFERRALS: (LetterKind.REFERRAL,),
    Group.QUESTIONS: (LetterKind.ANSWER,),
    Group.NOTHING: (),
}


_GROUPS = {kind: group for group, kinds in KINDS.items() for kind in kinds}


def group_of(kind: LetterKind | None) -> Group:
    """
    >>> group_of(LetterKind.REFUSAL), group_of(None)
    (<Group.OFFERS: 'offers'>, <Group.NOTHING: 'nothing'>)
    """
    return Group.NOTHING if kind is None else _GROUPS[kind]
