"""The thing an amount pays for, when words stand between: "la page me prend deux heures, je la compte 70 €".

One way for all of them. Every "each / by the / a + noun" before the amount in its sentence is a candidate, the nearest
first; it governs the amount when nothing else that is paid stands between, and when it stands where such a word
governs: at the head of its clause, after a word of price ("prix de la séance", "I charge per visit") or as what
somebody does for the money ("je fais la page à 30 €"). "Each" and "per" govern whatever they name, articles only a
time or what is sold by the piece. What "par semaine" counts ("deux séances par semaine") is no unit.
"""

import re
from typing import NamedTuple

from orchestre.reading.units import PIECES
from orchestre.reading.values import Unit


class Governor(NamedTuple):
    """What governs an amount: its unit, its words when the unit is none of ours, whether a word of price links them."""

    unit: Unit
    raw: str | None
    linked: bool
    weak: bool = False
    """An article names it, not "each": a large sum is then that of a work."""


_NOUN = (
    r"(?P<half>demie?[- ]?jour(?:n[ée]e)?|half[- ]?day|demie?[- ]?heure|half[- ](?:an[- ])?hour|quart d'heure"
    r"|heure et demie"
    r"|(?:finished|audio|source|recorded|extra) (?:minute|min)|finished hour|audio hour|matin[ée]e|soir[ée]e"
    r"|evening|nuit"
    r"|night|semaine|week|trimestre|quarter|vacation|mille|thousand|(?:1 ?000|thousand) \w{4,12})"
    r"|(?P<day>jour(?:n[ée]e)?|day)|(?P<hour>heure|hour|hr)|(?P<month>mois|month)|(?P<year>an(?:n[ée]e)?|year)"
    rf"|(?P<word>mot|word)|(?P<click>clic|click)|(?P<piece>{PIECES})|(?P<any>[a-zà-ÿ][a-zà-ÿ-]{{2,17}})"
)
_GOVERNOR = re.compile(
    r"(?<![\w'-])(?:(?P<each>(?:(?:pour |for )?(?:par|per|chaque|each|every)|(?P<by>by the)) )"
    r"|(?P<many>(?:les|mes|nos|the|my|our|these|ces) )|(?P<mode>(?:[àa] la|au|de la|du|d'une?|of (?:an?|one|the)"
    r"|in) |(?:[àa]|de) l'|by )"
    r"|(?P<one>(?:pour |for )?(?:une?|an?|one|1|l[ea]|the|mon|ma|my|our|notre|votre|ta|ton|your) |(?:pour )?l')"
    r"|(?P<alone>\A\s*|(?<=[,;:(] ))(?=[a-zé]))"
    r"(?:(?:extra|additional|further|full|whole|single|first|normal|simple|typical|regular|premi[èe]re?|petite?|grande?"
    rf"|nouvelle|standard|belle|autre|other) )?(?:{_NOUN})(?![\w-])"
)
_PERIODS = frozenset({"half", "day", "month", "year"})
_TIMES = frozenset({"day", "hour", "month", "year", "word", "click"})
# "Par exemple", "à la louche", "the last month": no unit.
_NO_NOUN = frozenset((
    "exemple", "ailleurs", "contre", "rapport", "conséquent", "mail", "téléphone", "tél", "virement", "chèque",
    "défaut", "contrat", "courrier", "message", "avance", "chance", "curiosité", "request", "default", "email",
    "phone", "bank", "moment", "tous", "toutes", "mois-ci", "the", "les", "des", "mes", "nos", "vos", "and", "our",
    "your", "plus", "total", "forfait", "choix", "louche", "carte", "commande", "origine", "départ", "moins",
    "maximum", "minimum", "base", "besoin", "signature", "livraison", "final", "début", "suite", "passage", "côté",
    "niveau", "fait", "cent", "nature", "écrit", "hasard", "way", "law", "fois", "case", "usual", "rule",
    "agreement", "mp", "sms", "dm", "tranche", "projet", "project", "site", "équipe", "personne-là",
))  # fmt: skip
_NOT_ANY = frozenset({"mode", "one", "many"})
# "My time", "de mon côté": no thing that is paid.
_OWN_WORDS = frozenset((
    "time", "temps", "travail", "work", "côté", "cote", "side", "part", "fee", "rate", "prix", "tarif", "price",
    "offer", "average", "moyenne",
))  # fmt: skip
_ARE = re.compile(
    r"(?: [^\W\d]{3,14})? (?:sont|co[ûu]tent|reviennent|d[ée]butent|d[ée]marrent|commencent|tournent|are|cost"
    r"|start|run|vont"
    r"|go for)\b"
)
_AT = re.compile(r" (?:(?:[àa]|at|for|pour)(?: environ| about)? |\()[€$£]?\Z")
_STALE = re.compile(
    r" (?:derni[èe]re?|pass[ée]e?|prochaine?|suivante?|last|ago|off|d'avant|o[ùu]|que|when|that|which)\b"
)
_LAST = re.compile(r"\b(?:last|next|same|ce|cette|this|that|dans|depuis|since|within|pendant|during) \Z")
_SO = re.compile(r"\b(?:donc|du coup|so|alors|thus) \Z")
_NOT_BY = re.compile(r"\b(?:rather than|instead of|not|pas|plut[ôo]t que|et non|non|jamais|never) (?:pas )?\Z")
# "Deux séances par semaine": how often, not what is paid.
_COUNTED = re.compile(
    r"(?:\d|\b(?:une?|deux|trois|quatre|cinq|six|sept|huit|dix|one|two|three|four|five|six|eight|ten|once|twice|fois"
    r"|times|plusieurs|several|a few|quelques))[ ]?[\w'-]{0,14} ?\Z"
)
# "Pour 12 visuels par mois je suis à 480 €".
_FOR_SO_MANY = re.compile(r"(?:\A|[,;:(] ?)(?:pour|for) \d{1,3} [\w'-]{3,16}(?: [\w'-]{3,12})? \Z")
_CLAUSE = re.compile(
    r"(?:\A|[,;:(\[•|/>→–—-] ?|\b(?:et|ou|and|or|sinon|puis|then|alors|donc|so|but|mais|moi|chez (?:moi|nous)"
    r"|en g[ée]n[ée]ral"
    r"|usually|currently|c'est|it's|pour|for|par|per) )[\W_]{0,3}\Z"
)
_PRICE_BEFORE = re.compile(
    r"\b(?:prix|tarif\w{0,8}|co[ûu]ts?|honoraires?|montants?|r[ée]mun[ée]r\w{1,5}|pay[ée]\w{0,2}|paid|pay|factur\w{1,6}"
    r"|bill\w{0,4}|charg\w{1,3}|pric\w{1,4}|rates?|fees?|costs?|quotes?|compt\w{1,3}|comptez|compter|travaill\w{1,3}"
    r"|work|loue|chiffr\w{1,4}|interviens|vend\w{0,3}|sell|base|uniquement|seulement|only|exclusivement|toujours"
    r"|always)(?: (?:ht|ttc|moyen|habituel|standard|usual"
    r"|actuel|is|are|est|sont|surtout|toujours|plut[ôo]t|mostly|usually|always|for|pour))?,? \Z"
)
_DOES = re.compile(
    r"\b(?:faire|fais|fait|ferais?|refais|refaire|prends|facture|compte|vends|chiffre|propose|demande|offre|do|charge|sell|make|edit|ask"
    r"|write|draw)(?: (?:vous|te|you))? \Z"
)
_LINK = re.compile(
    r"[:=]|\b(?:est|sont|c'est|ce sera|serai\w{0,2}|sera|revien\w{1,3}|reviendra\w?|co[ûu]t\w{1,5}|vaut|sort|tourne"
    r"|part|d[ée]bute|d[ée]marre|commence|factur\w{1,4}|compt\w{1,4}|vend\w{0,3}|propos\w{1,4}|demand\w{1,6}|prends?"
    r"|fais|fait|mets|chiffr\w{1,3}|tabl\w{1,3}|pr[ée]vo\w{1,4}|[àa]|suis|is|are|costs?|runs?|comes?|works? out"
    r"|at|would be|will|worth|charged?|bill(?:ed)?|ask|take|want|pay|paye[rz]|starts?|set you back|bid|i'd|i'm|for"
    r"|pour|de)\b|'s\b"
)
_OTHER = re.compile(
    r"\b(?:forfaits?|packs?|packages?|total|ensemble|whole|flat|fixed|projets?|projects?|acomptes?|deposits?|d[ée]placements?"
    r"|frais|fees?|budgets?|tjm|clients?|customers?|d[ée]duit\w{0,2}|au lieu|instead|remise|discount|site|website|logo"
    r"|boutique|setup|mise en place|gagn\w{1,3}|earn\w{0,3}|[ée]conomis\w{1,5}|saves?|minimum|mini|min|offerte?s?|free"
    r"|gratuite?s?|plus|puis|then|ensuite|sauf|except)\b"
)
_SUBJECT = re.compile(
    r", ?(?!(?:je|j'|i|we|on|nous|c'est|it's|[çc]a|cela|ce|il|elle|that's|comptez|count|so|mon|ma|my|our|notre"
    r"|[àa] partir|d[èe]s|from|you) ?)\w"
)
# "Une consultation dure 45 minutes et vaut 60 €", "l'article de 1000 mots": how long it is.
_MEASURE = re.compile(
    r"\(?(?<![€$£\d.,])\d{1,3}(?:[ .]?\d{3})? ?(?:[àa-] ?\d{1,4} )?(?:min\w*|mn|h(?:eures?|ours?|rs?)?|mots|words"
    r"|pages|signes"
    r"|photos|personnes|people|m2|m²)\b(?: ?\d\d)?\)?"
)
# "La journée passe de 500 à 350 €".
_CHANGED = re.compile(
    r" (?:passe|pass[ée]e?|descend\w{0,3}|baisse|monte|goes|went|drops?|is down|is up|moves?) (?:de"
    r"|from) [€$£]?\d[\d .,]{0,8}€? ?"
    r"(?:[àa]|to) "
)
# A verb that tells what its subject costs, wherever it stands.
_COSTS = re.compile(
    r"(?: [^\W\d][\w'-]{0,14}){0,4}? (?:(?:vous |te )?(?:co[ûu]te\w{0,4}|revien\w{1,3}|reviendra\w{0,3}|vaut"
    r"|tourne\w{0,4})|est"
    r" (?:[àa]|de|factur\w{1,3}|compt\w{1,3}|vendu\w?|pay[ée]\w?)|costs?|comes to|runs|would be|works out)\b"
)
# "190 € pour une page et à partir de 390 €": another price begins.
_NEW_TERM = re.compile(
    r"\b(?:et|and|ou|or) (?:(?:[àa] partir d[e'u]|d[èe]s|from|environ|about|around|pour|for) ?)?[€$£]?\Z"
)
_MORE_OF_IT = re.compile(
    r"\A(?: de [^\W\d]{3,12})? (?:(?:en|de) (?:plus|sus)|suppl[ée]mentaires?|additionnel(?:le)?s?|extra|more"
    r"|on top)(?![\w])"
)
_FAR, _NEAR = 60, 28
# "On compte à la journée chez nous ; il faudra prévoir 540 €", "un forfait mensuel. Il est de 640 €".
_ADJECTIVE = (
    r"(?P<day{0}>journali[eè]re?s?|daily)|(?P<hour{0}>horaires?|hourly)|(?P<month{0}>mensuel(?:le)?s?|monthly)"
    r"|(?P<year{0}>annuel(?:le)?s?|yearly|annual|annually)|(?P<half{0}>hebdomadaires?|weekly)"
)
_STATED = re.compile(
    r"\b(?:(?:factur\w{1,6}|compt\w{1,3}|bill\w{0,4}|charg\w{1,3}|tarif\w{0,8}|prix|travaill\w{1,3}|interven\w{1,4}"
    r"|interviens|r[ée]mun[ée]r\w{1,5}|pay[ée]\w{0,2}|paid|pric\w{1,4}|rates?|work|fonctionn\w{1,4}|vend\w{0,3}|raisonn\w{1,4}|chiffr\w{1,4}|calcul\w{1,3}|reckon|think)"
    r"(?: [^\s\d.,;!?]{1,12}){0,2} (?:(?:[àa] la|au|by the|per|par|in|en) |[àa] l'|(?=half|demi|full|whole"
    r"|journ[ée]es (?:enti|compl)))"
    r"(?:(?P<half>demie?[- ]journ[ée]es?|half[- ]days?|semaine|week|soir[ée]e|nuit|night|vacation)"
    r"|(?P<day>jour(?:n[ée]e)?s?|(?:full |whole )?days?)"
    rf"|(?P<hour>heure|hour)|(?P<month>mois|month)|(?P<word>mot|word)|(?P<piece>{PIECES}))"
    r"|(?:forfaits?|abonnements?|formules?|tarifs?|factur\w{1,5}|suivi|retainers?|plans?|fees?|rates?|bill\w{0,4}|charged?"
    r"|paid|subscription|contrat|accompagnement)(?: (?:is|are|est|sont))? (?:" + _ADJECTIVE.format("_adj") + r"))\b"
)
_NEGATED = re.compile(
    r"(?:\bpas|\bplus|\bni|\bnot|n't|\bnever|\bjamais|\bno|instead of|rather than|au lieu de)\b[^.,;]{0,24}\Z"
)
_STOP = re.compile(r"[.!?;\n]")
_REACH = 150


