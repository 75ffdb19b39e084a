"""The helpers of these tests refuse what they promise to refuse."""

import pytest
from django.http import HttpResponse

from orchestre_web.accounts.models import Company
from tests.orchestre_web.inline import refuse
from tests.orchestre_web.queries import at_most


@pytest.mark.parametrize(
    "page",
    [
        '<p style="color: red">',
        "<button onclick='go()'>",
        "<style>p {}</style>",
        "<script>go()</script>",
        '<a href="javascript:go()">',
    ],
)
def test_inline_code_is_refused(page: str) -> None:
    with pytest.raises(AssertionError, match="inline code"):
        refuse(HttpResponse(page))


def test_an_ordinary_page_is_not() -> None:
    refuse(HttpResponse('<script src="/static/a.js"></script><svg><rect width="40"/></svg><p class="style">'))


@pytest.mark.django_db
def test_too_many_queries_are_listed() -> None:
    with pytest.raises(AssertionError, match="SELECT accounts_company"), at_most(0):
        Company.objects.first()


@pytest.mark.django_db
def test_rows_without_an_order_come_in_another() -> None:
    for name in "abc":
        Company.objects.create(name=name)
    assert [each.name for each in Company.objects.order_by()] == ["c", "b", "a"]
    assert [each.name for each in Company.objects.order_by("name")] == ["a", "b", "c"]
    assert [each.name for each in Company.objects.all()] == ["a", "b", "c"]
