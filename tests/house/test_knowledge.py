"""Every node of the knowledge is whole: both languages, ids that lead somewhere, duties dated and sourced."""

import re
from datetime import date

import pytest

from orchestre.basics import Range
from orchestre.knowledge import Both, Kind, Knowledge, Requirement, Topic, load

KNOWN: Knowledge = load()
LEVELS = {"must": {"F0", "F1"}, "should": {"F1", "F2"}, "may": {"F2", "F3"}}
OPENED_BY_THE_BUILDER = {
    "budget-5000",
    "budget-small",
    "headcount-50",
    "any",
    "trade-told",
    "dated",
    "spent-told",
    "volume-told",
}
REQUIREMENTS = [
    *(topic.requirement for topic in KNOWN.topics.values()),
    *(each for kind in KNOWN.kinds.values() for each in kind.requirements),
]
TAGS = (
    OPENED_BY_THE_BUILDER
    | {tag for kind in KNOWN.kinds.values() for tag in kind.tags}
    | {tag for trade in KNOWN.trades for tag in trade.tags}
)


def tags_of_the_sentence() -> set[str]:
    from orchestre.need.facts import words

    return set(words()["tags"])


def whole(both: Both) -> bool:
    return bool(both.fr.strip() and both.en.strip())


@pytest.mark.parametrize("each", REQUIREMENTS, ids=lambda each: each.id)
def test_a_requirement_is_whole(each: Requirement) -> None:
    assert all(whole(text) for text in (each.text, each.criterion, each.why))
    assert each.flexibility in LEVELS[each.level]
    assert 1 <= each.cost <= 5
    assert each.section in KNOWN.sections
    assert each.check in KNOWN.checks
    assert each.why.fr.count(".") <= 2, "the reason is one sentence"


@pytest.mark.parametrize("each", KNOWN.topics.values(), ids=lambda each: each.id)
def test_a_topic_leads_somewhere_and_its_duties_are_dated(each: Topic) -> None:
    assert whole(each.label)
    assert each.aliases
    assert each.relevant_when
    assert each.skills
    assert {*each.needs, *each.entails} <= KNOWN.topics.keys()
    for duty in each.duties:
        assert whole(duty.what)
        assert duty.source.startswith("https://")
        assert date(1980, 1, 1) < duty.since < date(2027, 1, 1)
        assert (duty.checked is None) == (duty.against == "")
        if duty.checked is not None:
            assert duty.since <= duty.checked, "what is checked applies by then"
            assert duty.against.startswith("https://")


@pytest.mark.parametrize("each", KNOWN.kinds.values(), ids=lambda each: each.id)
def test_a_kind_leads_somewhere(each: Kind) -> None:
    known_ids = KNOWN.topics.keys() | {one.id for one in REQUIREMENTS}
    assert all(whole(text) for text in (each.label, each.goal, each.usage, each.kpis))
    assert all(whole(text) for text in (each.do_nothing, each.do_it_yourself, each.train_someone))
    assert len(each.pitfalls_fr) == len(each.pitfalls_en) > 0
    assert sum(points for _, points in each.choice) == 100
    assert {name for name, _ in each.choice} <= KNOWN.criteria.keys()
    assert set(each.channels) <= KNOWN.channels.keys()
    assert set(each.absorbs) <= KNOWN.kinds.keys()
    assert set(each.leaves) <= KNOWN.topics.keys()
    for question in each.questions:
        assert whole(question.text)
        assert whole(question.why)
        assert set(question.changes) <= known_ids, question.id
    assert all(whole(one.label) and whole(one.why) for one in KNOWN.channels.values())


def test_no_two_nodes_share_an_id() -> None:
    ids = [each.id for each in REQUIREMENTS]
    assert len(ids) == len(set(ids))


def test_every_condition_names_a_tag_that_something_opens() -> None:
    known = TAGS | tags_of_the_sentence()
    conditions = {
        *(one for topic in KNOWN.topics.values() for one in topic.relevant_when),
        *(one for each in REQUIREMENTS for one in each.when),
    }
    parts = {part.lstrip("!") for condition in conditions for part in condition.split("+")}
    assert sorted(parts - known) == []


def test_every_figure_has_a_source_a_year_and_an_end() -> None:
    for each in KNOWN.figures.values():
        assert isinstance(each.value, Range)
        assert each.unit
        assert each.quality in {"law", "ours"}
        assert each.source == "orchestre" if each.quality == "ours" else each.source.startswith("https://")
        assert each.year <= each.valid_until.year


def test_french_is_typeset_and_no_offer_is_named() -> None:
    wrong = re.compile(r" [;!?%€»]|« |\w'\w")
    assert not [each.id for each in REQUIREMENTS if wrong.search(each.text.fr + each.criterion.fr + each.why.fr)]
