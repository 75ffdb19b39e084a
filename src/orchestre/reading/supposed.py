"""The unit of an amount that no word beside it says: its neighbour's, its heading's, that of pay, a day rate by its
size, else a lump sum."""

import re

from orchestre.reading.bare import SAID, by_mode, plausible
from orchestre.reading.governing import monthly, stated
from orchestre.reading.items import Sections
from orchestre.reading.money import Mention
from orchestre.reading.pay import Ad
from orchestre.reading.values import Qualifier, Unit

_AND_ALSO = re.compile(
    r"\A[\s,/(=≈~-]{0,3}(?:(?:ou|or|et|and|à|to|puis|jusqu'à|soit|i\.e\.)\s)?\s?(?:(?:de|around|about|environ"
    r"|approx\.?|roughly)\s)?[~≈]?\Z"
)
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
_DURATION = re.compile(r"\d{1,2}\s?(?:h|heures?|hours?|min\w*|mn)\s?(?:\d\d)?\s?[=:(à]?\s?[€$£]?\Z")
_SEVERAL = re.compile(
    r"\s?€?\s(?:les|the|all|for|pour)\s(?:\d{1,3}|deux|trois|quatre|cinq|dix|two|three|four|five|ten)\b(?!\s?[jhdm])"
)
_FOR_A_JOB = re.compile(r"\b(?:pour|for)\b[^?\n]*\?\s?\Z")
_WHOLE = re.compile(r"\b(?:prix|prices?|tout (?:compris|inclus)|all[- ]in)\b")
# "£35/hr, call-out £50", "65 €/h, audit 90 €": another thing has a price of its own.
_OTHER_WORK = re.compile(
    r"(?:[,;+(]|\b(?:et|and|ou|or|plus))\s{0,2}(?:(?:une?|l[ae]|l'|an?|the)\s?)?(?:\w{3,12}\s)?(?:audits?|set-?up"
    r"|call-?outs?"
    r"|d[ée]placements?|livraisons?|delivery|installation|logos?|sites?|albums?|kits?|plugins?|templates?|dossiers?"
    r"|diagnostics?"
    r"|materials?|mat[ée]riel|posters?|affiches?|flyers?|rapports?|reports?|surveys?|visites?|visits?|tests?)"
    r"(?:\s\w{2,12})?\s?[:=àa@]?\s?[€$£]?\Z"
)
_THEN = re.compile(r"\b(?:then|puis|plus|ensuite|after)\b|\+")
# "$150 for a consult and $95/hr": the first is for something else.
_OF_THING = re.compile(r"\s?(?:ht |ttc )?(?:for|pour) (?:an? |une? |the |l[ea] |l')[^\W\d]{4}")
_A_MONTH = re.compile(r"(?:/|par|per|a)\s?(?:mois|month|mo)\b")
_TAKE = re.compile(r"\b(?:(?:je|on|nous) (?:prends?|prenons|demande|demandons)|i (?:take|ask|charge))\s{1,2}\Z")
_A_LINE = 60
_WHO = re.compile(
    r"\s?(?:,\s?|\(\s?(?:[^()\n\d]{2,30},\s?)?)(?:avec |with )?\d{1,2}\+? (?:ans|years|yrs)\b(?! (?:de )?garantie)"
)
_MY_RATE = re.compile(r"(?:my|our) (?:\w{3,10} )?rates? (?:is|are)\b|(?:\A|[.;,\n]\s?)rates? ?[:=] ?\S?\Z")
# "Mon taux d'atelier est de 54 € HT": a "taux" is that of an hour.
_A_RATE = re.compile(
    r"\b(?:(?:mon|notre|le|un) taux(?! de (?:commission|conversion|r[ée]ussite))|(?:(?:my|our|the) (?:\w{3,10} )?"
    r"|(?:machine|workshop|standard|usual|labou?r|shop|bench) )rate)\b[^,;:\d\n]{0,30}"
    r"(?:[:=,]|est|is|de|of|at|à|rate)\s?[€$£]?\Z"
)
_MON_TARIF = re.compile(r"\b(?:mon|notre) (?:\w{3,10} )?tarif(?: est| serait)? ?(?:de|[:=?,])? ?(?:c'est )?[€$£]?\Z")
_RATES = frozenset({Unit.HOUR, Unit.DAY, Unit.MONTH, Unit.WORD, Unit.CLICK})


_APART = re.compile(r", ?(?:prices?|tarifs?|prix|rates?|fees?|all|tous|le tout|par|per|the lot)\b|\(")


