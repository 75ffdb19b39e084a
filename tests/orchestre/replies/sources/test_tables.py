"""Tables as text: what is guessed, and what wrong rows become. One case, one way people's files differ."""

import csv
from io import BytesIO, StringIO

import pytest

from orchestre.replies.reply import Me, NoText, Own, Record, Reply, Unreadable
from orchestre.replies.sources import Column, ColumnMap, FileUnreadable, Limits, Role, preview, read_file

ME = Me(frozenset({"Pauline Garnier"}))


def read(data: str | bytes, name: str = "a.csv", **options: object) -> list[Record]:
    raw = data.encode() if isinstance(data, str) else data
    return list(read_file(BytesIO(raw), name=name, me=ME, **options))  # type: ignore[arg-type]


def roles(data: str | bytes, name: str = "a.csv") -> dict[str, str]:
    raw = data.encode() if isinstance(data, str) else data
    found = preview(BytesIO(raw), name=name).columns.columns
    return {column.name: column.role.value for column in found if column.role not in (Role.OTHER, Role.IGNORE)}


COLUMNS = {
    "no header, by content": (
        "Léo Bazin;09/03/2026;Dispo 400 €/j\nAna Roy;10/03/2026;350 par jour, mardi\n",
        {"1": "author", "2": "date", "3": "text"},
    ),
    "a header in another language": (
        "Absender;Datum;Nachricht\nLéo Bazin;09.03.2026;Ich bin frei ab Montag\nAna;10.03.2026;400 Euro am Tag\n",
        {"Absender": "author", "Datum": "date", "Nachricht": "text"},
    ),
    "first and last name, and an internal comment": (
        "Prénom;Nom;Téléphone;Commentaire;Commentaire interne\nLéo;Bazin;06 39 98 14 14;Dispo 400 €/j;à rappeler\n",
        {"Prénom": "first_name", "Nom": "last_name", "Téléphone": "phone", "Commentaire": "text"},
    ),
    "names glued together": (
        "commenterName,commenterLinkedinUrl,commenterPosition,commentText,commentUrl,commentedAt,likes,replies\n"
        "Léo Bazin,https://l/in/leo,Dev Shopify Lyon,400 €/j,https://l/c1,2026-03-09T10:00:00Z,3,1\n",
        {
            "commenterName": "author",
            "commenterLinkedinUrl": "url",
            "commenterPosition": "headline",
            "commentText": "text",
            "commentedAt": "date",
        },
    ),
    "whole questions": (
        "Submitted At,Token,Comment vous appelez-vous ?,Votre e-mail,Présentez votre approche,Vos prétentions (€)\n"
        '2026-03-09 10:22:33,abc,Léo,leo@x.exemple,"Je fais du SEO, 10 ans",400\n',
        {
            "Submitted At": "date",
            "Comment vous appelez-vous ?": "author",
            "Votre e-mail": "email",
            "Présentez votre approche": "text",
            "Vos prétentions (€)": "price",
        },
    ),
    "a table with bars": ("| Nom | Message |\n|---|---|\n| Léo | Dispo |\n", {"Nom": "author", "Message": "text"}),
    "Excel's first line": ("sep=;\nNom;Message\nLéo;Dispo, 400\n", {"Nom": "author", "Message": "text"}),
    "one column": ("message\nBonjour, 400 €/j\nDispo lundi, 350 €\n", {"message": "text"}),
}


