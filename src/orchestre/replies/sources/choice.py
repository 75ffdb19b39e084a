"""One page came twice, as text and as HTML: which of the two says more, if they say the same."""

import re
from collections import Counter

from orchestre.reading.normal import fold
from orchestre.replies.sources.paste.page import Layout, learn
from orchestre.replies.sources.paste.page_lines import sorted_lines
from orchestre.replies.sources.webpage.lines import lines_of_html

LOOKED_AT = 400_000
"""Characters of each that the choice rests on."""
AGREES = 0.8
"""The part of the words of the text that its HTML must hold. A clipboard's HTML holds them all; one that was left from
another copy, or whose owner changed the text afterwards, does not."""
_WORD = re.compile(r"\w{2,}")


def better_as_html(text: str, html: str) -> bool:
    """Whether the HTML of a copied page gives more than its text: the same words, as many comments, at least as many
    names.

    HTML also gives the addresses of profiles and whole moments, so it wins a draw; a text that is no page stays text,
    and what the owner sees in the box is what is read.
    """
    plain = learn(list(sorted_lines(enumerate(text[:LOOKED_AT].split("\n"), start=1))))
    lines = list(lines_of_html([html[: 4 * LOOKED_AT]]))
    marked = learn(lines)
    if not (plain.is_page or plain.cards > 1) and not marked.is_page:
        return False
    if not (_worth(marked) >= _worth(plain) > (0, 0) or (marked.is_page and not plain.cards)):
        return False
    seen = min(1.0, 4 * LOOKED_AT / max(len(html), 1))  # where the HTML is cut, the text is looked at to the same share
    return agreement(text[: min(LOOKED_AT, int(seen * len(text)))], "\n".join(line.text for line in lines)) >= AGREES


def agreement(text: str, other: str) -> float:
    """The part of the words of a text that stand in another, 0 to 1, each as often as it is said; 1 for no word.

    >>> agreement("Ana Béal 400 €", "Accueil ANA Be\u0301al 400"), agreement("a b 500 €", "400 €")
    (1.0, 0.0)
    """
    said = _words(text)
    return (said & _words(other)).total() / said.total() if said else 1.0


def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(fold(text)))


def _worth(layout: Layout) -> tuple[int, int]:
    return (layout.named, layout.cards) if layout.sure else (0, 0)
