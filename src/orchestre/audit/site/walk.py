"""The walk through a site: which addresses are asked for, in which order, and what they make. No network here.

    walk = begin("https://…", owner=False)
    ask = next(walk)
    while True:
        ask = walk.send(answer_of(ask))      # until StopIteration, whose value is the Site

One host, one request at a time. robots.txt is obeyed for pages unless the site is the owner's: then it is reported. No
form is sent, and no link that would do something is followed.
"""

import heapq
import re
from collections.abc import Generator, Iterator

from orchestre.audit.site import robots as robots_txt
from orchestre.audit.site.addresses import acts, endless, host, is_page, normal, path_of, same_site
from orchestre.audit.site.exposed import folders_of, left_behind
from orchestre.audit.site.reading import decoded, is_html, links, other_format, read_page, words_of
from orchestre.audit.site.resources import resources_of
from orchestre.audit.site.values import Answer, Ask, Page, Site, Want
from orchestre.basics import OrchestreError

AGENT = "orchestre"
MAX_PAGES = 25
MOST_LINKS = 150
"""Internal links whose answer is looked at, the pages included."""
MOST_THINGS = 150
"""Images, scripts and styles that are weighed."""
MOST_FOLDERS = 30
UNKNOWN = "/orchestre-cette-page-n-existe-pas"
FROM_MAP = 200

_USEFUL = (
    (re.compile(r"mentions?[-_ ]?l[eé]gales?|legal[-_ ]?notice|imprint|impressum", re.IGNORECASE), 1),
    (re.compile(r"confidentialit|vie[-_ ]priv|donn[eé]es[-_ ]perso|rgpd|gdpr|privacy|cookies?", re.IGNORECASE), 2),
    (re.compile(r"\bcg[vu]\b|conditions[-_ ]g|terms", re.IGNORECASE), 2),
    (re.compile(r"contact|devis|rendez-?vous|quote|booking|r[eé]serv", re.IGNORECASE), 3),
    (re.compile(r"boutique|produit|product|shop|panier|cart|catalogue|tarif|prix|price", re.IGNORECASE), 4),
    (re.compile(r"[aà][-_ ]propos|qui[-_ ]sommes|about|[eé]quipe|services?", re.IGNORECASE), 5),
)
ORDINARY, OF_THE_MAP, LISTED = 6, 7, 8


class NothingAnswered(OrchestreError):
    """The first address gave nothing to look at. `why`: the code of a sentence."""

    code = "audit.site_no_answer"


class NotAPage(OrchestreError):
    code = "audit.site_not_a_page"


class Refused(OrchestreError):
    """A log-in, a fault of the server, nothing at that address. `status`: what it answered."""

    code = "audit.site_refused"


class CutShort(OrchestreError):
    code = "audit.site_too_large"


class NotAnAddress(OrchestreError):
    code = "audit.not_an_address"


Walk = Generator[Ask, Answer, Site]


def begin(url: str, *, owner: bool = False, max_pages: int = MAX_PAGES, plain_url: str = "") -> Walk:
    """Raises NotAnAddress, NothingAnswered, Refused, CutShort, NotAPage."""
    start = normal(url if "://" in url else f"https://{url}")
    if start is None:
        raise NotAnAddress(value=url[:200])
    first = yield Ask(start, anywhere=True)
    if not first.status and "://" not in url:  # no scheme was written, and https does not answer
        first = yield Ask(f"http://{start.removeprefix('https://')}", anywhere=True)
    if not first.status:
        raise NothingAnswered(url=start, why=first.failed or "")
    if first.status != 200:
        raise Refused(url=first.url, status=first.status)
    if first.failed:
        raise CutShort(url=first.url)
    home = read_page(first) if is_html(first) else None
    if home is None:
        said = (first.header("content-type") or "?")[:80]
        raise NotAPage(url=first.url, kind=other_format(first.body) or said)
    return (yield from _Walk(first, home, owner, max(1, max_pages), plain_url).whole())


