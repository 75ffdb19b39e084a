"""A point that a fact opens says the fact: "Échéance ({deadline})" becomes "Échéance (avant le printemps)".

>>> from orchestre.knowledge import Both
>>> in_words(Both("Volume ({count}) : prix", "Volume ({count}): price"), {"count": "400 mails"}).en
'Volume (400 mails): price'
>>> in_words(Both("Volume ({count}) : prix", "Volume ({count}): price"), {}).en
'Volume: price'
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from orchestre.blindspots import Point
from orchestre.knowledge import Both
from orchestre.need.facts import Told, volume

_NAMES = re.compile(r" \(\{(\w+)\}\)")


def filled(points: Sequence[Point], told: Told) -> list[Point]:
    """Every point with the words of the facts it names; a fact that is not told falls out of the sentence."""
    said = _said(told)
    return [
        replace(point, requirement=replace(point.requirement, text=in_words(point.requirement.text, said)))
        if "({" in point.requirement.text.fr
        else point
        for point in points
    ]


def in_words(text: Both, said: Mapping[str, str]) -> Both:
    def one(sentence: str) -> str:
        return _NAMES.sub(lambda match: f" ({said[match[1]]})" if match[1] in said else "", sentence)

    return Both(one(text.fr), one(text.en))


def _said(told: Told) -> dict[str, str]:
    facts = {key: told.first(key) for key in ("deadline", "spent")} | {"count": volume(told.facts)}
    return {key: " ".join(fact.words.split()) for key, fact in facts.items() if fact is not None}
