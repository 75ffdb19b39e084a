"""One judge's weights: what is said is kept, narrows, can be said again; nobody sees it before all have sent."""

import json

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from orchestre.decision.elicitation import OrderSaid
from orchestre_web.calls.models import Call
from orchestre_web.judging import actions, queries
from orchestre_web.judging.models import Judge, Statement
from orchestre_web.judging.states import Part
from orchestre_web.shortlist import actions as boards
from orchestre_web.shortlist import drafting
from orchestre_web.shortlist.models import Decision
from tests.orchestre_web.people import People
from tests.orchestre_web.queries import at_most
from tests.orchestre_web.shortlist import calls_for_tests as made

KEYS = ("price", "years", "start", "prestashop", "caisse", "click_collect")


@pytest.fixture
def call(people: People) -> Call:
    call = made.call_of(
        people.company,
        "Forfait 4 000 € HT, 1 an d'expérience.",
        "Forfait de 9 000 € HT, 12 ans d'expérience.",
        authors=("Ana Béal", "Zoé Quark"),
    )
    boards.board(call, now=timezone.now())
    return call


def say(client: Client, call: Call, **data: object) -> None:
    answer = client.post(reverse("judging:say", args=[call.pk]), data)
    assert answer.status_code == 302


def page(client: Client, call: Call, step: str = "") -> str:
    answer = client.get(reverse("judging:weights", args=[call.pk]), {"etape": step} if step else {})
    assert answer.status_code == 200
    return answer.content.decode()


def heard(people: People, call: Call, who: str = "owner") -> dict[str, int]:
    decision = Decision.objects.get(call=call)
    told = queries.told(queries.judge_of(call, people.users[who]), drafting.structure(decision.document))
    return queries.said(drafting.read(decision.document).scales.criteria, told).heard.points


def test_a_result_stands_before_anything_is_said(people: People, call: Call) -> None:
    html = page(people.clients["owner"], call)
    assert "Les poids d’aujourd’hui" in html
    assert "Ana Béal" in html
    assert not Judge.objects.exists()  # looking leaves nothing behind


def test_an_order_is_kept_said_and_weighs(people: People, call: Call) -> None:
    owner = people.clients["owner"]
    say(owner, call, what="order", order=KEYS[::-1], tied=["years"])
    points = heard(people, call)
    assert max(points, key=lambda key: points[key]) == "click_collect"
    assert points["years"] == points["start"]
    assert "L’ordre : Click &amp; Collect, puis Caisse" in page(owner, call).replace("\xa0", " ")


def test_up_and_down_say_nothing_until_the_order_is_kept(people: People, call: Call) -> None:
    owner = people.clients["owner"]
    answer = owner.post(reverse("judging:say", args=[call.pk]), {"what": "order", "order": KEYS, "up": "years"})
    assert "ordre=years,price," in answer["Location"]
    assert not Statement.objects.exists()
    html = owner.get(answer["Location"]).content.decode()
    assert html.index("o-years") < html.index("o-price")


def test_a_slider_that_is_left_says_nothing(people: People, call: Call) -> None:
    owner = people.clients["owner"]
    say(owner, call, what="swings", first="price", s_years="40", was_years="40")
    assert not Statement.objects.exists()
    say(owner, call, what="swings", first="price", s_years="80", was_years="40", s_start="30", was_start="30")
    assert Statement.objects.get().document == {"said": "swings", "first": "price", "swings": {"years": 80}}
    assert "réglé par vous" in page(owner, call, "shares")


def test_euros_are_asked_again_once_after_less(people: People, call: Call) -> None:
    owner = people.clients["owner"]
    say(owner, call, what="order", order=KEYS)
    first = page(owner, call, "euros")
    assert "vous paieriez jusqu’à" in first
    say(owner, call, what="euros", key="years", start="0", end="10", euros="4400", answer="less")
    assert "Encore une fois" in page(owner, call, "euros")
    assert "Vous paieriez moins de 4\u202f400\u202f€" in page(owner, call)


def test_a_newer_answer_that_says_otherwise_wins_and_is_told(people: People, call: Call) -> None:
    owner = people.clients["owner"]
    say(owner, call, what="order", order=("years", *(key for key in KEYS if key != "years")))
    say(owner, call, what="euros", key="years", start="0", end="10", euros="1000", answer="less")
    html = page(owner, call)
    assert "Une réponse plus récente dit autre chose" in html
    assert heard(people, call)["years"] < heard(people, call)["price"]
    assert Statement.objects.count() == 2


