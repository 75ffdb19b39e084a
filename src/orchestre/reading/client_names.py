"""Names of clients and employers, where words said that one follows ("travaillé pour", "clients include")."""

import re
from collections.abc import Iterator

from orchestre.basics import Span
from orchestre.reading.gazetteer import is_place_name
from orchestre.reading.skills import is_skill_name

_BEFORE_NAME = (
    r"la|le|les|l['’]|the|une?|an?|du|des?|d['’]|club|ville|mairie|groupe|hôtel|coopérative|"
    r"savonnerie|association|transports"
    r"|brasserie|me|maître|fromagerie|maison|boulangerie|pâtisserie|boucherie|agence|"
    r"université|lycée|collège|école|restaurant"
    r"|cabinet|garage|domaine|château|ferme|menuiserie|librairie|pharmacie|clinique|"
    r"musée|théâtre|festival|société|entreprise"
    r"|marque|boutique|startup|fondation|fédération|office|conseil|région|camping|gîte|"
    r"atelier|imprimerie|jardinerie|laiterie"
    r"|studio|union|commune|communauté|département|magazine|journal|quotidien|chaîne|"
    r"radio|university|company|city|council|bank"
    r"|charity|brand|agency|firm|museum|school|college|hospital|bakery|magazine|newspaper|"
    r"makers|people|team|guys|folks|at|of|de"
)
_CAPITALISED = r"[A-ZÀ-ÖØ-Ý](?:\.(?= )|(?:[\w'’&-]|\.(?=\w))*)"
_NAME = (
    rf"\b(?:(?:{_BEFORE_NAME})(?:(?<=['’])| )){{0,4}}"
    rf"(?P<name>{_CAPITALISED}"
    rf"(?: (?:(?:de|du|des|d['’]|la|le|les|&|of|the|en)[ ]?){{0,2}}(?:{_CAPITALISED}|\d+)){{0,4}})"
)
_ONE_NAME = re.compile(_NAME)
_BETWEEN_NAMES = re.compile(
    r"\s?(?:\([^)\n]{1,30}\))?\s?(?:,|;|/| et | ou | and | or | & | puis | then |\n[-•*]?)\s?"
    r"(?:aussi |also |puis |then |and |et |ex[- ])?(?:(?:une?|an?|la|le|pour|for|à|au|chez|at|the|with|avec) )?",
    re.IGNORECASE,
)
_NOT_A_CLIENT = re.compile(
    r"(?:VAT|TVA|HT|TTC|SEO|SEA|UX|UI|CV|PDF|RGPD|GDPR|SaaS|B2B|B2C|ONG|NGOs?|PME|TPE|"
    r"ETI|SMEs?|EU|UK|US|USA|Q[1-4]|IT|RH|HR|AI|IA"
    r"|LinkedIn|Google\w*|WordPress|Shopify|PrestaShop|Instagram|Facebook|TikTok|Malt|"
    r"Upwork|Fiverr|Excel|Zoom|Teams|Skype|Dr|Mr|Mrs|Ms"
    r"|Je|Nous|On|Mon|Ma|Mes|Nos|Notre|Votre|Vos|Tarif|TJM|Devis|Prix|Bonjour|Merci|"
    r"Cordialement|I|We|My|Our|Your|You|Rate|Available"
    r"|Jan(?:uary|vier)?|Feb(?:ruary)?|F[ée]vrier|Mar(?:ch|s)|April?|Avril|Ma[iy]|Ju(?:ne|"
    r"ly|in|illet)|Aug(?:ust)?|Ao[uû]t|Sept?(?:embre|ember)?|Oct(?:obre|ober)?|Nov(?:embre|"
    r"ember)?|D[ée]c(?:embre|ember)?|Christmas|Noël|Easter"
    r"|[A-Z]{2}(?![\w'’&.-])"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[A-Z]?\d\S*)(?![\w'’&-])"
)


_TOWN_HALL = re.compile(
    r"(?:l[ae]s? |l['’]|the )?(?:ville|mairie|commune|département|région|communauté|office|conseil|university"
    r"|université|council|city)\b",
    re.IGNORECASE,
)
_PHONE_AFTER = re.compile(r"\s?:?\s?(?:\+\d|\(?0\d|\d{3}[- ]\d)")


def find_client_names(text: str, at: int) -> Iterator[Span]:
    """The names of a list that begins at `at`: "Jardinissimo et Literie Bossuet"."""
    for _ in range(6):
        while at < len(text) and text[at] in " \t\n-•*:(":
            at += 1
        match = _ONE_NAME.match(text, at)
        if match is None:
            return
        name = match.group("name")
        town = is_place_name(name) and _TOWN_HALL.match(match.group()) is None
        if _NOT_A_CLIENT.match(name) or is_skill_name(name) or town or _PHONE_AFTER.match(text, match.end()):
            return
        yield match.span()
        between = _BETWEEN_NAMES.match(text, match.end())
        if between is None:
            return
        at = between.end()
