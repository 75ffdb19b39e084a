"""When the author can start, and how many days a week he has."""

import re
from datetime import date

from orchestre.reading.dates import DATE, resolve
from orchestre.reading.normal import Prepared, has_any
from orchestre.reading.values import Availability

_GAP = r"[^.!?;\n]{0,30}?"
_NOW = re.compile(
    r"(?:\b(?:dispo(?:nible|nibilite)?s?|libre|available|availability|free|start(?:ing)?|ready|pret[e]?s?|"
    r"demarrage|demarrer|commencer|begin)\b"
    r"(?: (?:to (?:start|begin|work)|pour (?:demarrer|commencer)|a (?:demarrer|commencer)|work|asap,?|et|est|"
    r"is|start))*(?:\(e\))?\s*[:=]?\s*"
    r"(?:tout de suite|de suite|immediat\w*|des maintenant|maintenant|asap|des aujourd'hui|sans delai|"
    r"des que possible|au plus vite|"
    r"right now|right away|straight away|now\b|immediately|today|at once|as of now|from today)|"
    r"\b(?:immediately available|immediate start|available immediately|disponibilite immediate|"
    r"demarrage immediat|start immediately|tout de suite (?:dispo|disponible))\b|"
    r"^\s*asap\b)"
)
_BARE = re.compile(
    r"(?<![\w'])(?<!pas )(?<!plus )(?<!peu )(?<!etes )(?<!es )(?:je suis |suis |est )?\b(?P<word>dispo|"
    r"disponible|disponibles|available)\b(?! (?:pour (?:en |echanger|discuter|un|une|vous|repondre|tout)|"
    r"for (?:the |a |an |any |further )?(?:call|chat|discussion|same|quick|meeting|interview|question|info)|"
    r"\d+ ?(?:min|h)|sur (?:demande|simple|mon|le site|play|app)|upon|on (?:request|demand|my|the|github|both|"
    r"app|android|ios)|en ligne|en telechargement|en version|en librairie|pour telecharg|online|a l'adresse|"
    r"in (?:the|my)|at (?:https?|www)|via|from \d+ ?[:ap]|24|"
    r"a tout moment|at any|anytime|by phone|par tel))"
)
_QUESTION_TO_YOU = re.compile(
    r"(?:\b(?:seriez|etes|serez|es|seras|are|would|if) ?-?(?:vous|you|tu)\b|si (?:vous|tu)|\bvotre|\bvos |"
    r"your |when (?:are|you)|quand)" + r"[^.!?\n]{0,30}$"
)
_REFUSAL = re.compile(
    r"\b(?:pas|plus|not|n'est pas|indisponible|unavailable|no longer|jamais)\b(?: \w+){0,2} (?:dispo\w*|libre|"
    r"available|free|taking)\b(?! (?:avant|before|until))|\b(?:indispo\w*|unavailable|complet|fully booked|"
    r"surbooke\w*)\b"
)
_START_CUE = (
    r"(?:\b(?:dispo(?:nible|nibilite|nibilites|s)?|disponible\(s\)|libre|libres|libere\w*|available|"
    r"availability|free|start(?:ing|s|ed)?|begin|demarr\w+|commenc\w+|debut\w*(?= (?:de mission|possible|le|"
    r"en|au|:))|"
    r"attaquer|lancement|planning|intervenir|prendre|(?:i|we) (?:can|could)|je (?:peux|pourrais)|on (?:peut|"
    r"pourrait)|pret[e]?s? a|ready to|on board|join|mise en ligne|mise en service|go live|onboard|me liberer|"
    r"creneau\w*|slots?)\b)"
)
_FROM = (
    r"(?:(?:prise?|occupee?|bookee?|booked|busy|engagee?) (?:jusqu'?(?:a|au|en)?|until|till|through)|"
    r"pas (?:dispo\w* |libre )?avant|not (?:\w+ )?(?:before|until)|a partir d[eu']?|a compter d[eu']?|des|from"
    r"|as of|starting|depuis|apres|after|debut de mission|pour)"
)
_START = re.compile(
    rf"{_START_CUE}(?P<gap>[^.!?;\n]{{0,40}}?)(?:\b|(?<=\())(?P<date>{DATE.pattern})"
    rf"|(?P<from>\b{_FROM})\s?(?:le |la |l'|the |partir du |debut |mois d[e'] ?)?(?P<date2>"
    + re.sub(r"\(\?P<(\w+)>", r"(?P<\1_b>", DATE.pattern)
    + r")"
)
_NO_START_GAP = re.compile(
    r"\b(?:jusqu|d'ici la|until|till|par|avec|call|appel\w*|rdv|rendez|meet\w*|visio|echang\w*|discut\w*|parl\w*|"
    r"rappel\w*|deliver\w*|finish|fini\w*|envo\w*|send|min|minutes|a week|semaine|deliver\w*|livr\w*|entre|€|"
    r"eur|jours? par|j/|days?|until)\b|%|\d ?(?:e|€|k)\b"
)
_DELIVERY = re.compile(
    r"\b(?:delais?|livraison|livre[es]*|livrable|pret[es]*|realise\w*|fait|fini\w*|termine\w*|boucle\w*|"
    r"deliver\w*|turnaround|finish\w*|done|ready|lead time|execution|duree)\b[^.!?;\n]{0,24}?"
    r"(?:sous|en|dans|de|d'execution|:|in|within|of|under)?\s?(?:environ |about )?\d{1,3}(?:\s?(?:a|-|"
    r"to)\s?\d{1,3})?\s?(?:h\b|heures?|hours?|jours?|days?|semaines?|weeks?|mois|months?)(?: ouvres)?"
)
_PER_WEEK = re.compile(
    r"(?<![\d.,/])(?P<n>\d(?:[.,]5)?|un|une|deux|trois|quatre|cinq|one|two|three|four|five)\s?(?:(?:a|-|to|ou|"
    r"or)\s?(?P<to>\d)\s?)?(?:j|jours?|days?)\b\s?(?:\(?s\)?)?(?: de dispo)?\s?(?:/|par|a|per|each|every|"
    r"chaque|la)\s?(?:semaine|sem|week|wk|hebdo)\b"
)
_NAMED_DAYS = re.compile(
    r"(?P<days>(?:(?:les? )?(?:lundis?|mardis?|mercredis?|jeudis?|vendredis?|mondays?|tuesdays?|wednesdays?|"
    r"thursdays?|fridays?)(?:,? ?(?:et|and|&|/|,|\+|-) ?)?){2,5})"
)
_PART_TIME = re.compile(r"\b(?:(?:a )?mi[- ]temps|half[- ]time|part[- ]time)\b")
_FULL_TIME = re.compile(r"\b(?:(?:a )?(?:temps plein|plein temps)|full[- ]time)\b")
_SITE_DAYS = re.compile(
    r"^[^.!?;\n,]{0,12}\b(?:sur site|sur place|presentiel|on[- ]?site|remote|teletravail|chez vous|office|meeting)\b"
)
_PER_MONTH = re.compile(
    r"(?<![\d.,/])(?:about |environ )?\d{1,2}\s?(?:j|jours?|days?)\b\s?(?:/|par|a|per)\s?(?:mois"
    r"|month)\b(?: de dispo)?"
)
_FIELD = re.compile(
    r"(?:^|\n)[^\S\n]*(?:dispo\w*|availability|start(?: date)?|date de debut|demarrage)"
    r"\s*[:;=|]\s*(?P<value>[^\n]{2,60})"
)
_SOFT = re.compile(r"\b(?:le soir|les soirs|le week-?end|en soiree|evenings?|weekends?|apres le travail|after work)\b")
_COUNTS = {
    "un": 1,
    "une": 1,
    "deux": 2,
    "trois": 3,
    "quatre": 4,
    "cinq": 5,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
}
_DAYS_RE = re.compile(r"lundi|mardi|mercredi|jeudi|vendredi|monday|tuesday|wednesday|thursday|friday")


