"""Each rule that puts money aside is met by an example, so that a rule nobody meets does not stay."""

import pytest

from orchestre.reading.normal import prepare
from orchestre.reading.not_a_price import only_asked, why_not
from orchestre.reading.other_money import RULES
from orchestre.reading.prices import find_prices

# The words before the amount, the words after it.
EXAMPLES = {
    "turnover": ("notre chiffre d'affaires est de ", ""),
    "earned": ("we saved ", " in a year"),
    "funding": ("nous avons levé ", ""),
    "capital": ("sas au capital de ", ""),
    "budget_managed": ("", "/mois de budget"),
    "client_budget": ("votre budget de ", ""),
    "somebody_else": ("mon voisin a payé ", ""),
    "deposit": ("", " d'acompte"),
    "paid_by_others": ("our last surveyor charged ", ""),
    "moved": ("ramené la facture de 18 600 à ", ""),
    "now_paid": ("votre contrat actuel à ", ""),
    "deal": ("un contrat de ", ""),
    "vat_line": ("tva 20 % : ", ""),
    "insurance": ("rc pro couvrant ", ""),
    "fine": ("amende de ", ""),
    "perk": ("prime de ", ""),
    "worth": ("d'une valeur de ", ""),
    "discount": ("remise de ", ""),
    "threshold": ("au-delà de ", ""),
    "bound": ("plus de ", ""),
    "pays": ("i already pay ", " for hosting"),
    "theirs": ("vous rêvez avec vos ", ""),
    "goods": ("the price of a loaf ", ""),
    "old_price": ("au lieu de ", ""),
    "refused": ("donc pas ", ""),
    "product_price": ("nos articles vendus ", ""),
    "travel": ("frais de déplacement : ", ""),
    "judged": ("méfiez-vous des sites à ", ""),
    "cost_us": ("ça nous a coûté ", ""),
    "market": ("un bon développeur coûte ", ""),
    "past_pay": ("mon dernier salaire était de ", ""),
    "third_party_cost": ("la licence coûte ", ""),
    "minimum_order": ("commande minimum : ", ""),
}


def test_every_rule_has_its_example():
    assert set(EXAMPLES) == {rule.name for rule in RULES}


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_rule_puts_its_example_aside(name):
    assert why_not(*EXAMPLES[name]) == name


@pytest.mark.parametrize(
    "before",
    [
        "mon tarif est de ",
        "je vous propose ",
        "i charge ",
        "comptez ",
        "tjm ",
        "notre offre : ",
        "avec ce budget, je propose ",
        "j'ai ramené mon tarif de 450 à ",
        "the role is paid ",
        "your daily rate would be ",
        "la journée complète est à ",
        "",
    ],
)
def test_words_that_ask_are_not_put_aside(before):
    assert why_not(before, " ht") is None


def test_an_end_of_a_range_is_not_a_refusal():
    assert why_not("je le fais pour moins de ", "", bounded=True) is None
    assert why_not("moins de ", "") == "bound"


def test_a_question_to_the_buyer_is_not_an_offer():
    assert only_asked("est-ce que vous mettez 300 € par jour ?", " par jour ?")
    assert not only_asked("est-ce que 400 € vous conviendrait ?", " vous conviendrait ?")
    assert only_asked("1 centime le mot ??", " le mot ??")


@pytest.mark.parametrize(
    ("text", "prices"),
    [
        ("Notre ancien voisin a payé 700 € pour la sienne.", []),
        ("The last plumber billed £420 and left a leak.", []),
        ("Nous avons réduit la facture de 5 200 à 3 900 €, parlons-en.", []),
        ("J'ai réduit mon tarif de 500 à 450 € la journée.", ["450 day"]),
        ("Your current plan at $59 a month could go.", []),
        ("12 000 € pour une affiche ?", []),
        ("400 € pour une affiche, ça vous va ?", ["400 project"]),
        ("Disponible samedi 21, 15 € de l'heure.", ["15 hour"]),
        ("Fee: £2,600 / Start date: 3 May", ["2600 project"]),
        ("Les sites démarrent à 900 € et cela monte à 2 500 € avec la boutique.", ["900- project", "2500 project"]),
    ],
)
def test_money_of_others_is_left_and_ones_own_is_read(text, prices):
    def ends(low, high):
        if low == high:
            return f"{low:f}"
        return f"{'' if low is None else f'{low:f}'}-{'' if high is None else f'{high:f}'}"

    assert [f"{ends(one.amount_min, one.amount_max)} {one.unit}" for one in find_prices(prepare(text))] == prices
