"""What an amount is for: a day, an hour, a month, a word… read after the amount or in the words before it.

`TAIL` is matched right after an amount, again and again, until nothing fits: "€ HT / jour", "€/j HT", "per month
plus VAT". `LABEL` is looked for before it: "TJM HT : 510", "Rate/h: $42".
"""

import re

from orchestre.reading.values import Unit

_PER = r"(?:/|(?:par|per|the|à la|à l'|de la|chaque|each|every|by)\s|p/|\ba\s|\ban\s|l[ea]\s|l')\s?"

# Things sold by the piece, in the two languages; singular and plural.
PIECES = (
    r"articles?|fiches?(?:\sproduits?)?|photos?|leads?|contacts?|rendez-vous|rdv|appels?|vid[ée]os?|reels?"
    r"|stor(?:y|ies)"
    r"|posts?|publications?|visuels?|banni[èe]res?|newsletters?|e-?mails?|campagnes?|templates?|gabarits?|maquettes?"
    r"|pages?|feuillets?|lignes?|séances?|seances?|sessions?|ateliers?|modules?|webinaires?|interventions?|tickets?"
    r"|produits?|r[ée]f[ée]rences?|documents?|factures?|dossiers?|visites?|backlinks?|liens?|scripts?|minutes?"
    r"|utilisateurs?|postes?|licences?|si[èe]ges?|comptes?|personnes?|participants?|stagiaires?|salari[ée]s?"
    r"|t[êe]tes?"
    r"|images?|videos?|products?|listings?|users?|seats?|calls?|pieces?|units?|items?|tracks?|episodes?"
    r"|slides?|screens?"
    r"|designs?|blogs?|tweets?|links?|shoots?|meetings?|appointments?|prospects?|ventes?|sales?|conversions?"
    r"|licenses?"
    r"|unit[ée]|pièce|piece|chronique|reportages?|shootings?"
)

