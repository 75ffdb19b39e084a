"""After the choice: where an award stands, the papers the law asks for, what is published, the record.

>>> from orchestre.award import AwardState, forward
>>> [move.value for move in forward(AwardState.CHOSEN, needs_approval=False)]
['told', 'given_up']
"""

from orchestre.award.calendar import Reminder, calendar
from orchestre.award.papers import (
    LAW,
    SOON,
    PaperKind,
    PaperState,
    ProviderKind,
    Seen,
    Vigilance,
    Why,
    papers_for,
    vigilance,
)
from orchestre.award.record import Record, Signed, Statement, record_document
from orchestre.award.releases import (
    Contract,
    Winner,
    award_id,
    award_release,
    cancellation,
    contract_release,
    sealed,
    statuses,
)
from orchestre.award.states import AwardState, BadMove, back, forward, move

__all__ = [
    "LAW",
    "SOON",
    "AwardState",
    "BadMove",
    "Contract",
    "PaperKind",
    "PaperState",
    "ProviderKind",
    "Record",
    "Reminder",
    "Seen",
    "Signed",
    "Statement",
    "Vigilance",
    "Why",
    "Winner",
    "award_id",
    "award_release",
    "back",
    "calendar",
    "cancellation",
    "contract_release",
    "forward",
    "move",
    "papers_for",
    "record_document",
    "sealed",
    "statuses",
    "vigilance",
]
