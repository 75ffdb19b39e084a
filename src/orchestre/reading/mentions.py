"""Money as it is mentioned: each amount of a text with its currency, range, unit, tax and qualifier.

Whether a mention is a price asked is decided in `prices`. Two amounts joined by "à", "-", "to" are one mention;
so are instalments ("2x 600"). An amount without a currency is a mention only beside words of price or unit.
"""

import re
from bisect import bisect_left
from decimal import Decimal

from orchestre.basics import Span
from orchestre.reading import currencies
from orchestre.reading.currencies import CENTS, SMALL_MONEY
from orchestre.reading.money import Mention, Tail, code_of, currency_after, read_tail
from orchestre.reading.numbers import find_amounts
from orchestre.reading.pairs import counts_things, read_instalments, read_range
from orchestre.reading.pay import is_ad
from orchestre.reading.percents import read_percent
from orchestre.reading.units import (
    COUNTED,
    DO_IT_FOR,
    HAS_LABEL,
    ITEM_FIRST,
    LABEL,
    LABEL_GAP,
    LOOSE_UNIT,
    ONE_PIECE_AT,
    PLAUSIBLE,
    RATE_GAP,
    SO_MANY,
    TAIL,
    UNIT_OF,
)
from orchestre.reading.values import Qualifier, Tax, Unit

