"""A choice on paper: what the page and the record say, and that what they say adds up."""

import io
import re
import shutil
import subprocess
from datetime import UTC, datetime, timedelta

import pytest
from docx import Document as read_docx

from orchestre.decision.price_rules import rules as price_rules
from orchestre.documents.docx import write_docx
from orchestre.documents.html import write_html
from orchestre.documents.markdown import write_markdown
from orchestre.documents.model import Grid, Heading
from orchestre.documents.pdf import write_pdf
from orchestre.shortlist import build_cells, make_shortlist, rank, read_decision, shortlist_document
from orchestre.shortlist.record import Change, Decided, Rules, choice_of, compare, full_record, one_page
from tests.orchestre.shortlist.making import offer, price
from tests.orchestre.shortlist.test_shortlist import DECISION
from tests.orchestre.shortlist.test_workbook import REPLIES, board

NOW = datetime(2026, 11, 22, 9, 5, tzinfo=UTC)
LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])


def rules(found, *, opened=-5, later=()):
    sha256 = found.board.decision.sha256
    changes = [Change(NOW + timedelta(days=days), "Zoé", "Points changés", sha256, why) for days, why in later]
    first = Change(NOW - timedelta(days=9), "Zoé", "Règle proposée", sha256)
    return Rules((first, *changes), NOW + timedelta(days=opened), "Refaire <b>la boutique</b> & vite")


def page(found, language="fr", decided=None, **more):
    choice = choice_of(found, decided=decided)
    return one_page(choice, rules(found, **more), language=language, made_at=NOW, author="Zoé")


def chose(found, at):
    """What people chose: the offer at this place of the ranking."""
    entry = list(found.entries(at + 1))[at]
    return Decided(entry.place.id, entry.candidate.alternative.name, "Zoé", NOW, "Nous la connaissons.")


def record(found, language="fr", **more):
    return full_record(found, rules(found, **more), language=language, made_at=NOW, author="Zoé")


def said(document):
    return " ".join(write_markdown(document).replace("\\", "").split())


def pages(pdf):
    tool = shutil.which("pdftotext")
    if tool is None:
        pytest.skip("pdftotext is not installed")
    told = subprocess.run([tool, "-", "-"], input=pdf, check=True, capture_output=True, timeout=60)
    return told.stdout.decode().count("\f")


@LANGUAGES
def test_the_page_says_who_at_what_price_how_sure_and_who_is_next(language):
    found = rank(board())
    text = said(page(found, language))
    first, second = list(found.entries(2))
    assert "=Maud" in text
    assert f"{round(first.place.score)} {'sur' if language == 'fr' else 'out of'} 100" in text
    assert f"{round(second.place.score)} points" in text
    assert found.board.decision.sha256 in text
    assert ("Encore ouvert" if language == "fr" else "Still open") in text
    assert "{" not in text, "every value was filled in"


@pytest.mark.parametrize(
    ("language", "none", "speaks", "why", "nobody"),
    [
        ("fr", "Aucun choix n’est encore noté", "Ce qui parle pour elle", "Pourquoi", "Personne n’est choisi"),
        ("en", "No choice is noted yet", "What speaks for it", "Why", "Nobody is chosen"),
    ],
)
def test_before_anybody_chose_the_page_does_not_read_as_if_the_first_were(language, none, speaks, why, nobody):
    found = rank(board())
    before, after = (
        {block.text for block in page(found, language, decided).blocks if isinstance(block, Heading)}
        for decided in (None, chose(found, 0))
    )
    assert {none, speaks} <= before - after
    assert why in after - before
    assert nobody in said(page(found, language))
    assert nobody in said(record(found, language))
    assert nobody not in said(page(found, language, chose(found, 0)))


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("fr", "=Maud est en tête plus souvent que Quelqu’un qui n’a pas signé : dans"),
        ("en", "=Maud comes first more often than Somebody who did not sign: in"),
    ],
)
def test_whoever_is_first_more_often_than_the_chosen_one_is_named(language, told):
    found = rank(board())
    decided = chose(found, 1)
    full = full_record(found, rules(found), language=language, made_at=NOW, decided=decided)
    for document in (page(found, language, decided), full):
        assert told in said(document).replace("\xa0", " ")
    for document in (page(found, language), page(found, language, chose(found, 0)), record(found, language)):
        assert told not in said(document).replace("\xa0", " ")


@LANGUAGES
def test_the_parts_of_what_came_in_make_the_sum(language):
    found = rank(board())
    grid = next(b for b in record(found, language).blocks if isinstance(b, Grid) and len(b.header) == 2)
    *parts, total = [int(row[1]) for row in grid.rows]
    assert sum(parts) == total == found.board.counts()["read"] == len(REPLIES)


@LANGUAGES
def test_the_page_holds_on_one_page_whatever_the_names(language):
    long = "Société générale d'électricité et de plomberie du grand Ouest " * 4
    many = [
        offer(f"r{i}", price(4000 + 10 * i), text=f"PrestaShop {long}", author=f"{long} {i}", years_experience=5.0)
        for i in range(30)
    ]
    criteria = "".join(
        f'[[criterion]]\nkey = "c{i}"\nlabel = "{long[:90]} {i}"\nfact = "term"\nwords = ["PrestaShop"]\npoints = 3\n'
        for i in range(12)
    )
    found = make_shortlist(many, read_decision(f'title = "{long[:180]}"\n{DECISION}\n{criteria}'.replace(
        'title = "Boutique"', "", 1)))  # fmt: skip
    assert pages(write_pdf(page(found, language))) == 1


