"""Places told by their shape where no gazetteer knows them: "Saint-Amand-en-Puisaye", "Hay-on-Wye", a town after a firm
("Fiduciaire Pittet Sàrl, Bulle"), before its country, "région namuroise", a district by its code ("I'm in NE6").
"""

import re
from collections.abc import Iterator
from functools import cache

from orchestre.reading import place_words as say
from orchestre.reading.gazetteer import gazetteer
from orchestre.reading.normal import Prepared, has_any

_CAPITAL = "[A-ZÀ-ÞŁŠŽĆČŞ]"
_PART = rf"{_CAPITAL}[\w'’]+"
_COMPOUND = re.compile(
    rf"(?<![\w@/.-])(?:(?:Saint|Sainte|St|Ste)-(?:\w+['’])?{_PART}(?:-[\w'’]+)*"
    rf"|{_PART}(?:-{_PART})*-(?:(?:sur|sous|lès|lez|les|en|de|du|des|la|le|aux|au|et|à|près|upon|on|under|by|in|next|the)-)+(?:[dl]['’])?{_PART}"
    rf"|{_PART}-[dl]['’]{_PART}|{_PART} (?:upon|sur|lès|d['’])(?:(?<=['’])| ){_PART})(?![\w@-])"
)
_ENDINGS = (
    r"(?:ville|villers|villiers|court|bourg|heim|willer|argues|euil|igny|ignac|gnac|illac|essac|ersac|ières|ozac|"
    r"ton|ham|bury|ford|borough|brough|mouth|chester|cester|wick|wich|shire|stead|leigh|worth|minster|pool|combe|stow|thorpe|burgh|haven|"
    r"burg|polis|abad|nagar|garh|pur|puram|dorf|hausen|kirchen|brück|stadt|hoven|beke|gem|ghem)"
)
_BY_ENDING = re.compile(rf"(?:(?<=\bà )|(?<=\bin )|(?<=\bnear )|(?<=\bvers )|(?<=\bde )(?=\w+ ?\())(?P<name>{_CAPITAL}[a-zà-ÿ'’]{{2,}}{_ENDINGS})\b(?![-’'@])")
_SECOND_WORDS = r"(?:Wells|Spa|Regis|Magna|Parva|Bay|Beach|Falls|Springs|Heights|Junction|Creek|Hills|Harbou?r|Bridge|Cross|Green|Common|Abbey|Head)"
_TWO_WORDS = re.compile(rf"(?:\bin|\bnear|\bfrom|\bof|\baround) (?P<name>{_PART} {_SECOND_WORDS})\b")
_FIRM = re.compile(
    rf"{_CAPITAL}[\w'’&-]* (?:S[àa]rl|SARL|SAS|SASU|SA|SRL|SPRL|SNC|EURL|GmbH|Ltd|LLC|Inc|scop|SCOP|Scop|Fils|Sons)(?:, ?(?:à )?| [–—|·-] | ?\()(?P<name>{_PART}(?:-[\w'’]+)*)(?= ?(?:[.\n,)|·]|$))"
)
_REGION_OF = re.compile(
    r"\b(?:region|metropole|agglo(?:meration)?|bassin|banlieue|campagne|pays|arriere-pays|littoral|presqu'ile) "
    r"[a-z]{3,}(?:aise|oise|ienne|enne|aine|ine|ane|ais|ois|ien|iande|ande|onde|iere|ique|ote|ard|arde)\b"
)
_NO_REGION = re.compile(r"(?:certain|urbain|souverain|voisin|humain|quotidien|ancien|europeen|numerique|economique|electronique|francais|entier|geographique|dynamique|magnifique|unique)")
_DISTRICT = re.compile(
    r"\b(?:I'm in|I am in|I'm near|[Bb]ased in|[Bb]ased near|[Ll]ive in|[Ll]iving in|[Ss]tudio in|[Ww]orkshop in|[Ll]ocal,|[Aa]round) (?P<name>(?:"
    r"AB|AL|BA|BB|BD|BH|BL|BN|BR|BS|BT|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG|DH|DL|DN|DT|DY|EC|EH|EN|EX|FK|FY|GL|GU|GY|HA|HD|HG|HP|HR|HS|HU|HX|IG|IM|IP|IV|"
    r"JE|KA|KT|KW|KY|LA|LD|LE|LL|LN|LS|LU|ME|MK|ML|NE|NG|NN|NP|NR|NW|OL|OX|PA|PE|PH|PL|PO|PR|RG|RH|RM|SA|SE|SG|SK|SL|SM|SN|SO|SP|SR|SS|ST|SW|SY|TA|TD|TF|TN|TQ|TR|TS|TW|"
    r"UB|WA|WC|WD|WF|WN|WR|WS|WV|YO|ZE|[BEGLMNSW])\d{1,2}[A-Z]?)\b"
)
_BEFORE_LAND = re.compile(rf"(?:^|[\n|·•–(] ?|(?:\bin|\bfrom|\bnear|\bà|\bde) )(?P<name>{_PART}(?:[ -]{_PART}){{0,2}}), $")


