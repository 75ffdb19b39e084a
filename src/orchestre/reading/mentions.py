"""Money as it is mentioned: each amount of a text with its currency, range, unit, tax and qualifier.

Whether a mention is a price asked is decided in `prices`. Two amounts joined by "à", "-", "to" are one mention;
so are instalments ("2x 600"). An amount without a currency is a mention only beside words of price or unit.
"""

import re
from bisect import bisect_left

from orchestre.basics import Span
from orchestre.reading import currencies
from orchestre.reading.bare import (
    by_mode,
    by_variant,
    is_money,
    is_range_of_rates,
    plausible,
    small_yearly,
    stands_alone,
)
from orchestre.reading.currencies import CENTS, SMALL_MONEY, Money, scene_coin
from orchestre.reading.items import named_after
from orchestre.reading.labels import DO_IT_FOR, HAS_LABEL, LABEL, LABEL_GAP, RATE_GAP
from orchestre.reading.money import Mention, Tail, code_of, currency_after, read_tail
from orchestre.reading.normal import has_any
from orchestre.reading.numbers import Amount, find_amounts
from orchestre.reading.pairs import counts_things, read_instalments, read_range
from orchestre.reading.pay import Ad
from orchestre.reading.percents import read_percent
from orchestre.reading.said_before import EACH_HERE, Before, is_governed, look_before, take_before, take_named
from orchestre.reading.second import goes_down, second_rate
from orchestre.reading.units import (
    COUNTED,
    LOOSE_BARE,
    LOOSE_UNIT,
    UNIT_OF,
    match_tail,
)
from orchestre.reading.values import Qualifier, Tax, Unit

