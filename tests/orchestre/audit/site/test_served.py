# ruff: noqa: E501 - tables, one line a case
"""Addresses, headers, files and the walk itself: what is asked for, what is not, and what the answers show."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestre.audit.site import robots
from orchestre.audit.site.addresses import normal, same_site
from orchestre.audit.site.exposed import is_a_leak, left_behind
from orchestre.audit.site.values import Answer, Ask
from orchestre.audit.site.walk import NotAPage, NothingAnswered
from orchestre.basics import OrchestreError
from tests.orchestre.audit.site.made import FOOT, HOME, ROOT, SAFE, Server, clean, codes, found, page

TLS = "https://www.dupain.exemple"
STRICT = (*SAFE, ("strict-transport-security", "max-age=31536000"))


def without(name: str) -> tuple[tuple[str, str], ...]:
    return tuple(each for each in SAFE if each[0] != name)


def answered(
    status: int, body: str | bytes = b"", *headers: tuple[str, str], length: int | None = None
) -> Callable[[Ask], Answer]:
    data = body.encode() if isinstance(body, str) else body
    return lambda ask: Answer(ask.url, ask.url, status, headers, data, len(data) if length is None else length, 0.01)


def sent(*steps: str) -> Callable[[Ask], Answer]:
    """Redirected by these steps; the last one answers with a page."""
    body = page("Ailleurs", "<h1>Ailleurs</h1>").encode()
    return lambda ask: Answer(ask.url, steps[-1], 200, SAFE, body, len(body), 0.01, hops=(ask.url, *steps[:-1]))


HTML = ("content-type", "text/html")
SITES = [
    # files on top of the clean site, what the server is, what is found
    ({"/robots.txt": "User-agent: *\nDisallow: /"}, {}, "robots-blocks-all"),
    ({"/robots.txt": "# essai\nuser-agent: *\ndisallow: /*\n"}, {}, "robots-blocks-all"),
    ({"/sitemap.xml": None, "/robots.txt": "User-agent: *\nAllow: /"}, {}, "sitemap-missing"),
    ({"/sitemap.xml": None, "/robots.txt": None}, {}, "sitemap-missing"),
    ({"/favicon.ico": None}, {}, None),
    ({}, {"headers": without("content-security-policy")}, "csp-missing"),
    ({}, {"headers": without("content-security-policy")}, "frame-protection-missing"),
    ({}, {"headers": without("x-content-type-options")}, "nosniff-missing"),
    ({}, {"headers": (*SAFE[:-1], ("server", "Apache/2.4.41 (Ubuntu)"))}, "server-version-leak"),
    ({}, {"headers": (*SAFE, ("x-powered-by", "PHP/7.4.3"))}, "server-version-leak"),
    ({}, {"headers": (*SAFE, ("set-cookie", "id=1; Path=/; HttpOnly"))}, "cookie-insecure"),
    ({}, {"headers": (*SAFE, ("set-cookie", "id=1; Secure; HttpOnly"))}, "cookie-insecure"),
    ({}, {"lost": (200, "<title>Oups</title><h1>Page introuvable</h1>")}, "soft-404"),
    ({}, {"lost": (200, page("Boulangerie Dupain", HOME))}, "soft-404"),
    ({}, {"root": TLS, "headers": SAFE}, "hsts-missing"),
    ({}, {"root": TLS, "headers": STRICT, "special": {"http://www.dupain.exemple/": answered(200, page("x", HOME), HTML)}}, "https-redirect-missing"),
]  # fmt: skip


def changed(files: dict[str, str | None]) -> dict[str, str | bytes]:
    whole = clean() | {name: held for name, held in files.items() if held is not None}
    return {name: held for name, held in whole.items() if not (name in files and files[name] is None)}


@pytest.mark.parametrize(("files", "server", "code"), SITES)
def test_what_the_server_and_its_files_show(
    files: dict[str, str | None], server: dict[str, object], code: str | None
) -> None:
    told = codes(changed(files), **server)  # type: ignore[arg-type]
    assert (code, None) in told if code else told == set()


QUIET = [
    # what is right, and what is therefore not found
    ({"robots": "User-agent: GPTBot\nDisallow: /"}, {}, "robots-blocks-all"),
    ({"robots": "User-agent: *\nDisallow: /\nAllow: /$\nAllow: /contact"}, {}, "robots-blocks-all"),
    ({"robots": "User-agent: *\nDisallow:"}, {}, "robots-blocks-all"),
    ({}, {"headers": (*SAFE[:-1], ("server", "nginx"))}, "server-version-leak"),
    ({}, {"headers": (*SAFE, ("set-cookie", "id=1; Secure; HttpOnly; SameSite=Lax"))}, "cookie-insecure"),
    ({}, {"headers": (*SAFE, ("set-cookie", "id=; Max-Age=0"))}, "cookie-insecure"),
    ({}, {"headers": (*without("content-security-policy"), ("content-security-policy", "default-src 'self'"), ("x-frame-options", "DENY"))}, "frame-protection-missing"),
    ({}, {"root": TLS, "headers": STRICT, "special": {"http://www.dupain.exemple/": sent(f"{TLS}/")}}, "https-redirect-missing"),
    ({}, {"root": TLS, "headers": STRICT}, "hsts-missing"),
    ({}, {"lost": (410, "Parti")}, "soft-404"),
]  # fmt: skip


@pytest.mark.parametrize(("files", "server", "code"), QUIET)
def test_what_is_right_is_left_alone(files: dict[str, str], server: dict[str, object], code: str) -> None:
    whole = clean()
    if "robots" in files:
        whole["/robots.txt"] = files["robots"]
    assert code not in {name for name, _ in codes(whole, **server)}  # type: ignore[arg-type]


def test_an_icon_is_missing_where_neither_the_file_nor_a_link_is_there() -> None:
    files = {name: str(held).replace('<link rel="icon" href="/favicon.ico">', "") for name, held in clean().items()}
    del files["/favicon.ico"]
    assert ("favicon-missing", None) in codes(files)


def test_links_to_nothing_and_to_the_page_that_says_so_with_a_kind_word() -> None:
    lost = "<title>Oups</title><h1>Cette page est introuvable</h1><p>Retournez à l'accueil de la boulangerie.</p>"
    files = clean()
    files["/"] = str(files["/"]).replace(FOOT, f'{FOOT} <a href="/nos-pains.html">Nos pains</a>')
    assert ("link-broken", "/") in codes(files)
    assert {("link-broken", "/"), ("soft-404", None)} <= codes(files, lost=(200, lost))
    # The “not found” page is no page of the site: nothing else is said of it.
    assert {page for _, page in codes(files, lost=(200, lost))} <= {"/", None}


CHAINS = [
    ((f"{ROOT}/b", f"{ROOT}/c"), True),
    ((f"{ROOT}/b",), False),
    ((f"{TLS}/a",), False),  # to https: wanted
    ((f"{TLS}/a", f"{TLS}/b"), False),
    ((f"{TLS}/a", f"{TLS}/b", f"{TLS}/c"), True),
]


@pytest.mark.parametrize(("steps", "found"), CHAINS)
def test_two_redirections_on_one_scheme_are_a_chain(steps: tuple[str, ...], found: bool) -> None:
    files = clean()
    files["/"] = str(files["/"]).replace(FOOT, f'{FOOT} <a href="/vieux">Nos pains</a>')
    told = codes(files, special={"/vieux": sent(*steps)})
    assert (("redirect-chain", "/vieux") in told) is found


def test_a_slow_page_and_a_heavy_image() -> None:
    files = clean()
    files["/contact.html"] = str(files["/contact.html"]).replace("<h1>", '<img src="/four.jpg" alt="Le four"><h1>')
    body = str(files["/contact.html"]).encode()
    slow = {
        "/contact.html": lambda ask: Answer(ask.url, ask.url, 200, SAFE, body, len(body), 2.2),
        "/four.jpg": answered(200, b"\xff\xd8\xff", ("content-type", "image/jpeg"), length=1_000_001),
    }
    told = {finding.code: finding for finding in found(files, special=slow)}
    assert set(told) == {"slow-response", "img-heavy"}
    assert told["slow-response"].page == told["img-heavy"].page == "/contact.html"
    assert told["img-heavy"].evidence.selector
    slow["/four.jpg"] = answered(200, b"\xff\xd8\xff", ("content-type", "image/jpeg"), length=1_000_000)
    assert {finding.code for finding in found(files, special=slow)} == {"slow-response"}


def test_mixed_content_is_of_https_pages_alone() -> None:
    files = clean()
    files["/contact.html"] = str(files["/contact.html"]).replace(
        "<h1>", '<img src="http://img.exemple/a.png" alt=""><h1>'
    )
    assert ("mixed-content", "/contact.html") in codes(files, root=TLS, headers=STRICT)
    assert codes(files) == set()
    files["/contact.html"] = str(files["/contact.html"]).replace("<img src", "<a href").replace('alt=""', "")
    assert ("mixed-content", "/contact.html") not in codes(files, root=TLS, headers=STRICT)


LISTING = "<html><head><title>Index of /img</title></head><body><h1>Index of /img</h1><a href='../'>Parent Directory</a></body></html>"


def test_folders_and_forgotten_files_are_tried_for_the_owner_alone() -> None:
    files = clean()
    files["/contact.html"] = str(files["/contact.html"]).replace("<h1>", '<img src="/img/four.png" alt="Le four"><h1>')
    files["/img/four.png"] = b"\x89PNG"
    special = {
        "/img/": answered(200, LISTING, HTML),
        "/sauvegarde.sql": answered(
            200, "-- MySQL dump 10.13\nCREATE TABLE clients", ("content-type", "application/sql")
        ),
        "/www.zip": answered(200, page("Accueil", HOME), HTML),  # a page for anything is no leak
    }
    assert codes(files, special=special) == set()
    assert codes(files, owner=True, special=special) == {
        ("directory-listing-open", None),
        ("backup-file-exposed", None),
    }
    stranger = Server(files, special=special)
    stranger.walked()
    assert not [url for url in stranger.asked if url.endswith((".sql", ".zip", "/img/"))]


FOLDERS = [
    # the page of a folder, and whether it lists files
    ("<title>Index of /img</title><h1>Index of /img</h1>", True),
    ("<h1>Directory listing for /img/</h1>", True),
    ("<pre><A HREF='/'>[To Parent Directory]</A></pre>", True),
    ("<h1>Index de /img</h1>", True),
    ("<title>Index of recipes</title><h1>Index of recipes</h1>", False),
    ("<h1>Index des sentiers</h1>", False),
    ("<h1>Contenu de la formation</h1>", False),
    ("<p>The parent directory of a town hall</p>", False),
]


@pytest.mark.parametrize(("body", "lists"), FOLDERS)
def test_a_list_of_files_is_told_from_an_index(body: str, lists: bool) -> None:
    files = clean()
    files["/contact.html"] = str(files["/contact.html"]).replace("<h1>", '<img src="/img/a.png" alt="A"><h1>')
    files["/img/a.png"] = b"\x89PNG"
    told = codes(files, owner=True, special={"/img/": answered(200, body, HTML)})
    assert (("directory-listing-open", None) in told) is lists


LEAKS = [
    ("/dump.sql", "text/plain", b"INSERT INTO clients VALUES (1);", True),
    ("/dump.sql", "text/html", b"<!DOCTYPE html><html>", False),
    ("/dump.sql", "text/plain", b"rien", False),
    ("/site.zip", "application/zip", b"PK\x03\x04....", True),
    ("/site.zip", "application/zip", b"<html>", False),
    ("/save.tar.gz", "application/gzip", b"\x1f\x8b\x08", True),
    ("/.env", "text/plain", b"DB_PASSWORD=secret", True),
    ("/.env", "text/html", b"<html><body>=</body>", False),
    ("/.git/HEAD", "text/plain", b"ref: refs/heads/main", True),
    ("/wp-config.php.bak", "text/plain", b"<?php define('DB_PASSWORD', 'x');", True),
    ("/index.html.bak", "application/octet-stream", b"<!doctype html><html>", True),
    ("/index.html.bak", "text/html", b"<!doctype html><html>", False),
    ("/site.bak", "application/octet-stream", b"", False),
]


@pytest.mark.parametrize(("path", "kind", "body", "leaks"), LEAKS)
def test_a_leak_is_told_by_what_is_in_it(path: str, kind: str, body: bytes, leaks: bool) -> None:
    assert is_a_leak(path, kind, body) is leaks


def test_the_name_of_the_host_is_among_the_names_that_are_tried() -> None:
    assert {"/dupain.exemple.zip", "/dupain.sql", "/sauvegarde.sql", "/backup.zip"} <= set(
        left_behind("www.dupain.exemple")
    )
    assert not [path for path in left_behind("127.0.0.1:8000") if "127" in path]


# --- The walk -------------------------------------------------------------------------------------------------------


def linked(*paths: str) -> dict[str, str | bytes]:
    files = clean()
    files["/"] = str(files["/"]).replace(FOOT, FOOT + "".join(f'<a href="{path}">{path}</a>' for path in paths))
    return files


def test_the_walk_stops_at_so_many_pages_and_says_so() -> None:
    names = [f"/page-{n}.html" for n in range(40)]
    files = linked(*names) | {name: page(f"Page {name}", f"<h1>{name}</h1>") for name in names}
    site = Server(files).walked(max_pages=10)
    assert len(site.pages) == 10
    assert "pages_beyond" in site.not_measured
    assert {"/mentions.html", "/contact.html", "/vie-privee.html"} <= {each.path for each in site.pages}


def test_calendars_forms_and_links_that_do_something_are_not_followed() -> None:
    server = Server(
        linked("/agenda/2031/05/", "/?month=2031-05", "/a/a/a/a/a", "/panier?add-to-cart=3", "/supprimer/12")
    )
    server.walked()
    asked = {url.removeprefix(ROOT) for url in server.asked}
    assert not asked & {"/panier?add-to-cart=3", "/supprimer/12"}
    assert "/envoi" not in asked  # where a form is sent


def test_robots_are_obeyed_unless_the_site_is_ones_own() -> None:
    files = linked("/panier/liste.html") | {"/panier/liste.html": page("Liste", "<h1>Liste</h1>")}
    stranger, owner = Server(files), Server(files)
    said = stranger.walked()
    owner.walked(owner=True)
    assert f"{ROOT}/panier/liste.html" not in stranger.asked
    assert f"{ROOT}/panier/liste.html" in owner.asked
    assert "pages_robots_refuse" in said.not_measured


def test_one_page_under_two_addresses_is_read_once() -> None:
    files = linked(
        "/contact.html#bas", "/contact.html?utm_source=lettre", "/./contact.html", "https://dupain.exemple/contact.html"
    )
    site = Server(files).walked()
    assert [each.path for each in site.pages].count("/contact.html") == 1


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (Answer("x", "x", 0, failed="net.no_answer"), NothingAnswered),
        (Answer(ROOT, ROOT, 200, (("content-type", "application/pdf"),), b"%PDF"), NotAPage),
        (Answer(ROOT, ROOT, 200, (("content-type", "text/html"),), b""), NotAPage),
        (Answer(ROOT, ROOT, 200, (("content-type", "text/html"),), b"%PDF-1.7 <p>mot</p>"), NotAPage),
        (Answer(ROOT, ROOT, 200, (("content-type", "text/html"),), b"\x89PNG\r\n\x1a\n"), NotAPage),
    ],
)
def test_a_first_address_that_gives_nothing_is_one_sentence(answer: Answer, error: type[OrchestreError]) -> None:
    with pytest.raises(error):
        Server({}, special={"/": lambda _: answer}).walked()


ROBOTS = [
    ("User-agent: *\nDisallow: /prive", "/prive/a", False),
    ("User-agent: *\nDisallow: /prive", "/public", True),
    ("User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf", False),
    ("User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf?x", True),
    ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),
    ("User-agent: orchestre\nDisallow: /a\n\nUser-agent: *\nDisallow: /", "/b", True),
    ("User-agent: autre\nUser-agent: *\nDisallow: /x", "/x", False),
    ("Disallow: /", "/", True),
    ("", "/", True),
]


@pytest.mark.parametrize(("text", "path", "allowed"), ROBOTS)
def test_robots_rules(text: str, path: str, allowed: bool) -> None:
    assert robots.read(text).allows(path, "orchestre") is allowed


@given(st.text(max_size=200), st.text(max_size=50))
def test_any_robots_file_is_read(text: str, path: str) -> None:
    read = robots.read(text)
    assert read.allows(f"/{path}", "orchestre") in (True, False)


@given(st.text(max_size=120))
def test_a_normal_address_is_normal_again(text: str) -> None:
    for address in (normal(text), normal(text, f"{ROOT}/a/b")):
        if address is not None:
            assert normal(address) == address
            assert same_site(address, address) or not address.partition("//")[2].partition("/")[0].removeprefix("www.")
