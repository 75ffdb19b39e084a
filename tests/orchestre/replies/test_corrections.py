"""What the owner says lies over what was read; the reading and its evidence stay honest."""

import copy
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestre.replies.corrections import FIELDS, CorrectionInvalid, apply, check
from orchestre.replies.document import extract_document, extract_from_document, reply_document
from orchestre.replies.extraction import extract
from orchestre.replies.reply import Position, Reply

TEXT = (
    "Je refais votre boutique : 4 500 € HT ou 450 € HT par jour. Basée à Lille, 8 ans d'expérience, dispo en janvier."
)
REPLY = Reply("r1", Position("a.csv", "csv", 2), "Ana Béal", TEXT)


def document() -> dict[str, Any]:
    return reply_document(REPLY, extract(REPLY))


PRICE = {"amount_min": "5000", "amount_max": "5000", "currency": "EUR", "unit": "project", "tax": "excl"}


@pytest.mark.parametrize(
    ("field", "given_value", "kept"),
    [
        ("years_experience", "7,5", 7.5),
        ("years_experience", "12", 12),
        ("years_experience", "", None),
        ("location", "Lille,  Roubaix ,", ["Lille", "Roubaix"]),
        ("location", "", []),
        ("remote", "hybrid", "hybrid"),
        (
            "emails",
            "ana@boite.example; Ana.B@boite.example, ana@boite.example",
            ["ana@boite.example", "Ana.B@boite.example"],
        ),
        ("phones", "06 39 98 11 22\n+33 (0)6 39 98 11 23", ["06 39 98 11 22", "+33 (0)6 39 98 11 23"]),
        ("urls", "boite.example/a,b, https://ana.example", ["boite.example/a,b", "https://ana.example"]),
        ("handles", "@ana, @studio.ana", ["@ana", "@studio.ana"]),
        ("emails", " ", []),
        ("skills", "PrestaShop, comptabilité ;PrestaShop", ["PrestaShop", "comptabilité"]),
        ("language", "en", "en"),
        ("language", "unknown", "unknown"),
        ("kind", "question", "question"),
        ("kept", True, True),
        ("term:prestashop", "not_met", "not_met"),
        ("availability", {"start": "2027-01-04"}, ("2027-01-04", False, None)),
        ("availability", {"immediate": True, "days_per_week": "3"}, (None, True, 3)),
        ("availability", {"start": "", "immediate": False, "days_per_week": ""}, None),
        ("availability", None, None),
    ],
)
def test_what_people_write_is_understood(field: str, given_value: Any, kept: Any) -> None:
    made = check(field, given_value)
    if isinstance(kept, tuple):
        made = (made["start"], made["immediate"], made["days_per_week"])
    assert made == kept


@pytest.mark.parametrize(
    ("low", "high", "said", "amounts", "qualifier"),
    [
        ("4 500,50 €", "4 500,50 €", "exact", (4500.5, 4500.5), "exact"),
        ("1\u202f000", "1 000", "about", (1000, 1000), "about"),
        ("1000", "2000", "exact", (1000, 2000), "range"),
        ("1000", "", "exact", (1000, None), "from"),
        ("", "2000", "exact", (None, 2000), "up_to"),
        ("", "", "free", (None, None), "free"),
        ("", "", "exact", (None, None), "unknown"),
        ("0", "0", "exact", (0, 0), "exact"),
    ],
)
def test_the_qualifier_follows_the_amounts(low: str, high: str, said: str, amounts: Any, qualifier: str) -> None:
    (price,) = check("price", [PRICE | {"amount_min": low, "amount_max": high, "qualifier": said}])
    assert ((price["amount_min"], price["amount_max"]), price["qualifier"]) == (amounts, qualifier)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("text", "autre"),
        ("term:", "met"),
        ("term:prestashop", "perhaps"),
        ("kind", "offre"),
        ("kept", "yes"),
        ("remote", None),
        ("years_experience", "beaucoup"),
        ("years_experience", "-1"),
        ("years_experience", "500"),
        ("years_experience", "NaN"),
        ("availability", {"start": "janvier"}),
        ("availability", {"days_per_week": "9"}),
        ("availability", "janvier"),
        ("price", "4500"),
        ("price", [PRICE | {"amount_min": "9000"}]),
        ("price", [PRICE | {"amount_min": "Infinity"}]),
        ("price", [PRICE | {"unit": "mètre"}]),
        ("price", [PRICE] * 21),
        ("location", [3]),
        ("emails", "ana chez boite"),
        ("emails", "ana@boite"),
        ("phones", "demain"),
        ("urls", "javascript:alert(1)"),
        ("urls", ["un site.example"]),
        ("handles", ["@ana béal"]),
        ("skills", {"a": 1}),
        ("language", "klingon"),
        ("language", ["fr"]),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(field: str, value: Any) -> None:
    with pytest.raises(CorrectionInvalid) as refusal:
        check(field, value)
    for language in ("fr", "en"):
        assert refusal.value.sentence(language).endswith(".")


