"""Each reader against its table of cases, and the laws all of them keep."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from orchestre.reading.availability import find_availability
from orchestre.reading.contacts import find_contacts, phone_key
from orchestre.reading.experience import find_years
from orchestre.reading.language import find_language
from orchestre.reading.normal import prepare
from orchestre.reading.people import find_mentions
from orchestre.reading.places import find_places
from orchestre.reading.remote import find_remote
from orchestre.reading.skills import find_skills, find_tools
from orchestre.reading.terms import Term, find_term

HERE = Path(__file__).parent


def table(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))


def rows(name: str) -> list[tuple[str, Any]]:
    return [(key, case) for key, cases in table(name).items() if isinstance(cases, list) for case in cases]


@pytest.mark.parametrize(("field", "case"), rows("contacts"))
def test_contacts(field: str, case: list[Any]) -> None:
    text, expected = case
    assert [one.value for one in getattr(find_contacts(prepare(text)), field)] == expected


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("+33 (0)6 39 98 11 22", "06.39.98.11.22"),
        ("0033639981122", "06 39 98 11 22"),
        ("+44 7700 900123", "07700 900123"),
        ("+1 514-555-0199", "(514) 555-0199"),
        ("+32 470 12 34 56", "0470/12.34.56"),
    ],
)
def test_a_phone_has_one_key_however_it_is_written(first: str, second: str) -> None:
    assert phone_key(first) == phone_key(second)


@pytest.mark.parametrize("case", table("people")["gives"])
def test_people_tagged_or_recommended(case: list[Any]) -> None:
    text, expected = case
    ready = prepare(text)
    found = find_mentions(ready, find_contacts(ready))
    assert [one.value for one in found] == expected
    assert all(one.value in text[one.span[0] : one.span[1]] for one in found)


@pytest.mark.parametrize("case", table("skills")["gives"])
def test_skills_and_the_tools_among_them(case: list[Any]) -> None:
    text, skills, tools = case
    found = find_skills(prepare(text))
    assert ([one.value for one in found], [one.value for one in find_tools(found)]) == (skills, tools)


def test_a_need_put_as_a_question_names_its_tools() -> None:
    ready = prepare("Qui connaît PrestaShop ?")
    assert find_skills(ready) == ()
    assert [one.value for one in find_skills(ready, asked=True)] == ["PrestaShop"]


@pytest.mark.parametrize("case", table("places")["gives"])
def test_places(case: list[Any]) -> None:
    text, expected = case
    assert [one.value for one in find_places(prepare(text))] == expected


@pytest.mark.parametrize(("mode", "text"), rows("remote"))
def test_remote(mode: str, text: str) -> None:
    assert find_remote(prepare(text)).value == mode


def dated(key: str) -> list[tuple[date, Any]]:
    """The cases of both tables of dates, each with the day it is counted from."""
    return [(table(name)["reference"], case) for name in ("availability", "starts") for case in table(name)[key]]


@pytest.mark.parametrize(("reference", "case"), dated("gives"))
def test_availability(reference: date, case: list[Any]) -> None:
    text, start, immediate, days = case
    language = find_language(prepare(text))
    found = find_availability(prepare(text), reference_date=reference, language=language)
    assert found is not None
    assert (str(found.start or ""), found.immediate, found.days_per_week or 0) == (start, immediate, days)
    assert text[found.span[0] : found.span[1]] == found.date_text


@pytest.mark.parametrize(("reference", "text"), dated("nothing"))
def test_no_availability(reference: date, text: str) -> None:
    assert find_availability(prepare(text), reference_date=reference) is None


def test_without_a_reference_date_no_day_is_invented() -> None:
    found = find_availability(prepare("dispo mi-janvier"), reference_date=None)
    assert found is not None
    assert (found.start, found.date_text) == (None, "dispo mi-janvier")


@pytest.mark.parametrize("case", table("experience")["gives"])
def test_years(case: list[Any]) -> None:
    text, expected = case
    found = find_years(prepare(text))
    assert found is not None
    assert found.value == expected


@pytest.mark.parametrize("text", table("experience")["nothing"])
def test_no_years(text: str) -> None:
    assert find_years(prepare(text)) is None


@pytest.mark.parametrize(("language", "text"), rows("language"))
def test_language(language: str, text: str) -> None:
    assert find_language(prepare(text)) == language


@pytest.mark.parametrize(("state", "case"), rows("terms"))
def test_terms(state: str, case: list[str]) -> None:
    term, text = case
    found = find_term(prepare(text), [term])
    assert found.state == state
    assert all(start < end for start, end in found.spans)
    assert bool(found.spans) == (state != "unknown")


def test_a_term_affirmed_in_one_clause_and_denied_in_another_is_met_by_the_words_that_affirm_it() -> None:
    text = "Pas de Shopify pour les gros catalogues. Pour le vôtre, Shopify me va."
    found = find_term(prepare(text), ["Shopify"])
    assert (found.state, found.spans) == ("met", ((56, 63),))


def test_any_alias_of_a_compiled_term_counts() -> None:
    term = Term.compiled(["e-commerce", "boutique en ligne"])
    for text in ("Boutiques en ligne", "E-commerce", "ecommerce"):
        assert find_term(prepare(text), term).state == "met"


def test_quoted_history_is_not_the_authors_word() -> None:
    ready = prepare("Bonjour, je fais du Shopify.\nLe 15 juin, Paul a écrit :\n> cherche PrestaShop à Lyon").own_words()
    assert find_term(ready, ["PrestaShop"]).state == "unknown"
    assert find_term(ready, ["Shopify"]).state == "met"
    assert find_places(ready) == ()


PIECES = (
    *(
        "dispo",
        "mi-",
        "janvier",
        "sous",
        "3 semaines",
        "basé à",
        "Lyon (69)",
        "pas de",
        "Shopify",
        "ni",
        "WordPress",
        ",",
    ),
    *(
        ".",
        "?",
        "@paul",
        "@",
        "exemple.fr",
        "at",
        "dot com",
        "06 39 98 11 22",
        "+33",
        "ans d'xp",
        "depuis 8",
        "years",
        "31/02",
    ),
    *(
        "S60",
        "fin",
        "le 31",
        "remote ou",
        "sur site",
        "—",
        "\u202f",
        "½",
        "ﬁ",
        "𝐓𝐉𝐌",
        ">",
        "\n",
        "Le 3 a écrit :",
        "dispo 0",
    ),
)
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(
        st.sampled_from(PIECES),
        max_size=30,
    ).map(" ".join),
)


@given(TEXTS)
@example("x @ @ . .")
@example("a.b.c.d.e.f@g.h.i.j.k")
def test_no_text_raises_and_every_span_holds_words_of_the_text(text: str) -> None:
    ready = prepare(text).own_words()
    contacts = find_contacts(ready)
    found = [*contacts.emails, *contacts.phones, *contacts.urls, *contacts.handles, *contacts.tags]
    found += [*find_places(ready), *find_skills(ready), *find_mentions(ready, contacts)]
    spans = [one.span for one in found]
    years = find_years(ready)
    spans += [years.span] if years else []
    available = find_availability(ready, reference_date=date(2026, 3, 9))
    if available:
        spans.append(available.span)
        assert available.date_text == text[available.span[0] : available.span[1]]
    spans += find_term(ready, ["Shopify", "WordPress"]).spans
    for start, end in spans:
        assert 0 <= start < end <= len(text)
    for one in (*contacts.phones, *contacts.urls, *find_places(ready)):
        # A character written as several ("¼" reads 1⁄4) belongs whole to the span, in part to the value.
        assert one.value.strip() in prepare(text[one.span[0] : one.span[1]]).text
    mode = find_remote(ready)
    assert mode.value == "unknown" or mode.span[0] < mode.span[1] <= len(text)
    assert find_language(ready)
