"""What an amount pays for when no "per" says it: the thing named right before it, the heading above its line, or a
field of its form.

"Reportage journée ...... 690 €", "Full day   £620", "samedi 420", "2e mois : 1 000 €", "mini séance famille 95 €";
"Tarifs à la journée :" over a list; "Unité : bulletin".
"""

import re
from bisect import bisect_right
from functools import cached_property

from orchestre.reading.normal import has_any
from orchestre.reading.units import PIECES_ONE
from orchestre.reading.values import Unit

# What stands between the thing and its amount: leader dots, a dash, "à partir de".
_FILL = " \t\n\xa0:=~≈…_*|>→—–-."
_LEADS = re.compile(
    r"(?:\A|[^\w])(?:à\spartir\sde|d[èe]s|from|starting\sat|starts?\sat|at|à|est\sde|est\sà|is|env|environ|about"
    r"|around|ca"
    r"|entre|between|ht|ttc)\Z"
)
_ABOUT_IT = (
    r"(?:\s\(?(?:compl[èe]te?s?|enti[èe]re?s?|suppl[ée]mentaires?|additionnel(?:le)?s?|sur\ssite|sur\splace|on[- ]?site"
    r"|[àa]\sdistance|remote|in\spresence|en\sprésentiel|pr[ée]sentiel|visio|en\svisio|extra|normal(?:e)?|seule?"
    r"|(?:in|at|en|chez|[àa]|de|d'|on|in\syour|dans|pour|of|with|avec|by)\s?[\w' /]{2,30}?|\d{1,2}\s?h(?:eures)?"
    r"|\d{1,2}\s?hours?|\([^)\n]{1,40})\)?){0,2}"
)
_ONE = r"(?:(?:une?|l[ea]|l'|an?|the|one|1|per|par|chaque|each|every|mini|full|premi[èe]re?|first|1[eè]?re?)\s?)"
_THING = re.compile(
    r"(?:"
    rf"(?P<half>demi[- ]?jour(?:n[ée]e)?s?|half[- ]?days?|matin[ée]e|1[/⁄]2\sjourn[ée]e)"
    r"|(?P<day>(?<!demi[- ])(?<!half[- ])(?<!mi[- ])\b(?<!\d\s)(?<!par\s)(?<!per\s)(?<![àa]\s)(?<!same\s)(?<!next\s)"
    r"(?<!tous\sles\s)(?:journ[ée]e|full\sday|day|jour)"
    r"|(?:\A|[,;:/\n(|•])\s?(?:le\s|the\s|on\s)?(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|monday"
    r"|tuesday|wednesday|thursday|friday|saturday|sunday"
    r"|weekday)s?)"
    r"|(?P<hour>(?<!\d\s)(?<!\d)\b(?:heures?\ssuppl[ée]mentaires?|(?:extra|additional|overtime)\shours?|overtime|heure"
    r"|hour)|(?<![\d,.])\b1\s?h(?:eure|our)?)"
    r"|(?P<month>(?:1er|premiers?|2e|2[èe]me|second|deuxi[èe]me|3e|3[èe]me|troisi[èe]me|(?:mois\s)?suivants?|first"
    r"|1st|2nd"
    r"|third|3rd|[àa]\spartir\sdu\s\w{2,4}|next)\s(?:mois|month)|mois\ssuppl[ée]mentaire|extra\smonth)"
    r"|(?P<year>(?:1[èe]re|premi[èe]re|2e|deuxi[èe]me|first|1st|2nd)\s(?:ann[ée]e|year)|an\ssuppl[ée]mentaire)"
    rf")\b{_ABOUT_IT}\Z"
)
# One thing sold by the piece, alone before its amount: "mini séance famille 95 €", "1 vitrine = 480".
_PIECE = re.compile(
    rf"[\s*.>·✅→-]{{0,6}}(?:{_ONE}(?:[^\W\d]{{3,14}}\s)?)?(?P<piece>{PIECES_ONE})(?:\s[^\W\d][\w'-]{{1,16}}){{0,2}}\Z"
)
# "Suivi 1h ...... 55 €", "single session (60 min) 180": a sitting has a price of its own, whatever it lasts.
_SITTING = re.compile(
    rf"(?:\A|[\n,;:/•|(]|[.!?]\s)[\s*•·>-]{{0,4}}(?:{_ONE}|single\s|trial\s)?"
    r"(?P<sitting>consultations?|suivi|bilan|entretien|rendez-vous|rdv|sessions?|atelier|workshop|appointment"
    r"|s[ée]ances?(?!\s(?:photo|portrait|famille|grossesse|naissance|couple|studio)))(?:\s[^\W\d][\w'-]{1,16}){0,2}"
    r"\s?\(?\s?(?:de |of )?\d{1,3}\s?(?:h\s?(?:\d\d)?|heures?|hours?|hrs?|min\w*|mn|')\s?\)?\Z"
)
_SITTINGS = (
    "consult",
    "suivi",
    "bilan",
    "entretien",
    "rendez",
    "rdv",
    "session",
    "atelier",
    "worksh",
    "appoint",
    "ance",
)
# "week-end complet 600": a lump sum.
_LUMP = re.compile(r"\bweek[ -]?end\s(?:complet|entier)\Z")
# "Journée Excel : 750 €": what the time is spent on, told only before a sign that parts it from the amount.
_SPENT_ON = re.compile(
    r"(?:\A|[\n,;/•|])[\s*•·>-]{0,4}(?:(?:la|une?|l'|a|the)\s?)?(?:(?P<half>demi[- ]?journ[ée]e|1[/⁄]2\s?journ[ée]e"
    r"|half[- ]?day)|(?P<day>journ[ée]e|full\sday)|(?P<hour>heure))(?:\s[^\W\d][\w+'-]{1,14}){1,2}"
    r"(?:\s?\([^()\n]{1,40}\))?\Z"
)
_PARTING = re.compile(r"[:=→>|\t…]| {3}|\.{2}| [–—-] ")
_PARTED = re.compile(r".*(?:[\n,;/•|:(]|\b(?:et|ou|puis|and|or|then)\s)", re.DOTALL)
_TIMES = (
    "jour", "day", "lundi", "mardi", "credi", "jeudi", "vendredi", "samedi", "dimanche", "heure", "hour", "1h", "1 h",
    "overtime", "week", "mois", "month", "ann", "year", " an ", "half", "matin",
)  # fmt: skip
_ONE_OF = re.compile(r"(?:\A|[\n,;/•|:(]|\W\s)\s?1\s(?P<piece>[a-zà-ÿ][\w-]{3,16})\s?=\s?\Z")
# Right after the amount: "75 € séance", "45 € — séance portrait".
_AFTER = re.compile(rf" ?(?:[—–:-] ?)?(?P<piece>{PIECES_ONE})(?=[\s,;.)/]|\Z)(?! (?:et|and|&|\+|ou|or)\b)")
_HOLDS_UNIT = re.compile(
    r"(?:(?:par|per|/|au|[àa] la|[àa] l'|de la|de l'|l[ae]|l'|by the)\s?(?P<per>jour\w*|day|heure|hour|h\b|j\b"
    r"|mois|month"
    rf"|mot|word|demi[- ]journ[ée]e|half[- ]day|{PIECES_ONE})\b|(?P<word>journaliers?|horaires?|mensuels?|hourly|daily"
    r"|monthly|day rates?|tjm|demi[- ]journ[ée]es?|half[- ]days?)\b"
    r"|(?:base d[e'u]\s?|pour |per |for )(?P<thousand>1[ ., ]?000 ?(?:signes|mots|words|caract[èe]res|characters)))"
)
_FIELD = re.compile(
    r"(?:^|[|;\n])\s?(?:unit[ée]|unit|facturation|factur[ée] (?:[àa]|par)|type de tarif|billing|rate type|per"
    r"|mode)\s?[:=]\s?"
    r"(?:(?:par|per|[àa] la|[àa] l'|au|/)\s?)?(?P<unit>[a-zà-ÿ][\wà-ÿ-]{2,20})"
)
_UNITS = (
    ("demi", None), ("half", None), ("jour", Unit.DAY), ("day", Unit.DAY), ("daily", Unit.DAY), ("tjm", Unit.DAY),
    ("j", Unit.DAY), ("heure", Unit.HOUR), ("hour", Unit.HOUR), ("horaire", Unit.HOUR), ("h", Unit.HOUR),
    ("mois", Unit.MONTH), ("month", Unit.MONTH), ("mensuel", Unit.MONTH), ("mot", Unit.WORD), ("word", Unit.WORD),
    ("projet", Unit.PROJECT), ("project", Unit.PROJECT), ("forfait", Unit.PROJECT), ("fixed", Unit.PROJECT),
)  # fmt: skip
_PRICE_WORDS = re.compile(r"tarif|prix|price|pricing|rate|forfait|fee|factur|charge|co[ûu]t|honoraires|base|tjm")
_HEAD = 90
_LONGEST, _LINES = 400, 30

