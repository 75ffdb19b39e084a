"""A guest without an account: the page, the form, what becomes of an offer, its amendments and its files."""

import io
import json
import re
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from orchestre_web.calls import actions as calls
from orchestre_web.calls.models import Call
from orchestre_web.leaving.writing import Archive
from orchestre_web.publishing import actions, after_import, limits, queries, throttle
from orchestre_web.publishing.models import Attachment, Publication, Submission
from orchestre_web.publishing.today import needs
from orchestre_web.shortlist import actions as boards
from orchestre_web.shortlist.models import OfferDetail
from tests.orchestre.replies.attachments.made import picture
from tests.orchestre_web.calls.objects import call_of
from tests.orchestre_web.people import People
from tests.orchestre_web.publishing.guests import taken
from tests.orchestre_web.publishing.objects import NEED, OFFER, PICTURE, answers, published
from tests.orchestre_web.queries import at_most

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def publication(people: People) -> Publication:
    return published(people)


@pytest.fixture(autouse=True)
def _no_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "QUICKEST", timedelta(0))


def address(publication: Publication) -> str:
    return reverse("publishing:public", args=[publication.token])


def send(publication: Publication, files: Any = (), client: Client | None = None, **said: Any) -> Any:
    page = throttle.new_page(publication, timezone.now())
    return (client or Client()).post(address(publication), {"page": page, "files": list(files), **said})


def link_in(answer: Any) -> str:
    found = re.search(r'value="http://testserver([^"]+)"', answer.content.decode())
    assert found is not None
    return found[1]


def pdf(*pages: str) -> bytes:
    import typst

    source = " #pagebreak() ".join(pages)
    return bytes(typst.compile(source.encode()))


def test_the_page_says_everything_and_asks_for_no_account(publication: Publication) -> None:
    client = Client()
    with at_most(12):
        answer = client.get(address(publication))
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "Refaire notre vitrine" in html
    assert "Notre boutique date." in html
    assert "Panier et commande sur téléphone" in html
    assert "Prix" in html
    assert "2 000" not in html.replace("\u202f", " ")  # the budget is kept back
    assert "Le prix en trois lignes" not in html  # it has its own fields
    assert set(client.cookies) == {"csrftoken"}
    assert answer.headers["X-Robots-Tag"].startswith("noindex")
    assert "http" not in re.sub(r"http://testserver|http://www.w3.org", "", html)


def test_many_requirements_are_folded_by_theme_and_keep_their_numbers(people: People) -> None:
    sections = [*NEED["sections"], {"id": "exit", "title": "Sortie", "text": ""}]
    more = [{**NEED["requirements"][2], "id": f"x{n}", "section": ("functions", "exit")[n % 2]} for n in range(14)]
    need = {**NEED, "sections": sections, "requirements": [*NEED["requirements"], *more]}
    publication = published(people, need=need)
    html = Client().get(address(publication)).content.decode()
    reading, form = html.split('<form class="offer-form"')
    for part, first in ((reading, ""), (form, " open")):
        themes = re.findall(
            r'<details class="theme[^"]*"([^>]*)>.*?</details>(?=\s*(?:<details class="theme|</))', part, re.S
        )
        assert themes == [first, ""], "nobody overlooks in the form what removes an offer"
        assert "10 points · 1 éliminatoire" in part
        assert "7 points" in part
    numbers = [int(each) for each in re.findall(r'<li value="(\d+)">', reading)]
    assert sorted(numbers) == list(range(1, 18))
    again = send(publication, r5="yes", words="", setup="beaucoup").content.decode()
    assert len(re.findall(r'<details class="theme" open>', again)) == 2, "what was answered is in sight"


def test_the_language_is_that_of_the_call_and_can_be_switched(publication: Publication) -> None:
    client = Client(headers={"Accept-Language": "en"})
    assert "Votre offre" in client.get(address(publication)).content.decode()
    english = client.get(address(publication) + "?lang=en")
    assert "Your offer" in english.content.decode()
    assert english.headers["Content-Language"] == "en"
    assert set(client.cookies) == {"csrftoken"}


