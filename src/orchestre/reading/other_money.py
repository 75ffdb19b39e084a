"""The rules that put money aside: each is named, and says which words before or after the amount give it away."""

from typing import NamedTuple

from orchestre.reading.openings import alternatives

# A word between the giving-away words and the amount; "je", "we", "TJM" begin something else.
_WORD = (
    r"[\s:(=~>-]{1,3}(?!(?:je|i|nous|we|moi|tjm|tarif|rate)\b|\+)"
    r"(?:20\d\d|[^\s,.;:!?€$£()\d\u2600-\u27bf\U0001f300-\U0001faff]{1,18})"
)
# A word of a subject, none that makes it passive or its own price: "the role is paid 15", "la journée est à".
_NO_VERB = r"(?!(?:is|are|was|were|be|being|gets?|well|est|sont|sera|[ée]tait|rate|price|fee|tarif|prix|tjm)\b)"
_MOVED = r"(?:\s[^\s,.;:!?€$£\d]{1,18}){0,7} (?:de|from)\s{1,2}"
_FROM_TO = r"[€$£]?\d[\d\s.,']{0,9}(?:k|m|€)?\s?(?:[àa]|to|down to|up to)\s{1,2}"
_TO_AMOUNT = r"[\s:(=~>-]{0,4}\Z"
_DE = (
    r"\+?\s{0,2}(?:ht|ttc|net|hors taxes)?[\s/]{0,2}(?:par (?:an|mois)|/ ?(?:mois|an)|a year|a month"
    r"|per (?:month|year)|annuels?|mensuels?|/mo(?:nth)?)?\s{0,2}"
)


# Products the buyer pays to somebody else.
TOOLS = (
    "shopify|hubspot|prestashop|wordpress|odoo|salesforce|klaviyo|mailchimp|brevo|zapier|make|notion|airtable"
    "|openai|chatgpt|"
    "l'api|api|semrush|ahrefs|webflow|wix|ovh|o2switch|infomaniak|google|canva|adobe|figma|stripe|apple"
    "|squarespace|square|godaddy|ionos|hostinger|etsy|zoom|dropbox|netflix|spotify|trello|slack|calendly"
    "|play store|microsoft|office|pipedrive|sellsy|pennylane"
)


class Rule(NamedTuple):
    """`reach` words may stand between `before` and the amount, never over a comma or the end of a sentence; with
    None, `before` itself says where the amount stands."""

    name: str
    reach: int | None
    before: str | None
    after: str | None

    def patterns(self) -> list[str]:
        """Each alternative of `before` with its reach, for words that end at the amount."""
        if self.before is None:
            return []
        if self.reach is None:
            return [self.before]
        reach = f"(?:{_WORD}){{0,{self.reach}}}{_TO_AMOUNT}"
        return [f"(?:{part}){reach}" for part in alternatives(self.before)]


