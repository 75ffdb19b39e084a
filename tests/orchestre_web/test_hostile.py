"""What somebody hostile sends: names full of markup, numbers out of reach, files from a stranger, links of yesterday's
owner."""

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import SkipFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from orchestre_web.accounts import actions as accounts
from orchestre_web.accounts.models import Membership, User
from orchestre_web.accounts.roles import Role
from orchestre_web.calls.limits import WithinLimit
from orchestre_web.site import words
from tests.orchestre_web.calls.objects import call_of, deliver
from tests.orchestre_web.people import People

pytestmark = pytest.mark.django_db(transaction=True)

EVIL = '<img src=x onerror="alert(1)">'
OUT_OF_REACH = ("9" * 19, "9" * 30, "9" * 5000)


def test_the_name_of_a_row_is_text_in_a_sentence() -> None:
    said = words.say_safely("calls.erase_title", who=User(name=EVIL))
    assert "<img" not in said
    assert "&lt;img" in said


def test_markup_in_a_reply_is_shown_as_it_was_written(people: People) -> None:
    call = call_of(people, f"Refaire {EVIL}")
    deliver(call, f'Nom;Message;Tarif\n"{EVIL.replace(chr(34), chr(34) * 2)}";Je propose 4 500 € HT.;4 500 € HT\n')
    reply = call.replies.get()
    assert EVIL in reply.author
    client = people.clients["owner"]
    pages = [
        *(reverse(f"calls:{name}", args=[call.pk]) for name in ("receive", "tray", "delete_call")),
        *(reverse(f"calls:{name}", args=[call.pk, reply.pk]) for name in ("reply", "erase_reply")),
        *(reverse(f"shortlist:{name}", args=[call.pk]) for name in ("board", "criteria")),
        reverse("shortlist:offer", args=[call.pk, reply.pk]),
    ]
    for page in pages:
        response = client.get(page)
        assert response.status_code == 200, page
        assert "<img src=x" not in response.content.decode(), page


@pytest.mark.parametrize("number", OUT_OF_REACH, ids=len)
@pytest.mark.parametrize(
    "address", ["/entreprises/{}/", "/appels/{}/", "/appels/{}/livraisons/1/", "/appels/{}/choisir.csv", "/travaux/{}/"]
)
def test_a_number_that_no_row_can_have_is_no_page(people: People, address: str, number: str) -> None:
    assert people.clients["owner"].get(address.format(number)).status_code == 404


@pytest.mark.parametrize("number", [*OUT_OF_REACH, "²", "-1", ""], ids=repr)
def test_nobody_chooses_a_company_out_of_reach(people: People, number: str) -> None:
    assert people.clients["owner"].post("/entreprises/choisir", {"company": number}).status_code == 404


@pytest.mark.parametrize("field", ["term:" + "k" * 200, "term:\x00", "k" * 10**6], ids=len)
def test_a_field_no_database_keeps_is_refused(people: People, field: str) -> None:
    call = call_of(people)
    deliver(call, "Nom;Message\nAna;Je propose 4 500 € HT.\n")
    address = reverse("calls:correct", args=[call.pk, call.replies.get().pk])
    assert people.clients["edits"].post(address, {"field": field, "value": "met"}).status_code == 422


def test_nothing_of_a_stranger_s_file_is_kept(people: People) -> None:
    """The form is read, for its key, before the page refuses."""

    def begin(user: Any) -> None:
        handler = WithinLimit(SimpleNamespace(user=user))  # type: ignore[arg-type]
        handler.new_file("dropped", "a.csv", "text/csv", None)

    begin(people.users["edits"])
    with pytest.raises(SkipFile):
        begin(AnonymousUser())
    response = Client().post(reverse("calls:new_call"), {"dropped": SimpleUploadedFile("a.csv", b"x")})
    assert response.status_code == 302


def test_the_links_of_who_is_no_owner_any_more_open_nothing(people: People) -> None:
    now = timezone.now()
    second = User.objects.create_user("second@exemple.example", "une phrase de passe")
    membership = Membership.objects.create(company=people.company, user=second, role=Role.OWNER)
    secret = accounts.invite(
        user=second, company_id=people.company.pk, email="moi@ailleurs.example", role=Role.OWNER, now=now
    )
    assert Client().get(f"/invitation/{secret}").status_code == 200
    accounts.change_role(
        user=people.users["owner"], company_id=people.company.pk, membership_id=membership.pk, role=Role.READS
    )
    assert Client().get(f"/invitation/{secret}").status_code == 410


def test_cookies_are_out_of_reach_of_scripts() -> None:
    client = Client()
    client.get("/connexion")
    client.post("/apparence", {"theme": "dark"})
    client.post("/langue", {"language": "en"})
    for name in ("csrftoken", "theme", "language"):
        assert client.cookies[name]["httponly"], name
        assert client.cookies[name]["samesite"] == "Lax", name


def test_the_database_is_readable_by_its_owner_alone(tmp_path: Path) -> None:

    environment = {
        **os.environ,
        "ORCHESTRE_DATA": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "orchestre_web.site.settings",
    }
    environment.pop("DATABASE_URL", None)
    code = "import orchestre_web.site.settings"
    tmp_path.chmod(0o755)
    subprocess.run(
        [sys.executable, "-c", code], check=True, env=environment | {"PYTHONPATH": os.pathsep.join(sys.path)}
    )
    assert (tmp_path / "orchestre.sqlite3").stat().st_mode & 0o077 == 0
