"""What each channel brought: counted over all the calls of a company, and of no other."""

import pytest
from django.urls import reverse
from django.utils import timezone

from orchestre.replies.extract import Kind
from orchestre_web.award import queries
from orchestre_web.award.queries import Yield
from orchestre_web.calls.models import Call
from orchestre_web.judging import actions as judging
from orchestre_web.shortlist import actions as boards
from tests.orchestre_web.people import People
from tests.orchestre_web.queries import at_most
from tests.orchestre_web.shortlist import calls_for_tests as made

OFFER, QUESTION = "Forfait de 9 000 € HT, 12 ans d'expérience.", "Bonjour, c'est pour quand ?"


def call_by(people: People, *replies: tuple[str, str], chosen: str = "") -> Call:
    """`replies`: text and channel."""
    call = made.call_of(people.company, *(text for text, _ in replies))
    for n, (text, channel) in enumerate(replies):
        kind = Kind.QUESTION if text == QUESTION else Kind.OFFER
        call.replies.filter(source_id=f"r{n}").update(channel=channel, kind=kind.value)
    if chosen:
        boards.board(call, now=timezone.now())
        judging.choose(
            user=people.users["edits"], call_id=call.pk, offer_id=chosen, why="La plus sûre.", now=timezone.now()
        )
    return call


def page(people: People, who: str = "reads") -> str:
    return people.clients[who].get(reverse("award:channels")).content.decode()


def test_no_call_is_said_so(people: People) -> None:
    assert "un appel aura des réponses" in page(people)


def test_replies_offers_and_choices_are_counted_by_channel(people: People) -> None:
    call_by(people, (OFFER, "email"), (QUESTION, "email"), (OFFER.replace("9", "8"), "linkedin_comment"), chosen="r2")
    call_by(people, (OFFER, "email"), (OFFER.replace("9", "7"), "email"), (OFFER.replace("9", "6"), ""))
    with at_most(3):
        found = queries.yields(people.company.pk)
    assert found == [
        Yield("email", calls=2, replies=4, offers=3, chosen=0),
        Yield("", calls=1, replies=1, offers=1, chosen=0),
        Yield("linkedin_comment", calls=1, replies=1, offers=1, chosen=1),
    ]
    seen = page(people)
    assert "Courriel, 3 sur 5" in seen
    assert "Commentaire LinkedIn, 1 fois sur 1" in seen
    assert "Canal non dit" in seen


def test_files_that_do_not_tell_where_offers_came_from_name_no_channel(people: People) -> None:
    call_by(people, (OFFER, ""), (OFFER.replace("9", "7"), ""), (QUESTION, "email"), chosen="r0")
    seen = page(people)
    assert "ne disent pas par où les offres sont venues" in seen
    assert "fois sur" not in seen


@pytest.mark.parametrize("chosen", ["r0", "r1"])
def test_the_newest_choice_counts(people: People, chosen: str) -> None:
    call = call_by(people, (OFFER, "email"), (OFFER.replace("9", "8"), "x"), chosen="r0")
    judging.choose(user=people.users["edits"], call_id=call.pk, offer_id=chosen, why="Mieux.", now=timezone.now())
    by = {each.channel: each.chosen for each in queries.yields(people.company.pk)}
    assert by == {"email": int(chosen == "r0"), "x": int(chosen == "r1")}


def test_what_another_company_received_is_not_told(people: People) -> None:
    call_by(people, (OFFER, "email"))
    assert "Courriel" not in page(people, "other")
    assert queries.yields(people.company.pk + 1) == []