RULES: tuple[Rule, ...] = (
    Rule(
        "turnover",
        4,
        (
            r"(?:\bca\b(?<!fais ca)(?<!fait ca)(?<!faire ca)(?<!ferai ca)(?<!faisons ca)"
            r"(?! (?:vous|te|me|nous|co[ûu]t|f[ae]|revien|serai|sera|va|d[ée]pend|d[ée]marr|commenc|part"
            r"|tourne))|chiffres? d'affaires?|turnover|revenus?|revenues?|total[_ ]earnings?|\barr\b|\bmrr\b|\bgmv\b"
            r"|volume d'affaires"
            r"|panier moyen|average (?:basket|order|cart)(?: value| size)?|\baov\b|encaiss\w+|marge (?:brute|nette))"
        ),
        (
            rf"{_DE}(?:de |d'|en |of |in )?(?:\bca\b(?! (?:g[ée]n[ée]r[ée] par nos|apport))|chiffres? d'affaires?"
            rf"|turnover|revenues?\b|arr\b|mrr\b|gmv\b|ventes?\b|sales\b|volume d'affaires|de commandes|encaiss"
            rf"|average (?:spend|basket|order|ticket)|(?:de )?panier moyen)"
        ),
    ),
    Rule(
        "earned",
        4,
        r"(?:\b(?:ai|a|avons|avez|ont|avait|avais) (?:\w{3,9} )?(?:touch[ée]|empoch[ée]|per[çc]u)"
        r"|\bpocketed|\bnetted|\bgrossed|\bg[ée]n[ée]r[ée]\w{0,2}|\bgagn[ée]\w{0,2}|\bgagnez|\bgagner|\bearn(?:ed|ing|s)?|\bmade|\bmaking"
        r"|\bgenerated|\bsaved|\bsaving|[ée]conomis[ée]\w{0,3}|\bfait gagner|\brapport[ée]\w{0,3}|\bvendu\w{0,2}"
        r"|\bsold|\brecouvr[ée]\w{0,2}|\br[ée]cup[ée]r[ée]\w{0,2}|\bd[ée]pens[ée]\w{0,2}|\bspent"
        r"|\bperdu\w{0,2}|\blost|(?:pass[ée]e?s?|fait passer|passant|went) (?:de|from)|grew|scaled?|(?<!ce )qui (?:fait"
        r"|font|faisait|tourne|g[ée]n[èe]re)|that (?:makes?|does|made)|faisant)",
        (
            rf"{_DE}(?:(?:in|of|de) (?:new |nouveaux? )?(?:business|contrats?|deals?\b|commandes)|(?:total |in "
            rf"|lifetime )?earn(?:ed|ings)|d'[ée]conomies?|de gains?|d'abonnements|en \d|earned"
            rf"|saved|gagn[ée]s|g[ée]n[ée]r[ée]s|[ée]conomis[ée]s|vendus|r[ée]colt[ée]s|in savings|de marge"
            rf"|de b[ée]n[ée]fice|of profit|de pertes?)"
        ),
    ),
    Rule(
        "funding",
        4,
        (
            r"(?:winner of|\bwon|prizes?|scholarships?|bourse|bounty|patreon|sponsor(?:s|ship)?|donat\w{1,4}"
            r"|lev[ée]e?s?\b|levons|lever\b|raised?|raising|funding|seed|série [ab]|series [ab]|subventions?"
            r"|financ\w{2,7}|aides?|prêts?|pr[êe]ts?|emprunt\w*|loans?|grants?|cr[ée]dits?|ch[èe]ques?"
            r"|rembours\w{1,5}|prises? en charge|\bcpf|opco|imp[ôo]ts?)"
        ),
        (
            rf"{_DE}(?:de fonds|lev[ée]s|de subventions?|de financement|(?:in )?funding|grants?\b|subsid(?:y|ies)"
            rf"|de pr[êe]t|(?:\w{{3,12}} )?(?:prizes?|awards?|scholarships?|bourse)|d'aides?|de cr[ée]dits?"
            rf"|pris(?:e|es)? en charge|rembours\w{{1,4}}|financ[ée]\w{{0,2}}"
            rf"|raised|of funding|(?:pre-)?seed\b|series [a-e]\b|rounds?\b|back\b(?![ -]?(?:end|office|to))"
            rf"|valuation)"
        ),
    ),
    Rule("capital", 4, r"capital(?: social)?(?: variable)?", r"\s{0,2}de capital"),
    Rule(
        "budget_managed",
        4,
        (
            r"(?:p&l|budgets? (?:client"
            r"|m[ée]dias?|pub\w*|ads?|google|meta|annuels?|mensuels?|de|d'|moyens?|g[ée]r[ée]s?"
            r"|up|of)|(?:ad|media|ads) (?:spend|budget)|ad ?spend|(?:g[èe]re|g[ée]rons|g[ée]r[ée]|managed?|managing"
            r"|process(?:ing|es|ed)|trait(?:e|ant|ons|ait)\b|pilot[ée]\w?|pilote|look after|handled?|investis?"
            r"|inject[ée]\w?|oversee|supervis[ée]\w?))"
        ),
        (
            rf"{_DE}(?:of |de |d'|in |on )?(?:(?:ad|ads|media|monthly|annual) ?(?:spend|budget)|spend\b|budgets?\b"
            rf"|investi\w*|d[ée]penses?|d'ench[èe]res|achat d'espace|media\b|m[ée]dias?\b|g[ée]r[ée]s?\b|managed\b"
            rf"|budget|(?:transport|travel|marketing|training|production|events?|advertising|communications?"
            rf"|purchasing|maintenance|operating|programme?|department|team|clothing) budgets?\b)"
        ),
    ),
    Rule("deal", 0, r"\b(?:contracts?|deals?|contrats?) (?:from|of|de|worth|entre|between)", None),
    Rule(
        "client_budget",
        4,
        (
            r"(?:(?:votre|ton|leur|your|their|le|the|ce|this|du|un|quel|max|du client) (?:budget|enveloppe)"
            r"|(?<!proposed )(?<!suggested )\bbudgets?(?! (?:propos[ée]|que je propose"
            r"|conseill[ée]|estim[ée]))(?![^:\n]{0,30}:\s{0,2}\Z)"
            r"|votre (?:fourchette|plafond|limite)|(?<!que )(?<!si )vous (?:avez"
            r"|annoncez|parlez|indiquez|mettez|proposez|disiez|demandez)|you (?:mentioned|said|posted|listed|have"
            r"|offer|quoted))(?! (?:[àa] pr[ée]voir|estim|n[ée]cessaire|conseill|indicatif|pour cette presta))"
        ),
        (
            r"\s{0,2}(?:ht |ttc )?(?:annonc[ée]s?|pr[ée]vus? (?:dans|chez|de votre)|(?:que )?vous (?:annoncez|avez"
            r"|pr[ée]voyez|indiquez|proposez|mettez)|de budget|(?:that )?you (?:mentioned|posted|listed|offer)"
            r"|budget)"
        ),
    ),
    Rule(
        "somebody_else",
        4,
        r"(?:\b(?<!consultants )(?<!formateurs )(?:prennent|demandent|facturent|r[ée]clament|font payer|veulent)\b"
        r"|\b(?:pros?|folks|freelancers?|guys|most|some|lads|everyone|everybody|companies|firms|shops?|salons?|garages?)"
        r" (?:\w{2,8} )?(?:charge|ask|want|take|bill|quote)s?\b|devis (?:d'un|d'une|du|de (?:votre|mon|ma|la"
        r"|l'autre|un))\s?(?:confr[èe]re|coll[èe]gue|autre"
        r"|concurrent|agence"
        r"|prestataire|voisin)\w{0,2}|que vous citez|(?:clients?|customers?|boss|employer|patron) (?:spend|invest"
        r"|d[ée]pensent|investissent|mettent|paid|pays|gave|a pay[ée]|payait|m'a pay[ée]|me payait)|(?:dont"
        r"|whose) (?:l'offre|le devis|the|bid|offer)|offre (?:retenue"
        r"|gagnante)|winning (?:bid|offer)|awarded (?:to|for)|attribu[ée]e?s? (?:[àa]|pour)"
        r"|\b(?:drop(?!-)|dropping|shell out|fork out|cough up|blow|splash|claquer|l[âa]cher|raquer)|concurren\w{1,4}"
        r"|certains|d'autres|les autres|\bautres agences|\bothers?|competitors?"
        r"|\bpeople (?:who |that |do |will )?(?:ask|charg|want|pay|sell|quot|take|offer)\w*|(?:les"
        r"|des) agences|agenc(?:y|ies)(?: \w{1,12}){0,3} (?:charg(?=ing)|charge|ask|quote|want|take)\w*|ceux qui"
        r"|celui qui"
        r"|those who|anyone who|\b(?:il|elle|ils|elles|he|she|they|on m'a|on lui|on leur|on vous(?= (?:a|avait"
        r"|demande|prend|vend|fait payer)\b)) (?:a |ont "
        r"|avait |aurait |has |had )?(?:prend|prennent|demand\w+|factur\w+|vend\w*|charg\w+|ask\w*|quot\w+"
        r"|fait pay\w+|a fait|l'a fait|le fait|paye?\w*|paid|want\w*|nous a|nous ont|m'a|m'ont|take\w?|propos\w+"
        r"|did it|donn\w+)"
        r"|(?:l'[ée]diteur|le prestataire|un prestataire|une agence|l'agence|mon voisin|notre ancien|notre dernier"
        r"|le dernier|un ami|un pote|un coll[èe]gue|ma coll[èe]gue|mon coll[èe]gue|my colleague|a friend|somebody"
        r"|someone|the last|previous (?:agency|dev\w*|provider)|upwork|fiverr|malt|la plateforme)(?: (?!je\b"
        r"|i\b)\w{1,15}){0,3}"
        r"|(?:mon|ma|mes|(?<!de )(?<!pour )(?<!for )(?<!of )(?:ton|ta|votre)|un|une|le|la|my|your|a) (?:neveu"
        r"|beau-fr[èe]re|cousine?|fils|fille|fr[èe]re"
        r"|s(?:œ|oe)ur|gamin|stagiaire|alternant|[ée]tudiant|voisin|pote|copain|copine|nephew|cousin"
        r"|brother(?:-in-law)?"
        r"|son|daughter|kid|intern|student|buddy|neighbou?r)\b|chez nous c'[ée]tait"
        r"|(?:j'ai|on a|nous avons|i|we) (?:d[ée]j[àa] )?(?:eu|re[çc]u|got|had|received|was quoted|were quoted)"
        r" (?:des?|une?|a|an|several|deux|two)? ?(?:devis|quotes?|propositions?|offres?|offers?)"
        r"|(?:on|ils|elle|il) (?:nous|m'|m) ?(?:a|ont|avait) (?:propos[ée]|annonc[ée]|demand[ée]|fait)"
        r"|[àa] la concurrence|moyenne du march[ée]|market (?:rate|average)|le march[ée] est"
        r"|pay[ée]\w{0,3} (?:par|chez)|we paid|\b(?:i|we)(?:'ve)? (?:\w{3,8} )?(?:gave|paid|spend|spent|donated?)\b"
        r"|\b(?:mine|theirs|my (?:\w{3,12} )?(?:agency|accountant|lawyer|solicitor|plumber|builder|vet|dev|guy|hosting)"
        r"|le mien|la mienne|les miens|(?:guy|bloke|chap|lady|girl|friend|firm)s? (?:\w{1,5} ){0,3}) ?(?:wants?"
        r"|charg(?:es?|ed)|asks?(?:ed)?"
        r"|takes?|quoted|bill(?:s|ed)|prend|demande|facture)"
        r"|\b(?:bought|achet[ée]e?s?|j'ai eu|(?:on|nous) (?:l'|les )?a(?:vons)? eu|got (?:mine|ours|one))\b"
        r"|je vois (?:passer )?(?:des|plein de|trop de)|i (?:keep |often )?see(?:ing)? (?:people|folks|kids|guys|ads"
        r"|offers)"
        r"|\bje (?:\w{3,8} )?(?:donne|verse|d[ée]pense)\b(?! (?:(?:des?|mes|les|l'|un|une|du|aussi"
        r"|[ée]galement) ?){0,2}"
        r"(?:cours|le[çc]ons?|formations?|ateliers?|conf[ée]rences?|stages?|s[ée]ances?|soutien))"
        r"|(?:j'ai|nous avons|on a|on avait|ils ont) (?:pay[ée]|mis|donn[ée]|vers[ée]"
        r"|d[ée]pens[ée]|d[ée]bours[ée])|(?:chatgpt|une ia|l'ia|an ai|chat gpt) (?:\w{1,8} ){0,2}(?:fait|does"
        r"|can))",
        (
            r"\s{0,2}(?:/ ?(?:j|h|jour)\w{0,5} |par jour |de l'heure |le mot |ht )?(?:comme (?:certains|d'autres|les)"
            r"|like (?:some|others)|chez (?:les autres|la concurrence|d'autres|certains|un concurrent|vos "
            r"concurrents)"
            r"|pour (?:la n[ôo]tre|le n[ôo]tre|les n[ôo]tres)|for ours|ailleurs|elsewhere|l'an dernier|last year"
            r"|l'ann[ée]e derni[èe]re|sur fiverr|on fiverr|en agence|[àa] la concurrence|\(?licence [ée]diteur)"
        ),
    ),
    Rule(
        "paid_by_others",
        4,
        # What one paid is told in the past: "our last surveyor charged 650", "la mairie d'à côté a mis 800".
        rf"(?:(?:my|our|his|her|their|the|an?|one)(?: {_NO_VERB}[\w'-]{{2,15}}){{1,4}} (?:paid|charged|billed|quoted"
        rf"|took|asked|spent|wanted)\b"
        rf"|(?:l'|(?:mon|ma|mes|notre|nos|son|sa|leurs?|la|les?|une?|des|cet?|cette) )"
        rf"(?:{_NO_VERB}[^\s,.;:!?\d]{{1,15}} ){{1,4}}"
        rf"(?:m'|nous |lui |leur )?(?:a|ont|avait|avaient) (?:mis|pay[ée]|pris|demand[ée]|factur[ée]|vers[ée]"
        rf"|d[ée]pens[ée]|co[ûu]t[ée]|compt[ée])\b"
        rf"|(?:down the road|next door|round the corner|around the corner|d'[àa] c[ôo]t[ée]|du coin|d'en face)"
        rf"|(?:big|national|high street) (?:chains?|shops?|names?|brands?|stores?)"
        rf"|grandes? (?:enseigne|cha[îi]ne|surface)s?"
        rf"|\ben (?:boutique|magasin|concession)\b)",
        None,
    ),
    Rule(
        "moved",
        None,
        # "Ramené la facture de 18 600 à 14 900 €": a measure that changed, unless it is the author's own rate (`OWN`).
        rf"(?:(?:ramen[ée]\w{{0,2}}|r[ée]dui\w{{1,3}}|fait (?:passer|baisser|monter|grimper|tomber|chuter)|cut|brought"
        rf"|took|taken|reduced|lowered|dropped|drove|pushed|lifted|grew|grown)\b{_MOVED}(?:{_FROM_TO})?\Z"
        rf"|(?:panier moyen|ca|chiffre d'affaires|trafic|ventes|co[ûu]ts?|marge|loyer|facture|baskets?|spend"
        rf"|sales|revenues?|costs?|bills?|turnover|cp[al]|cac)\b{_MOVED}{_FROM_TO}\Z)",
        None,
    ),
    Rule(
        "deposit",
        2,
        (
            r"(?:(?:acomptes?|arrhes|avance|deposit)(?: (?:de |of )?\d{1,2} ?%)?|up-?front|[àa] la commande"
            r"|[àa] la signature|down payment|provisions?(?! (?:des?|pour) (?:syndic|charges))"
            r"|premier versement|caution|r[ée]servation)"
        ),
        (
            r"\s{0,2}(?:ht |ttc )?\)?\s?(?:d'acompte|[àa] la (?:commande|signature)|d'avance|d'arrhes|up-?front|deposit"
            r"|on (?:signing|signature|order|booking)\b|de caution|now and|le jour j)"
        ),
    ),
    Rule(
        "vat_line",
        2,
        r"(?:(?<!d[ée]claration )(?<!d[ée]clarations )(?<!d[ée]claration de )(?<!d[ée]clarations de )"
        r"\b(?:tva|vat|gst)\b(?! (?:return|filing|regist|declar|d[ée]clar))|\btps\b|\btvq\b|\btaxes?\b"
        r"|dont)(?:\s?\(?\d{1,2}(?:[.,]\d{1,3})?\s?%\)?)?",
        r"\s{0,2}(?:de |of )(?:tva|vat|gst|taxes?)\b",
    ),
    Rule(
        "insurance",
        4,
        (
            r"(?:assur\w{1,7}|\brc ?pro\w*|responsabilit[ée] civile|d[ée]cennale|garantie?s?"
            r"|couvert(?:e|s|es|ure)? (?:[àa] hauteur|jusqu'|pour des|contre|de\b)|insur\w{2,6}|liability|indemnity"
            r"|cover(?:ed)? (?:up|to|for|of)\b|coverage|sinistre|plafond)"
        ),
        (
            rf"{_DE}(?:de (?:garantie|couverture)|d'assurance|(?:of )?(?:professional |public )?(?:liability"
            rf"|indemnity"
            rf"|insurance|cover\b)|par sinistre)"
        ),
    ),
    Rule(
        "fine",
        4,
        (
            r"(?:amendes?|p[ée]nalit[ée]s?|sanctions?|\bfines?|penalt(?:y|ies)|indemnit[ée]s? forfaitaires?"
            r"|mise en demeure|r[ée]glez|sous astreinte|astreinte (?:judiciaire|de \S{1,6}\Z)|recouvrement)"
        ),
        r"\s{0,2}(?:d'amende|de p[ée]nalit|de sanction|fine\b|penalty|pour frais de recouvrement)",
    ),
    Rule(
        "perk",
        4,
        (
            r"(?:primes?|variables?|bonus|bonuses|incentives?|indemnit[ée]s?|(?:tickets?|titres?"
            r"|cartes?)[- ](?:de )?resto?\w*"
            r"|ch[èe]ques?[- ]repas"
            r"|chèques?[- ]\w{3,9}|paniers?[- ]repas|\btr\b|lunch|meal vouchers?|navigo"
            r"|(?<!de )(?<!du )(?<!le )transport|allowance"
            r"|(?:annual|yearly|office|wellness|travel|internet|remote|education|health|phone|coworking|development"
            r"|monthly wellness|book|tech|gear|setup) stipend|stipend (?:for|to) (?:home|equip|learn|your|a"
            r"|internet)\w*"
            r"|equipment|mat[ée]riel|home[- ]office|(?<!e-)learning|training budget|budget formation|gift card"
            r"|bon d'achat"
            r"|voucher|cadeau|parrainage|referral|mutuelle|equity|relocation|sign[- ]on|signing|wellness|perks?|401k"
            r"|participation|\bmatch(?:ing)?)"
        ),
        (
            r"\s{0,2}(?:/ ?\w{2,6} |par an |per year |a year |annual |de )?(?:bonus|primes?\b|stipend|allowance"
            r"|equipment|home[- ]office|learning|training|signing|sign-on|referral|de bon d'achat|voucher|wellness"
            r"|gift|(?:for|to|pour|towards) (?:your )?(?:coworking|internet|phone|home|equip\w+|lunch|meals?|gym"
            r"|books?)\b)"
        ),
    ),
    Rule(
        "worth",
        2,
        r"(?:valeur|valant|worth|valued? at|value|(?:qui|[çc]a|cela|en|le|boîte|marque|site) vaut|[ée]conomie"
        r"|[ée]conomisez|you save|save)",
        r"\s{0,2}(?:de valeur|value|offerts?(?! \d| les?\b| pendant)|worth of|de cr[ée]dit)",
    ),
    Rule(
        "discount",
        2,
        r"(?:remises?|r[ée]ductions?|rabais|discount|ristourne|d[ée]duits?|bon de)",
        r"\s{0,2}(?:ht |ttc )?(?:de (?:remise|r[ée]duction|rabais|ristourne)|off\b|discount"
        r"|(?:apr[èe]s|after) (?:r[ée]duction|cr[ée]dit|d[ée]duction|aide|avantage|tax (?:credit|relief)))",
    ),
    Rule(
        "threshold",
        None,
        (
            r"(?:au[- ]del[àa] d[e']|au[- ]dessus d[e']|sup[ée]rieure?s? [àa]|(?:si"
            r"|if) [^.;,\n]{0,25}(?:d[ée]passe|exceeds?|plus de|over|less than|moins de)|for (?:budgets?|orders?"
            r"|projects?) (?:over|under|above)|pour (?:toute|les) (?:commandes?|projets?|budgets?)[^.;,\n]{0,15}"
            r"|pas en[- ]dessous de mon)\s{0,2}\Z"
        ),
        None,
    ),
    Rule(
        "bound",
        None,
        r"(?:moins de|more than|plus de|over|under|less than|above|below|beyond|au-dessus de|en dessous de)\s{0,2}\Z",
        None,
    ),
    Rule(
        "pays",
        4,
        r"\b(?:i|we)(?: already| currently| still| only)? pay\b|\b(?:je|on|nous) (?:d[ée]j[àa] )?(?:paie|paye"
        r"|payons)\b",
        None,
    ),
    Rule(
        "theirs",
        None,
        r"\b(?:avec|for|with|de|pour|à|at|that|of|on|sur|garde[rz]?|keep) (?:vos|tes|leurs?|your|their|his"
        r"|her)\s{1,2}\Z|\b(?:vos|tes|votre|ton|your)\s{1,2}\Z|\b(?:i'm|i am|we're|we are) on the\s{1,2}\Z",
        None,
    ),
    Rule(
        "now_paid",
        3,
        r"\b(?:votre|ton|your)(?: [\w'-]{2,14}){0,2} (?:actuel(?:le)?|pr[ée]sent|current|existing|ancien(?:ne)?"
        r"|pr[ée]c[ée]dente?|previous|former|old)(?: (?![àa]\b)[\w'-]{3,14})?",
        None,
    ),
    Rule(
        "goods",
        2,
        r"\b(?:le|la|les|du|des|un|une|l'|a|an|the|that|your|their)\s?(?:pain|baguette|croissant|bi[èe]re|pinte"
        r"|caf[ée]|kilo|tomates?|essence"
        r"|loaf|bread|bloomer|pint|beer|coffee|sandwich|ticket de (?:bus|m[ée]tro)|litre|fromage|miel|egg|eggs"
        r"|cheese|milk)s?\b",
        r"\s{0,2}(?:(?:a|the|per|la|le|l'|une?)\s?(?:pint|loaf|bottle|pinte|baguette|bouteille|verre)\b"
        r"|(?:pour|for) (?:les |the )?(?:visiteurs|spectateurs|visitors|adh[ée]rents|non-adh[ée]rents|members))",
    ),
    Rule(
        "old_price",
        None,
        (
            r"(?:au lieu d[e']|instead of|(?:up|down) from|right now (?:it is|it's|it's at)|currently (?:it is"
            r"|it's)|ancien(?:nement)?(?: tarif)?(?: [àa]| de)?|j'avais (?:mis|dit|annonc[ée]"
            r"|propos[ée]|indiqu[ée])|i (?:had )?(?:said|quoted|mentioned)|initialement(?: [àa])?|was|were|vs\.?"
            r"|avant"
            r"|previously|formerly|non plus|(?<!en )(?<!de )plus [àa]|plut[ôo]t que|pas [àa]|et non)\s{0,2}(?:les "
            r"|at |de )?\Z"
        ),
        r"\s{0,2}(?:/ ?\w{1,6} |ht )?(?:avant|auparavant|before)\b(?! (?:tax|vat|noël|no[ëe]l|le|la|fin|the|end))",
    ),
    Rule(
        "refused",
        None,
        (
            r"(?:\bpas|\bnot|n'est pas|isn't|sans|jamais|never|aucun\w?|pas question de"
            r"|n'est pas une? \w{2,15} (?=à))\s{0,2}(?:les |de |d'|[àa] "
            r"|at |for |des |avec |with )?\Z"
        ),
        None,
    ),
    Rule(
        "product_price",
        2,
        (
            r"(?:(?:produits?|articles?|chaussures|v[êe]tements|bijoux|books?|livres?|abonnements?"
            r"|(?:paying )?(?:customers|subscribers|abonn[ée]s|users)(?: pay\w*)?(?: at| à)?|licen[cs]es?"
            r"|tickets?|billets?|paniers?) (?:vendus?|sold|[àa] moins|qui co[ûu]te\w{0,2}|mis en vente"
            r"|factur[ée]e?s?)|(?:customers|subscribers|abonn[ée]s|clients payants|users)(?: pay\w{0,3})?(?: at"
            r"| [àa])?|vendus?|prix (?:de vente|public|catalogue|d'achat)|retail(?: price)?|sells? for"
            r"|sold (?:for|at)|co[ûu]te\w{0,3} en magasin|licence[s]? (?:annuelle|hubspot|shopify|odoo|[ée]diteur)"
            r"|(?:hubspot|shopify|odoo|chatgpt|openai|api|semrush|klaviyo|zapier|make|notion|airtable|microsoft"
            r"|google workspace) (?:co[ûu]te|is|costs?|c'est|vous co[ûu]tera|[àa])|you(?:'re| are)? (?:charging"
            r"|selling|paying|sell)|(?<!puis )(?<!ensuite )vous (?:vendez|facturez|payez)|(?:the|your) (?:tool|app"
            r"|software|plugin|theme"
            r"|platform|hosting|domain)(?: \w{1,10})? (?:costs?|is|runs?|starts?)|(?:l'outil|le logiciel"
            r"|l'application|le plugin|le thème|la plateforme|l'h[ée]bergement) (?:\w{1,10} )?(?:co[ûu]te|est"
            r"|revient|vaut)|fabrication|stock|inventory|loyer"
            r"|rent|paniers?(?: moyens?)? (?:à|de)|vend(?:ent|ez|ons|ait) (?:\w{1,10} ){0,2})"
        ),
        r"\s{0,2}(?:l'acc[èe]s|(?:worth )?(?:of|de|d'|in)\s?(?:stock|marchandises?|goods|kit|gear|equipment"
        r"|[ée]quipement|mat[ée]riel|debts?|dettes?|assets|actifs?)\b|le kilo|/ ?kg|le m2|/ ?m2|/ ?m²|de loyer)",
    ),
    Rule(
        "travel",
        2,
        (
            r"(?:\bshipping|\bpostage|p&p|frais d'envoi|frais (?:de d[ée]placement|kilom[ée]triques|km|de bouche"
            r"|de port|fixes|de dossier)|d[ée]placements?"
            r"|travel(?: expenses| costs?)?|mileage|per diem|(?<!-)h[ôo]tel|train|expenses)"
        ),
        r"\s{0,2}(?:/ ?km|du km|par km|le km|de frais|de d[ée]placement|of expenses)",
    ),
    Rule(
        "judged",
        4,
        (
            r"m[ée]fi\w{2,4}(?:[- ]vous|[- ]toi)?|attention aux?|attention, (?:un|une) \w{2,12}|beware|personne ne"
            r"|nobody|no one"
            r"|[ée]vite[rz]|avoid|fuyez|oubliez"
        ),
        (
            r"\s{0,2}(?:ht |ttc |/ ?\w{1,6} )?"
            r"(?:pour (?:tout )?[çc]a|par jour|par mois|la refonte|(?:pour|for) (?:une?|an?|\d{1,5}"
            r"|\w{1,8}) \w{1,12})?,?\s?"
            r"(?:bon courage|good luck|= ?tu|vont |[?] (?:that's|c'est|s[ée]rieux|really)"
            r"|(?:c'est|ce sera) (?:trop|pas assez|peu|cher|donn[ée]|ridicule|une blague|abus[ée]|du vol|mort"
            r"|l[ée]ger"
            r"|juste\b|short"
            r"|beaucoup|[ée]norme|rien|chaud|impossible|irr[ée]aliste|(?:un |une )?(?:sacr[ée]e?|bon budget"
            r"|belle somme|somme))"
            r"|(?:ce n'est|c'est) pas (?:un|une|le|la|avec|cher)\b|(?:vous|tu) (?:n')?(?:aurez|auras|avez rien"
            r"|paie\w{0,2})"
            r"|that's (?:insane|too|crazy|ridiculous|cheap|nothing)|you(?:'ll| will| won't| get)\b"
            r"|is (?:too|insane|ridiculous|way|nothing|not enough|a (?:healthy|lot|joke|good budget|big)|plenty"
            r"|peanuts|low|tight)"
            r"|,?\s?(?:on pourrait|je pr[ée]f[èe]re|autant|you could|i could|j'ach[èe]te|merci bien|non merci"
            r"|no thanks|no thank you)\b"
            r"|,?\s?(?:ils (?:se sont|abusent)|faut (?:pas|arr[êe]ter)|[çc]a pique|a[ïi]e\b|ouch\b|rien que [çc]a"
            r"|quand m[êe]me|no wonder"
            r"|daylight robbery|seriously\b)"
            r"|j'apprends|je me lance|je refais (?:ma|mon)|i(?:'d| would) (?:learn|buy|retire|rather|sooner))"
        ),
    ),
    Rule(
        "cost_us",
        4,
        (
            r"(?:(?:nous|m|leur|lui|vous)['\s]?(?:a|ont|avait|aura)|\bl['\s](?:a|ont|avait|aura)|\b(?:a|ont"
            r"|avait)) (?:co[ûu]t[ée]|factur[ée]"
            r"|pris|demand[ée])\w?|(?:ours|mine|theirs|it|this|that) cost|costs? (?:us|me|them)|charged (?:us|me|them)"
            r"|(?:me|nous) co[ûu]te(?:nt)?\b"
            r"|(?:j'aurais|on aurait|nous aurions|je|i'd|i would|would have|would) (?:pay|pai|paid)\w{0,4}"
        ),
        None,
    ),
    Rule(
        "market",
        4,
        (
            r"(?:salari[ée]e?|en interne|in[- ]house|full[- ]time employee|employ[ée]e?)(?: (?:à temps plein"
            r"|en cdi))?,? (?:c'est"
            r"|co[ûu]te\w?|costs?|is|vaut|revient [àa])|(?:(?:\ble |\bau )?smic(?: horaire| mensuel)? (?:est|brut"
            r"|net|[àa]|de)|march[ée]|market|tjm moyen"
            r"|prix moyen|tarif moyen) (?:d'|des?|du|for|of|est|is|c'est)"
            r"|(?:un|ce|des|ces|ce genre de|this kind of|that kind of|a) (?:\w{3,10} )?(?:profils?|postes?|boulots?"
            r"|gens|jobs?"
            r"|prestations?)(?: comme [çc]a| pareils?| like that)?,? (?:c'est|ça vaut|is|goes for|are)"
            r"|(?:les|des|good|decent|most) (?:bons )?(?:freelances?|ind[ée]s?|ind[ée]pendants|d[ée]veloppeurs|devs?"
            r"|agences|freelancers"
            r"|developers|agencies) (?:sont|c'est|prennent|demandent|are|charge|cost|ask)"
            r"|(?:un|une|a|an|des) (?:bon |bonne |good |decent |vrai |real )?(?:d[ée]veloppeu\w{1,3}|dev|junior"
            r"|senior"
            r"|alternant\w?"
            r"|stagiaire|salari[ée]e?|cdi|developer|employee|designer|graphiste|agence"
            r"|agency)(?: \w{1,12}){0,4}? (?:factur\w{1,5}|charg\w{1,3}|prend\w{0,3}|demand\w{1,4}|co[ûu]t\w{1,4}"
            r"|gagn\w{1,3}|vaut|est pay[ée]\w?|c'est|is|[àa]|costs?|earns?"
            r"|makes?"
            r"|charges?)"
        ),
        None,
    ),
    Rule(
        "past_pay",
        2,
        (
            r"(?:(?:mission|chantier|projet|march[ée]|contrat) (?:pr[ée]c[ée]dente?|ant[ée]rieure?),? d'une? (?:montant"
            r"|valeur|budget)|(?:derni[èe]re?|pr[ée]c[ée]dente?) (?:mission|chantier|projet|march[ée]|contrat),? d'une?"
            r" (?:montant|valeur|budget)|(?:current|present|last|previous|actuel(?:le)?) (?:ctc|salary|pay|package"
            r"|comp\w*)|(?:ctc"
            r"|salaire|salary|package) (?:actuel|current)\w*|(?:mon|ma|mes|my) (?:derni[èe]re?|ancien(?:ne)?"
            r"|pr[ée]c[ée]dente?|last|previous|former|current"
            r"|actuel) (?:\w{1,12} )?(?:salaire|package|r[ée]mun[ée]ration|poste|employeur|tjm|tarif|salary|job|rate"
            r"|fee))|\b(?:quitt\w{1,5}|d[ée]missionn\w{1,4} de|left|quit|leaving) (?:mon|ma|un|une|my"
            r"|an?)\b(?: \w{2,12}){0,2}"
            r"|\b(?:j'[ée]tais|i was)(?: pay[ée]e?| paid| earning)?(?= (?:[àa]|on|at|sur) \S{1,8}\s?\Z)|(?:(?:avant"
            r"|before),? (?:je prenais|i charged)|je prenais|i used to charge|\b(?:we|i) (?:charged|billed)\b)"
        ),
        None,
    ),
    Rule(
        "third_party_cost",
        2,
        (
            r"(?:(?:la|les|une|des|chaque|the) licen[cs]es? (?:\w{1,15} )?(?:co[ûu]te\w{0,2}|est|sont|is|costs?"
            r"|[àa])|h[ée]bergement (?:chez|ovh|o2switch)|nom de domaine|domain name|plugins?(?: [àa])?"
            r"|modules? (?:[àa]|payants?)|abonnement (?:shopify|hubspot|prestashop|saas|logiciel)|frais (?:stripe"
            r"|paypal|de transaction)[^.;\n€]{0,22}|frais (?:stripe"
            r"|paypal|bancaires|d'annonce)|commission (?:malt|stripe|upwork|de la plateforme))"
        ),
        (
            rf"\s{{0,2}}(?:ht )?(?:(?:d'|de |pour |for )(?:l'|la |le |the )?(?:abonnement|licence|h[ée]bergement"
            rf"|subscription|hosting|license|plan)s? (?:chez )?(?:{TOOLS})|chez (?:{TOOLS})|[àa] (?:{TOOLS})\b)"
        ),
    ),
    Rule(
        "minimum_order",
        None,
        (
            r"(?:minimum (?:fee|order|charge|booking|invoice|factur[ée]|de (?:commande|facturation))|(?:commandes?"
            r"|factur\w{1,5}"
            r"|prestations?|charge|fee|order|booking|invoice) (?:minim(?:um|ales?)|mini))(?: (?:of|is|de|est))?"
            r"(?: de)?[\s:=]{0,3}\Z|(?:mini|minimum) (?:facture|commande|invoice|order"
            r"|booking)\s?[:=]?\s{0,2}\Z"
        ),
        r"\s{0,2}(?:ht |ttc |de |d')?(?:minimum|mini|min\.?)\s(?:de |d'|of )?(?:commande|facturation|order|charge|spend"
        r"|booking)|\s{0,2}(?:order|booking|call-out) minimum",
    ),
)
