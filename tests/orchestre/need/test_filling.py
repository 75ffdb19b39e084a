"""What a fact of the sentence brings: opened by it alone, said in its words, and in no other document."""

import pytest

from orchestre.basics import Language
from orchestre.need import Need, write_need

BROUGHT: list[tuple[str, str, Language, str]] = [
    ("ready-by", "On veut une boutique en ligne pour nos savons, prête avant Noël", "fr", "avant Noël"),
    ("ready-by", "We want online booking for our yoga studio before September", "en", "before September"),
    ("several-places", "Un logiciel de réservation pour nos 4 salons de coiffure", "fr", "par lieu"),
    ("one-head", "Un CRM : notre commerciale part à la retraite, tout est dans son carnet", "fr", "suppléant"),
    (
        "current-provider",
        "Reprendre nos annonces Google, notre agence web ne répond plus",
        "fr",
        "préavis",
    ),
    ("authority", "Notre site doit devenir accessible, l'Arcom nous a écrit", "fr", "sanction"),
    ("our-volume", "Un intranet pour ranger nos 4 000 fiches de chantier", "fr", "4 000 fiches"),
    ("paid-today", "On paie 300 € par mois pour le référencement sans rien voir venir", "fr", "300"),
    ("offline-kept", "Vendre nos miels en ligne, les anciens clients paient par chèque", "fr", "chèque"),
    ("staff-told", "Un CRM pour suivre les devis de nos vendeurs", "fr", "par écrit"),
    ("rush-day", "Refaire le site du festival, il tombe le jour de l'ouverture de la billetterie", "fr", "affluence"),
]
NONE = "Une boutique en ligne pour nos savons"


def of(need: Need, name: str) -> list[str]:
    return [line.text for line in need.requirements if line.id == name]


@pytest.mark.parametrize(("name", "sentence", "language", "said"), BROUGHT, ids=[each[0] for each in BROUGHT])
def test_a_fact_brings_its_point_in_its_own_words(name: str, sentence: str, language: Language, said: str) -> None:
    (text,) = of(write_need(sentence, language=language), name)
    assert said in text.replace("\u202f", " ").replace("\xa0", " ")
    assert "{" not in text
    assert of(write_need(NONE), name) == []


def test_a_point_is_said_once_when_the_kind_has_its_own_words_for_it() -> None:
    need = write_need("Notre site est tombé, notre prestataire a disparu, on cherche un hébergement")
    assert need.kinds[0]["id"] == "hosting"
    assert of(need, "hosting.takeback")
    assert of(need, "current-provider") == []
