"""Who was erased at their own request does not come back with a file, is counted, and may be let in again."""

import io
import zipfile

import pytest
from django.test import Client
from django.urls import reverse

from orchestre_web.calls import actions, persons, queries
from orchestre_web.calls.erased import Marks
from orchestre_web.calls.models import Call, Erasure
from tests.orchestre_web.calls.objects import call_of, deliver, read_here
from tests.orchestre_web.people import People
from tests.orchestre_web.test_erased import holding

pytestmark = pytest.mark.django_db(transaction=True)

MARK = "Zéphyrine"
HER_MAIL = "z.quark@quark.exemple"
SHOP = f"""Nom;Message;Tarif
{MARK} Quark;"Je propose votre boutique pour 4 500 € HT, {HER_MAIL}.";4 500 € HT
Ana Béal;"Je propose votre boutique pour 5 200 € HT, dix ans d'expérience.";5 200 € HT
{MARK} Quark;;
"""


def erase(people: People, words: str = MARK) -> None:
    found = persons.find(people.company, words)
    actions.erase_replies(
        user=people.users["owner"], company_id=people.company.pk, reply_ids=[each.pk for each in found.replies],
        left_out_ids=[each.pk for each in found.left_out],
    )  # fmt: skip


@pytest.fixture
def call(people: People) -> Call:
    call = call_of(people)
    deliver(call, SHOP)
    erase(people)
    return call


def come_again(call: Call, text: str, name: str = "encore.csv") -> tuple[int, int]:
    """How many replies came in, and how many were kept out."""
    delivery = deliver(call, text, name)
    assert delivery.counts["records"] == sum(
        sum(n.values()) if isinstance(n, dict) else n for key, n in delivery.counts.items() if key != "records"
    )
    return delivery.counts["replies"], delivery.counts["erased"]


@pytest.mark.parametrize(
    ("line", "kept_out"),
    [
        (f'{MARK} Quark;"Un tout autre message, 900 € HT."', 1),
        (f'QUARK {MARK.upper()};"Toujours moi, 900 € HT."', 1),
        ('Zephyrine Quark;"Sans accent, 900 € HT."', 1),
        (f'Z. Q.;"Écrivez-moi : {HER_MAIL.upper()}, 900 € HT."', 1),
        (f'{MARK} Quark;', 1),
        (f'{MARK} Autre;"Je propose 900 € HT."', 0),
        (f'Max Quark;"Je propose 900 € HT, comme {MARK} Lemot."', 0),
        ('Ana Béal;"Je propose 900 € HT."', 0),
    ],
)  # fmt: skip
def test_the_same_person_stays_out_whatever_the_words(call: Call, line: str, kept_out: int) -> None:
    came, out = come_again(call, f'Nom;Message\n{line}\nOwen Tate;"Je propose 800 € HT pour le tout."\n')
    assert (came, out) == (2 - kept_out, kept_out)
    if kept_out:
        assert holding("900 € HT") == []
        assert holding(MARK) == []


def test_the_same_file_again_brings_nobody_back_and_says_so(people: People, call: Call) -> None:
    client: Client = people.clients["owner"]
    sums = queries.sums(call)
    again = deliver(call, SHOP, read=False)
    assert call.deliveries.get() == again, "the same bytes are one delivery"
    read_here(again)
    assert queries.sums(call).records == sums.records == 3
    assert (queries.sums(call).replies, queries.sums(call).erased) == (1, 2)
    assert holding(MARK) == []
    page = client.get(reverse("calls:data")).content.decode()
    assert "2 messages revenus et laissés dehors" in page
    assert "effacé à sa demande" in client.post(reverse("calls:data"), {"q": f"quark {MARK}"}).content.decode()
    assert "effacé à sa demande" not in client.post(reverse("calls:data"), {"q": "Ana Béal"}).content.decode()


def test_the_owner_lets_somebody_back_in(people: People, call: Call) -> None:
    erasure = Erasure.objects.get()
    address = reverse("calls:lift_erasure", args=[erasure.pk])
    assert people.clients["edits"].post(address).status_code == 403
    assert people.clients["other"].post(address).status_code == 404
    assert "Garder dehors" in people.clients["owner"].post(address).content.decode()
    assert Erasure.objects.get() == erasure, "asked once more before it is lifted"
    assert people.clients["owner"].post(address, {"sure": "1"}).status_code == 302
    read_here(deliver(call, SHOP, read=False))
    assert call.replies.filter(author__startswith=MARK).count() == 1


def test_what_one_company_erased_says_nothing_to_another(people: People, call: Call) -> None:
    assert Marks(people.company).of_words(f"{MARK} Quark")
    assert not Marks(people.elsewhere)
    other = Marks(people.elsewhere).digest(f"mail {HER_MAIL}")
    assert other != Marks(people.company).digest(f"mail {HER_MAIL}")


def test_somebody_else_of_the_same_name_is_not_left_out_for_it(people: People) -> None:
    """The owner left the other one unticked: the name alone tells nothing."""
    call = call_of(people)
    deliver(call, 'Nom;Message\nAna Béal;"Je propose 900 € HT."\nAna Béal;"Photographe, 450 € la journée, Brest."\n')
    first = call.replies.order_by("position")[0]
    actions.erase_reply(user=people.users["owner"], call_id=call.pk, reply_id=first.pk)
    assert come_again(call, 'Nom;Message\nAna Béal;"Encore une offre, 300 € HT le logo."\n') == (1, 0)
    assert come_again(call, 'Nom;Message\nAna Béal;"Je propose 900 € HT."\n', "la même.csv") == (0, 1)


def test_files_named_after_her_lose_her_name(people: People, call: Call) -> None:
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w") as made:
        made.writestr(f"{MARK} Quark/lettre.csv", 'Nom;Message\nOwen Tate;"Je propose 800 € HT pour le tout."\n;\n')
    deliver(call, box.getvalue(), f"Offre de Quark_{MARK}.zip")
    assert call.replies.filter(author="Owen Tate").count() == 1
    assert holding(MARK) == ["calls.DeliveryPart.data"], "nobody's words: the bytes of the other man's file"


def test_what_was_named_after_her_before_loses_her_name_too(people: People) -> None:
    call = call_of(people)
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w") as made:
        made.writestr(f"{MARK} Quark/lettre.csv", SHOP)
    deliver(call, box.getvalue(), "tout.zip")
    erase(people)
    assert call.replies.get().author == "Ana Béal"
    assert holding(MARK) == []