def test_free_words_alone_are_enough(publication: Publication) -> None:
    answer = send(publication, words="Je propose de refaire votre boutique pour 4 500 € HT, disponible en janvier.")
    assert answer.status_code == 200
    assert "ni adresse ni numéro" in answer.content.decode()
    reply = taken(publication.call)
    assert reply.kind == "offer"
    assert reply.document["price"][0]["amount_min"] == 4500


def test_what_was_answered_is_a_fact_of_the_board(publication: Publication) -> None:
    answer = send(publication, **OFFER)
    assert "5\u202f800\u202f€" in answer.content.decode()
    reply = taken(publication.call)
    assert (reply.author, reply.kind, reply.channel) == ("Atelier Quark", "offer", "web_form")
    call = Call.objects.get(pk=publication.call_id)
    standing = boards.board(call, now=timezone.now())
    assert standing is not None
    detail = OfferDetail.objects.get(cells=standing.cells)
    said = json.dumps(detail.document, ensure_ascii=False)
    row = {key: standing.table.cells.likely[0][at] for at, key in enumerate(standing.table.cells.keys)}
    assert row["price"] == 5800
    assert row["requirements"] == 75
    assert row["start"] == (timezone.datetime(2027, 1, 11).date() - call.reference_date).days
    assert "PrestaShop" in said or "prestashop" in said


def test_a_no_to_what_removes_removes_and_in_part_stays(people: People, publication: Publication) -> None:
    send(publication, **(OFFER | {"r1": "no", "name": "Non merci", "email": "non@x.example"}))
    taken(publication.call)
    send(publication, **(OFFER | {"r1": "part", "name": "À moitié", "email": "part@x.example", "words": "Autre texte"}))
    taken(publication.call)
    standing = boards.board(Call.objects.get(pk=publication.call_id), now=timezone.now())
    assert standing is not None
    assert {each.document["name"]: each.row for each in OfferDetail.objects.all()} == {"Non merci": None, "À moitié": 0}
    for page in ("shortlist:board", "shortlist:criteria", "judging:weights", "asking:home"):
        assert people.clients["owner"].get(reverse(page, args=[publication.call_id])).status_code == 200


def test_a_part_of_the_price_left_out_is_open_above(publication: Publication) -> None:
    send(publication, **(OFFER | {"run": ""}))
    reply = taken(publication.call)
    price = reply.document["price"][0]
    assert (price["amount_min"], price["amount_max"], price["qualifier"]) == (4000, None, "from")


def test_an_amended_offer_takes_the_place_of_the_first(publication: Publication) -> None:
    link = link_in(send(publication, **OFFER))
    before = taken(publication.call)
    form = Client().get(link)
    assert "Nous refaisons votre boutique" in form.content.decode()
    assert "4000" in form.content.decode()
    page = throttle.new_page(publication, timezone.now())
    answer = Client().post(link, {"page": page, **OFFER, "setup": "3 000"})
    assert "nouvelle version" in answer.content.decode()
    assert 'id="link"' not in answer.content.decode()
    after = taken(publication.call)
    assert after.pk == before.pk
    assert after.document["price"][0]["amount_min"] == 4800
    assert Call.objects.get(pk=publication.call_id).replies.count() == 1
    assert "version 2" in " ".join(after.given.values())
    first, second = Submission.objects.order_by("pk")
    assert first.superseded_by == second
    assert first.answers["setup"] == "4000"


def test_both_versions_can_be_read(people: People, publication: Publication) -> None:
    link = link_in(send(publication, **OFFER))
    taken(publication.call)
    Client().post(link, {"page": throttle.new_page(publication, timezone.now()), **OFFER, "setup": "3 000"})
    reply = taken(publication.call)
    old, new = Submission.objects.order_by("pk")
    html = (
        people.clients["reads"]
        .get(reverse("publishing:submission", args=[publication.call_id, new.pk]))
        .content.decode()
    )
    assert "<del>" in html
    assert "4\u202f800" in html
    html = (
        people.clients["reads"]
        .get(reverse("publishing:submission", args=[publication.call_id, old.pk]))
        .content.decode()
    )
    assert "plus récente" in html
    html = people.clients["reads"].get(reverse("calls:reply", args=[publication.call_id, reply.pk])).content.decode()
    assert "modifiée, version 2" in html


