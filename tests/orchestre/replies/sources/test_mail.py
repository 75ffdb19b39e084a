"""Mails as programs really write them: words, encodings, what is quoted, what is signed, what is no reply."""

# ruff: noqa: E501 - a case is one line

import base64
from io import BytesIO

import pytest

from orchestre.replies.extraction import extract
from orchestre.replies.reply import Me, NoText, Own, Record, Reply, Unreadable
from orchestre.replies.sources import Limits, read_file
from orchestre.replies.sources.tools.quoting import letter

HEAD = "From: Léo Roux <leo@boite.exemple>\nDate: Mon, 15 Jun 2026 09:20:00 +0200\nMessage-ID: <a@b.exemple>\n"


def mail(body: bytes | str, *headers: str) -> bytes:
    raw = body.encode() if isinstance(body, str) else body
    return (HEAD + "".join(f"{line}\n" for line in headers)).encode() + b"\n" + raw


def read(data: bytes, name: str = "a.eml", **options: object) -> list[Record]:
    return list(read_file(BytesIO(data), name=name, me=Me(frozenset({"pauline@nord.exemple"})), **options))  # type: ignore[arg-type]


def text(data: bytes) -> str:
    (record,) = read(data)
    assert isinstance(record, Reply), record
    return record.text


@pytest.mark.parametrize(
    ("body", "headers", "found"),
    [
        (b"d\xe9j\xe0 450 \x80", ["Content-Type: text/plain; charset=iso-8859-1"], "déjà 450 €"),
        (b"d\xe9j\xe0 450 \x80", ["Content-Type: text/plain; charset=utf-8"], "déjà 450 €"),
        (b"d\xe9j\xe0", ["MIME-Version: 1.0"], "déjà"),
        ("déjà 450 €", ["Content-Type: text/plain; charset=iso-8859-1"], "déjà 450 €"),
        ("déjà", ["Content-Type: text/plain; charset=us-ascii"], "déjà"),
        ("déjà", ["Content-Type: text/plain; charset=x-inconnu"], "déjà"),
        ("déjà", ["Content-Type: text/plain; charset=punycode"], "déjà"),
        (base64.b64encode("déjà".encode("utf-16")), ["Content-Type: text/plain; charset=utf-16", "Content-Transfer-Encoding: base64"], "déjà"),
        ("d=E9j=E0 =\nvu", ["Content-Type: text/plain; charset=cp1252", "Content-Transfer-Encoding: quoted-printable"], "déjà vu"),
        (base64.b64encode("450 €".encode("cp1252")), ["Content-Type: text/plain; charset=windows-1252", "Content-Transfer-Encoding: base64"], "450 €"),
        ("un devis \nde 450 € \nHT", ["Content-Type: text/plain; charset=utf-8; format=flowed"], "un devis de 450 € HT"),
        ("<p>450&nbsp;&euro;</p><style>p{}</style>", ["Content-Type: text/html; charset=utf-8"], "450\u00a0€"),
        ("--b\nContent-Type: text/plain; charset=utf-8\n\n450 €", ["Content-Type: multipart/mixed; boundary=b"], "450 €"),
        ("450 € sans rien", ["Content-Type: multipart/mixed; boundary=absent"], "450 € sans rien"),
        ("450 € sans rien", ["Content-Type: multipart/mixed"], "450 € sans rien"),
        ("--b\nContent-Type: text/plain\n\n \n--b\nContent-Type: text/html; charset=utf-8\n\n<p>450 €</p>\n--b--", ["Content-Type: multipart/alternative; boundary=b"], "450 €"),
        ("-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n450 €\n-----BEGIN PGP SIGNATURE-----\nxx", ["Content-Type: text/plain; charset=utf-8"], "450 €"),
    ],
)  # fmt: skip
def test_the_words_whatever_their_dress(body: bytes | str, headers: list[str], found: str) -> None:
    assert text(mail(body, *headers)) == found


