"""What search engines are told: which pages to keep, whose copy a page is, what the company and its products are."""

import json
import re
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any

from orchestre.audit.site.addresses import bare_host, host, normal
from orchestre.audit.site.reading import base_of, selector
from orchestre.audit.site.selling import is_product
from orchestre.audit.site.values import Evidence, Finding, Page, Site

_PRODUCTS = frozenset({"Product", "ProductGroup", "IndividualProduct", "ProductModel", "Book"})
_ROBOTS = frozenset({"robots", "googlebot", "bingbot"})
_NOINDEX = re.compile(r"\b(?:noindex|none)\b", re.IGNORECASE)


def noindex(page: Page, site: Site) -> Iterator[Finding]:
    """Of the first page alone: others may have their reasons (thanks, cart, account)."""
    if page is not site.home:
        return
    for meta in page.tree.iter("meta"):
        content = meta.get("content") or ""
        if (meta.get("name") or "").strip().lower() in _ROBOTS and _NOINDEX.search(content):
            yield Finding("noindex-unwanted", page.path, True, Evidence(content[:100], selector(meta)))
            return
    said = page.answer.header("x-robots-tag") or ""
    if _NOINDEX.search(said):
        yield Finding("noindex-unwanted", page.path, True, Evidence(said[:100], header="X-Robots-Tag"))


def canonical(page: Page, _site: Site) -> Iterator[Finding]:
    for link in page.tree.iter("link"):
        if "canonical" not in (link.get("rel") or "").lower().split():
            continue
        address = normal(link.get("href") or "", base_of(page))
        if address and bare_host(address) != bare_host(page.answer.url):
            yield Finding(
                "canonical-foreign", page.path, True, Evidence(link.get("href"), selector(link), url=address),
                {"host": host(address)},
            )  # fmt: skip
            return


# --- Structured data -----------------------------------------------------------------------------------------------


def _refuse(_: str) -> None:
    raise ValueError


def blocks(page: Page) -> Iterator[tuple[Any, object]]:
    """Every block of JSON-LD with what it holds; ValueError in its place for one that is not JSON."""
    for element in page.tree.iter("script"):
        kind = (element.get("type") or "").split(";")[0].strip().lower()
        if kind != "application/ld+json":
            continue
        try:
            yield element, json.loads(element.text or "", parse_constant=_refuse)
        except (ValueError, RecursionError) as wrong:
            yield element, ValueError(str(wrong))


def types_of(page: Page) -> set[str]:
    """Every type named on the page, in JSON-LD however deep, in microdata or RDFa, without its address."""
    found: set[str] = set()
    for _, held in blocks(page):
        if not isinstance(held, ValueError):
            found |= set(_types(held))
    for element in page.tree.iterfind(".//*[@itemtype]"):
        found |= {_short(each) for each in (element.get("itemtype") or "").split()}
    for element in page.tree.iterfind(".//*[@typeof]"):
        found |= {_short(each) for each in (element.get("typeof") or "").split()}
    return found


def _types(held: object) -> Iterator[str]:
    waiting = [held]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            said = each.get("@type")
            yield from (_short(name) for name in (said if isinstance(said, list) else [said]) if isinstance(name, str))
            waiting.extend(each.values())
        elif isinstance(each, list):
            waiting.extend(each)


def _short(name: str) -> str:
    return re.split(r"[/#:]", name.strip())[-1]


@cache
def _companies() -> frozenset[str]:
    text = resources.files("orchestre.audit.site").joinpath("companies.txt").read_text(encoding="utf-8")
    return frozenset(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))


def broken_blocks(page: Page, _site: Site) -> Iterator[Finding]:
    for element, held in blocks(page):
        if isinstance(held, ValueError):
            quote = " ".join((element.text or "").split())[:120]
            yield Finding("structured-data-invalid", page.path, True, Evidence(quote or None, selector(element)))
            return


def missing_blocks(page: Page, site: Site) -> Iterator[Finding]:
    """Not where a block is there but cannot be read: that is said already."""
    if any(isinstance(held, ValueError) for _, held in blocks(page)):
        return
    there = types_of(page)
    if page is site.home:
        if not there & _companies():
            yield Finding(
                "structured-data-missing", page.path, True, Evidence(selector="head"), {"type": "LocalBusiness"}
            )
    elif (price := is_product(page)) and not there & _PRODUCTS:
        yield Finding("structured-data-missing", page.path, True, Evidence(price), {"type": "Product"})


PAGE = (noindex, canonical, broken_blocks, missing_blocks)
