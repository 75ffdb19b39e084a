"""A second price beside a first, its money or its unit said once: "TJM 500, 450 si full remote", "Box braids 60 €,
vanilles 50", "8 € la photo, au-delà de 50 je descends à 6", "18 de l'heure, après minuit 22"."""

import re

from orchestre.reading.bare import CONDITION, LISTED_END, OR_ELSE, RATES, is_year
from orchestre.reading.money import Mention
from orchestre.reading.units import COUNTED
from orchestre.reading.values import Unit

_COUNT_FOR = re.compile(r"\s(?:pour|for|à|at|=)\s?[$€£]?\d")
# "62,50 HT/heure ouvrier, 48 manœuvre": one word for each rate says whose it is.
_FOR_ONE = re.compile(r"\A (?:pour (?:une? |l[ae] |l')?)?[^\W\d]{3,14}(?:,| et| and| puis|;| /) \Z")
_FOR_OTHER = re.compile(r" (?:pour (?:une? |l[ae] |l')?)?[^\W\d]{4,14}\s?(?:\Z|[,;.)\n])")
_WITH = re.compile(r"\s(?:avec|si|sans|with|without|if|pour|for|en|in)\s[^\W\d]")
# "5 € each, pack of 5": a count of things, not a second price.
_SET_OF = re.compile(r"(?:pack|lots?|set|bundle|series|s[ée]rie|box|les|the|d[èe]s|from|partir) ?(?:of|de|d'|for)? ?\Z")
_DIRECT = re.compile(r"\A[^.\n]{0,40}\.\s[^\W\d]{3,12}(?:\s[^\W\d]{2,12}){0,2}\s?:\s\Z")


# "8 € la photo, au-delà de 50 je descends à 6": the same price for less.
_FARTHEST = 110
_DOWN_TO = re.compile(
    r"\b(?:i(?:'ll| will| can| could)? (?:give|do|make|offer|let)(?: (?:it|you|them))*(?: for| at)?"
    r"|je (?:vous |te )?(?:les |la |le )?(?:fais|laisse|mets)(?: [àa]| pour)?)\s\Z|"
    r"(?:,|;|\b(?:et|and|mais|but))\s(?:i am|i'm|moi,?(?: c'est| je suis [àa])?|me,?|mine is|le mien est [àa]"
    r"|elle(?: est)?(?: [àa])?"
    r"|lui(?: est)?(?: [àa])?|s?he is)\s\Z|"
    r"(?:\b(?:arranger|n[ée]gocier|descendre|baisser|passer|monter|tomber|descendez|passe|descend|tombe"
    r"|baisse) (?:le prix |le tarif )?|\b(?:(?:je|on|nous|[çc]a) (?:re)?(?:descends?|baisse|tombe|passe|monte"
    r"|redescends?|peux (?:descendre|faire|baisser|passer)"
    r"|peut (?:descendre|faire|passer)|fais|fait)|i (?:go|can go|can do|could do|drop|come) ?(?:down)?|(?:it )?drops"
    r"|(?:goes|going|come|comes) down|d[ée]gressif)(?: (?:le prix|le tarif|[çc]a))? )(?:jusqu')?(?:à|a|to)\s\Z"
)


def goes_down(mention: Mention, first: Mention, lower: str) -> Mention | None:
    """A bare figure that is the price before it, changed for another case or another person; None when it is not."""
    if first.unit in {None, Unit.PERCENT} or mention.scale != 1 or mention.high <= 0 or first.cents:
        return None
    if not first.low <= mention.high * 4 <= first.high * 12 or COUNTED.match(lower, mention.end):
        return None
    if mention.start - first.end > _FARTHEST or _DOWN_TO.search(lower, first.end, mention.start) is None:
        return None
    return _same(mention, first)


def _second(mention: Mention, first: Mention) -> Mention:
    mention.sentence, mention.before, mention.way = first.sentence, first.end, "second"
    return mention


def _lump(mention: Mention, first: Mention) -> Mention:
    """The figure made a lump sum in the currency of the first."""
    mention.label, mention.currency = "project", first.currency
    return _second(mention, first)


def _same(mention: Mention, first: Mention) -> Mention:
    """The figure made a price of the same unit, tax and currency as the first."""
    mention.unit, mention.raw, mention.tax, mention.currency = first.unit, first.raw, first.tax, first.currency
    return _second(mention, first)


