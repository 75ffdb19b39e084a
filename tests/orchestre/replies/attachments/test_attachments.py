"""What a file is, and its words by page, whatever the file."""

import struct
import zlib
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestre.replies.attachments import FileKind, FileLimits, Refused, is_image, kind_of, read_attachment
from tests.orchestre.replies.attachments.made import docx, odt, packed, pdf, related


def png(width: int = 1, height: int = 1) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + head + struct.pack(">I", zlib.crc32(b"IHDR" + head))


def jpeg(width: int, height: int) -> bytes:
    frame = struct.pack(">BBHBHHB", 0xFF, 0xC0, 17, 8, height, width, 3)
    return b"\xff\xd8\xff\xe0\x00\x04ab" + frame + b"\x00" * 20


KINDS: list[tuple[str, Callable[[], bytes], FileKind]] = [
    ("PDF", lambda: pdf("Un"), FileKind.PDF),
    ("DOCX", lambda: docx("Un"), FileKind.DOCX),
    ("ODT", lambda: odt("<text:p>Un</text:p>"), FileKind.ODT),
    ("PNG", png, FileKind.PNG),
    ("JPEG", lambda: jpeg(640, 480), FileKind.JPEG),
    ("GIF", lambda: b"GIF89a\x10\x00\x10\x00", FileKind.GIF),
    ("WebP", lambda: b"RIFF\x00\x00\x00\x00WEBPVP8X" + b"\x00" * 20, FileKind.WEBP),
]


@pytest.mark.parametrize(("name", "made", "kind"), KINDS, ids=[each[0] for each in KINDS])
def test_a_kind_is_known_by_its_content(name: str, made: Callable[[], bytes], kind: FileKind) -> None:
    assert kind_of(made()) is kind


_RELS = "word/_rels/settings.xml.rels"


def _with(what: str, where: str, *, outside: bool = True) -> bytes:
    return docx("Un", **{_RELS: related(what, where, outside=outside)})


REFUSED: list[tuple[str, Callable[[], bytes], str]] = [
    ("nothing", lambda: b"", "replies.file_unknown_kind"),
    ("words", lambda: b"Bonjour", "replies.file_unknown_kind"),
    ("a page with scripts", lambda: b"<!DOCTYPE html><script>alert(1)</script>", "replies.file_unknown_kind"),
    ("a drawing", lambda: b"<svg xmlns='x'/>", "replies.file_unknown_kind"),
    ("a program", lambda: b"MZ\x90\x00", "replies.file_unknown_kind"),
    ("a PDF that begins later", lambda: b"\n%PDF-1.7", "replies.file_unknown_kind"),
    ("any archive", lambda: packed({"a.txt": "a"}), "replies.file_unknown_kind"),
    ("an archive cut short", lambda: docx("Un")[:-30], "replies.file_broken"),
    ("a document with macros", lambda: docx("Un", **{"word/vbaProject.bin": "x"}), "replies.file_macros"),
    ("a text with programs", lambda: odt("", **{"Scripts/python/a.py": "x"}), "replies.file_macros"),
    ("macros under another name", lambda: _with("vbaProject", "x.bin", outside=False), "replies.file_macros"),
    ("a template of elsewhere", lambda: _with("attachedTemplate", "https://x.example/a.dotm"), "replies.file_fetches"),
    ("a template of a shared folder", lambda: _with("attachedTemplate", r"\\x.example\a.dotx"), "replies.file_fetches"),
    ("the same, as an address", lambda: _with("attachedTemplate", "file://x.example/a.dotx"), "replies.file_fetches"),
    ("an object of elsewhere", lambda: _with("oleObject", "mhtml:http://x.example/a!x-usc:b"), "replies.file_fetches"),
    ("relations with an entity", lambda: docx("Un", **{_RELS: "<!DOCTYPE r><r/>"}), "replies.file_broken"),
    ("relations that burst", lambda: docx("Un", **{_RELS: f"<r>{' ' * 9_000_000}</r>"}), "replies.file_broken"),
    ("more parts than a text has", lambda: packed({f"{n}.xml": "" for n in range(3_000)}), "replies.file_broken"),
    ("a photograph that is all filling", lambda: b"\xff\xd8" + b"\xff" * 3_000_000, "replies.file_broken"),
    ("a photograph of a million parts", lambda: jpeg(9, 9)[:2] + b"\xff\xe0\x00\x02" * 900_000, "replies.file_broken"),
    ("a PDF with an archive behind", lambda: pdf("Un") + packed({"a.txt": "a"}), "replies.file_two_kinds"),
    ("a picture with an archive behind", lambda: png() + docx("Un"), "replies.file_two_kinds"),
    ("a picture of ten gigapixels", lambda: png(100_000, 100_000), "replies.file_too_many_pixels"),
    ("a photograph of four gigapixels", lambda: jpeg(65_535, 65_535), "replies.file_too_many_pixels"),
    ("a picture without a size", lambda: b"\x89PNG\r\n\x1a\n", "replies.file_broken"),
]


