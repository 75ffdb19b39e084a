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
    r"(?:(?:je|on|nous) (?:factur\w{1,5}|prends?|prenons|demand\w{1,4}|compt\w{1,4}|tourn\w{1,3}|travaill\w{1,3}|suis)"
    r" (?:habituellement|d'habitude|normalement|g[ée]n[ée]ralement|en g[ée]n[ée]ral|en moyenne|actuellement|d'ordinaire"
    r"|en ce moment|plut[ôo]t|souvent)|(?:d'habitude|d'ordinaire|habituellement|normalement"
    r"|en g[ée]n[ée]ral),? (?:je|on|nous)"
    r" (?:factur\w{1,5}|prends?|prenons|demand\w{1,4}|suis|sommes|est)|(?:i|we) (?:usually|normally|typically|generally"
    r"|currently|mostly) (?:charge|bill|ask|invoice|take|get|do)|(?:ok|d'accord|partante?|go) pour|(?:je|on"
    r"|nous) (?:tourne\w{0,3}|suis|est|sommes)|(?:i'm|we're|i am"
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


_NEAR, _NEAR_CASE = 70, 110
# "70 € de l'heure. Après minuit c'est 90": the same work in another case.
_OTHER_CASE = re.compile(
    r"[^.!?\n]{0,45}[.!?;\n]\s?(?:et |and |mais |but )?(?:(?:à|a) partir de|apr[èe]s|au[- ]del[àa]|pass[ée]e?s? "
    r"|le soir|la nuit|de nuit"
    r"|(?:le|les|on|at)? ?week-?ends?|(?:le |les )?dimanches?|jours? f[ée]ri[ée]s?|nights?|evenings?|after|beyond"
    r"|sundays?"
    r"|bank holidays?|past |hors |outside |sinon|otherwise|pour les (?:[ée]tudiant|asso|particulier|non)"
    r"|for (?:charit|student|non)"
    r"|(?:en|pour l')urgence|rush|urgent)\b[^.!?\n]{0,80}"
    r"|[^.!?\n;]{0,45};\s?(?:mais |but |et |and )?(?:si|if|pour une?|for an?)\b[^.!?\n]{0,80}"
)


_SO_LONG = re.compile(r"\s(?:for|pour|les)\s\d{2}(?=\s?(?:[,;.)]|and|et|ou|or)\b|[,;.])")
_ADDS_UP = re.compile(
    r"\b(?:tires? pour|tirez pour|arriv\w{1,4} [àa]|[çc]a (?:te |vous )?fait|au total|en tout|comes to"
    r"|adds up to) [€$£]?\Z"
)
# "9 an hour for one kid, 11 for two".
_FOR_ONE_OF = re.compile(r"\s(?:for|pour|with|avec) (?:one|une?|1|a single|un seul)\b")
_BOTH = re.compile(
    r"\s?€?\s(?:quand|si|when|if|pour|for)\b[^,.;\n]{0,25}\b(?:les (?:deux|trois|quatre|\d)|both|all (?:two|three"
    r"|four))\b"
)
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


