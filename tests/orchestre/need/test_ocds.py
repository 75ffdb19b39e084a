"""A need as a tender release: valid against the schema of OCDS, requirements and lots where the extensions put them."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestre.basics import OrchestreError
from orchestre.need import write_need
from orchestre.need.ocds import Buyer, Dates, release_package, tender_release
from tests.orchestre.need.released import HOSTILE, faults, package_faults

MOMENT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
SITE = "Notre site est illisible sur téléphone, on veut le refaire pour 4 000 € avant l'été"
TWO = "On veut refaire notre site, et aussi se protéger des virus et du hameçonnage"


def release(sentence: str, **more: Any) -> dict[str, Any]:
    return tender_release(write_need(sentence), ocid="ocds-test-1", release_id="need-1", made_at=MOMENT, **more)


def requirements(tender: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for criterion in tender["criteria"]:
        for group in criterion["requirementGroups"]:
            yield from group["requirements"]


@pytest.mark.parametrize(
    "sentence",
    [
        SITE,
        TWO,
        "We want to sell our cheese online before Christmas",
        "Il nous faut un drone pour surveiller les toitures de nos hangars",
        "Des <b>soucis</b> & un site à refaire 🎻 pour 40 € par mois",
        f"Refaire notre site {HOSTILE}",
    ],
)
@pytest.mark.parametrize("public", [False, True])
def test_a_release_is_valid(sentence: str, public: bool) -> None:
    dates = Dates(MOMENT, MOMENT.replace(day=25), MOMENT.replace(day=30))
    made = release(sentence, public=public, buyer=Buyer("FR-RCS-123456789", "Maison Roy"), dates=dates)
    assert faults(made) == []


def test_the_schema_is_not_idle() -> None:
    """What is wrong is found: a check that lets everything through would prove nothing."""
    made = release(SITE)
    made["tender"]["criteria"][0]["requirementGroups"][0]["requirements"][0]["dataType"] = "words"
    made["tender"]["status"] = "soon"
    made["buyer"] = {"id": "nobody", "name": "x"}
    made["date"] = "2026-11-22T09:00:00"
    assert len(faults(made)) == 4
    assert package_faults({"releases": [made, made]})[:1] == ["no uri"]


def test_every_requirement_is_there_once_with_what_is_asked_of_it() -> None:
    need = write_need(SITE)
    found = {each["id"]: each for each in requirements(release(SITE)["tender"])}
    assert found.keys() == {line.id for line in need.requirements}
    for line in need.requirements:
        each = found[line.id]
        assert each["description"] == line.text
        assert each["x_need"]["flexibility"] == line.flexibility
        assert (each.get("expectedValue") is True) is (line.level == "must")


def test_two_kinds_make_two_lots() -> None:
    tender = release(TWO)["tender"]
    assert [lot["id"] for lot in tender["lots"]] == ["lot-1", "lot-2"]
    assert [item["relatedLot"] for item in tender["items"]] == ["lot-1", "lot-2"]
    named = {lot for criterion in tender["criteria"] for lot in criterion.get("relatedLots", ())}
    assert named == {"lot-1", "lot-2"}
    assert "lots" not in release(SITE)["tender"]


def test_dates_and_buyer_stand_where_they_are_known_and_nowhere_else() -> None:
    bare = release(SITE)
    assert not {"buyer", "parties"} & bare.keys()
    assert not {"tenderPeriod", "enquiryPeriod"} & bare["tender"].keys()
    assert bare["tender"]["status"] == "planned"
    dates = Dates(opens=MOMENT, questions_until=MOMENT.replace(day=25), closes=MOMENT.replace(day=30))
    full = release(SITE, buyer=Buyer("x", "Maison Roy"), dates=dates)
    assert full["tender"]["status"] == "active"
    assert full["tender"]["tenderPeriod"]["endDate"].startswith("2026-11-30")
    assert full["tender"]["enquiryPeriod"]["endDate"].startswith("2026-11-25")
    assert full["parties"][0]["roles"] == ["buyer"]


def test_only_a_budget_that_was_said_is_a_budget() -> None:
    assert release(SITE)["planning"]["budget"]["amount"] == {"amount": 4000, "currency": "EUR"}
    unsaid = release("On veut refaire notre site")
    assert "budget" not in unsaid["planning"]
    assert "value" not in unsaid["tender"]


def test_what_is_public_has_not_the_owners_own_words() -> None:
    said = json.dumps(release(SITE, public=True), ensure_ascii=False)
    assert "illisible sur téléphone, on veut" not in said
    assert '"asked"' not in said


def test_a_package_says_its_version_and_extensions() -> None:
    package = release_package([release(SITE)], uri="https://example.org/1", publisher="Maison Roy", published_at=MOMENT)
    assert package_faults(package) == []
    assert len(package["extensions"]) == 2
    assert package["releases"][0]["ocid"] == "ocds-test-1"


@given(st.text(max_size=120))
def test_any_text_that_gives_a_need_gives_a_valid_release(text: str) -> None:
    try:
        made = release(f"Notre site est à refaire {text}")
    except OrchestreError:
        return
    assert faults(made) == []