def stated(before: str) -> Governor | None:
    """What the words of earlier clauses say is paid, an hour or a page; `before` ends at the amount, and holds none."""
    window = before[-_REACH:]
    found = None
    for each in _STATED.finditer(window):
        found = each
    if found is None:
        return None
    gap = window[found.end() :]
    if _OTHER.search(gap) or len(_STOP.findall(gap)) > 1 or _NEGATED.search(window[: found.end()]):
        return None
    name = next(name for name, words in found.groupdict().items() if words)
    unit = Unit(plain) if (plain := name.removesuffix("_adj")) in _TIMES else Unit.UNKNOWN
    return Governor(unit, found.group(name) if unit is Unit.UNKNOWN else None, linked=False)


_COUNT = r"(?:\d{1,3}|une?|deux|trois|quatre|cinq|six|huit|dix|one|two|three|four|five|six|eight|ten)"
_MONTHLY = re.compile(
    r"\s?(?:ht |ttc )?(?:,? ?(?:pour|for|covers?|includes?|including|gets you|comprend|couvre|inclut|avec|with"
    r"|soit)|[:=(])\s?"
    rf"(?:(?:up to|jusqu'[àa]|environ|about) )?{_COUNT}(?: ?(?:[àa]|to"
    rf"|-) ?\d{{1,3}})?(?: ?[^\W\d][\w-]{{0,13}}){{1,3}} ?"
    r"(?:par |per |a |/ ?|each |every |chaque )(?:mois|month|mo)\b"
    r"|[^.;!?\n\d€$£]{0,45}[,(] ?(?:(?:pay\w{2,5}|factur\w{1,4}|billed|paid) )?(?:tous les mois|chaque mois|every month"
    r"|each month|mensuels?|mensuellement|monthly)\b"
)


