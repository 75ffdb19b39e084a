"""What an amount is for: a day, an hour, a month, a word… read after the amount or in the words before it.

`match_tail` reads right after an amount, again and again, until nothing fits: "€ HT / jour", "€/j HT", "per month
plus VAT". What stands before it is in `labels`.
"""

import re
from typing import NamedTuple

from orchestre.reading.openings import FirstOf
from orchestre.reading.values import Unit

_PER = r"(?:/|(?:par|per|the|à la|à l'|de la|(?:[àa] )?chaque|each|every|by|por|pro)\s|p/|\ba\s|\ban\s|l[ea]\s|l')\s?"

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
    r"|[ée]pisodes?|secondes?|m2|m²|prises?|vues?|bulletins?|serveurs?|servers?|vm|domaines?|appareils?|devices?"
    r"|portraits?|icons?|characters?|thumbnails?|miniatures?"
    r"|cvs?|resumes?|lessons?|class(?:es)?|cours|emotes?"
    r"|models?|mod[èe]les?|prompts?|rows?|entr(?:y|ies)|invoices?|returns?|d[ée]clarations?|ads?|creatives?"
    r"|carousels?|carrousels?|illustrations?|dessins?|songs?|morceaux|beats?|chapters?|chapitres?"
    r"|missions?|gardes?|d[ée]placements?|consultations?|conf[ée]rences?|batch(?:es)?|rooms?|pi[èe]ces?|plans?"
    r"|unit[ée]|pièce|piece|chronique|reportages?|shootings?"
    r"|cachets?|dates?|passages?|tontes?|coupes?|courses?|trajets?|allers?[- ]retours?|matchs?|matches|rencontres?"
    r"|repr[ée]sentations?|concerts?|spectacles?|nuits?|nuit[ée]es?|repas|couverts?|convives?|invit[ée]s?|paniers?"
    r"|planches?|arbres?|[ée]l[èe]ves?|enfants?|adultes?|chats?|chiens?|animal|animaux|accords?|pistes?|extraits?"
    r"|capsules?|balades?|tourn[ée]es?|m3|m³|st[èe]res?|kg|kilos?|litres?|tonnes?|kilom[èe]tres?|signes?|caract[èe]res?|copies|m[èe]tres?(?:\s(?:carr[ée]s?|lin[ée]aires?|cubes?))?|ml|actes?|places?"
    r"|shifts?|vacations?|volumes?|tomes?|exemplaires?|heads?|trees?|visits?|cuts?|haircuts?|performances?|nights?|meals?|plates?|guests?"
    r"|pupils?|students?|child|children|kids?|dogs?|cats?|walks?|rides?|trips?|miles?|loads?|bags?|bins?|windows?"
    r"|stumps?|cop(?:y|ies)|clips?|shorts?|covers?|sq(?:\.|uare)?\s?(?:ft|feet|m|met(?:er|re)s?)|sqm|slots?|shirts?"
    r"|visages?|personnages?|faces?|v[êe]tements?|garments?|labels?|[ée]tiquettes?|meubles?|chaises?|portes?"
    r"|fen[êe]tres?|douzaines?|dozens?|paires?|pairs?|bo[iî]tes?|box(?:es)?|caisses?|cartons?|bouteilles?|bottles?|palettes?|titres?|plats?|passagers?|passengers?"
    r"|volets?|v[ée]hicules?|voitures?|v[ée]los?|cars?|bikes?|frames?|panels?|gutters?|outfits?|scenes?|sc[èe]nes?"
)

# One of the things that are sold again and again: alone before or after an amount it is sold by the piece.
PIECES_ONE = (
    r"s[ée]ance|seance|session|article|fiche(?:\sproduit)?(?!\sgoogle)|photo|post|reel|r[ée]el|story|newsletter"
    r"|visuel|publication|image|appel"
    r"|feuillet|ligne|lead|minute|[ée]pisode|episode|bulletin|backlink|template|tweet|lesson|le[çc]on|consultation"
    r"|slide"
    r"|miniature|thumbnail|emote|ticket|visite|tirage|carrousel|carousel|script|rdv|rendez-vous|vid[ée]o|video"
    r"|blog\spost"
    r"|e-?mail|chapitre|chapter|listing|sticker|badge|dossier|contact|signature"
)

