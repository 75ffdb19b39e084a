"""Starts, places, skills and claims as other people may write them (`tests/data/fields`): shares read right.

Cases with an even index were looked at while rules were written, those with an odd one are counted only.
"""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from orchestre.reading.availability import find_availability
from orchestre.reading.claims import find_claims
from orchestre.reading.language import find_language
from orchestre.reading.normal import fold, prepare
from orchestre.reading.places import find_places
from orchestre.reading.skills import find_skills

FIELDS = Path(__file__).parents[2] / "data" / "fields"
OPEN, KEPT = 0, 1


def table(name: str) -> dict[str, Any]:
    return tomllib.loads((FIELDS / f"{name}.toml").read_text(encoding="utf-8"))


def half(name: str, which: int) -> list[list[Any]]:
    return [case for at, case in enumerate(table(name)["cases"]) if at % 2 == which]


def start_of(text: str) -> str:
    ready = prepare(text)
    found = find_availability(ready, reference_date=table("starts")["reference"], language=find_language(ready))
    if found is None:
        return ""
    return str(found.start) if found.start else "now" if found.immediate else ""


def shares_words(one: str, others: list[str]) -> bool:
    return any(fold(one) in fold(other) or fold(other) in fold(one) for other in others)


@pytest.mark.parametrize(("which", "least"), [(OPEN, 0.93), (KEPT, 0.75)])
def test_first_days(which: int, least: float) -> None:
    cases = half("starts", which)
    assert sum(start_of(text) == start for text, start in cases) >= least * len(cases)


def test_first_days_written_later() -> None:
    cases = table("starts")["more"]
    assert sum(start_of(text) == start for text, start in cases) >= 0.95 * len(cases)


@pytest.mark.parametrize(("which", "recall", "precision"), [(OPEN, 0.98, 0.95), (KEPT, 0.95, 0.83)])
def test_places_told_and_those_of_others(which: int, recall: float, precision: float) -> None:
    read = [([place.value for place in find_places(prepare(text))], places) for text, places in half("places", which)]
    wanted = [shares_words(place, found) for found, places in read for place in places]
    said = [shares_words(place, places) for found, places in read for place in found]
    assert sum(wanted) >= recall * len(wanted)
    assert sum(said) >= precision * len(said)


@pytest.mark.parametrize(("which", "least", "denied_read"), [(OPEN, 0.95, 0), (KEPT, 0.9, 1)])
def test_skills_said_in_passing(which: int, least: float, denied_read: int) -> None:
    read = [([skill.value for skill in find_skills(prepare(row[0]))], row) for row in half("skills", which)]
    wanted = [shares_words(skill, found) for found, row in read for skill in row[1]]
    assert sum(wanted) >= least * len(wanted)
    assert sum(fold(no) in map(fold, found) for found, row in read for no in row[2]) <= denied_read


@pytest.mark.parametrize("which", [OPEN, KEPT])
def test_claims(which: int) -> None:
    wanted = right = 0
    for text, *claims in half("claims", which):
        found = find_claims(prepare(text))
        wanted += len(claims)
        right += sum(
            any(one.type.value == kind and shares_words(words, [one.words]) for one in found) for kind, words in claims
        )
        assert claims or not found
    assert right >= 0.7 * wanted