def test_a_corrected_field_loses_its_words_and_the_others_keep_theirs() -> None:
    read = document()
    before = copy.deepcopy(read)
    now = apply(read, {"years_experience": 9, "kept": True, "term:prestashop": "met"})
    assert read == before
    assert (now["years_experience"], now["by_human"], now["terms"]) == (9, ["years_experience"], {"prestashop": "met"})
    assert "years_experience" not in now["evidence"]
    assert now["evidence"]["price"] == read["evidence"]["price"]


def test_prices_left_as_they_were_keep_their_words() -> None:
    read = document()
    first, second = read["price"]
    changed = check("price", [first, second | {"amount_min": 500, "amount_max": 500}])
    now = apply(read, {"price": changed})
    assert now["evidence"]["price"] == [read["evidence"]["price"][0], [0, 0]]
    assert [int(price.amount_min or 0) for price in extract_from_document(now).price] == [4500, 500]


def test_every_price_taken_away_leaves_none() -> None:
    now = apply(document(), {"price": check("price", [])})
    assert (now["price"], "price" in now["evidence"]) == ([], False)


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=8,
)
CORRECTED = (*sorted(FIELDS), "kept", "term:x", "autre")


@given(st.sampled_from(CORRECTED), ANY_JSON)
def test_anything_is_understood_or_refused_and_the_document_can_be_read(field: str, value: Any) -> None:
    try:
        kept = check(field, value)
    except CorrectionInvalid:
        return
    assert check(field, kept) == kept
    extract_from_document(apply(document(), {field: kept}))


def test_every_value_that_is_read_can_be_corrected() -> None:
    """Why and how surely follow from the kind; the words follow from the values."""
    follows = {"kind_confidence", "kind_reasons", "evidence", "confidence"}
    assert set(extract_document(extract(REPLY))) - follows == FIELDS


def test_prices_of_somebody_who_offers_nothing_come_back_with_the_owners_word():
    text = "Voyez avec ma collègue @Inès Roy, son TJM est de 450 €."
    read = reply_document(replace(REPLY, text=text), extract(replace(REPLY, text=text)))
    assert (read["kind"], read["price"]) == ("referral", [])
    (aside,) = read["price_aside"]
    for said in ({"kind": "offer"}, {"kept": True}):
        now = apply(read, said)
        assert now["price"] == [aside]
        assert now["evidence"]["price"] == read["evidence"]["price_aside"]
        assert "price_aside" not in now
    assert apply(read, {"remote": "yes"})["price"] == []
    assert extract_document(extract_from_document(read)) == {
        k: read[k] for k in extract_document(extract_from_document(read))
    }


def test_a_price_of_the_owner_wins_over_those_that_come_back():
    text = "Voyez avec ma collègue @Inès Roy, son TJM est de 450 €."
    read = reply_document(replace(REPLY, text=text), extract(replace(REPLY, text=text)))
    now = apply(read, {"kind": "offer", "price": [PRICE]})
    assert now["price"] == [PRICE]
    assert "price" not in now["evidence"]
