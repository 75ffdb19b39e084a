"""A price spoken of without an amount: on quote, free of charge, or a rate that is not given."""

import re

from orchestre.basics import Span
from orchestre.reading.values import Qualifier

_FREE = (
    r"(?:je (?:vous |te |peux (?:vous |te )?)?(?:le |la |l'|les )?(?:fais|fait|ferai|faire|propose|offre"
    r"|aide)(?: ça| cela| ce projet| le site)?|c'est|ce sera|nous le faisons|on (?:vous )?le fait|mon aide est"
    r"|travaille(?:r|rai)?|interviens|prestation|mission|accompagnement)"
    r" (?:\w{1,10} ){0,2}(?:gratuit(?:e|ement)?|gratos|b[ée]n[ée]vole(?:ment)?|pour rien)\b"
    r"|b[ée]n[ée]volement\b|\ben b[ée]n[ée]vole\b|[àa] titre gracieux|\bpro[- ]bono\b|(?:do (?:it|this|that)"
    r"|work|build it|help(?: you)?|happy to do (?:it|this)) (?:\w{1,10} ){0,2}(?:for free|free of charge"
    r"|for nothing|at no cost|unpaid)"
    r"|\bfor free (?:in exchange|for (?:my|the) portfolio)|gratuit(?:ement)? (?:en [ée]change|contre (?:un"
    r"|une) (?:t[ée]moignage|avis|r[ée]f[ée]rence)|si je peux)|m[ée]c[ée]nat de comp[ée]tences?"
)
_ON_QUOTE = (
    r"sur devis|devis (?:gratuits?|sur[- ]mesure|personnalis[ée]s?|offerts?|rapides?|sous \d|sur demande"
    r"|[àa] la demande)|(?:tarifs?|prix|tjm) (?:\w{1,12} ){0,2}(?:sur demande|[àa] (?:discuter|d[ée]finir"
    r"|convenir|voir|[ée]tudier)|selon|en fonction|d[ée]pend\w{0,3}|adapt[ée]s?|sur mesure|communiqu[ée]s?"
    r"|en mp|en message|en priv[ée])"
    r"|(?:je|on|nous) (?:vous |te )?(?:fais|fait|faisons|envoie|envoi|enverrai|enverrons|pr[ée]pare"
    r"|peux (?:vous |te )?(?:faire|[ée]tablir|envoyer)|pouvons (?:vous )?(?:faire|[ée]tablir)|[ée]tablis"
    r"|[ée]tablirai)(?: un| mon| notre| le| votre) (?:devis|chiffrage|proposition chiffr[ée]e)"
    r"|chiffrage (?:apr[èe]s|sur|gratuit|d[èe]s)|devis apr[èe]s|(?:free|no[- ]obligation|custom"
    r"|personali[sz]ed|tailored|detailed) (?:quote|estimate|quotation)s?|(?:prices?|pricing|rates?|quotes?"
    r"|costs?|fees?) (?:is |are )?(?:available )?(?:on|upon) (?:request|demand)"
    r"|(?:send|give|get|provide|prepare)(?: you| me| us)? (?:a|an|the|my|our) (?:\w{1,12} )?(?:quote|estimate"
    r"|quotation)|(?:price|pricing|rate|cost|fee)s? (?:will |would |can |may )?(?:depend\w{0,3}|var(?:y|ies)"
    r"|be (?:discussed|quoted|agreed|determined|based))"
    r"|quote (?:after|once|based)|(?:price|rate|budget)s? (?:is |are )?(?:to be (?:discussed|agreed|defined)"
    r"|negotiable|tbd)|by (?:the )?sprint\b"
)
_UNSAID = (
    r"(?:mon |notre |le )?(?:tjm|tarifs?|taux (?:journalier|horaire))\s(?:\w{1,10}\s){0,3}(?:raisonnables?"
    r"|abordables?|attractifs?|comp[ée]titifs?|dans la moyenne|correct\w{0,2}|doux|imbattables?"
    r"|tr[èe]s int[ée]ressants?|n[ée]gociables?|serr[ée]s?|accessibles?)"
    r"|(?:affordable|reasonable|competitive|fair|low|cheap|flexible|negotiable) (?:rates?|prices?|pricing"
    r"|fees?|cost)\b|(?:rates?|price|budget|bid) (?:\w{1,8} ){0,3}(?:placeholder|negotiable|competitive"
    r"|reasonable|flexible)\b|\[(?:tjm|tarif|prix|montant|rate|price)[^\]\n]{0,20}\]|(?:tarifs?|prix|tjm|rate"
    r"|price)[^:\n]{0,20}:\s{0,2}(?:je pr[ée]f[èe]re|on en (?:parle|discute)|en discuter|let's (?:talk"
    r"|discuss)|to discuss|tbd|n/a\b)|(?<!\?)\?{2,} ?(?:€|euros?|k€)|prix (?:imbattable|comp[ée]titif|raisonnable"
    r"|abordable|doux)s?"
)
_SPOKEN = re.compile(rf"(?<!\w)(?:(?P<free>{_FREE})|(?P<on_quote>{_ON_QUOTE})|(?P<unknown>{_UNSAID}))")
_HINT = re.compile(
    r"(?<!\w)(?:devis|gratui|gratos|b[ée]n[ée]vol|gracieux|bono|free|tarif|tjm|prix|taux|rate|pric|quot"
    r"|estimat|chiffrage|cost|fee|budget|\bbid\b|\?\?|sprint|m[ée]c[ée]nat|pour rien|unpaid"
    r"|proposition chiffr)"
)
_DENIED = re.compile(
    r"(?:\bpas|\bnot|n't|\bnon|\bjamais|\bnever|\bni|votre|your|un premier|premi[èe]re?|first|audit|appel|call"
    r"|essai|trial)\s(?:\w{1,10}\s){0,1}\Z"
)


def find_unpriced(lower: str) -> tuple[Qualifier, Span] | None:
    """The first words that speak of a price without giving one; a denial ("pas gratuitement") does not count."""
    if _HINT.search(lower) is None:
        return None
    for found in _SPOKEN.finditer(lower):
        name = str(found.lastgroup)
        if name == "free" and _DENIED.search(lower[max(0, found.start() - 20) : found.start()]):
            continue
        line_end = lower.find("?", found.end(), found.end() + 60)
        if line_end != -1 and name != "unknown" and not any(mark in lower[found.end() : line_end] for mark in ".!\n"):
            continue  # a question put to the buyer
        return Qualifier(name), found.span()
    return None
