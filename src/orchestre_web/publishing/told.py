"""What a public page says of its call: to providers in words written for them, or of the post or mission to fill."""

from collections.abc import Iterator, Mapping
from typing import Any

from orchestre.need.announcing import summary_of
from orchestre.need.roles import role_paper, roles
from orchestre_web.calls.models import Call

Need = Mapping[str, Any]

_UNSAID = ("……", "à confirmer", "à faire confirmer", "to be confirmed", "to confirm")
"""In what its owner has still to write or to settle: nobody else can do anything with it."""
_OWNERS = frozenset({"between", "pay", "confirm"})
"""Parts of a role that are notes for its owner, or to be signed."""


def text_for_all(call: Call, need: Need | None) -> str:
    """The owner's sentence was not written for providers: a call that still stands in it is told in words that are.
    Whatever he wrote since stays as he wrote it."""
    if need is None or call.role or call.need_text != " ".join(str(need["sentence"]).split()):
        return call.need_text
    return summary_of(need, call.company.name)


def about_role(call: Call, need: Need | None) -> list[dict[str, str]]:
    """`[{"id", "title", "text"}]` of the role that a call fills, a line a point; [] for a call for offers."""
    if need is None or not call.role:
        return []
    paper = role_paper(need, call.role, form=roles()[call.role].form)
    parts = [(part, "\n".join(_lines(part))) for part in paper.parts if part.id not in _OWNERS]
    return [{"id": part.id, "title": part.title, "text": text} for part, text in parts if text]


def _lines(part: Any) -> Iterator[str]:
    for line in (*part.items, *(" : ".join(row) for row in part.rows)):
        if not any(each in line for each in _UNSAID):
            yield line
