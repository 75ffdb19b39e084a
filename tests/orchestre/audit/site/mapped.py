"""A site made of a mapping: paths to what they answer. The walk is the real one; only the network is not."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urljoin

from orchestre.audit.site.addresses import host, path_of, same_site
from orchestre.audit.site.values import Answer, Ask, Finding, Site
from orchestre.audit.site.walk import begin

ROOT = "https://atelier.exemple"
SAFE = {
    "strict-transport-security": "max-age=63072000",
    "content-security-policy": "default-src 'self'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
}
Said = str | bytes | Answer
"""Words of a page, bytes of a file, or a whole answer (its addresses are filled in)."""


def answer(
    body: str | bytes = b"", status: int = 200, kind: str = "", seconds: float = 0.1, length: int = 0, **headers: str
) -> Answer:
    data = body.encode() if isinstance(body, str) else body
    kind = kind or ("text/html; charset=utf-8" if isinstance(body, str) else "application/octet-stream")
    named = {"content-type": kind, **SAFE, **{name.replace("_", "-"): value for name, value in headers.items()}}
    return Answer("", "", status, tuple(named.items()), data, length or len(data), seconds)


def moved(to: str, status: int = 301) -> Answer:
    return answer("", status, location=to)


def html(body: str = "", head: str = "", title: str = "Atelier") -> str:
    return f"<!doctype html><html lang=fr><head><title>{title}</title>{head}</head><body>{body}</body></html>"


@dataclass
class Mapped:
    """`asked`: whole addresses in their order. An address with a scheme may stand in the mapping beside paths."""

    pages: Mapping[str, Said]
    lost: Said = field(default_factory=lambda: answer(html("Page introuvable"), 404))
    asked: list[str] = field(default_factory=list)

    def said(self, url: str) -> Answer:
        found = self.pages.get(url)
        if found is None and same_site(url, ROOT) and url.startswith("https:"):
            found = self.pages.get(path_of(url), self.lost)
        if found is None:
            return Answer(url, url, 0, failed="net.host_unknown")
        return found if isinstance(found, Answer) else answer(found)

    def answer(self, ask: Ask) -> Answer:
        self.asked.append(ask.url)
        url, hops = ask.url, []
        for _ in range(7):
            said = self.said(url)
            onward = said.header("location")
            if not onward or not (ask.anywhere or same_site(urljoin(url, onward), url)):
                return replace(said, asked=ask.url, url=url, hops=tuple(hops))
            hops.append(url)
            url = urljoin(url, onward)
        return Answer(ask.url, url, 0, hops=tuple(hops), failed="net.too_many_redirects")

    def paths(self) -> list[str]:
        return [path_of(url) for url in self.asked if host(url) == host(ROOT)]

    def walk(self, url: str = ROOT, **options: object) -> Site:
        walk = begin(url, **options)  # type: ignore[arg-type]
        ask = next(walk)
        while True:
            try:
                ask = walk.send(self.answer(ask))
            except StopIteration as done:
                return done.value


def codes(found: list[Finding]) -> set[str]:
    return {finding.code for finding in found}
