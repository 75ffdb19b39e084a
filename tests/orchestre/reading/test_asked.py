"""Amounts that nobody asks go, this writer's own stay; the model moves nothing else."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import train_asked
from benchmarks.train_bare import measured
from orchestre.reading.asked import CONSTANT, SURE, features, is_asked, model, not_asked
from orchestre.reading.normal import prepare
from orchestre.reading.prices import by_rules, find_prices


def said(text):
    return [(float(one.amount_max or one.amount_min), one.unit.value) for one in find_prices(prepare(text))]


@pytest.mark.parametrize(
    ("text", "prices"),
    [
        ("Le traiteur du village vous avait pris 2 400 € pour le même repas.", []),
        ("Our last van cost us £9,400 and it still leaks.", []),
        ("Nos bénévoles ont récolté 3 200 € pour le refuge en un week-end.", []),
        ("A client of mine was losing $1,500 a month in card fees.", []),
        ("Le traiteur du village vous avait pris 2 400 €. Moi je vous le fais à 1 900 €.", [(1900, "project")]),
        ("I charge £45 an hour; the van was £9,400.", [(45, "hour")]),
        ("TJM 480 €, dispo lundi.", [(480, "day")]),
        ("700 € la semaine de garde, ça vous va ?", [(700, "unknown")]),
    ],
)
def test_money_around_is_told_from_the_price(text, prices):
    assert said(text) == prices


def test_a_named_rate_is_never_taken_out():
    lower = prepare("L'agence d'avant a payé un TJM de 480 €").with_columns().lower
    _, mentions, _, _ = by_rules(lower)
    assert [mention.label for mention in mentions] == ["day"]
    assert all(is_asked(lower, mention) for mention in mentions)


def test_a_weight_is_a_whole_number_and_each_sets_the_probability_its_way():
    weights = model()
    assert CONSTANT in weights
    against, towards = max(weights, key=weights.__getitem__), min(weights, key=weights.__getitem__)
    middle = not_asked(weights, set())
    assert not_asked(weights, {towards}) < middle < not_asked(weights, {against})
    assert middle < SURE  # with no word around nothing is taken out


@settings(max_examples=60, deadline=timedelta(seconds=2))
@given(st.text(alphabet="a é'.!?\n€$ 0123", max_size=120), st.text(alphabet="a é'.!?\n€$ z", max_size=120))
def test_only_prices_read_by_the_rules_are_taken_out(before, after):
    lower = prepare(f"{before} 350 € {after}").with_columns().lower
    _, mentions, kept, _ = by_rules(lower)
    for mention in kept:
        assert 0.0 <= not_asked(model(), features(lower, mention)) <= 1.0
    assert {id(one) for one in kept if is_asked(lower, one)} <= set(map(id, mentions))


def test_what_is_measured_trains_nothing():
    aside = {row["text"] for rows in measured().values() for row in rows}
    assert aside.isdisjoint(row["text"] for row in train_asked.remarks())
    assert aside.isdisjoint(row["text"] for row, _ in train_asked.fresh())


def test_every_fold_holds_both_languages_and_both_answers():
    held = {(fold, row["language"], bool(row["prices"])) for row, fold in train_asked.fresh()}
    assert held == {
        (fold, language, asks)
        for fold in range(train_asked.FOLDS)
        for language in ("fr", "en")
        for asks in (True, False)
    }


def test_the_kept_model_is_small_whole_and_in_order_of_its_features():
    lines = train_asked.MODEL.read_text(encoding="utf-8").split("\n")
    names = [line.split("\t")[0] for line in lines[1:-2]]
    assert names == sorted(names)
    assert train_asked.MODEL.stat().st_size < 300_000
