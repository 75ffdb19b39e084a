"""Where the rows are kept: SQLite in the data folder, or the PostgreSQL that DATABASE_URL names."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.db.utils import OperationalError

# IMMEDIATE is the one that matters: a read transaction that upgrades to writing cannot wait for its turn.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA temp_store=MEMORY;"
        "PRAGMA mmap_size=134217728;PRAGMA journal_size_limit=27103364;PRAGMA cache_size=-20000;"
        "PRAGMA secure_delete=ON;"  # what is erased does not stay in the file
    ),
}


# PostgreSQL: lock not available, deadlock, serialization failure, too many connections.
_BUSY_STATES = frozenset(("55P03", "40P01", "40001", "53300"))


def is_busy(error: BaseException | None) -> bool:
    """Others hold what was asked for: the same request can go through in a moment.

    >>> is_busy(OperationalError("database is locked")), is_busy(OperationalError("no such table: x"))
    (True, False)
    """
    if not isinstance(error, OperationalError):
        return False
    said = str(error)
    locked = said.startswith("database ") and said.endswith("is locked")
    return locked or getattr(error.__cause__, "sqlstate", None) in _BUSY_STATES


def sqlite(file: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": file,
        "CONN_MAX_AGE": None,
        "OPTIONS": SQLITE_OPTIONS,
    }


def from_address(address: str) -> dict[str, Any]:
    """Django's settings of `postgresql://user:password@host:port/name?option=value` or `sqlite:///path`.

    A socket folder is the host, percent-encoded (`postgresql://%2Frun%2Fpostgresql/name`), or `?host=/run/postgresql`.
    What is left out is found by libpq in PGHOST, PGUSER and the like. Raises ValueError for any other scheme.
    """
    parts = urlsplit(address)
    if parts.scheme == "sqlite":
        return sqlite(Path(unquote(parts.path)[1:]))
    if parts.scheme not in {"postgresql", "postgres"}:
        raise ValueError(f"DATABASE_URL begins with {parts.scheme!r}: write postgresql://… or sqlite:///…")
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    # urlsplit lowers the host, and a folder may have capitals.
    place = parts.netloc.rpartition("@")[2]
    host = place if parts.port is None else place.rpartition(":")[0]
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or os.environ.get("PGDATABASE", "postgres"),
        "USER": unquote(parts.username or options.pop("user", "")),
        "PASSWORD": unquote(parts.password or options.pop("password", "")),
        "HOST": unquote(host.strip("[]")) or options.pop("host", ""),
        "PORT": str(parts.port or options.pop("port", "")),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }
