"""What differs between two documents of a need: for the marks on a page and for two versions side by side."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

Document = Mapping[str, Any]
_SPACES = re.compile(r"[ \t\r\n]+")  # not those that French keeps before its signs
SHOWN = ("text", "criterion", "level", "flexibility", "check")


@dataclass(frozen=True, slots=True)
class Changes:
    """`added`, `removed`: ids of requirements; `changed`: by id, the names of what differs; `sections`: ids whose text
    differs; `rule`: names of what differs in the choice rule; `assumptions`: those that went, and came."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sections: tuple[str, ...] = ()
    rule: tuple[str, ...] = ()
    assumptions_gone: tuple[str, ...] = ()
    assumptions_new: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed or self.sections or self.rule or self.assumptions_gone)

    def touches(self, section: str, document: Document) -> bool:
        """Whether something in a section of the newer document is new or different."""
        rows = [row["id"] for row in document["requirements"] if row["section"] == section]
        return section in self.sections or any(name in self.changed or name in self.added for name in rows)


def compare(old: Document, new: Document) -> Changes:
    """
    >>> empty = {"requirements": [], "sections": [], "assumptions": [], "choice_rule": {}}
    >>> bool(compare(empty, empty))
    False
    """
    before = {row["id"]: row for row in old["requirements"]}
    after = {row["id"]: row for row in new["requirements"]}
    differs = {
        name: tuple(part for part in SHOWN if before[name][part] != row[part])
        for name, row in after.items()
        if name in before
    }
    texts = {row["id"]: row["text"] for row in old["sections"]}
    gone = [each for each in old["assumptions"] if each not in new["assumptions"]]
    new_ones = [each for each in new["assumptions"] if each not in old["assumptions"]]
    return Changes(
        added=tuple(name for name in after if name not in before),
        removed=tuple(name for name in before if name not in after),
        changed={name: parts for name, parts in differs.items() if parts},
        sections=tuple(row["id"] for row in new["sections"] if texts.get(row["id"], "") != row["text"]),
        rule=_rule(old["choice_rule"], new["choice_rule"]),
        assumptions_gone=tuple(gone),
        assumptions_new=tuple(new_ones),
    )


def _rule(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[str, ...]:
    points = [[(row["id"], row["points"]) for row in rule.get("criteria", [])] for rule in (old, new)]
    price = [{name: rule.get("price", {}).get(name) for name in ("floor", "ceiling", "tax")} for rule in (old, new)]
    found = ["points"] if points[0] != points[1] else []
    found += [name for name in price[0] if price[0][name] != price[1][name]]
    if sorted(old.get("eliminatory", [])) != sorted(new.get("eliminatory", [])):
        found.append("eliminatory")
    return tuple(found)


def words_apart(old: str, new: str) -> list[tuple[str, str]]:
    """Both texts as one run of words: `same`, `out` (only in the old), `in` (only in the new).

    >>> words_apart("un bon site", "un site rapide")
    [('same', 'un'), ('out', 'bon'), ('same', 'site'), ('in', 'rapide')]
    """
    one, other = _SPACES.split(old.strip()), _SPACES.split(new.strip())
    pieces: list[tuple[str, str]] = []
    for what, low, high, start, end in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if what == "equal":
            pieces.append(("same", " ".join(one[low:high])))
            continue
        if high > low:
            pieces.append(("out", " ".join(one[low:high])))
        if end > start:
            pieces.append(("in", " ".join(other[start:end])))
    return pieces
