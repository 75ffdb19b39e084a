"""An amount written without a currency: the words that make it money all the same."""

import re
from decimal import Decimal

from orchestre.reading.money import Mention, Tail
from orchestre.reading.pay import Ad
from orchestre.reading.units import COUNTED, PIECES, PLAUSIBLE, SO_MANY
from orchestre.reading.values import Qualifier, Unit

# After "12k" alone: the end, or a word that goes on about the work; a noun would make it "12k abonnés".
_THOUSANDS_END = re.compile(
    r"\s{0,2}(?:\Z|[.,;!?)\n]|(?:pour|for|ht|ttc|all|tout|et|max|min|flat|total|fixe|le|la|selon|suivant"
    r"|depending|if|si|en|environ|hors|plus|or|ou|on|per|par|a|je|i|is|livr\w+|clé|budget|c'est|tops|ish|base"
    r"|last|only|range|mark|cash|abeg|oga|puis|then|ensuite|setup|set-up|brut|gross|fixe|doe|net|annu\w{2,4}|perm|ote"
    r"|and)\b|\s?\+\s?(?=v[ée]hicule|voiture|car\b|panier|tickets?\b"
    r"|mutuelle|int[ée]ressement|participation|avantages|frais|travel|expenses|pension|perks|logement|housing)"
    r"|\s?\+\s?(?=bspce|equity|variable|bonus|primes?\b|options|stock|commission|benefits|\d)|\+(?=\s{0,2}"
    r"(?:\Z|[.,;\n/€$]|ideally|per\b|a\b))|[/€$£(:-])"
)
_THOUSANDS_FIRST = re.compile(
    r"(?:\A|[,:(;=>~-]|\b(?:for|pour|entre|between|de|like|à|around|about|roughly|approx|prévoir|serait|sera"
    r"|environ|est|is|are|c'est|at|compter|usually|typically|generally|normally|often|mostly|habituellement|souvent|normalement|g[ée]n[ée]ralement"
    r"|comptez|compte|sur|genre|dans les|autour de|partir de|forfait|pr|to|fait|ou|or|charge|cost|costs|coûte"
    r"|quote|na|in the|ballpark|something like|somewhere around|figure of|set-?up|installation|install|mise en place"
    r"|migration|refonte|d[ée]veloppement|build|audit|site|appli"
    r"|projet"
    r"|project|livr[ée]|dev))\s{0,2}\Z"
)
RATES = frozenset({Unit.HOUR, Unit.DAY, Unit.MONTH})
OR_ELSE = re.compile(
    r"(?:/|,|;|\(|-|\b(?:ou|or|sinon|puis|et|then|else|otherwise|mais|but|and))\s{0,2}(?:\(|(?:à|at|sinon"
    r"|plutôt|ou|[^\s\d,;/]{2,14})\s(?:[^\s\d,;/]{1,14}\s){0,2})?\Z"
)
CONDITION = re.compile(
    r"\s{0,2}(?:\Z|[.,;!)(\n]|tout\b|all\b|cl[ée]\b|max|mini|ht\b|ttc\b|(?:si|if|en|sur|pour|for|when|quand"
    r"|d[èe]s|au|remote|[àa] distance|on|onsite|sans|avec|apr[èe]s|after|avant|before|celle|celui|with|without"
    r"|selon|suivant|depending|environ|hors"
    r"|livr\w{1,3}|par|[àa]|compris|pi[èe]ce|hors|in|le|la|les|weekend|week-end"
    r"|includ\w{2,3}|incl?\b|inclu\w{1,3}|compren\w{2,4}|sinon|otherwise|ailleurs|elsewhere|anywhere|partout"
    r"|au-del[àa]|suffi\w{1,4}|et|and|base|perm|c'est|quand|vu|chez|total|livraison)\b)"
)
_FLAT = re.compile(
    r"\s(?:(?:(?:au|en) )?(?:forfait|flat|fixed)\b|(?:for |pour )?(?:l[ea]|the|an?|une?) (?:set|pack|lot|bundle|batch"
    r"|block|s[ée]rie|carnet) (?:of|de)\b)"
)
# "150 pr le logo"; "logo 150, site 600".
_WORKS = (
    r"(?:logos?|sites?|boutiques?|refonte|montages?|portraits?|mariages?|spots?|flyers?|affiches?|charte|landing"
    r"|audits?"
    r"|vid[ée]os?|films?|clips?|migration|maquettes?|appli|shootings?|websites?|stores?|whole thing|tout|projet|project"
    r"|samedi|dimanche|vendredi|week-?end|soir[ée]e|ateliers?|formations?|s[ée]ances?|radio|web|newsletters?|visuels?"
    r"|banni[èe]res?|illustrations?|traductions?|relectures?|mixage|mix|mastering|bilan|cours|vitrine)"
)
_FOR_WORK = re.compile(rf"\s(?:pr|pour|for)\s(?:(?:le|la|une?|l'|the|a)\s?)?(?:\w{{3,10}}\s)?{_WORKS}\b")
_WORK = re.compile(
    rf"\b{_WORKS}(?:\s[^\W\d]{{3,12}})?(?:\s\d{{1,3}}\s?(?:s|sec|secondes?|min|mn|h|p|pages?|mots|words|m2))?\s\Z"
)
_ENDS = re.compile(r"\s?(?:\Z|[,;/\n]|\.(?:\s|\Z))")
# "Tarifs 2026 (HT)": the year of a list of prices.
_OF_YEAR = re.compile(r"(?:tarifs?|prix|grille|rates?|prices?|pricing|list|catalogue|en|for|pour)\s\(?\Z")
_HALF = re.compile(r"demi|half|1[/⁄]2|semaine|week(?!-?end)|nuit|night|soir[ée]e|evening|quinzaine|fortnight")
_CLAUSE_START = re.compile(r"(?:\A|[,;:(]|\b(?:env\.?|environ|about|around|entre|between|approx\.?)|[~≈])\s{0,2}\Z")
_DEPENDS = re.compile(r"\s{0,2}(?:selon|suivant|en fonction|depending|according|d[ée]pend)\b")
# What a day's or month's work yields, not what it costs: "je peux en faire 40 par jour".
_OUTPUT = re.compile(
    r"\b(?:en faire|faire|produi\w{1,4}|r[ée]dige\w{0,2}|write|deliver|handle|traite\w*|publi\w{1,5}|post|livre"
    r"|[ée]cri\w{1,3})(?:\s(?:plus de|jusqu'à|up to|over|about|around|environ)|\s[^\W\d]{2,10}){0,2}\s{1,2}\Z"
)
# "45/épisode", "15 la minute": the ways to say a price by the piece, not a count.
_EACH = re.compile(rf"(?:/\s?|l[ea]\s|l'|du\s|de\sla\s|de\sl')(?:{PIECES})\b")