# A full stop ends a sentence, not the abbreviations that stand before amounts.
_SENTENCE_END = re.compile(
    r"[\n!?;.•|🔹✅➡→](?:(?<=[\n•|🔹✅➡→])|(?=\s|\Z)(?:(?<!\.)"
    r"|(?<!\benv\.)(?<!\bmax\.)(?<!\bmin\.)(?<!approx\.)(?<!\bexcl\.)(?<!\bincl\.)"
    r"(?<!\bart\.)(?<!\bfr\.)(?<!\brs\.)(?<!h\.t\.)(?<!\.\.)))"
)
_TIMED = frozenset({Unit.HOUR, Unit.DAY, Unit.MONTH})
# "Tarif par participant : 180 € la journée": of each of them, however long.
_EACH_OF = re.compile(
    r"\b(?P<each>(?:par|per|pour chaque|for each)\s(?:participante?|personne|stagiaire|"
    r"apprenante?|t[êe]te|poste|utilisateur|salari[ée]|[ée]l[èe]ve|enfant"
    r"|delegate|person|head|seat|user|employee|attendee|student|pupil|child))e?s?\s?(?:[:=]|is|are|est de)?\s{0,2}\Z"
)
_EACH_WORDS = ("par ", "per ", "pour chaque", "for each")
# "4 200 € le tableau de bord complet": the whole of it, not a piece.
_WHOLE_THING = re.compile(
    r"(?:l[ea]|the)\s[^.,;\n]{3,22}?\s(?:de \w+ |du \w+ )?(?:complete?|compl[èe]te|"
    r"entier|enti[èe]re|cl[ée]s? en main|int[ée]grale?)\b"
)
_LOWER = (
    r"(?:prix|tarif|ticket) d'entr[ée]e|entry price|prix (?:de d[ée]part|plancher)|(?:budget|forfait) minimum"
    r"|cheapest i (?:can|could) (?:go|do)|lowest i(?: can|'d)? go|starting price|upwards of|[àa] compter de"
    r"|(?:en[- ]dessous|pas sous|never below) ?(?:de)?|(?:pas|jamais) (?:sous"
    r"|en[- ]dessous d[e'])(?: la barre des)?|(?:never|not|n't) (?:go )?(?:below|under)"
    r"|>=|≥|[àa] partir d[e'u]|d[èe]s|from|starting(?: (?:at|from))?|starts?(?: (?:at|from))?"
    r"|d[ée]marr\w{1,4} (?:[àa]|d[èe]s)|d[ée]but\w{1,4} [àa]"
    r"|(?<!peux )(?<!pourrais )(?<!voudrais )(?<!pouvons )commenc\w{1,4} [àa]"
    r"|minimum|minima|(?<!\d)(?<!\d )min\.?|mini|at least|au moins|au minimum|premiers? prix|plancher"
    r"|pas (?:en )?(?:moins|dessous) d[e']|(?:not?|never|n't) (?:\w{1,10} (?:for |in )?)?(?:less than|under|below)"
    r"|rien (?:en dessous|sous|à moins)(?: de)?|pas pour moins d[e']"
)
_UPPER = (
    r"<=|≤|jusqu'[àa]|max(?:imum|i)?\.?|up to|au plus|au maximum|plafonn[ée]\w? [àa]|capp?ed at|no more than"
    r"|not more than|(?:pas|jamais) plus d[e']|never more than|at most|under|moins d[e']|maxi"
    r"|d[ée]pass\w{2,6} pas|pas d[ée]passer"
    r"|exceed(?:ing)?|(?:rest\w{1,5}|passe\w{0,3}|tien\w{1,4}|stays?|keep(?: it)?) (?:sous|under"
    r"|below)(?: (?:la barre )?(?:des|les))?"
)
_ABOUT = (
    r"[àa] la louche|in the region of|somewhere around|aux environs d[e']|de l'ordre d[e']|environ|env\.?"
    r"|autour d[e']|aux alentours d[e']|dans les|[àa] peu pr[èe]s|approx(?:\.|imately|imativement)?|about"
    r"|around|roughly|circa|ca\.|~|≈|grosso modo|genre|plus ou moins|vers les|quelque"
)
_QUALIFIED = re.compile(
    rf"(?:(?<![^\W_])|(?=[<>≥≤]))(?:(?P<lower>{_LOWER})|(?P<upper>{_UPPER})|(?P<about>{_ABOUT}))\s{{0,2}}(?:(?:de|"
    rf"d'|of|at|is|est|les"
    rf"|just|prix|:|à|=|€|\$|£|un budget de)\s{{0,2}}){{0,2}}\Z"
)
_COUNT_BOUND = re.compile(r"\d\s[^\W\d]{2,15}\s(?:[^\W\d]{1,9}\s){0,3}(?:max|min)\w*\.?(?:\W{0,3}|\s(?:à|at)\s)\Z")


