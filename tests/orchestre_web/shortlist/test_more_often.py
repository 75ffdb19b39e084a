"""Somebody may come first in more draws than the offer shown first: the verdict says so."""

from typing import Any

import pytest
from django.utils import translation

from orchestre_web.shortlist.shown import sureness

DOCUMENT: dict[str, Any] = {
    "word": "coin toss", "row": 4, "first": 0.07, "error": 0.004, "rival": 2, "odds": 0.48, "flips": 0, "draws": 4000,
    "heard": False,
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
    document = {**DOCUMENT, "rows": rows}
    assert sureness.more_often(document) == more_often
    for language, words in (("fr", "Pauline arrive plus souvent en tête, dans 10"), ("en", "Pauline comes first more")):
        said = " ".join(_verdict(document, language).said)
        assert (words in said) is (more_often is not None)


def _verdict(document: dict[str, Any], language: str) -> sureness.Verdict:
    with translation.override(language):
        return sureness.verdict(document, 4, {2: "Pauline", 4: "Chidi"}.__getitem__, language)