def monthly(after: str) -> bool:
    """Whether the words behind an amount say that it is paid each month: "320 € pour 4 articles par mois"."""
    return _MONTHLY.match(after) is not None


def governor(window: str) -> Governor | None:
    """What governs the amount that the words of its sentence in `window` end before; None when nothing does.

    >>> governor("la page me prend deux heures, je la compte ")
    Governor(unit=<Unit.UNKNOWN: 'unknown'>, raw='page', linked=True)
    >>> governor("un site complet pour ") is None
    True
    """
    window = window.lstrip()
    for found in reversed(list(_GOVERNOR.finditer(window))):
        gap = _CHANGED.sub(" à ", _MEASURE.sub(" ", window[found.end() :]))
        if found.group("each") is not None:
            gap = _MORE_OF_IT.sub(" ", gap)
        if len(gap) > _FAR or any(sign.isdigit() for sign in gap) or "\n" in gap.strip():
            return None
        kind = _kind(found, window, gap)
        if kind is not None:
            return kind
        if _stands_between(found, gap):
            return None
    return None


def _stands_between(found: re.Match[str], gap: str) -> bool:
    """Whether a thing that is no unit takes the amount: "par semaine je fais un site à 900 €"."""
    thing = found.group("any") if found.group("one") is not None else None
    return thing is not None and thing not in _OWN_WORDS and len(gap) <= 8