# "28 € la caisse de 24 HTVA": how many are in it.
_BOX_OF = re.compile(
    r"\b(?:caisse|carton|bo[iî]te|palette|lot|sachet|f[ûu]t|bouteille|paquet|ramette|rouleau|plateau|bidon|pot|sac|case|box|crate|tray|bag"
    r"|pallet|roll|bottle|jar)s? (?:de|of) \Z"
)


# "Quantité estimée : 22", "Qté mini : 100": a field that counts.
_COUNT_FIELD = re.compile(
    r"(?:\A|[\n|;,(])[\s*•-]{0,3}(?:quantit[ée]s?|qt[ée]s?|qty|quantity|nombre|nb|number|dur[ée]e|d[ée]lai"
    r"|effectif|volume|surface|minimum d'heures"
    r"|validit[ée]|duration|deadline|turnaround)\b[^:=\n\d]{0,25}[:=]\s{0,2}\Z"
)


# "I'll do your gutters for 60 front and back".
_I_DO = re.compile(
    r"\b(?:i'?ll|i can|i could|i'd|we'?ll|we can|we could|je|j'|on|nous)\s(?:(?:vous|te|peux|peut|pouvons|le|la"
    r"|les)\s){0,3}(?:do|redo|build|make|fais|fait|ferais?"
    r"|faire|refais|livre)\b(?:\s[\w'-]{1,12}){1,5}\s(?:for|pour)\s\Z"
)
_NO_PLURAL = re.compile(
    r"\s?(?:\Z|[,;.)\n]|\s(?![^\W\d]{2,16}s\b|min|h\b|hour|day|jour|an\b|mois)[^\W\d])|\s[^\W\d]+ss\b"
)


