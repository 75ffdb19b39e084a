"""What the owner changed in a document, as one frozen value, and its application.

The laws (tests): no edits change nothing; twice is once; what was there is there still, as a requirement or among
those taken out; a rule whose points or bounds were changed says so.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cache
from typing import Any

from orchestre.basics import Language, OrchestreError, say
from orchestre.basics.sentences import sentences
from orchestre.knowledge import load
from orchestre.need.document import Line, Need, Section
from orchestre.need.sums import kinds_of, sums

Document = Mapping[str, Any]

LEVELS = ("must", "should", "may")
FLEXIBILITIES = ("F0", "F1", "F2", "F3")
CHANGEABLE = ("text", "criterion", "level", "flexibility", "check")
OWNER = "owner"
"""Origin of what the owner wrote himself."""
TAXES = ("excl", "incl")
MOST_POINTS = 1000
_HOMES = {"need.assume_deadline": "calendar"}
"""Where what is said in place of an assumption is written; else among what is to be confirmed."""


class BoundsUpsideDown(OrchestreError):
    code = "need.bounds_upside_down"


class PayUpsideDown(OrchestreError):
    code = "need.pay_upside_down"


class NoPoints(OrchestreError):
    code = "need.no_points"


@dataclass(frozen=True, slots=True)
class Own:
    """A requirement that the owner adds. `id` begins with `own.`."""

    id: str
    section: str
    text: str
    criterion: str = ""
    level: str = "should"
    flexibility: str = "F2"
    check: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Edits:
    """`removed`: ids of requirements; `changed`: by id, other values of `CHANGEABLE`; `sections`: other text by id;
    `points`: by criterion of the choice rule; `floor`, `ceiling`: euros of its price scale; `said`: by assumption, what
    the owner says instead, empty when it is as assumed; `pay`: by role, what its person is paid,
    `{"low", "high", "per"}` as `orchestre.need.pay.span_said` says it."""

    removed: tuple[str, ...] = ()
    changed: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    added: tuple[Own, ...] = ()
    sections: Mapping[str, str] = field(default_factory=dict)
    points: Mapping[str, int] = field(default_factory=dict)
    floor: int | None = None
    ceiling: int | None = None
    tax: str = ""
    said: Mapping[str, str] = field(default_factory=dict)
    pay: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Only what was edited, so that nothing edited is `{}`."""
        written: dict[str, Any] = {
            "removed": list(self.removed),
            "changed": {name: dict(values) for name, values in self.changed.items()},
            "added": [{part.name: getattr(own, part.name) for part in fields(Own)} for own in self.added],
            "sections": dict(self.sections),
            "points": dict(self.points),
            "floor": self.floor,
            "ceiling": self.ceiling,
            "tax": self.tax,
            "said": dict(self.said),
            "pay": {role: dict(told) for role, told in self.pay.items()},
        }
        return {name: value for name, value in written.items() if value not in ([], {}, None, "")}

    @classmethod
    def from_json(cls, written: Mapping[str, Any]) -> "Edits":
        """What `as_json` wrote. A name it does not know is left out."""
        return cls(
            removed=tuple(written.get("removed", ())),
            changed={name: dict(values) for name, values in written.get("changed", {}).items()},
            added=tuple(
                Own(**{part.name: row[part.name] for part in fields(Own) if part.name in row})
                for row in written.get("added", ())
            ),
            sections=dict(written.get("sections", {})),
            points={name: int(value) for name, value in written.get("points", {}).items()},
            floor=written.get("floor"),
            ceiling=written.get("ceiling"),
            tax=written.get("tax", ""),
            said=dict(written.get("said", {})),
            pay={role: dict(told) for role, told in written.get("pay", {}).items()},
        )

    # --- One change more: each gives the edits with it ---------------------------------------------------------------

    def without(self, requirement: str) -> "Edits":
        """Taken out; one's own too: it stays among those taken out."""
        return replace(self, removed=tuple(sorted({*self.removed, requirement})))

    def with_again(self, requirement: str) -> "Edits":
        return replace(self, removed=tuple(each for each in self.removed if each != requirement))

    def change(self, requirement: str, values: Mapping[str, str]) -> "Edits":
        """Other values of one requirement; an empty one goes back to what was written. Of one's own, in its place."""
        kept = {name: value for name, value in values.items() if name in CHANGEABLE}
        if any(own.id == requirement for own in self.added):
            own_kept = {name: value for name, value in kept.items() if value or name not in {"text", "level"}}
            added = tuple(replace(own, **own_kept) if own.id == requirement else own for own in self.added)
            return replace(self, added=added)
        together = {**self.changed.get(requirement, {}), **kept}
        left = {name: value for name, value in together.items() if value}
        rest = {name: value for name, value in self.changed.items() if name != requirement}
        return replace(self, changed={**rest, requirement: left} if left else rest)

    def add(self, own: Own) -> "Edits":
        return replace(self, added=(*self.added, own))

    def next_own(self) -> str:
        """An id that no requirement of one's own has had."""
        numbers = [int(own.id.partition(".")[2] or 0) for own in self.added]
        return f"own.{max(numbers, default=0) + 1}"

    def rewrite(self, section: str, text: str | None) -> "Edits":
        """None: as it was written."""
        rest = {name: value for name, value in self.sections.items() if name != section}
        return replace(self, sections=rest if text is None else {**rest, section: text})

    def say_of(self, assumption: str, words: str) -> "Edits":
        return replace(self, said={**self.said, assumption: words})

    def pay_of(self, role: str, *, low: int | None, high: int | None, per: str) -> "Edits":
        """What the person of a role is paid; without a figure, nothing is said. Raises PayUpsideDown."""
        rest = {name: told for name, told in self.pay.items() if name != role}
        if low is not None and high is not None and low > high:
            raise PayUpsideDown(low=low, high=high)
        told = {"low": low if low is not None else high, "high": high if high is not None else low, "per": per}
        return replace(self, pay=rest if low is None and high is None else {**rest, role: told})


