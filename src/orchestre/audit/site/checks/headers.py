"""What the server says beside its pages: protections, cookies, versions, http."""

import re
from collections.abc import Iterator

from orchestre.audit.site.addresses import same_site
from orchestre.audit.site.reading import is_html, selector
from orchestre.audit.site.resources import frames_of, images_of, scripts_of, sheets_of
from orchestre.audit.site.values import Answer, Evidence, Finding, Page, Site

_VERSION = re.compile(r"\d+(?:\.\d+)+|/\d+")
_FORGED = re.compile(r"csrf|xsrf", re.IGNORECASE)
_META_CSP = "content-security-policy"


def _pages(site: Site) -> Iterator[Page]:
    return (page for page in site.pages if page.answer.status == 200)


def _without(site: Site, *names: str) -> Page | None:
    """The first page that comes without all of these headers."""
    return next((page for page in _pages(site) if not any(page.answer.header(name) for name in names)), None)


def _policy(page: Page) -> str:
    """The policy of a page, by its header or by its own `meta`."""
    said = page.answer.header(_META_CSP) or ""
    metas = (meta.get("content") or "" for meta in page.tree.iter("meta") if _equiv(meta) == _META_CSP)
    return " ".join([said, *metas]).strip()


def _equiv(meta: object) -> str:
    return str(getattr(meta, "get")("http-equiv") or "").strip().lower()  # noqa: B009 - lxml has no types


def strict_transport(site: Site) -> Iterator[Finding]:
    if site.https and (page := _without(site, "strict-transport-security")):
        yield _missing("hsts-missing", "Strict-Transport-Security", page)


def content_policy(site: Site) -> Iterator[Finding]:
    if page := next((page for page in _pages(site) if not _policy(page)), None):
        yield _missing("csp-missing", "Content-Security-Policy", page)


def nosniff(site: Site) -> Iterator[Finding]:
    for page in _pages(site):
        said = (page.answer.header("x-content-type-options") or "").lower()
        if "nosniff" not in said:
            yield _missing("nosniff-missing", "X-Content-Type-Options", page)
            return


def framing(site: Site) -> Iterator[Finding]:
    """`frame-ancestors` counts in the header alone: browsers pass over it in a `meta`."""
    for page in _pages(site):
        policy = (page.answer.header(_META_CSP) or "").lower()
        if not page.answer.header("x-frame-options") and "frame-ancestors" not in policy:
            yield _missing("frame-protection-missing", "X-Frame-Options", page)
            return


def _missing(code: str, header: str, page: Page) -> Finding:
    return Finding(code, None, True, Evidence(header=header, url=page.answer.url), {"header": header})


def versions(site: Site) -> Iterator[Finding]:
    for answer in _answers(site):
        for name in ("server", "x-powered-by"):
            said = answer.header(name)
            if said and _VERSION.search(said):
                shown = "-".join(part.capitalize() for part in name.split("-"))
                quote = f"{shown}: {said}"
                evidence = Evidence(quote, header=shown, url=answer.url)
                yield Finding("server-version-leak", None, True, evidence, {"said": said[:80]})
                return


def cookies(site: Site) -> Iterator[Finding]:
    """The first cookie that lacks something. One against forged forms is meant to be read by the page's own script."""
    for answer in _answers(site):
        for name, value in answer.headers:
            if name != "set-cookie":
                continue
            parts = [part.strip().lower() for part in value.split(";")[1:]]
            lacks = [
                word
                for word, there in (
                    ("Secure", "secure" in parts),
                    ("HttpOnly", "httponly" in parts),
                    ("SameSite", any(part.startswith("samesite=") for part in parts)),
                )
                if not there and not (word == "HttpOnly" and _FORGED.search(value.partition("=")[0]))
            ]
            if lacks and not _erased(parts):
                cookie = value.partition("=")[0].strip()
                evidence = Evidence(f"{cookie}: {', '.join(lacks)}", header="Set-Cookie", url=answer.url)
                words = {"cookie": cookie[:60], "lacks": ", ".join(lacks)}
                yield Finding("cookie-insecure", None, True, evidence, words)
                return


def _erased(parts: list[str]) -> bool:
    return "max-age=0" in parts or any(part.startswith("expires=thu, 01 jan 1970") for part in parts)


def plain_http(site: Site) -> Iterator[Finding]:
    """http:// answers with the page itself, or sends on to another page in http."""
    plain = site.plain
    if not site.https or plain is None or plain.status != 200 or not is_html(plain):
        return
    if plain.url.startswith("http://"):
        yield Finding("https-redirect-missing", None, True, Evidence(quote=f"{plain.status}", url=plain.asked))


def mixed(page: Page, _site: Site) -> Iterator[Finding]:
    """The first thing that a page of https loads by http."""
    if not page.answer.url.startswith("https://") or "upgrade-insecure-requests" in _policy(page).lower():
        return  # with that rule the browser asks for everything over https
    for part in (scripts_of(page), sheets_of(page), images_of(page), frames_of(page)):
        for element, url in part:
            if url.startswith("http://"):
                evidence = Evidence(url[:200], selector(element), url=url)
                yield Finding("mixed-content", page.path, True, evidence, {"url": url[:120]})
                return


def _answers(site: Site) -> Iterator[Answer]:
    """Those of the site itself, pages first."""
    yield from (page.answer for page in site.pages)
    yield from (answer for url, answer in site.resources.items() if same_site(url, site.url) and answer.status)


PAGE = (mixed,)
SITE = (strict_transport, content_policy, nosniff, framing, versions, cookies, plain_http)