def is_money(  # noqa: PLR0911, PLR0912 - each return is one reason
    mention: Mention, tail: Tail, window: str, ad: Ad, *, label: str | None, near: bool, named: bool, mentions: int
) -> bool:
    """Whether an amount without a currency is money. `window` are the words before it; `near`: its label speaks for
    a bare number; `ad`: the text."""
    lower = ad.lower
    if _COUNT_FIELD.search(window):
        return False
    if _BOX_OF.search(lower, max(0, mention.start - 20), mention.start):
        return False
    if tail.taxed and mention.high >= 1:
        return not (is_year(mention) and _OF_YEAR.search(window))
    if mention.high >= 20 and not is_year(mention) and _NET.match(lower, mention.end):
        return True
    if named and mention.high >= 50 and not is_year(mention) and _ENDS.match(lower, mention.end):
        return True
    if label in {"word", "click"} and near and 0 < mention.high <= 5 and mention.low % 1:
        return True
    if tail.unit not in {None, Unit.PROJECT}:
        sold = tail.raw is None or _sold_so(tail.raw, mention.high) or _each_of(tail.raw, mention, window)
        if sold or not near:
            fits = plausible(tail.unit, mention.high) or small_yearly(mention, tail.unit, window, mentions)
            return sold and fits and not _OUTPUT.search(window)
    if mention.scale == 1000 and _THOUSANDS_END.match(lower, mention.end):
        return near or _opens(mention, window, ad)
    if _speaks(mention, tail, window, lower, near=near):
        return True
    if _told_by_place(mention, window, ad, mentions):
        return True
    if near and 0 < mention.high < 5 and mention.high % 1 and SO_MANY.search(window):
        return True  # "PU HT : 3,80"
    if label == "project" and near and mention.high >= 20 and not mention.high % 5 and _I_DO.search(window):
        return _NO_PLURAL.match(lower, mention.end) is not None
    if label in {"generic", "project"} and tail.unit is None:
        near = near and mention.high >= 20 and CONDITION.match(lower, mention.end) is not None
    return near and mention.high >= 5 and mention.scale <= 1000 and not is_year(mention)


# "700 tout compris, hébergement 1 an inclus, après c'est 80 par an": what goes on costs little.
_GOES_ON_AT = re.compile(
    r"(?:\b(?:apr[èe]s|puis|ensuite|et|then|after(?: that)?|plus|renouvel\w{1,7}|renewal|h[ée]bergement|hosting"
    r"|maintenance|domaine?"
    r"|c'?est|c|it's|[àa]|at|for|pour)|[:=+,])\s?\Z"
)


def small_yearly(mention: Mention, unit: Unit | None, window: str, mentions: int) -> bool:
    """Whether a bare figure too small for a salary is what something costs each year, after another price."""
    if unit is not Unit.YEAR or not mentions or mention.high < 10 or mention.high % 1:
        return False
    return _GOES_ON_AT.search(window) is not None


# "À partir de 300.", "minimum 300", "from 250": a bound that ends its clause.
_BOUND_OF = re.compile(
    r"(?:\A|[\s(,:])(?:[àa] partir de|d[èe]s|minimum|mini|min\.?|from|starting at|starts? (?:at|from)|au moins|at least"
    r"|premiers? prix|plancher)\s?:?\s?\Z"
)
# "430 en remote, 500 sur site": one rate for each way of working.
_MODE = (
    r"\s(?:(?:en|à|a|sur|in|on|au)\s)?(?:full[ -])?(?:remote|distanciel|pr[ée]sentiel|t[ée]l[ée]travail|distance|site"
    r"|place|on-?site|visio|domicile|bureau|office)\b"
)
_BY_MODE = re.compile(rf"{_MODE}\s?(?:[,;/]|\b(?:et|ou|or|and)\b)\s?(?:(?:et|ou|or|and)\s)?(?P<other>\d{{2,4}}){_MODE}")
_OTHER_MODE = re.compile(rf"\A{_MODE}\s?(?:[,;/]|\b(?:et|ou|or|and)\b)\s?(?:(?:et|ou|or|and)\s)?\Z")
_ONE_MODE = re.compile(_MODE)
_ALL_IN = re.compile(r"\s(?:t(?:ou)?t (?:compri[st]?|inclu[st]?)\b|all[- ]in\b|all included)")
_SET_UP = re.compile(
    r"\s(?:(?:de|for|en|pour la|pour l')\s|d'|l')?(?:mise en (?:place|service|ligne)|installation|set-?up|onboarding"
    r"|mise en route|param[ée]trage)\b"
)
_NAMED_END = re.compile(
    r"[a-zà-ÿ)](?<!\bà)(?<!\ble)(?<!\ben)(?<!\bde)(?<!\bdu)(?<!\bau)(?<!\bin)(?<!\bon)(?<!\bof)(?<!\bto)(?<!\bfor)"
    r"(?<!\bvers)(?<!\bby)\s?[:=→-]{0,2}\s?(?:\+\s?)?\Z"
)
LISTED_END = re.compile(r"\s?(?:\Z|[,;/\n|•+]|\.(?:\s|\Z))")


