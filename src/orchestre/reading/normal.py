"""The normal form a rule is matched on, with the way back to the text as received.

Matching wants plain characters: NFKC (bold mathematical letters, full-width digits), one kind of space, one kind
of dash and quote, no zero-width marks. Evidence wants the reader's own words. `Prepared` holds both and the map.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from itertools import accumulate
from typing import NamedTuple

from orchestre.basics import Span
from orchestre.reading.parts import ALWAYS, Parts, union
from orchestre.reading.stems import stems

_SPACES = dict.fromkeys(
    map(ord, "\u00a0\u202f\u2007\u2009\u200a\u2002\u2003\u2004\u2005\u2006\u2008\u205f\u3000\t"), " "
)
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"), "-")
_QUOTES = dict.fromkeys(map(ord, "\u2018\u2019\u02bc\u2032\u00b4`"), "'")
_NOTHING = dict.fromkeys(
    map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a\u202b\u202c\u202d\u202e\ufe0f"), ""
)
_TABLE: dict[int, str] = {**_SPACES, **_DASHES, **_QUOTES, **_NOTHING}
_PLAIN_SIGNS = {chr(code): plain for code, plain in _TABLE.items()}


class Word(NamedTuple):
    """One word of a text in folded form; `start` and `end` count in `Prepared.text`."""

    start: int
    end: int
    folded: str


_WORD = re.compile(r"([^\W_]+(?:\+\+|#(?!\w))?)")
_PLAIN_WORD = re.compile(r"([a-z0-9]+(?:\+\+|#(?!\w))?)")
"""The same words in a folded text of ASCII, found in two thirds of the time."""
_word: Callable[[tuple[int, int, str]], Word] = partial(tuple.__new__, Word)
"""A word made as `Word._make` does, without its call: there are thirty in a reply."""
_MAY_QUOTE = re.compile(r"^ ?>|a écrit ?:|wrote:|^-{3,} ?(?:original|message|forwarded)|^_{10,}$", re.MULTILINE)
_QUOTE_MARKS = (">", "écrit", "wrote:", "---", "__________")
_QUOTED = re.compile(
    r"^ ?>[^\n]*|^(?:Le|On|El|Am) [^\n]{6,120}(?:\n[^\n]{0,80})?(?:a écrit|wrote) ?:|"
    r"^-{3,} ?(?:Original|Message|Forwarded|message)[\s\S]*|^_{10,}\n(?:De|From) ?:[\s\S]*",
    re.MULTILINE,
)
_WITHOUT_ACCENT: dict[str, str] = {}
for _code in range(0xC0, 0x250):
    _base = unicodedata.normalize("NFD", chr(_code))[0].lower()
    if len(_base) == 1 and _base.isascii():
        _WITHOUT_ACCENT[chr(_code)] = _base


# What may change: anything beyond ASCII, with the marks that combine with it ("e" and a combining accent are "é").
_SPECIAL = re.compile(r"[^\u0300-\u036f\n][\u0300-\u036f]+|[^\x00-\x7f]|[\t`]")


def _exchanged(text: str, signs: Mapping[str, str]) -> str:
    """`str.translate`, five times as fast on a text with few signs to change: no sign is changed into another of
    them."""
    for sign in signs.keys() & set(text):
        text = text.replace(sign, signs[sign])
    return text


@lru_cache(maxsize=4096)
def _plain(cluster: str) -> str:
    return unicodedata.normalize("NFKC", cluster).translate(_TABLE)


@dataclass(frozen=True)
class Prepared:
    """`text` is what rules match on; `original` is what people wrote. `lower` is `text` in lower case, same length.

    `folded` (no accents, same length as `text`) and `words` are made at first use and kept: every reader shares them.
    """

    original: str
    text: str
    lower: str
    _starts: Sequence[int] | None
    """For each character of `text` the index of its first character in `original`; None when both are the same."""

    @cached_property
    def folded(self) -> str:
        return self.lower if self.lower.isascii() else _exchanged(self.lower, _WITHOUT_ACCENT)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Words of the folded text: letters and digits, `c++` and `c#` whole; hyphens and apostrophes separate."""
        folded = self.folded
        pieces = (_PLAIN_WORD if folded.isascii() else _WORD).split(folded)  # what stands between words, words, in turn
        ends = list(accumulate(map(len, pieces)))
        return tuple(map(_word, zip(ends[::2], ends[1::2], pieces[1::2], strict=False)))

    @cached_property
    def forms(self) -> list[str]:
        """The folded forms of `words`, in their order."""
        return [word[2] for word in self.words]

    @cached_property
    def capitals(self) -> list[int]:
        """Indexes of the words that begin with a capital, the first word aside: a name follows a word."""
        text = self.text
        return [at for at, word in enumerate(self.words) if at and text[word[0]].isupper()]

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The words of the folded text, each once: what a reader asks before it searches."""
        return frozenset(self.forms)

    @cached_property
    def _held(self) -> int:
        return union(self.vocabulary)

    def holds(self, parts: Parts) -> bool:
        """Whether one of `parts` stands in the folded text, inside a word too."""
        held = self._held
        if held & parts.inside:
            return True
        return bool(parts.phrases and (parts.near == ALWAYS or held & parts.near)) and has_any(
            self.folded, parts.phrases
        )

    @cached_property
    def places_of_stems(self) -> Mapping[str, Sequence[int]]:
        """Stem, French or English -> indexes of the words that have it."""
        found: dict[str, list[int]] = {}
        for at, word in enumerate(self.words):
            french, english = stems(word.folded)
            found.setdefault(french, []).append(at)
            if english != french:
                found.setdefault(english, []).append(at)
        return found

    @cached_property
    def glued_pairs(self) -> Mapping[str, Sequence[int]]:
        """Two words written apart, joined ("presta shop" -> "prestashop") -> index of the first."""
        found: dict[str, list[int]] = {}
        words = self.words
        for at in range(len(words) - 1):
            if words[at + 1].start - words[at].end == 1:
                found.setdefault(words[at].folded + words[at + 1].folded, []).append(at)
        return found

    def own_words(self) -> "Prepared":
        """The same text with the quoted history blanked ("> ...", "Le ... a écrit :"): offsets and spans stay true.

        A mail that holds nothing else is left as it is.
        """
        if not has_any(self.lower, _QUOTE_MARKS) or not _MAY_QUOTE.search(self.lower):
            return self
        text = self.text
        for match in _QUOTED.finditer(self.text):
            text = text[: match.start()] + re.sub(r"[^\n]", " ", match.group()) + text[match.end() :]
        if not text.strip():
            return self
        return Prepared(self.original, text, _lower(text), self._starts)

    def with_columns(self) -> "Prepared":
        """The same text with two spaces for each tab, so that "10 à 49<tab>189 €" is no number of five figures."""
        if "\t" not in self.original:
            return self
        starts = self._starts if self._starts is not None else range(len(self.original) + 1)
        tabs = [at for at in range(len(self.text)) if self.original[starts[at]] == "\t"]
        pieces: list[str] = []
        places: list[int] = []
        last = 0
        for tab in tabs:
            pieces += (self.text[last:tab], "  ")
            places += (*starts[last:tab], starts[tab], starts[tab])
            last = tab + 1
        pieces.append(self.text[last:])
        places += starts[last:]
        text = "".join(pieces)
        return Prepared(self.original, text, _lower(text), tuple(places))

    def span(self, start: int, end: int) -> Span:
        """The span in the original of `text[start:end]`. An empty match gives an empty span."""
        if self._starts is None:
            return start, end
        if start >= end:
            at = self._starts[start] if start < len(self._starts) else len(self.original)
            return at, at
        return self._starts[start], max(self._starts[end - 1] + 1, self._starts[end])

    def place(self, span: Span) -> Span:
        """The way back: where in `text` a span of the original stands."""
        if self._starts is None:
            return span
        return bisect_left(self._starts, span[0]), bisect_left(self._starts, span[1])


def _lower(text: str) -> str:
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def prepare(original: str) -> Prepared:
    """Plain ASCII costs nothing; other texts are mapped character by character.

    >>> ready = prepare("TJM\\u202f: 4\\u00a050 €")
    >>> ready.text, ready.span(6, 12)
    ('TJM : 4 50 €', (6, 12))
    """
    if original.isascii() and "\t" not in original and "`" not in original:
        return Prepared(original, original, original.lower(), None)
    if len(original) == len(text := _exchanged(original, _PLAIN_SIGNS)) and unicodedata.is_normalized("NFKC", text):
        return Prepared(original, text, _lower(text), None)
    pieces: list[str] = []
    starts: list[int] = []
    last = 0
    for found in _SPECIAL.finditer(original):
        start, end = found.span()
        plain = _plain(found.group())
        if plain == found.group():
            continue
        pieces += (original[last:start], plain)
        starts += range(last, start)
        starts += [start] * len(plain)
        last = end
    pieces.append(original[last:])
    starts += range(last, len(original))
    # One more, so that a span may end where its last character ends even when that one stood for several.
    starts.append(len(original))
    text = "".join(pieces)
    return Prepared(original, text, _lower(text), tuple(starts))


def folded_words(text: str) -> list[str]:
    """The words of a text alone, as `Prepared.words` folds them: for comparing, where nothing is quoted.

    >>> folded_words("Créé l'été : C++")
    ['cree', 'l', 'ete', 'c++']
    """
    found: list[str] = _WORD.findall(prepare(text).folded)
    return found


def has_any(text: str, parts: Iterable[str]) -> bool:
    """Whether one of `parts` stands in `text`, inside a word too: the cheap look that spares a costly pattern."""
    return any(map(text.__contains__, parts))


def fold(text: str) -> str:
    """Lower case without accents, for comparing and searching; the length may change.

    >>> fold("Sécurité ÉLEVÉE")
    'securite elevee'
    """
    if text.isascii():
        return text.lower()
    return "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))
