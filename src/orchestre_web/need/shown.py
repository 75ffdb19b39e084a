"""The document as its page shows it: the answer first, then section by section, with what the last change marked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from orchestre.basics import Language
from orchestre.basics import say as said_in
from orchestre.basics.sentences import spoken
from orchestre.basics.typography import in_whole
from orchestre.knowledge import load
from orchestre.need.budget import OWN, UNKNOWN
from orchestre.need.building import SECOND_QUESTION
from orchestre.need.changes import Changes, compare, words_apart
from orchestre.need.editing import OWNER, assumed
from orchestre.need.given import language_of
from orchestre_web.need.models import NeedVersion
from orchestre_web.need.writing import SUMS, tax_unsaid
from orchestre_web.site.words import language, say

Row = Mapping[str, Any]
FIRST_UNASKED = 5
"""Of what nobody asked for, told before the document itself."""
_KIND = "kind"
_HOLE = "\x00"


@dataclass(frozen=True, slots=True)
class Shown:
    """One requirement. `mark`: new, changed or nothing; `before`: its text in the version before, when it differs."""

    row: Row
    mark: str = ""
    pieces: tuple[tuple[str, str], ...] = ()

    @property
    def anchor(self) -> str:
        return "r-" + str(self.row["id"]).replace(".", "-")

    @property
    def own(self) -> bool:
        return bool(self.row["origin"] == OWNER)

    @property
    def level(self) -> str:
        return say(f"needs.level_{self.row['level']}")

    @property
    def flexibility(self) -> str:
        return say(f"needs.flexibility_{self.row['flexibility']}")

    @property
    def origin(self) -> str:
        """Where it comes from, in words; the rule's own name beside it for who wants it."""
        what, _, name = str(self.row["origin"]).partition(":")
        known = load()
        label = name
        if what == "kind" and name in known.kinds:
            label = known.kinds[name].label.said(language())
        elif what == "topic" and name in known.topics:
            label = known.topics[name].label.said(language())
        return say(f"needs.origin_{what}", name=label)


@dataclass(frozen=True, slots=True)
class Part:
    """One section with its requirements: asked ones first, then the rest; and those taken out."""

    id: str
    title: str
    number: int
    lines: tuple[str, ...]
    rows: tuple[Shown, ...]
    removed: tuple[Row, ...]
    changed: bool
    text_changed: bool
    edited: bool

    @property
    def asked(self) -> int:
        return sum(bool(each.row["asked"]) for each in self.rows)

    @property
    def unasked(self) -> int:
        return len(self.rows) - self.asked


@dataclass(frozen=True, slots=True)
class Assumption:
    """`how`: what can be said instead: words, number, kind, or nothing (only confirmed); `tax_unsaid`: a sum of which
    it is not known whether tax is in it."""

    code: str
    text: str
    how: str
    tax_unsaid: bool = False


HOW = {
    "need.assume_trade": "words",
    "need.assume_headcount": "number",
    "need.assume_budget": "words",
    "need.assume_price": "words",
    "need.assume_setup": "words",
    "need.assume_setup_alone": "words",
    "need.assume_run": "words",
    "need.assume_currency": "words",
    "need.assume_currency_alone": "words",
    "need.assume_deadline": "words",
    "need.assume_kind": "kind",
    "need.assume_other": "kind",
    "need.assume_post": "",
    "need.assume_beside": "",
    "need.assume_left_over": "",
    "need.assume_apart": "",
    "need.assume_second": "",
    "need.assume_law": "",
}
"""Of every assumption that a document can state."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way of going about it, with its sum in euros and where its bar stands, in hundredths of the scale; no sum
    when nobody knows it."""

    id: str
    text: str
    low: int | None
    high: int | None
    what: str
    start: str
    width: str
    tick: str

    @property
    def name(self) -> str:
        return say(f"needs.way_{self.id}")

    @classmethod
    def of(cls, way: Row, most: int) -> "Way":
        if "likely" not in way:
            return cls(way["id"], way["text"], None, None, say(f"needs.way_unknown_{way['id']}"), "", "", "")
        low, likely, high = (int(way[name]) for name in ("low", "likely", "high"))
        days = way.get("days", (0, 0))
        what = say(f"needs.way_{way['id']}_what", low=days[0], high=days[1], likely=likely)
        start = 100 * low / most
        return cls(
            id=way["id"],
            text=way["text"],
            low=low,
            high=high,
            what=what,
            start=f"{start:.1f}",
            width=f"{max(100 * high / most - start, 1):.1f}" if high else "",
            tick=f"{min(100 * likely / most, 99):.1f}",
        )


