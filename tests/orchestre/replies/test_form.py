"""An offer made in a form: facts before readings, and nothing taken for a no that was not said."""

import io
import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestre.basics import Language
from orchestre.reading.values import Tax
from orchestre.replies.extract import Extract, Kind
from orchestre.replies.extraction import extract
from orchestre.replies.form import (
    Answer,
    Asked,
    FileWords,
    Met,
    Offered,
    PriceFrame,
    columns,
    record,
    share,
    share_column,
)
from orchestre.replies.reply import Reply
from orchestre.replies.sources import read_file

ASKED = (Asked("basket", "Panier sur PrestaShop"), Asked("export", "Export"), Asked("news", "Lettre", must=False))


def came(offered: Offered, language: Language = "fr", files: tuple[FileWords, ...] = ()) -> tuple[Reply, Extract]:
    """The reply that the import makes of a form."""
    own = record(offered, ASKED, own_id="form-1", day="2026-11-20", language=language, files=files)
    found = list(read_file(io.BytesIO(json.dumps(own).encode()), name="Form", columns=columns(ASKED, language)))
    assert len(found) == 1
    assert isinstance(found[0], Reply)
    return found[0], extract(found[0])


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_form_is_read_as_it_was_filled(language: Language) -> None:
    price = PriceFrame(Decimal(12_000), Decimal("100.50"), monthly=True, years=3, tax=Tax.EXCL)
    offered = Offered(
        "Zoé Quark", "zoe@quark.example", "06 12 34 56 78", "Nous ferions cela pour 9 000 € HT.", "Musée, 2025",
        (Answer(Met.YES, "version 9"), Answer(Met.PART), Answer(None)), price, date(2027, 1, 11),
    )  # fmt: skip
    reply, read = came(offered, language)
    assert read.kind is Kind.OFFER
    assert [(one.amount_min, one.amount_max, one.tax) for one in read.price] == [
        (Decimal("15618.00"), Decimal("15618.00"), Tax.EXCL)
    ]
    assert [one.amount_min for one in read.price_aside] == [9_000]
    assert read.availability is not None
    assert read.availability.start == date(2027, 1, 11)
    assert reply.given[share_column(language)] == "75"
    assert reply.given["email"] == "zoe@quark.example"
    assert reply.channel == "web_form"
    assert not any(key in read.evidence for key in ("price", "availability"))


def test_the_words_of_the_question_are_not_those_of_the_answer() -> None:
    reply, _ = came(Offered(answers=(Answer(Met.NO), Answer(None), Answer(None))))
    assert "PrestaShop" not in reply.text


def test_words_alone_are_read_as_any_reply() -> None:
    _, read = came(Offered(words="Je propose de refaire votre boutique pour 4 500 € HT, disponible en janvier."))
    assert read.kind is Kind.OFFER
    assert read.price[0].amount_min == 4_500


def test_words_of_a_file_lead_to_their_page() -> None:
    reply, read = came(
        Offered(words="Je propose de refaire votre boutique, devis joint."),
        files=(FileWords("devis.pdf", ("Bonjour", "Le tout pour 4 700 € HT")),),
    )
    start, _ = read.evidence["price"][0]
    assert reply.text[:start].rstrip().splitlines()[-2:][0].startswith("[devis.pdf, page 2]")


def test_late_and_amended_are_said() -> None:
    reply, _ = came(Offered(words="Bonjour", version=2, late=True))
    assert "modifiée, version 2, reçue après la date limite" in reply.given.values()


FRAMES = [
    ("set-up alone is open above", PriceFrame(Decimal(4000), None), 4000, None),
    ("running alone is open above", PriceFrame(None, Decimal(100), monthly=False), 300, None),
    ("free running is a whole price", PriceFrame(Decimal(4000), Decimal(0)), 4000, 4000),
    ("by year", PriceFrame(Decimal(1000), Decimal(100), monthly=False, years=5), 1500, 1500),
    ("nothing is no price", PriceFrame(None, None), None, None),
]


@pytest.mark.parametrize(("name", "frame", "low", "high"), FRAMES, ids=[each[0] for each in FRAMES])
def test_the_total_over_the_years(name: str, frame: PriceFrame, low: int | None, high: int | None) -> None:
    _, read = came(Offered(words="Bonjour, voici.", price=frame))
    found = [(one.amount_min, one.amount_max) for one in read.price]
    assert found == ([] if low is None else [(low, high)])


@given(st.lists(st.sampled_from([*Met, None]), min_size=3, max_size=3))
def test_what_was_left_out_is_between_a_no_and_a_yes(met: list[Met | None]) -> None:
    found = share(ASKED, [Answer(each) for each in met])
    if found is None:
        assert met[0] is met[1] is None
        return
    low, high = found
    assert 0 <= low <= high <= 100
    assert (low == high) == (None not in met[:2])
