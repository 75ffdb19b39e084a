"""Questions put into SQL once give what the same questions give when they are built each time."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from django.db import connection
from django.db.models import F, Model, QuerySet
from django.test.utils import CaptureQueriesContext

from orchestre_web.accounts.models import Company, Membership, User
from orchestre_web.accounts.roles import Role
from orchestre_web.site.asked_often import MOST_IN_A_LIST, Often
from tests.orchestre_web.people import People

pytestmark = pytest.mark.django_db


def _of_user(user: object) -> "QuerySet[Membership]":
    return Membership.objects.select_related("company", "user").filter(user=user)


ASKED: tuple[Callable[..., Any], ...] = (
    _of_user,
    lambda user: Membership.objects.filter(user=user).values_list("company__name", "role"),
    lambda user: Membership.objects.filter(user=user).values_list("pk", flat=True),
    lambda user: Membership.objects.filter(user=user).values("role"),
    lambda user: Membership.objects.filter(user=user).only("role").order_by("-pk")[:1],
    lambda user: Membership.objects.filter(user=user).annotate(of=F("company__name")),
    lambda user: User.objects.filter(pk=user).prefetch_related("memberships__company"),
    lambda user: User.objects.exclude(pk=user).order_by("pk"),
)


def _shown(rows: Iterable[Any]) -> list[Any]:
    """Rows of a table by their columns, what stands beside them included; other rows as they are."""
    return [_columns(row) if isinstance(row, Model) else row for row in rows]


def _columns(row: Model) -> dict[str, Any]:
    own = {name: value for name, value in vars(row).items() if not name.startswith("_")}
    beside = {name: _columns(value) for name, value in row._state.fields_cache.items()}
    return {"is": type(row), "new": row._state.adding, **own, **beside}


@pytest.mark.parametrize("build", ASKED)
def test_the_same_rows_come_back_for_each_value(people: People, build: Callable[..., Any]) -> None:
    often = Often(build)
    for user in people.users.values():
        kept, asked = often.all(user.pk), list(build(user.pk))
        assert _shown(kept) == _shown(asked)
    assert often.all(10**9) == list(build(10**9))


def test_what_stands_beside_is_there_without_another_question(people: People) -> None:
    often = Often(_of_user)
    often.all(people.users["owner"].pk)
    with CaptureQueriesContext(connection) as made:
        found = often.first(people.users["reads"].pk)
        assert found is not None
        assert (found.company.name, found.user.email, found.role) == (
            people.company.name,
            people.users["reads"].email,
            Role.READS,
        )
    assert len(made) == 1


def test_a_change_is_seen_at_once(people: People) -> None:
    often: Often[str] = Often(lambda pk: Company.objects.filter(pk=pk).values_list("name", flat=True))
    assert often.first(people.company.pk) == people.company.name
    Company.objects.filter(pk=people.company.pk).update(name="Un autre nom")
    assert often.first(people.company.pk) == "Un autre nom"
    people.company.delete()
    assert often.first(people.company.pk) is None


def test_rows_of_two_answers_share_nothing(people: People) -> None:
    often = Often(_of_user)
    first, again = (often.first(people.users["owner"].pk) for _ in range(2))
    assert first is not None
    assert again is not None
    first.company.name = "changed here alone"
    assert again.company.name == people.company.name


@pytest.mark.parametrize("count", [0, 1, 3, MOST_IN_A_LIST + 1])
def test_lists_of_every_length(people: People, count: int) -> None:
    often = Often(lambda pks: User.objects.filter(pk__in=pks).order_by("pk"))
    pks = [user.pk for user in people.users.values()][:3]
    asked = (pks * (count // len(pks) + 1))[:count]
    assert [user.pk for user in often.all(asked)] == sorted(set(asked))


@pytest.mark.parametrize("value", [None, True])
def test_other_values_are_asked_the_ordinary_way(people: People, value: object) -> None:
    def build(pk: object) -> "QuerySet[User]":
        return User.objects.filter(pk=pk, is_active=True)

    assert Often(build).all(value) == list(build(value))


def test_a_value_that_the_database_gets_otherwise_is_refused() -> None:
    """`icontains` writes %word%: the word itself is nowhere in what is sent."""
    with pytest.raises(ValueError, match="does not reach the database as it is"):
        Often(lambda word: User.objects.filter(email__icontains=word)).all("exemple")
