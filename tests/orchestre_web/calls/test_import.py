"""What comes in is read once, counted, and adds up."""

import io
import json
import random
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Count
from django.urls import reverse
from openpyxl import Workbook

from orchestre.basics import OrchestreError
from orchestre.replies.sources.errors import ColumnsInvalid
from orchestre_web.calls import actions, demo, importing, queries, stored
from orchestre_web.calls.models import Call, Delivery, Reply
from orchestre_web.calls.states import DeliveryState
from orchestre_web.jobs import run
from orchestre_web.jobs.models import Job
from orchestre_web.jobs.states import JobState
from orchestre_web.site.pieces import PIECE
from tests.orchestre_web.calls.objects import deliver
from tests.orchestre_web.people import People

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
DEMO = Path(demo.__file__).parent

LETTERS = """Nom;Message;Date
Ana Béal;"Bonjour, je propose de refaire votre boutique pour 4 500 € HT.";02/11/2026
Léo Caradec;Quel est votre budget ?;03/11/2026
Mina Dorval;;04/11/2026
;;
Ana Béal;"Bonjour, je propose de refaire votre boutique pour 4 500 € HT.";05/11/2026
Zoé Exemple;Développeuse PrestaShop depuis 8 ans, 420 €/jour, disponible en janvier.;05/11/2026
"""


@pytest.fixture
def call(people: People) -> Call:
    return actions.create_call(
        user=people.users["owner"], company_id=people.company.pk, need_text="Refaire notre boutique", language="fr",
        today=date(2026, 11, 1), now=NOW,
    )  # fmt: skip


def give(call: Call, text: str | bytes, name: str = "réponses.csv") -> Delivery:
    data = text.encode() if isinstance(text, str) else text
    user = call.created_by
    assert user is not None
    given = actions.receive_file(user=user, call_id=call.pk, name=name, file=io.BytesIO(data), size=len(data), now=NOW)
    return Delivery.objects.select_related("job", "call").get(pk=given.pk)


def adds_up(call: Call) -> queries.Sums:
    sums = queries.sums(call)
    rest = sums.standing + sums.in_tray + sums.repeats + sums.already_there + sums.own + sums.erased + sums.left_out
    assert sums.records == rest
    return sums


def test_a_table_is_read_at_once_and_every_record_counted(call: Call) -> None:
    delivery = give(call, LETTERS)
    assert delivery.is_done
    assert delivery.counts == {
        "records": 6, "replies": 4, "own": 0, "already_there": 0, "erased": 0,
        "no_text": {"replies.no_text": 1, "replies.blank_row": 1}, "unreadable": {},
    }  # fmt: skip
    sums = adds_up(call)
    assert (sums.records, sums.standing, sums.repeats, dict(sums.set_aside)) == (6, 2, 1, {"question": 1})
    assert call.left_out.count() == 2
    assert Call.objects.get(pk=call.pk).version > 0


def test_the_same_bytes_twice_change_nothing(call: Call) -> None:
    give(call, LETTERS)
    before = (Reply.objects.count(), Call.objects.get(pk=call.pk).version)
    with pytest.raises(actions.AlreadyReceived) as refusal:
        give(call, LETTERS, "encore.csv")
    assert "réponses.csv" in refusal.value.sentence("fr")
    assert (Reply.objects.count(), Call.objects.get(pk=call.pk).version) == before


def test_the_same_reply_in_another_file_is_counted_and_not_doubled(call: Call) -> None:
    give(call, LETTERS)
    longer = give(call, LETTERS + "Yann Fictif;Je suis partant, 3 000 € pour le tout.;06/11/2026\n", "suite.csv")
    assert (longer.counts["replies"], longer.counts["already_there"]) == (1, 4)
    adds_up(call)


def test_short_ids_that_come_again_in_another_file_are_other_replies(call: Call) -> None:
    for name, author in (("a.jsonl", "Ana"), ("b.jsonl", "Béa")):
        give(call, json.dumps({"id": "1", "author": author, "text": f"{author} propose 3 000 € pour le tout"}), name)
    assert call.replies.values("source_id").distinct().count() == 2
    assert adds_up(call).records == 2


def test_own_messages_are_counted_and_not_kept(people: People, call: Call) -> None:
    mine = f"Nom;Message\n{people.users['owner'].email};Merci à tous !\nAna;Je propose 3 000 € HT.\n"
    delivery = give(call, mine)
    assert (delivery.counts["own"], delivery.counts["replies"]) == (1, 1)
    adds_up(call)


def test_a_file_of_own_words_says_where_the_replies_are(people: People, call: Call) -> None:
    delivery = give(call, 'window.YTD.tweets.part0 = [{"tweet": {"id_str": "1", "full_text": "x"}}]', "tweets.js")
    assert (delivery.counts["own"], delivery.counts["own_words"]) == (1, "replies.x_own_words")
    adds_up(call)
    page = people.clients["owner"].get(reverse("calls:receive", args=[call.pk])).content.decode()
    assert "direct-messages.js" in page