Found = tuple[Unit, str | None]


def unit_of(words: str) -> Found:
    """The unit some words name, with the words themselves when it is none of ours."""
    for start, unit in _UNITS:
        if words == start or (len(start) > 1 and words.startswith(start)):
            return (unit, None) if unit is not None else (Unit.UNKNOWN, words)
    return Unit.UNKNOWN, words


def named_before(window: str) -> Found | None:
    """The unit of an amount by the thing its words end with: `window` are those of its sentence up to it."""
    near = window[-80:]
    said = near.rstrip(_FILL)
    for _ in range(2):
        lead = _LEADS.search(said, max(0, len(said) - 16))
        if lead is None:
            break
        said = said[: lead.start()].rstrip(_FILL)
    if has_any(said, _SITTINGS) and (sitting := _SITTING.search(said)):
        return Unit.UNKNOWN, sitting.group("sitting")
    if has_any(said, _TIMES):
        if "week" in said and _LUMP.search(said):
            return Unit.PROJECT, None
        found = _THING.search(said)
        if found is not None and "week" not in said[found.start() :]:
            name = str(found.lastgroup)
            return (Unit.UNKNOWN, found.group("half")) if name == "half" else (Unit(name), None)
        found = _SPENT_ON.search(said) if _PARTING.search(near, len(said)) else None
        if found is not None:
            name = str(found.lastgroup)
            return (Unit.UNKNOWN, found.group("half")) if name == "half" else (Unit(name), None)
    if said == near.rstrip() and not near.endswith((" ", "\n", "\t")):
        return None
    parted = _PARTED.match(said)
    piece = _PIECE.match(said, parted.end() if parted is not None else 0) or ("=" in near[-3:] and _ONE_OF.search(near))
    return (Unit.UNKNOWN, piece.group("piece")) if piece else None


