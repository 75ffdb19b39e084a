"""Percentages that are a price: a commission, a share of sales or of the advertising budget."""

import re

_BASE = (
    r"commissions?\b|fees?\b|cht\b|travaux|ht\b|prix\b|factur\w{1,3}|brut\b|salaires?|package|r[ée]mun[ée]ration|loyers?|ventes?"
    r"|ca\b|chiffre|budgets?|revenus?|revenues?"
    r"|d[ée]penses?|invest\w*|(?:ad\s|ads\s|media\s)?spend"
    r"|m[ée]dias?|montant|gains?|recettes?|paniers?|sales|turnover"
    r"|commandes?|orders?|marges?|[ée]conomies|savings|leads|transactions?|encaiss\w*|net\b|profits?|deals?"
    r"|r[ée]sultats?|subventions?|honoraires|b[ée]n[ée]fices?|gross\b|gmv"
)
_OF = re.compile(
    r"\s{0,2}%\s{0,2}(?:ht\s)?(?:(?:de\s|d')?(?:commission|com\b|success fee)"
    rf"|(?:des?|du|sur|of|on|d')\s?(?:(?:vos|les|la|le|l'|votre|your|the|all|total|net|ton|tes|chaque|each"
    rf"|toutes?|monthly)\s?){{0,2}}(?:[\w-]{{3,16}}\s){{0,2}}(?:{_BASE}|what(?:ever)?\b|(?:tout\s)?ce\sque?\b))"
)
# What adds a share to the price before it: "900 $/month per brand + 2 %".
_ADDED = re.compile(r"\A[\s)]{0,2}(?:(?:per|par|/)\s?[\w-]{2,15}\s{0,2})?(?:\+|et|and|plus|,? puis|&)\s{0,2}\Z")
_ASKED = re.compile(
    r"(?:commissions?|honoraires? (?:de r[ée]sultat|au r[ée]sultat|de succ[èe]s)|au succ[èe]s|success fee|\bje "
    r"(?:prends|touche|demande|per[çc]ois|garde|me r[ée]mun\w{1,5}|me paie|suis pay[ée]e?)|\bon (?:prend|touche"
    r"|se r[ée]mun\w{1,5})|nous prenons|\bi (?:take|charge|work)|\bwe (?:take|charge|work)|\bfor|\bpour"
    r"|r[ée]mun[ée]r\w{1,6}|ma part|(?:our|my) cut|[àa] la perf\w{0,7}|au r[ée]sultat|tarif|\bpuis|\bplus|\+"
    r"|\bet|\band|\bthen|\bor|\bou)(?:\s[^\s%.;!?\d]{1,15}){0,4}[\s:=(]{0,3}\Z"
)
# A share that was measured, not asked: "30 % de ventes en plus".
_MEASURED = re.compile(
    r"\s(?:en plus|de plus|en moins|r[ée]alis[ée]s?|en \d|vien(?:t|nent)|provien(?:t|nent)|sur mobile"
    r"|[àa] l'export|comes?\b|came\b|growth|in \d|supplémentaires? en)"
)
_SURE = re.compile(
    r"commission|honoraires? (?:de r[ée]sultat|au r[ée]sultat|de succ[èe]s)|au succ[èe]s|success fee|je (?:prends"
    r"|touche|per[çc]ois|garde|demande)|on prend|nous prenons|\b(?:i|we) (?:take|charge)"
    r"|r[ée]mun[ée]r|ma part|(?:our|my) cut|[àa] la perf|au r[ée]sultat"
)
_NOT = re.compile(
    r"(?:\b(?:tu|vous|il|elle|on|ils|you|he|she|they)\s(?:dis|dites|dit|disais|disiez|parl\w+|sa(?:y|id|ys)|mention\w*"
    r"|talk\w*)|\+|-|\btva|\bvat|remise|r[ée]duction|hausse|baisse|amende|acompte|gagn\w{1,4}|augment\w{1,6}"
    r"|cro[iî]\w{1,8}|repr[ée]sent\w{1,6}|\btaux|plus de|\bfine|d[ée]pos\w{1,5}|deposit"
    r"|increase\w{0,3}|\bgrew|growth|boost\w{0,3}|generat\w{1,4}|g[ée]n[ée]r\w{1,4}|r[ée]dui\w{1,5}"
    r"|lower\w{0,3}|cut by|sav\w{1,4}|progress\w{1,5})(?:\s[^\s%.;!?,\d]{1,15}){0,3}[\s:=(]{0,2}\Z"
)


_NEXT_SHARE = re.compile(
    r"(?:,|/|\b(?:puis|then|ou|or|et|and|ensuite|sinon|else))\s(?:(?:puis|then|de|seulement|only|just)\s)?\Z"
)
_NO_SHARE = re.compile(
    r"\s?%\s(?:(?:de (?:mon|notre) (?:ca\b|chiffre)|of (?:my|our) (?:turnover|revenue))|(?:de |d'|off\b)?(?:remise"
    r"|r[ée]duction|rabais|off\b|discount|tva|vat|acompte|deposit|up-?front)"
    r"|(?:on|upon|at|[àa] la|[àa]) (?:order|booking|signature|signing|delivery|completion|commande|livraison"
    r"|r[ée]servation|the start))"
)


def read_percent(
    lower: str, first: int, start: int, end: int, *, after_price: bool = False, after_share: bool = False
) -> int | None:
    """The end of the words of a percentage that is asked for, or None when it measures something else.

    `lower[first:start]` are the words before it, `lower[start:end]` the figure. `after_price`: a price ends right
    before, so that "+" adds one: "1 000 €/mois + 5 % des ventes". `after_share`: another share
    stands before it in the sentence.
    """
    before = lower[first:start]
    if _NO_SHARE.match(lower, end):
        return None
    if after_share and _NEXT_SHARE.search(before):
        of = _OF.match(lower, end)
        return of.end() if of is not None else lower.index("%", end) + 1
    if after_price and _ADDED.match(before):
        before = "+ "
    elif _NOT.search(before):
        return None
    of = _OF.match(lower, end)
    if of is not None:
        measured = _MEASURED.match(lower, of.end()) is not None and _SURE.search(before) is None
        return None if measured else of.end()
    if _ASKED.search(before) and _SURE.search(before):
        return lower.index("%", end) + 1
    return None
