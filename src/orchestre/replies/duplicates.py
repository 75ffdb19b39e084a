"""The same thing said twice: exact copies, edited copies and templates, and the same person again.

Replies are fed in order, each points to an earlier one at most. No pair is compared without a reason:

- exact: the same normal form (folded words), by a hash;
- near: alike by their pairs of words (`replies.likeness`);
- person, certain: the same e-mail, phone, profile or handle where the names do not differ, or the same account;
- person, probable: the same full name in one call or one town, the same user name, or a short form of one name ("F.
  Garrigou") with the same town or alike words. It is said with `certain` false, and waits for the owner;
- what comes by the form of a call proves nothing of who sent it: its name and contacts are probable at best.

Answers of three words or fewer say nothing of who wrote them: only the same author repeats them.
A million replies stay in memory: about 500 bytes each by the size of its flat tables.
"""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import log10
from types import MappingProxyType
from zlib import crc32

import numpy as np
import numpy.typing as npt

from orchestre.reading.normal import Prepared, fold, folded_words
from orchestre.reading.values import Price
from orchestre.replies.extract import Duplicate, DuplicateType, Extract, Kind
from orchestre.replies.flat import HashTable, Texts, key_of
from orchestre.replies.identity import Mark, is_full, name_marks, names_agree, short_names, writer
from orchestre.replies.likeness import (
    Hashes,
    Likenesses,
    hashed,
    likeness,
    says_more,
    word_pairs,
)
from orchestre.replies.persons import Answers, Sign
from orchestre.replies.reply import Reply

FEW_WORDS = 3
ENOUGH_WORDS = 12
"""Shorter texts share their few words by chance: they are compared exactly only."""
SAME_HAND = 0.15
"""How alike two texts have to be for a short form of a name to propose one person. Strangers of one trade stay
below 0.05 mostly."""
LOOKED_AT = 40
"""How many earlier replies under the same short form of a name are looked at."""
NO_ANSWERS: Answers = MappingProxyType({})
Signature = npt.NDArray[np.uint32]

SAME_LETTER, MORE_EACH_TENFOLD, FEW_TEXTS = 0.3, 0.1, 300
"""How alike, by rarity, two texts by different or unknown people have to be among 300 texts or fewer (the most alike
strangers of the labelled sets reach 0.17), and how much more for ten times as many: chance has more tries."""
OWN_WORDS = 0.2
"""The share of own words in a row beyond which a text is no copy of another person's."""
NO_DOUBT = 0.75


def current(replies: Sequence[tuple[Reply, Extract]]) -> tuple[Reply, Extract]:
    """Which reply of one person stands: the latest offer that gives a price, else the latest offer, else the latest.

    Latest by `posted_at` when all of them have one, else by order. Raises ValueError when there is none.
    """
    if not replies:
        raise ValueError("no reply")
    dated = list(replies)
    if all(reply.posted_at for reply, _ in replies):
        dated.sort(key=lambda one: one[0].posted_at or "")
    offers = [one for one in dated if one[1].kind is Kind.OFFER]
    priced = [one for one in offers if any(_has_amount(price) for price in one[1].price)]
    return (priced or offers or dated)[-1]


def _has_amount(price: Price) -> bool:
    return price.amount_min is not None or price.amount_max is not None


def is_copy(alike: float, one: Hashes, other: Hashes, names: tuple[str, str], count: int) -> bool:
    """Whether two texts with this likeness, among `count`, are an edited copy or one letter.

    They are alike already (`likeness.ALIKE`): under one name, or a short form of it, that is enough. Between others it
    has to be higher and what differs has to be short: names and figures, not sentences.
    """
    if all(" " in name for name in names) and names_agree(*names):
        return True
    enough = SAME_LETTER + MORE_EACH_TENFOLD * log10(max(count, FEW_TEXTS) / FEW_TEXTS)
    return alike >= NO_DOUBT or (alike >= enough and not says_more(one, other, OWN_WORDS))


