"""What one sentence tells, each fact with its words: trade, people, budget, deadline, place, tools, state, who asks."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any

from orchestre.basics import Language
from orchestre.basics.typography import money, number
from orchestre.knowledge import Both, Knowledge, Trade, find
from orchestre.reading.normal import fold, prepare
from orchestre.reading.numbers import Amount, find_amounts, spelled
from orchestre.reading.places import find_places

SAID, SECTOR, HEADCOUNT, ANSWER = "sentence", "sector", "headcount", "answer"
"""Where a fact comes from."""


@dataclass(frozen=True, slots=True)
class Fact:
    """`value`: a whole number, an amount in euros, or words; `words`: those of the sentence it was read in."""

    key: str
    value: int | Decimal | str
    words: str
    origin: str = SAID
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """The facts of a need and the tags they open."""

    sentence: str
    facts: tuple[Fact, ...]
    trades: tuple[Trade, ...]
    tags: frozenset[str]

    def first(self, key: str) -> Fact | None:
        return next((fact for fact in self.facts if fact.key == key), None)


@cache
def words() -> Mapping[str, Any]:
    return tomllib.loads(resources.files("orchestre.need").joinpath("words.toml").read_text(encoding="utf-8"))


LABELS: Mapping[str, Both] = {
    "sector": Both("métier", "trade"),
    "headcount": Both("effectif", "people"),
    "budget": Both("budget", "budget"),
    "count": Both("nombre dit", "number told"),
    "share": Both("part dite", "share told"),
    "deadline": Both("échéance", "deadline"),
    "place": Both("lieu", "place"),
    "tool": Both("outil nommé", "tool named"),
    "state": Both("situation", "situation"),
    "asker": Both("qui le demande", "who asks"),
}

_EURO = re.compile(r"\s?(?:k?\s?€|euros?\b|eur\b)")
_PERIOD = re.compile(r"\s*(?:€|euros?|eur)?\s*(?:h\.?t\.?|ttc)?\s*(?:par|/|a|per)\s*(mois|an|month|year)\b")
_TAX = re.compile(r"\b(ht|ttc|hors taxes?|excluding tax|including tax)\b")
_CEILING = re.compile(r"(tout casser|maximum|max\b|moins de|pas plus|plafond|au plus|at most|less than|up to|under)")
_NOUN = re.compile(r"[\s\u00a0\u202f]+(?:de |d')?([^\W\d_]{3,})")
_YEAR = range(1990, 2101)
_DOZENS = {
    "dizaine": 10,
    "douzaine": 12,
    "quinzaine": 15,
    "vingtaine": 20,
    "trentaine": 30,
    "cinquantaine": 50,
    "soixantaine": 60,
    "centaine": 100,
    "dozen": 12,
}
_WORDED = re.compile(
    r"\b(deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|quinze|vingt|trente|quarante|cinquante|soixante|cent|"
    r"two|three|four|five|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|"
    + "|".join(_DOZENS)
    + r")\s(?:de |d['\u2019])?([^\W\d_]{3,})"
)
_ASKERS = re.compile(
    r"\b(?:notre|mon|un|une|nos|le|la|les|our|my)\s(?:gros\s)?(assureur|comptable|banquier|banque|clients?|patiente?|"
    r"parent|concurrents?|confrere|revendeurs|insurer|accountant|customers?|bank)\b.{0,25}?\b(?:dit|demand\w+|reclam\w+|ral\w+|"
    r"plain\w+|pos\w+|asks?|says|complain\w*)"
)


def read_facts(sentence: str, known: Knowledge, *, sector: str = "", headcount: int | None = None) -> Told:
    """Facts in the order they are shown. `sector` and `headcount` given apart win over the sentence."""
    straight = sentence.replace("\u2019", "'")
    lower, folded = prepare(straight).lower, fold(straight)
    trades = _trades(f"{sector} . {straight}" if sector else straight, known)
    facts: list[Fact] = []
    if sector:
        facts.append(Fact("sector", sector, sector, SECTOR))
    elif trades:
        hit = (find(straight, trades[0].aliases) or find(straight, trades[0].hints))[0]
        facts.append(Fact("sector", trades[0].id, straight[hit.start : hit.end]))
    if headcount is not None:
        facts.append(Fact("headcount", headcount, str(headcount), HEADCOUNT))
    facts += _numbers(straight, lower)
    facts += _spelled_counts(straight, lower)
    facts += _said(straight, folded)
    given = _headcount_of(sector) if sector else []
    if headcount is None and given:
        facts.append(Fact("headcount", given[0], sector, SECTOR))
    return Told(sentence, tuple(facts), trades, _tags(f"{straight} {sector}", facts, trades))


def _headcount_of(sector: str) -> list[int]:
    return [int(fact.value) for fact in _numbers(sector, prepare(sector).lower) if fact.key == "headcount"]


def _trades(text: str, known: Knowledge) -> tuple[Trade, ...]:
    """Each trade told by an alias, or by two hints, in the order of the text."""
    found: list[tuple[int, Trade]] = []
    for trade in known.trades:
        hits, hints = find(text, trade.aliases), find(text, trade.hints)
        if hits or len(hints) > 1:
            found.append((min(hit.start for hit in hits or hints), trade))
    return tuple(trade for _, trade in sorted(found, key=lambda each: each[0]))


def _numbers(text: str, lower: str) -> Iterator[Fact]:
    people = {fold(word) for word in words()["people"]}
    for amount in find_amounts(lower):
        after = lower[amount.end :]
        said = text[amount.start : amount.end]
        if _EURO.match(after) or lower[max(0, amount.start - 2) : amount.start].strip() == "€":
            yield _budget(text, lower, amount)
        elif re.match(r"\s?%", after):
            yield Fact("share", int(amount.value), f"{said} %")
        elif int(amount.value) in _YEAR and not amount.spelled:
            continue
        elif noun := _NOUN.match(after):
            word = fold(noun[1])
            if amount.spelled and amount.value == 1:
                continue
            key = "headcount" if word in people else "count"
            yield Fact(key, int(amount.value), text[amount.start : amount.end + noun.end()], detail=noun[1])


def _spelled_counts(text: str, lower: str) -> Iterator[Fact]:
    """ "trois magasins", "une quinzaine d'utilisateurs": numbers that `find_amounts` takes only beside money."""
    people = {fold(word) for word in words()["people"]}
    for match in _WORDED.finditer(lower):
        value = _DOZENS.get(match[1]) or spelled(match[1])
        noun = fold(match[2])
        if value and value > 1 and noun not in {"mois", "ans", "semaines", "jours", "fois", "tiers", "months", "years"}:
            key = "headcount" if noun in people else "count"
            yield Fact(key, value, text[match.start() : match.end()], detail=text[match.start(2) : match.end(2)])


def _budget(text: str, lower: str, amount: Amount) -> Fact:
    euro = _EURO.match(lower[amount.end :])
    period = _PERIOD.match(lower[amount.end :])
    end = amount.end + max(euro.end() if euro else 0, period.end() if period else 0)
    around = lower[max(0, amount.start - 25) : end + 25]
    parts = [
        {"mois": "month", "month": "month", "an": "year", "year": "year"}[period[1]] if period else "",
        tax[1] if (tax := _TAX.search(around)) else "",
        "ceiling" if _CEILING.search(around) else "",
    ]
    start = amount.start - 1 if lower[: amount.start].endswith(("€", "$", "£")) else amount.start
    return Fact("budget", amount.value, text[start:end].strip(), detail=" ".join(filter(None, parts)))


def _said(text: str, folded: str) -> Iterator[Fact]:
    for key, aliases in (("deadline", words()["deadline"]), ("tool", words()["tools"])):
        for hit in find(text, aliases):
            said = text[hit.start : hit.end] if len(folded) == len(text) else hit.words
            if key == "deadline":
                said = re.split(r"[,.;!?]", text[hit.start :])[0][:60] if len(folded) == len(text) else hit.words
            yield Fact(key, said.strip(), said.strip())
    for place in find_places(prepare(text)):
        yield Fact("place", place.value, place.value)
    if match := _ASKERS.search(folded):
        yield Fact("asker", match.group(), match.group())
    wishes = words()["wish"]
    for clause in re.split(r"(?<=[,.;:!?])\s", text):
        if len(clause.split()) > 3 and not find(clause, wishes):
            yield Fact("state", clause.strip(" ,.;"), clause.strip(" ,.;"))


def _tags(text: str, facts: list[Fact], trades: tuple[Trade, ...]) -> frozenset[str]:
    tags = {tag for trade in trades for tag in trade.tags}
    tags |= {tag for tag, aliases in words()["tags"].items() if find(text, aliases)}
    people = [int(fact.value) for fact in facts if fact.key == "headcount" and isinstance(fact.value, int)]
    if max(people, default=0) >= 50:
        tags.add("headcount-50")
    for fact in facts:
        if fact.key == "budget" and isinstance(fact.value, Decimal):
            yearly = fact.value * (12 if "month" in fact.detail else 1)
            tags.add("budget-5000" if yearly >= 5000 else "budget-small")
    if trades and not tags & {"building", "local"}:
        tags.discard("local-calls")
    return frozenset({*tags, "any"})


def written(fact: Fact, known: Knowledge, language: Language) -> str:
    """A fact as one line of the document."""
    if fact.key == "budget" and isinstance(fact.value, Decimal):
        parts = fact.detail.split()
        period = {"month": Both(" par mois", " a month"), "year": Both(" par an", " a year")}
        text = money(fact.value, language) + "".join(period[p].said(language) for p in parts if p in period)
        text += "".join(f" {p.upper()}" for p in parts if p in {"ht", "ttc"})
        return text
    if fact.key == "sector" and fact.origin == SAID:
        return next((t.label.said(language) for t in known.trades if t.id == fact.value), str(fact.value))
    if fact.key in {"count", "headcount"} and fact.detail:
        return f"{number(int(str(fact.value)), language)} {fact.detail}"
    return fact.words if fact.key == "share" else str(fact.value)
