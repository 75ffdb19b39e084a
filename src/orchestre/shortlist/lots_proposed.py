"""Lots proposed from what the offers say: skills that few have together go apart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from orchestre.basics.typography import in_whole
from orchestre.decision.criteria import Label
from orchestre.shortlist.board import Board, Candidate
from orchestre.shortlist.decision_file import ShortlistDecision
from orchestre.shortlist.facts import FactKind
from orchestre.shortlist.notes import Note

TOGETHER = 0.5
"""Two skills go in one lot when more than this part of those who have the rarer also have the other."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """A lot the criteria suggest: `held` offers have all of it; `share` of the points of all lots proposed."""

    criteria: tuple[str, ...]
    held: int
    share: float


@dataclass(frozen=True, slots=True)
class Proposal:
    """`together`: offers that have every skill asked; `best`: how many skills the fullest offer has, of `skills`."""

    lots: tuple[Proposed, ...]
    offers: int
    together: int
    best: int
    skills: int

    def said(self, decision: ShortlistDecision, language: str) -> list[str]:
        """Why, then one line a lot."""
        values = {"together": self.together, "offers": self.offers, "best": self.best, "skills": self.skills}
        why = "shortlist.lots_proposed" if self.together else "shortlist.lots_proposed_nobody"
        lines = [Note(why, values).said(language)]
        for lot, share in zip(self.lots, in_whole([one.share for one in self.lots]), strict=True):
            labels = [decision.scales.criterion(key).label for key in lot.criteria]
            joined = Label("\u202f; ".join(one.fr for one in labels), "; ".join(one.en for one in labels))
            lines.append(
                Note("shortlist.lot_proposed", {"skills": joined, "held": lot.held, "share": share}).said(language)
            )
        return lines


def propose_lots(board: Board) -> Proposal | None:
    """Lots from the skills and terms that few offers hold together; None when they are mostly held together, when
    there are fewer than two, or when nobody speaks of any."""
    held = {key: [_has(one, key) for one in board.candidates] for key in skills_of(board.decision)}
    return lots_from(board.decision, held)


def skills_of(decision: ShortlistDecision) -> list[str]:
    """The skills and terms that count."""
    kinds = (FactKind.SKILL, FactKind.TERM)
    return [c.key for c in decision.scales.criteria if c.points and decision.facts[c.key].kind in kinds]


def _has(candidate: Candidate, key: str) -> bool:
    reading = candidate.readings.get(key)
    return reading is not None and reading.value is not None and reading.value.likely >= 0.5


def lots_from(decision: ShortlistDecision, held: Mapping[str, Sequence[bool]]) -> Proposal | None:
    """The same from who has each of `skills_of`, offer by offer."""
    holders = {key: {i for i, has in enumerate(each) if has} for key, each in held.items()}
    offers = max((len(each) for each in held.values()), default=0)
    spoken = {key: ids for key, ids in holders.items() if ids}
    groups: list[list[str]] = []
    for key, ids in spoken.items():
        near = [
            group
            for group in groups
            if all(len(ids & spoken[one]) > TOGETHER * min(len(ids), len(spoken[one])) for one in group)
        ]
        if near:
            near[0].append(key)
        else:
            groups.append([key])
    if len(groups) < 2:
        return None
    weights = {key: decision.scales.criterion(key).points for key in spoken}
    total = sum(weights.values())
    lots = tuple(
        Proposed(
            tuple(group),
            len(set.intersection(*(spoken[key] for key in group))),
            sum(weights[key] for key in group) / total,
        )
        for group in groups
    )
    counts = [sum(i in ids for ids in holders.values()) for i in range(offers)]
    together = sum(count == len(holders) for count in counts)
    return Proposal(lots, offers, together, max(counts), len(holders))
