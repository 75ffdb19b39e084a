"""Archives: what they hold, in which order, and what hostile ones get."""

# ruff: noqa: E501 - a case is one line

import stat
import struct
import warnings
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from orchestre.replies.reply import Me, NoText, Own, Record, Reply, Unreadable
from orchestre.replies.sources import FileUnreadable, Limits, preview, read_file
from orchestre.replies.sources.stream import Peeked
from orchestre.replies.sources.tools.zips import names_in_head, open_zip

CSV = "Nom;Message\nLéo;Dispo, 400 €/j\nPauline;à moi\n"
EXPORTS = Path(__file__).parent.parent / "exports"


def archive(entries: dict[str, bytes | str], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", method) as file:
        for name, content in entries.items():
            file.writestr(name, content)
    return out.getvalue()


def read(data: bytes, **options: object) -> list[Record]:
    return list(read_file(BytesIO(data), name="a.zip", me=Me(frozenset({"Pauline"})), **options))  # type: ignore[arg-type]


def shown(records: list[Record]) -> list[tuple[str, str]]:
    """Member and what it gave: the text of a reply, "own", or the code."""
    return [
        (
            record.source.file.removeprefix("a.zip/"),
            record.text
            if isinstance(record, Reply)
            else "own"
            if isinstance(record, Own)
            else record.code.removeprefix("replies."),
        )
        for record in records
    ]


def refusal(data: bytes, **options: object) -> str:
    with pytest.raises(FileUnreadable) as refused:
        read(data, **options)
    assert "a.zip" in refused.value.sentence("fr")
    return refused.value.code.removeprefix("replies.")


def test_members_in_the_order_of_their_names_whatever_the_order_of_the_archive() -> None:
    names = ["m_10.csv", "m_2.csv", "B/m_1.csv", "a/m_1.csv"]
    one, other = (archive(dict.fromkeys(order, CSV)) for order in (names, names[::-1]))
    found = [name for name, _ in shown(read(one))[::2]]
    assert found == ["a/m_1.csv", "B/m_1.csv", "m_2.csv", "m_10.csv"]
    assert shown(read(one)) == shown(read(other))
    ids = [record.id for record in read(one) if isinstance(record, Reply)]
    assert len(set(ids)) == 4


def test_every_source_is_read_inside_an_archive() -> None:
    names = ["linkedin_messages.csv", "replies.xlsx", "replies.mbox", "reply.eml", "paste.tsv"]
    records = read(archive({name: (EXPORTS / name).read_bytes() for name in names}))
    for name in names:
        with (EXPORTS / name).open("rb") as stream:
            alone = list(read_file(stream, name=name, me=Me(frozenset({"Pauline"}))))
        inside = [record for record in records if record.source.file == f"a.zip/{name}"]
        assert [type(record) for record in inside] == [type(record) for record in alone]
        assert [r.source.line for r in inside] == [r.source.line for r in alone]


def test_a_bad_member_does_not_stop_the_others() -> None:
    data = bytearray(
        archive({"a.csv": CSV, "b.csv": "Nom;Message\n" + "Zoé;blé\n" * 50, "c.csv": CSV}, method=zipfile.ZIP_STORED)
    )
    data[data.index(b"bl\xc3\xa9")] = 0x61  # the checksum of b.csv is wrong now
    found = shown(read(bytes(data)))
    assert found[-2:] == [("c.csv", "Dispo, 400 €/j"), ("c.csv", "own")]
    assert ("b.csv", "member_broken") in found
    assert found[0] == ("a.csv", "Dispo, 400 €/j")


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("photo.JPG", b"\xff\xd8", "member_media"),
        ("devis.pdf", b"%PDF-1.4", "member_document"),
        ("devis", b"%PDF-1.4", "pdf_not_read"),
        ("page.html", b"<html>", "member_page"),
        ("page", b"<!doctype html><p>x", "member_page"),
        ("x.zip", b"PK\x03\x04", "member_archive"),
        ("x.dat", archive({"a.csv": CSV}), "member_archive"),
        ("vide.csv", b"", "member_empty"),
        ("blanc.csv", b" \n", "member_empty"),
        ("x.bin", bytes(range(256)) * 9, "member_other"),
        ("README.txt", b"hello", "member_other"),
        ("style.css", b"p { color: red }", "member_other"),
        ("reponse.txt", b"Dispo", "Dispo"),
    ],
)
def test_every_member_is_accounted_for(name: str, content: bytes, found: str) -> None:
    assert shown(read(archive({name: content, "z.csv": CSV})))[0] == (name, found)


