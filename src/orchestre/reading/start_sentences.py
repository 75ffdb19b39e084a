"""A first day told by its whole sentence, where no word of availability stands right beside the date.

"Le 21 novembre est encore libre dans mon agenda", "Can hit the ground running Monday", "Samedi 21 ou samedi 28
novembre." The sentence must speak of time one has or of beginning, and the clause of the date of nothing else that has
a day: a delivery, a call, an event, a price, the reader's own plans, the past.
"""

import re

from orchestre.reading.dates import Said
from orchestre.reading.parts import Parts

_STOP = re.compile(r"[!?;\n]|\.(?!\d)|(?<!\d)\.")
_CLAUSE = re.compile(
    r"[,:()]|\s-\s|\b(?:et|and|mais|but|puis|then|donc|so|car|or|because|parce que|si|if|pour que|avant que"
    r"|before (?:i|we))\b"
)
_FREE_TIME = re.compile(
    r"\b(?:libre?s?|libere\w*|dispo\w*|places?|creneaux?|agenda|planning|carnet|calendrier|bloque\w*|reserver?"
    r"|cal(?:e|er|ons)"
    r"|retiens|attaqu\w+|demarr\w+|debut(?:e|er|ons)?(?! (?:de|des|du) (?:l'annee|mois|semaine))|commenc\w+"
    r"|lanc(?:e|er|ons)"
    r"|(?:m'y|s'y|nous y) (?:mets|met|mettre|mettons|colle|coller)|reprend\w*|rejoindre|prise de (?:poste|fonctions?)"
    r"|entree en (?:fonctions?|service)|operationnel\w*|mobilis\w+|interven\w+|installation|installer|pose[rz]?"
    r"|chantier"
    r"|session|stage|alternance|apprentissage|(?:on|je|nous) programm(?:e|ons)|ouvert(?:e|es|s)? (?:a|aux|des)"
    r"|fenetre|enchain\w+|case(?:r|rai)?|plus tot|annulation|desistement|a (?:vous|toi)|(?:peut|peux|pourrait"
    r"|pourrais) partir|eclaircit|a vous|tout[e]? a vous|prends?|prendre|prenons|carte blanche|a mon compte"
    r"|etre la|m'occuper|m'en occupe"
    r"|free|openings?|open (?:for|from|to|in)|slots?|gaps?|calendar|diary|schedule|book(?:ed|ing)?|pencil\w*|hold"
    r"|fit|squeeze|pick|jump|join"
    r"|onboard|take on|taking on|hit the ground|get going|get started|kick[- ]?off|begin|start|capacity|placement"
    r"|internship|apprenticeship|courses?|yours|bandwidth|earliest|cancell?ation|window|turn up|expect me"
    r"|be with you|around|clear|availab\w+|opportunit\w+)\b"
)
_AGREED = re.compile(
    r"(?:\b(?:ok|oui|yes|d'accord|yep)\b[ ,]{0,2}(?:pour|to|for|avec|on|with)?"
    r"|\b(?:partante?s?|sure|deal|go|happy|fine|bon|vote|good) (?:pour|to|for|avec|on|with))"
    r"[ ,]{0,2}(?:le |la |the |du |l'|un debut |une date )?$"
)
_CLOSE = re.compile(
    r"\b(?:(?:je|on|nous|i|we|i'll|we'll|i can|we can|je vous|on vous) (?:bloque|reserve|cale|retiens|prends"
    r"|attaque|demarre|commence"
    r"|start|begin|book|pencil(?: you)?(?: in)?|hold|block|take)|libre|free|dispo|available|demarrage|kick-?off"
    r"|entree en fonction"
    r"|prise de poste) (?:des |le |la |les |l'|on |in |from |a partir d[eu'] ?|the |for |pour |you |votre projet )*$"
)
_SUITS = re.compile(
    r"(?: (?:au )?(?:matin|apres-midi|soir|morning|afternoon))?,?\s?(?:is |are |est |c'est |serait |would be "
    r"|sounds |looks |ca |cela "
    r"|reste |m'|me |sont )?(?:still |encore |toujours |also |aussi |tout a fait )?"
    r"(?:ok|fine|good|great|possible|parfait|libres?|free|open|dispo\w*|availab\w+|works?|suits?|roule|va\b"
    r"|vont\b|irait|"
    r"convient|conviendrait|bon|oui|yes|jouable|faisable|arrange\w*|ideal|would suit|could work|then\b)"
)
_OTHER_DAY = re.compile(
    r"\b(?:depuis|since|ago|il y a|worked|travaill(?:e|ais|ait) (?:chez|pour|a|de|avec)|etais|etait|avais|avions"
    r"|avait|was|were|had"
    r"|founded|cree|fonde|inscrit\w*|diplome\w*|graduat\w*|born|nee?\b|obtenu|certifie\w*|assure\w*|valid\w*|valable\w*"
    r"|livr\w+|deliver\w*|rend(?:re|u|s|rai|ue)|remise?|remettre|remets|draft|drafts|bat\b|maquettes?|visuels?"
    r"|en ligne|mise en"
    r"|launch\w*|lancement|go[- ]?live|deadline|echeance|delai\w*|before your|avant votre|devis|quote\w*|reponse"
    r"|repond\w*"
    r"|reply|replies|let me know|appel\w*|rappel\w*|call\w*|visio|rdv|rendez|zoom|cafe|coffee|parl\w+|talk\w*|chat\w*"
    r"|echang\w+|discut\w+|rencontr\w+|meet\w*|demo|voir|vois|vu|venir|passez|passer|come|visit\w*|visite"
    r"|entretien|interview"
    r"|tarifs?|prix|prices?|rates?|augment\w+|factur\w+|paye?\w*|acompte|versement|deposit|cotisation|tva|vat"
    r"|promo\w*|offre"
    r"|salon|fair|foire|festival|stand|concert|expo\w*|conference|webinaire|webinar|vernissage|mariage de|anniversaire"
    r"|loi|law|obligat\w+|reforme|norme|elections?|marche de noel|reunion|comite|conseil|assemblee|soutenance|audience"
    r"|envoy\w+|envoie|envoi|send\w*|sent|recu|received|post(?:e|ee|ed)|publi\w+|lu |read|commande|mis a jour|updated"
    r"|ferme\w*|closed|clos|vacances|conges?|holiday\w*|leave|away|absent\w*|off\b"
    r"|votre|vos|tes|your|vous (?:parlez|avez|cherchez|voulez|mentionn\w+|souhait\w+|ouvr\w+|lanc\w+|dit\w*)"
    r"|you (?:mention\w*|need|want|said|have|are|asked))\b"
)
_BY_THE_CLOCK = re.compile(r"\b\d{1,2} ?(?:h\b|h\d\d|[ap]\.?m\b|:\d\d)|\bat \d{1,2}\b")
_CLOSE_BY = 60
_ONLY_DATES = re.compile(
    r"(?:[\s,/&()+.:•*-]|\b(?:le|la|les|du|au|ou|or|et|and|the|on|of|au choix|either|possible|par exemple|soit|20\d\d"
    r"|matin|apres-midi|dates?|semaine|week|de|a|to|d[ée]but|fin|mi|mid|early|late|(?:lun|mar|mercre|jeu|vendre|same)di"
    r"|dimanche|(?:mon|tues|wednes|thurs|fri|satur|sun)day|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre"
    r"|octobre|novembre|decembre|january|february|march|april|may|june|july|august|september|october|november|december"
    r"|\d{1,2}(?:er|st|nd|rd|th)?)\b)*\Z"
)
_NAMED_DAY = frozenset(("day", "full", "numeric"))
_UNTIL = (
    r"(?:jusqu'?(?:au|a|aux|en)?|until|untill|till?|through|finissent|finit|ends?|se terminent?|is over)"
    r" (?:le |la |l'|the |ce |on |au )?(?:(?:lun|mar|mercre|jeu|vendre|same)di |dimanche )?$"
)
_BUSY = re.compile(
    r"\b(?:en (?:tournee|voyage|deplacement|poste|cdd|cdi|residence|examens?|formation|stage|regie)|salariee?s?"
    r"|en emploi"
    r"|(?:sur|on) (?:un |une |a |an )?(?:autre |another |other |big |gros |grosse )?(?:projet|project|chantier"
    r"|contract|contrat|mission|shoot|job)"
    r"|partiels|examens|concours|finals?|exams?|on (?:tour|the road|assignment|location)|tied up|snowed under|maxed out"
    r"|slammed|(?:faudra|faut|devrez|faudrait) (?:patienter|attendre)|(?:have to|need to|must) wait|at sea"
    r"|in (?:class|school)|term|employed|under contract)\b[^.!?;\n]{0,30}?\b" + _UNTIL
)
_ABSENT = re.compile(
    r"\b(?:en (?:vacances|conges?|conge [a-z]+)|a l'etranger|absente?s?|pars|on (?:leave|holiday|vacation)|away|abroad"
    r"|out of (?:office|the country)|travelling|traveling)\b[^.!?;\n]{0,45}?\b(?:"
    + _UNTIL[:-1]
    + r"|(?:au|to|a|-|and|et) (?:le )?$)"
)
_BACK_THEN = re.compile(
    r"[\s,;:(–-]{0,3}(?:inclus|included|inclusive)?[\s,;.:(–-]{0,3}(?:(?:et|and|mais|but|so|donc|on|je|je suis"
    r"|i'm|i am|i'll be"
    r"|we|it's|it is|c'est|then|puis) ){0,3}(?:dispo\w*|libre|free|available|ensuite|apres|then|back|retour"
    r"|demarr\w+|start"
    r"|begin|commenc\w+|a vous|a toi|all (?:yours|go)|yours|partant\w*|ready|pret\w*)"
)
_DENIED = re.compile(
    r"\b(?:pas|plus|not|no|jamais|never|rien|aucune?|nothing|indispo\w*|unavailable|sans|without|ne|nor|ni)\b|n't\b"
)
_LIFTED = re.compile(r"\b(?:avant|before|until|till|jusqu\w*|d'ici)\b")
_STAYS_UNTIL = re.compile(r"\b" + _UNTIL)
_DONE = re.compile(
    r"\b(?:j'ai|on a|nous avons|i've|we've|i have|we have|il a|elle a|ils ont|they have|he has|she has)"
    r" (?:deja |already |just |tous |all |bien )?(?!besoin|envie|place|tout|quelque)(?:\w{3,}(?:e|i|u|is|ed)|pris"
    r"|fait|been|done|built|made|written|run)\b"
    r"|\b(?:terminee?s?|finie?s?|acheve\w{1,2}|livree?s?|finished|completed|ended|started)\b"
)
_LEAVES = re.compile(
    r"\b(?:quitte|quittons|sors|sort|sortons|boucle(?:r|ons)?|termine(?:nt|rai)?|terminons|finis|finit|finissent"
    r"|finiss\w+|acheve(?:nt)?|cloture\w*|wrap\w*(?: it)?(?: up)?"
    r"|finish(?:es|ing)?|roll(?:ing|s)? off|com(?:e|es|ing) off|leav(?:e|es|ing)|hand(?:ing)? over|prend fin"
    r"|s'acheve|s'arrete|ends?"
    r"|se termine(?:nt)?|derniere? jour|last day)\b[^.!?;\n]{0,45}$"
)
_HIS_TIE = re.compile(
    r"\b(?:poste|emploi|job|boite|cdd|cdi|mission|contrat|contract|gig|project|projet|client|stage|internship"
    r"|formation|studies|"
    r"etudes|ecole|school|term|exam\w*|finals|partiels|chantier|assignment|engagement|apprentissage|alternance"
    r"|saison|season|"
    r"tournee|tour|recolte|preavis|notice|these|thesis|phd|master|residency|role|service)\b"
)


