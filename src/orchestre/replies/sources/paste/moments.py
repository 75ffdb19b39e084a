"""A line of a page that says when: an age, a clock, a day without its year. What it says is kept as it is written."""

import re
from functools import lru_cache

from orchestre.reading.normal import fold
from orchestre.replies.sources.dates import is_age, iso_date

_MONTH = (
    r"(?:janv(?:ier)?|fevr?(?:ier)?|mars|avr(?:il)?|mai|juin|juil(?:let)?|aout|sept(?:embre)?|oct(?:obre)?|"
    r"nov(?:embre)?|dec(?:embre)?|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sep(?:tember)?|october|november|december)\.?"
)
_DAY = (
    r"(?:hier|aujourd'hui|yesterday|today|lun(?:di)?|mar(?:di)?|mer(?:credi)?|jeu(?:di)?|ven(?:dredi)?|sam(?:edi)?|"
    r"dim(?:anche)?|mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs(?:day)?)?|fri(?:day)?|sat(?:urday)?|"
    r"sun(?:day)?)\.?"
)
_DATE = rf"(?:\d{{1,2}}(?:er|st|nd|rd|th)? {_MONTH}|{_MONTH} \d{{1,2}}(?:er|st|nd|rd|th)?)(?:,? \d{{4}})?"
_FIGURES = r"\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?"
_CLOCK = r"(?:[01]?\d|2[0-3]) ?[:h] ?[0-5]\d(?::[0-5]\d)?(?: ?[ap]\.?m\.?)?"
_JOIN = r"(?:,? (?:a|at|le|on) |,? )"
_MOMENT = re.compile(
    rf"(?:le |on )?(?:{_DAY}{_JOIN}{_DATE}|{_DAY}|{_DATE})(?:{_JOIN}{_CLOCK})?|"
    rf"{_FIGURES}{_JOIN}{_CLOCK}|{_CLOCK}|{_CLOCK},? (?:{_DAY}|{_DATE})"
)
_EDITED = re.compile(r"[\s·•()]*\b(?:derniere modification|modifiee?|edited|edite)\b[\s·•()*]*|\*$")
_BEFORE = re.compile(
    r"(?:candidature|reponse|proposition|message|offre|application|proposal)? ?"
    r"(?:recue?|envoyee?|publiee?|postee?|deposee?|ecrite?|applied|received|submitted|sent|posted|replied|commented)"
    r"(?: le| on)? "
)
_BESIDE = frozenset(["", "public", "visible to anyone on or off linkedin", "visible par tous", "web", "via web"])
LONGEST = 100
_DAY_LINE = re.compile(rf"(?:hier|aujourd'hui|yesterday|today|{_DAY}{_JOIN}(?:le )?{_DATE})")


def parts_days(line: str) -> bool:
    """The line that a chat draws between two days.

    >>> parts_days("mardi 10 novembre"), parts_days("Yesterday"), parts_days("lundi")
    (True, True, False)
    """
    return _DAY_LINE.fullmatch(fold(line.strip().replace("’", "'"))) is not None


@lru_cache(maxsize=16384)
def moment(line: str) -> str | None:
    """The moment a whole line says, as written; None for any other line.

    >>> moment("Candidature reçue il y a 2 jours"), moment("1 sem. • Modifié •"), moment("9:41 AM · Nov 14, 2026")
    ('il y a 2 jours', '1 sem.', '9:41 AM · Nov 14, 2026')
    >>> moment("10/11 08:15"), moment("hier à 8 h 15"), moment("il y a 2 h • 3 210 lecteurs"), moment("4.5")
    ('10/11 08:15', 'hier à 8 h 15', None, None)
    """
    if len(line) > LONGEST:
        return None
    written = line.replace("\u00a0", " ").replace("\u202f", " ").replace("’", "'").strip(" \t·•|*")
    plain = fold(written)
    if len(plain) != len(written):
        written = plain
    if not plain or not (any(char.isdigit() for char in plain) or len(plain) < 20):
        return None
    kept: list[str] = []
    for part, said in zip(re.split("[·•|]", plain), re.split("[·•|]", written), strict=True):
        bare = _EDITED.sub(" ", part).strip()
        if bare in _BESIDE:
            continue
        start = begun.end() if (begun := _BEFORE.match(bare)) else 0
        if not _says_when(bare[start:]):
            return None
        if bare == part.strip():
            kept.append(said.strip()[start:])
        else:
            kept.append(bare[start:])
    return " · ".join(kept) or None


def _says_when(text: str) -> bool:
    return bool(_MOMENT.fullmatch(text)) or is_age(text) or iso_date(text) is not None
