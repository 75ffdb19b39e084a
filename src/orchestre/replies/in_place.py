"""The provider one works with today, who did not answer the call: what one has of him (a contract, a quote, his last
message) comes in as any reply, so that what he covers is read with the same care as the offers of others.

Who typed it in stands in the fields that the source keeps apart; nobody takes it for something he sent himself.
"""

from collections.abc import Mapping

from orchestre.replies.recommendation import apart
from orchestre.replies.sources import Column, ColumnMap, Role

ENTERED_BY = "in_place_entered_by"
"""Its name in `Reply.given`."""


def entered_by(given: Mapping[str, str]) -> str:
    """Who typed in what is known of him; "" for any other reply.

    >>> entered_by({"in_place_entered_by": "Claire"}), entered_by({"email": "a@b.exemple"})
    ('Claire', '')
    """
    return given.get(ENTERED_BY, "").strip()


COLUMNS = ColumnMap(
    (
        Column("id", Role.ID),
        Column("author", Role.AUTHOR),
        Column("text", Role.TEXT),
        Column("email", Role.EMAIL),
        Column("phone", Role.PHONE),
        Column("url", Role.URL),
        Column(ENTERED_BY, Role.OTHER),
    ),
    day_first=False,
)
"""What each part of `record` is."""


def record(*, own_id: str, name: str, reach: str, known: str, by: str) -> dict[str, str]:
    """The record of a JSON Lines source, to be read with COLUMNS. `known`: his words, or those of his papers."""
    return {"id": own_id, "author": name, "text": known.strip(), **apart(reach), ENTERED_BY: by}
