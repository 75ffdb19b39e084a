"""Coming in: the right password, too many wrong ones, the first day, the way back to the page asked for."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from orchestre_web.accounts import actions, throttle
from orchestre_web.accounts.models import Company, LogInFailure, User
from tests.orchestre_web.people import People

LOG_IN = "/connexion"
RIGHT = {"email": "owner@exemple.example", "password": "une phrase de passe"}
WRONG = {**RIGHT, "password": "une autre phrase"}


def test_the_right_password_comes_in_whatever_the_case_of_the_address(people: People) -> None:
    response = Client().post(LOG_IN, {**RIGHT, "email": " Owner@Exemple.example "})
    assert response.status_code == 302
    assert response.url == "/"


def test_a_wrong_password_and_an_unknown_address_say_the_same(people: People) -> None:
    client = Client()
    wrong = client.post(LOG_IN, WRONG)
    unknown = client.post(LOG_IN, {**WRONG, "email": "personne@exemple.example"})
    sentence = "ne vont pas ensemble"
    assert (wrong.status_code, unknown.status_code) == (422, 422)
    assert sentence in wrong.content.decode()
    assert sentence in unknown.content.decode()


def test_an_account_is_slowed_down_even_for_the_right_password(people: People, settings) -> None:
    client = Client()
    for _ in range(settings.LOG_IN_FAILURES_PER_ACCOUNT):
        assert "quart d’heure" not in client.post(LOG_IN, WRONG).content.decode()
    assert "quart d’heure" in client.post(LOG_IN, RIGHT).content.decode()
    LogInFailure.objects.update(at=timezone.now() - timedelta(seconds=settings.LOG_IN_WINDOW + 1))
    assert client.post(LOG_IN, RIGHT).status_code == 302


def test_an_address_that_tries_many_accounts_is_slowed_down(people: People, settings) -> None:
    now = timezone.now()
    for number in range(settings.LOG_IN_FAILURES_PER_ADDRESS):
        throttle.note_failure(email=f"{number}@exemple.example", address="127.0.0.1", now=now)
    assert throttle.must_wait(email="owner@exemple.example", address="127.0.0.1", now=now)
    assert not throttle.must_wait(email="owner@exemple.example", address="192.0.2.1", now=now)


def test_nobody_keeps_an_owner_out(people: People, settings) -> None:
    """A stranger fails at the owner's account from one address, from a whole network, then from everywhere."""
    at_home = Client(REMOTE_ADDR="192.0.2.1")
    assert at_home.post(LOG_IN, RIGHT).status_code == 302
    at_home.post(reverse("accounts:log_out"))
    stranger, now = RIGHT["email"], timezone.now()
    for number in range(settings.LOG_IN_FAILURES_PER_ACCOUNT):
        throttle.note_failure(email=stranger, address=f"2001:db8::{number}", now=now)
    assert throttle.must_wait(email=stranger, address="2001:db8::ffff", now=now), "one network is one place"
    assert not throttle.must_wait(email=stranger, address="2001:db8:0:1::1", now=now)
    assert Client(REMOTE_ADDR="198.51.100.7").post(LOG_IN, RIGHT).status_code == 302, "any browser, from elsewhere"
    for number in range(settings.LOG_IN_FAILURES_EVERYWHERE):
        throttle.note_failure(email=stranger, address=f"203.0.113.{number}", now=now)
    assert Client(REMOTE_ADDR="198.51.100.8").post(LOG_IN, RIGHT).status_code == 422
    assert at_home.post(LOG_IN, RIGHT).status_code == 302, "the browser that entered before"
    LogInFailure.objects.update(at=now - timedelta(seconds=settings.LOG_IN_WINDOW + 1))
    assert Client(REMOTE_ADDR="198.51.100.8").post(LOG_IN, RIGHT).status_code == 302, "and nobody for long"


def test_a_browser_is_known_for_the_accounts_it_entered_alone(people: People, rf) -> None:
    client = Client()
    client.post(LOG_IN, RIGHT)
    request = rf.get("/")
    request.COOKIES[throttle.DEVICE] = client.cookies[throttle.DEVICE].value
    assert throttle.is_known(request, email=RIGHT["email"])
    assert not throttle.is_known(request, email="autre@exemple.example")
    request.COOKIES[throttle.DEVICE] = request.COOKIES[throttle.DEVICE][:-1]
    assert not throttle.is_known(request, email=RIGHT["email"])


def test_the_right_password_forgives_the_account(people: People) -> None:
    client = Client()
    client.post(LOG_IN, WRONG)
    client.post(LOG_IN, RIGHT)
    assert not LogInFailure.objects.exists()


@pytest.mark.parametrize(
    ("behind", "header", "address"),
    [(False, "203.0.113.9", "127.0.0.1"), (True, "203.0.113.9, 198.51.100.7", "198.51.100.7")],
)
def test_where_it_comes_from_is_not_what_the_visitor_writes(rf, settings, behind, header, address) -> None:
    settings.BEHIND_PROXY = behind
    assert throttle.address_of(rf.get("/", headers={"X-Forwarded-For": header})) == address