def _kind(  # noqa: PLR0911 - each return is one reason
    found: re.Match[str], window: str, gap: str
) -> Governor | None:
    name = str(found.lastgroup)
    mark = next(mark for mark in ("each", "mode", "one", "many", "alone") if found.group(mark) is not None)
    mark = "many" if mark == "alone" else mark
    if mark == "many" and not (name == "piece" and found.group(name).endswith("s") and _ARE.match(gap)):
        if found.group().startswith(("the ", "my ", "our ")):
            mark = "one"
        else:
            return None
    noun = found.group(name)
    if (
        mark == "one"
        and name == "piece"
        and noun.endswith("s")
        and not noun.endswith("ss")
        and found.group()[:2] in {"yo", "vo", "my", "ou", "th"}
    ):
        return None  # "I'll do your gutters for 60"
    if (
        _NEW_TERM.search(gap)
        or (noun in _NO_NOUN and not (mark == "each" and name == "piece"))
        or (name == "any" and mark in _NOT_ANY)
        or _OTHER.search(gap)
        or _STALE.match(gap)
    ):
        return None
    before = window[: found.start()]
    if name == "piece" and mark == "one" and _SO.search(before):
        return None  # "donc ta vidéo te coûtera 320": the one that is meant
    if _LAST.search(before) or _NOT_BY.search(before):
        return None
    if name in _PERIODS and _COUNTED.search(before):
        often = name == "month" and _FOR_SO_MANY.search(before) is not None and _LINK.search(gap) is not None
        return Governor(Unit.MONTH, None, linked=True) if often else None
    linked = _LINK.search(gap) is not None
    if not _in_place(
        mark,
        before,
        gap,
        linked=linked,
        piece=name == "piece",
        timed=name in _TIMES,
        sold_by=found.group("by") is not None,
    ):
        if mark not in {"one", "mode"} or name not in {"day", "half"} or not _AT.match(gap):
            return None
        linked = False  # "venir une journée pour 400 €"
    unit = Unit(name) if name in _TIMES else Unit.UNKNOWN
    return Governor(unit, noun if unit is Unit.UNKNOWN else None, linked, weak=mark in {"one", "mode"})


def _in_place(mark: str, before: str, gap: str, *, linked: bool, piece: bool, timed: bool, sold_by: bool) -> bool:
    """Whether a candidate stands where such a word governs an amount."""
    opens = _CLAUSE.search(before) is not None
    priced = _PRICE_BEFORE.search(before) is not None
    if _SUBJECT.search(gap) and not priced:
        return False
    does = sold_by or _DOES.search(before) is not None
    if mark == "each":
        return (opens and linked) or ((opens or priced or does) and len(gap) <= _NEAR)
    if mark == "many":
        return opens
    if mark == "mode":
        return (opens and (linked or (timed and len(gap) <= _NEAR))) or (priced and (linked or len(gap) <= _NEAR))
    if piece and _COSTS.match(gap):
        return True
    return linked and (opens or (does and (piece or _AT.match(gap) is not None)))
