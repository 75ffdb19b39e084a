"""What an amount pays for when no "per" says it: the thing named right before it, the heading above its line, or a
field of its form.

"Reportage journée ...... 690 €", "Full day   £620", "samedi 420", "2e mois : 1 000 €", "mini séance famille 95 €";
"Tarifs à la journée :" over a list; "Unité : bulletin".
"""

import re
from bisect import bisect_right
from functools import cached_property

from orchestre.reading.normal import has_any
from orchestre.reading.units import PIECES_ONE, RAW_UNITS, UNIT_OF, match_tail
from orchestre.reading.values import Unit

# What stands between the thing and its amount: leader dots, a dash, "à partir de".
_FILL = " \t\n\xa0:=~≈…_*|>→—–-."
_LEADS = re.compile(
    r"'s\Z|(?:\A|[^\w])(?:à\spartir\sde|d[èe]s|from|starting\sat|starts?\sat|at|à|est\sde|est\sà|is|env|environ|about"
    r"|around|ca"
    r"|entre|between|ht|ttc)\Z"
)
_ABOUT_IT = (
    r"(?:\s\(?(?:compl[èe]te?s?|enti[èe]re?s?|suppl[ée]mentaires?|additionnel(?:le)?s?|sur\ssite|sur\splace|on[- ]?site"
    r"|[àa]\sdistance|remote|in\spresence|en\sprésentiel|pr[ée]sentiel|visio|en\svisio|extra|normal(?:e)?|seule?"
    r"|(?:in|at|en|chez|[àa]|de|d'|on|in\syour|dans|pour|of|with|avec|by)\s?[\w' /]{2,30}?|\d{1,2}\s?h(?:eures)?"
    r"|\d{1,2}\s?hours?|\([^)\n]{1,40})\)?){0,2}"
)
_ONE = (
    r"(?:(?:une?|l[ea]|l'|an?|the|one|1|per|par|chaque|each|every|mini|full|initial|single|standard|taster"
    r"|discovery|follow-up|premi[èe]re?|first|1[eè]?re?)\s?)"
)
_EVERY = r"(?:l[ae]|une?|an?|the|1|par|per|au)"
_THING = re.compile(
    r"(?:"
    rf"(?<!d'une )(?<!d'1 )(?<!\(1 )(?<!\d )(?<!deux )(?<!trois )(?<!two )(?<!three )(?P<half>"
    r"demie?[- ]?jour(?:n[ée]e)?s?|half[- ]?days?|matin[ée]e|1[/⁄]2\s?journ[ée]e"
    rf"|demie?[- ]?heures?|half[- ]?hours?|1[/⁄]2\s?h(?:eure)?|(?:la|une|a|the|one|1)\s(?:semaine|week|nuit|night)"
    rf"|(?:\A|[,;|/\n(•]\s?)(?:semaine|week|nuit|night)s?"
    rf"|(?:{_EVERY}\s)?(?:quart d'heure|quarter (?:of an )?hour))"
    r"|(?P<day>(?<!d'une )(?<!two[- ])(?<!three[- ])(?<!four[- ])(?<!five[- ])(?<!of a )"
    r"(?<!demi[- ])(?<!demie )(?<!demie-)"
    r"(?<!half[- ])(?<!mi[- ])\b(?<!\d\s)(?<!par\s)(?<!per\s)(?<![àa]\s)(?<!same\s)(?<!m[êe]me\s)(?<!next\s)"
    r"(?<!tous\sles\s)(?:journ[ée]e|full\sday|day|jour)"
    r"|(?:\A|[,;:/\n(|•])\s?(?:days|jours|journ[ée]es)"
    r"|(?:\A|[,;:/\n(|•])\s?(?:le\s|the\s|on\s)?(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|monday"
    r"|tuesday|wednesday|thursday|friday|saturday|sunday"
    r"|weekday)s?)"
    r"|(?P<hour>(?<!demi[- ])(?<!half[- ])(?<!quart d')(?<!\d\s)(?<!\d)(?<!\d-)(?<!two-)(?<!three-)(?<!four-)\b"
    r"(?:heures?\s(?:suppl[ée]mentaires?|sup"
    r"|en\s(?:plus|sus)|de\splus|suivantes?)|(?:extra|additional"
    r"|overtime)\shours?|overtime|heure|hour|(?:one|1|60)[- ](?:hour|min(?:ute)?)\s(?!session)[^\W\d]{3,12})"
    r"|(?<![\d,.])(?<!x\s)\b1\s?h(?:eure|our)?)"
    r"|(?P<month>(?:first|premiers|les|the)\s(?:\d|two|three|six|deux|trois|premiers)\s(?:months|premiers\smois)|(?:1er|premiers?|2e|2[èe]me|second|deuxi[èe]me|3e|3[èe]me|troisi[èe]me|(?:mois\s)?suivants?|first"
    r"|1st|2nd"
    r"|third|3rd|[àa]\spartir\sdu\s\w{2,4}|next)\s(?:mois|month)|mois\ssuppl[ée]mentaire|extra\smonth"
    r"|(?:\A|[,;|/\n(•]\s?|\b(?:et|and|un|le|a|the)\s)(?:mois|month))"
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
    r"\s?\(?\s?(?:(?:de |of )?\d{1,3}\s?(?:h\s?(?:\d\d)?|heures?|hours?|hrs?|min\w*|mn|')|d'une heure|of (?:an"
    r"|one) hour)"
    r"\s?\)?\Z"
)
# "30 min solo walk ..... £11": a line that begins with a short time is a sitting of that time.
_TIMED_ITEM = re.compile(
    r"(?:\A|\n)[\s*•·✔✅>-]{0,5}(?P<timed>(?:(?:\d{2,3} ?(?:min\w*|mn|')|(?:1|1[.,]5|2) ?(?:h|hrs?|hours?"
    r"|heures?)(?: ?[0-5]\d)?)"
    r"(?:\s(?:de |d'|of )?[^\W\d][\w'/-]{1,16}){1,3}|(?:overnight|nuit[ée]e)(?:\s[^\W\d]\w{2,14})?))\Z"
)
# "Netlinking (le lien) .... 110": what one pays for stands in brackets.
_BRACKETED = re.compile(r"\((?P<inside>[^\d()\n]{2,24})\)\Z")
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
    "overtime", "nuit", "night", "week", "semaine", "mois", "month", "ann", "year", " an ", "half", "matin",
)  # fmt: skip
_ONE_OF = re.compile(r"(?:\A|[\n,;/•|:(]|\W\s)\s?1\s(?P<piece>[a-zà-ÿ][\w-]{3,16})\s?=\s?\Z")
# Right after the amount: "75 € séance", "45 € — séance portrait".
_AFTER = re.compile(rf" ?(?:[—–:-] ?)?(?!contact)(?P<piece>{PIECES_ONE})(?=[\s,;.)/]|\Z)(?! (?:et|and|&|\+|ou|or)\b)")
_HOLDS_UNIT = re.compile(
    r"(?:(?:par|per|/|au|[àa] la|[àa] l'|de la|de l'|l[ae]|l'|by the)\s?(?P<per>jour\w*|day|heure|hour|h\b|j\b"
    r"|mois|month"
    rf"|mot|word|demi[- ]journ[ée]e|half[- ]day|personne|person|head|t[êe]te|participante?|participant|convive"
    rf"|enfant|child|[ée]l[èe]ve"
    rf"|page|unit[ée]|pi[èe]ce|item|semaine|week|nuit|night|{PIECES_ONE})\b|(?P<word>journaliers?|horaires?|mensuels?|hourly|daily"
    r"|monthly|day rates?|tjm|demi[- ]journ[ée]es?|half[- ]days?)\b"
    r"|(?:base d[e'u]\s?|pour |per |for )(?P<thousand>1[ ., ]?000 ?(?:signes|mots|words|caract[èe]res|characters)))"
)
_FIELD = re.compile(
    r"(?:^|[|;\n])\s?(?:unit[ée]|unit|facturation|factur[ée] (?:[àa]|par)|type de tarif|billing|rate type|per|par"
    r"|base|(?:type|mode)(?=\s?[:=]\s?(?:horaire|journali|mensuel|forfait|hourly|daily|monthly|fixed|jour|heure|mois))"
    r")\s?[:=]\s?"
    r"(?:(?:par|per|[àa] la|[àa] l'|au|/)\s?)?(?P<unit>[a-zà-ÿ][\wà-ÿ-]{2,20})"
)
_UNITS = (
    ("demi", None), ("half", None), ("jour", Unit.DAY), ("day", Unit.DAY), ("daily", Unit.DAY), ("tjm", Unit.DAY),
    ("j", Unit.DAY), ("heure", Unit.HOUR), ("hour", Unit.HOUR), ("horaire", Unit.HOUR), ("h", Unit.HOUR),
    ("mois", Unit.MONTH), ("month", Unit.MONTH), ("mensuel", Unit.MONTH), ("mot", Unit.WORD), ("word", Unit.WORD),
    ("projet", Unit.PROJECT), ("project", Unit.PROJECT), ("forfait", Unit.PROJECT), ("fixed", Unit.PROJECT),
)  # fmt: skip
_PRICE_WORDS = re.compile(r"tarif|prix|price|pricing|rate|forfait|fee|factur|charge|co[ûu]t|honoraires|base|tjm")
# "Grille tarifaire - prix à la journée, hors taxes": the words of price and of time stand together.
_PRICED_BY = re.compile(
    r"\b(?:tarifs?|prix|prices?|rates?|fees?|honoraires|co[ûu]ts?|montants?)(?: (?:ht|ttc|\(ht\)|are|indiqu[ée]s"
    r"|donn[ée]s))?"
    r",? (?:par |per |/ ?|au |[àa] la |[àa] l'|by the |de la |de l'|l[ae] )?[\w' -]{1,14}\Z"
)
_HEAD = 90
_LONGEST, _LINES = 400, 30