BUDGET = "Bonjour,\nnous avons 3 000 €."
OWN = "Oui, 450 € HT par jour."


@pytest.mark.parametrize(
    "quoted",
    [
        "Le lun. 15 juin 2026 à 09:12, Pauline Garnier <p@nord.exemple> a écrit :\n> Bonjour,\n> nous avons 3 000 €.",
        "Le lun. 15 juin 2026 à 09:12, Pauline Garnier <p@nord.exemple> a\nécrit :\n\n> Bonjour,\n> nous avons 3 000 €.",
        "Le 15 juin 2026 à 09:12, Pauline Garnier a écrit :\n\n" + BUDGET,
        "Pauline Garnier <p@nord.exemple> a écrit :\n> nous avons 3 000 €.",
        "On Mon, Jun 15, 2026 at 9:12 AM Pauline Garnier <p@nord.exemple> wrote:\n> nous avons 3 000 €.",
        "On Monday, June 15, 2026 at 09:12:33 AM GMT+2, Pauline Garnier\n<p@nord.exemple> wrote:\n\n" + BUDGET,
        "Am 15.06.2026 um 09:12 schrieb Pauline Garnier:\n> nous avons 3 000 €.",
        "Op ma 15 jun. 2026 om 09:12 schreef Pauline <p@nord.exemple>:\n" + BUDGET,
        "El lun, 15 jun 2026 a las 9:12, Pauline (<p@nord.exemple>) escribió:\n> nous avons 3 000 €.",
        "2026-06-15 9:12 GMT+02:00 Pauline Garnier <p@nord.exemple>:\n\n> nous avons 3 000 €.",
        "-----Message d'origine-----\nDe : Pauline Garnier\nEnvoyé : lundi 15 juin 2026 09:12\nÀ : Léo\nObjet : Audit\n\n" + BUDGET,
        "-----Original Message-----\nFrom: Pauline\nSent: Monday\nTo: Léo\nSubject: Audit\n\n" + BUDGET,
        "-------- Message original --------\nDe : Pauline <p@nord.exemple>\nDate : 15/06/2026 09:12\nÀ : Léo\nObjet : Audit\n\n" + BUDGET,
        "________________________________\nDe : Pauline Garnier <p@nord.exemple>\nEnvoyé : lundi 15 juin 2026 09:12\nÀ : Léo\nObjet : Audit\n\n" + BUDGET,
        "*De :* Pauline Garnier\n*Envoyé :* lundi 15 juin 2026 09:12\n*À :* Léo\n*Objet :* Audit\n\n" + BUDGET,
        "Von: Pauline\nGesendet: Montag, 15. Juni 2026 09:12\nAn: Léo\nBetreff: Audit\n\n" + BUDGET,
        "Van: Pauline\nVerzonden: maandag 15 juni 2026 09:12\nAan: Léo\nOnderwerp: Audit\n\n" + BUDGET,
        "---------- Forwarded message ---------\nFrom: Pauline\nDate: Mon, 15 Jun 2026\nSubject: Audit\n\n" + BUDGET,
        "> Bonjour,\n> nous avons 3 000 €.",
    ],
)  # fmt: skip
def test_what_is_quoted_stands_apart(quoted: str) -> None:
    found = letter(f"{OWN}\n\n{quoted}")
    assert found.text == OWN
    assert "3 000 €" in found.history


@pytest.mark.parametrize(
    "body",
    [
        "Le prix : 450 €",
        "Marie a écrit : à voir.",
        "On 15 June 2026 I am free:\n- morning\n- evening",
        "De : Rennes\nÀ : Paris\nTarif : 450 €",
        "Le tarif de 2026 est le suivant :\n450 € HT",
        "--- Tarifs ---\n450 € HT",
        "Il a écrit en 2024 pour Le Monde :\nun article à 450 €",
        "Je vous ai écrit le 12/06/2026 :\n450 € HT",
    ],
)
def test_what_only_looks_quoted_is_kept(body: str) -> None:
    assert letter(body).text == body


