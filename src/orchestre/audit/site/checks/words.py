"""What visitors read and should not: code shown as text, tags of a template, mock Latin, addresses left to robots."""

import re
from collections.abc import Iterator
from typing import Any

from orchestre.audit.site.reading import decoded, seen, selector
from orchestre.audit.site.values import Evidence, Finding, Page, Site

_SHOWN_CODE = frozenset({"pre", "code", "kbd", "samp", "textarea", "xmp"})
_CALL = re.compile(
    r"\b(?:gtag|fbq|ga|ttq\.\w+|twq|pintrk|snaptr|lintrk|hj|clarity|_satellite\.track)\s*\(\s*[\"'‘’“”]"
    r"|\b(?:_paq|_gaq|dataLayer|_hmt|_mtm|_linkedin_data_partner_ids)\s*\.\s*push\s*\("
    r"|\bnew\s+Date\(\)\s*\)\s*;\s*gtag"
    r"|<script[^>]*(?:googletagmanager|google-analytics|connect\.facebook)",
)
_TAG = re.compile(r"\{\{[^{}\n]{1,120}\}\}")
_ALIVE = re.compile(r"\b(?:vue|angular|alpine|petite-vue|handlebars|mustache|ractive)\b", re.IGNORECASE)
_BINDS = ("ng-app", "data-ng-app", "v-cloak", "ng-controller", "data-ng-controller", "x-data", "ng-bind", "v-scope")
_EMAIL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,24}\b")
_NOBODY = re.compile(
    r"@(?:exemple|example|domaine|domain|votre-?domaine|yourdomain|email|mail)\.(?:com|fr|org|net)$", re.IGNORECASE
)
_MOCK = frozenset(
    [
        "lorem",
        "ipsum",
        "dolor",
        "sit",
        "amet",
        "consectetur",
        "consectetuer",
        "adipiscing",
        "adipisicing",
        "elit",
        "sed",
        "do",
        "eiusmod",
        "tempor",
        "incididunt",
        "ut",
        "labore",
        "et",
        "dolore",
        "magna",
        "aliqua",
        "enim",
        "ad",
        "minim",
        "veniam",
        "quis",
        "nostrud",
        "exercitation",
        "ullamco",
        "laboris",
        "nisi",
        "aliquip",
        "ex",
        "ea",
        "commodo",
        "consequat",
        "duis",
        "aute",
        "irure",
        "in",
        "reprehenderit",
        "voluptate",
        "velit",
        "esse",
        "cillum",
        "eu",
        "fugiat",
        "nulla",
        "pariatur",
        "excepteur",
        "sint",
        "occaecat",
        "cupidatat",
        "non",
        "proident",
        "sunt",
        "culpa",
        "qui",
        "officia",
        "deserunt",
        "mollit",
        "anim",
        "id",
        "est",
        "laborum",
        "perspiciatis",
        "unde",
        "omnis",
        "iste",
        "natus",
        "error",
        "voluptatem",
        "accusantium",
        "doloremque",
        "laudantium",
        "totam",
        "rem",
        "aperiam",
        "eaque",
        "ipsa",
        "quae",
        "ab",
        "illo",
        "inventore",
        "veritatis",
        "quasi",
        "architecto",
        "beatae",
        "vitae",
        "dicta",
        "explicabo",
        "nemo",
        "ipsam",
        "quia",
        "voluptas",
        "aspernatur",
        "aut",
        "odit",
        "fugit",
        "consequuntur",
        "magni",
        "dolores",
        "eos",
        "ratione",
        "sequi",
        "nesciunt",
        "vestibulum",
        "curabitur",
        "pellentesque",
        "praesent",
        "aenean",
        "vivamus",
        "suspendisse",
        "donec",
        "mauris",
        "integer",
        "fusce",
        "proin",
        "morbi",
        "nunc",
        "phasellus",
        "tincidunt",
        "vel",
        "lacus",
        "diam",
        "nibh",
        "euismod",
    ]
)
_SHARED = frozenset(
    [
        "et",
        "in",
        "non",
        "ut",
        "ex",
        "a",
        "id",
        "est",
        "qui",
        "ad",
        "sit",
        "sed",
        "do",
        "ea",
        "eu",
        "ab",
        "sint",
        "nulla",
        "error",
    ]
)
"""Words of mock Latin that living languages have too: alone they prove nothing."""
_INLINE = frozenset({"q", "em", "i", "cite", "strong", "b", "a", "mark", "span"})
LEAST_MOCK = 4


