"""`orchestre --help` answers in under 0.2 s: it loads no step, no NumPy, no Django."""

import sys

from benchmarks._harness import Table, command_seconds, limit


def main() -> int:
    python = command_seconds([sys.executable, "-c", "pass"])
    helped = command_seconds([sys.executable, "-m", "orchestre_cli.main", "--help"])
    table = Table("The help of the command line", "command", "seconds", "times an empty Python")
    table.row("python -c pass", python, 1.0)
    table.row("orchestre --help", helped, helped / python)
    table.show()
    return limit("orchestre --help, seconds", helped, at_most=0.2)


if __name__ == "__main__":
    raise SystemExit(main())