def test_answers_between_the_lines_are_kept() -> None:
    found = letter("Le 15 juin 2026 à 09:12, P <p@n.ex> a écrit :\n> Votre tarif ?\n450 € HT\n> Dispo ?\nLundi.")
    assert found.text == "450 € HT\nLundi."
    assert found.history.count("\n") == 2


HTML_QUOTES = [
    '<div>450 €</div><blockquote type="cite"><div>Le 15 juin 2026, P a écrit :</div>3 000 €</blockquote>',
    '<div>450 €</div><div class="gmail_quote"><div class="gmail_attr">Le lun. 15 juin 2026 à 09:12, P &lt;p@n.ex&gt; a écrit :<br></div><blockquote class="gmail_quote">3 000 €</blockquote></div>',
    '<div>450 €</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>De :</b> P<br><b>Envoyé :</b> lundi<br><b>Objet :</b> x</div><div>3 000 €</div>',
    '<p>450 €</p><div style="border-top:solid"><p><b>De :</b> P<br><b>Envoyé :</b> lundi 15 juin 2026<br><b>À :</b> L<br><b>Objet :</b> x</p></div><p>3 000 €</p>',
    '<div>450 €</div><div class="yahoo_quoted"><div>Le lundi 15 juin 2026 à 09:12:00 UTC+2, P a écrit :</div>3 000 €</div>',
    '<div>450 €</div><div class="moz-cite-prefix">Le 15/06/2026 à 09:12, P a écrit :<br></div><blockquote type="cite" cite="mid:x">3 000 €</blockquote>',
    '<div>450 €</div><div class="protonmail_quote">On Monday, June 15th, 2026 at 9:12 AM, P &lt;p@n.ex&gt; wrote:<br><blockquote type="cite">3 000 €</blockquote></div>',
]  # fmt: skip


@pytest.mark.parametrize("html", HTML_QUOTES)
def test_quotes_of_html_mails(html: str) -> None:
    (record,) = read(mail(html, "Content-Type: text/html; charset=utf-8"))
    assert isinstance(record, Reply)
    assert record.text == "450 €"
    assert "3 000 €" in record.given["history"]


@pytest.mark.parametrize(
    ("body", "signature"),
    [
        ("450 € HT.\n\n-- \nLéo Roux\nRennes", "-- \nLéo Roux\nRennes"),
        ("450 € HT.\n--\nLéo Roux", "--\nLéo Roux"),
        ("450 € HT.\n\nEnvoyé de mon iPhone", "Envoyé de mon iPhone"),
        ("450 € HT.\n\nSent from my Samsung Galaxy smartphone.", "Sent from my Samsung Galaxy smartphone."),
        ("450 € HT.\n\nCordialement,\nLéo Roux\n06 39 98 30 41", "Léo Roux\n06 39 98 30 41"),
        ("450 € HT.\n\nBien à vous,\n\nLéo Roux\nSARL au capital de 5 000 €", "\nLéo Roux\nSARL au capital de 5 000 €"),
        ("Kind regards only go so far.\n450 € HT.", ""),
        ("Cordialement,\nLéo\n\nPS : 450 € HT si deux jours.", ""),
        ("Merci,\nmon tarif : 450 € HT\net je suis libre", ""),
        ("450 € HT.", ""),
    ],
)
def test_signatures(body: str, signature: str) -> None:
    assert letter(body).signature == signature


def test_a_signature_gives_contacts_and_a_place_but_no_price() -> None:
    body = "Bonjour, 450 € HT par jour.\n-- \nLéo Roux, 35000 Rennes\n06 39 98 30 41\nFormation à 900 € HT par jour"
    (record,) = read(mail(body))
    assert isinstance(record, Reply)
    found = extract(record)
    assert [price.amount_min for price in found.price] == [450]
    assert found.phones
    assert found.location == ("Rennes",)


