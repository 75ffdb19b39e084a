"""The prices a text asks for: amount, currency, unit, tax, qualifier, and the words each came from.

`mentions` walks the text amount by amount; money that is not the asked price is put aside by `not_a_price`; what is
left gets the unit and currency the text gives elsewhere. A price spoken of without an amount comes from `unpriced`.

>>> from orchestre.reading.normal import prepare
>>> [(str(p.amount_min), p.unit.value, p.tax.value) for p in find_prices(prepare("TJM 450 € HT, ou forfait 12k€ TTC"))]
[('450', 'day', 'excl'), ('12000', 'project', 'incl')]
"""

import re
from bisect import bisect_right
from decimal import Decimal

from orchestre.basics import Span
from orchestre.reading.asked import is_asked
from orchestre.reading.bare_prices import supposed_prices
from orchestre.reading.bounds import join_bounds, share_bounds
from orchestre.reading.certainty import confidence
from orchestre.reading.currencies import SMALL_MONEY, dollar_of, named_in
from orchestre.reading.mentions import MentionReader
from orchestre.reading.money import Mention
from orchestre.reading.normal import Prepared, has_any
from orchestre.reading.not_a_price import OWN, only_asked, why_not
from orchestre.reading.other_money import TOOLS
from orchestre.reading.pay import Ad, is_promised
from orchestre.reading.supposed import fill_units
from orchestre.reading.units import PIECES
from orchestre.reading.unpriced import find_unpriced
from orchestre.reading.values import Price, Qualifier, Tax, Unit