class _Walk:
    def __init__(self, first: Answer, home: Page, owner: bool, max_pages: int, plain_url: str) -> None:
        self.first, self.owner, self.max_pages, self.plain_url = first, owner, max_pages, plain_url
        self.root = first.url[: len(first.url) - len(path_of(first.url))]
        self.pages: list[Page] = [home]
        self.links: dict[str, Answer] = {first.url: first}
        self.robots = robots_txt.read("")
        self.waiting: list[tuple[int, int, str]] = []
        self.known = {first.url, first.asked}
        self.later: list[str] = []
        self.blocked = 0
        self.not_measured: list[str] = []

    def whole(self) -> Walk:
        said = yield Ask(f"{self.root}/robots.txt")
        if said.status == 200:
            self.robots = robots_txt.read(decoded(said))
        mapped = yield from self._map(said)
        unknown = yield Ask(f"{self.root}{UNKNOWN}")
        plain = yield from self._plain()
        self._read(self.pages[0])
        for at, url in enumerate(_listed(mapped)):
            if at < FROM_MAP and same_site(url, self.root):
                self._wait(url, OF_THE_MAP)
        yield from self._crawl()
        yield from self._others()
        resources = yield from self._resources()
        favicon = yield Ask(f"{self.root}/favicon.ico", Want.THING)
        folders: dict[str, Answer] = {}
        left: dict[str, Answer] = {}
        if self.owner:
            for path in folders_of(self.root, [*self.links, *resources])[:MOST_FOLDERS]:
                folders[path] = yield Ask(f"{self.root}{path}")
            for path in left_behind(host(self.root)):
                left[path] = yield Ask(f"{self.root}{path}", Want.THING)
        return Site(
            url=self.first.url, pages=tuple(self.pages), links=self.links, resources=resources, plain=plain,
            unknown=unknown, robots=said, sitemap=mapped, favicon=favicon, folders=folders, left=left,
            owner=self.owner, not_measured=tuple(self._not_measured()),
        )  # fmt: skip

    def _map(self, said: Answer) -> Generator[Ask, Answer, Answer]:
        """The usual address, else the first one of this site that robots.txt names."""
        usual = yield Ask(f"{self.root}/sitemap.xml")
        if usual.status == 200:
            return usual
        for named in self.robots.sitemaps[:3]:
            address = normal(named, f"{self.root}/")
            if said.status == 200 and address and same_site(address, self.root):
                other = yield Ask(address)
                if other.status == 200:
                    return other
        return usual

    def _plain(self) -> Generator[Ask, Answer, Answer | None]:
        """What http:// says, where the site is served over https."""
        if not self.root.startswith("https://"):
            return None
        if not self.plain_url and ":" in host(self.root).rpartition("]")[2]:
            self.not_measured.append("plain_http")  # on a port of its own, nobody knows where http would be
            return None
        address = self.plain_url or f"http://{host(self.root)}/"
        return (yield Ask(normal(address) or address, anywhere=True))

    # --- Pages ---

    def _crawl(self) -> Generator[Ask, Answer, None]:
        while self.waiting and len(self.pages) < self.max_pages:
            _, _, url = heapq.heappop(self.waiting)
            if not self.owner and not self.robots.allows(path_of(url), AGENT):
                self.blocked += 1
                continue
            answer = yield Ask(url)
            self.links[url] = answer
            if answer.status != 200 or not is_html(answer) or not same_site(answer.url, self.root):
                continue
            if answer.failed:
                self.not_measured.append("pages_cut")
                continue
            if answer.url != url:
                if answer.url in self.known and answer.url in self.links:
                    continue  # a page we have already, under another address
                self.known.add(answer.url)
                self.links[answer.url] = answer
            if page := read_page(answer):
                self.pages.append(page)
                self._read(page)

    def _read(self, page: Page) -> None:
        for element, written in links(page):
            if not same_site(written, self.root) or acts(written):
                continue
            url = self._here(written)
            if not is_page(url) or endless(url):
                self._note(url)
                continue
            said = f"{words_of(element)[:80]} {path_of(url)}"
            self._wait(url, next((worth for words, worth in _USEFUL if words.search(said)), ORDINARY))

    def _here(self, url: str) -> str:
        """Under the very scheme and host that answered: one page is not read twice for `www.` or for https."""
        return self.root + path_of(url)

    def _wait(self, url: str, worth: int) -> None:
        if url not in self.known and not endless(url) and is_page(url):
            self.known.add(url)
            heapq.heappush(self.waiting, (worth, len(self.known), url))

    def _note(self, url: str) -> None:
        if url not in self.known:
            self.known.add(url)
            self.later.append(url)

    def _others(self) -> Generator[Ask, Answer, None]:
        """Links beyond the pages: whether they are there."""
        rest = [url for worth, _, url in sorted(self.waiting) if worth < OF_THE_MAP] + self.later
        for url in rest[: max(0, MOST_LINKS - len(self.links))]:
            if not self.owner and not self.robots.allows(path_of(url), AGENT):
                self.blocked += 1
                continue
            self.links[url] = yield Ask(url, Want.PAGE if is_page(url) else Want.HEAD)
        if len(rest) > MOST_LINKS - len(self.links) > 0 or len(self.links) >= MOST_LINKS:
            self.not_measured.append("links_beyond")

    # --- What pages load ---

    def _resources(self) -> Generator[Ask, Answer, dict[str, Answer]]:
        found: dict[str, Answer] = {}
        wanted = dict.fromkeys(url for page in self.pages for url in resources_of(page))
        for at, url in enumerate(wanted):
            if at >= MOST_THINGS:
                self.not_measured.append("resources_beyond")
                break
            found[url] = yield Ask(url, Want.THING, anywhere=True)
        return found

    def _not_measured(self) -> Iterator[str]:
        yield from self.not_measured
        if self.waiting and len(self.pages) >= self.max_pages:
            yield "pages_beyond"
        if self.blocked:
            yield "pages_robots_refuse"
        if not self.owner:
            yield "exposed_files"


def _listed(mapped: Answer | None) -> Iterator[str]:
    """The addresses of a site map, without trusting that it is well made."""
    if mapped is None or mapped.status != 200:
        return
    for found in re.finditer(r"<loc>\s*([^<\s]{1,2000})\s*</loc>", decoded(mapped)[:2_000_000]):
        if url := normal(found[1].replace("&amp;", "&")):
            yield url


__all__ = ["MAX_PAGES", "NotAPage", "NotAnAddress", "NothingAnswered", "Walk", "begin"]
