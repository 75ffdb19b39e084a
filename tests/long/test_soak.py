"""The running pages under two minutes of readers and one import: no fault, and memory that stays where it was."""

import contextlib
import json
import os
import random
import re
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from pathlib import Path

import pytest

from runner import program

pytestmark = pytest.mark.long

ROOT = Path(__file__).parents[2]
CLIENTS, SECONDS, MOST_GETS = 8, int(os.environ.get("SOAK_SECONDS", "120")), 40_000
GROWTH = 120
"""Megabytes the server may grow once warm, all its workers together. A leak of 10 kB a page would pass it."""

PREPARE = """
import io, json, sys
import django
django.setup()
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.conf import settings
from django.utils import timezone
from orchestre_web.accounts.models import User
from orchestre_web.calls import actions
from orchestre_web.calls.models import Call, Reply
user = User.objects.order_by("pk").first()
session = SessionStore()
session[SESSION_KEY] = str(user.pk)
session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
session[HASH_SESSION_KEY] = user.get_session_auth_hash()
session.save()
call = Call.objects.order_by("pk").first()
replies = list(Reply.objects.filter(call=call).order_by("pk").values_list("pk", flat=True)[:40])
data = sys.stdin.buffer.read()
given = actions.receive_file(
    user=user, call_id=call.pk, name="flood.jsonl", file=io.BytesIO(data), size=len(data), now=timezone.now()
)
print(json.dumps({"session": session.session_key, "call": call.pk, "replies": replies, "delivery": given.pk}))
"""


def memory_of(leader: int) -> int:
    """Resident megabytes of a process group, by /proc."""
    pages = 0
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        with contextlib.suppress(OSError, ValueError, IndexError):
            if int((folder / "stat").read_text().rpartition(")")[2].split()[2]) == leader:
                pages += int((folder / "statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // (1 << 20)


class Reader(threading.Thread):
    """One client: it opens addresses at random, and follows some of the links it finds."""

    def __init__(self, base: str, addresses: list[str], session: str, seed: int, until: float) -> None:
        super().__init__(daemon=True)
        self.base, self.addresses, self.until, self.session = base, addresses, until, session
        self.draw, self.seen = random.Random(seed), Counter[int]()
        self.faults: list[str] = []

    def run(self) -> None:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        found: list[str] = []
        for _ in range(MOST_GETS // CLIENTS):
            if time.monotonic() > self.until:
                return
            known = found if found and self.draw.random() < 0.3 else self.addresses
            path = self.draw.choice(known)
            if "/choisir." in path and self.draw.random() < 0.8:
                continue  # a whole ranking as a file is asked for now and then, not by everybody at once
            headers = {"Cookie": f"sessionid={self.session}", "Accept-Language": self.draw.choice(["fr", "en"])}
            try:
                with opener.open(urllib.request.Request(self.base + path, headers=headers), timeout=120) as answer:
                    status, body = answer.status, answer.read(2_000_000)
            except urllib.error.HTTPError as error:
                status, body = error.code, error.read(10_000)
            except OSError as error:
                self.faults.append(f"{path}: {error!r}")
                continue
            self.seen[status] += 1
            if status >= 500:
                self.faults.append(f"{path}: {status}")
            links = re.findall(rb'href="(/[^"#]*)"', body)
            found = [link.decode().replace("&amp;", "&") for link in links if b"static" not in link] or found


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is read from /proc")
def test_two_minutes_of_readers_and_an_import(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log = tmp_path / "server.log"
    environment = program.web_environment(tmp_path / "data")
    environment.pop("DATABASE_URL", None)
    environment |= {"PYTHONPATH": str(ROOT / "src"), "DJANGO_SETTINGS_MODULE": "orchestre_web.site.settings"}
    python = [sys.executable, "-m", "orchestre_web"]
    for words in (["migrate", "--verbosity", "0"], ["collectstatic", "--no-input", "--verbosity", "0"], ["seed_demo"]):
        subprocess.run([*python, *words], env=environment, cwd=ROOT, check=True, timeout=300, stdout=subprocess.DEVNULL)
    flood = "".join(
        json.dumps({"id": f"f{n}", "author": f"Nom {n}", "text": f"Offre n° {n} : TJM {300 + n % 400} € HT, Lyon."})
        + "\n"
        for n in range(5_000)
    )
    port = program.any_free_port()
    base = f"http://127.0.0.1:{port}"
    granian = str(Path(sys.executable).with_name("granian"))
    with log.open("wb") as said, program.Children(environment) as children:
        server = children.start([granian, *program.server_command(port)[1:]], output=said.fileno())
        worker = children.start([*python, "work"])
        assert program.wait_for(f"{base}/sante", server) == 200
        ready = subprocess.run(
            [sys.executable, "-c", PREPARE], env=environment, cwd=ROOT, input=flood.encode(), capture_output=True,
            timeout=300, check=True,
        )  # fmt: skip
        given = json.loads(ready.stdout)
        call = given["call"]
        addresses = [
            *("/", "/sante", "/langue", "/favicon.ico", "/nulle-part", "/appels/", "/choisir/", f"/appels/{call}/"),
            *(f"/appels/{call}/{page}" for page in ("choisir/", "criteres/", "mis-de-cote/", "recevoir/")),
            *(f"/appels/{call}/choisir.{kind}" for kind in ("csv", "json", "xlsx")),
            f"/appels/{call}/livraisons/{given['delivery']}/",
            *(f"/appels/{call}/reponses/{reply}/" for reply in given["replies"]),
        ]
        began = time.monotonic()
        readers = [Reader(base, addresses, given["session"], n, began + SECONDS) for n in range(CLIENTS)]
        for reader in readers:
            reader.start()
        warm = 0
        while any(reader.is_alive() for reader in readers):
            time.sleep(1)
            assert server.poll() is None
            assert worker.poll() is None
            if not warm and time.monotonic() - began > SECONDS / 3:
                warm = memory_of(server.pid)
            assert time.monotonic() - began < SECONDS + 120, "readers that never end"
        last, worker_memory = memory_of(server.pid), memory_of(worker.pid)
    faults = [fault for reader in readers for fault in reader.faults]
    seen = sum((reader.seen for reader in readers), Counter[int]())
    with capsys.disabled():
        sys.stdout.write(
            f"\n{seen.total()} pages {dict(seen)}; server {warm} then {last} MB, worker {worker_memory} MB\n"
        )
    assert faults == [], log.read_text(encoding="utf-8", errors="replace")[-6_000:]
    assert seen[200] > 100
    assert last - warm < GROWTH
    assert worker_memory < 600
