"""How the price acts, from which weight and under which formula another wins, and what changed once replies were in."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from orchestre_web.calls.models import Call
from orchestre_web.shortlist import actions
from orchestre_web.shortlist.models import Decision, DecisionChange, WorkedOut
from orchestre_web.shortlist.shown import late
from tests.orchestre_web.people import People
from tests.orchestre_web.queries import at_most
from tests.orchestre_web.shortlist import calls_for_tests as made

NARROW = "\u202f"
CHEAP = "Forfait de 4 000 € HT, 1 an d'expérience, disponible de suite."
GOOD = "Forfait de 9 000 € HT, 10 ans d'expérience, disponible de suite."
ONLY_TWO = {"p_start": 0, "p_prestashop": 0, "p_caisse": 0, "p_click_collect": 0}


@pytest.fixture
def owner(people: People) -> Client:
    return people.clients["owner"]


@pytest.fixture
def call(people: People) -> Call:
    return made.call_of(people.company, CHEAP, GOOD, authors=("Petit", "Grand"))


def look(client: Client, call: Call, view: str = "price", **points: object) -> str:
    answer = client.get(reverse(f"shortlist:{view}", args=[call.pk]), points)
    assert answer.status_code == 200
    return answer.content.decode()


def words(html: str) -> str:
    return " ".join(re.sub("<[^>]+>", " ", html).split()).replace(NARROW, " ")


def formula(people: People, call: Call, **values: Any) -> None:
    actions.decision_of(call, now=timezone.now())
    none = {"euro_per_point": None, "quality_floor": None}
    actions.change_formula(
        user=people.users["owner"], call_id=call.pk, values=none | values, now=timezone.now() + timedelta(minutes=1)
    )


# --- The panel ----------------------------------------------------------------------------------------------------


def test_announced_and_acting(owner: Client, call: Call) -> None:
    # Half the points: prices spread over 5/9 of their scale, experience over 9/10 of its own.
    said = words(look(owner, call, p_price=5, p_years=5, **ONLY_TWO))
    assert "Le prix : annoncé à 50 %, il compte en fait pour 38 %" in said


def test_what_a_step_is_worth(owner: Client, call: Call) -> None:
    # 9,000 € for the 50 points of the price: 180 € a point; ten years weigh as much as the whole scale of prices.
    said = words(look(owner, call, p_price=5, p_years=5, **ONLY_TWO))
    assert "Un point du score vaut environ 180 €" in said
    assert "0 an → 10 ans 9 000 € 900 € par an" in said


def test_from_which_weight_another_wins(owner: Client, call: Call) -> None:
    # q + w (p - q): 0.1 + w (8/9 - 0.1) = 1 + w (1/3 - 1) at w = 0.9 / (0.5556 + 0.9) = 61.8 %
    html = look(owner, call, p_price=5, p_years=5, **ONLY_TWO)
    said = words(html)
    assert "Grand gagne tant que le prix pèse moins de 62 %" in said
    assert "de 0 % à 62 % annoncé ici 1. Grand" in said
    assert "de 62 % à 100 % 2. Petit" in said
    assert 'x="61.83%"' in html
    above = words(look(owner, call, p_price=10, p_years=2, **ONLY_TWO))
    assert "Petit gagne dès que le prix pèse plus de 62 %" in above


def test_the_seven_formulas_stand_side_by_side(owner: Client, call: Call) -> None:
    html = look(owner, call, p_price=6, p_years=5, **ONLY_TWO)
    assert html.count('data-label="Dépend des autres offres"') == 7
    assert "Dites d’abord ce que vaut un point" in html
    assert "la vôtre" in html
    assert words(html).count("Oui : une perdante") == 4


def test_who_is_level_with_the_winner_is_told_everywhere(people: People, owner: Client) -> None:
    """Both under the floor of 3,000 €: the same points, and no formula that names the cheaper one names another."""
    dear, cheap, poor = (f"Forfait de {price} € HT, {years} ans d'expérience." for price, years in
                         (("2 900", 9), ("2 000", 9), ("11 000", 1)))  # fmt: skip
    call = made.call_of(people.company, dear, cheap, poor, authors=("Aline", "Benoît", "Cher"))
    said = words(look(owner, call, p_price=6, p_years=5, **ONLY_TWO))
    assert "Aline, à égalité avec Benoît, gagne quel que soit le poids du prix" in said
    assert "1. Aline à égalité avec Benoît" in said
    assert "Toutes les formules désignent la même offre" in said
    assert "ferait gagner" not in said


def test_the_same_offers_under_every_formula_on_one_scale(owner: Client, call: Call) -> None:
    html = look(owner, call, p_price=6, p_years=5, **ONLY_TWO)
    drawn = html.partition('class="multiples"')[2]
    assert drawn.count("<table") == 5, "two of the seven turn no price into points"
    said = words(drawn)
    # 6/11 for the price (8/9 and 1/3 of the budget), 5/11 for ten years of experience (0.1 and 1).
    assert "Budget la vôtre Offre En image Points Grand gagne 64 Petit 53" in said
    assert "Sans points à montrer ici : Prix corrigé, Prix par point." in said.replace("\xa0", " ")
    assert "Selon la formule, Grand a de 45 à" in words(html)


def test_one_price_wins_at_any_weight(people: People, owner: Client) -> None:
    call = made.call_of(people.company, CHEAP, "Disponible de suite.", authors=("Seul", "Muet"))
    said = words(look(owner, call))
    assert "Seul gagne quel que soit le poids du prix" in said


def test_no_price_is_a_designed_state(people: People, owner: Client) -> None:
    call = made.call_of(people.company, "Disponible de suite.", "10 ans d'expérience.")
    assert "Aucun prix n’est encore connu" in look(owner, call)
    assert "Aucun prix n’est encore connu" in look(owner, call, "map")


def test_points_that_rank_nothing_go_back_to_the_board(owner: Client, call: Call) -> None:
    nothing = {"p_price": 0, "p_years": 0, **ONLY_TWO}
    for view in ("price", "map", "sure"):
        answer = owner.get(reverse(f"shortlist:{view}", args=[call.pk]), nothing)
        assert answer.status_code == 302


def test_it_is_worked_out_once(people: People, owner: Client) -> None:
    call = made.demo_call(people.company)
    look(owner, call)
    with at_most(12):
        look(owner, call)
    assert WorkedOut.objects.count() == 1


@pytest.mark.parametrize("rule", ["adjusted", "per_point", "linear", "average", "lowest_over_price", "percent_gap"])
def test_every_formula_has_its_pages(rule: str, people: People, owner: Client) -> None:
    call = made.demo_call(people.company)
    formula(people, call, rule=rule, euro_per_point=40, quality_floor=20)
    for view in ("price", "map"):
        assert "<h1" in look(owner, call, view)
    assert "tirages sur 100" in words(
        owner.get(reverse("shortlist:sure", args=[call.pk]), follow=True).content.decode()
    )


# --- The map ------------------------------------------------------------------------------------------------------


def test_the_map_names_the_edge(people: People, owner: Client) -> None:
    worse = "Forfait de 9 500 € HT, 2 ans d'expérience, disponible de suite."
    call = made.call_of(people.company, CHEAP, GOOD, worse, authors=("Petit", "Grand", "Cher"))
    said = words(look(owner, call, "map", **ONLY_TWO))
    assert "2 offres valent d’être regardées d’abord" in said
    assert "Petit 4 000 € 10 oui" in said
    assert "Grand 9 000 € 100 oui" in said
    assert "Cher 9 500 € 20 non" in said


def test_an_offer_of_the_first_five_without_a_price_is_said(people: People, owner: Client) -> None:
    call = made.call_of(people.company, CHEAP, "10 ans d'expérience.", authors=("Petit", "Muet"))
    assert "absentes de la carte : Muet" in words(look(owner, call, "map"))


def test_a_price_past_the_budget_stands_at_the_end(people: People, owner: Client) -> None:
    call = made.call_of(people.company, CHEAP, "Forfait de 900 000 € HT.", GOOD)
    assert "1 offre plus chère que" in words(look(owner, call, "map"))


def test_the_map_takes_as_many_queries_whatever_it_shows(people: People, owner: Client) -> None:
    call = made.demo_call(people.company)
    look(owner, call, "map")
    with at_most(9):
        html = look(owner, call, "map")
    assert len(html) < 60_000


# --- The formula of the decision ----------------------------------------------------------------------------------


def test_a_formula_is_chosen_with_its_figure(people: People, owner: Client, call: Call) -> None:
    look(owner, call)
    where = reverse("shortlist:change_formula", args=[call.pk])
    lacking = owner.post(where, {"rule": "adjusted"})
    assert lacking.status_code == 422
    assert "a besoin de ce chiffre" in lacking.content.decode()
    assert owner.post(where, {"rule": "adjusted", "euro_per_point": "1 250,50"}).status_code == 302
    price = Decision.objects.get(call=call).document["price"]
    assert (price["rule"], price["euro_per_point"]) == ("adjusted", 1250.5)
    owner.post(where, {"rule": "budget", "euro_per_point": ""})
    assert "euro_per_point" not in Decision.objects.get(call=call).document["price"]


def test_a_formula_nobody_knows_is_refused(owner: Client, call: Call) -> None:
    look(owner, call)
    assert owner.post(reverse("shortlist:change_formula", args=[call.pk]), {"rule": "magic"}).status_code == 422


# --- Changed once replies were in ---------------------------------------------------------------------------------


def test_a_formula_changed_after_the_replies_came_is_told(people: People, owner: Client, call: Call) -> None:
    assert "Changé après" not in look(owner, call)
    formula(people, call, rule="linear")
    for view in ("price", "criteria"):
        assert "est passée de « Budget » à « Linéaire »" in words(look(owner, call, view))
    formula(people, call, rule="budget")
    assert "Changé après" not in look(owner, call)


def test_points_alone_are_no_change_of_the_rule(people: People, owner: Client, call: Call) -> None:
    look(owner, call)
    points = {"price": 9, "years": 1}
    actions.change_weights(user=people.users["owner"], call_id=call.pk, points=points, now=timezone.now())
    assert "Changé après" not in look(owner, call)


def test_scales_and_criteria_are_told_by_name(people: People, owner: Client, call: Call) -> None:
    look(owner, call)
    user, later = people.users["owner"], timezone.now() + timedelta(minutes=2)
    actions.change_criterion(
        user=user, call_id=call.pk, key="years", values={"label": "Expérience", "best": 20}, limits=None, now=later
    )
    actions.remove_criterion(user=user, call_id=call.pk, key="start", now=later)
    values = {"floor": 2000, "ceiling": 12000, "tax": "excl", "most": None}
    actions.change_need(user=user, call_id=call.pk, values=values, now=later)
    said = words(look(owner, call))
    assert "L’échelle de « Expérience » a changé" in said
    assert "Le critère « Démarrage » a été retiré" in said
    assert "est passée de 3 000 à 12 000 €" in said


def test_what_was_changed_before_the_replies_is_not_told() -> None:
    now = timezone.now()
    price = {"rule": "budget", "floor": 1, "ceiling": 2, "tax": "excl", "currency": "EUR"}
    states = [{"price": price}, {"price": price | {"rule": "linear"}}]
    changes = [DecisionChange(document=document, at=now + timedelta(days=i)) for i, document in enumerate(states)][::-1]
    assert late.late(changes, now + timedelta(days=2), "fr") == []
    assert late.late(changes, None, "fr") == []
    assert len(late.late(changes, now + timedelta(hours=1), "fr")) == 1
