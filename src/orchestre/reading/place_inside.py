"""Names of places that are part of something else: of a longer name, a quotation, a street, an address of a page."""

import re

from orchestre.reading import place_words as say
from orchestre.reading.gazetteer import is_place_name

_SLUG = re.compile(r"\S*(?:/|\w\.\w)\S*$")
_PROPER = re.compile(
    r"(?<![.!?\n:] )(?<![\n(«\"])\b(?:[A-ZÀ-Ý][\w'’&-]+(?: [A-ZÀ-Ý][\w'’&-]+)+|Gazette|"
    r"Écho|Journal|Éditions|Courrier|Progrès|Lycée|Collège|Université|Théâtre|Musée|"
    r"Festival|Chambre) (?:de|du|d'|of|des|de la|de l') ?$"
)
_OF_REGIONS = re.compile(
    r"\b(?:region|ville|canton|pays|province|departement|bassin|metropole|agglo\w*|"
    r"city|county|state|isle|nord|sud|est|ouest|north|south|east|west|"
    r"haut\w*|bas\w*|centre|banlieue|vallee|cote|golfe|ile|freelance|dev\w*|\w+(?:eur|"
    r"euse|iste|rice|ant|ante|ien|ienne)|"
    r"graphiste|photographe|agence|studio|cabinet|pme|sarl|atelier) (?:de|du|d'|of|des|de la|de l') ?$"
)
_BETWEEN_CAPITALS = re.compile(
    r"\b(?:Cabinet|Agence|Groupe|Studio|Atelier|Société|Boulangerie|"
    r"Garage|Maison|Éditions|Fiduciaire|Sarl|SARL) $"
)
_CAPITAL_AFTER = re.compile(r" (?!I\b|et\b)[A-ZÀ-Ý][a-zà-ÿ]{2,}")


_ORG_AFTER = re.compile(
    r" (?:[A-Z][\w'-]+ ){0,2}(?:Fair|Awards?|Prize|Club|Council|Herald|Post|Tribune|"
    r"Chronicle|Gazette|Hospital|Police|Railway|Airways|Orchestra|"
    r"Opera|Ballet|Gallery|Library|Theatre|Rugby|Football|Trust|Foundation|Society|"
    r"Building|Digital Week|Agglom[ée]ration|M[ée]tropole Habitat)\b"
)


def inside_a_name(text: str, folded: str, start: int, end: int) -> bool:
    """Part of a longer name, a quotation, a street or an address of a page: "CFA des Arts Graphiques du Forez",
    "Cabinet Orvault Conseil", "« menuisier Épinal »", "chaussée de Tirlemont", "cal.example/jo-aubrac"."""
    low = max(0, start - 60)
    if "-" in (text[start - 1 : start], text[end : end + 1]) and _SLUG.search(text, low, start):
        return True
    if say.STREET.search(folded, low, start):
        return True
    proper = _PROPER.search(text, low, start)
    if (
        proper
        and not proper.group().split(" ")[0].isupper()
        and not _OF_REGIONS.search(folded, low, start)
        and not is_place_name(proper.group().split(" ")[0])
    ):
        return True
    if _BETWEEN_CAPITALS.search(text, low, start) and _CAPITAL_AFTER.match(text, end):
        return True
    if _ORG_AFTER.match(text, end):
        return True
    opened = text.rfind("«", low, start)
    return opened >= 0 and "»" not in text[opened:start] and "»" in text[end : end + 40]
