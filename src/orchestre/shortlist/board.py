"""The table the scales work on, and everything that was read behind it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from orchestre.decision import Cells, GateState, Worths
from orchestre.shortlist.decision_file import ShortlistDecision
from orchestre.shortlist.facts import Reading
from orchestre.shortlist.notes import Note
from orchestre.shortlist.offers import Alternative, Folded, SetAside
from orchestre.shortlist.totals import Total


@dataclass(frozen=True, slots=True)
class Others:
    """Records that are not replies, counted by the reader: they belong to what came in. `no_text` by the codes of the
    replies room, with or without its name."""

    own: int = 0
    no_text: Mapping[str, int] = field(default_factory=dict)
    unreadable: int = 0


@dataclass(frozen=True, slots=True)
class Candidate:
    """An alternative with everything read about it. `readings` by criterion or gate fact; `gates` by gate key."""

    alternative: Alternative
    total: Total
    readings: Mapping[str, Reading]
    gates: Mapping[str, GateState]

    @property
    def id(self) -> str:
        return self.alternative.id


@dataclass(frozen=True, slots=True)
class Lasting:
    """Warnings that do not change with the weights, worked out once for a board. `criteria` by their key."""

    criteria: tuple[tuple[str, Note], ...] = ()
    rest: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Board:
    """`candidates` stand in the order of `cells.ids`; `gated` holds each removed offer with the gates it fails;
    `lasting` is empty while the board is being made."""

    decision: ShortlistDecision
    candidates: tuple[Candidate, ...]
    cells: Cells
    worths: Worths
    gated: tuple[tuple[Candidate, tuple[str, ...]], ...]
    set_aside: tuple[SetAside, ...]
    duplicates: tuple[Folded, ...]
    others: Others
    reference_date: date | None
    lasting: Lasting = field(default_factory=Lasting)

    def counts(self) -> dict[str, object]:
        """`read` is the sum of the rest."""
        set_aside = Counter(reply.kind.value for reply in self.set_aside)
        gated = Counter(gates[0] for _, gates in self.gated)
        parts: dict[str, object] = {
            "own": self.others.own,
            "no_text": {code.removeprefix("replies."): n for code, n in sorted(self.others.no_text.items())},
            "unreadable": self.others.unreadable,
            "duplicates": len(self.duplicates),
            "set_aside": dict(sorted(set_aside.items())),
            "gated": {gate.key: gated[gate.key] for gate in self.decision.scales.gates if gated[gate.key]},
            "ranked": len(self.candidates),
        }
        return {"read": sum(_count(part) for part in parts.values()), **parts}


def _count(part: object) -> int:
    return sum(part.values()) if isinstance(part, dict) else int(str(part))