def _said_last(mentions: list[Mention], lower: str) -> None:
    """ "Solo 19 €, Équipe 49 €, Pro 119 €, par mois": a unit behind a comma after the last of a list is that of all."""
    for last in range(len(mentions) - 1, 1, -1):
        mention = mentions[last]
        if mention.unit is None or mention.unit is Unit.PROJECT or mention.way != "after":
            continue
        if not _APART.search(lower[mention.amount_end : mention.end]):
            continue
        for other in reversed(mentions[:last]):
            if other.unit is not None or other.sentence != mention.sentence or other.label == "project":
                break
            if mention.unit is None or not _fits(mention.unit, other):
                break
            other.unit, other.raw, other.way = mention.unit, mention.raw, "heading"


def fill_units(mentions: list[Mention], ad: Ad) -> None:
    """An amount without a unit takes the one of its neighbour in the sentence, of the trade, or is a lump sum."""
    lower, sections = ad.lower, Sections(ad.lower)
    _said_last(mentions, lower)
    starts = [mention.start for mention in mentions]
    previous: Mention | None = None
    for mention, following in zip(mentions, [*mentions[1:], None], strict=True):
        if mention.unit is None:
            if _monthly(mention, following, lower):
                mention.unit, mention.way = Unit.MONTH, "governed"
            elif _full_day(previous, mention, lower):
                mention.unit, mention.way = Unit.DAY, "neighbour"
            elif following is not None and _same_rate(mention, following, lower):
                mention.unit, mention.way = following.unit, "neighbour"
            elif previous is not None and _same_kind(previous, mention, lower):
                mention.unit, mention.raw, mention.way = previous.unit, previous.raw, "neighbour"
            elif previous is not None and _all_of_them(previous, mention, lower):
                mention.unit, mention.way = Unit.MONTH, "neighbour"
            elif _of_all(mention, ad, sections):
                pass
            elif not _from_its_list(mention, sections, starts) and not _stated(mention, previous, lower):
                mention.unit = _by_default(mention, ad)
                mention.way = f"supposed_{mention.unit}"
        elif mention.label == "project" and "package" in lower[mention.before : mention.start]:
            mention.unit = Unit.YEAR if ad.pays_a_year(mention.high) else mention.unit
        if mention.unit is not Unit.PERCENT:
            previous = mention


_FULL = re.compile(r"\s?€?\s?(?:(?:the|a|la|une|for a|pour une) )?(?:full|whole|compl[èe]te|enti[èe]re|pleine)\b")
_HALF = re.compile(r"demi|half|matin")


def _full_day(previous: Mention | None, mention: Mention, lower: str) -> bool:
    """ "£220 half-day / £400 full": what is not half a day is a whole one."""
    half = previous is not None and previous.raw is not None and _HALF.search(previous.raw) is not None
    return half and _FULL.match(lower, mention.end) is not None


def _monthly(mention: Mention, following: Mention | None, lower: str) -> bool:
    """Whether the words behind the amount, before the next, make it a month's; a deposit or a pack is none."""
    if mention.instalments or not _fits(Unit.MONTH, mention):
        return False
    last = min(mention.sentence[1], following.start if following else len(lower), mention.end + 90)
    return monthly(lower[mention.end : last])


def _stated(mention: Mention, previous: Mention | None, lower: str) -> bool:
    """Whether an earlier clause, with no other amount between, says how work is paid; it is taken then."""
    if mention.label == "project" or mention.instalments or mention.scale != 1:
        return False
    found = stated(lower[previous.end if previous is not None else 0 : mention.start])
    if found is None or not _fits(found.unit, mention):
        return False
    mention.unit, mention.raw, mention.way = found.unit, found.raw, "stated"
    return True


def _fits(unit: Unit, mention: Mention) -> bool:
    """Whether the amount may be a rate of that unit; a subscription may cost little when its currency is written."""
    small = unit is Unit.MONTH and mention.currency is not None and 1 <= mention.high <= 40_000
    return small or plausible(unit, mention.high)


def _of_all(mention: Mention, ad: Ad, sections: Sections) -> bool:
    """Whether its unit is said once: at the head of its line, for all prices of the text, or by the trade of those who
    ask a few cents. It is taken then."""
    if mention.label == "project" or mention.instalments or _OTHER_ITEM.match(ad.lower, mention.end):
        return False
    found = sections.of_all(mention.start)
    if found is None and mention.high < 1:
        found = (Unit.WORD, None) if ad.writes else None
    if found is None or not _fits(found[0], mention):
        return False
    (mention.unit, mention.raw), mention.way = found, "heading"
    return True


