"""What somebody says he is."""

import pytest

from orchestre.reading.normal import prepare
from orchestre.reading.provider import Provider, find_provider

COMPANY = (
    "Notre agence lilloise peut s'en charger.",
    "Nous sommes une petite agence de communication.",
    "Bonjour, on est un studio de deux personnes.",
    "We are a small design studio in Leeds.",
    "Je dirige un cabinet d'experts.",
    "Fondatrice d'une agence web, je vous propose 4 000 €.",
    "Devis de Web Plus SARL en pièce jointe.",
    "Our team has built forty shops.",
    "Nous sommes une agence qui fait travailler des freelances.",
)
INDEPENDENT = (
    "Freelance depuis 6 ans, je suis disponible lundi.",
    "Développeuse indépendante à Nantes.",
    "Je suis auto-entrepreneur.",
    "I'm a self-employed copywriter.",
    "Je travaille à mon compte depuis 2015.",
    "Je suis en portage salarial.",
)
STUDENT = (
    "Je suis étudiante en design, disponible l'été.",
    "Je suis actuellement étudiant et un peu freelance.",
    "Bonjour, je recherche une alternance à partir de septembre.",
    "I am a student looking for small jobs.",
)
UNKNOWN = (
    "Je propose un forfait de 4 000 € HT.",
    "Je ne suis pas freelance mais j'ai du temps.",
    "J'aide vos freelances à s'organiser.",
    "J'ai travaillé dix ans pour une agence.",
    "La société Martin vous recommande.",
    "",
)
CASES = [
    *((text, Provider.COMPANY) for text in COMPANY),
    *((text, Provider.INDEPENDENT) for text in INDEPENDENT),
    *((text, Provider.STUDENT) for text in STUDENT),
    *((text, Provider.UNKNOWN) for text in UNKNOWN),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_what_somebody_says_he_is(text: str, expected: Provider) -> None:
    assert find_provider(prepare(text)) is expected
