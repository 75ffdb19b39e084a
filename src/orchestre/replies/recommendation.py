"""A provider recommended by somebody the owner trusts and asked: who says so, and what ties him to whom he recommends.

It comes in as any reply, under the name of who is recommended; its origin stands in the fields that the source keeps
apart from the text (`Reply.given`), so that it goes wherever the reply goes and is erased with it. A tie is told, never
guessed: a word from somebody who earns by it is still a word, read as one.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from orchestre.basics import Language
from orchestre.basics.sentences import say
from orchestre.replies.sources import Column, ColumnMap, Role

BY, WHAT, TIES, YEAR, PAID = "origin_by", "origin_what", "origin_ties", "case_year", "case_paid"
FIELDS = (BY, WHAT, TIES, YEAR, PAID)
"""Their names in `Reply.given`."""


class Tie(StrEnum):
    """In the order of how much a word under this tie proves of the work."""

    CLIENT = "client"
    NONE = "none"
    FRIEND = "friend"
    FAMILY = "family"
    PARTNER = "partner"
    PAID = "paid"


@dataclass(frozen=True, slots=True)
class Origin:
    """`by`: who recommends; `what` he is to the owner, in the owner's words. `year` and `paid`: of the finished case,
    as he wrote them, "" when he did not."""

    by: str
    what: str
    ties: tuple[Tie, ...]
    year: str = ""
    paid: str = ""

    def said(self, language: str) -> str:
        """`recommandé par Claire Durand, expert-comptable ; lien : client, ami`."""
        by = f"{self.by}, {self.what}" if self.what else self.by
        return say("replies.origin_said", language, by=by, ties=self.ties_said(language))

    def ties_said(self, language: str) -> str:
        return ", ".join(say(f"replies.tie_{tie.value}", language) for tie in self.ties)

    @property
    def proves(self) -> str:
        """Code of the sentence that says what such a word proves: the weakest tie that was named speaks."""
        order = list(Tie)
        return f"replies.origin_proves_{max(self.ties, key=order.index, default=Tie.NONE).value}"


def origin_of(given: Mapping[str, str]) -> Origin | None:
    """The origin of a reply that came by a recommendation; None for any other.

    >>> origin_of({"origin_by": "Claire Durand", "origin_ties": "client paid"}).ties
    (<Tie.CLIENT: 'client'>, <Tie.PAID: 'paid'>)
    """
    by = given.get(BY, "").strip()
    if not by:
        return None
    named = given.get(TIES, "").split()
    ties = tuple(tie for tie in Tie if tie.value in named)
    return Origin(by, given.get(WHAT, "").strip(), ties, given.get(YEAR, "").strip(), given.get(PAID, "").strip())


def apart(reach: str) -> dict[str, str]:
    """How to reach the person, as the source keeps it apart: by it he is known again when he writes himself."""
    written = reach.strip()
    if re.fullmatch(r"[^\s@]+@[^\s@]+\.\w+", written):
        return {"email": written}
    if re.fullmatch(r"\+?[\d ().-]{8,20}", written):
        return {"phone": written}
    if re.fullmatch(r"(?:https?://|www\.)\S+", written):
        return {"url": written}
    return {}


COLUMNS = ColumnMap(
    (
        Column("id", Role.ID),
        Column("author", Role.AUTHOR),
        Column("text", Role.TEXT),
        Column("date", Role.DATE),
        Column("email", Role.EMAIL),
        Column("phone", Role.PHONE),
        Column("url", Role.URL),
        *(Column(name, Role.OTHER) for name in FIELDS),
    ),
    day_first=False,
)
"""What each part of `record` is: said, not guessed, or the price that another paid would be taken for the asked one."""


def record(
    origin: Origin, *, own_id: str, whom: str, reach: str, did: str, day: str, language: Language
) -> dict[str, str]:
    """The record of a JSON Lines source, to be read with COLUMNS. `did`: what the provider did, in the words of who
    recommends him; the price that another paid is no price of this call and stands apart."""
    parts: Sequence[str] = (
        say("replies.recommend_whom", language, whom=whom),
        did.strip(),
        say("replies.recommend_reach", language, reach=reach),
    )
    fields = {BY: origin.by, WHAT: origin.what, TIES: " ".join(origin.ties), YEAR: origin.year, PAID: origin.paid}
    return {
        "id": own_id,
        "author": whom,
        "text": "\n\n".join(part for part in parts if part),
        "date": day,
        **apart(reach),
        **{name: value for name, value in fields.items() if value},
    }
