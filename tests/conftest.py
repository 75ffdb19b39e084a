"""What every session shares: one seed for Hypothesis, no browser test without a browser, the list of what was not run.

Nothing is left out in silence: a test that was skipped, or that waits for `run.py long` or the other database, is
counted with its reason just before pytest's summary. With `run.py test --strict` a skipped test fails.
"""

import os
import shutil
from collections import Counter
from collections.abc import Generator, Iterator, Sequence

import pytest
from hypothesis import settings

from runner.environments import chromium
from runner.words import say

ON_CI = os.environ.get("CI") == "true"
STRICT = os.environ.get("ORCHESTRE_STRICT") == "1"
ON_POSTGRESQL = os.environ.get("DATABASE_URL", "").startswith("postgres")

# No deadline: a shared machine has slow seconds. On CI a red test must be red again tomorrow.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if ON_CI else "here")

_not_run: Counter[str] = Counter()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out, and count, what belongs to another command or to the other database."""
    asked_for_long = "long" in (config.option.markexpr or "")
    kept, left_out = [], []
    for item in items:
        if item.get_closest_marker("long") and not asked_for_long:
            reason = "why_long"
        elif item.get_closest_marker("sqlite") and ON_POSTGRESQL:
            reason = "why_sqlite"
        elif item.get_closest_marker("postgresql") and not ON_POSTGRESQL:
            reason = "why_postgresql"
        else:
            kept.append(item)
            continue
        left_out.append(item)
        _not_run[say(reason)] += 1
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = kept


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("browser") and not chromium():
        if ON_CI:
            pytest.fail(say("why_browser"), pytrace=False)
        pytest.skip(say("why_browser"))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> Iterator[None]:
    """After each test that commits, only what tests write is emptied, by deleting. PostgreSQL takes half a second to
    truncate a hundred tables that are nearly all empty, and the kinds of Django's rows would be written again on both
    databases: nothing of ours changes them."""
    from django.db import connection
    from django.db.models.signals import post_migrate

    of_django = {"django_content_type", "auth_permission"}

    def emptied(_style: object, tables: Sequence[str], **_: object) -> list[str]:
        # Foreign keys wait for the end of the transaction: any order will do.
        return [f"DELETE FROM {connection.ops.quote_name(each)};" for each in tables if each not in of_django]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(post_migrate, "receivers", [])
        post_migrate.sender_receivers_cache.clear()
        patch.setattr(connection.ops, "sql_flush", emptied)
        yield


@pytest.fixture(scope="session")
def mail_program() -> str:
    """Where the mail server of this machine is."""
    found = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if found is None:
        pytest.skip(say("why_dovecot"))
    return found


@pytest.fixture
def reads_pictures() -> None:
    """The programs that read pictures and draw the pages of PDF files are on this machine."""
    if shutil.which("tesseract") is None or shutil.which("pdftoppm") is None:
        pytest.skip(say("why_tesseract"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.skipped and not hasattr(report, "wasxfail"):
        _count(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    if report.skipped:
        _count(report)
    return report


def _count(report: pytest.TestReport | pytest.CollectReport) -> None:
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    reason = reason.removeprefix("Skipped: ")
    _not_run[reason] += 1
    if STRICT:
        report.outcome = "failed"
        report.longrepr = say("not_run_strict", reason=reason)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if _not_run:
        terminalreporter.section(say("not_run"))
        for reason, count in _not_run.most_common():
            terminalreporter.line(f"{count:5}  {reason}")
