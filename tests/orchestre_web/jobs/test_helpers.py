"""Helping processes: the same answers, with them or without, and nobody left behind."""

import os
import signal
import subprocess
import sys
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


def test_what_a_killed_helper_leaves_is_worked_out_here(two: helpers.Helpers) -> None:
    os.kill(two.ask(os.getpid)(), signal.SIGKILL)
    answers = [two.ask(os.getpid) for _ in range(3)]
    assert answers[-1]() == os.getpid()
    assert two.ask(pow, 3, 2)() == 9


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
    print(pool.ask(os.getpid)(), flush=True)
    pool.ask(time.sleep, 60)
    time.sleep(60)
"""


def test_a_helper_ends_when_its_worker_is_killed() -> None:
    worker = subprocess.Popen([sys.executable, "-c", WORKER], stdout=subprocess.PIPE, text=True)
    assert worker.stdout is not None
    helper = int(worker.stdout.readline())
    worker.kill()
    worker.communicate()
    until = time.monotonic() + 20
    while _lives(helper) and time.monotonic() < until:
        time.sleep(0.05)
    assert not _lives(helper)


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii")
    return state.rsplit(")", 1)[1].split()[0] != "Z"