def named_after(lower: str, at: int) -> Found | None:
    """The thing one of which costs the amount that ends at `at`."""
    found = _AFTER.match(lower, at)
    return None if found is None else (Unit.UNKNOWN, found.group("piece"))


class Sections:
    """The headings of one text that say a unit, and the field of a form that does."""

    def __init__(self, lower: str) -> None:
        self.lower = lower

    @cached_property
    def field(self) -> Found | None:
        """ "Unité : bulletin": the unit is a field of its own."""
        if ":" not in self.lower and "=" not in self.lower:
            return None
        found = _FIELD.search(self.lower)
        return None if found is None else unit_of(found.group("unit"))

    def above(self, at: int, starts: list[int]) -> Found | None:
        """The unit of the heading over the list that the amount at `at` stands in; `starts` are the places of all
        amounts, in order. Each line between holds an amount or is empty."""
        lower = self.lower
        line = self._line(at)
        for _ in range(_LINES):
            if line <= 0:
                return None
            end = line - 1
            line = self._line(end)
            if line < 0:
                return None
            text = lower[line:end].strip()
            if not text:
                continue
            first = bisect_right(starts, line - 1)
            if first < len(starts) and starts[first] < end:
                continue
            return self._heading(text)
        return None

    def _line(self, at: int) -> int:
        """Where the line around `at` begins, -1 when it is too long for a line of a list."""
        floor = max(0, at - _LONGEST)
        begin = self.lower.rfind("\n", floor, at) + 1
        return -1 if begin == 0 and floor > 0 else begin

    def _heading(self, text: str) -> Found | None:
        if len(text) > _HEAD and "base" not in text:
            return None
        found = _HOLDS_UNIT.search(text)
        if found is None:
            return None
        alone = found.start() <= 3 or text.endswith(":") or len(text) <= 40
        if not alone and "base" not in text:
            return None
        if not _PRICE_WORDS.search(text) and found.start() > 3:
            return None
        if found.lastgroup == "thousand":
            return Unit.UNKNOWN, found.group("thousand")
        return unit_of(found.group(str(found.lastgroup)))
