"""Forms looked up by their opening find what the same forms joined by "|" find."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestre.reading.claims import find_claims
from orchestre.reading.normal import prepare
from orchestre.reading.openings import Openings, beginnings

FORMS = (r"(?:i|we) (?:built|ran) \w+", r"prix (?:du|de) \w+", r"\d+ ?(?:avis|reviews?)\b", r"pri\w+", r"[bw]e(?:st)?")

WORDS = ("i", "we", "built", "ran", "a", "prix", "du", "de", "best", "12", "avis", "3", "privé", "west", "be", ",", ".")


@pytest.mark.parametrize(
    ("form", "begins"),
    [
        ("(?:i|we) (?:built|ran)", {"i b", "i r", "we "}),
        ("clients?", {"cli"}),
        (r"\bx?ab\b", {"xab", "ab"}),
        (r"(?<!\d)[+-]\s?a", {"+", "-", "+a", "-a"}),
        ("a{0,2}bc", {"a", "bc"}),
        (r"(?:\(|\[)c", {"(c", "[c"}),
        (r"[^,]+ best", {""}),
        (r"\w+", {""}),
        ("[a-z]+ best", {""}),
    ],
)
def test_beginnings_cover_every_match(form: str, begins: set[str]) -> None:
    assert beginnings(form) == begins


@given(st.lists(st.sampled_from(WORDS)))
def test_finds_what_the_joined_forms_find(some: list[str]) -> None:
    ready = prepare(" ".join(some))
    joined = re.compile(rf"(?<![^\W_])(?:{'|'.join(FORMS)})")
    found = Openings(("one", form) for form in FORMS).find(ready.folded, ready.words)
    assert [one.span() for one in found.get("one", ())] == [one.span() for one in joined.finditer(ready.folded)]


def test_looks_back_from_a_place() -> None:
    ready = prepare("je suis basé à Lyon")
    cue = Openings([("cue", r"bas\w+ a $")])
    at = ready.text.index("Lyon")
    assert cue.ends_at(ready.folded, ready.words, 0, at)
    assert not cue.ends_at(ready.folded, ready.words, 0, at - 1)


def test_a_form_that_begins_with_anything_is_refused() -> None:
    with pytest.raises(ValueError, match="may begin with anything"):
        Openings([("one", "[^,]+ best")])


def test_a_claim_that_begins_with_any_words_is_found() -> None:
    assert [one.words for one in find_claims(prepare("Marie Duval pourra vous parler de nous."))] == [
        "Marie Duval pourra vous parler de nous"
    ]