# "380 avec les fleurs fraîches ou 290 en artificiel": one price for each way of doing it.
_VARIANT = r"\s(?:avec|sans|en|si|with|without|in|if)\s(?:[^\W\d][\w'-]{0,14}\s?){1,5}"
_BY_VARIANT = re.compile(rf"{_VARIANT},?\s?(?:ou|or|sinon|contre|versus|vs|et|and)\s(?P<other>\d{{2,4}})(?={_VARIANT})")
_OTHER_VARIANT = re.compile(rf"\A{_VARIANT},?\s?(?:ou|or|sinon|contre|versus|vs|et|and)\s\Z")


_ONE_VARIANT = re.compile(_VARIANT)


def by_variant(mention: Mention, lower: str) -> bool:
    """Whether a bare number is the first of two prices of a size, told by the way of doing the work."""
    found = _BY_VARIANT.match(lower, mention.end)
    if found is None or mention.high < 20 or COUNTED.match(lower, mention.end):
        return False
    return mention.high <= 3 * int(found.group("other")) <= 9 * mention.high


def by_mode(mention: Mention, lower: str) -> bool:
    """Whether a bare number is the first of two rates of a size, told by the way of working."""
    found = _BY_MODE.match(lower, mention.end)
    return found is not None and mention.high <= 2 * int(found.group("other")) <= 4 * mention.high


_SUM_SO_FAR = re.compile(
    r"(?:\bsoit|\bdonc|\bi\.e\.|=|\bso|\btotal|[çc]a fait|makes?|les (?:\d|deux|trois|quatre)(?: ensemble"
    r"| r[ée]unis)?|ensemble|le tout|le lot|the (?:lot|pair|set|two|three)|both|together|feraient(?: donc)?"
    r"|on arrive [àa]|[çc]a donne|comes to)\s{1,2}\Z"
)
_ITEM_END = re.compile(
    r"(?:\A[^\n\d]{2,39}[a-zà-ÿ)] |[a-zà-ÿ)\]|%]\s?(?:\.{2,}|…|\t|\s{2,}|[:=|→-]|->)\s{0,2}|\.{3,}\s?)\Z"
)
_LINE_END = re.compile(r"[ \t]*(?:[|*)]{1,2}[ \t]*)?(?:\n|\Z|[;/•|])")
_STOP = re.compile(r"\s?(?:\+\s?(?:frais|expenses|d[ée]placement|travel)|[.!](?:\s|\Z)|\n|\Z)")
_LOT = re.compile(
    r"\s(?:les|for|pour|the)\s(?:\d{1,3}|deux|trois|quatre|cinq|dix|two|three|four|five|ten|all|lot)\b(?!\s?(?:€"
    r"|h\b|j\b|jours|days|hours))"
)
_INSTEAD = re.compile(r"\s(?:au lieu d[eu']|instead of|rather than|plut[ôo]t que)\s(?:les\s)?[€$£]?\d")
_ONLY = re.compile(
    r"\A[\s~≈•·>*\"'«-]{0,6}(?:moi c'est |ok pour |ok à |go pour |dispo à |je suis à |env\.? |environ )?\Z"
)


