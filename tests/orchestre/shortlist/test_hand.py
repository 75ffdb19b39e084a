"""Criteria graded by hand: what a grade is worth, what nobody graded, and where the grades go."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from orchestre.basics import OrchestreError
from orchestre.shortlist import build_cells, make_shortlist, rank, read_decision, shortlist_document, workbook
from orchestre.shortlist.hand import USUAL, Grade, counted, in_words, value
from orchestre.shortlist.questions import messages
from orchestre.shortlist.reasons import reasons, value_in_words
from tests.orchestre.shortlist.making import offer, price
from tests.orchestre.shortlist.test_workbook import OFFICE, recalculated, written

DECISION = """
title = "Boutique"
[price]
floor = 1000
ceiling = 9000
points = 40
[[criterion]]
key = "writing"
label = { fr = "Écriture", en = "Writing" }
fact = "hand"
points = 60
"""


def graded(**by):
    return {"writing": tuple(Grade(name, mark) for name, mark in by.items())}


REPLIES = [
    offer("r1", price(5000), author="Ana", grades=graded(claire=2, paul=3)),
    offer("r2", price(5000), author="Léo", grades=graded(claire=1)),
    offer("r3", price(5000), author="Mina"),
]


def shortlist(*replies, text=DECISION):
    return make_shortlist(replies or REPLIES, read_decision(text))


def test_the_value_is_the_mean_and_the_disagreement_the_interval():
    found = {entry.place.id: entry.cells["writing"] for entry in shortlist().entries()}
    assert (found["r1"].low, found["r1"].value, found["r1"].high) == (2, 2.5, 3)
    assert (found["r2"].low, found["r2"].value, found["r2"].high) == (1, 1, 1)
    assert found["r3"].missing
    assert (found["r3"].low, found["r3"].high) == (0, 3)


def test_the_newest_grade_of_each_grader_counts_whichever_reply_he_read():
    both = [
        offer("a", price(5000), author="Ana", grades=graded(claire=0, paul=3), posted_at="2026-01-01"),
        offer(
            "b",
            price(5000),
            text="plus",
            author="Ana",
            duplicate=("a", "person"),
            grades=graded(claire=2),
            posted_at="2026-02-01",
        ),
    ]
    cell = next(iter(shortlist(*both).entries())).cells["writing"]
    assert [(one.by, one.mark) for one in cell.reading.grades] == [("claire", 2), ("paul", 3)]


def test_levels_are_stated_in_the_decision():
    levels = '\nlevels = [{ label = "non" }, { label = { fr = "oui", en = "yes" } }, { mark = 5, label = "oh" }]'
    decision = read_decision(DECISION + levels)
    criterion = decision.scales.criterion("writing")
    assert (criterion.worst, criterion.best) == (0, 5)
    assert decision.facts["writing"].steps == (0, 1, 5)
    assert not decision.remarks
    assert decision.sha256 != read_decision(DECISION).sha256
    # a mark that is no level is not counted
    found = shortlist(offer("r", price(5000), grades=graded(claire=3)), text=DECISION + levels)
    assert next(iter(found.entries())).cells["writing"].missing


@pytest.mark.parametrize(
    "levels",
    [
        '[{ label = "seul" }]',
        '[{ mark = 2, label = "bon" }, { mark = 1, label = "mieux" }]',
        '[{ label = "bon" }, { label = " " }]',
        '["bon", "mieux"]',
        "[" + ", ".join(['{ label = "x" }'] * 10) + "]",
    ],
)
def test_levels_that_cannot_be_are_refused(levels):
    with pytest.raises(OrchestreError):
        read_decision(f"{DECISION}\nlevels = {levels}")


@pytest.mark.parametrize(("language", "words"), [("fr", "entre bon et excellent (2,5)"), ("en", "not graded yet")])
def test_values_are_said_in_the_words_of_the_levels(language, words):
    found = shortlist()
    decision = found.board.decision
    criterion = decision.scales.criterion("writing")
    said = [value_in_words(criterion, decision, entry.cells["writing"], language) for entry in found.entries()]
    assert words in said


def test_what_is_not_graded_is_asked_of_nobody_else():
    found = shortlist()
    assert all(question.key != "writing" for question in found.asking.questions)
    assert all(asked.key != "writing" for message in messages(found, "fr").values() for asked in message.asked)
    mina = next(entry for entry in found.entries() if entry.place.id == "r3")
    assert any("à vous de lire" in reason.said for reason in reasons(mina, found.board.decision, "fr"))


def test_grades_are_in_the_document_and_in_the_workbook():
    found = shortlist()
    cells = {entry["id"]: entry["criteria"]["writing"] for entry in shortlist_document(found, language="fr")["ranking"]}
    assert cells["r1"]["set_by"] == "hand"
    assert cells["r1"]["grades"] == [{"by": "claire", "mark": 2}, {"by": "paul", "mark": 3}]
    assert cells["r3"]["grades"] == []
    evidence = next(table for table in workbook(found, language="fr") if table.name == "Citations")
    assert ["Léo", "Écriture", "juste, noté par claire", None, None, "r2"] in evidence.rows


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed: formulas are not recalculated here")
def test_a_spreadsheet_finds_the_same_figures(tmp_path):
    recommended = offer("r4", price(2000), given={"origin_by": "Claire", "origin_ties": "client"})
    found = rank(build_cells([*REPLIES, recommended], read_decision(DECISION)))
    (book,) = recalculated([written(found, tmp_path / "a.xlsx")], tmp_path)
    expected = {entry.place.id: entry.place for entry in found.entries()}
    for row in book["Classement"].iter_rows(min_row=2, values_only=True):
        place = expected[row[-1]]
        assert row[0] == place.rank
        assert row[2:5] == pytest.approx((place.score, place.low, place.high), abs=1e-6)
    assert load_workbook(tmp_path / "a.xlsx")["Classement"].cell(1, book["Classement"].max_column - 1).value


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from([0, 1, 2, 3, 9]))))
def test_a_value_lies_between_the_marks_given(given_grades):
    grades = counted(USUAL, [Grade(by, mark) for by, mark in given_grades])
    assert len({one.by for one in grades}) == len(grades)
    found = value(grades)
    assert (found is None) == (not any(mark <= 3 for _, mark in given_grades))
    if found is not None:
        assert 0 <= found.low <= found.likely <= found.high <= 3
        assert in_words(USUAL, found.likely, "fr")
