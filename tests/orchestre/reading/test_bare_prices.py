"""Prices told without a word of money: what the model adds to the rules, and what it must leave alone."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import train_bare
from orchestre.reading.bare_model import ANSWERS, BareModel, Judge, Number, Words, model, parse
from orchestre.reading.bare_prices import numbers_of
from orchestre.reading.normal import prepare
from orchestre.reading.prices import by_rules, find_prices


def amounts(text):
    return [(price.amount_min, price.amount_max) for price in find_prices(prepare(text))]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Couturière à domicile : ourlet 9, fermeture 14, doublure de veste 45", [9, 14, 45]),
        ("Mobile barber here: cut 16, beard 9, both 22. Evenings only.", [16, 9, 22]),
    ],
)
def test_a_list_without_a_currency_is_a_list_of_prices(text, wanted):
    assert [low for low, _ in amounts(text)] == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Né en 1984, 12 ans de métier, 340 chantiers, j'habite au 18 rue des Lilas.",
        "I have 14 years behind me, 3 vans and 11 people, working since 2009 out of unit 22.",
        "symfony 6.4 / php 8.2 / api platform 3, 2 boîtiers R5, 4 objectifs",
        "Le train met 1 h 20.\n\nBE 0700.123.456",
        "Je fais 60 % de mon chiffre d'affaires avec des artisans.",
        "courses: [cpsc110, cpsc121], html5, css3, v2",
        "",
    ],
)
def test_years_counts_and_codes_are_no_price(text):
    assert amounts(text) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("CDI technicien fibre, 26-29K + véhicule", [(26_000, 29_000)]),
        ("Reel à 300 €, pack de 4 à 900", [(300, 300), (900, 900)]),
    ],
)
def test_what_is_said_once_for_two_numbers_and_what_is_no_range(text, wanted):
    assert amounts(text) == wanted


def test_numbers_already_told_are_seen_by_the_others():
    words = Words("pull 30, bonnet 12", [Number(at, at + 2, 30, 30, False, "", False) for at in (5, 16)])
    assert words.features(1) != words.told({0: "project"}).features(1)


def test_a_text_without_its_signs_of_money_keeps_its_labels():
    row = {"text": "Séance 45 €, pack £300", "prices": ["45 unknown", "300 project"]}
    assert train_bare.unsigned([row, {**row, "text": "Séance 45"}]) == [{**row, "text": "Séance 45, pack 300"}]


def test_the_numbers_say_how_likely_each_answer_is():
    words = Words("pull 30, bonnet 12", [Number(5, 7, 30, 30, money=False, unit="", seen=False)])
    chances = model().chances(words.features(0))
    assert len(chances) == len(ANSWERS)
    assert sum(chances) == pytest.approx(1)


@pytest.mark.parametrize(
    "text", ["pull 30, bonnet 12", "Cours de piano. Je prends 30 €, ou 12 la demi-heure.", "logo 30 | site 12 par page"]
)
def test_what_the_numbers_of_a_text_share_is_added_once_and_changes_nothing(text):
    numbers = [
        Number(at, at + 2, 30, 30, money, "", False)
        for at, money in ((text.index("30"), True), (text.index("12"), False))
    ]
    words = Words(text.lower(), numbers)
    judge = Judge(words, model())
    for at in (0, 1, 0):
        assert judge.chances(at) == model().chances(words.features(at))


def test_words_of_units_are_seen_far_from_the_number():
    text = "je travaille à la journée. j'habite nantes. c'est 420, une séance de plus se discute"
    at = text.index("420")
    seen = Words(text, [Number(at, at + 3, 420, 420, money=False, unit="", seen=False)]).features(0)
    assert {"XdayT", "xpieceA"} <= seen
    assert not {"XdayB", "XdayP"} & seen


def test_a_unit_the_rules_suppose_tells_the_model_nothing():
    reader, mentions, kept, _ = by_rules("un site 900 €, puis tjm 450 €")
    numbers, _ = numbers_of(reader, mentions, kept)
    assert [bool(one.by) for one in numbers] == [False, True]


@given(st.lists(st.lists(st.integers(-(2**20), 2**20), min_size=len(ANSWERS), max_size=len(ANSWERS)), max_size=20))
def test_rows_packed_in_one_number_add_as_rows_do(rows):
    known = BareModel({f"f{at}": row for at, row in enumerate(rows)})
    scores = [sum(row[at] for row in rows) for at in range(len(ANSWERS))]
    best = max(range(len(ANSWERS)), key=lambda at: scores[at])
    chances = known.chances(known.weights)
    assert chances[best] == max(chances)


def test_the_file_says_the_same_again():
    lines = train_bare.MODEL.read_text(encoding="utf-8").split("\n")
    assert lines[0].endswith(" ".join(ANSWERS))
    assert parse(lines[:-1]).weights == model().weights
    assert train_bare.MODEL.stat().st_size < 750_000


def test_texts_kept_aside_train_nothing():
    trained = {row["text"] for row in train_bare.trained_on()}
    for rows in train_bare.measured().values():
        assert not trained & {row["text"] for row in rows}
    demo = (train_bare.ROOT / "src/orchestre_web/calls/demo/replies.jsonl").read_text(encoding="utf-8").splitlines()
    shared = trained & {json.loads(line)["text"] for line in demo}
    assert not [text for text in shared if any(map(str.isdigit, text))]  # "Up !" is everybody's


@pytest.mark.parametrize("name", ["prices_said6", "prices_said7"])
def test_texts_kept_aside_are_read_better_than_three_in_four(name):
    rows = [row for row in train_bare.rows_of(name) if row["half"] == "kept"]
    assert train_bare.f1(train_bare.see(rows), model()) > 0.75