Found = tuple[Unit, str | None]


def unit_of(words: str) -> Found:
    """The unit some words name, with the words themselves when it is none of ours."""
    for start, unit in _UNITS:
        if words == start or (len(start) > 1 and words.startswith(start)):
            return (unit, None) if unit is not None else (Unit.UNKNOWN, words)
    return Unit.UNKNOWN, words


def named_before(  # noqa: PLR0911 - each return is one way
    window: str,
) -> Found | None:
    """The unit of an amount by the thing its words end with: `window` are those of its sentence up to it."""
    near = window[-80:]
    said = near.rstrip(_FILL)
    for _ in range(2):
        lead = _LEADS.search(said, max(0, len(said) - 16))
        if lead is None:
            break
        said = said[: lead.start()].rstrip(_FILL)
    if said.endswith(")") and (inside := _BRACKETED.search(said)):
        told = match_tail(inside.group("inside"), 0)
        if told is not None and told.end == len(inside.group("inside")) and told.name in UNIT_OF:
            unit = UNIT_OF[told.name]
            if unit is not Unit.PROJECT:
                return unit, told.words if told.name in RAW_UNITS else None
    if has_any(said, _SITTINGS) and (sitting := _SITTING.search(said)):
        return Unit.UNKNOWN, sitting.group("sitting")
    if _PARTING.search(near, len(said)) and (timed := _TIMED_ITEM.search(said)):
        return Unit.UNKNOWN, timed.group("timed")
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


