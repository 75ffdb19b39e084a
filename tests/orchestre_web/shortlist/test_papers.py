"""The choice on paper: the page, the files, a ranking worked out again."""

import io
import re
import shutil
import subprocess

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document as read_docx

from orchestre_web.calls.models import Call
from orchestre_web.shortlist.models import Decision, DecisionChange, Ranking
from tests.orchestre_web.people import People
from tests.orchestre_web.shortlist import calls_for_tests as made

HOSTILE = '<script>alert("x")</script> #panic("x") $a$ @b 🎻 שלום'


@pytest.fixture
def owner(people: People) -> Client:
    return people.clients["owner"]


@pytest.fixture
def call(people: People) -> Call:
    texts = [f"Je propose un forfait de {amount} € HT, {years} ans." for amount, years in ((9000, 4), (4000, 6))]
    return made.call_of(people.company, *texts, authors=(HOSTILE, "Léa Dupont"))


def page_of(owner: Client, call: Call, ending: str = "") -> str:
    response = owner.get(reverse("shortlist:page", args=[call.pk]) + ending)
    assert response.status_code == 200
    return str(response.content.decode())


def text_of(html: str) -> str:
    return " ".join(re.sub("<[^>]+>", " ", html).split())


def file_of(owner: Client, call: Call, name: str, kind: str, ending: str = "") -> bytes:
    response = owner.get(reverse("shortlist:paper", args=[call.pk, name, kind]) + ending)
    assert response.status_code == 200
    assert f".{kind}" in response["Content-Disposition"]
    return bytes(response.content)


def words_of(pdf: bytes) -> str:
    tool = shutil.which("pdftotext")
    if tool is None:
        pytest.skip("pdftotext is not installed")
    return subprocess.run([tool, "-", "-"], input=pdf, check=True, capture_output=True, timeout=60).stdout.decode()


def test_the_page_answers_and_shows_the_rules(call: Call, owner: Client) -> None:
    html = page_of(owner, call)
    text = text_of(html)
    assert "Ma décision en une page" in text
    assert "Léa Dupont" in text
    assert "2 messages reçus" in text
    assert Decision.objects.get(call=call).sha256 in text
    assert "<script>alert" not in html


def test_points_that_are_tried_stay_on_paper_and_are_told(call: Call, owner: Client) -> None:
    page_of(owner, call)
    html = page_of(owner, call, "?p_price=0&p_years=9")
    assert "d’autres points que ceux de la règle" in text_of(html)
    assert "page.pdf?p_price=0" in html
    assert "d’autres points" not in text_of(page_of(owner, call))


@pytest.mark.parametrize("name", ["page", "dossier"])
def test_files_say_what_the_page_says(call: Call, owner: Client, name: str) -> None:
    docx = read_docx(io.BytesIO(file_of(owner, call, name, "docx")))
    in_docx = "\n".join(p.text for p in docx.paragraphs)
    pdf = file_of(owner, call, name, "pdf")
    for text in (in_docx, words_of(pdf)):
        assert "Léa Dupont" in text
        assert Decision.objects.get(call=call).sha256 in text.replace("\n", "")
    if name == "page":
        assert words_of(pdf).count("\f") == 1
    else:
        assert HOSTILE.split(" 🎻", maxsplit=1)[0] in in_docx


def test_a_file_in_english(call: Call, owner: Client) -> None:
    owner.post(reverse("site:language"), {"language": "en"})
    assert "My decision on one page" in text_of(page_of(owner, call))


def test_a_call_without_budget_or_without_offer(people: People, owner: Client) -> None:
    bare = made.call_of(people.company, "Forfait de 4 000 € HT.", facts={})
    assert owner.get(reverse("shortlist:page", args=[bare.pk])).status_code == 302
    assert owner.get(reverse("shortlist:paper", args=[bare.pk, "page", "pdf"])).status_code == 302
    empty = made.new_call(people.company)
    assert "personne n’est choisi" in text_of(page_of(owner, empty))
    assert file_of(owner, empty, "dossier", "pdf").startswith(b"%PDF")


