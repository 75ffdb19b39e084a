"""A site asked over a real connection: what a hostile server does ends in one sentence, and the rest goes on."""

import contextlib
import gzip
import socket
import ssl
import time
import zlib
from collections.abc import Callable
from dataclasses import replace

import pytest

from orchestre.audit.site.values import Ask, Site, Want
from orchestre.audit.site.walk import CutShort, NotAnAddress
from orchestre.basics import OrchestreError
from orchestre_net.addresses import AddressPrivate
from orchestre_net.policy import Policy
from orchestre_net.sites import ANYWHERE, PUBLIC, Fetcher, trusting, user_agent, walked
from tests.orchestre_net.conftest import Server, whole_answer

KIND = "text/html; charset=utf-8"
GOOD = "<!doctype html><html lang=fr><title>Atelier</title><body><h1>Tapis</h1><p>De laine, à poil long.</p>"


def page(words: str = GOOD, **more: str) -> bytes:
    return whole_answer(words.encode(), kind=KIND, **more)


@pytest.fixture
def here(policy: Policy) -> Policy:
    return replace(policy, seconds=0.7, all_seconds=20, requests=200, answer_bytes=0)


def hang(connection: socket.socket) -> None:
    with contextlib.suppress(OSError):
        connection.recv(1)  # until the client leaves


