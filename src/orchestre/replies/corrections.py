"""What the owner says of a reply, laid over what was read in it. The reading itself is never changed.

A document is one line of `orchestre replies read`. A corrected field loses its evidence: its words are the owner's.

>>> read = {"kind": "offer", "years_experience": 3.0, "evidence": {"kind": [[0, 4]], "years_experience": [[9, 14]]}}
>>> now = apply(read, {"years_experience": 8})
>>> now["years_experience"], now["evidence"], now["by_human"]
(8, {'kind': [[0, 4]]}, ['years_experience'])
>>> read["years_experience"]
3.0
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from orchestre.basics import OrchestreError
from orchestre.reading.claims import ClaimType
from orchestre.reading.language import LANGUAGES, UNKNOWN
from orchestre.reading.values import Qualifier, Remote, Tax, TermState, Unit
from orchestre.replies.extract import Kind

Json = Any
Document = Mapping[str, Json]

TERM = "term:"
"""`term:<key>` is a fact the owner named; it stands in `terms` of the corrected document."""
KEPT = "kept"
"""The tray: true for brought back, false for set aside. It is no field of the document."""
SAME_PERSON = "same_person"
"""Whether this reply and others are one person's: `{id of the other: true or false}`. No field of the document."""
BY_HUMAN = "by_human"
_NOBODY_SAID: list[int] = [0, 0]

LONGEST_PART = 200
MOST_PARTS = 20
MOST_AMOUNT = Decimal(10) ** 12


class CorrectionInvalid(OrchestreError):
    code = "replies.correction_invalid"


class AmountInvalid(CorrectionInvalid):
    code = "replies.amount_invalid"


class YearsInvalid(CorrectionInvalid):
    code = "replies.years_invalid"


class DateInvalid(CorrectionInvalid):
    code = "replies.date_invalid"


class ContactInvalid(CorrectionInvalid):
    code = "replies.contact_invalid"


def apply(document: Document, corrections: Mapping[str, Json]) -> dict[str, Json]:
    """The document as it holds now. `corrections`: value of `check` by field; the caller sees to KEPT and SAME_PERSON.

    `by_human` lists the fields of the document that were corrected, `terms` the states of the owner's facts.
    """
    now = _with_own_prices(document) if _is_now_an_offer(document, corrections) else dict(document)
    evidence = dict(now.get("evidence") or {})
    by_human, terms = [], dict(document.get("terms") or {})
    for field, value in corrections.items():
        if field in (KEPT, SAME_PERSON):
            continue
        if field.startswith(TERM):
            terms[field.removeprefix(TERM)] = value
            continue
        if field in ("price", "claims"):
            evidence = _with_kept_evidence(evidence, field, now.get(field) or [], value)
        else:
            evidence.pop(field, None)
        now[field] = value
        by_human.append(field)
    now["evidence"] = evidence
    now[BY_HUMAN] = sorted(by_human)
    if terms:
        now["terms"] = terms
    if "kind" in by_human:
        now["kind_confidence"] = 1.0
    return now


def _is_now_an_offer(document: Document, corrections: Mapping[str, Json]) -> bool:
    """Whether the owner made the reply an offer, by its kind or by bringing it back from the tray."""
    return bool(document.get("price_aside")) and (corrections.get("kind") == Kind.OFFER or bool(corrections.get(KEPT)))


def _with_own_prices(document: Document) -> dict[str, Json]:
    """The document with the prices that were set aside as its own, each with its words."""
    now = {field: value for field, value in document.items() if field != "price_aside"}
    for part in ("evidence", "confidence"):
        told = dict(document.get(part) or {})
        told["price"] = told.pop("price_aside", [])
        now[part] = told
    now["price"] = list(document["price_aside"])
    return now


def _with_kept_evidence(
    evidence: dict[str, Json], field: str, before: list[Document], after: list[Document]
) -> dict[str, Json]:
    """Prices and claims that were left as they were keep their words; spans stay in the order of the list."""
    spans = list(evidence.get(field) or [])
    kept = [next((span for old, span in zip(before, spans, strict=False) if old == one), _NOBODY_SAID) for one in after]
    rest = {name: found for name, found in evidence.items() if name != field}
    return rest | ({field: kept} if any(span != _NOBODY_SAID for span in kept) else {})