class DuplicateIndex:
    """Feed every reply in order with `add`. Only this grows while a million replies stream by.

    `answers`: what the owner said of two replies; it wins over what is read.
    """

    def __init__(self, answers: Answers = NO_ANSWERS) -> None:
        self._ids = Texts()
        self._exact = HashTable()
        self._persons = HashTable()
        self._near = Likenesses()
        self._first = array("I")
        """For each reply the number of its first copy; its own when it is one."""
        self._person = array("I")
        """For each reply the number of the first reply of the same person, as far as it is certain."""
        self._names = Texts()
        """For the first reply of a person the fullest name known of him; "" elsewhere and where none is given."""
        self._short = _ShortNames()
        self._by_form = bytearray()
        """For each reply whether it came by the form of a call."""
        self._answers = _answers_by_id(answers)
        self._answered: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._ids)

    def add(self, reply: Reply, extract: Extract, ready: Prepared | None = None) -> Duplicate | None:
        """The earlier reply this one repeats; null for a first copy."""
        number = len(self._ids)
        words = folded_words(reply.text) if ready is None else [word.folded for word in ready.words]
        name, contacts, proving = writer(reply, extract)
        answers = {
            self._answered[other]: same
            for other, same in self._answers.get(reply.id, {}).items()
            if other in self._answered
        }
        others = {self._person[other] for other, same in answers.items() if not same}
        keys, found = self._recognised(proving, name)
        said = [other for other, same in answers.items() if same and self._person[other] not in others]
        found += said
        person = min((other for other in found if self._person[other] not in others), default=None)
        exact = self._exact_copy(words, reply, name, number, person)
        if (
            person is None
            and exact is not None
            and self._person[exact] not in others
            and names_agree(name, self._names[self._person[exact]])
        ):
            person = exact  # the same words and no other name: the same person until somebody says otherwise
        near: int | None = None
        hashes: Hashes = ()
        if exact is None and len(words) >= ENOUGH_WORDS:
            whole, hashes = hashed(words)
            near = self._near_copy(hashes, whole, name, number)
        known_hand = near is not None and not reply.by_form and not self._by_form[near]
        if person is None and near is not None and known_hand and is_full(name) and self._person[near] not in others:
            # An edited copy under the same full name.
            person = near if name == self._names[self._person[near]] else None
        if extract.kind is Kind.SPAM:
            name = ""  # an advertisement is nobody's second word
        probable = _name_keys(reply, extract, name)
        perhaps = [key_of(f"perhaps {mark.key}") for mark in contacts]
        short = [key_of(f"{one} in {reply.call_id or reply.source.file}") for one in short_names(name)]
        maybe = None
        if person is None and exact is None and near is None and extract.kind is Kind.OFFER:  # a thanks repeats nothing
            # What those who are certain of a contact are found by: a form that names it may be theirs.
            held = [key_of(mark.key) for mark in contacts] if reply.by_form else []
            asked = (*probable, *perhaps, *held)
            found = [known for key in asked if (known := self._persons.get(key)) is not None]
            found += self._same_hand(short, hashes)
            maybe = self._first_agreeing(found, name, others)
        self._keep(reply, number, person, name, short)
        for key in (*keys, *probable, *(perhaps if reply.by_form else ())):
            if self._persons.get(key) is None:
                self._persons.put(key, number)
        copies = ((exact, DuplicateType.EXACT), (None if said else near, DuplicateType.NEAR))
        for copy, kind in copies:
            if copy is not None:
                first = self._first[copy]
                self._first.append(first)
                return Duplicate(self._ids[first], kind, self._person[first] not in others)
        if person is not None:
            self._first.append(self._first[self._person[number]])
            return Duplicate(self._ids[self._first[number]], DuplicateType.PERSON)
        self._first.append(number)
        if maybe is not None:
            return Duplicate(self._ids[self._first[self._person[maybe]]], DuplicateType.PERSON, certain=False)
        return None

    def _keep(self, reply: Reply, number: int, person: int | None, name: str, short: list[int]) -> None:
        self._ids.append(reply.id)
        self._names.append("")
        self._person.append(number if person is None else self._person[person])
        one = self._person[number]
        if len(name) > len(self._names[one]):
            self._names[one] = name
        self._short.add(number, short)
        self._by_form.append(reply.by_form)
        if reply.id in self._answers:
            self._answered[reply.id] = number

    def _recognised(self, proving: tuple[Mark, ...], name: str) -> tuple[list[int], list[int]]:
        """The keys this reply is to be found by, and the earlier replies that are certainly of the same person.

        A contact held by somebody of another name is kept together with the name: it is found by both.
        """
        keys: list[int] = []
        found: list[int] = []
        for mark in proving:
            key = key_of(mark.key)
            known = self._persons.get(key)
            if (
                known is not None
                and mark.sign is not Sign.AUTHOR_ID
                and not names_agree(name, self._names[self._person[known]])
            ):
                key = key_of(f"{mark.key} of {name}")
                known = self._persons.get(key)
            keys.append(key)
            if known is not None:
                found.append(known)
        return keys, found

    def _near_copy(self, hashes: Hashes, whole: Signature, name: str, number: int) -> int | None:
        for alike, other in self._near.find_and_add(whole, hashes, number):
            if is_copy(alike, hashes, self._near.of(other), (name, self._names[self._person[other]]), number):
                return other
        return None

    def _same_hand(self, short: list[int], hashes: Hashes) -> list[int]:
        """Earlier replies under a short form of the same name, written alike."""
        others = self._short.others(short) if hashes else []
        if not others:
            return []
        pairs = word_pairs(hashes)
        return [other for other in others if likeness(pairs, self._near.pairs(other)) >= SAME_HAND]

    def _first_agreeing(self, found: list[int], name: str, others: set[int]) -> int | None:
        persons = ((number, self._person[number]) for number in found)
        return min(
            (number for number, one in persons if one not in others and names_agree(name, self._names[one])),
            default=None,
        )

    def _exact_copy(self, words: list[str], reply: Reply, name: str, number: int, person: int | None) -> int | None:
        form = " ".join(words) or reply.text.strip()
        if len(words) <= FEW_WORDS:
            # "oui", "up", "intéressé, mp": many people write the same; the same author does so twice.
            if not name and person is None:
                return None
            form = f"{form} by {name or self._person[person or 0]}"
        if answers := reply.answers:
            form = f"{form} by {name} who answered {answers}"
        key = key_of(form)
        known = self._exact.get(key)
        if known is None:
            self._exact.put(key, number)
        return known

    def persons(self) -> dict[str, list[str]]:
        """Id of a person's first reply -> ids of all his replies in order; only persons with more than one, and only
        what is certain or was said by the owner. `current` says which of them stands.
        """
        grouped: dict[int, list[str]] = {}
        for number, person in enumerate(self._person):
            grouped.setdefault(person, []).append(self._ids[number])
        return {self._ids[person]: ids for person, ids in grouped.items() if len(ids) > 1}


