"""10,000 replies in files, from the drop to the board, as the owner does it: one worker that waits, the pages, SQLite.

    python3 run.py bench import_board

Half of the replies come in a table (CSV), half as messages (JSON Lines): sentences of the invented texts of the
demonstration and of tests/data, put together anew as many as one text had, with words of their own, so that they are
no copies of each other. A second file of half the size that arrives later is timed too: comparing goes on over the
whole call. `--copies`: the whole texts under ten names each instead, so that nine in ten repeat another.
"""

import csv
import io
import itertools
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks._harness import ROOT, Table, limit

REPLIES = 10_000
MOST_SECONDS = 30.0
STARTED = 6.0
"""Seconds in which a worker is up and waits."""
LOOK = 0.1
COPIES = "--copies" in sys.argv
_SENTENCES = re.compile(r"(?<=[.!?\n])\s+")
NAMES = [
    first + last for first in ("Al", "Ben", "Clo", "Den", "El", "Far") for last in ("a", "ine", "is", "o", "y", "ette")
]
SYLLABLES = (
    "ba",
    "bel",
    "cor",
    "dan",
    "fer",
    "gal",
    "lan",
    "mar",
    "mon",
    "nor",
    "per",
    "rin",
    "ros",
    "sal",
    "tan",
    "val",
)
WORDS = [
    *("atelier", "vitrine", "stock", "caisse", "retour", "panier", "rayon", "tissu", "bois", "lampe", "four", "farine"),
    *("bouton", "cuir", "laine", "pot", "carton", "quai", "vélo", "roue", "frein", "selle", "graine", "serre", "bêche"),
    *("pelle", "vernis", "cadre", "toile", "encre", "plume", "livre", "disque", "corde", "tente", "bougie"),
]


def texts() -> list[dict[str, Any]]:
    """Every invented reply of the repository."""
    files = [
        ROOT / "src/orchestre_web/calls/demo/replies.jsonl",
        *sorted((ROOT / "tests/data").glob("registers_*.jsonl")),
    ]
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]


def written(count: int, seed: int) -> Iterator[tuple[str, str, str]]:
    """Author, day and text."""
    draw = random.Random(seed)
    sentences = [_SENTENCES.split(one["text"]) for one in texts()]
    pool = list(itertools.chain.from_iterable(sentences))
    for one in itertools.islice(itertools.cycle(sentences), count):
        said = one if COPIES else draw.choices(pool, k=len(one))
        own = " ".join(draw.choices(WORDS, k=14))
        name = f"{draw.choice(NAMES)} {''.join(draw.choices(SYLLABLES, k=3)).capitalize()}"
        yield name, f"2026-10-{draw.randint(1, 28):02}", " ".join((*said, f"{own}."))


def table(count: int, seed: int) -> bytes:
    out = io.StringIO()
    rows = csv.writer(out, delimiter=";")
    rows.writerow(["Nom", "Date", "Message"])
    rows.writerows(written(count, seed))
    return out.getvalue().encode()


def lines(count: int, seed: int) -> bytes:
    return b"\n".join(
        json.dumps({"id": f"{seed}-{n}", "author": who, "posted_at": day, "text": text}, ensure_ascii=False).encode()
        for n, (who, day, text) in enumerate(written(count, seed))
    )


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="orchestre-bench-") as folder:
        os.environ |= {
            "ORCHESTRE_DATA": folder,
            "ORCHESTRE_TEST_WORKER": "1",
            "ORCHESTRE_SECRET_KEY": "only for this measure",
            "DJANGO_SETTINGS_MODULE": "tests.settings",
        }
        return _measured(Path(folder))


def _measured(folder: Path) -> int:
    import django

    django.setup()
    from django.conf import settings
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.core.management import call_command
    from django.db import connection
    from django.template import engines

    settings.TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = ""
    engines["django"].engine.string_if_invalid = ""  # type: ignore[attr-defined]
    call_command("migrate", verbosity=0)
    from orchestre_web.calls.models import Call, Delivery
    from orchestre_web.jobs.models import Job
    from tests.orchestre_web.people import gather

    client = gather().clients["owner"]
    need = {"need_text": "Refaire notre boutique en ligne", "budget_floor": "2000", "budget_ceiling": "12000"}
    assert client.post("/appels/nouveau/", {**need, "days": "15", "months": "12"}).status_code == 302
    call = Call.objects.get()
    files = [
        ("reponses.csv", table(REPLIES // 2, 1)),
        ("messages.jsonl", lines(REPLIES // 2, 2)),
        ("suite.csv", table(REPLIES // 2, 3)),
    ]
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, "-m", "orchestre_web", "work"]
    # The owner's worker was started before: it has its bytecode, and waits for work.
    subprocess.run([*command, "--batch"], check=True, env=environment, cwd=folder, stdout=subprocess.DEVNULL)
    worker = subprocess.Popen(command, env=environment, cwd=folder, stdout=subprocess.DEVNULL)
    time.sleep(STARTED)

    def brought(some: list[tuple[str, bytes]]) -> tuple[float, float, float]:
        """Seconds from the drop to the board, of processor, and of the board's first page."""
        begun, worked = time.perf_counter(), processor(worker.pid)
        dropped = [SimpleUploadedFile(name, data) for name, data in some]
        assert client.post(f"/appels/{call.pk}/recevoir/", {"dropped": dropped}).status_code == 302
        while Job.objects.under_way().exists():
            assert worker.poll() is None, "the worker ended"
            time.sleep(LOOK)
        page = time.perf_counter()
        assert client.get(f"/appels/{call.pk}/choisir/").status_code == 200
        return time.perf_counter() - begun, processor(worker.pid) - worked, time.perf_counter() - page

    try:
        whole, busy, page = brought(files[:2])
        states = set(Delivery.objects.values_list("state", flat=True))
        assert states == {"done"}, states
        later, _, _ = brought(files[2:])
    finally:
        worker.terminate()
        worker.wait(60)
    read = call.replies.count()
    connection.close()
    shown = Table(
        f"{REPLIES} replies, from files to the board" + (", nine in ten repeat another" if COPIES else ""),
        "what",
        "seconds",
        "replies a second",
    )
    shown.row("from the drop to the board", whole, REPLIES / whole)
    shown.row("of which processor, worker, helpers and pages", busy, REPLIES / busy)
    shown.row("of which the board's page", page, REPLIES / page)
    shown.row(f"{REPLIES // 2} more in the same call", later, REPLIES / 2 / later)
    shown.show()
    print(f"{read} replies kept")
    if "--keep" in sys.argv:
        shown.keep("board.md")
    limit("seconds from files to the board", whole, at_most=MOST_SECONDS)
    # What is above the processor time is the rest of the machine: one worker never waits for another here.
    return limit("its processor time", busy, at_most=MOST_SECONDS)


def processor(worker: int) -> float:
    """Seconds of processor of this process, of the worker and of those that the worker started."""
    parents: dict[int, int] = {}
    seconds: dict[int, float] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text(encoding="ascii", errors="replace").rsplit(")", 1)[1].split()
        except OSError:  # it ended meanwhile
            continue
        pid = int(stat.parent.name)
        parents[pid] = int(fields[1])
        seconds[pid] = sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")  # its own and its ended children's
    mine = {worker}
    while more := {pid for pid, parent in parents.items() if parent in mine} - mine:
        mine |= more
    return time.process_time() + sum(seconds.get(pid, 0.0) for pid in mine)


if __name__ == "__main__":
    sys.exit(main())
