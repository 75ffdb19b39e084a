"""What an operator may write in the environment."""

import stat
from pathlib import Path

import pytest
from django.conf import settings as django_settings

from orchestre_web.site.database import from_address
from orchestre_web.site.secret import secret_key


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (
            "postgresql://me:s%40cret@db.example:5433/house?sslmode=require",
            {"USER": "me", "PASSWORD": "s@cret", "HOST": "db.example", "PORT": "5433", "NAME": "house"},
        ),
        ("postgres://me@[::1]:5433/house", {"HOST": "::1", "PORT": "5433", "USER": "me"}),
        ("postgresql://%2FVar%2Frun%2Fpg/house", {"HOST": "/Var/run/pg", "NAME": "house", "PORT": ""}),
        ("postgresql:///house?host=/run/pg&user=me", {"HOST": "/run/pg", "USER": "me", "OPTIONS": {}}),
        ("postgresql:///house", {"HOST": "", "USER": "", "CONN_MAX_AGE": 60}),
        ("sqlite:////srv/data/house.sqlite3", {"NAME": Path("/srv/data/house.sqlite3"), "CONN_MAX_AGE": None}),
    ],
)
def test_the_address_of_the_database(address: str, expected: dict[str, object]) -> None:
    found = from_address(address)
    assert {name: found[name] for name in expected} == expected


def test_options_go_to_the_driver() -> None:
    assert from_address("postgresql:///house?sslmode=require")["OPTIONS"] == {"sslmode": "require"}


def test_another_database_is_refused_with_what_to_write() -> None:
    with pytest.raises(ValueError, match="postgresql://"):
        from_address("mysql://localhost/house")


def test_sqlite_takes_the_write_lock_at_once() -> None:
    options = from_address("sqlite:////srv/house")["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in options["init_command"]


def test_the_key_is_made_once_and_read_by_its_owner_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ORCHESTRE_SECRET_KEY")
    key = secret_key(tmp_path)
    assert len(key) >= 50
    assert secret_key(tmp_path) == key
    assert [file.name for file in tmp_path.iterdir()] == ["secret_key"]
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600
    monkeypatch.setenv("ORCHESTRE_SECRET_KEY", "given")
    assert secret_key(tmp_path) == "given"


def test_reading_pages_takes_no_write_lock() -> None:
    assert not django_settings.DATABASES["default"]["ATOMIC_REQUESTS"]
    assert not django_settings.DEBUG
