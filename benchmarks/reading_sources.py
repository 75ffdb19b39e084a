"""Records a second of every reader beside the bare reader of that format in the standard library (openpyxl for
workbooks), and the memory they take.

The floor does only the cutting: `csv.reader`, `json.load`, `mailbox.mbox`, lines of a text. Ours recognises, guesses,
cleans, dates, gives ids and positions, sets quotes apart, and counts. Each reading runs in a process of its own;
seconds are of one core, memory is its peak.
"""

# ruff: noqa: E501 - a source is one line of the table

import csv
import email
import io
import json
import mailbox
import os
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from openpyxl import Workbook, load_workbook

from benchmarks._harness import ROOT, Table, limit
from orchestre.replies.reply import Reply
from orchestre.replies.sources import read_file

ROWS = 100_000
HEADER = ("Date", "Nom", "Ville", "Tarif", "Message")


def text(number: int) -> str:
    """An invented reply; one in ten is quoted, one in fifty runs over two lines."""
    said = f"Bonjour, consultante n° {number}, {400 + number % 200} € HT par jour, dispo le {1 + number % 28} mars."
    if number % 10 == 0:
        said = f'{said} Je cite "vite et bien".'
    return f"{said}\nÀ bientôt" if number % 50 == 0 else said


def row(number: int) -> tuple[str, ...]:
    moment = f"{1 + number % 28:02d}/03/2026 {number % 24:02d}:{number % 60:02d}"
    return moment, f"Personne {number}", "Rouen", f"{400 + number % 200}", text(number)


def iso(number: int) -> str:
    return f"2026-03-{1 + number % 28:02d}T{number % 24:02d}:{number % 60:02d}:00"


def meta(said: str) -> str:
    return said.encode().decode("latin-1")


Item = Callable[[int], object]


def json_file(opens: str, item: Item, closes: str) -> Callable[[Path, int], None]:
    def write(path: Path, rows: int) -> None:
        with path.open("w", encoding="utf-8") as file:
            file.write(opens)
            for n in range(rows):
                file.write((",\n" if n else "") + json.dumps(item(n), ensure_ascii=False))
            file.write(closes)

    return write


def write_csv(path: Path, rows: int) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, delimiter=";")
        out.writerow(HEADER)
        out.writerows(row(number) for number in range(rows))


def write_linkedin(path: Path, rows: int) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(("CONVERSATION ID", "FROM", "SENDER PROFILE URL", "TO", "DATE", "SUBJECT", "CONTENT", "FOLDER"))
        for n in range(rows):
            link = f"https://www.linkedin.com/in/p{n}"
            out.writerow((n, f"Personne {n}", link, "Pauline", f"{iso(n)[:10]} 08:02:11 UTC", "", text(n), "INBOX"))


def write_xlsx(path: Path, rows: int) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Réponses")
    sheet.append(HEADER)
    for number in range(rows):
        sheet.append(row(number))
    book.save(path)


def write_jsonl(path: Path, rows: int) -> None:
    with path.open("w", encoding="utf-8") as file:
        for n in range(rows):
            moment, name, town, price, said = row(n)
            item = {"id": f"X{n}", "channel": "email", "author": name, "text": said, "price": price, "ville": town}
            file.write(json.dumps(item | {"date": moment}, ensure_ascii=False) + "\n")


def write_lines(line: Callable[[int], str]) -> Callable[[Path, int], None]:
    def write(path: Path, rows: int) -> None:
        with path.open("w", encoding="utf-8") as file:
            file.writelines(line(n) for n in range(rows))

    return write


def mail(n: int) -> str:
    return (
        f"From: Personne {n} <p{n}@boite.exemple>\nTo: pauline@nord.exemple\nSubject: Re: Audit\n"
        f"Date: Mon, 15 Jun 2026 09:20:00 +0200\nMessage-ID: <m{n}@boite.exemple>\nMIME-Version: 1.0\n"
        f"Content-Type: text/plain; charset=utf-8\n\n{text(n)}\n\nLe 14 juin 2026 à 09:12, Pauline a écrit :\n"
        f"> Bonjour, quel est votre prix ?\n\n-- \nPersonne {n}\n06 39 98 30 41\n"
    )