@LANGUAGES
@pytest.mark.parametrize("replies", [[], REPLIES[:1], [REPLIES[1], offer("r9", price(9900), years_experience=8.0)]])
def test_nobody_one_offer_or_a_tie_are_told_too(replies, language):
    found = make_shortlist(replies, read_decision(DECISION))
    for document in (page(found, language), record(found, language)):
        assert write_pdf(document).startswith(b"%PDF")
        assert "{" not in said(document)


def test_a_tie_is_no_second_place():
    alike = [offer(f"r{i}", price(9900), author=name, years_experience=8.0) for i, name in enumerate(("Ana", "Bob"))]
    text = said(page(make_shortlist(alike, read_decision(DECISION))))
    assert "2 offres à égalité" in text
    assert "autant de points" in text
    assert "de moins" not in text


def test_rules_frozen_before_or_after_the_first_reply():
    found = rank(board())
    assert "avant la première réponse" in said(page(found))
    assert "après la première réponse" in said(page(found, opened=-12))
    assert "Rien n’y a changé" in said(page(found))
    changed = said(page(found, later=[(-2, "le budget a baissé")]))
    assert "1 changement depuis" in changed
    assert "Points changés. Pourquoi : le budget a baissé" in changed.replace("\xa0", " ")
    many = page(found, later=[(-2, "le budget a baissé " * 16)] * 9)
    assert "Et 6 autres changements" in said(many)
    assert pages(write_pdf(many)) == 1
    assert "le budget a baissé" in said(record(found, later=[(-2, "le budget a baissé")]))


def test_a_change_before_the_first_reply_is_part_of_what_is_frozen():
    found = rank(board())
    text = said(page(found, later=[(-7, "")]))
    assert "15 novembre 2026" in text
    assert "Rien n’y a changé" in text


def test_points_tried_on_the_side_are_told_apart_from_the_rules():
    found = rank(board())
    other = Rules((Change(NOW, "Zoé", "x", "0" * 64),), None)
    text = said(one_page(choice_of(found), other, language="fr", made_at=NOW))
    assert "avec d’autres points que ceux de la règle" in text


@LANGUAGES
@pytest.mark.parametrize("rule", sorted(price_rules()))
def test_every_price_rule_has_its_record_and_its_worked_example(rule, language):
    decision = read_decision(with_rule(rule))
    found = rank(build_cells(REPLIES, decision))
    document = record(found, language)
    text = said(document)
    assert price_rules()[rule].label.said(language) in text
    example = next(b for b in document.blocks if isinstance(b, Grid) and len(b.header) == 5 and len(b.rows) == 3)
    assert example.rows
    headings = [block.text for block in document.blocks if isinstance(block, Heading) and block.level == 1]
    assert len(headings) == len(set(headings)) >= 10


def with_rule(rule):
    return DECISION.replace("[price]", f'[price]\nrule = "{rule}"\neuro_per_point = 100\nquality_floor = 20', 1)


def test_the_worked_example_adds_up():
    document = record(rank(board()))
    example = [b for b in document.blocks if isinstance(b, Grid) and len(b.header) == 5][1]
    earned = [float(row[4].replace(",", ".")) for row in example.rows]
    assert f"{sum(earned):.1f}".replace(".", ",") in said(document)


@LANGUAGES
def test_the_same_in_every_format(language):
    found = rank(board())
    for document in (page(found, language), record(found, language)):
        docx = read_docx(io.BytesIO(write_docx(document)))
        text = "\n".join(paragraph.text for paragraph in docx.paragraphs)
        assert "=Maud" in text
        assert found.board.decision.sha256 in text
        html = write_html(document)
        assert "<b>la boutique</b>" not in html
        assert found.board.decision.sha256 in html


def test_names_cannot_turn_a_line_around():
    replies = [offer("r1", price(5000), author="A\u202eB\nC"), offer("r2", price(6000), author="D")]
    text = said(page(make_shortlist(replies, read_decision(DECISION))))
    assert "\u202e" not in text
    assert "A B C" in text


# --- Worked out again ---------------------------------------------------------------------------------------------


def document_of(replies, language="fr", points=None):
    return shortlist_document(rank(build_cells(replies, read_decision(DECISION)), points), language=language)


def test_the_same_replies_give_the_same_figures_digit_for_digit():
    replayed = compare(document_of(REPLIES), document_of([*reversed(REPLIES[:-1]), REPLIES[-1]], "en"))
    assert replayed.same
    assert replayed.figures > 100
    assert replayed.winner_before == replayed.winner_now == "r1"


def test_what_moved_is_named():
    dearer = [offer("r2", price(9901), text="pas de PrestaShop", author="Léo & fils", years_experience=8.0)]
    changed = [dearer[0] if one.reply.id == "r2" else one for one in REPLIES]
    replayed = compare(document_of(REPLIES), document_of(changed))
    assert not replayed.same
    assert "ranking.r2.criteria.price.value" in [one.where for one in replayed.differences]
    assert not replayed.left + replayed.joined


def test_offers_that_left_or_joined_are_named():
    replayed = compare(document_of(REPLIES[1:]), document_of([*REPLIES[:1], *REPLIES[2:]]))
    assert (replayed.left, replayed.joined) == (("r2",), ("r1",))
    assert not replayed.same


def test_what_a_newer_version_says_besides_changes_nothing():
    kept = document_of(REPLIES)
    now = {**document_of(REPLIES), "something_new": 3, "warnings": []}
    assert compare(kept, now).same
    assert not compare(now, kept).same


def test_no_figure_is_a_word():
    assert not re.search("[0-9]", "".join(one.where for one in compare({"a": True}, {"a": 1}).differences))
    assert not compare({"a": True}, {"a": 1}).same
