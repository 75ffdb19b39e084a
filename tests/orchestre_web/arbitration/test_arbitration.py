"""Decisions by page: nothing is kept by looking, what is kept stays as it was, figures are typed as owners type."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from orchestre.arbitration.loading import model, topics
from orchestre_web.arbitration import actions, forms
from orchestre_web.arbitration.models import Arbitration
from orchestre_web.site.words import speaking
from tests.orchestre_web.arbitration.objects import GIVEN, kept_of_people
from tests.orchestre_web.people import People

pytestmark = pytest.mark.django_db

TYPED = [
    # as it is typed, of which figure, what is understood
    ("68", "basket", [68, 68, 68]),
    ("1 200,50 €", "basket", [1200.5, 1200.5, 1200.5]),
    ("1,500", "orders_own", [1500, 1500, 1500]),
    ("60 à 80", "basket", [60, 70, 80]),
    ("60 to 80", "basket", [60, 70, 80]),
    ("60 ; 68 ; 82", "basket", [60, 68, 82]),
    ("60/68/82", "basket", [60, 68, 82]),
    ("45", "margin", [0.45, 0.45, 0.45]),
    ("45 %", "margin", [0.45, 0.45, 0.45]),
    ("1,1", "conversion", [0.011, 0.011, 0.011]),
    ("100", "free_share", [1, 1, 1]),
    ("20 % à 40 %", "free_share", [0.2, 0.3, 0.4]),
    ("12 000", "other_sales", [12000, 12000, 12000]),
    ("", "basket", None),
    ("   ", "basket", None),
]


@pytest.mark.parametrize(("text", "name", "value"), TYPED)
def test_a_figure_is_understood_as_it_is_typed(text: str, name: str, value: list[float] | None) -> None:
    form = forms.Figures(model("shop"), {name: text})
    assert form.is_valid(), form.errors
    assert form.given().get(name) == (None if value is None else pytest.approx(value))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("abc", "basket"),
        ("-3", "basket"),
        ("80 à 60", "basket"),
        ("1;2;3;4", "basket"),
        ("120", "margin"),
        ("9e99", "basket"),
    ],
)
def test_what_cannot_be_a_figure_is_said_at_its_field(text: str, name: str, people: People) -> None:
    page = people.clients["owner"].get(reverse("arbitration:topic", args=["shop"]), {name: text})
    assert page.status_code == 422
    assert list(page.context["form"].errors) == [name]


@pytest.mark.parametrize("topic", topics())
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_placeholder_of_a_field_is_what_the_field_takes(topic: str, language: str) -> None:
    """What stands in grey, typed as it stands, changes nothing."""
    with speaking(language):
        shown = forms.Figures(model(topic))
        typed = {name: str(field.widget.attrs["placeholder"]) for name, field in shown.fields.items()}
        form = forms.Figures(model(topic), typed)
        assert form.is_valid(), form.errors
        for each in model(topic).inputs:
            assert form.given()[each.id] == pytest.approx(
                [each.value.low, each.value.likely, each.value.high], rel=1e-3
            )


def test_looking_keeps_nothing(people: People) -> None:
    for topic in topics():
        assert people.clients["owner"].get(reverse("arbitration:topic", args=[topic])).status_code == 200
    assert not Arbitration.objects.exists()


def test_a_topic_nobody_knows_is_no_page(people: People) -> None:
    assert people.clients["owner"].get(reverse("arbitration:topic", args=["boutique"])).status_code == 404
    assert people.clients["owner"].post(reverse("arbitration:keep", args=["criteria"])).status_code == 404


def test_what_is_kept_is_shown_as_it_was(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even when the sums of the library change afterwards."""
    kept = kept_of_people(people)
    before = _said(people, kept)

    def another(*_: Any, **__: Any) -> Any:
        raise AssertionError("a decision that was kept is worked out again")

    monkeypatch.setattr(actions, "arbitrate", another)
    assert _said(people, kept) == before
    assert kept.given == GIVEN
    assert kept.document["seed"]
    assert kept.document["on"] == timezone.localdate().isoformat()


def _said(people: People, kept: Arbitration) -> str:
    page = people.clients["reads"].get(reverse("arbitration:kept", args=[kept.pk]))
    html = page.content.decode()
    return html[html.index("<h1") : html.index("</main>")]


def test_a_decision_is_put_aside_and_taken_back(people: People) -> None:
    kept = kept_of_people(people)
    client, address = people.clients["edits"], reverse("arbitration:put_aside", args=[kept.pk])
    client.post(address)
    kept.refresh_from_db()
    assert kept.aside_at is not None
    client.post(address, {"back": "1"})
    kept.refresh_from_db()
    assert kept.aside_at is None


def test_a_program_that_posts_is_stopped(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MOST_KEPT", 1)
    kept_of_people(people)
    answer = people.clients["owner"].post(reverse("arbitration:keep", args=["ads"]), follow=True)
    assert Arbitration.objects.count() == 1
    assert "1" in str(next(iter(answer.context["messages"])))


def test_ten_kept_and_one_make_the_same_queries(people: People, django_assert_num_queries: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    home, client = reverse("arbitration:home"), people.clients["owner"]
    kept_of_people(people)
    client.get(home)
    with CaptureQueriesContext(connection) as one:
        client.get(home)
    for _ in range(9):
        kept_of_people(people)
    with django_assert_num_queries(len(one)):
        client.get(home)


@pytest.mark.parametrize("word", ["<script>alert(1)</script>", "\u202e12", "1" * 61, "0x1F", "１２"])
def test_hostile_words_are_refused_and_shown_as_text(word: str, people: People) -> None:
    page = people.clients["owner"].get(reverse("arbitration:topic", args=["ads"]), {"budget": word})
    assert page.status_code in {200, 422}
    assert b"<script>alert" not in page.content