def write_zip(member: Callable[[int], tuple[str, str]]) -> Callable[[Path, int], None]:
    def write(path: Path, rows: int) -> None:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for n in range(rows):
                archive.writestr(*member(n))

    return write


def write_slack(path: Path, rows: int) -> None:
    day = 1_000
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("users.json", json.dumps([{"id": "U1", "name": "maud", "profile": {"display_name": "maud"}}]))
        for start in range(0, rows, day):
            items = [
                {"type": "message", "user": "U1", "text": text(n), "ts": f"{1_772_000_000 + n}.000100"}
                for n in range(start, min(start + day, rows))
            ]
            name = (
                f"devis/{2000 + start // day // 336}-{1 + start // day % 12:02}-{1 + start // day // 12 % 28:02}.json"
            )
            archive.writestr(name, json.dumps(items))


def bare_csv(path: Path) -> int:
    delimiter = ";" if path.suffix == ".csv" and path.stem == "csv" else ","
    with path.open(encoding="utf-8", newline="") as file:
        return sum(1 for _ in csv.reader(file, delimiter=delimiter)) - 1


def bare_json(path: Path) -> int:
    """The whole file at once, behind the "=" of X's files."""
    written = path.read_text(encoding="utf-8")
    return len(json.loads(written[written.index("[") :] if written.startswith("window.") else written))


def bare_jsonl(path: Path) -> int:
    with path.open(encoding="utf-8") as file:
        return sum(1 for line in file if json.loads(line))


def bare_xlsx(path: Path) -> int:
    book = load_workbook(path, read_only=True, data_only=True)
    return sum(1 for _ in book.worksheets[0].iter_rows(values_only=True)) - 1


def bare_lines(path: Path) -> int:
    with path.open(encoding="utf-8") as file:
        return sum(1 for _ in file)


def bare_mbox(path: Path) -> int:
    return sum(message.get_payload(decode=True) is not None for message in mailbox.mbox(path))


def bare_zip(path: Path) -> int:
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        for name in names:
            data = archive.read(name)
            if name.endswith(".json"):
                json.load(io.BytesIO(data))
            else:
                email.message_from_bytes(data).get_payload(decode=True)
        return len(names)


class _Texts(HTMLParser):
    found = 0

    def handle_data(self, data: str) -> None:
        self.found += bool(data.strip())


def bare_html(path: Path) -> int:
    """Texts between tags."""
    parser = _Texts()
    with path.open(encoding="utf-8") as file:
        for line in file:
            parser.feed(line)
    return parser.found


def comment(n: int) -> str:
    return (
        f'<article><a href="https://www.linkedin.com/in/p{n}">Personne Numéro{chr(97 + n % 26)}</a><div>3 j</div>'
        f"<p>{text(n)}</p><button>J’aime</button><button>Répondre</button></article>\n"
    )


@dataclass(frozen=True)
class Made:
    """`most`: how many times the bare loop ours may take. `part` of the rows, where writing them is slow."""

    ending: str
    write: Callable[[Path, int], None]
    bare: Callable[[Path], int]
    most: float
    part: int = 1


def post(n: int) -> object:
    account = {"id": f"{n}", "acct": f"p{n}", "display_name": f"Personne {n}", "url": f"https://m.exemple/@p{n}"}
    return {"id": f"{n}", "created_at": iso(n), "content": f"<p>{text(n)}</p>", "account": account, "mentions": []}


def discord(n: int) -> object:
    return {"id": f"{n}", "type": "Default", "timestamp": iso(n), "content": text(n),
            "author": {"id": f"{n}", "name": f"p{n}", "nickname": f"Personne {n}", "isBot": False}}  # fmt: skip


def telegram(n: int) -> object:
    return {"id": n, "type": "message", "date": iso(n), "from": f"Personne {n}", "from_id": f"user{n}", "text": text(n)}


def thread(n: int) -> object:
    return {"sender_name": f"Personne {n}", "timestamp_ms": 1_773_686_400_000 + n, "content": meta(text(n))}


def dm(n: int) -> object:
    return {"messageCreate": {"senderId": f"{2000 + n}", "id": f"{n}", "text": text(n), "createdAt": iso(n) + ".000Z"}}