@dataclass(frozen=True, slots=True)
class Lot:
    label: str
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """One version, beside the one before it."""

    version: NeedVersion
    before: NeedVersion | None
    changes: Changes = field(default_factory=Changes)

    @property
    def document(self) -> Row:
        written: Row = self.version.document
        return written

    @property
    def spoken(self) -> Language:
        return spoken(self.document.get("language"))

    @property
    def said_in(self) -> Language:
        """The language of the sentence."""
        return language_of(str(self.document.get("sentence", "")), self.spoken)

    @property
    def other_language(self) -> Language | None:
        """The language one may have expected the document in: its sentence's, or that of the page around it."""
        return next((each for each in (self.said_in, language()) if each != self.spoken), None)

    @property
    def language_told(self) -> str:
        its_own = "sentence" if self.spoken == self.said_in else "not_sentence"
        return say(f"needs.language_{its_own}_{self.spoken}")

    @property
    def asked(self) -> int:
        return sum(bool(row["asked"]) for row in self.document["requirements"])

    @property
    def unasked(self) -> int:
        return len(self.document["requirements"]) - self.asked

    @property
    def for_whom(self) -> list[Row]:
        """Facts that say who needs it, each with the words it was read in."""
        return [
            row for row in self.document["facts"] if row["id"] in {"sector", "headcount", "place", "budget", "deadline"}
        ]

    @property
    def ways(self) -> list[Row]:
        return list(self.document.get("ways", ()))

    @property
    def lots(self) -> bool:
        return len(self.ways) > 1

    @property
    def lots_shown(self) -> list["Lot"]:
        """Each lot with its ways beside each other, all bars on one scale."""
        most = max((way.get("high", 0) for lot in self.ways for way in lot["ways"]), default=1) or 1
        return [Lot(lot["label"], tuple(Way.of(way, most) for way in lot["ways"])) for lot in self.ways]

    @property
    def total(self) -> Row | None:
        """What buying is estimated at, over every lot, with where the figures come from; None when nobody knows."""
        buy = [next(way for way in lot["ways"] if way["id"] == "buy") for lot in self.ways]
        if not buy or any("likely" not in way for way in buy):
            return None
        sums = {name: sum(way[name] for way in buy) for name in ("low", "likely", "high")}
        first = self.ways[0]
        return {**sums, "year": first["year"], "quality": first["quality"]}

    @property
    def named_price(self) -> bool:
        """The budget was said: the scale of the choice stands on it."""
        return self.document["choice_rule"]["price"]["origin"] not in {OWN, UNKNOWN}

    @property
    def unknown_price(self) -> bool:
        """No budget was said and nobody knows what such a thing costs: the scale is for its owner to set."""
        return bool(self.document["choice_rule"]["price"]["origin"] == UNKNOWN)

    @property
    def guessed(self) -> bool:
        return self._assumes("need.assume_kind")

    @property
    def hires(self) -> bool:
        """A post is spoken of: it is written elsewhere, and bought nowhere."""
        return self._assumes("need.assume_post")

    def _assumes(self, code: str) -> bool:
        return any(assumed(line, self.spoken) == code for line in self.document["assumptions"])

    @property
    def first_unasked(self) -> list[Row]:
        """Dearest not to know first: the order of the document."""
        return [row for row in self.document["requirements"] if not row["asked"]][:FIRST_UNASKED]

    @property
    def questions(self) -> list[Row]:
        """The kinds of a second purchase are in the list beside its question: they are not said in its words too."""
        asked = said_in("need.which_second", self.spoken, words=_HOLE, choices=_HOLE).split(_HOLE)[1].rstrip()
        return [
            {**row, "text": "".join(str(row["text"]).partition(asked)[:2])} if row["id"] == SECOND_QUESTION else row
            for row in self.document["questions"]
        ]

    @property
    def kinds(self) -> list[tuple[str, str]]:
        """Every kind of need, for who says which it is."""
        found = ((kind.id, kind.label.said(self.spoken)) for kind in load().kinds.values())
        return sorted(found, key=lambda each: each[1])

    @property
    def answers(self) -> list[tuple[str, str, str]]:
        """What was answered: id, question, words."""
        told = {each.id: each.text.said(self.spoken) for each in load().questions}
        told |= {_KIND: say("needs.which_kind"), SECOND_QUESTION: say("needs.which_second")}
        for kind in load().kinds.values():
            told |= {each.id: each.text.said(self.spoken) for each in kind.questions}
        labels = dict(self.kinds)
        given = self.version.inputs["answers"]
        return [(name, told.get(name, name), labels.get(words, words)) for name, words in given.items()]

    @property
    def assumptions(self) -> list[Assumption]:
        return [
            Assumption(code, line, HOW[code], code in SUMS and tax_unsaid(self.document))
            for line in self.document["assumptions"]
            if (code := assumed(line, self.spoken)) is not None
        ]

    @property
    def parts(self) -> list[Part]:
        return list(self._parts())

    def _parts(self) -> Iterator[Part]:
        removed = self.document.get("removed", [])
        number = 0
        for section in self.document["sections"]:
            rows = [self._shown(row) for row in self.document["requirements"] if row["section"] == section["id"]]
            lines = tuple(line for line in str(section["text"]).split("\n") if line.strip())
            out = tuple(row for row in removed if row["section"] == section["id"])
            if not (rows or lines or out):
                continue
            number += 1
            text_changed = section["id"] in self.changes.sections
            gone = {row["id"] for row in out} & set(self.changes.removed)
            yield Part(
                id=section["id"],
                title=section["title"],
                number=number,
                lines=lines,
                rows=tuple(sorted(rows, key=lambda each: not each.row["asked"])),
                removed=out,
                changed=self.changes.touches(section["id"], self.document) or bool(gone),
                text_changed=text_changed,
                edited=bool(section.get("edited")),
            )

    def _shown(self, row: Row) -> Shown:
        if row["id"] in self.changes.added:
            return Shown(row, "new")
        parts = self.changes.changed.get(row["id"], ())
        if not parts or self.before is None:
            return Shown(row)
        old = next(each for each in self.before.document["requirements"] if each["id"] == row["id"])
        pieces = tuple(words_apart(old["text"], row["text"])) if "text" in parts else ()
        return Shown(row, "changed", pieces)

    @property
    def news(self) -> list[str]:
        """What the last change did, counted."""
        changes = self.changes
        counted = (
            ("needs.news_added", len(changes.added)),
            ("needs.news_changed", len(changes.changed)),
            ("needs.news_removed", len(changes.removed)),
            ("needs.news_sections", len(changes.sections)),
            ("needs.news_settled", len(changes.assumptions_gone)),
        )
        said = [say(code, n=n) for code, n in counted if n]
        return [*said, say("needs.news_rule")] if changes.rule else said


