"""Long hostile texts: the work grows with the length, never with its square. Calls are counted, not seconds."""

import sys

import pytest

from orchestre.reading.normal import prepare
from orchestre.reading.prices import find_prices

PIECES = (
    "1 ", "1", "€", "1€ ", "12 000 ", "entre 4 et ", "TJM ", "450 € HT / jour, ", "à ", "x 2 ", "(((", "budget de ",
    "quatre cent ", "cent ", "0,1", "'1", "- 5 k", "\n", "> 5€\n", "? ", "sur devis ", "1k", "     ", "h t ",
    "500 € le ",     "10 % de ", "hiring ", "salary 50k ", "grand a ", "..",
    "logo 150, ", "1h ", "1 000,", "$", "chf 120.- ", "don't ",
    "tva 20 % : ", "frais stripe ", "concurrent ", "tarif mini : 5 €\n", "change my rate from ", "€ 5 | ", "100 1€ ",
    "- audit : 600 €\n", "démarre à 5 € et 6 €, ", "two and a half grand ", "min max 5 € 6 €\n", "soit 360 ",
    "logo 90\n",
    "+ 5 € ", "2x 600 ", "/ 1 000 ", "de la ", "votre budget 5 € ", "un junior ", "50k-", "1.1.", "demi ",
)  # fmt: skip


def calls(text: str) -> int:
    """How many functions are called while a text is read, those of `re` too."""
    ready, count = prepare(text), 0

    def seen(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(seen)
    try:
        find_prices(ready)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("piece", PIECES)
def test_twice_the_text_is_at_most_twice_the_work(piece):
    once, twice = (calls(piece * (size // len(piece))) for size in (2_000, 4_000))
    assert twice <= 2.3 * once + 200