@pytest.mark.parametrize("case", COLUMNS)
def test_columns_are_guessed(case: str) -> None:
    data, expected = COLUMNS[case]
    assert roles(data) == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", "\t", ",", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_encoding_delimiter_and_line_end(encoding: str, delimiter: str, end: str) -> None:
    rows = [("Nom", "Date", "Message"), ("Léo", "2026-03-09", "Dispo à 400 €"), ("Ana", "2026-03-10", "350")]
    data = end.join(delimiter.join(row) for row in rows) + end
    first, second = read(data.encode(encoding), "export")
    assert isinstance(first, Reply)
    assert (first.author, first.posted_at, first.text, first.source.line) == ("Léo", "2026-03-09", "Dispo à 400 €", 2)
    assert second.source.line == 3


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("header", [True, False])
def test_rows_of_long_texts_full_of_marks(delimiter: str, header: bool) -> None:
    texts = [
        "Bonjour, tarif, dispo, remote ; forfait, site",
        "nom;Sandrine\ntarif;300/jour\ndispo;lundi\ncommentaire;oui",
        'Je cite "vite, et bien"',
        "un, deux, trois\nquatre, cinq, six\nsept, huit, neuf",
        "up",
    ]
    out = StringIO()
    rows = csv.writer(out, delimiter=delimiter)
    if header:
        rows.writerow(("Nom", "Message"))
    rows.writerows((f"Personne {name}", text) for name in "abcd" for text in texts)
    assert [record.text for record in read(out.getvalue()) if isinstance(record, Reply)] == texts * 4


QUOTES = {
    "a quote never closed stops at its line": (
        'Léo,"Dispo 400\nAna,350\nZoé,"il a dit "non" hier"\nMax,500',
        ["Dispo 400", "350", 'il a dit "non" hier', "500"],
    ),
    "even when a later cell has right quotes": (
        'Léo,"Dispo 400\nAna,350\nZoé,"oui"\nMax,"non"',
        ["Dispo 400", "350", "oui", "non"],
    ),
    "even when a later cell has several lines": (
        'Léo,"Dispo 400\nAna,350\nZoé,380\nMax,"un\ndeux"',
        ["Dispo 400", "350", "380", "un\ndeux"],
    ),
    "a cell of several lines with quotes and commas": (
        'Léo,"Bonjour,\n\n""prêt"", oui\nLéo"\nAna,350',
        ['Bonjour,\n\n"prêt", oui\nLéo', "350"],
    ),
    "words in quotes at the start of a text": ('Léo,"Top" dit-il\nAna,350', ['"Top" dit-il', "350"]),
    "a quote as a sign of inches": ('Léo,écran 27" inclus\nAna,350', ['écran 27" inclus', "350"]),
    "commas of a text without quotes": ("Léo,350,par jour,oui\nAna,400", ["350,par jour,oui", "400"]),
    "empty cells at the end": ("Léo,350,,,\nAna,400", ["350", "400"]),
}


@pytest.mark.parametrize("case", QUOTES)
def test_wrong_quotes_lose_nothing(case: str) -> None:
    body, expected = QUOTES[case]
    assert [record.text for record in read(f"author,message\n{body}\n") if isinstance(record, Reply)] == expected


def test_the_surplus_goes_back_into_the_text_when_other_columns_follow_it() -> None:
    (reply,) = read("name,message,date\nZoé,350,par jour,2026-03-09\n")
    assert isinstance(reply, Reply)
    assert (reply.text, reply.posted_at) == ("350,par jour", "2026-03-09")


def test_each_reason_to_set_a_row_aside() -> None:
    rows = (";;;", "Zoé;;;", "Ana", "Max;;;devis.pdf", "", "   ", "Pauline GARNIER;;Merci;", "Léo;;Dispo;")
    records = read("\n".join(("Nom;Date;Message;Pièces jointes", *rows)))
    assert [type(record) for record in records] == [NoText, NoText, NoText, NoText, Own, Reply]
    assert [record.code.removeprefix("replies.") for record in records if isinstance(record, NoText)] == [
        "blank_row",
        "no_text",
        "row_too_short",
        "attachment_only",
    ]
    assert [record.source.line for record in records] == [2, 3, 4, 5, 8, 9]


def test_drafts_and_outgoing_messages_are_the_owners_own() -> None:
    assert [type(r) for r in read("FROM,CONTENT,IS MESSAGE DRAFT\nLéo,Oui,No\nX,Brouillon,Yes\n")] == [Reply, Own]
    assert [type(r) for r in read("From,Message,Direction\nLéo,Oui,INCOMING\nX,Bonjour,OUTGOING\n")] == [Reply, Own]


