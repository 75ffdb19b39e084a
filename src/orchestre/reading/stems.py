"""French and English stems of folded words, kept once made: a call of thousands of replies repeats its words."""

import threading
from functools import lru_cache

import Stemmer


class _Stemmers(threading.local):
    """One pair a thread: a stemmer keeps the word under work in itself, so two threads would mix their words."""

    def __init__(self) -> None:
        self.french = Stemmer.Stemmer("french", 0)
        self.english = Stemmer.Stemmer("english", 0)


_STEMMERS = _Stemmers()


@lru_cache(maxsize=65536)
def stems(folded: str) -> tuple[str, str]:
    """French and English stem of a folded word; words with digits and of three letters or fewer stay as they are."""
    if len(folded) <= 3 or not folded.isalpha():
        return folded, folded
    return _STEMMERS.french.stemWord(folded), _STEMMERS.english.stemWord(folded)
