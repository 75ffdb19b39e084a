"""Pages opened in a real browser: what starts by itself, before anybody has clicked.

The browser has no network of its own: everything it asks for is fetched by the guarded wire and handed over, and what
is not a plain reading (a form, a beacon, a socket) is noted and goes nowhere.
"""

import shutil
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from typing import Any

from orchestre.audit.site.addresses import path_of
from orchestre.audit.site.values import Answer, Ask, Opened, Site, Want
from orchestre_net.policy import Policy
from orchestre_net.sites import Fetcher

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
MOST_PAGES = 3
"""The first page and the two most useful ones: what starts there starts everywhere."""
_QUIET = 1_000
"""Milliseconds a page is left alone once it is loaded: what waits for a click does not start then."""
_PATIENCE = 15_000
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""Chromium as any account may start it, asking nothing of anybody by itself."""
_NO_NETWORK = (
    *QUIET,
    "--proxy-server=http://127.0.0.1:9",
    "--proxy-bypass-list=<-loopback>",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
)
_OWN = frozenset({"content-encoding", "content-length", "transfer-encoding", "connection", "set-cookie"})
"""Headers that speak of the wire, not of what it carried."""


def browser_here() -> str | None:
    """The browser of this machine, None without one or without the package that drives it."""
    try:
        import playwright.sync_api  # noqa: F401 - asked for by `[browser]`, absent otherwise
    except ImportError:
        return None
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def opened(site: Site, *, policy: Policy) -> Mapping[str, Opened]:
    """The first pages of a site by path, as a browser saw them; empty where it could not. Without a browser: empty."""
    program = browser_here()
    if program is None:
        return {}
    # In a thread of its own: the driver refuses one that has a loop of events already.
    with ThreadPoolExecutor(1) as alone:
        return alone.submit(_opened, site, program, policy).result()


def _opened(site: Site, program: str, policy: Policy) -> Mapping[str, Opened]:
    seen: dict[str, Opened] = {}
    fetcher = Fetcher(policy)
    with _browser(program) as browser:
        tabs = [] if browser is None else [_Tab(browser, page.answer.url, fetcher) for page in site.pages[:MOST_PAGES]]
        for tab in tabs:
            tab.begin()
        for tab in tabs[:1]:  # the others are left alone meanwhile
            tab.wait()
        for tab in tabs:
            if found := tab.seen():
                seen[found.path] = found
    return seen


@contextmanager
def _browser(program: str) -> Iterator[Any]:
    """None when it does not start: the rest of the audit is worth as much."""
    from playwright.sync_api import Error, sync_playwright

    with sync_playwright() as driver:
        try:
            browser = driver.chromium.launch(executable_path=program, args=list(_NO_NETWORK))
        except Error:
            yield None
            return
        try:
            yield browser
        finally:
            browser.close()


class _Tab:
    """One page in a session of its own: nothing of another page is known to it."""

    def __init__(self, browser: Any, url: str, fetcher: Fetcher) -> None:
        self._url, self._fetcher = url, fetcher
        self._asked: list[str] = []
        self._got: list[Answer] = []
        self._end = time.monotonic() + 2 * _PATIENCE / 1000
        self._loaded = False
        context = browser.new_context(service_workers="block", locale="fr-FR", accept_downloads=False)
        context.route("**/*", self._hand_over)
        self._page = context.new_page()

    def begin(self) -> None:
        from playwright.sync_api import Error

        with suppress(Error):
            self._page.goto(self._url, wait_until="load", timeout=_PATIENCE)
            self._loaded = True

    def wait(self) -> None:
        from playwright.sync_api import Error

        with suppress(Error):
            self._page.wait_for_timeout(_QUIET)

    def seen(self) -> Opened | None:
        from playwright.sync_api import Error

        if not self._loaded:
            return None
        with suppress(Error):
            elements = int(self._page.evaluate("document.getElementsByTagName('*').length"))
            weight = sum(each.length or len(each.body) for each in self._got)
            return Opened(path_of(self._url), tuple(self._asked), elements, weight)
        return None

    def _hand_over(self, route: Any) -> None:
        request = route.request
        if request.url not in self._asked:
            self._asked.append(request.url)
        late = time.monotonic() > self._end
        if late or request.method != "GET" or not request.url.startswith(("http://", "https://")):
            route.abort()
            return
        answer = self._fetcher.answer(Ask(request.url, Want.PAGE, anywhere=True))
        if not answer.status or 300 <= answer.status < 400:
            route.abort()
            return
        self._got.append(answer)
        named = {name: value for name, value in answer.headers if name not in _OWN}
        route.fulfill(status=answer.status, headers=named, body=answer.body)
