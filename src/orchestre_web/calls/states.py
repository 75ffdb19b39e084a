"""The states of a delivery and its allowed moves."""

from enum import StrEnum


class DeliveryState(StrEnum):
    WAITING_COLUMNS = "waiting_columns"
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"

    @property
    def is_under_way(self) -> bool:
        return self in {DeliveryState.QUEUED, DeliveryState.RUNNING}


MOVES: dict[DeliveryState, frozenset[DeliveryState]] = {
    DeliveryState.WAITING_COLUMNS: frozenset({DeliveryState.QUEUED, DeliveryState.FAILED}),
    DeliveryState.QUEUED: frozenset({DeliveryState.RUNNING, DeliveryState.FAILED}),
    # Back to queued: the worker died and another goes on.
    DeliveryState.RUNNING: frozenset({DeliveryState.DONE, DeliveryState.FAILED, DeliveryState.QUEUED}),
    # The columns may be changed afterwards, and a failed reading tried again.
    DeliveryState.DONE: frozenset({DeliveryState.QUEUED}),
    DeliveryState.FAILED: frozenset({DeliveryState.QUEUED, DeliveryState.WAITING_COLUMNS}),
}
