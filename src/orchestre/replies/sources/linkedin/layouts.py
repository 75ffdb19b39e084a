"""The tables LinkedIn exports, and those people scrape from it: known by the names of their columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from orchestre.replies.sources.columns import Column, ColumnMap, Role, distinct_names
from orchestre.replies.sources.guessing import plain_header


class Rows(StrEnum):
    """What the rows of a layout are."""

    REPLIES = "replies"
    INVITATIONS = "invitations"
    OWN = "own"
    PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class Layout:
    """`needed` names must all be there, by `plain_header`; `roles` say what a name holds, any other column is kept
    under its own header. `links`: the addresses of this column must lead to LinkedIn, the names alone being anybody's.
    """

    rows: Rows
    needed: frozenset[str]
    roles: Mapping[str, Role]
    exact: bool = False
    links: str | None = None


_MESSAGE = {
    "from": Role.AUTHOR,
    "sender profile url": Role.URL,
    "date": Role.DATE,
    "content": Role.TEXT,
    "attachments": Role.ATTACHMENT,
    "is message draft": Role.DRAFT,
    "direction": Role.DIRECTION,
}
LAYOUTS = (
    Layout(Rows.REPLIES, frozenset({"conversation id", "from", "date", "content"}), _MESSAGE),
    # before 2020: no conversation, a direction
    Layout(Rows.REPLIES, frozenset({"from", "to", "date", "subject", "content", "direction"}), _MESSAGE),
    Layout(
        Rows.INVITATIONS,
        frozenset({"from", "to", "sent at", "direction"}),
        {
            "from": Role.AUTHOR,
            "inviter profile url": Role.URL,
            "sent at": Role.DATE,
            "message": Role.TEXT,
            "direction": Role.DIRECTION,
        },
    ),
    Layout(Rows.OWN, frozenset({"date", "link", "message"}), {}, exact=True, links="link"),
    Layout(Rows.OWN, frozenset({"date", "share link", "share commentary"}), {}),
    Layout(Rows.PEOPLE, frozenset({"first name", "last name", "company", "position", "connected on"}), {}),
    Layout(
        Rows.REPLIES,
        frozenset({"comment text", "comment link", "fname", "last name"}),
        {
            "comment text": Role.TEXT,
            "profile id": Role.AUTHOR_ID,
            "fname": Role.FIRST_NAME,
            "last name": Role.LAST_NAME,
            "profile link": Role.URL,
        },
    ),
    Layout(
        Rows.REPLIES,
        frozenset({"commenter name", "comment text"}),
        {
            "commenter name": Role.AUTHOR,
            "commenter linkedin url": Role.URL,
            "commenter position": Role.HEADLINE,
            "commenter headline": Role.HEADLINE,
            "comment text": Role.TEXT,
            "commented at": Role.DATE,
        },
    ),
    Layout(
        Rows.REPLIES,
        frozenset({"comment text", "author name", "author headline"}),
        {
            "author name": Role.AUTHOR,
            "author url": Role.URL,
            "author headline": Role.HEADLINE,
            "comment text": Role.TEXT,
            "posted at": Role.DATE,
        },
    ),
)


def layout_of(header: Sequence[str]) -> Layout | None:
    """The layout whose names all stand in this row."""
    names = [plain_header(name) for name in header]
    there = frozenset(names)
    for layout in LAYOUTS:
        if layout.needed <= there and not (layout.exact and len(there) > len(layout.needed)):
            return layout
    return None


def columns_of(layout: Layout, header: Sequence[str], *, day_first: bool) -> ColumnMap:
    roles: list[Role] = []
    for name in header:
        role = layout.roles.get(plain_header(name), Role.OTHER)
        roles.append(Role.OTHER if role in roles else role)
    pairs = zip(distinct_names(header), roles, strict=True)
    return ColumnMap(tuple(Column(name, role) for name, role in pairs), header=True, day_first=day_first)
