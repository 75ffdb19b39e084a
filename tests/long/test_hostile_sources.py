"""Files made to last, to fill the memory or to be read wrongly: each is read safely or refused in one sentence.

Work is bounded by the processor time of this process, generously: ten times what a slow machine takes.
"""

# ruff: noqa: E501 - pieces stand as they are

import io
import json
import resource
import subprocess
import sys
import time
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path

import pytest

from orchestre.replies.reply import NoText, Own, Record, Reply, Unreadable
from orchestre.replies.sources import FileUnreadable, read_file
from orchestre.replies.sources.dates import iso_date
from orchestre.replies.sources.html import html_text, words_of_html
from orchestre.replies.sources.markup import markup
from orchestre.replies.sources.mastodon.post import words_of
from orchestre.replies.sources.slack.text import plain
from orchestre.replies.sources.tools.mail_parts import sender, words
from orchestre.replies.sources.tools.quoting import letter
from tests.orchestre.replies.sources.laws import lawful, samples

pytestmark = pytest.mark.long

SECONDS = 30.0
"""For one megabyte."""
MEGABYTES = 600
ROOT = Path(__file__).parents[2]
MILLION = 1_000_000


def timed(work: Callable[[], object]) -> None:
    began = time.process_time()
    work()
    assert time.process_time() - began < SECONDS


def read(data: bytes, name: str = "file") -> list[Record] | str:
    """The records, or the sentence of the refusal."""
    try:
        return list(read_file(BytesIO(data), name=name))
    except FileUnreadable as refused:
        return refused.sentence("fr")


SEEDS = (
    *("<", "<a ", "<a href='", '<a x="', "</", "<!--", "<!", "<script>", "<p>", "<blockquote>", "<td>", "&", "&#", "&#x"),
    *("> ", ">", ">>", "-", "-----", "_____", "\n", "\r", "\n\n", " ", "\t", "=?utf-8?q?", "=?", "?=", "\u202f", "\u200e"),
    *("Le 1", "Le 1 a ecrit :\n", "On 1", "On 1 wrote:\n", "De : x\n", "From: x\n", "-- \n", "Cordialement,\n", "Objet :"),
    *("12/03/2026, 14:02 - ", "12/03/2026, 14:02 - a: ", "[12/03/2026 14:02:11] ", "1/", "12", "a:", "a: ", "@", "@a ", "#"),
    *("<@U1>", "<http://a|", "<a|b>", "<mailto:", "|", "http://", "www.", ".", ",", ";", '"', "'", "(", "[", "{", "\\"),
    *("a", "A", "é", "1", "0", "٥", "👍", "\u0301", "\x1c", "\ufeff", "a ", "Aa ", "a@", "a@b.", "<a@b>", "e\u0301"),
    *("\n> ", "\n>\n", "\nLe ", "\nOn ", "\n-", "\n--", "\n\t", "Sent from my ", "Envoyé de mon ", "début ", "PS : "),
)  # fmt: skip
TOOLS: tuple[Callable[[str], object], ...] = (
    html_text, words_of_html, words, sender, iso_date, letter, lambda text: list(markup(text)),
    lambda text: words_of(text, {}), lambda text: plain(text, {}),
)  # fmt: skip


