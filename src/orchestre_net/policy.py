"""What a fetch may reach and how much it may take. The defaults are those of production; a test gives its own."""

import ssl
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network


@dataclass(frozen=True, slots=True)
class Policy:
    """`seconds` and `answer_bytes` bound one answer with its head; `all_seconds`, `all_bytes`, `posts` and `requests` a
    whole thread: a document of small objects takes fifty times its bytes in memory.

    `mails`, `mailbox_bytes` and `all_seconds` bound one reading of a mailbox; `mail_bytes` one mail, cut there:
    its words stand before what is attached.

    At `starttls_port` a mail server begins in clear: it is asked to encrypt before anything else is said.

    `http`, `any_port` and `networks` (addresses allowed although they are not public) are for tests on a server of
    their own; `trust` is whom the certificates are checked against, the usual authorities when null.
    """

    seconds: float = 20.0
    all_seconds: float = 120.0
    answer_bytes: int = 10_000_000
    redirects: int = 3
    requests: int = 40
    all_bytes: int = 15_000_000
    posts: int = 10_000
    mails: int = 2_000
    mail_bytes: int = 1_000_000
    mailbox_bytes: int = 50_000_000
    starttls_port: int = 143
    http: bool = False
    any_port: bool = False
    networks: tuple[IPv4Network | IPv6Network, ...] = ()
    trust: ssl.SSLContext | None = None
