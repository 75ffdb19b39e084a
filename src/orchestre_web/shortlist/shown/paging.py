"""Which part of a long list a page shows."""

from orchestre_web.shortlist.shown.parts import Pages

FIRST_PAGE = 30
NEXT_PAGES = 50


def pages_of(count: int, number: int) -> Pages:
    """Thirty rows, then pages of fifty; a number past the end is the last page."""
    last_page = 1 if count <= FIRST_PAGE else 1 + -(-(count - FIRST_PAGE) // NEXT_PAGES)
    number = min(max(1, number), last_page)
    first = 0 if number == 1 else FIRST_PAGE + (number - 2) * NEXT_PAGES
    last = min(count, FIRST_PAGE if number == 1 else first + NEXT_PAGES)
    after = number + 1 if number < last_page else None
    return Pages(number, first, last, count, number - 1 or None, after, min(NEXT_PAGES, count - last))


def page_with(at: int) -> int:
    """The page that shows the offer at this place, from 0."""
    return 1 if at < FIRST_PAGE else 2 + (at - FIRST_PAGE) // NEXT_PAGES