class MentionReader:
    """The walk over one text in lower case."""

    def __init__(self, lower: str) -> None:
        self.lower = lower
        self.amounts = find_amounts(lower)
        self.ad = Ad(lower)
        self._sentence_ends: list[int] | None = None
        self._labels: bool | None = None
        self._seen = 0
        self._coin = scene_coin(lower)
        self._hourly: Span | None = None
        self._share_in: Span | None = None

    def sentence(self, at: int) -> Span:
        """Where the sentence around `at` begins and ends."""
        if self._sentence_ends is None:
            self._sentence_ends = [found.start() for found in _SENTENCE_END.finditer(self.lower)]
        ends = self._sentence_ends
        i = bisect_left(ends, at)
        return (ends[i - 1] + 1 if i else 0), (ends[i] if i < len(ends) else len(self.lower))

    def read(self) -> list[Mention]:
        """Every mention, in the order of the text."""
        lower, amounts = self.lower, self.amounts
        mentions: list[Mention] = []
        floor = i = 0
        e_is_euro = False
        while i < len(amounts):
            amount = amounts[i]
            i += 1
            if amount.start < floor:
                continue
            left = currencies.before(lower, amount.start, floor)
            if left is None and self.glued(amount.start):
                continue
            right = currency_after(lower, amount, left, e_is_euro=e_is_euro)
            if right is not None and i < len(amounts) and (cents := _with_cents(lower, amount, right, amounts[i])):
                amount, right, i = cents, right._replace(end=cents.end), i + 1
            e_is_euro = e_is_euro or (right is not None and lower[right.start : right.end].strip() == "e")
            nearest = right.end if right else amount.end
            other = amounts[i] if i < len(amounts) else None
            if other is not None and other.start - nearest < 40:
                pair = read_instalments(lower, amount, other, left, right) or read_range(
                    lower, amount, other, left, right, floor=floor
                )
                if pair is not None:
                    i += 1
                    self._seen = len(mentions)
                    mention = self._finish(pair, floor) or self._second_rate(pair, mentions)
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
            if amount.spelled and amount.value < 60 and single.currency is None and not match_tail(lower, amount.end):
                continue
            self._seen = len(mentions)
            mention = self._finish(single, floor) or self._second_rate(single, mentions)
            if mention is not None:
                mentions.append(mention)
                floor = mention.end
        return mentions

    def glued(self, at: int) -> bool:
        """Whether the number is a part of a word, a path or a code: "B2B", "/page/12", "#4", "v2"."""
        if at == 0:
            return False
        previous = self.lower[at - 1]
        if previous.isalpha():
            return not self.lower.startswith("tjm", max(at - 3, 0), at)
        if previous == "=":
            return _EQUALS.search(self.lower, max(at - 10, 0), at) is None
        return previous in "_#@/&." and (at < 2 or not self.lower[at - 2].isspace() or previous in "#@/")

    def _finish(  # noqa: PLR0911, PLR0912 - each return is one reason why a number is no money
        self, mention: Mention, floor: int
    ) -> Mention | None:
        """Read the words around the amount. None when nothing says it is money."""
        lower, end = self.lower, mention.end
        following = lower[end : end + 1]
        if following == "%" or (following == " " and lower[end + 1 : end + 2] == "%"):
            return self._percent(mention, floor)
        bare = mention.currency is None
        if bare and not mention.instalments and (COUNTED.match(lower, end) or self._is_nth(mention)):
            return None
        tail = read_tail(lower, end)
        if (
            bare
            and self._coin is not None
            and mention.high >= _COINS
            and (tail.unit is not None or mention.scale == _THOUSAND)
        ):
            mention.currency, bare = self._coin, False  # "12 000 FCFA par séance ou 100 000 le mois"
        if mention.currency in SMALL_MONEY:
            self._coin = mention.currency
        told = tail.unit is not None or tail.taxed or mention.scale > 1 or not bare
        if not told and not self._may_be_money(mention):
            return None
        mention.sentence = sentence = self.sentence(mention.start)
        mention.before = first = max(sentence[0], floor, mention.start - 90)
        window = own = lower[first : mention.start]
        if not window.strip() and first == sentence[0] > floor + 1 and lower[first - 1] not in ".!?;":
            # A label alone on its line: the amount stands on the next one.
            above = lower[max(floor, first - 60) : mention.start].rstrip()
            window = above.rpartition("\n")[2] + " "
        label, unit, near = self._label(window)
        if label is None and not window.strip() and first == sentence[0] > floor and lower[first - 1] == "?":
            label, unit, near = self._asked(first, floor)
        if label == "year" and tail.taxed:
            label, unit = "project", Unit.PROJECT  # "fixe de 2 250 HT": no pay is told without tax
        if tail.unit is None:
            tail = self._loose(mention, tail, told=not bare or label is not None or tail.taxed)
        found = Before(None, None)
        if tail.unit is None:
            found = look_before(mention, window, unit, bare=bare, hourly=self._hourly == sentence)
        if bare and not (found.governs is not None and is_governed(mention, found.governs, lower)):
            named = found.named is not None
            if not is_money(mention, tail, window, self.ad, label=label, near=near, named=named, mentions=self._seen):
                return None
        mention.tax = tail.tax if tail.taxed else _tax_before(window)
        mention.end = tail.end
        mention.unit, mention.raw, mention.label = tail.unit, tail.raw, label
        self._cents(mention)
        mention.way = "after" if mention.unit is not None else ""
        if mention.unit is None:
            take_before(mention, window, unit, found)
        if mention.unit is None and named_after_pays(mention):
            take_named(mention, named_after(lower, tail.end))
        _of_each_or_all(mention, window, lower)
        if bare and label == "year" and mention.unit is None and mention.scale == 1 and not self._lakhs(mention):
            return None
        if (
            bare
            and mention.unit in {Unit.HOUR, Unit.DAY, Unit.MONTH, Unit.WORD, Unit.CLICK, Unit.YEAR}
            and not plausible(mention.unit, mention.high)
            and not small_yearly(mention, mention.unit, window, self._seen)
        ):
            return None
        self.qualify(mention, own, tail.bound)
        if mention.unit is Unit.HOUR:
            self._hourly = sentence
        return mention

    def _loose(self, mention: Mention, tail: Tail, *, told: bool) -> Tail:
        """The words after the amount with a unit that no "per" tells: "450 balles jour", "320 jour / 45 heure"."""
        lower = self.lower
        loose = LOOSE_UNIT.match(lower, tail.end) if told else None
        if loose is None and mention.currency is None and mention.high >= _LOOSE_FROM:
            loose = LOOSE_BARE.match(lower, tail.end)
        if loose is None:
            return tail
        again = read_tail(lower, loose.end())
        if again.unit is None:
            again.unit = UNIT_OF[str(loose.lastgroup)]
        if not again.taxed:
            again.tax, again.taxed = tail.tax, tail.taxed
        return again

    def _is_nth(self, mention: Mention) -> bool:
        """ "Day 400 of", "Jour 90 sans": a day counted, not a day's price."""
        if not _NTH.search(self.lower, max(0, mention.start - 12), mention.start):
            return False
        return _OF_THEM.match(self.lower, mention.end) is not None

    def _may_be_money(self, mention: Mention) -> bool:
        """Whether a number beside no word of money is worth a look."""
        if mention.high >= 20 and mention.high % 5 == 0:
            return True
        if by_mode(mention, self.lower) or by_variant(mention, self.lower):
            return True
        if self.ad.sells_commissions or self.ad.lists_sums or self.ad.names_after:
            return True
        if mention.high >= _LEAST_EACH and EACH_HERE.search(self.lower, max(0, mention.start - 48), mention.start):
            return True
        if self._may_have_labels() or self.ad.lists_prices or is_range_of_rates(mention, self.lower):
            return True
        return stands_alone(mention, self.lower)

    def _may_have_labels(self) -> bool:
        if self._labels is None:
            self._labels = HAS_LABEL.search(self.lower) is not None
        return self._labels

    @staticmethod
    def _label(window: str) -> tuple[str | None, Unit | None, bool]:
        """The label that speaks for the amount, its unit, and whether it stands close enough for a bare number."""
        best: str | None = None
        near = False
        if ")" in window:
            window = _BRACKETS.sub(" ", window)  # "forfait (10 cours d'une heure) 500 €"
        for found in LABEL.finditer(window, max(len(window) - 70, 0)):
            gap = window[found.end() :]
            if (len(gap) > 45 and found.lastgroup != "day") or _DENIED.search(window, 0, found.start()):
                continue
            if found.lastgroup == "half" and ("," in gap or len(gap) > 25):
                continue  # "450 € la demi-journée sur site, ou 900 €"
            name = str(found.lastgroup)
            if best is None or name not in _NO_UNIT or best == "generic":
                best = name
            near = LABEL_GAP.match(gap) is not None or (
                RATE_GAP.match(gap) is not None
                and (name in _RATE_LABELS or (name == "month" and _LINKED_GAP.search(gap) is not None))
            )
        if best in {None, "generic"} and DO_IT_FOR.search(window):
            best, near = "project", True
        return best, None if best is None or best in _NO_UNIT else UNIT_OF[best], near

    def _asked(self, at: int, floor: int) -> tuple[str | None, Unit | None, bool]:
        """The label in the question that ends at `at`, when it asks for a rate: "Votre tarif horaire ? 42 €"."""
        question = _QUESTION_START.split(self.lower[max(floor, at - 80) : at - 1].rstrip())[-1]
        label, unit, near = self._label(question + " ")
        return (label, unit, near) if unit not in {None, Unit.PROJECT, Unit.YEAR} else (None, None, False)

    def _second_rate(self, mention: Mention, mentions: list[Mention]) -> Mention | None:
        if not mentions or mention.currency is not None or mention.start - mentions[-1].end > 110:
            return None
        begin = self.sentence(mention.start)[0]
        if (
            mentions[-1].sentence[0] != begin
            and self.lower[begin - 1 : begin] != ";"
            and ":" not in self.lower[mention.start - 3 : mention.start]
        ):
            return goes_down(mention, mentions[-1], self.lower)
        return second_rate(mention, mentions[-1], self.lower)

    def _percent(self, mention: Mention, floor: int) -> Mention | None:
        mention.sentence = sentence = self.sentence(mention.start)
        mention.before = max(sentence[0], floor, mention.start - 90)
        end = read_percent(
            self.lower,
            mention.before,
            mention.start,
            mention.end,
            after_price=mention.before == floor > sentence[0],
            after_share=self._share_in == sentence,
        )
        if end is None:
            return None
        self._share_in = sentence
        mention.end, mention.currency, mention.unit, mention.way = end, None, Unit.PERCENT, "share"
        self.qualify(mention, self.lower[mention.before : mention.start], None)
        return mention

    def _lakhs(self, mention: Mention) -> bool:
        """ "CTC 18 LPA, expecting 28": a bare salary in lakhs of rupees."""
        if not 3 <= mention.high < 100 or not has_any(self.lower, ("lpa", "ctc", "lakh")):
            return False
        mention.low, mention.high = mention.low * 100_000, mention.high * 100_000
        mention.unit, mention.way, mention.currency = Unit.YEAR, "label", "INR"
        return True

    @staticmethod
    def _cents(mention: Mention) -> None:
        if mention.currency not in CENTS:
            return
        mention.currency = CENTS[mention.currency]
        # "0,09 cts le mot" is meant in euros.
        if mention.low >= 1 or (mention.low >= _HALF_A_CENT and mention.low.as_tuple().exponent == -1):
            mention.cents = True
            mention.low /= 100
            mention.high /= 100

    @staticmethod
    def qualify(mention: Mention, window: str, bound: str | None) -> None:
        """Read "from", "up to", "about" in the words before the amount, or take the `bound` said behind it."""
        if mention.qualifier is Qualifier.RANGE:
            return
        found = _QUALIFIED.search(window[-45:])
        if found is not None and _COUNT_BOUND.search(window[-45:]):
            found = None  # "6 personnes max : 900 €"
        name = found.lastgroup if found else bound
        if name is not None:
            mention.qualifier = {"lower": Qualifier.FROM, "upper": Qualifier.UP_TO, "about": Qualifier.ABOUT}[name]


