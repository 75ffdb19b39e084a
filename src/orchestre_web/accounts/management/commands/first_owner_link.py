"""Prints the address to open: until a password has been chosen, one that logs the owner in."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.urls import reverse

from orchestre_web.accounts import actions, links, queries
from orchestre_web.site.words import say

NEWCOMER = "direction@entreprise.example"
"""Stands until the owner gives an address of his own, with the password."""


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--base", default="http://127.0.0.1:8000", help="where the pages are served")

    def handle(self, *args: Any, **options: Any) -> None:
        base = str(options["base"]).rstrip("/")
        owner = None
        if queries.is_first_run():
            owner = actions.ensure_first_owner(email=NEWCOMER, company_name=say("accounts.first_company"))
        if owner is None:
            self.stdout.write(f"{base}/")
            return
        token = links.first_log_in.make_token(owner)
        self.stdout.write(base + reverse("accounts:first_log_in", args=[links.name_of(owner), token]))
