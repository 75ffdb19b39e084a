"""The types between who fetches a site, the checks that look at it, and the report.

Fetching is not here: a walk asks, somebody answers (`orchestre_net` on the network, a mapping in a test), and
the checks are pure functions of a `Site`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import Any


@dataclass(frozen=True, slots=True)
class Answer:
    """What one address answered. `status` is 0 when nothing came; `failed` is the code of the sentence why, and
    stands beside a status when the body was cut: it is then no page to be looked at.

    `headers`: pairs in the order they came, names in lower case (Set-Cookie may come many times). `body` may be cut or
    left out; `length` is what went over the wire, in bytes, None when it is not known. `seconds`: to the first byte.
    `hops`: the addresses that sent elsewhere, in order, the one asked first; empty without redirection.
    """

    asked: str
    url: str
    status: int
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    length: int | None = None
    seconds: float | None = None
    hops: tuple[str, ...] = ()
    failed: str | None = None

    def header(self, name: str) -> str | None:
        """The values of one header joined by commas, None when it did not come."""
        found = [value for key, value in self.headers if key == name]
        return ", ".join(found) if found else None


class Want(StrEnum):
    """What for an address is asked: a page is read whole, of a thing its weight and its beginning are enough, of a head
    only whether it is there."""

    PAGE = "page"
    THING = "thing"
    HEAD = "head"


@dataclass(frozen=True, slots=True)
class Ask:
    """One request of a walk. `anywhere`: redirections may lead to another host (the first address, plain http);
    elsewhere they are followed on the same site alone, and the answer is then the redirection itself."""

    url: str
    want: Want = Want.PAGE
    anywhere: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """An HTML page of the site. `path`: as served, with its query if it has one ("/", "/contact.html").

    `tree`: its lxml element; `text`: its visible words, as a reader sees them; `main`: those outside header,
    navigation and footer.
    """

    path: str
    answer: Answer
    tree: Any
    text: str
    main: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A page as a browser saw it before any click. `asked`: the addresses that were asked for, in order; `elements` of
    the page once its scripts ran; `weight`: bytes on the wire."""

    path: str
    asked: tuple[str, ...]
    elements: int
    weight: int


@dataclass(frozen=True, slots=True)
class Site:
    """All that was seen of one site. `home` is also the first of `pages`.

    `links`: internal addresses some page leads to, whole, with what they answered (HTML or not), the pages included.
    `resources`: what pages load (images, scripts, styles), by whole address. `plain`: what http:// answered when the
    site is served over https. `unknown`: what an address nobody made answered. `robots`, `sitemap`, `favicon`: those
    files. `opened`: pages a browser looked at, by path.
    `folders` and `left`: folders and exposed files that were tried, by path: only for the owner. `not_measured`:
    codes of what nobody looked at.
    """

    url: str
    pages: Sequence[Page]
    links: Mapping[str, Answer] = field(default_factory=dict)
    resources: Mapping[str, Answer] = field(default_factory=dict)
    plain: Answer | None = None
    unknown: Answer | None = None
    robots: Answer | None = None
    sitemap: Answer | None = None
    favicon: Answer | None = None
    folders: Mapping[str, Answer] = field(default_factory=dict)
    left: Mapping[str, Answer] = field(default_factory=dict)
    opened: Mapping[str, Opened] = field(default_factory=dict)
    owner: bool = False
    not_measured: tuple[str, ...] = ()

    @property
    def home(self) -> Page:
        return self.pages[0]

    @property
    def https(self) -> bool:
        return self.url.startswith("https://")


class Level(StrEnum):
    PAGE = "page"
    SITE = "site"


class Severity(IntEnum):
    """How much it matters to who runs the site: 1 a detail, 2 to mend, 3 it costs customers, 4 the law or a leak."""

    DETAIL = 1
    MEND = 2
    COSTS = 3
    GRAVE = 4


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one can go and look at: words of the page, where they stand, the header or the address."""

    quote: str | None = None
    selector: str | None = None
    header: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """`code`: of the catalogue of findings. `page`: path as served, None at the level of the site.

    `certain`: false where it is only likely, and the report says so. `which`: what a sentence of the catalogue needs
    to be said whole (names of its placeholders to values).
    """

    code: str
    page: str | None
    certain: bool
    evidence: Evidence
    which: Mapping[str, str] = field(default_factory=dict)


PageCheck = Callable[[Page, Site], Iterable[Finding]]
SiteCheck = Callable[[Site], Iterable[Finding]]
