"""Whether a page sells: a price, and a button that orders."""

import re
from collections.abc import Iterator
from typing import Any

from orchestre.audit.site.addresses import same_site
from orchestre.audit.site.reading import links, words_of
from orchestre.audit.site.values import Page, Site

_PRICE = re.compile(
    r"(?:\d{1,3}(?:[ \u00a0\u202f.]\d{3})+|\d+)(?:[.,]\d{1,2})?\s*(?:€|EUR\b|euros?\b)|€\s*\d+(?:[.,]\d{1,2})?",
    re.IGNORECASE,
)
_ORDER = re.compile(
    r"(?:ajouter|mettre)\s+(?:[aà]u?|dans (?:le|mon))\s+panier|commander|acheter|je (?:le |la )?commande"
    r"|j[’']ach[eè]te"
    r"|passer (?:la )?commande|valider (?:ma|la) commande|payer\b|add to (?:cart|basket|bag)|buy(?: now)?"
    r"|order now|checkout",
    re.IGNORECASE,
)
_CART = re.compile(
    r"\b(?:mon |votre |voir le |le )?panier\b|\bcart\b|\bbasket\b|\bcheckout\b|\bma commande\b", re.IGNORECASE
)
_CART_PATH = re.compile(r"/(?:panier|cart|checkout|basket|commande)(?:[/.?]|$)", re.IGNORECASE)
MOST_BUTTONS = 2
"""A page with more buttons that order is a list of products."""


def controls(tree: Any) -> Iterator[tuple[Any, str]]:
    """Everything one presses, with its words."""
    for element in tree.iter("button", "a", "input"):
        if element.tag == "input":
            if (element.get("type") or "").lower() not in ("submit", "button", "image"):
                continue
            yield element, (element.get("value") or element.get("alt") or "").strip()
        else:
            yield element, words_of(element) or (element.get("aria-label") or element.get("title") or "").strip()


def _orders(page: Page) -> list[Any]:
    """Buttons that order here; a link to another site orders there."""
    elsewhere = {element for element, url in links(page) if not same_site(url, page.answer.url)}
    return [
        element
        for element, words in controls(page.tree)
        if words and len(words) <= 60 and _ORDER.search(words) and element not in elsewhere
    ]


def is_product(page: Page) -> str | None:
    """The price of a page that sells one thing, None for any other."""
    orders = _orders(page)
    if not 1 <= len(orders) <= MOST_BUTTONS:
        return None
    # A link towards a shop sells nothing by itself; a button, or a form, does.
    if not any(element.tag in ("button", "input") or _in_form(element) or _adds(element) for element in orders):
        return None
    found = _PRICE.search(page.main or page.text)
    return found[0] if found else None


def _in_form(element: Any) -> bool:
    return any(each.tag == "form" for each in element.iterancestors())


def _adds(element: Any) -> bool:
    return bool(re.search(r"panier|cart|add|commande|order|checkout", element.get("href") or "", re.IGNORECASE))


def sells(site: Site) -> tuple[Page, str] | None:
    """The first page that sells online, with the words that show it; None where none does."""
    for page in site.pages:
        priced = _PRICE.search(page.text)
        orders = [element for element in _orders(page) if element.tag != "a" or _adds(element) or _in_form(element)]
        if priced and orders:
            return page, next(words for element, words in controls(page.tree) if element is orders[0])
    for page in site.pages:
        for element, url in links(page):
            words = words_of(element)
            if same_site(url, site.url) and _CART_PATH.search(url) and (_CART.search(words) or not words):
                return page, words or url
    return None