def test_messages_of_a_network_need_no_confirmation(call: Call) -> None:
    header = "CONVERSATION ID,FROM,TO,DATE,CONTENT,FOLDER"
    row = "c1,Ana Béal,P,2026-11-02 08:00:00 UTC,Je propose 4 500 € HT.,INBOX"
    delivery = give(call, f"{header}\n{row}\n", "messages.csv")
    assert delivery.is_done
    assert call.replies.get().channel == "linkedin"


def test_a_table_without_a_text_column_waits_for_its_columns(people: People, call: Call) -> None:
    delivery = give(call, "Nom;Prénom;Ville;Remarque\nBéal;Ana;Lille;Je propose 3 000 € HT.\n")
    assert delivery.is_waiting
    names = [column["name"] for column in delivery.guess["columns"]["columns"]]
    roles = dict(zip(names, ("last_name", "first_name", "place", "text"), strict=True))
    actions.confirm_columns(user=people.users["edits"], call_id=call.pk, delivery_id=delivery.pk, roles=roles)
    reply = call.replies.get()
    assert (reply.author, reply.kind) == ("Ana Béal", "offer")


def test_columns_changed_afterwards_are_read_again_and_corrections_stay(people: People, call: Call) -> None:
    owner = people.users["owner"]
    text = "Nom;Société;Message\nAna;Atelier Ana;Je propose 3 000 € HT.\nBob;Chez Bob;Je propose 4 000 € HT.\n"
    delivery = give(call, text)
    ana = call.replies.get(author="Ana")
    actions.correct(user=owner, call_id=call.pk, reply_id=ana.pk, field="years_experience", value="9", now=NOW)
    roles = {"Nom": "other", "Société": "author", "Message": "text"}
    actions.confirm_columns(user=owner, call_id=call.pk, delivery_id=delivery.pk, roles=roles)
    ana.refresh_from_db()
    assert (ana.author, ana.corrected, ana.given) == ("Atelier Ana", True, {"Nom": "Ana"})
    assert adds_up(call).records == 2


def test_a_file_taken_out_leaves_the_copies_of_the_other(people: People, call: Call) -> None:
    first = give(call, LETTERS)
    give(call, LETTERS + "Yann Fictif;Je suis partant, 3 000 € pour le tout.;06/11/2026\n", "suite.csv")
    actions.remove_delivery(user=people.users["owner"], call_id=call.pk, delivery_id=first.pk)
    sums = adds_up(call)
    assert (sums.records, sums.already_there, call.replies.count()) == (7, 0, 5)


def test_a_workbook_of_two_sheets(call: Call) -> None:
    book = Workbook()
    book.active.append(["Nom", "Message"])
    book.active.append(["Ana", "Je propose 3 000 € HT."])
    other = book.create_sheet("Facebook")
    other.append(["Auteur", "Texte"])
    other.append(["Bob", "Je propose 4 000 € HT."])
    data = io.BytesIO()
    book.save(data)
    delivery = give(call, data.getvalue(), "réponses.xlsx")
    assert delivery.is_done
    assert sorted(call.replies.values_list("author", "sheet")) == [("Ana", "Sheet"), ("Bob", "Facebook")]


def test_an_archive_is_read_in_place(call: Call) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("photo.jpg", random.Random(1).randbytes(3 * PIECE))  # the members stand pieces apart
        archive.writestr("a.csv", "Nom;Message\nAna;Je propose 3 000 € HT.\n")
        archive.writestr("b.csv", "Nom;Message\nBob;Je propose 4 000 € HT.\n")
    delivery = give(call, data.getvalue(), "réponses.zip")
    assert delivery.is_done
    assert delivery.counts["no_text"] == {"replies.member_media": 1}
    assert sorted(call.replies.values_list("author", "line")) == [("Ana", 2), ("Bob", 2)]
    with stored.stream(delivery) as stream:
        assert stream.seek(-10, io.SEEK_END) == delivery.size - 10
        assert stream.read() == data.getvalue()[-10:]
        stream.seek(PIECE - 3)
        assert stream.read(6) == data.getvalue()[PIECE - 3 : PIECE + 3]


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "vide.csv", "replies.file_empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "photo.csv", "replies.file_binary"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "vieux.xls", "replies.old_excel"),
    ],
)
def test_a_file_that_cannot_be_read_is_kept_in_the_list_with_its_reason(
    call: Call, data: bytes, name: str, code: str
) -> None:
    delivery = give(call, data, name)
    assert delivery.stopped
    assert delivery.what_went_wrong[0] == code
    assert adds_up(call).records == 0
    again = give(call, data, name)
    assert call.deliveries.get() == again


