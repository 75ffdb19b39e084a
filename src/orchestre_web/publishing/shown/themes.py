"""What a call asks, by theme: folded on the page, so that nobody scrolls past forty points on a phone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from orchestre_web.publishing import limits
from orchestre_web.publishing.forms import Offer
from orchestre_web.publishing.models import Publication
from orchestre_web.site.words import say

Line = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Theme:
    """Requirements of one section of the need, with what was answered. `title`: "" when a short list is shown whole;
    `open`: something was answered there, or is to be mended."""

    title: str
    lines: tuple[Line, ...]

    @property
    def out(self) -> int:
        """How many remove an offer."""
        return sum(bool(line["asked"]["out"]) for line in self.lines)

    @property
    def open(self) -> bool:
        return any(
            line["errors"] or line["how"].value() or any(met["on"] for met in line["met"]) for line in self.lines
        )


def themes(publication: Publication, offer: Offer) -> list[Theme]:
    """In the order in which each theme first comes; the numbers are those of the form."""
    return list(_themes(publication.need or {}, list(offer.lines())))


def _themes(need: Mapping[str, Any], lines: list[Line]) -> Iterator[Theme]:
    titles = {each["id"]: each["title"] for each in need.get("sections", ())}
    named = {each["id"]: titles.get(each["section"], "") for each in need.get("requirements", ())}
    if len(lines) <= limits.FEW_POINTS:
        if lines:
            yield Theme("", tuple(lines))
        return
    by_title: dict[str, list[Line]] = {}
    for line in lines:
        by_title.setdefault(named.get(line["asked"]["id"], ""), []).append(line)
    for title, found in by_title.items():
        yield Theme(title or say("publishing.theme_other"), tuple(found))
