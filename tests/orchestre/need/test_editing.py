"""The laws of the owner's edits, on documents written from sentences of several trades."""

import copy
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestre.basics.sentences import sentences
from orchestre.need import to_markdown, write_need
from orchestre.need.changes import compare, words_apart
from orchestre.need.editing import (
    CHANGEABLE,
    FLEXIBILITIES,
    LEVELS,
    BoundsUpsideDown,
    Edits,
    NoPoints,
    Own,
    apply,
    assumed,
    document_of,
    need_from,
)

SENTENCES = (
    "Notre site est illisible sur téléphone, on veut le refaire pour 4 000 €.",
    "On voudrait vendre nos plateaux repas par internet, on est 12 traiteurs à Lyon.",
    "Nos huit commerciaux notent leurs clients dans un carnet, il nous faut un fichier clients.",
    "On perd des appels le soir et on ne sait pas quoi faire.",
)
DOCUMENTS = [document_of(write_need(each)) for each in SENTENCES]
DOCUMENTS += [document_of(write_need("Our site cannot be read on a telephone, redo it for €4,000", language="en"))]

WORDS = st.text(alphabet="abcdé ’\u202f«»<&#$\n", min_size=1, max_size=30)


@st.composite
def edited(draw: st.DrawFn) -> tuple[Edits, dict[str, Any]]:
    document = copy.deepcopy(draw(st.sampled_from(DOCUMENTS)))
    ids = [row["id"] for row in document["requirements"]]
    sections = [row["id"] for row in document["sections"]]
    values = st.fixed_dictionaries(
        {},
        optional={
            "text": WORDS,
            "criterion": WORDS,
            "check": WORDS,
            "level": st.sampled_from(LEVELS),
            "flexibility": st.sampled_from(FLEXIBILITIES),
        },
    )
    own = st.builds(Own, st.just(""), st.sampled_from(sections), WORDS, level=st.sampled_from(LEVELS))
    added = [replace(each, id=f"own.{n}") for n, each in enumerate(draw(st.lists(own, max_size=3)), start=1)]
    everything = [*ids, *(each.id for each in added), "nothing.there"]
    criteria = [row["id"] for row in document["choice_rule"]["criteria"]]
    edits = Edits(
        removed=tuple(sorted(draw(st.sets(st.sampled_from(everything), max_size=5)))),
        changed=draw(st.dictionaries(st.sampled_from(ids), values.filter(bool), max_size=4)),
        added=tuple(added),
        sections=draw(st.dictionaries(st.sampled_from(sections), WORDS, max_size=2)),
        points=draw(st.dictionaries(st.sampled_from(criteria), st.integers(1, 100), max_size=3)),
        floor=draw(st.none() | st.integers(0, 1000)),
        ceiling=draw(st.none() | st.integers(50_000, 90_000)),
        tax=draw(st.sampled_from(["", "excl", "incl"])),
        said={
            code: draw(st.sampled_from(["", "autre chose"]))
            for line in document["assumptions"]
            if (code := assumed(line, document["language"])) and draw(st.booleans())
        },
    )
    return edits, document


@settings(max_examples=80, deadline=None)
@given(edited())
def test_the_laws(case: tuple[Edits, dict[str, Any]]) -> None:
    edits, before = case
    kept = copy.deepcopy(before)
    after = apply(edits, before)
    assert before == kept, "the document given is left as it is"
    assert apply(edits, after) == after, "twice is once"
    # Counts add up, and what was taken out is listed.
    out = after.get("removed", [])
    ids = {row["id"] for row in [*before["requirements"], *before.get("removed", [])]} | {e.id for e in edits.added}
    assert sorted([row["id"] for row in [*after["requirements"], *out]]) == sorted(ids)
    assert {row["id"] for row in out} == ids & {*edits.removed}
    # Nothing else moved: what no edit names is as it was.
    untouched = {row["id"]: row for row in before["requirements"] if row["id"] not in edits.changed}
    assert all(row == untouched[row["id"]] for row in [*after["requirements"], *out] if row["id"] in untouched)
    assert {row["id"] for row in after["requirements"]} >= {*after["choice_rule"]["eliminatory"]}
    assert Edits.from_json(edits.as_json()) == edits
    assert to_markdown(need_from(after))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document["title"])
