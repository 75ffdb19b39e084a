"""Texts made to keep the machine busy."""

from unittest import mock

import pytest

from orchestre.basics import OrchestreError
from orchestre.knowledge import load
from orchestre.need import building, given, recognition, write_need


def test_a_text_of_joints_is_not_read_again_for_each() -> None:
    """Ten thousand characters of "et puis" took minutes while somebody waited."""
    with mock.patch.object(recognition, "_surest", return_value=None) as read:
        recognition.recognise("Refaire notre site " + "et puis " * 1_000, load())
    assert 0 < read.call_count <= 2 * recognition.JOINTS


@pytest.mark.parametrize(
    "text", ["x" * 200_000, "Refaire notre site. " * 10_000, "12 000 € " * 22_000, "e\u0301" * 100_000]
)
def test_a_text_that_is_too_long_is_refused_before_it_is_read(text: str) -> None:
    """It was read for seconds, then refused."""
    with (
        mock.patch.object(building, "recognise", side_effect=AssertionError("read")),
        mock.patch.object(building, "load", side_effect=AssertionError("read")),
        pytest.raises(given.TooLong) as caught,
    ):
        write_need(text)
    assert caught.value.values["n"] == len(text)
    assert given.language_of(text, "fr") == given.language_of(text[: given.LONGEST], "fr")


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("def f(x): return x+1 # import os", "need.code"),
        ("SELECT * FROM clients; DROP TABLE clients;", "need.code"),
        ("function add(a,b){return a+b;} const x = 3;", "need.code"),
        ("<script>alert(1)</script>", "need.code"),
        ("Jean Dupont, permis B. Expériences : 2018-2023 développeur web. Langues : anglais.", "need.a_cv"),
        ("Curriculum vitae. Jane Doe. Marketing manager, Leeds.", "need.a_cv"),
        ("我们需要一个新网站", "need.other_language"),
        ("نحتاج موقع جديد لمطعمنا", "need.other_language"),
        ("Potrzebujemy nowej strony internetowej dla naszej piekarni", "need.other_language"),
        ("Bonne année à toute l'équipe", "need.no_need_yet"),
        ("va te faire foutre", "need.nothing_told"),
        ("Bonjour madame, merci beaucoup !", "need.no_need_yet"),
        ("🔥🔥🔥", "need.nothing_told"),
    ],
)
def test_what_is_no_need_is_answered_by_what_it_is(sentence: str, code: str) -> None:
    with pytest.raises(OrchestreError) as caught:
        write_need(sentence)
    assert caught.value.code == code


@pytest.mark.parametrize(
    "sentence",
    [
        "Putain de site, une merde sur téléphone, faut le refaire.",
        "Nos salarié(e)s (vendeur(se)s compris) doivent apprendre Excel, 12 personnes.",
        "On voudrait que le bouton <devis> de notre site marche ; il affiche {nom} au lieu du nom",
        "vendre nos truites par internet",
    ],
)
def test_a_need_in_odd_dress_is_a_need(sentence: str) -> None:
    assert write_need(sentence).requirements
