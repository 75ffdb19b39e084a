"""The unit said before an amount: the thing named right before it, what governs it from afar, its label, or what is
sold by the piece."""

import re
from typing import NamedTuple

from orchestre.reading.bare import plausible
from orchestre.reading.currencies import SMALL_MONEY
from orchestre.reading.governing import Governor, governor
from orchestre.reading.items import Found, named_before
from orchestre.reading.labels import LABEL
from orchestre.reading.money import Mention
from orchestre.reading.units import ITEM_FIRST, ONE_PIECE_AT, SO_MANY
from orchestre.reading.values import Unit

_WEAK_UNITS = frozenset({None, Unit.PROJECT, Unit.YEAR})
_GOVERNED_END = re.compile(
    r"\s?(?:\Z|[,;/\n)!?]|\.(?!\d)|(?:(?:et|ou|and|or)(?! \d)|si|if|pour|for|hors|plus|sans|avec|with|without"
    r"|selon|en|ht|ttc|max"
    r"|mini|these days|environ|each|tout|all)\b)"
)
_LINKED_HERE = re.compile(
    r"(?:[:=@]|\b(?:[àa]|est|sont|c'est|c|is|are|it's|at|vaut|worth|demande|prends?|facture|compte|fais|fait|co[ûu]te|costs?"
    r"|runs?|charge|ask|take|bill|want|of|de|for|pour|fera|serait|about|around|environ|roughly|dans les|say"
    r"|disons))\s{0,2}\Z"
)
# "Chaque photo en plus 12".
EACH_HERE = re.compile(
    r"\b(?:chaque|each|every) [^\W\d][\w-]{2,16}(?: (?:en plus|de plus|suppl[ée]mentaire|suivante?|extra|on top"
    r"|more|after that))?\s\Z"
)
_PIECE_AT_MOST = 5000
_WORK_FROM = 900
_ENTIRE = re.compile(r"\b(?:compl[èe]te?|entiers?|enti[èe]re|full|whole|complete|entire|int[ée]grale?)\b[^,;:]{0,24}\Z")
# "Une conférence d'une heure : 800 €" is the price of the talk, "un massage d'une heure : 65 €" that of an hour.
_HOUR_MOST = 200
_ONE_HOUR_LONG = re.compile(r"\b(?:d'une heure|of (?:an|one) hour|one-hour [a-z]{3,14})[^.;\n\d]{0,12}\Z")
_WEEKDAY = 100
_WEEK = re.compile(r"semaine|week")


class Before(NamedTuple):
    """What the words before an amount name: the thing right before it, and what governs it from afar."""

    named: Found | None
    governs: Governor | None


def look_before(mention: Mention, window: str, unit: Unit | None, *, bare: bool, hourly: bool) -> Before:
    """What `window`, the words before an amount without a unit behind it, names. `unit` is that of its label; `hourly`:
    an amount before it in its sentence is that of an hour."""
    named = named_before(window)
    if mention.high >= _HOUR_MOST and _ONE_HOUR_LONG.search(window) and mention.currency not in SMALL_MONEY:
        return Before(None, None)
    if named is not None and not _of_that_size(named, mention, window, hourly=hourly):
        return Before(None, None)
    governs = governor(window) if named is None and (bare or unit in _WEAK_UNITS) else None
    if governs is not None and unit not in _WEAK_UNITS and unit is not governs.unit:
        governs = None
    if governs is not None and governs.weak and governs.raw is not None and mention.high >= _WORK_FROM:
        governs = None  # "le prix d'une vidéo est de 1 800 €"
    return Before(named, governs)


def _of_that_size(named: Found, mention: Mention, window: str, *, hourly: bool) -> bool:
    """Whether the thing named may cost that much: not a Sunday or a week at 32 €, nor a file at 1 400 €."""
    unit, raw = named
    if mention.high < _WEEKDAY and mention.currency not in SMALL_MONEY:
        return not (unit is Unit.DAY and hourly) and not (raw is not None and _WEEK.search(raw))
    return raw is None or mention.high < _WORK_FROM or _ENTIRE.search(window) is None


def is_governed(mention: Mention, governs: Governor, lower: str) -> bool:
    """Whether a bare number is money because a unit governs it through a word of price and its clause ends there."""
    each = EACH_HERE.search(lower, max(0, mention.start - 48), mention.start) is not None
    if not (governs.linked or each) or mention.scale != 1 or _GOVERNED_END.match(lower, mention.end) is None:
        return False
    if mention.end - mention.start == 4 and 1950 <= mention.high <= 2050:
        return False
    here = _LINKED_HERE.search(lower, max(0, mention.start - 24), mention.start)
    if here is None and not each:
        return False
    small = governs.unit is Unit.UNKNOWN and (mention.high < 5 or mention.high > _PIECE_AT_MOST)
    return not small and plausible(governs.unit, mention.high)


def take_named(mention: Mention, named: Found | None) -> None:
    """The unit of the thing named beside the amount."""
    if named is not None:
        (mention.unit, mention.raw), mention.way = named, "item"


def take_before(
    mention: Mention,
    window: str,
    unit: Unit | None,
    found: Before,
) -> None:
    """The unit said before the amount: by the thing named right before it, by what governs it, by its label, or by the
    thing sold by the piece ("fiche produit : 12 €")."""
    named, governs = found
    if named is not None and (mention.currency in SMALL_MONEY or plausible(named[0], mention.high)):
        take_named(mention, named)
        return
    if governs is not None and (mention.currency in SMALL_MONEY or plausible(governs.unit, mention.high)):
        mention.unit, mention.raw, mention.way = governs.unit, governs.raw, "governed"
        return
    if mention.label == "project" and (piece := ONE_PIECE_AT.search(window)) is not None:
        mention.unit, mention.raw, mention.way = Unit.UNKNOWN, piece.group(str(piece.lastgroup)), "piece"
        return  # "je fais la page à 30 €"
    if unit is Unit.HOUR and mention.high >= _HOUR_MOST and _ONE_HOUR_LONG.search(window):
        return
    if unit is not None and (
        mention.label == "annual" or mention.currency in SMALL_MONEY or plausible(unit, mention.high)
    ):
        mention.unit, mention.way = unit, "label"
        mention.raw = _label_words(window, mention.label) if mention.label in {"half", "week"} else None
        return
    piece = ITEM_FIRST.search(window) or SO_MANY.search(window) or ONE_PIECE_AT.search(window)
    if piece is not None:
        mention.way = "piece"
        mention.unit, mention.raw = Unit.UNKNOWN, piece.group(str(piece.lastgroup))


def _label_words(window: str, label: str) -> str | None:
    """The words of a label, as `unit_raw`."""
    return next((found.group() for found in LABEL.finditer(window) if found.lastgroup == label), None)