_TAIL: tuple[tuple[str, str], ...] = (
    ("untaxed", r"nets?\s(?:de\s|d')(?:toutes?\s|la\s)?(?:taxes?|tva)\b"),
    (
        "excl",
        r"(?:/\s?)?h\.?\s?t\.?(?:va|v\.a\.?)?\b\.?|hors\s(?:toutes?\s)?(?:taxes?|tva)\b|htva\b|(?:\+|"
        r"plus)\s?(?:the\s)?(?:vat"
        r"|tva|gst|hst|tps|taxes|tax)\b"
        r"|ex(?:cl?(?:\.|uding|usive(?:\sof)?)?)?\s(?:of\s)?(?:vat|gst|tax(?:es)?|tva)\b|(?:vat|gst|tva"
        r"|tax(?:es)?)\s(?:excl(?:\.|uded|usive)?|exclue?s?|en\ssus|en\splus|non\s(?:incluses?|comprises?))"
        r"|taxes?\s(?:en\ssus|non\s(?:incluses?|comprises?))|(?:before|avant)\s(?:vat|tax(?:es)?)\b"
        r"|net\sof\s(?:vat|tax)\b",
    ),
    (
        "incl",
        r"(?:/\s?)?t\.?t\.?c\b\.?|tvac\b|tvac\b|toutes\staxes(?:\scomprises)?|incl?(?:\.|uding|usive(?:\sof)?"
        r"|l?udes)?\s(?:of\s)?(?:vat|gst|tax(?:es)?|tva)\b"
        r"|(?:vat|gst|tva|tax(?:es)?)\s(?:incl(?:\.|uded|usive|use|uses)?|comprises?|inc\b)|taxes?\s(?:incluses?"
        r"|comprises?|included)",
    ),
    (
        "seat",
        (
            r"(?:/|par|per|a)\s?(?:mois|months?|mo)\s?(?:/|par|per|et\spar|and|a)\s?(?:per\s)?(?:utilisateurs?|postes?"
            r"|si[èe]ges?|licen[cs]es?|caisses?|seats?|users?|tills?|agents?|boutiques?|stores?|magasins?|terminal"
            r"|terminaux)\b"
        ),
    ),
    ("half", rf"(?:{_PER}|pour\s(?:une|la)\s|une\s)?(?:demi[- ]?journ[ée]es?|1[/⁄]2\s?journ[ée]e|half[- ]?days?)\b"),
    (
        "thousand",
        (
            r"(?:les|pour|per|par|/|le|the|for)\s?1[ .,]?000\s?(?:mots|words|signes|caract[èe]res|impressions|vues)"
            r"|(?:le|du)\smille\b|cpm\b"
        ),
    ),
    (
        "days_a_month",
        r"(?:les|pour|for|the)\s\d{1,2}\s?(?:j|jours?|days?)\s(?:mensuels?|par\smois|a\smonth|per\smonth|/\s?mois)",
    ),
    ("some_days", r"(?:les|pour|for|the)\s\d{1,2}\s?(?:j|jours?|jours\souvr[ée]s|days?)\b"),
    (
        "day",
        (
            rf"{_PER}(?:jours?|journ[ée]es?|jrs?|days?)\b(?:\sde\stravail)?|/\s?[jd]\b|p\.?/?d\b|p\.d\.|daily\b|(?:au"
            rf"|de)\sjour\b|journaliers?\b|quotidiens?\b|jour\shomme\b|/\s?jh\b"
            r"|(?:pour|for)\s(?:une?|la|a|one|1)\s(?:full\s)?(?:journ[ée]e|day)\b(?:\sde\stravail)?"
            r"|(?:de|en)\stjm\b|(?:de\s)?(?:taux|tarif)\sjournalier|day\srate|daily\srate"
        ),
    ),
    (
        "hour",
        (
            rf"{_PER}(?:heures?|hours?|hrs?|h)\b|de\sl'heure\b|de\slh\b|l'?heure\b|p\.?/?h\b|hourly(?:\srate)?\b"
            rf"|(?:de\s)?(?:taux|tarif)\shoraire|/\s?h\b"
            rf"|horaires?\b|(?:de\s)?l\sheure\b"
        ),
    ),
    (
        "month",
        (
            rf"{_PER}(?:mois|months?|mo|mth)\b|p\.?/?c?m\b|par\smoi\b|(?:de\s\w{{3,15}}\s)?mensuel(?:le)?s?\b|monthly\b"
            rf"|/\s?m\b"
        ),
    ),
    (
        "year",
        (
            rf"{_PER}(?:ans?|ann[ée]es?|years?|yrs?|annum)\b|p\.a\.?|\bpa\b|annuel(?:le)?s?\b|yearly\b|annually\b"
            rf"|bruts?\sannuels?"
        ),
    ),
    ("week", rf"{_PER}(?:semaines?|weeks?|wk)\b(?!-end)|hebdo(?:madaires?)?\b|weekly\b"),
    ("word", rf"(?:{_PER}|du\s)(?:mots?|words?)\b"),
    ("click", rf"(?:{_PER}|du\s)(?:clics?|clicks?)\b"),
    (
        "project",
        r"(?:/|(?:par|le|per|for\sthe|for\sa|pour\sle|pour\sla|pour\sl'|the\swhole"
        r"|for\sthe\swhole)\s?)\s?(?:projet|project|job|mission|site|gig|lot|ensemble|tout|lot\scomplet|prestation"
        r"|total)\b"
        r"|(?:au|en|de)\sforfait\b|forfait(?:aires?)?\b|flat(?:\s(?:fee|rate))?\b|fixed(?:\s(?:price|fee))?\b"
        r"|lump\ssum|one[- ]?(?:off|shot)|en\stout\b|au\stotal\b|in\stotal\b|total\b|cl[ée]s?\sen\smains?"
        r"|all[- ]in\b",
    ),
    (
        "piece",
        (
            rf"(?:{_PER}|(?:une?|les|du|chaque)\s)(?:{PIECES})(?:\squalifi[ée]s?)?(?:\s?(?:/|par|per)\s?(?:mois|months?"
            rf"|mo|an|year))?\b|each\b|(?:la\s)?pi[èe]ce\b|l'unit[ée]\b|chacune?\b|/\s?km\b|du\skm\b"
        ),
    ),
    (
        "other",
        r"(?:per|par)\s(?!cent\b|exemple|ailleurs|contre|rapport|virement|mail|e-mail|t[ée]l|ici|la\b|le\b|les\b"
        r"|un|mp\b|sms|message|cons[ée]quent|paypal|ch[èe]que|carte|se\b|mes\b|nos\b|vos\b|mon\b"
        r"|notre)[a-zà-ÿ][\wà-ÿ-]{1,24}"
        r"|/(?!ttc|ht|mp\b)[a-zà-ÿ][\wà-ÿ-]{2,24}(?:\s?/\s?(?:mois|months?|mo|an|year)\b)?",
    ),
    ("upper", r"max(?:imum|i)?\b\.?(?!\s?\d)|pas\splus\b|tops\b|au\s(?:plus|maximum|max)\b|grand\smax\b|at\smost\b"),
    (
        "lower",
        (
            r"(?:grand\s)?min(?:imum|i)?\b\.?(?!\s?(?:de\s|of\s)?(?:\d|un|deux|trois|cinq|dix|two|three|five|ten|a\s))"
            r"|au\sbas\smot|plancher\b|et\s(?:plus|\+)|and\s(?:up|above)\b|au\sminimum\b|or\smore\b|ou\splus\b"
            r"|\+(?=\s*(?:$|[,.)\n]|/\s?[a-zà-ÿ]))"
        ),
    ),
    ("about", r"environ\b(?!\s?\d)|à\speu\spr[èe]s\b|ish\b|or\sso\b|approx(?:imativement|\.)?(?!\s?\d)"),
    (
        "filler",
        (
            r"n[ée]gociables?\b|nets?\b|bruts?\b|gross\b|fixes?\b|seulement\b|only\b|tout\scompris\b|tout\sinclus\b"
            r"|frais\sinclus\b|usd\b|eur\b|euros?\b"
        ),
    ),
)
TAIL = re.compile(
    r" {0,3}(?:[(\[-] ?)?(?:, )?(?:" + "|".join(f"(?P<{name}>{form})" for name, form in _TAIL) + r")(?:\s?[)\]])?"
)
# A unit with no "per" word ("450 balles jour") counts only after a currency.
LOOSE_UNIT = re.compile(
    r"(?:\s{0,2}|\s?\(|\s-\s)(?:(?P<day>jours?|journ[ée]es?|j|day)|(?P<hour>heures?|h|hours?|hr)"
    r"|(?P<month>mois|month))"
    r"\b(?!\s?:)(?!\s?(?:par|/|per|a)\s?(?:sem|mois|week|month))"
)

