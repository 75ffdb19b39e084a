"""When the author can start, and how many days a week he has.

A date is his start when a word of availability stands before it ("dispo", "can begin"), right after it ("le 5, je suis
libre"), or when he is taken until then ("pris jusqu'au 20", "not before May"). A time of delivery is no start.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from orchestre.reading.certainty import confidence
from orchestre.reading.dates import Said, find_dates
from orchestre.reading.normal import Prepared
from orchestre.reading.parts import Parts
from orchestre.reading.start_sentences import AT_ONCE, AT_ONCE_WORDS, in_its_sentence
from orchestre.reading.values import Availability
from orchestre.reading.week_days import PER_WEEK, find_week_days

_NOW = re.compile(
    r"(?:\b(?:dispo(?:nible|nibilite)?s?|libre|available|availability|free|start(?:ing)?|join(?:ing)?|ready|pret[e]?s?|"
    r"demarrage|demarrer|commencer|begin|attaquer|operationnel\w*|dispos?)\b"
    r"(?: (?:to (?:start|begin|work|go)|pour (?:demarrer|commencer|attaquer)|a (?:demarrer|commencer)|work|asap,?|"
    r"et|est|"
    r"is|start|en|quasi|presque|sur paris|date))*(?:\(e\))?(?: ?[:=?-])? ?"
    r"(?:(?:tout|tt|tte) de suite|de suite|immediat\w*|des (?:maintenant|a present|aujourd'hui|que possible"
    r"|ce jour|reception)|"
    r"maintenant|asap|sans (?:delai|preavis)|au plus vite|aussitot|sur[- ]le[- ]champ|quand vous (?:voulez|souhaitez)|"
    r"des que vous|right (?:now|away)|straight ?away|now\b|immediately|today|at once|as of (?:now|today)|"
    r"from (?:now|today)|"
    r"whenever (?:you|suits)|any ?time|as soon as)|"
    r"\b(?:immediately available|immediate (?:start|availability|joiner)|disponibilite immediate|"
    r"no notice(?: period)?\b|"
    r"demarrage immediat|immediatement (?:dispo|disponible|libre)|tout de suite (?:dispo|disponible)|ab sofort|sofort|"
    r"currently (?:available|free|open for|taking|accepting)|actuellement (?:dispo|disponible|libre))\b|"
    r"(?:^|\n) *asap\b)"
)
_BARE = re.compile(
    r"(?<![\w'])(?<!pas )(?<!plus )(?<!peu )(?<!reste )(?<!restons )(?<!etes )(?<!es )(?:je suis |suis |"
    r"est )?\b(?P<word>dispo|"
    r"disponible|disponibles|available)\b(?! (?:pour (?:en |echanger|discuter|un|une|vous|repondre|tout)|"
    r"for (?:the |a |an |any |further )?(?:call|chat|discussion|same|quick|meeting|interview|question|info)|"
    r"\d+ ?(?:min|h)\b(?! ?(?:/|a|per|par|each) ?(?:week|wk|sem|mois|month|day|jour))|sur (?:demande|simple|mon|"
    r"le site|play|app)|(?:la |les? )?(?:fds|fins? de semaine)|upon|on (?:request|demand|my|the|github|both|"
    r"app|android|ios)|en ligne|en telechargement|en version|en librairie|pour telecharg|online|a l'adresse|"
    r"in (?:the|my)|at (?:https?|www)|via|from \d+ ?[:ap]|24|"
    r"during|on (?:week|even)|weekdays|weekends|evenings|(?:tous )?les? (?:lun|mar|"
    r"mercre|jeu|vendre|same)di|le soir|en soiree|le week|30 jours|a tout moment|at any|"
    r"anytime|by phone|par tel))"
)
_QUESTION_TO_YOU = re.compile(
    r"(?:\b(?:seriez|etes|serez|es|seras|are|would|if) ?-?(?:vous|you|tu)\b|\bvous (?:voulez|souhaitez|comptez|"
    r"pensez|avez|desirez|cherchez)|\byou (?:want|need|plan|wish|would)|si (?:vous|tu)|\bvotre|\bvos |"
    r"your |when (?:are|you)|quand)" + r"[^.!?\n]{0,30}$"
)
_REFUSAL = re.compile(
    r"\b(?:pas|plus|not|n'est pas|indisponible|unavailable|no longer|jamais)\b(?: \w+){0,2} (?:dispo\w*|libre|"
    r"available|free|taking)\b(?! (?:avant|before|until))|\b(?:indispo\w*|unavailable|(?:suis|sommes|est|affiche"
    r"|agenda|planning|calendrier) (?:deja |tout |archi )?complete?s?|fully booked|"
    r"surbooke\w*)\b"
)
_CUE = re.compile(
    r"\b(?:dispo(?:nibles?|nibilite|nibilites|s)?|disponible\(s\)|libre|libres|liberee?s?|libererai\w*|available|"
    r"availabilit(?:y|ies)|free|start(?:ing|s|ed)?|begin|demarr\w+|commenc\w+|attaqu\w+|lancement(?= possible)"
    r"|planning|interven\w+|"
    r"debut\w*(?= (?:de mission|des (?:travaux|ateliers|prestations|interventions)|possible|le|en|au|:))|prendre|"
    r"prestations?|reserv\w+|agenda|"
    r"prends?(?! fin\b)|(?:can|could) (?:give|do|offer|fit)|je m'en occupe|(?:i|we)(?: can|'m able to| could"
    r"|'d be able to)|"
    r"je (?:peux|"
    r"pourrais)|on (?:peut|pourrait)|"
    r"nous (?:pouvons|"
    r"pourrions)|"
    r"pret[e]?s? a|ready (?:to|from|by|for)|on ?board(?:ing)?|join|kick[- ]?off|back|"
    r"creneaux?|slots?|gaps?|openings?|open (?:for|to|in|from)|places?|(?:accepting|taking(?: on)?|"
    r"booking) (?:\w+ ){0,2}|"
    r"operationnel\w*)\b"
)
_JOIN = (
    r"(?:(?:le|la|les|l'|the|au|aux|a la|a l'|du|de la|d'|de|des|en|in|on|from|around|vers|about|circa|mois de|"
    r"mois|semaine|"
    r"week|week commencing|commencing|w/c|of|d'ici|this|ce|cet|cette|only|possible|tout debut|autour|debut|"
    r"c'est|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\s?){0,4}$"
)
_FROM = re.compile(
    r"(?:\b(?:a partir d[eu']|a compter d[eu']|as of|as from|starting(?: on| from| in)?|from|des|"
    r"(?:pas|plus|rien|aucune?|jamais) (?:[\w'-]+ ){0,4}avant|(?:not|no|nothing|cannot|never|wont|"
    r"cant|couldnt|unable)(?: [\w-]+){0,6} (?:before"
    r"|until|till)|debut de mission|after|"
    r"apres|pour|au plus tot|at the earliest)|n't(?: [\w-]+){0,6} (?:before|until|till)|"
    r"(?P<taken>\b(?:prise?s?|pleine?s?|remplie?s?|blindee?s?|overbookee?s?|sous l'eau|occupee?s?|bookee?s?"
    r"|booked|busy|engagee?s?|full(?! (?:dispo|available|libre))|complete?s?|charge\w*|surcharge\w*|"
    r"deborde\w*|bloquee?s?|en (?:mission|contrat|poste|projet)|tied up|swamped|committed|"
    r"en clientele|en regie|indisponible|indispo|unavailable|chez (?:un|mon) client|"
    r"fully loaded|flat out|on (?:a |another )?(?:contract|project|mission|gig))(?: [\w-]+){0,3}? (?:jusqu'?(?: ?a|"
    r" ?au| ?en|"
    r" ?aux)?|"
    r"until|till|til|"
    r"through|up to)|(?:fin|terme) (?:de|du) (?:ma |mon |la |le )?(?:mission|contrat|"
    r"projet|preavis)(?: actuelle?| en cours)?(?: (?:prevue?|le|au|est|:))*|"
    r"(?:mission|contrat|projet) (?:actuelle? |en cours )?(?:se termine|s'acheve|finit|prend fin|s'arrete)|"
    r"(?:contract|project|gig|assignment|engagement) (?:ends|finishes|wraps up|ending|"
    r"finishing)(?: on)?|(?:je |i'll |i |on )?(?:termine|finis|finish|wrap up|finishing|"
    r"finit) (?:ma|mon|my|un|une|a|sa|notre|our) (?:current |derniere? )?(?:mission|"
    r"contrat|contract|project|projet|gig|chantier)(?: actuelle?| en cours)?|"
    r"(?:last day|dernier jour) (?:is|est|:|on)?))\s?" + _JOIN
)
_PARTLY = re.compile(r"\b(?:half|partly|partially|a moitie|partiellement|en partie)\W*$")
_AFTER = re.compile(
    r"(?: environ| about| or so| a peu pres)?(?: ?\([^)\n]{0,20}\))?\s?[,:=-]{0,2}\s?(?:(?:je (?:suis|serai"
    r"|serais|me libere)|nous sommes|on est|i'm|"
    r"i am|i'll be|we're) "
    r"(?:(?:a nouveau|de nouveau|totalement|entierement|again|fully|completely) )?(?:dispo\w*|libre|free|"
    r"available|operationnel\w*|(?:tout[es]? )?a (?:vous|toi)|all yours)|"
    r"dispo\b|(?:je|on|nous|i|we) (?:peux|peut|pouvons|pourrais?|can|could) (?:demarrer|commencer|attaquer|"
    r"m'y mettre|m'en occuper|m'occuper|intervenir|prendre|reprendre|vous (?:prendre|rejoindre)|etre (?:la"
    r"|chez vous|operationnel\w*)|"
    r"start|begin|kick off|take)|(?:ca |cela |c'est )?(?:me va|me convient|m'irait|m'arrange\w*|roule|marche|"
    r"jouable|faisable|envisageable|possible|parfait|"
    r"ideal|bon pour moi|ok\b|(?:me )?conviendrai\w*|serait parfait)|(?:works|suits|is fine|would work|"
    r"is good)\b|au plus tot|"
    r"at the earliest|start\b(?! ?up)|onwards?\b(?=\W*$|[.\n]))"
)
_NO_START_GAP = re.compile(
    r"\b(?:jusqu\w*|d'ici la|until|till|par|avec|call|appel\w*|rdv|rendez|meet\w*|visio|echang\w*|discut\w*|parl\w*|"
    r"rappel\w*|deliver\w*|finish|fini\w*|envo\w*|send|min|minutes|a week|semaine(?! (?:du|de))|livr\w*|€|eur|"
    r"jours? par|j/|days?|"
    r"worked|travaill\w+|depuis|since|before|avant|voir|venir|passer|rencontr\w*|caler|reponse|repondre|respond|"
    r"reply|answer|demos?|demonstration|devis|quote|proposal|facture|pay\w*|acompte|deposit|valable|valid|come|"
    r"drop by|stop by|see you|"
    r"telephon\w*|phone|rend(?:re|s|u)|remettre|cafe|coffee|chat|talk|speak|discuss|not|pas|last|derniere?|write|"
    r"wrote|built)\b|\bhonou?r|\bthrough\b"
)
_AMOUNT_IN_GAP = re.compile(r"%|\d ?(?:e|€|k)\b")
_FOR_A_TALK = re.compile(
    r"(?: (?:matin|apres-midi|aprem|aprm|soir|morning|afternoon|evening|\d+ ?h\w*|at \d+\w*))?,? (?:(?:pour|"
    r"pr) (?:un |une |en |l'|"
    r"en )?|for (?:a |an )?(?:quick |short )?)"
    r"(?:appel|call|visio|rdv|rendez|parler|discuter|echanger|chat|zoom|entretien|interview|meet\w*|cafe|coffee|demo)"
)
_ASKED_WHEN = re.compile(
    r"\b(?:start|available|availability|begin|join|demarr\w+|dispo\w*|commenc\w+|"
    r"libre|quand|when)\b[^?\n]{0,40}\?\s{0,3}(?:(?:a|r|answer|reponse|->|=>)"
    r"\s?[:.)-]?\s{0,2})?(?:(?:on|from|the|le|au|du|des|a partir d[eu']|en|in|vers) ?){0,3}$"
)
_HARD_STOP = re.compile(r"[.!?;\n](?!\d)")
_DELIVERY = re.compile(
    r"\b(?:delais?|livraison|livre[es]*|livrable|pret[es]*|realise\w*|fait|fini\w*|termine\w*|boucle\w*|"
    r"deliver\w*|turnaround|finish\w*|done|ready|lead time|execution|duree)\b[^.!?;\n]{0,24}?"
    r"(?:sous|en|dans|de|d'execution|:|in|within|of|under)?\s?(?:environ |about )?\d{1,3}(?:\s?(?:a|-|"
    r"to)\s?\d{1,3})?\s?(?:h\b|heures?|hours?|jours?|days?|semaines?|weeks?|wks?|mois|months?)(?: ouvres)?"
)
_TO_DELIVER = re.compile(
    r"\b(?:delais?|livr\w+|deliver\w*|turnaround|finish\w*|fini\w*|termine\w*|boucle\w*|realise\w*|"
    r"premiere version|mises? en (?:ligne|service|production)|go[- ]?live|first "
    r"(?:draft|version)|rendu|maquettes?|devis|quote|reponse|reply)\b[^.!?;\n]{0,30}$"
)
_PER_MONTH = re.compile(
    r"(?<![\d.,/])(?:about |environ )?\d{1,2}\s?(?:j|jours?|days?)\b\s?(?:/|par|a|per)\s?(?:mois"
    r"|month)\b(?: de dispo)?"
)
_NOTICE = re.compile(
    r"\b(?:notice period|preavis)\b[^.!?\n]{0,20}?\b(?:\d{1,2}|une?|deux|trois|quatre|one|two|three|"
    r"four) ?(?:days?|weeks?|months?|jours?|semaines?|mois)\b"
)
_FIELD = re.compile(
    r"(?:^|\n)[^\S\n]*(?:dispo\w*|availability|start(?: date)?|date de debut|demarrage)"
    r"\s*[:;=|]\s*(?P<value>[^\n]{2,60})"
)
_SOFT = re.compile(r"\b(?:le soir|les soirs|le week-?end|en soiree|evenings?|weekends?|apres le travail|after work)\b")


class _Seen:
    """What has been found so far, and the words that said it."""

    def __init__(self) -> None:
        self.start: date | None = None
        self.immediate = False
        self.days: float | None = None
        self.named_days = False
        self.spans: list[tuple[int, int]] = []
        self.sign = "words"

    def add(self, start: int, end: int, sign: str) -> None:
        if not self.spans:
            self.sign = sign
        self.spans.append((start, end))


def _start(ready: Prepared, reference: date | None, language: str, seen: _Seen) -> None:
    """The first date that words beside it make a start, else the first that its sentence does."""
    dates = list(find_dates(ready, reference, language))
    notices = []
    for number, said in enumerate(dates):
        told = _told(ready.folded, said, seen)
        if told is not None and told[2] == "notice":
            notices.append((number, told))  # a day named elsewhere tells more
        elif told is not None and _taken_as_start(ready.folded, dates[number:], told, reference, seen):
            return
    for number, said in enumerate(dates if reference is not None else ()):
        if (
            said.day is None
            or said.way in _NO_DAY
            or _no_first_day(ready.folded, said, ready.folded[max(0, said.start - 40) : said.start], seen)
        ):
            continue
        told = in_its_sentence(ready.folded, said, coming=reference is not None and said.day > reference)
        if told is not None and _taken_as_start(ready.folded, dates[number:], told, reference, seen):
            return
    for number, notice in notices:
        if _taken_as_start(ready.folded, dates[number:], notice, reference, seen):
            return


_NO_DAY = frozenset(("season", "span", "weekdays", "notice", "wait", "hours"))
_OR_RATHER = re.compile(
    r"[\s,;.(-]{0,3}(?:[\w']+[ ,]{1,2}){0,2}?[\s,;.(-]{0,2}(?:say|disons|plutot|idealement|ideally|enfin"
    r"|or rather|i\.e\.?|soit|probablement"
    r"|sans doute|probably|so say|call it|donc|so) (?:le |la |the |a partir d[eu'] ?|on |des |from |vers |around "
    r"|apres |after |early |)*"
)


def _taken_as_start(
    folded: str, dates: list[Said], told: tuple[int, int, str], reference: date | None, seen: _Seen
) -> bool:
    """Whether the first of `dates`, told as `told` says, settles the start."""
    (begin, end, sign), said = told, dates[0]
    if said.way == "season" and (sign != "from" or (reference and said.day and said.day <= reference)):
        seen.add(begin, end, sign)  # "dispo cet été" tells no first day; "à partir de l'été" does
        return False
    if said.day is None:
        if reference is None:
            seen.add(begin, end, sign)
        return reference is None
    if _RATHER.match(folded, said.end):
        return False  # "après les fêtes, idéalement le 6 janvier"
    if len(dates) > 1 and dates[1].day is not None and _OR_RATHER.fullmatch(folded, said.end, dates[1].start):
        said, end = _within_week(said, dates[1]), dates[1].end
        sign = "cue" if sign == "taken" else sign
    day = said.day
    if day is None or (reference is not None and (reference - day).days > 31):
        return False  # since then: no start to come
    seen.start = day + timedelta(days=1) if sign == "taken" and said.way in _ONE_DAY else day
    seen.sign = (
        sign if sign in ("after", "answer", "sentence", "dates_alone", "notice") else _SIGNS.get(said.way, "rare")
    )
    seen.spans.append((begin, end))
    return True


def _within_week(week: Said, then: Said) -> Said:
    """ "la semaine prochaine, plutôt jeudi": the Thursday of that week."""
    if week.day is None or then.day is None or then.way != "weekday" or week.day.weekday():
        return then
    return replace(then, day=week.day + timedelta(days=then.day.weekday()))


def _told(folded: str, said: Said, seen: _Seen) -> tuple[int, int, str] | None:  # noqa: PLR0911
    """Where the words begin and end that make this date a start, and the sign; None when it is something else."""
    low = max(0, said.start - 90)
    before = folded[low : said.start]
    cut = max((stop.end() for stop in _HARD_STOP.finditer(before)), default=0)
    before, low = before[cut:], low + cut
    if _no_first_day(folded, said, before, seen):
        return None
    until = _UNTIL.search(before)
    then = _FREE_THEN.match(folded, said.end) if until else None
    if until and then is not None and (until.group().startswith(("j", "u", "t")) or _AFTERWARDS.search(then.group())):
        return said.start, then.end(), "taken"
    if said.way == "starts_in":
        return said.start, said.end, "field"
    if said.way in _BY_ITSELF:
        return (
            None
            if _OF_A_CONTRACT.search(before) or _CANCEL.search(folded, said.end, said.end + 40)
            else (said.start, said.end, "notice")
        )
    if said.way == "hours":
        there = _ON_THE_SPOT.search(before)
        return (low + there.start(), said.end, "notice") if there else None
    if said.way == "feast" and _TILL.match(folded, said.start) and not _NONE_BEFORE.search(before):
        return None
    begin = _from_word(before, said)
    if begin is not None and not _runs_on(said, before) and not _ABOUT_PRICES.search(before[:begin]):
        taken = _DAY_AFTER.match(before, begin) is not None
        if not _TO_DELIVER.search(before[:begin] if taken else before):
            return low + begin, said.end, "taken" if taken else "from"
    for cue in reversed(list(_CUE.finditer(before))):
        gap = PER_WEEK.sub("", before[cue.end() :])
        if len(gap) > 42:
            break
        if (
            _NO_START_GAP.search(gap)
            or _AMOUNT_IN_GAP.search(gap.rpartition(", ")[2])
            or _QUESTION_TO_YOU.search(before[: cue.start()])
            or _runs_on(said, before)
        ):
            continue
        if _TO_DELIVER.search(before if said.way == "in_n" else gap) or _over_or_denied(before, cue):
            continue
        return low + cue.start(), said.end, "taken" if _PAST_THE_DAY.search(gap) else "cue"
    return _beside(folded, said, before)


_EVENINGS_AND = re.compile(
    r"\b(?:evenings?|weekends?|week-ends?|soirs?|soirees?|mornings?|nights?|matins?) ?(?:,|and|&|et|or|ou"
    r"|\+) ?(?:les? )?$"
)
_PLACES_OF = re.compile(r"\b(?:slots?|places?|spots?|seats?|creneaux|commissions?|comms?)\W{0,3}$")
_BY_ITSELF = frozenset(("notice", "wait"))
_OF_A_CONTRACT = re.compile(
    r"\b(?:resili\w+|annul\w+|cancel\w*|terminat\w+|rupture|contrat|abonnement|sans engagement|within|pas de|no"
    r"|sans|without)\b[^.!?\n]{0,25}$"
)
_CANCEL = re.compile(r"[^.!?\n]{0,12}\b(?:resili\w+|annul\w+|cancel\w*|terminat\w+|to (?:stop|end|leave|quit))")
_ON_THE_SPOT = re.compile(
    r"\b(?:interviens|intervenons|interviennent|intervenir|mobilis\w+|demarr\w+|sur (?:site|place)|on[- ]?site"
    r"|start\w*|begin|dispo\w*|operationnel\w*|commenc\w+|chez vous|be there)"
    r"(?: (?:possible|garantie?|chez vous|sur site|sur place|work|on site|rapide"
    r"|effectivement))?,? ?(?:\w+ )?(?:sous|dans|en|des|within|in) (?:les |the )?$"
)
_TILL = re.compile(r"avant|before|jusqu|until|till")
_NONE_BEFORE = re.compile(
    r"\b(?:pas|plus|rien|aucune?|jamais|not?|nothing|never|plein\w*|complet\w*|booked|full|busy|pris\w*"
    r"|overbook\w*|charge\w*|occupe\w*|sous l'eau|slammed)\b"
    r"[^.!?;\n]{0,40}$|n't\b[^.!?;\n]{0,40}$"
)
_EVERY_ONE = re.compile(r"(?:\b(?:les?|un|tous les|chaque|every|any) |\b(?:le|les) (?:seul |seuls )?)$")
_OF_THE_READER = re.compile(r"\b(?:votre|vos|your|tes|ta) (?:prochaine? )?$")
_PAST_THE_DAY = re.compile(r"\b(?:after|apres) (?:le |the )?$")
_UNTIL = re.compile(
    r"(?:\b(?:jusqu'(?:au|a|en)|until|till)|\b(?:du|from|entre le|between) [^.!?;\n]{1,22} (?:au|to|et le|and)"
    r"|\d ?(?:-|a)) (?:le |the )?$"
)
_FREE_THEN = re.compile(
    r"\s?[,;(–-]?\s?(?:et |and |puis |then )?(?:je (?:suis|serai) |i'm |i am )?(?:libre|"
    r"dispo\w*|free|available)\b(?: (?:ensuite|apres|after\w*|then|from then))?"
)
_AFTERWARDS = re.compile(r"ensuite|apres|after|then")
_ONE_DAY = frozenset(("day", "full", "numeric", "nth", "weekday"))
_DAY_AFTER = re.compile(
    r"(?:after|apres)\b|(?!pas |plus |rien |aucun|jamais |not |cannot |never |n't|wont |"
    r"cant |couldnt |unable )[^.]*(?:jusqu'?|until|till?|through|up to|fin |ends|finishes|"
    r"wraps? |ending|finish|termine|acheve|finit|prend fin|s'arrete|last day|dernier jour)"
)
"""Who is taken until a day is free the next; "not before the 5th" is free on the 5th."""


def _no_first_day(folded: str, said: Said, before: str, seen: _Seen) -> bool:
    """Days of the week that come back ("dispo lundi et mardi", "le jeudi"), the reader's own time ("pour votre fin
    d'année"), a day to talk."""
    if said.way == "weekday" and (
        seen.named_days
        or _names_the_day(before)
        or _EVENINGS_AND.search(before)
        or (_EVERY_ONE.search(before) and "prochain" not in folded[said.start : said.end])
    ):
        return True
    if said.way == "numeric" and _PLACES_OF.search(before):
        return True  # "slots 1/3 open"
    return _OF_THE_READER.search(before) is not None or _FOR_A_TALK.match(folded, said.end) is not None


