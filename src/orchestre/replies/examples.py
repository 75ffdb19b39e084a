"""What the owner says of a reply, beside what the rules read in it: what lessons are learnt from."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from orchestre.reading.normal import Prepared, prepare
from orchestre.reading.values import Price
from orchestre.replies.corrections import KEPT
from orchestre.replies.document import price_from_document
from orchestre.replies.extract import Extract, Kind
from orchestre.replies.extraction import extract
from orchestre.replies.reply import Reply

ENOUGH = 2
"""Corrections that a lesson needs, unless its words are exact."""


@dataclass(frozen=True, slots=True)
class Example:
    """A reply, what the rules read in it, and what the owner says of it (`corrections.check` by field, `kept` too)."""

    reply: Reply
    read: Extract
    held: Mapping[str, Any]

    @classmethod
    def of(cls, reply: Reply, held: Mapping[str, Any], *, reference_date: date | None = None) -> "Example":
        """Read without any lesson: what was learnt must not depend on what had been learnt."""
        reply = replace(reply, reference_date=reply.reference_date or reference_date)
        return cls(reply, extract(reply), held)

    @property
    def wanted_kind(self) -> str | None:
        """The kind the owner says, "-offer" when he only set it aside, None when he says nothing."""
        if "kind" in self.held:
            return str(self.held["kind"])
        kept = self.held.get(KEPT)
        return None if kept is None else Kind.OFFER.value if kept else f"-{Kind.OFFER.value}"

    @property
    def prices(self) -> tuple[Price, ...]:
        return tuple(map(price_from_document, self.held["price"]))


class Seen:
    """An example made ready once."""

    def __init__(self, example: Example) -> None:
        self.example = example
        self.id = example.reply.id
        self.ready: Prepared = prepare(example.reply.text).own_words()
        self.words = " " + " ".join(word.folded for word in self.ready.words) + " "

    def speaks_of(self, words: str) -> bool:
        return f" {words} " in self.words


class Votes:
    """Who says what under which words."""

    def __init__(self) -> None:
        self._said: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))

    def add(self, words: str, says: str, by: str) -> None:
        self._said[words][says].add(by)

    def agreed(self) -> Iterator[tuple[str, str, tuple[str, ...]]]:
        """(words, what all say, who), where nobody says otherwise."""
        for words, said in sorted(self._said.items()):
            if len(said) == 1:
                [(says, by)] = said.items()
                yield words, says, tuple(sorted(by))
