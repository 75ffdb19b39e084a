"""One sentence becomes a document; what it tells, what it did not ask for, what an answer changes."""

import contextlib
import json
import re
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestre.basics import Language, OrchestreError, say
from orchestre.knowledge import load
from orchestre.need import read_answers, to_markdown, write_need
from orchestre.need.editing import document_of
from orchestre.need.facts import read_facts
from orchestre.need.given import (
    LONGEST,
    ACandidate,
    AnOffer,
    AnswersUnreadable,
    Empty,
    NothingTold,
    OnlyAQuestion,
    OtherLanguage,
    TooLong,
    UnknownAnswer,
)
from orchestre.need.ocds import tender_release

SITE = "Notre site est illisible sur téléphone, on veut le refaire pour 4 000 € avant l'été."
KEYS = {
    "schema", "language", "sentence", "title", "size", "kinds", "facts", "assumptions", "questions", "sections",
    "requirements", "choice_rule", "channels",
}  # fmt: skip
REQUIREMENT_KEYS = {
    "id", "section", "text", "criterion", "level", "flexibility", "check", "origin", "asked", "why",
}  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        (SITE, "redesign"),
        ("On veut vendre nos confitures en ligne", "shop"),
        ("Comment remonter dans Google ?", "search"),
        ("On cherche quelqu'un pour réécrire les textes du site", "writing"),
        ("Impossible de dire d'où viennent nos clients", "measure"),
        ("Un chatbot pourrait-il répondre aux clients le soir ?", "assistant"),
        ("Faut-il aller sur Amazon ?", "marketplace"),
        ("Nos lettres finissent en spam, il faut un outil de newsletter", "crm"),
        ("Les clients devraient réserver en ligne leurs créneaux", "booking"),
        ("On ne retrouve jamais le bon document sur le serveur", "intranet"),
        ("Un rançongiciel a bloqué le voisin, comment se protéger ?", "cyber"),
        ("La CNIL nous a écrit, il faut se mettre en règle", "gdpr"),
        ("Il me faut un tableau de bord des marges", "dashboard"),
        (
            "Notre logiciel n'est plus suivi, avec la facture électronique il nous faut un ERP pour nos deux dépôts",
            "erp",
        ),
        ("We want to sell online to shops abroad", "shop"),
        ("Our website cannot be read on phones, we want a new website", "redesign"),
    ],
)
def test_the_kind_is_recognised(sentence: str, kind: str) -> None:
    assert write_need(sentence).kinds[0]["id"] == kind


def test_the_facts_of_a_sentence() -> None:
    told = read_facts(
        "On est 12 salariés, trois magasins, au plus 300 € HT par mois, un fichier Excel, avant les fêtes", load()
    )
    budget = told.first("budget")
    assert told.first("headcount") is not None
    assert told.first("headcount").value == 12  # type: ignore[union-attr]
    assert budget is not None
    assert budget.value == Decimal(300)
    assert budget.detail.split() == ["month", "ht", "ceiling"]
    assert {fact.words for fact in told.facts if fact.key == "tool"} == {"Excel"}
    assert told.first("deadline") is not None
    assert "trois magasins" in {fact.words for fact in told.facts}


def test_the_document_has_the_keys_promised() -> None:
    document = write_need(SITE).as_document()
    assert set(document) == KEYS
    assert all(set(each) == REQUIREMENT_KEYS for each in document["requirements"])  # type: ignore[attr-defined]
    assert json.loads(json.dumps(document)) == document


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_point_nobody_asked_for_says_why(language: str) -> None:
    need = write_need(SITE, language=language)  # type: ignore[arg-type]
    unasked = [each for each in need.requirements if not each.asked]
    assert unasked
    assert all(each.why for each in unasked)
    page = to_markdown(need)
    assert all(each.why.split(".")[0] in page.replace("\\", "") for each in unasked)


def test_the_trade_brings_its_own_points() -> None:
    def ids(sector: str) -> set[str]:
        return {each.id for each in write_need("On veut vendre en ligne", sector=sector).requirements}

    assert {"alcohol-ads", "alcohol-minors"} <= ids("caviste") - ids("quincaillerie")