def page(version: NeedVersion, before: NeedVersion | None) -> DocumentPage:
    """Written in another language everything differs, and nothing was changed."""
    same = before is not None and before.document["language"] == version.document["language"]
    changes = compare(before.document, version.document) if before is not None and same else Changes()
    return DocumentPage(version, before, changes)


def what_changed(version: NeedVersion) -> str:
    """The sentence of a version, in the reader's language."""
    values = {name: _short(value) for name, value in version.values.items()}
    return say(version.what, **values)


def _short(value: Any) -> Any:
    if not isinstance(value, str) or len(value) <= 90:
        return value
    return value[:88].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"


@dataclass(frozen=True, slots=True)
class Beside:
    """One thing that two versions say, and how each says it."""

    title: str
    state: str
    old: str = ""
    new: str = ""
    pieces: tuple[tuple[str, str], ...] = ()


def beside(old: NeedVersion, new: NeedVersion) -> list[tuple[str, list[Beside]]]:
    """What differs, section by section; nothing of what is the same."""
    changes = compare(old.document, new.document)
    before = {row["id"]: row for row in old.document["requirements"]}
    after = {row["id"]: row for row in new.document["requirements"]}
    texts = {row["id"]: row["text"] for row in old.document["sections"]}
    found = []
    for section in new.document["sections"]:
        rows: list[Beside] = []
        if section["id"] in changes.sections:
            was = str(texts.get(section["id"], ""))
            pieces = tuple(words_apart(was, section["text"]))
            rows.append(Beside(say("needs.the_text"), "changed", was, section["text"], pieces))
        for name, parts in changes.changed.items():
            row = after[name]
            if row["section"] == section["id"]:
                one, other = (_all_of(each, parts) for each in (before[name], row))
                rows.append(Beside("", "changed", one, other, tuple(words_apart(one, other))))
        rows += [Beside("", "new", new=after[n]["text"]) for n in changes.added if after[n]["section"] == section["id"]]
        rows += [
            Beside("", "out", old=before[n]["text"]) for n in changes.removed if before[n]["section"] == section["id"]
        ]
        if rows:
            found.append((str(section["title"]), rows))
    if changes.rule:
        rows = list(_rule_beside(old.document, new.document))
        found.append((say("needs.rule_title"), rows))
    return found


