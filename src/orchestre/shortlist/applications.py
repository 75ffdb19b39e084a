"""Applications for employment: read and grouped by what they are, in the order they came. Never ranked: choosing people
for a post is a high-risk use under Regulation (EU) 2024/1689, annex III, point 4, and is left to people here.
"""

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from orchestre.basics import Language, OrchestreError, say
from orchestre.documents.tables import Column, Table
from orchestre.replies.extract import Kind

SCHEMA = "orchestre.applications/1"
_BEGINNING = 90


class NeverRanked(OrchestreError):
    code = "shortlist.never_ranked"


@dataclass(frozen=True, slots=True)
class Application:
    """`received`: as its source writes the moment, "" when it does not."""

    id: str
    kind: Kind
    author: str
    received: str
    text: str


def is_employment(text: str) -> bool:
    """Whether a decision file says `employment = true`: what it is about is a post."""
    try:
        return tomllib.loads(text.removeprefix("\ufeff")).get("employment") is True
    except (ValueError, RecursionError):
        return False


def grouped(applications: Iterable[Application]) -> tuple[tuple[Kind, tuple[Application, ...]], ...]:
    """Each group that has some, in the order of `Kind`; within it as they came."""
    came = list(applications)
    groups = ((kind, tuple(each for each in came if each.kind == kind)) for kind in Kind)
    return tuple((kind, those) for kind, those in groups if those)


def group_name(kind: Kind, language: Language) -> str:
    return say(f"shortlist.group_{kind.value}", language)


def applications_document(applications: Iterable[Application], language: Language) -> dict[str, Any]:
    """The JSON document `orchestre.applications/1`."""
    return {
        "schema": SCHEMA,
        "ranked": False,
        "why": say("shortlist.never_ranked_why", language),
        "groups": [
            {
                "id": kind.value,
                "label": group_name(kind, language),
                "applications": [
                    {"id": each.id, "author": each.author, "received": each.received, "text": each.text}
                    for each in those
                ],
            }
            for kind, those in grouped(applications)
        ],
    }


def applications_table(applications: Iterable[Application], language: Language) -> Table:
    columns = tuple(
        Column(say(f"shortlist.applications_{code}", language), width=width)
        for code, width in (("group", 18), ("who", 24), ("when", 20), ("words", 90))
    )
    rows = [
        (group_name(kind, language), each.author, each.received, each.text)
        for kind, those in grouped(applications)
        for each in those
    ]
    return Table(say("shortlist.applications_title", language), columns, rows)


def applications_lines(applications: Sequence[Application], language: Language) -> Iterator[str]:
    """To read on a screen."""
    yield say("shortlist.never_ranked_why", language)
    for kind, those in grouped(applications):
        yield ""
        yield f"{group_name(kind, language)} ({len(those)})"
        for each in those:
            text = " ".join(each.text.split())
            cut = text if len(text) <= _BEGINNING else text[: _BEGINNING - 1] + "…"
            yield "  " + " · ".join(part for part in (each.author, each.received, cut) if part)
