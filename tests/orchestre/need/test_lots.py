"""Two needs said in one breath are two lots; one need said with two words stays one."""

import pytest

from orchestre.basics import Language, say
from orchestre.need import to_markdown, write_need
from orchestre.need.document import lots_of

TWO: list[tuple[str, Language, tuple[str, str]]] = [
    ("a website and also ads", "en", ("brochure", "ads")),
    ("un site vitrine et des publicités Facebook", "fr", ("brochure", "ads")),
    ("refaire le site et passer à la facture électronique", "fr", ("redesign", "einvoice")),
    ("On voudrait un nouveau site et quelqu'un pour s'occuper d'Instagram", "fr", ("redesign", "social")),
    ("We need a CRM and a new website for our estate agency", "en", ("crm", "redesign")),
    ("We need a newsletter tool and an online shop", "en", ("crm", "shop")),
    ("Google Ads et référencement naturel", "fr", ("ads", "search")),
    ("se protéger des virus et se mettre en règle avec le RGPD", "fr", ("cyber", "gdpr")),
    ("We want to be found on Google and to train the team on AI", "en", ("search", "training")),
    ("Un intranet plus un ERP pour notre menuiserie", "fr", ("intranet", "erp")),
    ("Il faut un CRM et former les équipes à l'IA", "fr", ("crm", "training")),
    ("Il nous faut un site ainsi qu'une carte de fidélité, on tient deux crêperies", "fr", ("brochure", "loyalty")),
    ("A booking system and an AI chatbot for the riding school", "en", ("booking", "assistant")),
    ("We want a new site, a booking system and some Facebook ads for our riding school", "en", ("redesign", "booking")),
    ("Pour le cabinet d'archi : un bilan carbone et un tableau de bord", "fr", ("sustainability", "dashboard")),
]

ONE: list[tuple[str, Language, str]] = [
    ("site e-commerce, boutique en ligne", "fr", "shop"),
    ("Il nous faut un site e-commerce, une boutique en ligne pour vendre nos fromages", "fr", "shop"),
    ("un outil de newsletter et un CRM", "fr", "crm"),
    ("une appli de réservation, un agenda en ligne", "fr", "booking"),
    ("Un site avec réservation en ligne pour mon salon de coiffure", "fr", "booking"),
    ("un site avec une boutique en ligne et un chatbot", "fr", "shop"),
    ("Relier la caisse et la boutique en ligne", "fr", "shop"),
    ("Former l'équipe à l'IA et au RGPD", "fr", "training"),
    ("Je voudrais refaire le site et pas de pub", "fr", "redesign"),
    ("Il faut mettre en place un CRM et former les équipes", "fr", "crm"),
    ("On veut un tableau de bord et former les chefs d'équipe à s'en servir", "fr", "dashboard"),
    ("créer un site et assurer la maintenance", "fr", "brochure"),
    ("redo our website and host it", "en", "redesign"),
    ("We want a site to sell online and rank on Google", "en", "search"),
    ("Refaire notre site pour être trouvés sur Google et vendre en ligne", "fr", "redesign"),
    ("refaire le site, changer de caisse et passer à la facture électronique, personne pour tenir les trois", "fr",
     "conductor"),
    ("On a un ERP à moitié installé, un site que personne ne tient, une IA achetée au hasard, un plan à rendre", "fr",
     "conductor"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "language", "kinds"), TWO, ids=[each[0][:40] for each in TWO])
def test_two_needs_of_one_breath_are_two_lots(sentence: str, language: Language, kinds: tuple[str, str]) -> None:
    need = write_need(sentence, language=language)
    assert lots_of(need.as_document()) == kinds
    homes = [each.id.partition(".")[0] for each in need.requirements]
    assert all(homes.count(kind) >= 5 for kind in kinds)
    page = to_markdown(need)
    assert "lot 1" in page
    assert "lot 2" in page


@pytest.mark.parametrize(("sentence", "language", "kind"), ONE, ids=[each[0][:40] for each in ONE])
def test_one_need_said_with_two_words_stays_one(sentence: str, language: Language, kind: str) -> None:
    need = write_need(sentence, language=language)
    assert need.kinds[0]["id"] == kind
    assert lots_of(need.as_document()) == ()
    assert need.choice_rule["lots"] == []