# A full stop ends a sentence, not the abbreviations that stand before amounts.
_SENTENCE_END = re.compile(
    r"[\n!?;.•|🔹✅➡→](?:(?<=[\n•|🔹✅➡→])|(?=\s|\Z)(?:(?<!\.)"
    r"|(?<!\benv\.)(?<!\bmax\.)(?<!\bmin\.)(?<!approx\.)(?<!\bexcl\.)(?<!\bincl\.)"
    r"(?<!\bart\.)(?<!\bfr\.)(?<!\brs\.)(?<!h\.t\.)(?<!\.\.)))"
)
_LOWER = (
    r"(?:prix|tarif|ticket) d'entr[ée]e|entry price|prix (?:de d[ée]part|plancher)|(?:budget|forfait) minimum"
    r"|starting price|upwards of|[àa] compter de|(?:en[- ]dessous|pas sous|never below) ?(?:de)?|pas sous"
    r"|[àa] partir d[e'u]|d[èe]s|from|starting(?: (?:at|from))?|starts?(?: (?:at|from))?"
    r"|d[ée]marr\w{1,4} (?:[àa]|d[èe]s)|d[ée]but\w{1,4} [àa]|commenc\w{1,4} [àa]"
    r"|minimum|minima|min\.?|mini|at least|au moins|au minimum|premiers? prix|plancher|pas (?:en )?(?:moins"
    r"|dessous) d[e']|(?:not?|never|n't) (?:\w{1,10} (?:for |in )?)?(?:less than|under|below)|rien (?:en dessous"
    r"|sous|à moins)(?: de)?|pas pour moins d[e']"
)
_UPPER = (
    r"jusqu'[àa]|max(?:imum|i)?\.?|up to|au plus|au maximum|plafonn[ée]\w? [àa]|capp?ed at|no more than"
    r"|not more than|pas plus d[e']|at most|under|moins d[e']|maxi|d[ée]pass\w{2,6} pas|pas d[ée]passer"
    r"|exceed(?:ing)?"
)
_ABOUT = (
    r"[àa] la louche|in the region of|somewhere around|aux environs d[e']|de l'ordre d[e']|environ|env\.?"
    r"|autour d[e']|aux alentours d[e']|dans les|[àa] peu pr[èe]s|approx(?:\.|imately|imativement)?|about"
    r"|around|roughly|circa|ca\.|~|≈|grosso modo|genre|plus ou moins|vers les|quelque"
)
_QUALIFIED = re.compile(
    rf"(?<![^\W_])(?:(?P<lower>{_LOWER})|(?P<upper>{_UPPER})|(?P<about>{_ABOUT}))\s{{0,2}}(?:(?:de|d'|of|at|les"
    rf"|just|prix|:|à|€|\$|£|un budget de)\s{{0,2}}){{0,2}}\Z"
)
_COUNT_BOUND = re.compile(r"\d\s[^\W\d]{2,15}\s(?:max|min)\w*\.?\W{0,3}\Z")
# After "12k" alone: the end, or a word that goes on about the work; a noun would make it "12k abonnés".
_THOUSANDS_END = re.compile(
    r"\s{0,2}(?:\Z|[.,;!?)\n]|(?:pour|for|ht|ttc|all|tout|et|max|min|flat|total|fixe|le|la|selon|suivant"
    r"|depending|if|si|en|environ|hors|plus|or|ou|on|per|par|a|je|i|is|livr\w+|clé|budget|c'est|tops|ish|base"
    r"|brut|gross|fixe|doe|net|annu\w{2,4}|perm|ote"
    r"|and)\b|\+(?!\))|[/€$£(:-])"
)
_THOUSANDS_FIRST = re.compile(
    r"(?:\A|[,:(;=>~-]|\b(?:for|pour|entre|between|de|like|à|around|about|roughly|approx|prévoir|serait|sera"
    r"|environ|est|is|c'est|at|compter"
    r"|comptez|compte|sur|genre|dans les|autour de|partir de|forfait|pr|to|fait|ou|or|charge|cost|costs|coûte"
    r"|quote))\s{0,2}\Z"
)


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
            right = currency_after(lower, amount, left)
            nearest = right.end if right else amount.end
            other = amounts[i] if i < len(amounts) else None
            if other is not None and other.start - nearest < 40:
                pair = read_instalments(lower, amount, other, left, right) or read_range(
                    lower, amount, other, left, right, floor=floor
                )
                if pair is not None:
                    i += 1
                    mention = self._finish(pair, floor)
                    if mention is not None:
                        mentions.append(mention)
                        floor = mention.end
                    continue
            single = Mention(
                left.start if left else amount.start,
                nearest,
                amount.value,
                amount.value,
                code_of(left, right),
                scale=amount.scale,
                amount_end=amount.end,
            )
            if single.currency is None and other is not None and counts_things(lower, amount, other):
                i += 1
                continue
            if amount.spelled and single.currency is None and amount.scale == 1 and not TAIL.match(lower, amount.end):
                continue
            mention = self._finish(single, floor) or self._second_rate(single, mentions)
            if mention is not None:
                mentions.append(mention)
                floor = mention.end
        return mentions

    def _glued(self, at: int) -> bool:
        """Whether the number is a part of a word, a path or a code: "B2B", "/page/12", "#4", "v2"."""
        if at == 0:
            return False
        previous = self.lower[at - 1]
        if previous.isalpha():
            return not self.lower.startswith("tjm", max(at - 3, 0), at)
        if previous == "=":
            return _EQUALS.search(self.lower, max(at - 10, 0), at) is None
        return previous in "_#@/&." and (at < 2 or not self.lower[at - 2].isspace() or previous in "#@/")

    def _finish(self, mention: Mention, floor: int) -> Mention | None:
        """Read the words around the amount. None when nothing says it is money."""
        lower, end = self.lower, mention.end
        following = lower[end : end + 1]
        if following == "%" or (following == " " and lower[end + 1 : end + 2] == "%"):
            return self._percent(mention, floor)
        bare = mention.currency is None
        if bare and not mention.instalments and COUNTED.match(lower, end):
            return None
        tail = read_tail(lower, end)
        if bare and tail.unit is None and not tail.taxed and mention.scale == 1 and not self._may_have_labels():
            return None
        mention.sentence = sentence = self.sentence(mention.start)
        mention.before = first = max(sentence[0], floor, mention.start - 90)
        window = own = lower[first : mention.start]
        if not window.strip() and first == sentence[0] and first > floor + 1:
            # A label alone on its line: the amount stands on the next one.
            line = lower.rfind("\n", max(floor, first - 60), first - 1) + 1
            window = lower[max(line, floor, first - 60) : mention.start].replace("\n", " ")
        label, unit, near = self._label(window)
        loose = LOOSE_UNIT.match(lower, tail.end) if tail.unit is None and (not bare or label or tail.taxed) else None
        if loose is not None:
            tail.unit = UNIT_OF[str(loose.lastgroup)]
            again = read_tail(lower, loose.end())
            if again.unit is None:
                again.unit = tail.unit
            if not again.taxed:
                again.tax, again.taxed = tail.tax, tail.taxed
            tail = again
        if bare and not self._is_money(mention, tail, window, label=label, near=near):
            return None
        mention.tax = tail.tax if tail.taxed else _tax_before(window)
        mention.end = tail.end
        mention.unit, mention.raw, mention.label = tail.unit, tail.raw, label
        self._cents(mention)
        if mention.unit is None:
            _unit_before(mention, window, unit)
        if (
            bare
            and mention.unit in {Unit.HOUR, Unit.DAY, Unit.MONTH, Unit.WORD, Unit.CLICK, Unit.YEAR}
            and not _plausible(mention.unit, mention.high)
        ):
            return None
        self._qualify(mention, own, tail.bound)
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
        for found in LABEL.finditer(window, max(len(window) - 70, 0)):
            gap = window[found.end() :]
            if len(gap) > 45 and found.lastgroup != "day":
                continue
            if found.lastgroup == "half" and ("," in gap or len(gap) > 25):
                continue  # "450 € la demi-journée sur site, ou 900 €"
            name = str(found.lastgroup)
            if best is None or name not in _NO_UNIT or best == "generic":
                best = name
            near = LABEL_GAP.match(gap) is not None or (name in _RATE_LABELS and RATE_GAP.match(gap) is not None)
        if best in {None, "generic"} and DO_IT_FOR.search(window):
            best, near = "project", True
        return best, None if best is None or best in _NO_UNIT else UNIT_OF[best], near

    def _is_money(self, mention: Mention, tail: Tail, window: str, *, label: str | None, near: bool) -> bool:
        """Whether an amount without a currency is money."""
        if tail.taxed and mention.high >= 1:
            return True
        if tail.unit is not None and tail.unit is not Unit.PROJECT and tail.raw is None:
            return _plausible(tail.unit, mention.high) and not _OUTPUT.search(window)
        if tail.raw is not None and mention.high >= 40 and _HALF.search(tail.raw):
            return True
        if mention.scale == 1000 and _THOUSANDS_END.match(self.lower, mention.end):
            return (
                near
                or _THOUSANDS_FIRST.search(window) is not None
                or (mention.qualifier is Qualifier.RANGE and is_ad(self.lower, float(mention.high)))
            )
        if _stands_alone(mention, window, self.lower):
            return True
        if label in {"generic", "project"} and mention.high < 20 and tail.unit is None:
            return False
        if label in {"generic", "project"} and tail.unit is None and not _CONDITION.match(self.lower, mention.end):
            return False
        return near and mention.high >= 5 and mention.scale <= 1000 and not _is_year(mention)

    def _second_rate(self, mention: Mention, mentions: list[Mention]) -> Mention | None:
        """ "TJM 500, 450 si full remote": a bare figure of the same size, right after a rate, is a second rate."""
        if not mentions or mention.currency is not None or COUNTED.match(self.lower, mention.end):
            return None
        first = mentions[-1]
        if (
            (first.unit not in _RATES and first.raw is None)
            or mention.start - first.end > 45
            or mention.scale != first.scale
        ):
            return None
        sentence = self.sentence(mention.start)
        if (
            sentence != first.sentence
            or not first.low <= mention.low * 2 <= first.high * 4
            or mention.low < (20 if first.unit in _RATES else 2)
        ):
            return None
        if self.lower[mention.start - 1] == "(" and self.lower[mention.end : mention.end + 1] == ")":
            return None  # "Montreuil (93)"
        if not _OR_ELSE.search(self.lower[first.end : mention.start]) or not _CONDITION.match(self.lower, mention.end):
            return None
        mention.sentence, mention.before = sentence, first.end
        mention.unit, mention.tax, mention.currency = first.unit, first.tax, first.currency
        mention.raw = first.raw
        return mention

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
        if found is not None and _COUNT_BOUND.search(window[-45:]):
            found = None  # "6 personnes max : 900 €"
        name = found.lastgroup if found else bound
        if name is not None:
            mention.qualifier = {"lower": Qualifier.FROM, "upper": Qualifier.UP_TO, "about": Qualifier.ABOUT}[name]


