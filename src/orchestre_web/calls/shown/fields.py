"""The text of a reply with its evidence marked, each value with its words."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from orchestre.reading.language import UNKNOWN
from orchestre.replies.corrections import BY_HUMAN
from orchestre_web.calls.shown.words import Document, availability_words, price_words, years_words
from orchestre_web.site.words import say

FIELDS = (
    "price",
    "years_experience",
    "availability",
    "location",
    "remote",
    "contact",
    "skills",
    "tools",
    "mentions",
    "language",
    "kind",
)
"""In the order of the page."""
CONTACTS = ("emails", "phones", "urls", "handles")
LISTS = ("location", *CONTACTS, "skills", "tools", "mentions")
"""Corrected as words with commas between them."""
_GROUP = dict.fromkeys(CONTACTS, "contact")

TO_CHECK = 0.8
"""A value read with less certainty is marked; everything else is plain: two signs are one too many for a tired eye."""
NEVER_COUNTED = 0.5
"""Not known to be often wrong (`reading.certainty`): only the price, which decides most, is marked then."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Consecutive words with the same marks. `labels`: the fields whose words end here; `anchors`: those that begin."""

    text: str
    field: str = ""
    anchors: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    field: str
    number: int

    @property
    def anchor(self) -> str:
        return f"mots-{self.field}-{self.number}"


@dataclass(frozen=True, slots=True)
class Line:
    """One value in words. `anchor` is where the text says it; "" when it does not."""

    text: str
    anchor: str = ""
    quote: str = ""
    to_check: bool = False
    """Read in a way that is often wrong: worth a look at the words."""


@dataclass(frozen=True, slots=True)
class Value:
    field: str
    lines: tuple[Line, ...]
    by_human: bool
    parts: tuple[str, ...]
    """The fields of the document it shows, each corrected on its own."""
    corrected: tuple[tuple[str, str], ...]
    """The same, each with what a list holds now, written with commas; "" for what is no list."""


def _marks(text: str, document: Document) -> list[_Mark]:
    marks, numbers = [], {}
    before = 0
    for name in CONTACTS:  # their lines follow each other on the page
        numbers[name], before = before, before + len(document[name])
    for name, spans in document.get("evidence", {}).items():
        field = _GROUP.get(name, name)
        if field not in FIELDS:
            continue
        for number, (start, end) in enumerate(spans, start=numbers.get(name, 0) + 1):
            said = text[max(start, 0) : end]
            if not any(character.isalnum() for character in said):
                continue
            # The kind of an offer is the sum of the rest: its words would only cover theirs.
            if field == "kind" and document["kind"] == "offer":
                continue
            first = start + len(said) - len(said.lstrip())
            marks.append(_Mark(first, first + len(said.strip()), field, number))
    return marks


def segments(text: str, document: Document) -> list[Segment]:
    """The text cut where a mark begins or ends. Of several marks on the same words the first field of FIELDS shows.

    >>> [(s.text, s.field) for s in segments("à 450 €/j", {"kind": "offer", "evidence": {"price": [[2, 9]]}})]
    [('à ', ''), ('450 €/j', 'price')]
    """
    marks = sorted(_marks(text, document), key=lambda mark: (FIELDS.index(mark.field), mark.start))
    cuts = sorted({0, len(text), *(m.start for m in marks), *(m.end for m in marks)})
    found = []
    for start, end in pairwise(cuts):
        over = [mark for mark in marks if mark.start <= start and end <= mark.end]
        found.append(
            Segment(
                text[start:end],
                over[0].field if over else "",
                tuple(mark.anchor for mark in over if mark.start == start),
                tuple(dict.fromkeys(mark.field for mark in over if mark.end == end)),
            )
        )
    return found


def values(text: str, document: Document) -> list[Value]:
    """Every field of the page, those that say nothing too: they can be corrected."""
    by_human = set(document.get(BY_HUMAN, ()))
    anchors: dict[str, list[_Mark]] = {}
    for mark in _marks(text, document):
        anchors.setdefault(mark.field, []).append(mark)
    written: dict[str, list[str]] = {
        "price": [price_words(each) for each in document["price"]],
        "years_experience": _some(years_words(document["years_experience"])),
        "availability": _some(availability_words(document["availability"])),
        "location": list(document["location"]),
        "remote": [] if document["remote"] == "unknown" else [say(f"calls.remote_{document['remote']}")],
        "contact": [each for name in CONTACTS for each in document[name]],
        "skills": list(document["skills"]),
        "tools": list(document.get("tools", ())),
        "mentions": list(document.get("mentions", ())),
        "language": [] if document["language"] == UNKNOWN else [say(f"calls.language_{document['language']}")],
        "kind": [say(f"calls.kind_{document['kind']}")],
    }
    found = []
    for field in FIELDS:
        parts = CONTACTS if field == "contact" else (field,)
        sure = [each for part in parts for each in _sure(document, part, by_human)]
        to_check = [one < TO_CHECK and (one != NEVER_COUNTED or field == "price") for one in sure]
        lines = tuple(_lines(text, written[field], anchors.get(field, []), to_check))
        corrected = tuple((part, ", ".join(document.get(part, ())) if part in LISTS else "") for part in parts)
        found.append(Value(field, lines, not by_human.isdisjoint(parts), parts, corrected))
    return found


ALWAYS_SHOWN = ("price", "years_experience", "availability")
"""What one asks for when it is missing."""


def goes_unsaid(value: Value) -> bool:
    """Whether a field can be folded away: nothing said, nothing corrected, and nothing one would ask for."""
    return not value.lines and not value.by_human and value.field not in ALWAYS_SHOWN


def _some(words: str) -> list[str]:
    return [words] if words else []


def _sure(document: Document, field: str, by_human: Collection[str]) -> list[float]:
    """How sure each value of a field is, 1 where nobody says: what a person said, what the source keeps apart."""
    value = document.get(field)
    count = len(value) if isinstance(value, list) else 1
    said = () if field in by_human else (document.get("confidence") or {}).get(field, ())
    return [*said, *[1.0] * count][:count]


def _lines(text: str, words: Sequence[str], marks: Sequence[_Mark], to_check: Sequence[bool]) -> Iterator[Line]:
    by_number = {mark.number: mark for mark in marks}
    for number, each in enumerate(words, start=1):
        mark = by_number.get(number)
        if mark:
            yield Line(each, mark.anchor, text[mark.start : mark.end], to_check[number - 1])
        else:
            yield Line(each, to_check=to_check[number - 1])