def test_applying_none_changes_nothing(document: dict[str, Any]) -> None:
    assert apply(Edits(), document) == document
    assert Edits().as_json() == {}
    assert not compare(document, apply(Edits(), document))


def test_every_assumption_is_known_again() -> None:
    """A line of what is to be confirmed is told by the sentence it was written with, in both languages."""
    for document in DOCUMENTS:
        assert all(assumed(line, document["language"]) for line in document["assumptions"])
    codes = {code for code in sentences("orchestre.need") if code.startswith("need.assume_")}
    assert codes >= {assumed(line, d["language"]) for d in DOCUMENTS for line in d["assumptions"]}


def test_what_the_owner_makes_imperative_eliminates_and_what_he_loosens_does_not() -> None:
    document = DOCUMENTS[0]
    hard = document["choice_rule"]["eliminatory"][0]
    soft = next(row["id"] for row in document["requirements"] if row["level"] != "must")
    edits = Edits().change(hard, {"level": "should"}).change(soft, {"level": "must", "flexibility": "F0"})
    edits = edits.add(Own("own.1", "functions", "Nos photos", level="must", flexibility="F0"))
    eliminatory = apply(edits, document)["choice_rule"]["eliminatory"]
    assert hard not in eliminatory
    assert {soft, "own.1"} <= {*eliminatory}
    assert "own.1" not in apply(edits.without("own.1"), document)["choice_rule"]["eliminatory"]


def test_a_rule_that_cannot_choose_is_refused() -> None:
    document = DOCUMENTS[0]
    points = dict.fromkeys((row["id"] for row in document["choice_rule"]["criteria"]), 0)
    with pytest.raises(NoPoints):
        apply(Edits(points=points), document)
    with pytest.raises(BoundsUpsideDown):
        apply(Edits(floor=9000), document)


def test_points_are_told_in_the_document_too() -> None:
    document = DOCUMENTS[0]
    after = apply(Edits(points={"price": 77}), document)
    text = next(row["text"] for row in after["sections"] if row["id"] == "choice")
    assert "77" in text
    assert compare(document, after).rule == ("points",)


def test_what_is_confirmed_leaves_the_list_and_what_is_said_instead_is_written() -> None:
    document = DOCUMENTS[0]
    after = apply(Edits().say_of("need.assume_law", "").say_of("need.assume_deadline", "avant Noël"), document)
    assert len(after["assumptions"]) == len(document["assumptions"]) - 2
    assert "avant Noël" in next(row["text"] for row in after["sections"] if row["id"] == "calendar")
    assert "juriste" not in next(row["text"] for row in after["sections"] if row["id"] == "open")


def test_a_change_taken_back_is_no_edit() -> None:
    edits = Edits().change("a", {"text": "autrement"})
    assert edits.change("a", {"text": ""}) == Edits()
    assert edits.without("a").with_again("a") == edits
    assert Edits().rewrite("who", "nous").rewrite("who", None) == Edits()
    assert {part.name for part in fields(Own)} >= {*CHANGEABLE}
    own = Edits().add(Own("own.1", "who", "Un"))
    assert own.change("own.1", {"text": "Deux"}).added[0].text == "Deux"
    assert own.next_own() == "own.2"


def test_what_differs_is_named() -> None:
    document = DOCUMENTS[0]
    first, second = (row["id"] for row in document["requirements"][:2])
    after = apply(Edits().without(first).change(second, {"text": "Autre"}).rewrite("who", "Nous."), document)
    changes = compare(document, after)
    assert (changes.removed, dict(changes.changed), changes.sections) == ((first,), {second: ("text",)}, ("who",))
    assert words_apart("« a\u202f»  b", "« a\u202f» c") == [("same", "« a\u202f»"), ("out", "b"), ("in", "c")]
