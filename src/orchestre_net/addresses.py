"""Which addresses may be reached. A name is resolved once, checked, and that very address is connected to."""

import socket
import threading
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from orchestre.basics import OrchestreError
from orchestre_net.policy import Policy

Address = IPv4Address | IPv6Address

_TRANSLATED = (ip_network("64:ff9b::/96"), ip_network("64:ff9b:1::/48"))
_NOT_PUBLIC = (
    ip_network("192.0.0.0/24"),
    ip_network("192.88.99.0/24"),
    ip_network("100::/64"),
    ip_network("2001::/23"),  # Teredo, ORCHID, benchmarks
    ip_network("2001:db8::/32"),
    ip_network("3fff::/20"),
    ip_network("5f00::/16"),
    ip_network("fec0::/10"),
)


class HostUnknown(OrchestreError):
    code = "net.host_unknown"


class AddressPrivate(OrchestreError):
    code = "net.address_private"


def is_public(address: Address) -> bool:
    """Whether anybody on the Internet may be meant: not private, loopback, link-local, multicast nor reserved, not
    even inside an address that carries another (mapped, 6to4, NAT64).

    >>> [is_public(ip_address(a)) for a in ("93.184.215.14", "127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::a9fe:a9fe")]
    [True, False, False, False]
    """
    if isinstance(address, IPv6Address):
        if address.scope_id is not None:
            return False
        inner = address.ipv4_mapped or address.sixtofour
        if inner is None and any(address in network for network in _TRANSLATED):
            inner = IPv4Address(int(address) & 0xFFFF_FFFF)
        if inner is not None:
            return is_public(inner)
    if any(address in network for network in _NOT_PUBLIC if network.version == address.version):
        return False
    strange = address.is_multicast or address.is_reserved or address.is_loopback or address.is_link_local
    return address.is_global and not (strange or address.is_unspecified)


def checked_addresses(host: str, port: int, policy: Policy, seconds: float) -> list[str]:
    """The addresses of a host, all of them allowed.

    One that is not refuses the host: a name that leads both ways is a trap. Raises HostUnknown, AddressPrivate.
    """
    found = _resolved(host, port, seconds)
    if not found:
        raise HostUnknown(host=host)
    for address in found:
        if not (is_public(address) or _allowed(address, policy.networks)):
            raise AddressPrivate(host=host)
    return [str(address) for address in found]


def _allowed(address: Address, networks: tuple[IPv4Network | IPv6Network, ...]) -> bool:
    return any(address in network for network in networks if network.version == address.version)


def _resolved(host: str, port: int, seconds: float) -> list[Address]:
    """The system's resolver knows no time limit: it is left behind when it takes too long."""
    answers: list[str] = []

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError, ValueError):
            return
        answers.extend(str(sockaddr[0]) for *_, sockaddr in found)

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(max(seconds, 0))
    addresses: list[Address] = []
    for written in dict.fromkeys(list(answers)):
        try:
            addresses.append(ip_address(written))
        except ValueError:
            continue
    return addresses
