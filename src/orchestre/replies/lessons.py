"""What one call has taught: a few plain lessons, and how each is used when a reply of that call is read.

A lesson is a value: what it speaks of, the words that call it up, what it then says, and the replies it was learnt
from. `orchestre.replies.learning` makes them, `extract(reply, lessons=...)` uses them. Without lessons nothing changes.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Any

from orchestre.basics.sentences import say
from orchestre.basics.typography import number
from orchestre.reading.lexicon import Names, find_names, index_names
from orchestre.reading.normal import Prepared, fold, prepare
from orchestre.reading.numbers import find_amounts
from orchestre.reading.terms import find_term
from orchestre.reading.values import Found, Price, Qualifier, Tax, TermState, Unit
from orchestre.replies.around import Around, around, is_bare
from orchestre.replies.extract import Kind
from orchestre.replies.kind_model import NOTHING_LEARNT, Adjustment

KIND_POINTS = 2.0
"""What one lesson adds to the log-odds of its kind; two corrections weigh two thirds of it, many nearly all (`weight`):
enough to turn a reply in doubt, not one that is plain."""
SURE = 0.9
"""Confidence of a value that the owner's own corrections taught; a person still has to look at it."""


class Topic(StrEnum):
    """What a lesson speaks of."""

    KIND = "kind"
    UNIT = "unit"
    """Words right after or before an amount give its unit, and make it a price."""
    BARE = "bare"
    """An amount without any word of unit, within a size, has this one."""
    NOT_PRICE = "not_price"
    CURRENCY = "currency"
    TAX = "tax"
    SKILL = "skill"
    NOT_SKILL = "not_skill"
    """A name that the owner takes away: it is something else in this call."""
    PLACE = "place"
    NOT_PLACE = "not_place"


def plain_words(value: str) -> str:
    """A name by its folded words alone, to compare.

    >>> plain_words("Saint-Étienne "), plain_words("C++")
    ('saint etienne', 'c++')
    """
    return " ".join(word.folded for word in prepare(value).words)


_SAID = (Topic.UNIT, Topic.BARE, Topic.TAX, Topic.KIND)


