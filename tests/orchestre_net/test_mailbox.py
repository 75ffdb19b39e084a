"""A mailbox read from a real server on this machine, and from servers that do not behave."""

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest

from orchestre.basics import OrchestreError
from orchestre.replies.reply import Me, Reply
from orchestre.replies.sources import read_file
from orchestre_net.addresses import AddressPrivate
from orchestre_net.fetching import CertificateWrong, NoAnswer
from orchestre_net.imap import MailWithoutTls, folder_name
from orchestre_net.mailbox import (
    Account,
    Cursor,
    MailFolderUnknown,
    MailHostInvalid,
    MailLogInRefused,
    MailNotImap,
    MailPortRefused,
    MailServerGone,
    MailWordsInvalid,
    as_mbox,
    read_mailbox,
)
from orchestre_net.policy import Policy
from orchestre_net.wire import TooSlow
from tests.orchestre_net.dovecot import PASSWORD, PEM, USER, Dovecot, dovecot, mail_policy

HEAD = b"To: moi\r\nDate: Mon, 15 Jun 2026 09:20:00 +0200\r\nMIME-Version: 1.0\r\n"
CHARSETS = ("utf-8", "iso-8859-1", "windows-1252", "iso-8859-15", "utf-16", "koi8-r", "x-unknown", "")


@pytest.fixture(scope="module")
def running(mail_program: str) -> Iterator[Dovecot]:
    with dovecot(mail_program) as server:
        yield server


@pytest.fixture
def box(running: Dovecot) -> Dovecot:
    """The same server, its mailbox emptied and numbered from one."""
    running.empty()
    return running


def account(server: Dovecot, **changes: object) -> Account:
    return replace(Account("localhost", USER, PASSWORD, server.port), **changes)  # type: ignore[arg-type]


def odd(n: int) -> bytes:
    """Mails as they come: charsets right, wrong and missing, transfer encodings, lines that open another mail."""
    charset = CHARSETS[n % len(CHARSETS)]
    known = charset if charset not in ("x-unknown", "koi8-r", "") else "iso-8859-1"
    head = HEAD + f"Message-ID: <{n}@boite.example>\r\n".encode()
    head += b"From: =?iso-8859-1?q?Zo=E9_" + str(n).encode() + b"?= <zoe%d@boite.example>\r\n" % n
    if charset:
        head += b"Content-Type: text/plain; charset=" + charset.encode() + b"\r\n"
    text = f"Bonjour, je fais le numéro {n} pour {n + 400} EUR.\r\n\r\nFrom lundi 10:00:00 2026 tout est dit.\r\n"
    body = text.encode(known)
    if charset == "utf-16":
        import base64

        return head + b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(body)
    return head + b"\r\n" + body + (b"\x80\x81\xff\r\n" if n % 9 == 4 else b"")


def replies(data: bytes) -> list[Reply]:
    import io

    records = list(read_file(io.BytesIO(data), name="boîte", me=Me(frozenset())))
    return [record for record in records if isinstance(record, Reply)]


def test_fifty_odd_mails_come_once_each_and_nothing_is_marked(box: Dovecot) -> None:
    for n in range(50):
        box.put(odd(n))
    seen: list[int] = []
    first = read_mailbox(account(box), policy=mail_policy(), came=seen.append)
    assert (len(first.mails), first.left, first.cut, first.gone, first.stopped) == (50, 0, 0, 0, None)
    assert seen == [20, 40, 50]
    texts = sorted(reply.text for reply in replies(as_mbox(first.mails)))
    assert len(texts) == 50
    assert all(f"pour {n + 400} EUR" in " ".join(texts) for n in range(50))
    assert all("From lundi 10:00:00 2026" in text for text in texts)
    second = read_mailbox(account(box), cursor=first.cursor, policy=mail_policy())
    assert (second.mails, second.cursor) == ((), first.cursor)
    box.put(odd(51))
    third = read_mailbox(account(box), cursor=second.cursor, policy=mail_policy())
    assert [mail.uid for mail in third.mails] == [51]
    box.renumber()
    again = read_mailbox(account(box), cursor=third.cursor, policy=mail_policy())
    assert again.renumbered
    assert len(again.mails) == 51
    assert again.cursor.validity != third.cursor.validity
    assert set(box.flags()) == {""}


