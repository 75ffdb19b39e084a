"""Helping processes: the same answers, with them or without, and nobody left behind."""

import operator
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from orchestre_web.jobs import helpers


@pytest.fixture
def two() -> Iterator[helpers.Helpers]:
    pool = helpers.Helpers(2, stuck_after=60)
    yield pool
    pool.end()


def test_answers_come_in_the_order_in_which_one_waits_for_them(two: helpers.Helpers) -> None:
    answers = [two.ask(pow, n, 2) for n in range(20)]
    assert [answer() for answer in reversed(answers)] == [n * n for n in reversed(range(20))]
    assert two.ask(os.getpid)() != os.getpid()


def test_what_a_killed_helper_leaves_is_worked_out_here_and_another_takes_its_place() -> None:
    pool = helpers.Helpers(1, stuck_after=60)
    try:
        first = pool.ask(os.getpid)()
        os.kill(first, signal.SIGSTOP)
        answer = pool.ask(os.getpid)
        os.kill(first, signal.SIGKILL)
        assert answer() == os.getpid()
        assert pool.ask(os.getpid)() not in {first, os.getpid()}
    finally:
        pool.end()


def test_one_killed_at_any_moment_leaves_nobody_waiting(two: helpers.Helpers) -> None:
    """What helpers would share, one could hold when it is killed: the rest would wait for ever, and the worker too."""
    for n in range(15):
        answers = [two.ask(os.getpid) for _ in range(4)]
        if (killed := answers[n % 4]()) != os.getpid():
            os.kill(killed, signal.SIGKILL)
        assert [two.ask(pow, n, 2)() for _ in range(3)] == [n * n] * 3
        assert all(answer() for answer in answers)
    pid = two.ask(os.getpid)()
    two.end()
    _gone(pid)


def test_what_does_not_go_through_a_pipe_is_worked_out_here(two: helpers.Helpers) -> None:
    assert two.ask(lambda: 4)() == 4
    assert two.ask(operator.itemgetter, 0)()([3]) == 3
    assert two.ask(threading.Lock)().acquire(blocking=False)


def test_a_fault_in_the_work_is_raised_here(two: helpers.Helpers) -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        two.ask(int, "x")()


def test_helpers_let_go_answer_no_more_but_the_work_is_done() -> None:
    pool = helpers.Helpers(1, stuck_after=60)
    pool.end()
    assert pool.ask(pow, 2, 5)() == 32


WORKER = """
import os, sys, time
from orchestre_web.jobs.helpers import Helpers
if __name__ == "__main__":
    pool = Helpers(1, stuck_after=60)
    print(pool.ask(os.getpid)(), pool.ask(os.getppid)(), flush=True)
    pool.ask(time.sleep, 60)
    time.sleep(60)
"""


def test_a_helper_ends_when_its_worker_is_killed_and_what_it_is_a_copy_of_too() -> None:
    worker = subprocess.Popen([sys.executable, "-c", WORKER], stdout=subprocess.PIPE, text=True)
    assert worker.stdout is not None
    helper, copied = map(int, worker.stdout.readline().split())
    assert copied != worker.pid
    worker.kill()
    worker.communicate()
    _gone(helper)
    _gone(copied)


def _gone(pid: int) -> None:
    until = time.monotonic() + 20
    while _lives(pid) and time.monotonic() < until:
        time.sleep(0.05)
    assert not _lives(pid)


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii")
    return state.rsplit(")", 1)[1].split()[0] != "Z"


LOADED = """
import sys
from orchestre_web.jobs import helpers
from tests.orchestre_web.jobs.test_helpers import modules
if __name__ == "__main__":
    helpers.cores = lambda: 2
    helpers.get_ready(["orchestre_web.calls.in_helpers"])
    pool = helpers.Helpers(1, stuck_after=60)
    assert "orchestre_web.calls.in_helpers" not in sys.modules
    loaded = pool.ask(modules)()
    print("orchestre_web.calls.in_helpers" in loaded, any(name.startswith("django") for name in loaded))
    pool.end()
"""


def modules() -> list[str]:
    return list(sys.modules)


def test_helpers_begin_with_what_was_loaded_for_all_of_them() -> None:
    """What a room has read before its helpers are copied, none of them reads again; the database stays out of it."""
    worker = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True, timeout=60)
    assert worker.stdout.split() == ["True", "False"]
