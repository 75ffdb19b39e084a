"""New mails of one folder of a mailbox, read again and again by their numbers. Nothing is marked, moved or deleted.

A folder numbers its mails upwards (UID) under a number of its own (UIDVALIDITY): the last number read, with the
folder's, is where the next reading begins. When the folder's number changed everything is read anew, and what was there
before is known again by its words.
"""

import imaplib
import re
import ssl
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date

from orchestre.basics import OrchestreError
from orchestre_net.fetching import NoAnswer
from orchestre_net.imap import Client, connected, folder_name
from orchestre_net.policy import Policy
from orchestre_net.wire import Budget, TooLarge, TooSlow

PORT = 993
_LOT = 20
_LOT_BYTES = 1_000_000
_ASKED_AT_ONCE = 200
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_HOST = re.compile(r"(?=.{1,253}$)[^\W_](?:[\w.-]*[^\W_])?")
_UID = re.compile(rb"\bUID (\d{1,10})\b")
_SIZE = re.compile(rb"\bRFC822\.SIZE (\d{1,20})\b")
_OPENING = re.compile(rb"^(>*From )", re.M)


class MailHostInvalid(OrchestreError):
    code = "net.mail_host_invalid"


class MailPortRefused(OrchestreError):
    code = "net.mail_port_refused"


class MailWordsInvalid(OrchestreError):
    """A name, a password or a folder that no server takes: empty, or with a line break."""

    code = "net.mail_words_invalid"


class MailLogInRefused(OrchestreError):
    code = "net.mail_log_in_refused"


class MailFolderUnknown(OrchestreError):
    code = "net.mail_folder_unknown"


class MailNotImap(OrchestreError):
    code = "net.mail_not_imap"


class MailServerGone(OrchestreError):
    code = "net.mail_server_gone"


class MailTooMuch(OrchestreError):
    code = "net.mail_too_much"


@dataclass(frozen=True, slots=True)
class Account:
    """The password is in no representation of it."""

    host: str
    user: str
    password: str = field(repr=False)
    port: int = PORT
    folder: str = "INBOX"


@dataclass(frozen=True, slots=True)
class Cursor:
    """Up to which number a folder was read, under which number of the folder itself."""

    validity: int
    uid: int


@dataclass(frozen=True, slots=True)
class Mail:
    uid: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Reading:
    """`left` mails wait for the next reading; of `cut` ones the beginning came; `gone` ones were deleted meanwhile;
    `renumbered`: the folder numbers its mails anew, all were read; `stopped` is what ended it early."""

    mails: tuple[Mail, ...]
    cursor: Cursor
    left: int = 0
    cut: int = 0
    gone: int = 0
    renumbered: bool = False
    stopped: OrchestreError | None = None


def check(account: Account, policy: Policy) -> None:
    """Before anything is asked. Raises MailHostInvalid, MailPortRefused, MailWordsInvalid."""
    try:
        known = _HOST.fullmatch(account.host) and account.host.encode("idna")
    except UnicodeError:
        known = None
    if not known:
        raise MailHostInvalid(host=account.host[:100])
    known_port = account.port in (PORT, policy.starttls_port) or account.port >= 1024 or policy.any_port
    if not (1 <= account.port <= 65_535 and known_port):
        raise MailPortRefused(port=account.port)
    for words in (account.user, account.password, account.folder):
        if not words or len(words) > 1_000 or any(ord(sign) < 32 or ord(sign) == 127 for sign in words):
            raise MailWordsInvalid


def read_mailbox(
    account: Account,
    *,
    cursor: Cursor | None = None,
    since: date | None = None,
    policy: Policy | None = None,
    came: Callable[[int], object] | None = None,
) -> Reading:
    """The mails after `cursor`, oldest first; of the first reading those received since that day.

    Raises an OrchestreError of this package when nothing could be read; what ends it later stands in `stopped`. `came`
    is told after each lot how many mails there are; what it raises ends the reading.
    """
    policy = policy or Policy()
    check(account, policy)
    budget = Budget(account.host, policy.all_seconds, policy.mailbox_bytes + 20_000_000)
    with _told(account.host, begun=False):
        encrypted = connected(account.host, account.port, policy, budget)
        greeted = account.port == policy.starttls_port
        client = Client(account.host, encrypted, budget, policy, greeted=greeted)
    search = _Search(client, account, policy)
    try:
        with _told(account.host, begun=True):
            search.open(cursor, since)
        search.take(came or (lambda _: None))
    finally:
        if search.stopped is None:
            with suppress(imaplib.IMAP4.error, OSError, OrchestreError):
                client.logout()
        client.shutdown()
    return search.reading()


class _told:  # noqa: N801 - used as a word
    """What the standard client raises, as a sentence."""

    def __init__(self, host: str, *, begun: bool) -> None:
        self._host, self._begun = host, begun

    def __enter__(self) -> None:
        return

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        gone = MailServerGone if self._begun else NoAnswer
        match error:
            case TooLarge():
                raise MailTooMuch(host=self._host) from error
            case OrchestreError():
                return
            case TimeoutError():
                raise TooSlow(host=self._host) from error
            case ssl.SSLError() | OSError():
                raise gone(host=self._host) from error
            case imaplib.IMAP4.abort() if "socket error: EOF" in str(error):
                raise gone(host=self._host) from error
            case imaplib.IMAP4.error() | ValueError() | LookupError() | TypeError() | AttributeError():
                raise MailNotImap(host=self._host) from error
            case _:
                return


