"""What every form of this room is made of: where its words are, words with commas between."""

from orchestre_web.site.forms import Spoken

MOST_WORDS = 12


class BoardForm(Spoken):
    room = "board"


def split(written: str) -> list[str]:
    """Words between commas or semicolons, each once.

    >>> split("PrestaShop, Presta ;PrestaShop")
    ['PrestaShop', 'Presta']
    """
    parts = (" ".join(part.split()) for part in written.replace(";", ",").split(","))
    return list(dict.fromkeys(part for part in parts if part))[:MOST_WORDS]
