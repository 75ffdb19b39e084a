"""What an author claims, and whether it can be checked."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestre.reading.claims import Claim, ClaimType, find_claims
from orchestre.reading.normal import prepare

CASES = tomllib.loads(Path(__file__).with_name("claims.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_claims(case: dict[str, object]) -> None:
    found = find_claims(prepare(str(case["text"])))
    assert [[claim.type.value, claim.words, claim.checkable] for claim in found] == case["claims"]


@given(st.text(max_size=300))
def test_the_words_of_a_claim_stand_at_its_span(text: str) -> None:
    for claim in find_claims(prepare(text)):
        start, end = claim.span
        assert 0 <= start < end <= len(text)


def test_each_claim_has_a_sentence_on_what_it_proves() -> None:
    codes = {Claim(kind, "x", check).proves for kind in ClaimType for check in (True, False)}
    assert "replies.claim_followers" in codes
    assert "replies.claim_portfolio_unnamed" in codes