# "Rates per hour: cleaning £18, ironing £17": said once at the head of a line, over named things.
_PER_WHAT = (
    r"(?:(?:par|per|à l'|à la|au|/)[\s-]?(?P<{0}>jour\w*|day|heure|hour|hr|h\b|mois|month|mot|word)"
    r"|(?P<{0}_word>horaires?|mensuels?|hourly|daily|monthly|journaliers?|day rates?|tjm))\b"
)
_LINE_HEAD = re.compile(
    r"(?:\A|[\n.!;(])\s{0,2}[^\n.!;:\d€$£]{0,40}"
    + _PER_WHAT.format("head")
    + r"(?:\s?\w{1,12}){0,2}\)?\s?:\s?(?=[a-zà-ÿ])"
)
_FOOT = re.compile(
    r"(?:\A|[\n.!;(])\s{0,3}(?:(?:tous|toutes|all)\s)?(?:(?:nos|mes|our|my|the|les|ces|these)\s)?"
    r"(?:(?:prices?|rates?|fees|pricing|tarifs?|prix|montants)\s?(?:\((?:ht|ttc|eur|usd|gbp)\)|ht|ttc|in \w{3,6}"
    r"|en \w{3,6})?|€|£|\$|usd|eur|gbp|chf)\s?"
    r"(?:(?:are|is|s'entendent|sont|all|quoted|given|donnés|indiqués|exprimés|,)\s){0,3}"
    + _PER_WHAT.format("foot")
    + r"(?:\s(?:source|cible|target))?(?=\s?(?:\Z|[).,;:\n!]))"
)