_ROW_BEGINS = re.compile(r"(?:\A|[,;:\n]) ?\Z")
_THEN_NAMED = re.compile(r" (?:les?|la|the|pour|for) [^\W\d]{3}")
_EQUALS = re.compile(r"[a-zà-ÿ)] ?= ?\Z")
# "La traduction se paie au mot, jamais sous 0,16".
_WORD_FLOOR = re.compile(
    r"\b(?:sous|en dessous de|[àa] partir de|d[èe]s|below|under|from|entre|environ|about|around|autour de|[àa]|at"
    r"|c'est|it's|est|is|prends|charge"
    r"|facture|compte|compter)\s\Z"
)


def _told_by_place(  # noqa: PLR0911, PLR0912 - each return is one reason
    mention: Mention, window: str, ad: Ad, mentions: int
) -> bool:
    """Whether a bare number is money by where it stands: alone in its sentence ("700. Point."), after a bound, as the
    sum of the prices before it, or at the end of a line of a list of prices."""
    lower, high = ad.lower, mention.high
    if high < 1 and high % 1 and ad.writes and _WORD_FLOOR.search(window) and _ENDS.match(lower, mention.end):
        return True
    if (high < 1 and not ad.lists_prices) or is_year(mention) or (high % 1 and high > 20):
        return False
    if high >= 20 and _said_plainly(mention, window, lower, mentions):
        return True
    if high >= 20 and high % 5 == 0 and _EQUALS.search(window) and LISTED_END.match(lower, mention.end):
        return True
    if high >= 20 and (_INSTEAD.match(lower, mention.end) or by_mode(mention, lower) or by_variant(mention, lower)):
        return True
    if mentions and high >= 20 and _OTHER_VARIANT.match(window) and _ONE_VARIANT.match(lower, mention.end):
        return True
    if mentions and high >= 20 and _OTHER_MODE.match(window) and _ONE_MODE.match(lower, mention.end):
        return True
    if high >= 50 and (_ALL_IN.match(lower, mention.end) or _SET_UP.match(lower, mention.end)):
        return True
    if high >= 10 and _NAMED_END.search(window) and LISTED_END.match(lower, mention.end) and ad.lists_sums:
        return True
    if (
        high >= 5
        and not high % 1
        and _THEN_NAMED.match(lower, mention.end)
        and _ROW_BEGINS.search(window)
        and ad.names_after
    ):
        return COUNTED.match(lower, mention.end) is None
    if ad.sells_commissions and 3 <= high <= 2000 and _NAMED_END.search(window):
        return LISTED_END.match(lower, mention.end) is not None
    if mentions and high >= 10 and _LOT.match(lower, mention.end) and OR_ELSE.search(window):
        return True
    if mentions and high >= 20 and _SUM_SO_FAR.search(window) and _ENDS.match(lower, mention.end):
        return True
    if ad.lists_prices and _ITEM_END.search(window) and _LINE_END.match(lower, mention.end):
        return high >= 5 or (high < 1 and high % 1 > 0)
    if high < 50 or high % 5 or high > 99_000:
        return False
    if _BOUND_OF.search(window) and _ENDS.match(lower, mention.end):
        return True
    return (
        not mentions and high >= 150 and _ONLY.match(window) is not None and _STOP.match(lower, mention.end) is not None
    )


