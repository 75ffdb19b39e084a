"""Writing a decision: its document is what a decision file holds, as JSON values. Each change gives a new document;
nothing here keeps anything. What is wrong is told by `orchestre.shortlist` when the document is read.
"""

import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from orchestre.basics import OrchestreError
from orchestre.decision import fingerprint
from orchestre.knowledge import load
from orchestre.reading.normal import fold
from orchestre.shortlist import ShortlistDecision, hand
from orchestre.shortlist.decision_file import PRICE, decision_from
from orchestre.shortlist.facts import YES_OR_NO, FactKind

Document = Mapping[str, Any]

MOST_POINTS = 10
PRICE_POINTS = 5
OTHER_POINTS = 2
TERM_POINTS = 1


class NotThatPoints(OrchestreError):
    code = "board.not_that_points"


class AlreadyACriterion(OrchestreError):
    code = "board.already_a_criterion"


# Worst, best and unit that a criterion begins with: a scale one can argue with, changed on the page.
_BEGINNINGS: Mapping[FactKind, Mapping[str, Any]] = {
    FactKind.YEARS: {
        "key": "years",
        "label": {"fr": "Expérience", "en": "Experience"},
        "worst": 0,
        "best": 10,
        "unit": "year",
    },
    FactKind.START: {
        "key": "start",
        "label": {"fr": "Démarrage", "en": "Start"},
        "worst": 60,
        "best": 0,
        "unit": "day",
    },
    FactKind.DAYS_PER_WEEK: {
        "key": "days_per_week",
        "label": {"fr": "Jours par semaine", "en": "Days a week"},
        "worst": 0,
        "best": 5,
        "unit": "day",
    },
    FactKind.REMOTE: {"key": "remote", "label": {"fr": "Travaille à distance", "en": "Works remotely"}},
    FactKind.CONTACT: {"key": "contact", "label": {"fr": "Laisse un contact", "en": "Leaves a contact"}},
    FactKind.PLACE: {"key": "place", "label": {"fr": "Près de chez vous", "en": "Near you"}},
    FactKind.LANGUAGE: {"key": "language", "label": {"fr": "Langue de la réponse", "en": "Language of the reply"}},
    FactKind.NUMBER_GIVEN: {"worst": 0, "best": 10, "unit": ""},
    FactKind.SKILL: {},
    FactKind.TERM: {},
    FactKind.HAND: {},
}


def read(document: Document) -> ShortlistDecision:
    """The decision that a document says. Raises what `orchestre.shortlist.read_decision` raises."""
    # Numbers come back from the database as floats; the file reader wants exact decimals.
    return decision_from(json.loads(json.dumps(document), parse_float=Decimal))


def first(
    *,
    title: str,
    floor: int,
    ceiling: int,
    days: Sequence[int | float] | None = None,
    months: Sequence[int | float] | None = None,
    terms: Iterable[tuple[str, Sequence[str]]] = (),
) -> Document:
    """What is proposed at the beginning: the price on the budget, experience, how soon, and the named terms."""
    need: dict[str, Any] = {"bought_by": "project"}
    if days:
        need["days"] = list(days)
    if months:
        need["months"] = list(months)
    document: Document = {
        "title": title,
        "need": need,
        "price": {
            "points": PRICE_POINTS,
            "rule": "budget",
            "floor": floor,
            "ceiling": ceiling,
            "currency": "EUR",
            "tax": "excl",
            "vat_rate": 20,
        },
        "criterion": [],
        "gate": [],
    }
    for kind in (FactKind.YEARS, FactKind.START):
        document = add(document, beginning(kind))
    for label, words in terms:
        try:
            shown = label[:1].upper() + label[1:]  # it stands beside « Prix » and « Expérience »
            document = add(document, beginning(FactKind.TERM, label=shown, words=words, points=TERM_POINTS))
        except AlreadyACriterion:
            continue
    return document


IMPERATIVE = "fit"
"""The criterion of the imperative requirements, as the choice rule of a need names it."""
DECLARED = "requirements"
"""The criterion of the requirements that each bidder says he meets, as a call that is published asks them."""
BETWEEN = {"fr": "entre les deux", "en": "in between"}


