"""What the model of the kinds looks at: the words of a reply, and signs of its shape beside the rules that hold.

Words are folded; every figure is `0`; a name is `Xx`, so that "Farid bosse" and "Nadia bosse" are one form.
"""

import re
from bisect import bisect_left
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from orchestre.reading.contacts import Contacts
from orchestre.reading.normal import Prepared, Word
from orchestre.reading.values import Availability, Found, Price, Remote, Unit, Years
from orchestre.replies.extract import Kind
from orchestre.replies.rules import rules

MOST_WORDS = 160
"""A long letter says what it is long before its end; beyond, only its last words are looked at."""
LAST_WORDS = 40
NAME = "Xx"

_SENTENCE_END = frozenset('.!?\n:;•-|(«"*')
_SIGNS: tuple[tuple[str, str], ...] = (
    ("€", "=money"),
    ("$", "=money"),
    ("£", "=money"),
    ("?", "=?"),
    ("!", "=!"),
    ("#", "=#"),
    ("%", "=%"),
    ("|", "=|"),
    ("•", "=list"),
    ("\n-", "=list"),
    ("...", "=..."),
    ("{", "={"),
    ("??", "=??"),
    (">", "=>"),
    ("http", "=link"),
    ("www.", "=link"),
)
_EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf\u2b50\u2b55]+")
_TAG = re.compile(r"\[ ?([a-z ]{2,20}) ?\]")
_PERSONS: dict[str, str] = {
    word: person
    for person, words in {
        "me": "je j me moi mon ma mes i my mine myself m",
        "we": "nous notre nos on we our ours us",
        "you": "tu te toi ton ta tes vous votre vos you your yours t",
        "they": "il elle ils elles lui leur eux son sa ses he she they him her them his their",
    }.items()
    for word in words.split()
}
_NO_ACT = frozenset(
    "replies.kind_" + name
    for name in (
        *("price", "years", "skills", "place", "remote", "availability", "contact"),
        *("long", "tells", "trade", "speaks_trade"),
    )
)
"""Reasons for an offer that whoever talks of his work gives too: they are no act of offering."""
_MOST_LEAD = 4
_SIZES = (1, 2, 3, 5, 8, 12, 20, 40, 80, 160)


@dataclass(frozen=True, slots=True)
class Facts:
    """What has already been read and tells something about the kind."""

    price: Sequence[Price] = ()
    contacts: Contacts = field(default_factory=Contacts)
    places: Sequence[Found] = ()
    skills: Sequence[Found] = ()
    years: Years | None = None
    availability: Availability | None = None
    remote: Remote = Remote.UNKNOWN
    given_price: bool = False
    automatic: bool = False
    """The mail says of itself that a program answered (Auto-Submitted: auto-replied)."""
    mass_mail: bool = False
    """The mail carries a way to unsubscribe, or is marked as bulk."""
    junk: bool = False
    """The mail box had put it among the unwanted."""
    bot: bool = False
    """The source marks the author as a program."""


def looked_words(ready: Prepared) -> Sequence[Word]:
    """The words the model looks at: all of them, or the first and the last of a long text."""
    words = ready.words
    return words if len(words) <= MOST_WORDS else words[: MOST_WORDS - LAST_WORDS] + words[-LAST_WORDS:]


def forms_of(text: str, words: Sequence[Word], known: Container[str]) -> list[str]:
    """The words as the model sees them; `known` are the words that are no names."""
    found: list[str] = []
    add = found.append
    for start, end, folded in words:
        first = text[start]
        if first.islower():
            add(folded)
        elif first <= "9":
            add("0" if folded.isdigit() else "0" + folded.lstrip("0123456789"))
        elif first.isupper() and folded not in known and not (end - start > 1 and text[start:end].isupper()):
            add(NAME)
        else:
            add(folded)
    return found


def terms(forms: Sequence[str]) -> set[str]:
    """Single words, their beginnings, pairs, and the first and the last word apart."""
    found = set(forms)
    if forms:
        found.update([form[:5] + "*" for form in forms if len(form) > 5])
        found.update(map(" ".join, pairwise(forms)))
        found.add("^ " + forms[0])
        found.add(forms[-1] + " $")
    return found


def placed_terms(forms: Sequence[str], words: Sequence[Word]) -> list[tuple[str, int, int]]:
    """The same terms, each with its place in the text: for showing what was decisive."""
    found = [(name, start, end) for form, (start, end, _) in zip(forms, words, strict=True)
             for name in (form, form[:5] + "*")]  # fmt: skip
    found += [(f"{forms[at]} {forms[at + 1]}", words[at].start, words[at + 1].end) for at in range(len(forms) - 1)]
    if forms:
        found.append(("^ " + forms[0], words[0].start, words[0].end))
        found.append((forms[-1] + " $", words[-1].start, words[-1].end))
    return found


