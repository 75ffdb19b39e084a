"""A call with a mailbox whose password is not kept."""

from datetime import date

from orchestre_web.mailbox.models import Mailbox
from tests.orchestre_web.calls.objects import call_of
from tests.orchestre_web.people import People


def objects(people: People) -> dict[str, object]:
    call = call_of(people, "Refaire notre accueil")
    mailbox = Mailbox.objects.create(
        call=call, host="localhost", user="pauline@nord.example", since=date(2026, 6, 1), name="Boîte",
        added_by=people.users["owner"],
    )  # fmt: skip
    return {"mailed_call": call.pk, "mailbox": mailbox.pk}
