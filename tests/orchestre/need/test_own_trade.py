"""A trade is heard when it is the asker's own; what is done tells as much as a name; a day ahead tells no kind."""

import pytest

from orchestre.knowledge import load
from orchestre.need import write_need
from orchestre.need.facts import read_facts
from orchestre.need.recognition import recognise

SPOKEN_OF = [
    ("Une maman avocate nous dit que le fichier de la chorale n'est pas en règle", "law"),
    ("Mon beau-frère plombier veut que je refasse mon site de miel", "building"),
    ("Nos clients restaurateurs redemandent nos fiches de fromages", "restaurant"),
    ("On vend aux boulangeries, il faut un logiciel pour nos farines", "food"),
    ("Notre plus gros client, une brasserie, veut notre bilan carbone", "restaurant"),
    ("Un conducteur de travaux a pris le mauvais plan, il nous faut un endroit commun", "transport"),
    ("Une association de malvoyants nous a écrit au sujet de notre site de spectacles", "association"),
]
OWN = [
    ("Je suis avocate et je voudrais refaire mon site", "law"),
    ("Nous sommes plombiers, il nous faut un outil de devis", "building"),
    ("On tient un restaurant et les plateformes nous prennent 30 %", "restaurant"),
    ("Notre association veut écrire à ses adhérents", "association"),
    ("Cours aux enfants et aux adultes : on veut réserver en ligne", "children"),
]


def trades(sentence: str) -> set[str]:
    return {trade.id for trade in read_facts(sentence, load()).trades}


@pytest.mark.parametrize(("sentence", "trade"), SPOKEN_OF)
def test_a_trade_one_speaks_of_is_not_ones_own(sentence: str, trade: str) -> None:
    assert trade not in trades(sentence)


@pytest.mark.parametrize(("sentence", "trade"), OWN)
def test_ones_own_trade_is_heard(sentence: str, trade: str) -> None:
    assert trade in trades(sentence)


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Devis, stock et factures sur des tableurs, il faut un logiciel avant la facture électronique", "erp"),
        ("Il faut être prêts avant la facture électronique", "einvoice"),
    ],
)
def test_a_day_ahead_tells_no_kind_unless_it_is_all_that_is_told(sentence: str, kind: str) -> None:
    assert recognise(sentence, load())[0].kind.id == kind


DIRECT = "les plateformes nous prennent 25 %, on voudrait que les gens réservent chez nous en direct"


@pytest.mark.parametrize(
    ("who", "rooms"),
    [
        ("Pizzeria de quartier", False),
        ("Balades en canoë", False),
        ("Gîtes en Ardèche", True),
        ("Douze chambres", True),
    ],
)
def test_only_who_sells_nights_is_told_of_tourist_tax(who: str, rooms: bool) -> None:
    ids = {line.id for line in write_need(f"{who} : {DIRECT}").requirements}
    assert ("direct.engine" in ids) == rooms
    assert ("direct.own-page" in ids) != rooms


@pytest.mark.parametrize(
    ("sentence", "point"),
    [
        ("Un logiciel de gestion pour un maréchal-ferrant qui facture surtout des mairies", "public-customers"),
        ("Un fichier clients pour nos costumes : essayages, retouches, acomptes", "fitted-orders"),
        ("Vendre sur Amazon le matériel de nos aquariums, pas les poissons", "live-goods-rules"),
        ("Remplacer notre vieille base Access par un logiciel de gestion", "rescue-server"),
        ("Remettre nos références d'équerre, Paul est le seul à les connaître et part en retraite", "knowledge-saved"),
    ],
)
def test_what_is_done_opens_its_point_whatever_the_trade(sentence: str, point: str) -> None:
    assert point in {line.id for line in write_need(sentence).requirements}