# "4€50", "12 euros 50": the sign of money parts the whole from its hundredths.
_CENTS_AFTER = re.compile(r"\d\d(?!\d|\s?(?:[€$£%k]|euros?|chf)|[.,]\d)")
_NAMED_EURO = re.compile(r"\s?euros? \Z")


def _with_cents(lower: str, amount: Amount, right: Money, other: Amount) -> Amount | None:
    """The amount with its hundredths, written behind the sign of money."""
    if amount.scale != 1 or amount.spelled or amount.value % 1 or amount.value >= _COINS:
        return None
    between = lower[amount.end : other.start]
    if between not in {"€", "e", "f", "£", "$", "eur"} and not _NAMED_EURO.match(between):
        return None
    if right.start != amount.end or not _CENTS_AFTER.match(lower, other.start):
        return None
    if between[-1:] == " " and COUNTED.match(lower, other.end):
        return None
    return amount._replace(value=amount.value + other.value / 100, end=other.end)


_BRACKETS = re.compile(r"\((?=[^()\n]{0,50}\d)[^()\n]{6,60}\)(?=\s?[:=]?\s?[€$£]?\s?\Z)")


_DENIED = re.compile(
    r"\b(?:rather than|instead of|plut[ôo]t que|et non|pas de|pas d'|no|sans|not|jamais de|plus de|aucun"
    r"|without) (?:\w{3,9} )?\Z"
)
_NTH = re.compile(r"(?:\A|[.!?\n•(:]\s?)(?:day|jour|week|semaine)\s?#?\Z")
_OF_THEM = re.compile(r"\s(?:of|de|du|since|without)\b|\sd'|\s?[#!]|/\d")
_ADDS = re.compile(r"\+\s?\Z")
_QUESTION_START = re.compile(r"[\n!?;]|\.\s")
_PER = re.compile(r"/|(?:per|par|l[ae]|the|du|les|pour)\s|l'")
_NO_UNIT = frozenset({"rate", "generic"})
_EQUALS = re.compile(r"(?:\s|tjm|tarif|rate|prix|price|ht)\s?=\Z")
_RATE_LABELS = frozenset({"day", "hour"})
# "The monthly care plan sits at 450".
_LINKED_GAP = re.compile(r"(?:\b(?:at|is|are|[àa]|est|sont|runs?|costs?|co[ûu]te|revient [àa])|[:=])\s{1,2}\Z")
_LOOSE_FROM = 15
_COINS = 500
_LEAST_EACH = 5
_HALF_A_CENT = 0.5
_THOUSAND = 1000
_TAX_BEFORE = re.compile(
    r"(?<![\w.])(?:(?P<excl>h\.?t\.?(?:va)?|hors (?:toutes? )?(?:taxes?|tva)|avant (?:taxes?|tva)"
    r"|(?:excl\.?|excluding|exclusive of|before|without|net of|ex)\s(?:vat|gst|tax(?:es)?))|(?P<incl>ttc|t\.t\.c\.?"
    r"|tvac))\b\s?\)?(?:\s?\(en [^)]{1,8}\)\s?)?[.\s_…]{0,40}(?:[:=]|de|est(?: de)?|à)?\s{0,2}(?:[€$£]|chf|eur)?\s?\Z"
)


def _tax_before(window: str) -> Tax:
    found = _TAX_BEFORE.search(window[-50:])
    return Tax(str(found.lastgroup)) if found else Tax.UNKNOWN


def named_after_pays(mention: Mention) -> bool:
    """Whether the thing right after an amount may be what it pays for: not after a label of a lump sum."""
    return mention.label in {None, "rate", "generic"} and mention.scale == 1


def _of_each_or_all(mention: Mention, window: str, lower: str) -> None:
    """What "par participant" before a time, "complet" behind a thing and "+" before an amount make of its unit."""
    if mention.unit in _TIMED and has_any(window, _EACH_WORDS) and (each := _EACH_OF.search(window)):
        mention.unit, mention.raw = Unit.UNKNOWN, each.group("each")
    if mention.raw is not None and _WHOLE_THING.match(mention.raw + lower[mention.end : mention.end + 24]):
        mention.unit, mention.raw = Unit.PROJECT, None
    if (
        mention.raw is not None
        and not _PER.match(mention.raw)
        and _ADDS.search(lower, max(0, mention.start - 2), mention.start)
    ):
        mention.unit, mention.raw = Unit.PROJECT, None  # what an extra adds to a price