def _as_next(mention: Mention, first: Mention) -> Mention | None:
    """The figure made the price of the next of a list: with the first's unit when near its size, else a lump sum."""
    near, nearly = (first.low <= mention.high * times and mention.low <= first.high * times for times in (2, 3))
    if (first.unit in RATES | {Unit.WORD} and near) or (first.raw is not None and nearly):
        return _same(mention, first)
    unsaid = first.currency is None and first.unit is None
    if not unsaid and (mention.high < 10 or first.unit in {Unit.WORD, Unit.CLICK}):
        return None
    if not unsaid:
        return _lump(mention, first)
    mention.currency = first.currency
    return _second(mention, first)


def second_rate(  # noqa: PLR0911 - each return is one reason against
    mention: Mention, first: Mention, lower: str
) -> Mention | None:
    """ "TJM 500, 450 si full remote": a bare figure of the same size, right after a rate, is a second rate."""
    between = lower[first.end : mention.start]
    if goes_down(mention, first, lower) is not None:
        return mention
    if _names_next(mention, first, between, lower):
        return _as_next(mention, first)
    if _in_a_case(mention, first, between, lower):
        return _same(mention, first)
    if len(between) > 45 or mention.scale != first.scale or COUNTED.match(lower, mention.end):
        return None
    if first.unit in _LUMPS and _named_next(mention, first, between, lower):
        return _lump(mention, first)
    rate, word = first.unit in RATES, first.unit in {Unit.WORD, Unit.CLICK}
    lump = mention.low >= 30 and not mention.low % 5 and "," in between and _WITH.match(lower, mention.end) is not None
    if not rate and not word and not (lump and first.unit in _LUMPS) and (first.raw is None or "min" in between):
        return None
    near, cents = 2 if rate else 3, 100 if first.cents else 1
    apart = not first.low * cents <= mention.low * near <= first.high * cents * near * near
    if apart and not (lump and first.raw is not None):
        return None
    if (
        (rate and mention.low < (20 if first.low >= 25 else 8))
        or (mention.low < 2 and not mention.low % 1)
        or _SET_OF.search(between)
        or _COUNT_FOR.match(lower, mention.end)
    ):
        return None
    if cents > 1:
        mention.low, mention.high, mention.cents = mention.low / cents, mention.high / cents, True
    if between.endswith("(") and lower[mention.end : mention.end + 1] == ")":
        return None  # "Montreuil (93)"
    follows = (OR_ELSE.search(between) or _DIRECT.match(between)) and CONDITION.match(lower, mention.end)
    if not follows and not (_FOR_ONE.match(between) and _FOR_OTHER.match(lower, mention.end)):
        return None
    return _lump(mention, first) if apart else _same(mention, first)


# "18 de l'heure, et si c'est après minuit 22"; "11 for two, 13 after eleven": the same rate in another case.
_CASE_FIRST = re.compile(
    r"(?:,|;|\b(?:et|and|ou|or|mais|but))\s(?:(?:et|and|mais|but)\s)?(?:si|if|apr[èe]s|after|[àa] partir|quand"
    r"|when|les? week-?ends?|la nuit|le soir"
    r"|l[ea]s? dimanches?|weekends?|nights?|evenings?|sundays?)\b[^,;.\n\d€$£]{0,40}\s\Z"
)
_CASE_NEXT = re.compile(r"\A[^,;.\n\d]{0,30}(?:,|;|\s(?:et|and|ou|or))\s(?:(?:et|ou|or|and|but|mais|sinon|only)\s)?\Z")
_CASE_AFTER = re.compile(
    r"\s(?:after|apr[èe]s|if|si|on|le week-?end|la nuit|le soir|quand|when|past|beyond|au-del[àa]|outside|hors)\b"
)


def _in_a_case(mention: Mention, first: Mention, between: str, lower: str) -> bool:
    """Whether a bare figure near the size of the one before it is that price in another case."""
    money = (
        first.unit in RATES | {Unit.WORD} or first.raw is not None or (first.unit is None and first.currency is None)
    )
    if (
        not money
        or first.label == "project"
        or mention.scale != 1
        or first.cents
        or mention.high < 5
        or len(between) > 60
    ):
        return False
    if not first.low <= mention.high * 2 or not mention.low <= first.high * 2 or COUNTED.match(lower, mention.end):
        return False
    if _CASE_FIRST.search(between) and LISTED_END.match(lower, mention.end):
        return True
    return _CASE_NEXT.match(between) is not None and _CASE_AFTER.match(lower, mention.end) is not None


