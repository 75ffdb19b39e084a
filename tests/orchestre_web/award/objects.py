"""A call whose contract is signed, with a paper seen as a file; and one whose choice nobody was told of."""

from datetime import date
from decimal import Decimal

from django.utils import timezone

from orchestre.award import Contract, PaperKind, ProviderKind
from orchestre_web.answers import actions as answers
from orchestre_web.answers.models import Sending
from orchestre_web.answers.states import Group
from orchestre_web.award import actions, queries
from orchestre_web.award.models import Award, Paper
from orchestre_web.calls.models import Call
from orchestre_web.judging import actions as judging
from orchestre_web.shortlist import actions as boards
from tests.orchestre_web.people import People
from tests.orchestre_web.shortlist import calls_for_tests as made

OFFERS = (
    "Forfait de 9 000 € HT, 12 ans d'expérience.",
    "Forfait 4 000 € HT, 1 an d'expérience.",
    "Forfait de 11 500 € HT, 20 ans d'expérience.",
)
AUTHORS = ("Ana Béal", "Zoé Quark", "Paul Ferrand")
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def chosen_call(people: People, *, offer: str = "r0", who: str = "edits", named: str = AUTHORS[0]) -> Call:
    """`named`: who makes the first offer, and what the choice says of it."""
    call = made.call_of(people.company, *OFFERS, authors=(named, *AUTHORS[1:]))
    boards.board(call, now=timezone.now())
    why = "La plus sûre." if named == AUTHORS[0] else named
    judging.choose(user=people.users[who], call_id=call.pk, offer_id=offer, why=why, now=timezone.now())
    return call


def told_call(people: People, **other: str) -> Call:
    """Every letter sent."""
    call = chosen_call(people, **other)
    user, now = people.users["edits"], timezone.now()
    actions.prepare_letters(user=user, call_id=call.pk, now=now)
    for group in (Group.FIRST, Group.OFFERS):
        answers.mark_group_sent(user=user, call_id=call.pk, group=group, channel=Sending.Channel.COPY, now=now)
    actions.tell(user=user, call_id=call.pk, now=now)
    return call


CONTRACT = Contract(date(2026, 12, 1), Decimal("9000.00"), "EUR", date(2026, 12, 7), date(2027, 3, 31))


def signed_call(people: People) -> Call:
    call = told_call(people)
    user, now = people.users["edits"], timezone.now()
    actions.sign(user=user, call_id=call.pk, contract=CONTRACT, now=now)
    actions.name_provider(user=user, call_id=call.pk, kind=ProviderKind.COMPANY)
    actions.see_paper(
        user=user, call_id=call.pk, kind=PaperKind.SOCIAL, seen_on=timezone.localdate(), until=None,
        file={"name": "urssaf.pdf", "data": PDF}, on_paper=False, now=now,
    )  # fmt: skip
    return call


def objects(people: People) -> dict[str, object]:
    call = signed_call(people)
    award = Award.objects.get(call=call)
    return {
        "award_call": call.pk,
        "award_paper": Paper.objects.get(award=award).pk,
        "award_release": queries.releases_of(award)[0].number,
        "award_untold": chosen_call(people).pk,
    }