def test_at_most_five_questions_and_each_answer_changes_the_document() -> None:
    for kind in ("On veut vendre nos savons en ligne", SITE, "On veut un chatbot pour les clients"):
        need = write_need(kind)
        assert 0 < len(need.questions) <= 5
        for question in need.questions:
            after = write_need(kind, answers={question["id"]: "Julie, deux heures par semaine"})
            changed = {each.id for each in after.requirements if each.origin == f"answer:{question['id']}"}
            assert changed, question["id"]
            assert question["id"] not in {each["id"] for each in after.questions}
            assert "Julie" in to_markdown(after)


def test_a_fact_told_is_not_asked_again() -> None:
    assert "budget" not in {each["id"] for each in write_need(SITE).questions}


def test_an_answer_is_read_for_facts_too() -> None:
    need = write_need("On veut vendre nos savons en ligne", answers={"budget": "9 000 € HT au plus"})
    assert need.choice_rule["price"]["setup_ceiling"] == 9000  # type: ignore[index]
    assert "purchase-papers" in {each.id for each in need.requirements}


def test_two_needs_are_told_and_split() -> None:
    need = write_need("On veut refaire notre site, et aussi se protéger des virus et du hameçonnage")
    assert [each["id"] for each in need.kinds][:2] == ["redesign", "cyber"] or {
        "redesign", "cyber"
    } <= {each["id"] for each in need.kinds}  # fmt: skip
    assert "lot 2" in to_markdown(need)


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("Les vitraux de la chapelle sont à restaurer, on voudrait trois devis avant l'hiver", "fr"),
        ("The windows of the chapel must be repaired and repainted, we want three quotes", "en"),
    ],
)
def test_what_is_surely_of_no_kind_holds_no_point_of_software(sentence: str, language: Language) -> None:
    told = {each.id for each in write_need(sentence, language=language).requirements}
    assert {"other.describe", "other.acceptance", "other.insurance"} <= told
    assert not told & {"way-out", "backup", "links", "rights", "adoption", "mobile", "trackers"}


def test_no_known_kind_still_gives_a_document_and_whom_to_ask() -> None:
    need = write_need("Il nous faut un drone pour surveiller les toitures de nos hangars")
    assert all(float(str(each["confidence"])) < 0.5 for each in need.kinds)
    assert "other.describe" in {each.id for each in need.requirements}
    assert "fédération" in to_markdown(need)


ROOF = "Repeindre le toit de notre entrepôt de Lyon"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_a_need_of_no_kind_costs_is_not_guessed(language: Language) -> None:
    need = write_need(ROOF, language=language)
    assert need.choice_rule["price"]["origin"] == "unknown"  # type: ignore[index]
    other = load().kinds["other"]
    texts = {"self": other.do_it_yourself, "train": other.train_someone, "buy": other.goal}
    sought = [way for way in document_of(need)["ways"][0]["ways"] if way["id"] != "nothing"]
    assert sought == [{"id": way, "text": text.said(language)} for way, text in texts.items()]  # no sum, no days
    for way in ("self", "train"):
        told = say(f"need.instead_{way}_unknown", language, text=texts[way].said(language))
        assert told in to_markdown(need).replace("**", "")
        assert told not in to_markdown(need, for_providers=True).replace("**", "")
    released = tender_release(need, ocid="ocds-test-1", release_id="need-1", made_at=datetime(2026, 1, 5, tzinfo=UTC))
    papers = [to_markdown(need), to_markdown(need, for_providers=True)]
    assert not any(re.search(r"(?<!\d)(?:500|66.000)(?!\d)", text) for text in papers)
    for text in [*papers, json.dumps(released, ensure_ascii=False)]:
        assert say("need.price_scale_unknown", language) in text
    assert say("need.assume_price", language) in need.assumptions
    assert say("need.buy_unknown", language) in to_markdown(need).replace("**", "")


def test_what_is_said_of_a_need_of_no_kind_is_all_that_is_counted() -> None:
    price = write_need(f"{ROOF} pour 4 000 €").choice_rule["price"]
    assert price["setup_ceiling"] == price["ceiling"] == 4000  # type: ignore[index]
    assert 0 < price["floor"] < 4000  # type: ignore[index]
    pounds = write_need(f"{ROOF}, £3,000 maximum")
    assert pounds.choice_rule["price"]["origin"] == "unknown"  # type: ignore[index]