def test_the_page_takes_as_many_queries_for_two_offers_as_for_hundreds(
    people: People, owner: Client, call: Call, django_assert_num_queries: object
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    many = made.demo_call(people.company)
    taken = []
    for one in (call, many):
        page_of(owner, one)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page_of(owner, one)
        taken.append(len(queries))
    assert taken[0] == taken[1]


# --- Worked out again ---------------------------------------------------------------------------------------------


@pytest.fixture
def kept(call: Call, owner: Client) -> Ranking:
    owner.post(reverse("shortlist:keep_ranking", args=[call.pk]), {"p_price": "7"})
    return Ranking.objects.get(call=call)


def replay(owner: Client, kept: Ranking) -> str:
    response = owner.get(reverse("shortlist:replay", args=[kept.call_id, kept.pk]))
    assert response.status_code == 200
    return text_of(response.content.decode())


def test_the_same_replies_give_the_same_figures(kept: Ranking, owner: Client) -> None:
    assert "Mêmes chiffres" in replay(owner, kept)


def test_the_whole_demonstration_gives_the_same_figures(people: People, owner: Client) -> None:
    demo = made.demo_call(people.company)
    owner.post(reverse("shortlist:keep_ranking", args=[demo.pk]))
    assert "Mêmes chiffres" in replay(owner, Ranking.objects.get(call=demo))


def test_other_rules_since_change_nothing_of_a_ranking_kept(kept: Ranking, owner: Client) -> None:
    owner.post(reverse("shortlist:keep_points", args=[kept.call_id]), {"p_price": "1", "p_years": "9"})
    assert "Mêmes chiffres" in replay(owner, kept)


def test_a_reply_that_came_since_is_told(kept: Ranking, owner: Client) -> None:
    call = kept.call
    cheap = made.call_of(call.company, "Je propose un forfait de 3 500 € HT, 9 ans d'expérience.", authors=("Zoé",))
    cheap.replies.update(call=call, source_id="new", fingerprint="new", position=9)
    html = replay(owner, kept)
    assert "Des chiffres ont changé" in html
    assert "1 offre est arrivée depuis" in html
    assert "Zoé serait premier aujourd’hui" in html


def test_nothing_is_kept_by_looking_again(kept: Ranking, owner: Client) -> None:
    before = list(Ranking.objects.values_list("pk", "sha256"))
    replay(owner, kept)
    assert list(Ranking.objects.values_list("pk", "sha256")) == before


def test_a_change_has_its_reason_in_the_log_and_in_the_record(kept: Ranking, owner: Client) -> None:
    owner.post(reverse("shortlist:keep_points", args=[kept.call_id]), {"p_price": "1", "p_years": "9"})
    change = DecisionChange.objects.filter(decision__call=kept.call_id).first()
    assert change is not None
    why = "Le <budget> a baissé"
    address = reverse("shortlist:say_why", args=[kept.call_id, change.pk])
    html = owner.post(address, {"why": f"  {why} "}, follow=True).content.decode()
    assert "Pourquoi\xa0: Le &lt;budget&gt; a baissé" in html
    docx = read_docx(io.BytesIO(file_of(owner, kept.call, "dossier", "docx")))
    cells = [cell.text for table in docx.tables for row in table.rows for cell in row.cells]
    assert why in cells
    again = owner.post(address, {"why": "Un devis est arrivé"}, follow=True).content.decode()
    assert "la raison notée était\xa0: Le &lt;budget&gt; a baissé" in again, "the reason of before stays in the log"
    docx = read_docx(io.BytesIO(file_of(owner, kept.call, "dossier", "docx")))
    cells = [cell.text for table in docx.tables for row in table.rows for cell in row.cells]
    assert any(cell.startswith("Un devis est arrivé") and why in cell for cell in cells)