def _answers_by_id(answers: Answers) -> Mapping[str, Mapping[str, bool]]:
    found: dict[str, dict[str, bool]] = {}
    for (one, other), same in answers.items():
        found.setdefault(one, {})[other] = same
        found.setdefault(other, {})[one] = same
    return found


def _name_keys(reply: Reply, extract: Extract, name: str) -> list[int]:
    """What may be found under the same name: all of it, or a short form of it in the same town."""
    keys = [key_of(mark.key) for mark in name_marks(reply, extract, name)]
    if extract.kind is not Kind.REFERRAL:
        keys += [key_of(f"{one} at {fold(town)}") for town in extract.location for one in short_names(name)]
    return keys


class _ShortNames:
    """The replies under each short form of a name ("zofia+m"), newest first: a chain of numbers through two columns."""

    def __init__(self) -> None:
        self._last = HashTable()
        self._before = (array("I"), array("I"))

    def add(self, number: int, short: list[int]) -> None:
        for slot, before in enumerate(self._before):
            if slot < len(short):
                before.append(self._last.get(short[slot]) or 0)
                self._last.put(short[slot], 2 * number + slot + 1)
            else:
                before.append(0)

    def others(self, short: list[int]) -> list[int]:
        found: list[int] = []
        for key in short:
            link, looked = self._last.get(key) or 0, 0
            while link and looked < LOOKED_AT:
                number, slot = divmod(link - 1, 2)
                found.append(number)
                link, looked = self._before[slot][number], looked + 1
        return found


class OwnIds:
    """Each reply of several sources gets an id of its own: two files may both have a reply "1".

    The first keeps the id of its source. The same id with other words gets a number ("1-2"); the very same reply
    again gets one too, and is an exact copy of the first.
    """

    def __init__(self) -> None:
        self._words = HashTable()
        """By the hash of an id already given, 32 bits of the fingerprint of its reply."""
        self._copies: dict[str, int] = {}
        """How many times an id came, for those that came more than once."""
        self._others: dict[tuple[str, int], str] = {}
        """The id given to other words under an id already taken."""

    def own(self, reply: Reply, fingerprint: str) -> tuple[Reply, Duplicate | None]:
        words = crc32(fingerprint.encode())
        first = self._words.get(key_of(reply.id))
        if first is None:
            self._words.put(key_of(reply.id), words)
            return reply, None
        copy = self._copies.get(reply.id, 1) + 1
        while self._words.get(key_of(f"{reply.id}-{copy}")) is not None:
            copy += 1
        self._copies[reply.id] = copy
        new = f"{reply.id}-{copy}"
        self._words.put(key_of(new), words)
        if first == words:
            return replace(reply, id=new), Duplicate(reply.id, DuplicateType.EXACT)
        known = self._others.setdefault((reply.id, words), new)
        return replace(reply, id=new), None if known is new else Duplicate(known, DuplicateType.EXACT)
