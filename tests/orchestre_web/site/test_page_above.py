"""An address that only takes forms, asked for again: the page it belongs to."""

import pytest
from django.urls import reverse

from tests.orchestre_web.people import People
from tests.orchestre_web.shortlist import calls_for_tests as made


@pytest.mark.parametrize(
    ("form", "page"),
    [
        ("/appels/donnees/effacer/", "/appels/donnees/"),
        ("/appels/{0}/criteres/besoin", "/appels/{0}/criteres/"),
        ("/appels/{0}/choisir/budget", "/appels/{0}/choisir/"),
        ("/appels/{0}/equipes/lots/le_site", "/appels/{0}/equipes/"),
        ("/appels/{0}/repondre/groupe/premiers/texte", "/appels/{0}/repondre/groupe/premiers/"),
        ("/entreprises/{1}/tout/effacer", "/entreprises/{1}/tout/"),
    ],
)
def test_reloading_a_refused_form_shows_its_page(form: str, page: str, people: People) -> None:
    call = made.call_of(people.company, "Forfait 4 000 € HT.")
    known = (call.pk, people.company.pk)
    answer = people.clients["owner"].get(form.format(*known), follow=True)
    assert answer.status_code == 200
    assert answer.redirect_chain[-1][0] == page.format(*known)


def test_a_form_that_is_no_get_stays_refused_for_other_methods(people: People) -> None:
    assert people.clients["owner"].put(reverse("calls:erase_person")).status_code == 405
    assert people.clients["owner"].post(reverse("calls:home")).status_code == 405
