"""How long a whole audit of a fast site takes: 25 pages of about 30 kB and 40 images and scripts on this machine, with
everything that is asked beside them, then with the browser where there is one.

A site far away adds its own answer times; Lighthouse, for comparison, takes 12 to 14 seconds for one page (measured on
two cores, version 12.8). `--keep` writes the table into docs/method/audit.md.
"""

import sys
import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from benchmarks._harness import Table, limit, median_seconds
from orchestre.audit.site.report import document
from orchestre_net.browsing import browser_here, opened
from orchestre_net.sites import ANYWHERE, trusting, walked

PAGES, THINGS = 25, 40
AT_MOST = 10.0
WORDS = "Nous tissons à la main des tapis de laine, teints avec les plantes du pays et rincés à l'eau de source. "


def _page(number: int) -> bytes:
    links = "".join(f'<li><a href="/p{each}.html">Tapis {each}</a></li>' for each in range(PAGES))
    things = "".join(
        f'<img src="/i{each}.png" alt="Tapis {each}">' for each in range(number % 4 * 10, number % 4 * 10 + 10)
    )
    text = "".join(f"<h2>Modèle {each}</h2><p>{WORDS * 5}</p>" for each in range(50))
    head = f'<meta charset="utf-8"><title>Tapis {number}</title><script src="/i{number % THINGS}.js"></script>'
    return (
        f'<!doctype html><html lang="fr"><head>{head}</head><body><ul>{links}</ul>{things}{text}</body></html>'.encode()
    )


MADE = {"/": _page(0), **{f"/p{number}.html": _page(number) for number in range(1, PAGES)}}


class _Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = MADE.get(self.path)
        kind = "text/html"
        if body is None and self.path.startswith("/i"):
            body, kind = b"\x89PNG" + b"a" * 20_000, "image/png"
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body or b"")))
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, *_: object) -> None:
        """Nothing beside the table."""


def main() -> int:
    table = Table("A whole audit of a fast site", "what", "pages", "seconds", "seconds a page")
    policy = trusting(ANYWHERE)
    with ThreadingHTTPServer(("127.0.0.1", 0), _Site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_address[1]}/"
        site = walked(url, policy=policy)
        assert len(site.pages) == PAGES, len(site.pages)
        walk = median_seconds(lambda: walked(url, policy=policy), runs=3)
        look = median_seconds(lambda: document(site), runs=3)
        owner = median_seconds(lambda: walked(url, policy=policy, owner=True), runs=1, warm=False)
        table.row("asking", PAGES, walk, walk / PAGES)
        table.row("asking, as the owner", PAGES, owner, owner / PAGES)
        table.row("looking at it", PAGES, look, look / PAGES)
        if browser_here():
            seen: list[object] = []
            browsed = median_seconds(
                lambda: seen.append(replace(site, opened=opened(site, policy=policy))), runs=1, warm=False
            )
            table.row("three pages in the browser", 3, browsed, browsed / 3)
        server.shutdown()
    table.show()
    if "--keep" in sys.argv:
        table.keep("audit.md")
    return limit("25 pages asked and looked at, seconds", walk + look, at_most=AT_MOST)


if __name__ == "__main__":
    sys.exit(main())
