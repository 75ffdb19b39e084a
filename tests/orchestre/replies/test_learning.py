"""What is learnt from corrections: one lesson at a time, then the laws that hold for all of them."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestre.reading.normal import fold
from orchestre.replies.corrections import KEPT, check
from orchestre.replies.document import extract_document
from orchestre.replies.examples import Example
from orchestre.replies.extract import Extract, Kind
from orchestre.replies.extraction import extract
from orchestre.replies.learning import learn
from orchestre.replies.lessons import NO_LESSONS, Lesson, Lessons, Topic
from orchestre.replies.reply import Position, Reply

Said = tuple[str, Mapping[str, Any]]


def reply(text: str, own_id: str = "r") -> Reply:
    return Reply(own_id, Position("a.csv", "csv", 1), None, text)


def price(amount: float, unit: str, **more: Any) -> dict[str, Any]:
    return {"amount_min": amount, "amount_max": amount, "currency": "EUR", "unit": unit, **more}


def taught(*said: Said) -> Lessons:
    return learn(examples(said))


def examples(said: Sequence[Said]) -> list[Example]:
    return [
        Example.of(reply(text, f"r{n}"), {field: check(field, value) for field, value in held.items()})
        for n, (text, held) in enumerate(said)
    ]


def read(text: str, lessons: Lessons) -> Extract:
    return extract(reply(text), lessons=lessons)


def prices(found: Extract) -> list[tuple[int, str]]:
    return [(int(one.amount_max or one.amount_min or 0), one.unit.value) for one in found.price]


# --- one lesson at a time -------------------------------------------------------------------------------------------

BY_DAY: tuple[Said, ...] = (
    ("Développeur PHP, je demande 480 € et je suis disponible en mars.", {"price": [price(480, "day")]}),
    ("Intégratrice, je demande 430 € HT, références sur demande.", {"price": [price(430, "day", tax="excl")]}),
)


def test_two_corrected_prices_teach_the_third() -> None:
    third = "Graphiste, je demande 450 € et je peux commencer lundi."
    assert prices(read(third, NO_LESSONS)) == [(450, "project")]
    lessons = taught(*BY_DAY)
    assert prices(read(third, lessons)) == [(450, "day")]
    assert any(
        lesson.sentence("fr")
        == "Dans cet appel, un montant seul, de 287 à 720, se lit par jour (2\u202fcorrections)".replace("\u202f", " ")
        for lesson in lessons.of(Topic.BARE)
    )


def test_an_amount_of_another_size_stays_a_lump_sum() -> None:
    assert prices(read("Je refais la boutique, je demande 6 500 €.", taught(*BY_DAY))) == [(6500, "project")]


def test_words_of_a_lump_sum_are_stronger() -> None:
    assert prices(read("Forfait : 450 € pour le logo.", taught(*BY_DAY))) == [(450, "project")]


@pytest.mark.parametrize(
    ("corrected", "held", "other", "wanted"),
    [
        (
            "Voix off, studio perso, je suis autour de 90 le spot.",
            [price(90, "unknown")],
            "Comédien, je fais 120 le spot.",
            [(120, "unknown")],
        ),
        (
            "Photographe, 550 € la demi-journée puis la suite.",
            [price(550, "unknown", unit_raw="demi-journée")],
            "Je prends 400 € la demi-journée.",
            [(400, "unknown")],
        ),
        (
            "We do podcasts, 45/episode.",
            [price(45, "unknown")],
            "Podcast editor here, 60/episode.",
            [(60, "unknown")],
        ),
    ],
)
def test_the_word_beside_an_amount_gives_its_unit_after_one_correction(
    corrected: str, held: list[Any], other: str, wanted: list[tuple[int, str]]
) -> None:
    assert prices(read(other, taught((corrected, {"price": held})))) == wanted


def test_what_is_no_price_needs_two_corrections() -> None:
    said: tuple[Said, ...] = (
        ("Panier moyen client 85 €, je m'occupe de votre boutique.", {"price": []}),
        ("Sur un site au panier moyen 92 €, j'ai doublé les ventes.", {"price": []}),
    )
    other = "Boutique de thé, panier moyen 40 €, refaite en mars."
    if prices(read(other, NO_LESSONS)):
        assert prices(read(other, taught(*said))) == []


def test_tax_only_when_every_correction_agrees() -> None:
    agree = [(text, {"price": [each | {"tax": "excl"} for each in held["price"]]}) for text, held in BY_DAY]
    third = "Graphiste, je demande 450 € et je peux commencer lundi."
    # One of the two says HT itself: a single reply speaks of what the others leave unsaid.
    assert not taught(*agree).of(Topic.TAX)
    more = ("Rédactrice, je demande 400 €, dispo lundi.", {"price": [price(400, "day", tax="excl")]})
    lessons = taught(*agree, more)
    assert [lesson.says for lesson in lessons.of(Topic.TAX)] == ["excl"]
    assert [one.tax.value for one in read(third, lessons).price] == ["excl"]
    against = ("Traductrice, je demande 390 €, dispo mardi.", {"price": [price(390, "day", tax="incl")]})
    assert not taught(*agree, more, against).of(Topic.TAX)


def test_a_skill_and_a_place_are_learnt_from_one_correction() -> None:
    lessons = taught(
        (
            "Atelier Morgane, Plouguerneau. Je fais de la zorblerie.",
            {"skills": ["zorblerie"], "location": ["Plouguerneau"]},
        )
    )
    other = read("Atelier de zorblerie, Plouguerneau, 12 ans de métier.", lessons)
    assert "zorblerie" in other.skills
    assert other.location == ("Plouguerneau",)


def test_a_name_taken_away_twice_is_read_no_more() -> None:
    texts = ("Développeuse PrestaShop à Lyon, 400 €/j.", "Boutique PrestaShop, je suis à Lyon, 500 € HT.")
    now = "PrestaShop et Shopify depuis Lyon, 450 €/j."
    assert "PrestaShop" in read(now, NO_LESSONS).skills
    assert "Lyon" in read(now, NO_LESSONS).location
    lessons = taught(*((text, {"skills": [], "location": []}) for text in texts))
    assert "PrestaShop" not in read(now, lessons).skills
    assert "Shopify" in read(now, lessons).skills
    assert "Lyon" not in read(now, lessons).location
    sentences = {lesson.topic: lesson.sentence("fr") for lesson in lessons.all}
    assert "n’est pas un savoir-faire (2 corrections)" in sentences[Topic.NOT_SKILL]
    once = taught((texts[0], {"skills": [], "location": []}))
    assert "PrestaShop" in read(now, once).skills, "once may be a slip"
    kept = taught(*((text, {"skills": []}) for text in texts), (now, {"skills": ["PrestaShop"]}))
    assert "PrestaShop" in read(now, kept).skills, "another correction keeps it"
    assert Lessons.from_list(lessons.to_list()) == lessons


def test_a_skill_that_is_denied_is_not_learnt_there() -> None:
    lessons = taught(("Je fais du Zorblax depuis dix ans.", {"skills": ["Zorblax"]}))
    assert "Zorblax" in read("Développeur Zorblax, TJM 400 €.", lessons).skills
    assert "Zorblax" not in read("Je ne fais pas de Zorblax, désolé.", lessons).skills


def test_replies_brought_back_teach_their_kind() -> None:
    said: tuple[Said, ...] = (
        ("La menuiserie du coin participe à la chaîne solidaire, bravo !", {KEPT: True}),
        ("Merci ! la chaîne solidaire vous salue", {KEPT: True}),
    )
    lessons = taught(*said)
    assert {lesson.says for lesson in lessons.of(Topic.KIND)} == {"offer"}
    third = "Vive la chaîne solidaire, à bientôt"
    assert read(third, NO_LESSONS).kind is not Kind.OFFER
    assert read(third, lessons).kind is Kind.OFFER
    assert read("Merci pour le partage !", lessons).kind is Kind.CHATTER


def test_words_common_in_the_call_tell_no_kind() -> None:
    said: list[Said] = [(text, {"kind": "spam"}) for text in ("Haha, la belle boutique bleue", "Lol la belle boutique")]
    others = [("Bravo pour la belle boutique", Kind.CHATTER)] * 3
    assert learn(examples(said)).of(Topic.KIND)
    assert not learn(examples(said), others).of(Topic.KIND)


def test_corrections_that_disagree_teach_nothing() -> None:
    said = (
        ("Voix off, autour de 90 le spot.", {"price": [price(90, "unknown")]}),
        ("Voix off, autour de 80 le spot.", {"price": [price(80, "hour")]}),
    )
    assert not [lesson for lesson in taught(*said).all if lesson.words == ">spot"]


# --- laws -----------------------------------------------------------------------------------------------------------

TEXTS = (
    "Développeur PHP, je demande 480 € et je suis disponible en mars.",
    "Voix off, studio perso, autour de 90 le spot. Brest.",
    "On recrute un technicien réseau en CDI, envoyez votre profil.",
    "Je connais Farid Belmont, il fait ça très bien, voyez avec lui.",
    "I edit podcasts, 45/episode, based in Hove.",
    "Merci pour le partage, bonne chance !",
)
HELD = st.fixed_dictionaries(
    {},
    optional={
        "kind": st.sampled_from([kind.value for kind in Kind]),
        KEPT: st.booleans(),
        "skills": st.sampled_from([[], ["voix off"], ["réseau"], ["podcasts"]]),
        "location": st.sampled_from([[], ["Brest"], ["Hove"]]),
        "price": st.sampled_from([[], [price(480, "day")], [price(90, "unknown")], [price(45, "hour", tax="excl")]]),
    },
)
SAID = st.lists(st.tuples(st.sampled_from(TEXTS), HELD), max_size=6)


@given(SAID, st.randoms())
def test_the_order_of_corrections_changes_nothing(said: list[Said], shuffled: Any) -> None:
    told = examples(said)
    others = [(text, Kind.OFFER) for text in TEXTS]
    again = list(told)
    shuffled.shuffle(again)
    assert learn(told, others) == learn(again, reversed(others))


@given(SAID)
def test_a_corrected_reply_is_never_read_worse(said: list[Said]) -> None:
    told = examples(said)
    lessons = learn(told)
    for example in told:
        now = extract(example.reply, lessons=lessons)
        if "kind" in example.held and example.read.kind.value == example.held["kind"]:
            assert now.kind.value == example.held["kind"]
        if "skills" in example.held:
            held = set(example.held["skills"])
            before, after = ({one.lower() for one in found.skills} for found in (example.read, now))
            assert len(held ^ after) <= len(held ^ before)


@given(SAID)
def test_lessons_survive_json_and_without_them_nothing_changes(said: list[Said]) -> None:
    lessons = learn(examples(said))
    assert Lessons.from_list(lessons.to_list()) == lessons
    off = lessons.without([lesson.id for lesson in lessons.all])
    assert not off
    for text in TEXTS:
        assert extract_document(read(text, off)) == extract_document(extract(reply(text)))
        if not lessons.may_change(fold(text)):
            folded = extract_document(read(text, lessons))
            assert folded == extract_document(extract(reply(text)))


@given(SAID)
def test_every_lesson_names_the_corrections_it_came_from_in_both_languages(said: list[Said]) -> None:
    told = examples(said)
    ids = {example.reply.id for example in told}
    for lesson in learn(told).all:
        assert lesson.learnt_from
        assert set(lesson.learnt_from) <= ids
        assert "{" not in lesson.sentence("fr") + lesson.sentence("en")


def test_a_lesson_goes_with_its_last_correction() -> None:
    assert taught(*BY_DAY).of(Topic.BARE)
    assert not taught(BY_DAY[0]).of(Topic.BARE)


@pytest.mark.parametrize("topic", list(Topic))
def test_every_topic_has_its_sentence(topic: Topic) -> None:
    says = {Topic.KIND: "-offer", Topic.UNIT: "day", Topic.BARE: "day", Topic.TAX: "excl"}.get(topic, "x")
    lesson = Lesson(topic, "mot", says, ("a",))
    assert lesson.sentence("fr").startswith("Dans cet appel")
    assert lesson.sentence("en").startswith("In this call")
