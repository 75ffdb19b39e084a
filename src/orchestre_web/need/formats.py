"""The files a version of a need is given as, by what their name ends with."""

import json
from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from orchestre.documents.formats import FORMATS, JSON, RELEASE
from orchestre.need import need_paper
from orchestre_web.need.models import Need, NeedVersion

PAPERS = tuple(FORMATS)
ENDINGS = (*PAPERS, "json", RELEASE)
OWNERS = ("json", RELEASE)
"""Given whole, with what only the owner should read."""


def named(endings: Sequence[str]) -> list[tuple[str, str]]:
    """Each with the code of its name."""
    return [(each, f"needs.format_{each.replace('.', '_')}") for each in endings]


def media_of(ending: str) -> str | None:
    """None for a format that is not written."""
    if ending in FORMATS:
        return FORMATS[ending].media
    return JSON if ending in OWNERS else None


def written(need: Need, version: NeedVersion, ending: str, *, for_providers: bool = False) -> bytes:
    """`need` with its company. `for_providers`: without what only the owner should read. Raises KeyError for a format
    that `media_of` does not know."""
    if ending == "json":
        return _json(version.document)
    if ending == RELEASE:
        return _json(_release(need, version))
    paper = need_paper(
        version.document,
        author=need.company.name,
        made_on=timezone.localdate(version.at),
        for_providers=for_providers,
        as_lines=ending == "md",
    )
    return FORMATS[ending].write(paper)


def _release(need: Need, version: NeedVersion) -> dict[str, Any]:
    from orchestre.need.ocds import Buyer, tender_release

    return tender_release(
        version.document,
        ocid=need.ocid,
        release_id=f"{need.ocid}-v{version.number}",
        made_at=version.at,
        buyer=Buyer(id="buyer", name=need.company.name),
    )


def _json(values: Any) -> bytes:
    return (json.dumps(values, ensure_ascii=False, indent=2) + "\n").encode()
