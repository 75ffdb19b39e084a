"""What was not asked: relevance minus what was named, by the cost of not knowing.

The same mechanism serves the requirements of a need and the blind spots of an audit: a point is relevant because of
the kind of need, of the trade or of a fact; it is asked when the sentence names it; what is left is worth telling,
dearest first.
"""

from dataclasses import dataclass

from orchestre.knowledge import Kind, Knowledge, Requirement, find, holds

OWN, BY_TRADE, COMMON = 1.0, 0.95, 0.85
"""Relevance of a point of the kind itself, of one that trade or facts bring, of one that any such purchase has."""


@dataclass(frozen=True, slots=True)
class Point:
    """`source`: the kind or topic it comes from; `worth`: relevance x cost."""

    requirement: Requirement
    source: str
    relevance: float
    asked: bool

    @property
    def worth(self) -> float:
        return self.relevance * self.requirement.cost


def relevant_points(kind: Kind, tags: frozenset[str], sentence: str, known: Knowledge) -> list[Point]:
    """Every point that matters here, asked ones first, then by worth. `tags`: of the kind, trade and facts."""
    points = [
        Point(each, kind.id, OWN, bool(find(sentence, each.asked_by)))
        for each in kind.requirements
        if not each.when or holds(tags, each.when)
    ]
    chosen: dict[str, float] = {}
    for topic in known.topics.values():
        if topic.id not in kind.leaves and holds(tags, topic.relevant_when):
            without_trade = frozenset(kind.tags | {"any"})
            chosen[topic.id] = COMMON if holds(without_trade, topic.relevant_when) else BY_TRADE
    for name in list(chosen):
        for brought in known.topics[name].entails:
            if brought not in kind.leaves:
                chosen.setdefault(brought, COMMON)
    for name, relevance in chosen.items():
        each = known.topics[name].requirement
        points.append(Point(each, name, relevance, bool(find(sentence, each.asked_by))))
    return sorted(points, key=lambda point: (not point.asked, -point.worth))
