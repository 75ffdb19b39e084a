"""Which replies are one person's: what is certain is merged and shown, what is probable is proposed to the owner.

All replies of a call are looked at together, so that neither their order nor a stranger among them changes a group:

- a contact joins those who hold it, as long as no two names among them disagree; where some do (an agency's phone),
  it joins equal names only;
- an account of one network joins always;
- the same words joins those whose names do not disagree, alike words those of the same full name;
- a name joins nobody: it proposes. So does a short form of it with the same town or alike words;
- what comes by the form of a call joins nobody, since anybody may write any name and any address there: each proposes,
  and a shared mail whatever the names. An address that its sender showed to be his joins as any other.

The owner's answer wins: a yes joins, a no keeps two groups apart and proposes them no more.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import pairwise

from orchestre.reading.normal import Prepared, fold, folded_words, prepare
from orchestre.replies.duplicates import ENOUGH_WORDS, FEW_WORDS, LOOKED_AT, NO_ANSWERS, SAME_HAND
from orchestre.replies.extract import Extract, Kind
from orchestre.replies.identity import Mark, is_full, name_marks, names_agree, short_names, shown_name, writer
from orchestre.replies.likeness import ALIKE, likeness
from orchestre.replies.persons import CERTAIN, Answers, People, SamePerson, Shared, Sign
from orchestre.replies.reply import Reply

FEWEST_WORDS = 4
"""A shared run of fewer words is no evidence."""


@dataclass(frozen=True)
class _Writer:
    """One reply and what tells who wrote it."""

    reply: Reply
    extract: Extract
    name: str
    contacts: tuple[Mark, ...]
    proving: tuple[Mark, ...]
    """Those of the contacts that make it certain."""
    names: tuple[Mark, ...]

    @classmethod
    def of(cls, reply: Reply, extract: Extract) -> "_Writer":
        name, contacts, proving = writer(reply, extract)
        if extract.kind is Kind.SPAM:
            return cls(reply, extract, "", contacts, proving, ())
        return cls(reply, extract, name, contacts, proving, tuple(name_marks(reply, extract, name)))

    @cached_property
    def ready(self) -> Prepared:
        return prepare(self.reply.text)

    @cached_property
    def words(self) -> list[str]:
        return folded_words(self.reply.text)

    @cached_property
    def form(self) -> str:
        """What exact copies share; "" for a few words, which many people write."""
        if len(self.words) <= FEW_WORDS:
            return ""
        answered = self.reply.answers
        return " ".join(self.words) + (f" who answered {answered}" if answered else "")

    @cached_property
    def short(self) -> frozenset[str]:
        return frozenset(short_names(self.name))

    @cached_property
    def pairs(self) -> frozenset[tuple[str, str]]:
        return frozenset(pairwise(self.words))

    @cached_property
    def towns(self) -> Mapping[str, str]:
        return {} if self.extract.kind is Kind.REFERRAL else {fold(town): town for town in self.extract.location}

    def alike(self, other: "_Writer") -> float:
        return likeness(self.pairs, other.pairs)


def same_person(earlier: tuple[Reply, Extract], later: tuple[Reply, Extract]) -> SamePerson | None:
    """What makes two replies one person's, or null when nothing does."""
    return _link(_Writer.of(*earlier), _Writer.of(*later))


def _link(one: _Writer, other: _Writer) -> SamePerson | None:
    shared = list(_shared(one.contacts, other.contacts))
    proved = list(_shared(one.proving, other.proving))
    agree = names_agree(one.name, other.name)
    certain = any(each.sign is Sign.AUTHOR_ID or (agree and each.sign in CERTAIN) for each in proved)
    certain = certain or (agree and _same_letter(one, other))
    if not certain and not _maybe(one, other, shared, agree=agree):
        return None
    return SamePerson(one.reply.id, other.reply.id, certain, tuple(shared) + _evidence(one, other))


def _maybe(one: _Writer, other: _Writer, shared: Sequence[Shared], *, agree: bool) -> bool:
    if _by_form(one, other) and any(each.sign is Sign.EMAIL or agree for each in shared):
        return True
    if not agree:
        return False
    if any(_shared(one.names, other.names)) or _short_form(one, other):
        return True
    return _by_form(one, other) and len(one.words) > FEW_WORDS and one.words == other.words


