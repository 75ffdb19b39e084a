"""On the page of a reply: the same person's replies to other calls, what was asked then and what became of it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from orchestre_web.calls.models import Call, Reply
from orchestre_web.judging import actions as judging
from orchestre_web.shortlist import actions as boards
from tests.orchestre_web.calls.objects import call_of, deliver
from tests.orchestre_web.people import People
from tests.orchestre_web.queries import at_most, summary

pytestmark = pytest.mark.django_db(transaction=True)

OFFER = 'Nom;Message;Courriel\n{who};"Je propose {what} pour {price} € HT, disponible en mai.";{mail}\n'


def replied(people: People, need: str, price: int, *, who: str = "Ana Béal", mail: str = "") -> Reply:
    call = call_of(people, need)
    deliver(call, OFFER.format(who=who, what=need.lower(), price=price, mail=mail))
    return call.replies.get(author=who)


def page(people: People, reply: Reply, who: str = "reads") -> str:
    answer = people.clients[who].get(reverse("calls:reply", args=[reply.call_id, reply.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def choose(people: People, reply: Reply, offer_id: str, why: str = "") -> None:
    call = Call.objects.get(pk=reply.call_id)
    boards.board(call, now=timezone.now())
    judging.choose(user=people.users["owner"], call_id=call.pk, offer_id=offer_id, why=why, now=timezone.now())


def test_what_was_asked_then_and_what_became_of_it(people: People) -> None:
    now = replied(people, "Refaire la boutique", 4500, mail="ana@beal.example")
    chosen = replied(people, "Traduire le catalogue", 2300, mail="ana@beal.example")
    choose(people, chosen, chosen.source_id)
    aside = replied(people, "Photographier les produits", 3100)
    people.clients["owner"].post(reverse("calls:set_aside", args=[aside.call_id, aside.pk]), {"reason": "Trop loin"})
    html = page(people, now)
    part = html[html.index('id="ailleurs"') :]
    assert "Traduire le catalogue" in part
    assert "2\u202f300\u202f€" in part
    assert "Choisi le" in part
    assert "Photographier les produits" in part
    assert "Mis de côté" in part
    # the name alone is the same there, an address too here
    assert part.count("même nom, à vérifier") == 1


def test_another_was_chosen(people: People) -> None:
    now = replied(people, "Refaire la boutique", 4500)
    before = replied(people, "Traduire le catalogue", 2300)
    deliver(before.call, OFFER.format(who="Léo Pic", what="le catalogue", price=2900, mail=""), "autre.csv")
    other = before.call.replies.get(author="Léo Pic")
    choose(people, before, other.source_id, why="Il vient sur place.")
    assert "Un autre a été choisi le" in page(people, now)


@pytest.mark.parametrize("who", ["Ana", "A. B.", ""])
def test_half_a_name_is_nobody(people: People, who: str) -> None:
    now = replied(people, "Refaire la boutique", 4500, who=who)
    replied(people, "Traduire le catalogue", 2300, who=who)
    assert 'id="ailleurs"' not in page(people, now)


def test_another_company_s_calls_are_never_read(people: People) -> None:
    now = replied(people, "Refaire la boutique", 4500)
    other = replied(people, "Traduire le catalogue", 2300)
    Call.objects.filter(pk=other.call_id).update(company=people.elsewhere)
    html = page(people, now)
    assert 'id="ailleurs"' not in html
    assert "Traduire le catalogue" not in html


def test_one_other_call_and_six_make_the_same_queries(people: People) -> None:
    now = replied(people, "Refaire la boutique", 4500)
    replied(people, "Traduire le catalogue", 2300)
    page(people, now)
    with at_most(40) as made:
        page(people, now)
    few = summary(made)
    for n in range(7):
        replied(people, f"Besoin {n}", 1000 + n)
    with at_most(len(few)):
        html = page(people, now)
    assert html.count('class="aside-text"') == 6


def test_claims_say_how_many_can_be_checked(people: People) -> None:
    call = call_of(people)
    text = (
        "Je propose votre boutique pour 4 500 € HT. J'ai refait la boutique de la Maison Exemple "
        "(maison-exemple.example). 12 000 abonnés me suivent."
    )
    deliver(call, f'Nom;Message\nAna Béal;"{text}"\n')
    html = page(people, call.replies.get())
    assert 'id="avance"' in html
    assert "se vérifie" in html
