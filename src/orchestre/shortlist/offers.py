"""What becomes of a reply: an alternative of the ranking, a reply set aside, a repeat folded into another."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from orchestre.basics import Range
from orchestre.replies.extract import Duplicate, DuplicateType, Extract, Kind
from orchestre.replies.recommendation import Origin
from orchestre.replies.reply import Reply
from orchestre.shortlist.hand import Grade


@dataclass(frozen=True, slots=True)
class ReadReply:
    """One reply and what was read in it. `by_human`: fields of the extract the owner corrected. `values`: what he
    says a criterion is, by its key (1 and 0 for yes and no); it overrides the reading. `grades`: what people gave it,
    by the key of a criterion graded by hand, the newest first."""

    reply: Reply
    extract: Extract
    duplicate: Duplicate | None = None
    by_human: frozenset[str] = frozenset()
    values: Mapping[str, Range[float]] = field(default_factory=dict)
    grades: Mapping[str, tuple[Grade, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Alternative:
    """One offer. `id` is that of the first of its replies; `members` stand newest first."""

    id: str
    name: str
    members: tuple[ReadReply, ...]
    looks_like: str | None = None
    """Its words follow the same template as this offer's, and nothing says it is the same person."""
    origins: tuple[Origin, ...] = ()
    """Who recommended it when asked, each with the tie that was told."""
    noted_by: str = ""
    """Who typed in what is known of him: he works for the owner today and sent nothing himself."""


@dataclass(frozen=True, slots=True)
class SetAside:
    """A reply in the tray. `reasons` are codes of the replies room, strongest first."""

    id: str
    kind: Kind
    confidence: float
    reasons: tuple[str, ...]
    name: str


@dataclass(frozen=True, slots=True)
class Folded:
    """A reply that says again what offer (or set-aside reply) `into` says."""

    id: str
    into: str
    type: DuplicateType


@dataclass(frozen=True, slots=True)
class Sorted:
    alternatives: tuple[Alternative, ...]
    set_aside: tuple[SetAside, ...]
    duplicates: tuple[Folded, ...]