def test_nul_bytes_halves_of_letters_and_huge_cells_do_no_harm(call: Call) -> None:
    give(call, "Nom;Message\nA\x00na;Je propose\x00 3 000 € HT.\nBob;" + "x" * 1_000_000 + "\n")
    give(call, '{"id": "k\\ud800", "author": "Zed", "text": "Je propose \\ud800 3 000 \\u0000 € HT"}\n', "a.jsonl")
    assert call.left_out.get().code == "replies.cell_too_long"
    for reply in call.replies.all():
        for spans in reply.document["evidence"].values():
            assert all(0 <= start <= end <= len(reply.text) for start, end in spans)
    adds_up(call)


def test_the_demonstration_is_seeded_once(people: People) -> None:
    people.company.demonstration = True
    people.company.save()
    for _ in range(2):
        demo.seed(company=people.company, owner=people.users["owner"])
    call = people.company.calls.get()
    assert call.demonstration
    assert call.replies.count() == 335
    assert adds_up(call).records == 335
    kinds = dict(call.replies.values_list("kind").annotate(n=Count("pk")))
    assert kinds["offer"] > 100


def test_a_reading_that_was_stopped_goes_on_to_the_same_counts(
    people: People, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "READ_AT_ONCE", 2)
    delivery = deliver(call, LETTERS, read=False)
    delivery.move(DeliveryState.QUEUED)
    delivery.move(DeliveryState.RUNNING)
    delivery.run = 1
    delivery.job = Job.objects.create(company=call.company, kind="calls.import", state=JobState.CANCELLED)
    delivery.save()
    checkpoint, step = None, importing.Import(delivery.pk).step
    for _ in range(3):
        with transaction.atomic():
            checkpoint = step(checkpoint).checkpoint
    half = Delivery.objects.get(pk=delivery.pk)
    assert half.stopped
    assert (half.counts["records"], call.replies.count()) == (4, 2)
    actions.read_again(user=people.users["edits"], call_id=call.pk, delivery_id=delivery.pk)
    whole = Delivery.objects.get(pk=delivery.pk)
    assert whole.is_done
    assert (whole.counts["records"], whole.counts["replies"]) == (6, 4)
    assert adds_up(call).records == 6


@pytest.mark.parametrize(
    ("roles", "refusal"),
    [
        ({"Message": "other"}, actions.NoTextColumn),
        ({"Nom": "text"}, actions.RoleTwice),
        ({"Nom": "autre"}, ColumnsInvalid),
    ],
)
def test_columns_that_cannot_be_are_refused_and_nothing_is_read_again(
    people: People, call: Call, roles: dict[str, str], refusal: type[OrchestreError]
) -> None:
    delivery = give(call, LETTERS)
    with pytest.raises(refusal) as refused:
        actions.confirm_columns(user=people.users["edits"], call_id=call.pk, delivery_id=delivery.pk, roles=roles)
    assert refused.value.sentence("fr").endswith(".")
    assert Delivery.objects.get(pk=delivery.pk).run == 1


def test_a_call_deleted_while_it_is_read_leaves_no_fault(call: Call) -> None:
    delivery = deliver(call, LETTERS, read=False)
    job = Job.objects.create(company=call.company, kind="calls.import", arguments={"delivery": delivery.pk})
    call.delete()
    run.run_job.func(job.pk)
    assert Job.objects.get(pk=job.pk).state == JobState.DONE


def test_the_owners_names_may_be_said_after_the_call_began(people: People, call: Call) -> None:
    text = "Nom;Message\nAna;Je propose 3 000 € HT.\nPaulette G.;Merci, je regarde.\n"
    first = give(call, text)
    assert adds_up(call).own == 0
    owner = people.users["owner"]
    own, now = ["Paulette G."], datetime.now(UTC)
    actions.edit_call(user=owner, call_id=call.pk, title="Site", need_text="", own_names=own, now=now)
    call.refresh_from_db()
    actions.remove_delivery(user=owner, call_id=call.pk, delivery_id=first.pk)
    give(call, text)
    sums = adds_up(call)
    assert (sums.records, sums.own) == (2, 1)


def test_the_owner_says_that_the_first_row_holds_titles(people: People, call: Call) -> None:
    text = "zorg,blip,plop\na1,Je propose 400 € par jour,Lille\nb2,Je fais tout cela pour 3500 € HT,Paris\n"
    delivery = give(call, text)
    assert delivery.is_waiting
    said: dict[str, Any] = {"user": people.users["edits"], "call_id": call.pk, "delivery_id": delivery.pk}
    roles = {"1": "author", "2": "text", "3": "place"}
    actions.confirm_columns(**said, roles=roles, header=True)
    assert sorted(call.replies.values_list("author", flat=True)) == ["a1", "b2"]
    actions.confirm_columns(**said, roles=roles, header=False)
    assert sorted(call.replies.values_list("author", flat=True)) == ["a1", "b2", "zorg"]