class _Seen:
    """What has been found so far, and the words that said it."""

    def __init__(self) -> None:
        self.start: date | None = None
        self.immediate = False
        self.days: float | None = None
        self.named_days = False
        self.spans: list[tuple[int, int]] = []


def _days_per_week(folded: str, seen: _Seen) -> None:
    for match in _PER_WEEK.finditer(folded) if has_any(folded, _WEEK) else ():
        if _SITE_DAYS.match(folded[match.end() : match.end() + 30]):
            continue
        written = match.group("to") or match.group("n").replace(",", ".")
        seen.days = float(_COUNTS.get(written, 0) or written)
        seen.spans.append(match.span())
        return
    named = _NAMED_DAYS.search(folded) if has_any(folded, _DAY_NAMES) else None
    if named and re.search(
        r"\b(?:dispo\w*|libre|available|free|travaille|work)\b", folded[max(0, named.start() - 40) : named.start()]
    ):
        days = len(set(_DAYS_RE.findall(named.group())))
        if days >= 2:
            seen.days = float(days)
            seen.named_days = True
            seen.spans.append((named.start(), named.start() + len(named.group().rstrip(" ,-/&+"))))
            return
    if not has_any(folded, ("temps", "time")):
        return
    for pattern, days_a_week in ((_PART_TIME, 2.5), (_FULL_TIME, 5.0)):
        part = pattern.search(folded)
        if part and re.search(r"\b(?:dispo\w*|libre|available|free)\b[^.!?\n]{0,25}$", folded[: part.start()][-60:]):
            seen.days = days_a_week
            seen.spans.append(part.span())
            return


