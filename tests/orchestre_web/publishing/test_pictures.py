"""Words read in pictures and in scanned pages, by the real programs."""

import os
from pathlib import Path
from time import monotonic, sleep

import pytest

from orchestre.replies.attachments import LIMITS, FileKind, FileLimits, ReadFile, read_attachment
from orchestre.replies.extraction import PICTURED, extract
from orchestre.replies.form import FileWords, Offered, record
from orchestre.replies.reply import FORM_SENT, Position, Reply
from orchestre_web.publishing import helpers
from orchestre_web.publishing.programs import OfThisMachine
from tests.orchestre.replies.attachments.made import picture, scanned

QUOTE = """#set page(width: 150mm, height: 90mm)
#set text(lang: "fr", size: 12pt)
= Devis de l'atelier Lumen
#table(columns: (1fr, auto), [Refonte de la boutique], [6 800,00 €], [Formation, deux jours], [960,00 €])
Total HT : 7 760,00 €. Disponible à partir du 4 janvier 2027.
"""
SHADES = "#set page(width: 90mm, height: 60mm, fill: gradient.linear(blue, yellow))"
BOTH = ("Devis de l", "Refonte de la boutique", "6 800,00", "960,00", "Total HT", "7 760,00", "4 janvier 2027")


def here(data: bytes, kind: FileKind, limits: FileLimits = LIMITS) -> ReadFile:
    return read_attachment(data, kind, limits=limits, programs=OfThisMachine(20))


@pytest.mark.usefixtures("reads_pictures")
@pytest.mark.parametrize("dots", [110, 150, 220])
def test_a_picture_of_a_quote_is_read_line_by_line(dots: int) -> None:
    read = here(picture(QUOTE, dots=dots), FileKind.PNG)
    assert (len(read.pages), read.trouble, read.pictured) == (1, "replies.file_pictured", (1,))
    assert [words for words in BOTH if words not in read.pages[0]] == []
    line = next(line for line in read.pages[0].splitlines() if "Refonte" in line)
    assert "6 800,00" in line, "a price stays beside what it pays"


@pytest.mark.usefixtures("reads_pictures")
def test_scanned_pages_stand_in_their_places(tmp_path: Path) -> None:
    page = picture(QUOTE)
    data = scanned(tmp_path, page, "Nos conditions de vente.", page)
    read = here(data, FileKind.PDF)
    assert (read.pictured, read.trouble) == ((1, 3), "replies.file_pages_pictured")
    assert ["7 760,00" in words for words in read.pages] == [True, False, True]
    few = here(data, FileKind.PDF, FileLimits(pictures=1))
    assert (few.pictured, few.trouble) == ((1,), "replies.file_some_pages")


@pytest.mark.usefixtures("reads_pictures")
@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (picture(SHADES), FileKind.PNG),
        (picture(QUOTE)[:2_000], FileKind.PNG),
        (picture(QUOTE, dots=24), FileKind.PNG),
        (b"GIF89a\x10\x00\x10\x00", FileKind.GIF),
        (b"\xff\xd8\xff\xe0", FileKind.JPEG),
    ],
    ids=["no words", "cut", "too small", "empty", "a beginning"],
)
def test_what_cannot_be_read_counts_for_nothing(data: bytes, kind: FileKind) -> None:
    read = here(data, kind)
    assert (read.pages, read.trouble) == ((), "replies.file_picture_unclear")


def test_without_the_programs_a_scanned_document_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = scanned(tmp_path, picture(QUOTE))
    monkeypatch.setenv("PATH", "")
    assert here(data, FileKind.PDF).trouble == "replies.file_no_words"
    assert here(picture(QUOTE), FileKind.PNG).trouble == "replies.file_picture"


@pytest.fixture
def sleeper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program that never answers and has begun another."""
    program = tmp_path / "tesseract"
    program.write_text("#!/bin/sh\nsleep 612 &\nsleep 612\n", encoding="ascii")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    return program


def under_way() -> int:
    """Processes that sleep so long."""
    found = 0
    for each in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            found += each.read_bytes() == b"sleep\x00612\x00"
        except OSError:  # it ended meanwhile
            continue
    return found


@pytest.mark.usefixtures("sleeper")
def test_what_takes_too_long_is_ended_with_all_that_it_began() -> None:
    assert helpers.read_apart(picture(QUOTE), FileKind.PNG, seconds=3).trouble == "replies.file_slow"
    until = monotonic() + 10
    while under_way() and monotonic() < until:
        sleep(0.05)
    assert under_way() == 0


def test_what_was_read_in_a_picture_is_never_certain() -> None:
    offered = Offered(name="Lumen", words="Je propose un forfait de 5 000 € HT, à Rennes.")
    files = [FileWords("devis.png", ["Total : 7 760,00 € HT"], (1,)), FileWords("note.pdf", ["TJM 480 €/jour HT"])]
    given = record(offered, (), own_id="1", day="2026-11-23", language="fr", files=files)
    text = given.pop("text")
    assert text.index("[note.pdf, page 1]") < text.index("[devis.png, page 1, lue dans une image]")
    found = extract(Reply("1", Position("form", "", 1), "Lumen", text, given={**given, FORM_SENT: "1"}))
    sure = {int(price.amount_max or 0): price.confidence for price in (*found.price, *found.price_aside)}
    assert sure[7760] == PICTURED
    assert min(sure[5000], sure[480]) > PICTURED
    assert found.confidence["price"] == tuple(price.confidence for price in found.price)


def test_the_line_that_names_a_page_is_no_word_of_the_offer() -> None:
    offered = Offered(name="Lumen", words="Je propose de refaire votre boutique.")
    files = [FileWords("forfait 9 000 € à Rennes.pdf", ["Total : 7 760,00 € HT"])]
    given = record(offered, (), own_id="1", day="2026-11-23", language="fr", files=files)
    text = given.pop("text")
    found = extract(Reply("1", Position("form", "", 1), "Lumen", text, given={**given, FORM_SENT: "1"}))
    assert [int(price.amount_max or 0) for price in found.price] == [7760]
    assert (found.location, found.claims) == ((), ())
    start, end = found.evidence["price"][0]
    assert "7 760" in text[start:end]
