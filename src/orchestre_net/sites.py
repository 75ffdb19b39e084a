"""The answers of a site to a walk: guarded, bounded, one at a time; what goes wrong is an answer too.

site = walked("https://…", policy=PUBLIC)
"""

import ssl
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from ipaddress import ip_network
from urllib.parse import urljoin

import httpx

from orchestre.audit.site.addresses import same_site
from orchestre.audit.site.values import Answer, Ask, Site, Want
from orchestre.audit.site.walk import MAX_PAGES, NotAnAddress, NothingAnswered, Walk, begin
from orchestre.basics import OrchestreError
from orchestre_net.fetching import (
    REDIRECTS,
    AddressInvalid,
    SchemeRefused,
    ServerTrouble,
    TooManyRedirects,
    checked_url,
    got,
)
from orchestre_net.policy import Policy
from orchestre_net.wire import Budget, TooLarge

PUBLIC = Policy(seconds=15.0, all_seconds=240.0, redirects=6, requests=900, http=True)
"""For a server: public addresses and usual ports alone."""
ANYWHERE = replace(PUBLIC, any_port=True, networks=(ip_network("0.0.0.0/0"), ip_network("::/0")))
"""For somebody's own machine, when he says so."""
_READ = {Want.PAGE: 3_000_000, Want.THING: 1_100_000, Want.HEAD: 0}
"""Bytes that are read of an answer, on the wire; the rest is left there."""
_KEPT = {Want.PAGE: 5_000_000, Want.THING: 300_000, Want.HEAD: 0}
_SLOW = 1.5
"""Seconds to the first byte above which a page is asked for once more: a hiccup is no fault of the site."""
_CHUNK = 65_536


def user_agent() -> str:
    try:
        number = version("orchestre")
    except PackageNotFoundError:
        number = "0"
    return f"Mozilla/5.0 (compatible; Orchestre/{number}; audit of a site, asked by a person)"


def trusting(policy: Policy, *, insecure: bool = False) -> Policy:
    """With the certificates of the system read once, or with none checked."""
    if policy.trust is not None and not insecure:
        return policy
    context = httpx.create_ssl_context(trust_env=False)
    if insecure:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return replace(policy, trust=context)


def walked(
    url: str,
    *,
    policy: Policy,
    owner: bool = False,
    max_pages: int = MAX_PAGES,
    plain_url: str = "",
    told: Callable[[int, str], None] = lambda _n, _url: None,
) -> Site:
    """The site at this address. `told(n, url)` before each request. Raises what `walk.begin` raises, and the sentence
    of why the first address could not be reached."""
    fetcher = Fetcher(policy)
    walk: Walk = begin(url, owner=owner, max_pages=max_pages, plain_url=plain_url)
    ask = next(walk)
    while True:
        told(fetcher.asked, ask.url)
        answer = fetcher.answer(ask)
        try:
            ask = walk.send(answer)
        except NothingAnswered as nothing:
            raise fetcher.trouble or nothing from nothing  # why, where it is known
        except StopIteration as done:
            site: Site = done.value
            return site if not fetcher.refused else replace(site, not_measured=(*site.not_measured, "time_over"))


@dataclass(slots=True)
class _Got:
    status: int
    headers: tuple[tuple[str, str], ...]
    body: "_Body"
    seconds: float
    onward: str = ""


