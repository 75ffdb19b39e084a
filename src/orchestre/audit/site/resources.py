"""What a page loads by itself: images, scripts, styles, as its HTML says it."""

import re
from collections.abc import Iterator
from typing import Any

from orchestre.audit.site.addresses import normal
from orchestre.audit.site.reading import base_of
from orchestre.audit.site.values import Page

_IN_STYLE = re.compile(r"url\(\s*[\"']?([^\"')\s]+)", re.IGNORECASE)
_LAZY = ("data-src", "data-lazy-src", "data-original")
_LOADED_LINKS = frozenset(
    {"stylesheet", "icon", "shortcut", "apple-touch-icon", "preload", "modulepreload", "manifest"}
)


def images_of(page: Page) -> Iterator[tuple[Any, str]]:
    """Every image of the page with its whole address: its source, the first of its set, the sources of a `picture`, an
    image of a style attribute, the poster of a film."""
    base = base_of(page)
    for element in page.tree.iter("img", "source", "image", "input", "video"):
        for written in _sources(element):
            if address := normal(written, base):
                yield element, address
    for element in page.tree.iterfind(".//*[@style]"):
        for found in _IN_STYLE.finditer(element.get("style") or ""):
            if address := normal(found[1], base):
                yield element, address


def _sources(element: Any) -> Iterator[str]:
    if element.tag == "video":
        if poster := element.get("poster"):
            yield poster
        return
    if element.tag == "input" and (element.get("type") or "").lower() != "image":
        return
    if element.tag == "source" and element.getparent() is not None and element.getparent().tag != "picture":
        return
    for name in ("src", "href", *_LAZY):
        if (written := element.get(name)) and not written.strip().startswith("data:"):
            yield written
    if wide := element.get("srcset"):
        first = wide.strip().split(",")[0].split()
        if first and not first[0].startswith("data:"):
            yield first[0]


def scripts_of(page: Page) -> Iterator[tuple[Any, str]]:
    """Scripts that have an address, those only started after a choice (`type="text/plain"`) included."""
    base = base_of(page)
    for element in page.tree.iter("script"):
        if address := normal(element.get("src") or "", base) if element.get("src") else None:
            yield element, address


def sheets_of(page: Page) -> Iterator[tuple[Any, str]]:
    base = base_of(page)
    for element in page.tree.iter("link"):
        names = set((element.get("rel") or "").lower().split())
        if names & _LOADED_LINKS and element.get("href") and (address := normal(element.get("href"), base)):
            yield element, address


def frames_of(page: Page) -> Iterator[tuple[Any, str]]:
    base = base_of(page)
    for element in page.tree.iter("iframe", "embed", "audio", "video", "track", "object"):
        written = element.get("src") or element.get("data")
        if written and (address := normal(written, base)):
            yield element, address


def resources_of(page: Page) -> Iterator[str]:
    """Addresses that are weighed; frames are pages of others, and are not."""
    for part in (scripts_of(page), sheets_of(page), images_of(page)):
        for element, address in part:
            if (element.get("type") or "").lower() != "text/plain":
                yield address
