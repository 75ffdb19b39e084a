"""Rows a second of our readers beside the bare loops of the standard library and openpyxl, and the memory they take.

The floor does only the cutting: `csv.reader`, `json.loads` a line, openpyxl's read-only rows. Ours recognises, guesses,
cleans, dates, gives ids and positions, and counts. Each reading runs in a process of its own;
seconds are of one core, memory is its peak.
"""

import csv
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from openpyxl import Workbook, load_workbook

from benchmarks._harness import ROOT, Table, limit
from orchestre.replies.reply import Reply
from orchestre.replies.sources import read_file

ROWS = 100_000
HEADER = ("Date", "Nom", "Ville", "Tarif", "Message")


def row(number: int) -> tuple[str, ...]:
    """An invented reply; one in ten is quoted, one in fifty runs over two lines."""
    text = f"Bonjour, consultante n° {number}, {400 + number % 200} € HT par jour, dispo le {1 + number % 28} mars."
    if number % 10 == 0:
        text = f'{text} Je cite "vite et bien".'
    if number % 50 == 0:
        text = f"{text}\nÀ bientôt"
    moment = f"{1 + number % 28:02d}/03/2026 {number % 24:02d}:{number % 60:02d}"
    return moment, f"Personne {number}", "Rouen", f"{400 + number % 200}", text


def write_csv(path: Path, rows: int) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, delimiter=";")
        out.writerow(HEADER)
        out.writerows(row(number) for number in range(rows))


def write_jsonl(path: Path, rows: int) -> None:
    with path.open("w", encoding="utf-8") as file:
        for number in range(rows):
            moment, name, town, price, text = row(number)
            item = {"id": f"X{number}", "channel": "email", "author": name, "text": text, "price": price, "ville": town}
            file.write(json.dumps(item | {"date": moment}, ensure_ascii=False) + "\n")


def write_xlsx(path: Path, rows: int) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Réponses")
    sheet.append(HEADER)
    for number in range(rows):
        sheet.append(row(number))
    book.save(path)


def bare_csv(path: Path) -> int:
    with path.open(encoding="utf-8", newline="") as file:
        return sum(1 for _ in csv.reader(file, delimiter=";")) - 1


def bare_jsonl(path: Path) -> int:
    with path.open(encoding="utf-8") as file:
        return sum(1 for line in file if json.loads(line))


def bare_xlsx(path: Path) -> int:
    book = load_workbook(path, read_only=True, data_only=True)
    return sum(1 for _ in book.worksheets[0].iter_rows(values_only=True)) - 1


def ours(path: Path) -> int:
    with path.open("rb") as stream:
        return sum(isinstance(record, Reply) for record in read_file(stream, name=path.name))


MOST = {"csv": 15.0, "jsonl": 8.0, "xlsx": 2.0}
"""Times the bare loop we may take: our readers also date, clean, number and count."""

FORMATS = {"csv": (write_csv, bare_csv), "jsonl": (write_jsonl, bare_jsonl), "xlsx": (write_xlsx, bare_xlsx)}


def measure(kind: str, who: str, path: Path) -> None:
    """Runs in the child: prints rows, seconds of one core and the peak in megabytes."""
    read = ours if who == "ours" else FORMATS[kind][1]
    started = time.process_time()
    rows = read(path)
    took = time.process_time() - started
    print(rows, took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def in_a_process(kind: str, who: str, path: Path) -> tuple[float, float, float]:
    """Rows, the least seconds of three runs, peak in megabytes."""
    command = [sys.executable, "-m", "benchmarks.reading_sources", "--measure", kind, who, str(path)]
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    runs = []
    for _ in range(3):
        done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT, env=environment)
        rows, took, peak = map(float, done.stdout.split())
        runs.append((took, rows, peak))
    took, rows, peak = min(runs)
    return rows, took, peak


def main() -> int:
    table = Table("Reading files of replies", "reader", "rows", "rows a second", "times the bare loop", "peak MB")
    broken = 0
    with tempfile.TemporaryDirectory() as folder:
        for kind, (write, _) in FORMATS.items():
            path = Path(folder) / f"replies.{kind}"
            write(path, ROWS if kind != "xlsx" else ROWS // 5)
            _, floor, bare_peak = in_a_process(kind, "bare", path)
            rows, took, peak = in_a_process(kind, "ours", path)
            table.row(f"{kind}, bare loop", int(rows), rows / floor, 1.0, bare_peak)
            table.row(f"{kind}, ours", int(rows), rows / took, took / floor, peak)
            broken |= limit(f"{kind}, times the bare loop", took / floor, at_most=MOST[kind])
            broken |= limit(f"{kind}, peak megabytes", peak, at_most=600.0)
    table.show()
    if "--keep" in sys.argv:
        table.keep("sources.md")
    return broken


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        measure(sys.argv[2], sys.argv[3], Path(sys.argv[4]))
    else:
        sys.exit(main())
