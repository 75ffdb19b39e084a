"""What concerns addresses, headers and files: each fault beside what looks like it and is none."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from orchestre.audit.site.checks import files, headers, links
from orchestre.audit.site.exposed import is_a_leak
from orchestre.audit.site.report import document, find
from orchestre.audit.site.values import Answer, Finding, Site
from tests.orchestre.audit.site.mapped import ROOT, Mapped, Said, answer, codes, html, moved

ICON = {"/favicon.ico": answer(b"\x89PNG", kind="image/png")}
MAP = {"/sitemap.xml": answer("<urlset></urlset>", kind="application/xml")}
WWW = "http://www.atelier.exemple/"
PLAIN = "http://atelier.exemple/"
CLEAN: dict[str, Said] = {
    "/": html("<p>Un tapis à poil long</p>"),
    PLAIN: moved(f"{ROOT}/"),
    **ICON,
    **MAP,
}
LOST = html("<main><h1>Page introuvable</h1><p>Cette page n'existe pas ou plus.</p></main>")
OTHER = html("<main><h1>Tapis</h1><p>Un tapis de laine à poil long, tissé à la main.</p></main>")
A = html('<a href="/a">Nos tapis</a>')


def found(pages: Mapping[str, Said], *, lost: Said | None = None, owner: bool = False) -> list[Finding]:
    """Only what these families say."""
    mapped = Mapped({**CLEAN, **pages}) if lost is None else Mapped({**CLEAN, **pages}, lost=lost)
    site = mapped.walk(owner=owner)
    return [*_of(site)]


def _of(site: Site) -> list[Finding]:
    said = [each for family in (files, headers, links) for check in family.SITE for each in check(site)]
    return said + [
        each
        for family in (files, headers, links)
        for check in family.PAGE
        for page in site.pages
        for each in check(page, site)
    ]


def without(name: str, **more: str) -> Answer:
    """The first page without one header."""
    page = answer(html(), **more)
    return replace(page, headers=tuple(pair for pair in page.headers if pair[0] != name))


def home(**headers_: str) -> dict[str, Said]:
    return {"/": answer(html(), **headers_)}


def named(text: str) -> dict[str, Said]:
    return {"/robots.txt": answer(text, kind="text/plain")}


def image(size: int, words: str = '<img src="/a.jpg" alt="">') -> dict[str, Said]:
    return {"/": html(words), "/a.jpg": answer(b"\xff\xd8", kind="image/jpeg", length=size)}


def test_a_clean_site_has_nothing_to_say() -> None:
    assert found({}) == []
    assert found({}, owner=True) == []


@pytest.mark.parametrize(
    ("code", "pages"),
    [
        ("link-broken", {"/": A}),
        ("link-broken", {"/": A, "/a": answer("Parti", 410)}),
        ("link-broken", {"/": A, "/a": moved("/b")}),
        ("redirect-chain", {"/": A, "/a": moved("/b"), "/b": moved("/c"), "/c": OTHER}),
        ("redirect-chain", {"/": A, "/a": moved("/b"), "/b": moved("/a")}),
        ("slow-response", {"/": answer(html(), seconds=1.6)}),
        ("img-heavy", image(1_000_001)),
        ("img-heavy", image(2_000_000, '<div style="background:url(/a.jpg)"></div>')),
        ("img-heavy", image(2_000_000, '<picture><source srcset="/a.jpg 2x, /b.jpg"><img alt=""></picture>')),
        ("https-redirect-missing", {PLAIN: html()}),
        ("https-redirect-missing", {PLAIN: moved(WWW), WWW: html()}),
        ("robots-blocks-all", named("User-agent: *\nDisallow: /")),
        ("sitemap-missing", {"/sitemap.xml": answer("", 404)}),
        ("sitemap-missing", {"/sitemap.xml": answer(OTHER)}),
        ("server-version-leak", home(server="nginx/1.18.0 (Ubuntu)")),
        ("server-version-leak", home(x_powered_by="PHP/8.1.2")),
        ("hsts-missing", {"/": without("strict-transport-security")}),
        ("csp-missing", {"/": without("content-security-policy", x_frame_options="DENY")}),
        ("nosniff-missing", {"/": without("x-content-type-options")}),
        ("frame-protection-missing", home(content_security_policy="default-src 'self'")),
        ("cookie-insecure", home(set_cookie="sid=1; Path=/; HttpOnly; SameSite=Lax")),
        ("cookie-insecure", home(set_cookie="sid=1; Secure; SameSite=Lax")),
        ("cookie-insecure", home(set_cookie="sid=1; Secure; HttpOnly")),
        ("favicon-missing", {"/favicon.ico": answer("", 404)}),
        ("favicon-missing", {"/favicon.ico": answer(OTHER)}),
        ("mixed-content", {"/": html('<img alt="" src="http://atelier.exemple/a.png">')}),
        ("mixed-content", {"/": html('<script src="http://ailleurs.exemple/a.js"></script>')}),
        ("mixed-content", {"/": html('<iframe src="http://ailleurs.exemple/"></iframe>')}),
    ],
)  # fmt: skip
def test_a_fault_is_found(code: str, pages: dict[str, Said]) -> None:
    said = found(pages)
    assert codes(said) == {code}
    assert all(each.certain for each in said)


@pytest.mark.parametrize(
    "pages",
    [
        {"/": A, "/a": OTHER},
        {"/": A, "/a": answer("en panne", 503)},  # there, but ill today
        {"/": A, "/a": moved("/b"), "/b": OTHER},
        {"/": html('<a href="#bas">bas</a><a href="mailto:a@b.exemple">x</a><a href="https://ailleurs.exemple/x">y</a>')},
        {"/": answer(html(), seconds=1.4)},
        image(1_000_000),
        {PLAIN: answer("", 403)},
        named("User-agent: *\nDisallow: /panier\nSitemap: https://atelier.exemple/plan.xml"),
        {**named("Sitemap: https://atelier.exemple/plan.xml"), "/sitemap.xml": answer("", 404)},
        {"/sitemap.xml": answer("", 503)},
        home(server="nginx"),
        home(server="cloudflare", x_powered_by="PHP"),
        home(x_frame_options="DENY", content_security_policy="default-src 'self'"),
        home(set_cookie="sid=1; secure; httponly; samesite=strict"),
        home(set_cookie="csrftoken=1; Secure; SameSite=Lax"),
        home(set_cookie="sid=; Max-Age=0"),
        {"/favicon.ico": answer("", 404), "/": html(head='<link rel="shortcut icon" href="/i">'), "/i": b"\x89PNG"},
        {"/": html('<a href="http://ailleurs.exemple/">lien</a><form action="https://ailleurs.exemple/"></form>')},
        {"/": html('<img alt="" src="http://ailleurs.exemple/a.png">',
                   '<meta http-equiv="Content-Security-Policy" content="upgrade-insecure-requests">')},
    ],
)  # fmt: skip
def test_what_looks_like_a_fault_and_is_none(pages: dict[str, Said]) -> None:
    assert found(pages) == []


def test_a_server_that_says_found_to_anything() -> None:
    pages = {"/": html('<a href="/a">Parti</a><a href="/b">Tapis</a>'), "/b": OTHER}
    said = found(pages, lost=LOST)
    assert codes(said) == {"soft-404", "link-broken"}
    broken = next(each for each in said if each.code == "link-broken")
    assert (broken.page, broken.evidence.quote, broken.evidence.url) == ("/", "Parti", f"{ROOT}/a")


def test_an_application_of_one_page_has_no_broken_links() -> None:
    shell = html('<a href="/a">A</a><div id="app"></div>')
    assert codes(found({"/": shell}, lost=shell)) == {"soft-404"}


def test_what_scripts_still_have_to_write_is_not_said_to_lack() -> None:
    shell = html('<div id="root"></div>', '<script src="/app.js"></script>')
    site = Mapped({**CLEAN, "/": shell}).walk()
    said = codes(find(site))
    assert "h1-missing" not in said
    assert "pages_of_scripts" in document(site)["not_measured"]  # type: ignore[operator]
    full = Mapped({**CLEAN, "/": html('<div id="root"><p>Tapis</p></div>', '<script src="/app.js"></script>')}).walk()
    assert "h1-missing" in codes(find(full))
    assert "pages_of_scripts" not in document(full)["not_measured"]  # type: ignore[operator]


INDEX = "<html><title>Index of /media</title><body><h1>Index of /media</h1><a href='../'>Parent Directory</a></html>"


def test_a_folder_that_lists_itself() -> None:
    pages: dict[str, Said] = {
        "/": html('<img alt="" src="/media/a.png">'),
        "/media/a.png": b"\x89PNG",
        "/media/": INDEX,
    }
    assert codes(found(pages)) == set()  # nobody but the owner asks for the folder
    said = found(pages, owner=True)
    assert [(each.code, each.evidence.url) for each in said] == [("directory-listing-open", f"{ROOT}/media/")]
    linked = {**pages, "/": html('<a href="/media/">Photos</a>')}
    assert codes(found(linked)) == {"directory-listing-open"}
    assert codes(found({**pages, "/media/": OTHER}, owner=True)) == set()


@pytest.mark.parametrize(
    ("path", "kind", "body", "leak"),
    [
        ("/dump.sql", "application/sql", b"-- Sauvegarde du 3 mai\nCREATE TABLE clients (id int);", True),
        ("/backup.zip", "application/zip", b"PK\x03\x04aa", True),
        ("/site.tar.gz", "application/gzip", b"\x1f\x8b\x08", True),
        ("/index.php.bak", "application/octet-stream", b"<?php $password = 'x';", True),
        ("/.env", "text/plain", b"DB_PASSWORD=x", True),
        ("/.git/HEAD", "text/plain", b"ref: refs/heads/main", True),
        ("/index.html.bak", "application/octet-stream", b"<!doctype html><p>Ancien", True),
        ("/dump.sql", "text/html", b"<!doctype html><p>Introuvable", False),
        ("/backup.zip", "application/zip", b"<html>Introuvable", False),
        ("/backup.bak", "text/html", b"Introuvable", False),
        ("/index.html.bak", "text/html", b"<!doctype html><p>Introuvable", False),
        ("/.git/HEAD", "text/plain", b"Introuvable", False),
        ("/dump.sql", "text/plain", b"", False),
    ],
)
def test_a_leak_is_told_by_what_it_holds(path: str, kind: str, body: bytes, leak: bool) -> None:
    assert is_a_leak(path, kind, body) is leak


def test_a_file_left_behind_is_found_for_the_owner_alone() -> None:
    pages: dict[str, Said] = {"/sauvegarde.sql": answer(b"CREATE TABLE clients (id int);")}
    assert found(pages) == []
    said = found(pages, owner=True)
    assert [(each.code, each.evidence.url) for each in said] == [("backup-file-exposed", f"{ROOT}/sauvegarde.sql")]
    polite = answer("rien ici", kind="text/plain")
    assert codes(found({}, lost=polite, owner=True)) <= {"soft-404"}
