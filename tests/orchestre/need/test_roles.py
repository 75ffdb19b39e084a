"""Job descriptions and mission letters: what they hold, for which need they are made, what they never do."""

import json
import re
from datetime import date

import pytest

from orchestre.documents.markdown import write_markdown
from orchestre.documents.model import Document, Signature
from orchestre.documents.pdf import write_pdf
from orchestre.knowledge import load
from orchestre.need import write_need
from orchestre.need.roles import JOB, MISSION, UnknownRole, role_paper, roles, suited

SITE = "On est une fromagerie de 12 salariés à Nantes, on voudrait être mieux trouvés sur Google avant les fêtes"
IN_A_JOB = {
    "context",
    "missions",
    "first",
    "points",
    "wanted",
    "learnt",
    "brings",
    "success",
    "frame",
    "pay",
    "hiring",
    "confirm",
}
IN_A_LETTER = {
    "between", "context", "missions", "outside", "first", "points", "time", "powers", "independence", "handover",
    "success", "pay", "frame", "end", "confirm",
}  # fmt: skip
EVERY = [(role.id, role.form, language) for role in roles().values() for language in ("fr", "en")]


def said(role_id: str, form: str, language: str, sentence: str = SITE) -> str:
    need = write_need(sentence, language=language)  # type: ignore[arg-type]
    return json.dumps(role_paper(need, role_id, form=form).as_document(), ensure_ascii=False)


@pytest.mark.parametrize(
    ("sentence", "form", "first"),
    [
        (SITE, JOB, "marketing-manager"),
        ("On veut changer d'ERP, on est 60", JOB, "project-manager"),
        ("Un rançongiciel a bloqué le voisin, comment se protéger ?", JOB, "it-person"),
        ("Il faut quelqu'un pour animer notre page LinkedIn et les posts de nos vendeurs", JOB, "work-study"),
        (
            "Trop de chantiers numériques, il nous faut un directeur digital à temps partagé",
            MISSION,
            "part-time-executive",
        ),
    ],
)
def test_the_profile_is_one_made_for_the_need(sentence: str, form: str, first: str) -> None:
    need = write_need(sentence)
    made = suited(need, form)
    assert first in made
    assert role_paper(need, "auto", form=form).role.id == made[0]


def test_another_profile_may_be_written_and_says_who_fits_better() -> None:
    paper = role_paper(write_need(SITE), "it-person", form=JOB)
    assert not paper.adapted
    assert paper.better == ("marketing-manager",)
    assert any("Responsable marketing" in item for part in paper.parts if part.id == "confirm" for item in part.items)


@pytest.mark.parametrize(("role_id", "form", "language"), EVERY)
def test_a_role_is_whole_in_both_languages(role_id: str, form: str, language: str) -> None:
    need = write_need(SITE, language=language)  # type: ignore[arg-type]
    paper = role_paper(need, role_id, form=form)
    assert {part.id for part in paper.parts} >= (IN_A_JOB if form == JOB else IN_A_LETTER)
    for part in paper.parts:
        assert part.items or part.rows, part.id
        assert all(len(row) == len(part.header) for row in part.rows)
    document = paper.paper(made_on=date(2026, 11, 22))
    assert isinstance(document, Document)
    assert write_pdf(document).startswith(b"%PDF")
    assert any(isinstance(block, Signature) for block in document.blocks) is (form == MISSION)


@pytest.mark.parametrize(("role_id", "form", "language"), EVERY)
def test_it_is_made_from_the_need(role_id: str, form: str, language: str) -> None:
    text = said(role_id, form, language)
    kind = load().kinds["search"]
    assert kind.kpis.said(language) in text  # type: ignore[arg-type]
    assert "Nantes" in text
    lines = write_need(SITE, language=language).requirements  # type: ignore[arg-type]
    assert sum(line.text in text for line in lines) >= 3
    assert text != said(role_id, form, language, "On veut changer d'ERP, on est 60 à Lyon")


@pytest.mark.parametrize(("role_id", "form", "language"), EVERY)
def test_nothing_is_made_up(role_id: str, form: str, language: str) -> None:
    """No figure of pay without where it comes from; blanks where nobody said; the owner's words stay his."""
    text = said(role_id, form, language, "Notre vieux site nous fait honte, il faut le refaire")
    assert "honte" not in text
    assert "………" in text
    assert "confirm" in text
    for pay in roles()[role_id].pay:
        assert pay.source
        assert pay.quality in {"survey", "press", "vendor", "ours"}
        assert pay.year <= 2026 < pay.valid_until.year + 1
        assert pay.low < pay.high


@pytest.mark.parametrize(("role_id", "form", "language"), EVERY)
def test_what_is_published_has_no_note_for_the_owner(role_id: str, form: str, language: str) -> None:
    need = write_need(SITE, language=language)  # type: ignore[arg-type]
    paper = role_paper(need, role_id, form=form)
    note = re.compile("Note pour vous|A note for you")
    assert note.search(write_markdown(paper.paper()))
    assert not note.search(write_markdown(paper.paper(public=True)))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_applicants_are_read_and_grouped_never_ranked(language: str) -> None:
    for role in roles().values():
        document = json.loads(said(role.id, role.form, language))
        if role.form == JOB:
            assert document["applications"] == {"read": True, "grouped": True, "ranked": False}
            told = " ".join(next(part["items"] for part in document["parts"] if part["id"] == "hiring"))
            assert re.search("n.en note et n.en classe aucune|it does not grade or rank any", told)
        assert not {"score", "rank", "weights", "criteria"} & document.keys()


def test_work_study_has_its_tutor_its_rhythm_and_its_exams() -> None:
    parts = {part.id: part for part in role_paper(write_need(SITE), "work-study", form=JOB).parts}
    assert len(parts["tutor"].rows) >= 4
    assert len(parts["rhythm"].rows) >= 3
    assert any("cinq jours ouvrables" in item for item in parts["exams"].items)
    assert [row[1] for row in parts["pay"].rows] == ["27\u202f%", "43\u202f%", "53\u202f%", "100\u202f%"]


@pytest.mark.parametrize(("name", "form"), [("plumber", JOB), ("strategist", JOB), ("it-person", MISSION)])
def test_an_unknown_profile_is_told_with_those_there_are(name: str, form: str) -> None:
    with pytest.raises(UnknownRole) as caught:
        role_paper(write_need(SITE), name, form=form)
    assert "auto" in caught.value.sentence("fr")


def test_every_kind_named_by_a_role_exists() -> None:
    for role in roles().values():
        assert {*role.kinds, *role.by_kind} <= load().kinds.keys(), role.id
        assert set(role.sections) <= load().sections.keys()


def test_french_is_typeset() -> None:
    wrong = re.compile(r" [;!?%€»]|« |\w'\w")
    for role in roles().values():
        texts = [both.fr for part in role.parts for both in (part.title, *part.items, *part.header)]
        texts += [cell.fr for part in role.parts for row in part.rows for cell in row]
        assert not [text for text in texts if wrong.search(text)], role.id
