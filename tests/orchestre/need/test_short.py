"""What says no need gets a useful answer that keeps its words; a need of two words is written."""

import tomllib
from pathlib import Path

import pytest

from orchestre.basics import Language
from orchestre.need import to_markdown, write_need
from orchestre.need.given import NoNeedYet, WhoOnly

HERE = Path(__file__).resolve().parents[2] / "data/need"

NO_NEED = [
    "Il fait beau",
    "Il fait beau aujourd'hui à Nantes",
    "The weather is nice today",
    "I like cats",
    "J'aime les chats et le chocolat",
    "Ma fille a eu son bac hier",
    "La France a gagné le match",
    "Happy birthday to you",
    "On galère",
    "ça ne va pas",
    "J'ai un problème",
    "I had pasta for lunch with my brother",
    "On est partis en vacances en Bretagne",
    "Il pleut depuis trois jours",
    "test test test test",
    "Rien de spécial à dire",
    "je veux",
    "besoin d'aide",
    "help",
]

WHO = [
    "Nous sommes une PME de 12 salariés à Lyon",
    "Je tiens une boulangerie à Vannes",
    "We are a bakery in Leeds",
]

OBLIQUE = [
    "Type dog physio plus my town and you get three people forty miles away and not me, I've been here nine years",
    "Mon concurrent sort avant moi partout, pourtant je suis là depuis trente ans et mes vendeurs ont peur.",
]

SHORT: list[tuple[str, Language]] = [
    ("un site", "fr"),
    ("site", "fr"),
    ("Bonjour, un site svp", "fr"),
    ("besoin d'un logo", "fr"),
    ("caisse", "fr"),
    ("une secrétaire", "fr"),
    ("recruter", "fr"),
    ("des tablettes", "fr"),
    ("Le toit fuit", "fr"),
    ("nos clients partent", "fr"),
    ("on perd des devis", "fr"),
    ("dératiser la cave", "fr"),
    ("un devis", "fr"),
    ("need a till", "en"),
    ("a logo", "en"),
    ("hire an accountant", "en"),
    ("phones ring all day", "en"),
    ("tyres for the fleet", "en"),
    ("a website please", "en"),
    ("the ceiling leaks", "en"),
]


@pytest.mark.parametrize("sentence", NO_NEED)
def test_what_says_no_need_is_told_what_is_missing_in_its_words(sentence: str) -> None:
    with pytest.raises(NoNeedYet) as caught:
        write_need(sentence)
    assert all(sentence.split(maxsplit=1)[0] in caught.value.sentence(language) for language in ("fr", "en"))


@pytest.mark.parametrize("sentence", WHO)
def test_who_one_is_is_not_yet_what_one_needs(sentence: str) -> None:
    with pytest.raises(WhoOnly) as caught:
        write_need(sentence)
    assert sentence in caught.value.sentence("en")


@pytest.mark.parametrize(("sentence", "language"), SHORT)
def test_a_need_of_two_words_is_written(sentence: str, language: Language) -> None:
    need = write_need(sentence, language=language)
    assert need.requirements
    assert need.questions
    assert sentence in to_markdown(need)


@pytest.mark.parametrize("sentence", OBLIQUE)
def test_a_long_sentence_without_a_word_of_wanting_is_written(sentence: str) -> None:
    assert write_need(sentence).requirements


def test_no_sentence_of_an_owner_is_refused() -> None:
    files = sorted(HERE.glob("batch*.toml"))
    rows = [row for file in files for row in tomllib.loads(file.read_text(encoding="utf-8"))["need"]]
    assert len(rows) > 300
    for row in rows[::6]:
        assert write_need(row["sentence"], language=row.get("lang", "fr")).requirements
