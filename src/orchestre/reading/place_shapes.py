"""Places told by their shape where no gazetteer knows them: "Saint-Amand-en-Puisaye", "Hay-on-Wye", a town after a firm
("Fiduciaire Pittet Sàrl, Bulle"), before its country, "région namuroise", a district by its code ("I'm in NE6").
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from orchestre.reading import place_words as say
from orchestre.reading.gazetteer import gazetteer
from orchestre.reading.normal import Prepared
from orchestre.reading.parts import Parts

_CAPITAL = "[A-ZÀ-ÞŁŠŽĆČŞ]"
_PART = rf"{_CAPITAL}[\w'’]+"
_COMPOUND = re.compile(
    rf"(?<![\w@/.-])(?:(?:Saint|Sainte|St|Ste)-(?:\w+['’])?{_PART}(?:-[\w'’]+)*"
    rf"|{_PART}(?:-{_PART})*-(?:(?:sur|sous|lès|lez|les|en|de|du|des|la|le|aux|au|et|à|près|upon|on|under|by|in"
    rf"|next|the)-)+(?:[dl]['’])?{_PART}"
    rf"|{_PART}-[dl]['’]{_PART}|{_PART} (?:upon|sur|lès|d['’])(?:(?<=['’])| ){_PART})(?![\w@-])"
)
_ENDINGS = (
    r"(?:ville|villers|villiers|court|bourg|heim|willer|argues|euil|igny|ignac|gnac|illac|essac|ersac|ières|ozac|"
    r"ton|ham|bury|ford|borough|brough|mouth|chester|cester|wick|wich|shire|stead|leigh|worth|minster|pool|combe"
    r"|stow|thorpe|burgh|haven|"
    r"burg|polis|abad|nagar|garh|pur|puram|dorf|hausen|kirchen|brück|stadt|hoven|beke|gem|ghem)"
)
_BY_ENDING = re.compile(rf"{_CAPITAL}[a-zà-ÿ'’]{{2,}}{_ENDINGS}\b(?![-’'@])")
_SECOND_WORDS = (
    r"(?:Wells|Spa|Regis|Magna|Parva|Bay|Beach|Falls|Springs|Heights|Junction|Creek|Hills|Harbou?r|Bridge|Cross|Green"
    r"|Common|Abbey|Head)"
)
_TWO_WORDS = re.compile(rf"{_PART} {_SECOND_WORDS}\b")
_FIRM = re.compile(
    rf"{_CAPITAL}[\w'’&-]* (?:S[àa]rl|SARL|SAS|SASU|SA|SRL|SPRL|SNC|EURL|GmbH|Ltd|LLC|Inc|scop|SCOP|Scop|Fils"
    rf"|Sons)(?:, ?(?:à )?| [–—|·-] | ?\()(?P<name>{_PART}(?:-[\w'’]+)*)(?= ?(?:[.\n,)|·]|$))"
)
_REGION_OF = re.compile(
    r"\b(?:region|metropole|agglo(?:meration)?|bassin|banlieue|campagne|pays|arriere-pays|littoral|presqu'ile) "
    r"[a-z]{3,}(?:aise|oise|ienne|enne|aine|ine|ane|ais|ois|ien|iande|ande|onde|iere|ique|ote|ard|arde)\b"
)
_NO_REGION = re.compile(
    r"(?:certain|urbain|souverain|voisin|humain|quotidien|ancien|europeen|numerique|economique|electronique|francais"
    r"|entier|geographique|dynamique|magnifique|unique)"
)
_DISTRICT = re.compile(
    r"(?:"
    r"AB|AL|BA|BB|BD|BH|BL|BN|BR|BS|BT|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG|DH|DL|DN|DT|DY|EC|EH|EN|EX|FK|FY"
    r"|GL|GU|GY|HA|HD|HG|HP|HR|HS|HU|HX|IG|IM|IP|IV|"
    r"JE|KA|KT|KW|KY|LA|LD|LE|LL|LN|LS|LU|ME|MK|ML|NE|NG|NN|NP|NR|NW|OL|OX|PA|PE|PH|PL|PO|PR|RG|RH|RM|SA|SE|SG|SK"
    r"|SL|SM|SN|SO|SP|SR|SS|ST|SW|SY|TA|TD|TF|TN|TQ|TR|TS|TW|"
    r"UB|WA|WC|WD|WF|WN|WR|WS|WV|YO|ZE|[BEGLMNSW])\d{1,2}[A-Z]?\b"
)
_HERE = re.compile(r"(?:I'm|I am|ased|ive|iving|tudio|orkshop|ocal|round|\. |^) (?:in |near )?$|[Aa]round $")
_BEFORE_LAND = re.compile(
    rf"(?:^|[\n|·•–(] ?|(?:\bin|\bfrom|\bnear|\bà|\bde) )(?P<name>{_PART}(?:[ -]{_PART}){{0,2}}), $"
)


@cache
def _lands() -> frozenset[str]:
    return gazetteer().lands


def shaped(
    ready: Prepared, known: frozenset[int], capitals: Sequence[tuple[int, str]]
) -> Iterator[tuple[int, int, str]]:
    """Begin, end and sign of the names that only a place has. `known`: where names of the gazetteer begin; `capitals`:
    where capitals follow a preposition."""
    text, folded = ready.text, ready.folded
    if ready.holds(_JOINTS):
        for match in _COMPOUND.finditer(text):
            if match.start() not in known and _stands_free(text, folded, *match.span()):
                yield *match.span(), "shape"
    yield from _after_prepositions(ready.text, known, capitals)
    if ready.holds(_FIRMS):
        for match in _FIRM.finditer(text):
            yield *match.span("name"), "firm"
    if ready.holds(_REGIONS):
        for match in _REGION_OF.finditer(folded):
            if not _NO_REGION.search(match.group()):
                yield *match.span(), "region"


def _after_prepositions(
    text: str, known: frozenset[int], capitals: Sequence[tuple[int, str]]
) -> Iterator[tuple[int, int, str]]:
    """ "in Ikorodu Heights", "à Goussainville", "I'm in NE6": a capital after "in", "near", "à"."""
    for at, last in capitals:
        if last not in INTO or at in known:
            continue
        name = None if last in ("from", "of", "de") else _BY_ENDING.match(text, at)
        if name is None and last not in ("a", "vers", "de"):
            name = _TWO_WORDS.match(text, at)
        if name:
            yield *name.span(), "shape"
            continue
        district = _DISTRICT.match(text, at)
        if district and _HERE.search(text, max(0, at - 16), at):
            yield *district.span(), "district"


_REGIONS = Parts("region ", "metropole ", "agglo", "bassin ", "banlieue ", "campagne ", "pays ", "littoral ")
_FIRMS = Parts("sarl", "sas", "srl", "sprl", "snc", "eurl", "gmbh", "ltd", "llc", "inc", "scop", "fils", "sons")
INTO = frozenset(("a", "in", "near", "vers", "from", "of", "around", "de"))
_JOINTS = Parts(
    "-sur-", "-sous-", "-les-", "-lez-", "-en-", "-de-", "-du-", "-des-", "-la-", "-le-", "-aux-", "-au-",
    "-et-", "-a-", "-on-", "-upon-", "-under-", "-by-", "-in-", "-next-", "-d'", "-l'", "saint-", "sainte-",
    "st-", "ste-", " upon ", " d'", " sur ",
)  # fmt: skip


def before_its_land(text: str, start: int, name: str) -> tuple[int, int] | None:
    """ "Wānaka, New Zealand": where the unknown name before a known country stands."""
    if name not in _lands() or text[start - 2 : start] != ", ":
        return None
    found = _BEFORE_LAND.search(text, max(0, start - 45), start)
    return found.span("name") if found else None


_FREE_BEFORE = re.compile(
    r"(?:^|[.!?\n|·•–(,:/-] ?|\b(?:a|au|aux|de|du|d'|in|near|from|of|sur|vers|at|est|is|habite|around|pres de|secteur"
    r"|village de|commune de) ?)$"
)


def _stands_free(text: str, folded: str, start: int, end: int) -> bool:
    """Alone or after a preposition, and not before another name ("Marie-des-Anges Le Goff")."""
    if not _FREE_BEFORE.search(folded, max(0, start - 20), start) or say.STREET.search(
        folded, max(0, start - 60), start
    ):
        return False
    if _OF_A_NAME.search(text, max(0, start - 40), start):
        return False
    return re.match(rf" {_CAPITAL}[a-zà-ÿ]", text[end : end + 3]) is None


_OF_A_NAME = re.compile(
    rf"(?<![.!?:\n] )(?<!^){_CAPITAL}[\w'’-]+ (?:de |d['’]|du |des )$|{_CAPITAL}[\w'’-]+ {_CAPITAL}[\w'’-]+ (?:de "
    rf"|d['’]|du )$|\b(?:{_CAPITAL}[a-zà-ÿ]+(?:e|a|le|ce|ne|re)) (?:de|d['’]) ?$"
)
"""A particle or a house before it: "Bérengère de Saint-Aubin", "Thermes d'Amnéville-le-Vieux"."""
