"""What a filter leaves of the list, page by page, and the words looked for in their sentences."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from django.urls import reverse

from orchestre.replies.search import Piece, excerpt
from orchestre.shortlist.tried import Tried
from orchestre_web.shortlist import finding, queries
from orchestre_web.shortlist.actions import Standing
from orchestre_web.shortlist.filters import Filters
from orchestre_web.shortlist.finding import InSight
from orchestre_web.shortlist.models import OfferDetail
from orchestre_web.shortlist.shown.names import replies_of
from orchestre_web.shortlist.shown.paging import page_with, pages_of
from orchestre_web.shortlist.shown.parts import Pages


@dataclass(eq=False)
class Sight:
    """`places`: of the ranking, from 0, that this page shows. `excerpts`: by row of the cells."""

    filters: Filters
    found: InSight
    pages: Pages
    excerpts: dict[int, tuple[Piece, ...]] = field(default_factory=dict)

    @property
    def places(self) -> list[int]:
        return [int(at) for at in self.found.places[self.pages.first : self.pages.last]]

    @property
    def folded(self) -> Mapping[int, tuple[int, ...]]:
        return self.found.folded

    def quote(self, details: Mapping[int, OfferDetail], rows: list[int]) -> None:
        """The words looked for, in the newest message that holds them. One query, none without words."""
        spelt = self.found.asked.spelt
        if not spelt:
            return
        texts = queries.words_of([pk for row in rows for pk in replies_of(details[row])])
        for row in rows:
            found = (excerpt(texts[pk], spelt) for pk in replies_of(details[row]) if pk in texts)
            self.excerpts[row] = next(filter(None, found), ())


def sight(standing: Standing, tried: Tried, filters: Filters, page: int) -> Sight:
    counting = [key for key, given in tried.points.items() if given]
    found = finding.in_sight(standing.cells, standing.table, counting, tried.ranking, filters)
    return Sight(filters, found, pages_of(len(found.places), page))


def address_of(standing: Standing, tried: Tried, at: int) -> str:
    """Where the list shows the offer at this place, its letter unfolded when it stands behind another copy."""
    letter = int(standing.table.letters[tried.ranking.order[at]])
    filters = Filters()
    found = sight(standing, tried, filters, 1).found
    if letter >= 0 and at not in found.places:
        filters = filters.unfolding(letter)
        found = sight(standing, tried, filters, 1).found
    number = page_with(int(np.searchsorted(found.places, at)))
    asked = [filters.query(), f"page={number}" if number > 1 else ""]
    query = "&".join(filter(None, asked))
    address = reverse("shortlist:board", args=[standing.call.pk])
    return f"{address}?{query}#o{at + 1}" if query else f"{address}#o{at + 1}"