AT_ONCE_WORDS = Parts(
    "quand", "comme l'air", "reception", "signature", "signe", "accord", "feu vert", "as soon", "suite",
    "whenever", "ready when", "between", "entre deux", "today", "right away", "straight away", "des que",
    "valid", "ring and", "go-ahead", "green light",
)  # fmt: skip
AT_ONCE = re.compile(
    r"\b(?:(?:dispo\w*|libre|pret\w*|free|available|demarr\w+|commenc\w+|attaqu\w+|start|begin)\b[^.!?\n]{0,30}\b"
    r"(?:quand (?:vous (?:voulez|souhaitez)|tu (?:veux|souhaites))|whenever (?:suits|you)|when(?:ever)? you(?:'re"
    r"| are) ready)"
    r"|(?:start|start date|demarrage|debut|dispo|availability) ?: ?(?:whenever|quand vous|flexible, now)"
    r"|on (?:commence|demarre|attaque|s'y met) quand(?: (?:vous voulez|tu veux))? ?\?|libre comme l'air"
    r"|ready when you are"
    r"|donc quand vous voulez|(?:commenc\w+|demarr\w+|attaqu\w+|(?:m'y|s'y) (?:mets|mettre|met)|lance|libre"
    r"|dispo)\b(?: [\w']+){0,3}? des "
    r"(?:la |le |l'|votre |reception|signature|validation|accord|feu vert|versement|que (?:le|la|l'|vous|tu|c'est"
    r"|j'ai)\b)"
    r"(?:reception|signature|validation|accord|feu vert|versement)?"
    r"|(?:start|begin|get going|get started|kick off|crack on|go)\b(?: [\w']+){0,3}? (?:as soon as|the moment|once|on) "
    r"(?:contracts?|you|we|the (?:contract|paperwork|deposit|go-ahead|quote)|it's|everything|paperwork|signature"
    r"|receipt)\b"
    r"(?! (?:finish|wrap|complete|end|hand))"
    r"|(?:entree en (?:fonctions?|service)|prise de poste|(?:mi-temps|temps plein|demarrage|debut"
    r"|lancement)(?: possible)?|possible|envisageable)"
    r" ?:? ?(?:de suite|tout de suite|immediate\w*|des maintenant|sans delai|aussitot)"
    r"|(?:jump|crack|get) on (?:with )?(?:this|it|that) (?:today|now|straight away|right away)"
    r"|(?:start|begin|get going|started)\b(?: [\w']+){0,3}? (?:today|right away|straight away)"
    r"|(?:am |i'm |currently |just now )?(?:between (?:contracts|gigs|jobs|projects|roles|assignments|clients)"
    r"|entre deux (?:missions|contrats|projets|chantiers|boulots)))"
)


