"""Every sample of every source, damaged in thousands of ways: read and ranked, or refused in one sentence."""

import io
import random
import signal
import threading
import time
import warnings
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from importlib import resources
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orchestre.basics import OrchestreError
from orchestre.replies.duplicates import DuplicateIndex
from orchestre.replies.extraction import extract
from orchestre.replies.reply import Me, NoText, Own, Position, Record, Reply
from orchestre.replies.sources import preview, read_file, sources
from orchestre.shortlist import Others, ReadReply, example, make_shortlist, read_decision, shortlist_document, workbook

pytestmark = pytest.mark.long

SECONDS = 20
"""For one input of some 100 kB: far more than any should take, far less than a reader going round in circles."""
TODAY = date(2026, 3, 9)
NAMES = ("a.csv", "a.tsv", "a.json", "a.jsonl", "a.xlsx", "a.txt", "")


@contextmanager
def bounded() -> Iterator[None]:
    def late(_number: int, _frame: object) -> None:
        raise TimeoutError(f"more than {SECONDS} s")

    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@cache
def samples() -> dict[str, bytes]:
    folder = resources.files("orchestre.replies.sources")
    found = {}
    for name in sorted(sources()):
        (sample,) = [file for file in (folder / name).iterdir() if file.name.startswith("sample.")]
        found[sample.name] = sample.read_bytes()
    return found


