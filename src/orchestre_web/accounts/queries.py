"""Rows of people and companies, in a fixed number of queries."""

from datetime import datetime

from orchestre_web.accounts.models import Company, Invitation, Membership, User


def colleagues(company: Company) -> list[Membership]:
    return list(company.memberships.select_related("user").order_by("since", "pk"))


def open_invitations(company: Company, *, now: datetime) -> list[Invitation]:
    return list(company.invitations.all() & Invitation.objects.open_at(now))


def is_first_run() -> bool:
    """Nobody has ever chosen a password here."""
    return not any(user.has_usable_password() for user in User.objects.only("password"))


def first_owner() -> User | None:
    return User.objects.filter(memberships__role="owner", is_active=True).order_by("pk").first()