def _names_the_day(before: str) -> bool:
    """ "1 jour par semaine (le jeudi)"."""
    named = _IN_BRACKETS.search(before)
    return named is not None and PER_WEEK.search(before, 0, named.start()) is not None


_IN_BRACKETS = re.compile(r"\((?:le |on )?$")
_DENIED = re.compile(r"(?:\b(?:pas|plus|not|jamais|never)|n't)(?: (?!je\b|j\b|i\b|on\b|nous\b|we\b)\w+){0,2} $")
_ABLE = re.compile(r"(?:je|i|we|on|nous|can|could)\b")
_PAST = re.compile(
    r"(?:\bj'ai|\b(?:avons|avez|a|ont|have|has|had|i|we|was|were|he|she|they))(?: (?:deja|already|just|bien|tous))? $"
)


def _over_or_denied(before: str, cue: "re.Match[str]") -> bool:
    """ "j'ai démarré mon activité en mars" is over; "pas disponible en janvier" denies it."""
    if not _ABLE.match(cue.group()) and _DENIED.search(before, 0, cue.start()):
        return not before[cue.end() :].lstrip().startswith(("avant", "before", "until"))
    plain = cue.group()
    return (plain == "started" or plain.startswith(("demarre", "commence", "attaque", "debut"))) and (
        plain.endswith(("e", "ed")) and _PAST.search(before, 0, cue.start()) is not None
    )


