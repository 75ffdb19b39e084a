#!/usr/bin/env python3
"""Everything one does with this checkout. `python3 run.py help` lists the commands.

Standard library only: it runs with a bare Python 3.11. Two environments are made from the hash-locked files of
`requirements/`: `.venv` holds the product, `.venv-dev` what the tests and checks need on top.
The parts are in `runner/`.
"""

from __future__ import annotations

import os
import signal
import sys

if sys.version_info < (3, 11):  # noqa: UP036  an older Python is told so, instead of failing on a missing module
    sys.exit("Orchestre : Python 3.11 ou plus récent est nécessaire. / Python 3.11 or newer is needed.")

from collections.abc import Callable, Mapping

from runner import checks, program
from runner.words import Stop, say


def _leave(number: int, _frame: object) -> None:
    raise KeyboardInterrupt(number)


def show_help(_words: list[str]) -> int:
    print(say("help"))
    return 0


COMMANDS: Mapping[str, Callable[[list[str]], int]] = {
    "start": program.start, "check": program.check, "test": checks.test, "long": checks.long, "lint": checks.lint,
    "bench": checks.bench, "docs": checks.docs, "lock": checks.lock,
    "help": show_help, "--help": show_help, "-h": show_help,
}  # fmt: skip


def main(words: list[str]) -> int:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    first = words[0] if words else "start"
    if first.startswith("-") and first not in COMMANDS:
        words = ["start", *words]
        first = "start"
    for number in program.STOPPING:
        if signal.getsignal(number) is signal.SIG_DFL:  # nohup has it ignored: leave it so
            signal.signal(number, _leave)
    try:
        if first not in COMMANDS:
            raise Stop("unknown_command", leave=2, command=first)
        code = COMMANDS[first](words[1:])
        sys.stdout.flush()
        return code
    except BrokenPipeError:  # `run.py --help | head`: Python would try to write the rest again on leaving
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0 if COMMANDS[first] is show_help else 128 + 13  # as a shell says of SIGPIPE
    except Stop as stop:
        print(stop, file=sys.stderr)
        if stop.leave == 2:
            print(say("help"), file=sys.stderr)
        return stop.leave
    except KeyboardInterrupt as stop:
        print(say("stopping"), file=sys.stderr)
        return 128 + (stop.args[0] if stop.args else signal.SIGINT)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
