"""An amount written without a currency: the words that make it money all the same."""

import re
from decimal import Decimal

from orchestre.reading.money import Mention, Tail
from orchestre.reading.pay import Ad
from orchestre.reading.units import COUNTED, PIECES, PLAUSIBLE
from orchestre.reading.values import Qualifier, Unit

# After "12k" alone: the end, or a word that goes on about the work; a noun would make it "12k abonnés".
_THOUSANDS_END = re.compile(
    r"\s{0,2}(?:\Z|[.,;!?)\n]|(?:pour|for|ht|ttc|all|tout|et|max|min|flat|total|fixe|le|la|selon|suivant"
    r"|depending|if|si|en|environ|hors|plus|or|ou|on|per|par|a|je|i|is|livr\w+|clé|budget|c'est|tops|ish|base"
    r"|last|only|range|mark|cash|abeg|oga|puis|then|ensuite|setup|set-up|brut|gross|fixe|doe|net|annu\w{2,4}|perm|ote"
    r"|and)\b|\s?\+\s?(?=bspce|equity|variable|bonus|primes?\b|options|stock|commission|benefits|\d)|\+(?=\s{0,2}"
    r"(?:\Z|[.,;\n/€$]|ideally|per\b|a\b))|[/€$£(:-])"
)
_THOUSANDS_FIRST = re.compile(
    r"(?:\A|[,:(;=>~-]|\b(?:for|pour|entre|between|de|like|à|around|about|roughly|approx|prévoir|serait|sera"
    r"|environ|est|is|c'est|at|compter"
    r"|comptez|compte|sur|genre|dans les|autour de|partir de|forfait|pr|to|fait|ou|or|charge|cost|costs|coûte"
    r"|quote|na|in the|ballpark|something like|somewhere around|figure of|set-?up|installation|install|mise en place"
    r"|migration|refonte|d[ée]veloppement|build|audit|site|appli"
    r"|projet"
    r"|project|livr[ée]|dev))\s{0,2}\Z"
)
_RATES = frozenset({Unit.HOUR, Unit.DAY, Unit.MONTH})
_OR_ELSE = re.compile(
    r"(?:/|,|;|\(|-|\b(?:ou|or|sinon|puis|et|then|else|otherwise|mais|but|and))\s{0,2}(?:\(|(?:à|at|sinon"
    r"|plutôt|ou|[^\s\d,;/]{2,14})\s(?:[^\s\d,;/]{1,14}\s){0,2})?\Z"
)
_CONDITION = re.compile(
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
_HALF = re.compile(r"demi|half|1[/⁄]2")
_CLAUSE_START = re.compile(r"(?:\A|[,;:(]|\b(?:env\.?|environ|about|around|entre|between|approx\.?)|[~≈])\s{0,2}\Z")
_DEPENDS = re.compile(r"\s{0,2}(?:selon|suivant|en fonction|depending|according|d[ée]pend)\b")
# What a day's or month's work yields, not what it costs: "je peux en faire 40 par jour".
_OUTPUT = re.compile(
    r"\b(?:en faire|faire|produi\w{1,4}|r[ée]dige\w{0,2}|write|deliver|handle|traite\w*|publi\w{1,5}|post|livre"
    r"|[ée]cri\w{1,3})(?:\s(?:plus de|jusqu'à|up to|over|about|around|environ)|\s[^\W\d]{2,10}){0,2}\s{1,2}\Z"
)
# "45/épisode", "15 la minute": the ways to say a price by the piece, not a count.
_EACH = re.compile(rf"(?:/\s?|l[ea]\s|l'|du\s|de\sla\s|de\sl')(?:{PIECES})\b")


def is_money(  # noqa: PLR0911 - each return is one reason
    mention: Mention, tail: Tail, window: str, ad: Ad, *, label: str | None, near: bool, named: bool, mentions: int
) -> bool:
    """Whether an amount without a currency is money. `window` are the words before it; `near`: its label speaks for
    a bare number; `ad`: the text."""
    lower = ad.lower
    if tail.taxed and mention.high >= 1:
        return not (_is_year(mention) and _OF_YEAR.search(window))
    if mention.high >= 20 and not _is_year(mention) and _NET.match(lower, mention.end):
        return True
    if named and mention.high >= 50 and not _is_year(mention) and _ENDS.match(lower, mention.end):
        return True
    if label in {"word", "click"} and near and 0 < mention.high <= 5 and mention.low % 1:
        return True
    if tail.unit not in {None, Unit.PROJECT}:
        sold = tail.raw is None or _sold_so(tail.raw, mention.high) or _each_of(tail.raw, mention, window)
        if sold or not near:
            return sold and plausible(tail.unit, mention.high) and not _OUTPUT.search(window)
    if mention.scale == 1000 and _THOUSANDS_END.match(lower, mention.end):
        return near or _opens(mention, window, ad)
    if _speaks(mention, tail, window, lower, near=near):
        return True
    if _told_by_place(mention, window, ad, mentions):
        return True
    if label in {"generic", "project"} and tail.unit is None:
        near = near and mention.high >= 20 and _CONDITION.match(lower, mention.end) is not None
    return near and mention.high >= 5 and mention.scale <= 1000 and not _is_year(mention)


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
_LISTED_END = re.compile(r"\s?(?:\Z|[,;/\n|•+]|\.(?:\s|\Z))")


def by_mode(mention: Mention, lower: str) -> bool:
    """Whether a bare number is the first of two rates of a size, told by the way of working."""
    found = _BY_MODE.match(lower, mention.end)
    return found is not None and mention.high <= 2 * int(found.group("other")) <= 4 * mention.high


_SUM_SO_FAR = re.compile(r"(?:\bsoit|\bdonc|\bi\.e\.|=|\bso|\btotal|[çc]a fait|makes?)\s{1,2}\Z")
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
_COUNT_FOR = re.compile(r"\s(?:pour|for|à|at|=)\s?[$€£]?\d")
_ONLY = re.compile(
    r"\A[\s~≈•·>*\"'«-]{0,6}(?:moi c'est |ok pour |ok à |go pour |dispo à |je suis à |env\.? |environ )?\Z"
)


def _told_by_place(  # noqa: PLR0911 - each return is one reason
    mention: Mention, window: str, ad: Ad, mentions: int
) -> bool:
    """Whether a bare number is money by where it stands: alone in its sentence ("700. Point."), after a bound, as the
    sum of the prices before it, or at the end of a line of a list of prices."""
    lower, high = ad.lower, mention.high
    if (high < 1 and not ad.lists_prices) or _is_year(mention) or (high % 1 and high > 20):
        return False
    if high >= 20 and _said_plainly(mention, window, lower, mentions):
        return True
    if high >= 20 and (_INSTEAD.match(lower, mention.end) or by_mode(mention, lower)):
        return True
    if mentions and high >= 20 and _OTHER_MODE.match(window) and _ONE_MODE.match(lower, mention.end):
        return True
    if high >= 50 and (_ALL_IN.match(lower, mention.end) or _SET_UP.match(lower, mention.end)):
        return True
    if ad.lists_sums and high >= 10 and _NAMED_END.search(window) and _LISTED_END.match(lower, mention.end):
        return True
    if ad.sells_commissions and 3 <= high <= 2000 and _NAMED_END.search(window):
        return _LISTED_END.match(lower, mention.end) is not None
    if mentions and high >= 10 and _LOT.match(lower, mention.end) and _OR_ELSE.search(window):
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
    r"\b(?:c'?est|ce (?:sera|serait)|[çc]a (?:(?:vous|te) )?(?:fait|fera|ferait|co[ûu]te|co[ûu]terait"
    r"|reviendrait [àa]|revient [àa]"
    r"|va chercher dans les)|it'?s|it is|(?<!there )(?:'d| would|'ll| will) be|that'?s|(?:it|that) comes to"
    r"|(?:sera|serait) de|na"
    r"|i(?:'d| would|'ll| will)? (?:charge|quote|ask|want|take|need|say|reckon|bid|offer)(?: you)?"
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
    r"|m'aligner (?:sur|[àa]))" + _MAYBE
)
_GOES_ON = re.compile(
    r"\s?(?:\Z|[,;!)(\n]|\.(?!\d)|(?:oui|yes|yep|tout|pile|all|total|flat|cash|hors|mais|but|et (?!\d)|and (?!\d)"
    r"|pour|for|l[ae] (?!plus\b|max)"
    r"|l'|les (?=\d|deux|trois)|the|an?|par|per|si|if|sans|avec|with|including|plus|\+|max|mini|selon|depending|en tout"
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
    rf"(?:/\s?|(?:par|per|l[ae]|the)\s|l')[a-zà-ÿ]{{3}}|an?\s(?:{PIECES})\b|(?:la\s)?pi[èe]ce\b|apiece|chacune?\b|each\b"
)


