"""What one pasted line is: a name, an age, a button of the network, a separator, words."""

import re
from enum import Enum

from orchestre.reading.normal import fold
from orchestre.replies.sources.columns import Role
from orchestre.replies.sources.dates import is_age, iso_date
from orchestre.replies.sources.guessing import roles_by_name

_SEPARATOR = re.compile(r"\s*(?:[-–—_=*#]\s?){3,}\s*")
_BUTTONS = re.compile(
    r"(?:j'aime|je n'aime pas|repondre|commenter|partager|like|likes|reply|comment|share|love|bravo|"
    r"(?:voir|afficher) (?:la traduction|plus|la suite|les reponses|l'original)|see (?:translation|more|original)|"
    r"view (?:replies|\d+ repl(?:y|ies))|show more|(?:\.\.\.|…) ?(?:plus|more|voir plus)|suivre|follow|modifie|edited|"
    r"auteur|author|top fan|super fan|premium|plus pertinents|most relevant|reagir|react|"
    r"\d+ (?:reponses?|repl(?:y|ies)|j'aime|likes?|reactions?|commentaires?|comments?)|"
    r"j'aime repondre|like reply|repondre \d+ reponses?)(?: ?[·•|] ?.{0,20})?"
)
_DEGREE = re.compile(r"[·•]? ?(?:1er|2e|3e(?: et \+|\+)?|1st|2nd|3rd\+?|hors reseau|out of network)(?: ?[·•].*)?")
_EDITED = re.compile(r"[\s·•()]*\b(?:modifiee?|edited)\b[\s·•()]*")
_INLINE = re.compile(r"(?P<name>.{2,60}?)\s*(?:[·•|]|\s[-–—]|,)\s*(?P<age>[^·•|]{1,30})")
_HANDLE_AGE = re.compile(r"(?P<name>(?=\w*[._\d])[\w.]{3,30})\s+(?P<age>.{2,20})")
_NAMED = re.compile(r"(?P<name>@?[^\W\d_][^:\n?!;]{0,48}?)[ \u00a0\u202f]?:[ \u00a0\u202f]+(?P<text>\S.*)", re.S)
_CHAT = re.compile(
    r"\[?(?P<when>\d{1,2}[/.]\d{1,2}[/.]\d{2,4}(?:,| à|,? at)? \d{1,2}:\d{2}(?::\d{2})?(?:\s?[AP]M)?)\]?[ \u202f]*"
    r"(?:-[ \u202f]*)?(?P<name>[^:]{1,60}?)[ \u00a0\u202f]?: (?P<text>.*)",
    re.I,
)
_MARKS = str.maketrans("", "", "\u200e\u200f\u202a\u202c")
_LABEL = re.compile(r"[-•*\s]*(?P<label>[^:\n]{1,30}?)[ \u00a0\u202f]?:\s")
_HANDLE = re.compile(r"@[\w.\-]{2,}(?:@[\w.\-]+)?")
_GREETING = re.compile(r"(?:re)?(?:bonjour|bonsoir|salut|coucou|hello|hi|hey|dear|cher|chere|madame|monsieur|good)\b")
_CLOSING = re.compile(
    r"(?:(?:bien )?cordialement|bien a (?:vous|toi)|(?:bonne|belle|excellente) (?:journee|soiree|fin)|a bientot|"
    r"(?:au plaisir|dans l'attente|salutations|sinceres)|(?:best|kind|warm) regards|regards|sincerely|cheers|best|"
    r"thanks?,)\b"
)
_NO_NAME = re.compile(
    r"(?:ps|nb|re|tr|fwd|objet|sujet|exemple|note|attention|important|infos?|edit|update|site|tjm|ht|ttc|stack|remote|"
    r"references?|experience|competences|skills|budget|forfait|audit|bonus|contact|options?|total|bonjour|bonsoir|hello|"
    r"intitule|engagement|mobilite|debut|fin|outils?|duree|types?|mode|livrables?|conditions?|methode|planning|secteurs?|"
    r"domaines?|langues?|diplomes?|formations?|certifications?|clients?|missions?|projets?|technos?|technologies|services?|"
    r"prestations?|garanties?|paiement|acompte|creation|maintenance|hebergement|refonte|redaction|logo|seo|sea|design|"
    r"start|end|tools|duration|mode|delivery|languages?|projects?|payment|hosting|support|exclu|inclus|bref|resume)\b"
)
_PARTICLES = frozenset(
    ["de", "du", "des", "la", "le", "van", "von", "der", "el", "al", "ben", "d", "et", "da", "dos", "di", "&", "o"]
)


class Kind(Enum):
    BLANK = "blank"
    SEPARATOR = "separator"
    AGE = "age"
    BUTTON = "button"
    DEGREE = "degree"
    WORDS = "words"


def _plain(line: str) -> str:
    return fold(line.replace("’", "'").replace("\u00a0", " ").replace("\u202f", " ")).strip()


