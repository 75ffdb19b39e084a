"""Which files of a known service's archive may hold replies, by `exports.toml`."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Export:
    name: str
    signs: tuple["re.Pattern[str]", ...]
    read: tuple["re.Pattern[str]", ...]
    own: tuple["re.Pattern[str]", ...]
    owner: tuple["re.Pattern[str]", ...]

    def reads(self, path: str) -> bool:
        return any(pattern.search(path.lower()) for pattern in self.read)

    def owns(self, path: str) -> bool:
        return any(pattern.search(path.lower()) for pattern in self.own)

    def names_owner(self, path: str) -> bool:
        return any(pattern.search(path.lower()) for pattern in self.owner)


def _pattern(written: str) -> "re.Pattern[str]":
    return re.compile("(?:^|/)" + re.escape(written).replace(r"\*", "[^/]*") + "$")


@cache
def _exports() -> tuple[Export, ...]:
    text = resources.files("orchestre.replies.sources.archive").joinpath("exports.toml").read_text(encoding="utf-8")
    return tuple(
        Export(name, *(tuple(map(_pattern, data[key])) for key in ("signs", "read", "own", "owner")))
        for name, data in tomllib.loads(text).items()
    )


def known_export(paths: Sequence[str]) -> Export | None:
    """The service whose archive this is: two of its signs stand in it."""
    lower = [path.lower() for path in paths]
    for export in _exports():
        found = sum(any(sign.search(path) for path in lower) for sign in export.signs)
        if found >= 2:
            return export
    return None