def test_what_systems_add_is_no_record() -> None:
    litter = {"__MACOSX/._a.csv": b"x", ".DS_Store": b"x", "d/Thumbs.db": b"x", "d/": b""}
    assert shown(read(archive({**litter, "a.csv": CSV}))) == [("a.csv", "Dispo, 400 €/j"), ("a.csv", "own")]


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd.csv", "/etc/passwd.csv", "C:\\etc\\passwd.csv", "etc//./passwd.csv", "etc/../../passwd.csv"],
)
def test_names_are_labels_only(name: str) -> None:
    found = {member for member, _ in shown(read(archive({name: CSV})))}
    assert found in ({"etc/passwd.csv"}, {"etc/etc/passwd.csv"}, {"passwd.csv"})


def test_a_link_is_not_followed_and_a_second_file_of_the_name_is_read() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as file, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        link = zipfile.ZipInfo("lien.csv")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        file.writestr(link, "/etc/passwd")
        file.writestr("a.csv", CSV)
        file.writestr("a.csv", "Nom;Message\nZoé;350 €\n")
    assert shown(read(out.getvalue())) == [
        ("a.csv", "Dispo, 400 €/j"),
        ("a.csv", "own"),
        ("a.csv", "350 €"),
        ("lien.csv", "member_link"),
    ]


def encrypted(data: bytes) -> bytes:
    """The same archive with the mark of a password on each member."""
    changed = bytearray(data)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = changed.find(mark)
        while start >= 0:
            changed[start + at] |= 1
            start = changed.find(mark, start + 1)
    return bytes(changed)


def announcing(data: bytes, size: int) -> bytes:
    """The same archive of one member, whose announced size is another."""
    changed = bytearray(data)
    changed[22:26] = struct.pack("<I", size)
    at = changed.find(b"PK\x01\x02") + 24
    changed[at : at + 4] = struct.pack("<I", size)
    return bytes(changed)


BOMB = archive({"a.csv": b"0" * 3_000_000})


def test_whole_archives_that_are_refused() -> None:
    assert refusal(encrypted(archive({"a.csv": CSV}))) == "archive_encrypted"
    assert refusal(archive({"a.zip": b"PK\x03\x04", "photo.jpg": b"x"})) == "archive_nested"
    assert refusal(BOMB) == "archive_too_large"
    assert refusal(archive({})) == "archive_empty"
    assert refusal(archive({"__MACOSX/x": b"x"})) == "archive_empty"
    assert refusal(archive({"a.csv": CSV})[:-30]) == "archive_broken"
    assert (
        refusal(archive({f"{n}.csv": b"" for n in range(40)}), limits=Limits(archive_members=30)) == "archive_too_large"
    )
    assert (
        refusal(archive({"a.csv": "x" * 9_000, "b.csv": "y" * 9_000}), limits=Limits(archive_opened_bytes=10_000))
        == "archive_too_large"
    )
    assert refusal(archive({"a.csv": CSV}), limits=Limits(archive_bytes=50)) == "archive_too_large"
    assert refusal(archive({"[Content_Types].xml": b"x", "word/document.xml": b"x"})) == "office_document"
    assert refusal(archive({"mimetype": b"application/vnd.oasis", "content.xml": b"<x/>"})) == "other_spreadsheet"