@dataclass(frozen=True, slots=True)
class Lesson:
    """`words`: folded, what calls it up; empty for what holds everywhere in the call. `says`: the unit, kind, tax or
    currency it then gives, or the name as written. `from_` to `upto`: the size of the amounts it speaks of.
    `learnt_from`: ids of the corrected replies, in order."""

    topic: Topic
    words: str
    says: str
    learnt_from: tuple[str, ...] = ()
    from_: Decimal | None = None
    upto: Decimal | None = None

    @property
    def id(self) -> str:
        """The same lesson learnt again has the same id: what was switched off stays so."""
        return f"{self.topic}:{self.words}:{self.says}"

    @property
    def effect(self) -> tuple[object, ...]:
        """Two lessons with the same effect read every text alike, whatever they were learnt from."""
        return self.id, self.from_, self.upto, self.weight if self.topic is Topic.KIND else 0

    def may_change(self, folded: str) -> bool:
        """Whether all its words stand in a folded text; one without words speaks of any text with a figure."""
        if not self.words:
            return any(char.isdigit() for char in folded)
        return all(word in folded for word in self.words.lstrip("<>").split())

    @property
    def weight(self) -> float:
        """Between 0 and 1, more with more corrections: n / (n + 1)."""
        return len(self.learnt_from) / (len(self.learnt_from) + 1)

    def sentence(self, language: str = "fr") -> str:
        """What it says, with the number of corrections it comes from."""
        said = self.says
        if self.topic in _SAID:
            what = Topic.UNIT if self.topic is Topic.BARE else self.topic
            said = say(f"replies.learnt_{what.value}_{said.replace('-', 'not_')}", language)
        low, high = (None if each is None else number(each, language) for each in (self.from_, self.upto))
        words = self.words.lstrip("<>")
        n = len(self.learnt_from)
        return say(f"replies.lesson_{self.topic.value}", language, words=words, says=said, n=n, low=low, high=high)

    def to_dict(self) -> dict[str, Any]:
        return {
            "topic": self.topic.value,
            "words": self.words,
            "says": self.says,
            "learnt_from": list(self.learnt_from),
            "from": None if self.from_ is None else str(self.from_),
            "upto": None if self.upto is None else str(self.upto),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Lesson":
        """Raises KeyError or ValueError on anything `to_dict` did not write."""
        low, high = data["from"], data["upto"]
        return cls(
            Topic(data["topic"]),
            data["words"],
            data["says"],
            tuple(data["learnt_from"]),
            None if low is None else Decimal(low),
            None if high is None else Decimal(high),
        )


@dataclass(frozen=True)
class Lessons:
    """The lessons of one call, in a fixed order. Two sets of the same lessons are equal."""

    all: tuple[Lesson, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.all)

    def without(self, ids: Iterable[str]) -> "Lessons":
        """Those that are not switched off."""
        off = frozenset(ids)
        return Lessons(tuple(lesson for lesson in self.all if lesson.id not in off)) if off else self

    def beside(self, other: "Lessons") -> "Lessons":
        """What stands in one of the two alone: where none of these may change a text, both read it alike."""
        mine, theirs = ({lesson.effect for lesson in one.all} for one in (self, other))
        return Lessons(tuple(lesson for lesson in (*self.all, *other.all) if lesson.effect in mine ^ theirs))

    def to_list(self) -> list[dict[str, Any]]:
        return [lesson.to_dict() for lesson in self.all]

    @classmethod
    def from_list(cls, rows: Iterable[Mapping[str, Any]]) -> "Lessons":
        return cls(tuple(map(Lesson.from_dict, rows)))

    def of(self, *topics: Topic) -> tuple[Lesson, ...]:
        return tuple(lesson for lesson in self.all if lesson.topic in topics)

    def may_change(self, folded: str) -> bool:
        """Whether one of them may speak of a text, folded: the cheap look that spares a reading."""
        return any(lesson.may_change(folded) for lesson in self.all)

    # How they are used

    @cached_property
    def adjustment(self) -> Adjustment:
        """For the sorting of kinds. "-offer": set aside by hand, whatever else it is."""
        points: dict[str, dict[Kind, float]] = {}
        for lesson in self.of(Topic.KIND):
            kind = Kind(lesson.says.removeprefix("-"))
            more = KIND_POINTS * lesson.weight * (-1 if lesson.says.startswith("-") else 1)
            points.setdefault(lesson.words, {})[kind] = more
        return Adjustment(points) if points else NOTHING_LEARNT

    @cached_property
    def currency(self) -> str | None:
        found = self.of(Topic.CURRENCY)
        return found[0].says if found else None

    @cached_property
    def _by_words(self) -> Mapping[str, Lesson]:
        return {lesson.words: lesson for lesson in self.of(Topic.UNIT)}

    @cached_property
    def _prices_too(self) -> bool:
        return bool(self.of(Topic.UNIT, Topic.BARE, Topic.NOT_PRICE, Topic.TAX, Topic.CURRENCY))

    def prices(self, ready: Prepared, read: Sequence[Price]) -> tuple[Price, ...]:
        """The prices of a text as this call says them, in its order."""
        if not self._prices_too:
            return tuple(read)
        vetoes, bare, tax = self.of(Topic.NOT_PRICE), self.of(Topic.BARE), self.of(Topic.TAX)
        kept: list[Price] = []
        refused: list[tuple[int, int]] = []
        for price in read:
            place = ready.place(price.span)
            near = around(ready, *place)
            if any(near.says(lesson.words) for lesson in vetoes):
                refused.append(place)
                continue
            kept.append(self._price(price, near, ready, bare, tax))
        kept += self._missed(ready, [*refused, *(ready.place(price.span) for price in kept)], kept)
        return tuple(sorted(kept, key=lambda price: price.span))

    def _price(
        self, price: Price, near: Around, ready: Prepared, bare: Sequence[Lesson], tax: Sequence[Lesson]
    ) -> Price:
        size = price.amount_max if price.amount_max is not None else price.amount_min
        if size is None:
            return price
        cue = next((self._by_words[cue] for cue in near.cues if cue in self._by_words), None)
        if cue is not None and price.unit in (Unit.PROJECT, Unit.UNKNOWN):
            price = self._with_unit(price, cue, near)
        elif is_bare(price, ready):
            for lesson in bare:
                if (lesson.from_ or 0) <= size <= (lesson.upto or size):
                    price = replace(price, unit=Unit(lesson.says), confidence=SURE)
        if tax and price.tax is Tax.UNKNOWN and not price.vat_exempt and price.unit is not Unit.PERCENT:
            price = replace(price, tax=Tax(tax[0].says))
        return price

    def _with_unit(self, price: Price, lesson: Lesson, near: Around) -> Price:
        unit = Unit(lesson.says)
        raw = near.after if unit is Unit.UNKNOWN else None
        return replace(price, unit=unit, unit_raw=raw or None, confidence=SURE)

    def _missed(self, ready: Prepared, taken: list[tuple[int, int]], read: Sequence[Price]) -> list[Price]:
        """Amounts that no rule took for a price, beside words that this call says of prices."""
        if not self._by_words:
            return []
        found = []
        for amount in find_amounts(ready.lower):
            if any(start < amount.end and amount.start < end for start, end in taken) or amount.spelled:
                continue
            near = around(ready, amount.start, amount.end)
            lesson = next((self._by_words[cue] for cue in near.cues if cue in self._by_words), None)
            if lesson is None or not ((lesson.from_ or 0) <= amount.value <= (lesson.upto or amount.value)):
                continue
            first = next((price.currency for price in read if price.currency), None)
            price = Price(
                amount.value, amount.value, first or self.currency or "EUR", Unit(lesson.says), Tax.UNKNOWN,
                Qualifier.EXACT, ready.span(amount.start, amount.end),
            )  # fmt: skip
            found.append(self._with_unit(price, lesson, near))
        return found

    @cached_property
    def _names(self) -> Mapping[Topic, Names]:
        return {topic: index_names(each.says for each in self.of(topic)) for topic in (Topic.SKILL, Topic.PLACE)}

    @cached_property
    def _refused(self) -> Mapping[Topic, frozenset[str]]:
        against = {Topic.SKILL: Topic.NOT_SKILL, Topic.PLACE: Topic.NOT_PLACE}
        return {topic: frozenset(lesson.words for lesson in self.of(other)) for topic, other in against.items()}

    def skills(self, ready: Prepared, read: tuple[Found, ...]) -> tuple[Found, ...]:
        """A learnt skill does not count where it is denied ("pas de Shopify")."""
        return self._named(Topic.SKILL, ready, read, lambda name: find_term(ready, (name,)).state is TermState.MET)

    def places(self, ready: Prepared, read: tuple[Found, ...]) -> tuple[Found, ...]:
        """A learnt place counts where it is written with a capital, as names are."""
        return self._named(Topic.PLACE, ready, read, lambda name: name[0].isupper())

    def _named(
        self, topic: Topic, ready: Prepared, read: tuple[Found, ...], counts: Callable[[str], bool]
    ) -> tuple[Found, ...]:
        refused, names = self._refused[topic], self._names[topic]
        kept = [one for one in read if plain_words(one.value) not in refused] if refused else list(read)
        if not names:
            return tuple(kept)
        known = {fold(one.value) for one in kept}
        for _, first, after in find_names(names, ready):
            start, end = ready.words[first].start, ready.words[after - 1].end
            span = ready.span(start, end)
            if fold(ready.text[start:end]) in known or not counts(ready.text[start:end]):
                continue
            if any(one.span[0] <= span[0] and span[1] <= one.span[1] for one in kept):
                continue
            kept = [one for one in kept if not (span[0] <= one.span[0] and one.span[1] <= span[1])]
            known.add(fold(ready.text[start:end]))
            kept.append(Found(ready.text[start:end], span, SURE))
        return tuple(sorted(kept, key=lambda one: one.span))


NO_LESSONS = Lessons()
