# ruff: noqa: E501 - pieces of pages
"""Sites made for the tests: files by path, answered as a server would, walked without a network."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from orchestre.audit.site.report import find
from orchestre.audit.site.values import Answer, Ask, Finding, Site
from orchestre.audit.site.walk import begin

ROOT = "http://www.dupain.exemple"

NOTICE = """<h1>Mentions légales</h1>
<p>Éditeur : Boulangerie Dupain, SARL au capital de 8 000 €, 12 rue du Four, 69002 Lyon.</p>
<p>RCS Lyon 812 345 678, TVA intracommunautaire FR12 812345678.</p>
<p>Directeur de la publication : Jean Dupain. Téléphone : 04 65 71 00 00. Courriel : contact [at] dupain.exemple.</p>
<p>Hébergeur : Nuage SAS, 4 avenue du Port, 59100 Roubaix, téléphone 03 53 01 00 00.</p>"""
PRIVACY = "<h1>Vie privée</h1><p>Vos données servent à vous répondre et sont effacées au bout d'un an.</p>"
CARD = '<script type="application/ld+json">{"@context":"https://schema.org","@type":"Bakery","name":"Dupain"}</script>'
HOME = """<h1>Boulangerie Dupain</h1><p>Nous faisons le pain tous les jours avec de la farine de la région et du levain,
dans le même quartier depuis trente ans. Venez le goûter le matin, il sort du four à six heures.</p>"""
CONTACT = """<h1>Nous écrire</h1><form action="/envoi" method="post"><label for="e">Votre adresse</label>
<input id="e" type="email" name="email"><p>Ces données servent uniquement à vous répondre.</p><button>Envoyer</button></form>"""
SAFE = (
    ("content-type", "text/html; charset=utf-8"),
    ("content-security-policy", "default-src 'self'; frame-ancestors 'none'"),
    ("x-content-type-options", "nosniff"),
    ("server", "nginx"),
)
FOOT = '<a href="/mentions.html">Mentions légales</a> <a href="/vie-privee.html">Vie privée</a>'


def page(title: str, body: str, *, head: str = "", foot: str = FOOT, html: str = '<html lang="fr">') -> str:
    return (
        f'<!doctype html>{html}<head><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="description" content="{title}, à Lyon"><meta name="viewport" content="width=device-width">'
        f'<link rel="icon" href="/favicon.ico">{head}</head><body><nav><a href="/">Accueil</a> '
        f'<a href="/contact.html">Nous écrire</a></nav><main>{body}</main><footer>{foot}</footer></body></html>'
    )


def clean() -> dict[str, str | bytes]:
    """A small site with nothing to say against it."""
    return {
        "/": page("Boulangerie Dupain", HOME, head=CARD),
        "/contact.html": page("Nous écrire", CONTACT),
        "/mentions.html": page("Mentions légales", NOTICE),
        "/vie-privee.html": page("Vie privée", PRIVACY),
        "/favicon.ico": b"\x00\x00\x01\x00icon",
        "/robots.txt": "User-agent: *\nDisallow: /panier/\nSitemap: http://www.dupain.exemple/sitemap.xml",
        "/sitemap.xml": "<urlset></urlset>",
    }


@dataclass
class Server:
    """`headers` of every page; `special`: what an address answers instead of its file; `lost`: of unknown addresses."""

    files: Mapping[str, str | bytes]
    root: str = ROOT
    headers: tuple[tuple[str, str], ...] = SAFE
    special: Mapping[str, Callable[[Ask], Answer]] = field(default_factory=dict)
    lost: tuple[int, str] = (404, "<title>404</title><h1>Introuvable</h1>")
    asked: list[str] = field(default_factory=list)

    def answer(self, ask: Ask) -> Answer:
        self.asked.append(ask.url)
        parts = urlsplit(ask.url)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        for key in (ask.url, path):
            if key in self.special:
                return self.special[key](ask)
        here = parts.netloc == urlsplit(self.root).netloc
        if not here or path not in self.files:
            status, text = self.lost
            return Answer(ask.url, ask.url, status, self.headers if here else (), text.encode(), len(text), 0.01)
        held = self.files[path]
        body = held.encode() if isinstance(held, str) else held
        headers = self.headers
        if path.rpartition(".")[2] in ("txt", "xml", "js", "ico", "png", "css", "sql", "zip", "bak"):
            headers = (("content-type", "application/octet-stream"), *self.headers[1:])
        return Answer(ask.url, ask.url, 200, headers, body, len(body), 0.01)

    def walked(self, **how: Any) -> Site:
        return walked(self.root, self.answer, **how)


def walked(root: str, answer: Callable[[Ask], Answer], **how: Any) -> Site:
    """The real walk, its questions answered without a network."""
    walk = begin(f"{root}/", **how)
    ask = next(walk)
    while True:
        try:
            ask = walk.send(answer(ask))
        except StopIteration as done:
            site: Site = done.value
            return site


def found(files: Mapping[str, str | bytes], *, owner: bool = False, **server: Any) -> list[Finding]:
    return find(Server(files, **server).walked(owner=owner))


def codes(files: Mapping[str, str | bytes], **how: Any) -> set[tuple[str, str | None]]:
    return {(finding.code, finding.page) for finding in found(files, **how)}
