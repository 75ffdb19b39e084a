"""The filters as the page shows them: what can be chosen, what is on, and what the words found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from orchestre.basics import typography
from orchestre.reading.place_names import place_in
from orchestre.replies.search import Term
from orchestre_web.calls.shown import channel_words
from orchestre_web.shortlist import queries
from orchestre_web.shortlist.actions import Standing
from orchestre_web.shortlist.filters import NAMES, OF_LISTS, Filters
from orchestre_web.shortlist.shown.names import plain_name, query, shortened
from orchestre_web.shortlist.shown.sight import Sight
from orchestre_web.site.words import language, say

ELSEWHERE = 20
"""Replies outside the ranking that hold the words, named at most."""


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Field:
    """One filter of the form. `kind`: words, whole, list or yes; `options`: of a list, the empty one first."""

    name: str
    kind: str
    label: str
    value: str
    on: bool
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter that is on, and the address without it."""

    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Elsewhere:
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Sieve:
    """What a filter does to the list. `found`: of each word, what it was taken for, or that nobody says it."""

    chips: tuple[Chip, ...]
    count: int
    of: int
    without: str
    words: tuple[str, ...]
    elsewhere: tuple[Elsewhere, ...]
    elsewhere_count: int

    @property
    def on(self) -> bool:
        return bool(self.chips)


def fields(standing: Standing, filters: Filters) -> dict[str, Field]:
    """Every filter; a list that has one value only is left out unless it is on."""
    options: Mapping[str, Sequence[Any]] = standing.table.summary.get("options", {})
    known: dict[str, Field] = {}
    for name, address in NAMES.items():
        value = getattr(filters, name)
        label = say(f"board.filter_{name}")
        if name in OF_LISTS:
            values = [(str(each), int(count)) for each, count in options.get(OF_LISTS[name], ())]
            if len(values) < 2 and not value:
                continue
            known[name] = Field(address, "list", label, value, bool(value), _options(name, values, value))
        elif name == "price":
            every = [Option("", say("board.filter_any"), not value)]
            every += [Option(each, say(f"board.filter_price_{each}"), value == each) for each in ("dit", "non")]
            known[name] = Field(address, "list", label, value, bool(value), tuple(every))
        elif name == "known":
            most = len(standing.read.scales.criteria)
            every = [Option("", say("board.filter_any"), not value)]
            every += [Option(str(n), say("board.filter_known_n", n=n, of=most), value == n) for n in range(1, most + 1)]
            known[name] = Field(address, "list", label, str(value or ""), bool(value), tuple(every))
        else:
            kind = "yes" if isinstance(value, bool) else "whole" if isinstance(value, int) else "words"
            known[name] = Field(address, kind, label, str(value) if value else "", bool(value))
    return known


def _options(name: str, values: Sequence[tuple[str, int]], value: str) -> tuple[Option, ...]:
    shown = [Option("", say("board.filter_any"), not value)]
    counted = typography.number
    shown += [
        Option(each, f"{in_words(name, each)} ({counted(count, language())})", each == value) for each, count in values
    ]
    if value and value not in {each for each, _ in values}:
        shown.append(Option(value, in_words(name, value), chosen=True))
    return tuple(shown)


_LANGUAGES = frozenset({"fr", "en", "es", "de", "it", "nl", "pt", "unknown"})
_PROVIDERS = frozenset({"company", "independent", "student", "unknown"})


def in_words(name: str, value: str) -> str:
    """One value of one list, as a reader says it."""
    if name == "place":
        return place_in(language(), value)
    if name == "language":
        return say(f"calls.language_{value}") if value in _LANGUAGES else value
    if name == "provider":
        return say(f"board.provider_{value}") if value in _PROVIDERS else value
    return channel_words(value) if name == "channel" else value


def sieve(standing: Standing, seen: Sight, points: Mapping[str, int]) -> Sieve:
    filters, found = seen.filters, seen.found
    board = reverse("shortlist:board", args=[standing.call.pk])
    own = query(points) if dict(points) != standing.points else ""

    def address(other: Filters) -> str:
        asked = "&".join(filter(None, (own, other.query())))
        return f"{board}?{asked}#list" if asked else f"{board}#list"

    chips = tuple(
        Chip(_chip(standing, name, value), address(filters.without(name))) for name, value in filters.on.items()
    )
    outside = found.asked.elsewhere
    named = queries.replies_named(standing.call, outside[:ELSEWHERE]) if outside else []
    return Sieve(
        chips=chips,
        count=found.count,
        of=len(standing.table),
        without=address(Filters(unfolded=filters.unfolded)),
        words=tuple(filter(None, map(_found, found.asked.terms))),
        elsewhere=tuple(
            Elsewhere(
                shortened(plain_name(each.author) if each.author else say("calls.reply_nobody"), 40),
                reverse("calls:reply", args=[standing.call.pk, each.pk]),
            )
            for each in named
        ),
        elsewhere_count=len(outside),
    )


def _chip(standing: Standing, name: str, value: str | int | bool) -> str:
    currency = standing.read.pricing.currency
    match name:
        case "low" | "high":
            return say(f"board.chip_{name}", amount=typography.money(int(value), language(), currency))
        case "known":
            return say("board.filter_known_n", n=int(value), of=len(standing.read.scales.criteria))
        case "price":
            return say(f"board.chip_price_{value}")
        case "words":
            return say("board.chip_words", words=str(value))
        case "remote" | "references" | "at_hand":
            return say(f"board.filter_{name}")
        case _:
            return say("board.chip_list", label=say(f"board.filter_{name}"), value=in_words(name, str(value)))


def _found(term: Term) -> str:
    if not term.words:
        return say("board.word_nowhere", word=term.asked)
    if term.instead:
        return say("board.word_instead", word=term.asked, instead=", ".join(term.instead))
    return ""
