"""Everyone who may stand before a page: from a stranger to the owner. Each with a browser of their own."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.test import Client

from orchestre_web.accounts.models import Company, Membership, User
from orchestre_web.accounts.roles import Role

WHO = ("stranger", "other", "reads", "judges", "edits", "owner")
"""`other` owns another company; the last four are in ours."""


@dataclass(frozen=True)
class People:
    company: Company
    elsewhere: Company
    users: Mapping[str, User]
    clients: Mapping[str, Client]


def gather() -> People:
    """Two companies and their people, logged in."""
    company = Company.objects.create(name="Menuiserie Exemple")
    elsewhere = Company.objects.create(name="Autre Maison")
    users = {"other": User.objects.create_user("autre@exemple.example", "une phrase de passe")}
    Membership.objects.create(company=elsewhere, user=users["other"], role=Role.OWNER)
    for role in Role:
        users[role.value] = User.objects.create_user(f"{role.value}@exemple.example", "une phrase de passe")
        Membership.objects.create(company=company, user=users[role.value], role=role)
    clients = {"stranger": Client()}
    for who, user in users.items():
        clients[who] = Client()
        clients[who].force_login(user)
    return People(company, elsewhere, users, clients)