class Fetcher:
    """Counts and clocks one walk. `trouble`: what went wrong last, None when nothing did; `refused`: whether something
    was not asked for since the time or the requests of the whole walk were used up."""

    def __init__(self, policy: Policy) -> None:
        self._policy = trusting(policy)
        self._end = time.monotonic() + policy.all_seconds
        self.asked = 0
        self.trouble: OrchestreError | None = None
        self.refused = False

    @property
    def ended(self) -> bool:
        return self.asked >= self._policy.requests or time.monotonic() > self._end

    def answer(self, ask: Ask) -> Answer:
        self.trouble = None
        if self.ended:
            self.refused = True
            return Answer(ask.url, ask.url, 0, failed="audit.not_asked")
        self.asked += 1
        found = self._followed(ask)
        if ask.want is Want.PAGE and found.status and (found.seconds or 0) > _SLOW:
            again = self._followed(ask)
            if again.status and (again.seconds or 0) < (found.seconds or 0):
                found = again
        return found

    def _followed(self, ask: Ask) -> Answer:
        url, hops = ask.url, []
        try:
            for _ in range(self._policy.redirects + 1):
                last = self._once(url, ask.want)
                if not last.onward:
                    break
                onward = urljoin(url, last.onward)
                if not ask.anywhere and not same_site(onward, url):
                    break
                hops.append(url)
                url = onward.partition("#")[0]
            else:
                raise TooManyRedirects(host=httpx.URL(url).host)
        except (OrchestreError, httpx.InvalidURL, ValueError) as error:
            self.trouble = error if isinstance(error, OrchestreError) else ServerTrouble(host=url[:80], status="?")
            return Answer(ask.url, url, 0, hops=tuple(hops), failed=self.trouble.code)
        body, failed = last.body, TooLarge.code if last.body.cut and ask.want is Want.PAGE else None
        return Answer(
            ask.url, url, last.status, last.headers, body.kept, body.length, last.seconds, tuple(hops), failed
        )

    def _once(self, url: str, want: Want) -> _Got:
        """One request, every limit kept. Raises an OrchestreError whatever the server does."""
        try:
            target = checked_url(url, self._policy)
        except (AddressInvalid, SchemeRefused) as error:
            raise NotAnAddress(value=url[:200]) from error
        host = target.host
        left = self._end - time.monotonic()
        budget = Budget(host, max(0.1, min(self._policy.seconds, left)), _READ[Want.PAGE] + 200_000)
        headers = {
            "User-Agent": user_agent(),
            "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
            "Accept-Language": "fr,en;q=0.5",
            "Accept-Encoding": "gzip",
        }
        began = time.monotonic()
        with got(target, headers, self._policy, budget) as response:
            seconds = time.monotonic() - began
            onward = response.headers.get("location", "") if response.status_code in REDIRECTS else ""
            named = tuple((name.lower(), value) for name, value in response.headers.multi_items())
            body = _Body() if onward else _read(response, want)
            return _Got(response.status_code, named, body, seconds, onward)


@dataclass(slots=True)
class _Body:
    """`kept`: the bytes, opened; `length`: on the wire; `cut`: whether there was more than is kept."""

    kept: bytes = b""
    length: int | None = None
    cut: bool = False


def _read(response: httpx.Response, want: Want) -> _Body:
    """The body opened, as much as is kept of it, and its bytes on the wire: counted, or as it is said where reading
    stopped before the end."""
    said = response.headers.get("content-length", "")
    declared = int(said) if said.isascii() and said.isdecimal() and len(said) < 16 else None
    packed = response.headers.get("content-encoding", "identity").strip().lower()
    if packed not in _OPENED:  # sealed in a manner we did not ask for: its weight alone is known
        return _Body(b"", declared, cut=True)
    unpacked = _Opened(_OPENED[packed], _KEPT[want])
    count, whole = 0, True
    try:
        for chunk in response.iter_raw(_CHUNK):
            count += len(chunk)
            unpacked.take(chunk)
            if count >= _READ[want]:
                whole = declared is not None and count >= declared
                break
    except TooLarge:
        whole = False
    length = count if whole else max(count, declared or 0)
    return _Body(bytes(unpacked.kept), length, cut=not whole or unpacked.more)


_OPENED = {"identity": 0, "": 0, "gzip": 31, "x-gzip": 31, "deflate": 15}
"""Manners of packing that are opened, and what zlib calls them."""


class _Opened:
    """Never more than there is room for: a small answer may unfold into gigabytes. `more`: whether it did."""

    def __init__(self, manner: int, room: int) -> None:
        self.kept, self.more = bytearray(), False
        self._room, self._opener = room, zlib.decompressobj(manner) if manner else None

    def take(self, chunk: bytes) -> None:
        room = self._room - len(self.kept)
        if room <= 0:
            self.more = self.more or bool(chunk)
        elif self._opener is None:
            self.kept += chunk[:room]
            self.more = len(chunk) > room
        else:
            try:
                self.kept += self._opener.decompress(self._opener.unconsumed_tail + chunk, room)
                self.more = bool(self._opener.unconsumed_tail)
            except zlib.error:
                self.more, self._room = True, 0
