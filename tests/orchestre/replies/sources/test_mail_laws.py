"""What holds for any mail, mailbox and archive: nothing raised but a refusal, each mail one record, texts that end with
their signature."""

# ruff: noqa: E501 - a case is one line

import zipfile
from io import BytesIO

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from orchestre.replies.extraction import extract
from orchestre.replies.reply import Me, NoText, Record, Reply, Unreadable
from orchestre.replies.sources import FileUnreadable, preview, read_file
from orchestre.replies.sources.html import html_text
from orchestre.replies.sources.tools.mail_parts import sender, words
from orchestre.replies.sources.tools.quoting import letter

ME = Me(frozenset({"Pauline Garnier"}))
LINES = st.sampled_from(
    [
        *("From: Léo <leo@boite.exemple>", "From: ", "From x@y.z Mon Jun 15 07:20:00 2026", "From - Mon Jun 15 07:20:00 2026"),
        *("Subject: =?utf-8?q?=C3=A9?=", "Subject: =?utf-16?b?AAA?=", "Date: Mon, 15 Jun 2026 09:20:00 +0200", "Date: x"),
        *("Message-ID: <a@b>", "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8", "Content-Type: text/html"),
        *('Content-Type: multipart/mixed; boundary="b"', "Content-Type: multipart/alternative;", " boundary=b", "--b", "--b--"),
        *("Content-Type: message/rfc822", "Content-Type: text/plain; charset=punycode; format=flowed; delsp=yes"),
        *("Content-Transfer-Encoding: base64", "Content-Transfer-Encoding: quoted-printable", "Content-Transfer-Encoding: x"),
        *("Content-Disposition: attachment; filename*=utf-8''%", 'Content-Disposition: inline; filename="é"', "SGVsbG8=", "=E2=82"),
        *("Content-Type: multipart/report; report-type=delivery-status", "X-Gmail-Labels: Sent", "Auto-Submitted: auto-replied"),
        *("", "", "> Bonjour", ">From ici", "-- ", "Cordialement,", "Le 15 juin 2026 à 09:12, Léo a écrit :", "On 1/2/2026 x@y wrote:"),
        *("-----Message d'origine-----", "De : Léo", "Envoyé : lundi", "Objet : x", "450 € HT par jour", "<p>890 €</p>", "\x00\ud7ff"),
        *('<blockquote type="cite">', "</blockquote>", "<!--", "<style>", "\u202e", "PS : 300 €", "06 39 98 30 41", "é" * 200),
    ]
)  # fmt: skip
MAILS = st.lists(LINES, max_size=40).map("\n".join)


def read(data: bytes, name: str) -> list[Record] | None:
    """The records; None when the file as a whole is refused."""
    try:
        records = list(read_file(BytesIO(data), name=name, me=ME))
    except FileUnreadable as refused:
        spoken = refused.sentence("fr"), refused.sentence("en")
        return None if all(spoken) else []
    check(records)
    preview(BytesIO(data), name=name)
    return records


def check(records: list[Record]) -> None:
    ids = set()
    lines: dict[str, int] = {}
    for record in records:
        assert record.source.line > lines.get(record.source.file, 0)
        lines[record.source.file] = record.source.line
        if isinstance(record, NoText | Unreadable):
            assert len(record.raw) <= 2_000
        if isinstance(record, Reply):
            assert record.text.strip()
            assert "\x00" not in record.text
            assert record.id not in ids
            ids.add(record.id)
            assert record.text.endswith(record.given.get("signature", ""))
            found = extract(record)
            for spans in found.evidence.values():
                assert all(0 <= start <= end <= len(record.text) for start, end in spans)
            at = len(record.text) - len(record.given.get("signature", ""))
            assert all(start < at for start, _ in found.evidence.get("price", ()))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(MAILS, st.sampled_from(["utf-8", "cp1252", "utf-16"]), st.sampled_from(["a.eml", "a.mbox", ""]))
@example("From a@b Mon Jun 15 07:20:00 2026\nFrom: a\n\n", "utf-8", "a.mbox")
@example("Content-Type: message/rfc822\nMIME-Version: 1.0\nFrom: x@y\n\n" * 3_000, "utf-8", "a.eml")
def test_any_mail_is_read_or_refused(text: str, encoding: str, name: str) -> None:
    read(text.encode(encoding, "replace"), name)


@settings(max_examples=100, deadline=None)
@given(st.lists(MAILS, min_size=1, max_size=6))
@example(["\x00\ud7ff\n" * 40] * 6)
@example(["\x00" * 4_000, "\x01\x02\x7f" * 400 + "\n\x00"])
def test_each_mail_of_a_box_is_one_record(mails: list[str]) -> None:
    head = "From a@b.exemple Mon Jun 15 07:20:00 2026\nMessage-ID: <x@y>\nFrom: Ana <ana@b.exemple>\n"
    bodies = [mail.replace("\nFrom ", "\n>From ").removeprefix("From ") for mail in mails]
    records = read("\n\n".join(head + body for body in bodies).encode(), "a.mbox")
    assert records is not None
    assert len(records) == len(mails)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=12), st.one_of(MAILS.map(str.encode), st.binary(max_size=60))), max_size=6))
def test_every_member_of_an_archive_is_accounted_for(members: list[tuple[str, bytes]]) -> None:
    out = BytesIO()
    names = set()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (name, data) in enumerate(members):
            inside = f"{number}/{name.encode('utf-8', 'replace').decode().replace(chr(0), '')}.x"
            archive.writestr(inside, data)
            names.add(str(number))
    records = read(out.getvalue(), "a.zip")
    if records is not None:
        assert {record.source.file.split("/")[1] for record in records} == names


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200), st.integers(0, 700), st.integers(0, 255))
def test_a_damaged_archive_is_read_or_refused(junk: bytes, at: int, byte: int) -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", "Nom;Message\nLéo;Dispo, 400 €/j\n")
        archive.writestr("b/2026-01-01.json", '[{"type":"message","user":"U1","text":"x","ts":"1788249600.000100"}]')
        archive.writestr("c.bin", junk)
    data = bytearray(out.getvalue())
    data[at % len(data)] = byte
    read(bytes(data), "a.zip")


@settings(max_examples=200, deadline=None)
@given(MAILS, st.lists(st.text(max_size=10), max_size=5))
def test_no_word_of_a_mail_is_lost(text: str, known: list[str]) -> None:
    found = letter(text, known=known)
    assert found.text.endswith(found.signature)
    both = found.text + found.history
    if not found.forwarded:
        assert sorted(c for c in both if not c.isspace()) == sorted(c for c in text if not c.isspace())


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="<>/=\"' abpdivltroquescnm&;#-!\x1c\x1d\n", max_size=200))
def test_any_marks_are_words(source: str) -> None:
    assert "\x1c" not in html_text(source)
    words(source)
    sender(source)