def _first(page: Page, pattern: re.Pattern[str]) -> tuple[Any, str] | None:
    for element, words in seen(page.tree, _SHOWN_CODE):
        if found := pattern.search(words):
            return element, found[0]
    return None


def tracking(page: Page, _site: Site) -> Iterator[Finding]:
    if found := _first(page, _CALL):
        element, quote = found
        yield Finding("tracking-code-visible", page.path, True, Evidence(quote, selector(element)))


def templates(page: Page, _site: Site) -> Iterator[Finding]:
    """Not where a program of the page fills them in: what is in the file is then not what one sees."""
    for element, words in seen(page.tree, _SHOWN_CODE):
        found = _TAG.search(words)
        if found and not _filled(element, page):
            yield Finding(
                "template-code-visible", page.path, True, Evidence(found[0], selector(element)), {"tag": found[0]}
            )
            return


def _filled(element: Any, page: Page) -> bool:
    chain = [element, *element.iterancestors()]
    if any(each.get(name) is not None for each in chain for name in _BINDS):
        return True
    alive = any(_ALIVE.search(f"{each.get('src') or ''}") for each in page.tree.iter("script"))
    return alive and any(each.get("id") in ("app", "root", "vue") for each in chain)


def mock(page: Page, _site: Site) -> Iterator[Finding]:
    """A run of words that is mock Latin for the most part; a name of it in a sentence is not."""
    for element, words in seen(page.tree, _SHOWN_CODE):
        told = re.findall(r"[^\W\d_]+", words.lower())
        if len(told) < LEAST_MOCK or (element.tag in _INLINE and _in_sentence(element)):
            continue
        latin = [word for word in told if word in _MOCK]
        own = [word for word in latin if word not in _SHARED]
        if (len(latin) >= 0.75 * len(told) and len(own) >= 3) or _run(told):
            quote = " ".join(words.split())[:120]
            yield Finding("placeholder-text", page.path, True, Evidence(quote, selector(element)))
            return


def _run(told: list[str]) -> bool:
    """Twelve words on end of which ten are mock."""
    marks = [word in _MOCK for word in told]
    return any(sum(marks[at : at + 12]) >= 10 for at in range(max(0, len(marks) - 11)))


def _in_sentence(element: Any) -> bool:
    parent = element.getparent()
    if parent is None:
        return False
    around = f"{parent.text or ''} {' '.join(child.tail or '' for child in parent)}"
    return len(around.split()) > 2


def emails(page: Page, _site: Site) -> Iterator[Finding]:
    """Written in clear in the file itself: letters written as entities, or put together by a script, are protected."""
    source, told = "", set()
    for element, words in _where(page):
        for found in _EMAIL.finditer(words):
            email = found[0]
            if email.lower() in told or _NOBODY.search(email):
                continue
            source = source or decoded(page.answer)
            if email in source:
                told.add(email.lower())
                yield Finding("email-clear", page.path, True, Evidence(email, selector(element)), {"email": email})


def _where(page: Page) -> Iterator[tuple[Any, str]]:
    for element in page.tree.iter("a", "area"):
        href = (element.get("href") or "").strip()
        if href.lower().startswith("mailto:"):
            yield element, href[7:].partition("?")[0]
    yield from seen(page.tree)


PAGE = (tracking, templates, mock, emails)