_READERS_DAY = re.compile(
    r"\b(?:date limite|deadline|echeance|cloture|votre (?:date|lancement|ouverture)|your (?:date|launch|opening))\b"
)


def _beside(folded: str, said: Said, before: str) -> tuple[int, int, str] | None:
    """The answer to "when could you start?", or a date that words of availability follow."""
    if _ASKED_WHEN.search(folded[max(0, said.start - 70) : said.start]) and not _question(folded, said.end):
        return said.start, said.end, "answer"
    after = _AFTER.match(folded, said.end, said.end + 80)
    if after and not _NO_START_GAP.search(before[-25:]) and not _READERS_DAY.search(before):
        return said.start, after.end(), "after"
    return None


_DATED_PAPER = re.compile(
    r"\b(?:messages?|posts?|e?mails?|letters?|annonces?|offres?|ads?|listings?|invoices?|quotes?|notice|preavis) ?$"
)
_SIGNS = dict.fromkeys(("full", "month", "day", "part"), "dated") | dict.fromkeys(
    ("in_n", "week", "next", "weekday", "nth"), "counted"
)
"""What the confidence of a first day is counted by; feasts, seasons, quarters and the like are rare."""
_ABOUT_PRICES = re.compile(
    r"\b(?:tarifs?|prix|rates?|prices?|offre|offer|augment\w*|hausse|valables?|valid|vigueur|promo\w*|remise|"
    r"discount|factur\w+|"
    r"abonnement|worked|was|were|travaille|garanti\w*|increase\w*|went)\b[^.!?\n,;€]{0,40}$"
)
_RATHER = re.compile(
    r"\s?[,(:-]?\s?(?:idealement|plus precisement|disons|plutot|vers|autour|ideally|say|i\.e\.|more precisely|"
    r"or rather|around|"
    r"about)"
    r" (?:\w+ ){0,3}(?:\d|mi-|debut|fin|early|mid|late|jan|fev|feb|mar|avr|apr|mai|may|jui|ju[nl]|ao|aug|sep|oct|"
    r"nov|dec)"
)
_SPOKEN_FREE = re.compile(r"\b(?:dispo\w*|libre|available|availability|free)\b")