@pytest.mark.parametrize(
    ("sentence", "error"),
    [
        ("", Empty),
        ("   \n", Empty),
        ("C'est combien ?", OnlyAQuestion),
        ("vous êtes tous des connards", NothingTold),
        ("bla", NothingTold),
        ("Bonjour, je vous propose mes services, mon TJM est de 450 €, cordialement", AnOffer),
        ("site " * 3000, TooLong),
        ("🙂🙂🙂", NothingTold),
        ("Necesitamos una página para que los clientes puedan comprar desde casa", OtherLanguage),
        ("Wir möchten, dass unsere Kunden das im Laden selber machen können", OtherLanguage),
        (
            "Suite à votre annonce, fort de quinze ans d'expérience, je vous propose une prestation à 480 € par jour. "
            "Mes tarifs sont hors taxes. Cordialement, Paul",
            AnOffer,
        ),
    ],
)
def test_what_is_no_need_gets_a_useful_sentence(sentence: str, error: type[OrchestreError]) -> None:
    with pytest.raises(error) as caught:
        write_need(sentence)
    assert len(caught.value.sentence("fr")) > 40
    assert len(caught.value.sentence("en")) > 40


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("🍞🥐 On veut vendre nos pains en ligne 🛒 avant Noël !!! 🎄", "shop"),
        ("PUTAIN on a encore perdu un devis faute de relance, il faut un CRM", "crm"),
        ("Faut-il refaire notre site pour les téléphones ?", "redesign"),
        ("On veut vendre nos pains en ligne. " + "Depuis longtemps nous en parlons entre nous. " * 220, "shop"),
        ("<b>On veut</b> vendre nos pains en ligne & livrer #1 `ici` | là", "shop"),
    ],
)
def test_a_need_in_bad_shape_is_still_read(sentence: str, kind: str) -> None:
    assert len(sentence) <= 10_000
    need = write_need(sentence)
    assert need.kinds[0]["id"] == kind
    assert to_markdown(need)


FACTS = [
    (
        "On tient trois boulangeries à Nantes et on voudrait que les clients puissent commander leur galette en ligne "
        "avant janvier, on a 5000 euros",
        [("count", "trois boulangeries"), ("budget", "5000 euros"), ("deadline", "avant janvier"), ("place", "Nantes")],
    ),
    ("Je donne 800 balles par mois à une agence", [("spent", "800 balles par mois")]),
    ("On mettrait 1500 maxi, pour la rentrée", [("budget", "1500"), ("deadline", "pour la rentrée")]),
    ("La facture électronique, plombier, 4 personnes", [("headcount", "4 personnes")]),
    ("A roofer, 4 people, quotes take two weeks", [("headcount", "4 people")]),
    ("Au dépôt 2 personnes saisissent les bons", [("count", "2 personnes")]),
    ("Nous sommes quatre kinés à Vannes", [("headcount", "quatre kinés"), ("place", "Vannes")]),
    ("We'd spend about £3,000 before March", [("budget", "£3,000"), ("deadline", "before March")]),
    ("Le CO2 de nos 22 camions, entre 5 et 8 k€", [("count", "22 camions"), ("budget", "5 et 8 k€")]),
    ("Trois réservations sur quatre, soit quatre-vingts pour cent en 2026", [("share", "quatre-vingts %")]),
    ("Word of mouth and a sage-femme, booking by phone", []),
]


@pytest.mark.parametrize(("sentence", "expected"), FACTS)
def test_each_fact_is_read_once_and_nothing_else(sentence: str, expected: list[tuple[str, str]]) -> None:
    counted = {"headcount", "budget", "spent", "deadline", "place", "tool", "asker", "count", "share"}
    told = [(fact.key, fact.words) for fact in read_facts(sentence, load()).facts if fact.key in counted]
    assert [(key, words) for key, words in told if words != "en 2026"] == expected


WHERE_AND_WHO = [
    ("Je suis fleuriste avec 3 boutiques à Rennes", ["Rennes"], []),
    ("Mes 5 restaurants à Lyon et Annecy", ["Lyon", "Annecy"], []),
    ("Un hôtel à Nantes et Booking nous prend 18 %", ["Nantes"], []),
    ("Nos clients nous demandent notre bilan carbone, à Cholet", ["Cholet"], ["Nos clients nous demandent"]),
    ("On voudrait exporter à Milan", [], []),
    ("Two practices in Leeds and patients keep missing appointments, want reminders", ["Leeds"], []),
    ("A cafe in Bath and a shop in York", ["Bath", "York"], []),
    ("Not usable by blind people and a client complained", [], ["a client complained"]),
]


