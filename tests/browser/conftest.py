"""A real Chromium on the running pages: log in, look, and let axe say what somebody could not read."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as django_settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import Browser, BrowserContext, Page, expect

from orchestre.basics import Language, say
from orchestre_net.browsing import QUIET
from orchestre_web.accounts.models import User
from runner.environments import chromium
from tests.orchestre_web.people import People, gather

# How long a page may take to show something: a machine that others use is no fault of the page.
expect.set_options(timeout=30_000)

# Playwright's own event loop makes Django believe that the tests are asynchronous.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    return {"executable_path": chromium(), "args": [*QUIET]}


@pytest.fixture
def people(transactional_db: None) -> People:
    return gather()


@pytest.fixture
def open_as(browser: Browser, live_server: Any) -> Iterator[Callable[..., Page]]:
    """`open_as(user, "/", scheme="dark", width=390)`: a page in a browser of its own; user None is a stranger."""
    contexts: list[BrowserContext] = []

    def go(
        user: User | None,
        path: str,
        *,
        scheme: Any = "light",
        width: int = 1440,
        scripts: bool = True,
        locale: str = "fr",
    ) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            color_scheme=scheme,
            viewport={"width": width, "height": 900},
            java_script_enabled=scripts,
            locale=locale,
            reduced_motion="reduce",
        )
        contexts.append(context)
        if user is not None:
            context.add_cookies([{"name": "sessionid", "value": _session(user), "url": live_server.url}])
        page = context.new_page()
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
        page.faults = faults  # type: ignore[attr-defined]
        page.goto(path)
        return page

    yield go
    for context in contexts:
        context.close()


def _session(user: User) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = django_settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    assert session.session_key
    return session.session_key


@pytest.fixture(params=["fr", "en"])
def language(request: pytest.FixtureRequest) -> Language:
    """The language of whoever walks the way: the test that takes it is walked in French, then in English."""
    found: Language = request.param
    return found


@pytest.fixture
def words(language: Language) -> Callable[..., str]:
    """`words("needs.do_write")`: what a button or a field is called in that language."""
    return lambda code, **values: say(code, language, **values)


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """Fails with what axe finds against WCAG 2.2 AA and good practice."""

    def check(page: Page) -> None:
        page.wait_for_load_state()  # a click waits for the answer, not for the page to be there whole
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()

    return check


@pytest.fixture
def fits() -> Callable[[Page], None]:
    """Fails when the page scrolls sideways."""

    def check(page: Page) -> None:
        page.wait_for_load_state()
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "the page scrolls sideways"

    return check


@pytest.fixture
def look(open_as: Callable[..., Page]) -> Callable[..., list[Path]]:
    """`look(user, "/", "today")`: pictures in light and dark, at 390 and 1440, into ORCHESTRE_SCREENSHOTS."""

    def take(user: User | None, path: str, name: str, *, locale: str = "fr") -> list[Path]:
        folder = os.environ.get("ORCHESTRE_SCREENSHOTS")
        if not folder:
            return []
        taken = []
        for scheme in ("light", "dark"):
            for width in (390, 1440):
                page = open_as(user, path, scheme=scheme, width=width, locale=locale)
                file = Path(folder) / f"{name}-{scheme}-{width}.png"
                page.screenshot(path=file, full_page=True)
                taken.append(file)
        return taken

    return take


@pytest.fixture
def readable(
    open_as: Callable[..., Page],
    axe: Callable[[Page], None],
    fits: Callable[[Page], None],
    look: Callable[..., list[Path]],
) -> Callable[[User, str, str], None]:
    """`readable(user, path, name)`: everybody can read the page, wide and light in French, narrow and dark in English,
    with everything unfolded; pictures of it are named `name`."""

    def check(user: User, path: str, name: str) -> None:
        for scheme, width, locale in (("light", 1440, "fr"), ("dark", 390, "en")):
            page = open_as(user, path, scheme=scheme, width=width, locale=locale)
            for details in page.locator("main details").all():
                details.evaluate("each => each.open = true")
            axe(page)
            fits(page)
            assert page.faults == []  # type: ignore[attr-defined]
        look(user, path, name)

    return check
