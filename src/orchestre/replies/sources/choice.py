"""One page came twice, as text and as HTML: which of the two says more."""

from orchestre.replies.sources.paste.page import Layout, learn
from orchestre.replies.sources.paste.page_lines import sorted_lines
from orchestre.replies.sources.webpage.lines import lines_of_html

LOOKED_AT = 400_000
"""Characters of each that the choice rests on."""


def better_as_html(text: str, html: str) -> bool:
    """Whether the HTML of a copied page gives more than its text: as many comments, at least as many names.

    HTML also gives the addresses of profiles and whole moments, so it wins a draw; a text that is no page stays text.
    """
    plain = learn(list(sorted_lines(enumerate(text[:LOOKED_AT].split("\n"), start=1))))
    marked = learn(list(lines_of_html([html[: 4 * LOOKED_AT]])))
    if not (plain.is_page or plain.cards > 1) and not marked.is_page:
        return False
    return _worth(marked) >= _worth(plain) > (0, 0) or (marked.is_page and not plain.cards)


def _worth(layout: Layout) -> tuple[int, int]:
    return (layout.named, layout.cards) if layout.sure else (0, 0)
