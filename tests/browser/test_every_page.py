"""What holds for every page that an owner can open: the tables of roles name them, so a new page is looked at from its
first day."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.orchestre_web.people import People
from tests.orchestre_web.roles import Row, objects, rows
from tests.orchestre_web.shortlist import calls_for_tests as made

ROOMS = sorted({row.room for row in rows()})
WIDE = """() => [...document.querySelectorAll("body *")]
  .filter((each) => each.getBoundingClientRect().right > window.innerWidth + 1)
  .filter((each) => each.checkVisibility({visibilityProperty: true}) && !each.closest(".visually-hidden, .skip"))
  .filter((each) => !each.closest(".table-box, .way ul, .parts, .shelves ul, pre"))
  .map((each) => `${each.tagName}.${each.className}: ${each.textContent.trim().slice(0, 40)}`)"""

STANDS = f"() => document.documentElement.scrollWidth <= window.innerWidth && !({WIDE})().length"
"""Once what changes with the width has changed: on a busy machine a page is met between two sizes."""
LETTERS_THERE = "() => document.body.offsetWidth && document.fonts.ready.then(() => true)"
"""Until its letters have come a page is written in others, wider on this machine."""

SIZES = ((320, ""), (640, ""), (768, ""), (1280, "200%"))


@pytest.fixture
def everything(people: People) -> dict[str, Any]:
    """The objects of the tables, and the call of the demonstration, which has something in every page."""
    known = objects(people)
    call = made.demo_call(people.company)
    call.deliveries.update(counts={"records": call.replies.count(), "no_text": {}, "unreadable": {}})
    reply = call.replies.filter(kind="offer").earliest("position").pk
    known["demo"] = call
    known["large"] = {key: call.pk for key in known if key.endswith("call")}
    known["large"] |= {"board_reply": reply, "letters_reply": reply, "offer": reply, "asking_other": reply}
    return known


def _addresses(room: str, known: dict[str, Any]) -> Iterator[tuple[Row, str]]:
    seen = set()
    for row in rows():
        if not row.view.startswith(f"{room}:") or row.method != "GET" or row.expect.get("owner") != 200 or row.data:
            continue
        for values in (known | known["large"], known):
            args = [values[one[1:]] if isinstance(one, str) and one.startswith("$") else one for one in row.args]
            address = reverse(row.view, args=args)
            if address not in seen:
                seen.add(address)
                yield row, address


@pytest.mark.parametrize("room", ROOMS)
def test_no_page_scrolls_sideways_on_any_screen_or_with_large_letters(
    room: str, people: People, everything: dict[str, Any], open_as: Callable[..., Page]
) -> None:
    """320 pixels: the smallest phone, and a screen of 1280 at 400 %; 640: the same at 200 %; 768: a tablet. Then the
    letters alone twice as large."""
    page = None
    for row, address in _addresses(room, everything):
        answer = people.clients["owner"].get(address)
        if answer.status_code != 200 or not answer.get("Content-Type", "").startswith("text/html"):
            continue
        page = page or open_as(people.users["owner"], "/", width=320)
        page.goto(address)
        page.evaluate(LETTERS_THERE)
        for width, letters in SIZES:
            page.set_viewport_size({"width": width, "height": 900})
            page.wait_for_function("width => document.documentElement.clientWidth === width", arg=width)
            page.evaluate("size => { document.documentElement.style.fontSize = size }", letters)
            where = f"{row}: {address} at {width} px, letters {letters or 'as they are'}"
            try:
                page.wait_for_function(STANDS, timeout=3_000)
            except PlaywrightTimeout:
                pytest.fail(f"{where}: {page.evaluate(WIDE) or 'the page itself'}")
        assert page.faults == [], f"{row}: {address}"  # type: ignore[attr-defined]


def test_the_board_is_walked_in_the_order_in_which_it_is_read(
    people: People, everything: dict[str, Any], open_as: Callable[..., Page]
) -> None:
    """By the keyboard: past the header, the steps of the call, the answer and its next step, what weighs, the list."""
    call = everything["demo"]
    page = open_as(people.users["owner"], reverse("shortlist:board", args=[call.pk]))
    page.locator(".skip").focus()
    page.keyboard.press("Enter")
    walked: list[str] = []
    for _ in range(120):
        page.keyboard.press("Tab")
        here = page.evaluate(
            """() => { const one = document.activeElement;
              const part = one.closest(".parts, #answer, #tuning, .search, #list, .footer");
              return part ? part.id || part.classList[0] : ""; }"""
        )
        if here and (not walked or walked[-1] != here):
            walked.append(here)
        if here == "list":
            break
    order = [walked.index(part) for part in ("parts", "answer", "list")]
    assert order == sorted(order)
    assert len(walked) == len(set(walked)), f"the walk comes back to a part that was left: {walked}"


def test_the_steps_of_a_call_are_one_row_on_a_phone(
    people: People, everything: dict[str, Any], open_as: Callable[..., Page]
) -> None:
    call = everything["demo"]
    page = open_as(people.users["owner"], reverse("answers:home", args=[call.pk]), width=390)
    row = page.locator(".parts")
    assert row.evaluate("each => each.getBoundingClientRect().height") < 60
    shown = row.locator("[aria-current]").bounding_box()
    assert shown is not None
    assert 0 <= shown["x"] <= 390 - shown["width"], "the present step is in sight"
