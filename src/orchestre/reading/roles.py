"""What the author calls himself where no lexicon knows the trade: "I'm a 2D rigger", "Accordeuse de pianos, Nevers".

A trade is told by its ending (-iste, -euse, -ologue; -er, -ist, -maker) where only one's own trade stands: after "je
suis", "I'm a", "as a", "in my trade", or opening the text or a line before a comma, a town, a dash.
"""

import re
from collections.abc import Iterator

from orchestre.reading.gazetteer import is_place_name
from orchestre.reading.normal import Prepared

_FRENCH = (
    r"(?:\w{2,}(?:isateur|ateur|atrice|iteur|itrice|ecteur|ectrice|acteur|actrice|uteur|utrice|eur|euse|iste|ologue|ographe|opathe|therapeute|"
    r"naute|ecte|icien|icienne|ographe|ometre)|\w{3,}(?:nier|niere|tier|tiere|sier|siere|lier|liere|rier|riere|chier|ienne|logue))"
)
_ENGLISH = (
    r"(?:\w{2,}(?:ographer|ologist|ician|smith|wright|maker|keeper|worker|monger|herder|fitter|cutter|driver|trainer|teacher|singer|player|"
    r"painter|writer|editor|engineer|developer|designer|builder|planner|manager|tuner|artist|actor|coach|tutor|surgeon|nurse|ster|eer)"
    r"|\w{3,}(?:ator|itor|ctor|ist|ner|ter|der|ger|ker|mer|per|rer|ser|ver|zer|ler))"
)
_NOT_TRADES = frozenset(
    """premier premiere dernier derniere janvier fevrier atelier papier courrier particulier particuliere regulier reguliere metier entier entiere
    quartier chantier dossier calendrier clavier escalier palier panier cahier fichier mobilier foncier janvier financier financiere singulier familier
    derriere matiere maniere lumiere carriere frontiere priere riviere barriere arriere meilleur meilleure interieur exterieur interieure exterieure
    superieur inferieur anterieur posterieur mineur majeur leur leurs ailleurs plusieurs heure heures valeur couleur hauteur longueur largeur
    chaleur douceur faveur honneur malheur bonheur erreur ardeur ampleur rigueur vigueur serieux preneur interesse serveur moteur ordinateur secteur
    facteur vecteur lecteur acteur auteur amateur docteur monsieur sieur coeur soeur fleur peur sueur vapeur tumeur humeur odeur rumeur teneur
    fraicheur profondeur grandeur splendeur candeur pudeur lueur acheteur visiteur utilisateur demandeur bienfaiteur
    liste piste artiste triste juste reste poste existe resiste insiste visite suite capitaliste realiste optimiste pessimiste
    importante interessante suivante courante plante chante vacante avante constante brillante charmante
    ancienne parisienne canadienne italienne europeenne quotidienne moyenne mienne sienne tienne julienne
    leger legere etranger etrangere manger changer danger berger verger
    after other another whether together however never ever over under order offer letter number member matter better later latter former winter summer
    september october november december water paper power tower flower shower corner centre center master minister sister brother father mother
    daughter computer printer router server folder header footer newsletter chapter quarter charter barter starter shorter faster cheaper
    easier sooner longer larger smaller bigger higher lower older younger newer stronger closer inner outer upper proper super paper pepper copper
    river silver fever cover discover deliver remember consider customer consumer user buyer reader follower visitor beginner winner owner partner
    stranger neighbour neighbor supporter fan subscriber believer lover newcomer foreigner outsider insider morning dinner banner manner
    first best last list exist assist insist twist wrist mist consist interest honest lowest fastest newest latest east west rest test
    career volunteer cheer beer deer pioneer peer sheer steer monster register semester roster cluster poster disaster twister youngster
    factor doctor actor sector vector mentor motor author minor major junior senior prior exterior interior superior
    bit fit night right perfect tender render gender wonder ladder border reminder reader leader trader founder cofounder holder
    sector director investor competitor sponsor tractor monitor editor visitor contractor subcontractor freelancer consumer
    entrepreneur directeur directrice inspecteur collaborateur collaboratrice prestataire partenaire salariee
    pleasure measure picture culture nature future feature lecture venture adventure""".split()
)
_TRADE = rf"(?:{_FRENCH}|{_ENGLISH})(?:-{_FRENCH})?"
_QUALIFIERS = (
    r"(?:freelance|independante?|retraitee?|retired|certified|qualified|experienced|registered|professional|jeune|young|petite?|local|senior|junior|self-taught|"
    r"full-time|part-time|former|ancienne?|aussi|also|french|english|bilingual|fellow|simple|small|solo|humble)"
)
_MINE = re.compile(
    r"(?:je suis|j'suis|chuis|chui|suis|nous sommes|on est|moi c'est \w+,|i'm|im|i am|we're|we are|as|en tant que|working as|work as|metier ?:|trade ?:|profession ?:"
    r"|job ?:|here's|ici) (?:(?:une?|an?|le|la|the|one of the|tous deux|both|egalement|aussi|also|just|encore|" + _QUALIFIERS + r") ){0,3}"
)
_MINE_FIRST = frozenset(
    ("je", "j", "chuis", "chui", "suis", "nous", "on", "moi", "i", "im", "we", "as", "en", "working", "work", "metier", "trade", "profession", "job", "here", "ici")
)
_OPENS = re.compile(r"(?:^|\n|[.!] )[^\S\n]*")
_GREETING = re.compile(
    r"(?:(?:bonjour|bonsoir|salut|coucou|hello|hi|hey|hiya|good (?:morning|evening|afternoon))(?: \w+)?[,!. ]{1,3})?(?:[\w'-]+ [\w'-]+[,:] )?(?:" + _QUALIFIERS + r" )?"
)
_SAID = re.compile(
    rf"(?P<trade>(?:(?!de\b|a\b|en\b|to\b|of\b|the\b|le\b|la\b|not\b|pas\b|your\b|votre\b)[\w&'-]+ ){{0,2}}?{_TRADE}\b"
    r"(?: (?:de |d'|du |des |en |of )(?!la region|paris|lyon|votre|vos|your|metier|formation|profession)[a-z][\w'-]+)?)"
    r"(?P<after>\s*(?:[,.:;|/&()\n–—•·!-]|$)|(?: (?:a|au|aux|in|from|near|based|with|here|by|de metier|depuis|et|and|freelance|independante?|for|pour|sur|avec|de formation|who|qui|since|trained)\b))"
)
def find_roles(ready: Prepared) -> Iterator[tuple[int, int]]:
    """Where in the text the author's own trade stands."""
    after = 0
    for at, mine in _places(ready):
        match = _SAID.match(ready.folded, at) if at >= after else None
        if match is None:
            continue
        start, end = match.span("trade")
        words = match["trade"].split(" ")
        while words[0] in _VERBS:
            start += len(words.pop(0)) + 1
            if not words:
                break
        head = _head(words)
        if head is None or head in _NOT_TRADES or len(head) < 5 or words[0] in _NOT_FIRST:
            continue
        at = ready.folded.index(head, start)
        if _named(ready.text, start, at, head):
            continue
        if not mine and head.endswith(("er", "or", "ist")) and not _ENGLISH_ALONE.search(match["after"]):
            continue
        after = end
        yield start, end