def in_its_sentence(folded: str, said: Said, *, coming: bool) -> tuple[int, int, str] | None:  # noqa: PLR0911
    """Where the words begin and end and the sign, as `availability` gives them. `coming`: whether the day is after the
    one dates are counted from."""
    start, end = _sentence(folded, said)
    if folded[end : end + 1] == "?" or said.day is None:
        return None
    before, after = folded[start : said.start], folded[said.end : end]
    if _BUSY.search(before) or (_LEAVES.search(before) and _HIS_TIE.search(folded, start, end)):
        return None if _DONE.search(before) else (start, said.end, "taken")
    if _ABSENT.search(before):
        then = _BACK_THEN.match(folded, said.end)
        return (start, then.end(), "taken") if then else None
    if not coming or _STAYS_UNTIL.search(before):
        return None
    low, high = _clause(before, after)
    clause = before[low:] + folded[said.start : said.end] + after[:high]
    told = _CLOSE.search(before)
    if told and not _DENIED.search(before, low) and not _BY_THE_CLOCK.search(clause):
        return start + told.start(), said.end, "sentence"
    if _OTHER_DAY.search(clause) or _BY_THE_CLOCK.search(clause) or _DONE.search(clause):
        return None
    if _AGREED.search(before):
        return start + low, said.end, "sentence"
    suits = _SUITS.match(folded, said.end, end) if folded[said.end - 1] != "." else None
    if suits and not _DENIED.search(before, low):
        return said.start, suits.end(), "sentence"
    if said.way in _NAMED_DAY and _ONLY_DATES.match(before) and _ONLY_DATES.match(after):
        return said.start, said.end, "dates_alone"
    if _DEADLINE.search(before) or _EVERY_WEEK.match(folded, said.end):
        return None
    if said.way in _COUNTED or (_DENIED.search(before, low) and not _LIFTED.search(clause)):
        return None
    return _of_free_time(folded, start, end, said)