# "Ménage 13 €/h repassage 14 vitres 15", "verbatim 1.10 a minute; clean 0.95": the next thing, its money said once.
_NEXT_THING = re.compile(
    r"\A\)?(?:[,;/+&]|\s-|\s(?:et|and|puis|ou|or))?\s?(?:(?:et|and|ou|or)\s)?(?:[^\W\d][\w'+/-]{0,14}(?:\s\(\w{1,8}\))?\s){0,3}"
    r"(?!(?:dispo|semaine|week|page|t[ée]l|niveau|version|lot|place|route|rue|bus|room|step|le|la|les|the|une?|an?|en|de|du|des|au|aux"
    r"|[àa]|in|on|of|to|for|by|vers|pour|avec|dans|chez|par|sous|sur|jusqu'[àa]|until|till|at|plus|moins|over|under|top|num|num[ée]ro"
    r"|ans|[âa]ge|aged?|jan\w*|f[ée]v\w*|mars|avril|mai|juin|juil\w*|ao[ûu]t|sept\w*|oct\w*|nov\w*|d[ée]c\w*|with|and|et|or|ou|is|est"
    r"|since|depuis|before|avant|after|apr[èe]s|minimum|mini|min|max|maxi|pack|only|per|add|from|d[èe]s|siret|code|cp|bp|apt|appt|bt)\s)"
    r"[^\W\d][\w'+/-]{2,16}\s?[:=]?\s?\Z"
)
_THING_ENDS = re.compile(
    r"\s?(?:\Z|[,;/\n|•+)]|\.(?:\s|\Z))|\s(?:et|and|puis|ou|or)\s[^\W\d]{3}"
    r"|\s(?:[^\W\d][\w'+-]{2,14}\s){1,3}(?:€|\$|£)?\d{1,4}(?=\s?(?:\Z|[,;.\n€]|e\b|euros?\b))"
)


_DEPENDING = re.compile(r"\s(?:depend\w{0,3}|d[ée]pend\w{0,3}|selon|suivant|en fonction)\b")


def _names_next(  # noqa: PLR0911 - each return is one reason against
    mention: Mention, first: Mention, between: str, lower: str
) -> bool:
    """Whether a bare figure is what the next thing of a list costs, the money of the list said with the first."""
    unsaid = first.currency is None and first.unit in {None, Unit.PROJECT, Unit.PERCENT}
    if unsaid and not (first.low >= 100 and first.low <= mention.high * 2 and mention.high <= first.high * 2):
        return False
    if mention.scale != 1 or first.scale != 1 or first.cents or first.instalments or is_year(mention):
        return False
    if not first.low <= mention.high * 8 <= first.high * 64 or (mention.low % 1 and not (first.low % 1 or first.raw)):
        return False
    if mention.high < 5 and not mention.low % 1:
        return False
    if len(between) > 60 or COUNTED.match(lower, mention.end) or _NEXT_THING.match(between) is None:
        return False
    if _SET_OF.search(between) or _COUNT_FOR.match(lower, mention.end):
        return False
    return _THING_ENDS.match(lower, mention.end) is not None or _DEPENDING.match(lower, mention.end) is not None


_LUMPS = frozenset({None, Unit.PROJECT})
_NEXT_NAMED = re.compile(
    r"\A(?:,| et| and| /|;) (?:et |and )?(?!dispo|semaine|week|page|t[ée]l|niveau|version|lot|place|route|rue|bus"
    r"|room|step)"
    r"(?:[^\W\d][\w'+/-]{1,14} ){1,3}\Z"
    r"|\A(?: ht| ttc)? (?:une?|l[ea]|an?|the) [^\W\d]{4,14} \Z"
)
_NEXT_OPENS = re.compile(r" (?:et|and|puis|ou|or|une?|l[ea]|les|an?|the|pour|avec|with) [^\W\d]{3}")


def _named_next(mention: Mention, first: Mention, between: str, lower: str) -> bool:
    """ "Box braids 60 €, vanilles 50, enfants 35": the next of a list, its currency said once."""
    if mention.high < 10 or mention.high % 5 or is_year(mention) or first.currency is None:
        return False
    if not first.low <= mention.high * 8 <= first.high * 64 or "(" in between:
        return False
    if _NEXT_NAMED.match(between) is None:
        return False
    return LISTED_END.match(lower, mention.end) is not None or _NEXT_OPENS.match(lower, mention.end) is not None