@pytest.mark.parametrize(("sentence", "where", "who"), WHERE_AND_WHO)
def test_where_the_owner_is_and_who_asks(sentence: str, where: list[str], who: list[str]) -> None:
    facts = read_facts(sentence, load()).facts
    assert [fact.words for fact in facts if fact.key == "place"] == where
    assert [fact.words for fact in facts if fact.key == "asker"] == who


TRADES = [
    ("Je suis fleuriste", "florist"),
    ("Un salon de toilettage pour chiens", "pets"),
    ("Mon salon de thé à Colmar", "restaurant"),
    ("Un salon de coiffure", "beauty"),
    ("Des bornes dans nos 4 snacks", "restaurant"),
    ("Entreprise de couverture, 9 personnes", "building"),
    ("Une boîte de rénovation énergétique", "building"),
    ("Kitchen fitters in Kent", "building"),
    ("A small brewery in Bristol", "wine"),
    ("Notre hébergeur ferme le 31 janvier", None),
    ("Vente à la ferme", "farm"),
]


@pytest.mark.parametrize(("sentence", "trade"), TRADES)
def test_a_trade_is_told_as_its_people_tell_it(sentence: str, trade: str | None) -> None:
    assert next((each.id for each in read_facts(sentence, load()).trades), None) == trade


def test_a_sum_without_a_period_pays_the_set_up() -> None:
    once = write_need("On veut vendre nos savons en ligne, on a 5000 euros").choice_rule["price"]
    monthly = write_need("On veut vendre nos savons en ligne, 300 € par mois").choice_rule["price"]
    taxed = write_need("On veut vendre nos savons en ligne, 6000 € TTC").choice_rule["price"]
    pounds = write_need("We want to sell our soaps online, we have £3,000", language="en").choice_rule["price"]
    assert once["setup_ceiling"] == 5000 < once["ceiling"]  # type: ignore[index]
    assert monthly["run_month_ceiling"] == 300  # type: ignore[index]
    assert monthly["ceiling"] == 36 * 300  # type: ignore[index]
    assert taxed["setup_ceiling"] == 5000  # type: ignore[index]
    assert pounds["origin"] == "range:ours"  # type: ignore[index]


def test_a_sum_said_is_no_situation() -> None:
    told = read_facts(FACTS[0][0], load())
    assert told.first("state") is None


def test_a_rude_need_is_a_need() -> None:
    assert write_need("Putain de site illisible, il faut le refaire").kinds[0]["id"] == "redesign"


def test_answers_are_read_from_tables_or_quoted_names() -> None:
    assert read_answers('"shop.packer" = "Julie"\n[shop]\nabroad = "non"') == {
        "shop.packer": "Julie",
        "shop.abroad": "non",
    }
    with pytest.raises(AnswersUnreadable):
        read_answers("shop packer")
    with pytest.raises(UnknownAnswer):
        write_need(SITE, answers={"shop.packer": "Julie"})


def test_the_rule_is_stated_before_the_replies() -> None:
    rule = write_need(SITE).choice_rule
    assert sum(each["points"] for each in rule["criteria"]) == 100  # type: ignore[attr-defined]
    price = rule["price"]
    assert price["floor"] < price["setup_ceiling"] == 4000 < price["ceiling"]  # type: ignore[index]


def test_buying_has_its_neighbours_with_their_sum() -> None:
    page = to_markdown(write_need(SITE))
    assert all(words in page for words in ("Ne rien faire", "Faire soi-même", "Former quelqu", "Acheter"))


@given(st.text(max_size=200))
def test_any_text_gives_a_document_or_a_sentence(text: str) -> None:
    with contextlib.suppress(OrchestreError):
        assert to_markdown(write_need(text))


OBLIQUE = "Mon concurrent sort avant moi partout, pourtant je suis là depuis trente ans et mes vendeurs ont peur."


