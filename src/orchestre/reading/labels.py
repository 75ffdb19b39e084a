"""The words before an amount that say what it is for: "TJM HT : 510", "Rate/h: $42", "forfait"."""

import re

from orchestre.reading.openings import FirstOf

# "Trois jours : 1 350 €" is the price of three.
_NOT_SEVERAL = (
    "(?<!deux )(?<!trois )(?<!quatre )(?<!cinq )(?<!six )(?<!dix )(?<!two )(?<!three )(?<!four )(?<!five )(?<!ten )"
)
_SO_MANY = r"(?:\d{1,3}|deux|trois|quatre|cinq|six|dix|two|three|four|five|ten)"

_LABEL: tuple[tuple[str, str], ...] = (
    (
        "week",
        r"weekly(?:\s(?:rate|fee|retainer|price|cost))?|hebdomadaires?|[àa]\sla\ssemaine|\ba\sweek\s?(?=[:=]|is\b)"
        r"|(?:par|/|per)\s?(?:semaine|week)\s?(?=[:=])",
    ),
    (
        "half",
        r"1[/⁄]2\s?j\b|\bdemie\s?(?=[:=])|(?<!d'une )(?<!d'1 )(?<!\()demie?[- ]?jour(?:n[ée]e)?s?"
        r"|1[/⁄]2\s?journ[ée]es?|half[- ]?days?",
    ),
    (
        "word",
        (
            r"(?:tarif|prix|coût)s?\s(?:au|du|par|le)\smot|au\smot\b|(?:rates?|price)?\s?(?:per[- ]|/\s?)word"
            r"|\bmot\s?(?=[:=])"
        ),
    ),
    ("click", r"\bcpc\b|(?:coût|prix|tarif)\s(?:par|au|du)\sclic|(?:per|par|au)\sclic?k?\b"),
    (
        "month",
        (
            r"(?:\d{1,3}|one|two|three|four|five|six|un|une|deux|trois|quatre|cinq|six)\s?(?:[a-zà-ÿ]{4,12}|j|days?"
            r"|h|hrs?)"
            r"\s?(?:/|par|a|per)\s?(?:mois|month)\)?\s?(?=à\s|[:=,]|at\s|pour\s|for\s|[€$£]?\Z)"
            r"|mensuel(?:le)?s?\b|mensualit[ée]s?|monthly(?:\s(?:fee|rate|retainer|price|cost|package|plan|bundle"
            r"|subscription))?|retainer"
            r"|(?:\bau\smois|\ble\smois|\bby\sthe\smonth|\bon\sa\smonthly\sbasis)(?=[^\w\n]{0,3}(?:(?:it's|that's"
            r"|it is|c'est|ce serait|ce sera|that would be|would be|at|is|à|de|for|pour)\s)?(?:about\s"
            r"|environ\s)?[^\w\n]{0,2}\Z)"
            rf"|\babonnements?\b|(?:par\smois|per\smonth)\s?(?=[:=]|[€$£]?\Z)|(?<!\d)(?<!\d ){_NOT_SEVERAL}\b(?:month"
            r"|mois)\s?(?=[:=])|\b(?:1|un|one)\s(?:mois|month)\s?(?=[:=]|[€$£]?\Z)|tarif\s?/\s?mois"
        ),
    ),
    (
        "day",
        r"(?:mon|ma|notre|my|our)\s(?:jour(?:n[ée]e)?|day)\b|(?:ma|la|une|a|my|our|the)\s(?:journ[ée]e|day)"
        r"(?:\sde\s[^\W\d]{3,15}|\s[^\W\d]{4,13}|\s(?:on\ssite|sur\s(?:place|site)|[àa]\sdistance|with\sme|avec\smoi))?"
        r"\s(?:me\s|is\s|se\s)?(?:co[ûu]te|revient|vaut|costs?|factur[ée]e?|billed|est|is)\b"
        r"|\btjm\b|\btj\b|\btmj\b|forfait\s(?:jour(?:nalier)?|à\sla\sjourn[ée]e)\b|taux\s(?:jour(?:nalier)?|j\b"
        r"|/\s?j\w{0,3})|(?:tarif|prix|co[ûu]t"
        r"|honoraire)s?(?:\smoyens?|\sht)?\s?(?:/|par\s|à\sla\s|au\s|de\sla\s|la\s|du\s"
        r"|le\s)?\s?(?:jour(?:naliers?|n[ée]e)?s?|j\b)"
        r"|\bby\sthe\sday(?=[^\w\n]{0,3}(?:(?:it's|that's|it is|c'est|ce serait|ce sera|that would be|would be|at|is"
        r"|à|de|for|pour)\s)?(?:about\s|environ\s)?[^\w\n]{0,2}\Z)"
        r"|(?<![\d,.])1\s?j\s?(?=[:=])|\bj\s?(?=[:=])"
        r"|day[- ]?rates?|tagessatz|dagtarief|dagprijs|daily(?:\s(?:rates?|fee))?|rates?\s?(?:/|per|a"
        r"|by)\s?(?:the\s)?(?:day|d\b)"
        rf"|(?<!\d)(?<!\d )(?<!à )(?<!demi[ -])(?<!demie[ -])(?<!half[ -])(?<!m[êe]me )(?<!same )"
        rf"{_NOT_SEVERAL}\b(?:jour(?:n[ée]e)?s?|day)\s?(?:\([^)]{{1,12}}\)\s?)?(?=[:=]|-\s?\Z)"
        r"|(?<!demi[ -])(?<!par )\b(?:journ[ée]e|day)\s?(?=\Z)"
        r"|\b(?:extra|additional|further) days\s(?:are\s)?(?:\w{4,8}\s)?(?=(?:at|@)\s)"
        r"|\bjours?\s?(?:(?:suppl\w{3,12}|sup|en plus|de plus)\s)?(?:(?:factur|compt|pay)\w{1,5}\s)?(?=à\s|x\s)"
        r"|(?:per|par|/)\s?(?:day"
        r"|jour)\s?(?=[:=-])"
        rf"|{_SO_MANY}\s?(?:j|jh|jours?(?:[- ]hommes?)?|(?:man[- ]|person[- ]|working )?days?"
        rf"|journ[ée]es)(?:\s(?:de|of)\s[^\W\d]{{3,18}})?,?\s(?=à\s|x\s|×\s|at\s|@|sur la base|[àa] raison|based on"
        rf"|on the basis)"
        r"|journ[ée]e\s(?:de\s\w{3,15}\s)?(?:\([^)]{1,12}\)\s?)?(?=(?:est\s)?à\s|[:=])"
        r"|à\sla\sjourn[ée]e[\s.…_]{0,40}\(?(?=\Z)|(?<!\d)(?:1|une?|one)\s(?:jour(?:n[ée]e)?"
        r"|day)\s(?:de\s|d'|of\s)\w{3,15}\s?(?=[:=]|\Z)",
    ),
    (
        "hour",
        (
            r"(?:l'|une\s|mon\s|an\s|the\s|my\s|our\s)(?:heure|hour)(?:\sde\s[^\W\d]{3,15}|\s[^\W\d]{4,13})?\s"
            r"(?:me\s|is\s|se\s|est\s)?"
            r"(?:co[ûu]te|revient|vaut|costs?|factur[ée]e?|billed|est|is)\b|"
            r"(?:taux|tarif|prix|co[ûu]t|honoraire|salaire|vacation|intervention|facturation|r[ée]mun[ée]ration|base)s?(?:\smoyens?|\sht)?\s?(?:horaires?|/\s?h(?:eure)?\b"
            r"|de\sl'heure"
            r"|à\sl'heure|par\sheure|heure)|à\sl'heure[\s.…_]{0,40}\(?(?=\Z)"
            r"|\bby\sthe\shour(?=[^\w\n]{0,3}(?:(?:it's|that's|it is|c'est|ce serait|ce sera|that would be|would be"
            r"|at|is|à|de|for|pour)\s)?(?:about\s|environ\s)?[^\w\n]{0,2}\Z)|stundensatz|uurtarief|uurprijs"
            r"|(?<![\d,.])(?<!x )(?<!x)(?<!× )(?:1\s?h(?:eure|our)?"
            r"|60\s?min(?:ute)?s?)\s?(?=[:=]|-\s?\Z|\Z)|\bhours\s(?:are\s)?(?:\w{4,8}\s)?(?=(?:at|@)\s)"
            r"|hourly(?:\s(?:rates?|fee))?|rates?\s?(?:/|per|by"
            r"|an)\s?(?:the\s)?h(?:ou)?r?s?\b|(?:per|par|/)\s?(?:hour|heure|h|hr)\s?(?=[:=-])"
            rf"|(?<!\d)(?<!\d )(?<!demi[ -])(?<!half[ -]){_NOT_SEVERAL}\b(?:heures?|hour)\s?(?:suppl\w{{3,12}}\s?"
            rf"|sup\s?)?(?=[:=]"
            r"|-\s?\Z)|\bheures?\s?(?:(?:suppl\w{3,12}|sup|en plus|de plus|au-del[àa]|suivantes?"
            r"|d'apr[èe]s)\s(?:sont\s)?)?(?:(?:factur|compt|pay)\w{1,5}\s)?(?=à\s"
            r"|x\s)"
            rf"|{_SO_MANY}\s?(?:h|heures|hours?|hrs?),?\s(?=à\s|x\s|×\s|at\s|@|sur la base|[àa] raison|based on"
            rf"|on the basis)"
        ),
    ),
    (
        "year",
        (
            r"salaires?\b|salary\b|\bbase\s?(?=[:=])|base\s(?:salary|pay|of)|salaire\sde\sbase|\bote\b|compensation\b"
            r"|(?<!prix\s)(?<!forfait\s)\bfixe\s(?:de\s)?(?=\Z)|r[ée]mun[ée]ration\s(?:annuelle|brute|fixe)"
            r"|\bpay\b|(?:looking\sfor|expecting|seeking|aiming\sfor|vise)\s(?=[€$£]?\s?\Z)|annual\s(?!plan|fee"
            r"|price|subscription|licen|maintenance|contract)\w+|pay\srange"
        ),
    ),
    (
        "annual",
        r"(?:pour|for)\s(?:une|l'|a|one|the)\s?(?:ann[ée]e|year)(?:\s(?:compl[èe]te|enti[èe]re))?\s?(?=[:=,])"
        r"|(?:une\sfois\spar\san|once\sa\syear)\s?(?=[:=,])"
        r"|(?<!brut )annuel(?:le)?s?\b|à\sl'ann[ée]e\b|\byearly\b|annual\s(?:plan|fee|price|subscription|licen[cs]e"
        r"|maintenance|contract)|par\san\s?(?=[:=])|per\syear\s?(?=[:=])",
    ),
    (
        "project",
        (
            r"(?:forfaits?|packs?|packages?|bundles?|carnets?|cartes?)\s(?:de\s|of\s)?(?!1\s)\d{1,3}[\s-]?(?:h\b"
            r"|heures?"
            r"|hours?|hrs?|s[ée]ances?|sessions?|lessons?|cours|jours?|j\b|days?)(?!\s?(?:/|par|a|per)\s?(?:mois|month"
            r"|sem|week))|\d{1,3}[\s-](?:hour|day|session)\s(?:packs?|packages?|bundles?)\b"
            r"|forfaits?(?:aire)?\b|\bpacks?\b|packages?\b"
            r"|\bdevis\b|\btotal\b|proposition\b|montant\b|fixed(?:\s(?:price|fee))?\b|flat(?:\s(?:fee|rate))?\b"
            r"|lump\ssum|cl[ée]\sen\smain|tranche\b|option\s\w+\b|enveloppe\b|pour\s(?:le\sprojet|l'ensemble|le\stout"
            r"|tout)\b|prix\s(?:fixe|global)|budgets?\b[^:\n€$£]{0,30}(?=:)"
        ),
    ),
    ("rate", r"tarifs?\b|rates?\b|taux\b"),
    (
        "generic",
        r"\bpu\b|\bprix\b|\bprices?\b|pricing\b|\bfactur\w{0,6}|\bcharges?\b|\bcompte[rz]\b|\bco[ûu]t\w{0,5}|\bcosts?\b"
        r"|\bfees?\b|\bquotes?\b|honoraires\b|(?:je|on|nous|moi je)\s(?:prends?|prenons|demand\w{1,4}|suis|est"
        r"|sommes|pars|propos\w{1,4}|chiffr\w{1,4}|vous\sfais|fais|vends|tourne|serai\w{0,2}|sera|serions|sommes"
        r"|seront)\b"
        r"|\bj'?suis\b|\basking\b|\bestim\w{1,9}|\bchiffr\w{1,5}|(?:ça|cela)\s(?:vous\s|te\s)?(?:fait|fera|ferait"
        r"|coûte\w{0,4})|ce\ssera|\bdo\sit\sfor\b|\bfor\slike\b|ordre\sde\sgrandeur|i(?:'d| would)?\s(?:ask|want"
        r"|need|take|bill)\b|i'm\s(?:at|on)\b|fourchette\b|budget\s(?:à\spr[ée]voir|estim[ée]|indicatif)"
        r"|\bbudg[ée]te[rz]\b|premier\sprix\b|\bpr(?=\s*\Z)"
        r"|(?:je|on)\s(?:dira\w{1,3}|partira\w{1,3}\s(?:sur|à))|\bdisons\b|pour\s(?:moi|[çc]a|cela"
        r"|le\stout)\s(?:c'est|ce\sserait)"
        r"|(?:ce|on|je)\sserai\w{1,2}\b|(?:let's|i'd|i\swould|i'll)\ssay\b|\bestimate\b"
        r"|descend\w{0,2}\s(?:jusqu'?)?à|baisse\w{0,2}\sà",
    ),
)
LABEL = FirstOf(_LABEL)
HAS_LABEL = re.compile(
    r"(?<!\w)(?:tourne|prends|i'm (?:on|at)|mots?\b|words?\b|samedi|dimanche|vendredi|atelier|formation|spot"
    r"|s[ée]ance|article|traduction|illustration|voix"
    r"|mix|sites?\b|logo|boutique|refonte|montage|portrait|vid[ée]o|tjm|tmj|\btj\b|tarif|rate|taux|prix|pric"
    r"|forfait|pack|devis|total|fee|quote|factur|charge"
    r"|compte|co[ûu]t|cost|honorair|salar"
    r"|salaire|pay|mensu|month|retainer|jour|day|heure|hour|propos|demand|prend|chiffr|estim|fixed|flat|asking"
    r"|\bfor\b|\bpour\b|grandeur|fourchette|dira|parti|disons|c'est|\bsay\b|estim|enveloppe"
    r"|pu\b|tout (?:compris|inclus)|all[ -]in\b|mise en|set-?up|install|je suis|on est"
    r"|\bbill|fait|montant|budg|descendre|\bpr\b|serai|sera\b"
    r"|serions|sommes|budget|\d ?(?:j|h) ?x|it'?s\b|it is|that's|would be|will be|comes? to|[\d ]nets?\b|sinon"
    r"|otherwise"
    r"|\d (?:more|extra|additional|en plus|de plus|on top)\b|na \d|m'aligne|ballpark|\b(?:la|le|the) \w{3,16} \d)"
)
# "Je vous fais la migration complète pour 9 500": read where no label stands nearer.
DO_IT_FOR = re.compile(
    r"\b(?:fais|fait|faire|ferais|ferai|refaire|refais|refonte|livr\w{1,5}|do|build|deliver|redo|make)"
    r"(?! (?:un|an?) (?:petit |small )?(?:effort|geste|prix|price|deal|discount))(?:\s\w{1,12}){0,4}\s(?:pour|for"
    r"|à|a|at|pr)\s{0,2}\Z"
)
# What may stand between a label and a bare number for the number to be the price.
LABEL_GAP = re.compile(
    r"(?:'s)?[\s:=~()>*|;→-]*(?:(?:est|is|are|of|de|d'|à|a|at|ht|htva|ttc|autour|environ|env\.?|about|around|from"
    r"|max\.?|min\.?|moyen|actuel(?:lement)?"
    r"|souhait[ée]|indicatif|habituel|entre|between|sur|se situe|currently|les|fix[ée]|commence|d[ée]marre"
    r"|starts?|partir|n[ée]gociable|negotiable|standard"
    r"|you|me|my|in|for|like|pour|just|jour|day|journalier|moi|20\d\d|l'ordre|roughly|approx\.?|serait|mini|maxi"
    r"|minimum|maximum"
    r"|would be|plut[ôo]t|en|x|×|freelance|only|will be|compris|d[èe]s|the|rate|tarif|ai mis|en ce moment"
    r"|, (?:autour|environ|about|around|soit|dans)|c'est|it's|annonc[ée]|euros?|€|dans|peu|pr[èe]s|vers|aux"
    r"|alentours|say|autant|sera|grosso|modo|tout rond|rond|ferme|global|net|unique|sp[ée]cial|d'ami|facile\w{0,4})"
    r"[\s:=~()>*|;→-]*){0,6}\Z"
)
# A day or hour label may speak over a few more words: "TJM pour ce type de mission 480".
RATE_GAP = re.compile(r"(?:'s)?(?:[\s:=~(>*-]{1,3}[^\s\d,.;!?€$£]{1,15}){0,5}\)?[\s:=~(>*-]{0,3}\Z")