@pytest.mark.parametrize("size", [0, 10, 1_000, 2**31])
def test_announced_sizes_are_not_believed(size: int) -> None:
    found = read_or_refused(announcing(archive({"a.csv": "Nom;Message\n" + "Léo;blé\n" * 20}), size))
    assert found is None or all(isinstance(record, Reply | NoText | Unreadable) for record in found)
    found = read_or_refused(announcing(BOMB, size))
    assert found is None or sum(isinstance(record, Reply) for record in found) == 0


def read_or_refused(data: bytes) -> list[Record] | None:
    try:
        return read(data)
    except FileUnreadable:
        return None


def test_bytes_are_counted_as_they_come_out() -> None:
    data = archive({"a.csv": "Nom;Message\n" + "Léo;blé\n" * 20_000, "b.csv": CSV})
    opened, file = open_zip(Peeked(BytesIO(data), 100), "a.zip", Limits())
    opened.left = 100_000
    stream = opened.open(opened.members[0])
    while stream.read(50_000):
        pass
    assert stream.trouble == "replies.member_too_large"
    file.close()


def test_zip64_and_streamed_archives_are_read() -> None:
    class Forward:
        """Writes only, as a server does."""

        def __init__(self) -> None:
            self.data = b""

        def write(self, piece: bytes) -> int:
            self.data += piece
            return len(piece)

        def flush(self) -> None: ...

    out = Forward()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:  # type: ignore[call-overload]
        with file.open("a.csv", "w", force_zip64=True) as member:
            member.write(CSV.encode())
        file.writestr("b.csv", CSV)
    assert len(read(out.data)) == 4
    assert names_in_head(out.data) == ("a.csv", "b.csv")


def test_a_stream_that_cannot_move_gives_the_same_and_one_that_can_stays_open() -> None:
    class Pipe:
        def __init__(self, data: bytes) -> None:
            self._file = BytesIO(data)

        def read(self, size: int = -1) -> bytes:
            return self._file.read(min(size, 100) if size > 0 else size)

    data = archive({"a.csv": CSV})
    assert shown(list(read_file(Pipe(data), name="a.zip", me=Me(frozenset({"Pauline"}))))) == shown(read(data))  # type: ignore[arg-type]
    stream = BytesIO(data)
    list(read_file(stream, name="a.zip"))
    assert not stream.closed


@pytest.mark.parametrize(
    ("entries", "found"),
    [
        (
            {"Connections.csv": "Notes:\nFirst Name,Last Name\nA,B\n", "Profile.csv": "First Name\nP\n", "Comments.csv": "Date,Link,Message\n2026-01-01,x,moi\n", "messages.csv": "FROM,DATE,CONTENT\nLéo,2026-03-10 08:02:11 UTC,400 €/j\n"},
            [("Comments.csv", "own"), ("messages.csv", "400 €/j")],
        ),
        (
            {"e/messages/index.json": "{}", "e/account/user.json": "{}", "e/messages/c1/messages.json": '[{"Contents":"moi"}]'},
            [("e/messages/c1/messages.json", "own")],
        ),
    ],
)  # fmt: skip
def test_files_that_a_known_export_always_carries_are_no_records(
    entries: dict[str, bytes | str], found: list[tuple[str, str]]
) -> None:
    assert shown(read(archive(entries))) == found


def test_a_preview_shows_the_tables_that_can_be_read() -> None:
    seen = preview(BytesIO(archive({"a.jpg": b"x", "b.csv": CSV})), name="a.zip")
    assert [table.columns.names for table in seen.tables] == [("Nom", "Message")]
    assert seen.guess.format == "zip"


def test_a_workbook_under_another_first_entry_is_one() -> None:
    book = (EXPORTS / "replies.xlsx").read_bytes()
    with zipfile.ZipFile(BytesIO(book)) as source:
        entries = {name: source.read(name) for name in source.namelist()}
    moved = archive({"a.txt": b"x", **entries})
    assert [r.source.format for r in read(moved)] == [r.source.format for r in read(book)]