def _each_of(raw: str, mention: Mention, window: str) -> bool:
    """Whether "75 la rencontre" names a price by the piece: where a price may open, never "le 12 la réunion"."""
    return mention.high >= 5 and _ONE.match(raw) is not None and _OPENS_ONE.search(window) is not None


# "600 all in", "600 la totale": a sum of everything.
_WHOLE_SUM = re.compile(
    r"(?:ish\b|\s(?:all[- ]in|in total|total|for everything|for the (?:lot|whole)|tops|or so|is my (?:price|quote)"
    r"|would (?:do|cover) (?:it|everything)"
    r"|gets you|en tout|au total|la totale|le tout|l'ensemble|cl[ée]s? en mains?|pos[ée]e?s?|livr[ée]e?s?"
    r"|tout (?:compris|inclus)|pas plus"
    r"|et c'est tout|max(?:imum|i)?|mini(?:mum)?|pi[èe]ces? comprises?|cash))\b(?! (?:de|of|[a-z]+s)\b)"
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
    return bool(listed) and _NAMED_ONE.search(window) is not None and _LISTED_END.match(lower, mention.end) is not None


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
    if mention.low >= 50 and not _is_year(mention) and mention.high not in {360, 365}:
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


# "62,50 HT/heure ouvrier, 48 manœuvre": one word for each rate says whose it is.
_FOR_ONE = re.compile(r"\A (?:pour (?:une? |l[ae] |l')?)?[^\W\d]{3,14}(?:,| et| and| puis|;| /) \Z")
_FOR_OTHER = re.compile(r" (?:pour (?:une? |l[ae] |l')?)?[^\W\d]{4,14}\s?(?:\Z|[,;.)\n])")
_WITH = re.compile(r"\s(?:avec|si|sans|with|without|if|pour|for|en|in)\s[^\W\d]")
# "5 € each, pack of 5": a count of things, not a second price.
_SET_OF = re.compile(r"(?:pack|lots?|set|bundle|series|s[ée]rie|box|les|the|d[èe]s|from|partir) ?(?:of|de|d'|for)? ?\Z")
_DIRECT = re.compile(r"\A[^.\n]{0,40}\.\s[^\W\d]{3,12}(?:\s[^\W\d]{2,12}){0,2}\s?:\s\Z")


def second_rate(  # noqa: PLR0911 - each return is one reason against
    mention: Mention, first: Mention, lower: str
) -> Mention | None:
    """ "TJM 500, 450 si full remote": a bare figure of the same size, right after a rate, is a second rate."""
    between = lower[first.end : mention.start]
    if len(between) > 45 or mention.scale != first.scale or COUNTED.match(lower, mention.end):
        return None
    if first.unit in _LUMPS and _named_next(mention, first, between, lower):
        mention.sentence, mention.before, mention.way, mention.currency = (
            first.sentence,
            first.end,
            "second",
            first.currency,
        )
        mention.label = "project"
        return mention
    rate, word = first.unit in _RATES, first.unit in {Unit.WORD, Unit.CLICK}
    lump = mention.low >= 30 and not mention.low % 5 and "," in between and _WITH.match(lower, mention.end) is not None
    if not rate and not word and not (lump and first.unit in _LUMPS) and (first.raw is None or "min" in between):
        return None
    near, cents = 2 if rate else 3, 100 if first.cents else 1
    apart = not first.low * cents <= mention.low * near <= first.high * cents * near * near
    if apart and not (lump and first.raw is not None):
        return None
    if (
        (rate and mention.low < (20 if first.low >= 25 else 8))
        or (mention.low < 2 and not mention.low % 1)
        or _SET_OF.search(between)
        or _COUNT_FOR.match(lower, mention.end)
    ):
        return None
    if cents > 1:
        mention.low, mention.high, mention.cents = mention.low / cents, mention.high / cents, True
    if between.endswith("(") and lower[mention.end : mention.end + 1] == ")":
        return None  # "Montreuil (93)"
    follows = (_OR_ELSE.search(between) or _DIRECT.match(between)) and _CONDITION.match(lower, mention.end)
    if not follows and not (_FOR_ONE.match(between) and _FOR_OTHER.match(lower, mention.end)):
        return None
    mention.sentence, mention.before, mention.way = first.sentence, first.end, "second"
    if apart:
        mention.label, mention.currency = "project", first.currency
        return mention
    mention.unit, mention.raw, mention.tax, mention.currency = first.unit, first.raw, first.tax, first.currency
    return mention


_LUMPS = frozenset({None, Unit.PROJECT})
_NEXT_NAMED = re.compile(
    r"\A(?:,| et| and| /|;) (?:et |and )?(?!dispo|semaine|week|page|t[ée]l|niveau|version|lot|place|route|rue|bus"
    r"|room|step)"
    r"(?:[^\W\d][\w'+/-]{1,14} ){1,3}\Z"
)


def _named_next(mention: Mention, first: Mention, between: str, lower: str) -> bool:
    """ "Box braids 60 €, vanilles 50, enfants 35": the next of a list, its currency said once."""
    if mention.high < 10 or mention.high % 5 or _is_year(mention) or first.currency is None:
        return False
    if not first.low <= mention.high * 8 <= first.high * 64 or "(" in between:
        return False
    return _NEXT_NAMED.match(between) is not None and _LISTED_END.match(lower, mention.end) is not None


def plausible(unit: Unit | None, value: Decimal) -> bool:
    """Whether an amount is of the size of a rate of that unit."""
    bounds = PLAUSIBLE.get(unit) if unit is not None else None
    return bounds is None or bounds[0] <= value <= bounds[1]


def _is_year(mention: Mention) -> bool:
    return mention.low == mention.high and 1950 <= mention.low <= 2050 and mention.end - mention.start == 4