def test_the_lines_that_end_two_mails_of_one_sender_are_a_signature() -> None:
    end = "Léo Roux\nAtelier Roux, Rennes"
    box = "".join(f"From x@y.z Mon Jun 15 07:20:00 2026\n{HEAD}\n{words}\n\n{end}\n\n" for words in ("450 €", "380 €"))
    first, second = read(box.encode(), "a.mbox")
    assert isinstance(first, Reply)
    assert isinstance(second, Reply)
    assert "signature" not in first.given
    assert second.given["signature"].strip() == end


@pytest.mark.parametrize(
    ("headers", "body", "code"),
    [
        (["Content-Type: multipart/report; report-type=delivery-status; boundary=b"], "--b\n\nfailed\n--b--", "mail_bounce"),
        (["X-Failed-Recipients: a@b.exemple"], "failed", "mail_bounce"),
        (["Content-Type: multipart/report; report-type=disposition-notification; boundary=b"], "--b\n\nlu\n--b--", "mail_receipt"),
        (["Content-Type: text/calendar; method=REPLY"], "BEGIN:VCALENDAR", "mail_calendar"),
        (["Content-Type: multipart/encrypted; boundary=b"], "--b\n\nx\n--b--", "mail_encrypted"),
        (["Content-Type: application/pkcs7-mime; smime-type=enveloped-data"], "x", "mail_encrypted"),
        (["MIME-Version: 1.0"], "-----BEGIN PGP MESSAGE-----\nx", "mail_encrypted"),
        (["MIME-Version: 1.0"], "> 3 000 €\n> Pauline", "mail_only_history"),
        (["MIME-Version: 1.0"], "Envoyé depuis l'application Mail Orange\n\n> 3 000 €", "mail_only_history"),
        (["MIME-Version: 1.0"], " \n", "no_text"),
    ],
)  # fmt: skip
def test_what_is_no_reply_says_why(headers: list[str], body: str, code: str) -> None:
    (record,) = read(mail(body, *headers))
    assert isinstance(record, NoText)
    assert record.code == f"replies.{code}"


@pytest.mark.parametrize(
    ("header", "hint"),
    [
        ("Auto-Submitted: auto-replied", ("auto_submitted", "auto-replied")),
        ("X-Autoreply: yes", ("auto_submitted", "auto-replied")),
        ("List-Unsubscribe: <https://a.exemple/stop>", ("list_unsubscribe", "<https://a.exemple/stop>")),
        ("Precedence: bulk", ("list_unsubscribe", "bulk")),
        ("X-Spam-Flag: YES", ("spam", "yes")),
        ("X-Gmail-Labels: Spam,Ouvert", ("spam", "yes")),
    ],
)
def test_hints_of_the_headers_stay_beside_the_reply(header: str, hint: tuple[str, str]) -> None:
    (record,) = read(mail("Bonjour", header))
    assert isinstance(record, Reply)
    assert record.given[hint[0]] == hint[1]


def test_the_owners_own_mails_are_dropped() -> None:
    (sent,) = read(mail("Bonjour", "X-Gmail-Labels: =?utf-8?q?Messages_envoy=C3=A9s?=,Ouvert"))
    assert isinstance(sent, Own)
    (by_address,) = read(mail("Bonjour").replace(b"leo@boite.exemple", b"Pauline@nord.exemple"))
    assert isinstance(by_address, Own)