# "320 net", never "320 net promoter".
_NET = re.compile(r"\s?nets?\b(?!\s(?:promoter|worth|zero|neutral))")
_MAYBE = (
    r"(?:\s(?:at least|au moins|minimum|about|around|roughly|environ|dans les|autour de|[àa] peu pr[èe]s|like|just"
    r"|only|plut[ôo]t|juste|du"
    r"|un petit"
    r"|les|approx\.?)){0,2}\s\Z"
)
# "C'est 550", "it would be about 900", "na 20": what a price is, told with nothing else.
SAID = re.compile(
    r"\b(?:c'?est|c(?= \Z)|ce (?:sera|serait)|[çc]a (?:(?:vous|te) )?(?:fait|fera|ferait|co[ûu]te|co[ûu]terait"
    r"|reviendrait [àa]|revient [àa]"
    r"|va chercher dans les)|it'?s|it is|(?<!there )(?:'d| would|'ll| will) be|that'?s|(?:it|that) comes to"
    r"|(?:sera|serait) de|na"
    r"|(?:i|we)(?:'d| would|'ll| will)? (?:charge|quote|ask|want|take|need|say|reckon|bid|offer)(?: you)?"
    r"|i'm asking|(?:my|our) (?:quote|bid|offer|price|fee)s?(?: is| are| would be)?|(?:call it|let's say|could do"
    r"|can do)"
    r"|(?:i'd |i would )?need|il (?:me|nous) fau(?:t|drait)|you(?:'re|'d be| are) looking at|(?:cost|price|bid"
    r"|offer|fee|quote|budget|total) ?[:=-]?|disons|mettons|(?:r)?ajoute[rz]?|add|on s'arr[êe]te [àa]"
    r"|on va dire"
    r"|(?:je|on|nous) (?:prends?|prendrais?|prenons|demande|demanderais?|demandons|facture|facturerais?|facturons"
    r"|fais|fait|ferais?"
    r"|faisons|dirais?|propose|proposons|chiffre|serais? [àa])(?: [çc]a| tout| le tout)?(?: [àa]| pour)?"
    r"|(?:je|on|nous) (?:vous|te) (?:(?:le|la|les|l') ?)?(?:fais|fait|laisse|propose|facture|ferai|ferais"
    r"|faisons)(?: [çc]a| tout)?"
    r"(?: [àa]| pour)?|(?:le|la) faire (?:[àa]|pour)|compte[rz]?|pr[ée]voi[rst]|pr[ée]voyez|table[rz]? sur"
    r"|parte[rz] sur"
    r"|l[ea] (?:tout|totale) (?:[àa]|pour|:)|tout (?:compris|inclus) ?:?|(?:offre|proposition|devis|affaire"
    r"|enveloppe|honoraires) ?(?:[àa]|de|:)?"
    r"|on (?:est|part|serait|partirait) (?:sur|[àa])|je (?:reste|pars|monte|descends?|m'aligne|suis) (?:sur|[àa])"
    r"|m'aligner (?:sur|[àa])|(?:j'arrive|(?:on|nous) arriv\w{1,4}|t'en tires?|vous en tirez|en (?:as|avez|aurez"
    r"|auras)) (?:[àa]|pour)"
    r"|(?:je|on|nous) (?:(?:te |vous )?(?:le |la |les |l')?)?(?:rajoute|ajoute)(?: [àa]| pour)?"
    r"|(?<!qui )(?:tourne(?:nt)?|oscille(?:nt)?) (?:autour d[e']|vers|dans les|[àa])|(?<!qui )revien(?:t|nent"
    r"|drait|dra)(?: \w{3,8})? [àa]|(?<!qui )s'[ée]l[èe]vent? [àa]|se montent? [àa]"
    r"|(?:most |they |it |usually )?(?:lands?|comes? in|works? out|sits?) (?:at|around|about)|rond de|(?:effort"
    r"|geste) (?:[àa]|jusqu'[àa]))" + _MAYBE
)
_GOES_ON = re.compile(
    r"\s?(?:\Z|[,;!)(\n]|\.(?!\d)|(?:oui|yes|yep|tout|pile|all|total|flat|cash|hors|mais|but|et (?!\d)|and (?!\d)"
    r"|pour|for|l[ae] (?!plus\b|max)"
    r"|main d'? ?(?:oe|œ)uvre|labou?r|(?:[^\W\d]{4,14} )?(?:compris|inclus)e?s?|l'|les (?=\d|deux|trois)|the|an?"
    r"|par|per|si|if|sans|avec|with|including|plus|\+|max|mini|selon|depending|en tout"
    r"|chacune?|each|ttc|ht|one|once|une fois|from you|my friend)(?:\b|(?<=[ '+]))|-\s|=)"
)
_MORE = re.compile(
    r"\s(?:more|extra|additional|on top|en plus|de plus|suppl[ée]mentaires?|en suppl[ée]ment)\b(?!\s(?:than|que))"
    r"\s?(?P<for>\Z|[,;.!)\n]|(?:for|pour|if|si|avec|with|per|par)\b)"
)
_OTHERWISE = re.compile(r"\b(?:sinon|otherwise|else|autrement|if not)(?:,? (?:c'est|it's|[àa]|at|ce sera))?\s\Z")
_NAMED_ONE = re.compile(
    r"(?:\A|[,;:(/•]\s?|-\s|\b(?:et|and|ou|or)\s)(?:l[ae]\s|l'|une?\s|the\s|an?\s)(?!page|salle|semaine|version"
    r"|ligne|rue"
    r"|place|chambre|route|num[ée]ro|top|num|week|room|line|bus|day|part|chapter)[^\W\d]{4,16}(?:\s[^\W\d]{3,12})?\s\Z"
)
_LISTS = re.compile(r"\b(?:prix|tarifs?|prices?|rates?)\b[^.\n:]{0,20}:")
_OPENS_ONE = re.compile(
    r"(?:\A|[,;:(/•=]|-\s|\b(?:c'?est|[àa]|pour|at|for|prends?|demand\w{1,5}|factur\w{1,5}|charge|fais|compte[rz]?|propos\w{1,4}|ask|want|take|is|are|costs?|est|sont|c|sinon|puis|ou"
    r"|or|et"
    r"|and))\s{0,2}\Z"
)
_ONE = re.compile(
    rf"(?:/\s?|(?:par|per|l[ae]|the)\s|l')[a-zà-ÿ]{{3}}|an?\s(?:{PIECES})\b|a\s(?:pop|go|head)\b|ea\b|(?:la\s)?pi[èe]ce\b|apiece|chacune?\b|each\b"
)