def test_words_of_a_file_are_read_with_their_page(publication: Publication) -> None:
    data = pdf("Devis de l'atelier", "Le prix est de 4 700 euros HT pour la boutique")
    answer = send(
        publication,
        files=[SimpleUploadedFile("devis.pdf", data)],
        words="Voir le devis joint. Je propose de refaire votre boutique.",
    )
    assert answer.status_code == 200
    reply = taken(publication.call)
    assert "[devis.pdf, page 2]" in reply.text
    start, end = reply.document["evidence"]["price"][0]
    assert reply.document["price"][0]["amount_min"] == 4700
    assert reply.text.rindex("[devis.pdf, page 2]", 0, start) < start < end
    assert Attachment.objects.get().pages[0] == "Devis de l’atelier" or Attachment.objects.get().pages[0].startswith(
        "Devis"
    )


@pytest.mark.usefixtures("reads_pictures")
def test_words_of_a_picture_are_read_and_said_to_be_checked(people: People, publication: Publication) -> None:
    data = picture("#set page(width: 150mm, height: 40mm)\nLe prix est de 4 700 euros HT pour la boutique.")
    send(publication, files=[SimpleUploadedFile("devis.png", data)], words="Je propose de refaire votre boutique.")
    reply = taken(publication.call)
    start, _ = reply.document["evidence"]["price"][0]
    assert reply.document["price"][0]["amount_min"] == 4700
    assert reply.text.rindex("[devis.png, page 1, lue dans une image]", 0, start) < start
    assert reply.document["confidence"]["price"] == [0.75]
    page = people.clients["reads"].get(reverse("calls:reply", args=[publication.call_id, reply.pk])).content.decode()
    assert "vérifiez les chiffres" in page


def test_files_stay_or_go_when_an_offer_is_amended(publication: Publication) -> None:
    two = [SimpleUploadedFile("un.png", PICTURE), SimpleUploadedFile("deux.png", PICTURE + b" ")]
    link = link_in(send(publication, files=two, **OFFER))
    one = Attachment.objects.get(name="un.png")
    page = throttle.new_page(publication, timezone.now())
    Client().post(link, {"page": page, "keep": [one.pk], "files": [SimpleUploadedFile("trois.png", PICTURE)], **OFFER})
    first, second = Submission.objects.order_by("pk")
    assert [file.name for file in queries.attachments_of(first)] == ["un.png", "deux.png"]
    assert [file.name for file in queries.attachments_of(second)] == ["un.png", "trois.png"]


def test_a_file_is_a_download_and_nothing_else(people: People, publication: Publication) -> None:
    send(publication, files=[SimpleUploadedFile("../../e\u202egnp.exe", PICTURE)], **OFFER)
    file = Attachment.objects.get()
    assert (file.name, file.kind, file.pages) == ("egnp.exe", "png", [])
    assert file.trouble.startswith("replies.file_picture")
    answer = people.clients["reads"].get(reverse("publishing:attachment", args=[publication.call_id, file.pk]))
    assert b"".join(answer.streaming_content) == PICTURE
    assert answer.headers["Content-Disposition"] == 'attachment; filename="egnp.exe.png"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def bomb() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("word/document.xml", b"<w xmlns='w'>" + b"<p><t>aaaaaaaaa</t></p>" * 2_000_000)
    return made.getvalue()


