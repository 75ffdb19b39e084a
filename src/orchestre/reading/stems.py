"""French and English stems of folded words, kept once made: a call of thousands of replies repeats its words."""

from functools import lru_cache

import snowballstemmer

_STEMMERS = (snowballstemmer.stemmer("french"), snowballstemmer.stemmer("english"))


@lru_cache(maxsize=65536)
def stems(folded: str) -> tuple[str, str]:
    """French and English stem of a folded word; words with digits and of three letters or fewer stay as they are."""
    if len(folded) <= 3 or not folded.isalpha():
        return folded, folded
    return _STEMMERS[0].stemWord(folded), _STEMMERS[1].stemWord(folded)
