"""Prices said in several ways were brought to one total: the list says which, and how many."""

from dataclasses import replace

import pytest

from orchestre.shortlist import make_shortlist, read_decision
from tests.orchestre.shortlist.making import offer, price

DECISION = """
[need]
days = 20
months = 12
words = 10000
clicks = 5000
percent_of = 90000
[price]
points = 2
floor = 1000
ceiling = 40000
{more}
[[criterion]]
key = "years"
fact = "years"
worst = 0
best = 10
points = 1
"""
LUMPS = [offer("a", price(9_000)), offer("b", price(8_000))]
BASES = {
    "by the day": price(400, "day"),
    "by the hour": price(60, "hour"),
    "by the month": price(900, "month"),
    "by the half-day": price(250, "unknown", unit_raw="la demi-journée"),
    "by the word": price("0.12", "word"),
    "by the click": price("0.80", "click"),
    "as a percentage": price(9, "percent"),
    "including tax": price(12_000, tax="incl"),
    "exempt from VAT (art. 293 B)": price(9_500, tax="unknown", vat_exempt=True),
}


def ways(replies, more=""):
    decision = read_decision(DECISION.format(more=more))
    notes = [note for note in make_shortlist(replies, decision).warnings if note.code == "shortlist.mixed_bases"]
    return [note.said("en") for note in notes]


def test_one_way_for_all_is_no_warning():
    assert ways(LUMPS) == []
    assert ways([offer("a", price(400, "day")), offer("b", price(300, "day"))]) == []


@pytest.mark.parametrize("basis", BASES)
def test_each_way_is_named_and_counted(basis):
    (said,) = ways([*LUMPS, offer("c", BASES[basis])])
    assert f"1 {basis}, out of 3" in said


def test_another_currency_is_named():
    foreign = replace(price(8_000), currency="CHF")
    rate = '[[price.exchange]]\ncurrency = "CHF"\nrate = 1.05\ndate = 2026-01-05\n'
    (said,) = ways([*LUMPS, offer("c", foreign)], rate)
    assert "1 in another currency, out of 3" in said


def test_several_ways_the_commonest_first():
    days = [offer(f"d{i}", price(400 + i, "day")) for i in range(2)]
    (said,) = ways([*LUMPS, *days, offer("m", price(900, "month"))])
    assert said.index("2 by the day") < said.index("1 by the month")


# --- One total for the whole basket -------------------------------------------------------------------------------


def test_lines_of_a_price_are_one_total_before_anything_is_scored():
    """Set-up and twelve months, or all of it in one sum: the same points."""
    pieces = offer("a", price(3_000, at=(0, 5)), price(100, "month", at=(10, 15)), text="3 000 € puis 100 €/mois")
    found = make_shortlist([pieces, offer("b", price(4_200))], read_decision(DECISION.format(more="")))
    assert [entry.cells["price"].value for entry in found.entries()] == [4_200, 4_200]
    assert len({entry.cells["price"].contribution for entry in found.entries()}) == 1


def in_pieces(unit, worst, best, points=1):
    extra = f"""
[[criterion]]
key = "hosting"
label = {{ fr = "Hébergement", en = "Hosting" }}
fact = "number_given"
column = "hosting"
unit = "{unit}"
worst = {worst}
best = {best}
points = {points}
"""
    replies = [hosted(one, n) for n, one in enumerate(LUMPS)]
    found = make_shortlist(replies, read_decision(DECISION.format(more="") + extra))
    return [note.said("en") for note in found.warnings if note.code == "shortlist.price_in_pieces"]


def hosted(one, n):
    return replace(one, reply=replace(one.reply, given={"hosting": str(100 + n)}))


@pytest.mark.parametrize("unit", ["€", "EUR", "euros par mois", "€/an"])
def test_an_amount_scored_apart_from_the_price_is_told(unit):
    (said,) = in_pieces(unit, 500, 0)
    assert said.startswith("“Hosting” is an amount scored separately from the price")


@pytest.mark.parametrize(
    ("unit", "worst", "best", "points"),
    [("sites", 500, 0, 1), ("€", 0, 500, 1), ("€", 500, 0, 0), ("européens", 9, 0, 1)],
)
def test_what_is_no_piece_of_the_price_is_not_told(unit, worst, best, points):
    assert in_pieces(unit, worst, best, points) == []