REFUSED = [
    ("nothing", {"name": "Zoé"}, [], "nothing_said"),
    ("ten megabytes of words", {"words": "x" * 10_000_000}, [], "form_wrong"),
    ("a trap filled", {"words": "Bonjour", "website": "http://spam.example"}, [], "not_by_hand"),
    ("a page of elsewhere", {"words": "Bonjour", "page": "rien"}, [], "page_unknown"),
    ("a page", {"words": "Bonjour"}, [("a.html", b"<script>alert(1)</script>")], "file_refused"),
    ("a drawing with scripts", {"words": "Bonjour"}, [("a.svg", b"<svg onload='x'/>")], "file_refused"),
    ("a program called a PDF", {"words": "Bonjour"}, [("a.pdf", b"MZ\x90\x00")], "file_refused"),
    ("a picture and an archive in one", {"words": "Bonjour"}, [("a.png", None)], "file_refused"),
    ("an empty file", {"words": "Bonjour"}, [("a.pdf", b"")], "file_empty"),
    ("six files", {"words": "Bonjour"}, [(f"{n}.png", PICTURE) for n in range(6)], "too_many_files"),
    ("a file too large", {"words": "Bonjour"}, [("a.pdf", b"%PDF-" + b"x" * limits.MOST_FILE_BYTES)], "file_too_large"),
    ("what passes the limit of all", {"words": "B"}, [("a.pdf", b"%PDF-" + b"x" * (22 * 1024**2))], "file_too_large"),
    ("an amount that is none", {"words": "Bonjour", "setup": "beaucoup"}, [], "form_wrong"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "said", "files", "why"), REFUSED, ids=[each[0] for each in REFUSED])
def test_what_is_not_taken_is_counted_and_comes_back_filled(
    name: str,
    said: dict[str, str],
    files: list[tuple[str, bytes | None]],
    why: str,
    people: People,
    publication: Publication,
) -> None:
    sent = [SimpleUploadedFile(each, PICTURE + bomb() if data is None else data) for each, data in files]
    answer = send(publication, files=sent, **said)
    assert answer.status_code == 422
    assert not Submission.objects.exists()
    publication.refresh_from_db()
    assert publication.refused == {f"publishing.{why}": 1}
    if said.get("words") == "Bonjour":
        assert ">\nBonjour</textarea>" in answer.content.decode()
    html = people.clients["reads"].get(reverse("publishing:page", args=[publication.call_id])).content.decode()
    assert "× 1" in html


TAKEN = [
    ("script in the name", {"name": "<script>alert(1)</script>", "words": "Bonjour"}),
    ("right to left", {"name": "שלום", "words": "مرحبا، أقترح إعادة بناء متجركم"}),
    ("signs and smileys", {"name": "Zoé 🎻", "words": "😀 <&> # $ \u0000 \u202e fin"}),
    ("signs of a sheet", {"name": "=cmd|' /C calc'!A0", "words": "+1"}),
]


@pytest.mark.parametrize(("name", "said"), TAKEN, ids=[each[0] for each in TAKEN])
def test_odd_words_come_in_as_words(name: str, said: dict[str, str], people: People, publication: Publication) -> None:
    answer = send(publication, **said)
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()
    reply = taken(publication.call)
    assert reply.author == said["name"]
    for page in (
        reverse("calls:reply", args=[publication.call_id, reply.pk]),
        reverse("publishing:page", args=[publication.call_id]),
        reverse("publishing:submission", args=[publication.call_id, Submission.objects.get().pk]),
        reverse("shortlist:board", args=[publication.call_id]),
    ):
        shown = people.clients["owner"].get(page)
        assert shown.status_code == 200
        assert "<script>alert" not in shown.content.decode()


def test_a_document_made_to_burst_comes_in_without_its_words(publication: Publication) -> None:
    assert send(publication, files=[SimpleUploadedFile("devis.docx", bomb())], **OFFER).status_code == 200
    reply = taken(publication.call)
    assert reply.author == "Atelier Quark"
    file = Attachment.objects.get()
    assert file.trouble == "replies.member_too_large"
    assert file.pages == [] or len(" ".join(file.pages)) < 250_000


def test_sent_twice_it_is_there_once(publication: Publication) -> None:
    page = throttle.new_page(publication, timezone.now())
    first = Client().post(address(publication), {"page": page, **OFFER})
    again = Client().post(address(publication), {"page": page, **OFFER})
    assert "est reçue" in first.content.decode()
    assert "déjà reçue" in again.content.decode()
    assert Submission.objects.count() == 1


