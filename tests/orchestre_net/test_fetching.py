"""Servers that mean harm, or are simply broken: each ends in one sentence, soon, and takes little."""

import json
import re
import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orchestre.basics import OrchestreError
from orchestre_net.fetching import fetch_json, user_agent
from orchestre_net.policy import Policy

Answer = Callable[..., bytes]


def refusal(address: str, policy: Policy) -> OrchestreError:
    """The error of a fetch, whose sentence is whole in both languages."""
    with pytest.raises(OrchestreError) as refused:
        fetch_json(address, policy=policy)
    for language in ("fr", "en"):
        assert not re.search(r"\{[a-z]+", refused.value.sentence(language).replace(address.strip(), ""))
    return refused.value


def code_of(server: Any, policy: Policy, page: object) -> str:
    server.pages["/x"] = page
    return refusal(f"{server.origin}/x", policy).code


def test_a_document_is_read_and_we_say_who_asks(server: Any, policy: Policy, answer: Answer) -> None:
    server.pages["/x?q=1"] = answer({"é": 1}, kind="application/json; charset=utf-8")
    assert fetch_json(f"{server.origin}/x?q=1", policy=policy).document == {"é": 1}
    (head,) = server.asked
    assert head.startswith("GET /x?q=1 HTTP/1.1\r\n")
    assert f"User-Agent: {user_agent()}" in head
    assert "Cookie" not in head
    assert "Authorization" not in head


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("http://social.example/@a/1", "net.scheme_refused"),
        ("file:///etc/passwd", "net.address_invalid"),
        ("file://social.example/etc/passwd", "net.scheme_refused"),
        ("ftp://social.example/x", "net.scheme_refused"),
        ("gopher://social.example/x", "net.scheme_refused"),
        ("https://user:secret@social.example/x", "net.address_invalid"),
        ("https://social.example:22/x", "net.address_invalid"),
        ("https:///x", "net.address_invalid"),
        ("https://[::1", "net.address_invalid"),
        ("https://a b.example/x", "net.host_unknown"),
        ("social.example/@a/1", "net.address_invalid"),
        ("", "net.address_invalid"),
        ("https://nowhere.invalid/x", "net.host_unknown"),
    ],
)
def test_production_asks_only_plain_https(written: str, code: str) -> None:
    assert refusal(written, Policy()).code == code


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=40))
def test_any_text_given_as_an_address_is_refused_in_a_sentence(written: str) -> None:
    if not written.lower().lstrip().startswith("https://"):
        refusal(written, Policy(seconds=0.01))


@pytest.mark.parametrize(
    ("onward", "code"),
    [
        ("https://10.0.0.1/x", "net.address_private"),
        ("http://169.254.169.254/latest/meta-data", "net.address_private"),
        ("http://[::ffff:10.0.0.1]/", "net.address_private"),
        ("//192.168.1.1/x", "net.address_private"),
        ("file:///etc/passwd", "net.address_invalid"),
        ("file://localhost/etc/passwd", "net.scheme_refused"),
        ("gopher://localhost/_x", "net.scheme_refused"),
        ("http://a:b@localhost/", "net.address_invalid"),
        ("/x", "net.too_many_redirects"),
    ],
)
@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "307 Temporary", "308 Permanent"])
def test_where_a_server_sends_us_is_checked_anew(
    server: Any, policy: Policy, answer: Answer, onward: str, code: str, status: str
) -> None:
    assert code_of(server, policy, answer(b"", status=status, Location=onward)) == code


def test_loopback_is_refused_at_a_redirect_too(server: Any, policy: Policy, answer: Answer) -> None:
    """The first server is allowed by value, at 127.0.0.1 alone; where it sends us is this machine as well."""
    from ipaddress import ip_network

    strict = replace(policy, networks=(ip_network("127.0.0.1/32"),))
    server.pages["/x"] = answer(b"", status="302 Found", Location="http://127.0.0.2/admin")
    assert refusal(f"{server.origin.replace('localhost', '127.0.0.1')}/x", strict).code == "net.address_private"


def test_a_redirect_is_followed(server: Any, policy: Policy, answer: Answer) -> None:
    server.pages["/x"] = answer(b"", status="301 Moved", Location="/y")
    server.pages["/y"] = answer([1])
    assert fetch_json(f"{server.origin}/x", policy=policy).document == [1]


def endless(piece: bytes, head: bytes = b"") -> Callable[[socket.socket], None]:
    def say(connection: socket.socket) -> None:
        connection.sendall(head)
        while True:
            connection.sendall(piece)

    return say


def drip(head: bytes, piece: bytes) -> Callable[[socket.socket], None]:
    def say(connection: socket.socket) -> None:
        connection.sendall(head)
        while True:
            connection.sendall(piece)
            time.sleep(0.02)

    return say


JSON_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"


def test_what_never_ends_is_cut(server: Any, policy: Policy) -> None:
    assert code_of(server, policy, endless(b"[" * 65_536, JSON_HEAD + b"\r\n")) == "net.too_large"
    chunk = b"10000\r\n" + b" " * 65_536 + b"\r\n"
    chunked = JSON_HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
    assert code_of(server, policy, endless(chunk, chunked)) == "net.too_large"
    assert code_of(server, policy, endless(b"X-A: " + b"a" * 1000 + b"\r\n", JSON_HEAD)) in {
        "net.too_large",
        "net.server_trouble",
    }
    announced = JSON_HEAD + b"Content-Length: 99999999999\r\n\r\n"
    assert code_of(server, policy, endless(b"1" * 65_536, announced)) == "net.too_large"


