"""The other cores of the machine, for a long job: processes that compute and answer, and never see the database.

They end with the job that asked for them, and by themselves when the worker is killed. Whatever becomes of them the
work goes on: an answer that does not come is worked out in the worker. This file is loaded by them without Django.
"""

import faulthandler
import os
import signal
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import connection, get_context, parent_process
from typing import ParamSpec, TypeVar

MOST = 4
"""One writer keeps up with no more, and each takes memory."""

P = ParamSpec("P")
T = TypeVar("T")


def cores() -> int:
    """Those this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Helpers:
    """`stuck_after`: seconds after which a helper at one and the same question ends itself, as the worker does."""

    def __init__(self, count: int, stuck_after: float) -> None:
        # Started afresh: a fork would take the worker's database connection and half of its threads along.
        self._pool = ProcessPoolExecutor(count, get_context("spawn"), _begin)
        self._stuck_after = stuck_after

    def ask(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Callable[[], T]:
        """Hand the work over; the returned function waits for the answer. `work` is a function of a module that loads
        without Django."""
        future: Future[T] | None
        try:
            future = self._pool.submit(_answer, self._stuck_after, work, args, kwargs)
        except (BrokenProcessPool, RuntimeError, OSError):
            future = None

        def answer() -> T:
            if future is not None:
                try:
                    return future.result()
                except (BrokenProcessPool, CancelledError):
                    pass
            return work(*args, **kwargs)

        return answer

    def end(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)


_held: list[Helpers] = []


def begin(stuck_after: float) -> Helpers | None:
    """The helpers of this process; None on one core."""
    if not _held and cores() > 1:
        _held.append(Helpers(min(MOST, cores()), stuck_after))
    return _held[0] if _held else None


def end() -> None:
    """Let them go, with what they were asked and nobody waits for."""
    while _held:
        _held.pop().end()


def _begin() -> None:
    """A signal to the whole group is for the worker: it puts its job back, and lets its helpers go."""
    for name in ("SIGINT", "SIGTERM"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    threading.Thread(target=_leave_with_the_worker, daemon=True, name="watch").start()


def _leave_with_the_worker() -> None:
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def _answer(stuck_after: float, work: Callable[..., T], args: tuple[object, ...], kwargs: Mapping[str, object]) -> T:
    # The clock runs outside Python: it also ends a helper stuck in one long call, which the watch cannot.
    faulthandler.dump_traceback_later(stuck_after, exit=True)
    try:
        return work(*args, **kwargs)
    finally:
        faulthandler.cancel_dump_traceback_later()
