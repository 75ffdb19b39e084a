import pytest

from orchestre.basics import OrchestreError
from orchestre.decision.frozen import fingerprint
from orchestre.shortlist.decision_file import example, read_decision
from orchestre.shortlist.facts import FactKind

PRICE = "[price]\nfloor = 1000\nceiling = 9000\npoints = 40\n"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_example_reads_without_a_remark(language):
    decision = read_decision(example(language))
    assert decision.remarks == ()
    assert [criterion.key for criterion in decision.scales.criteria] == [
        "price",
        "experience",
        "start",
        "shopify",
        "near",
    ]
    assert decision.scales.weights.total == 100


def test_both_examples_are_the_same_decision():
    french, english = read_decision(example("fr")), read_decision(example("en"))
    assert french.need == english.need
    assert french.pricing == english.pricing
    assert [c.points for c in french.scales.criteria] == [c.points for c in english.scales.criteria]


def test_price_alone_is_a_decision():
    decision = read_decision(PRICE)
    assert [criterion.key for criterion in decision.scales.criteria] == ["price"]


def test_the_fingerprint_is_that_of_the_content():
    one = read_decision(PRICE + "# a comment\n[need]\ndays = 20\n")
    same = read_decision("[need]\ndays = 20.0\n" + PRICE)
    assert one.sha256 == same.sha256 == fingerprint(one.document)
    assert one.sha256 != read_decision(PRICE + "[need]\ndays = 21\n").sha256


def test_tolerated():
    text = PRICE + (
        '[[criterion]]\nkey = "wp"\nlabel = "WordPress"\nfact = "term"\nwords = "WordPress"\npoints = 10\n'
        '[gate]\nkey = "must"\non = "wp"\n'
    )
    decision = read_decision("\ufeff" + text)
    assert decision.facts["wp"].words == ("WordPress",)
    assert decision.scales.criterion("wp").label.fr == "WordPress"
    assert decision.scales.gates[0].at_least == 1


def test_an_unknown_key_is_told_and_not_used():
    decision = read_decision(PRICE.replace("ceiling", "vat_rat = 10\nceiling"))
    assert [note.code for note in decision.remarks] == ["shortlist.file_unknown_key"]
    assert "price.vat_rat" in decision.remarks[0].said("en")
    assert "vat_rate" in decision.remarks[0].said("fr")


def test_a_gate_may_read_a_fact_of_its_own():
    decision = read_decision(PRICE + '[[gate]]\nkey = "lang"\nfact = "language"\nwords = ["FR"]\n')
    assert decision.facts["gate.lang"].kind is FactKind.LANGUAGE
    assert decision.facts["gate.lang"].words == ("fr",)


TERM = '[[criterion]]\nkey = "wp"\nfact = "term"\nwords = ["WordPress"]\npoints = 10\n'

BAD = [
    ("", "shortlist.file_missing_key", "price"),
    ("[price\n", "shortlist.file_not_toml", "line 1"),
    ("price = 3\n", "shortlist.file_wrong_value", "price"),
    ("[price]\nceiling = 9\npoints = 1\n", "shortlist.file_missing_key", "price.floor"),
    (PRICE.replace("9000", '"beaucoup"'), "shortlist.file_wrong_value", "price.ceiling"),
    (PRICE.replace("9000", "nan"), "shortlist.file_wrong_value", "price.ceiling"),
    (PRICE.replace("9000", "inf"), "shortlist.file_wrong_value", "price.ceiling"),
    (PRICE.replace("1000", "-1"), "shortlist.file_wrong_value", "price.floor"),
    (PRICE.replace("1000", "9000"), "decision.floor_not_under_ceiling", "000"),
    (PRICE.replace("40", "40.5"), "shortlist.file_wrong_value", "price.points"),
    (PRICE.replace("40", "-4"), "shortlist.file_wrong_value", "price.points"),
    (PRICE.replace("40", "true"), "shortlist.file_wrong_value", "price.points"),
    (PRICE.replace("40", "0"), "decision.no_point_given", "point"),
    (PRICE + 'rule = "nearest"\n', "decision.unknown_price_rule", "budget"),
    (PRICE + 'rule = "adjusted"\neuro_per_point = 100\n', "decision.no_quality", "adjusted"),
    (PRICE + 'tax = "HT"\n', "shortlist.file_wrong_value", "excl, incl"),
    (PRICE + "[need]\ndays = [30, 20]\n", "shortlist.file_wrong_value", "need.days"),
    (PRICE + "[need]\ndays = [1, 2, 3, 4]\n", "shortlist.file_wrong_value", "need.days"),
    (PRICE + "[need]\ndays = []\n", "shortlist.file_wrong_value", "need.days"),
    (PRICE + "[need]\nhours_per_day = 0\n", "shortlist.file_wrong_value", "need.hours_per_day"),
    (PRICE + '[need]\nbought_by = "weight"\n', "shortlist.file_wrong_value", "project, time"),
    (PRICE + "[[need.count]]\nnumber = 3\n", "shortlist.file_missing_key", "need.count[1].words"),
    (
        PRICE + '[[price.exchange]]\ncurrency = "USD"\nrate = 1.1\n',
        "shortlist.file_missing_key",
        "price.exchange[1].date",
    ),
    (PRICE + TERM.replace("term", "colour"), "shortlist.file_wrong_value", "criterion[wp].fact"),
    (PRICE + TERM.replace('["WordPress"]', "[]"), "shortlist.file_wrong_value", "criterion[wp].words"),
    (PRICE + TERM + TERM, "decision.same_key_twice", "wp"),
    (PRICE + TERM.replace('"wp"', '"price"'), "shortlist.file_wrong_value", "price"),
    (
        PRICE + '[[criterion]]\nkey = "y"\nfact = "years"\nbest = 3\npoints = 1\n',
        "shortlist.file_missing_key",
        "criterion[y].worst",
    ),
    (
        PRICE + '[[criterion]]\nkey = "y"\nfact = "years"\nworst = 3\nbest = 3\npoints = 1\n',
        "decision.best_equals_worst",
        "y",
    ),
    (PRICE + '[[gate]]\nkey = "g"\non = "wp"\n', "shortlist.file_unknown_gate_target", "wp"),
    (PRICE + '[[gate]]\nkey = "g"\non = "price"\n', "decision.gate_without_limit", "g"),
    ("[price]\nfloor = 1_000\nfloor = 2\n", "shortlist.file_not_toml", "line 3"),
    ("\0", "shortlist.file_not_toml", "line 1"),
]


@pytest.mark.parametrize(("text", "code", "named"), BAD)
def test_bad_input_is_one_sentence_that_names_the_key(text, code, named):
    with pytest.raises(OrchestreError) as caught:
        read_decision(text)
    assert caught.value.code == code
    for language in ("fr", "en"):
        sentence = caught.value.sentence(language)
        assert "{" not in sentence.replace("{ fr", "")
        assert named in sentence
