"""The house stands as it is drawn: paths of the map, arrows between rooms, a library without clock or files, locks."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from runner.environments import HERE, REQUIREMENTS

LONGEST = 600  # lines
NOT_OURS = {".git", ".venv", ".venv-dev", "var", "build", "dist", "__pycache__", "node_modules"}


def our_files(*endings: str) -> Iterator[Path]:
    """Every file of the checkout that somebody wrote."""
    for folder, folders, names in os.walk(HERE):
        folders[:] = [name for name in folders if name not in NOT_OURS and not name.endswith(("_cache", ".egg-info"))]
        folders[:] = [name for name in folders if name != ".hypothesis"]
        for name in sorted(set(names) - NOT_OURS):  # in a worktree .git is a file
            if not endings or name.endswith(endings):
                yield Path(folder, name)


def text_of(file: Path) -> str:
    """Empty for a file that is no text (a sample made to be unreadable, a picture)."""
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


# --- Pages of documentation ---------------------------------------------------------------------------------------


def test_every_path_of_the_map_exists() -> None:
    page = (HERE / "docs/MAP.md").read_text(encoding="utf-8")
    paths = [word for word in re.findall(r"`([\w./-]+)`", page) if "/" in word or "." in word.strip(".")]
    assert len(paths) > 20
    assert not [path for path in paths if not (HERE / path).exists()]


def lost_rows(page: str) -> list[str]:
    """Rows whose ticks do not pair, or that lead to no path of the checkout. Headings, in bold, need none."""

    def leads(row: str) -> bool:
        ticked = re.findall(r"`([^`]+)`", row.split("|")[2])
        return row.count("`") % 2 == 0 and any((HERE / word).exists() for word in ticked)

    rows = [line for line in page.splitlines() if line.startswith("| ") and not line.startswith(("| **", "| looking"))]
    return [row for row in rows if not leads(row)]


def test_every_row_of_the_map_leads_somewhere() -> None:
    page = (HERE / "docs/MAP.md").read_text(encoding="utf-8")
    assert page.count("\n| ") > 50
    assert not lost_rows(page)


@pytest.mark.parametrize(
    ("row", "is_lost"),
    [
        ("| a sentence | its own file, as `src/orchestre/basics/messages.toml` |", False),
        ("| a sentence | the file/orchestre/basics/messages.toml` |", True),
        ("| a sentence | `src/orchestre/basics/messages.toml |", True),
        ("| `run.py` | somewhere |", True),
        ("| a sentence | `no/such/file` |", True),
        ("| **Pages** | every app: `urls`, `views` |", False),
    ],
)
def test_a_row_of_the_map_is_judged_as_meant(row: str, is_lost: bool) -> None:
    assert bool(lost_rows(row)) is is_lost


def test_every_room_of_the_map_is_a_folder_and_every_folder_is_on_the_map() -> None:
    page = (HERE / "docs/MAP.md").read_text(encoding="utf-8")
    rooms = {f"src/orchestre/{folder.name}/" for folder in (HERE / "src/orchestre").iterdir() if folder.is_dir()}
    rooms -= {"src/orchestre/__pycache__/"}
    assert not {room for room in rooms if room not in page}


def test_every_link_between_our_pages_leads_somewhere() -> None:
    lost = []
    for page in our_files(".md"):
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", re.sub(r"<!--.*?-->", "", text_of(page), flags=re.DOTALL)):
            if "://" not in target and not target.startswith("mailto:") and not (page.parent / target).exists():
                lost.append(f"{page.relative_to(HERE)}: {target}")
    assert not lost


def test_decisions_are_numbered_without_a_gap_and_titled() -> None:
    pages = sorted((HERE / "docs/decisions").glob("*.md"))
    assert [page.name[:4] for page in pages] == [f"{number:04}" for number in range(1, len(pages) + 1)]
    assert all(text_of(page).startswith("# ") for page in pages)


# --- Code ---------------------------------------------------------------------------------------------------------


def test_no_file_is_too_long_to_be_read() -> None:
    long = {
        str(file.relative_to(HERE)): lines
        for file in our_files(".py", ".html", ".css", ".js")
        if "vendor" not in file.parts and (lines := text_of(file).count("\n")) > LONGEST
    }
    assert not long


def test_the_arrows_between_rooms_hold() -> None:
    command = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [command, "--no-cache"], cwd=HERE, env={**os.environ, "PYTHONPATH": str(HERE / "src")},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


def test_every_source_is_kept_apart_from_the_others() -> None:
    import tomllib

    with (HERE / "pyproject.toml").open("rb") as file:
        contracts = tomllib.load(file)["tool"]["importlinter"]["contracts"]
    named = next(each["modules"] for each in contracts if each["name"] == "One source knows no other")
    folders = {each.parent.name for each in (HERE / "src/orchestre/replies/sources").glob("*/reader.py")}
    assert {name.rpartition(".")[2] for name in named} == folders


def test_no_room_reaches_into_the_pages_of_another() -> None:
    """Another room's addresses, views and forms are its own; what it offers is its queries, actions and models."""
    web = HERE / "src/orchestre_web"
    reached = [
        f"{file.relative_to(web)}: {line}"
        for file in sorted(web.rglob("*.py"))
        for line in text_of(file).splitlines()
        for room in re.findall(
            r"from orchestre_web\.(\w+)(?:\.(?:urls|views|forms)\b| import .*\b(?:urls|views|forms)\b)", line
        )
        if room not in (file.relative_to(web).parts[0], "site")
    ]
    assert not reached


