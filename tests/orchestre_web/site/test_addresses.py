"""Addresses kept for the next page are those that Django works out."""

import pytest
from django.template import engines
from django.urls import NoReverseMatch, reverse, set_script_prefix

from orchestre_web.site.addresses import address_of


@pytest.mark.parametrize(
    ("page", "args"),
    [
        ("site:today", ()),
        ("calls:call", (3,)),
        ("calls:call", ("3",)),
        ("calls:reply", (3, 12)),
        ("answers:files", (3, "premiers", "eml")),
    ],
)
def test_the_same_address_the_first_time_and_the_next(page: str, args: tuple[object, ...]) -> None:
    assert [address_of(page, *args), address_of(page, *args)] == [reverse(page, args=args)] * 2


def test_what_is_equal_in_python_is_not_the_same_address() -> None:
    """True is 1 and 1.0 is 1 for a dictionary; neither names a call."""
    assert address_of("calls:call", 1) == reverse("calls:call", args=[1])
    for other in (True, 1.0):
        with pytest.raises(NoReverseMatch):
            address_of("calls:call", other)


def test_a_server_that_is_not_at_the_root_of_its_name_has_addresses_of_its_own() -> None:
    at_the_root = address_of("calls:home")
    set_script_prefix("/orchestre/")
    try:
        assert address_of("calls:home") == f"/orchestre{at_the_root}"
    finally:
        set_script_prefix("/")
    assert address_of("calls:home") == at_the_root


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ('{% url "calls:call" 3 %}', "/appels/3/"),
        ('{% url "calls:call" pk as there %}[{{ there }}]', "[/appels/3/]"),
        ('{% url "calls:nowhere" pk as there %}[{{ there }}]', "[]"),
        ("{% url page pk %}", "/appels/3/"),
    ],
)
def test_in_a_template(written: str, shown: str) -> None:
    template = engines["django"].from_string(written)
    assert template.render({"pk": 3, "page": "calls:call"}) == shown


def test_a_page_that_is_not_there_is_said_every_time() -> None:
    for _ in range(2):
        with pytest.raises(NoReverseMatch):
            address_of("calls:nowhere")