def document_of(need: Need) -> dict[str, Any]:
    """`orchestre.need/1` with what a page, a paper or a call needs beside it: title, language, the sentence, size, the
    section of each requirement, the sums of each way (`orchestre.need.sums`)."""
    document: dict[str, Any] = json.loads(json.dumps(need.as_document()))  # lists and words, as it is kept
    for row, line in zip(document["requirements"], need.requirements, strict=True):
        row["section"] = line.section
    document |= {"title": need.title, "language": need.language, "sentence": need.sentence, "size": need.size}
    known = load()
    document["ways"] = sums(kinds_of(document, known), need.language, known)
    return document


def need_from(document: Document) -> Need:
    """The need that a document of `document_of` tells, edited or not, for what is written from a need."""
    rows, names = document["requirements"], [part.name for part in fields(Line)]
    return Need(
        language=document["language"],
        sentence=document["sentence"],
        title=document["title"],
        size=document["size"],
        kinds=tuple(document["kinds"]),
        facts=tuple(document["facts"]),
        assumptions=tuple(document["assumptions"]),
        questions=tuple(document["questions"]),
        sections=tuple(Section(row["id"], row["title"], row["text"]) for row in document["sections"]),
        requirements=tuple(Line(**{name: row[name] for name in names}) for row in rows),
        choice_rule=document["choice_rule"],
        channels=tuple(document["channels"]),
    )


def apply(edits: Edits, document: Document) -> dict[str, Any]:
    """The document with the edits: a new one, the one given is left as it is. An edit of what is not there (another
    answer made it go) changes nothing. Raises BoundsUpsideDown, NoPoints."""
    after = {**document}
    kept, out = _requirements(edits, document)
    after["requirements"] = kept
    if out or "removed" in document:
        after["removed"] = out
    if edits.pay:
        after["pay"] = {role: dict(told) for role, told in edits.pay.items()}
    after["choice_rule"] = _rule(edits, document, kept)
    after["sections"] = _sections(edits, document, after["choice_rule"])
    language: Language = document.get("language", "fr")
    after["assumptions"] = [each for each in document["assumptions"] if assumed(each, language) not in edits.said]
    return after