_TAX_WORDS = (" ht", " ttc", "htva", "tax", "vat", "gst")
_TAX_EVERYWHERE = re.compile(
    r"(?<!\w)(?:(?P<excl>(?<=\()(?:(?:gbp|eur|usd|chf|cad),? )?(?:ex|excl\.?|excluding|plus|\+) (?:vat|tax|gst)\)|"
    r"(?:prix|tarifs?|montants?|grille|honoraires)\s(?:[^\s.,]{1,12},?\s){0,3}(?:en\s)?\(?(?:ht\b|hors taxes|htva"
    r"|hors tva)"
    r"|(?<=[.!;\n(])\s?(?:taxes?|tva|tx|vat|gst)\s(?:(?:at |@ ?|de |à )?\d{1,2}(?:[.,]\d)?\s?%\s)?(?:en sus"
    r"|en plus|non comprises?"
    r"|non incluses?|extra|on top)(?=\s?(?:\Z|[.!)\n]))|\bla tva (?:\(?(?:de |à )?\d{1,2}(?:[.,]\d)?\s?%\)? )?s'ajoute"
    r"|(?:\ball|tout est|le tout(?: est)?|everything)\s(?:(?:is|are|prices?|rates?)\s){0,2}(?:ex|excl\.?|excluding"
    r"|plus|\+|en ht"
    r"|ht)(?:\s(?:vat|tax|gst))?\b"
    r"|(?:prices?|rates?|fees?)\s(?:\w{1,10}\s){0,2}(?:exclud\w{1,3}|excl\.?|ex|exclusive of|before|plus"
    r"|\+)\s(?:vat|tax|gst))"
    r"|(?P<incl>(?:prix|tarifs?|montants?)\s(?:[^\s.,]{1,12}\s){0,3}(?:en\s)?(?:ttc\b|toutes taxes)|(?:prices?"
    r"|rates?|fees?)\s(?:\w{1,10}\s){0,2}(?:includ\w{1,3}|incl\.?|inclusive of)\s(?:vat|tax|gst)))"
)
_EXEMPT = re.compile(
    r"293\s?-?b|(?:tva|taxes?) non[ -](?:applicables?|factur[ée]e?s?)|franchise (?:en base )?de (?:la )?(?:tva"
    r"|taxes?)"
    r"|non assujetti\w{0,2}|exon[ée]r\w{1,4} de (?:la )?(?:tva|taxes?)|(?:dispens\w{1,3}|exempt\w?) de (?:la )?tva"
    r"|(?:not|n't) (?:\w{1,10} ){0,2}vat[- ]registered|(?:not|n't) registered for vat|no vat\b|vat[- ](?:exempt"
    r"|free)\b"
    r"|exempt from vat|vat (?:is )?not (?:applicable|charged)|(?:not|never|n't) (?:charge|add|collect|bill|invoice) "
    r"(?:any )?vat"
    r"|(?:sans|aucune|z[ée]ro) (?:tva|taxes?)\b|pas de (?:tva|taxes?)\b|nets? (?:de |d')(?:toutes? |la )?(?:taxes?"
    r"|tva)\b"
    r"|(?:pas|non|jamais) (?:soumise?s?|assujettie?s?|redevables?) (?:à|a|de) (?:la )?tva|(?:pas|jamais) redevable "
    r"de la tva"
    r"|(?:factur|collect|appliqu|ajout|compt)\w{1,4} (?:pas|jamais|aucune) (?:de |la )?tva"
    r"|(?:pas|jamais) (?:factur|collect|appliqu|ajout)\w{1,4} (?:de |la )?tva"
)
_QUOTED_LINE = re.compile(r"^\s?>.*$", re.MULTILINE)
_QUOTED_TO_END = re.compile(
    r"^-{2,}\s?(?:message d'origine|original message|message transf[ée]r[ée]|forwarded message)", re.MULTILINE
)
_AND_ALSO = re.compile(
    r"\A[\s,/(=≈~-]{0,3}(?:(?:ou|or|et|and|à|to|puis|jusqu'à|soit|i\.e\.)\s)?\s?(?:(?:de|around|about|environ"
    r"|approx\.?|roughly)\s)?[~≈]?\Z"
)
_BUDGET_ASKED = re.compile(r"(?:budget|combien|how much)[^.!\n]{0,40}\?\s?\Z")
_YOURS = re.compile(r"(?:votre|ton|vos|your|client|leur|their)\b")
_NEW_RATE = re.compile(
    r"(?<!\w)(?:chang|updat|adjust|rais|modif|augment|pass)\w{0,5}(?: \w{1,9}){0,4} (?:rate|tarif|tjm|price|prix)"
)
# "TJM 480 à Toulouse, 530 ailleurs": not what others ask, but what is asked in other places.
_ELSEWHERE = re.compile(r"[^.;\n]{0,12}\b(?:ailleurs|elsewhere)")
_ONE_PLACE = re.compile(
    r"(?: ?(?:€|ht|ttc|/|j|h|h?our|day|par|per|a|la|l'heure|journée) ?){0,5} ?(?:à|a|en|in|sur|at|around|dans|chez)"
    r" [^.;,\d\n]{2,25}"
    r"[,;/(] ?(?:et |and |ou |or |but |mais )?[€$£]?\Z"
)
_STIPEND = re.compile(r"stipend|de stage|stagiaire")
_RATES = frozenset({Unit.HOUR, Unit.DAY, Unit.MONTH, Unit.WORD, Unit.CLICK})
_LAUGHS = (
    "?!",
    "!?",
    "!!",
    "??",
    "? ?",
    "! !",
    "…",
    "...",
    "😂",
    "🤣",
    "🤡",
    "😅",
    "🙃",
    "lol",
    "lmao",
    "mdr",
    "ptdr",
    "haha",
)
# "45 € de l'heure par enfant": what is said after the unit may be the unit.
_AND_PER = re.compile(
    r"\s?(?:/\s?[a-zà-ÿ]|(?:et |and |,\s?)?(?:par|per)\s[a-zà-ÿ]|et demie|and a half|each\b|chacune?\b)"
)
# Units in which goods and roads are paid, not work.
_NO_WORK = re.compile(r"km$|\b(?:pint|loaf|bottle|pinte|baguette|bouteille|beer|coffee|kilo|kg)s?$")
_OF_A_TOOL = re.compile(
    rf"(?:\A|[,;(]|\b(?:and|et|ou|or|plus|with|avec|for|pour|to|à|use))\s?(?:{TOOLS})\s?(?:is |costs? |c'est |[àa] "
    rf"|at |: ?|= ?)?\Z"
)
_SUBSCRIBED = 100
# The unit stands behind a comma or in brackets.
_FAR_TAIL = re.compile(r"[,(]\s?[a-zà-ÿ]")
# Somebody else, or another time, is spoken of before the amount: it may be theirs.
_OTHERS = re.compile(
    r"\b(?:ils?|elles?|leurs?|they|their|he|she|his|her|clients?|customers?|concurren\w{1,4}|agences?|agenc(?:y|ies)|fiverr|upwork"
    r"|malt|march[ée]|market|pay\w{0,3}|pai[ee]\w{0,3}|paid|avant|before|used to|ancien\w{0,4}|union"
    r"|syndica\w{1,3}|d'autres|others"
    r"|certains|someone|somebody|quelqu'un|un ami|friend|coll[èe]gue|colleague|voisin\w{0,2}|neighbou?r"
    r"|derni[èe]re?|last|max"
    r"|budgets?|gagn\w{1,3}|earn\w{0,3}|abonnement|subscription|co[ûu]te|costs?)\b"
)
_KNOWN_PIECE = re.compile(rf"\b(?:{PIECES}|each|apiece|demi|half|mille|semaine|week)\b")
# A text that laughs may say a price nobody asks.
_JOKING = re.compile(r"[?!] ?[?!]|…|\.\.\.|[😂🤣🤡😅🙃]|\b(?:lol|lmao|mdr+|ptdr+|haha\w*)\b")
_MILLION = 1_000_000
_SALARY = 500_000
_LIST, _LONGEST_LIST = 3, 200
_CELL = re.compile(r"(?:€|chf|\$|£|\d)(?: {2,}|\s?\t\s?|\s?\|\s?)(?:chf |€|\$|£)?\Z")
_ITEM = re.compile(r"[a-zà-ÿ]{2}")
_TURNOVER = {Unit.YEAR: 20_000, Unit.MONTH: 15_000, Unit.PROJECT: 150_000}
_FAR = 1 << 60