def _each_of(raw: str, mention: Mention, window: str) -> bool:
    """Whether "75 la rencontre" names a price by the piece: where a price may open, never "le 12 la réunion"."""
    if mention.high < 5 or _ONE.match(raw) is None:
        return False
    if mention.scale == 1000 or (_APIECE.match(raw) and not mention.high % 5):
        return True
    return _OPENS_ONE.search(window) is not None or (
        raw.startswith(("le ", "la ")) and _DOES_IT.search(window) is not None
    )


_APIECE = re.compile(r"(?:each|apiece|a pop|a go|a head|ea|(?:la )?pi[èe]ce|l'?unit[ée]|chacune?)\b")
# "Je mixe à la maison 40 le titre".
_DOES_IT = re.compile(
    r"\b(?:je|j'|on|nous|i"
    r"|we)\s?[^\W\d]{3,12}(?: [^\W\d][\w'-]{0,12}){1,5} \Z(?<!\ble )(?<!\bles )(?<!\bdu )(?<!\bau )(?<!\bn° )"
)


# "600 all in", "600 la totale": a sum of everything.
_WHOLE_SUM = re.compile(
    r"(?:ish\b|\s(?:all[- ]in|in total|total|for everything|for the (?:lot|whole)|tops|or so|is my (?:price|quote)"
    r"|would (?:do|cover) (?:it|everything)"
    r"|gets you|en tout|au total|la totale|le tout|l'ensemble|cl[ée]s? en mains?|pos[ée]e?s?|livr[ée]e?s?"
    r"|tout (?:compris|inclus)|pas plus"
    r"|et c'est tout|max(?:imum|i)?|mini(?:mum)?|pi[èe]ces? comprises?|cash|labou?r only"
    r"|main d'oe?uvre (?:seule|comprise|uniquement)))\b(?! (?:de|of|[a-z]+s)\b)"
)
_BEGINS = re.compile(r"(?:\A|[.!?\n:]\s?)\Z")
_DEPENDS_ON = re.compile(
    r"\s(?:if you|si vous|si tu|without (?:the|any)|with (?:the|all)|sans l[ae]s?|avec l[ae]s?|incl\w{0,5}\b)"
)
_ROUGHLY = re.compile(
    r"(?:\A|[.!?\n:]\s?)(?:(?:probably|maybe|perhaps|sans doute|peut-[êe]tre) )?(?:(?:around|about|roughly|say"
    r"|environ|dans les"
    r"|autour de|aux alentours de)|probably|maybe)\s\Z"
)
_STOPS = re.compile(r"\s?(?:[.!](?:\s|\Z)|\n|\Z)")