def from_need(title: str, rule: Mapping[str, Any], months: int) -> Document:
    """The decision that the choice rule of a statement of need states: the price on its bounds, every other criterion
    graded by hand from its worst to its best. Requirements that eliminate are a condition on the criterion of the
    imperative ones, which counts nothing when the rule does not name it: graded at its worst, an offer is removed; not
    graded, it stays."""
    given = {str(row["id"]): int(row["points"]) for row in rule["criteria"]}
    # Tens and fives as a need says them; smaller whole numbers, in the same proportions, on the sliders here.
    least = math.gcd(*given.values()) or 1
    bounds = rule["price"]
    document: Document = {
        "title": title,
        "need": {"bought_by": "project", "months": months},
        "price": {
            "points": given.get(PRICE, 0) // least,
            "rule": "budget",
            "floor": bounds["floor"],
            "ceiling": bounds["ceiling"],
            "currency": "EUR",
            "tax": bounds.get("tax", "excl"),
            "vat_rate": 20,
        },
        "criterion": [],
        "gate": [],
    }
    for row in rule["criteria"]:
        if row["id"] != PRICE:
            document = add(document, _by_hand(row, given[str(row["id"])] // least))
    if rule["eliminatory"]:
        if criterion(document, IMPERATIVE) is None:
            document = add(document, _by_hand({"id": IMPERATIVE}, 0))
        document = with_gate(document, IMPERATIVE, {"at_least": 1})
    return document


def _by_hand(row: Mapping[str, Any], points: int) -> dict[str, Any]:
    """A criterion of a need, in both languages where it is one that we know."""
    known = load().criteria.get(row["id"])
    said = {
        name: {"fr": getattr(known, name).fr, "en": getattr(known, name).en} if known is not None else row[name]
        for name in ("label", "worst", "best")
    }
    entry = beginning(FactKind.HAND, label=row["id"], points=points)
    ends = levels((_one_level(said["worst"]), BETWEEN, _one_level(said["best"])))
    return {**entry, "key": key_of(row["id"]), "label": said["label"], "levels": ends}


def _one_level(words: str | Mapping[str, str]) -> str | dict[str, str]:
    """Levels are changed as a list with commas between: there is none inside."""
    if isinstance(words, str):
        return words.replace(", ", " · ")
    return {language: said.replace(", ", " · ") for language, said in words.items()}


def beginning(
    kind: FactKind, *, label: str = "", words: Sequence[str] = (), column: str = "", points: int = OTHER_POINTS
) -> dict[str, Any]:
    """A criterion as it is first proposed. `label`: the owner's own words, in whatever language he writes."""
    entry: dict[str, Any] = {"fact": kind.value, "points": points, **_BEGINNINGS[kind]}
    if label:
        entry["label"] = label
    if "key" not in entry:
        entry["key"] = key_of(label)
    if words:
        entry["words"] = list(words)
    if column:
        entry["column"] = column
    return entry


def key_of(label: str) -> str:
    """A short name without accents or spaces, made from the words of a label.

    >>> key_of("Connaît PrestaShop 8 !")
    'connait_prestashop_8'
    """
    return re.sub(r"[^a-z0-9]+", "_", fold(label)).strip("_")[:60] or "critere"


def keys(document: Document) -> list[str]:
    return [PRICE, *(str(entry["key"]) for entry in document.get("criterion", []))]


def criterion(document: Document, key: str) -> Mapping[str, Any] | None:
    return next((entry for entry in document.get("criterion", []) if entry["key"] == key), None)


def gate(document: Document, key: str) -> Mapping[str, Any] | None:
    """The condition that stands on a criterion."""
    return next((entry for entry in document.get("gate", []) if entry.get("on") == key), None)


def add(document: Document, entry: Mapping[str, Any]) -> Document:
    """One more criterion. Raises AlreadyACriterion when one with that name is there."""
    if entry["key"] in keys(document):
        raise AlreadyACriterion(name=name_of(entry))
    return {**document, "criterion": [*document.get("criterion", []), dict(entry)]}


def change(document: Document, key: str, values: Mapping[str, Any]) -> Document:
    """Other values for one criterion, None taking one away; its place and its key stay."""

    def changed(entry: Mapping[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in {**entry, **values}.items() if value is not None}

    entries = [changed(entry) if entry["key"] == key else entry for entry in document.get("criterion", [])]
    return {**document, "criterion": entries}


def remove(document: Document, key: str) -> Document:
    """Without a criterion, the condition that stands on it and its name in the lots. The price stays."""
    kept = [entry for entry in document.get("criterion", []) if entry["key"] != key]
    lots = [_without_name(lot, key) for lot in document.get("lot", [])]
    return {**with_gate(document, key, None), "criterion": kept, **({"lot": lots} if lots else {})}


def listed(part: Any) -> list[str]:
    """Names in a document: a list, one word for a list of one, or nothing."""
    return [part] if isinstance(part, str) else list(part or [])


def _without_name(lot: Mapping[str, Any], key: str) -> dict[str, Any]:
    named = {name: [each for each in listed(lot.get(name)) if each != key] for name in ("criteria", "must")}
    return {name: part for name, part in {**lot, **named}.items() if part != []}


def with_gate(document: Document, key: str, limits: Mapping[str, float] | None) -> Document:
    """`limits`: at_least, at_most; empty for a yes-or-no fact, None for no condition."""
    gates = [entry for entry in document.get("gate", []) if entry.get("on") != key]
    if limits is not None:
        source = criterion(document, key)
        label = source["label"] if source is not None else {"fr": "Budget maximal", "en": "Maximum budget"}
        gates.append({"key": key, "label": label, "on": key, **limits})
    return {**document, "gate": gates}


def points(document: Document) -> dict[str, int]:
    given = {PRICE: int(document["price"]["points"])}
    return given | {str(entry["key"]): int(entry["points"]) for entry in document.get("criterion", [])}


def with_points(document: Document, given: Mapping[str, int], said: Sequence[Mapping[str, Any]] = ()) -> Document:
    """The same decision under other points; a key that is not a criterion is left out. `said`: the statements that
    the points come from; points that came from others are no longer what was said."""
    price = {**document["price"], "points": given.get(PRICE, document["price"]["points"])}
    entries = [{**entry, "points": given.get(entry["key"], entry["points"])} for entry in document["criterion"]]
    rest = {name: part for name, part in document.items() if name != "said"}
    kept = {"said": [dict(each) for each in said]} if said else {}
    if not said and points({**document, "price": price, "criterion": entries}) == points(document):
        kept = {"said": document["said"]} if "said" in document else {}
    return {**rest, "price": price, "criterion": entries, **kept}


_NOT_OF_CELLS = {"said", "lot", "coordination", "conductor"}


def structure(document: Document) -> str:
    """Fingerprint of what the cells are worked out from: not the points, what they come from, the title, nor the lots.
    While it holds, the cells hold, and what was said of the criteria speaks of these."""
    none = with_points(document, dict.fromkeys(keys(document), 0))
    return fingerprint({name: part for name, part in none.items() if name not in _NOT_OF_CELLS} | {"title": ""})


def levels(words: Sequence[str | Mapping[str, str]], marks: Sequence[float] | None = None) -> list[dict[str, Any]]:
    """Levels of a criterion graded by hand, from the worst: counted from 0 unless they keep their `marks`."""
    return [{"mark": mark, "label": word} for mark, word in zip(marks or range(len(words)), words, strict=True)]


def levels_of(entry: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """As the entry has them; the usual ones when it names none."""
    usual = [{"mark": one.mark, "label": {"fr": one.label.fr, "en": one.label.en}} for one in hand.USUAL]
    return list(entry.get("levels") or usual)


def is_yes_or_no(entry: Mapping[str, Any]) -> bool:
    return FactKind(entry["fact"]) in YES_OR_NO


def is_by_hand(document: Document, key: str) -> bool:
    entry = criterion(document, key)
    return entry is not None and entry["fact"] == FactKind.HAND


def name_of(entry: Mapping[str, Any], language: str = "fr") -> str:
    label = entry.get("label") or entry.get("key", "")
    return str(label if isinstance(label, str) else label.get(language) or next(iter(label.values())))


def points_sent(given: Mapping[str, str], document: Document) -> dict[str, int]:
    """Points as the sliders send them or an address holds them, those of the decision for the others. Raises
    NotThatPoints."""
    known = points(document)
    found = dict(known)
    for key in known:
        written = given.get(f"p_{key}")
        if written is None:
            continue
        if not written.isdecimal() or len(written) > 3 or int(written) > max(MOST_POINTS, known[key]):
            raise NotThatPoints(most=MOST_POINTS)
        found[key] = int(written)
    return found


def quantity(parts: Sequence[float | None]) -> list[float] | None:
    """Low, likely, high as they were written; what is missing follows from the others."""
    low, likely, high = parts
    if likely is None:
        written = [each for each in (low, high) if each is not None]
        return sorted(written) if written else None
    return [likely if low is None else low, likely, likely if high is None else high]