def _requirements(edits: Edits, document: Document) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Those that stand, and those taken out, each in its order."""
    before = [*document["requirements"], *document.get("removed", [])]
    there = {row["id"] for row in before}
    own = {row.id: row for row in edits.added}
    rows = [_changed(row, edits, own) for row in before]
    rows += [_own(row) for row in edits.added if row.id not in there]
    out = {*edits.removed}
    return [row for row in rows if row["id"] not in out], [row for row in rows if row["id"] in out]


def _own(row: Own) -> dict[str, Any]:
    return {
        "id": row.id,
        "section": row.section,
        "text": row.text,
        "criterion": row.criterion,
        "level": row.level,
        "flexibility": row.flexibility,
        "check": row.check,
        "origin": OWNER,
        "asked": True,
        "why": row.why,
    }


def _changed(row: Mapping[str, Any], edits: Edits, own: Mapping[str, Own]) -> dict[str, Any]:
    if row["id"] in own:
        return _own(own[row["id"]])
    values = edits.changed.get(row["id"])
    return {**row, **values, "edited": True} if values else {**row}


def _rule(edits: Edits, document: Document, requirements: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    rule = dict(document["choice_rule"])
    rule["criteria"] = [{**row, "points": edits.points.get(row["id"], row["points"])} for row in rule["criteria"]]
    if edits.points and not any(row["points"] for row in rule["criteria"]):
        raise NoPoints()
    price = dict(rule["price"])
    for name, value in (("floor", edits.floor), ("ceiling", edits.ceiling)):
        if value is not None:
            price |= {name: value, "origin": OWNER}
    if edits.tax:
        price["tax"] = edits.tax
    if price["floor"] >= price["ceiling"] and (edits.floor is not None or edits.ceiling is not None):
        raise BoundsUpsideDown(floor=price["floor"], ceiling=price["ceiling"])
    rule["price"] = price
    rule["eliminatory"] = [row["id"] for row in requirements if _eliminates(row, edits, rule["eliminatory"])]
    return rule


def _eliminates(row: Mapping[str, Any], edits: Edits, written: Iterable[str]) -> bool:
    """As it was written; what the owner himself makes imperative eliminates, what he makes less does not."""
    touched = {"level", "flexibility"} & set(edits.changed.get(row["id"], {}))
    if row["origin"] == OWNER or touched:
        return bool(row["level"] == "must" and row["flexibility"] == "F0")
    return row["id"] in written


def _sections(edits: Edits, document: Document, rule: Mapping[str, Any]) -> list[dict[str, Any]]:
    language: Language = document.get("language", "fr")
    instead = {
        _criterion_line(old, language): _criterion_line(new, language)
        for old, new in zip(document["choice_rule"]["criteria"], rule["criteria"], strict=True)
    }
    sections = []
    for row in document["sections"]:
        if row["id"] in edits.sections:
            sections.append({**row, "text": edits.sections[row["id"]], "edited": True})
            continue
        lines = [instead.get(line, line) for line in row["text"].split("\n")]
        kept = [line for line in lines if assumed(line, language) not in edits.said]
        kept += [line for line in _said_lines(edits, row["id"], language) if line not in kept]
        sections.append({**row, "text": "\n".join(line for line in kept if line or len(kept) > 1)})
    return sections


def _said_lines(edits: Edits, section: str, language: Language) -> list[str]:
    return [
        say("need.said_instead", language, words=words)
        for code, words in edits.said.items()
        if words and _HOMES.get(code, "open") == section
    ]


def _criterion_line(row: Mapping[str, Any], language: Language) -> str:
    values = {name: row[name] for name in ("label", "points", "worst", "best")}
    return say("need.criterion", language, **values)


# --- Assumptions ------------------------------------------------------------------------------------------------------

_ASSUME = "need.assume_"
_SLOT = re.compile(r"\{[^{}]*\}")


@cache
def _forms(language: Language) -> tuple[tuple[re.Pattern[str], str], ...]:
    found = sentences("orchestre.need")
    return tuple(
        (re.compile(".*".join(re.escape(part) for part in _SLOT.split(both[language])), re.DOTALL), code)
        for code, both in found.items()
        if code.startswith(_ASSUME)
    )


def assumed(line: str, language: Language) -> str | None:
    """Which assumption a line states: the code of its sentence; None for any other line."""
    return next((code for form, code in _forms(language) if form.fullmatch(line)), None)
