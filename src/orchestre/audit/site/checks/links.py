"""Links that lead nowhere, addresses that go round, servers that say “found” to anything."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import pairwise

from orchestre.audit.site.addresses import bare_host, normal, path_of, same_site
from orchestre.audit.site.reading import is_html, links, read_page, selector, words_of
from orchestre.audit.site.values import Answer, Evidence, Finding, Page, Site

NOT_FOUND = frozenset({404, 410})
SAME = 0.9
"""How alike two texts are that come from one “not found” page: the address asked for may be repeated in it."""
ALMOST_THE_SAME = 0.97
"""The same, where nothing in its words says that something is lost."""
_LOST = re.compile(
    r"\b404\b|page (?:introuvable|non trouv[ée]e|inexistante)|introuvable|n[’']existe (?:pas|plus)|not found"
    r"|no longer exists|does(?:n[’']t| not) exist|cannot be found|could not be found",
    re.IGNORECASE,
)


def _words(answer: Answer | None) -> str:
    if answer is None or answer.status != 200 or not is_html(answer):
        return ""
    page = read_page(answer)
    if page is None:
        return ""
    title = page.tree.findtext(".//title") or ""
    return f"{title} {page.main or page.text}"[:3000].strip()


def lost_page(site: Site) -> str:
    """The words a server answers 200 with when nothing is there; empty where it says so rightly, or where it shows its
    home page instead."""
    words = "" if site.unknown is None or site.unknown.status != 200 else _words(site.unknown)
    return "" if words and _alike(words, _words(site.home.answer)) >= SAME else words


def is_lost(answer: Answer, lost: str) -> bool:
    """Not there: the server says so, or shows its “not found” page with a kind word."""
    if answer.status in NOT_FOUND:
        return True
    if answer.status != 200 or not lost:
        return False
    words = _words(answer)
    return bool(words) and _alike(words, lost) >= (SAME if _LOST.search(words) else ALMOST_THE_SAME)


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one[:1500], other[:1500], autojunk=False).ratio()


def broken(page: Page, site: Site) -> Iterator[Finding]:
    """Each address once a page, where it stands first."""
    lost, told = lost_page(site), set()
    for element, url in links(page):
        if not same_site(url, site.url) or url in told:
            continue
        answer = site.links.get(url) or site.links.get(_here(url, site))
        if answer is None or not is_lost(answer, lost):
            continue
        told.add(url)
        yield Finding(
            "link-broken", page.path, True,
            Evidence(quote=words_of(element) or None, selector=selector(element), url=url),
            {"url": path_of(url), "status": str(answer.status)},
        )  # fmt: skip


def _here(url: str, site: Site) -> str:
    root = site.url[: len(site.url) - len(path_of(site.url))]
    return root + path_of(url)


def soft(site: Site) -> Iterator[Finding]:
    """An address nobody made answers 200 with a page, its own or another's."""
    unknown = site.unknown
    if unknown is None or unknown.status != 200 or not is_html(unknown) or not same_site(unknown.url, site.url):
        return
    sure = not unknown.hops  # sent to another page: a visitor is lost all the same, a search engine guesses
    yield Finding("soft-404", None, sure, Evidence(quote=_words(unknown)[:120] or None, url=unknown.asked))


def chain(site: Site) -> Iterator[Finding]:
    """Two redirections or more on one scheme; that from http to https is wanted, and counts for nothing."""
    told = set()
    for answer in (site.home.answer, *site.links.values()):
        steps = [*answer.hops, answer.url]
        same = sum(first.partition(":")[0] == second.partition(":")[0] for first, second in pairwise(steps))
        if same >= 2 and answer.asked not in told:
            told.add(answer.asked)
            quote = " → ".join(path_of(step) if bare_host(step) == bare_host(site.url) else step for step in steps)
            evidence = Evidence(quote=quote, url=answer.asked)
            yield Finding("redirect-chain", path_of(answer.asked), True, evidence, {"n": str(same)})


def slow(page: Page, _site: Site) -> Iterator[Finding]:
    seconds = page.answer.seconds
    if seconds is not None and seconds > 1.5:
        yield Finding(
            "slow-response", page.path, True, Evidence(quote=f"{seconds:.1f} s", url=normal(page.answer.url)),
            {"seconds": f"{seconds:.1f}"},
        )  # fmt: skip


PAGE = (broken, slow)
SITE = (chain, soft)