def _from_its_list(mention: Mention, sections: Sections, starts: list[int]) -> bool:
    """Whether the heading over its line, or a field of the form, says its unit; it is taken then."""
    if mention.label == "project" or mention.instalments:
        return False
    found = sections.above(mention.start, starts)
    if found is None and len(starts) <= 2:
        found = sections.field
    if found is None or not _fits(found[0], mention):
        return False
    (mention.unit, mention.raw), mention.way = found, "heading"
    return True


def _by_default(mention: Mention, ad: Ad) -> Unit:
    """The unit of an amount for which nothing says it: that of pay in an ad, else a lump sum or a day rate."""
    if ad.pays_a_year(mention.high) or ad.pays_here(mention.start, mention.high):
        return Unit.YEAR
    return _lump_or_day(mention, ad)


def _same_rate(mention: Mention, following: Mention, lower: str) -> bool:
    """ "560 au lieu de 480 € par jour": the unit is said once, after the second; not in "£60 then £40 an hour"."""
    if _THEN.search(lower, mention.end, following.start) or _OF_THING.match(lower, mention.end):
        return False
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
        or _OTHER_WORK.search(lower, previous.end, mention.start)
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


def _lump_or_day(  # noqa: PLR0911 - each return is one reason
    mention: Mention, ad: Ad
) -> Unit:
    """A lump sum, unless an amount of the size of a day rate ends its clause after "tarif" or "rate", or stands alone
    there without a currency: "dispo 2j/sem, 450 HT"."""
    lower = ad.lower
    if 12 <= mention.low <= mention.high < 150 and _A_RATE.search(lower, mention.before, mention.start):
        return Unit.HOUR
    if 10 <= mention.low <= mention.high < 150 and _MY_RATE.search(lower, mention.before, mention.start):
        return Unit.HOUR
    if 12 <= mention.low <= mention.high < 150 and _MON_TARIF.search(lower, max(0, mention.start - 40), mention.start):
        return Unit.HOUR if ad.counts_hours else Unit.PROJECT
    asks = mention.scale == 1 and _RATE_VERB.search(lower, mention.before, mention.start) is not None
    if asks and not _OF_WORK.match(lower, mention.end) and 10 <= mention.low <= mention.high <= 1500:
        return Unit.DAY if mention.low >= 150 else Unit.HOUR
    plain = mention.currency is None and mention.scale == 1 and 150 <= mention.low <= mention.high <= 1500
    if plain and SAID.search(lower, mention.before, mention.start) and not _OF_WORK.match(lower, mention.end):
        return Unit.DAY if ad.works_by_the_day else Unit.PROJECT
    bare = mention.currency is None and mention.scale == 1 and 20 <= mention.low <= mention.high <= 1500
    if bare and (by_mode(mention, lower) or _takes(mention, lower)):
        return Unit.DAY if mention.low >= 150 else Unit.HOUR
    if not 150 <= mention.low <= mention.high <= 1500 or mention.scale != 1 or mention.instalments:
        return Unit.PROJECT
    return Unit.DAY if _looks_daily(mention, ad) else Unit.PROJECT


def _all_of_them(previous: Mention, mention: Mention, lower: str) -> bool:
    """ "250 €/resto/mois ou 650 € les trois": all of them a month, when one of them is."""
    monthly = previous.raw is not None and _A_MONTH.search(previous.raw) is not None
    near = previous.sentence == mention.sentence and mention.start - previous.end <= 25
    return monthly and near and _SEVERAL.match(lower, mention.end) is not None


def _takes(mention: Mention, lower: str) -> bool:
    """ "Moi je prends 310 (Symfony, 3 ans)": what somebody of that trade and those years takes, no work is named."""
    return _TAKE.search(lower, mention.before, mention.start) is not None and _WHO.match(lower, mention.end) is not None


def _looks_daily(mention: Mention, ad: Ad) -> bool:
    lower = ad.lower
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
    if not bare or mention.label == "rate":
        return mention.label == "rate"
    if len(lower) > _A_LINE and not ad.works_by_the_day:
        return False  # somebody who is paid by the day mostly names his trade
    left = max(start, lower.rfind(",", start, mention.start) + 1)
    return mention.label == "generic" or _ALONE.match(lower[left : mention.start]) is not None
