"""The commands on what a flood brings: a million rows in bounded memory, ten thousand replies ranked, hostile files."""

import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.long

ROWS = 1_000_000
MEGABYTES = 600
SECONDS = 1_800
"""A stopped machine must not hang the run; a slow one may take its time."""
ROOT = Path(__file__).parents[2]
TRADES = ("Développeuse", "Intégrateur", "Rédactrice", "Graphiste", "Consultant")
TOWNS = ("Nantes", "Lyon", "Lille", "Brest", "Metz", "Pau")


def text(n: int) -> str:
    return (
        f"Bonjour, n° {n}. {TRADES[n % 5]} indépendante depuis {1 + n % 20} ans à {TOWNS[n % 6]}, lot {n // 7 % 991}. "
        f"TJM {300 + n % 450} € HT, disponible sous {1 + n % 6} semaines. contact{n}@exemple.example"
    )


def orchestre(*words: str | Path) -> tuple[float, int]:
    """CPU seconds and peak memory in megabytes of one command, which must end well."""
    measured = (
        "import resource, sys; from orchestre_cli.main import main; code = main(sys.argv[1:]);"
        "from tests.long.peak import peak; u = resource.getrusage(resource.RUSAGE_SELF);"
        "sys.stderr.write(f'\\n{u.ru_utime + u.ru_stime} {peak()}'); sys.exit(code)"
    )
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    ran = subprocess.run(
        [sys.executable, "-c", measured, "--lang", "en", *map(str, words)],
        env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, timeout=SECONDS, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    seconds, peak = ran.stderr.rsplit("\n", 1)[1].split()
    return float(seconds), int(peak)


@pytest.mark.parametrize("kind", ["csv", "jsonl", "json"])
def test_a_million_rows_through_the_whole_command(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every hundredth row has no text, every thousandth repeats the one before, the others are replies."""
    path, output, rejects = (tmp_path / name for name in (f"million.{kind}", "out.jsonl", "rejects.jsonl"))
    with path.open("w", encoding="utf-8") as file:
        file.write({"csv": "Nom;Message\n", "jsonl": "", "json": '{"messages":['}[kind])
        for n in range(ROWS):
            said = "" if n % 100 == 0 else text(n - 1 if n % 1000 == 5 else n)
            if kind == "csv":
                file.write(f'Personne {n};"{said}"\n')
            else:
                between = "\n" if kind == "jsonl" else "," if n + 1 < ROWS else "]}"
                file.write(json.dumps({"id": str(n), "author": f"Personne {n}", "text": said}) + between)
    seconds, peak = orchestre("replies", "read", path, "--output", output, "--rejects", rejects)
    with output.open(encoding="utf-8") as lines:
        replies = repeats = 0
        for line in lines:
            replies += 1
            repeats += '"duplicate_of": null' not in line
    with rejects.open(encoding="utf-8") as lines:
        rejected = sum(1 for _ in lines)
    with capsys.disabled():
        sys.stdout.write(f"\n{kind}: {ROWS / seconds:.0f} rows/s of CPU, peak {peak} MB, {repeats} repeats\n")
    assert (replies, rejected) == (ROWS - ROWS // 100, ROWS // 100)
    assert repeats >= ROWS // 1000
    assert peak < MEGABYTES


def test_ten_thousand_replies_are_read_and_ranked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The figure is printed: the benchmark compares it, here it only has to end with the right counts."""
    path, decision, book = tmp_path / "replies.jsonl", tmp_path / "decision.toml", tmp_path / "ranking.xlsx"
    path.write_text(
        "".join(json.dumps({"id": str(n), "text": text(n)}) + "\n" for n in range(10_000)), encoding="utf-8"
    )
    orchestre("shortlist", "--new-decision", decision)
    began = time.monotonic()
    seconds, peak = orchestre("shortlist", path, "--decision", decision, "--json", "--xlsx", book)
    elapsed = time.monotonic() - began
    figures = f"{elapsed:.1f} s (wanted: 30), {10_000 / seconds:.0f}/s of CPU, peak {peak} MB"
    with capsys.disabled():
        sys.stdout.write(f"\n10 000 replies: {figures}\n")
    assert peak < MEGABYTES


def limited() -> None:
    """An address space far above a quiet Python: what would fill the machine fails instead."""
    resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))


def test_a_sparse_gigabyte_and_endless_devices_are_refused_at_their_head(tmp_path: Path) -> None:
    hole = tmp_path / "hole.csv"
    with hole.open("wb") as file:
        file.write(b"name,message\na,TJM 400 EUR\n")
        file.truncate(1 << 30)
    for path in (hole, Path("/dev/zero"), Path("/dev/urandom")):
        ran = subprocess.run(
            [sys.executable, "-m", "orchestre_cli.main", "replies", "read", str(path)],
            env={**os.environ, "PYTHONPATH": str(ROOT / "src")}, capture_output=True, text=True, timeout=120,
            preexec_fn=limited, check=False,
        )  # fmt: skip
        assert (ran.returncode, ran.stdout) == (2, ""), ran.stderr
        assert ran.stderr.count("\n") == 1