_NO_UNIT = frozenset({"rate", "generic"})
_EQUALS = re.compile(r"(?:\s|tjm|tarif|rate|prix|price|ht)\s?=\Z")
_RATE_LABELS = frozenset({"day", "hour"})
_RATES = frozenset({Unit.HOUR, Unit.DAY, Unit.MONTH})
_OR_ELSE = re.compile(
    r"(?:/|,|;|\(|-|\b(?:ou|or|sinon|puis|et|then|else|otherwise|mais|but|and))\s{0,2}(?:\(|(?:à|at|sinon"
    r"|plutôt|ou|[^\s\d,;/]{2,14})\s(?:[^\s\d,;/]{2,14}\s){0,2})?\Z"
)
_CONDITION = re.compile(
    r"\s{0,2}(?:\Z|[.,;!)(\n]|tout\b|all\b|cl[ée]\b|max|mini|ht\b|ttc\b|(?:si|if|en|sur|pour|for|when|quand"
    r"|d[èe]s|au|remote|[àa] distance|on|onsite|sans|avec|with|without|selon|suivant|depending|environ|hors"
    r"|livr\w{1,3}|par|[àa]|compris|pi[èe]ce|hors|in|le|la|les|weekend|week-end"
    r"|sinon|otherwise|au-del[àa]|suffi\w{1,4}|et|and|base|perm|c'est|quand|vu|chez|total|livraison)\b)"
)
_HALF = re.compile(r"demi|half|1[/⁄]2")
_CLAUSE_START = re.compile(r"(?:\A|[,;:(])\s{0,2}\Z")
_DEPENDS = re.compile(r"\s{0,2}(?:selon|suivant|en fonction|depending|according|d[ée]pend)\b")
# What a day's or month's work yields, not what it costs: "je peux en faire 40 par jour".
_OUTPUT = re.compile(
    r"(?:\ben faire|\bfaire|\bproduire|\br[ée]diger|\bwrite|\bdeliver|\bhandle|\btraite\w*|\bplus de|\bjusqu'à"
    r"|\bup to|\bto)\s{1,2}\Z"
)
_TAX_BEFORE = re.compile(
    r"(?<![\w.])(?:(?P<excl>h\.?t\.?(?:va)?|hors (?:toutes? )?(?:taxes?|tva)|avant (?:taxes?|tva)"
    r"|(?:excl\.?|excluding|exclusive of|before|without|net of|ex)\s(?:vat|gst|tax(?:es)?))|(?P<incl>ttc|t\.t\.c\.?"
    r"|tvac))\b\s?\)?(?:\s?\(en [^)]{1,8}\)\s?)?[.\s_…]{0,40}(?:[:=]|de|est(?: de)?|à)?\s{0,2}(?:[€$£]|chf|eur)?\s?\Z"
)