@pytest.mark.parametrize(
    "head", [b"", b"HTTP/1.1 200 OK\r\nX-A: ", JSON_HEAD + b"\r\n", JSON_HEAD + b"Content-Length: 100000\r\n\r\n"]
)
def test_a_drip_ends_with_the_time_given_however_often_it_drips(server: Any, policy: Policy, head: bytes) -> None:
    assert code_of(server, replace(policy, seconds=0.3), drip(head, b"1")) == "net.too_slow"


def test_a_server_that_says_nothing_is_left(server: Any, policy: Policy) -> None:
    assert code_of(server, replace(policy, seconds=0.2), lambda _: time.sleep(1)) == "net.too_slow"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"<html>", "text/html"),
        (b"{}", "text/plain"),
        (b"{}", "application/json-seq"),
        (b"{oops", "application/json"),
        (b"", "application/json"),
        (b"\x1f\x8b\x08rubbish", "application/json"),
        (b"\xff\xfe\xfd", "application/json"),
        (b"[" * 150_000, "application/json"),
        (b'{"a":' * 30_000 + b"1" + b"}" * 30_000, "application/json"),
        (b"1" * 10_000, "application/json"),
    ],
)
def test_what_is_not_json_is_said(server: Any, policy: Policy, answer: Answer, body: bytes, kind: str) -> None:
    assert code_of(server, policy, answer(body, kind=kind)) == "net.not_json"


@pytest.mark.parametrize(
    ("status", "code"),
    [
        ("401 Unauthorized", "net.log_in_needed"),
        ("403 Forbidden", "net.log_in_needed"),
        ("404 Not Found", "net.nothing_there"),
        ("410 Gone", "net.nothing_there"),
        ("429 Too Many Requests", "net.rate_limited"),
        ("500 Oops", "net.server_trouble"),
        ("503 Busy", "net.server_trouble"),
        ("304 Not Modified", "net.server_trouble"),
        ("204 No Content", "net.server_trouble"),
        ("302 Found", "net.server_trouble"),
    ],
)
def test_what_a_server_refuses_has_its_sentence(
    server: Any, policy: Policy, answer: Answer, status: str, code: str
) -> None:
    assert code_of(server, policy, answer({"error": "no"}, status=status)) == code


@pytest.mark.parametrize(
    ("headers", "minutes"),
    [
        ({"Retry-After": "90"}, 2),
        ({"Retry-After": "0"}, 1),
        ({"Retry-After": "999999999999"}, 5),
        ({"Retry-After": "99999999"}, 24 * 60),
        ({"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}, 1),
        ({"Retry-After": "soon"}, 5),
        ({"X-RateLimit-Reset": "2015-10-21T07:28:00.000Z"}, 1),
        ({"X-RateLimit-Reset": "tomorrow"}, 5),
        ({}, 5),
    ],
)
def test_how_long_to_wait_is_said(
    server: Any, policy: Policy, answer: Answer, headers: dict[str, str], minutes: int
) -> None:
    server.pages["/x"] = answer({}, status="429 Too Many", **headers)
    assert refusal(f"{server.origin}/x", policy).values["minutes"] == minutes


@pytest.mark.parametrize(
    "rubbish", [b"", b"\x00" * 500, b"HTTP/9.9 200\r\n\r\n", b"SSH-2.0-x\r\n", b"HTTP/1.1 xx\r\n\r\n"]
)
def test_what_is_not_http_is_said(server: Any, policy: Policy, rubbish: bytes) -> None:
    assert code_of(server, policy, rubbish) in {"net.server_trouble", "net.no_answer", "net.not_json"}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200), st.booleans())
def test_any_bytes_end_in_a_document_or_a_sentence(server: Any, policy: Policy, data: bytes, headed: bool) -> None:
    server.pages["/x"] = (JSON_HEAD + b"\r\n" if headed else b"") + data
    try:
        found = fetch_json(f"{server.origin}/x", policy=policy).document
    except OrchestreError:
        return
    assert found == json.loads(data) or not headed


def test_nobody_listens(server: Any, policy: Policy) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    assert refusal(f"http://127.0.0.1:{port}/x", policy).code == "net.no_answer"


def test_the_certificate_is_that_of_the_name_though_the_address_is_reached(
    secure_server: Any, policy: Policy, answer: Answer
) -> None:
    secure_server.pages["/x"] = answer({"a": 1})
    trust = ssl.create_default_context(cafile=str(Path(__file__).with_name("localhost.pem")))
    strict = replace(policy, http=False)
    address = f"{secure_server.origin}/x"
    assert fetch_json(address, policy=replace(strict, trust=trust)).document == {"a": 1}
    assert refusal(address, strict).code == "net.certificate_wrong"
    secure_server.pages["/down"] = answer(b"", status="302 Found", Location="http://localhost/x")
    assert refusal(f"{secure_server.origin}/down", replace(strict, trust=trust)).code == "net.scheme_refused"
    other = address.replace("localhost", "127.0.0.1")
    assert refusal(other, replace(strict, trust=trust)).code == "net.certificate_wrong"
