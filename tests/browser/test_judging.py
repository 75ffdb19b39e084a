"""What counts, said in two minutes by one or several, as people meet it: with and without scripts, mouse and keys."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from orchestre.decision.elicitation import EuroAnswer, EuroSaid, OrderSaid, SwingsSaid
from orchestre_web.accounts.models import User
from orchestre_web.calls.models import Call
from orchestre_web.judging import actions
from orchestre_web.judging.models import Judge, Statement
from orchestre_web.judging.states import Part
from orchestre_web.shortlist import actions as boards
from orchestre_web.shortlist.actions import deciding
from orchestre_web.shortlist.models import Decision
from tests.orchestre_web.people import People
from tests.orchestre_web.shortlist import calls_for_tests as made


@pytest.fixture
def call(people: People) -> Call:
    call = made.demo_call(people.company)
    assert boards.board(call, now=timezone.now()) is not None
    return call


def invited(people: People, call: Call, name: str = "Claire Trésorière", part: Part = Part.BOARD) -> str:
    return actions.invite_judge(user=people.users["owner"], call_id=call.pk, name=name, part=part, now=timezone.now())


ORDER = OrderSaid((("price",), ("years",), ("start", "prestashop"), ("caisse",), ("click_collect",)))


def answered(people: People, call: Call) -> None:
    owner, now = people.users["owner"], timezone.now()
    for statement in (ORDER, SwingsSaid("price", {"years": 60}), EuroSaid("years", 0, 10, 3000, EuroAnswer.LESS)):
        actions.say(user=owner, call_id=call.pk, statement=statement, now=now)


def judged(people: People, call: Call) -> None:
    """Two judges who want opposite things, both sent."""
    now = timezone.now()
    secret = invited(people, call)
    answered(people, call)
    actions.send(user=people.users["owner"], call_id=call.pk, now=now)
    away = OrderSaid((*ORDER.groups[::-1],))
    actions.say_as_guest(secret=secret, statement=away, now=now)
    actions.send_as_guest(secret=secret, now=now)


def chosen(people: People, call: Call) -> None:
    now = timezone.now()
    actions.set_limit(user=people.users["owner"], company_id=people.company.pk, amount=1000, now=now)
    standing = boards.standing(call)
    assert standing is not None
    row = int(standing.table.rank().ranking.order[0])
    actions.choose(
        user=people.users["edits"],
        call_id=call.pk,
        offer_id=standing.cells.summary["ids"][row],
        why="La plus sûre, et elle commence tout de suite.",
        now=now,
    )


@pytest.mark.parametrize("step", ["gates", "order", "shares", "euros", "choices"])
def test_everybody_can_read_each_step(
    step: str, people: People, call: Call, readable: Callable[[User, str, str], None]
) -> None:
    answered(people, call)
    readable(people.users["owner"], f"{reverse('judging:weights', args=[call.pk])}?etape={step}", f"weights-{step}")


@pytest.mark.parametrize(
    ("rule", "figures"), [("adjusted", {"euro_per_point": 100}), ("per_point", {"quality_floor": 20})]
)
def test_everybody_can_read_the_steps_under_another_rule(
    rule: str, figures: dict[str, int], people: People, call: Call, readable: Callable[[User, str, str], None]
) -> None:
    answered(people, call)
    deciding.change(
        call, people.users["owner"], timezone.now(), "board.change_rule",
        lambda old: {**old, "price": {**old["price"], "rule": rule, **figures}},
    )  # fmt: skip
    for step in ("order", "euros"):
        readable(people.users["owner"], f"{reverse('judging:weights', args=[call.pk])}?etape={step}", f"{rule}-{step}")


@pytest.mark.parametrize("name", ["judges", "decision", "minutes"])
def test_everybody_can_read_what_comes_after(
    name: str, people: People, call: Call, readable: Callable[[User, str, str], None]
) -> None:
    judged(people, call)
    chosen(people, call)
    readable(people.users["owner"], reverse(f"judging:{name}", args=[call.pk]), f"judging-{name}")


@pytest.mark.parametrize("name", ["weights", "judges", "decision", "minutes"])
def test_nothing_said_yet_is_a_page_too(
    name: str, people: People, call: Call, readable: Callable[[User, str, str], None]
) -> None:
    readable(people.users["owner"], reverse(f"judging:{name}", args=[call.pk]), f"judging-bare-{name}")


def test_a_guest_reads_his_page_and_a_spent_link(
    people: People,
    call: Call,
    open_as: Callable[..., Page],
    axe: Callable[[Page], None],
    fits: Callable[[Page], None],
    look: Callable[..., object],
) -> None:
    path = reverse("judging:guest", args=[invited(people, call)])
    for address in (path, f"{path}?etape=order", reverse("judging:guest", args=["rien"])):
        page = open_as(None, address, scheme="dark", width=390)
        axe(page)
        fits(page)
    look(None, f"{path}?etape=order", "judging-guest")


def place(page: Page, label: str) -> int:
    names = page.locator(".order strong").all_inner_texts()
    return next(i for i, name in enumerate(names) if label in name)


def test_two_minutes_from_the_order_to_the_ranking(people: People, call: Call, open_as: Callable[..., Page]) -> None:
    page = open_as(people.users["owner"], reverse("judging:weights", args=[call.pk]))
    page.get_by_role("link", name="Ranger les critères").click()
    # by mouse
    page.locator("[data-row]", has_text="Expérience").drag_to(page.locator("[data-row]").first)
    assert place(page, "Expérience") == 0
    # by keys: the button keeps the focus and goes on
    button = page.get_by_role("button", name="Descendre Expérience")
    button.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert place(page, "Expérience") == 2
    expect(page.locator("[data-said]")).to_contain_text("place 3")
    page.get_by_role("button", name="Garder cet ordre").click()
    expect(page.get_by_role("heading", name="Vous avez dit")).to_be_visible()
    slider = page.get_by_label("Expérience")
    slider.focus()
    page.keyboard.press("End")
    assert page.locator("output", has_text="100").count() == 1
    page.get_by_role("button", name="Garder ces proportions").click()
    page.get_by_role("button", name="Moins", exact=True).click()
    expect(page.get_by_text("Encore une fois")).to_be_visible()
    page.get_by_role("button", name="C’est vrai").click()
    page.get_by_role("link", name="Pour trancher").click()
    for _ in range(5):
        if not page.get_by_role("button", name="Autant l’un que l’autre").count():
            break
        page.locator(".either button").first.click()
    expect(page.locator(".either")).to_have_count(0)
    before = Decision.objects.get(call=call).sha256
    page.get_by_role("button", name="Classer avec ces poids").click()
    expect(page.get_by_text("Le classement suit maintenant ces poids")).to_be_visible()
    assert Decision.objects.get(call=call).sha256 != before


def test_the_same_without_scripts(people: People, call: Call, open_as: Callable[..., Page]) -> None:
    address = f"{reverse('judging:weights', args=[call.pk])}?etape=order"
    page = open_as(people.users["owner"], address, scripts=False)
    first, second = page.locator(".order strong").all_inner_texts()[:2]
    page.get_by_role("button", name=f"Monter {second}").click()
    assert page.locator(".order strong").all_inner_texts()[:2] == [second, first]
    assert not Statement.objects.exists()
    page.get_by_role("button", name="Garder cet ordre").click()
    assert Statement.objects.get().document["said"] == "order"


def test_a_guest_answers_and_the_owner_sees_it_when_all_have(
    people: People, call: Call, open_as: Callable[..., Page]
) -> None:
    owner = open_as(people.users["owner"], reverse("judging:judges", args=[call.pk]))
    owner.get_by_label("Nom").fill("Claire Trésorière")
    owner.get_by_role("button", name="Faire le lien").click()
    link = owner.get_by_label("Le lien de Claire Trésorière est prêt").input_value()
    guest = open_as(None, link)
    guest.get_by_role("link", name="L’ordre").click()
    guest.get_by_role("button", name="Garder cet ordre").click()
    guest.get_by_role("button", name="Envoyer mes réponses").click()
    expect(guest.get_by_text("Merci")).to_be_visible()
    assert Judge.objects.get(name="Claire Trésorière").sent_at
    owner.goto(reverse("judging:judges", args=[call.pk]))
    expect(owner.get_by_role("heading", level=1)).to_contain_text("en tête")
