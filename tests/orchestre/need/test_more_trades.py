"""What a trade met less often brings into a need, and the words that only sound like that trade."""

import pytest

from orchestre.basics import Language
from orchestre.need import write_need

BROUGHT: list[tuple[Language, str, str]] = [
    ("fr", "Je suis taxi à Mende, je voudrais qu'on puisse réserver en ligne la nuit", "ride-rules"),
    ("fr", "Ambulances, 14 véhicules, il nous faut un logiciel pour les plannings et les stocks", "sick-rides"),
    ("fr", "Pompes funèbres, nous voulons faire de la publicité sur Google", "funeral-tact"),
    ("en", "I am a wedding photographer and customers cannot book me online", "client-galleries"),
    ("fr", "Brocanteur, je vends sur trois sites et mon stock est faux", "police-book"),
    ("fr", "Nous sommes opticiens et voulons vendre des lentilles sur internet", "optics-online"),
    ("fr", "Bijouterie de centre-ville, je veux vendre mes bijoux en ligne", "hallmarks"),
    ("fr", "Société de sécurité privée, 80 agents, les plannings sont sur Excel", "security-shifts"),
    ("en", "Our gym wants a new website where people can join online", "cancel-clicks"),
    ("fr", "Loueur de vélos à Annecy, réservation par téléphone, on n'en peut plus", "rental-calendar"),
    ("fr", "Imprimerie de 12 personnes, nos clients veulent commander en ligne", "proof-files"),
    ("fr", "Naturopathe à Dijon, je veux un site et qu'on me trouve sur Google", "no-cure"),
    ("fr", "Bureau de tabac-presse, on veut installer des écrans en vitrine", "no-tobacco-ads"),
    ("fr", "Agence de voyages sur mesure, il nous faut une refonte du site", "travel-information"),
    ("fr", "Espace de coworking à Angers, réservation des salles", "shared-desks"),
    ("fr", "Paroisse de campagne, notre fichier de 2000 familles et le RGPD nous inquiètent", "belief-data"),
]
NOT_THAT_TRADE: list[tuple[Language, str, str]] = [
    ("fr", "Restaurant de 40 couverts, le photographe coûte trop cher, il nous faut un site", "image-rights"),
    ("fr", "Mairie de 3000 habitants, nous voulons un site pour signaler les dépôts de déchets", "waste-trace"),
    ("en", "Our hotel laundry is slow and guests want to book rooms online", "entrusted-items"),
    ("en", "Cider maker, the pressing season is here and we want an online shop", "entrusted-items"),
    ("fr", "Magasin de vélos, VTT et VTC, on veut une prise de rendez-vous en ligne", "ride-rules"),
    ("fr", "Loueur de vélos à Annecy, réservation par téléphone, on n'en peut plus", "courtesy-car"),
    ("fr", "Ressourcerie, on veut une boutique en ligne pour nos meubles", "made-to-order"),
    ("fr", "Friperie, on veut vendre en ligne", "sizes-fibres"),
    ("fr", "Taxidermiste, je voudrais un site et des rendez-vous en ligne", "ride-rules"),
]


def points(sentence: str, language: Language) -> set[str]:
    return {each.id for each in write_need(sentence, language=language).requirements}


@pytest.mark.parametrize(("language", "sentence", "point"), BROUGHT)
def test_a_trade_brings_its_point(language: Language, sentence: str, point: str) -> None:
    assert point in points(sentence, language)


@pytest.mark.parametrize(("language", "sentence", "point"), NOT_THAT_TRADE)
def test_what_only_sounds_like_a_trade_brings_nothing(language: Language, sentence: str, point: str) -> None:
    assert point not in points(sentence, language)