def test_only_mails_received_since_a_day_come(box: Dovecot) -> None:
    box.put(odd(1))
    assert not read_mailbox(account(box), since=date(2999, 1, 1), policy=mail_policy()).mails
    assert read_mailbox(account(box), since=date(2001, 1, 1), policy=mail_policy()).mails


def test_a_folder_with_an_accent_is_found(box: Dovecot) -> None:
    box.put(odd(1), folder=".R&AOk-ponses &- offres")
    assert len(read_mailbox(account(box, folder="Réponses & offres"), policy=mail_policy()).mails) == 1
    assert folder_name('a"b\\c') == '"a\\"b\\\\c"'


def test_of_a_mail_of_twenty_megabytes_its_words_come(box: Dovecot) -> None:
    head = HEAD + b'From: Ana <a@b.example>\r\nContent-Type: multipart/mixed; boundary="x"\r\n\r\n'
    words = b"--x\r\nContent-Type: text/plain\r\n\r\nJe propose 4 500 EUR HT.\r\n"
    file = (
        b"--x\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment\r\n\r\n" + b"JVBERi0x\r\n" * 2_000_000
    )
    box.put(head + words + file + b"--x--\r\n")
    box.put(odd(2))
    got = read_mailbox(account(box), policy=mail_policy())
    assert (len(got.mails), got.cut, len(got.mails[0].data)) == (2, 1, mail_policy().mail_bytes)
    assert "4 500 EUR" in replies(as_mbox(got.mails))[0].text


def test_what_does_not_fit_waits_for_the_next_reading(box: Dovecot) -> None:
    for n in range(7):
        box.put(odd(n))
    few = replace(mail_policy(), mails=3)
    first = read_mailbox(account(box), policy=few)
    assert (len(first.mails), first.left) == (3, 4)
    rest = read_mailbox(account(box), cursor=first.cursor, policy=mail_policy())
    assert (len(rest.mails), rest.left) == (4, 0)


def test_a_server_killed_in_the_middle_leaves_what_came(box: Dovecot) -> None:
    for n in range(50):
        box.put(odd(n))
    first = read_mailbox(account(box), policy=mail_policy(), came=lambda n: box.kill() if n == 20 else None)
    assert (len(first.mails), first.left) == (20, 30)
    assert isinstance(first.stopped, MailServerGone)
    with pytest.raises(NoAnswer):
        read_mailbox(account(box), policy=mail_policy())
    box.start()
    rest = read_mailbox(account(box), cursor=first.cursor, policy=mail_policy())
    assert (len(rest.mails), rest.stopped) == (30, None)
    assert len({mail.uid for mail in (*first.mails, *rest.mails)}) == 50


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"password": "autre"}, MailLogInRefused),
        ({"user": "personne"}, MailLogInRefused),
        ({"folder": "Nulle part"}, MailFolderUnknown),
        ({"user": 'a"\r\nb'}, MailWordsInvalid),
        ({"password": ""}, MailWordsInvalid),
        ({"password": "a\r\nA1 DELETE INBOX"}, MailWordsInvalid),
        ({"folder": "a\nb"}, MailWordsInvalid),
        ({"host": "https://localhost/"}, MailHostInvalid),
        ({"host": "local host"}, MailHostInvalid),
        ({"host": "localhost:993"}, MailHostInvalid),
    ],
)
def test_what_is_wrong_is_said(box: Dovecot, changes: dict[str, object], error: type[OrchestreError]) -> None:
    asked = account(box, **changes)
    with pytest.raises(error) as caught:
        read_mailbox(asked, policy=mail_policy())
    assert PASSWORD not in repr(asked)
    shown = [repr(caught.value), str(caught.value), *map(str, caught.value.values.values())]
    assert not any(asked.password and asked.password in each for each in shown)


