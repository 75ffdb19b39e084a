"""What one sentence tells, each fact with its words: trade, people, budget, deadline, place, tools, state, who asks."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from orchestre.basics import Language
from orchestre.basics.typography import money, number
from orchestre.knowledge import Both, Hit, Knowledge, Trade, find
from orchestre.need.counting import read_numbers
from orchestre.need.pay import Pay, pays
from orchestre.need.telling import askers, deadlines, places, situation, tools
from orchestre.need.values import HEADCOUNT, SAID, SECTOR, Fact, words
from orchestre.reading.normal import Prepared, fold, prepare


@dataclass(frozen=True, slots=True)
class Told:
    """The facts of a need and the tags they open."""

    sentence: str
    facts: tuple[Fact, ...]
    trades: tuple[Trade, ...]
    tags: frozenset[str]

    def first(self, key: str) -> Fact | None:
        return next((fact for fact in self.facts if fact.key == key), None)


OPENED: Mapping[str, str] = {"deadline": "dated", "spent": "spent-told"}
"""Facts that open a tag by being told at all."""
MANY = 100
"""From so many of a thing on, its number is a volume."""
CALLED_OUT = frozenset({"building", "callout-trade", "parts", "vulnerable", "emergency", "works-trade"})
"""Trades whom people call to come; of the others, those who call want an answer."""
LABELS: Mapping[str, Both] = {
    "sector": Both("métier", "trade"),
    "headcount": Both("effectif", "people"),
    "budget": Both("budget", "budget"),
    "pay": Both("rémunération dite", "pay told"),
    "spent": Both("dépense d'aujourd'hui", "spent today"),
    "count": Both("chiffre donné", "figure given"),
    "share": Both("part dite", "share told"),
    "deadline": Both("échéance", "deadline"),
    "place": Both("lieu", "place"),
    "tool": Both("outil nommé", "tool named"),
    "state": Both("situation", "situation"),
    "asker": Both("qui le demande", "who asks"),
}


def read_facts(sentence: str, known: Knowledge, *, sector: str = "", headcount: int | None = None) -> Told:
    """Facts in the order they are shown, each once. `sector` and `headcount` given apart win over the sentence."""
    ready = prepare(sentence.replace("\u2019", "'"))
    text = ready.text
    trades = _trades(f"{sector} . {text}" if sector else text, known)
    facts: list[Fact] = []
    if sector:
        facts.append(Fact("sector", sector, sector, SECTOR))
    elif trades:
        hit = (_own(text, trades[0].aliases) or find(text, trades[0].hints))[0]
        facts.append(Fact("sector", trades[0].id, text[hit.start : hit.end]))
    if headcount is not None:
        facts.append(Fact("headcount", headcount, str(headcount), HEADCOUNT))
    limits = deadlines(text, ready)
    paid = list(pays(text))
    facts += [Fact("pay", " ".join(each.words.split()), each.words) for each in paid]
    numbers = [
        fact
        for fact in read_numbers(text, _without(ready.folded, paid))
        if not any(fact.words in text[start:end] for start, end in limits)
    ]
    facts += numbers
    facts += [Fact("deadline", text[start:end].strip(), text[start:end].strip()) for start, end in limits[:1]]
    facts += [*tools(text, ready), *places(ready), *_askers(text, ready, trades)]
    facts += situation(text, [*limits, *_spans(text, facts)])
    given = _headcount_of(sector) if sector else []
    if headcount is None and given:
        facts.append(Fact("headcount", given[0], sector, SECTOR))
    return Told(sentence, tuple(facts), trades, _tags(f"{text} {sector}", facts, trades))


def _without(folded: str, paid: Sequence[Pay]) -> str:
    """The text with a blank for every sum that is pay: it is no budget and counts nothing."""
    for each in paid:
        folded = folded[: each.start] + " " * (each.end - each.start) + folded[each.end :]
    return folded


def _spans(text: str, facts: list[Fact]) -> list[tuple[int, int]]:
    """Where the words of the facts stand."""
    found = [(text.find(fact.words), len(fact.words)) for fact in facts if fact.origin == SAID]
    return [(at, at + size) for at, size in found if at >= 0]


def _headcount_of(sector: str) -> list[int]:
    ready = prepare(sector)
    return [int(fact.value) for fact in read_numbers(ready.text, ready.folded) if fact.key == "headcount"]


def _trades(text: str, known: Knowledge) -> tuple[Trade, ...]:
    """Each trade told by an alias, or by two hints, in the order of the text."""
    found: list[tuple[int, Trade]] = []
    for trade in known.trades:
        hits, hints = _own(text, trade.aliases), find(text, trade.hints)
        if not trade.tags & _PEOPLE_SERVED:
            hits = _not_theirs(text, hits)
        if hits or len(hints) > 1:
            found.append((min(hit.start for hit in hits or hints), trade))
    return tuple(trade for _, trade in sorted(found, key=lambda each: each[0]))


_SOUGHT = re.compile(r"\b(?:cherch\w+|trouver|faut|besoin d'|need|find|hire|looking for)\s?(?:un|une|a|an) $")


_ADVISES = re.compile(
    r"(?:expert-comptable|comptable|avocat|notaire|courtier|medecin(?: du travail)?|accountant|solicitor|lawyer|doctor|"
    r"photographe|photographer|imprimeur|serrurier|locksmith|demenageur)"
    r"(?!\w|\s(?:firm|office|practice))"
)
"""One of a trade whom a company asks: said with an article or "our", it is seldom the company."""
_ONE_OF_THEM = re.compile(
    r"(?<!suis )(?<!est )(?<!sommes )(?<!am )(?<!are )(?<!i'm )\b(?:mon |notre |le |l'|un |d'un |my |our |the |an? )$"
)
_OF_OURS = (
    "maman|mere|papa|pere|amie?|copine|copain|cousine?|voisine?|frere|soeur|beau-frere|belle-soeur|beau-pere|"
    "belle-mere|neveu|niece|cliente?|adherente?|parent|benevole|connaissance|friend|cousin|neighbour|mum|mother|dad|"
    "father|brother|sister|brother-in-law|sister-in-law|nephew|niece|customer|parent"
)
_SOMEBODY = re.compile(rf"\b(?:une?|mon|ma|notre|nos|l'|d'une?|a|an|my|our)\s?(?:{_OF_OURS})s?\s$")
"""Of "une maman avocate", "mon beau-frère plombier": a trade that is not ours."""
_TO_THEM = re.compile(
    r"(?<!pour )\b(?:aux|(?:nos|mes|des|les) (?:clients?|fournisseurs?)|chez (?:les|des|nos)|"
    r"(?:vente|vend\w*|livr\w*) (?:aux|les|des|a des)|"
    r"sell\w* to|suppl\w+ to|our customers?|clients?,? (?:est )?une?|dans (?:les|des)|"
    r"(?:chercher|demarcher|toucher|vers) (?:les|des))\s(?:\w+(?:s|x)?\s(?:et|ou|and|or)\s(?:aux\s)?)?$"
)
"""Of "nos clients crémiers", "la vente aux restaurants": whom we sell to."""
_PEOPLE_SERVED = frozenset({"minors", "health", "members", "tenants", "training-body"})
"""Trades whose names are those of the people they serve: "aux enfants" tells the trade."""
_NOT_THIS = re.compile(r"conducteurs? (?:de travaux|offset|de ligne|d'engins|de machine)")
"""A post of another trade by the same name."""
_BY_ONE = re.compile(r"\b(?:par|d'apres|by) (?:une?|an?) $")
_ASKS_US = re.compile(
    r"(?:association|charity)[^,.;]{0,60}\b(?:nous|m'|me|us) ?(?:a|ont|demande|has|have)\b|"
    r"(?:mairie|council|town hall)\s(?:nous|me|veut|demande|exige|refuse|met|donne|wants|asks|says|gives|refuses)\b"
)

_US = re.compile(r"\b(?:je|j'|nous|notre|nos|on|mon|ma|mes|moi|i|we|our|us|my|me)\b")
"""Somebody speaks of himself; else who is named speaks: "la mairie veut refaire son site"."""


def _askers(text: str, ready: Prepared, trades: Sequence[Trade]) -> list[Fact]:
    """Whoever speaks for himself asks nothing of us."""
    theirs = [] if _US.search(ready.folded) else trades
    return [one for one in askers(text, ready) if not any(find(one.words, trade.aliases) for trade in theirs)]


def _own(text: str, aliases: Sequence[str]) -> list[Hit]:
    """Names of a trade that is ours: "on cherche un couvreur" tells whom one looks for, "mon avocat" who advises."""
    folded = fold(text)
    return [
        hit
        for hit in find(text, aliases)
        if not _SOUGHT.search(folded[: hit.start])
        and not _SOMEBODY.search(folded[: hit.start])
        and not _BY_ONE.search(folded[: hit.start])
        and not _NOT_THIS.match(folded, hit.start)
        and not (_ADVISES.match(folded, hit.start) and _ONE_OF_THEM.search(folded[: hit.start]))
        and not (_ASKS_US.match(folded, hit.start) and _US.search(folded))
    ]


def _not_theirs(text: str, hits: list[Hit]) -> list[Hit]:
    """Names of a trade that are not those of whom one sells to."""
    folded = fold(text)
    return [hit for hit in hits if not _TO_THEM.search(folded[: hit.start])]


def _tags(text: str, facts: list[Fact], trades: tuple[Trade, ...]) -> frozenset[str]:
    tags = {tag for trade in trades for tag in trade.tags}
    tags |= {tag for tag, aliases in words()["tags"].items() if find(text, aliases)}
    people = [int(fact.value) for fact in facts if fact.key == "headcount" and isinstance(fact.value, int)]
    if max(people, default=0) >= 50:
        tags.add("headcount-50")
    for fact in facts:
        if fact.key in {"budget", "spent"} and isinstance(fact.value, Decimal):
            yearly = fact.value * (12 if "month" in fact.detail else 1)
            tags.add("budget-5000" if yearly >= 5000 else "budget-small")
    told = {fact.key for fact in facts}
    tags |= {tag for key, tag in OPENED.items() if key in told}
    if volume(facts):
        tags.add("volume-told")
    if any(fact.key == "count" and _is_several(fact) for fact in facts):
        tags.add("several-sites")
    if trades and not tags & CALLED_OUT:
        tags.discard("local-calls")
    if trades:
        tags.add("trade-told")
    return frozenset({*tags, "any"})


def volume(facts: Sequence[Fact]) -> Fact | None:
    """The greatest quantity told, when it is one that a tool may bend under."""
    counts = [fact for fact in facts if fact.key == "count" and isinstance(fact.value, int) and fact.value >= MANY]
    return max(counts, key=lambda fact: int(str(fact.value)), default=None)


def _is_several(fact: Fact) -> bool:
    """Two places or more of the company: "3 ateliers"."""
    return int(str(fact.value)) > 1 and any(hit.start == 0 for hit in find(fact.detail, words()["places"]))


def written(fact: Fact, known: Knowledge, language: Language) -> str:
    """A fact as one line of the document."""
    if fact.key in {"budget", "spent"} and isinstance(fact.value, Decimal):
        parts = fact.detail.split()
        period = {"month": Both(" par mois", " a month"), "year": Both(" par an", " a year")}
        currency = next((p.upper() for p in parts if p in {"gbp", "usd", "chf"}), "EUR")
        text = money(fact.value, language, currency) + "".join(period[p].said(language) for p in parts if p in period)
        text += "".join(f" {p.upper()}" for p in parts if p in {"ht", "ttc"})
        return text
    if fact.key == "sector" and fact.origin == SAID:
        return next((t.label.said(language) for t in known.trades if t.id == fact.value), str(fact.value))
    if fact.key in {"count", "headcount"} and fact.detail:
        return f"{number(int(str(fact.value)), language)} {fact.detail}"
    return fact.words if fact.key == "share" else str(fact.value)