def _by_form(one: _Writer, other: _Writer) -> bool:
    return one.reply.by_form or other.reply.by_form


def _same_letter(one: _Writer, other: _Writer) -> bool:
    """The same words, or an edited copy under the same full name."""
    if one.form and one.form == other.form:
        return True
    if _by_form(one, other):
        return False
    words = min(len(one.words), len(other.words))
    return one.name == other.name and is_full(one.name) and words >= ENOUGH_WORDS and one.alike(other) >= ALIKE


def _shared(marks: Sequence[Mark], others: Sequence[Mark]) -> Iterator[Shared]:
    by_key = {mark.key: mark for mark in marks}
    for mark in others:
        held = by_key.get(mark.key)
        if held is not None:
            yield Shared(mark.sign, held.words, mark.words)


def _short_form(one: _Writer, other: _Writer) -> bool:
    """Whether the two names are forms of one, and the town or the words say so too."""
    if one.short.isdisjoint(other.short):
        return False
    return not one.towns.keys().isdisjoint(other.towns) or one.alike(other) >= SAME_HAND


def _evidence(one: _Writer, other: _Writer) -> tuple[Shared, ...]:
    """Name, town and words that both have, as they are written."""
    found: list[Shared] = []
    if one.name and other.name and names_agree(one.name, other.name):
        found.append(Shared(Sign.NAME, shown_name(one.reply, one.extract), shown_name(other.reply, other.extract)))
    found += [Shared(Sign.TOWN, town, other.towns[key]) for key, town in one.towns.items() if key in other.towns]
    if one.alike(other) >= SAME_HAND:
        run = SequenceMatcher(None, one.words, other.words, autojunk=False).find_longest_match()
        if run.size >= FEWEST_WORDS:
            found.append(Shared(Sign.WORDS, _quoted(one, run.a, run.size), _quoted(other, run.b, run.size)))
    return tuple(found)


def _quoted(writer: _Writer, first: int, count: int) -> str:
    words = writer.ready.words
    start, end = writer.ready.span(words[first].start, words[first + count - 1].end)
    return writer.reply.text[start:end]


class _Groups:
    """Which replies are one person's, by number; two groups the owner told apart are never joined."""

    def __init__(self, count: int, apart: Iterable[tuple[int, int]]) -> None:
        self._above = list(range(count))
        self._apart = list(apart)

    def one(self, number: int) -> int:
        """The first reply of the person."""
        above = self._above
        while above[number] != number:
            above[number] = above[above[number]]
            number = above[number]
        return number

    def told_apart(self, one: int, other: int) -> bool:
        persons = {self.one(one), self.one(other)}
        return any({self.one(a), self.one(b)} == persons for a, b in self._apart)

    def join(self, one: int, other: int) -> bool:
        """Whether they were two until now."""
        one, other = sorted((self.one(one), self.one(other)))
        if one == other or self.told_apart(one, other):
            return False
        self._above[other] = one
        return True


def people(replies: Iterable[tuple[Reply, Extract]], answers: Answers = NO_ANSWERS) -> People:
    """Who wrote twice among these replies, in the order of arrival. Ids are each one's own."""
    rows = [_Writer.of(reply, extract) for reply, extract in replies]
    number_of = {row.reply.id: number for number, row in enumerate(rows)}
    said = [
        (min(pair), max(pair), same)
        for (one, other), same in answers.items()
        if one in number_of and other in number_of and one != other
        for pair in ((number_of[one], number_of[other]),)
    ]
    groups = _Groups(len(rows), [(one, other) for one, other, same in said if not same])
    merged = [_said(rows[one], rows[other]) for one, other, same in said if same and groups.join(one, other)]
    for one, other in _certain_pairs(rows):
        if groups.join(one, other) and (link := _link(rows[one], rows[other])):
            merged.append(link)
    proposed: dict[tuple[int, int], SamePerson] = {}
    for one, other in sorted(_probable_pairs(rows)):
        persons = groups.one(one), groups.one(other)
        pair = (min(persons), max(persons))
        if persons[0] == persons[1] or pair in proposed or groups.told_apart(one, other):
            continue
        link = _link(rows[one], rows[other])
        if link is not None and not link.certain:
            proposed[pair] = link
    by_person: dict[int, list[str]] = {}
    for number, row in enumerate(rows):
        by_person.setdefault(groups.one(number), []).append(row.reply.id)
    return People(
        tuple(sorted(merged, key=lambda link: number_of[link.with_])),
        tuple(proposed.values()),
        tuple(_said(rows[one], rows[other]) for one, other, same in said if not same),
        tuple(tuple(ids) for ids in by_person.values() if len(ids) > 1),
    )