def test_a_mail_passed_on_is_read_for_its_words() -> None:
    body = "---------- Forwarded message ---------\nDe : Ana <ana@b.exemple>\nDate: lun. 15 juin\nSubject: Audit\nTo: P\n\n450 € HT"
    (record,) = read(mail(body, "Subject: Fwd: Audit"))
    assert isinstance(record, Reply)
    assert (record.text, record.given["forwarded"]) == ("450 € HT", "yes")


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("From 14:00 to 18:00 on 12 June 2026 we talk", 1),
        ("\nFrom scratch, it takes three days: yes", 1),
        ("\nFrom x@y.z Mon Jun 15 07:20:00 2026\nFrom: Ana <a@b.exemple>\nMessage-ID: <n@b>\n\nautre", 2),
        ("From x@y.z Mon Jun 15 07:20:00 2026\nFrom: Ana <a@b.exemple>\nMessage-ID: <n@b>\n\nautre", 2),
        ("\nFrom 1234567890@xxx Mon Jun 15 07:20:00 +0000 2026\nX-GM-THRID: 1\nFrom: a@b.exemple\n\nautre", 2),
        ("\nFrom - Mon Jun 15 07:20:00 2026\nX-Mozilla-Status: 0001\nFrom: a@b.exemple\n\nautre", 2),
        ("\n>From x@y.z Mon Jun 15 07:20:00 2026\nFrom: Ana", 1),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_where_a_mail_of_a_box_starts(body: str, count: int, end: str) -> None:
    box = f"From x@y.z Mon Jun 15 07:20:00 2026\n{HEAD}\nBonjour\n{body}\n".replace("\n", end)
    assert len(read(box.encode(), "a.mbox")) == count


def test_the_word_from_at_a_line_start_comes_back() -> None:
    box = f"From x@y.z Mon Jun 15 07:20:00 2026\n{HEAD}\n>From here\n>>From there\n"
    (record,) = read(box.encode(), "a.mbox")
    assert isinstance(record, Reply)
    assert record.text == "From here"
    assert record.given["history"] == ">From there"


def test_an_apple_mail_file_is_read_without_its_properties() -> None:
    inside = mail("450 €", "MIME-Version: 1.0") + b"\n"
    assert text(b"%d  \n" % len(inside) + inside + b"<?xml version='1.0'?><plist/>") == "450 €"


BOMBS = {
    "nested parts": "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(3_000)),
    "nested messages": "Content-Type: message/rfc822\n\n" * 3_000,
    "many parts": "Content-Type: multipart/mixed; boundary=b\n\n" + "--b\nContent-Type: text/plain\n\nx\n" * 20_000,
    "quotes": "MIME-Version: 1.0\n\n" + ">" * 20_000 + "\n" + "> x\n" * 100_000,
    "attributions": "MIME-Version: 1.0\n\n" + "Le 1 à 2\n" * 100_000,
    "headings": "MIME-Version: 1.0\n\n" + "De : a\n" * 100_000,
    "closings": "MIME-Version: 1.0\n\n" + "Cordialement,\n" * 50_000,
    "words": "Subject: " + "=?utf-8?q?" * 20_000 + "\n\nx",
    "one line": "MIME-Version: 1.0\n\n" + "x" * 3_000_000,
    "html depth": "Content-Type: text/html\n\n" + "<div><blockquote type=cite>" * 100_000 + "x",
    "html marks": "Content-Type: text/html\n\n" + '<a href="' * 100_000 + "<!--" * 100_000,
    "attachment": "Content-Type: application/pdf\nContent-Transfer-Encoding: base64\n\n" + "QUJD" * 4_000_000,
}


@pytest.mark.parametrize("bomb", BOMBS, ids=list(BOMBS))
def test_a_bomb_is_one_record_and_ends(bomb: str) -> None:
    data = HEAD.encode() + BOMBS[bomb].encode()
    assert len(read(data)) == 1
    (first, second) = read(b"From x@y.z Mon Jun 15 07:20:00 2026\n" + data + b"\n\nFrom x@y.z Mon Jun 15 07:20:00 2026\n" + mail("450 €"), "a.mbox")  # fmt: skip
    assert isinstance(second, Reply)
    assert second.text == "450 €"
    assert isinstance(first, Reply | NoText | Unreadable)


def test_a_text_over_the_limit_is_set_aside() -> None:
    (record,) = read(mail("mot " * 1_000, "MIME-Version: 1.0"), limits=Limits(cell_chars=1_000))
    assert isinstance(record, Unreadable)
    assert record.code == "replies.cell_too_long"