@pytest.mark.parametrize(
    ("asked", "landed"),
    [("/compte", "/compte"), ("https://ailleurs.example/", "/"), ("//ailleurs.example", "/"), ("", "/")],
)
def test_one_comes_back_to_the_page_asked_for_never_elsewhere(people: People, asked: str, landed: str) -> None:
    assert Client().post(LOG_IN, {**RIGHT, "next": asked}).url == landed


def test_a_stranger_is_asked_to_log_in_even_by_a_part_of_a_page(people: People) -> None:
    whole = Client().get("/compte")
    assert (whole.status_code, whole.url) == (302, "/connexion?next=/compte")
    part = Client().get("/compte", headers={"HX-Request": "true"})
    assert (part.status_code, part.headers["HX-Redirect"]) == (204, "/connexion?next=/compte")


def link() -> str:
    out = StringIO()
    call_command("first_owner_link", "--base", "http://testserver", stdout=out)
    return out.getvalue().strip()


@pytest.mark.django_db
def test_the_first_day_without_the_demonstration() -> None:
    """The link lets an owner in where nobody is known, and the waiting company takes the name it is given."""
    client = Client()
    assert client.get(link()).url == "/"
    assert Client().get(link()).status_code == 302, "the same owner, not a second one"
    mine = {"email": "moi@exemple.example", "new_password": "une phrase à moi", "company_name": "Chez moi"}
    assert client.post("/bienvenue", mine).url == "/"
    assert [company.name for company in Company.objects.all()] == ["Chez moi"]
    assert link() == "http://testserver/"


@pytest.mark.django_db
def test_the_first_day() -> None:
    """The link lets the owner of the demonstration in, once; a password closes the first day for good."""
    call_command("seed_demo", stdout=StringIO())
    call_command("seed_demo", stdout=StringIO())
    assert Company.objects.count() == User.objects.count() == 1
    first, second = link(), link()

    client = Client()
    assert client.get(first).url == "/"
    assert "Choisir mon mot de passe" in client.get("/").content.decode()
    assert Client().get(first).status_code == 410
    assert Client().get(second).status_code == 410
    assert Client().get(link()).status_code == 302, "a new one, while no password was chosen"

    mine = {"email": "moi@exemple.example", "new_password": "une phrase à moi", "company_name": "Chez moi"}
    too_late = link()
    assert client.post("/bienvenue", {**mine, "new_password": "court"}).status_code == 422
    assert client.post("/bienvenue", mine).url == "/"
    assert "Chez moi" in client.get("/").content.decode()
    assert link() == "http://testserver/"
    assert Client().get(too_late).status_code == 410
    call_command("seed_demo", stdout=StringIO())
    assert Company.objects.count() == 2
    assert Client().post(LOG_IN, {"email": mine["email"], "password": mine["new_password"]}).url == "/"


@pytest.mark.django_db
def test_the_demonstration_does_not_come_back() -> None:
    User.objects.create_user("quelquun@exemple.example", "une phrase de passe")
    assert actions.ensure_demonstration(email="demo@exemple.example", company_name="Démonstration") is None


def test_a_password_is_changed_and_the_session_goes_on(people: People) -> None:
    client = people.clients["reads"]
    old, new = "une phrase de passe", "une nouvelle phrase"
    assert client.post("/compte", {"old_password": old, "new_password": "password"}).status_code == 422
    assert client.post("/compte", {"old_password": old, "new_password": new}).status_code == 302
    assert client.get("/compte").status_code == 200
    people.users["reads"].refresh_from_db()
    assert people.users["reads"].check_password("une nouvelle phrase")


@pytest.mark.parametrize(
    ("language", "sentence"), [("fr", "pas votre mot de passe actuel"), ("en", "not your current password")]
)
def test_a_new_password_asks_for_the_old_one(people: People, language: str, sentence: str) -> None:
    client, user = people.clients["reads"], people.users["reads"]
    actions.speak(user=user, language=language)
    new = {"new_password": "une nouvelle phrase"}
    assert client.post("/compte", new).status_code == 422
    answer = client.post("/compte", {**new, "old_password": "une autre phrase"})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    user.refresh_from_db()
    assert user.check_password("une phrase de passe")


def test_the_old_password_cannot_be_guessed_on_the_page_either(people: People, settings) -> None:
    settings.LOG_IN_FAILURES_PER_ACCOUNT = 2
    client, user = people.clients["reads"], people.users["reads"]
    new = {"new_password": "une nouvelle phrase"}
    for _ in range(2):
        client.post("/compte", {**new, "old_password": "une autre phrase"})
    assert client.post("/compte", {**new, "old_password": "une phrase de passe"}).status_code == 422
    user.refresh_from_db()
    assert user.check_password("une phrase de passe")


def test_logging_out(people: People) -> None:
    client = people.clients["reads"]
    client.post(reverse("accounts:log_out"))
    assert client.get("/compte").status_code == 302