def check(field: str, value: Json) -> Json:
    """The value as it is kept (JSON). Raises CorrectionInvalid for a field or a value that cannot be.

    >>> check("years_experience", "7,5"), check("remote", "hybrid"), check("location", " Lille ,Roubaix ")
    (7.5, 'hybrid', ['Lille', 'Roubaix'])
    """
    if field.startswith(TERM) and len(field) > len(TERM):
        return _one_of(TermState)(field, value)
    checker = _CHECKS.get(field)
    if checker is None:
        raise CorrectionInvalid(field=field)
    return checker(field, value)


def _one_of(states: type[StrEnum]) -> Callable[[str, Json], str]:
    def checker(field: str, value: Json) -> str:
        try:
            return states(value).value
        except ValueError:
            raise CorrectionInvalid(field=field) from None

    return checker


def _yes_or_no(field: str, value: Json) -> bool:
    if not isinstance(value, bool):
        raise CorrectionInvalid(field=field)
    return value


def _same_persons(field: str, value: Json) -> dict[str, bool]:
    if not isinstance(value, Mapping) or len(value) > MOST_PARTS * 5:
        raise CorrectionInvalid(field=field)
    if any(not isinstance(other, str) or not other or not isinstance(same, bool) for other, same in value.items()):
        raise CorrectionInvalid(field=field)
    return dict(value)


def answers(corrections: Iterable[tuple[str, Json]]) -> dict[tuple[str, str], bool]:
    """What the owner said of two replies (`replies.persons.Answers`), from the SAME_PERSON corrections that hold: pairs
    of a reply's id and the value of its correction, oldest first.

    >>> answers([("b", {"a": True}), ("c", {"a": False})])
    {('b', 'a'): True, ('c', 'a'): False}
    """
    found: dict[tuple[str, str], bool] = {}
    for own, said in corrections:
        for other, same in said.items():
            found.pop((other, own), None)
            found[own, other] = same
    return found


def _figure(written: Json) -> Decimal | None:
    """A number as people write it; None when nothing was written. Raises InvalidOperation."""
    plain = str("" if written is None else written).strip()
    for gap in (" ", "\u00a0", "\u202f", "'", "€"):
        plain = plain.replace(gap, "")
    if not plain:
        return None
    value = Decimal(plain.replace(",", "."))
    if not value.is_finite() or value < 0:
        raise InvalidOperation
    return value