# The caller hands over the day, the draw and the open stream (docs/decisions).
FORBIDDEN_CALLS = re.compile(
    r"open|input|print|exec|eval|breakpoint"
    r"|(datetime\.)?(datetime|date)\.(now|today|utcnow)"
    r"|time\.(time|time_ns|monotonic|perf_counter|localtime|gmtime|sleep|strftime)"
    r"|random\.(?!Random)\w+|(np|numpy)\.random\.(?!default_rng|Generator|SeedSequence|PCG64|SFC64)\w+"
    r"|tempfile\.(?!SpooledTemporaryFile|TemporaryFile)\w+|os\.\w+|secrets\.\w+|uuid\.uuid[14]"
)
SEEDED = {"random.Random", "Random", "np.random.default_rng", "numpy.random.default_rng", "default_rng"}
# `tempfile` stays allowed for one thing, a stream too long for the memory and not seekable: a nameless spool.
FORBIDDEN_MODULES = {"pathlib", "os", "subprocess", "shutil", "urllib.request", "http", "socket", "secrets"}


def dotted(node: ast.expr) -> str:
    """`a.b.c` for a chain of names, nothing for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and (before := dotted(node.value)):
        return f"{before}.{node.attr}"
    return ""


def impurities(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = dotted(node.func)
            if FORBIDDEN_CALLS.fullmatch(name) or (name in SEEDED and not (node.args or node.keywords)):
                yield f"line {node.lineno}: {name}()"
        modules = []
        if isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            modules = [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
        yield from (f"line {node.lineno}: import {name}" for name in modules if name in FORBIDDEN_MODULES)


def test_the_library_has_no_clock_no_dice_no_files_and_no_network_access() -> None:
    found = {
        str(file.relative_to(HERE)): wrong
        for file in our_files(".py")
        if file.is_relative_to(HERE / "src/orchestre") and (wrong := list(impurities(text_of(file))))
    }
    assert not found


@pytest.mark.parametrize(
    ("source", "pure"),
    [
        ("with open(path) as file: pass", False),
        ("archive.open(name)", True),
        ("today = date.today()", False),
        ("import datetime\nnow = datetime.datetime.now()", False),
        ("import random\nrandom.shuffle(x)", False),
        ("import random\nrandom.Random()", False),
        ("import random\nrandom.Random(seed)", True),
        ("import numpy as np\nnp.random.default_rng()", False),
        ("import numpy as np\nnp.random.default_rng(seed)", True),
        ("import urllib.request", False),
        ("from urllib import request", False),
        ("from urllib.parse import urlsplit", True),
        ("from pathlib import Path", False),
        ("import io", True),
    ],
)
def test_what_counts_as_pure(source: str, pure: bool) -> None:
    assert (not list(impurities(source))) is pure


# --- What leaves the house ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("lock", sorted(REQUIREMENTS.glob("*.txt")), ids=lambda lock: lock.name)
def test_a_lock_holds_hashes_and_no_address(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert "://" not in text
    pinned = re.findall(r"^[\w.-]+(?:\[\w+\])?==\S+", text, re.MULTILINE)
    assert pinned
    assert len(pinned) == len(re.findall(r"==[^\n]*\\\n +--hash=sha256:", text))


def test_the_package_asks_for_no_more_than_the_lock_installs() -> None:
    import tomllib

    with (HERE / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)["project"]
    extras = project["optional-dependencies"]
    browser = extras.pop("browser")  # a program of the system drives it: what tests it locks it
    asked = [*project["dependencies"], *(name for extra in extras.values() for name in extra)]
    assert not _named(asked) - _locked("product.txt")
    assert not _named(browser) - _locked("dev.txt")


def _named(asked: list[str]) -> set[str]:
    return {re.split(r"[\[<>=~!; ]", each)[0] for each in asked}


def _locked(name: str) -> set[str]:
    return set(re.findall(r"^([\w.-]+?)(?:\[\w+\])?==", text_of(REQUIREMENTS / name), re.MULTILINE))


# Paths of one machine and hosts of package indexes, cut in two so that this file does not hold them.
OF_ONE_MACHINE = re.compile(
    r"(?<![\w./-])/(?:"
    + "|".join(("wo" + "rk/", "ro" + "ot/", "ho" + r"me/\w", "Us" + r"ers/\w", "op" + "t/pypi"))
    + ")"
    "|" + "|".join(("tmp/ve" + "nv", "py" + r"pi\.org", "pythonho" + "sted", "index" + "-url", "files" + r"\.python"))
)


def test_nothing_of_one_machine_is_written_down() -> None:
    found = {
        str(file.relative_to(HERE)): match.group()
        for file in our_files()
        if file != Path(__file__) and (match := OF_ONE_MACHINE.search(text_of(file)))
    }
    assert not found