def find_prices(ready: Prepared, *, default_currency: str = "EUR") -> tuple[Price, ...]:
    """The prices asked in a text, in its order, each with its span in code points of the original.

    `default_currency` is the ISO 4217 code of amounts written without one. Never raises on any text.
    """
    ready = ready.with_columns()
    lower = ready.lower
    kept, nothing = _asked(lower)
    if not kept:
        spoken = nothing or find_unpriced(lower)
        if spoken is None:
            return ()
        qualifier, (start, end) = spoken
        unit = Unit.PROJECT if qualifier is Qualifier.FREE else Unit.UNKNOWN
        currency = None if qualifier is Qualifier.ON_QUOTE else default_currency
        return (Price(None, None, currency, unit, Tax.UNKNOWN, qualifier, ready.span(start, end)),)
    share_bounds(kept, lower)
    kept = _once(join_bounds(kept, lower), lower)
    currency = _main_currency(kept, lower, default_currency)
    everywhere = _TAX_EVERYWHERE.search(lower) if has_any(lower, _TAX_WORDS) else None
    tax = Tax(str(everywhere.lastgroup)) if everywhere else Tax.UNKNOWN
    exempt = has_any(lower, ("tva", "vat", "293", "taxe"))
    exempt = exempt and _EXEMPT.search(lower) is not None
    joking = has_any(lower, _LAUGHS) and _JOKING.search(lower) is not None
    return tuple(_price(mention, ready, currency, tax, exempt=exempt, joking=joking) for mention in kept)


def _asked(lower: str) -> tuple[list[Mention], tuple[Qualifier, Span] | None]:
    """The mentions that are a price asked, and where the text says its price is zero."""
    reader, mentions, kept, nothing = by_rules(lower)
    kept = [mention for mention in kept if is_asked(lower, mention)]
    supposed = supposed_prices(reader, mentions, kept) if reader.amounts else []
    if supposed:
        quoted = _quoted(lower)
        asked = [one for one in supposed if _is_asked(one, reader.ad, quoted)]
        kept = sorted([*kept, *asked], key=lambda one: one.start)
    return kept, nothing


def by_rules(lower: str) -> tuple[MentionReader, list[Mention], list[Mention], tuple[Qualifier, Span] | None]:
    """The walk over a text, all money mentioned, the mentions that the rules call a price asked, and where the text
    says its price is zero."""
    reader = MentionReader(lower)
    mentions = reader.read()
    if not mentions:
        return reader, [], [], None
    nothing: tuple[Qualifier, Span] | None = None
    fill_units(mentions, reader.ad)
    quoted = _quoted(lower)
    kept: list[Mention] = []
    refused: Mention | None = None
    for mention in mentions:
        if _is_asked(mention, reader.ad, quoted) and not _goes_on(refused, mention, lower):
            kept.append(mention)
            refused = None
        else:
            refused = mention
            if mention.high == 0 and mention.label is not None and mention.unit is not Unit.PERCENT:
                nothing = Qualifier.FREE, (mention.start, mention.end)
    return reader, mentions, kept, nothing


