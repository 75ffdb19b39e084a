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
from orchestre.reading.bare import plausible
from orchestre.reading.certainty import confidence
from orchestre.reading.currencies import SMALL_MONEY, dollar_of, named_in
from orchestre.reading.items import Sections
from orchestre.reading.mentions import MentionReader
from orchestre.reading.money import Mention
from orchestre.reading.normal import Prepared, has_any
from orchestre.reading.not_a_price import OWN, only_asked, why_not
from orchestre.reading.pay import Ad, is_promised
from orchestre.reading.unpriced import find_unpriced
from orchestre.reading.values import Price, Qualifier, Tax, Unit

_TAX_WORDS = (" ht", " ttc", "htva", "tax", "vat", "gst")
_TAX_EVERYWHERE = re.compile(
    r"(?<!\w)(?:(?P<excl>(?<=\()(?:(?:gbp|eur|usd|chf|cad),? )?(?:ex|excl\.?|excluding|plus|\+) (?:vat|tax|gst)\)|"
    r"(?:prix|tarifs?|montants?)\s(?:[^\s.,]{1,12}\s){0,3}(?:en\s)?(?:ht\b|hors taxes|htva|hors tva)"
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
_ALONE = re.compile(
    r"\A[\s\W]*(?:(?:en moyenne|environ|env|max|mini|n[ée]go\w*|neg|net|en ce moment|actuellement|at the moment"
    r"|these days"
    r"|usually|on average|frais|expenses|(?:au lieu d[eu']|instead of|rather than|si|if|selon|suivant|depending"
    r"|en fonction) [^\n]{1,40})[\s\W]*){0,2}\Z"
)
# "Je tourne à 550", "I'm on 70": what somebody asks, not what a work costs.
_RATE_VERB = re.compile(
    r"(?:(?:ok|d'accord|partante?|go) pour|(?:je|on|nous) (?:tourne\w{0,3}|suis|est|sommes)|(?:i'm|we're|i am"
    r"|we are)(?: currently)?) (?:plut[ôo]t |autour |aux |around )?"
    r"(?:à|a|sur|de|alentours de|on|at|about)?\s{0,2}\Z"
)
_OF_WORK = re.compile(r"\s(?:€ )?(?:ht )?(?:pour|for|le|la|l'|the|per|par|pose|tout|all|cl[ée])\b")
_YOURS = re.compile(r"(?:votre|ton|vos|your|client|leur|their)\b")
_NEW_RATE = re.compile(
    r"(?<!\w)(?:chang|updat|adjust|rais|modif|augment|pass)\w{0,5}(?: \w{1,9}){0,4} (?:rate|tarif|tjm|price|prix)"
)
_DAY_HINT = re.compile(
    r"j(?:ours?)? ?(?:par|/) ?sem|jours? par semaine|/ ?sem\b|days? (?:a|per) week|days?/week|tjm|freelance"
)
# "350, le week-end complet 600", "si vous prenez les 2 (1'400 tout compris)": the price of more than one.
_WHOLE_SET = re.compile(
    r"\b(?:week-?ends?|packs?|package|bundle|forfait|ensemble|en tout|au total|total|both|complet|complete|whole"
    r"|(?:les|the|all|for) (?:\d{1,2}|deux|trois|quatre|cinq|two|three|four|five)|tout compris|tout inclus|all[- ]in)\b"
    r"(?! (?:jours?|j|days?|heures?|h|hours?|premi|first|suivant|next))"
)
_OTHER_ITEM = re.compile(
    r"\s(?:de |for |pour )?(?:l'|le |la |une? |the |an? )?(?:call-?out|set-?up|install\w*|audit|visite?|frais|fee"
    r"|one-off|mise en"
    r"|d[ée]placement|logo|site|pack|dossier|diagnos\w*)\b"
)
# "1 h = 60 € / 1 h 30 = 85 €": another length has a price of its own.
_DURATION = re.compile(r"\d{1,2}\s?(?:h|heures?|hours?|min\w*|mn)\s?(?:\d\d)?\s?[=:]\s?[€$£]?\Z")
_SEVERAL = re.compile(
    r"\s?€?\s(?:les|the|all|for|pour)\s(?:\d{1,3}|deux|trois|quatre|cinq|dix|two|three|four|five|ten)\b(?!\s?[jhdm])"
)
_FOR_A_JOB = re.compile(r"\b(?:pour|for)\b[^?\n]*\?\s?\Z")
_WHOLE = re.compile(r"\b(?:prix|prices?|tout (?:compris|inclus)|all[- ]in)\b")
_STIPEND = re.compile(r"stipend|de stage|stagiaire")
_MY_RATE = re.compile(r"(?:my|our) (?:\w{3,10} )?rates? (?:is|are)\b")
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
# A text that laughs may say a price nobody asks.
_JOKING = re.compile(r"[?!] ?[?!]|…|\.\.\.|[😂🤣🤡😅🙃]|\b(?:lol|lmao|mdr+|ptdr+|haha\w*)\b")
_STARTS = re.compile(
    r"(?:commenc|d[ée]marr|d[ée]but)\w{1,5} (?:[àa]|d[èe]s)\b|starts? (?:at|from)\b|[àa] partir de\s?:"
    r"|prix de d[ée]part|starting (?:prices?|at|from)"
)
_STARTS_HEAD = re.compile(
    r"(?:(?:(?:commenc|d[ée]marr|d[ée]but)\w{1,5} (?:[àa]|d[èe]s)|starts? (?:at|from)|[àa] partir de|starting "
    r"(?:at|from|prices?)) ?:?"
    r"|(?:prix de d[ée]part|starting prices?)[^.]{0,30}:)\Z"
)
_COORDINATED = re.compile(
    r"\A(?![^.\n]{0,80}\b(?:soit|so|donc|i\.e\.|sinon|else)\b)[^.;!?\n]{0,50}(?:,| et | and | puis | ou "
    r"| or )[^.;!?\n\d]{0,40}\Z"
)
_MILLION = 1_000_000
_SALARY = 500_000
_LIST, _LONGEST_LIST = 3, 200
_ITEM = re.compile(r"[a-zà-ÿ]{3}")
_TURNOVER = {Unit.YEAR: 20_000, Unit.MONTH: 15_000, Unit.PROJECT: 150_000}
_FAR = 1 << 60


def find_prices(ready: Prepared, *, default_currency: str = "EUR") -> tuple[Price, ...]:
    """The prices asked in a text, in its order, each with its span in code points of the original.

    `default_currency` is the ISO 4217 code of amounts written without one. Never raises on any text.
    """
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
    _bounds_shared(kept, lower)
    kept = _once(_bounds_joined(kept), lower)
    currency = _main_currency(kept, lower, default_currency)
    everywhere = _TAX_EVERYWHERE.search(lower) if has_any(lower, _TAX_WORDS) else None
    tax = Tax(str(everywhere.lastgroup)) if everywhere else Tax.UNKNOWN
    exempt = has_any(lower, ("tva", "vat", "293", "taxe"))
    exempt = exempt and _EXEMPT.search(lower) is not None
    joking = has_any(lower, _LAUGHS) and _JOKING.search(lower) is not None
    return tuple(_price(mention, ready, currency, tax, exempt=exempt, joking=joking) for mention in kept)


def _asked(lower: str) -> tuple[list[Mention], tuple[Qualifier, Span] | None]:
    """The mentions that are a price asked, and where the text says its price is zero."""
    reader = MentionReader(lower)
    mentions = reader.read()
    if not mentions:
        return [], None
    nothing: tuple[Qualifier, Span] | None = None
    _fill_units(mentions, reader.ad)
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
    return kept, nothing


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
    if _too_large(mention, before, ad) or (mention.raw is not None and mention.raw.endswith("km")):
        return False
    bounded = mention.qualifier in {Qualifier.UP_TO, Qualifier.FROM}
    rule = why_not(before, after, bounded=bounded)
    if rule is not None and not _paid(rule, mention, before, after, ad):
        return False
    asks = lower[start - 1 : start] == "?"
    if asks and _BUDGET_ASKED.search(lower[max(0, start - 60) : start]) and not lower[start : mention.start].strip():
        return False
    return not only_asked(lower[start : min(end + 1, start + 300)], lower[mention.end : mention.end + 25])


def _paid(rule: str, mention: Mention, before: str, after: str, ad: Ad) -> bool:
    """Whether money put aside is the pay of an ad all the same."""
    if rule == "client_budget":
        return ad.seeks and not _YOURS.search(before)
    if rule == "past_pay":
        return _NEW_RATE.search(before) is not None
    if rule == "earned":
        return mention.unit in _RATES and is_promised(before)
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


def _fill_units(mentions: list[Mention], ad: Ad) -> None:
    """An amount without a unit takes the one of its neighbour in the sentence, of the trade, or is a lump sum."""
    lower, sections = ad.lower, Sections(ad.lower)
    starts = [mention.start for mention in mentions]
    previous: Mention | None = None
    for mention, following in zip(mentions, [*mentions[1:], None], strict=True):
        if mention.unit is None:
            if following is not None and _same_rate(mention, following):
                mention.unit, mention.way = following.unit, "neighbour"
            elif previous is not None and _same_kind(previous, mention, lower):
                mention.unit, mention.raw, mention.way = previous.unit, previous.raw, "neighbour"
            elif not _from_its_list(mention, sections, starts):
                mention.unit = _by_default(mention, ad)
                mention.way = f"supposed_{mention.unit}"
        elif mention.label == "project" and "package" in lower[mention.before : mention.start]:
            mention.unit = Unit.YEAR if ad.pays_a_year(mention.high) else mention.unit
        if mention.unit is not Unit.PERCENT:
            previous = mention


def _from_its_list(mention: Mention, sections: Sections, starts: list[int]) -> bool:
    """Whether the heading over its line, or a field of the form, says its unit; it is taken then."""
    if mention.label == "project" or mention.instalments:
        return False
    found = sections.above(mention.start, starts)
    if found is None and len(starts) <= 2:
        found = sections.field
    if found is None or not plausible(found[0], mention.high):
        return False
    (mention.unit, mention.raw), mention.way = found, "heading"
    return True


def _by_default(mention: Mention, ad: Ad) -> Unit:
    """The unit of an amount for which nothing says it: that of pay in an ad, else a lump sum or a day rate."""
    if ad.pays_a_year(mention.high) or ad.pays_here(mention.start, mention.high):
        return Unit.YEAR
    return _lump_or_day(mention, ad.lower)


def _same_rate(mention: Mention, following: Mention) -> bool:
    """ "560 au lieu de 480 € par jour": the unit is said once, after the second."""
    if following.unit not in _RATES or mention.label == "project" or mention.sentence != following.sentence:
        return False
    near = following.start - mention.end <= 20
    return near and mention.low <= following.high * 2 and following.low <= mention.high * 2


def _same_kind(previous: Mention, mention: Mention, lower: str) -> bool:
    """ "TJM 700 €, ramené à 630 €": the second has the unit of the first when it follows at once, near in size."""
    if previous.unit is Unit.PROJECT or mention.label in {"project"}:
        return False
    if (
        _DURATION.search(lower, previous.end, mention.start)
        or _WHOLE_SET.search(lower, previous.end, mention.end)
        or _SEVERAL.match(lower, mention.end)
        or _OTHER_ITEM.match(lower, mention.end)
    ):
        return False
    between = lower[previous.end : mention.start]
    if mention.currency != previous.currency and len(between) <= 4 and between.isspace():
        return True  # the same price in another currency, on the next line
    if previous.sentence != mention.sentence or mention.start - previous.end > 70:
        return False
    if (
        previous.currency
        and mention.currency
        and mention.currency != previous.currency
        and mention.start - previous.end <= 25
    ):
        return _AND_ALSO.search(lower[previous.end : mention.start]) is not None  # the same rate in another currency
    return previous.low <= mention.high * 2 and mention.low <= previous.high * 2


def _lump_or_day(mention: Mention, lower: str) -> Unit:
    """A lump sum, unless an amount of the size of a day rate ends its clause after "tarif" or "rate", or stands alone
    there without a currency: "dispo 2j/sem, 450 HT"."""
    if 10 <= mention.low <= mention.high < 150 and _MY_RATE.search(lower, mention.before, mention.start):
        return Unit.HOUR
    if mention.scale == 1 and _RATE_VERB.search(lower, mention.before, mention.start):
        if not _OF_WORK.match(lower, mention.end) and 10 <= mention.low <= mention.high <= 1500:
            return Unit.DAY if mention.low >= 150 else Unit.HOUR
    if not 150 <= mention.low <= mention.high <= 1500 or mention.scale != 1 or mention.instalments:
        return Unit.PROJECT
    return Unit.DAY if _looks_daily(mention, lower) else Unit.PROJECT


def _looks_daily(mention: Mention, lower: str) -> bool:
    start, end = mention.sentence
    bare = mention.currency is None
    if bare and mention.label is None and mention.qualifier is Qualifier.RANGE:
        return not lower[start : mention.start].strip()
    right = lower.find(",", mention.end, end)
    if _FOR_A_JOB.search(lower, max(0, start - 80), max(start, mention.before)):
        return False  # "Votre tarif pour 2 h de shooting ? 165 TTC"
    ends = _ALONE.match(lower[mention.end : right if right != -1 else end]) is not None
    if not ends or _WHOLE.search(lower, mention.before, mention.end):
        return False
    if mention.label == "rate" or (bare and mention.label == "generic"):
        return True
    left = max(start, lower.rfind(",", start, mention.start) + 1)
    return bare and _ALONE.match(lower[left : mention.start]) is not None


def _bounds_shared(mentions: list[Mention], lower: str) -> None:
    """ "Un site démarre à 650 € et une application à 900 €", "Nos tarifs démarrent à :": one verb bounds them all."""
    if not has_any(
        lower, ("commenc", "marr", "débu", "debu", "start", "à partir de", "a partir de", "prix de d")
    ) or not _STARTS.search(lower):
        return
    previous: Mention | None = None
    for mention in mentions:
        if mention.qualifier is Qualifier.EXACT and mention.unit is not Unit.PERCENT:
            if _heads_list(mention, lower) or (
                previous is not None
                and previous.qualifier is Qualifier.FROM
                and previous.sentence == mention.sentence
                and (previous.unit, previous.raw) == (mention.unit, mention.raw)
                and _COORDINATED.match(lower[previous.end : mention.start][:80])
                and _STARTS.search(lower, max(mention.sentence[0], previous.start - 160), previous.start)
            ):
                mention.qualifier = Qualifier.FROM
        previous = mention


def _heads_list(mention: Mention, lower: str) -> bool:
    """Whether the amount stands in a list under a heading that says where prices start."""
    line = lower.rfind("\n", max(0, mention.start - 300), mention.start)
    for _ in range(20):
        if line <= 0:
            return False
        above = lower.rfind("\n", max(0, line - 300), line)
        text = lower[above + 1 : line].strip()
        if _STARTS_HEAD.search(text):
            return True
        if text and not any(sign.isdigit() for sign in text):
            return False
        line = above
    return False


def _bounds_joined(mentions: list[Mention]) -> list[Mention]:
    """ "Tarif mini : 26 / Tarif maxi : 34": the two ends of one price, said on two lines of a form."""
    kept: list[Mention] = []
    for mention in mentions:
        first = kept[-1] if kept else None
        if first is not None and _ends_of_one(first, mention):
            first.high, first.end, first.qualifier = mention.high, mention.end, Qualifier.RANGE
        else:
            kept.append(mention)
    return kept


def _ends_of_one(first: Mention, last: Mention) -> bool:
    if (first.qualifier, last.qualifier) != (Qualifier.FROM, Qualifier.UP_TO) or first.unit is not last.unit:
        return False
    return first.low < last.high <= first.low * 4 and last.start - first.end <= 30 and first.currency == last.currency


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
            mention.currency = dollar
        first = first or mention.currency
    return first or named_in(lower) or default


def _sign(mention: Mention) -> str:
    """How the price was read: the way to its unit, whether a currency is written, whether it is a label's."""
    money = "share" if mention.unit is Unit.PERCENT else "money" if mention.currency else "bare"
    way = mention.way
    if way == "after" and mention.raw is not None:
        way = "after_piece"
    elif way == "after" and mention.unit is Unit.PROJECT:
        way = "after_whole"
    elif way == "supposed_project":
        way = "whole_label" if mention.label is not None else "whole"
    return f"price.{way}_{money}"


def _price(mention: Mention, ready: Prepared, currency: str, tax: Tax, *, exempt: bool, joking: bool) -> Price:
    low: Decimal | None = mention.low
    high: Decimal | None = mention.high
    if mention.qualifier is Qualifier.FROM:
        high = None
    elif mention.qualifier is Qualifier.UP_TO:
        low = None
    unit = mention.unit or Unit.PROJECT
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
        confidence(_sign(mention) + (".joking" if joking else "")),
    )
