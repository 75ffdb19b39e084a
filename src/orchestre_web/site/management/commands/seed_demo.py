"""Makes the demonstration company, plainly fictional, with what each room shows in it. Again, it changes nothing."""

from typing import Any

from django.core.management.base import BaseCommand

from orchestre_web.accounts import actions
from orchestre_web.site import rooms

OWNER = "direction@ateliers-du-nord.example"
COMPANY = "Les Ateliers du Nord (démonstration)"


class Command(BaseCommand):
    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        membership = actions.ensure_demonstration(email=OWNER, company_name=COMPANY)
        if membership is None:
            self.stdout.write("No demonstration: people already work here.")
            return
        for module in rooms.modules("demo"):
            module.seed(company=membership.company, owner=membership.user)
        self.stdout.write(membership.company.name)
