"""What the pages of accounts speak of."""

from datetime import timedelta

from django.utils import timezone

from orchestre_web.accounts import links
from orchestre_web.accounts.models import Invitation, Membership
from tests.orchestre_web.people import People


def objects(people: People) -> dict[str, object]:
    secret = "secret-of-the-table"
    invitation = Invitation.objects.create(
        company=people.company,
        email="nouvelle@exemple.example",
        role="reads",
        digest=links.digest(secret),
        made_by=people.users["owner"],
        ends_at=timezone.now() + timedelta(days=1),
    )
    colleague = Membership.objects.get(user=people.users["reads"])
    return {"secret": secret, "invitation": invitation.pk, "colleague": colleague.pk}
