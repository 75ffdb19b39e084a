"""What a developer runs: tests, linters, locks, measures, generated pages."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from runner.environments import DEVELOPMENT, HERE, REQUIREMENTS, status
from runner.words import Stop, no_options, say


def test(words: list[str]) -> int:
    DEVELOPMENT.ensure()
    environment = dict(os.environ)
    if "--strict" in words:  # ours, not pytest's: a test that was not run is a failure (tests/conftest.py)
        words = [word for word in words if word != "--strict"]
        environment["ORCHESTRE_STRICT"] = "1"
    return status([DEVELOPMENT.script("python"), "-m", "pytest", *words], env=environment)


GUIDED_SECONDS = 120


def long(words: list[str]) -> int:
    """The long tests, then damage guided by coverage where atheris is installed beside them."""
    return test(["-m", "long", "-o", "faulthandler_timeout=0", *words]) or _guided()


def _guided() -> int:
    python = DEVELOPMENT.script("python")
    if subprocess.call([python, "-c", "import atheris"], stderr=subprocess.DEVNULL) != 0:
        print(say("no_atheris"))
        return 0
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(HERE / "src"), str(HERE)))}
    with tempfile.TemporaryDirectory() as folder:
        command = [python, "-m", "tests.long.guided", folder, str(GUIDED_SECONDS)]
        if (code := status(command, env=environment)) != 0:
            kept = HERE / "var" / "guided"
            shutil.copytree(folder, kept, dirs_exist_ok=True)
            print(say("guided_found", folder="var/guided"))
        return code


def lint(words: list[str]) -> int:
    fix = words == ["--fix"]
    no_options([] if fix else words)
    DEVELOPMENT.ensure()
    ruff, failed = DEVELOPMENT.script("ruff"), []
    steps: dict[str, Callable[[], int]] = {
        "ruff check": lambda: status([ruff, "check", *(["--fix"] if fix else []), "."]),
        "ruff format": lambda: status([ruff, "format", *([] if fix else ["--check"]), "."]),
        "mypy": lambda: status([DEVELOPMENT.script("mypy")]),
        "import-linter": lambda: status([DEVELOPMENT.script("lint-imports")]),
        "locks": _check_locks,
    }
    for name, step in steps.items():
        print(f"-- {name}", flush=True)
        if step() != 0:
            failed.append(name)
    print(say("lint_failed", names=", ".join(failed)) if failed else say("lint_done"))
    return 1 if failed else 0


def _check_locks() -> int:
    """No address in a lock (it would send every user to our index), and each follows its `.in` file."""
    wrong = 0
    for lock in sorted(REQUIREMENTS.glob("*.txt")):
        for number, line in enumerate(lock.read_text(encoding="utf-8").splitlines(), start=1):
            if "://" in line:
                print(say("address_in_lock", file=f"requirements/{lock.name}", line=number))
                wrong = 1
                break
    with tempfile.TemporaryDirectory() as folder:
        for file in REQUIREMENTS.iterdir():
            shutil.copy(file, folder)
        for source in sorted(REQUIREMENTS.glob("*.in")):
            lock = source.with_suffix(".txt")
            if _compile(Path(folder), source.name, quiet=True) != 0:
                print(say("lock_unknown", source=f"requirements/{source.name}"))
                wrong = wrong or int(os.environ.get("CI") == "true")
            elif (Path(folder) / lock.name).read_bytes() != lock.read_bytes():
                print(say("lock_behind", file=f"requirements/{lock.name}", source=f"requirements/{source.name}"))
                wrong = 1
    return wrong


def _compile(folder: Path, source: str, *, upgrade: bool = False, quiet: bool = False) -> int:
    uv = shutil.which("uv") or DEVELOPMENT.script("uv")
    options = ["--universal", "-p", "3.11", "--generate-hashes", "--no-header", *(["--upgrade"] if upgrade else [])]
    command = [uv, "pip", "compile", "--quiet", *options, source, "-o", str(Path(source).with_suffix(".txt"))]
    return subprocess.call(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL if quiet else None)


def lock(words: list[str]) -> int:
    upgrade = words == ["--upgrade"]
    no_options([] if upgrade else words)
    if not shutil.which("uv"):
        DEVELOPMENT.ensure()
    for source in ("product.in", "dev.in"):  # the second includes the first
        if code := _compile(REQUIREMENTS, source, upgrade=upgrade):
            return code
    return 0


def bench(words: list[str]) -> int:
    known = sorted(file.stem for file in (HERE / "benchmarks").glob("[!_]*.py"))
    for name in words:
        if name not in known:
            raise Stop("no_bench", leave=2, name=name, known=", ".join(known))
    DEVELOPMENT.ensure()
    python = DEVELOPMENT.script("python")
    code = "import sys; sys.path.insert(0, '.'); from benchmarks.{} import main; sys.exit(main())"
    return max([status([python, "-c", code.format(name)]) for name in words or known], default=0)


def docs(words: list[str]) -> int:
    no_options(words)
    DEVELOPMENT.ensure()
    return status([DEVELOPMENT.script("python"), "-m", "orchestre_cli.guide", "docs/guides"])
