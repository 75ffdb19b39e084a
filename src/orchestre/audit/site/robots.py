"""robots.txt (RFC 9309): which paths a robot is asked to leave alone, and the site maps it names."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

MOST_BYTES = 500_000
"""Of one file: RFC 9309 asks to read 500 kibibytes at least."""


@dataclass(slots=True)
class Rules:
    """Of one group: `(allowed, pattern)` in the order of the file."""

    agents: list[str] = field(default_factory=list)
    lines: list[tuple[bool, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Robots:
    groups: Sequence[Rules]
    sitemaps: tuple[str, ...] = ()

    def of(self, agent: str) -> Sequence[tuple[bool, str]]:
        """The rules that bear on a robot: those of its name, else those of `*`."""
        name = agent.lower()
        own = [each for each in self.groups if any(one != "*" and one in name for one in each.agents)]
        mine = own or [each for each in self.groups if "*" in each.agents]
        return [line for each in mine for line in each.lines]

    def allows(self, path: str, agent: str) -> bool:
        """The longest pattern decides; allowed when two are as long, and when none speaks of it.

        >>> read("User-agent: *\\nDisallow: /a\\nAllow: /a/b$").allows("/a/b", "Orchestre")
        True
        """
        best = (-1, True)
        for allowed, pattern in self.of(agent):
            if _matches(pattern, path):
                best = max(best, (len(pattern), allowed))
        return best[1]

    def blocks_all(self) -> str | None:
        """The pattern that asks every robot to leave the whole site alone, None when there is none."""
        lines = [line for each in self.groups if "*" in each.agents for line in each.lines]
        if any(allowed and pattern for allowed, pattern in lines):
            return None
        return next((pattern for allowed, pattern in lines if not allowed and pattern in ("/", "/*", "*")), None)


def read(text: str) -> Robots:
    """What is no rule is passed over, as every robot does."""
    groups: list[Rules] = []
    maps: list[str] = []
    naming = False
    for name, value in _lines(text):
        if name == "user-agent":
            if not naming:
                groups.append(Rules())
            groups[-1].agents.append(value.lower())
            naming = True
        elif name in ("allow", "disallow"):
            naming = False
            if groups and value:  # an empty Disallow forbids nothing
                groups[-1].lines.append((name == "allow", value))
        elif name == "sitemap":
            maps.append(value)
    return Robots(groups, tuple(maps))


def _lines(text: str) -> Iterator[tuple[str, str]]:
    for line in text.lstrip("\ufeff")[:MOST_BYTES].splitlines():
        name, colon, value = line.partition("#")[0].partition(":")
        if colon:
            yield name.strip().lower(), value.strip()


def _matches(pattern: str, path: str) -> bool:
    """`*` is anything, a last `$` the end. Pieces are looked for in their order: no pattern takes long."""
    end = pattern.endswith("$")
    pieces = re.split(r"\*+", pattern[:-1] if end else pattern)
    first, *rest = pieces
    if not path.startswith(first):
        return False
    at = len(first)
    if end and not rest:
        return at == len(path)
    for place, piece in enumerate(rest):
        if end and place == len(rest) - 1:
            return len(path) - len(piece) >= at and path.endswith(piece)
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return True
