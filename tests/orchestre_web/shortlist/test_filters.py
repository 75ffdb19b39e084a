"""What a filter leaves of the list: the ranks stay, the counts are said, the address says everything."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from orchestre_web.calls import actions as calls
from orchestre_web.calls.models import Call
from orchestre_web.shortlist import actions, after_import, filters
from orchestre_web.shortlist.models import Pin, SearchWords
from tests.orchestre_web.people import People
from tests.orchestre_web.queries import at_most
from tests.orchestre_web.shortlist import calls_for_tests as made

TEXTS = (
    "Freelance à Lyon, forfait de 4 000 € HT, je connais PrestaShop.",
    "Notre agence à Nantes propose un forfait de 6 000 € HT, rédactrice comprise.",
    "I am a freelancer working remotely, fixed price 5,000 € excl. VAT, ten years of Shopify.",
    "Je travaille à distance, dites-moi ce que vous voulez dépenser.",
    "Forfait de 9 000 € HT. Référence : nous avons refait le site de la Maison Dupont.",
)


@pytest.fixture
def call(people: People) -> Call:
    return made.call_of(people.company, *TEXTS)


def page(client: Client, call: Call, **asked: object) -> str:
    answer = client.get(reverse("shortlist:board", args=[call.pk]), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def names(html: str) -> list[str]:
    return [re.sub("<[^>]+>", "", found).strip() for found in re.findall(r"<h3>(.*?)</h3>", html, re.DOTALL)]


def ranks(html: str) -> dict[str, str]:
    found = re.findall(r'class="visually-hidden">Rang</span> (\d+)', html)
    return dict(zip(names(html), found, strict=True))


def test_one_place_under_two_names_is_one_choice_in_the_reader_s_words(people: People) -> None:
    call = made.call_of(
        people.company, "Je suis basé à Bruxelles, forfait 4 000 € HT.", "I am based in Brussels, 5,000 € excl. VAT.",
        "Basé à Lyon, forfait de 6 000 € HT.",
    )  # fmt: skip
    owner = people.clients["owner"]
    html = page(owner, call)
    assert "Bruxelles (2)" in html
    assert "Brussels" not in re.findall(r'<select[^>]*name="lieu".*?</select>', html, re.DOTALL)[0]
    for name in ("Bruxelles", "Brussels", "bruxelles"):
        assert sorted(names(page(owner, call, lieu=name))) == ["A", "B"]
    owner.post(reverse("site:language"), {"language": "en", "next": "/"})
    assert "Brussels (2)" in page(owner, call)


@pytest.mark.parametrize(
    ("asked", "left"),
    [
        ({"prix": "non"}, "D"),
        ({"prix": "dit"}, "ABCE"),
        ({"de": "5500"}, "BE"),
        ({"jusqua": "5 500 €"}, "AC"),
        ({"de": "4500", "jusqua": "6500"}, "BC"),
        ({"lieu": "Lyon"}, "A"),
        ({"distance": "1"}, "CD"),
        ({"qui": "company"}, "B"),
        ({"qui": "independent"}, "AC"),
        ({"langue": "en"}, "C"),
        ({"references": "1"}, "E"),
        ({"q": "prestashp"}, "A"),
        ({"q": "RÉDACTEUR"}, "B"),
        ({"q": "redacteur agence"}, "B"),
        ({"q": "freelances"}, "AC"),
        ({"q": "zzzz"}, ""),
        ({"q": "forfait", "qui": "company"}, "B"),
        ({"gardees": "1"}, ""),
        ({"qui": "nobody"}, ""),
        ({"prix": "peut-être", "de": "beaucoup", "connus": "-1"}, "ABCDE"),
    ],
)
def test_what_is_left(asked: dict[str, str], left: str, call: Call, people: People) -> None:
    owner = people.clients["owner"]
    whole, shown = page(owner, call), page(owner, call, **asked)
    assert sorted(names(shown)) == sorted(left)
    if left != "ABCDE":
        assert f"{len(left)} offre{'s' if len(left) > 1 else ''} sur 5" in shown
    assert ranks(shown).items() <= ranks(whole).items()


def test_a_filter_has_its_chip_and_goes_in_one_click(call: Call, people: People) -> None:
    owner = people.clients["owner"]
    html = page(owner, call, prix="dit", qui="company", p_price=3)
    chips = re.findall(r'<a class="chip" href="([^"]+)"', html)
    assert [address.replace("&amp;", "&").partition("?")[2] for address in chips] == [
        "p_price=3&p_years=2&p_start=2&p_prestashop=1&p_caisse=1&p_click_collect=1&qui=company#list",
        "p_price=3&p_years=2&p_start=2&p_prestashop=1&p_caisse=1&p_click_collect=1&prix=dit#list",
    ]
    assert "Les rangs restent ceux de toutes les offres" in html


def test_the_words_are_shown_in_their_sentence(call: Call, people: People) -> None:
    html = page(people.clients["owner"], call, q="redacteurs")
    assert "<mark>rédactrice</mark>" in html
    html = page(people.clients["owner"], call, q="prestashp")
    assert "lu comme prestashop" in html
    assert "Personne n’écrit «\u202fzzzz\u202f»" in page(people.clients["owner"], call, q="zzzz")


def test_words_of_replies_that_are_not_ranked_are_told(call: Call, people: People) -> None:
    owner = people.clients["owner"]
    page(owner, call)
    aside = call.replies.get(source_id="r0")
    calls.set_aside(user=people.users["owner"], call_id=call.pk, reply_id=aside.pk, reason="", now=timezone.now())
    html = page(owner, call, q="prestashop")
    assert names(html) == []
    assert "1 réponse hors du classement dit aussi ces mots" in html
    assert reverse("calls:reply", args=[call.pk, aside.pk]) in html


def test_a_word_asked_for_is_text_whatever_it_holds(call: Call, people: People) -> None:
    html = page(people.clients["owner"], call, q='<script>alert("x")</script>', lieu="<b>", canal='"><i>')
    assert "<script>alert" not in html
    assert "<b>" not in html
    assert '"><i>' not in html


def test_what_is_kept_at_hand(call: Call, people: People) -> None:
    judge = people.clients["judges"]
    page(judge, call)
    reply = call.replies.get(source_id="r4")
    address = reverse("shortlist:pin", args=[call.pk, reply.pk])
    judge.post(address, {"on": "1"})
    judge.post(address, {"on": "1"})
    assert Pin.objects.filter(off_at=None).count() == 1
    assert names(page(people.clients["reads"], call, gardees="1")) == ["E"]
    judge.post(address, {"on": "0"})
    assert names(page(judge, call, gardees="1")) == []
    elsewhere = made.call_of(people.company, "Forfait de 3 000 €.")
    assert judge.post(reverse("shortlist:pin", args=[elsewhere.pk, reply.pk]), {"on": "1"}).status_code == 404


def test_one_letter_is_one_line(people: People) -> None:
    call = made.with_letter(made.call_of(people.company, *[f"Forfait de {n} 000 € HT." for n in (4, 5, 6, 7)]))
    owner = people.clients["owner"]
    html = page(owner, call)
    assert names(html) == ["A", "D"]
    assert "2 autres personnes ont envoyé cette même lettre, rangs 2 à 3" in html
    assert "4 offres" in html
    [address] = re.findall(r'<a href="([^"]+#o1)">Les montrer', html)
    unfolded = owner.get(address.replace("&amp;", "&")).content.decode()
    assert names(unfolded) == ["A", "B", "C", "D"]
    assert list(ranks(unfolded).values()) == ["1", "2", "3", "4"]
    # Filtered, the best copy that is left stands for the others.
    assert names(page(owner, call, de="4500")) == ["B", "D"]
    # A reply behind another copy is found from its own page.
    last = call.replies.get(source_id="r2")
    assert "deplier=" in owner.get(reverse("calls:reply", args=[call.pk, last.pk])).content.decode()


def test_a_look_takes_as_many_queries_for_ten_offers_as_for_many(people: People) -> None:
    asked = {"q": "forfait lyon", "prix": "dit", "gardees": "", "qui": "independent"}
    for count in (10, 200):
        call = made.call_of(people.company, *[f"Freelance à Lyon, forfait de {4000 + n} € HT." for n in range(count)])
        page(people.clients["owner"], call)
        page(people.clients["owner"], call)
        with at_most(19):
            page(people.clients["owner"], call, **asked)


def test_the_words_follow_the_replies(call: Call, people: People) -> None:
    owner = people.clients["owner"]
    page(owner, call)
    first = SearchWords.objects.get(call=call).pk
    reply = call.replies.get(source_id="r0")
    calls.correct(
        user=people.users["owner"], call_id=call.pk, reply_id=reply.pk, field="years_experience", value=7,
        now=timezone.now(),
    )  # fmt: skip
    page(owner, call)
    assert SearchWords.objects.get(call=call).pk == first
    calls.erase_reply(user=people.users["owner"], call_id=call.pk, reply_id=reply.pk)
    assert not SearchWords.objects.filter(call=call).exists()
    assert names(page(owner, call, q="prestashop")) == []
    assert names(page(owner, call, q="agence")) == ["B"]


def test_the_address_says_what_is_seen_and_nothing_more() -> None:
    asked = filters.asked({"q": "  deux   mots ", "de": "", "distance": "1", "connus": "2"}, ["7", "x"])
    assert asked.query() == "q=deux+mots&connus=2&distance=1&deplier=7"
    assert filters.asked(dict(asked.pairs()), ["7"]) == asked


def test_a_filter_is_a_step_back_and_a_slider_is_none(call: Call, people: People) -> None:
    owner, board = people.clients["owner"], reverse("shortlist:board", args=[call.pk])
    part = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{board}?prix=dit"}
    moved = owner.get(board, {"prix": "dit", "p_price": 3, "q": ""}, headers=part)
    assert "HX-Push-Url" not in moved
    assert moved["HX-Replace-Url"].endswith("&prix=dit")
    searched = owner.get(board, {"prix": "dit", "q": "agence"}, headers=part)
    assert searched["HX-Push-Url"] == f"{board}?q=agence&prix=dit"


def test_the_chances_come_for_the_rows_in_sight(call: Call, people: People) -> None:
    owner = people.clients["owner"]
    html = page(owner, call, prix="dit")
    [address] = re.findall(r'hx-get="([^"]+/chances[^"]*)"', html)
    assert address.endswith("?prix=dit")
    part = owner.get(address, headers={"HX-Request": "true"}).content.decode()
    assert part.count('class="chance"') == 4
    without = owner.get(address)
    assert without["Location"].endswith("?prix=dit")


def test_letters_found_after_the_cells_were_built_fold_too(call: Call, people: People) -> None:
    preparing = after_import.prepare(call)
    standing = actions.board(call, now=timezone.now())
    assert standing is not None
    assert list(standing.table.letters) == [-1] * 5
    made.with_letter(call)
    preparing()
    assert len(names(page(people.clients["owner"], call))) == 3