def test_nobody_writes_in_a_second(publication: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "QUICKEST", timedelta(seconds=3))
    assert send(publication, **OFFER).status_code == 422
    page = throttle.new_page(publication, timezone.now() - timedelta(seconds=4))
    assert Client().post(address(publication), {"page": page, **OFFER}).status_code == 200


def test_one_place_sends_so_much_an_hour(publication: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_FROM_ONE_PLACE", 2)
    found = [send(publication, words=f"Bonjour {n}").status_code for n in range(3)]
    assert found == [200, 200, 422]
    place = publication.knocks.first()
    assert place is not None
    assert "127.0.0.1" not in place.place


def test_after_the_deadline(people: People) -> None:
    publication = published(people)
    past = timezone.now() - timedelta(minutes=1)
    Publication.objects.update(deadline=past)
    html = Client().get(address(publication)).content.decode()
    assert "est passée" in html
    assert 'name="words"' not in html
    assert send(publication, **OFFER).status_code == 422
    Publication.objects.update(takes_late=True)
    assert "en retard" in Client().get(address(publication)).content.decode()
    assert send(publication, **OFFER).status_code == 200
    assert Submission.objects.get().late
    assert "après la date limite" in " ".join(taken(publication.call).given.values())


def test_a_draft_a_wrong_address_and_a_withdrawn_call(people: People, publication: Publication) -> None:
    assert Client().get(reverse("publishing:public", args=["rien"])).status_code == 404
    Publication.objects.update(state="draft")
    assert Client().get(address(publication)).status_code == 404
    Publication.objects.update(state="withdrawn")
    gone = Client().get(address(publication))
    assert gone.status_code == 410
    assert "Notre boutique" not in gone.content.decode()


def test_a_wrong_link_says_nothing_and_slows_down(publication: Publication) -> None:
    link = link_in(send(publication, **OFFER))
    secret = link.split("/")[-3]
    wrong = link.replace(secret, secret[:-4] + "AAAA")
    assert Client().get(wrong).status_code == 410
    assert [Client().get(wrong).status_code for _ in range(10)][-1] == 429
    assert Client().get(link).status_code == 429
    assert not Submission.objects.filter(digest__contains=secret).exists()


def test_questions_are_for_all_and_who_asked_for_nobody(people: People, publication: Publication) -> None:
    page = throttle.new_page(publication, timezone.now())
    asked = Client().post(
        reverse("publishing:ask", args=[publication.token]),
        {"page": page, "question": "Et le stock ?", "question_email": "curieux@x.example"},
    )
    assert asked.status_code == 302
    assert "Et le stock" not in Client().get(address(publication)).content.decode()
    enquiry = publication.enquiries.get()
    people.clients["edits"].post(
        reverse("publishing:answer", args=[publication.call_id, enquiry.pk]), {"answer": "Il reste chez nous."}
    )
    html = Client().get(address(publication)).content.decode()
    assert "Et le stock" in html
    assert "Il reste chez nous." in html
    assert "curieux" not in html
    page = reverse("publishing:page", args=[publication.call_id])
    assert "Et le stock" in people.clients["owner"].get(page).content.decode()


def test_papers_and_structured_data(publication: Publication) -> None:
    token = publication.token
    made = Client().get(reverse("publishing:paper", args=[token, "pdf"]))
    assert made.content.startswith(b"%PDF-")
    assert made.headers["Content-Disposition"].startswith("attachment")
    assert Client().get(reverse("publishing:paper", args=[token, "exe"])).status_code == 404
    data = json.loads(Client().get(reverse("publishing:data", args=[token])).content)
    assert data["seeks"]["name"] == "Refaire notre vitrine"
    assert "priceSpecification" not in data["seeks"]


def test_an_erased_offer_leaves_nothing(people: People, publication: Publication) -> None:
    send(publication, files=[SimpleUploadedFile("zoe.png", PICTURE)], **OFFER)
    reply = taken(publication.call)
    calls.erase_reply(user=people.users["owner"], call_id=publication.call_id, reply_id=reply.pk)
    left = Submission.objects.get()
    assert (left.answers, left.contact, left.digest) == ({}, "", "")
    assert left.erased_at is not None
    assert not Attachment.objects.exists()
    assert people.clients["owner"].get(reverse("publishing:page", args=[publication.call_id])).status_code == 200


def test_ten_offers_and_one_make_the_same_queries(people: People, publication: Publication) -> None:
    def look() -> int:
        with at_most(40) as made:
            people.clients["owner"].get(reverse("publishing:page", args=[publication.call_id]))
        return len(made)

    actions.submit(publication=publication, page="0", answers=answers(), files=[], address="a", now=timezone.now())
    look()
    one = look()
    for n in range(1, 10):
        actions.submit(
            publication=publication,
            page=str(n),
            answers=answers(name=f"Zoé {n}"),
            files=[],
            address=str(n),
            now=timezone.now(),
        )
    assert look() == one


def test_a_call_begun_without_a_need_asks_for_words_and_a_price(people: People) -> None:
    publication = published(people, call_of(people, "Traduire notre site"), need=None)
    html = Client().get(address(publication)).content.decode()
    assert 'name="r1"' not in html
    assert 'name="setup"' in html
    assert (
        send(publication, **{name: OFFER[name] for name in ("words", "setup", "run", "per", "tax")}).status_code == 200
    )
    assert taken(publication.call).document["price"][0]["amount_min"] == 5800


def test_who_was_erased_and_offers_again_leaves_nothing(people: People, publication: Publication) -> None:
    send(publication, **OFFER)
    reply = taken(publication.call)
    calls.erase_reply(user=people.users["owner"], call_id=publication.call_id, reply_id=reply.pk)
    send(publication, files=[SimpleUploadedFile("zoe.png", PICTURE)], **(OFFER | {"words": "Me revoici."}))
    after_import.prepare(publication.call)  # the queue of tests reads before the offer knows its delivery
    assert not publication.call.replies.exists()
    assert [each.answers for each in Submission.objects.all()] == [{}, {}]
    assert not Attachment.objects.exists()


def test_what_was_published_does_not_change(people: People, publication: Publication) -> None:
    calls.edit_call(
        user=people.users["owner"],
        call_id=publication.call_id,
        title="Autre chose",
        need_text="Autre",
        own_names=[],
        now=timezone.now(),
    )
    later = timezone.now() + timedelta(days=20)
    actions.reopen(user=people.users["owner"], call_id=publication.call_id, deadline=later, now=timezone.now())
    html = Client().get(address(publication)).content.decode()
    assert "Autre chose" not in html
    assert "Refaire notre vitrine" in html
    assert "Date limite changée" in html


def test_a_rule_that_moves_after_publication_is_said(people: People, publication: Publication) -> None:
    owner = people.users["owner"]
    shown_before = Client().get(address(publication)).content.decode()
    boards.change_weights(user=owner, call_id=publication.call_id, points={"price": 1}, now=timezone.now())
    page = people.clients["owner"].get(reverse("publishing:page", args=[publication.call_id])).content.decode()
    assert "n’est plus celle qui a été publiée" in page
    assert re.findall(r"(\d+)\u202f%", shown_before) == re.findall(
        r"(\d+)\u202f%", Client().get(address(publication)).content.decode()
    )
    assert "publishing.need_rule" in [line.code for line in needs(people.company.memberships.get(user=owner))]


def test_everything_of_a_call_is_in_the_archive_one_takes_away(people: People, publication: Publication) -> None:
    send(publication, files=[SimpleUploadedFile("devis.png", PICTURE)], **OFFER)
    entries = dict(Archive(people.company, language="fr", now=timezone.now()).entries())
    name = next(each for each in entries if each.endswith(".png"))
    assert b"".join(entries[name]) == PICTURE
