"""Words looked for, conditions on tags."""

import pytest

from orchestre.knowledge import find, holds, typeset


@pytest.mark.parametrize(
    ("text", "alias", "found"),
    [
        ("On voudrait REFAIRE le site", "refaire le site", True),
        ("Les vendeurs râlent", "vend*", True),
        ("vendre nos plateaux par internet", "vendre nos * par internet", True),
        ("le vinaigre", "vin", False),
        ("On ne l\u2019a pas", "l'a pas", True),
        ("une fuite", "un", False),
    ],
)
def test_an_alias_is_found_as_whole_words(text: str, alias: str, found: bool) -> None:
    assert bool(find(text, [alias])) is found


@pytest.mark.parametrize(
    ("conditions", "met"),
    [([], False), (["web"], True), (["web+local"], True), (["web+!local"], False), (["sells", "local"], True)],
)
def test_one_condition_is_enough(conditions: list[str], met: bool) -> None:
    assert holds(frozenset({"web", "local"}), conditions) is met


def test_french_signs() -> None:
    assert typeset("« 4 000 € » : qui ?") == "«\u202f4\u202f000\u202f€\u202f»\u00a0: qui\u202f?"
