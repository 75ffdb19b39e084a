"""`orchestre audit site`: a site of this machine, over http and https, looked at by the whole command."""

import json
import ssl
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from orchestre.audit.site.catalogue import catalogue
from orchestre_cli.main import main
from tests.orchestre_net.conftest import PEM, Server, serving, whole_answer

SAFE = {
    "Strict_Transport_Security": "max-age=63072000",
    "Content_Security_Policy": "default-src 'self'; frame-ancestors 'none'",
    "X_Content_Type_Options": "nosniff",
}
TEXT = "<h1>Boulangerie du Port</h1><p>Nous pétrissons chaque nuit un pain au levain de farine du pays.</p>"
NOTICE = """<h1>Mentions légales</h1><p>Boulangerie du Port, SARL au capital de 8 000 euros,
3 quai du Port, 29000 Quimper,
SIREN 732 829 320 RCS Quimper, TVA FR44732829320, téléphone 02 98 00 00 00, contact (arobase) port.exemple.</p>
<p>Directrice de la publication : Anne Le Goff. Hébergeur : Hébergement du Large, 1 rue du Phare, 29200 Brest,
téléphone 02 98 11 11 11.</p>"""


def page(title: str, words: str, head: str = "") -> bytes:
    body = f"""<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>{title}</title>
    <meta name="description" content="{title}, à Quimper"><meta name="viewport" content="width=device-width">{head}
    </head><body><main>{words}</main><footer><a href="/mentions">Mentions légales</a>
    <a href="/donnees">Politique de confidentialité</a></footer></body></html>"""
    return whole_answer(body.encode(), kind="text/html; charset=utf-8", **SAFE)


def data(body: bytes, kind: str) -> bytes:
    return whole_answer(body, kind=kind, **SAFE)


BUSINESS = (
    '<script type="application/ld+json">{"@context":"https://schema.org","@type":"Bakery","name":"Port"}</script>'
)
CLEAN: dict[str, bytes] = {
    "/": page("Boulangerie du Port", TEXT, BUSINESS),
    "/mentions": page("Mentions légales", NOTICE),
    "/donnees": page("Vos données", "<h1>Vos données</h1><p>Nous ne gardons de vous que votre commande, un an.</p>"),
    "/sitemap.xml": data(b"<urlset></urlset>", "application/xml"),
    "/robots.txt": data(b"User-agent: *\nDisallow:\n", "text/plain"),
    "/favicon.ico": data(b"\x89PNG", "image/png"),
}


@pytest.fixture
def secure() -> Iterator[Server]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(PEM)
    with serving(context) as running:
        running.pages |= CLEAN
        yield running


Audit = Callable[..., dict[str, Any]]


@pytest.fixture
def audit(capsys: pytest.CaptureFixture[str]) -> Audit:
    def go(server: Server, *more: str) -> dict[str, Any]:
        options = ["--allow-private", "--insecure", "--browser", "off", "--json", *more]
        assert main(["audit", "site", server.origin, *options]) == 0
        said = capsys.readouterr()
        assert said.err == ""
        document: dict[str, Any] = json.loads(said.out)
        return document

    return go


def test_a_clean_site_has_no_finding(secure: Server, audit: Audit) -> None:
    with serving() as plain:
        plain.pages["/"] = whole_answer(b"", status="301 Moved Permanently", Location=f"{secure.origin}/")
        said = audit(secure, "--owner", "--http-url", plain.origin)
    assert [(each["code"], each["evidence"]) for each in said["findings"]] == []
    assert said["schema"] == "orchestre.site_audit/1"
    assert [each["page"] for each in said["pages"]] == ["/", "/mentions", "/donnees"]
    assert set(said["grades"]) == {"headers", "ecoindex"}
    assert said["not_measured"] == ["browser", "lighthouse"]


def test_each_fault_has_its_code_its_page_and_its_proof(secure: Server, audit: Audit) -> None:
    secure.pages["/mentions"] = page("Mentions légales", NOTICE + '<a href="/parti">Nos recettes</a>')
    secure.pages["/sauvegarde.sql"] = data(b"CREATE TABLE clients (id int);", "application/sql")
    del secure.pages["/sitemap.xml"]
    with serving() as plain:
        plain.pages["/"] = CLEAN["/"]
        said = audit(secure, "--owner", "--http-url", plain.origin)
    found = {each["code"]: each for each in said["findings"]}
    assert set(found) == {"link-broken", "backup-file-exposed", "sitemap-missing", "https-redirect-missing"}
    link = found["link-broken"]
    assert (link["page"], link["level"], link["evidence"]["quote"]) == ("/mentions", "page", "Nos recettes")
    leak = found["backup-file-exposed"]
    assert (leak["page"], leak["evidence"]["url"]) == (None, f"{secure.origin}/sauvegarde.sql")
    assert all(each["advice"] and each["certain"] for each in said["findings"])
    assert said["counts"]["by_code"] == dict.fromkeys(sorted(found), 1)


def test_without_json_it_is_text_to_read(secure: Server, capsys: pytest.CaptureFixture[str]) -> None:
    del secure.pages["/favicon.ico"]
    options = ["--allow-private", "--insecure", "--browser", "off"]
    for language, words in (("fr", "3 pages lues, 1 constat"), ("en", "3 pages read, 1 finding")):
        assert main(["--lang", language, "audit", "site", secure.origin, *options]) == 0
        said = capsys.readouterr().out
        assert words in said
        assert catalogue()["favicon-missing"].title.said("fr" if language == "fr" else "en") in said


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ([], "private or reserved network"),
        (["--allow-private"], "certificate"),
        (["--allow-private", "--insecure", "--max-pages", "0"], "--max-pages: 0"),
    ],
)
def test_what_is_refused_is_one_sentence(
    options: list[str], words: str, secure: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--lang", "en", "audit", "site", secure.origin, "--browser", "off", *options]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert words in said.err
    assert said.err.count("\n") == 1


@pytest.mark.parametrize("url", ["", "bonjour le monde", "ftp://atelier.exemple", "https://", "file:///etc/passwd"])
def test_what_is_no_address_is_one_sentence(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "audit", "site", url, "--browser", "off"]) == 2
    assert "address of a site" in capsys.readouterr().err


@pytest.mark.parametrize(("language", "words"), [("fr", "Sur {n} sites d’essai"), ("en", "On {n} test sites")])
def test_a_report_says_how_often_it_is_wrong(
    secure: Server, audit: Audit, capsys: pytest.CaptureFixture[str], language: str, words: str
) -> None:
    measured = audit(secure)["measured_on"]
    assert set(measured) >= {"date", "sites", "recall", "false_alarm_share"}
    options = ["--allow-private", "--insecure", "--browser", "off", "--lang", language]
    assert main(["audit", "site", secure.origin, *options]) == 0
    assert words.format(n=measured["sites"]) in capsys.readouterr().out
