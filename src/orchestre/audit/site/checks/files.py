"""What stands beside the pages: robots.txt, the site map, the icon, heavy images, folders and files left open."""

import re
from collections.abc import Iterator

from orchestre.audit.site import robots
from orchestre.audit.site.addresses import path_of
from orchestre.audit.site.exposed import is_a_leak
from orchestre.audit.site.reading import decoded, is_html, selector
from orchestre.audit.site.resources import images_of, sheets_of
from orchestre.audit.site.values import Answer, Evidence, Finding, Page, Site

HEAVY = 1_000_000
"""Bytes on the wire."""
_INDEX = re.compile(  # the name of a folder follows: an index of recipes is a page
    r"<(?:title|h1)[^>]*>\s*(?:index (?:of|de)|directory listing (?:for|of)|contenu de)\s*:?\s*/", re.IGNORECASE
)
_PARENT = re.compile(r"<a\s[^>]*>\s*\[?(?:(?:to )?parent directory|r[ée]pertoire parent|dossier parent)", re.IGNORECASE)
_IMAGES = (b"\x89PNG", b"\x00\x00\x01\x00", b"GIF8", b"\xff\xd8\xff", b"RIFF", b"<svg", b"<?xml", b"\x00\x00\x00")


def heavy(page: Page, site: Site) -> Iterator[Finding]:
    told = set()
    for element, url in images_of(page):
        answer = site.resources.get(url)
        if url in told or answer is None or answer.status != 200 or (answer.length or 0) <= HEAVY:
            continue
        told.add(url)
        size = f"{(answer.length or 0) / 1_000_000:.1f}"
        yield Finding(
            "img-heavy", page.path, True, Evidence(f"{path_of(url)[:150]} ({size} MB)", selector(element), url=url),
            {"megabytes": size, "url": path_of(url)[:120]},
        )  # fmt: skip


def blocked(site: Site) -> Iterator[Finding]:
    if site.robots is None or site.robots.status != 200 or is_html(site.robots):
        return
    if pattern := robots.read(decoded(site.robots)).blocks_all():
        yield Finding("robots-blocks-all", None, True, Evidence(f"Disallow: {pattern}", url=site.robots.url))


def no_map(site: Site) -> Iterator[Finding]:
    """The usual address answers 404, and robots.txt names no other."""
    named: tuple[str, ...] = ()
    if site.robots is not None and site.robots.status == 200 and not is_html(site.robots):
        named = robots.read(decoded(site.robots)).sitemaps
    if site.sitemap is None or named:
        return
    there = site.sitemap.status == 200 and (b"<urlset" in site.sitemap.body or b"<sitemapindex" in site.sitemap.body)
    lost = site.sitemap.status in (404, 410) or (site.sitemap.status == 200 and is_html(site.sitemap))
    if not there and lost:
        yield Finding("sitemap-missing", None, True, Evidence(f"{site.sitemap.status}", url=site.sitemap.asked))


def no_icon(site: Site) -> Iterator[Finding]:
    if _is_image(site.favicon):
        return
    for page in site.pages:
        for element, _ in sheets_of(page):
            if "icon" in (element.get("rel") or "").lower():
                return
        if any("icon" in (link.get("rel") or "").lower() for link in page.tree.iter("link")):
            return  # an icon written into the page itself (data:)
    if site.favicon is not None and site.favicon.status:
        yield Finding("favicon-missing", None, True, Evidence(f"{site.favicon.status}", url=site.favicon.asked))


def _is_image(answer: Answer | None) -> bool:
    if answer is None or answer.status != 200:
        return False
    kind = (answer.header("content-type") or "").lower()
    return kind.startswith("image/") or answer.body.lstrip().startswith(_IMAGES)


def listing(site: Site) -> Iterator[Finding]:
    tried = {**site.folders, **{page.path: page.answer for page in site.pages}}
    for path, answer in tried.items():
        if answer.status != 200 or not is_html(answer):
            continue
        text = decoded(answer)[:20_000]
        if found := _INDEX.search(text) or _PARENT.search(text):
            quote = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", found[0])).strip()
            yield Finding("directory-listing-open", None, True, Evidence(quote, url=answer.url), {"path": path})
            return


def left(site: Site) -> Iterator[Finding]:
    for path, answer in site.left.items():
        kind = (answer.header("content-type") or "").lower()
        if any(answer.body == other.body for other in (site.unknown, site.home.answer) if other is not None):
            continue  # what the server says to anything
        if answer.status == 200 and path_of(answer.url) == path and is_a_leak(path, kind, answer.body):
            start = answer.body[:60].decode("utf-8", "replace")
            quote = start if start.isprintable() else f"{answer.length} bytes"
            yield Finding("backup-file-exposed", None, True, Evidence(quote, url=answer.url), {"path": path})


PAGE = (heavy,)
SITE = (blocked, no_map, no_icon, listing, left)