def _from_word(before: str, said: Said) -> int | None:
    """Where "à partir du", "not before", "pris jusqu'au" begin; None when the date does not follow such words."""
    found = None
    for each in _FROM.finditer(before):
        found = each
    if found is None or _PARTLY.search(before[: found.start()]):
        return None
    word = found.group().split(" ")[0]
    loose = word in ("from", "des", "after", "apres", "pour")
    if _DATED_PAPER.search(before[: found.start()]):
        return None
    if loose and (word != "des" and said.way in ("weekday", "week", "in_n", "quarter", "nth")):
        return None  # "from Monday to Friday"
    if word == "pour" and not re.search(
        r"\b(?:dispo\w*|libre|available|creneau\w*|demarrage|prends?|taking|accept\w*)\b", before
    ):
        return None
    return found.start()


def _runs_on(said: Said, before: str) -> bool:
    """ "intervention de janvier à mars": a period of work, unless the author says that he is free then."""
    return said.way == "span" and not _SPOKEN_FREE.search(before)


def find_availability(ready: Prepared, *, reference_date: date | None, language: str = "fr") -> Availability | None:
    """Null when nothing is said, or when the author only says that he is not available."""
    folded = ready.folded
    seen = _Seen()
    refusal = _REFUSAL.search(folded) if ready.holds(_BUSY_OR_FREE) else None
    week = find_week_days(ready)
    if week:
        seen.days, seen.named_days = week.count, week.named
        seen.add(*week.span, "days")
    _start(ready, reference_date, language, seen)
    if seen.start is None or seen.sign == "notice":
        now = _NOW.search(folded) if ready.holds(_AT_ONCE) else None
        if now is None and ready.holds(AT_ONCE_WORDS):
            now = AT_ONCE.search(folded)
        if now and not (refusal and refusal.start() <= now.start() < refusal.end()):
            seen.immediate, seen.start = True, None
            seen.sign = "now"
            seen.spans.append(now.span())
    if not seen.spans and not refusal:
        bare = _BARE.search(folded) if ready.holds(_FREE) else None
        if (
            bare
            and not _QUESTION_TO_YOU.search(folded[max(0, bare.start() - 40) : bare.start()])
            and not _question(folded, bare.end())
        ):
            seen.immediate = True
            seen.add(*bare.span("word"), "bare")
    if not seen.spans:
        for start, end in _only_words(ready):
            seen.add(start, end, "words")
            break
    if not seen.spans:
        return None
    start, end = min(a for a, _ in seen.spans), max(b for _, b in seen.spans)
    if end - start > 80:  # two distant sentences: the first words are enough to quote
        start, end = seen.spans[-1] if seen.start else seen.spans[0]
    end = start + len(folded[start:end].rstrip(" ,;:"))
    span = ready.span(start, end)
    sure = confidence(f"availability.{seen.sign}")
    return Availability(ready.original[span[0] : span[1]], seen.start, seen.immediate, seen.days, span, sure)


