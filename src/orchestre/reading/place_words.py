"""The words around a name that tell whether the author works there: what speaks for it, what speaks against it.

Patterns run on folded text (no accents, lower case); those that end with `$` look back from the name.
"""

import re

from orchestre.reading.openings import Openings, split

_A = r"(?:a|au|aux|en|sur|dans(?: l[ae'])?|pres d[eu']|du cote d[eu']|vers|autour d[eu'])"
TRADE_WORD = (
    r"\w*(?:eurs?|euses?|istes?|aires?|ienne?s?|ants?|antes?|ables?|tectes?|graphes?|graphiste|vocate?s?|"
    r"ectrices?|atrices?|"
    r"itrices?|itrice|actrices?|pert[es]*|easte|indep\w*|freelances?|free-lance|studios?|agences?|cabinets?|"
    r"ateliers?|equipes?|"
    r"boutique|bureaux?|locaux|entreprise|societe|sarl|dev|devs|ingenieure?s?|chef|cheffe|collectif|cooperative|"
    r"scop|imprimerie|"
    r"complementaire|mission|poste|siege|domicile|office|home)"
)
_CUES = (
    r"\b(?:base|basee|bases|basees|installe|installee|installes|installees|situe|situee|localise|localisee|implante|"
    r"implantee|implantes|domicilie|domiciliee|etabli|etablie|residant|vivant|habitant)"
    r"(?:\(e\)|\.e)?(?:\(?s\)?)?\s*(?:moi |actuellement |pour l'instant )?" + _A + r"?|"
    r"\b(?:habite|vis|reside|travaille|bosse|opere|exerce|rayonne|tourne|bureaux?|locaux|atelier|agence|studio|"
    r"cabinet|equipe|"
    r"siege)(?: (?:actuellement |principalement |surtout |essentiellement )?" + _A + r"(?!\w)| depuis)|"
    r"\b(?:je|on|j'|nous) (?:couvre|couvrons|dessers|bouge|tourne|rayonne|intervenons|intervien[st])(?: \w+ment)?(?: "
    + _A
    + r"| tout[e]? l[ea']?)?|"
    r"\b(?:ville|localisation|lieu|adresse|region|secteur|zone(?: d'intervention)?|location|based|city|town|"
    r"country|pays|localite|"
    r"departement|residence|place|canton|commune|province|etat|mobilite|mobile|lives?|from|where|city/town|"
    r"hometown)\s*[:;=|]|"
    r"\b(?:secteur|cote|coin de|coin d'|zone|quartier)|"
    r"\b(?:je suis|suis|on est|nous sommes|elle est|il est|ils sont|elles sont)(?: egalement| tous| aussi|"
    r" de)? (?:sur|a|au|"
    r"aux|en|dans|pres de|du cote de|de|du)|"
    r"\b(?:je viens d[eu']|depuis|sur site a|presentiel a|deplacements? (?:possibles? )?(?:sur|a|en)|"
    r"me deplace (?:sur|a|en|dans)|"
    r"mobile (?:sur|a|en|dans)|se deplace (?:sur|a|en|dans)|intervien\w* (?:sur|a|en|dans)|interventions? (?:sur|"
    r"a|en|dans)|"
    r"region d[eu']|autour d[eu']|alentours d[eu']|pres d[eu']|du cote d[eu']|a cote d[eu']|aux portes d[eu']|"
    r"non loin d[eu']|"
    r"(?:freelance|independante?|dev|developpeuse?r?|graphiste|consultante?|redact\w+) (?:sur|de|du))|"
    r"\b(?:based|located|living|residing|working|headquartered|established|operating|currently|now|remotely|"
    r"hailing)(?: out)?"
    r"(?: (?:in|at|near|from|of|around|outside))|"
    r"\b(?:live|reside|work|operate) (?:in|from|near|out of|around)|\b(?:i'?m|am|we're|are) (?:in|from|near|"
    r"over in|out in|up in|"
    r"down in|based in|outside)|\boffices? in|\bon ?site in|\bhere in|\bremote (?:from|in)|\bout of|"
    r"\b(?:agency|studio|team|dev|developer|designer|freelancer|engineer|writer|editor|consultant|translator|"
    r"photographer|person|"
    r"shop|duo|couple|collective|contractor|specialist|guy|girl|man|woman|native) (?:in|from|near|out of|of)"
)
_BEFORE_NAME = r"\s*(?:rural |central |greater |sunny |rainy |le grand |l[ae]s? |l')?$"
CUE = Openings(("cue", f"(?:{cue}){_BEFORE_NAME}") for cue in split(_CUES))
AFTER_TRADE = re.compile(
    rf"(?:^|\b){TRADE_WORD}(?: \([^)\n]{{1,20}}\))?,? (?:independante?s? )?(?:a|au|aux|pres de|in|near) $"
)
TRADE_ENDS = (" a ", " au ", " aux ", " pres de ", " in ", " near ")
"""How the words of `AFTER_TRADE` end."""
AT = re.compile(
    r"\b(?:a |in |near |pres de |depuis |from |vers |dans (?:le |la |l'|l[ae]s )|travel(?:ling)? from |"
    r"au depart de )$"
)
PREPOSITION = re.compile(
    r"(?:\b(?:a|au|aux|en|sur|in|from|near|vers|depuis|de|dans le|dans la|dans l'|pres de)\s*|[(|/\-–,;•📍🏠🌍:]\s*|^)$"
)
PIN = re.compile(r"(?:📍|🏠|🏡|🌍|🌎|🌏|📌|🗺️?)\s*$")
_ORGS = (
    r"(?:clients?|clientele|customers?|prospects?|projets?|projects?|boutiques|magasins?|entreprises|pme|marques?|"
    r"brands?|startups?|start-ups|firms?|"
    r"societes|collectivites?|associations?|companies|groups?|gyms?|hospitals?|hopita\w+|restaurants?|hotels?|"
    r"stores?|banks?|banque|"
    r"charit(?:y|ies)|chains?|museum|jobs?|factory|usine|universite|university|universitaire|ecole|school|college|"
    r"iut|bts|"
    r"master|licence|diplome|diplomee|degree|graduated|etudes|etudie|studied|formee? a|ne a|nee a|born|origine|"
    r"originaire|"
    r"grew up|ancien\w*|ex|former\w*|previously|first|chez|stage|internship|worked (?:in|for|at|with)|"
    r"travaille (?:pour|chez|avec)|"
    r"salon|conference|event|evenement|livraison|expedition|ventes?|marche|market|shipping|export|vacances|"
    r"holidays?|mairie|"
    r"ville de|metropole de|chambre|cci|musee|consulting for|cour d'appel|tribunal|registered|incorporated|frais|"
    r"monte|montons|"
    r"passe|passage|venir|viens|aller|descends|pars|partir|voyages?|trips?|visit|visiting|fly|travel|move|moving|"
    r"relocat\w+|"
    r"reunions?|rendez-vous|rdv|tournage|chantier|referen\w+|meetup|wedding|mariage|comedienne|talk|nurses|hourly|"
    r"launched)"
)
_OTHERS = (
    r"\b" + _ORGS + r" "
    r"(?:[\w'-]+ ){0,2}?(?:a|au|aux|en|de|du|des|d'|in|from|of|at|for|to|sur|across|the|l'|la|le)?\s*|"
    r"\b(?:partout en|dans toute la|toute la|all over|throughout|anywhere in|outside|hors de|hors|not in|pas (?:a|"
    r"sur|en|"
    r"de)|loin de|across|amazon|google|made in|droit|loi|marche en|air|radio|stats|business|orange|engie|"
    r"my \w+ is from|"
    r"want me in|avez besoin a)\s*(?:the |la |l')?|"
    r"\b(?:beng|bsc|msc|phd|mba|meng|univ\w*|diplom\w*|alumn\w*|master \w+)[^\n;|]{0,12}[(, ]|"
    r"\b(?:b\.? ?a|m\.? ?a|b\.? ?sc|m\.? ?sc|b\.? ?ed|ll\.? ?[bm]|b\.?f\.?a|m\.?f\.?a|hnd|hnc|pgce|dut|but|deug"
    r"|dea|dess|dnsep|dsaa|cap|ba|ma|licence|doctorat|deust)\.? "
    r"(?:(?:hons|a|de|at|from|\(hons\))[ ,]{1,2})?|"
    r"\b(?:rcs|r\.c\.s\.?|greffe(?: du tribunal)?|siren|rm|capital) (?:de |d'|a )?|"
    r"\b(?:j'ai|j'avais|i've|i have|i|nous avons|on a|ayant|puis|apres avoir)(?: \w+ment| deja| also| previously"
    r"| once)? "
    r"(?:travaille|vecu|habite|bosse|exerce|officie|passe \w+ (?:ans|mois|annees)|worked|lived|spent \w+ (?:years"
    r"|months)|grown up|grew up|studied|trained|qualified)"
    r"(?: (?:longtemps|un temps|pendant|for|\w+ (?:ans|mois|years|months)|\w+)){0,3} (?:a|au|aux|en|in|at|near|sur) |"
    r"\bused to (?:live|work|be based|teach|study) (?:in|near|at|out of) |"
    r"\b(?:off to|back from|flying to|trip to|over to|au-dela de|au dela de|beyond|further than|plus loin que"
    r"|retour de|revenue? de|rentree? de|"
    r"j'arrive de|arrive de|descends a|monte a|monter a|je passe (?:a|par|sur)|de passage a|retraitee? de) |"
    r"\b(?:your|votre|vos|ton|tes|leur|leurs|their|his|her) (?:[\w'-]+ ){1,3}(?:in|a|au|de|d'|at|near|from|du) ?|"
    r"(?:\b(?:pour|avec|chez|for|with|to|of|by|and|et|comme)|,|\bd'|\bl'|\bd' )(?: ?)(?:un|une|a|an|deux|trois"
    r"|quatre|two|three|four|plusieurs|several|"
    r"quelques|some|des|the) (?!(?:freelance|independant|studio|petit|petite|small|designer|developer|team|equipe"
    r"|agence|agency|rayon|radius|missions?|projets?|chantiers?|interventions?|prestations?|seances?|cours|days?"
    r"|jours?)\b)"
    r"(?:[\w'-]+ ){1,3}?(?:de |d'|du |in |from |near |of |a |au )(?:la |le |l')?|"
    r"\b(?:maitre|mme|dr|mr|mrs|ms|me) [\w-]{2,20},? (?:a|in) |"
    r"\b(?:pour|for|chez|client\w*|referen\w+)\b[^.\n]{0,45}\(|"
    r"\b(?:clients?|clientele|customers?|marches|markets?|references?) ?: ?[^.\n]{0,40}|"
    r"\b(?:relocat\w+|willing to move)\b[^\n|.]{0,45}"
)
NOT_MINE = Openings(("other", f"(?:{other})$") for other in split(_OTHERS))
MINE_AFTER = re.compile(
    r"-?,?\s?(?:(?:et|ou|pis|puis|&|\+|and|or) (?:(?:les |ses |ces |its |the |toute? l[ae] |dans les |sa |son )?"
    r"(?:autour|alentours?|environs|region|peripherie|agglo\w*|couronne|banlieue|around|surround\w*|nearby"
    r"|outskirts|villages?|"
    r"\d{1,3} ?(?:km|miles))\b)|area\b(?! of)|side\b|et environ\b)"
)
TRAVELS = re.compile(
    r"\b(?:travel(?:ling)? (?:is )?from|travel charged from|mileage from|au depart de"
    r"|frais (?:kilometriques? )?(?:depuis|au depart de)|deplacements? (?:comptes? )?depuis"
    r"|(?:can|could|happy to|willing to|able to|will|free to|glad to|i|we) travel (?:in)?to|livraison (?:offerte"
    r"|gratuite|possible|incluse|comprise) (?:a|sur|dans|en)"
    r"|free (?:delivery|collection) (?:in|across|within|around|to)|delivery (?:within|across|in)"
    r"|livre gratuitement (?:a|sur|dans)"
    r"|possible (?:a|sur)|(?:en )?presentiel (?:a|sur|dans|en)|sur site (?:a|dans|en)) (?:l[ae] |les |l')?$"
)
"""How far the author goes, or from where he counts the way: his, whatever the words say that tell of travel."""
EVERYWHERE = re.compile(
    r"(?:^|[.!?\n] ?|, ?)(?:dispo\w* |j'interviens |deplacements? )?(?:partout|n'importe ou) (?:en"
    r"|dans) (?:l[ae] |l')?$"
)
NAMED_SO = re.compile(
    r"\b(?:i'm|i am|my name is|my name's|name is|je m'appelle|me nomme|moi c'est|moi|c'est|prenom :?|associee?"
    r"|collegue|consoeur|confrere|bonjour,?|hello,?|hi,?|mon nom est"
    r"|partner|colleague|wife|husband|femme|mari|soeur|frere|fille|fils|cousine?) $"
)
"""What stands before the name of a person: "I'm Austin", "mon associé Paris"."""
PERSON_AFTER = re.compile(r"(?:,? (?:a l'appareil|here\b|speaking\b|a son compte|de son prenom|s'en occupe|et moi\b))")
BASED_AFTER = re.compile(r"[- ]based\b(?! (?:clients?|compan|startups?|brands?|firms?|customers?|agenc))")
NEVER_AFTER = re.compile(
    r"\s?(?:university|school|business school|habitat|metropole numerique|basket|fc\b|is not|times\b|meetup|"
    r"conference|festival|"
    r"summit|airport|marathon|clients?|clientele|customers?|compan(?:y|ies)|startups?|start-ups|brands?|markets?|"
    r"hours?|"
    r"time ?zones?|time\b|dollars?|law\b|native|audience|based (?:clients|compan|startup|brand|firm|customer)|"
    r"citizen|visa|"
    r"gaap|tax|vat|shift|working hours|business hours|overlap|bank\b|stores?\b|no\.|standards?|spelling|english|"
    r"team\b|leads?\b|\$|"
    r"travail\b|competences|inter\b(?! )|bleu\b|culture\b(?! )|televisions?\b|[2-5]\b(?= ?[(,.)]| ans| en )"
    r"|connect\b|relance|num\b|active\b)"
)
REMOTE_AFTER = re.compile(
    r"\s?(?:ou|or|et|and|/|\+|&|,|\||·|-|–)\s?(?:en |a |par |via |full |fully |in |100 ?% )?"
    r"(?:visio\w*|zoom\b|remote|distance|distanciel|teletravail|telesecretariat|online\b|"
    r"en ligne|hybrid\w*|wfh\b|video call)"
)
"""A town told beside a way to work from afar ("Nancy ou visio") is the author's."""
MY_FIRM = re.compile(
    r"\b(?:we're|we are|i'm|i am|i run|we run|our|my|nous sommes|je suis|on est|notre|mon|ma|je dirige|je tiens)\b "
    r"(?:(?!client|customer|for\b|pour\b|chez\b|with\b|avec\b|diplom|forme|ancien|passe|"
    r"sorti|issu|former|ex\b|previous|last\b|first\b|old\b|dernier|premier|stage|dans\b|"
    r"worked|visit|at\b)[\w'&-]+ ){0,5}?"
    r"(?:firm|company|agency|practice|shop|business|chain|startup|start-up|school|restaurant|"
    r"hotel|store|group|charity|entreprise|pme|"
    r"societe|association|boutique|magasin|usine|ecole|etudiante?|student|master|licence|"
    r"bts|universite|university|stagiaire|apprentie?|collectif)s?"
    r"(?: (?!for\b|pour\b|chez\b|client)[\w'&-]+){0,3}? (?:in|a|au|de|d'|near|from|of|at) ?$"
)
"""The author's own firm or school, whose words else tell somebody else's place."""
SERVED = re.compile(
    r"\b(?:i|we|je|nous|on|j') ?(?:also |only |mostly |me |nous |can )?(?:cover|serve|"
    r"work|travel|do|deliver|provide|teach|train|install|"
    r"repair|fit|accompagne|accompagnons|intervien\w+|couvre|couvrons|livre|livrons|"
    r"depanne|depannons|forme|formons|propose|proposons|travaille|"
    r"deplace|deplacons|donne|installe|installons|pose|photographie)\b(?![^.\n;]{0,80}\b(?:clients?|"
    r"customers?|worked|users?)\b)[^.\n;]{0,80}"
    r"\b(?:across|throughout|anywhere in|all over|around|partout en|partout dans|tout|toute)(?: the| la| le| l')? ?$"
)
"""Where the author serves: "we provide audits for small businesses across Scotland"."""
STREET = re.compile(
    r"\b(?:chaussee|rue|avenue|av\.|bd|boulevard|route|place|quai|chemin|faubourg|cours|"
    r"impasse|allee) (?:de |d'|du |des |de la |de l')+ ?$"
)
LINKED = re.compile(
    r"\s?(?:,|/|&|\+|;|-|•|\||et|and|ou|or|puis)?\s?(?:(?:a|en|au|aux|in|de|du|sur|the|la|le|l'|d') ?)?"
)
NAMED_FIELD = re.compile(
    r"(?:^|\n|[|•] ?)[ \t>*•📍-]*(?:ville|localisation|lieu|location|city|town|localite|base|region|pays|country|"
    r"departement|based(?: in)?|canton|commune|province|adresse|secteur|zone(?: d'intervention)?|city/town|"
    r"ou)\**\s*[:;=]\**\s*"
    r"(?P<value>[^\n;|]{2,60})"
)
STRONG_CUE = re.compile(
    r"(?:"
    r"\b(?:basee?s?|installee?s?|situee?s?|localisee?s?|implantee?s?|domiciliee?|habite|residant|vivant|reside|"
    r"etablie?|"
    r"bureaux|locaux|atelier|siege|cabinet|studio)(?:\(e\))?(?:\(s\))? (?:a|au|aux|sur|pres de|vers|du cote de|"
    r"dans le|en) |"
    r"\b(?:based|located|living|offices?|studio|headquartered) (?:in|near|at|out of) |\bi (?:live|am based|"
    r"work) (?:in|near|from) |"
    r"\b(?:i'm|i am|we're|we are|currently|now) (?:in|from|near) (?!the |a |an |my |your )|\bremote from |"
    r"\b(?:je suis|nous sommes|on est|elle est|il est) (?:a|sur|de|du cote de|pres de|vers) |\b(?:je )?(?:vis|"
    r"habite|viens|bosse|"
    r"travaille) (?:a|de|depuis|pres de|sur|vers) |"
    r"\b(?:pres de|a cote de|autour de|du cote de|alentours de|region de|coin de|secteur|non loin de|aux portes de) |"
    r"(?:📍|📌|🏠) ?"
    r")$"
)
DEPARTMENTS = re.compile(
    r"(?:\b(?:dans le|sur le|dept?\.?|dpt\.?|departement|du|le|au)\s?:?\s|\()(?P<numbers>(?:0[1-9]|[1-8]\d|9[0-5]"
    r"|9-[1-5](?!\d)|"
    r"2[ab]|97[1-6])"
    r"(?:\s?[/,-]\s?(?:0[1-9]|[1-8]\d|9[0-5]))*)(?=\s*(?:[.,;)\n!|]|$|et\b|ou\b|pour\b|et alentours))"
)
DEPARTMENT_CUE = re.compile(
    r"\b(?:suis|habite|base\w*|dans le|sur le|dept?|dpt|departement|secteur|bosse|travaille|deplace|bouge|"
    r"intervien\w+|vis|alentours|"
    r"coin|installe\w*|situe\w*)\b[^.\n]{0,18}$"
)
