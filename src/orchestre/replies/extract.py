"""What is read in one reply: the values, and the words each came from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from orchestre.basics import Span
from orchestre.reading.claims import Claim
from orchestre.reading.values import Availability, Price, Remote


class Kind(StrEnum):
    OFFER = "offer"
    REFERRAL = "referral"
    QUESTION = "question"
    CHATTER = "chatter"
    SPAM = "spam"


class DuplicateType(StrEnum):
    EXACT = "exact"
    NEAR = "near"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Extract:
    """Lists are never null. `evidence` maps a field's name to its spans in the text, in the order of the field's list.

    `kind_reasons` are codes of `messages.toml` (why this kind), strongest first.
    """

    kind: Kind
    kind_confidence: float
    language: str
    kind_reasons: tuple[str, ...] = ()
    price: tuple[Price, ...] = ()
    price_aside: tuple[Price, ...] = ()
    """Prices in the words of somebody who offers nothing (a remark, a question, a referral): they are another's. They
    become `price` when the owner says that the reply is an offer (`corrections.apply`)."""
    location: tuple[str, ...] = ()
    remote: Remote = Remote.UNKNOWN
    availability: Availability | None = None
    skills: tuple[str, ...] = ()
    tools: tuple[str, ...] = ()
    """Products and platforms among the skills, under one name each ("presta" -> "PrestaShop")."""
    years_experience: float | None = None
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    """People tagged or recommended, never the author."""
    claims: tuple[Claim, ...] = ()
    evidence: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    confidence: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    """For each field read in the text one number a value, in the order of the field's list (`reading.certainty`)."""


@dataclass(frozen=True, slots=True)
class Duplicate:
    """This reply repeats an earlier one. `of` is the id of the first copy.

    `certain` is false where the same person is only probable, or the owner said that these are two people: then
    nothing is folded (`replies.persons`).
    """

    of: str
    type: DuplicateType
    certain: bool = True
