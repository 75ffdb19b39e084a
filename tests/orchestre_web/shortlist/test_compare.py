"""Two or three offers side by side, with their words and what parts them."""

import pytest
from django.test import Client
from django.urls import reverse

from orchestre_web.calls.models import Call
from tests.orchestre_web.people import People
from tests.orchestre_web.queries import at_most
from tests.orchestre_web.shortlist import calls_for_tests as made
from tests.orchestre_web.shortlist.test_price import CHEAP, GOOD, ONLY_TWO, words


@pytest.fixture
def owner(people: People) -> Client:
    return people.clients["owner"]


@pytest.fixture
def call(people: People) -> Call:
    call = made.call_of(people.company, CHEAP, GOOD, "10 ans d'expérience.", authors=("Petit", "Grand", "Muet"))
    people.clients["owner"].get(reverse("shortlist:board", args=[call.pk]))
    return call


def picked(call: Call, *source_ids: str) -> list[int]:
    by_id = dict(call.replies.values_list("source_id", "pk"))
    return [by_id[each] for each in source_ids]


def compare(client: Client, call: Call, pks: list[int], **points: object) -> str:
    answer = client.get(reverse("shortlist:compare", args=[call.pk]), {"o": pks, **points})
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_best_ranked_comes_first_and_gaps_are_told_in_points_and_euros(owner: Client, call: Call) -> None:
    # Half the points each: Grand has 50 x 1/3 + 50, Petit 50 x 8/9 + 5; 180 € a point.
    said = words(compare(owner, call, picked(call, "r0", "r1"), p_price=5, p_years=5, **ONLY_TWO))
    assert "Grand et Petit côte à côte" in said
    assert "17 points de moins, soit environ 3 100 €" in said
    assert "28 points de plus, soit environ 5 000 €" in said
    assert "45 points de moins, soit environ 8 100 €" in said
    assert "4 000 € HT" in said


def test_what_is_not_said_is_told_as_such(owner: Client, call: Call) -> None:
    said = words(compare(owner, call, picked(call, "r0", "r2", "r1")))
    assert "non dit" in said
    assert "Muet" in said


@pytest.mark.parametrize("ids", [(), ("r0",), ("r0", "r0")])
def test_fewer_than_two_go_back_with_a_word(ids: tuple[str, ...], owner: Client, call: Call) -> None:
    answer = owner.get(reverse("shortlist:compare", args=[call.pk]), {"o": picked(call, *ids)}, follow=True)
    assert "Cochez deux ou trois offres du classement" in answer.content.decode()


def test_three_at_most(people: People, owner: Client) -> None:
    call = made.call_of(people.company, *[f"Forfait de {price} € HT." for price in (4000, 5000, 6000, 7000)])
    html = compare(owner, call, picked(call, "r0", "r1", "r2", "r3"))
    assert "Trois offres au plus" in html
    assert html.count('scope="col"') == 4


def test_offers_of_another_call_are_not_shown(people: People, owner: Client, call: Call) -> None:
    other = made.call_of(people.company, CHEAP)
    answer = owner.get(reverse("shortlist:compare", args=[call.pk]), {"o": [*picked(call, "r0"), *picked(other, "r0")]})
    assert answer.status_code == 302


def test_it_takes_as_many_queries_for_any(owner: Client, call: Call) -> None:
    with at_most(10):
        compare(owner, call, picked(call, "r0", "r1", "r2"))