def test_a_trade_off_is_asked_only_while_the_first_hesitates(people: People, call: Call) -> None:
    owner = people.clients["owner"]
    say(owner, call, what="order", order=KEYS)
    asked = 0
    while "Que préférez-vous" in page(owner, call, "choices"):
        asked += 1
        said = owner.get(reverse("judging:weights", args=[call.pk]), {"etape": "choices"}).context["choice"]
        data = {
            f"{side}_{name}": getattr(getattr(said, side), name) for side in "ab" for name in ("key", "start", "end")
        }
        say(owner, call, what="choice", liked="a", **data)
    assert 1 <= asked <= 4


@pytest.mark.parametrize(
    "data",
    [
        {"what": "euros", "key": "elsewhere", "start": "0", "end": "10", "euros": "100", "answer": "less"},
        {"what": "euros", "key": "years", "start": "x", "end": "10", "euros": "100", "answer": "less"},
        {"what": "euros", "key": "years", "start": "0", "end": "nan", "euros": "1e400", "answer": "less"},
        {"what": "choice", "a_key": "years", "liked": "c"},
        {"what": "order"},
        {"what": "nothing"},
        {"what": "swings", "first": "years", "s_price": "900", "was_price": "1"},
    ],
)
def test_what_no_page_sends_is_refused_in_words(data: dict[str, str], people: People, call: Call) -> None:
    say(people.clients["owner"], call, **data)
    assert not Statement.objects.exists()
    page(people.clients["owner"], call)


def test_kept_weights_rank_the_board_and_say_where_they_come_from(people: People, call: Call) -> None:
    owner = people.clients["owner"]
    say(owner, call, what="order", order=KEYS[::-1])
    owner.post(reverse("judging:keep_weights", args=[call.pk]), {"whose": "mine"})
    decision = Decision.objects.get(call=call)
    assert drafting.points(decision.document) == heard(people, call)
    read = drafting.read(decision.document)
    assert read.weights_said(read.scales.weights) is not None
    # other points by hand: what was said no longer describes them
    boards.change_weights(user=people.users["owner"], call_id=call.pk, points={"price": 1}, now=timezone.now())
    assert "said" not in Decision.objects.get(call=call).document


def test_keeping_weights_works_no_table_out_again(people: People, call: Call) -> None:
    owner = people.clients["owner"]
    built = call.cells.built_at
    say(owner, call, what="order", order=KEYS[::-1])
    owner.post(reverse("judging:keep_weights", args=[call.pk]), {"whose": "mine"})
    owner.get(reverse("shortlist:board", args=[call.pk]))
    call.cells.refresh_from_db()
    assert call.cells.built_at == built


def test_a_changed_criterion_is_told(people: People, call: Call) -> None:
    owner = people.clients["owner"]
    say(owner, call, what="order", order=KEYS)
    boards.remove_criterion(user=people.users["owner"], call_id=call.pk, key="caisse", now=timezone.now())
    assert "Les critères ont changé depuis" in page(owner, call)


def test_a_limit_is_changed_and_added_in_place(people: People, call: Call) -> None:
    owner = people.clients["owner"]
    address = reverse("judging:change_limit", args=[call.pk])
    owner.post(address, {"key": "price", "limit": "8 000 €"})
    gates = Decision.objects.get(call=call).document["gate"]
    assert [(gate["on"], gate["at_most"]) for gate in gates] == [("price", 8000)]
    assert "8\u202f000" in page(owner, call, "gates")
    owner.post(address, {"key": "price", "limit": "beaucoup"})
    assert Decision.objects.get(call=call).document["gate"] == gates


def test_the_page_asks_the_same_number_of_questions_for_many_offers(people: People) -> None:
    for copies in (1, 3):
        call = made.demo_call(people.company, copies=copies)
        boards.board(call, now=timezone.now())
        with at_most(18):
            page(people.clients["owner"], call, "choices")


# --- Guests -------------------------------------------------------------------------------------------------------


@pytest.fixture
def secret(people: People, call: Call) -> str:
    return actions.invite_judge(
        user=people.users["owner"], call_id=call.pk, name="Une invitée", part=Part.BOARD, now=timezone.now()
    )


def test_a_guest_sees_questions_and_no_offer(people: People, call: Call, secret: str) -> None:
    client = Client()
    for step in ("gates", "order", "shares", "euros", "choices"):
        html = client.get(reverse("judging:guest", args=[secret]), {"etape": step}).content.decode()
        assert "Ana Béal" not in html
        assert "Zoé Quark" not in html
    assert client.get(reverse("shortlist:board", args=[call.pk])).status_code == 302
    assert client.get(reverse("judging:judges", args=[call.pk])).status_code == 302


def test_a_guest_says_sends_and_takes_back(call: Call, secret: str) -> None:
    client = Client()
    client.post(reverse("judging:guest_say", args=[secret]), {"what": "order", "order": KEYS})
    client.post(reverse("judging:guest_send", args=[secret]))
    judge = Judge.objects.get()
    assert judge.sent_at
    assert judge.points["price"] == 100
    client.post(reverse("judging:guest_say", args=[secret]), {"what": "order", "order": KEYS[::-1]})
    assert Statement.objects.count() == 1
    client.post(reverse("judging:guest_take_back", args=[secret]))
    assert Judge.objects.get().sent_at is None


