"""The first page, the tour of the example, and the example that never mixes with one's own."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from orchestre_web.accounts.models import Company, Membership, User
from orchestre_web.accounts.roles import Role
from orchestre_web.calls import demo
from orchestre_web.calls.models import Call, Delivery, Reply
from orchestre_web.leaving import queries as leaving
from orchestre_web.welcome.models import Tour
from tests.orchestre_web.calls.objects import LETTERS
from tests.orchestre_web.people import People
from tests.orchestre_web.queries import at_most
from tests.orchestre_web.shortlist.calls_for_tests import call_of

pytestmark = pytest.mark.django_db(transaction=True)

TODAY = "/"


@pytest.fixture
def newcomer() -> tuple[User, Client]:
    """The first day: an owner in the company of demonstration, and nowhere else."""
    user = User.objects.create_user("direction@exemple.example", "une phrase de passe")
    company = Company.objects.create(name="Les Ateliers du Nord (démonstration)", demonstration=True)
    Membership.objects.create(company=company, user=user, role=Role.OWNER)
    demo.seed(company=company, owner=user)
    client = Client()
    client.force_login(user)
    return user, client


def text_of(client: Client, address: str = TODAY) -> str:
    return str(client.get(address, follow=True).content.decode())


def begin(client: Client, need: str = "Refaire notre boutique") -> Call:
    file = SimpleUploadedFile("lettres.csv", LETTERS.encode())
    values = {"need_text": need, "budget_floor": "3000", "budget_ceiling": "12000", "dropped": file}
    assert client.post(reverse("calls:new_call"), values).status_code == 302
    return Call.objects.get(title=need)


# --- The first page -------------------------------------------------------------------------------------------------


def test_who_has_not_begun_finds_two_doors(newcomer: tuple[User, Client]) -> None:
    _, client = newcomer
    page = text_of(client)
    assert "Commencer le vôtre" in page
    assert "Faire la visite" in page
    assert "Retirer l&#x27;exemple" in page or "Retirer l’exemple" in page


def test_the_sentence_goes_on_into_the_new_call(newcomer: tuple[User, Client]) -> None:
    page = text_of(newcomer[1], reverse("calls:new_call") + "?besoin=Refaire <notre> site")
    assert "Refaire &lt;notre&gt; site" in page
    assert "à part de l" in page


def test_who_has_begun_finds_the_day(newcomer: tuple[User, Client]) -> None:
    _, client = newcomer
    begin(client)
    assert "Par où commencer" not in text_of(client)


def test_a_reader_is_shown_the_example_alone(people: People) -> None:
    page = text_of(people.clients["reads"])
    assert "Commencer le vôtre" not in page
    assert "Ouvrir l" in page


def test_the_first_page_takes_few_queries(newcomer: tuple[User, Client]) -> None:
    with at_most(30):
        newcomer[1].get(TODAY)


# --- The tour -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "page"), [(1, "/choisir/"), (2, "/choisir/"), (3, "/choisir/"), (4, "/reponses/"), (5, "/choisir/page/")]
)
def test_each_step_is_on_its_page(number: int, page: str, newcomer: tuple[User, Client]) -> None:
    _, client = newcomer
    response = client.post(reverse("welcome:step", args=[number]))
    assert page in response.url  # type: ignore[attr-defined]
    shown = text_of(client, response.url)  # type: ignore[attr-defined]
    assert f"étape {number} sur 5" in shown
    assert shown.count('class="tour"') == 1


def test_the_place_is_kept_for_the_person(newcomer: tuple[User, Client]) -> None:
    user, client = newcomer
    client.post(reverse("welcome:step", args=[4]))
    elsewhere = Client()
    elsewhere.force_login(user)
    assert "Reprendre la visite (étape 4 sur 5)" in text_of(elsewhere)
    assert elsewhere.get(reverse("welcome:tour")).url == reverse("welcome:step", args=[4])  # type: ignore[attr-defined]


def test_it_stops_and_ends(newcomer: tuple[User, Client]) -> None:
    user, client = newcomer
    client.post(reverse("welcome:step", args=[2]))
    assert "Visite arrêtée" in client.post(reverse("welcome:end"), follow=True).content.decode()
    board = reverse("shortlist:board", args=[Call.objects.get().pk])
    assert 'class="tour"' not in text_of(client, board)
    client.post(reverse("welcome:step", args=[5]))
    client.post(reverse("welcome:end"), {"done": "1"})
    assert Tour.objects.get(user=user).state == "done"
    assert "Refaire la visite" in text_of(client)


def test_it_stays_out_of_ones_own_pages(newcomer: tuple[User, Client]) -> None:
    _, client = newcomer
    client.post(reverse("welcome:step", args=[1]))
    call = begin(client)
    assert 'class="tour"' not in text_of(client, reverse("shortlist:board", args=[call.pk]))


def test_looking_at_a_step_keeps_nothing(newcomer: tuple[User, Client]) -> None:
    user, client = newcomer
    call = begin(client)
    before = dict(client.session)
    page = text_of(client, reverse("welcome:step", args=[3]))
    assert "Voir cette étape" in page
    assert dict(client.session) == before
    assert not Tour.objects.filter(user=user).exists()
    assert call.company.name in text_of(client)


@pytest.mark.parametrize("number", [0, 99])
def test_a_step_that_is_not_there_is_the_nearest(number: int, newcomer: tuple[User, Client]) -> None:
    assert newcomer[1].post(reverse("welcome:step", args=[number])).status_code == 302


def test_without_the_example_the_tour_says_so(people: People) -> None:
    assert "n’est plus là" in text_of(people.clients["owner"], reverse("welcome:step", args=[1])).replace("&#x27;", "’")


def test_in_english(newcomer: tuple[User, Client]) -> None:
    _, client = newcomer
    client.post(reverse("site:language"), {"language": "en"})
    assert "Where to start?" in text_of(client)
    assert "step 3 of 5" in text_of(client, reverse("welcome:step", args=[3]))


# --- The example never mixes ------------------------------------------------------------------------------------------


def test_what_one_begins_goes_to_a_company_of_ones_own(newcomer: tuple[User, Client]) -> None:
    user, client = newcomer
    call = begin(client)
    assert not call.company.demonstration
    assert Membership.objects.get(user=user, company=call.company).role == Role.OWNER
    assert begin(client, "Traduire le site").company == call.company


def test_nothing_invented_is_counted_found_or_taken_with_ones_own(newcomer: tuple[User, Client]) -> None:
    _, client = newcomer
    call = begin(client)
    invented = Reply.objects.filter(call__demonstration=True).exclude(author="")[0]
    held = leaving.held(call.company)
    assert (held.calls, held.replies) == (1, call.replies.count())
    for address in (
        reverse("calls:home"),
        reverse("shortlist:home"),
        reverse("calls:share"),
        TODAY,
        reverse("calls:data") + f"?nom={invented.author}&q={invented.author}",
    ):
        assert demo.TITLE not in text_of(client, address), address
    response = client.get(reverse("leaving:take", args=[call.company_id]))
    archive = zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))  # type: ignore[arg-type]
    whole = b"".join(archive.read(name) for name in archive.namelist()).decode(errors="replace")
    assert demo.TITLE not in whole
    assert invented.text[:60] not in whole


def test_the_example_takes_no_reply_of_anybody(newcomer: tuple[User, Client]) -> None:
    _, client = newcomer
    call = Call.objects.get(demonstration=True)
    before = Delivery.objects.count()
    response = client.post(reverse("calls:receive", args=[call.pk]), {"pasted": LETTERS}, follow=True)
    assert "exemple inventé" in response.content.decode()
    assert Delivery.objects.count() == before


def test_one_click_removes_it_and_one_brings_it_back(newcomer: tuple[User, Client]) -> None:
    user, client = newcomer
    page = client.post(reverse("welcome:take_away"), follow=True).content.decode()
    assert "exemple est retiré" in page
    assert "Ouvrir l" in page
    assert not Call.objects.exists()
    assert not Company.objects.filter(demonstration=True).exists()
    assert [each.company.demonstration for each in user.memberships.all()] == [False]
    page = client.post(reverse("welcome:bring"), follow=True).content.decode()
    assert "Faire la visite" in page
    call = Call.objects.get()
    assert call.demonstration
    assert call.replies.count() > 300
    client.post(reverse("welcome:bring"))
    assert Call.objects.count() == 1


def test_somebody_elses_example_stays(newcomer: tuple[User, Client], people: People) -> None:
    people.clients["owner"].post(reverse("welcome:take_away"))
    assert Company.objects.filter(demonstration=True).exists()
    assert Company.objects.filter(pk=people.company.pk).exists()


def test_colleagues_invited_into_the_example_keep_their_accounts(newcomer: tuple[User, Client]) -> None:
    _, client = newcomer
    colleague = User.objects.create_user("collegue@exemple.example", "une phrase de passe")
    Membership.objects.create(company=Company.objects.get(), user=colleague, role=Role.READS)
    client.post(reverse("welcome:take_away"))
    assert User.objects.filter(pk=colleague.pk).exists()


def test_work_begun_among_the_example_before_stays(newcomer: tuple[User, Client]) -> None:
    """As it could be done before one's own work went to a company of its own."""
    _, client = newcomer
    company = Company.objects.get()
    own = call_of(company, "Forfait de 4 000 € HT.")
    client.post(reverse("welcome:take_away"))
    company.refresh_from_db()
    assert not company.demonstration
    assert list(Call.objects.all()) == [own]


def test_what_the_owner_took_out_of_an_example_no_reader_brings_back(newcomer: tuple[User, Client]) -> None:
    user, client = newcomer
    company = user.memberships.get().company
    company.calls.all().delete()
    reader = User.objects.create_user("lectrice@exemple.example", "une phrase de passe")
    Membership.objects.create(company=company, user=reader, role=Role.READS)
    client.force_login(reader)
    assert client.post(reverse("welcome:bring")).status_code == 302
    assert not company.calls.exists()
    assert reader.memberships.get(role=Role.OWNER).company.demonstration
