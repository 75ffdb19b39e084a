"""What cannot be done with a call, each with its sentence."""

from orchestre.basics import OrchestreError
from orchestre_web.calls.models import Delivery


class AlreadyReceived(OrchestreError):
    """The same bytes are in this call."""

    code = "calls.already_received"

    def __init__(self, delivery: Delivery) -> None:
        super().__init__(name=delivery.name, when=delivery.received_at.date())
        self.delivery = delivery


class NothingPasted(OrchestreError):
    code = "calls.nothing_pasted"


class NoTextColumn(OrchestreError):
    code = "calls.no_text_column"


class RoleTwice(OrchestreError):
    code = "calls.role_twice"


class BudgetUpsideDown(OrchestreError):
    code = "calls.budget_upside_down"


class NoCeiling(OrchestreError):
    """Nobody said or knows what it may cost: a rule frozen on such bounds would compare nothing."""

    code = "calls.no_ceiling"


class StillReading(OrchestreError):
    code = "calls.still_reading"


class SourceErased(OrchestreError):
    """A reply of it was erased: the bytes went with it."""

    code = "calls.source_erased"


class NobodyChosen(OrchestreError):
    """Nothing was ticked."""

    code = "calls.nobody_chosen"


class LessonUnknown(OrchestreError):
    """It is no longer learnt: a correction behind it was undone meanwhile."""

    code = "calls.lesson_unknown"


class OnlyAnExample(OrchestreError):
    code = "calls.only_an_example"


class CallOver(OrchestreError):
    """What came in would be erased the next day."""

    code = "calls.call_over"


class DayGone(OrchestreError):
    """Replies cannot be kept until a day that is over."""

    code = "calls.day_gone"


class DayTooFar(OrchestreError):
    """Replies are kept for five years at most."""

    code = "calls.day_too_far"


class FetchUnderWay(OrchestreError):
    """One at a time of a company: the worker waits for the other server."""

    code = "calls.fetch_under_way"