_CELLS = re.compile(r"\s{2,}|\s?\|\s?")
_CELL_UNIT = re.compile(
    _PER_WHAT.format("cell")
    + r"|(?P<alone>demi[- ]journ[ée]e|half[- ]day|(?:1/2|½) ?j\w{0,6}|\b(?:journ[ée]e|jour|day|heure"
    r"|hour|mois|month|mot|word|semaine|week(?:-?end)?|nuit|night|s[ée]ance|session|pi[èe]ce))\b"
)


_AMOUNT_IN = re.compile(
    r"\d(?![/\d]* ?(?:j|jours?|h|heures?|days?|hours?|semaines?|weeks?|mois|months?|nuits?|nights?)\b)(?!/\d ?j)"
)


def _column(lower: str, at: int, head: str) -> Found | None:
    """The unit in the cell of a header line over the cell that the amount at `at` stands in."""
    begin, end = lower.rfind("\n", 0, at) + 1, lower.find("\n", at)
    row = lower[begin : len(lower) if end < 0 else end].strip(" |")
    cells, heads = _CELLS.split(row), _CELLS.split(head.strip(" |"))
    if len(cells) - len(heads) not in {0, 1} or len(cells) < 2 or _AMOUNT_IN.search(head):
        return None
    missing = len(cells) - len(heads)
    place = len(_CELLS.split(lower[begin:at].lstrip(" |"))) - 1
    found = _CELL_UNIT.search(heads[max(0, min(place - missing, len(heads) - 1))])
    if found is None:
        return None
    said = found.group("alone") or found.group("cell") or found.group("cell_word")
    return unit_of("h" if said == "hr" else said)


class Sections:
    """The headings of one text that say a unit, and the field of a form that does."""

    def __init__(self, lower: str) -> None:
        self.lower = lower

    @cached_property
    def _foot(self) -> Found | None:
        """ "All rates per word.", "(prix à l'heure)": said once for the whole text, with no amount of its own."""
        for found in _FOOT.finditer(self.lower):
            after = self.lower[found.end() : found.end() + 3].strip(" ):")
            if not after or not (after[0].isdigit() or after[0] in "€$£"):
                return unit_of(found.group("foot") or found.group("foot_word"))
        return None

    @cached_property
    def _heads(self) -> list[tuple[int, int, Found]]:
        return [
            (found.end(), self._ends(found.end()), unit_of(found.group("head") or found.group("head_word")))
            for found in _LINE_HEAD.finditer(self.lower)
        ]

    def _ends(self, at: int) -> int:
        end = self.lower.find("\n", at)
        return len(self.lower) if end < 0 else end

    def of_all(self, at: int) -> Found | None:
        """The unit said once for the amount at `at`: at the head of its line, else for all prices of the text."""
        for start, end, unit in self._heads:
            if start <= at < end:
                return unit
        return self._foot

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
        text, column = self._over(at, starts)
        return column or (self._heading(text) if text else None)

    def column(self, at: int, starts: list[int]) -> Found | None:
        """The unit in the header over the cell of a table that the amount at `at` stands in."""
        return self._over(at, starts)[1]

    def _over(self, at: int, starts: list[int]) -> tuple[str, Found | None]:
        """The first line above without an amount, "" when there is none, and the unit in a header over this cell."""
        lower, line = self.lower, self._line(at)
        for _ in range(_LINES):
            if line <= 0:
                break
            end = line - 1
            line = self._line(end)
            if line < 0:
                break
            text = lower[line:end].strip()
            if not text:
                continue
            column = _column(lower, at, text)
            first = bisect_right(starts, line - 1)
            if column is not None or not (first < len(starts) and starts[first] < end):
                return text, column
        return "", None

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
        alone = alone or _PRICED_BY.search(text, 0, found.end()) is not None
        if not alone and "base" not in text:
            return None
        if not _PRICE_WORDS.search(text) and found.start() > 3:
            return None
        if found.lastgroup == "thousand":
            return Unit.UNKNOWN, found.group("thousand")
        return unit_of(found.group(str(found.lastgroup)))
