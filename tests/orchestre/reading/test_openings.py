"""Forms looked up by their opening find what the same forms joined by "|" find."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestre.reading import labels, not_a_price, other_money
from orchestre.reading.claims import find_claims
from orchestre.reading.normal import prepare
from orchestre.reading.openings import FirstOf, Openings, alternatives, beginnings

FORMS = (r"(?:i|we) (?:built|ran) \w+", r"prix (?:du|de) \w+", r"\d+ ?(?:avis|reviews?)\b", r"pri\w+", r"[bw]e(?:st)?")

WORDS = ("i", "we", "built", "ran", "a", "prix", "du", "de", "best", "12", "avis", "3", "privé", "west", "be", ",", ".")


@pytest.mark.parametrize(
    ("form", "begins"),
    [
        ("(?:i|we) (?:built|ran)", {"i b", "i r", "we "}),
        ("clients?", {"cli"}),
        (r"\bx?ab\b", {"xab", "ab"}),
        (r"(?<!\d)[+-]\s?a", {"+ a", "- a", "+a", "-a"}),
        ("a{0,2}bc", {"aab", "abc", "bc"}),
        (r"(?:\(|\[)c", {"(c", "[c"}),
        (r"[^,]+ best", {""}),
        (r"\w+", {""}),
        ("[a-z]+ best", {""}),
    ],
)
def test_beginnings_cover_every_match(form: str, begins: set[str]) -> None:
    assert beginnings(form, 3) == begins


@pytest.mark.parametrize(
    ("form", "begins"),
    [
        ("(?:je )?suis?", {"je suis", "je sui", "suis", "sui"}),
        (r"(?!oui)(?<!je )bien\b", {"bien"}),
        (r"\d{2,3} ?€", {"00 €", "000 €", "00€", "000€"}),
        ("12h|3 h", {"00h", "0 h"}),
        (r"[àa]\sla\n", {"à la", "a la"}),
        (r"a(?:bc)+d", {"abcd", "abcbcd", "abcbcbcd", "abcbcbcb"}),
        (r"(?P<name>je|on) vous", {"je vous", "on vous"}),
        (r"(?P<sep>[-/])a(?P=sep)b", {"-a", "/a"}),
        (r"([-/])a\1b", {"-a", "/a"}),
        ("a|b", {"a", "b"}),
    ],
)
def test_digits_and_spaces_are_one_sign_and_repetitions_are_followed(form: str, begins: set[str]) -> None:
    assert beginnings(form, 8) == begins


def test_a_form_of_too_many_beginnings_is_known_by_fewer_signs() -> None:
    assert (
        max(
            map(
                len,
                beginnings("(?:" + "|".join(f"{a}{b}" for a in "abcdefghij" for b in "klmnopqrst") + ") (?:a|b|c|d)e"),
            )
        )
        == 3
    )


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
        Openings([("one", "[^,]+ best")])["the be"]


def test_a_claim_that_begins_with_any_words_is_found() -> None:
    assert [one.words for one in find_claims(prepare("Marie Duval pourra vous parler de nous."))] == [
        "Marie Duval pourra vous parler de nous"
    ]


LABEL = re.compile(r"(?<!\w)(?:" + "|".join(f"(?P<{name}>{form})" for name, form in labels._LABEL) + ")")
RULES = [(rule.name, part) for rule in other_money.RULES for part in rule.patterns()]
BEFORE = {name: re.compile("|".join(f"(?:{part})" for other, part in RULES if other == name)) for name, _ in RULES}
PRICED = st.sampled_from(
    [
        "tarif",
        "tjm",
        ":",
        "journée",
        "à la",
        "demi-journée",
        "(7h)",
        "1h",
        "450 €",
        "votre budget",
        "un concurrent",
        "demande",
        "acompte",
        "licence",
        "rate /",
        "day",
        "hourly",
        "fee",
        "10 jours x",
        "par mois",
        "prix",
        "capital",
        "we raised",
        "levé",
        "heures -",
        "annuel",
        "du clic",
        "12 h at",
        "@",
        "plus de",
        "frais stripe",
        "the tool costs",
        "au lieu de",
        "pas",
        "d'acompte",
        "ça",
        "ê",
    ]
)


def test_a_group_around_a_whole_form_is_taken_off() -> None:
    assert alternatives("(?:a|(?:b|c)d)") == ["a", "(?:b|c)d"]


@given(st.lists(PRICED, max_size=12).map(" ".join))
@settings(max_examples=300)
def test_labels_are_found_as_one_expression_finds_them(text: str) -> None:
    found = [(m.span(), m.lastgroup) for m in labels.LABEL.finditer(text)]
    assert found == [(m.span(), m.lastgroup) for m in LABEL.finditer(text)]


@given(st.lists(PRICED, max_size=12).map(" ".join))
@settings(max_examples=300)
def test_the_rule_found_first_is_the_first_that_fits(text: str) -> None:
    found = not_a_price._BEFORE.search(text)
    starts = [m.start() for m in re.finditer(r"(?<!\w)\S", text)]
    fits = [(at, name) for at in starts for name, form in BEFORE.items() if form.match(text, at)]
    assert (None if found is None else (found.start(), found.lastgroup)) == (fits[0] if fits else None)


def test_a_word_of_no_form_finds_nothing() -> None:
    assert FirstOf([("one", "apple")]).search("a pear") is None
