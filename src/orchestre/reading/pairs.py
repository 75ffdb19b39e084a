"""Two amounts that make one: a range ("4 à 500", "5 et 7 k", "£12,000-£15,000") or instalments ("2x 600")."""

import re
from decimal import Decimal

from orchestre.reading import currencies
from orchestre.reading.currencies import Money
from orchestre.reading.money import Mention, code_of, currency_after, read_tail
from orchestre.reading.numbers import Amount
from orchestre.reading.units import COUNTED
from orchestre.reading.values import Qualifier, Tax, Unit

_JOIN = re.compile(
    r"(?: {0,2}(?:(?P<dash>--?|~|\.{2,3}|…) {0,2}|(?P<slash>/) ?)|\s{0,2}(?:(?P<word>à|a|to|jusqu'à|until"
    r"|till)\s{1,2}|(?P<or>ou|or)\s{1,2}(?=\d)"
    r"|(?P<and>et|and|&)\s{1,2}))"
    r"(?:(?:les|de|max\.?)\s)?"
)
_BETWEEN = re.compile(r"(?:entre|between|from)\s{1,2}(?:les\s)?\Z")
_NEW = re.compile(
    r"\b(?:went|gone|goes|mov|bump|dropp|lower|baiss|chang|updat|adjust|rais|increas|modif|augment|pass)\w{0,5}\b[^.;!?\n]{0,40}\b(?:de|from|du)\s{1,2}\Z"
)
_CHANGE = re.compile(r"\b(?:de|from|du)\s{1,2}\Z")
_TIMES = re.compile(
    r"\s?(?:x|×|\*|fois|versements? de|mensualit[ée]s? de|paiements? de|[ée]ch[ée]ances? de|payments? of"
    r"|instal?lments? of|milestones? of|jalons? de)\s?(?=[\d€$£])"
)
_LISTED = re.compile(
    r"(?:lots?|option|phase|[ée]tape|niveau|offre|formule|n°|#|step|tier|pack|version|jour|article|chapitre"
    r"|tranche|mission|palier)\s?\Z"
    r"|\b(?:packs?|lots?|s[ée]ries?|sets?|bundles?|paquets?|carnets?|cartes?) (?:de|of)\s?\Z"
)
_FIVE = 5
_PERCENT = re.compile(r"\s?%")
_DATED = re.compile(r"\b(?:le|du|au|from)\s?\Z")


def counts_things(lower: str, amount: Amount, other: Amount) -> bool:
    """ "60 à 80 leads": both ends count leads."""
    join = _JOIN.match(lower, amount.end)
    return join is not None and join.end() == other.start and COUNTED.match(lower, other.end) is not None


def read_instalments(
    lower: str, amount: Amount, other: Amount, left: Money | None, right: Money | None
) -> Mention | None:
    """ "2x 600" is 1200; "5 x 450 €/j" is a day rate, the count is left out."""
    if left or right or amount.value > 24 or amount.value != int(amount.value) or amount.value < 2:
        return None
    times = _TIMES.match(lower, amount.end)
    if times is None:
        return None
    before = currencies.before(lower, other.start, amount.end)
    if (before.start if before else other.start) != times.end():
        return None
    after = currency_after(lower, other, before)
    end = after.end if after else other.end
    tail = read_tail(lower, end)
    rate = tail.unit is not None and tail.unit is not Unit.PROJECT
    value = other.value if rate else amount.value * other.value
    return Mention(
        amount.start,
        end,
        value,
        value,
        code_of(before, after),
        scale=other.scale,
        instalments=not rate,
        amount_end=other.end,
    )


