"""Addresses of a site: which are the same page, which are its own, which are never followed."""

import re
from functools import lru_cache
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

_PORTS = {"http": 80, "https": 443}
_TRACKING = re.compile(r"(?:^|&)(?:utm_[a-z]+|gclid|fbclid|mc_cid|mc_eid)=[^&]*", re.IGNORECASE)
_ACTS = re.compile(
    r"log-?out|sign-?out|d[eé]connexion|se-d[eé]connecter|add[-_]to[-_](?:cart|wishlist)"
    r"|ajout(?:er)?[-_]?(?:au[-_])?panier"
    r"|remove|delete|supprimer|unsubscribe|d[eé]sabonne|replytocom|action=",
    re.IGNORECASE,
)
"""A link that does something when it is followed: a visitor may, a robot never."""
_CALENDAR = re.compile(
    r"(?:[?&](?:date|month|mois|year|annee|week|semaine|jour|day|cal)=|/(?:19|20)\d\d/\d\d(?:/\d\d)?/?$)"
)
NOT_PAGES = re.compile(
    r"\.(?:pdf|zip|gz|rar|7z|jpe?g|png|gif|webp|avif|svg|ico|mp[34]|webm|mov|avi|docx?|xlsx?|pptx?"
    r"|od[tsp]|csv|ics|vcf"
    r"|css|js|json|xml|txt|woff2?|ttf|eot|exe|dmg|apk)$",
    re.IGNORECASE,
)
LONGEST = 2_000
_NO_NAME = re.compile(r"[\s<>\"'{}|\\^`%,;!]")


def split(url: str) -> SplitResult | None:
    """None for what is no address of the web."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in _PORTS or not parts.hostname or len(url) > LONGEST:
        return None
    if _NO_NAME.search(parts.hostname):
        return None
    if parts.username is not None:  # a password is sent nowhere
        return None
    del port
    return parts


@lru_cache(maxsize=4096)  # menus repeat the same addresses on every page
def normal(url: str, base: str = "") -> str | None:
    """The address as it is asked, without its fragment, what follows visitors, and the port that goes without saying.

    >>> normal("HTTPS://Ex.exemple:443/a/../b?utm_source=x&p=1#top")
    'https://ex.exemple/b?p=1'
    """
    try:
        parts = split(urljoin(base, url.strip()) if base else url)
    except ValueError:
        return None
    if parts is None:
        return None
    scheme, host = parts.scheme.lower(), (parts.hostname or "").lower().rstrip(".")
    if ":" in host:
        host = f"[{host}]"
    port = parts.port
    netloc = host if port in (None, _PORTS[scheme]) else f"{host}:{port}"
    query = _TRACKING.sub("", parts.query).lstrip("&").strip().replace(" ", "%20")
    return urlunsplit((scheme, netloc, _dots(parts.path) or "/", query, ""))


def _dots(path: str) -> str:
    """Without `.` and `..`; double slashes stay: some servers mean them."""
    kept: list[str] = []
    pieces = path.split("/")
    for piece in pieces:
        if piece == "..":
            if len(kept) > 1:
                kept.pop()
        elif piece != ".":
            kept.append(piece)
    if pieces[-1] in (".", "..") and kept and kept[-1]:
        kept.append("")
    return "/".join(kept).replace(" ", "%20")


def host(url: str) -> str:
    """Name and port, for comparing."""
    parts = split(url)
    return "" if parts is None else (parts.netloc.rpartition("@")[2]).lower()


@lru_cache(maxsize=4096)
def bare_host(url: str) -> str:
    """The same without `www.`: one site answers under both.

    >>> bare_host("https://www.ex.exemple/") == bare_host("http://ex.exemple/a")
    True
    """
    return host(normal(url) or url).removeprefix("www.")


def same_site(url: str, other: str) -> bool:
    """Whether two addresses are of one site, whatever the scheme and its usual port."""
    return bool(bare_host(url)) and bare_host(url) == bare_host(other)


def path_of(url: str) -> str:
    """Path and query, as served.

    >>> path_of("https://ex.exemple/a?b=1")
    '/a?b=1'
    """
    parts = urlsplit(url)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def acts(url: str) -> bool:
    return bool(_ACTS.search(path_of(url)))


def endless(url: str) -> bool:
    """A calendar, or a path that repeats itself: pages without end."""
    pieces = [piece for piece in urlsplit(url).path.split("/") if piece]
    repeats = any(pieces.count(piece) > 2 for piece in pieces)
    return repeats or len(pieces) > 12 or bool(_CALENDAR.search(url))


def is_page(url: str) -> bool:
    """By its name alone: what it really is, the answer says."""
    return not NOT_PAGES.search(urlsplit(url).path)
