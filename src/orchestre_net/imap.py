"""The words of IMAP over the guarded connection: to an address that was checked, encrypted before anything of ours
is said, under one clock and one count of bytes. Nothing here changes a mailbox: it is opened to be looked at, and
marks nothing."""

import base64
import imaplib
import re
import socket
import ssl
from contextlib import suppress

import httpx

from orchestre.basics import OrchestreError
from orchestre_net.addresses import checked_addresses
from orchestre_net.fetching import CertificateWrong, NoAnswer
from orchestre_net.policy import Policy
from orchestre_net.wire import Budget

_LINE_BYTES = 10_000_000
"""The numbers of a million mails come on one line."""
_PIECE = 65_536
_CLEAR_BYTES = 10_000
"""What a server may say before it encrypts: a greeting and an answer."""
_GREETING = b"* OK already greeted, in clear\r\n"


class MailWithoutTls(OrchestreError):
    code = "net.mail_without_tls"


class Client(imaplib.IMAP4):
    """The standard client, reading through our clock and count: its own reads know no limit in all."""

    def __init__(
        self, host: str, sock: ssl.SSLSocket, budget: Budget, policy: Policy, *, greeted: bool = False
    ) -> None:
        """`greeted`: in clear, before STARTTLS; nothing of what was said then is believed."""
        self._ours, self._budget, self._quiet = sock, budget, policy.seconds
        self._held = bytearray(_GREETING if greeted else b"")
        super().__init__(host, 0)

    def open(self, host: str = "", port: int = 0, timeout: float | None = None) -> None:  # noqa: ARG002 - it is open
        self.host, self.port, self.sock = host, port, self._ours

    def read(self, size: int) -> bytes:
        while len(self._held) < size and self._more():
            pass
        return self._taken(size)

    def readline(self) -> bytes:
        seen = 0
        while (end := self._held.find(b"\n", seen)) < 0:
            seen = len(self._held)
            if seen > _LINE_BYTES or not self._more():
                return self._taken(seen)
        return self._taken(end + 1)

    def send(self, data: bytes) -> None:  # type: ignore[override]
        self.sock.settimeout(min(self._quiet, self._budget.seconds()))
        self.sock.sendall(data)

    def speak_utf8(self) -> None:
        """Passwords with accents go as they are."""
        self._encoding = "utf-8"

    def quoted(self, words: str) -> str:
        """As the standard client quotes a password; it leaves the user's name to us."""
        return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'

    def shutdown(self) -> None:
        with suppress(OSError):
            self.sock.close()

    def _more(self) -> bool:
        self.sock.settimeout(min(self._quiet, self._budget.seconds()))
        data = self.sock.recv(_PIECE)
        self._budget.took(len(data))
        self._held += data
        return bool(data)

    def _taken(self, size: int) -> bytes:
        data = bytes(self._held[:size])
        del self._held[:size]
        return data


def connected(host: str, port: int, policy: Policy, budget: Budget) -> ssl.SSLSocket:
    """Raises HostUnknown, AddressPrivate, NoAnswer, CertificateWrong, MailWithoutTls, TooSlow."""
    trouble: OSError | None = None
    for address in checked_addresses(host, port, policy, min(policy.seconds, budget.seconds())):
        try:
            plain = socket.create_connection((address, port), min(policy.seconds, budget.seconds()))
        except OSError as error:
            trouble = error
            continue
        try:
            if port == policy.starttls_port:
                _begin_tls(plain, host, port, policy, budget)
            return (policy.trust or _trusted()).wrap_socket(plain, server_hostname=host)
        except ssl.SSLCertVerificationError as error:
            plain.close()
            raise CertificateWrong(host=host) from error
        except ssl.SSLError as error:
            plain.close()
            raise MailWithoutTls(host=host, port=port) from error
        except OrchestreError:
            plain.close()
            raise
        except (OSError, ValueError) as error:
            plain.close()
            raise NoAnswer(host=host) from error
    raise NoAnswer(host=host) from trouble


def _begin_tls(plain: socket.socket, host: str, port: int, policy: Policy, budget: Budget) -> None:
    """STARTTLS (RFC 9051, 6.2.1), on a connection where nothing else is ever said in clear. Raises MailWithoutTls when
    the server does not agree: also when it says that we are known already (PREAUTH, which forbids it), or more than was
    asked for, which whoever stands on the way could slip in before what is encrypted."""
    held = bytearray()

    def line() -> bytes:
        while b"\n" not in held:
            plain.settimeout(min(policy.seconds, budget.seconds()))
            data = plain.recv(_PIECE)
            budget.took(len(data))
            held.extend(data)
            if not data or len(held) > _CLEAR_BYTES:
                raise MailWithoutTls(host=host, port=port)
        said, _, rest = bytes(held).partition(b"\n")
        held[:] = rest
        return said.strip()

    agreed = line().upper().startswith(b"* OK") and not held
    if agreed:
        plain.sendall(b"t1 STARTTLS\r\n")
        while (answer := line().upper()).startswith(b"* ") and not answer.startswith(b"* BYE"):
            pass
        agreed = answer.startswith(b"T1 OK") and not held
    if not agreed:
        raise MailWithoutTls(host=host, port=port)


def _trusted() -> ssl.SSLContext:
    """The usual authorities, and those the operator's system knows: a company's own mail server has its own."""
    context = httpx.create_ssl_context(trust_env=False)
    context.load_default_certs()
    return context


def folder_name(written: str) -> str:
    """A folder's name as IMAP writes it (RFC 3501, 5.1.3), quoted.

    >>> folder_name("Réponses & offres")
    '"R&AOk-ponses &- offres"'
    """
    coded = re.sub(r"[^\x20-\x7e]+", lambda match: f"&{_base64(match[0])}-", written.replace("&", "&-"))
    return '"' + coded.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _base64(text: str) -> str:
    return base64.b64encode(text.encode("utf-16-be", "surrogatepass")).decode().rstrip("=").replace("/", ",")
