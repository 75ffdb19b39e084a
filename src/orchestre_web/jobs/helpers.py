"""The other cores of the machine, for a long job: processes that compute and answer, and never see the database.

They end with the job that asked for them, and by themselves when the worker is killed. Whatever becomes of them the
work goes on: an answer that does not come is worked out in the worker. This file is loaded by them without Django.

Each helper has a pipe of its own and a thread that waits at it: they hold no lock together, so that one killed at any
moment leaves nothing that another, or the worker, would wait for.
"""

import faulthandler
import os
import signal
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from multiprocessing import connection, forkserver, get_all_start_methods, get_context, parent_process
from multiprocessing.connection import Connection
from traceback import format_exc
from typing import Any, ParamSpec, TypeVar

MOST = 4
"""One writer keeps up with no more, and each takes memory."""

P = ParamSpec("P")
T = TypeVar("T")

# Not a fork of the worker, which would take its database connection and half of its threads along, but of a process
# that has none: it loads once what all of them need (`get_ready`).
_AFRESH = get_context("forkserver") if "forkserver" in get_all_start_methods() else get_context("spawn")


def cores() -> int:
    """Those this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Gone(Exception):
    """The helper ended without an answer."""


class _Helper:
    def __init__(self, stuck_after: float) -> None:
        self._pipe, other_end = _AFRESH.Pipe()
        self._process = _AFRESH.Process(target=_serve, args=(other_end, stuck_after), daemon=True)
        self._process.start()
        other_end.close()  # held here too, it would hide that the helper is gone

    def answer(self, *question: object) -> Any:
        """Raises Gone, and what the work raised."""
        try:
            self._pipe.send(question)
            done, value = self._pipe.recv()
        except Exception as gone:  # its end of the pipe is closed, or what goes through does not go into a pipe
            raise Gone from gone
        if not done:
            raise value
        return value

    def end(self) -> None:
        """At once, whatever it does. Whoever waits for its answer is told that it is gone."""
        self._process.kill()

    def forget(self) -> None:
        self.end()
        self._process.join()
        self._pipe.close()


class Helpers:
    """`stuck_after`: seconds after which a helper at one and the same question ends itself, as the worker does."""

    def __init__(self, count: int, stuck_after: float) -> None:
        self._threads = ThreadPoolExecutor(count, "helper")
        self._stuck_after = stuck_after
        self._mine = threading.local()
        self._all: list[_Helper] = []
        self._ended = False
        self._changing = threading.Lock()

    def ask(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Callable[[], T]:
        """Hand the work over; the returned function waits for the answer. `work` is a function of a module that loads
        without Django."""
        future: Future[T] | None
        try:
            future = self._threads.submit(self._answer, work, args, kwargs)
        except RuntimeError:  # let go already
            future = None

        def answer() -> T:
            if future is not None:
                try:
                    return future.result()
                except (Gone, CancelledError):
                    pass
            return work(*args, **kwargs)

        return answer

    def end(self) -> None:
        """At once, with what they were asked and nobody waits for."""
        with self._changing:
            self._ended = True
            for helper in self._all:
                helper.end()
        self._threads.shutdown(wait=True, cancel_futures=True)
        for helper in self._all:
            helper.forget()

    def _answer(self, work: Callable[..., T], args: tuple[object, ...], kwargs: Mapping[str, object]) -> T:
        """In one of the threads: each starts its helper when it first needs one, and another when that one is gone."""
        helper = self._started()
        try:
            answer: T = helper.answer(work, args, kwargs)
        except Gone:
            self._mine.helper = None
            with self._changing:
                self._all.remove(helper)
            helper.forget()
            raise
        return answer

    def _started(self) -> _Helper:
        helper: _Helper | None = getattr(self._mine, "helper", None)
        if helper is None:
            with self._changing:
                if self._ended:
                    raise Gone
                try:
                    helper = self._mine.helper = _Helper(self._stuck_after)
                except OSError as none:  # no memory, or no room for another process
                    raise Gone from none
                self._all.append(helper)
        return helper


_held: list[Helpers] = []


def get_ready(loaded: Sequence[str]) -> None:
    """Helpers will soon be wanted: the process they are copies of starts to load these modules, and nobody waits for
    it. It stays until this process ends."""
    if cores() > 1 and _AFRESH.get_start_method() == "forkserver":
        _AFRESH.set_forkserver_preload(list(loaded))
        forkserver.ensure_running()


def begin(stuck_after: float) -> Helpers | None:
    """The helpers of this process; None on one core."""
    if not _held and cores() > 1:
        _held.append(Helpers(min(MOST, cores()), stuck_after))
    return there()


def there() -> Helpers | None:
    """Those that were begun and not let go."""
    return _held[0] if _held else None


def end() -> None:
    """Let them go, with what they were asked and nobody waits for."""
    while _held:
        _held.pop().end()


def _serve(questions: Connection, stuck_after: float) -> None:
    """The life of a helper: it answers until the other end of the pipe is gone."""
    # A signal to the whole group is for the worker: it puts its job back, and lets its helpers go.
    for name in ("SIGINT", "SIGTERM"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    threading.Thread(target=_leave_with_the_worker, daemon=True, name="watch").start()
    while True:
        try:
            work, args, kwargs = questions.recv()
        except (EOFError, OSError):
            return
        # The clock runs outside Python: it also ends a helper stuck in one long call, which the watch cannot.
        faulthandler.dump_traceback_later(stuck_after, exit=True)
        try:
            said = (True, work(*args, **kwargs))
        except Exception as fault:
            fault.add_note(format_exc())  # the lines that raised it are not those of whoever reads it
            said = (False, fault)
        finally:
            faulthandler.cancel_dump_traceback_later()
        questions.send(said)


def _leave_with_the_worker() -> None:
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
