from datetime import date

import pytest

from orchestre.basics import Range
from orchestre.reading.normal import prepare
from orchestre.reading.values import Availability, Remote
from orchestre.shortlist.facts import Fact, FactKind, SetBy, Source, number_in, read_fact
from orchestre.shortlist.need import Need, Pricing
from orchestre.shortlist.totals import comparable_total
from tests.orchestre.shortlist.making import offer, price

TODAY = date(2026, 4, 7)


def reading(fact, read):
    pricing = Pricing(1000, 9000)
    total = comparable_total(read.extract.price, Need(), pricing)
    return read_fact(fact, Source(read.reply, read.extract, total, TODAY, prepare(read.reply.text), read.by_human))


def value(kind, read, *words, column=""):
    found = reading(Fact(FactKind(kind), words, column), read).value
    return None if found is None else found.likely


def soon(start=None, immediate=False, days=None):
    return Availability("dispo", start, immediate, days, (0, 1))


@pytest.mark.parametrize(
    ("kind", "words", "fields", "expected"),
    [
        ("years", (), {"years_experience": 12.0}, 12),
        ("years", (), {}, None),
        ("start", (), {"availability": soon(date(2026, 4, 21))}, 14),
        ("start", (), {"availability": soon(date(2026, 4, 1))}, 0),
        ("start", (), {"availability": soon(immediate=True)}, 0),
        ("start", (), {"availability": soon(days=3)}, None),
        ("start", (), {}, None),
        ("days_per_week", (), {"availability": soon(days=3)}, 3),
        ("days_per_week", (), {"availability": soon(immediate=True)}, None),
        ("remote", (), {"remote": Remote.YES}, 1),
        ("remote", (), {"remote": Remote.HYBRID}, 0.5),
        ("remote", (), {"remote": Remote.NO}, 0),
        ("remote", (), {}, None),
        ("place", ("Nantes", "Loire-Atlantique"), {"location": ("Rezé (Loire Atlantique)",)}, 1),
        ("place", ("Saint-Étienne",), {"location": ("Saint Etienne",)}, 1),
        ("place", ("Nantes",), {"location": ("Lille", "Nantes")}, 1),
        ("place", ("Nantes",), {"location": ("Lille",)}, 0),
        ("place", ("Bruxelles",), {"location": ("Brussels",)}, 1),
        ("place", ("Ghent",), {"location": ("Gand",)}, 1),
        ("place", ("Ain",), {"location": ("Saint-Malo",)}, 0),
        ("place", ("Nantes",), {}, None),
        ("language", ("fr",), {}, 1),
        ("language", ("en", "de"), {}, 0),
        ("contact", (), {"emails": ("a@b.exemple",)}, 1),
        ("contact", (), {"handles": ("@zoe",)}, 1),
        ("contact", (), {}, 0),
        ("skill", ("Figma",), {"skills": ("figma",)}, 1),
        ("skill", ("Figma",), {"skills": ("Sketch",)}, None),
    ],
)
def test_a_fact_read_from_the_extract(kind, words, fields, expected):
    assert value(kind, offer("a", **fields), *words) == expected


@pytest.mark.parametrize(
    ("text", "expected", "quoted"),
    [
        ("Je connais bien PrestaShop.", 1, "PrestaShop"),
        ("Je ne fais pas de PrestaShop.", 0, "PrestaShop"),
        ("Boutiques en ligne depuis 2012.", None, None),
    ],
)
def test_a_term_is_met_denied_or_not_spoken_of(text, expected, quoted):
    read = offer("a", text=text)
    found = reading(Fact(FactKind.TERM, ("prestashop", "presta shop")), read)
    assert (found.value and found.value.likely) == expected if expected is not None else found.value is None
    assert [text[q.start : q.end] for q in found.quotes] == [q.text for q in found.quotes]
    if quoted:
        assert quoted in found.quotes[0].text


def test_a_skill_the_text_denies_is_not_met():
    read = offer("a", text="Shopify oui, mais je ne fais pas de PrestaShop", skills=("Shopify", "PrestaShop"))
    assert value("skill", read, "PrestaShop") == 0
    assert value("skill", read, "Shopify") == 1


def test_the_price_is_the_comparable_total_with_its_words():
    read = offer("a", price(4500, at=(8, 15)), text="Forfait 4 500 € HT")
    found = reading(Fact(FactKind.PRICE), read)
    assert found.value == Range(4500.0, 4500.0, 4500.0)
    assert [quote.text for quote in found.quotes] == ["4 500 €"]


def test_a_column_of_the_form_is_quoted_with_its_name():
    read = offer("a", price(430, at=(0, 0)), given={"price": "430", "place": "Nantes", "email": "z@z.exemple"})
    for fact in (Fact(FactKind.PRICE), Fact(FactKind.PLACE, ("nantes",)), Fact(FactKind.CONTACT)):
        found = reading(fact, read)
        assert found.value.low == (430 if fact.kind is FactKind.PRICE else 1)
        assert found.set_by is SetBy.SOURCE
        assert [(quote.start, quote.end) for quote in found.quotes] == [(None, None)]
        assert found.quotes[0].column in ("price", "place", "email")


def test_a_term_may_stand_in_the_headline():
    read = offer("a", text="Dispo lundi", given={"headline": "Consultante SEO"})
    found = reading(Fact(FactKind.TERM, ("SEO",)), read)
    assert found.value.likely == 1
    assert found.quotes[0].column == "headline"


def test_what_the_owner_corrected_is_marked():
    read = offer("a", years_experience=7.0, by_human=["years_experience"])
    assert reading(Fact(FactKind.YEARS), read).set_by is SetBy.HUMAN


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12", 12),
        ("12 ans", 12),
        ("4,5", 4.5),
        ("1 350,00 €", 1350),
        ("1\u202f350", 1350),
        ("1,350.00", 1350),
        ("1.350,00", 1350),
        ("1,350", 1350),
        ("0,350", 0.35),
        ("-3", -3),
        ("environ 20 %", 20),
        ("oui", None),
        ("", None),
    ],
)
def test_the_number_of_a_cell(text, expected):
    assert number_in(text) == expected
    read = offer("a", given={"Note sur 20": text})
    assert value("number_given", read, column="note sur 20 ") == expected


def test_a_column_that_is_not_there_is_unknown():
    assert value("number_given", offer("a"), column="note") is None