def application(n: int) -> object:
    return {"coverLetter": text(n), "terms": "Hourly", "hourlyChargeRate": 40, "profile": {"name": f"Personne {n}"}}


X_OPENS = 'window.YTD.direct_messages.part0 = [{"dmConversation": {"conversationId": "1-2", "messages": ['
MADE = {
    "csv": Made("csv", write_csv, bare_csv, 15.0),
    "jsonl": Made("jsonl", write_jsonl, bare_jsonl, 8.0),
    "json": Made("json", json_file('{"messages": [', lambda n: {"id": n, "author": "P", "text": text(n)}, "]}"), bare_json, 15.0),
    "xlsx": Made("xlsx", write_xlsx, bare_xlsx, 2.0, 5),
    "linkedin": Made("csv", write_linkedin, bare_csv, 20.0),
    "meta": Made("json", json_file('{"participants": [], "messages": [', thread, "]}"), bare_json, 20.0),
    "x": Made("js", json_file(X_OPENS, dm, "]}}]"), bare_json, 20.0),
    "mastodon": Made("json", json_file('{"ancestors": [], "descendants": [', post, "]}"), bare_json, 30.0),
    "marketplace": Made("json", json_file("[", application, "]"), bare_json, 20.0),
    "discord": Made("json", json_file('{"guild": {"id": "1"}, "channel": {"id": "1", "type": "GuildTextChat"}, "messages": [', discord, "]}"), bare_json, 15.0),
    "telegram": Made("json", json_file('{"name": "Devis", "type": "private_group", "id": 1, "messages": [', telegram, "]}"), bare_json, 15.0),
    "whatsapp": Made("txt", write_lines(lambda n: f"{1 + n * 28 // ROWS:02}/03/2026, 14:{n % 60:02} - Personne {n}: {text(n)}\n"), bare_lines, 600.0),
    "paste": Made("txt", write_lines(lambda n: f"{text(n)}\n---\n"), bare_lines, 600.0),
    "webpage": Made("html", write_lines(lambda n: ("<html><main>" if not n else "") + comment(n)), bare_html, 30.0, 5),
    "slack": Made("zip", write_slack, bare_zip, 25.0),
    "mbox": Made("mbox", write_lines(lambda n: f"From p{n}@boite.exemple Mon Jun 15 07:20:00 2026\n{mail(n)}\n"), bare_mbox, 6.0, 5),
    "eml": Made("zip", write_zip(lambda n: (f"courriels/{n}.eml", mail(n))), bare_zip, 10.0, 5),
    "archive": Made("zip", write_zip(lambda n: (f"{n}.json", json.dumps([{"author": "P", "text": text(n + at)} for at in range(100)]))), bare_zip, 20.0, 100),
}  # fmt: skip


def ours(path: Path) -> int:
    with path.open("rb") as stream:
        return sum(isinstance(record, Reply) for record in read_file(stream, name=path.name))


def measure(kind: str, who: str, path: Path) -> None:
    """Runs in the child: prints rows, seconds of one core and the peak in megabytes."""
    read = ours if who == "ours" else MADE[kind].bare
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


def chosen() -> Iterator[str]:
    """The sources named on the command line, else all."""
    named = [word for word in sys.argv[1:] if word in MADE]
    yield from named or MADE


def main() -> int:
    table = Table(
        "Reading files of replies", "source", "records", "records a second", "bare loop", "times it", "peak MB"
    )
    broken = 0
    with tempfile.TemporaryDirectory() as folder:
        for kind in chosen():
            made = MADE[kind]
            path = Path(folder) / f"{kind}.{made.ending}"
            made.write(path, ROWS // made.part)
            _, floor, _ = in_a_process(kind, "bare", path)
            rows, took, peak = in_a_process(kind, "ours", path)
            path.unlink()
            table.row(kind, int(rows), rows / took, rows / floor, took / floor, peak)
            broken |= limit(f"{kind}, times the bare loop", took / floor, at_most=made.most)
            broken |= limit(f"{kind}, peak megabytes", peak, at_most=600.0)
    table.show()
    if "--keep" in sys.argv and list(chosen()) == list(MADE):  # a part of the sources is no table of all
        table.keep("sources.md")
    return broken


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        measure(sys.argv[2], sys.argv[3], Path(sys.argv[4]))
    else:
        sys.exit(main())
