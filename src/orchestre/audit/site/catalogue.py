"""What each finding says: `findings.toml`, read once. A word that lacks raises KeyError: a test sees it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from orchestre.audit.site.values import Level, Severity
from orchestre.knowledge.loading import typeset
from orchestre.knowledge.values import Both


@dataclass(frozen=True, slots=True)
class Law:
    name: str
    since: date
    url: str


@dataclass(frozen=True, slots=True)
class Entry:
    """`who`: self, provider or free_tool. `days`: low and high, of work. `law`: where it is a duty."""

    code: str
    level: Level
    severity: Severity
    title: Both
    advice: Both
    who: str
    days: tuple[float, float]
    law: Law | None


@cache
def catalogue() -> Mapping[str, Entry]:
    file = resources.files("orchestre.audit.site").joinpath("findings.toml")
    rows = tomllib.loads(file.read_text(encoding="utf-8"))
    return {code: _entry(code, row) for code, row in rows.items()}


def _entry(code: str, row: Mapping[str, Any]) -> Entry:
    law = row.get("law")
    low, high = row["days"]
    return Entry(
        code=code,
        level=Level(row["level"]),
        severity=Severity(row["severity"]),
        title=_both(row["title"]),
        advice=_both(row["advice"]),
        who=row["who"],
        days=(low, high),
        law=None if law is None else Law(law["name"], date.fromisoformat(law["since"]), law["url"]),
    )


def _both(row: Mapping[str, str]) -> Both:
    return Both(typeset(row["fr"]), row["en"].replace("'", "\u2019"))