def _is_asked(mention: Mention, ad: Ad, quoted: list[Span]) -> bool:
    if (
        mention.high >= (_MILLION if mention.currency not in SMALL_MONEY else 100 * _MILLION)
        or mention.high <= 0
        or _inside(quoted, mention.start)
    ):
        return False
    lower = ad.lower
    start, end = mention.sentence
    after = lower[mention.end : min(max(end, mention.end), mention.end + 60)]
    before = lower[mention.before : mention.start]
    if _too_large(mention, before, ad) or (mention.raw is not None and _NO_WORK.search(mention.raw)):
        return False
    if mention.unit is Unit.MONTH and mention.high <= _SUBSCRIBED and _OF_A_TOOL.search(before):
        return False
    bounded = mention.qualifier in {Qualifier.UP_TO, Qualifier.FROM}
    rule = why_not(before, after, bounded=bounded)
    if rule is not None and not _paid(rule, mention, before, after, ad):
        return False
    asks = lower[start - 1 : start] == "?"
    if asks and _BUDGET_ASKED.search(lower[max(0, start - 60) : start]) and not lower[start : mention.start].strip():
        return False
    return not only_asked(lower[start : min(end + 1, start + 300)], lower[mention.end : mention.end + 25])


def _paid(  # noqa: PLR0911 - each return is one rule
    rule: str, mention: Mention, before: str, after: str, ad: Ad
) -> bool:
    """Whether money put aside is the pay of an ad all the same."""
    if rule == "client_budget":
        return ad.seeks and not _YOURS.search(before)
    if rule == "perk" and mention.unit is Unit.PERCENT:
        return not ad.hires  # "une part variable de 4 % sur les ventes"
    if rule == "worth":
        return mention.way in {"label", "governed"}  # "my hour's worth £50"
    if rule == "pays":
        return mention.unit is not Unit.MONTH or ad.seeks  # what he pays each month is his bill, else what he offers
    if rule == "past_pay":
        return _NEW_RATE.search(before) is not None
    if rule == "earned":
        return mention.unit in _RATES and is_promised(before)
    if rule == "somebody_else" and _ELSEWHERE.match(after):
        return _ONE_PLACE.match(before) is not None
    return rule == "perk" and _STIPEND.search(before + after[:16]) is not None and ad.trains


def _too_large(mention: Mention, before: str, ad: Ad) -> bool:
    """Whether the amount is of the size of a turnover, and nothing says it is asked or paid."""
    if mention.currency in SMALL_MONEY:
        return False
    if mention.unit is Unit.YEAR and mention.qualifier is Qualifier.RANGE and mention.high <= _SALARY:
        return False
    if mention.high < _TURNOVER.get(mention.unit or Unit.PROJECT, _MILLION) or mention.label in {"project", "year"}:
        return False
    return OWN.search(before) is None and not ad.pays_a_year(mention.high)


def _inside(spans: list[Span], at: int) -> bool:
    """Whether a place lies in one of the spans, which are in order."""
    i = bisect_right(spans, (at, _FAR))
    return i > 0 and spans[i - 1][0] <= at < spans[i - 1][1]


def _goes_on(refused: Mention | None, mention: Mention, lower: str) -> bool:
    """Whether the amount only continues one that was put aside: "20 M€ ou 4 % du CA"."""
    if refused is None or mention.start - refused.end > 12:
        return False
    return _AND_ALSO.match(lower[refused.end : mention.start]) is not None


def _quoted(lower: str) -> list[Span]:
    """What somebody else wrote: lines behind ">", and everything after a forwarded message's head."""
    spans: list[Span] = []
    if ">" in lower:
        spans += [found.span() for found in _QUOTED_LINE.finditer(lower)]
    if "--" in lower:
        found = _QUOTED_TO_END.search(lower)
        if found:
            spans.append((found.start(), len(lower)))
    return sorted(spans)


