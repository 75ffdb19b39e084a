"""Dates as people say them, with the day each means (`resolving`).

mid-month is the 15th, the beginning the 1st, the end the last day; a bare month is its 1st day; "week 46" and
"next week" are their Monday; "in N weeks" is N x 7 days later, of "2 to 3 weeks" the first; a quarter is its first day.
A date without a year is the next one, a recent past (31 days) kept. Of a span of days the first is given.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from orchestre.reading.normal import Prepared
from orchestre.reading.openings import SIZE, Openings
from orchestre.reading.parts import Remembered
from orchestre.reading.resolving import (
    COUNTS,
    DAYS,
    MONTHS,
    ORDINALS,
    SHORT_DAYS,
    Resolve,
    back_in_january,
    counted,
    end_of,
    feast,
    first_of,
    half_month,
    in_hours,
    in_n,
    iso,
    iso_week,
    month_alone,
    next_month,
    next_quarter,
    next_week,
    nth,
    numeric,
    of_month,
    part_month,
    part_what,
    part_year,
    quarter,
    rentree,
    saturday,
    season,
    short_time,
    weekday,
)


def _any(words: dict[str, int]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_MONTH = rf"(?:{_any(MONTHS)})\b\.?"
_DAY = rf"(?:{_any(DAYS)})"
_YEAR = r"(?:,? ?(?:de |of )?(?P<year>20[2-4]\d)\b)?"
_COUNT = rf"\d{{1,3}}|{_any(COUNTS)}"
_TH = r"(?:er|st|nd|rd|th)?"
_THING = (
    r"(?! ?(?:[€%:$£]|k\b|m\b|bn\b|h\b|j\b|jours?|days?|semaines?|weeks?|mois|months?|ans\b|years?|hours?|"
    r"heures?|eur|min\b|[ap]\.?m\b))"
)
_PART = r"(?:tout )?(?:the )?(?P<part>mi|debut|fin|milieu|courant|mid|early|late|end|beginning|start|middle)"
_OF = r"(?:[- /]| de | du | of |d'| d'| of the | de la | de l'| du mois de | du mois d'| the )"


@dataclass(frozen=True, slots=True)
class Said:
    """A date of a text; `start` and `end` count in the prepared text. `day` is null without a day to count from."""

    start: int
    end: int
    day: date | None
    way: str
    """The rule that read it: "month", "weekday", "in_n"..."""


# fmt: off
_RULES: tuple[tuple[str, str, str, Resolve], ...] = (
    # way, words it begins with ("#": a number), form, meaning
    ("full", "#", r"(?P<y>20[2-4]\d)-(?P<mo>\d\d)-(?P<d>\d\d)(?!\d)", iso),
    ("full", "#", r"(?P<first>\d{1,2})(?P<sep>[/.-])(?P<second>\d{1,2})(?P=sep)(?P<year>(?:20)?[2-4]\d)(?![\d/]"
     r"|[.,]\d)", numeric),
    ("numeric", "#", r"(?!24/7|7/7|5/7|50/50)(?P<first>\d{1,2})[/.](?P<second>\d{1,2})(?P<year>)(?![\d/]"
     r"|[.,]\d|e\b|eme)" + _THING, numeric),
    ("month", "#", r"(?P<mo>0?[1-9]|1[0-2])/(?P<y>20[2-4]\d)(?!\d)", first_of),
    ("day", "#", rf"(?P<day>\d{{1,2}}){_TH}\s?(?:au|a|-|et|ou|to|and|or|/|&|until)\s?(?:le "
     rf"|the )?\d{{1,2}}{_TH}(?: of)? (?P<month>{_MONTH}){_YEAR}",
     of_month),
    ("day", "#", rf"(?P<day>\d{{1,2}})(?:, ?\d{{1,2}}){{1,6}},? ?(?:et|and|&|ou|or) ?\d{{1,2}} (?P<month>{_MONTH})"
     rf"{_YEAR}", of_month),
    ("day", "#", rf"(?P<day>\d{{1,2}}){_TH}(?: of)?[ -]?(?P<month>{_MONTH})(?! be\b| have\b| not\b){_YEAR}",
     of_month),
    ("half", "# premiere premier deuxieme second seconde 2nde troisieme derniere first third last",
     rf"(?P<ordinal>{_any(ORDINALS)})(?:ere|er|re|eme|e|st|nd|rd|th)? (?P<piece>quinzaine|semaine|week|"
     rf"half)(?: de| d'| du mois de| of|,)? ?(?P<month>{_MONTH}){_YEAR}",
     half_month),
    ("quarter",
     "# premier deuxieme second troisieme quatrieme dernier first third fourth last debut fin early late mid end start",
     rf"(?:{_PART}{_OF})?(?P<ordinal>{_any(ORDINALS)})(?:er|eme|e|st|nd|rd|th)? (?P<q>trimestre"
     rf"|quarter)(?P<quarter>){_YEAR}", quarter),
    ("quarter",
     "q1 q2 q3 q4 t1 t2 t3 t4 debut fin mi early late mid end start beginning",
     rf"(?:{_PART}{_OF})?(?:the )?(?P<q>[qt])(?P<quarter>[1-4])(?P<ordinal>)\b(?:[ -/]?(?P<year>20[2-4]\d)\b)?",
     quarter),
    ("part", "tout mi debut fin milieu courant mid early late end beginning start middle",
     rf"{_PART}{_OF}(?P<month>{_MONTH}){_YEAR}",
     part_month),
    ("part", "tout mi debut fin courant mid early late end beginning start",
     rf"{_PART}{_OF}(?P<next_en>next |this )?(?P<what>mois|month|annee|year|semaine|week|ete|summer|printemps|"
     rf"spring|automne|autumn|hiver|winter|trimestre"
     r"|quarter)(?P<next> prochaine?| suivante?| pro\b)?\b", part_what),
    ("part", "tout mi debut fin courant mid early late end beginning start", rf"{_PART}{_OF}(?P<y>20[2-4]\d)\b",
     part_year),
    ("span", "month",
     rf"(?P<month>{_MONTH}) ?(?:a|au|-|to|/|et|and|&|through|until|ou|or) ?(?:mi-? ?|fin |debut |mid-? ?|end of |"
     rf"late |early |the )?"
     rf"(?:{_MONTH}){_YEAR}", month_alone),
    ("day", "month", rf"(?P<month>{_MONTH}) (?:the )?(?P<day>\d{{1,2}})(?:(?:st|nd|rd|th)\b|(?!\d|[/.]\d"
     rf"| ?(?:a|au|to)\b)){_THING}{_YEAR}",
     of_month),
    ("month", "month", rf"(?P<month>{_MONTH})(?! be\b| have\b| not\b| ans\b| jours\b| mois\b| semaines\b"
     rf"| heures\b| pour cent\b){_YEAR}",
     month_alone),
    ("week", "week", r"(?:semaine|sem|week|weeks|wk|kw|s|w)[ .-]?(?:n°? ?"
     r"|no\.? ?)?(?P<week>[1-5]?\d)\b(?! ?[/%€h-])" + _THING, iso_week),
    ("next", "semaine sem week", r"(?:semaine|sem\.?) (?:prochaine|pro\b|suivante|d'apres)",
     counted(next_week)),
    ("next", "next prochaine", r"(?:next week|prochaine semaine)", counted(next_week)),
    ("next", "week", r"week after next", counted(lambda day: next_week(day) + timedelta(days=7))),
    ("next", "mois next", r"(?:mois (?:prochain|suivant|pro\b)|next month)", counted(next_month)),
    ("next", "month", r"month after next", counted(lambda day: next_month(next_month(day)))),
    ("next", "annee an next new nouvel nouvelle", r"(?:annee prochaine|an prochain|next year"
     r"|new year\b(?!'?s eve)|nouvelle annee|nouvel an)",
     counted(lambda day: date(day.year + 1, 1, 1))),
    ("next", "trimestre next prochain", r"(?:trimestre prochain|prochain trimestre|next quarter)",
     counted(next_quarter)),
    ("day", "apres day", r"(?:apres[- ]demain|day after tomorrow)", counted(lambda day: day + timedelta(days=2))),
    ("day", "demain dmain 2main tomorrow tmrw tmw tomoz",
     r"(?:2?d?e?main|tomorrow|tmr?w|tomoz)\b", counted(lambda day: day + timedelta(days=1))),
    ("day", "ce cet this tonight",
     r"(?:(?:ce |cet )(?:soir|aprem\w*|apres[- ]midi)|tonight|this (?:afternoon|evening))\b",
     counted(lambda day: day)),
    ("weekday", "ce this le week", r"(?:ce |this |le )?week[ -]?end(?: prochain)?", counted(saturday)),
    ("weekdays", "weekday",
     rf"{_DAY}(?:s|\b)(?:,? ?(?:-|/|,|&|a|au|to|thru|through|until|et|and|ou|or) ?(?:les? )?{_DAY}){{1,6}}",
     counted(lambda _: None)),
    ("weekday", "weekday",
     rf"(?P<weekday>{_DAY})\b(?! (?:le )?\d)(?P<later> en huit| week\b)?(?: prochain| next)?", weekday),
    ("weekday", "next this on", rf"(?:next|this|on) (?P<weekday>{_any(SHORT_DAYS)})\b\.?(?P<later>)", weekday),
    ("starts_in", "delai",
     rf"delai de (?:demarrage|mise en route|mobilisation|disponibilite) ?[:=-]? ?(?:de )?(?P<count>{_COUNT}) ?"
     r"(?P<unit>jours?\b|j\b|semaines?\b|mois\b)(?P<working> ouvr\w+)?", in_n),
    ("nth", "#", r"(?P<day>\d{1,2})(?:st|nd|rd|th)\b(?! ?(?:year|anniversary|floor|time|century|arr|grade))", nth),
    ("nth", "#", r"(?P<day>\d{1,2})(?:er)?\b(?! ?(?:[/€%:$£+]|-\d))(?![.,]\S)(?!\.\s+[a-z\d])" + _THING, nth),
    ("in_n", "sous dans d ici in within under",
     rf"(?:(?:sous|dans|d'ici a|d'ici|ici|in|within|under)) (?:(?:environ|about|around|max\w*|encore|the next|les|"
     rf"a peu pres|au plus|at most|just) )?"
     rf"(?:une |un |a )?(?P<count>{_COUNT})(?:aine)?(?: de| d')?(?:\s?(?:a|-|/|ou|to|or)\s?(?:{_COUNT}))?\s?"
     r"(?P<unit>jours?\b|j\b|days?\b|semaines?\b|sem\b|weeks?\b|wks?\b|mois\b|months?\b"
     r"|fortnights?\b)(?:'s? time)?(?P<working> ouvr\w+| working| business)?", in_n),
    ("in_n", "sous dans in d", r"(?:sous|dans|in|d'ici) (?:une |a )?(?P<count>quinzaine|huitaine"
     r"|fortnight)(?P<unit>)(?P<working>)",
     short_time),
    ("notice", "# count", rf"(?P<count>{_COUNT})[ -]?(?P<unit>days?|weeks?|months?|jours?|semaines?"
     rf"|mois)'?s?'?(?P<working>) (?:notice\b(?! period)|de preavis)", in_n),
    ("notice", "preavis notice",
     rf"(?:preavis|notice(?: period)?)(?: (?:legal|contractuel|actuel|standard|required))?[ :=-]{{1,3}}"
     rf"(?:(?:est|is|sera|will be|of|de|d'|a|environ|about|currently"
     rf"|actuellement) ?){{0,3}}(?P<count>{_COUNT})(?:aine)?[ -]?"
     r"(?:de )?(?P<unit>days?|weeks?|wks?|months?|jours?|j\b|semaines?|mois)(?P<working>)", in_n),
    ("from_now", "# count",
     rf"(?P<count>{_COUNT}) (?P<unit>days?|weeks?|months?|fortnights?)(?P<working>) from (?:now|today)", in_n),
    ("wait", "faut faudra faudrait laisse laissez donne donnez comptez compter give need have encore",
     rf"(?:fau(?:t|dra|drait)|(?:laissez?|donnez?)[- ](?:moi|nous)|comptez|compter"
     r"|give (?:me|us)|need|have|encore)"
     rf" (?:encore |environ |about |another |bien |a peu pres |at least |au moins |me |nous |a "
     rf"|just )?(?P<count>{_COUNT})(?:aine)?(?: de| d')?"
     r"(?:\s?(?:a|-|to|ou|or)\s?\d{1,2})? ?(?P<unit>jours?\b|j\b|days?\b|semaines?\b|sem\b|weeks?\b|mois\b"
     r"|months?\b)(?P<working>)"
     r"(?= (?:or so )?(?:avant (?:de (?:pouvoir|commencer|demarrer|attaquer|m'y)|que (?:je|j'|nous|on))"
     r"|pour (?:me liberer|me degager"
     r"|(?:finir|boucler|terminer|cloturer|rendre|livrer) (?:mon|ma|mes|notre|nos|ce que|un autre|une autre"
     r"|un dossier|une mission|un chantier))"
     r"|to (?:finish|hand over|wrap|clear|close|free|complete) (?:my|our|off|up|what|a current|the current"
     r"|another)|before (?:i|we) (?:can|could|start|begin)|left (?:on|in|at)"
     r"|(?:on|sur|de|in|chez|at) (?:my|mon|ma|mes|un|une|our|notre|a|the)\b))", in_n),
    ("in_n", "j", r"j ?\+ ?(?P<count>\d{1,2})(?P<unit>)(?P<working>)\b", in_n),
    ("hours", "#", r"(?P<count>24|48|72)(?:/\d\d)? ?(?P<unit>h\b|heures?\b|hours?\b|hrs?\b)(?P<working>)", in_hours),
    ("part", "eom eow eoy", r"(?P<end>eo[mwy])\b", end_of),
    ("feast", "rentree",
     r"(?<!ai )(?<!suis )(?<!bien )(?<!etre )(?<!est )rentree(?: de septembre| scolaire)?(?! de janvier"
     r"| litteraire| le | du )", rentree),
    ("feast", "rentree", r"rentree de janvier", back_in_january),
    ("feast", "avant before jusqu until till",
     r"(?:avant|before|jusqu'?(?:a|aux?)|until|till) (?:the |les |la |l')?(?:vacances (?:de |d'|de la |de l'))?"
     r"(?P<feast>noel|christmas|xmas|fetes|holidays|paques|easter|toussaint)\b", feast),
    ("feast", "apres after passe retour back",
     r"(?:apres|after|passe|(?:au )?retour (?:de|des)|back after) (?:the |les |la |l')?"
     r"(?:vacances (?:de |d'|de la |de l')(?!ete))?(?P<feast>noel|christmas|xmas|fetes|holidays|new year|nouvel an|"
     r"jour de l'an|paques|easter|toussaint"
     r"|ete\b|vacances d'ete|summer(?: holidays| break)?)", feast),
    ("season", "ete summer printemps spring automne autumn hiver winter",
     r"(?P<season>ete|summer|printemps|spring|automne|autumn|hiver|winter)\b(?! (?:boot|break|camp|sale))", season),
)
# fmt: on


_Rule = tuple[tuple[str, Resolve], "re.Pattern[str]"]


def _by_word() -> dict[str, list[_Rule]]:
    groups = {"month": list(MONTHS), "weekday": list(DAYS), "week": ["semaine", "sem", "week", "wk", "kw", "s", "w"]}
    groups["count"] = [word for word in COUNTS if " " not in word]
    groups["week"] += [f"{letter}{n}" for letter in "sw" for n in range(1, 54)]
    found: dict[str, list[_Rule]] = {}
    for way, starts, form, meaning in _RULES:
        rule = (way, meaning), re.compile(form)
        for name in starts.split():
            for word in {name, *groups.get(name, ())}:
                found.setdefault(word, []).append(rule)
    return found


_STARTS = _by_word()
_OF_NUMBER = Openings((rule, form.pattern) for rule, form in _STARTS["#"])
_NUMBER = re.compile(r"\d{1,4}(?:er|ere|re|eme|e|st|nd|rd|th)?$")
_GLUED = re.compile(r"\d{1,2}(?:st|nd|rd|th|er)?(?:jan|fev|feb|mar|avr|apr|mai|may|ju|ao|aug|sep|oct|nov|dec)")
_DIGITS = "0123456789"
_OF_A_NUMBER: Sequence[_Rule] = ()


def _rules_of(word: str) -> Sequence[_Rule] | None:
    """The rules of a word that may begin a date, None for any other; those of a number depend on what follows it."""
    if word[0] not in _DIGITS:
        return _STARTS.get(word)
    return _OF_A_NUMBER if _NUMBER.match(word) or _GLUED.match(word) else None


_RULES_OF = Remembered(_rules_of)
_ARTICLES = frozenset(("le", "du", "au", "the", "des", "am", "ab", *DAYS))
"""Before a bare number that is a day ("le 12"), and before "5.11" that is no version."""
_OF_THINGS = re.compile(r" ?[a-z\d]")
"""After "des" and a bare number: so many things ("dès 30 produits", "des 4 200 bulletins"), no day."""


def find_dates(ready: Prepared, reference: date | None, language: str = "fr") -> Iterator[Said]:
    """Every date of the text, left to right without overlap."""
    folded, words, forms = ready.folded, ready.words, ready.forms
    after = 0
    for at, named in enumerate(map(_RULES_OF.__getitem__, forms)):
        if named is None or (word := words[at])[0] < after:
            continue
        last = forms[at - 1] if at else ""
        if named is _OF_A_NUMBER:
            if word.start > 1 and folded[word.start - 1] in ",." and folded[word.start - 2].isdigit():
                continue  # "4,9/5"
            rules: Sequence[_Rule] = _OF_NUMBER[folded[word.start : word.start + SIZE]]
        else:
            rules = named
        for (way, meaning), form in rules:
            match = form.match(folded, word.start)
            if match is None or (
                last not in _ARTICLES and (way == "nth" or (way == "numeric" and "." in match.group()))
            ):
                continue
            if way == "nth" and last == "des" and _OF_THINGS.match(folded, match.end()):
                continue
            after = match.end()
            yield Said(word.start, after, _resolved(match, reference, language, way, meaning), way)
            break


_EPOCH = date(2000, 1, 1)


def _resolved(match: "re.Match[str]", reference: date | None, language: str, way: str, meaning: Resolve) -> date | None:
    """Null when it needs a day to count from and there is none, or when the day does not exist."""
    if reference is None and way != "full" and not match.groupdict().get("year"):
        return None
    try:
        return meaning(match, reference or _EPOCH, language)
    except (ValueError, OverflowError):  # a day that is not, before year 1 or past 9999
        return None