def proposals(replies: Iterable[tuple[Reply, Extract]], answers: Answers = NO_ANSWERS) -> tuple[SamePerson, ...]:
    """What waits for the owner's answer, one for each two persons that may be one."""
    return people(replies, answers).proposed


def _said(one: _Writer, other: _Writer) -> SamePerson:
    """What the owner answered, with what spoke for it; names where nothing did."""
    link = _link(one, other)
    names = Shared(Sign.SAID, shown_name(one.reply, one.extract), shown_name(other.reply, other.extract))
    return SamePerson(one.reply.id, other.reply.id, True, (names, *(link.evidence if link else ())))


def _holders(marks: Iterable[tuple[int, str]]) -> list[list[int]]:
    found: dict[str, list[int]] = {}
    for number, key in marks:
        found.setdefault(key, []).append(number)
    return [numbers for numbers in found.values() if len(numbers) > 1]


def _certain_pairs(rows: Sequence[_Writer]) -> Iterator[tuple[int, int]]:
    """Accounts first, then what several people may hold: contacts and words, where no two names disagree."""
    accounts = ((n, m.key) for n, row in enumerate(rows) for m in row.proving if m.sign is Sign.AUTHOR_ID)
    for numbers in _holders(accounts):
        yield from ((numbers[0], other) for other in numbers[1:])
    held = ((n, m.key) for n, row in enumerate(rows) for m in row.proving if m.sign is not Sign.AUTHOR_ID)
    words = ((n, row.form) for n, row in enumerate(rows) if row.form)
    for numbers in (*_holders(held), *_holders(words)):
        names = {rows[number].name for number in numbers} - {""}
        if len(names) <= LOOKED_AT and all(names_agree(one, other) for one in names for other in names):
            yield from ((numbers[0], other) for other in numbers[1:])
        else:
            for same in _holders((number, rows[number].name) for number in numbers if rows[number].name):
                yield from ((same[0], other) for other in same[1:])
    for numbers in _holders((n, row.name) for n, row in enumerate(rows) if is_full(row.name)):
        for at, other in enumerate(numbers):
            yield from ((n, other) for n in numbers[max(0, at - LOOKED_AT) : at] if _same_letter(rows[n], rows[other]))


def _probable_pairs(rows: Sequence[_Writer]) -> set[tuple[int, int]]:
    found = _form_pairs(rows)
    for numbers in _holders((n, mark.key) for n, row in enumerate(rows) for mark in row.names):
        found.update((numbers[0], other) for other in numbers[1:])
    for numbers in _holders(
        (n, f"{one} in {_call(row)}") for n, row in enumerate(rows) for one in short_names(row.name)
    ):
        for at, other in enumerate(numbers):
            for number in numbers[max(0, at - LOOKED_AT) : at]:
                if rows[number].name != rows[other].name and names_agree(rows[number].name, rows[other].name):
                    found.add((number, other))
    return found


def _form_pairs(rows: Sequence[_Writer]) -> set[tuple[int, int]]:
    """What came by the form, each with the first who has the same contact or words, and the first of the same name."""
    if not any(row.reply.by_form for row in rows):
        return set()
    found: set[tuple[int, int]] = set()
    contacts = ((n, m.key) for n, row in enumerate(rows) for m in row.contacts)
    words = ((n, " ".join(row.words)) for n, row in enumerate(rows) if len(row.words) > FEW_WORDS)
    for numbers in (*_holders(contacts), *_holders(words)):
        first: dict[str, int] = {}
        for number in numbers:
            of_name = first.setdefault(rows[number].name, number)
            for other in {numbers[0], of_name} - {number}:
                if _by_form(rows[number], rows[other]):
                    found.add((other, number))
    return found


def _call(row: _Writer) -> str:
    return row.reply.call_id or row.reply.source.file
