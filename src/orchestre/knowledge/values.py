"""What the knowledge holds: topics, requirements, kinds of need, trades, figures. All frozen, read once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from orchestre.basics import Language, Range


@dataclass(frozen=True, slots=True)
class Both:
    """One sentence in both languages."""

    fr: str
    en: str

    def said(self, language: Language) -> str:
        return self.fr if language == "fr" else self.en


@dataclass(frozen=True, slots=True)
class Duty:
    """What a law asks. `since`: the day it applies from. `checked`: the day it was last held against a public page that
    tells of it, `against` (a ministry, a lawyer: never the official text yet); None, when it was written from memory.
    Never legal advice: the document has it confirmed."""

    law: str
    since: date
    source: str
    what: Both
    checked: date | None = None
    against: str = ""


@dataclass(frozen=True, slots=True)
class Requirement:
    """`level` is must, should or may; `flexibility` F0 (imperative) to F3 (very negotiable), as NF X50-151 grades it;
    `cost`: of not knowing it, 1 to 5; `when`: conditions on tags, any of which opens it (empty: always)."""

    id: str
    section: str
    level: str
    flexibility: str
    cost: int
    text: Both
    criterion: Both
    check: str
    why: Both
    asked_by: tuple[str, ...] = ()
    when: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """One node of the graph: what it is called, what it needs and brings, when it matters, what it asks."""

    id: str
    label: Both
    aliases: tuple[str, ...]
    needs: tuple[str, ...]
    entails: tuple[str, ...]
    relevant_when: tuple[str, ...]
    duties: tuple[Duty, ...]
    skills: tuple[str, ...]
    requirement: Requirement

    @property
    def cost(self) -> int:
        """Of not knowing, 1 to 5; its reason is `requirement.why`."""
        return self.requirement.cost


@dataclass(frozen=True, slots=True)
class Question:
    """`changes`: the requirements its answer rewrites; `slot`: the fact that answers it already."""

    id: str
    text: Both
    why: Both
    changes: tuple[str, ...]
    slot: str | None = None
    weight: float = 0


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its date. `quality`: "law" or "ours" (a range of our own: low quality)."""

    id: str
    label: Both
    unit: str
    value: Range[int]
    source: str
    year: int
    quality: str
    valid_until: date


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of need: how it is told, what it asks, what it costs, how one chooses, where it is announced."""

    id: str
    label: Both
    aliases: tuple[str, ...]
    verbs: tuple[str, ...]
    things: tuple[str, ...]
    tags: frozenset[str]
    absorbs: tuple[str, ...]
    leaves: tuple[str, ...]
    goal: Both
    usage: Both
    kpis: Both
    pitfalls_fr: tuple[str, ...]
    pitfalls_en: tuple[str, ...]
    setup: Figure
    run_month: Figure
    self_days: Figure
    train: Figure
    do_nothing: Both
    do_it_yourself: Both
    train_someone: Both
    choice: tuple[tuple[str, int], ...]
    channels: tuple[str, ...]
    requirements: tuple[Requirement, ...]
    questions: tuple[Question, ...]

    def pitfalls(self, language: Language) -> tuple[str, ...]:
        return self.pitfalls_fr if language == "fr" else self.pitfalls_en


@dataclass(frozen=True, slots=True)
class Trade:
    """How a trade is told, and the tags it opens. `hints` tell it only two at a time."""

    id: str
    label: Both
    aliases: tuple[str, ...]
    hints: tuple[str, ...]
    tags: frozenset[str]


@dataclass(frozen=True, slots=True)
class Criterion:
    id: str
    label: Both
    worst: Both
    best: Both


@dataclass(frozen=True, slots=True)
class Channel:
    id: str
    label: Both
    why: Both


@dataclass(frozen=True, slots=True)
class Knowledge:
    topics: dict[str, Topic]
    kinds: dict[str, Kind]
    trades: tuple[Trade, ...]
    figures: dict[str, Figure]
    criteria: dict[str, Criterion]
    channels: dict[str, Channel]
    checks: dict[str, Both]
    sections: dict[str, Both]
    questions: tuple[Question, ...]
    concepts: Mapping[str, tuple[str, ...]]
    """Words that tell the same thing to a reader of needs."""