def _only_words(ready: Prepared) -> Iterator[tuple[int, int]]:
    """What tells of time without a first day: a field, days a month, a time of delivery, evenings."""
    for pattern, words in _ONLY_WORDS:
        said = pattern.search(ready.folded) if ready.holds(words) else None
        if said:
            yield said.span("value") if pattern is _FIELD else said.span()


_ONLY_WORDS = (
    (_FIELD, Parts(":", ";", "=", "|")),
    (_PER_MONTH, Parts("mois", "month")),
    (_DELIVERY, Parts("h", "jour", "day", "semaine", "week", "wk", "mois")),
    (_NOTICE, Parts("notice period", "preavis")),
    (_SOFT, Parts("soir", "evening", "week", "apres le travail", "after work")),
)
# Each pattern above is searched only in a text that holds one of its own words: the look costs a tenth of the search.
_FREE = Parts("dispo", "available")
_BUSY_OR_FREE = Parts("dispo", "libre", "available", "free", "taking", "complet", "booked", "surbook")
# fmt: off
_AT_ONCE = Parts(
    "suite", "immediat", "maintenant", "asap", "aujourd'hui", "delai", "possible", "vite", "now", "away", "today",
    "at once", "notice", "preavis", "present", "sofort", "whenever", "anytime", "any time", "as soon", "quand vous",
    "des que", "current", "actuel", "aussitot", "champ", "reception",
)
# fmt: on


def _question(folded: str, end: int) -> bool:
    stop = _SENTENCE_STOP.search(folded, end)
    return stop is not None and stop.group() == "?"


_SENTENCE_STOP = re.compile(r"[.!?\n]")