def _places(ready: Prepared) -> list[tuple[int, bool]]:
    """Where one's own trade may begin, and whether the author says there that it is his ("je suis ...")."""
    folded = ready.folded
    found = [(_greeted(folded, opening.end()), False) for opening in _OPENS.finditer(folded)]
    for word in ready.words:
        if word.folded in _MINE_FIRST:
            mine = _MINE.match(folded, word.start)
            if mine:
                found.append((mine.end(), True))
    return sorted(found)


def _greeted(folded: str, at: int) -> int:
    greeting = _GREETING.match(folded, at)
    return greeting.end() if greeting else at


_DOES = re.compile(
    r"(?:je peux |je sais |i can |we can |i also |je |j'|nous |on |i |we )(?:(?:vous|te|also|aussi|mostly|surtout|can|only|le|les|la|en) )?"
    r"(?P<does>traduis|traduisons|traduire|corrige|corrigeons|corriger|relis|relisons|relire|reecris|filme|filmons|filmer|photographie|illustre|dessine|dessinons"
    r"|monte(?= (?:vos|des|les|le|en|mes|vid))|code|codons|sous-titre|transcris|peins|couds|enseigne|tatoue|grave|calligraphie|soude|redige|redigeons|coache"
    r"|translate|proofread|typeset|illustrate|narrate|film|cater|subtitle|transcribe|weld|sew|upholster|tutor|edit|copyedit|draw|code|animate|caption|ghostwrite)\b"
)
_WHO_DOES = frozenset(("je", "j", "nous", "on", "i", "we"))
_CODES = "FR|EN|DE|ES|IT|NL|PT|PL|RU|UK|ZH|JA|JP|KO|AR|SV|DA|NO|FI|CS|RO|HU|EL|TR|CA|GA|CY|BR|UA|CN"
_PAIR = re.compile(rf"(?<![\w/])(?:{_CODES}) ?(?:>|→|->|<>|↔|=>) ?(?:{_CODES})\b")


def find_deeds(ready: Prepared) -> Iterator[tuple[int, int]]:
    """What he says he does ("je relis", "I subtitle") and the pairs of languages he translates ("DE>FR")."""
    for word in ready.words:
        if word.folded in _WHO_DOES:
            match = _DOES.match(ready.folded, word.start)
            if match:
                yield match.span("does")
    if ">" in ready.text or "→" in ready.text or "↔" in ready.text:
        for match in _PAIR.finditer(ready.text):
            yield match.span()


def _named(text: str, start: int, at: int, head: str) -> bool:
    """ "Hortense Lemonnier", "Montpellier": a person's name or a town, no trade."""
    return (at > start and text[at].isupper()) or is_place_name(head) or _NEXT_CAPITAL.match(text, at + len(head)) is not None


_NEXT_CAPITAL = re.compile(r" (?:de |d['’]|du )?[A-ZÀ-Ý][a-zà-ÿ]")
_VERBS = frozenset(("suis", "je", "am", "im", "cher", "chere", "dear"))
_NOT_FIRST = frozenset(
    "je j i we on nous vous you he she il elle ils elles it this that ce cet cette ces mon ma mes my our notre nos un une a an the le la les des du if si "
    "when quand what que qui who thanks merci please no non oui yes ok so donc mais but et and pour for to in en au aux avec with sans without "
    "pas not very tres plus more too trop bien well tout all any chaque each every appelle cordialement best kind serieuse serieux".split()
)
_ENGLISH_ALONE = re.compile(r"[,.|/&(\n–—•·-]|based|here|by|in\b|from|near|for\b")
_ROLE_WORD = re.compile(rf"{_TRADE}\Z")


def _head(words: list[str]) -> str | None:
    """The word that names the trade: "accordeuse" of "accordeuse de pianos"."""
    for word in words:
        if _ROLE_WORD.match(word):
            return word
    return None
