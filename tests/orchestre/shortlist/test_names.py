"""Several people in one sentence, set as each language sets a list."""

import pytest

from orchestre.shortlist.notes import Names

THREE = ["Ana Béal", "Quark, Zoé", "Paul"]


@pytest.mark.parametrize(
    ("names", "most", "fr", "en"),
    [
        (["Ana Béal"], 5, "Ana Béal", "Ana Béal"),
        (THREE, 5, "Ana Béal\u202f; Quark, Zoé\u202f; Paul", "Ana Béal; Quark, Zoé; Paul"),
        (THREE, 2, "Ana Béal\u202f; Quark, Zoé et 1 autre", "Ana Béal; Quark, Zoé and 1 other"),
        (THREE, 1, "Ana Béal et 2 autres", "Ana Béal and 2 others"),
    ],
)
def test_the_first_few_are_named_and_the_others_counted(names: list[str], most: int, fr: str, en: str) -> None:
    found = Names.of(names, most)
    assert (found.said("fr"), found.said("en")) == (fr, en)
