"""A real server on this machine that says what a test wants, byte by byte, over HTTP or HTTPS."""

import contextlib
import json
import socket
import socketserver
import ssl
import threading
from collections.abc import Callable, Iterator
from ipaddress import ip_network
from pathlib import Path

import pytest

from orchestre_net.policy import Policy

PEM = Path(__file__).with_name("localhost.pem")  # made for these tests, trusted by nobody else
Say = Callable[[socket.socket], None]


def whole_answer(
    body: bytes | object, *, status: str = "200 OK", kind: str = "application/json", **headers: str
) -> bytes:
    """One whole answer; a body that is not bytes is written as JSON."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    lines = {"Content-Type": kind, "Content-Length": str(len(data)), "Connection": "close"}
    lines |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + data


class Server(socketserver.ThreadingTCPServer):
    """`pages` by path; `asked` holds the heads of the requests."""

    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True

    def __init__(self, trust: ssl.SSLContext | None, host: str = "127.0.0.1") -> None:
        self.pages: dict[str, bytes | Say] = {}
        self.asked: list[str] = []
        self._trust = trust
        super().__init__((host, 0), _Handler)

    @property
    def origin(self) -> str:
        return f"{'https' if self._trust else 'http'}://localhost:{self.server_address[1]}"

    def get_request(self) -> tuple[socket.socket, object]:
        connection, address = super().get_request()
        if self._trust:
            connection = self._trust.wrap_socket(connection, server_side=True)
        return connection, address

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that leaves in the middle is what most of these tests are about."""


class _Handler(socketserver.BaseRequestHandler):
    server: Server

    def handle(self) -> None:
        head = b""
        while b"\r\n\r\n" not in head:
            piece = self.request.recv(65_536)
            if not piece:
                return
            head += piece
        self.server.asked.append(head.decode())
        path = head.split(b" ")[1].decode()
        page = self.server.pages.get(path, whole_answer({"error": "Record not found"}, status="404 Not Found"))
        with contextlib.suppress(OSError):
            page(self.request) if callable(page) else self.request.sendall(page)


@contextlib.contextmanager
def serving(trust: ssl.SSLContext | None = None, host: str = "127.0.0.1") -> Iterator[Server]:
    with Server(trust, host) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()


@pytest.fixture
def answer() -> Callable[..., bytes]:
    return whole_answer


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


@pytest.fixture
def secure_server() -> Iterator[Server]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(PEM)
    with serving(context) as running:
        yield running


@pytest.fixture
def policy() -> Policy:
    """Leave to reach this machine, given by value."""
    here = (ip_network("127.0.0.0/8"), ip_network("::1/128"))
    return Policy(seconds=2, all_seconds=10, answer_bytes=200_000, http=True, any_port=True, networks=here)