def test_a_sentence_that_names_nothing_is_guessed_told_and_asked_first() -> None:
    need = write_need("Les télés de la salle pourraient montrer nos services, nos tarifs, nos conseils")
    guess = write_need("Un ancien salarié demande à voir ce que vous avez écrit sur lui, et les patients aussi")
    assert need.kinds
    if guess.questions and guess.questions[0]["id"] == "kind":
        assert float(str(guess.kinds[0]["confidence"])) < 0.6
        after = write_need(guess.sentence, answers={"kind": "gdpr"})
        assert after.kinds[0] == {"id": "gdpr", "confidence": 1.0}
        assert "kind" not in {each["id"] for each in after.questions}
    with pytest.raises(UnknownAnswer):
        write_need(SITE, answers={"kind": "xyzzy"})


def test_the_kind_may_be_said() -> None:
    assert write_need(OBLIQUE, answers={"kind": "search"}).kinds[0]["id"] == "search"


NO_NEED: list[tuple[str, type[OrchestreError]]] = [
    ("  \n ", Empty),
    ("Vous êtes tous des cons, votre truc c'est de la merde", NothingTold),
    ("C'est quoi un CRM ?", OnlyAQuestion),
    ("How much does a website cost?", OnlyAQuestion),
    ("Notre agence accompagne les PME. Contactez-nous pour un devis gratuit !", AnOffer),
    ("Notre agence peut refaire votre site pour 3 000 €", AnOffer),
    ("Nous pouvons créer votre boutique en trois semaines", AnOffer),
    ("I offer my services as a developer, day rate £400", AnOffer),
    ("Our agency can help you rebuild your website from €3,000", AnOffer),
    ("We can deliver your website in 3 weeks for £2,000", AnOffer),
    ("Dear Sir, following your call, we offer a website at €6,000. Best regards", AnOffer),
    ("Dispo de suite, TJM 420 €, React et Node, Lyon ou à distance", AnOffer),
    ("Suite à votre annonce, notre devis : 12 jours à 450 € HT.", AnOffer),
    ("We are a full-service digital agency. Contact us for a free quote!", AnOffer),
    ("Je cherche un emploi de développeur", ACandidate),
    ("Hello, I am looking for a job as a web developer", ACandidate),
    ("Wir brauchen eine neue Webseite", OtherLanguage),
    ("x" * (LONGEST + 1), TooLong),
]


@pytest.mark.parametrize(("sentence", "refused"), NO_NEED, ids=[each[0][:30] for each in NO_NEED])
def test_what_is_no_need_is_told_what_it_is(sentence: str, refused: type[OrchestreError]) -> None:
    with pytest.raises(refused):
        write_need(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Notre site est lent, que faire ?",
        "Pourriez-vous refaire notre site pour 3 000 € ?",
        "Comment remonter dans Google ?",
        "Faut-il un site ou une page Facebook ?",
        "On veut un bouton devis gratuit sur notre site",
        "Putain de site illisible, il faut le refaire",
    ],
)
def test_a_need_said_as_a_question_or_in_anger_is_written(sentence: str) -> None:
    assert write_need(sentence).requirements


SEVERAL: list[tuple[str, list[str], list[str]]] = [
    ("On veut refaire notre site et aussi se protéger des virus", ["redesign", "cyber"], []),
    ("On veut refaire notre site et aussi un CRM", ["redesign", "crm"], []),
    ("On veut refaire notre site, un CRM et de la publicité", ["redesign", "crm"], ["ads"]),
    ("Il nous faut un CRM, et puis former les équipes à l'IA.", ["crm", "training"], []),
    ("Refaire le site, un CRM, un intranet et une appli mobile", [], ["several"]),
    ("Notre site est lent, on veut le refaire", ["redesign"], []),
]


@pytest.mark.parametrize(("sentence", "written", "left"), SEVERAL, ids=[each[0][:40] for each in SEVERAL])
def test_no_need_of_a_sentence_is_passed_over_in_silence(sentence: str, written: list[str], left: list[str]) -> None:
    need, kinds = write_need(sentence), load().kinds
    assert {str(each["id"]) for each in need.kinds} >= set(written)
    told = [line for line in need.assumptions if "nomme aussi" in line]
    assert bool(told) == bool(left)
    for name in left if left != ["several"] else ():
        assert kinds[name].label.fr in told[0]
    if left == ["several"]:
        assert told[0].count(",") >= 1
