"""Money as it is mentioned: each amount of a text with its currency, range, unit, tax and qualifier.

Whether a mention is a price asked is decided in `prices`. Two amounts joined by "à", "-", "to" are one mention;
so are instalments ("2x 600"). An amount without a currency is a mention only beside words of price or unit.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass
from decimal import Decimal

from orchestre.basics import Span
from orchestre.reading import currencies
from orchestre.reading.currencies import CENTS, Money
from orchestre.reading.numbers import Amount, find_amounts
from orchestre.reading.percents import read_percent
from orchestre.reading.units import (
    COUNTED,
    HAS_LABEL,
    ITEM_FIRST,
    LABEL,
    LABEL_GAP,
    LOOSE_UNIT,
    ONE_PIECE_AT,
    PLAUSIBLE,
    RAW_UNITS,
    TAIL,
    UNIT_OF,
)
from orchestre.reading.values import Qualifier, Tax, Unit

# A full stop ends a sentence, not the abbreviations that stand before amounts.
_SENTENCE_END = re.compile(
    r"[\n!?;.•|🔹✅➡→](?:(?<=[\n•|🔹✅➡→])|(?=\s|\Z)(?:(?<!\.)|(?<!\benv\.)(?<!\bmax\.)(?<!\bmin\.)(?<!approx\.)(?<!\bexcl\.)(?<!\bincl\.)"
    r"(?<!\bart\.)(?<!\bfr\.)(?<!\brs\.)(?<!h\.t\.)(?<!\.\.)))"
)
_JOIN = re.compile(
    r"\s{0,2}(?:(?P<dash>--?|~|\.{2,3}|…)\s{0,2}|(?P<slash>/)\s?|(?P<word>à|a|to|jusqu'à|until|till)\s{1,2}|(?P<and>et|and|&)\s{1,2})"
    r"(?:(?:les|de|max\.?)\s)?"
)
_BETWEEN = re.compile(r"(?:entre|between|from)\s{1,2}(?:les\s)?\Z")
_CHANGE = re.compile(r"\b(?:de|from|du)\s{1,2}\Z")
_TIMES = re.compile(
    r"\s?(?:x|×|\*|fois|versements? de|mensualit[ée]s? de|paiements? de|[ée]ch[ée]ances? de|payments? of|instal?lments? of)\s?(?=[\d€$£])"
)
_LISTED = re.compile(
    r"(?:lots?|option|phase|[ée]tape|niveau|offre|formule|n°|#|step|tier|pack|version|jour|article|chapitre|tranche|mission|palier|le|du|au)\s?\Z"
)
_PERCENT = re.compile(r"\s?%")
_LOWER = (
    r"[àa] partir d[e'u]|d[èe]s|from|starting(?: (?:at|from))?|starts?(?: (?:at|from))?|d[ée]marr\w{1,4} (?:[àa]|d[èe]s)|d[ée]but\w{1,4} [àa]|commenc\w{1,4} [àa]"
    r"|minimum|minima|min\.?|mini|at least|au moins|au minimum|premiers? prix|plancher|pas (?:en )?(?:moins|dessous) d[e']|(?:not|no) less than|not (?:under|below)"
)
_UPPER = r"jusqu'[àa]|max(?:imum|i)?\.?|up to|au plus|au maximum|plafonn[ée]\w? [àa]|capp?ed at|no more than|not more than|pas plus d[e']|at most|under|moins d[e']|maxi|d[ée]pass\w{2,6} pas|exceed(?:ing)?"
_ABOUT = r"environ|env\.?|autour d[e']|aux alentours d[e']|dans les|[àa] peu pr[èe]s|approx(?:\.|imately|imativement)?|about|around|roughly|circa|ca\.|~|≈|grosso modo|genre|plus ou moins|vers les|quelque"
_QUALIFIED = re.compile(
    rf"(?<![^\W_])(?:(?P<lower>{_LOWER})|(?P<upper>{_UPPER})|(?P<about>{_ABOUT}))\s{{0,2}}(?:(?:de|d'|of|at|les|just|prix|:|à|€|\$|£|un budget de)\s{{0,2}}){{0,2}}\Z"
)
# After "12k" alone: the end, or a word that goes on about the work; a noun would make it "12k abonnés".
_THOUSANDS_END = re.compile(
    r"\s{0,2}(?:\Z|[.,;!?)\n]|(?:pour|for|ht|ttc|all|tout|et|max|min|flat|total|fixe|le|la|selon|suivant|depending|if|si|en|environ|hors|plus|or|ou|on|per|par|a|je|i|is|livr\w+|clé|budget|c'est|tops|ish|and)\b|[/€$£(+:-])"
)
_THOUSANDS_FIRST = re.compile(
    r"(?:\A|[,:(;=>~-]|\b(?:for|pour|entre|between|de|like|à|around|about|environ|est|is|c'est|at|compter|comptez|compte|sur|genre|dans les|autour de|partir de|forfait|pr|to|fait|ou|or|charge|cost|costs|coûte|quote))\s{0,2}\Z"
)


@dataclass(slots=True)
class Mention:
    """One amount or range. `start` and `end` bound its words; `before` is where its sentence, or what is left of it, begins."""

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
    amount_end: int = 0


@dataclass(slots=True)
class _Tail:
    end: int
    unit: Unit | None = None
    raw: str | None = None
    tax: Tax = Tax.UNKNOWN
    bound: str | None = None
    taxed: bool = False


class MentionReader:
    """The walk over one text in lower case."""

    def __init__(self, lower: str) -> None:
        self.lower = lower
        self._sentence_ends: list[int] | None = None
        self._labels: bool | None = None

    def sentence(self, at: int) -> Span:
        """Where the sentence around `at` begins and ends."""
        if self._sentence_ends is None:
            self._sentence_ends = [found.start() for found in _SENTENCE_END.finditer(self.lower)]
        ends = self._sentence_ends
        i = bisect_left(ends, at)
        return (ends[i - 1] + 1 if i else 0), (ends[i] if i < len(ends) else len(self.lower))

    def read(self) -> list[Mention]:
        """Every mention, in the order of the text."""
        lower, amounts = self.lower, find_amounts(self.lower)
        mentions: list[Mention] = []
        floor = i = 0
        while i < len(amounts):
            amount = amounts[i]
            i += 1
            if amount.start < floor:
                continue
            left = currencies.before(lower, amount.start, floor)
            if left is None and self._glued(amount.start):
                continue
            right = self._right(amount, left)
            nearest = right.end if right else amount.end
            other = amounts[i] if i < len(amounts) else None
            if other is not None and other.start - nearest < 40:
                pair = self._instalments(amount, other, left, right) or self._range(amount, other, left, right, floor)
                if pair is not None:
                    i += 1
                    mention = self._finish(pair, floor)
                    if mention is not None:
                        mentions.append(mention)
                        floor = mention.end
                    else:
                        floor = pair.end
                    continue
            single = Mention(
                left.start if left else amount.start,
                nearest,
                amount.value,
                amount.value,
                _code(left, right),
                scale=amount.scale,
                amount_end=amount.end,
            )
            if single.currency is None and other is not None and self._counts_things(amount, other):
                i += 1
                continue
            if amount.spelled and single.currency is None and amount.scale == 1 and not TAIL.match(lower, amount.end):
                continue
            mention = self._finish(single, floor)
            if mention is not None:
                mentions.append(mention)
                floor = mention.end
        return mentions

    def _counts_things(self, amount: Amount, other: Amount) -> bool:
        """ "60 à 80 leads": both ends count leads."""
        join = _JOIN.match(self.lower, amount.end)
        return join is not None and join.end() == other.start and COUNTED.match(self.lower, other.end) is not None

    def _glued(self, at: int) -> bool:
        """Whether the number is a part of a word, a path or a code: "B2B", "/page/12", "#4", "v2"."""
        if at == 0:
            return False
        previous = self.lower[at - 1]
        if previous.isalpha():
            return not self.lower.startswith("tjm", max(at - 3, 0), at)
        return previous in "_#@=/&." and (at < 2 or not self.lower[at - 2].isspace() or previous in "#@/")

    def _right(self, amount: Amount, left: Money | None) -> Money | None:
        lower = self.lower
        right = currencies.after(lower, amount.end)
        if right is None:
            return None if amount.spelled else currencies.glued_e(lower, amount.end, large=amount.value > 20)
        if left is None:
            return right
        # "$50 $80": the second sign belongs to the next amount; "$50 USD" names the same one twice.
        return right if lower[right.end - 1].isalpha() or lower[amount.end] in ".," else None

    def _instalments(self, amount: Amount, other: Amount, left: Money | None, right: Money | None) -> Mention | None:
        """ "2x 600" is 1200; "5 x 450 €/j" is a day rate, the count is left out."""
        if left or right or amount.value > 24 or amount.value != int(amount.value) or amount.value < 2:
            return None
        times = _TIMES.match(self.lower, amount.end)
        if times is None:
            return None
        before = currencies.before(self.lower, other.start, amount.end)
        if (before.start if before else other.start) != times.end():
            return None
        after = self._right(other, before)
        end = after.end if after else other.end
        tail = self._tail(end)
        rate = tail.unit is not None and tail.unit is not Unit.PROJECT
        value = other.value if rate else amount.value * other.value
        return Mention(
            amount.start,
            end,
            value,
            value,
            _code(before, after),
            scale=other.scale,
            instalments=not rate,
            amount_end=other.end,
        )

    def _range(
        self, amount: Amount, other: Amount, left: Money | None, right: Money | None, floor: int
    ) -> Mention | None:
        lower = self.lower
        at = right.end if right else amount.end
        join = _JOIN.match(lower, at)
        if join is None or (join.group("slash") and lower[join.end()].isalpha()):
            tail = self._tail(at)
            if tail.unit is None and not tail.taxed:
                return None
            join = _JOIN.match(lower, tail.end)
            if join is None:
                return None
        before = currencies.before(lower, other.start, join.end() - 1 if join.group("slash") else join.end())
        if (before.start if before else other.start) != join.end():
            return None
        after = self._right(other, before)
        low, high = self._ends(amount, other, right, spaced_dash=bool(join.group("dash")) and " " in join.group())
        code = _code(before, after) or _code(left, right)
        start = left.start if left else amount.start
        window = lower[max(floor, start - 12) : start]
        own = before or after
        if own is None and COUNTED.match(lower, other.end) and not _PERCENT.match(lower, other.end):
            return None
        if low > high:
            if join.group("word") and (_CHANGE.search(window) or right):
                low = high  # "de 480 à 430 €" is a new price
            elif join.group("dash") and low <= high * 3:
                low, high = high, low
            else:
                return None
        if join.group("and") and not _BETWEEN.search(window):
            return None
        if low <= 0 or high > low * 12 or (_LISTED.search(window) and not (left or right)):
            return None
        if join.group("slash") and (low == high or high > low * 3):
            return None
        if right and own is None and other.scale == 1 and high > low * 4:
            return None
        return Mention(
            start,
            after.end if after else other.end,
            low,
            high,
            code,
            qualifier=Qualifier.EXACT if low == high else Qualifier.RANGE,
            scale=max(amount.scale, other.scale),
            amount_end=other.end,
        )

    @staticmethod
    def _ends(amount: Amount, other: Amount, right: Money | None, *, spaced_dash: bool) -> tuple[Decimal, Decimal]:
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

    def _tail(self, at: int) -> _Tail:
        """Unit, tax and bound written after an amount."""
        lower, tail = self.lower, _Tail(at)
        for _ in range(6):
            found = TAIL.match(lower, tail.end)
            if found is None:
                break
            name = str(found.lastgroup)
            if name in UNIT_OF:
                if tail.unit is None or (tail.unit is Unit.PROJECT and UNIT_OF[name] is not Unit.PROJECT):
                    tail.unit = UNIT_OF[name]
                    tail.raw = found.group(name).strip() if name in RAW_UNITS else None
                elif name == "other":
                    break
            elif name in {"excl", "incl"}:
                tail.tax, tail.taxed = Tax(name), True
            elif name in {"upper", "lower", "about"}:
                tail.bound = tail.bound or name
            tail.end = found.end()
        while tail.end > at and lower[tail.end - 1] in " ,(-[":
            tail.end -= 1
        return tail

    def _finish(self, mention: Mention, floor: int) -> Mention | None:
        """Read the words around the amount. None when nothing says it is money."""
        lower, end = self.lower, mention.end
        following = lower[end : end + 1]
        if following == "%" or (following == " " and lower[end + 1 : end + 2] == "%"):
            return self._percent(mention, floor)
        bare = mention.currency is None
        if bare and not mention.instalments and COUNTED.match(lower, end):
            return None
        tail = self._tail(end)
        if bare and tail.unit is None and not tail.taxed and mention.scale == 1 and not self._may_have_labels():
            return None
        mention.sentence = sentence = self.sentence(mention.start)
        mention.before = first = max(sentence[0], floor, mention.start - 90)
        window = lower[first : mention.start]
        if not window.strip() and first == sentence[0] and first > floor + 1:
            # A label alone on its line: the amount stands on the next one.
            line = lower.rfind("\n", max(floor, first - 60), first - 1) + 1
            window = lower[max(line, floor, first - 60) : mention.start].replace("\n", " ")
        label, unit, near = self._label(window)
        if bare and not self._is_money(mention, tail, window, near=near):
            return None
        loose = LOOSE_UNIT.match(lower, end) if tail.unit is None and (not bare or label) else None
        if loose is not None:
            tail.unit = UNIT_OF[str(loose.lastgroup)]
            again = self._tail(loose.end())
            if again.unit is None:
                again.unit = tail.unit
            if not again.taxed:
                again.tax = tail.tax
            tail = again
        mention.tax = tail.tax if tail.taxed else _tax_before(window)
        mention.end = tail.end
        mention.unit, mention.raw, mention.label = tail.unit, tail.raw, label
        self._cents(mention)
        if mention.unit is None and unit is not None and _plausible(unit, mention.high):
            mention.unit = unit
            if label == "half":
                mention.raw = label_words(window)
        if mention.unit is None:
            piece = ITEM_FIRST.search(window) or ONE_PIECE_AT.search(window)
            if piece is not None:
                mention.unit, mention.raw = Unit.UNKNOWN, piece.group("piece")
        if (
            bare
            and mention.unit in {Unit.HOUR, Unit.DAY, Unit.MONTH, Unit.WORD, Unit.CLICK, Unit.YEAR}
            and not _plausible(mention.unit, mention.high)
        ):
            return None
        self._qualify(mention, window, tail.bound)
        return mention

    def _may_have_labels(self) -> bool:
        if self._labels is None:
            self._labels = HAS_LABEL.search(self.lower) is not None
        return self._labels

    @staticmethod
    def _label(window: str) -> tuple[str | None, Unit | None, bool]:
        """The label that speaks for the amount, its unit, and whether it stands close enough for a bare number."""
        best: str | None = None
        near = False
        for found in LABEL.finditer(window):
            gap = window[found.end() :]
            if len(gap) > 45 and found.lastgroup != "day":
                continue
            name = str(found.lastgroup)
            if best is None or name != "generic":
                best = name
            near = LABEL_GAP.match(gap) is not None
        unit = (
            {"half": Unit.UNKNOWN, "generic": None, None: None}.get(best)
            if best in {None, "half", "generic"}
            else UNIT_OF[str(best)]
        )
        return best, unit, near

    def _is_money(self, mention: Mention, tail: _Tail, window: str, *, near: bool) -> bool:
        """Whether an amount without a currency is money."""
        if tail.taxed and mention.high >= 1:
            return True
        if tail.unit is not None and tail.unit is not Unit.PROJECT and tail.raw is None:
            return _plausible(tail.unit, mention.high) and not _OUTPUT.search(window)
        if mention.scale == 1000 and _THOUSANDS_END.match(self.lower, mention.end):
            return near or _THOUSANDS_FIRST.search(window) is not None
        return near and mention.high >= 5 and mention.scale <= 1000 and not _is_year(mention)

    def _percent(self, mention: Mention, floor: int) -> Mention | None:
        mention.sentence = sentence = self.sentence(mention.start)
        mention.before = max(sentence[0], floor, mention.start - 90)
        end = read_percent(
            self.lower, mention.before, mention.start, mention.end, after_price=mention.before == floor > sentence[0]
        )
        if end is None:
            return None
        mention.end, mention.currency, mention.unit = end, None, Unit.PERCENT
        self._qualify(mention, self.lower[mention.before : mention.start], None)
        return mention

    @staticmethod
    def _cents(mention: Mention) -> None:
        if mention.currency not in CENTS:
            return
        mention.currency = CENTS[mention.currency]
        # "0,09 cts le mot" is meant in euros.
        if mention.low >= 1:
            mention.low /= 100
            mention.high /= 100

    @staticmethod
    def _qualify(mention: Mention, window: str, bound: str | None) -> None:
        if mention.qualifier is Qualifier.RANGE:
            return
        found = _QUALIFIED.search(window[-45:])
        name = found.lastgroup if found else bound
        if name is not None:
            mention.qualifier = {"lower": Qualifier.FROM, "upper": Qualifier.UP_TO, "about": Qualifier.ABOUT}[name]


# What a day's or month's work yields, not what it costs: "je peux en faire 40 par jour".
_OUTPUT = re.compile(
    r"(?:\ben faire|\bfaire|\bproduire|\br[ée]diger|\bwrite|\bdeliver|\bhandle|\btraite\w*|\bplus de|\bjusqu'à|\bup to|\bto)\s{1,2}\Z"
)
_TAX_BEFORE = re.compile(
    r"(?<![\w.])(?:(?P<excl>h\.?t\.?(?:va)?|hors taxes?)|(?P<incl>ttc|t\.t\.c\.?|tvac))\b\s?[).]?\s?(?:[:=]|de|est(?: de)?|à)?\s{0,2}(?:[€$£]|chf|eur)?\s?\Z"
)


def _tax_before(window: str) -> Tax:
    found = _TAX_BEFORE.search(window[-24:])
    return Tax(str(found.lastgroup)) if found else Tax.UNKNOWN


def label_words(window: str) -> str:
    """The words of the half-day label, as `unit_raw`."""
    found = None
    for found in LABEL.finditer(window):
        if found.lastgroup == "half":
            break
    return found.group() if found else ""


def _code(left: Money | None, right: Money | None) -> str | None:
    if right is not None and (left is None or right.code != "DOLLAR"):
        return right.code
    return left.code if left else None


def _plausible(unit: Unit, value: Decimal) -> bool:
    bounds = PLAUSIBLE.get(unit)
    return bounds is None or bounds[0] <= value <= bounds[1]


def _is_year(mention: Mention) -> bool:
    return mention.low == mention.high and 1950 <= mention.low <= 2050 and mention.end - mention.start == 4
