"""What the form adds to the rule of the choice: nothing weighs twice, and what is there stays."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils.html import escape

from orchestre.need import write_need
from orchestre.need.document import as_mapping
from orchestre_web.publishing.drafting import SHARE, SHARE_POINTS, form_of, with_form
from orchestre_web.shortlist import drafting
from orchestre_web.shortlist.models import Decision
from orchestre_web.site import words
from tests.orchestre_web.people import People
from tests.orchestre_web.shortlist import calls_for_tests as made

NEED = as_mapping(write_need("Notre site est illisible sur téléphone, on veut le refaire pour 4 000 € avant l'été"))
FORM = form_of(NEED, 3, "excl")
UNWEIGHED = {
    **NEED["choice_rule"],
    "criteria": [each for each in NEED["choice_rule"]["criteria"] if each["id"] != "fit"],
}
PLAIN = drafting.first(title="Site", floor=1_000, ceiling=9_000)
OLDER = drafting.add(
    drafting.from_need("Site", NEED["choice_rule"], 36),
    {"key": SHARE, "label": "Exigences tenues", "fact": "number_given", "column": "x",
     "worst": 0, "best": 100, "points": 4},
)  # fmt: skip
RULES = [
    ("graded by people", drafting.from_need("Site", NEED["choice_rule"], 36), 0),
    ("a condition alone", drafting.from_need("Site", UNWEIGHED, 36), SHARE_POINTS),
    ("a rule of one's own", PLAIN, SHARE_POINTS),
    ("published before", OLDER, 4),
]


@pytest.mark.parametrize(("name", "rule", "points"), RULES, ids=[each[0] for each in RULES])
def test_the_requirements_weigh_once(name: str, rule: dict[str, Any], points: int) -> None:
    built = with_form(rule, FORM, "fr")
    share = drafting.criterion(built, SHARE)
    assert share is not None
    assert share["points"] == points
    assert {key: worth for key, worth in drafting.points(built).items() if key != SHARE} == {
        key: worth for key, worth in drafting.points(rule).items() if key != SHARE
    }
    assert drafting.read(built).scales.criteria  # the document is still one that is read
    assert with_form(built, FORM, "fr") == built


def test_the_page_of_the_criteria_says_which_of_the_two_weighs(people: People) -> None:
    call = made.call_of(people.company, "Forfait 4 000 € HT.")
    client, address = people.clients["owner"], reverse("shortlist:criteria", args=[call.pk])
    client.get(address)
    decision = Decision.objects.get(call=call)
    rule = drafting.from_need("Site", NEED["choice_rule"], 36)
    for told, graded in (("board.twin_other", 3), ("board.twin_none", 0)):
        document = with_form(drafting.with_points(rule, drafting.points(rule) | {"fit": graded or 3}), FORM, "fr")
        Decision.objects.filter(pk=decision.pk).update(
            document=drafting.with_points(document, drafting.points(document) | {"fit": graded})
        )
        name = drafting.name_of(drafting.criterion(document, "fit") or {}, "fr")
        assert escape(words.say(told, name=name)) in client.get(address).content.decode()
