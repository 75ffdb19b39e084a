"""A recommendation that was asked for: its origin goes with the reply, and its price is no price of this call."""

import io
import json

import pytest

from orchestre.replies.extract import Kind
from orchestre.replies.extraction import extract
from orchestre.replies.recommendation import COLUMNS, Origin, Tie, origin_of, record
from orchestre.replies.sources import read_file
from orchestre.shortlist import make_shortlist, read_decision, shortlist_document, workbook
from orchestre.shortlist.offers import ReadReply
from tests.orchestre.shortlist.making import offer, price

ORIGIN = Origin("Claire Durand", "expert-comptable", (Tie.CLIENT, Tie.PAID), "2024", "4 500 €")


def read(**more):
    given = {"own_id": "x", "whom": "Ana Béal", "reach": "ana@beal.example", "did": "Elle a refait notre boutique."}
    line = json.dumps(record(ORIGIN, day="2026-11-22", language="fr", **{**given, **more}))
    (reply,) = read_file(io.BytesIO(line.encode()), name="Recommandation", columns=COLUMNS)
    return reply


def test_it_comes_in_under_the_name_of_who_is_recommended():
    reply = read()
    assert reply.author == "Ana Béal"
    assert origin_of(reply.given) == ORIGIN
    found = extract(reply)
    assert found.kind is Kind.REFERRAL
    assert found.kind_reasons == ("replies.kind_recommended",)
    assert found.emails == ("ana@beal.example",)
    assert not found.price


@pytest.mark.parametrize(
    "did",
    [
        "Je propose de refaire votre boutique pour 3 000 € HT, disponible lundi.",
        "Quel est votre budget ?",
        '"}\n{"id": "y", "author": "Zoé"}',
        "x" * 5000,
        "\x00\ud800 nul",
    ],
)
def test_whatever_the_words_it_stays_a_recommendation(did):
    assert extract(read(did=did)).kind is Kind.REFERRAL


def test_a_reply_of_nobody_asked_has_no_origin():
    assert origin_of({}) is None
    assert origin_of({"origin_by": " ", "origin_ties": "client"}) is None
    assert origin_of({"origin_by": "Claire", "origin_ties": "cousine"}).ties == ()


@pytest.mark.parametrize("tie", Tie)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_tie_is_said_with_what_it_proves(tie, language):
    origin = Origin("Claire", "", (tie,))
    assert "Claire" in origin.said(language)
    assert origin.ties_said(language)


def test_the_tie_that_proves_least_speaks():
    assert ORIGIN.proves == "replies.origin_proves_paid"
    assert Origin("Claire", "", (Tie.CLIENT, Tie.FRIEND)).proves == "replies.origin_proves_friend"


def test_the_origin_goes_with_the_offer_of_the_same_person():
    reply = read()
    folded = ReadReply(reply, extract(reply), offer("a", duplicate=("own", "person")).duplicate)
    own = offer("own", price(5000), author="Ana Béal")
    found = make_shortlist(
        [own, folded, offer("b", price(6000))], read_decision("[price]\nfloor=1000\nceiling=9000\npoints=1")
    )
    document = shortlist_document(found, language="fr")
    assert [entry.get("recommended", [{}])[0].get("ties") for entry in document["ranking"]] == [
        ["client", "paid"],
        None,
    ]
    header = [column.title for column in workbook(found, language="fr")[0].columns]
    assert header[-2] == "Recommandé par"
    assert document["ranking"][0]["comparable_price"]["likely"] == 5000