UNIT_OF: dict[str, Unit] = {
    "day": Unit.DAY,
    "hour": Unit.HOUR,
    "month": Unit.MONTH,
    "year": Unit.YEAR,
    "word": Unit.WORD,
    "click": Unit.CLICK,
    "project": Unit.PROJECT,
    "some_days": Unit.PROJECT,
    "days_a_month": Unit.MONTH,
    "half": Unit.UNKNOWN,
    "thousand": Unit.UNKNOWN,
    "week": Unit.UNKNOWN,
    "seat": Unit.UNKNOWN,
    "piece": Unit.UNKNOWN,
    "other": Unit.UNKNOWN,
}
PLAUSIBLE: dict[Unit, tuple[float, float]] = {
    Unit.HOUR: (4, 800),
    Unit.DAY: (30, 6000),
    Unit.MONTH: (20, 40000),
    Unit.YEAR: (5000, 1000000),
    Unit.WORD: (0, 5),
    Unit.CLICK: (0, 50),
}
"""Amounts outside are not a rate of that unit: a bare "9 pm", a "tarif jour" before 15 000."""
RAW_UNITS = frozenset({"half", "thousand", "week", "seat", "piece", "other"})

_LABEL: tuple[tuple[str, str], ...] = (
    ("half", r"demi[- ]?journ[ée]es?|1[/⁄]2\s?journ[ée]es?|half[- ]?days?"),
    (
        "word",
        (
            r"(?:tarif|prix|coût)s?\s(?:au|du|par|le)\smot|au\smot\b|(?:rates?|price)?\s?(?:per|/)\sword"
            r"|\bmot\s?(?=[:=])"
        ),
    ),
    ("click", r"\bcpc\b|(?:coût|prix|tarif)\s(?:par|au|du)\sclic|(?:per|par|au)\sclic?k?\b"),
    (
        "month",
        (
            r"\d{1,2}\s?(?:j|jours?|days?)\s?(?:/|par|a|per)\s?(?:mois|month)\s?(?=à\s|[:=,]|at\s|pour\s|for\s)"
            r"|mensuel(?:le)?s?\b|mensualit[ée]s?|monthly(?:\s(?:fee|rate|retainer|price|cost))?|retainer"
            r"|\babonnements?\b|par\smois\s?(?=[:=])|per\smonth\s?(?=[:=])|tarif\s?/\s?mois"
        ),
    ),
    (
        "day",
        r"\btjm\b|\btj\b|\btmj\b|forfait\s(?:jour(?:nalier)?|à\sla\sjourn[ée]e)\b|taux\s(?:jour(?:nalier)?|j\b"
        r"|/\s?j\w{0,3})|(?:tarif|prix|co[ûu]t"
        r"|honoraire)s?(?:\smoyens?|\sht)?\s?(?:/|par\s|à\sla\s|au\s|de\sla\s|la\s|du\s"
        r"|le\s)?\s?(?:jour(?:naliers?|n[ée]e)?s?|j\b)"
        r"|day[- ]?rates?|daily(?:\s(?:rates?|fee))?|rates?\s?(?:/|per|a|by)\s?(?:the\s)?(?:day|d\b)"
        r"|(?<!\d)(?<!\d )\bjour(?:n[ée]e)?s?\s?(?=[:=])|\bjours?\s?(?=à\s|x\s)|(?:per|par|/)\s?(?:day"
        r"|jour)\s?(?=[:=-])|\d\s?(?:j|days?)\s(?=à\s|x\s|at\s|@)|journ[ée]e\s(?:de\s\w{3,15}\s)?(?=(?:est\s)?à\s)",
    ),
    (
        "hour",
        (
            r"(?:taux|tarif|prix|co[ûu]t|honoraire)s?(?:\smoyens?|\sht)?\s?(?:horaires?|/\s?h(?:eure)?\b|de\sl'heure"
            r"|à\sl'heure|par\sheure|heure)|hourly(?:\s(?:rates?|fee))?|rates?\s?(?:/|per|by"
            r"|an)\s?(?:the\s)?h(?:ou)?r?s?\b|(?:per|par|/)\s?(?:hour|heure|h|hr)\s?(?=[:=-])"
            r"|(?<!\d)(?<!\d )\bheures?\s?(?=[:=])|\bheures?\s?(?=à\s|x\s)|\d\s?(?:h|hours?|hrs?)\s(?=à\s|x\s|at\s|@)"
        ),
    ),
    (
        "year",
        (
            r"salaires?\b|salary\b|\bbase\s?(?=[:=])|base\s(?:salary|pay|of)|salaire\sde\sbase|\bote\b|compensation\b"
            r"|r[ée]mun[ée]ration\s(?:annuelle|brute|fixe)|\bpay\b|annual(?:\s\w+)?|\bannuel(?:le)?\b|pay\srange"
        ),
    ),
    (
        "project",
        (
            r"forfaits?(?:aire)?\b|\bpacks?\b|packages?\b"
            r"|\bdevis\b|\btotal\b|proposition\b|montant\b|fixed(?:\s(?:price|fee))?\b|flat(?:\s(?:fee|rate))?\b"
            r"|lump\ssum|cl[ée]\sen\smain|tranche\b|option\s\w+\b|enveloppe\b|pour\s(?:le\sprojet|l'ensemble|le\stout"
            r"|tout)\b|prix\s(?:fixe|global)|budgets?\b[^:\n€$£]{0,30}(?=:)"
        ),
    ),
    ("rate", r"tarifs?\b|rates?\b|taux\b"),
    (
        "generic",
        r"\bprix\b|\bprices?\b|pricing\b|\bfactur\w{0,6}|\bcharges?\b|\bcompte[rz]\b|\bco[ûu]t\w{0,5}|\bcosts?\b"
        r"|\bfees?\b|\bquotes?\b|honoraires\b|(?:je|on|nous|moi je)\s(?:prends?|prenons|demand\w{1,4}|suis|est"
        r"|sommes|pars|propos\w{1,4}|chiffr\w{1,4}|vous\sfais|fais|vends|tourne|serai\w{0,2}|sera|serions|sommes"
        r"|seront)\b"
        r"|\basking\b|\bestim\w{1,9}|\bchiffr\w{1,5}|(?:ça|cela)\s(?:vous\s|te\s)?(?:fait|fera|ferait"
        r"|coûte\w{0,4})|ce\ssera|\bdo\sit\sfor\b|\bfor\slike\b|ordre\sde\sgrandeur|i(?:'d| would)?\s(?:ask|want"
        r"|need|take|bill)\b|i'm\s(?:at|on)\b|fourchette\b|budget\s(?:à\spr[ée]voir|estim[ée]|indicatif)"
        r"|\bbudg[ée]te[rz]\b|premier\sprix\b|\bpr(?=\s*\Z)"
        r"|descendre\sà|baisse\w{0,2}\sà",
    ),
)
LABEL = re.compile(r"(?<!\w)(?:" + "|".join(f"(?P<{name}>{form})" for name, form in _LABEL) + ")")
HAS_LABEL = re.compile(
    r"(?<!\w)(?:tjm|tmj|\btj\b|tarif|rate|taux|prix|pric|forfait|pack|devis|total|fee|quote|factur|charge"
    r"|compte|co[ûu]t|cost|honorair|salar"
    r"|salaire|pay|mensu|month|retainer|jour|day|heure|hour|propos|demand|prend|chiffr|estim|fixed|flat|asking"
    r"|\bfor\b|\bpour\b|grandeur|fourchette"
    r"|je suis|on est|\bbill|fait|montant|budg|descendre|\bpr\b|serai|sera\b|serions|sommes|budget|\d ?(?:j|h) ?x)"
)
# "Je vous fais la migration complète pour 9 500": read where no label stands nearer.
DO_IT_FOR = re.compile(
    r"\b(?:fais|fait|faire|ferais|ferai|refaire|refais|refonte|livr\w{1,5}|do|build|deliver|redo|make)"
    r"(?:\s\w{1,12}){0,4}\s(?:pour|for|à|at)\s{0,2}\Z"
)
# What may stand between a label and a bare number for the number to be the price.
LABEL_GAP = re.compile(
    r"[\s:=~()>*|;→-]*(?:(?:est|is|are|of|de|d'|à|a|at|ht|htva|ttc|autour|environ|env\.?|about|around|from"
    r"|max\.?|min\.?|moyen|actuel(?:lement)?"
    r"|souhait[ée]|indicatif|habituel|entre|between|sur|se situe|currently|les|fix[ée]|commence|d[ée]marre"
    r"|starts?|partir|n[ée]gociable|negotiable|standard"
    r"|you|me|my|in|for|like|pour|just|jour|day|journalier|moi|20\d\d|l'ordre|roughly|approx\.?|serait"
    r"|would be|plut[ôo]t|en|x|×|freelance|only|will be|compris|d[èe]s|the|rate|tarif|ai mis|en ce moment"
    r"|annonc[ée]|euros?|€)"
    r"[\s:=~()>*|;→-]*){0,6}\Z"
)
# A day or hour label may speak over a few more words: "TJM pour ce type de mission 480".
RATE_GAP = re.compile(r"(?:[\s:=~(>*-]{1,3}[^\s\d,.;!?€$£]{1,15}){0,5}\)?[\s:=~(>*-]{0,3}\Z")
# A bare number before one of these counts things, not money.
COUNTED = re.compile(
    r"\s?(?:%|°|x\b|ans?\b|ann[ée]es?|years?|yrs?|yo\b|jours\b|days?|j\b(?!\s?ht)|mois\b|months?|semaines?"
    r"|weeks?|heures?|hours?|hrs?\b|h\b|min(?:utes?)?\b|s\b"
    r"|pers|clients?|projets?|projects?|articles?|mots\b|words?|pages?|km\b|sites?\b|[èe]me|th\b|nd\b|rd\b"
    r"|st\b|fois\b|times\b|fiches?|produits?|products?|salari|collabor"
    r"|abonn[ée]s|followers?|contacts?|leads?|visites?|visitors?|users?|utilisateurs?|go\b|gb\b|mo\b|mb\b"
    r"|people|employees?|stars?|reviews?|avis\b|photos?|vid[ée]os?|annonces?|candidat"
    r"|commandes?|orders?|e\s(?:arr|jour|[ée]tage)|points?|postes?|modules?|lignes?|pays|countries|languages"
    r"|langues|r[ée]f[ée]rences|sur\s\d|/\s?\d|et\s\d{1,2}\b(?!\s?[€k])|sprints?|lots?\b)"
)
# A price list names the thing first: "fiche produit : 12 €", "article 600-800 mots : 95 €".
ITEM_FIRST = re.compile(
    r"\A[\s.•*·>-]{0,4}(?:(?:par|pour|1|une?|la|le|chaque|per|a|an|l')\s?)?(?P<piece>articles?"
    r"|fiches?(?:\sproduits?)?|photos?|leads?|posts?|reels?|stor(?:y|ies)|newsletters?"
    r"|s[ée]ances?|sessions?|vid[ée]os?|visuels?|publications?|images?|product listings?|blog posts?|emails?"
    r"|e-mails?|appels?|feuillets?)\b[^:=\n€$£]{0,40}[:=]\s*\Z"
)
ONE_PIECE_AT = re.compile(
    rf"\b(?:la|le|l'|une?|a|an|chaque|each)\s?(?P<piece>{PIECES})\s(?:\w{{2,15}}\s)?(?:à|@|at|for)\s\Z"
)
