"""Who wrote twice: what two replies share, and whether that makes one person certain or only probable.

A certain link (same e-mail, phone, profile, handle or account, and no name that speaks against it) is folded and
shown. A probable one (same name, same way of writing) is proposed and waits for the owner: nobody's offer goes under
another's on a guess. What the owner answers wins over both.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Sign(StrEnum):
    """What two replies have in common. `SAID` is the owner's own answer."""

    EMAIL = "email"
    PHONE = "phone"
    PROFILE = "profile"
    HANDLE = "handle"
    AUTHOR_ID = "author_id"
    NAME = "name"
    TOWN = "town"
    WORDS = "words"
    SAID = "said"


CERTAIN = frozenset({Sign.EMAIL, Sign.PHONE, Sign.PROFILE, Sign.HANDLE, Sign.AUTHOR_ID, Sign.SAID})
"""One of these alone makes it certain, where the names do not differ. So do the same words, and alike words under the
same full name: the evidence then holds NAME and WORDS."""


@dataclass(frozen=True, slots=True)
class Shared:
    """One sign, in the words of the earlier reply (`of`) and of the later (`with_`), as they were written."""

    sign: Sign
    of: str
    with_: str


@dataclass(frozen=True, slots=True)
class SamePerson:
    """Two replies of one person: `of` is the id of the earlier, `with_` of the later. Evidence is never empty."""

    of: str
    with_: str
    certain: bool
    evidence: tuple[Shared, ...]


Answers = Mapping[tuple[str, str], bool]
"""What the owner said of two replies, by their ids in either order: true for the same person, false for two."""


@dataclass(frozen=True, slots=True)
class People:
    """`merged`: certain, or the owner said yes: folded and shown. `proposed`: waits for him. `refused`: he said no.

    `groups`: ids of one person's replies in the order of arrival, two at least, by what is merged.
    """

    merged: tuple[SamePerson, ...] = ()
    proposed: tuple[SamePerson, ...] = ()
    refused: tuple[SamePerson, ...] = ()
    groups: tuple[tuple[str, ...], ...] = ()