@pytest.mark.parametrize(("sentence", "language", "kinds"), TWO[:3], ids=[each[0][:40] for each in TWO[:3]])
def test_each_lot_has_its_own_rule(sentence: str, language: Language, kinds: tuple[str, str]) -> None:
    rule = write_need(sentence, language=language).choice_rule
    lots = rule["lots"]
    assert isinstance(lots, list)
    assert [lot["kind"] for lot in lots] == list(kinds)
    for lot in lots:
        assert sum(each["points"] for each in lot["criteria"]) == 100
        assert lot["price"]["floor"] < lot["price"]["ceiling"]
        assert lot["label"] in to_markdown(write_need(sentence, language=language))


@pytest.mark.parametrize(("sentence", "language", "kinds"), TWO, ids=[each[0][:40] for each in TWO])
def test_the_rule_for_the_whole_speaks_of_both_lots(sentence: str, language: Language, kinds: tuple[str, str]) -> None:
    rule = write_need(sentence, language=language).choice_rule
    whole = {each["id"]: each["points"] for each in rule["criteria"]}  # type: ignore[attr-defined]
    assert sum(whole.values()) == 100
    for name, points in whole.items():
        own = [sum(each["points"] for each in lot["criteria"] if each["id"] == name) for lot in rule["lots"]]  # type: ignore[attr-defined]
        assert abs(points - sum(own) / 2) < 1


THINGS: list[tuple[str, Language, list[str]]] = [
    ("Un site et un logo", "fr", []),  # the site's own point on logos asks for it
    ("Un site vitrine et des cartes de visite", "fr", ["des cartes de visite"]),
    ("On voudrait une enseigne et un site vitrine pour la ferme", "fr", ["une enseigne"]),
    ("Il faut refaire le site et imprimer des flyers", "fr", ["imprimer des flyers"]),
    ("Former l'équipe et refaire l'enseigne", "fr", ["refaire l'enseigne"]),
    ("We need a website and a new sign for the shop", "en", ["a new sign"]),
    ("un site avec une galerie et des flyers", "fr", []),
    ("Un CRM et un prestataire sérieux", "fr", []),
    ("On a un site et des flyers, on veut de la pub", "fr", []),
    ("On fait de la radio, des salons et un catalogue, je veux savoir ce qui fait venir les gens", "fr", []),
]


@pytest.mark.parametrize(("sentence", "language", "things"), THINGS, ids=[each[0][:40] for each in THINGS])
def test_what_no_kind_carries_is_asked_in_his_words_and_told(
    sentence: str, language: Language, things: list[str]
) -> None:
    need = write_need(sentence, language=language)
    told = [line for line in need.assumptions if say("need.assume_apart", language, things="|").split("|")[1] in line]
    assert bool(told) == bool(things)
    for thing in things:
        lines = [line for line in need.requirements if line.id.startswith("own.") and thing in line.text]
        assert [line.asked for line in lines] == [True]
        assert thing in told[0]


def test_a_logo_beside_a_site_is_asked_by_the_point_on_logos() -> None:
    asked = [line.id for line in write_need("Un site et un logo").requirements if line.asked]
    assert "identity" in asked


@pytest.mark.parametrize(("sentence", "language", "kinds"), TWO[:3], ids=[each[0][:40] for each in TWO[:3]])
def test_what_rules_an_offer_out_is_told_for_the_whole_and_by_lot(
    sentence: str, language: Language, kinds: tuple[str, str]
) -> None:
    need = write_need(sentence, language=language)
    page = to_markdown(need)
    wanted = [name for name in need.choice_rule["eliminatory"] if name.partition(".")[0] in kinds]  # type: ignore[attr-defined]
    lines = [line for line in page.split("\n") if line.startswith(("**Éliminatoires", "**Rules an offer out"))]
    assert len(lines) == 1
    for n, kind in enumerate(kinds, start=1):
        own = [name for name in wanted if name.startswith(f"{kind}.")]
        assert (say("need.lot", language, n=n) in lines[0].replace(" ", "\u00a0")) == bool(own)


def test_a_budget_said_is_for_both_lots() -> None:
    page = to_markdown(write_need("refaire le site et passer à la facture électronique, 9 000 €"))
    assert "pour les deux lots ensemble" in page
    assert "pour les deux lots ensemble" not in to_markdown(write_need("refaire le site, 9 000 €"))


def test_a_kind_that_may_be_meant_is_no_lot() -> None:
    need = write_need("On voudrait que les clients du site commandent ou réservent mieux")
    assert len({each.id.partition(".")[0] for each in need.requirements if "." in each.id} - {"own"}) > 1
    assert lots_of(need.as_document()) == ()