def test_a_server_that_begins_in_clear_encrypts_before_the_password(box: Dovecot) -> None:
    """STARTTLS at the port that a policy names, on the real server; elsewhere the same port is refused."""
    box.put(odd(3))
    policy = replace(mail_policy(), starttls_port=box.clear)
    got = read_mailbox(account(box, port=box.clear), policy=policy)
    assert (len(got.mails), got.stopped) == (1, None)
    with pytest.raises(MailLogInRefused):
        read_mailbox(account(box, port=box.clear, password="autre"), policy=policy)
    with pytest.raises(CertificateWrong):
        read_mailbox(account(box, port=box.clear), policy=replace(policy, trust=ssl.create_default_context()))
    with pytest.raises(MailWithoutTls):
        read_mailbox(account(box, port=box.clear), policy=mail_policy())


def test_guards_stand_before_the_connection(box: Dovecot) -> None:
    with pytest.raises(AddressPrivate):
        read_mailbox(account(box), policy=replace(mail_policy(), networks=()))
    with pytest.raises(CertificateWrong):
        read_mailbox(account(box), policy=replace(mail_policy(), trust=ssl.create_default_context()))
    with pytest.raises(MailPortRefused):
        read_mailbox(account(box, port=25), policy=Policy())


# --- Servers that do not behave -----------------------------------------------------------------------------------

Say = Callable[[ssl.SSLSocket], None]


@contextlib.contextmanager
def speaking(say: Say, *, encrypted: bool = True) -> Iterator[Account]:
    """A server that does what it wants with each connection."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(PEM)
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            with contextlib.suppress(OSError):
                plain, _ = listening.accept()
                with context.wrap_socket(plain, server_side=True) if encrypted else plain as one:
                    say(one)  # type: ignore[arg-type]

        threading.Thread(target=serve, daemon=True).start()
        yield Account("localhost", USER, PASSWORD, listening.getsockname()[1])


def script(*answers: bytes) -> Say:
    """Greets, then to each command in turn says so; `TAG` stands for the command's own."""

    def say(one: ssl.SSLSocket) -> None:
        one.sendall(b"* OK hello\r\n")
        for answer in answers:
            asked = one.recv(65_536)
            one.sendall(answer.replace(b"TAG", asked.split(b" ")[0]))
        one.recv(65_536)

    return say


CAPABLE = b"* CAPABILITY IMAP4rev1\r\nTAG OK ok\r\n"
OPEN = b"* 1 EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\nTAG OK ok\r\n"
FOUND, SIZES = b"* SEARCH 5\r\nTAG OK ok\r\n", b"* 1 FETCH (UID 5 RFC822.SIZE 100)\r\nTAG OK ok\r\n"


def endless(one: ssl.SSLSocket) -> None:
    with contextlib.suppress(OSError):
        while True:
            one.sendall(b"* OK still here\r\n" * 10_000)


def drip(one: ssl.SSLSocket) -> None:
    with contextlib.suppress(OSError):
        while True:
            one.sendall(b"*")
            threading.Event().wait(0.1)


