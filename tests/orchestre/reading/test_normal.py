"""The normal form keeps the way back to the text as received."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestre.reading.normal import prepare


@pytest.mark.parametrize(
    ("original", "text"),
    [
        ("450 €", "450 €"),
        ("4\u202f500\u00a0€", "4 500 €"),
        ("TJM\u200b 𝟒𝟓𝟎", "TJM 450"),
        ("journe\u0301e", "journée"),
        ("entre 400 – 500…", "entre 400 - 500..."),
        ("l’heure ❤️", "l'heure ❤"),
        ("ﬁxe", "fixe"),
        ("a\tb", "a b"),
    ],
)
def test_the_normal_form(original, text):
    assert prepare(original).text == text


@given(st.text(max_size=60))
def test_every_span_lies_in_the_original_in_order(original):
    ready = prepare(original)
    assert len(ready.lower) == len(ready.text)
    last = 0
    for at in range(len(ready.text)):
        start, end = ready.span(at, at + 1)
        assert last <= start < end <= len(original)
        last = start
    assert ready.span(0, len(ready.text))[1] <= len(original)


@given(st.text(max_size=60))
def test_words_read_in_the_normal_form_are_found_in_the_original(original):
    ready = prepare(original)
    for at, char in enumerate(ready.text):
        start, end = ready.span(at, at + 1)
        if char.isascii() and char.isalnum():
            assert char in unicodedata.normalize("NFKC", original[start:end])
