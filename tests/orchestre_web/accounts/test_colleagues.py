"""Inviting, coming in by the link, changing roles: never without an owner, never by somebody else's link."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from orchestre_web.accounts import actions
from orchestre_web.accounts.models import Invitation, Membership, User
from orchestre_web.accounts.roles import Role
from tests.orchestre_web.people import People
from tests.orchestre_web.queries import at_most

EMAIL = "lea@exemple.example"


@pytest.fixture
def now() -> datetime:
    return timezone.now()


@pytest.fixture
def secret(people: People, now: datetime) -> str:
    return actions.invite(
        user=people.users["owner"], company_id=people.company.pk, email=EMAIL, role=Role.EDITS, now=now
    )


def address(secret: str) -> str:
    return f"/invitation/{secret}"


def test_a_new_colleague_chooses_a_password_and_is_in(people: People, secret: str) -> None:
    client = Client()
    assert EMAIL in client.get(address(secret)).content.decode()
    assert client.post(address(secret), {"new_password": "court"}).status_code == 422
    assert client.post(address(secret), {"new_password": "une phrase de Léa"}).status_code == 302
    lea = Membership.objects.get(user__email=EMAIL)
    assert (lea.company, lea.role) == (people.company, Role.EDITS)
    assert client.get(f"/entreprises/{people.company.pk}/").status_code == 200
    assert client.get(address(secret)).status_code == 410, "the link is spent"


def test_somebody_with_an_account_logs_in_to_accept(people: People, secret: str) -> None:
    lea = User.objects.create_user(EMAIL, "une phrase de Léa")
    stranger = Client()
    assert "vous avez déjà un compte" in stranger.get(address(secret)).content.decode().lower()
    assert stranger.post(address(secret), {"new_password": "une autre phrase"}).status_code == 422
    client = Client()
    client.force_login(lea)
    assert client.post(address(secret)).status_code == 302
    assert lea.companies.get() == people.company


def test_the_link_serves_only_the_one_invited(people: People, secret: str, now: datetime) -> None:
    response = people.clients["other"].post(address(secret))
    assert response.status_code == 422
    assert EMAIL in response.content.decode()
    assert not people.users["other"].memberships.filter(company=people.company).exists()
    assert Invitation.objects.get().used_at is None, "a refusal does not spend the link"


def test_a_link_ends(people: People, secret: str, now: datetime) -> None:
    later = now + actions.INVITATION_LASTS + timedelta(seconds=1)
    with pytest.raises(actions.LinkIsSpent):
        actions.accept_invitation(secret=secret, now=later, password="une phrase de Léa")


def test_a_new_link_replaces_the_one_before(people: People, secret: str, now: datetime) -> None:
    actions.invite(user=people.users["owner"], company_id=people.company.pk, email=EMAIL, role=Role.READS, now=now)
    with pytest.raises(actions.LinkIsSpent):
        actions.invitation_of(secret, now=now)
    assert Invitation.objects.get().role == Role.READS


def test_a_link_that_is_withdrawn(people: People, secret: str, now: datetime) -> None:
    invitation = Invitation.objects.get()
    people.clients["owner"].post(f"/entreprises/{people.company.pk}/invitations/{invitation.pk}")
    with pytest.raises(actions.LinkIsSpent):
        actions.invitation_of(secret, now=now)


def test_the_secret_is_not_kept(people: People, secret: str) -> None:
    assert secret not in str(Invitation.objects.values().get())


def test_a_colleague_is_not_invited_twice(people: People) -> None:
    response = people.clients["owner"].post(
        f"/entreprises/{people.company.pk}/", {"colleague_email": "READS@exemple.example", "role": "edits"}
    )
    assert response.status_code == 422
    assert "déjà dans l" in response.content.decode()


def test_the_company_keeps_an_owner(people: People) -> None:
    owner = Membership.objects.get(user=people.users["owner"])
    path = f"/entreprises/{people.company.pk}/collegues/{owner.pk}"
    for wanted in ("reads", "out"):
        page = people.clients["owner"].post(path, {"role": wanted}, follow=True).content.decode()
        assert "au moins un propriétaire" in page
    owner.refresh_from_db()
    assert owner.role == Role.OWNER


def test_a_colleague_taken_out_sees_nothing_more(people: People) -> None:
    reads = Membership.objects.get(user=people.users["reads"])
    people.clients["owner"].post(f"/entreprises/{people.company.pk}/collegues/{reads.pk}", {"role": "out"})
    assert people.clients["reads"].get(f"/entreprises/{people.company.pk}/").status_code == 404
    assert "aucune entreprise" in people.clients["reads"].get("/").content.decode()


def test_the_colleague_of_another_company_is_out_of_reach(people: People) -> None:
    other = Membership.objects.get(user=people.users["other"])
    people.clients["owner"].post(f"/entreprises/{people.company.pk}/collegues/{other.pk}", {"role": "out"})
    assert Membership.objects.filter(pk=other.pk).exists()


def test_one_goes_from_one_company_to_the_other(people: People) -> None:
    client = people.clients["owner"]
    client.post("/entreprises/nouvelle", {"company_name": "Deuxième maison"})
    assert '<p class="eyebrow">Deuxième maison</p>' in client.get("/").content.decode()
    client.post("/entreprises/choisir", {"company": people.company.pk})
    assert '<p class="eyebrow">Menuiserie Exemple</p>' in client.get("/").content.decode()


def test_ten_colleagues_or_a_hundred_make_the_same_queries(people: People) -> None:
    for number in range(100):
        user = User.objects.create_user(f"{number}@exemple.example")
        Membership.objects.create(company=people.company, user=user, role=Role.READS)
    page = f"/entreprises/{people.company.pk}/"
    people.clients["owner"].get(page)
    with at_most(6):
        people.clients["owner"].get(page)


@pytest.mark.parametrize("role", Role)
def test_each_role_may_what_the_one_before_may(role: Role) -> None:
    order = list(Role)
    assert [role.may(needed) for needed in order] == [order.index(needed) <= order.index(role) for needed in order]
