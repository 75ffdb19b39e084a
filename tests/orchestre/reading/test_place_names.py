"""One place under several names."""

import tomllib
from collections import Counter
from importlib import resources

import pytest

from orchestre.reading.normal import fold
from orchestre.reading.place_names import place_in, with_other_names


@pytest.mark.parametrize(
    ("name", "fr", "en"),
    [
        ("Brussels", "Bruxelles", "Brussels"),
        ("GAND", "Gand", "Ghent"),
        ("edinburgh", "Édimbourg", "Edinburgh"),
        ("Lille", "Lille", "Lille"),
        ("", "", ""),
    ],
)
def test_each_language_says_it_its_way(name: str, fr: str, en: str) -> None:
    assert (place_in("fr", name), place_in("en", name)) == (fr, en)


def test_no_name_is_of_two_places() -> None:
    text = resources.files("orchestre.reading").joinpath("place_names.toml").read_text(encoding="utf-8")
    rows = tomllib.loads(text)["same"]
    counted = Counter(name for row in rows for name in {fold(each) for each in row})
    assert [name for name, n in counted.items() if n > 1] == []
    assert all(len(row) >= 2 for row in rows)
    assert with_other_names(("Lille",)) == ("Lille",)
