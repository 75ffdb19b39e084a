"""Everything is taken, everything is erased: each table is looked at, found from the models themselves."""

import io
import json
import zipfile
from threading import Thread
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from orchestre_web.accounts.models import Company, LogInFailure, Membership, User
from orchestre_web.calls import actions as calls
from orchestre_web.calls.models import Call, DeliveryPart
from orchestre_web.jobs.models import Job
from orchestre_web.leaving import actions, queries
from orchestre_web.leaving.models import Package
from orchestre_web.leaving.writing import Archive, safe
from orchestre_web.leaving.zipping import zipped
from orchestre_web.site.pieces import PIECE
from orchestre_web.welcome.models import Tour
from tests.orchestre_web.calls.objects import LETTERS, call_of, deliver
from tests.orchestre_web.people import People
from tests.orchestre_web.roles import objects

pytestmark = pytest.mark.django_db(transaction=True)

OURS = [model for model in apps.get_models() if model.__module__.startswith("orchestre_web.")]
NOT_OF_A_COMPANY = {LogInFailure, User, Tour}
"""Digests of refused log-ins; people, who may be in several companies, and how far they are in the tour."""


@pytest.fixture
def owner(people: People) -> Client:
    return people.clients["owner"]


@pytest.fixture
def everything(people: People) -> People:
    """One row at least of every table that hangs on a company."""
    objects(people)
    call = call_of(people)
    Call.objects.filter(pk=call.pk).update(first_facts={"budget_floor": 3000, "budget_ceiling": 12000})
    deliver(call, LETTERS)
    people.clients["owner"].get(reverse("shortlist:board", args=[call.pk]))
    for model in queries.linked():
        if not queries.rows_of(model, people.company).exists():
            fill(model, people.company)
    return people


def fill(model: type[models.Model], company: Company) -> None:
    """A row of a table that nothing above made one of: what it must have, as plain as can be."""
    plain: dict[type[models.Field[Any, Any]], Any] = {
        models.CharField: "x",
        models.TextField: "x",
        models.BinaryField: b"x",
        models.JSONField: {},
        models.DateTimeField: timezone.now(),
        models.DateField: timezone.localdate(),
        models.IntegerField: 7,
        models.FloatField: 0.5,
        models.BooleanField: False,
    }
    values = {}
    for field in model._meta.concrete_fields:
        if field.primary_key or field.null or field.has_default():
            continue
        if field.is_relation:
            other = field.related_model
            rows = (
                User.objects.filter(memberships__company=company) if other is User else queries.rows_of(other, company)
            )
            values[field.name] = rows.order_by("pk").last()
        else:
            values[field.name] = next((value for kind, value in plain.items() if isinstance(field, kind)), "x")
    model._default_manager.create(**values)


def page(people: People, view: str, *args: object) -> str:
    return reverse(f"leaving:{view}", args=[people.company.pk, *args])


def zip_of(client: Client, people: People) -> zipfile.ZipFile:
    response = client.get(page(people, "take"))
    assert response.status_code == 200
    return zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))  # type: ignore[arg-type]


# --- The walk over the tables ---------------------------------------------------------------------------------------


def test_every_table_of_ours_leads_to_a_company() -> None:
    assert set(OURS) - set(queries.linked()) == NOT_OF_A_COMPANY


def test_the_archive_holds_every_row_of_every_table(everything: People, owner: Client) -> None:
    assert all(queries.rows_of(model, everything.company).exists() for model in queries.linked())
    archive = zip_of(owner, everything)
    assert archive.testzip() is None
    for model in queries.tables():
        lines = archive.read(f"tables/{queries.table_name(model)}.jsonl").decode().splitlines()
        rows = {json.loads(line)[model._meta.pk.attname] for line in lines}
        assert rows == set(queries.rows_of(model, everything.company).values_list("pk", flat=True)), model
    whole = b"".join(archive.read(name) for name in archive.namelist())
    for secret in User.objects.exclude(password="").values_list("password", flat=True):
        assert secret.encode() not in whole
    assert b'"digest"' not in whole


def test_the_archive_holds_nothing_of_another_company(everything: People) -> None:
    mine = call_of(everything)
    Call.objects.filter(pk=mine.pk).update(company=everything.elsewhere, title="Appel d'ailleurs")
    deliver(mine, LETTERS.replace("Ana", "Zéphyrine"))
    archive = zip_of(everything.clients["owner"], everything)
    whole = b"".join(archive.read(name) for name in archive.namelist()).decode(errors="replace")
    assert "Zéphyrine" not in whole
    assert everything.elsewhere.name not in whole
    assert everything.users["other"].email not in whole


def left(people: People) -> list[str]:
    found = []
    for model in apps.get_models():
        label = model._meta.label
        rows = model._default_manager.all()
        if model is Company:
            rows = rows.exclude(pk=people.elsewhere.pk)
        elif model is Membership:
            rows = rows.exclude(company=people.elsewhere)
        elif model is User:
            rows = rows.exclude(pk__in=[people.users["other"].pk, people.users["owner"].pk])
        if label.startswith(("sessions.", "contenttypes.", "auth.")):
            continue
        if rows.exists():
            found.append(f"{label}: {rows.count()}")
    return found


def test_an_erased_company_leaves_no_row_in_any_table(everything: People, owner: Client) -> None:
    response = owner.post(
        page(everything, "erase"), {"typed_name": f"  {everything.company.name.upper()} "}, follow=True
    )
    assert "est effacée" in response.content.decode()
    assert left(everything) == []


