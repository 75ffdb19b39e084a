"""What is wished in the owner's own words stands in the document as a point, and only what no other point carries."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestre.need import write_need
from orchestre.need.own_words import MOST, clauses

CASES = [
    (
        "On loue huit canoës, il faudrait que les gens voient ce qui est libre et versent un acompte",
        ["que les gens voient ce qui est libre et versent un acompte"],
    ),
    (
        "Je veux une appli qui marche sans réseau, avec la photo du chantier, et ne plus ressaisir les heures",
        ["une appli qui marche sans réseau", "avec la photo du chantier", "ne plus ressaisir les heures"],
    ),
    (
        "On aimerait des écrans qu'on change du bureau, sans que ça clignote, parce que les clients s'en plaignent",
        ["des écrans qu'on change du bureau", "sans que ça clignote"],
    ),
    (
        "Il faut refaire le site, et aussi on voudrait un outil pour écrire aux anciens",
        ["refaire le site", "un outil pour écrire aux anciens"],
    ),
    (
        "We'd like members to book a court and pay from their phone, we are 300",
        ["members to book a court and pay from their phone"],
    ),
    ("We need three quotes for £9,000, not more", ["three quotes for £9,000", "not more"]),
    ("Quand on cherche un plombier on tombe sur des annuaires, et nous jamais", []),
    ("Le téléphone sonne toute la journée. Personne ne répond.", []),
]


@pytest.mark.parametrize(("sentence", "expected"), CASES, ids=[each[:30] for each, _ in CASES])
def test_the_clauses_of_a_wish(sentence: str, expected: list[str]) -> None:
    assert clauses(sentence) == expected


@given(
    st.lists(
        st.sampled_from(
            [
                "on voudrait",
                "que",
                "payer",
                "un acompte",
                ",",
                "et",
                "sans",
                "œuvre",
                "é",
                "we need",
                ".",
                "to",
                "(",
                "1,5",
            ]
        ),
        max_size=20,
    ).map(" ".join)
)
def test_a_clause_is_said_as_it_was_written(sentence: str) -> None:
    assert all(clause and clause in sentence for clause in clauses(sentence))


def test_what_no_point_carries_is_asked_in_his_words() -> None:
    sentence = (
        "J'aimerais que mes clients puissent commander leurs gâteaux en ligne et payer un acompte, 4 000 € au plus"
    )
    own = [
        line for line in write_need(sentence).requirements if line.origin == "sentence" and line.id.startswith("own.")
    ]
    assert [line.asked for line in own] == [True]
    assert "«\u202fpayer un acompte\u202f»" in own[0].text or "«\u00a0payer un acompte\u00a0»" in own[0].text
    assert "commander" not in own[0].text


def test_a_thing_named_alone_is_what_he_asks() -> None:
    need = write_need("On voudrait un intranet pour nos trois maisons de retraite")
    asked = [line for line in need.requirements if line.asked]
    assert asked
    assert "un intranet pour nos trois maisons de retraite" in asked[0].text


def test_a_long_list_is_not_taken_whole() -> None:
    wishes = ["dresser les loups", "tailler des flûtes", "compter les nuages", "coudre les voiles", "dorer des cadres"]
    need = write_need("On voudrait un outil pour l'atelier, pour " + ", pour ".join(wishes))
    assert 0 < sum(line.id.startswith("own.") for line in need.requirements) <= MOST