_TAIL: tuple[tuple[str, str], ...] = (
    ("untaxed", r"nets?\s(?:de\s|d')(?:toutes?\s|la\s)?(?:taxes?|tva)\b"),
    (
        "excl",
        r"(?:/\s?)?(?:h\.\s?t\.(?:v\.a\.)?|h ?t(?:va)?\b)|hors\s(?:toutes?\s)?(?:taxes?|tva)\b|htva\b|(?:\+"
        r"|plus)\s?(?:les\s|the\s|applicable\s)?"
        r"(?:vat|tva|gst|hst|tps|tvq|taxes|tax|tx|mwst)\b"
        r"|ex(?:cl?(?:\.|uding|usive(?:\sof)?)?)?\s(?:of\s)?(?:vat|gst|tax(?:es)?|tva)\b|(?:vat|gst|tva"
        r"|tax(?:es)?)\s(?:\(?\d{1,2}(?:[.,]\d{1,2})?\s?%\)?\s)?(?:excl(?:\.|uded|usive)?|exclue?s?|en\ssus"
        r"|en\splus|non\s(?:incluses?|comprises?))"
        r"|(?:taxes?|tx)\s(?:en\ssus|non\s(?:incluses?|comprises?))|(?:before|avant)\s(?:vat|tax(?:es)?)\b"
        r"|(?:vat|gst|tva)\s(?:(?:at|@|de|à)\s?)?(?:\(?\d{1,2}(?:[.,]\d{1,2})?\s?%\)?\s)?(?:on\stop|extra|added|en\ssus"
        r"|à\sajouter|en\splus)\b"
        r"|(?:zzgl\.?|exkl\.?|excl\.?|plus)\s(?:mwst|btw|ust)\b|net\sof\s(?:vat|tax)\b",
    ),
    (
        "incl",
        r"(?:/\s?)?(?:t\.t\.c\.?|ttc\b)|tvac\b|tvac\b|toutes\staxes(?:\scomprises)?|incl?(?:\.|uding|usive(?:\sof)?"
        r"|l?udes)?\s(?:of\s)?(?:vat|gst|tax(?:es)?|tva)\b"
        r"|(?:vat|gst|tva|tax(?:es)?)\s(?:\d{1,2}(?:[.,]\d)?\s?%\s)?(?:incl(?:\.|uded|usive|use|uses)?|comprises?"
        r"|inc\b)|(?:inkl\.?"
        r"|incl\.?)\s(?:mwst|btw|ust)\b|taxes?\s(?:incluses?"
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
    (
        "session",
        r"(?:/|per|par|les)\s?(?!60(?!\d))\d{1,3}\s?-?(?:min(?:ute)?s?|mn)\b(?:\s(?:session|lesson|class|cours"
        r"|s[ée]ance))?",
    ),
    (
        "part",
        r"(?:/|par|per|la|pour\sla|une|an?|(?:de\s)?l'|de\sla|[àa]\sla)\s?(?:demie?[- ]?heure|1/2\s?h(?:eure)?"
        r"|half[- ]?hour"
        r"|quart\sd'heure"
        r"|tranche\sde\s\d{1,2}\s?h(?:eures)?|heure\set\sdemie|hour\sand\sa\shalf|quarter[- ](?:of\san\s)?hour"
        r"|(?:finished|audio|source|video|extra|recorded)\s(?:hour|hr|min(?:ute)?s?)"
        r"|(?:heure|hour)\s(?:enregistr[ée]e|audio|vid[ée]o|mont[ée]e|finie|finalis[ée]e|(?:d'|de\s|of\s)(?:enregistrement|audio"
        r"|[ée]coute|vid[ée]o|rush\w*|film|son|bande|podcast|footage|recording|tape)))\b(?:\ssuppl[ée]mentaire)?"
        r"|pfh\b|pah\b",
    ),
    (
        "half",
        rf"(?:{_PER}|pour\s(?:une|la)\s|une\s)?(?:demie?[- ]?jour(?:n[ée]e)?s?|1[/⁄]2\s?journ[ée]e|half[- ]?days?)\b"
        rf"|(?:{_PER}|pour\s(?:une|la)\s|une\s|for\sa\s)(?:demie|half)(?=\s?(?:\Z|[,;./)\n]))"
        r"|(?:la|une|pour\sla)\sdemi[- ]?j\b|/?\s?(?:1[/⁄]2|demi)[- ]?j\b|(?:demie?|half)(?=\s?\))",
    ),
    (
        "thousand",
        (
            r"(?:les|pour|per|par|/|le|the|for)\s?(?:1[ .,]?000|1k|100|500)\s?[a-zà-ÿ]{3,15}"
            r"|(?:les|pour|par|/)\s?(?:1[ .]?000|mille|cent|100)(?=\s?(?:\Z|[,;.)\n]))"
            r"|(?:les|pour|per|par|/|the|for)\s?\d{1,4}(?:[ .,]\d{3})?\s?(?:mots|words|signes|caract[èe]res"
            r"|characters|chars)\b"
            r"|(?:le|du|(?:a|per|par)\s)\s?(?:mille|cent|hundred|thousand)\b(?!\s?\d)|cpm\b"
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
            rf"{_PER}(?:(?:full|working|extra|additional)\s)?(?:(?:man|person)[- ])?(?:jours?(?:[- ]hommes?)?"
            rf"|journ[ée]es?|jrs?"
            rf"|days?|tag|dag|giorno)\b(?:\sde\stravail)?|/\s?[jd]\b|p\.?/?d\b"
            rf"|p\.d\.|daily\b(?!\s(?:stand|meet|active|users))|(?:au"
            rf"|de)\sjour\b|journaliers?\b|quotidiens?\b|jour\shomme\b|/\s?jh\b"
            r"|per\sdiem\b|(?:a|per)\s(?:full|whole)\sday\b"
            r"|(?:pour|for)\s(?:une?|la|a|one|1|the|each)\s(?:full\s|whole\s)?(?:journ[ée]e|day)\b(?:\sde\stravail)?"
            r"|(?:(?:pour|for)\s)?(?:la\s(?:premi[èe]re|seconde|deuxi[èe]me)\sjourn[ée]e|le\s(?:premier|second|deuxi[èe]me)\sjour"
            r"|the\s(?:first|second|full)\sday|/\s?dag|d[ií]a|giornata)\b|(?:la\s)?journ[ée]e\s(?:compl[èe]te"
            r"|enti[èe]re)"
            r"|(?:(?:de|en)\s)?tjm\b(?!\s?[:=\d])|(?:de\s)?(?:taux|tarif)\sjournalier|day\srate|daily\srate"
        ),
    ),
    (
        "hour",
        (
            rf"{_PER}(?:(?:extra|additional|further|started|billable|full|worked)\s)?(?:heures?|hours?|hrs?|h|uur|std"
            rf"|stunde|ora|hora|u)\b|(?:de\s)?l'?\s?h?eure\b|(?:de|à)\sl'\s?h(?:eure)?\b|"
            rf"by\sthe\shour\b|de\slh\b|l'?heure\b"
            r"|(?:,?\sc'est|is)\s(?:mon|ma|my)\s(?:heure|tarif\shoraire|taux\shoraire|hourly)\b|p\.?/?h\b|hourly(?:\srate)?\b(?!\s(?:jobs?|contracts?|projects?))"
            rf"|(?:de\s)?(?:taux|tarif)\shoraire|/\s?h\b|(?:/|per|par)\s?(?:1\s?h|60\s?min(?:ute)?s?)\b"
            rf"|(?:for|pour)\s(?:an|one|1|each|every|the|the full|a full|the whole|une|chaque)\s?(?:h|hours?|hr"
            rf"|heure)\b(?!\s?(?:et|and|\d))"
            rf"|de\sl\sh\b|les\sheures\b"
            rf"|p\s(?:hr|hour)\b|(?:for|pour)\s60\s?min(?:ute)?s?\b|\(?1\s?(?:h|hr|hour|heure)\b(?!\s?\d|\s?(?:de"
            rf"|par|of|a|per)\b)"
            rf"|horaires?\b|(?:de\s)?l\sheure\b|(?:pour\s)?(?:la\s(?:premi[èe]re|1[èe]?re|seconde|deuxi[èe]me)\s"
            r"|l')heure(?![a-zà-ÿ])|(?:for\s)?the\sfirst\shour\b"
        ),
    ),
    (
        "month",
        (
            rf"{_PER}(?:mois|months?|mo|mth|monat|maand|mese|mes)\b|pcm\b|p\.?/?c?m\b(?!\s(?:me|moi|si|for|pour|if))"
            rf"|par\smoi\b|(?:monthly\s)?retainer\b|(?:de\s\w{{3,15}}\s)?mensuel(?:le)?s?\b|monthly\b"
            rf"|(?:(?:le|un|en|au)\s)?(?:forfait|abonnement|pack)\s(?:au\s)?(?:mois|mensuel)\b"
            rf"|(?:for|pour)\s(?:the|le)\s(?:(?:first|premier|trial|1er|full|whole)\s)?(?:mois|month)\b"
            rf"|(?:for|pour)\s(?:each|every|chaque|one|a|un|1)\s(?:mois|month)\b|(?:au|du)\smois\b|/\s?30\s?(?:j"
            rf"|jours|days)\b"
            rf"|tous\sles\smois\b|mensuellement\b|(?:per|a|each|every)\scalendar\smonth\b"
            rf"|/\s?m\b|(?:le|les|the)\s(?:(?:\d|deux|trois|two|three)\s)?(?:premiers?|1ers?|seconds?|deuxi[èe]me"
            rf"|first|second)\s(?:mois|months?)\b"
        ),
    ),
    (
        "year",
        (
            rf"{_PER}(?:ans?|ann[ée]es?|years?|yrs?|annum)\b|p\.a\.?|\bpa\b|(?<=\dl)pa\b|(?<= l)pa\b"
            rf"|annuel(?:le)?s?\b|annuellement\b|yearly\b|annually\b|l'ann?\b(?!\s?(?:20|der|pass|pro))"
            r"|(?:si|if|en|with|when|sur)\s(?:\w{2,9}\s){0,2}(?:pay\w{0,6}|pai\w{0,6}|r[ée]gl\w{1,6}|factur\w{1,6}|bill\w{0,3}"
            r"|engagement)\s(?:\w{2,9}\s)?(?:annuel\w{0,6}|yearly|annually|[àa]\sl'ann[ée]e|par\san)\b"
            rf"|(?:pour|for|sur|/)\s?(?:12|douze|twelve)\s(?:mois|months)\b"
            rf"|(?:pour|[àa]|sur)\sl'ann[ée]e\b|tous\sles\sans\b|for\s(?:the|a|one)\s(?:full\s|whole\s)?year\b(?!-)"
            rf"|bruts?\sannuels?"
        ),
    ),
    (
        "week",
        rf"{_PER}(?:semaines?|weeks?|wk|quinzaine|fortnight)\b(?!-end)|fortnightly\b"
        r"|(?:pour|for)\s(?:la|une|an?|one|chaque|each)\s(?:nuit|nuit[ée]e|night)\b"
        rf"|(?:toutes\sles|aux|every)\s(?:deux|two|2|other)\s(?:semaines?|weeks?)\b|hebdo(?:madaires?)?\b|weekly\b",
    ),
    (
        "word",
        rf"(?:{_PER}|du\s)(?:(?:source|target|cible|traduit)\s)?(?:mots?|words?|palabra|woord|wort|parola)(?:\s"
        rf"(?:source|cible|traduit))?\b",
    ),
    ("click", rf"(?:{_PER}|du\s)(?:clics?|clicks?)\b|(?:en\s)?cpc\b"),
    (
        "project",
        r"(?:/|(?:par|le|per|an?|for\sthe|for\sa|pour\sle|pour\sla|pour\sl'|the\swhole"
        r"|for\sthe\swhole)\s?)\s?(?:thing|shebang|caboodle|projet|project|job|mission|site|gig|lot|ensemble|tout|lot\scomplet|prestation"
        r"|total)\b"
        r"|(?:au|en|de)\sforfait\b|forfait(?:aires?)?\b|flat(?:\s(?:fee|rate))?\b|fixed(?:\s(?:price|fee))?\b"
        r"|(?:(?:for|pour)\s)?(?:an?|the|l[ea]|une?)\s(?:set|packs?|lot|bundle|batch|series|block|s[ée]rie|carnet)\s(?:of|de)"
        r"\s\w{1,6}"
        r"|lump\ssum|(?:one|once)[- ]?(?:off|shot|time)\b|(?:en )?une\s(?:seule\s)?fois\b(?!\s(?:l'an|par|tous"
        r"|chaque))|once\b(?=\s?(?:\Z|[,;.)\n]))|en\stout\b|au\stotal\b|in\stotal\b|total\b(?!\s?(?:ht|ttc|tva|net"
        r"|[:=(]"
        r"|de\b))|cl[ée]s?\sen\smains?"
        r"|all[- ]in\b",
    ),
    (
        "piece",
        (
            rf"(?:{_PER}|(?:une?|les|du|au|de\sl'|chaque|l[ea]\s(?:premi[èe]re?|deuxi[èe]me|seconde?)|the\s(?:first|second)"
            rf"|(?:for|pour)\s(?:one|1|chaque|each|every))\s)(?:{PIECES})(?:\squalifi[ée]s?)?(?:\s?(?:/|par"
            rf"|per)\s?(?:mois|months?"
            rf"|mo|an|year))?\b|each\b|apiece\b|a\s(?:go|pop|head)\b|p\.?/?p\.?\b|/\s?(?:pers\b\.?|t[êe]te\b)"
            rf"|(?:la\s)?pi[èe]ce\b|l'?unit[ée]|chacune?\b|chaque(?=\s?(?:\Z|[,;.)\n]))|ea\b\.?|(?:pour "
            rf"|for )?chacune? (?:des?|d'entre|d'eux|d'elles)\b(?: [^\W\d]{2, 12})?|(?:pour chaque|for (?:each"
            rf"|every)) [^\W\d]{3, 16}"
            rf"|l[ea] (?:premi[èe]re?|deuxi[èe]me|seconde?)(?=\s?(?:[,;.)\n]|\Z|et\b|puis\b))|per(?=\s?(?:[,;.)\n]"
            rf"|\Z))|(?:[àa] )?chaque fois\b|(?:each|every|per) time\b|l'une?(?=\s?(?:\Z|[,;.)\n]))"
            rf"|/\s?(?:ex|pcs?|pces?|px|u|p|pl|kg|gr?|cv|pg|lg|min|sec)\b\.?|/\s?km\b|du\skm\b|/\s?(?:min|mn|sec)\b(?!\.|\s?\d)"
        ),
    ),
    (
        "article",
        r"l[ea]\s(?!(?:site|projet|tout|total|lot|pack|forfait|prestation|mission|refonte|migration|boutique|vitrine"
        r"|plus|moins|premi|temps|reste|complet|cas|mieux|matin\b|soir\b|lundi|mardi|mercredi|jeudi|vendredi"
        r"|samedi|dimanche|week|logo|bot|plugin|appli|charte|setup|programme|module|business|livre|film|clip|mariage"
        r"|stand|kit|fond|gros|petit|grand|cr[ée]ation|conception|r[ée]alisation|totale?|formule|version|mise|pose"
        r"|livraison|installation|moyen|simple|standard|complexe|court|long|double|triple|prochain|dernier|semaine"
        r"|mois|jour|ann[ée]e|an\b|direction|refonte|d[ée]veloppement|production|identit[ée]|campagne"
        r"|strat[ée]gie))(?:t[ -]?shirt|[a-zà-ÿ]{3,})"
        r"|an?\s(?!lot\b|bit|little|total|flat|fixed|one\b|few|good|nice|great|l[ae]\b|n[ée]go|d[ée]b|discut|voir"
        r"|partir"
        r"|peu|plus|chaque|side|quick|max|min|pretty|small|level|couple|solid|full|project|site|job|gig)[a-z]{3,14}\b"
        r"|l'(?=[aeéiou])(?!ensemble|ann[ée]e|an\b|app|ht|autre|une?\b|euro|ami\b)[a-zà-ÿ]{3,}",
    ),
    (
        "server",
        r"/\s?(?!mois|ht|ttc)[a-zà-ÿ]{2,15}\s?/\s?(?:mois|months?|mo|an|year)\b",
    ),
    (
        "other",
        r"(?:per|par)\s(?!cent\b|exemple|ailleurs|contre|rapport|virement|mail|e-mail|t[ée]l|ici|la\b|le\b|les\b"
        r"|un|mp\b|sms\b(?!\s(?:envoy|sent|re[çc]u|d[ée]livr))|message|cons[ée]quent|paypal|ch[èe]que|carte|se\b"
        r"|mes\b|nos\b|vos\b|mon\b"
        r"|notre)[a-zà-ÿ][\wà-ÿ-]{1,24}"
        r"|/\s?[\"«]\s?[a-zà-ÿ]{2,15}\s?[\"»]|/(?!ttc|ht|mp\b)[a-zà-ÿ][\wà-ÿ-]{2,24}(?:\s?/\s?(?:mois|months?|mo"
        r"|an|year)\b)?"
        r"|/\s(?!forfait|devis|dispo|n[ée]go|libre|flex|remote|t[ée]l[ée]|freelance|hybrid|on-?site|full|part|anywhere"
        r"|tva|vat|taux|tarif|total|fixed|flat)[a-zà-ÿ][a-zà-ÿ-]{3,24}(?=\s?(?:\Z|[,;.·•|\n()]))",
    ),
    ("upper", r"max(?:imum|i)?\b\.?(?!\s?\d)|pas\splus\b|tops\b|au\s(?:plus|maximum|max)\b|grand\smax\b|at\smost\b"),
    (
        "lower",
        (
            r"(?:grand\s)?min(?:imum|i(?![\s-][a-zà-ÿ]{4}))?\b(?!\.?\s?(?:de\s|of\s)?(?:\d|factur|commande|fee"
            r"|charge|order|une?\s|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|vingt"
            r"|one\s|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|a\s))"
            r"|upwards?\b|au\sbas\smot|plancher\b|et\s(?:plus|\+)|and\s(?:up|above)\b|au\sminimum\b|floor\b"
            r"|(?<=k)\+(?!\s?\d)|or\s(?:more|above|up|over)\b|ou\splus\b"
            r"|\+(?=\s*(?:$|[,.)\n]|/\s?[a-zà-ÿ]))"
        ),
    ),
    ("about", r"environ\b(?!\s?\d)|à\speu\spr[èe]s\b|ish\b|or\sso\b|approx(?:imativement|\.)?(?!\s?\d)"),
    (
        "filler",
        (
            r"(?:both|all (?:two|three|four)|tou(?:s|tes) (?:les )?(?:deux|trois|quatre))\s(?=(?:par|per|a|/"
            r"|monthly|hourly|mensuel))|(?:d'|de\s|of\s|for\s|pour\s(?:la\s|le\s|l')?)[a-zà-ÿ]{3,14}\s(?=(?:par"
            r"|per)\s(?:mois|month|an\b|jour"
            r"|day|heure|hour"
            r"|trimestre|quarter|semaine|week|year)|mensuel|monthly|hourly)"
            r"|(?:renouvelables?|renews?|renewing|payables?|factur[ée]e?s?|billed|paid|due|charged"
            r"|invoiced)\s(?=(?:chaque|tous"
            r"|every|each|monthly|yearly|annually|hourly|weekly|daily|mensuel|annuel|par|per|by)\b)"
            r"|(?:prices?|tarifs?|prix|rates?|fees?|montants?)\s(?=(?:per|par|[àa] la|[àa] l'|au)\b)"
            r"|(?:le tout|all|each|tous|toutes)\s(?=(?:per|par|monthly|hourly|daily|mensuel|a\smonth)\b)"
            r"|n[ée]gociables?\b|nets?\b|bruts?\b|gross\b|fixes?\b|seulement\b|only\b|tout\scompris\b|tout\sinclus\b"
            r"|frais\sinclus\b|usd\b|eur\b|euros?\b"
        ),
    ),
)
_TAILS = FirstOf(_TAIL)
_LEAD = re.compile(r"(?:\)(?=,? (?:tous|toutes|both|all)\b))?(?:\n(?=/ ?[a-z1])| {0,3})(?:[(\[-] ?)?(?:, )?")
_CLOSED = re.compile(r"\s?[)\]]")


class TailWord(NamedTuple):
    """A word of unit, tax or bound right after an amount: its name in `_TAIL`, its words, whether a comma precedes."""

    name: str
    words: str
    end: int
    comma: bool


def match_tail(lower: str, at: int) -> TailWord | None:
    """The word of unit, tax or bound at `at`, with the bracket around it."""
    lead = _LEAD.match(lower, at)
    start = lead.end() if lead else at
    found = _TAILS.match(lower, start)
    if found is None:
        return None
    closed = _CLOSED.match(lower, found.end())
    end = closed.end() if closed else found.end()
    return TailWord(str(found.lastgroup), found.group().strip(), end, "," in lower[at:start])


# A unit with no "per" word ("450 balles jour") counts only after a currency.
LOOSE_UNIT = re.compile(
    r"(?:[ \t]{0,2}|\s?\(|\s-\s)(?:(?P<day>jours?|journ[ée]es?|jr?|day)|(?P<hour>heures?|h|hours?|hr)"
    r"|(?P<month>mois|month)|(?P<piece>m2|m²|sq\.? ?ft|sqm|ml|pers))"
    r"\b(?!\s?:)(?!\s?(?:par|/|per|a)\s?(?:sem|mois|week|month))(?!\s?(?:[^\W\d]{3,14}\s){1,2}[€$£]?\d)"
)

LOOSE_BARE = re.compile(r"\s(?:(?P<day>jour|jr)|(?P<hour>heure))(?=\s?(?:\Z|[,;/.|\n]|dispo|ht\b))")
"""The same after a bare number: "320 jour / 45 heure"."""

UNIT_OF: dict[str, Unit] = {
    "day": Unit.DAY,
    "hour": Unit.HOUR,
    "month": Unit.MONTH,
    "year": Unit.YEAR,
    "annual": Unit.YEAR,
    "word": Unit.WORD,
    "click": Unit.CLICK,
    "project": Unit.PROJECT,
    "some_days": Unit.PROJECT,
    "days_a_month": Unit.MONTH,
    "half": Unit.UNKNOWN,
    "part": Unit.UNKNOWN,
    "thousand": Unit.UNKNOWN,
    "week": Unit.UNKNOWN,
    "seat": Unit.UNKNOWN,
    "piece": Unit.UNKNOWN,
    "other": Unit.UNKNOWN,
    "article": Unit.UNKNOWN,
    "server": Unit.UNKNOWN,
    "session": Unit.UNKNOWN,
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
RAW_UNITS = frozenset({"half", "part", "thousand", "week", "seat", "piece", "other", "article", "server", "session"})
# A bare number before one of these counts things, not money.
COUNTED = re.compile(
    r"\s?(?:%|°|x\b|pp?\)|ans?\b(?!\s(?:hour|hr|article|episode|image|item|illus|event|app))|level\b|hourly\sjobs?"
    r"|fixed[\s-]price\sjobs?|ann[ée]es?\b|years?\b|yrs?\b|yo\b|jours\b|days?\b|j\b(?!\s?ht)|mois\b|months?\b"
    r"|semaines?\b|weeks?\b|heures?\b|hours?\b|hrs?\b|h\b|min(?:utes?)?\b|s\b"
    r"|m3\b|m³|pers|clients?|projets?|projects?|articles?|mots\b|words?|pages?|km\b|sites?\b|[èe]me|th\b|nd\b|rd\b"
    r"|st\b|fois\b|times\b|fiches?|produits?|products?|salari|collabor"
    r"|abonn[ée]s|followers?|contacts?|leads?|visites?|visitors?|users?|utilisateurs?|go\b|gb\b|mo\b|mb\b"
    r"|people|employees?|stars?|reviews?|avis\b|photos?|vid[ée]os?|annonces?|candidat"
    r"|appels?\b|calls?\b|s[ée]ances\b|sessions\b|visuels\b|images\b|cours\b|le[çc]ons\b|lessons\b|tickets\b|mails?\b"
    r"|r[ée]f[ée]rences\b|convives\b|invit[ée]s\b|guests\b|couverts\b|participants?\b|posts\b|reels\b|slides\b|episodes\b"
    r"|[ée]pisodes\b|lignes\b|rows\b|units\b|tables\b|chaises\b|chairs\b|rooms\b|commandes?|orders?|e\s(?:arr|jour|[ée]tage)|points?|postes?|modules?|lignes?|pays|countries|languages"
    r"|langues|r[ée]f[ée]rences|sur\s\d|/\s?\d|(?<!\d\d\d\s)et\s\d{1,2}\b(?!\s?[€k])|sprints?|lots?\b)"
)
# A price list names the thing first: "fiche produit : 12 €", "article 600-800 mots : 95 €".
ITEM_FIRST = re.compile(
    r"\A[\s.•*·>-]{0,4}(?:(?:par|pour|1|une?|la|le|chaque|per|a|an|l')\s?)?(?P<piece>articles?|pages?|slides?"
    r"|carousels?|carrousels?|illustrations?|tickets?|[ée]pisodes?|shorts|miniatures?|thumbnails?"
    r"|fiches?(?:\sproduits?)?|photos?|leads?|posts?|reels?|stor(?:y|ies)|newsletters?"
    r"|s[ée]ances?|sessions?|vid[ée]os?|visuels?|publications?|images?|product listings?|blog posts?|emails?"
    r"|e-mails?|appels?|feuillets?)\b[^:=\n€$£]{0,40}[:=]\s*\Z"
)
# Before the amount: a thousand words of something, or one piece more of it.
SO_MANY = re.compile(
    rf"\b(?:prix|tarif|co[ûu]t|price|rate|cost|fee|charge)s?\s?(?:(?:à\s(?:la\s|l')|par\s|au\s|/\s?|de\s(?:la\s|l')"
    rf"|per\s)(?P<priced>{PIECES})|(?:par|per)\s(?P<any>(?!projet|project|jour|day|mois|month|an\b|year|heure"
    rf"|hour)[a-zà-ÿ]{{3,15}}))\b"
    r"[^:=\n€$£\d]{0,20}[:=]?\s{0,2}\Z|"
    rf"(?<![\d.,])(?<!\d )\b(?:1|une?|one)\s(?P<one>{PIECES})[\s:=]{{1,3}}\Z|"
    r"\b(?:prix|tarif|co[ûu]t|price)\s(?P<single>unitaire|[àa] l'unit[ée])(?: (?:ht|ttc))?[\s:=]{1,3}(?:ht\s|ttc\s)?\Z"
    r"|(?:\A|[\s|;(])(?P<single_pu>p\.?u)\.?(?: (?:ht|ttc))?\s?[:=]\s{0,2}\Z"
    r"|\b(?P<single_en>unit)"
    r"\s(?:price|cost|rate)(?:\sis)?[\s:=]{1,3}\Z|"
    rf"(?:\A|[\s,;:(])(?:[àa]\s)?(?P<unit>l'unit[ée]|la\spi[èe]ce|singles?|each)[\s:=]{{1,3}}\Z|"
    rf"\b(?P<extra>(?:{PIECES})\s(?:suivante?s?|suppl[ée]mentaires?|additionnel(?:le)?s?|en\splus|de\splus|extra)|(?:extra"
    rf"|additional)\s(?:{PIECES}))"
    r"(?:\s(?:is|are|at|à|est|sont|pour|for)){0,2}[\s:=+]{0,4}\Z|"
    rf"\b(?P<kind>{PIECES})\s(?:rate|price|fee)s?(?:\s(?:is|of|at))?[\s:=]{{1,3}}\Z|"
    r"(?<!\d)(?<!jusqu'à )(?<!up to )(?<!max )"
    r"(?P<piece>(?:\d{3,4}|1k)\s?(?:mots|words|signes|caract[èe]res))\s?(?:=|:|à|->|for|pour)\s{0,2}\Z"
)
ONE_PIECE_AT = re.compile(
    rf"(?:\A|[.;,\n(•-]\s?)(?:my |our |mes |nos |les |the )?(?P<plural>(?:[a-z]{{3,12}}\s)?(?:{PIECES}))\s(?:are|"
    rf"cost|sont à|co[ûu]tent|start\sat)\s\Z|"
    rf"\b(?:la|le|l'|une?|a|an|chaque|each)\s?(?P<piece>{PIECES})\s(?:\w{{2,15}}\s)?(?:à|@|at|for|is|are|costs?"
    rf"|co[ûu]te|est|starts?\sat|revient|c'est|[çc]a\sfait|fait|it's)\s"
    rf"(?:\w{{4,12}}ly\s|entre\s|between\s|from\s|about\s|around\s|environ\s|à\s){{0,2}}\Z|"
    rf"(?:\A|[,;:(/•]\s?|-\s)(?:la|le|l'|une?|the|an?)\s?(?P<listed>{PIECES})(?:\s[^\W\d]{{3,12}})?\s\Z|"
    rf"\b(?:an?|each|one)\s[\d,]{{2,6}}[\s-]words?\s(?P<words>{PIECES})\s(?:is|costs?)\s(?:\w{{4,12}}\s){{0,2}}\Z"
)