def test_the_account_goes_too_when_asked(everything: People, owner: Client) -> None:
    name = everything.company.name
    owner.post(page(everything, "erase"), {"typed_name": name, "with_account": "on"})
    assert list(User.objects.all()) == [everything.users["other"]]
    assert "_auth_user_id" not in owner.session


def test_whoever_is_in_another_company_stays(everything: People, owner: Client) -> None:
    colleague = everything.users["reads"]
    Membership.objects.create(company=everything.elsewhere, user=colleague, role="reads")
    owner.post(page(everything, "erase"), {"typed_name": everything.company.name})
    assert User.objects.filter(pk=colleague.pk).exists()
    assert not User.objects.filter(pk=everything.users["edits"].pk).exists()


@pytest.mark.parametrize("typed", ["", "Menuiserie", "Autre Maison"])
def test_another_name_erases_nothing(typed: str, everything: People, owner: Client) -> None:
    response = owner.post(page(everything, "erase"), {"typed_name": typed})
    assert response.status_code == 422
    assert Company.objects.filter(pk=everything.company.pk).exists()


# --- The archive ----------------------------------------------------------------------------------------------------


def test_files_come_back_as_they_were_received(people: People, owner: Client) -> None:
    call = call_of(people)
    deliver(call, LETTERS, "lettres.csv")
    archive = zip_of(owner, people)
    name = next(each for each in archive.namelist() if each.endswith("-lettres.csv"))
    assert "/recu/" in name
    assert archive.read(name).decode() == LETTERS
    table = archive.read(next(each for each in archive.namelist() if each.endswith("reponses.csv"))).decode("utf-8-sig")
    assert len(table.splitlines()) > call.replies.count()
    assert any(each.endswith("dossier-du-choix.pdf") for each in archive.namelist())
    assert "LISEZ-MOI.txt" in archive.namelist()


def test_in_english_the_names_are_english(people: People, owner: Client) -> None:
    deliver(call_of(people), LETTERS)
    owner.post(reverse("site:language"), {"language": "en"})
    names = zip_of(owner, people).namelist()
    assert "README.txt" in names
    assert any(each.startswith("calls/") and each.endswith("replies.csv") for each in names)


def test_a_cell_is_never_a_formula() -> None:
    assert safe('=HYPERLINK("x")') == '\'=HYPERLINK("x")'
    assert safe("Bonjour") == "Bonjour"


def test_a_zip_is_given_while_it_is_written() -> None:
    """What is held at any moment is a piece, not the archive."""
    piece = bytes(range(256)) * 4096
    written = 0
    longest = 0
    for got in zipped([("un", (piece for _ in range(50)))], timezone.now()):
        written += len(got)
        longest = max(longest, len(got))
    assert longest < 2 * PIECE
    assert written < 50 * len(piece)


def test_a_large_company_prepares_its_archive(people: People, owner: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    deliver(call_of(people), LETTERS)
    monkeypatch.setattr(actions, "AT_ONCE_REPLIES", 1)
    assert owner.get(page(people, "take")).status_code == 302
    assert "Préparer l" in owner.get(page(people, "home")).content.decode()
    owner.post(page(people, "prepare"))
    package = Package.objects.get()
    job = Job.objects.get(kind="leaving.pack")
    assert job.state == "done"
    assert package.size == sum(len(bytes(part.data)) for part in package.parts.all())
    response = owner.get(page(people, "package", package.pk))
    content = b"".join(response.streaming_content)  # type: ignore[arg-type]
    assert len(content) == int(response["Content-Length"])
    assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None
    assert "Archive du" in owner.get(page(people, "home")).content.decode()


def test_nothing_stays_half_read_while_an_archive_is_written(people: People) -> None:
    """SQLite refuses a writer that still reads what another has changed since: the job that packs would not get on."""
    delivery = deliver(call_of(people), LETTERS)
    DeliveryPart.objects.bulk_create(DeliveryPart(delivery=delivery, number=100 + n, data=b"x") for n in range(3))

    def somebody_writes() -> None:
        LogInFailure.objects.create(account="x", address="x")
        connection.close()

    for _, content in Archive(people.company, language="fr", now=timezone.now()).entries():
        for _ in content:
            other = Thread(target=somebody_writes)
            other.start()
            other.join()
            LogInFailure.objects.filter(account="x").update(address="y")


def test_an_archive_goes_with_whoever_is_erased(people: People) -> None:
    call = call_of(people)
    deliver(call, LETTERS)
    for erase in (
        lambda: calls.erase_reply(user=people.users["owner"], call_id=call.pk, reply_id=call.replies.all()[0].pk),
        lambda: calls.delete_call(user=people.users["owner"], call_id=call.pk),
    ):
        Package.objects.create(company=people.company, size=3)
        Package.objects.create(company=people.elsewhere, size=3)
        erase()
        assert [each.company for each in Package.objects.all()] == [people.elsewhere]
        Package.objects.all().delete()


def test_an_archive_goes_with_a_delivery_that_is_taken_out(people: People) -> None:
    call = call_of(people)
    delivery = deliver(call, LETTERS)
    Package.objects.create(company=people.company, size=3)
    Package.objects.create(company=people.elsewhere, size=3)
    calls.remove_delivery(user=people.users["owner"], call_id=call.pk, delivery_id=delivery.pk)
    assert [each.company for each in Package.objects.all()] == [people.elsewhere]


def test_an_archive_is_kept_a_week(people: People) -> None:
    from datetime import timedelta

    from orchestre_web.leaving import daily

    now = timezone.now()
    Package.objects.create(company=people.company, size=3, made_at=now - timedelta(days=8))
    kept = Package.objects.create(company=people.company, size=3, made_at=now - timedelta(days=6))
    assert daily.run(now) == 1
    assert list(Package.objects.all()) == [kept]
