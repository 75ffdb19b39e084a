"""Which addresses may be reached, and that the one checked is the one connected to."""

import socket
import threading
from dataclasses import replace
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestre.basics import OrchestreError
from orchestre_net.addresses import AddressPrivate, HostUnknown, checked_addresses, is_public
from orchestre_net.fetching import fetch_json
from orchestre_net.policy import Policy

PUBLIC = ["93.184.215.14", "1.1.1.1", "2606:4700:4700::1111", "2001:41d0::1", "::ffff:1.1.1.1", "64:ff9b::101:101"]
NOT_PUBLIC = [
    *("0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254", "172.16.0.1"),
    *("192.0.0.8", "192.0.2.1", "192.168.1.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.1.1.1"),
    *("240.0.0.1", "255.255.255.255", "::", "::1", "::ffff:127.0.0.1", "::ffff:192.168.0.1", "::127.0.0.1"),
    *("fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "fec0::1", "ff02::1", "ff0e::1", "2001:db8::1", "100::1"),
    *("2002:7f00:1::", "2002:c0a8:101::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "64:ff9b::7f00:1", "64:ff9b:1::1"),
]


@pytest.mark.parametrize("written", PUBLIC)
def test_public_addresses_pass(written: str) -> None:
    assert is_public(ip_address(written))


@pytest.mark.parametrize("written", NOT_PUBLIC)
def test_every_other_address_is_refused(written: str) -> None:
    assert not is_public(ip_address(written))


@given(st.ip_addresses(v=4))
def test_an_address_inside_another_is_judged_as_itself(address: IPv4Address) -> None:
    for inside in (f"::ffff:{address}", f"64:ff9b::{address}"):
        assert is_public(ip_address(inside)) == is_public(address)
    assert not is_public(address) or address.is_global


@given(st.ip_addresses(v=6))
def test_no_private_address_is_public(address: IPv6Address) -> None:
    assert not (is_public(address) and (address.is_private or address.is_link_local or address.is_loopback))


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.1", "2130706433", "0x7f000001", "0", "::1", "[::1]"])
def test_a_name_that_leads_inside_is_refused_however_written(host: str) -> None:
    with pytest.raises((AddressPrivate, HostUnknown)):
        checked_addresses(host, 443, Policy(), 2)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "169.254.169.254", "localhost"]
)
def test_production_reaches_nothing_on_this_machine(host: str) -> None:
    with pytest.raises(OrchestreError) as refused:
        fetch_json(f"https://{host}/api", policy=Policy())
    assert refused.value.code in {"net.address_private", "net.host_unknown", "net.address_invalid"}


def found(*addresses: str) -> list[tuple[object, ...]]:
    return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443)) for address in addresses]


def test_a_name_that_leads_both_ways_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found("1.1.1.1", "10.0.0.1"))
    with pytest.raises(AddressPrivate):
        checked_addresses("two.example", 443, Policy(), 2)


def test_a_name_is_resolved_once_and_the_checked_address_is_reached(
    server: Any, policy: Policy, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server of names that changes its mind between the check and the connection gains nothing."""
    real = socket.getaddrinfo
    asked: list[str] = []

    def changing(host: str, *rest: object, **more: object) -> object:
        if host != "moving.example":
            return real(host, *rest, **more)  # type: ignore[arg-type]
        asked.append(host)
        return found("127.0.0.1") if len(asked) == 1 else found("10.0.0.1")

    monkeypatch.setattr(socket, "getaddrinfo", changing)
    server.pages["/x"] = b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 8\r\n\r\n{"a": 1}'
    address = server.origin.replace("localhost", "moving.example")
    assert fetch_json(f"{address}/x", policy=policy).document == {"a": 1}
    assert len(asked) == 1


def test_a_resolver_that_never_answers_is_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    gate = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: gate.wait(5) and [])
    with pytest.raises(OrchestreError) as refused:
        fetch_json("https://slow.example/x", policy=replace(Policy(), seconds=0.2))
    gate.set()
    assert refused.value.code in {"net.host_unknown", "net.too_slow"}