def _as_json(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _years(field: str, value: Json) -> int | float | None:
    try:
        years = _figure(value)
    except InvalidOperation:
        raise YearsInvalid(field=field, given=str(value)[:40]) from None
    if years is not None and years > 80:
        raise YearsInvalid(field=field, given=str(value)[:40])
    return _as_json(years)


def _parts(field: str, value: Json, between: str = r"[,\n]") -> list[str]:
    """What stands between commas or on lines of its own, or a list of it as it is kept."""
    parts = re.split(between, value) if isinstance(value, str) else value
    if not isinstance(parts, list) or any(not isinstance(part, str) for part in parts):
        raise CorrectionInvalid(field=field)
    return [written[:LONGEST_PART].rstrip() for part in parts if (written := " ".join(part.split()))][:MOST_PARTS]


def _each_once(field: str, value: Json) -> list[str]:
    return list(dict.fromkeys(_parts(field, value, r"[,;\n]")))


_EMAIL = re.compile(r"[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@.,;<>]+")
_PHONE = re.compile(r"[+(]?\d(?:[\s().\-/]{0,3}\d){5,16}")
_URL = re.compile(r"(?:https?://)?[^\s/:<>\"]+\.[^\s<>\"]+", re.IGNORECASE)
_HANDLE = re.compile(r"[^\s<>\"]+")


def _contacts(form: "re.Pattern[str]", between: str = r"[,;\n]") -> Callable[[str, Json], list[str]]:
    """Each has to look like what it is: a slip of the pen is told at once, not found when one writes to it."""

    def checker(field: str, value: Json) -> list[str]:
        parts = list(dict.fromkeys(_parts(field, value, between)))
        wrong = next((part for part in parts if not form.fullmatch(part)), None)
        if wrong is not None:
            raise ContactInvalid(given=wrong[:60])
        return parts

    return checker


def _language(field: str, value: Json) -> str:
    if value not in (*LANGUAGES, UNKNOWN):
        raise CorrectionInvalid(field=field)
    return str(value)


def _availability(field: str, value: Json) -> dict[str, Json] | None:
    """`{start, immediate, days_per_week}`; null when nothing is said about it."""
    if value is None:
        return None
    if not isinstance(value, Mapping):
        raise CorrectionInvalid(field=field)
    written = value.get("start") or None
    try:
        start = None if written is None else date.fromisoformat(str(written)).isoformat()
    except ValueError:
        raise DateInvalid(given=str(written)[:40]) from None
    try:
        days = _figure(value.get("days_per_week"))
    except InvalidOperation:
        raise CorrectionInvalid(field=field) from None
    if days is not None and days > 7:
        raise CorrectionInvalid(field=field)
    immediate = bool(value.get("immediate"))
    if start is None and days is None and not immediate:
        return None
    return {
        "date_text": str(value.get("date_text") or "")[:200],
        "start": start,
        "immediate": immediate,
        "days_per_week": _as_json(days),
    }


def _prices(field: str, value: Json) -> list[dict[str, Json]]:
    if not isinstance(value, list) or len(value) > 20:
        raise CorrectionInvalid(field=field)
    return [_price(field, each) for each in value]


def _price(field: str, value: Json) -> dict[str, Json]:
    """One price of the document. The qualifier follows from the amounts when it does not fit them."""
    if not isinstance(value, Mapping):
        raise CorrectionInvalid(field=field)
    low, high = (_amount(value.get(name)) for name in ("amount_min", "amount_max"))
    if low is not None and high is not None and low > high:
        raise AmountInvalid(given=f"{value.get('amount_min')} > {value.get('amount_max')}")
    qualifier = _one_of(Qualifier)(field, value.get("qualifier") or Qualifier.EXACT)
    unit = _one_of(Unit)(field, value.get("unit") or Unit.UNKNOWN)
    price = {
        "amount_min": _as_json(low),
        "amount_max": _as_json(high),
        "currency": None if unit == Unit.PERCENT else str(value.get("currency") or "EUR")[:3].upper(),
        "unit": unit,
        "tax": _one_of(Tax)(field, value.get("tax") or Tax.UNKNOWN),
        "qualifier": _fitting(Qualifier(qualifier), low, high).value,
    }
    if value.get("unit_raw"):
        price["unit_raw"] = str(value["unit_raw"])[:80]
    if value.get("vat_exempt"):
        price["vat_exempt"] = True
    return price


def _claims(field: str, value: Json) -> list[dict[str, Json]]:
    """`[{type, words, checkable}]`: a claim left out is one the author did not make."""
    if not isinstance(value, list) or len(value) > MOST_PARTS:
        raise CorrectionInvalid(field=field)
    found = []
    for each in value:
        words = " ".join(str(each.get("words") or "").split()) if isinstance(each, Mapping) else ""
        if not words:
            raise CorrectionInvalid(field=field)
        kind = _one_of(ClaimType)(field, each.get("type"))
        found.append({"type": kind, "words": words[:LONGEST_PART], "checkable": bool(each.get("checkable"))})
    return found


def _amount(written: Json) -> Decimal | None:
    try:
        amount = _figure(written)
    except InvalidOperation:
        raise AmountInvalid(given=str(written)[:40]) from None
    if amount is not None and amount > MOST_AMOUNT:
        raise AmountInvalid(given=str(written)[:40])
    return amount


def _fitting(said: Qualifier, low: Decimal | None, high: Decimal | None) -> Qualifier:
    if low is None and high is None:
        return said if said in {Qualifier.ON_QUOTE, Qualifier.FREE} else Qualifier.UNKNOWN
    if high is None:
        return Qualifier.FROM
    if low is None:
        return Qualifier.UP_TO
    if low == high:
        return said if said is Qualifier.ABOUT else Qualifier.EXACT
    return Qualifier.RANGE


_CHECKS: Mapping[str, Callable[[str, Json], Json]] = {
    KEPT: _yes_or_no,
    SAME_PERSON: _same_persons,
    "kind": _one_of(Kind),
    "price": _prices,
    "years_experience": _years,
    "location": _parts,
    "remote": _one_of(Remote),
    "availability": _availability,
    "emails": _contacts(_EMAIL),
    "phones": _contacts(_PHONE),
    "urls": _contacts(_URL, r"[,;]?\s+|[,;]$"),  # a page may have a comma in its address
    "handles": _contacts(_HANDLE),
    "skills": _each_once,
    "claims": _claims,
    "tools": _each_once,
    "mentions": _each_once,
    "language": _language,
}
FIELDS = frozenset(_CHECKS) - {KEPT, SAME_PERSON}
"""The fields of a document that can be corrected."""
