"""How sure the first place is: worked out once, kept while the replies and the points hold, said in plain words."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from orchestre_web.calls.models import Call
from orchestre_web.shortlist import actions, worked
from orchestre_web.shortlist.models import WorkedOut
from orchestre_web.shortlist.shown import sureness
from tests.orchestre_web.people import People
from tests.orchestre_web.queries import at_most
from tests.orchestre_web.shortlist import calls_for_tests as made

PARTIAL = {"HX-Request": "true"}
ONLY_PRICE = {"p_price": 5, "p_years": 0, "p_start": 0, "p_prestashop": 0, "p_caisse": 0, "p_click_collect": 0}
CHANCES = re.compile(r'hx-get="([^"]*/choisir/chances[^"]*)"')


@pytest.fixture
def owner(people: People) -> Client:
    return people.clients["owner"]


def prices(*amounts: int) -> list[str]:
    return [f"Je propose un forfait de {amount} € HT." for amount in amounts]


def board(client: Client, call: Call, **points: object) -> str:
    return client.get(reverse("shortlist:board", args=[call.pk]), points).content.decode()


def address(html: str) -> str:
    found = CHANCES.search(html)
    assert found
    return found[1].replace("&amp;", "&")


def test_the_part_says_the_verdict_and_fills_every_row(people: People, owner: Client) -> None:
    call = made.call_of(people.company, *prices(4000, 7000, 11000, 11500))
    html = board(owner, call, **ONLY_PRICE)
    part = owner.get(address(html), headers=PARTIAL).content.decode()
    assert "Solide" in part
    assert "Première dans 100 tirages sur 100, à 1 près." in part
    assert "Face à B" in part
    empty = re.findall(r'<div class="chance" id="(chance-[\w-]+)"></div>', html)
    assert len(empty) == 4
    assert all(f'id="{each}" hx-swap-oob="true"' in part for each in empty)
    assert "En tête 100 fois sur 100, parmi les trois 100" in part
    assert "Jamais parmi les trois premières" in part


def test_once_worked_out_the_board_has_it_at_once(people: People, owner: Client) -> None:
    call = made.call_of(people.company, *prices(4000, 7000))
    html = board(owner, call)
    answer = owner.get(address(html))
    assert answer.status_code == 302  # without scripts: the board, with its chances
    again = owner.get(answer["Location"]).content.decode()
    assert "tirages sur 100" in again
    assert not CHANCES.search(again)
    assert WorkedOut.objects.count() == 1
    owner.get(address(html), headers=PARTIAL)
    assert WorkedOut.objects.count() == 1


def test_other_points_have_their_own_chances(people: People, owner: Client) -> None:
    call = made.call_of(people.company, *prices(4000, 7000))
    own, other = address(board(owner, call)), address(board(owner, call, p_price=1))
    assert own != other
    for each in (own, other):
        assert owner.get(each, headers=PARTIAL).status_code == 200
    assert WorkedOut.objects.count() == 2
    assert "p_price=1" in owner.get(other)["Location"]


def test_what_was_worked_out_goes_with_the_cells(people: People, owner: Client) -> None:
    call = made.call_of(people.company, *prices(4000, 7000))
    owner.get(address(board(owner, call)))
    actions.change_need(
        user=people.users["owner"],
        call_id=call.pk,
        values={"floor": 1000, "ceiling": 20000, "tax": "excl", "most": None},
        now=timezone.now(),
    )
    assert CHANCES.search(board(owner, call))
    assert not WorkedOut.objects.exists()


def test_no_more_than_so_many_are_kept(people: People, owner: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worked, "MOST", 2)
    call = made.call_of(people.company, *prices(4000, 7000))
    for points in range(1, 5):
        owner.get(address(board(owner, call, p_price=points)))
    assert WorkedOut.objects.count() == 2


@pytest.mark.parametrize("texts", [prices(5000), []])
def test_nothing_to_draw_is_not_drawn(texts: list[str], people: People, owner: Client) -> None:
    call = made.call_of(people.company, *texts) if texts else made.new_call(people.company)
    assert not CHANCES.search(board(owner, call))


def test_a_tie_is_told_as_one(people: People, owner: Client) -> None:
    call = made.call_of(people.company, *prices(5000, 5000))
    part = owner.get(address(board(owner, call)), headers=PARTIAL).content.decode()
    assert "À pile ou face" in part
    assert "A, l’une d’elles" in part


def test_an_empty_list_has_no_chances(people: People, owner: Client) -> None:
    call = made.new_call(people.company)
    assert owner.get(reverse("shortlist:sure", args=[call.pk])).status_code == 302


def test_as_many_queries_for_ten_offers_as_for_many(people: People, owner: Client) -> None:
    call = made.demo_call(people.company)
    where = address(board(owner, call))
    owner.get(where)
    with at_most(9):
        owner.get(where, headers=PARTIAL)


@pytest.mark.parametrize(
    ("share", "said"), [(0, "0"), (0.001, "moins de 1"), (0.436, "44"), (0.9999, "plus de 99"), (1, "100")]
)
def test_never_a_false_hundred(share: float, said: str) -> None:
    assert sureness.in_a_hundred(share, "fr") == said
