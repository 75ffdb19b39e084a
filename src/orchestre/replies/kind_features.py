"""What the model of the kinds looks at: the words of a reply, and signs of its shape beside the rules that hold.

Words are folded; every figure is `0`; a name is `Xx`, so that "Farid bosse" and "Nadia bosse" are one form.
"""

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, field

from orchestre.reading.contacts import Contacts
from orchestre.reading.normal import Prepared
from orchestre.reading.values import Availability, Found, Price, Remote, Unit, Years

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


def words_of(ready: Prepared, known: Container[str]) -> list[tuple[str, int, int]]:
    """The words as the model sees them, with their places in `ready.text`; `known` are the words that are no names."""
    text = ready.text
    words = ready.words
    if len(words) > MOST_WORDS:
        words = words[: MOST_WORDS - LAST_WORDS] + words[-LAST_WORDS:]
    found: list[tuple[str, int, int]] = []
    for start, end, folded in words:
        first = text[start]
        if first <= "9":
            form = "0" if folded.isdigit() else "0" + folded.lstrip("0123456789")
        elif first.isupper() and folded not in known and not (end - start > 1 and text[start:end].isupper()):
            form = NAME
        else:
            form = folded
        found.append((form, start, end))
    return found


def terms(seen: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """Single words, their beginnings, pairs, and the first words apart; each with its place."""
    found: list[tuple[str, int, int]] = []
    before, began = "^", 0
    for form, start, end in seen:
        found.append((form, start, end))
        if len(form) > 5:
            found.append((form[:5] + "*", start, end))
        found.append((f"{before} {form}", began, end))
        before, began = form, start
    if seen:
        found.append((before + " $", began, seen[-1][2]))
    return found


def persons(ready: Prepared) -> list[str]:
    """Who is spoken of, and how much: an offer says "I", an advertisement "we" and "you", a referral "she"."""
    persons_of = _PERSONS.get
    said = [person for word in ready.words if (person := persons_of(word[2])) is not None]
    count = {person: said.count(person) for person in ("me", "we", "you", "they")}
    found = [f"=says {person} {(times > 1) + (times > 4)}" for person, times in count.items() if times]
    found += [f"=never {person}" for person in ("me", "we") if not count[person]]
    if len(ready.words) > 30:
        found.append(f"=mostly {max(count, key=lambda person: count[person])}")
    return found


def signs(ready: Prepared) -> list[str]:
    """Signs of the shape: marks, length, emoji, a tag in brackets."""
    lower = ready.lower
    count = len(ready.words)
    found = {name for mark, name in _SIGNS if mark in lower}
    found.add(f"=size {sum(count > size for size in _SIZES)}")
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
    return sorted(found)
