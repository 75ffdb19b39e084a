"""Which addresses of a site are asked for, in which order, and what is left alone."""

from dataclasses import replace

import pytest

from orchestre.audit.site.exposed import left_behind
from orchestre.audit.site.walk import CutShort, NotAnAddress, NotAPage, NothingAnswered, Refused
from tests.orchestre.audit.site.mapped import ROOT, Mapped, answer, html, moved

ANYTHING = 120
LINKS = "".join(f'<a href="/{n}.html">Page {n}</a>' for n in range(ANYTHING))


def test_useful_pages_come_before_the_others() -> None:
    words = '<a href="/a">Le blog</a><a href="/b">Mentions légales</a><a href="/c">Nous contacter</a>'
    words += '<a href="/d">Confidentialité</a><a href="/e">Terms of sale</a><a href="/f">Boutique</a>'
    site = Mapped({"/": html(words), **{f"/{name}": html(name) for name in "abcdef"}})
    assert [page.path for page in site.walk().pages] == ["/", "/b", "/d", "/e", "/c", "/f", "/a"]


def test_no_more_pages_than_asked_for_and_it_is_said() -> None:
    site = Mapped({"/": html(LINKS), **{f"/{n}.html": html(str(n)) for n in range(ANYTHING)}}).walk(max_pages=10)
    assert len(site.pages) == 10
    assert "pages_beyond" in site.not_measured
    assert len(site.links) == ANYTHING + 1  # the others are asked whether they are there


def test_one_page_is_asked_for_once_however_it_is_written() -> None:
    words = '<a href="/a">1</a><a href="/a#top">2</a><a href="a?utm_source=x">3</a><a href="https://www.atelier.exemple/a">4</a>'
    site = Mapped({"/": html(words), "/a": html("a")})
    site.walk()
    assert site.paths().count("/a") == 1


@pytest.mark.parametrize(
    ("link", "followed"),
    [
        ("/compte/logout", False),
        ("/panier?add-to-cart=12", False),
        ("/agenda?month=2026-05", True),  # asked whether it is there, its own links are not followed
        ("mailto:a@atelier.exemple", False),
        ("javascript:void(0)", False),
        ("https://ailleurs.exemple/", False),
        ("tel:+33100000000", False),
        ("/contact", True),
    ],
)
def test_a_link_that_does_something_or_leads_elsewhere_is_left_alone(link: str, followed: bool) -> None:
    site = Mapped({"/": html(f'<a href="{link}">x</a>')})
    site.walk()
    assert any(asked.endswith(link) for asked in site.asked) is followed


def test_no_form_is_sent() -> None:
    site = Mapped({"/": html('<form action="/envoyer"><input name=q><button formaction="/autre">ok</button></form>')})
    site.walk()
    assert not {"/envoyer", "/autre"} & set(site.paths())


def test_a_calendar_ends() -> None:
    class Days(dict[str, str]):
        def get(self, path: str, default: object = None) -> object:  # type: ignore[override]
            if path.startswith("/agenda"):
                month = int(path.partition("=")[2] or 0)
                return html(f'<a href="/agenda?month={month + 1}">suivant</a>')
            return super().get(path, default)

    site = Mapped(Days({"/": html('<a href="/agenda">Agenda</a>')}))
    site.walk()
    assert [path for path in site.paths() if path.startswith("/agenda")] == ["/agenda", "/agenda?month=1"]


@pytest.mark.parametrize(("owner", "read"), [(False, ["/"]), (True, ["/", "/prive/a"])])
def test_robots_are_obeyed_unless_the_site_is_mine(owner: bool, read: list[str]) -> None:
    robots = answer("User-agent: *\nDisallow: /prive/", kind="text/plain")
    site = Mapped({"/": html('<a href="/prive/a">a</a>'), "/prive/a": html("a"), "/robots.txt": robots}).walk(
        owner=owner
    )
    assert [page.path for page in site.pages] == read
    assert ("pages_robots_refuse" in site.not_measured) is not owner


def test_left_files_and_folders_are_tried_for_the_owner_alone() -> None:
    pages = {"/": html('<img src="/media/photos/a.png">'), "/media/photos/a.png": b"\x89PNG"}
    stranger, mine = Mapped(pages), Mapped(pages)
    stranger.walk()
    mine.walk(owner=True)
    tried = {"/media/photos/", "/media/", *left_behind("atelier.exemple")}
    assert not tried & set(stranger.paths())
    assert tried <= set(mine.paths())
    assert {"/sauvegarde.sql", "/backup.zip", "/atelier.exemple.zip", "/atelier.sql", "/site.tar.gz"} <= tried


def test_pages_of_the_site_map_are_read_when_no_link_leads_there() -> None:
    mapped = answer(f"<urlset><url><loc>{ROOT}/seule</loc></url></urlset>", kind="application/xml")
    pages = {"/": html("a"), "/seule": html("b")}
    assert [page.path for page in Mapped({**pages, "/sitemap.xml": mapped}).walk().pages] == ["/", "/seule"]
    named = answer(f"Sitemap: {ROOT}/plan.xml", kind="text/plain")
    site = Mapped({**pages, "/robots.txt": named, "/plan.xml": mapped}).walk()
    assert [page.path for page in site.pages] == ["/", "/seule"]


def test_a_page_under_two_addresses_is_read_once() -> None:
    site = Mapped({"/": html('<a href="/index.php">Accueil</a>'), "/index.php": moved("/")}).walk()
    assert [page.path for page in site.pages] == ["/"]


def test_http_is_asked_beside_https() -> None:
    plain = {"http://atelier.exemple/": html("en clair")}
    assert Mapped({"/": html(), **plain}).walk().plain is not None
    there = {"http://localhost:8080/": html("en clair")}
    said = Mapped({"/": html(), **there}).walk(plain_url="http://localhost:8080").plain
    assert said is not None
    assert said.status == 200


@pytest.mark.parametrize(
    ("url", "home", "trouble"),
    [
        ("mailto:a@b.exemple", html(), NotAnAddress),
        ("https://", html(), NotAnAddress),
        ("https://ailleurs.exemple", html(), NothingAnswered),
        (ROOT, answer(html("Connexion"), 401), Refused),
        (ROOT, answer(html("en panne"), 503), Refused),
        (ROOT, answer(b"%PDF", kind="application/pdf"), NotAPage),
        (ROOT, moved("/"), NothingAnswered),
    ],
)
def test_what_is_no_site_is_said(url: str, home: str, trouble: type[Exception]) -> None:
    with pytest.raises(trouble):
        Mapped({"/": home}).walk(url)


def test_a_page_that_was_cut_is_no_page() -> None:
    cut = replace(answer(html("a")), failed="net.too_large")
    site = Mapped({"/": html('<a href="/a">a</a>'), "/a": cut}).walk()
    assert [page.path for page in site.pages] == ["/"]
    assert "pages_cut" in site.not_measured
    with pytest.raises(CutShort):
        Mapped({"/": cut}).walk()
