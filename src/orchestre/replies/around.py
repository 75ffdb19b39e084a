"""The words around an amount: what a call may learn of its prices.

>>> from orchestre.reading.normal import prepare
>>> near = around(prepare("tarif : 45 € HT la prise posée"), 8, 12)
>>> near.after, near.before, near.cues
('prise', 'tarif', ('>prise', '<tarif'))
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from orchestre.reading.language import is_function_word
from orchestre.reading.normal import Prepared
from orchestre.reading.values import Price, Unit

_STOP = re.compile(r"[.;!?\n|]|, ")
_SKIPPED = frozenset(
    """ht htva ttc hors taxe taxes tva vat ex excl incl plus net nets eur euro euros e k usd gbp chf dollars dollar
    pounds pound quid bucks balles francs le la les l un une des du de d par pour a the an per each every chaque au
    aux en environ about around""".split()  # noqa: SIM905
)
_LUMP = re.compile(
    r"\b(?:forfait\w*|total\w*|tout compris|all in|package|projet|project|fixed|fixe|lump|site|ensemble|clef|cle en "
    r"main|devis|one[- ]off|flat)\b"
)
_UNITS = frozenset(
    "jour jours journee mois heure heures article articles mot mots day week hour month".split()  # noqa: SIM905
)
NEAR = 24
"""Characters on each side in which a word belongs to an amount."""
WIDE = 48


@dataclass(frozen=True, slots=True)
class Around:
    """Folded. `after` and `before`: the first word on each side that says something, "" when there is none.
    `clause`: the words of the same part of the sentence, with a space before and after each."""

    after: str
    before: str
    clause: str

    @property
    def cues(self) -> tuple[str, ...]:
        """What a lesson on units may be called up by: ">word" after the amount, "<word" before it."""
        return tuple(mark + word for mark, word in ((">", self.after), ("<", self.before)) if word)

    @property
    def phrases(self) -> frozenset[str]:
        """The neighbours on each side, and the pairs of words of the clause that hold one of them."""
        pairs = {
            f"{one} {two}"
            for side in self.clause.split("  ")
            for one, two in pairwise(side.split())
            if one.isalpha() and two.isalpha() and not (is_function_word(one) and is_function_word(two))
        }
        return frozenset({word for word in (self.after, self.before) if word and not is_function_word(word)} | pairs)

    def says(self, words: str) -> bool:
        return f" {words} " in self.clause


def around(ready: Prepared, start: int, end: int) -> Around:
    """`start` and `end` count in `ready.text`."""
    text = ready.folded
    right = text[end : end + WIDE]
    if (stop := _STOP.search(right)) is not None:
        right = right[: stop.start()]
    left = text[max(0, start - WIDE) : start]
    stops = list(_STOP.finditer(left))
    if stops:
        left = left[stops[-1].end() :]
    if end + WIDE < len(text) and right and right[-1].isalnum() and stop is None:
        right = right.rpartition(" ")[0]
    if start > WIDE and not stops and left[:1].isalnum():
        left = left.partition(" ")[2]
    first = next((word for word in _words(right[:NEAR]) if word not in _SKIPPED), "")
    last = next((word for word in reversed(_words(left[-NEAR:])) if word not in _SKIPPED), "")
    return Around(
        first if _telling(first) else "",
        last if _telling(last) else "",
        f" {' '.join(_words(left))}  {' '.join(_words(right))} ",
    )


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text)


def _telling(word: str) -> bool:
    return len(word) >= 3 and word.isalpha() and (word in _UNITS or not is_function_word(word))


def is_bare(price: Price, ready: Prepared) -> bool:
    """A lump sum by default: no word of unit, and none of a lump sum beside it."""
    if price.unit is not Unit.PROJECT or price.unit_raw:
        return False
    start, end = ready.place(price.span)
    near = around(ready, start, end)
    return _LUMP.search(near.clause) is None and _LUMP.search(ready.folded[start:end]) is None