def _all_of(row: Row, parts: tuple[str, ...]) -> str:
    words = {"level": "needs.level_", "flexibility": "needs.flexibility_"}
    return " · ".join(say(words[part] + row[part]) if part in words else str(row[part]) for part in parts)


def _rule_beside(old: Row, new: Row) -> Iterator[Beside]:
    for one, other in zip(old["choice_rule"]["criteria"], new["choice_rule"]["criteria"], strict=False):
        if one["points"] != other["points"]:
            was, now = (say("needs.points", n=row["points"]) for row in (one, other))
            yield Beside(other["label"], "changed", was, now, tuple(words_apart(was, now)))
    prices = [each["choice_rule"]["price"] for each in (old, new)]
    if (prices[0]["floor"], prices[0]["ceiling"]) != (prices[1]["floor"], prices[1]["ceiling"]):
        was, now = (say("needs.bounds", low=each["floor"], high=each["ceiling"]) for each in prices)
        yield Beside(say("needs.bounds_title"), "changed", was, now, tuple(words_apart(was, now)))
    if prices[0].get("tax", "excl") != prices[1].get("tax", "excl"):
        was, now = (say(f"needs.tax_{each.get('tax', 'excl')}") for each in prices)
        yield Beside(say("needs.field_tax"), "changed", was, now, tuple(words_apart(was, now)))
    known = [_texts(each) for each in (old, new)]
    out = [each["choice_rule"]["eliminatory"] for each in (old, new)]
    for name in out[1]:
        if name not in out[0]:
            yield Beside("", "new", new=say("needs.eliminates", text=known[1][name]))
    for name in out[0]:
        if name not in out[1]:
            yield Beside("", "out", old=say("needs.eliminates", text=known[0][name]))


def _texts(document: Row) -> dict[str, str]:
    """Of every requirement, taken out or not."""
    return {row["id"]: row["text"] for row in (*document["requirements"], *document.get("removed", []))}


def shares(rule: Row) -> list[tuple[Row, int]]:
    """Each criterion with its share of the whole, in percent."""
    return list(zip(rule["criteria"], in_whole([row["points"] for row in rule["criteria"]]), strict=True))
