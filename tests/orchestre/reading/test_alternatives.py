"""Forms sorted by letter find what one expression of all of them finds."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestre.reading import labels, not_a_price, other_money
from orchestre.reading.alternatives import ByLetter, alternatives, first_letters

LABEL = re.compile(r"(?<!\w)(?:" + "|".join(f"(?P<{name}>{form})" for name, form in labels._LABEL) + ")")
RULES = [(rule.name, part) for rule in other_money.RULES for part in rule.patterns()]
BEFORE = {name: re.compile("|".join(f"(?:{part})" for other, part in RULES if other == name)) for name, _ in RULES}
WORDS = st.sampled_from(
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


@pytest.mark.parametrize(
    ("form", "letters"),
    [("ab|cd", "ac"), ("[àa] la", "àa"), (r"\bx?yz", "xy"), ("(?:un|deux) mots", "ud"), (r"(?<!\d)1\s?h", "1")],
)
def test_the_letters_a_form_may_begin_with(form, letters):
    assert first_letters(form) == set(letters)


def test_a_group_around_a_whole_form_is_taken_off():
    assert alternatives("(?:a|(?:b|c)d)") == ["a", "(?:b|c)d"]


@given(st.lists(WORDS, max_size=12).map(" ".join))
@settings(max_examples=300)
def test_labels_are_found_as_one_expression_finds_them(text):
    found = [(m.span(), m.lastgroup) for m in labels.LABEL.finditer(text)]
    assert found == [(m.span(), m.lastgroup) for m in LABEL.finditer(text)]


@given(st.lists(WORDS, max_size=12).map(" ".join))
@settings(max_examples=300)
def test_the_rule_found_first_is_the_first_that_fits(text):
    found = not_a_price._BEFORE.search(text)
    starts = [m.start() for m in re.finditer(r"(?<!\w)\S", text)]
    fits = [(at, name) for at in starts for name, form in BEFORE.items() if form.match(text, at)]
    assert (None if found is None else (found.start(), found.lastgroup)) == (fits[0] if fits else None)


def test_a_word_of_no_form_finds_nothing():
    assert ByLetter([("one", "apple")]).search("a pear") is None