def age_of(line: str) -> str | None:
    """The age or date a line consists of, without "Modifié"; None for any other line."""
    if len(line) > 60:
        return None
    bare = _EDITED.sub("", _plain(line)).strip("·•| ")
    if not bare:
        return None
    return bare if is_age(bare) or iso_date(bare) else None


def name_and_age(line: str) -> tuple[str, str] | None:
    """ "Julie Martin · 3 h" as a name and an age."""
    if (handle := _HANDLE_AGE.fullmatch(line.strip())) and (age := age_of(handle["age"])):
        return handle["name"], age
    match = _INLINE.fullmatch(line.strip())
    if match and (age := age_of(match["age"])) and looks_like_name(match["name"]):
        return match["name"].strip(), age
    return None


def kind_of(line: str) -> Kind:  # noqa: PLR0911 - one line for each kind
    stripped = line.strip()
    if not stripped:
        return Kind.BLANK
    if _SEPARATOR.fullmatch(line):
        return Kind.SEPARATOR
    if len(stripped) > 60:
        return Kind.WORDS
    plain = _plain(stripped)
    if age_of(stripped):
        return Kind.AGE
    if _DEGREE.fullmatch(plain):
        return Kind.DEGREE
    if _BUTTONS.fullmatch(plain) or plain in {"·", "•"}:
        return Kind.BUTTON
    return Kind.WORDS


def is_degree(plain: str) -> bool:
    """ "• 2e", "3rd+": how far the network says the person is."""
    return _DEGREE.fullmatch(plain) is not None


def looks_like_name(line: str) -> bool:
    """A few capitalised words, or a handle; never a greeting.

    >>> looks_like_name("Agathe Lemaire"), looks_like_name("Bonjour Pauline"), looks_like_name("Dispo 400 €/j")
    (True, False, False)
    """
    words = line.replace("'", " ").replace("’", " ").replace("-", " ").split()
    if _HANDLE.fullmatch(line.strip()):
        return True
    if not 1 <= len(words) <= 5 or len(line) > 50 or any(char in line for char in ':;?!,€$/="«»') or is_greeting(line):
        return False
    if any(char.isdigit() for char in line) or (line.rstrip().endswith((".", "…")) and len(words[-1]) > 2):
        return False
    return words[0][0].isupper() and all(w[0].isupper() or fold(w) in _PARTICLES or not w[0].isalpha() for w in words)


def is_handle(line: str) -> bool:
    return _HANDLE.fullmatch(line.strip()) is not None


def is_greeting(line: str) -> bool:
    return _GREETING.match(_plain(line)) is not None


def named_text(line: str) -> tuple[str, str] | None:
    """ "Julie : 400 €/j" as a name and a text. "Tarif : 400 €" is not one: the word is a label.

    >>> named_text("Zoé Dupont : c'est payé combien ?"), named_text("TJM : 450"), named_text("Voir https://x.fr")
    (('Zoé Dupont', "c'est payé combien ?"), None, None)
    """
    match = _NAMED.fullmatch(line.strip())
    if not match:
        return None
    name = match["name"].strip()
    labels = roles_by_name(name)
    if not looks_like_name(name) or _NO_NAME.match(fold(name)):
        return None
    if labels:
        return None
    return name, match["text"]


def chat_line(line: str) -> tuple[str, str, str] | None:
    """Moment, name and text of a line copied from a chat.

    >>> chat_line("12/01/2026, 14:03 - Julie: Dispo")
    ('12/01/2026, 14:03', 'Julie', 'Dispo')
    """
    if line[:1] not in "[0123456789\u200e\u202a":
        return None
    match = _CHAT.fullmatch(line.translate(_MARKS))
    return (match["when"], match["name"].strip("~ \u202f"), match["text"].strip()) if match else None


def opens_reply(line: str) -> bool:
    return chat_line(line) is not None or named_text(line) is not None


def _is_labelled(line: str) -> bool:
    match = _LABEL.match(line)
    if not match:
        return False
    known = roles_by_name(match["label"])
    return bool(known) and known[0][0] > 500 and known[0][1] is not Role.AUTHOR


def only_greets(block: list[str]) -> bool:
    """ "Bonjour Pauline," alone: its text comes in the next block."""
    return len(block) == 1 and is_greeting(block[0]) and len(block[0].split()) <= 4 and block[0].rstrip()[-1] in ",!."


def only_closes(block: list[str]) -> bool:
    """ "Cordialement, Léo" or "Tarif : 400 €" alone, or a signature: it belongs to the block before."""
    if block[0].strip() in {"--", "—", "–"} or (len(block) <= 2 and all(map(_is_labelled, block))):
        return True
    return len(block) <= 4 and sum(len(line.split()) for line in block) <= 10 and bool(_CLOSING.match(_plain(block[0])))