def persons(ready: Prepared) -> list[str]:
    """Who is spoken of, and how much: an offer says "I", an advertisement "we" and "you", a referral "she"."""
    words = ready.words
    said = list(map(_PERSONS.get, [word[2] for word in words]))
    me, we, you, they = said.count("me"), said.count("we"), said.count("you"), said.count("they")
    found = [f"=says {person} {(times > 1) + (times > 4)}"
             for person, times in (("me", me), ("we", we), ("you", you), ("they", they)) if times]  # fmt: skip
    if not me:
        found.append("=never me")
    if not we:
        found.append("=never we")
    if len(words) > 30:
        most = max(me, we, you, they)
        found.append("=mostly " + ("me" if me == most else "we" if we == most else "you" if you == most else "they"))
    return found


def signs(ready: Prepared) -> list[str]:
    """Signs of the shape: marks, length, emoji, a tag in brackets."""
    lower = ready.lower
    count = len(ready.words)
    found = {name for mark, name in _SIGNS if mark in lower}
    found.add(f"=size {bisect_left(_SIZES, count)}")
    if not lower.isascii() and _EMOJI.search(lower):
        found.add("=emoji")
        if count <= 3:
            found.add("=emoji mostly")
    if "[" in lower:
        found.update(f"=[{tag}]" for tag in _TAG.findall(ready.folded))
    if "\n" in lower:
        found.add("=lines many" if lower.count("\n") > 4 else "=lines")
    if lower[:1] == "@":
        found.add("=@ first")
    if lower.rstrip().endswith("?"):
        found.add("=? last")
    if "\u00ab" in lower or '"' in lower:
        found.add("=quotes")
    return sorted(found) + persons(ready)


def fact_signs(facts: Facts) -> list[str]:
    """Signs of the values read: units and sizes of the prices, how many there are, which contacts, years, dates."""
    found: set[str] = set()
    for price in facts.price:
        found.add(f"=unit {price.unit.value}")
        found.add(f"=price {price.qualifier.value}")
        most = price.amount_max or price.amount_min
        if most is not None:
            found.add(f"=amount {len(str(int(most)))} {'year' if price.unit is Unit.YEAR else 'other'}")
    if facts.price:
        found.add(f"=prices {min(len(facts.price), 4)}")
    elif facts.given_price:
        found.add("=price given")
    contacts = facts.contacts
    for name, values in (
        ("mail", contacts.emails),
        ("phone", contacts.phones),
        ("url", contacts.urls),
        ("handle", contacts.handles),
        ("tag", contacts.tags),
    ):
        if values:
            found.add(f"={name} {min(len(values), 3)}")
    if facts.years:
        found.add("=years")
    if facts.availability:
        found.add("=available now" if facts.availability.immediate else "=available")
    if facts.skills:
        found.add(f"=skills {min(len(facts.skills), 4)}")
    if facts.places:
        found.add(f"=places {min(len(facts.places), 3)}")
    if facts.remote is not Remote.UNKNOWN:
        found.add(f"=remote {facts.remote.value}")
    found.update(source_signs(facts))
    return sorted(found)


def source_signs(facts: Facts) -> list[str]:
    """Signs the source itself gives; no labelled reply carries them, so `kind_model.HINTS` weighs them."""
    return [
        name
        for name, said in (
            ("=automatic", facts.automatic),
            ("=mass mail", facts.mass_mail),
            ("=junk", facts.junk),
            ("=bot", facts.bot),
        )
        if said
    ]


@cache
def _acts() -> frozenset[str]:
    """Codes of the rules by which somebody offers himself, in so many words."""
    return frozenset(rule.code for rule in rules()[0] if rule.kind is Kind.OFFER) - _NO_ACT


def balance(names: Iterable[str], points: Sequence[float], asks: bool) -> list[str]:
    """What is absent, and which kinds the rules weigh most: a price or a trade without any act of offering is a remark.

    `names` are the rules that hold, `points` what they give each kind, `asks` whether a question mark is there.
    """
    codes = {name.partition(" ")[0] for name in names}
    found: list[str] = []
    if codes.isdisjoint(_acts()):
        found += ["=no act", *sorted(f"=no act, {code.removeprefix('replies.kind_')}" for code in codes & _NO_ACT)]
        if asks:
            found.append("=no act, ?")
    if not codes:
        found.append("=no rule")
    first, second = sorted(range(len(points)), key=lambda kind: -points[kind])[:2]
    found.append(f"=first {first if points[first] > 0 else '-'} {second if points[second] > 0 else '-'}")
    found.append(f"=lead {first} {min(_MOST_LEAD, int(points[first] - points[second]))}")
    return found