def test_nothing_is_sent_before_something_is_said(secret: str) -> None:
    Client().post(reverse("judging:guest_send", args=[secret]))
    assert Judge.objects.get().sent_at is None


def test_a_link_ends_and_can_be_withdrawn(people: People, call: Call, secret: str) -> None:
    address = reverse("judging:guest", args=[secret])
    late = timezone.now() + actions.LINK_LASTS
    with pytest.raises(actions.LinkIsSpent):
        actions.guest_of(secret, now=late)
    judge = Judge.objects.get()
    actions.withdraw_judge(user=people.users["owner"], call_id=call.pk, judge_id=judge.pk, now=timezone.now())
    assert Client().get(address).status_code == 410
    assert Client().post(reverse("judging:guest_say", args=[secret]), {"what": "again"}).status_code == 410


def test_the_secret_is_kept_nowhere(secret: str) -> None:
    rows = json.dumps([list(map(str, row)) for row in Judge.objects.values_list()])
    assert secret not in rows


def test_what_cannot_be_read_any_more_is_left_out(people: People, call: Call) -> None:
    owner = people.users["owner"]
    actions.say(user=owner, call_id=call.pk, statement=OrderSaid((KEYS,)), now=timezone.now())
    Statement.objects.update(document={"said": "otherwise"})
    assert "Les poids d’aujourd’hui" in page(people.clients["owner"], call)


def under(people: People, call: Call, rule: str, **figures: float) -> None:
    document = Decision.objects.get(call=call).document
    price = {**document["price"], "rule": rule, **figures}
    Decision.objects.filter(call=call).update(
        document={**document, "price": price}, sha256=drafting.read({**document, "price": price}).sha256
    )


def test_under_the_adjusted_price_the_euros_are_said_not_asked(people: People, call: Call) -> None:
    under(people, call, "adjusted", euro_per_point=100)
    owner = people.clients["owner"]
    say(owner, call, what="order", order=KEYS)
    order = page(owner, call, "order")
    assert 'value="price"' not in order.split('class="order"')[1].split("</ol>")[0]  # the price is not in the list
    euros = page(owner, call, "euros")
    assert "le prix d’un point de qualité est déjà dit" in euros
    assert "vous paieriez jusqu’à" not in euros
    assert "4\u202f600\u202f€" in euros  # 100 points of 100 €, times the first of five centroids, 0.457
    assert "parce qu’un point de qualité vaut 100" in euros
    shown = owner.get(reverse("judging:weights", args=[call.pk])).context["results"]
    assert sum(int(each.share.split("\u202f")[0]) for each in shown) in range(97, 104)  # the price is one of them
    assert 'name="s_price"' not in page(owner, call, "shares")


def test_under_the_price_per_point_nobody_asks_about_money(people: People, call: Call) -> None:
    under(people, call, "per_point", quality_floor=5)
    owner = people.clients["owner"]
    say(owner, call, what="order", order=KEYS)
    assert "peut coûter le double" in page(owner, call, "euros")
    assert "vous paieriez jusqu’à" not in page(owner, call, "euros")
    results = owner.get(reverse("judging:weights", args=[call.pk])).context["results"]
    assert "Prix" not in [each.label for each in results]
    choice = owner.get(reverse("judging:weights", args=[call.pk]), {"etape": "choices"}).context["choice"]
    assert choice is None or "price" not in {choice.a.key, choice.b.key}


@pytest.mark.parametrize(
    ("rule", "figures"), [("adjusted", {"euro_per_point": 100}), ("per_point", {"quality_floor": 5})]
)
def test_what_is_said_under_such_a_rule_is_kept_and_heard(people: People, call: Call, rule: str, figures: dict) -> None:
    """Kept weights leave the points of the price as they were; the verdict runs over the order."""
    under(people, call, rule, **figures)
    owner, before = people.clients["owner"], drafting.points(Decision.objects.get(call=call).document)["price"]
    say(owner, call, what="order", order=KEYS[::-1])
    owner.post(reverse("judging:keep_weights", args=[call.pk]), {"whose": "mine"})
    decision = Decision.objects.get(call=call)
    points = drafting.points(decision.document)
    assert points["price"] == before
    assert points["click_collect"] == 100
    read = drafting.read(decision.document)
    heard = read.weights_said(read.scales.weights)
    assert heard is not None
    assert heard.is_ordered


def test_under_a_rule_that_looks_at_the_others_the_page_says_why(people: People, call: Call) -> None:
    under(people, call, "linear")
    assert "ce que vaut un euro dépend des prix des autres offres" in page(people.clients["owner"], call, "euros")
