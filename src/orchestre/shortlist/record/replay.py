"""A ranking that was kept, worked out again: the same figures, or which ones are not.

Figures are compared digit for digit; sentences are not, a better wording changes no choice. What a later version says
besides is not missing from an older document.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

SENTENCES = frozenset({"text", "assumptions", "language", "warnings", "schema", "reasons"})
"""Keys under which there is nothing but words."""


@dataclass(frozen=True, slots=True)
class Difference:
    """`where`: the way to a figure in the document, `ranking.<offer>.score`; `now`: None when it is gone."""

    where: str
    before: object
    now: object


@dataclass(frozen=True, slots=True)
class Replay:
    """`figures`: how many were compared. `left`, `joined`: offers that are ranked no more, or were not."""

    figures: int
    differences: tuple[Difference, ...]
    left: tuple[str, ...]
    joined: tuple[str, ...]
    winner_before: str | None
    winner_now: str | None

    @property
    def same(self) -> bool:
        return not self.differences and not self.joined


def compare(kept: Mapping[str, object], now: Mapping[str, object]) -> Replay:
    """Both are documents `orchestre.shortlist/1`."""
    before, after = _ids(kept), _ids(now)
    old = dict(_figures(kept))
    new = dict(_figures(now))
    different = tuple(
        Difference(where, value, new.get(where)) for where, value in old.items() if not _same(value, new.get(where))
    )
    return Replay(
        len(old),
        different,
        tuple(one for one in before if one not in set(after)),
        tuple(one for one in after if one not in set(before)),
        next(iter(before), None),
        next(iter(after), None),
    )


def _ids(document: Mapping[str, object]) -> list[str]:
    ranking = document.get("ranking")
    return [str(entry["id"]) for entry in ranking] if isinstance(ranking, list) else []


def _same(first: object, second: object) -> bool:
    """1 and 1.0 are one figure; true is none."""
    return first == second and isinstance(first, bool) == isinstance(second, bool)


def _figures(value: object, where: str = "") -> Iterator[tuple[str, object]]:
    if isinstance(value, Mapping):
        for key, part in value.items():
            if key not in SENTENCES:
                yield from _figures(part, f"{where}.{key}" if where else str(key))
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for i, part in enumerate(value):
            name = part.get("id", i) if isinstance(part, Mapping) else i
            yield from _figures(part, f"{where}.{name}")
    else:
        yield where, value