def test_a_long_cell_is_set_aside_and_the_rest_goes_on() -> None:
    for huge in ("x" * 150_000, "x " * 3_000_000, '"' + "x\n" * 60_000 + '"'):
        records = read(f"author,message\nLéo,{huge}\nAna,350\n")
        assert [type(record) for record in records] == [Unreadable, Reply], huge[:10]


def test_too_many_columns_is_one_sentence() -> None:
    with pytest.raises(FileUnreadable) as refused:
        read(",".join(f"c{i}" for i in range(10_000)) + "\n" + ",".join("x" * 10_000) + "\n")
    assert refused.value.code == "replies.too_many_columns"
    assert "10000" in refused.value.sentence("fr")


def test_the_owner_changes_the_columns_by_name_in_any_order() -> None:
    data = "a;b;c\nLéo Bazin;Je fais du SEO depuis dix ans;oui merci bien\n"
    asked = ColumnMap((Column("c", Role.TEXT), Column("b", Role.OTHER), Column("a", Role.AUTHOR)))
    (reply,) = read(data, columns=ColumnMap.from_dict(asked.to_dict()))[-1:]
    assert isinstance(reply, Reply)
    assert reply.text == "oui merci bien"
    assert reply.given == {"b": "Je fais du SEO depuis dix ans"}


def test_the_owner_says_there_is_no_header() -> None:
    data = "Nom;Message\nLéo;Dispo\n"
    seen = preview(BytesIO(data.encode()), name="a.csv").columns
    bare = ColumnMap(seen.columns, header=False)
    assert [r.text for r in read(data, columns=bare) if isinstance(r, Reply)] == ["Message", "Dispo"]


def test_day_or_month_first_is_settled_over_the_file() -> None:
    rows = "\n".join(f"3/{day}/26,Bonjour {day}" for day in (9, 11, 14))
    assert [r.posted_at for r in read(f"date,message\n{rows}\n") if isinstance(r, Reply)] == [
        "2026-03-09",
        "2026-03-11",
        "2026-03-14",
    ]


def test_a_sponsored_message_in_html_gives_its_words() -> None:
    (reply,) = read('author,message\nX,"<p class=""a"">Boostez <b>vos</b> ventes &amp; recrutez.</p><p>Ici</p>"\n')
    assert isinstance(reply, Reply)
    assert reply.text == "Boostez vos ventes & recrutez.\n\nIci"


def test_the_stream_need_not_be_seekable_and_may_give_little_at_a_time() -> None:
    class Pipe:
        def __init__(self, data: bytes) -> None:
            self.data = data

        def read(self, size: int = -1) -> bytes:
            piece, self.data = self.data[: min(7, size)], self.data[min(7, size) :]
            return piece

    data = "Nom;Message\r\n" + "Léo;Dispo à 400 €\r\n" * 50
    records = list(read_file(Pipe(data.encode()), name="a.csv", limits=Limits(head_bytes=100)))  # type: ignore[arg-type]
    assert [record.text for record in records if isinstance(record, Reply)] == ["Dispo à 400 €"] * 50
    assert len({record.id for record in records if isinstance(record, Reply)}) == 50


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file_empty"),
        (b" \n\r\n", "file_empty"),
        (b"\xef\xbb\xbf", "file_empty"),
        (b"%PDF-1.7 rest", "pdf_not_read"),
        (b"\x7fELF rest", "file_binary"),
        (bytes(range(256)) * 20, "file_binary"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 50, "old_excel"),
        (b"\x1f\x8b\x08rest", "archive_not_read"),
        (b"PK\x03\x04rest", "archive_broken"),
        (b"PK\x05\x06" + b"\x00" * 18, "archive_empty"),
        (b"!BDN rest", "outlook_store"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "__substg1.0_".encode("utf-16-le") + b"\x00" * 50, "outlook_message"),
        (b"<?xml version='1.0'?><a>x</a>", "format_unknown"),
        (b'{"name":\n {"first": 3},\n "list": [1, 2]\n', "json_without_list"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_own_sentence(data: bytes, code: str) -> None:
    with pytest.raises(FileUnreadable) as refused:
        read(data, "fichier.json" if data.startswith(b"{") else "fichier")
    assert refused.value.code == f"replies.{code}"