def _said_plainly(mention: Mention, window: str, lower: str, mentions: int) -> bool:
    """Whether nothing but "c'est", "it would be", "more", "otherwise" tells that a bare number is money."""
    if mention.high % 5 and mention.high >= 100:
        return False
    if SAID.search(window) and _GOES_ON.match(lower, mention.end):
        return True
    if mention.high >= 50 and _is_the_sum(mention, window, lower, mentions):
        return True
    more = _MORE.match(lower, mention.end)
    if more is not None and (mentions or (mention.high >= 50 and more["for"][:2] in {"fo", "po", "if", "si"})):
        return True
    if mentions and mention.high >= 50 and _OTHERWISE.search(window) and _ENDS.match(lower, mention.end):
        return True
    listed = mentions or _LISTS.search(window)
    return bool(listed) and _NAMED_ONE.search(window) is not None and LISTED_END.match(lower, mention.end) is not None


def _is_the_sum(mention: Mention, window: str, lower: str, mentions: int) -> bool:
    """Whether a clause of its own gives the sum of everything: "600 all in", "600 if you supply", "around 600."."""
    if _WHOLE_SUM.match(lower, mention.end):
        return True
    if _BEGINS.search(window) and _DEPENDS_ON.match(lower, mention.end):
        return True
    first = mention.high >= 100 and not mentions
    return first and _ROUGHLY.search(window) is not None and _STOPS.match(lower, mention.end) is not None


_ALONE_FIRST = re.compile(
    r"(?:\A|[.!?\n])[\s~≈•·>*\"'«-]{0,6}\Z|(?:entre|between|partir de|d[èe]s|mini\w*|from|least|moins|up to)\s\Z"
)


def stands_alone(mention: Mention, lower: str) -> bool:
    """Whether a bare number of the size of a price may be a sentence of its own, or follows a bound."""
    if not 50 <= mention.high <= 99_000:
        return False
    return _ALONE_FIRST.search(lower, max(0, mention.start - 14), mention.start) is not None


def _speaks(mention: Mention, tail: Tail, window: str, lower: str, *, near: bool) -> bool:
    """Whether the form of the amount says by itself that it is money."""
    if mention.high >= 100 and mention.scale == 1 and lower[mention.amount_end - 1].isalpha():  # in letters
        said = mention.qualifier is Qualifier.RANGE or window.rstrip().endswith((":", "="))
        if said and _ENDS.match(lower, mention.end):
            return True
    if mention.scale == 1000 and near and mention.high % 1000:
        return "k" in lower[mention.start : mention.amount_end - 1]  # "2k5"
    if tail.unit is Unit.PROJECT and mention.high >= 20 and _FLAT.match(lower, mention.end):
        return True
    if mention.low >= 50 and not is_year(mention) and mention.high not in {360, 365}:
        if _FOR_WORK.match(lower, mention.end):
            return True
        if _WORK.search(window) and _ENDS.match(lower, mention.end):
            return True
    return is_range_of_rates(mention, lower) and _CLAUSE_START.search(window) is not None


def _sold_so(raw: str, amount: Decimal) -> bool:
    """Whether the words of a unit that is none of ours speak of a price by themselves."""
    cents = amount >= 2 or amount % 1 > 0
    return (amount >= 40 and _HALF.search(raw) is not None) or (cents and _EACH.match(raw) is not None)


def _opens(mention: Mention, window: str, ad: Ad) -> bool:
    """Whether "12k" stands where a price is told, or is the pay of an ad."""
    if _THOUSANDS_FIRST.search(window) is not None:
        return True
    return mention.qualifier is Qualifier.RANGE and ad.pays_a_year(mention.high)


def is_range_of_rates(mention: Mention, lower: str) -> bool:
    """ "520-600 selon durée": a range of the size of a day rate or a small sum, which depends on something."""
    if mention.qualifier is not Qualifier.RANGE or not 100 <= mention.low <= mention.high <= 9000:
        return False
    return _DEPENDS.match(lower, mention.end) is not None


def plausible(unit: Unit | None, value: Decimal) -> bool:
    """Whether an amount is of the size of a rate of that unit."""
    bounds = PLAUSIBLE.get(unit) if unit is not None else None
    return bounds is None or bounds[0] <= value <= bounds[1]


def is_year(mention: Mention) -> bool:
    """Whether the number may be a year of our time."""
    return mention.low == mention.high and 1950 <= mention.low <= 2050 and mention.end - mention.start == 4