def read_range(  # noqa: PLR0911, PLR0912 - each return is one reason why two amounts are not a range
    lower: str, amount: Amount, other: Amount, left: Money | None, right: Money | None, *, floor: int
) -> Mention | None:
    """The range two amounts make, or None. `floor` is where the mention before ends."""
    joined = _joined(lower, right.end if right else amount.end)
    if joined is None:
        return None
    join, taxed = joined
    before = currencies.before(lower, other.start, join.end() - 1 if join.group("slash") else join.end())
    if (before.start if before else other.start) != join.end():
        return None
    after = currency_after(lower, other, before)
    end = after.end if after else other.end
    if taxed is not None:
        last = read_tail(lower, end)
        if last.taxed and last.tax is not taxed:
            return None  # "2 000 € HT / 2 400 € TTC" is one price with and without tax
    first = read_tail(lower, right.end if right else amount.end)
    if join.group("dash") and " " in join.group() and first.unit is not None:
        last = read_tail(lower, end)
        if (first.raw is not None and last.raw != first.raw) or last.unit not in {None, first.unit}:
            return None  # "55 € la séance – 250 € les 5"
    own = before or after
    if own is None and COUNTED.match(lower, other.end) and not _PERCENT.match(lower, other.end):
        return None
    start = left.start if left else amount.start
    window = lower[max(floor, start - 12) : start]
    changed = _NEW.search(lower, max(floor, start - 60), start) is not None
    if _FIVE * other.value < amount.value and join.group("word") and other.scale == 1 and not own:
        return None  # "260 € jusqu'à 10": how many, or how long
    low, high = ends_of(amount, other, right, spaced_dash=bool(join.group("dash")) and " " in join.group())
    ends = _ordered(low, high, join, changed=changed, falls=bool(_CHANGE.search(window) or right))
    if ends is None:
        return None
    low, high = ends
    if low == high and changed:
        start = before.start if before else other.start  # the words of the new price alone
    if not _belong(
        low,
        high,
        join,
        window,
        one_currency=bool(right) and own is None and other.scale == 1,
        said_once=low != amount.value,
    ):
        return None
    if amount.value <= 31 and other.value <= 31 and _DATED.search(window):
        return None
    if _LISTED.search(window) and not (left or right):
        return None
    return Mention(
        start,
        end,
        low,
        high,
        code_of(before, after) or code_of(left, right),
        qualifier=Qualifier.EXACT if low == high else Qualifier.RANGE,
        scale=max(amount.scale, other.scale),
        amount_end=other.end,
    )


def _ordered(
    low: Decimal, high: Decimal, join: re.Match[str], *, changed: bool, falls: bool
) -> tuple[Decimal, Decimal] | None:
    """Both ends in order. "De 480 à 430 €", "change my rate from $40 to $45" tell a new price: the second."""
    if join.group("word") and (changed or (low > high and falls)):
        return high, high
    if low <= high:
        return low, high
    return (high, low) if join.group("dash") else None


def _joined(lower: str, at: int) -> tuple[re.Match[str], Tax | None] | None:
    """What joins an amount that ends at `at` to the next, and the tax said before it: "400 € HT/j à 500 € HT/j"."""
    join = _JOIN.match(lower, at)
    if join is not None and not (join.group("slash") and lower[join.end() : join.end() + 1].isalpha()):
        return join, None
    tail = read_tail(lower, at)
    if tail.unit is None and not tail.taxed:
        return None
    join = _JOIN.match(lower, tail.end)
    if join is not None and join.group("slash") and tail.raw is not None:
        return None  # "30 € la story / 80 € le post"
    return None if join is None else (join, tail.tax if tail.taxed else None)


def _belong(
    low: Decimal, high: Decimal, join: re.Match[str], window: str, *, one_currency: bool, said_once: bool
) -> bool:
    """Whether two ends are near enough for the way they are joined."""
    if join.group("and") and not _BETWEEN.search(window):
        return False
    if join.group("or") and not said_once:
        return False
    if low <= 0 or high > low * 12:
        return False
    if join.group("slash") and (low == high or high > low * 3):
        return False
    # "450 € - 10 ans": a second figure without a currency must look like the first.
    return not (one_currency and high > low * 4)


def ends_of(amount: Amount, other: Amount, right: Money | None, *, spaced_dash: bool) -> tuple[Decimal, Decimal]:
    """Both ends, with what was said once for both: "5 et 7 k", "4 à 500", "12 à 15 000"."""
    low, high = amount.value, other.value
    if right is not None and right.code != "DOLLAR":
        return low, high
    if other.scale > 1 and amount.scale == 1 and low < high / other.scale:
        return low * other.scale, high
    if amount.scale > 1 and other.scale == 1 and high < 1000:
        return low, high * amount.scale
    whole = low == int(low) and high == int(high) and not spaced_dash
    if whole and amount.scale == other.scale == 1 and right is None:
        if 1 <= low <= 9 and 100 <= high <= 999 and low * 100 < high:
            return low * 100, high
        if 1 <= low <= 99 and 1000 <= high <= 99999 and high % 100 == 0 and low * 1000 < high:
            return low * 1000, high
    return low, high