@pytest.mark.parametrize(
    ("say", "error"),
    [
        (lambda one: one.sendall(bytes(range(256)) * 40 + b"\r\n"), MailNotImap),
        (lambda one: one.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n"), MailNotImap),
        (lambda one: None, NoAnswer),
        (endless, OrchestreError),
        (drip, TooSlow),
        (lambda one: one.recv(9), TooSlow),
        (script(b"* CAPABILITY\r\nTAG BAD no\r\n"), OrchestreError),
        (script(CAPABLE, b"TAG OK ok\r\n", b"TAG OK no validity\r\n"), MailNotImap),
        (script(CAPABLE, b"TAG OK ok\r\n", b"* OK [UIDVALIDITY x]\r\nTAG OK ok\r\n"), MailNotImap),
        (script(CAPABLE, b"TAG OK ok\r\n", OPEN, b"* SEARCH {99999999999}\r\n"), OrchestreError),
        (script(CAPABLE, b"TAG NO [ALERT] pate\r\n"), MailLogInRefused),
    ],
)
def test_a_strange_server_ends_in_a_sentence(say: Say, error: type[OrchestreError]) -> None:
    policy = replace(mail_policy(), seconds=1, all_seconds=2, mailbox_bytes=1_000_000)
    with speaking(say) as asked, pytest.raises(error):
        read_mailbox(asked, policy=policy)


@pytest.mark.parametrize(
    ("answer", "came", "gone"),
    [
        (b"* 1 FETCH (UID 5 BODY[]<0> {3}\r\nA: )\r\nTAG OK ok\r\n", 1, 0),
        (b"* 1 FETCH (BODY[]<0> {3}\r\nA:  UID 5)\r\nTAG OK ok\r\n", 1, 0),
        (b"* 1 FETCH (UID 6 BODY[]<0> {3}\r\nA: )\r\nTAG OK ok\r\n", 0, 1),
        (b"TAG OK ok\r\n", 0, 1),
        (b"* 1 FETCH (UID 5 BODY[]<0> {90000000000}\r\nA: ", 0, 0),
        (b"\xff\xfe\r\n", 0, 0),
        (b"TAG NO no\r\n", 0, 0),
    ],
)
def test_a_strange_answer_to_a_mail_ends_the_reading_or_is_counted(answer: bytes, came: int, gone: int) -> None:
    policy = replace(mail_policy(), seconds=1, all_seconds=2)
    with speaking(script(CAPABLE, b"TAG OK ok\r\n", OPEN, FOUND, SIZES, answer)) as asked:
        got = read_mailbox(asked, policy=policy)
    assert (len(got.mails), got.gone) == (came, gone)
    assert (got.stopped is None) == bool(came or gone)
    assert got.cursor == Cursor(7, 5 if came or gone else 0)


def test_a_server_without_encryption_gets_no_password() -> None:
    heard: list[bytes] = []

    def plain(one: ssl.SSLSocket) -> None:
        one.sendall(b"* OK plain IMAP\r\n")
        heard.append(one.recv(65_536))

    with speaking(plain, encrypted=False) as asked, pytest.raises(MailWithoutTls):
        read_mailbox(asked, policy=mail_policy())
    assert PASSWORD.encode() not in b"".join(heard)


@pytest.mark.parametrize(
    "answers",
    [
        [b"* OK hello\r\n", b"t1 BAD unknown command\r\n"],
        [b"* OK hello\r\n", b"t1 NO not now\r\n"],
        [b"* OK hello\r\n", b"* BYE\r\n"],
        [b"* PREAUTH you are known\r\n", b"t1 OK go on\r\n"],
        [b"* OK hello\r\n* OK slipped in\r\n", b"t1 OK go on\r\n"],
        [b"* OK hello\r\n", b"t1 OK go on\r\n* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n"],
        [b"* OK hello\r\n", b"t1 OK go on\r\nin clear from here\r\n"],
        [b"* OK " + b"x" * 20_000],
        [b"220 smtp.example ready\r\n"],
    ],
)
def test_a_server_that_does_not_begin_to_encrypt_hears_nothing_of_us(answers: list[bytes]) -> None:
    heard: list[bytes] = []

    def clear(one: ssl.SSLSocket) -> None:
        for answer in answers:
            one.sendall(answer)
            heard.append(one.recv(65_536))
        heard.append(one.recv(65_536))

    with speaking(clear, encrypted=False) as asked:
        policy = replace(mail_policy(), starttls_port=asked.port, seconds=1, all_seconds=2)
        with pytest.raises(MailWithoutTls):
            read_mailbox(asked, policy=policy)
    assert {b"t1 STARTTLS\r\n", b""} >= set(heard)
