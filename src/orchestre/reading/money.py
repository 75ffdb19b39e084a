"""What one mention of money holds, and how the words right after an amount are read into it."""

import re
from dataclasses import dataclass
from decimal import Decimal

from orchestre.basics import Span
from orchestre.reading import currencies
from orchestre.reading.currencies import Money
from orchestre.reading.numbers import Amount
from orchestre.reading.units import RAW_UNITS, UNIT_OF, match_tail
from orchestre.reading.values import Qualifier, Tax, Unit

# "390 €, chaque page en plus à 45 €": behind a comma the unit is that of the next amount.
_NEXT = re.compile(r"(?:'s)?(?:\s[^\s\d.,;:!?€$£]{1,14}){0,4}\s?(?:[:=]|à|at|is)?\s?[€$£]?\d")

_NAMES_NEXT = re.compile(r"\s?[:=]\s?[€$£]?\d")
# "Price: 4,200 / Lead time: 5 weeks": the next field of a form.
_NEXT_FIELD = re.compile(r"(?:\s[^\W\d]{2,14}){1,2}\s?[:=]\s?\S")
_A_THING = re.compile(r"(?:l[ea]s?|une?|the|an?)\s|l'")
_NAMES = frozenset({"article", "project"})
_DOES = re.compile(r"\b(?:fais|prends|demande|vends?)\s(?:[çc]a\s|tout\s)?(?:[àa]\s|pour\s)?\Z")
_ORDINAL = re.compile(r"e\s(?:arr|si[èe]cle|[ée]tage|jour|mois|ann|fois|[ée]dition|page|cours|place|dan)")


@dataclass(slots=True)
class Mention:
    """One amount or range.

    `start` and `end` bound its words; `before` is where its sentence, or what is left of it, begins.
    """

    start: int
    end: int
    low: Decimal
    high: Decimal
    currency: str | None
    sentence: Span = (0, 0)
    before: int = 0
    unit: Unit | None = None
    raw: str | None = None
    tax: Tax = Tax.UNKNOWN
    qualifier: Qualifier = Qualifier.EXACT
    scale: int = 1
    label: str | None = None
    instalments: bool = False
    cents: bool = False
    amount_end: int = 0
    inferred: bool = False
    """Which dollar a bare sign means was told by the scene."""
    way: str = ""
    """How its unit was reached: said right after it, by a label before it, taken from its neighbour, or supposed."""


@dataclass(slots=True)
class Tail:
    """What stands right after an amount, up to `end`. `taxed`: a word of tax was among it."""

    end: int
    unit: Unit | None = None
    raw: str | None = None
    tax: Tax = Tax.UNKNOWN
    bound: str | None = None
    taxed: bool = False


def read_tail(lower: str, at: int) -> Tail:
    """Unit, tax and bound written after an amount that ends at `at`."""
    tail = Tail(at)
    for _ in range(6):
        found = match_tail(lower, tail.end)
        if found is None:
            break
        if found.comma and _NEXT.match(lower, found.end):
            break  # "£350, half day £200"
        if found.words.startswith(("/", "the ", "la ", "le ", "l'")) and _NAMES_NEXT.match(lower, found.end):
            break  # "demi-journée : 420 / journée : 750"
        name = found.name
        if name in RAW_UNITS and found.words.startswith("/ ") and _NEXT_FIELD.match(lower, found.end):
            break
        if (
            found.comma
            and name in UNIT_OF
            and (tail.unit is not None or name in _NAMES)
            and _A_THING.match(found.words)
        ):
            break  # "290 € l'image, la dixième offerte": what follows is another thing
        if name in UNIT_OF:
            if tail.unit is None or (tail.unit is Unit.PROJECT and UNIT_OF[name] is not Unit.PROJECT):
                tail.unit = UNIT_OF[name]
                tail.raw = found.words if name in RAW_UNITS else None
            elif name == "other":
                break
        elif name in {"excl", "incl"}:
            tail.tax, tail.taxed = Tax(name), True
        elif name in {"upper", "lower", "about"}:
            tail.bound = tail.bound or name
        tail.end = found.end
    while tail.end > at and lower[tail.end - 1] in " ,(-[":
        tail.end -= 1
    return tail


def currency_after(lower: str, amount: Amount, left: Money | None, *, e_is_euro: bool = False) -> Money | None:
    """The currency that belongs to an amount on its right, knowing the one on its `left`. `e_is_euro`: the text has
    written the euro as a glued e before."""
    right = currencies.after(lower, amount.end)
    if right is not None and lower[right.end : right.end + 1].isdigit() and lower[amount.end : amount.end + 1] == " ":
        right = None  # "block of ten £290": the sign belongs to the next amount
    if right is None:
        return None if amount.spelled else _letter(lower, amount, e_is_euro=e_is_euro)
    if left is None:
        return right
    # "$50 $80": the second sign belongs to the next amount; "$50 USD" names the same one twice.
    return right if lower[right.end - 1].isalpha() or lower[amount.end : amount.end + 1] in {".", ",", "/"} else None


# "18.000 f": the franc of West and Central Africa, told in steps of 25.
_FRANC = re.compile(r"\s?f(?![\w'°.]|\s?/\s?[hm]\b|-)")


def _letter(lower: str, amount: Amount, *, e_is_euro: bool) -> Money | None:
    if amount.value >= 500 and not amount.value % 25 and (franc := _FRANC.match(lower, amount.end)):
        return Money("XOF", amount.end, franc.end())
    return _glued_e(lower, amount, e_is_euro=e_is_euro)


def _glued_e(lower: str, amount: Amount, *, e_is_euro: bool) -> Money | None:
    large = amount.value > 20
    if not large and e_is_euro:
        large = _ORDINAL.match(lower, amount.end) is None
    elif not large and _DOES.search(lower, max(0, amount.start - 20), amount.start):
        large = _ORDINAL.match(lower, amount.end) is None  # "je le fais à 15e", not "à la 15e page"
    return currencies.glued_e(lower, amount.end, large=large)


def code_of(left: Money | None, right: Money | None) -> str | None:
    """The currency code said on either side of an amount."""
    if right is not None and (left is None or right.code != "DOLLAR"):
        return right.code
    return left.code if left else None