def drip(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    for _ in range(200):
        connection.sendall(b"<")
        time.sleep(0.05)


def endless(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5000000000\r\n\r\n<html><body>")
    for _ in range(10_000):
        connection.sendall(b"<p>a" * 16_384)


def bomb() -> bytes:
    return whole_answer(gzip.compress(b"<p>a</p>" * 4_000_000), kind=KIND, Content_Encoding="gzip")


def moved(to: str) -> bytes:
    return whole_answer(b"", status="302 Found", kind=KIND, Location=to)


HOSTILE: list[tuple[str, bytes | Callable[[socket.socket], None], str]] = [
    ("hangs", hang, "net.too_slow"),
    ("drips", drip, "net.too_slow"),
    ("never ends", endless, "net.too_large"),
    ("unfolds", bomb(), "net.too_large"),
    ("says nothing", lambda connection: connection.close(), "net.server_trouble"),
    ("says nonsense", b"BONJOUR\r\n\r\n", "net.server_trouble"),
    ("stops in the middle", b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nabc", "net.server_trouble"),
    ("redirects for ever", moved("/x"), "net.too_many_redirects"),
    ("sends to a file", moved("file:///etc/passwd"), "audit.not_an_address"),
    ("lies on its packing", whole_answer(b"not packed", kind=KIND, Content_Encoding="gzip"), "net.too_large"),
    ("packs as nobody asked", whole_answer(b"?", kind=KIND, Content_Encoding="br"), "net.too_large"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "said", "code"), HOSTILE, ids=[name for name, _, _ in HOSTILE])
def test_a_hostile_answer_is_one_sentence_and_the_rest_goes_on(
    path: str, said: bytes | Callable[[socket.socket], None], code: str, server: Server, here: Policy
) -> None:
    server.pages |= {"/": page(GOOD + "<a href=/x>x</a><a href=/y>y</a>"), "/x": said, "/y": page()}
    answer = Fetcher(here).answer(Ask(f"{server.origin}/x", anywhere=True))
    assert answer.failed == code
    assert len(answer.body) <= 5_000_000
    site = walked(server.origin, policy=here)
    assert [each.path for each in site.pages] == ["/", "/y"]


@pytest.mark.parametrize(("path", "said", "code"), HOSTILE[:4], ids=[name for name, _, _ in HOSTILE[:4]])
def test_a_hostile_first_page_ends_in_one_sentence(
    path: str, said: bytes | Callable[[socket.socket], None], code: str, server: Server, here: Policy
) -> None:
    server.pages["/"] = said
    with pytest.raises(OrchestreError) as trouble:
        walked(server.origin, policy=here)
    assert trouble.type is CutShort or trouble.value.code == code


@pytest.mark.parametrize(
    "packed",
    [
        whole_answer(gzip.compress(GOOD.encode()), kind=KIND, Content_Encoding="gzip"),
        whole_answer(zlib.compress(GOOD.encode()), kind=KIND, Content_Encoding="deflate"),
        whole_answer(GOOD.encode("cp1252"), kind="text/html; charset=utf-8"),  # a lie
        whole_answer(GOOD.encode("utf-16"), kind="text/html"),
        whole_answer(GOOD.encode(), kind="text/html; charset=martien"),
        whole_answer(GOOD.encode(), kind="application/octet-stream"),
    ],
)
def test_packings_and_letters_are_read(packed: bytes, server: Server, here: Policy) -> None:
    server.pages["/"] = packed
    assert "De laine, à poil long." in walked(server.origin, policy=here).home.text


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "localhost", "2130706433", "0x7f000001", "127.1", "[::1]", "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]", "[64:ff9b::7f00:1]", "169.254.169.254", "[fe80::1]", "10.0.0.1", "192.168.1.1", "0.0.0.0",
        "[fd00:ec2::254]", "100.64.0.1",
    ],
)  # fmt: skip
def test_addresses_that_are_not_public_are_refused(host: str) -> None:
    for scheme in ("http", "https"):
        with pytest.raises(AddressPrivate):
            walked(f"{scheme}://{host}/", policy=replace(PUBLIC, seconds=3))


def test_without_a_scheme_the_reason_is_said_all_the_same() -> None:
    with pytest.raises(AddressPrivate):
        walked("localhost:8443", policy=replace(PUBLIC, any_port=True))


def test_octal_is_no_address() -> None:
    with pytest.raises(NotAnAddress):
        walked("http://0177.0.0.1/", policy=PUBLIC)


def test_each_redirection_is_checked(server: Server, here: Policy) -> None:
    """The first address is allowed, the next one is not."""
    server.pages |= {"/": page(GOOD + "<img src=/a.png alt=''>"), "/a.png": moved("http://10.0.0.1/secret")}
    site = walked(server.origin, policy=here)
    assert site.resources[f"{server.origin}/a.png"].failed == "net.address_private"
    server.pages["/"] = moved("http://169.254.169.254/latest/meta-data/")
    with pytest.raises(AddressPrivate):
        walked(server.origin, policy=here)


def test_a_name_that_changes_its_mind_is_not_asked_twice(
    server: Server, here: Policy, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rebinding: what is connected to is what was checked."""
    told: list[str] = []
    real = socket.getaddrinfo

    def names(host: str, port: int, *rest: object, **more: object) -> object:
        if host == "change.exemple":
            told.append(host)
            host = "127.0.0.1" if len(told) == 1 else "10.0.0.1"
        return real(host, port, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", names)
    server.pages["/"] = page()
    answer = Fetcher(here).answer(Ask(f"http://change.exemple:{server.server_address[1]}/"))
    assert answer.status == 200
    assert told == ["change.exemple"]


def test_a_wrong_certificate_is_refused_unless_said(secure_server: Server, here: Policy) -> None:
    secure_server.pages["/"] = page()
    with pytest.raises(OrchestreError) as trouble:
        walked(secure_server.origin, policy=replace(here, trust=ssl.create_default_context()))
    assert trouble.value.code == "net.certificate_wrong"
    assert walked(secure_server.origin, policy=trusting(here, insecure=True)).https


def test_it_says_who_it_is_and_brings_nothing_along(server: Server, here: Policy) -> None:
    server.pages["/"] = page(GOOD + "<a href=/a>a</a>", Set_Cookie="sid=1")
    walked(server.origin, policy=here)
    assert "Orchestre/" in user_agent()
    assert all(f"User-Agent: {user_agent()}" in head for head in server.asked)
    assert not any("cookie:" in head.lower() or not head.startswith("GET ") for head in server.asked)


def test_weights_are_those_of_the_wire(server: Server, here: Policy) -> None:
    packed = gzip.compress(b"a" * 2_000_000)
    server.pages |= {
        "/": page(GOOD + "<img src=/big.png alt=''><img src=/small.svg alt=''>"),
        "/big.png": whole_answer(b"\x89PNG" + b"a" * 1_500_000, kind="image/png"),
        "/small.svg": whole_answer(packed, kind="image/svg+xml", Content_Encoding="gzip"),
    }
    weighed = walked(server.origin, policy=here).resources
    assert weighed[f"{server.origin}/big.png"].length == 1_500_004
    assert weighed[f"{server.origin}/small.svg"].length == len(packed)


def test_only_the_beginning_of_a_film_is_read(server: Server, here: Policy) -> None:
    server.pages["/x"] = endless
    answer = Fetcher(here).answer(Ask(f"{server.origin}/x", Want.THING))
    assert answer.length == 5_000_000_000
    assert len(answer.body) <= 300_000
    assert Fetcher(here).answer(Ask(f"{server.origin}/x", Want.HEAD)).body == b""


def test_the_whole_visit_has_an_end(server: Server, here: Policy) -> None:
    server.pages["/"] = page(GOOD + "".join(f"<a href=/{n}>{n}</a>" for n in range(20)))
    site: Site = walked(server.origin, policy=replace(here, requests=8))
    assert len(server.asked) == 8
    assert "time_over" in site.not_measured


def test_any_port_and_any_address_are_for_ones_own_machine() -> None:
    assert not PUBLIC.networks
    assert not PUBLIC.any_port
    assert ANYWHERE.networks
