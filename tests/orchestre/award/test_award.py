"""States and their moves, the papers of the law, days for a calendar, releases valid against the schema, the record."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestre.award import (
    AwardState,
    BadMove,
    Contract,
    PaperKind,
    PaperState,
    ProviderKind,
    Record,
    Reminder,
    Seen,
    Signed,
    Statement,
    Why,
    Winner,
    award_release,
    back,
    calendar,
    contract_release,
    forward,
    move,
    papers_for,
    record_document,
    vigilance,
)
from orchestre.award.states import MOVES
from orchestre.basics import say
from orchestre.documents.html import html_part
from orchestre.need.ocds import Buyer
from tests.orchestre.need.released import HOSTILE, faults

MOMENT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)


@pytest.mark.parametrize("state", list(AwardState))
@pytest.mark.parametrize("to", list(AwardState))
@pytest.mark.parametrize("needs_approval", [True, False])
def test_only_allowed_moves_and_each_has_its_way_back(state: AwardState, to: AwardState, needs_approval: bool) -> None:
    if to in forward(state, needs_approval=needs_approval):
        assert back(move(state, to, needs_approval=needs_approval), state) is state
    else:
        with pytest.raises(BadMove):
            move(state, to, needs_approval=needs_approval)
    if to not in MOVES[state]:
        with pytest.raises(BadMove):
            back(to, state)


def test_nobody_is_told_before_a_second_person_approved() -> None:
    assert AwardState.TOLD not in forward(AwardState.CHOSEN, needs_approval=True)
    assert AwardState.TOLD in forward(AwardState.APPROVED, needs_approval=True)


@pytest.mark.parametrize(
    ("amount", "most", "why"),
    [
        (4999.99, 4999.99, Why.BELOW),
        (5000, 5000, Why.ABOVE),
        (4000, 6000, Why.MAY_BE),
        (None, None, Why.UNKNOWN),
        (0, None, Why.BELOW),
    ],
)
def test_from_which_amount_papers_are_asked_for(amount: float | None, most: float | None, why: Why) -> None:
    found = vigilance(ProviderKind.COMPANY, amount=amount, most=most, seen=[], today=TODAY)
    assert found.why is why
    assert bool(found.lines) is (why is not Why.BELOW)
    assert found.threshold.source.startswith("https://")


@pytest.mark.parametrize(
    ("seen_on", "until", "state", "last"),
    [
        (date(2026, 11, 1), None, PaperState.VALID, date(2027, 5, 1)),
        (date(2026, 11, 1), date(2026, 12, 1), PaperState.SOON, date(2026, 12, 1)),
        (date(2026, 11, 1), date(2030, 1, 1), PaperState.VALID, date(2027, 5, 1)),  # the law asks again before
        (date(2026, 5, 22), None, PaperState.SOON, TODAY),
        (date(2026, 5, 21), None, PaperState.OVER, date(2026, 11, 21)),
    ],
)
def test_how_long_a_paper_is_good(seen_on: date, until: date | None, state: PaperState, last: date) -> None:
    seen = [Seen(PaperKind.SOCIAL, seen_on, until)]
    lines = vigilance(ProviderKind.SOLE_TRADER, amount=9000, most=None, seen=seen, today=TODAY).lines
    first = next(line for line in lines if line.kind is PaperKind.SOCIAL)
    assert (first.state, first.until) == (state, last)
    over = vigilance(ProviderKind.SOLE_TRADER, amount=9000, most=None, seen=seen, today=TODAY, ended=True).lines
    assert next(line for line in over if line.kind is PaperKind.SOCIAL).state is PaperState.VALID


def test_every_kind_of_provider_has_its_own_list() -> None:
    assert all(PaperKind.FOREIGN_STAFF in papers_for(kind) for kind in ProviderKind)
    assert PaperKind.SOCIAL not in papers_for(ProviderKind.FOREIGN)
    assert vigilance(None, amount=9000, most=None, seen=[], today=TODAY).lines == ()


@given(st.text(max_size=200))
def test_a_calendar_holds_any_words(words: str) -> None:
    written = calendar([Reminder("a@b", TODAY, words, words)], name=words, made_at=MOMENT)
    lines = written.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert lines.count(b"BEGIN:VEVENT") == lines.count(b"END:VEVENT") == 1
    assert b"DTSTART;VALUE=DATE:20261122" in lines
    written.decode()


WINNER = Winner("offer-r0", "Ana Béal", MOMENT, Decimal("9000.50"))
CONTRACT = Contract(date(2026, 12, 1), Decimal(9000), "EUR", date(2026, 12, 7), date(2027, 3, 31))


@pytest.mark.parametrize("winner", [WINNER, replace(WINNER, name=HOSTILE, why=HOSTILE)], ids=["plain", "hostile"])
@pytest.mark.parametrize("buyer", [None, Buyer("buyer-1", "Menuiserie Exemple"), Buyer("buyer-1", HOSTILE)])
@pytest.mark.parametrize(
    ("tag", "status"), [("award", "active"), ("awardUpdate", "pending"), ("awardCancellation", "cancelled")]
)
def test_an_award_is_valid(tag: str, status: str, buyer: Buyer | None, winner: Winner) -> None:
    made = award_release(
        winner, ocid="ocds-test-1", release_id="r-2", made_at=MOMENT, title=HOSTILE, tag=tag, status=status, buyer=buyer
    )
    assert faults(made) == []
    assert made["awards"][0]["value"] == {"amount": 9000.5, "currency": "EUR"}


@pytest.mark.parametrize(
    ("tag", "status"),
    [
        ("contract", "active"),
        ("contractUpdate", "pending"),
        ("contractAmendment", "active"),
        ("contractTermination", "terminated"),
    ],
)
def test_a_contract_is_valid(tag: str, status: str) -> None:
    for contract in (CONTRACT, Contract(date(2026, 12, 1))):
        made = contract_release(
            replace(WINNER, amount=None, name=HOSTILE), contract, ocid="o-1", release_id="r-3", made_at=MOMENT,
            title=HOSTILE, tag=tag, status=status,
        )  # fmt: skip
        assert faults(made) == []
        assert made["contracts"][0]["awardID"] == made["awards"][0]["id"]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_record_names_who_has_not_said_and_explains_the_departure(language: str) -> None:
    found = vigilance(ProviderKind.COMPANY, amount=9000, most=None, seen=[], today=TODAY)
    record = Record(
        title="Site", state="x", asked="Un <site> & plus", asked_title="", came=[("Réponses", 3)], chosen="Ana Béal",
        amount="", chosen_by="Zoé", chosen_on=TODAY, why="", rank=2, first="Paul Ferrand", limit="", approvals=[],
        statements=[Statement("Zoé", "", True, "", TODAY), Statement("Luc", "", False)], sent=2, left=1,
        vigilance=found, signed=Signed(TODAY), happened=[],
    )  # fmt: skip
    html = html_part(record_document(record, language=language, made_on=TODAY, company="Exemple"), section="x")
    assert "Un &lt;site&gt; &amp; plus" in html
    assert "Paul Ferrand" in html
    assert html.count("Luc") == 1  # in the table, where what he has not said stands out
    assert f"<strong>{say('award.record_not_said', language)}</strong>" in html