def _stands_alone(mention: Mention, window: str, lower: str) -> bool:
    """ "520-600 selon durée": a range of the size of a day rate that makes a clause of its own."""
    if mention.qualifier is not Qualifier.RANGE or not 120 <= mention.low <= mention.high <= 1500:
        return False
    return _CLAUSE_START.search(window) is not None and _DEPENDS.match(lower, mention.end) is not None


def _tax_before(window: str) -> Tax:
    found = _TAX_BEFORE.search(window[-50:])
    return Tax(str(found.lastgroup)) if found else Tax.UNKNOWN


def _unit_before(mention: Mention, window: str, unit: Unit | None) -> None:
    """The unit said before the amount: by its label, or by the thing sold by the piece ("fiche produit : 12 €")."""
    if unit is not None and (mention.currency in SMALL_MONEY or _plausible(unit, mention.high)):
        mention.unit = unit
        mention.raw = _half_day(window) if mention.label == "half" else None
        return
    piece = ITEM_FIRST.search(window) or SO_MANY.search(window) or ONE_PIECE_AT.search(window)
    if piece is not None:
        mention.unit, mention.raw = Unit.UNKNOWN, piece.group(str(piece.lastgroup))


def _half_day(window: str) -> str | None:
    """The words of the half-day label, as `unit_raw`."""
    return next((found.group() for found in LABEL.finditer(window) if found.lastgroup == "half"), None)


def _plausible(unit: Unit, value: Decimal) -> bool:
    bounds = PLAUSIBLE.get(unit)
    return bounds is None or bounds[0] <= value <= bounds[1]


def _is_year(mention: Mention) -> bool:
    return mention.low == mention.high and 1950 <= mention.low <= 2050 and mention.end - mention.start == 4