def fill_units(  # noqa: PLR0912 - each branch is one way to a unit
    mentions: list[Mention], ad: Ad
) -> None:
    """An amount without a unit takes the one of its neighbour in the sentence, of the trade, or is a lump sum."""
    lower, sections = ad.lower, Sections(ad.lower)
    _said_last(mentions, lower)
    starts = [mention.start for mention in mentions]
    previous: Mention | None = None
    piece: Mention | None = None
    for mention, following in zip(mentions, [*mentions[1:], None], strict=True):
        if mention.unit is None:
            if _of_column(mention, sections, starts):
                pass
            elif _monthly(mention, following, lower):
                mention.unit, mention.way = Unit.MONTH, "governed"
            elif _full_day(previous, mention, lower):
                mention.unit, mention.way = Unit.DAY, "neighbour"
            elif following is not None and _same_rate(mention, following, lower):
                mention.unit, mention.way = following.unit, "neighbour"
            elif piece is not None and piece is not previous and _again(piece, mention, lower):
                mention.unit, mention.raw, mention.way = piece.unit, piece.raw, "neighbour"
            elif previous is not None and _same_kind(previous, mention, lower):
                mention.unit, mention.raw, mention.way = previous.unit, previous.raw, "neighbour"
            elif previous is not None and _all_of_them(previous, mention, lower):
                mention.unit, mention.way = Unit.MONTH, "neighbour"
            elif previous is not None and _next_ones(previous, mention, lower):
                mention.unit, mention.way = (previous.unit if previous.unit in _RATES else Unit.UNKNOWN), "neighbour"
                mention.raw = None if mention.unit in _RATES else "suivants"
            elif _of_all(mention, ad, sections):
                pass
            elif not _from_its_list(mention, sections, starts) and not _stated(mention, previous, lower):
                mention.unit = _by_default(mention, ad)
                mention.way = f"supposed_{mention.unit}"
        elif mention.raw is not None and mention.raw in _SINGLE and sections.field is not None:
            (mention.unit, mention.raw), mention.way = sections.field, "heading"
        elif mention.label == "project" and "package" in lower[mention.before : mention.start]:
            mention.unit = Unit.YEAR if ad.pays_a_year(mention.high) else mention.unit
        if mention.unit is not Unit.PERCENT:
            previous = mention
            if mention.unit in _RATES or mention.raw is not None:
                piece = mention


# "75 la leçon, 10 leçons 690, en ligne 60": what follows a pack is the one piece again.
_MODE_FIRST = re.compile(
    r"[,;/(] ?(?:et |and |ou |or )?(?:en ligne|[àa] distance|en visio|online|remote|[àa] domicile|at home"
    r"|sur place|on site)(?: [:=]?)? ?\Z"
)


def _in_its_mode(piece: Mention, mention: Mention, lower: str) -> bool:
    if piece.sentence != mention.sentence or mention.start - piece.end > _NEAR_CASE or not _close(piece, mention):
        return False
    return _MODE_FIRST.search(lower, piece.end, mention.start) is not None


def _again(piece: Mention, mention: Mention, lower: str) -> bool:
    """Whether it takes up an earlier rate or piece with another price between."""
    return _in_its_mode(piece, mention, lower) or _of_case(piece, mention, lower)


def _of_case(piece: Mention, mention: Mention, lower: str) -> bool:
    """ "950 € la date. Le son s'ajoute pour 250 €. Au-delà de trois dates 850 €": not the neighbour's unit."""
    if not _close(piece, mention) or mention.label == "project" or mention.start - piece.end > 2 * _NEAR_CASE:
        return False
    if _THRESHOLD.search(lower, mention.before, mention.start) is not None:
        return True
    noun = piece.raw.rpartition(" ")[2] if piece.raw else ""
    before = lower[mention.before : mention.start]
    return len(noun) > 3 and any(found.group("noun") == noun for found in _IF.finditer(before))


_NEXT_ONES = re.compile(
    r"\b(?:l[ea]s? (?:suivant|autre)e?s?|the (?:next|following|others)(?: ones)?)(?: (?:[àa]|at|are|is"
    r"|sont(?: [àa])?|pour|for|:))? ?[€$£]?\Z"
)
_NEXT_AFTER = re.compile(r"\s?€?\s(?:pour |for )?(?:l[ea]s? (?:suivant|autre)e?s?|the (?:next|following|others))\b")


def _next_ones(previous: Mention, mention: Mention, lower: str) -> bool:
    """ "Le premier kilomètre à 1 900 €, les suivants à 1 450 €": each of those that follow."""
    if previous.sentence != mention.sentence or mention.label == "project" or not previous.low <= mention.high * 4:
        return False
    told = _NEXT_ONES.search(lower, previous.end, mention.start) or _NEXT_AFTER.match(lower, mention.end)
    return told is not None