@pytest.mark.parametrize(("name", "made", "code"), REFUSED, ids=[each[0] for each in REFUSED])
def test_what_is_not_taken_is_refused_with_its_reason(name: str, made: Callable[[], bytes], code: str) -> None:
    with pytest.raises(Refused) as found:
        kind_of(made())
    assert found.value.code == code
    assert found.value.sentence("fr") != found.value.sentence("en")


@pytest.mark.parametrize(
    ("what", "where"),
    [
        ("hyperlink", "https://agence.example/"),
        ("image", "https://agence.example/logo.png"),
        ("attachedTemplate", r"C:\Modeles\Devis.dotx"),
        ("attachedTemplate", r"file:///C:\Modeles\Devis.dotx"),
        ("attachedTemplate", "file:///C:/Modeles/Devis.dotx"),
        ("attachedTemplate", "file:///Library/Normal.dotm"),
        ("attachedTemplate", "file://localhost/Library/Normal.dotm"),
        ("attachedTemplate", "/Library/Normal.dotm"),
        ("attachedTemplate", "Normal.dotm"),
    ],
)
def test_what_an_honest_document_points_at_is_no_reason_to_refuse_it(what: str, where: str) -> None:
    assert kind_of(_with(what, where)) is FileKind.DOCX


def test_words_come_page_by_page() -> None:
    assert read_attachment(pdf("Devis pour la boutique é", "Total 12 000 euros"), FileKind.PDF).pages == (
        "Devis pour la boutique é",
        "Total 12 000 euros",
    )
    assert read_attachment(docx("Devis", "Total 12 000 €"), FileKind.DOCX).pages == ("Devis", "Total 12 000 €")


def test_the_words_of_a_paragraph_stay_in_their_order() -> None:
    words = (
        "<text:p>Un <text:span>deux</text:span> trois<text:tab/>quatre<text:line-break/>cinq</text:p>"
        "<text:soft-page-break/><text:h>Page<text:s/>2</text:h><text:p>fin<text:soft-page-break/>suite</text:p>"
    )
    assert read_attachment(odt(words), FileKind.ODT).pages == ("Un deux trois quatre\ncinq", "Page 2\nfin", "suite")


def test_an_entity_is_not_opened() -> None:
    bad = '<!DOCTYPE d [<!ENTITY a "aaaa">]><w:d xmlns:w="urn:w"><w:p><w:t>&a;</w:t></w:p></w:d>'
    read = read_attachment(docx(**{"word/document.xml": bad}), FileKind.DOCX)
    assert (read.pages, read.trouble) == ((), "replies.file_broken")


def test_a_document_that_bursts_is_cut() -> None:
    read = read_attachment(docx("a" * 30_000_000), FileKind.DOCX)
    assert (read.pages, read.trouble) == ((), "replies.member_too_large")


def test_limits_of_pages_and_of_words_are_said() -> None:
    few = FileLimits(pages=2, chars=1_000)
    assert read_attachment(docx("un", "deux", "trois"), FileKind.DOCX, limits=few).trouble == "replies.file_cut"
    long = read_attachment(docx("mot " * 1_000), FileKind.DOCX, limits=few)
    assert (len(long.pages[0]) <= 1_000, long.trouble) == (True, "replies.file_cut")


def test_a_paragraph_of_a_million_pages_is_cut() -> None:
    turns = "".join(f"<text:soft-page-break n='{n * 7919 % 65_521}'/>" for n in range(20_000))
    read = read_attachment(odt(f"<text:p>un{turns}</text:p>"), FileKind.ODT)
    assert (len(read.pages), read.trouble) == (200, "replies.file_cut")


def test_what_has_no_words_says_why() -> None:
    assert read_attachment(png(), FileKind.PNG).trouble == "replies.file_picture"
    assert read_attachment(pdf("#box()"), FileKind.PDF).trouble == "replies.file_no_words"
    assert read_attachment(b"%PDF-1.4 nothing", FileKind.PDF).trouble == "replies.file_broken"
    some = read_attachment(pdf("#box()", "Notre prix est de 4 000 euros."), FileKind.PDF)
    assert (some.pages[0], some.trouble) == ("", "replies.file_some_pages")
    last = read_attachment(pdf("Notre prix.", "#box()"), FileKind.PDF)
    assert last.trouble == "", "an empty last page hides nothing"


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=400), st.sampled_from([kind for kind in FileKind if not is_image(kind)]))
def test_no_bytes_make_it_raise(data: bytes, kind: FileKind) -> None:
    read_attachment({FileKind.PDF: b"%PDF-1.7\n"}.get(kind, b"") + data, kind)


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 3_000), st.binary(min_size=1, max_size=8))
def test_a_damaged_document_gives_words_or_a_reason(at: int, damage: bytes) -> None:
    for made, kind in ((docx("Devis", "Total"), FileKind.DOCX), (pdf("Devis"), FileKind.PDF)):
        place = at % len(made)
        broken = made[:place] + damage + made[place + len(damage) :]
        read = read_attachment(broken, kind)
        assert read.trouble or any(read.pages)
