"""A reply as its page shows it: the text with its evidence marked, each value with its words."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from orchestre.basics import typography
from orchestre.reading.claims import Claim, ClaimType
from orchestre.reading.language import UNKNOWN
from orchestre.replies.corrections import BY_HUMAN
from orchestre.replies.lessons import Lessons
from orchestre.replies.sources import Role
from orchestre_web.calls.models import Call, Reply
from orchestre_web.site.words import language, say

Document = Mapping[str, Any]

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


def posted_on(posted_at: str) -> date | None:
    """The day a reply was sent, when its source said so in full.

    >>> posted_on("2026-10-12T10:03:49+02:00"), posted_on("3 sem.")
    (datetime.date(2026, 10, 12), None)
    """
    try:
        return date.fromisoformat(posted_at[:10])
    except ValueError:
        return None


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
        found.append(Value(field, lines, not by_human.isdisjoint(parts), parts))
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


@dataclass(frozen=True, slots=True)
class ShownClaim:
    """What the author says for himself, and the code of the sentence on what that proves. `others`: the claims that
    stay when this one is taken away, as the form posts them."""

    type: str
    words: str
    proves: str
    checkable: bool
    others: tuple[str, ...]


def claims(document: Document) -> list[ShownClaim]:
    """In the order of the text. Replies read before claims were known have none."""
    made = document.get("claims") or []
    posted = [f"{each['type']}|{int(each['checkable'])}|{each['words']}" for each in made]
    return [
        ShownClaim(
            each["type"],
            each["words"],
            Claim(ClaimType(each["type"]), each["words"], each["checkable"]).proves,
            each["checkable"],
            tuple(posted[:number] + posted[number + 1 :]),
        )
        for number, each in enumerate(made)
    ]


_CHANNELS = {
    "linkedin": "LinkedIn", "whatsapp": "WhatsApp", "youtube": "YouTube", "tiktok": "TikTok", "x": "X",
    "github": "GitHub", "hacker_news": "Hacker News", "hackernews": "Hacker News",
}  # fmt: skip
"""Networks that do not write their name as a plain word."""


def channel_words(channel: str) -> str:
    """A channel as its network writes it.

    >>> channel_words("linkedin"), channel_words("google_forms")
    ('LinkedIn', 'Google forms')
    """
    if channel == "email":
        return say("calls.channel_email")
    return _CHANNELS.get(channel.casefold()) or channel[:1].upper() + channel[1:].replace("_", " ")


def given_words(given: Mapping[str, str]) -> list[tuple[str, str]]:
    """What a source gives beside the text: a column of ours in words, another under the name its file has."""
    ours = {role.value for role in Role if role is not Role.ALIAS}
    return [(say(f"calls.column_{name}") if name in ours else name, value) for name, value in given.items()]


def shortened(words: str, most: int) -> str:
    """At most `most` characters, cut between two words where one can.

    >>> shortened("Refaire notre boutique", 16), shortened("Refaire", 16)
    ('Refaire notre…', 'Refaire')
    """
    if len(words) <= most:
        return words
    cut = words[: most - 1]
    return (cut.rpartition(" ")[0] or cut).rstrip(" ,;:.") + "…"


def price_words(price: Document) -> str:
    """An amount with its tax and unit, as one says it."""
    spoken = language()
    low, high = (None if price[name] is None else Decimal(str(price[name])) for name in ("amount_min", "amount_max"))
    currency, qualifier = price.get("currency"), price["qualifier"]
    if low is None and high is None:
        return say(f"calls.qualifier_{qualifier}")

    def written(amount: Decimal) -> str:
        if currency is None:
            return typography.percent(amount / 100, spoken, 0 if amount == int(amount) else 1)
        return typography.money(amount, spoken, currency)

    if low is not None and high is not None and low != high:
        amount = (
            typography.money_span(low, high, spoken, currency)
            if currency
            else say("calls.from_to", low=written(low), high=written(high))
        )
    elif low is None or qualifier == "up_to":
        amount = say("calls.price_up_to", amount=written(high if high is not None else low or Decimal(0)))
    elif high is None or qualifier == "from":
        amount = say("calls.price_from", amount=written(low))
    elif qualifier == "about":
        amount = say("calls.price_about", amount=written(low))
    else:
        amount = written(low)
    tax = {"excl": say("calls.tax_excl"), "incl": say("calls.tax_incl")}.get(price["tax"], "")
    unit = price.get("unit_raw") or (
        "" if price["unit"] in {"unknown", "percent"} else say(f"calls.per_{price['unit']}")
    )
    return " ".join(part for part in (amount, tax, unit) if part)


def years_words(years: float | None) -> str:
    return "" if years is None else say("calls.years", n=years)


def availability_words(availability: Document | None) -> str:
    if not availability:
        return ""
    parts = []
    if availability.get("immediate"):
        parts.append(say("calls.available_now"))
    if availability.get("start"):
        parts.append(say("calls.available_from", when=date.fromisoformat(availability["start"])))
    if availability.get("days_per_week"):
        parts.append(say("calls.available_days", n=availability["days_per_week"]))
    return ", ".join(parts) or str(availability.get("date_text") or "")


def corrected_words(field: str, value: Any) -> str:
    """The value of a correction, for the history."""
    match field:
        case "kept":
            written = say("calls.kept_true") if value else say("calls.kept_false")
        case "same_person":
            written = ", ".join(say("calls.same_yes" if same else "calls.same_no") for same in value.values())
        case "price":
            written = " · ".join(price_words(each) for each in value)
        case "years_experience":
            written = years_words(value)
        case "availability":
            written = availability_words(value)
        case "location" | "skills" | "tools" | "mentions" | "emails" | "phones" | "urls" | "handles":
            written = ", ".join(value)
        case "claims":
            written = " · ".join(each["words"] for each in value)
        case "remote":
            written = say(f"calls.remote_{value}")
        case "kind":
            written = say(f"calls.kind_{value}")
        case "language":
            written = say(f"calls.language_{value}")
        case _:
            written = say(f"calls.term_{value}")
    return written or say("calls.said_nothing")


def field_words(field: str) -> str:
    """What the page calls a field; a fact of the owner's keeps its own name."""
    return field.partition(":")[2] if ":" in field else say(f"calls.value_{field}")


@dataclass(frozen=True, slots=True)
class LessonLine:
    """A lesson on its page. `changed`: in how many replies it changed something."""

    id: str
    sentence: str
    on: bool
    changed: int
    learnt_from: tuple[Reply, ...]


def lesson_lines(call: Call, counts: Mapping[str, int], corrected: Mapping[str, Reply]) -> list[LessonLine]:
    off = frozenset(call.lessons_off)
    return [
        LessonLine(
            lesson.id,
            lesson.sentence(language()),
            lesson.id not in off,
            counts.get(lesson.id, 0),
            tuple(corrected[own_id] for own_id in lesson.learnt_from if own_id in corrected),
        )
        for lesson in Lessons.from_list(call.lessons).all
    ]


@dataclass(frozen=True, slots=True)
class Change:
    """A value that lessons read otherwise, in words."""

    field: str
    before: str
    after: str


def changes(reply: Reply) -> list[Change]:
    """What lessons changed in one reply; what it is sure of and where its words are is left out."""
    was = reply.learnt.get("was", {})
    return [
        Change(field, corrected_words(field, was[field]), corrected_words(field, reply.document[field]))
        for field in FIELDS
        if field in was
    ]
