"""Mails and archives damaged in thousands of ways, from samples and from a kept corpus; mailboxes of hundreds of
thousands of mails in bounded memory."""

# ruff: noqa: E501 - pieces stand as they are

import io
import subprocess
import sys
import zipfile
from functools import cache
from importlib import resources
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orchestre.basics import OrchestreError
from orchestre.replies.extraction import extract
from orchestre.replies.reply import Me, Reply
from orchestre.replies.sources import preview, read_file

pytestmark = pytest.mark.long

CORPUS = Path(__file__).parent / "corpus"
LONG_RUN = settings(
    max_examples=3_000, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
PIECES = (
    *(b"\n", b"\r\n", b"\n\n", b"\x00", b"\xff\xfe", b"\xe9", b"=", b"=\n", b"--", b"--b\n", b"--b--\n", b"> ", b">From "),
    *(b"\nFrom a@b Mon Jun 15 07:20:00 2026\n", b"Content-Type: multipart/mixed; boundary=b\n", b"Content-Type: message/rfc822\n\n"),
    *(b"Content-Transfer-Encoding: base64\n", b"Content-Type: text/html; charset=utf-16\n", b"=?utf-8?q?", b"?=", b"<div>"),
    *(b"<!--", b'<blockquote type="cite">', b'"', b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b"PK\x06\x06", b"\xff\xff\xff\xff"),
    *(b"Le 1 a ecrit :\n", b"-----Original Message-----\n", b"De : x\nDate : y\nObjet : z\n", b"-- \n", b"Cordialement,\n"),
)  # fmt: skip


@cache
def seeds() -> dict[str, bytes]:
    folder = resources.files("orchestre.replies.sources")
    found = {f"sample.{kind}": (folder / kind / f"sample.{kind}").read_bytes() for kind in ("eml", "mbox")}
    found |= {f"{kind}.zip": (folder / kind / "sample.zip").read_bytes() for kind in ("slack", "archive")}
    return found | {file.name: file.read_bytes() for file in sorted(CORPUS.iterdir())}


def check(data: bytes, name: str) -> None:
    try:
        records = list(read_file(BytesIO(data), name=name, me=Me(frozenset({"Pauline Garnier"}))))
    except OrchestreError as refused:
        spoken = refused.sentence("fr"), refused.sentence("en")
        assert all(spoken)
        return
    preview(BytesIO(data), name=name)
    ids = set()
    for record in records[:300]:
        assert record.source.line >= 1
        if isinstance(record, Reply):
            assert record.text.strip()
            record.text.encode("utf-8")
            assert record.id not in ids
            ids.add(record.id)
            for spans in extract(record).evidence.values():
                assert all(0 <= start <= end <= len(record.text) for start, end in spans)


@pytest.mark.parametrize("name", [file.name for file in sorted(CORPUS.iterdir())])
def test_the_kept_corpus(name: str) -> None:
    check(seeds()[name], name)


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, bytes]:
    name = draw(st.sampled_from(sorted(seeds())))
    data = bytearray(seeds()[name])
    for _ in range(draw(st.integers(1, 10))):
        at = draw(st.integers(0, len(data)))
        match draw(st.sampled_from(["flip", "put", "cut", "drop", "twice", "other", "many"])):
            case "flip" if at < len(data):
                data[at] = draw(st.integers(0, 255))
            case "put":
                data[at:at] = draw(st.sampled_from(PIECES))
            case "cut":
                del data[at:]
            case "drop":
                del data[at : at + draw(st.integers(1, 60))]
            case "twice":
                data[at:at] = data[at : at + draw(st.integers(1, 400))]
            case "other":
                data[at:at] = seeds()[draw(st.sampled_from(sorted(seeds())))]
            case "many":
                data[at:at] = draw(st.sampled_from(PIECES)) * draw(st.integers(2, 200))
    return name, bytes(data)


@LONG_RUN
@given(damaged())
def test_damaged_mails_and_archives(case: tuple[str, bytes]) -> None:
    check(case[1], case[0])


@settings(LONG_RUN, max_examples=600)
@given(st.lists(damaged(), min_size=1, max_size=5))
def test_damaged_files_in_a_whole_archive(cases: list[tuple[str, bytes]]) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (name, data) in enumerate(cases):
            archive.writestr(f"{number}/{name}", data)
    check(out.getvalue(), "a.zip")


ROOT = Path(__file__).parents[2]
READ = """
import sys
sys.path.insert(0, sys.argv[1])
from tests.long.peak import peak
from orchestre.replies.reply import Reply
from orchestre.replies.sources import read_file
replies = sum(isinstance(record, Reply) for record in read_file(sys.stdin.buffer, name="box.mbox"))
print(replies, peak())
"""


def mails(start: int, end: int) -> bytes:
    return "".join(
        f"From p{n}@boite.exemple Mon Jun 15 07:20:00 2026\nFrom: Personne {n} <p{n}@boite.exemple>\n"
        f"Date: Mon, 15 Jun 2026 09:20:00 +0200\nMessage-ID: <m{n}@boite.exemple>\n\n"
        f"Bonjour, n° {n} : {400 + n % 99} € HT par jour.\n\n-- \nPersonne {n}\n06 39 98 30 41\n\n"
        for n in range(start, end)
    ).encode()


def stream(pieces: "list[bytes] | map[bytes]") -> tuple[int, int]:
    """Replies and peak of memory, in megabytes, of a reader in a process of its own."""
    reader = subprocess.Popen([sys.executable, "-c", READ, str(ROOT)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert reader.stdin is not None
    for piece in pieces:
        reader.stdin.write(piece)
    out, _ = reader.communicate()
    assert reader.returncode == 0
    replies, peak = map(int, out.split())
    return replies, peak


def test_a_million_mails_stay_under_400_megabytes() -> None:
    replies, peak = stream(map(lambda start: mails(start, start + 10_000), range(0, 1_000_000, 10_000)))  # noqa: C417
    assert replies == 1_000_000
    assert peak < 400


def test_mails_of_300_megabytes_of_attachments_stay_under_250_megabytes() -> None:
    part = b"Content-Type: multipart/mixed; boundary=b\nFrom: a@b.exemple\nMessage-ID: <x@y>\n\n--b\n\n450 euros\n--b\n"
    part += b"Content-Type: application/pdf\nContent-Transfer-Encoding: base64\n\n"
    bodies = [b"From x@y Mon Jun 15 07:20:00 2026\n" + part, (b"QUJD" * 19 + b"\n") * 400_000, b"--b--\n\n"]
    replies, peak = stream(bodies * 10)
    assert replies == 10
    assert peak < 250