class _Search:
    def __init__(self, client: Client, account: Account, policy: Policy) -> None:
        self._client, self._account, self._policy = client, account, policy
        self._validity = self._last = self._left = self._cut = self._gone = 0
        self._waiting: list[int] = []
        self._mails: list[Mail] = []
        self._renumbered = False
        self.stopped: OrchestreError | None = None

    def reading(self) -> Reading:
        return Reading(
            tuple(self._mails), Cursor(self._validity, self._last), self._left, self._cut, self._gone,
            self._renumbered, self.stopped,
        )  # fmt: skip

    def open(self, cursor: Cursor | None, since: date | None) -> None:
        self._log_in()
        account, client = self._account, self._client
        answer, _ = client.select(folder_name(account.folder), readonly=True)
        if answer != "OK":
            raise MailFolderUnknown(folder=account.folder)
        self._validity = int(client.response("UIDVALIDITY")[1][0])
        self._renumbered = cursor is not None and cursor.validity != self._validity
        self._last = cursor.uid if cursor is not None and not self._renumbered else 0
        asked = [f"UID {self._last + 1}:*", "UNDELETED"]
        if since is not None:
            asked.append(f"SINCE {since.day}-{_MONTHS[since.month - 1]}-{since.year}")
        found = b" ".join(part for part in self._asked("SEARCH", *asked) if isinstance(part, bytes)).split()
        # "n:*" names the last mail even where it comes before n.
        self._waiting = sorted({int(each) for each in found if each.isdigit() and int(each) > self._last})

    def _log_in(self) -> None:
        account, client = self._account, self._client
        try:
            if "AUTH=PLAIN" in client.capabilities:
                words = f"\0{account.user}\0{account.password}".encode()
                client.authenticate("PLAIN", lambda _: words)
            else:
                client.speak_utf8()
                client.login(client.quoted(account.user), account.password)
        except imaplib.IMAP4.abort:
            raise
        except imaplib.IMAP4.error:
            raise MailLogInRefused(host=account.host, user=account.user) from None  # its words may hold the password

    def _asked(self, command: str, *words: str) -> list[object]:
        answer, data = self._client.uid(command, *words)
        if answer != "OK":
            raise imaplib.IMAP4.error(answer)
        return list(data)

    def take(self, came: Callable[[int], object]) -> None:
        """Lot after lot, until all came or a limit is met. What came before a trouble stays."""
        most = self._waiting[: self._policy.mails]
        room = self._policy.mailbox_bytes
        self._left = len(self._waiting)
        for start in range(0, len(most), _ASKED_AT_ONCE):
            asked = most[start : start + _ASKED_AT_ONCE]
            try:
                with _told(self._account.host, begun=True):
                    sizes = self._sizes(asked)
            except OrchestreError as error:
                self.stopped = error
                return
            for lot in self._lots(asked, sizes):
                size = sum(min(sizes.get(uid, 0), self._policy.mail_bytes) for uid in lot)
                if size > room:
                    return
                room -= size
                try:
                    with _told(self._account.host, begun=True):
                        self._take(lot, sizes)
                except OrchestreError as error:
                    self.stopped = error
                    return
                self._left -= len(lot)
                came(len(self._mails))

    def _sizes(self, uids: list[int]) -> dict[int, int]:
        sizes: dict[int, int] = {}
        for part in self._asked("FETCH", ",".join(map(str, uids)), "(UID RFC822.SIZE)"):
            line = part[0] if isinstance(part, tuple) else part
            if isinstance(line, bytes) and (uid := _UID.search(line)) and (size := _SIZE.search(line)):
                sizes[int(uid[1])] = int(size[1])
        return sizes

    def _lots(self, uids: list[int], sizes: dict[int, int]) -> Iterator[list[int]]:
        lot: list[int] = []
        held = 0
        for uid in uids:
            size = min(sizes.get(uid, 0), self._policy.mail_bytes)
            if lot and (len(lot) == _LOT or held + size > _LOT_BYTES):
                yield lot
                lot, held = [], 0
            lot.append(uid)
            held += size
        if lot:
            yield lot

    def _take(self, lot: list[int], sizes: dict[int, int]) -> None:
        most = self._policy.mail_bytes
        data = self._asked("FETCH", ",".join(map(str, lot)), f"(UID BODY.PEEK[]<0.{most}>)")
        came: dict[int, bytes] = {}
        for at, part in enumerate(data):
            if not isinstance(part, tuple):
                continue
            after = data[at + 1] if at + 1 < len(data) else b""
            named = _UID.search(part[0]) or (_UID.search(after) if isinstance(after, bytes) else None)
            if named is not None and int(named[1]) in lot:
                came[int(named[1])] = part[1][:most]
        self._mails += [Mail(uid, came[uid]) for uid in lot if uid in came]
        self._gone += len(lot) - len(came)
        self._cut += sum(sizes.get(uid, 0) > most for uid in came)
        self._last = lot[-1]


def as_mbox(mails: Iterable[Mail]) -> bytes:
    """One file that the mbox source reads, each mail as it came: lines that would open another are quoted."""
    return b"".join(
        b"From mailbox Thu Jan  1 00:00:00 1970\nX-Mailbox-Uid: %d\n%s\n\n"
        % (mail.uid, _OPENING.sub(rb">\1", mail.data.replace(b"\r\n", b"\n")))
        for mail in mails
    )