def _start(folded: str, reference: date | None, language: str, seen: _Seen) -> None:
    at = 0
    while (match := _START.search(folded, at)) is not None:
        at = match.start() + 1
        in_gap = match.group("gap")
        if in_gap is not None and (
            _NO_START_GAP.search(in_gap) or _QUESTION_TO_YOU.search(folded[max(0, match.start() - 40) : match.start()])
        ):
            continue
        if in_gap is None and _DELIVERY.search(folded[max(0, match.start() - 30) : match.end()]):
            continue
        written = match.group("date") or match.group("date2")
        if (
            in_gap is None
            and match.group("from") in ("pour", "depuis", "after", "apres", "des", "from")
            and not _dated(written)
        ):
            continue
        inside = DATE.fullmatch(written)
        if inside and inside.group("weekday") and seen.named_days:
            continue  # "dispo lundi et mardi" names days of the week, not a first day
        found = resolve(inside, reference, language) if inside else None
        if written.endswith("ouvres") or _is_range_end(folded, match.end()):
            found = None
        if found is not None:
            seen.start = found
            seen.spans.append(match.span())
            return
        if reference is None:
            seen.spans.append(match.span())
            return


def _dated(written: str) -> bool:
    """A date said fully enough to stand without "dispo": "dès avril", "from the 8th"; not "from Monday to Friday"."""
    return not re.fullmatch(r"(?:may|mar|s\d+)", written)


def _is_range_end(folded: str, end: int) -> bool:
    """ "janvier à mars": a period of work, not a first day."""
    return bool(
        re.match(
            r"\s?(?:a|au|-|to)\s(?:mi-|fin |debut )?(?:"
            + "janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre"
            + r")\b",
            folded[end : end + 24],
        )
    )


def find_availability(ready: Prepared, *, reference_date: date | None, language: str = "fr") -> Availability | None:
    """Null when nothing is said, or when the author only says that he is not available."""
    folded = ready.folded
    seen = _Seen()
    if not _may_speak(folded):
        return None
    refusal = _REFUSAL.search(folded) if has_any(folded, _BUSY_OR_FREE) else None
    _days_per_week(folded, seen)
    _start(folded, reference_date, language, seen)
    if seen.start is None:
        now = _NOW.search(folded) if has_any(folded, _AT_ONCE) else None
        if now and not (refusal and refusal.start() <= now.start() < refusal.end()):
            seen.immediate = True
            seen.spans.append(now.span())
    if not seen.spans and not refusal:
        bare = _BARE.search(folded) if has_any(folded, ("dispo", "available")) else None
        if (
            bare
            and not _QUESTION_TO_YOU.search(folded[max(0, bare.start() - 40) : bare.start()])
            and not _question(folded, bare.end())
        ):
            seen.immediate = True
            seen.spans.append(bare.span("word"))
    if not seen.spans:
        for pattern in (_FIELD, _PER_MONTH, _DELIVERY, _SOFT):
            said = pattern.search(folded)
            if said:
                seen.spans.append(said.span("value") if pattern is _FIELD else said.span())
                break
    if not seen.spans:
        return None
    start, end = min(a for a, _ in seen.spans), max(b for _, b in seen.spans)
    if end - start > 80:  # two distant sentences: the first words are enough to quote
        start, end = seen.spans[-1] if seen.start else seen.spans[0]
    end = start + len(folded[start:end].rstrip(" ,;:"))
    span = ready.span(start, end)
    return Availability(ready.original[span[0] : span[1]], seen.start, seen.immediate, seen.days, span)


# Each pattern above is searched only in a text that holds one of its own words: the look costs a tenth of the search.
_WEEK = ("sem", "week", "wk", "hebdo")
_DAY_NAMES = ("undi", "ardi", "credi", "eudi", "dredi", "day")
_BUSY_OR_FREE = ("dispo", "libre", "available", "free", "taking", "complet", "booked", "surbook")
# fmt: off
_AT_ONCE = (
    "suite", "immediat", "maintenant", "asap", "aujourd'hui", "delai", "possible", "vite", "now", "away", "today",
    "at once",
)
_SPEAKS = (
    "dispo", "libre", "libere", "demarr", "commenc", "partir d", "compter d", "des ", "avail", "free", "start", "asap",
    "ready", "semaine", "week", "sous ", "delai", "livr", "deliver", "turnaround", "finish", "pret", "avant", "before",
    "until", "jusqu", "mise en", "soir", "planning", "next", "mi-", "from", "month", "mois", "execution", "day",
    "creneau", "slot", "intervenir", "begin", "/sem", "done", "hebdo", "tout de suite", "immediat", "termine", "fini",
    "je peux", "i can", "quinzaine", "fortnight", "apres", "after",
)
# fmt: on


def _may_speak(folded: str) -> bool:
    return has_any(folded, _SPEAKS)


def _question(folded: str, end: int) -> bool:
    stop = re.compile(r"[.!?\n]").search(folded, end)
    return stop is not None and stop.group() == "?"
