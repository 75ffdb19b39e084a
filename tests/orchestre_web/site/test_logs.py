"""No word of people in the logs, and where an error came from all the same."""

import logging
import sqlite3
import sys
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db.utils import OperationalError
from django.urls import URLPattern, get_resolver

from orchestre_web.site import database
from orchestre_web.site.logs import Wordless

MARK = "Zéphyrine"


def logged(error: Exception) -> str:
    try:
        try:
            raise KeyError(MARK)
        except KeyError as first:
            raise error from first
    except type(error):
        record = logging.LogRecord("x", logging.ERROR, __file__, 1, "Job %s failed", (3,), sys.exc_info())
    return Wordless("{levelname} {message}", style="{").format(record)


def test_the_words_of_an_error_are_left_out_and_its_place_is_not() -> None:
    said = logged(ValueError(f"invalid literal: {MARK}"))
    assert said.startswith("ERROR Job 3 failed")
    assert MARK not in said
    assert "in logged" in said
    assert "ValueError" in said
    assert "KeyError" in said


def test_what_is_wrong_with_the_machine_is_said() -> None:
    assert "database is locked" in logged(OperationalError("database is locked"))


@pytest.mark.parametrize("door", ["invitation", "juger", "recommander", "modifier", "adresse"])
def test_a_secret_address_is_not_written(door: str) -> None:
    record = logging.LogRecord("x", logging.WARNING, __file__, 1, "Forbidden: %s", (f"/{door}/{MARK}/dire",), None)
    said = Wordless("{message}", style="{").format(record)
    assert MARK not in said
    assert f"/{door}/…" in said


def test_every_door_that_a_secret_opens_is_known_to_the_logs() -> None:
    doors = {
        str(each.pattern).split("<")[0].strip("/^") for each in _addresses() if "<str:secret>" in str(each.pattern)
    }
    assert doors == {"invitation", "juger", "recommander", "modifier", "adresse"}


def _addresses() -> Iterator[URLPattern]:
    left = list(get_resolver().url_patterns)
    while left:
        each = left.pop()
        if isinstance(each, URLPattern):
            yield each
        else:
            left.extend(each.url_patterns)


def test_the_logs_are_written_so() -> None:
    assert settings.LOGGING["formatters"]["line"]["()"] == f"{Wordless.__module__}.{Wordless.__qualname__}"


def test_what_is_erased_leaves_the_file_of_sqlite() -> None:
    with sqlite3.connect(":memory:") as connection:
        connection.execute("PRAGMA secure_delete=OFF")
        connection.executescript(str(database.SQLITE_OPTIONS["init_command"]))
        assert connection.execute("PRAGMA secure_delete").fetchone() == (1,)
    connection.close()
