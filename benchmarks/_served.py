"""A site of `benchmarks/_sites.py` on this machine, over https when it has it: what is measured is then the whole way
from the connection on."""

import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from benchmarks._harness import ROOT
from benchmarks._sites import Made, Said
from orchestre.audit.site.values import Site
from orchestre_net.browsing import opened
from orchestre_net.sites import ANYWHERE, trusting, walked

PEM = ROOT / "tests/orchestre_net/localhost.pem"
_REALLY = 1.0
"""Seconds from which a slow answer is really waited for."""


class _Server(ThreadingHTTPServer):
    """`plain`: this is what answers beside https."""

    daemon_threads = True
    made: Made
    origin: str
    plain: bool

    def handle_error(self, request: object, client_address: object) -> None:
        """Who asks may leave in the middle of an image."""


class _Answers(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        said = self._said()
        time.sleep(said.seconds if said.seconds >= _REALLY else 0)
        body = said.body(self.server.origin)
        self.send_response_only(said.status)
        for name, value in said.headers:
            self.send_header(name, value)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_HEAD = do_GET  # noqa: N815 - named by the standard library

    def _said(self) -> Said:
        if not self.server.plain:
            return self.server.made.said(self.path)
        return self.server.made.plain or Said(301, (("location", f"{self.server.origin}{self.path}"),))

    def log_message(self, *_: object) -> None:
        """Nothing beside the table."""


@contextmanager
def _serving(made: Made, *, plain: bool, origin: str = "") -> Iterator[str]:
    with _Server(("127.0.0.1", 0), _Answers) as server:
        if made.https and not plain:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(PEM)
            server.socket = context.wrap_socket(server.socket, server_side=True)
        here = f"{'https' if made.https and not plain else 'http'}://localhost:{server.server_address[1]}"
        server.made, server.plain, server.origin = made, plain, origin or here
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        try:
            yield here
        finally:
            server.shutdown()


def asked(made: Made, *, browser: bool = False) -> Site:
    policy = trusting(ANYWHERE, insecure=True)
    with ExitStack() as running:
        url = running.enter_context(_serving(made, plain=False))
        plain = running.enter_context(_serving(made, plain=True, origin=url)) if made.https else ""
        site = walked(f"{url}/", policy=policy, owner=True, plain_url=plain)
        return replace(site, opened=opened(site, policy=policy)) if browser else site