def _once(mentions: list[Mention], lower: str) -> list[Mention]:
    """The same price said twice counts once; a lump sum read by default gives way to the same amount with a unit.

    Not in a list of prices: two lines may ask the same for two things.
    """
    with_unit = {(m.low, m.high) for m in mentions if m.unit is not Unit.PROJECT}
    line_of = _lines(mentions, lower)
    seen: set[tuple[Decimal, Decimal, Unit | None, int]] = set()
    kept = []
    for mention, line in zip(mentions, line_of, strict=True):
        key = (mention.low, mention.high, mention.unit, line)
        alone = mention.unit is not Unit.PROJECT or line
        if key in seen and line and _CELL.search(lower, max(line, mention.start - 40), mention.start):
            kept.append(mention)  # two cells of one row
            continue
        if key in seen or (not alone and (mention.low, mention.high) in with_unit) or _in_parts(mention, mentions):
            continue
        seen.add(key)
        kept.append(mention)
    return kept


def _in_parts(mention: Mention, mentions: list[Mention]) -> bool:
    """Whether instalments only say how another price is paid: "2 500 €, payable 3 x 833,33 €"."""
    if not mention.instalments:
        return False
    return any(m is not mention and abs(m.high - mention.high) * 100 <= m.high for m in mentions)


def _lines(mentions: list[Mention], lower: str) -> list[int]:
    """For each mention where its line begins, when the text is a list of prices, each line with words of its own
    before the amount; else 0."""
    if len(mentions) > _LONGEST_LIST:
        return [0] * len(mentions)
    starts = [lower.rfind("\n", 0, mention.start) + 1 for mention in mentions]
    listed = len(set(starts)) >= _LIST
    named = listed and all(_ITEM.search(lower, start, m.start) for start, m in zip(starts, mentions, strict=True))
    return starts if named else [0] * len(starts)


def _main_currency(mentions: list[Mention], lower: str, default: str) -> str:
    """The currency of amounts written without one: that of the text's other prices, else the default."""
    dollar: str | None = None
    first: str | None = None
    for mention in mentions:
        if mention.currency == "DOLLAR":
            dollar = dollar or dollar_of(lower)
            mention.currency, mention.inferred = dollar, True
        first = first or mention.currency
    return first or named_in(lower) or default


def _sign(mention: Mention, lower: str) -> str:
    """How the price was read: the way to its unit, whether a currency is written, whether it is a label's."""
    money = "share" if mention.unit is Unit.PERCENT else "money" if mention.currency else "bare"
    money = "dollar" if mention.inferred and money == "money" else money
    if mention.way == "after" and mention.raw is None and _AND_PER.match(lower, mention.end):
        return f"price.after_twice_{money}"
    way = mention.way
    if way == "after" and _FAR_TAIL.search(lower, mention.amount_end, mention.end):
        way = "after_far"
    elif way == "after" and mention.raw is not None:
        way = "after_piece" if _KNOWN_PIECE.search(mention.raw) else "after_thing"
    elif way == "after" and mention.unit is Unit.PROJECT:
        way = "after_whole"
    elif way == "supposed_project":
        way = "whole_label" if mention.label is not None else "whole"
    others = ".others" if _OTHERS.search(lower, mention.sentence[0], mention.start) else ""
    return f"price.{way}_{money}{others}"


def _price(mention: Mention, ready: Prepared, currency: str, tax: Tax, *, exempt: bool, joking: bool) -> Price:
    low: Decimal | None = mention.low
    high: Decimal | None = mention.high
    if mention.qualifier is Qualifier.FROM:
        high = None
    elif mention.qualifier is Qualifier.UP_TO:
        low = None
    unit = mention.unit or Unit.PROJECT
    joking = joking or ready.lower[mention.start - 1 : mention.start] in {'"', "«", "“"}  # what somebody said
    return Price(
        low,
        high,
        None if unit is Unit.PERCENT else mention.currency or currency,
        unit,
        mention.tax if mention.tax is not Tax.UNKNOWN or unit is Unit.PERCENT else tax,
        mention.qualifier,
        ready.span(mention.start, mention.end),
        mention.raw,
        exempt and mention.tax is Tax.UNKNOWN,
        confidence(_sign(mention, ready.lower) + (".joking" if joking else "")),
    )