_IF = re.compile(
    r"(?:\A|[.;,(\n] ?)\s?(?:si|if|quand|when|lorsque) (?:l[ae]|the|an?|une?|votre|your) (?P<noun>[^\W\d]{4,})"
)
_THRESHOLD = re.compile(
    r"(?:\A|[.;,(\n] ?)(?:au[- ]del[àa] de|[àa] partir de|d[èe]s|plus de|from|over|above|beyond|more than) (?:la "
    r"|le |the )?\w{1,7} [^\W\d]{3}[^.;\d]{0,50}\Z"
)
_CELLS = re.compile(r"\S(?: {2,}|\t| ?\| ?)[€$£]?\Z")


def _of_column(mention: Mention, sections: Sections, starts: list[int]) -> bool:
    """Whether it stands in a cell of a table whose header says a time or a piece; its unit is taken then."""
    if mention.label == "project" or not _CELLS.search(sections.lower, max(0, mention.start - 24), mention.start):
        return False
    found = sections.column(mention.start, starts)
    if found is None:
        return False
    (mention.unit, mention.raw), mention.way = found, "heading"
    return True


_SINGLE = frozenset({"unitaire", "unit", "pu", "p.u", "à l'unité"})
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
    small = unit in {Unit.MONTH, Unit.DAY} and mention.currency is not None and 1 <= mention.high <= 40_000
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
    if _SO_LONG.match(lower, mention.end):
        return False
    if (
        following.way in {"item", "piece"}
        or following.unit not in _RATES
        or mention.label == "project"
        or mention.sentence != following.sentence
    ):
        return False
    near = following.start - mention.end <= 20
    return near and mention.low <= following.high * 2 and following.low <= mention.high * 2


def _same_kind(  # noqa: PLR0911 - each return is one reason
    previous: Mention, mention: Mention, lower: str
) -> bool:
    """ "TJM 700 €, ramené à 630 €": the second has the unit of the first when it follows at once, near in size."""
    if previous.unit is Unit.PROJECT or mention.label in {"project"}:
        return False
    if (
        previous.unit in _RATES
        and _FOR_ONE_OF.search(lower, previous.amount_end, mention.start)
        and _SEVERAL.match(lower, mention.end)
        and _close(previous, mention)
    ):
        return previous.sentence == mention.sentence
    if (
        _DURATION.search(lower, previous.end, mention.start)
        or _WHOLE_SET.search(lower, previous.end, mention.end)
        or (_SEVERAL.match(lower, mention.end) and not (previous.raw and _SO_LONG.match(lower, mention.end)))
        or _BOTH.match(lower, mention.end)
        or _ADDS_UP.search(lower, previous.end, mention.start)
        or _OTHER_ITEM.match(lower, mention.end)
        or _OTHER_WORK.search(lower, previous.end, mention.start)
    ):
        return False
    between = lower[previous.end : mention.start]
    if mention.currency != previous.currency and len(between) <= 4 and between.isspace():
        return True  # the same price in another currency, on the next line
    apart = mention.start - previous.end
    near = apart <= _NEAR
    again = previous.unit in _RATES or previous.raw is not None
    if apart <= _NEAR_CASE and previous.sentence != mention.sentence and again and mention.label in {None, "generic"}:
        return _OTHER_CASE.match(lower, previous.end) is not None and _close(previous, mention)
    if previous.sentence != mention.sentence or not near:
        return False
    if (
        previous.currency
        and mention.currency
        and mention.currency != previous.currency
        and mention.start - previous.end <= 25
    ):
        return _AND_ALSO.search(lower[previous.end : mention.start]) is not None  # the same rate in another currency
    other_way = _VARIANT.match(lower, mention.end) is not None and _NOTHING.match(lower[previous.end : mention.start])
    if other_way and previous.low <= mention.high * 4 and mention.low <= previous.high * 4:
        return True
    return _close(previous, mention)


# "90 rs per product white bg, 250 rs with model": the same thing done in another way.
_NOTHING = re.compile(r"\A[^,;.\n\d]{0,30}(?:, ?|,? (?:ou|or|and|et|but|mais) )\Z")
_VARIANT = re.compile(r"\s(?:with|avec|sans|without|if|si|in|en|on|sur|when|quand)\b(?! (?:une?|an?)\b)")


def _close(one: Mention, other: Mention) -> bool:
    return one.low <= other.high * 2 and other.low <= one.high * 2


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