PIECES = (
    *(b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xc3", b"\x80", b"\r", b"\n", b"\r\n", b"\t", b'"'),
    *(b"{", b"}", b"[", b"]", b",", b";", b":", b"\\", b"\\ud800", b"\\u0000", b"null", b"NaN", b"1e999", b"9" * 400),
    *(b"=cmd|' /C calc'!A0", b"PK\x03\x04", b"sep=;\n", b"text", b"id", b"message", b"0001-01-01"),
    *("\u202e", "\u2028", "\u0301" * 50, "𝐓𝐉𝐌 𝟒𝟎𝟎 €", "٥٠٠ €", "dispo dans 99999999 mois", "10^400 €", "🎉" * 20),
)  # fmt: skip
BYTES = st.one_of(
    st.sampled_from([piece if isinstance(piece, bytes) else piece.encode() for piece in PIECES]), st.binary(max_size=8)
)
ENCODINGS = st.sampled_from(["utf-8-sig", "utf-16", "utf-16-be", "cp1252", "latin-1", "utf-7", "utf-32"])


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A sample after one to eight blows."""
    data = bytearray(draw(st.sampled_from(list(samples().values()))))
    for _ in range(draw(st.integers(1, 8))):
        at = draw(st.integers(0, len(data)))
        match draw(st.sampled_from(["flip", "put", "cut", "drop", "twice", "other", "encode", "many"])):
            case "flip" if at < len(data):
                data[at] = draw(st.integers(0, 255))
            case "put":
                data[at:at] = draw(BYTES)
            case "cut":
                del data[at:]
            case "drop":
                del data[at : at + draw(st.integers(1, 200))]
            case "twice":
                data[at:at] = data[at : at + draw(st.integers(1, 500))]
            case "other":
                data[at:at] = draw(st.sampled_from(list(samples().values())))[:20_000]
            case "encode":
                data = bytearray(bytes(data).decode("utf-8", "replace").encode(draw(ENCODINGS), "replace"))
            case "many":
                data[at:at] = draw(BYTES) * draw(st.integers(1, 300))
    return bytes(data)


@st.composite
def damaged_workbook(draw: st.DrawFn) -> bytes:
    """The sample workbook with entries damaged, left out, renamed or filled: the archive itself stays whole."""
    source = zipfile.ZipFile(BytesIO(samples()["sample.xlsx"]))
    out = io.BytesIO()
    struck = draw(st.sets(st.integers(0, len(source.namelist()) - 1), min_size=1, max_size=2))
    with zipfile.ZipFile(out, "w", draw(st.sampled_from([zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED]))) as target:
        for number, entry in enumerate(source.namelist()):
            name, data = entry, bytearray(source.read(entry))
            if number in struck:
                what = draw(st.sampled_from(["leave out", "rename", "flip", "cut", "put", "number", "entity", "fill"]))
                at = draw(st.integers(0, max(len(data) - 1, 0)))
                if what == "leave out":
                    continue
                if what == "rename":
                    name = draw(st.sampled_from(["../../etc/passwd", "/abs", "xl/x.xml", "xl/a.zip"]))
                elif what == "flip" and data:
                    data[at] = draw(st.integers(0, 255))
                elif what == "cut":
                    del data[at:]
                elif what == "put":
                    data[at:at] = draw(BYTES)
                elif what == "number":
                    digits = draw(st.sampled_from([b'"0"', b'"-1"', b'"99999999999"', b'"XFE9"', b'"A0"', b'""']))
                    data = bytearray(bytes(data).replace(b'"1"', digits).replace(b'"A2"', digits))
                elif what == "entity":
                    data[:0] = b'<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
                else:
                    data[at:at] = b"<c><v>1</v></c>" * 2_000
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # the same name twice is one more blow
                target.writestr(name, bytes(data))
    return out.getvalue()


DECISION = read_decision(example("fr"))


def check(data: bytes, name: str) -> None:
    """Read, extract, rank: nothing but an OrchestreError, spans in the text, counts that add up."""
    records: list[Record] = []
    refused: OrchestreError | None = None
    try:
        records.extend(read_file(BytesIO(data), name=name, me=Me(frozenset({"Pauline Garnier"}))))
    except OrchestreError as error:
        refused = error
    if refused is not None:
        assert refused.sentence("fr")
        assert refused.sentence("en")
        with pytest.raises(OrchestreError):
            preview(BytesIO(data), name=name)
        return
    preview(BytesIO(data), name=name)
    index, ids, replies = DuplicateIndex(), set(), []
    left: Counter[str] = Counter()
    for record in records[:400]:
        if not isinstance(record, Reply):
            kind = "own" if isinstance(record, Own) else record.code if isinstance(record, NoText) else "unreadable"
            left[kind] += 1
            continue
        assert record.text.strip()
        record.text.encode("utf-8")
        assert record.id not in ids
        ids.add(record.id)
        found = extract(record, reference_date=record.reference_date or TODAY)
        for spans in found.evidence.values():
            for start, end in spans:
                assert 0 <= start <= end <= len(record.text)
        replies.append(ReadReply(record, found, index.add(record, found)))
    own, unreadable = left.pop("own", 0), left.pop("unreadable", 0)
    ranked = make_shortlist(replies, DECISION, reference_date=TODAY, others=Others(own, dict(left), unreadable))
    counts = ranked.board.counts()
    parts = [sum(v.values()) if isinstance(v, dict) else int(str(v)) for k, v in counts.items() if k != "read"]
    assert counts["read"] == sum(parts) == min(len(records), 400)
    shortlist_document(ranked, language="fr")
    workbook(ranked, language="en")


LONG_RUN = settings(
    max_examples=2_000, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@LONG_RUN
@given(damaged(), st.sampled_from(NAMES))
def test_a_damaged_sample_is_read_or_refused(data: bytes, name: str) -> None:
    with bounded():
        check(data, name)


@settings(LONG_RUN, max_examples=600)
@given(damaged_workbook())
def test_a_damaged_workbook_is_read_or_refused(data: bytes) -> None:
    with bounded():
        check(data, "a.xlsx")


@settings(LONG_RUN, max_examples=600)
@given(st.sampled_from(sorted(["utf-16", "utf-16-le", "cp1252", "latin-1", "utf-32", "cp850"])), damaged())
def test_a_damaged_sample_in_another_encoding(encoding: str, data: bytes) -> None:
    with bounded():
        check(data.decode("utf-8", "replace").encode(encoding, "replace"), "a.csv")


SEEDS = (
    *("a", "1", "1 ", "1 000 ", "400 € ", "400-500 ", "k", "a@", "a@b.", "a at b dot ", "[at]", "(dot)", "www."),
    *("a.", ".", ",", "-", "--", "_", "06 ", "+33 ", "(", "[", "{", "<", "\n", "\n>", "> ", " ", "\r\n", "  \n", "'"),
    *("é", "ß", "\u0301", "👍", "\u200b", "\u202e", "﷽", "𝐀", "½", "²", "①", "de ", "dans 3 ", "dispo ", "mi-"),
    *("01/", "01/01/2026 ", "ans ", "10+", "TJM : ", "TVA ", "par ", "/j", "%", "mille ", "quatre-vingt-"),
    *("Paris ", "Saint-", "(69) ", "69000 ", "remote ", "ne pas ", "C++", "#", "$1 ", "k€", "Le a écrit :\n"),
    *("wrote:", "-----", "____", "---\n", "**", "~", "|", "\\", "&amp;", "=", "...", ": ", ";", "!", "?", "http://a.b/"),
    *("bonjour ", "SIRET ", "entre 5 et ", "between ", "per ", "rate: ", "I ", "hiring ", "[FOR HIRE]", "10h30 ", "٥"),
)  # fmt: skip
SIZE = 100_000
"""As long as the longest cell that is read (Limits.cell_chars)."""


def too_slow(piece: str) -> bool:
    text = (piece * (SIZE // len(piece) + 1))[:SIZE]
    began = time.process_time()
    extract(Reply("1", Position("f", "csv", 1), None, text), reference_date=TODAY)
    return time.process_time() - began > SECONDS


@pytest.mark.parametrize("piece", SEEDS)
def test_a_piece_repeated_over_100_kilobytes_is_read_in_time(piece: str) -> None:
    assert not too_slow(piece)


def test_pieces_mixed_and_repeated_over_100_kilobytes_are_read_in_time() -> None:
    draw = random.Random(20260309)
    mixed = ["".join(draw.choices(SEEDS, k=draw.randint(2, 4))) for _ in range(150)]
    assert [piece for piece in mixed if too_slow(piece)] == []


@pytest.mark.parametrize(
    "data",
    [
        b"," * 1_500_000 + b"\n",
        b"name,message\n" + b'"a","b\n' * 100_000,
        b"name,message\n" + b'a"b,"c\n' * 200_000,
        b"name,message\n" + b'a"b,"c\n' * 200_000 + b'x"\n',
        b"name,message\n" + b'a,"' * 100_000,
        b'[{"a":"' * 200_000,
        b'{"a":' * 200_000,
        b"[" * 1_000_000,
        b"<p>" * 300_000,
        b"Nom : " * 200_000,
        b"[1/1/26, 10:00] a: \n" * 50_000,
        b"\n\r" * 500_000,
        b"|" * 1_000_000,
        b"x|-\n|--|\n" * 100_000,
        b"\x00a" * 300_000,
    ],
    ids=lambda data: repr(data[:24]),
)
def test_a_file_made_to_be_slow_is_read_in_time(data: bytes) -> None:
    for name in ("a.csv", "a.json", "a.txt"):
        with bounded():
            try:
                count = sum(1 for _ in read_file(BytesIO(data), name=name))
            except OrchestreError:
                continue
        assert count >= 0