_DEADLINE = re.compile(r"\b(?:avant|before|by)\b[^,;]{0,20}$")
_EVERY_WEEK = re.compile(r"s?,? (?:afternoons|mornings|evenings|nights|matins|soirs|apres-midis)\b")
_COUNTED = frozenset(("in_n", "hours"))
"""Told by a count of days, which may be the time a work takes: only what agrees right beside makes it a start."""


def _of_free_time(folded: str, start: int, end: int, said: Said) -> tuple[int, int, str] | None:
    near = [
        match
        for match in _FREE_TIME.finditer(folded, max(start, said.start - _CLOSE_BY), min(end, said.end + _CLOSE_BY))
        if match.end() <= said.start or match.start() >= said.end
    ]
    for match in near:
        gap = folded[match.end() : said.start] if match.end() <= said.start else folded[said.end : match.start()]
        if not _OTHER_DAY.search(gap):
            return min(match.start(), said.start), max(match.end(), said.end), "sentence"
    return None


def _sentence(folded: str, said: Said) -> tuple[int, int]:
    start = max(0, said.start - 160)
    for stop in _STOP.finditer(folded, start, said.start):
        start = stop.end()
    close = _STOP.search(folded, said.end, said.end + 160)
    return start, close.start() if close else min(len(folded), said.end + 160)


def _clause(before: str, after: str) -> tuple[int, int]:
    low = 0
    for stop in _CLAUSE.finditer(before):
        low = stop.end()
    close = _CLAUSE.search(after)
    return low, close.start() if close else len(after)