@cache
def _lands() -> frozenset[str]:
    return gazetteer().lands


def shaped(ready: Prepared, known: frozenset[int]) -> Iterator[tuple[int, int, str]]:
    """Begin, end and sign of the names that only a place has. `known`: where names of the gazetteer begin."""
    text, folded = ready.text, ready.folded
    if "-" in text or has_any(folded, (" upon ", "d'", " sur ")):
        for match in _COMPOUND.finditer(text):
            if match.start() not in known and _stands_free(text, folded, *match.span()):
                yield *match.span(), "shape"
    for pattern in (_BY_ENDING, _TWO_WORDS):
        for match in pattern.finditer(text):
            if match.start("name") not in known:
                yield *match.span("name"), "shape"
    if has_any(folded, ("sarl", "sas", "srl", "sprl", "snc", "eurl", "gmbh", "ltd", "llc", "inc", "scop", "fils", "sons")):
        for match in _FIRM.finditer(text):
            yield *match.span("name"), "firm"
    if has_any(folded, ("region ", "metropole ", "agglo", "bassin ", "banlieue ", "campagne ", "pays ", "littoral ")):
        for match in _REGION_OF.finditer(folded):
            if not _NO_REGION.search(match.group()):
                yield *match.span(), "region"
    for match in _DISTRICT.finditer(text) if has_any(folded, (" in ", "near", "around", "local,")) else ():
        yield *match.span("name"), "district"


def before_its_land(text: str, start: int, name: str) -> tuple[int, int] | None:
    """ "Wānaka, New Zealand": where the unknown name before a known country stands."""
    if name not in _lands() or text[start - 2 : start] != ", ":
        return None
    found = _BEFORE_LAND.search(text, max(0, start - 45), start)
    return found.span("name") if found else None


_FREE_BEFORE = re.compile(r"(?:^|[.!?\n|·•–(,:/-] ?|\b(?:a|au|aux|de|du|d'|in|near|from|of|sur|vers|at|est|is|habite|around|pres de|secteur|village de|commune de) ?)$")


def _stands_free(text: str, folded: str, start: int, end: int) -> bool:
    """Alone or after a preposition, and not before another name ("Marie-des-Anges Le Goff")."""
    if not _FREE_BEFORE.search(folded, max(0, start - 20), start) or say.STREET.search(folded, max(0, start - 60), start):
        return False
    if _OF_A_NAME.search(text, max(0, start - 40), start):
        return False
    return re.match(rf" {_CAPITAL}[a-zà-ÿ]", text[end : end + 3]) is None


_OF_A_NAME = re.compile(rf"(?<![.!?:\n] )(?<!^){_CAPITAL}[\w'’-]+ (?:de |d['’]|du |des )$|{_CAPITAL}[\w'’-]+ {_CAPITAL}[\w'’-]+ (?:de |d['’]|du )$|\b(?:{_CAPITAL}[a-zà-ÿ]+(?:e|a|le|ce|ne|re)) (?:de|d['’]) ?$")
"""A particle or a house before it: "Bérengère de Saint-Aubin", "Thermes d'Amnéville-le-Vieux"."""