@pytest.mark.parametrize("seed", SEEDS, ids=repr)
def test_a_megabyte_of_one_piece_takes_the_time_of_its_length(seed: str) -> None:
    text = (seed * (MILLION // len(seed) + 1))[:MILLION]
    for tool in TOOLS:
        timed(lambda tool=tool: tool(text))  # type: ignore[misc]
        timed(lambda tool=tool: tool("a" + text + "b"))  # type: ignore[misc]


@pytest.mark.parametrize("seed", SEEDS, ids=repr)
@pytest.mark.parametrize("source", samples())
def test_a_megabyte_in_every_source_takes_the_time_of_its_length(source: str, seed: str) -> None:
    """In the middle of a sample, where a text stands."""
    sample = samples()[source]
    hurt = (seed * (MILLION // len(seed) + 1))[:MILLION].encode("utf-8", "replace")
    at = len(sample) // 2
    timed(lambda: read(sample[:at] + hurt + sample[at:]))


MAIL = b"From: Ana <ana@b.exemple>\nMessage-ID: <1@b>\nMIME-Version: 1.0\nDate: Mon, 15 Jun 2026 09:20:00 +0200\n"


def mail(body: bytes, kind: bytes = b"text/plain; charset=utf-8") -> bytes:
    return MAIL + b"Content-Type: " + kind + b"\n\n" + body


def the_reply(data: bytes) -> Reply:
    (reply,) = read(data)
    assert isinstance(reply, Reply)
    return reply


def test_quotes_in_quotes_are_one_history() -> None:
    bomb = "450 € HT par jour.\n\n"
    for depth in range(1, 3_000):
        bomb += ">" * (depth % 900) + f" Le {1 + depth % 28} juin 2026 à 09:12, Léo a écrit :\n"
    timed(lambda: the_reply(mail(bomb.encode())))
    assert the_reply(mail(bomb.encode())).text == "450 € HT par jour."
    page = "<p>450 € HT</p>" + '<blockquote type="cite">' * 200_000 + "vieux" + "</blockquote>" * 200_000
    timed(lambda: the_reply(mail(page.encode(), b"text/html; charset=utf-8")))
    assert the_reply(mail(page.encode(), b"text/html; charset=utf-8")).text == "450 € HT"


def test_tags_in_tags_and_cells_without_end_are_words() -> None:
    for bomb in ("<div>" * 300_000 + "450 €", "<table><tr><td>" * 100_000 + "450 €", "<ul><li>" * 150_000 + "450 €"):
        timed(lambda bomb=bomb: read(mail(bomb.encode(), b"text/html")))  # type: ignore[misc]


def test_mails_of_30_megabytes() -> None:
    boundary = b"multipart/mixed; boundary=b"
    attached = b"--b\n\n450 euros\n--b\nContent-Type: application/pdf\nContent-Transfer-Encoding: base64\n\n"
    attached += (b"QUJD" * 19 + b"\n") * 400_000 + b"--b--\n"
    assert the_reply(mail(attached, boundary)).text == "450 euros"
    for body in (b"x" * 30 * MILLION, b"> x\n" * (30 * MILLION // 4), b"<p>" * 10 * MILLION, b"\n" * 30 * MILLION):
        for kind in (b"text/plain", b"text/html"):
            (record,) = read(mail(body, kind))
            assert not isinstance(record, Reply) or len(record.text) < 10  # the mark that was cut
    many = b"".join(b"--b\nContent-Type: text/plain\n\nx\n" for _ in range(500_000))
    timed(lambda: read(mail(many, boundary)))


@pytest.mark.parametrize("opens", ["[", '{"a":', '{"messages":[', '[{"messages":', '{"text":"x","a":['])
@pytest.mark.parametrize("closed", [True, False])
def test_json_a_hundred_thousand_deep(opens: str, closed: bool) -> None:
    ends = {"[": "]", "{": "}"}
    deep = opens * 100_000
    closing = "".join(ends[char] for char in reversed(opens) if char in ends) * 100_000 if closed else ""
    found = read((deep + closing).encode(), "a.json")
    assert isinstance(found, str) or all(isinstance(one, Unreadable | NoText | Reply) for one in found)
    within = '{"messages": [{"text": "avant"},' + deep + closing + ', {"text": "après"}]}'
    found = read(within.encode(), "a.json")
    assert not isinstance(found, str)
    assert [one.text for one in found if isinstance(one, Reply)][:1] == ["avant"]


READ = """
import resource, sys
sys.path.insert(0, sys.argv[2])
from tests.long.peak import peak
from collections import Counter
from orchestre.replies.sources import FileUnreadable, read_file
try:
    found = Counter(type(record).__name__ for record in read_file(sys.stdin.buffer, name=sys.argv[1]))
except FileUnreadable as refused:
    found = {refused.code: 1}
use = resource.getrusage(resource.RUSAGE_SELF)
print(dict(found), peak(), use.ru_utime + use.ru_stime, sep="\\t")
"""


def limited() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))


def through_a_pipe(pieces: Iterable[bytes], name: str) -> dict[str, int]:
    """How many records of each kind a reader in a process of its own found, within its memory and its time."""
    reader = subprocess.Popen(
        [sys.executable, "-c", READ, name, str(ROOT)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        preexec_fn=limited,  # noqa: PLW1509 - no thread here
    )
    assert reader.stdin is not None
    try:
        for piece in pieces:
            reader.stdin.write(piece)
    except BrokenPipeError:
        pass
    out, _ = reader.communicate()
    assert reader.returncode == 0
    found, peak, seconds = out.decode().split("\t")
    assert int(peak) < MEGABYTES
    assert float(seconds) < 10 * SECONDS
    counts = json.loads(found.replace("'", '"'))
    assert isinstance(counts, dict)
    return counts


ITEM = b'{"id":1,"author":"Ana","text":"Je propose 450 euros HT par jour, disponible lundi."},'
HUNDRED_MEGABYTES = 100 * MILLION


def test_a_hundred_megabytes_of_json_on_one_line() -> None:
    count = HUNDRED_MEGABYTES // len(ITEM)
    for opens, closes in ((b"[", b"{}]"), (b'{"messages":[', b"{}]}")):
        pieces = [opens, *[ITEM * 1_000] * (count // 1_000), closes]
        assert through_a_pipe(pieces, "a.json")["Reply"] == count // 1_000 * 1_000


@pytest.mark.parametrize(
    ("opens", "piece"),
    [
        (b'[{"text":"', b"x" * MILLION),
        (b'{"messages":[{"text":"', b"x" * MILLION),
        (b'{"participants":[],"messages":[{"sender_name":"a","timestamp_ms":1,"content":"', b"x" * MILLION),
        (b'window.YTD.direct_messages.part0 = [{"dmConversation":{"conversationId":"1-2","messages":[', b"[" * MILLION),
        (b'{"name":"a","type":"private_group","id":1,"messages":[{"from_id":"u","text":"', b"x " * (MILLION // 2)),
        (b"From: a@b.c\nMessage-ID: <x@y>\n\n", b"x" * MILLION),
        (b"From a@b.c Mon Jun 15 07:20:00 2026\nFrom: a@b.c\nMessage-ID: <x@y>\n\n", b"> " * (MILLION // 2)),
        (b"From: a@b.c\nMessage-ID: <x@y>\n", b"X: y\n" * (MILLION // 5)),
        (b"name,date,message\n", b'"' + b"x" * MILLION),
        (b"name,date,message\n", b"," * MILLION),
        (
            b'<div class="_a6-g"><div class="_a6-h">Zo</div><div class="_a6-p">x</div><div class="_a6-o">',
            b"<b>" * 300_000,
        ),
        (b"", b"[" * MILLION),
        (b"", b"a" * MILLION),
        (b"", b"\n" * MILLION),
    ],
)
def test_a_hundred_megabytes_without_an_end(opens: bytes, piece: bytes) -> None:
    assert through_a_pipe([opens, *[piece] * (HUNDRED_MEGABYTES // len(piece))], "file")


@pytest.mark.parametrize(
    "piece", [b"x" * MILLION, b"une ligne\n" * (MILLION // 10), b"12/03/2026 x\n" * (MILLION // 13)]
)
def test_a_chat_with_a_message_of_50_megabytes(piece: bytes) -> None:
    before = b"12/03/2026, 14:02 - Ana: 450 euros par jour\n12/03/2026, 14:03 - Ana: "
    after = b"\n12/03/2026, 14:04 - Ana: disponible lundi\n"
    counts = through_a_pipe([before, *[piece] * 50, after], "chat.txt")
    assert counts["Reply"] == 2
    assert counts["Unreadable"] == 1


CSV = "Nom;Message\nLéo;Dispo, 400 €/j\n"


def archive(entries: Iterable[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as file, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, data in entries:
            file.writestr(name, data)
    return out.getvalue()


def overlapping(count: int) -> bytes:
    """One compressed body that every entry of the list points at: small to send, large to open."""
    body = zlib.compress(b"Nom;Message\n" + "Léo;400 €\n".encode() * 60_000, 9)[2:-4]
    whole = archive([("0.csv", b"Nom;Message\n" + "Léo;400 €\n".encode() * 60_000)])
    start = whole.index(b"PK\x01\x02")
    end = whole.index(b"PK\x05\x06")
    entry = whole[start:end]
    entries = b"".join(entry.replace(b"0.csv", f"{number:05}".encode()[:5]) for number in range(count))
    tail = bytearray(whole[end:])
    tail[8:10] = tail[10:12] = min(count, 65_535).to_bytes(2, "little")
    tail[12:16] = len(entries).to_bytes(4, "little")
    assert len(body) < len(whole)
    return whole[:start] + entries + bytes(tail)


def test_bombs_in_archives() -> None:
    assert isinstance(read(archive([("a.csv", b"0" * 400 * MILLION)]), "a.zip"), str)
    low = b"Nom;Message\n" + b"".join(f"P{n};{n * n}\n".encode() for n in range(400_000))
    timed(lambda: lawful(archive([(f"{n}.csv", low[: MILLION // 10]) for n in range(50)]), "a.zip"))
    assert isinstance(read(archive((f"{n}.txt", b"") for n in range(50_001)), "a.zip"), str)
    timed(lambda: read(archive((f"{n}/{n}.csv", b"") for n in range(49_000)), "a.zip"))
    found = read(overlapping(2_000), "a.zip")
    assert isinstance(found, str) or sum(isinstance(one, Reply) for one in found) < 3 * MILLION


def test_names_in_archives_are_labels() -> None:
    for name in ("a" * 60_000 + ".csv", "../" * 10_000 + "a.csv", "/" * 30_000 + "a.csv", "\u202e" * 9_000 + "vsc.a"):
        found = lawful(archive([(name, CSV.encode())]), "a.zip")
        assert found is not None
        assert all(len(record.source.file) <= 320 and ".." not in record.source.file for record in found)


def test_counts_of_a_damaged_list_are_told() -> None:
    """Each line is one record, whatever stands around it."""
    lines = ['{"text":"a"}', "{", '{"text":"b"}', "]", "null", '{"text":"c"}']
    found = read("\n".join(lines * 5_000).encode(), "a.jsonl")
    assert len(found) == len(lines) * 5_000
    assert not any(isinstance(record, Own) for record in found)
