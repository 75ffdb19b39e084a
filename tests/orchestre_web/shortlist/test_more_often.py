"""Somebody may come first in more draws than the offer shown first: the verdict says so."""

from typing import Any

import pytest
from django.utils import translation

from orchestre_web.shortlist.shown import sureness

DOCUMENT: dict[str, Any] = {
    "word": "coin toss", "row": 4, "first": 0.07, "error": 0.004, "rival": 2, "odds": 0.48, "flips": 0, "draws": 4000,
    "seed": 0, "heard": False,
}  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "more_often"),
    [
        ({"4": [0.07, 0.3], "2": [0.1, 0.25]}, 2),
        ({"4": [0.07, 0.3], "2": [0.077, 0.25]}, None),  # within chance
        ({"4": [0.07, 0.3]}, None),
        ({}, None),
    ],
)
def test_who_comes_first_more_often(rows: dict[str, list[float]], more_often: int | None) -> None:
    known = sureness.HowSure.read({**DOCUMENT, "rows": rows})
    assert sureness.HowSure.read(known.document()) == known
    assert sureness.more_often(known) == more_often
    for language, words in (("fr", "Pauline l’est plus souvent (10)"), ("en", "Pauline comes first more often (10)")):
        said = " ".join(_verdict(known, language).said)
        assert (words in said) is (more_often is not None)


def _verdict(known: sureness.HowSure, language: str) -> sureness.Verdict:
    with translation.override(language):
        return sureness.verdict(known, 4, {2: "Pauline", 4: "Chidi"}.__getitem__, language)
