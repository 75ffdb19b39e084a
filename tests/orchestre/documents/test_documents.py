"""One document, five formats: what was typed comes out as it was typed."""

import html
import io
import re
import shutil
import subprocess
import zipfile
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from docx import Document as read_docx
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestre.documents.docx import write_docx
from orchestre.documents.html import html_part, write_html
from orchestre.documents.markdown import write_markdown
from orchestre.documents.model import (
    Document,
    Grid,
    Heading,
    HeadingSkips,
    KeyFigure,
    KeyFigures,
    Listing,
    PageBreak,
    Paragraph,
    Picture,
    PictureWithoutWords,
    Quote,
    Run,
    Signature,
    Tone,
    from_right,
    written,
)
from orchestre.documents.odt import write_odt
from orchestre.documents.pdf import NotMade, write_pdf
from orchestre.documents.tables import RowDoesNotFit

BAR = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 20"><rect width="50" height="10" fill="#b5361f"/></svg>'
TYPED = [
    "Élève naïve, cœur, ÀÉÎÕÜ ÿ",
    "1\u202f300\u202f€ à l\u2019heure\u00a0: 50\u202f%",
    "🎻 👩\u200d💻 🇫🇷 ☎",
    "<b>&amp;</b> & > \" '",
    '#panic("x") $x$ @ref *gras* _it_ `code` ~ \\ {a} [b](c) | d',
    "שלום עולם",
    "مرحبا بالعالم",
    "Привет Ελλάδα 你好 日本",
    "- pas une liste",
    "1. pas un numéro",
    "=1+1",
]


def full(typed="Zoé"):
    return Document(
        "Le choix",
        "fr",
        (
            Heading("Réponse"),
            Paragraph([Run("En tête ", bold=True), Run(typed, italic=True)], Tone.LEAD),
            Paragraph(typed),
            Heading("Détail", 2),
            Listing([typed, "deux"]),
            Listing(["un", "deux"], ordered=True),
            Listing(["encore un"], ordered=True),
            Grid(
                "Classement",
                ("Nom", "Points"),
                ((typed, "78"), ((Run("Léo", bold=True), Run(" et Ana", italic=True)), "72")),
                frozenset({1}),
                (3, 1),
            ),
            KeyFigures(
                (KeyFigure("7\u202f200\u202f€", "Prix", "de 6\u202f900 à 7\u202f500"), KeyFigure("78", "Points"))
            ),
            Quote(typed, "Zoé"),
            Picture(BAR, "Une barre à la moitié", "Figure"),
            PageBreak(),
            Paragraph(typed, Tone.SMALL),
            Signature(("Date", "Signature")),
        ),
        author="Maud & Cie",
        made_on=date(2026, 11, 22),
    )


def squeezed(text):
    """Without white space, nor the marks that say which way a word is read: lines are cut where a page ends."""
    return re.sub(r"[\s\u202a-\u202e\u2066-\u2069]+", "", text)


def words_of_pdf(pdf, *options):
    tool = shutil.which("pdftotext")
    if tool is None:
        pytest.skip("pdftotext is not installed")
    command = [tool, *options, "-enc", "UTF-8", "-", "-"]
    return subprocess.run(command, input=pdf, check=True, capture_output=True, timeout=60).stdout.decode()


def words_of_docx(made):
    read = read_docx(io.BytesIO(made))
    return "\n".join(
        [*(p.text for p in read.paragraphs), *(c.text for t in read.tables for row in t.rows for c in row.cells)]
    )


def part_of_odt(made, name):
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        return ElementTree.fromstring(archive.read(name))


def odt_text(element):
    """What a word processor shows: counted spaces and line ends are read back."""
    text = element.text or ""
    for child in element:
        name = child.tag.partition("}")[2]
        if name == "s":
            text += " " * int(child.get(f"{{{TEXT}}}c", "1"))
        elif name == "line-break":
            text += "\n"
        else:
            text += odt_text(child) + ("\n" if name in {"p", "h"} else "")
        text += child.tail or ""
    return text


TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0"


# --- The model ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("levels", [(2,), (1, 3), (1, 2, 4), (0,), (1, 2, 3, 4, 5)])
def test_no_heading_level_is_left_out(levels):
    with pytest.raises(HeadingSkips):
        Document("t", "fr", tuple(Heading("x", level) for level in levels))


def test_a_picture_has_words():
    with pytest.raises(PictureWithoutWords):
        Picture(BAR, "  ")


def test_a_row_that_does_not_fit_is_told():
    with pytest.raises(RowDoesNotFit):
        Grid("g", ("a", "b"), (("1",),))


def test_what_no_format_can_hold_is_left_out():
    assert written("a\0b\x1bc\ud83dd\ufffee\tf\r\ng\u2028h") == "abcde f\ng\nh"


# --- PDF ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", TYPED)
def test_a_pdf_gives_back_what_was_typed(typed):
    assert squeezed(words_of_pdf(write_pdf(full(typed)))).count(squeezed(typed)) >= 4


def test_ten_thousand_characters_and_one_endless_word():
    typed = "Une phrase ordinaire, avec ses accents é è. " * 230 + "x" * 3000
    text = squeezed(words_of_pdf(write_pdf(Document("t", "fr", (Paragraph(typed),)))))
    assert squeezed(typed) in re.sub(r"\d+/\d+", "", text)


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=80))
def test_no_text_stops_a_format(typed):
    document = full(typed)
    assert write_pdf(document).startswith(b"%PDF")
    assert written(typed) in words_of_docx(write_docx(document))
    assert odt_text(part_of_odt(write_odt(document), "content.xml")).count(written(typed)) >= 5
    assert html.escape(written(typed)).replace("\n", "<br>") in write_html(document)
    write_markdown(document)


@pytest.mark.parametrize(
    ("typed", "font"),
    [
        ("🎻 🚀 ✅ 🤝 😀", "OrchestreSigns"),
        ("李明 王小龙 許 渡辺 カタカナ", "OrchestreEast"),
        ("محمد بن سلمان", "OrchestreArabicHebrew"),
        ("שלום עולם", "OrchestreArabicHebrew"),
    ],
)
def test_names_and_signs_of_elsewhere_are_drawn_and_not_boxes(typed, font):
    tool = shutil.which("pdffonts")
    if tool is None:
        pytest.skip("pdffonts is not installed")
    pdf = write_pdf(Document("t", "fr", (Paragraph(typed), Paragraph([Run(typed, bold=True)]))))
    told = subprocess.run([tool, "-"], input=pdf, check=True, capture_output=True, timeout=60).stdout.decode()
    assert font in told
    assert "LastResort" not in told
    assert b"pdfuaid" in pdf


def test_what_no_font_has_is_a_box_that_keeps_its_character():
    tool = shutil.which("pdffonts")
    if tool is None:
        pytest.skip("pdffonts is not installed")
    pdf = write_pdf(Document("t", "fr", (Paragraph("हिन्दी"),)))
    assert "LastResort" in subprocess.run([tool, "-"], input=pdf, check=True, capture_output=True).stdout.decode()
    assert "ह" in words_of_pdf(pdf)


def test_words_from_right_to_left_begin_on_the_right():
    """The full stop ends the sentence on its left."""
    pdf = write_pdf(Document("t", "fr", (Quote("مرحبا، أقترح ذلك."), Paragraph("Merci."))))
    tool = shutil.which("pdftotext")
    if tool is None:
        pytest.skip("pdftotext is not installed")
    told = subprocess.run([tool, "-bbox", "-", "-"], input=pdf, check=True, capture_output=True).stdout.decode()
    at = {word: float(x) for x, word in re.findall(r'xMin="([\d.]+)"[^>]*>([^<]+)</word>', told)}
    arabic = max(x for word, x in at.items() if any("\u0600" <= sign <= "\u06ff" for sign in word))
    assert arabic > 300 > at["Merci."], "an A4 sheet is 595 points wide"


def test_a_pdf_has_its_structure_title_and_language():
    tool = shutil.which("pdfinfo")
    if tool is None:
        pytest.skip("pdfinfo is not installed")
    pdf = write_pdf(full())
    told = subprocess.run([tool, "-struct-text", "-"], input=pdf, check=True, capture_output=True, timeout=60)
    tree = told.stdout.decode(errors="replace")
    for part in (
        "L (block)",
        "Table",
        "THead",
        "/Scope /Column",
        "BlockQuote",
        "Figure",
    ):
        assert part in tree, part
    for level, heading in ((1, "Réponse"), (2, "Détail")):
        assert re.search(rf'H{level} .*\n\s+"{heading}"', tree)
    facts = subprocess.run([tool, "-"], input=pdf, check=True, capture_output=True, timeout=60).stdout.decode()
    assert re.search(r"Title:\s+Le choix", facts)
    assert re.search(r"Author:\s+Maud & Cie", facts)
    assert re.search(r"Tagged:\s+yes", facts)
    assert b"pdfuaid" in pdf


def test_the_same_document_gives_the_same_pages():
    assert words_of_pdf(write_pdf(full())) == words_of_pdf(write_pdf(full()))


def test_one_page_stays_one_page():
    long = tuple(Paragraph("Une raison assez longue pour prendre deux lignes entières. " * 4) for _ in range(22))
    assert words_of_pdf(write_pdf(Document("t", "fr", long))).count("\f") > 1
    assert words_of_pdf(write_pdf(Document("t", "fr", long, one_page=True))).count("\f") == 1


def test_a_picture_that_is_no_drawing_is_told():
    with pytest.raises(NotMade):
        write_pdf(Document("t", "fr", (Picture("<not svg", "words"),)))


# --- DOCX ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", TYPED)
def test_a_docx_gives_back_what_was_typed(typed):
    assert words_of_docx(write_docx(full(typed))).count(typed) >= 5


def test_a_docx_has_styles_language_header_rows_and_words_for_pictures():
    read = read_docx(io.BytesIO(write_docx(full())))
    styles = [paragraph.style.name for paragraph in read.paragraphs]
    for name in ("Title", "Heading 1", "Heading 2", "List Bullet", "List Number", "Caption", "Quote", "Lead", "Small"):
        assert name in styles, name
    assert next(e.get(qn("w:val")) for e in read.styles.element.iter(qn("w:lang"))) == "fr-FR"
    core = read.core_properties
    assert (core.title, core.author, core.language) == ("Le choix", "Maud & Cie", "fr-FR")
    assert core.created.date() == date(2026, 11, 22)
    table = read.tables[0]._tbl
    assert len(list(table.iter(qn("w:tblHeader")))) == 1
    assert [e.get(qn("w:val")) for e in table.iter(qn("w:tblDescription"))] == ["Classement"]
    assert [e.get("descr") for e in read.element.iter(qn("wp:docPr"))] == ["Une barre à la moitié"]


def test_each_numbered_list_of_a_docx_begins_at_one():
    read = read_docx(io.BytesIO(write_docx(full())))
    numbers = [p._p.pPr.numPr.numId.val for p in read.paragraphs if p.style.name == "List Number"]
    assert numbers[0] == numbers[1] != numbers[2]


@pytest.mark.parametrize(
    ("text", "right"),
    [("Bonjour", False), ("مرحبا", True), ("1. שלום, Léo", True), ("Léo מרחבא", False), ("", False), ("123", False)],
)
def test_which_words_are_read_from_right_to_left(text, right):
    document = Document("t", "fr", (Paragraph(text),))
    assert from_right(text) is right
    assert ('dir="rtl"' in write_html(document)) is right
    read = read_docx(io.BytesIO(write_docx(document)))
    assert bool(list(read.element.iter(qn("w:bidi")))) is right
    styles = part_of_odt(write_odt(document), "content.xml").iter(f"{{{STYLE}}}paragraph-properties")
    assert any(each.get(f"{{{STYLE}}}writing-mode") == "rl-tb" for each in styles) is right


# --- ODT ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", [*TYPED, "  deux  espaces  ", "a\n\nb", "x" * 10_000])
def test_an_odt_gives_back_what_was_typed(typed):
    assert odt_text(part_of_odt(write_odt(full(typed)), "content.xml")).count(typed) >= 5


def test_an_odt_has_styles_language_title_header_rows_and_words_for_pictures():
    made = write_odt(full())
    content, styles = part_of_odt(made, "content.xml"), part_of_odt(made, "styles.xml")
    used = {value for each in content.iter() for name, value in each.items() if name == f"{{{TEXT}}}style-name"}
    named = {each.get(f"{{{STYLE}}}name") for tree in (styles, content) for each in tree.iter() if "style" in each.tag}
    assert {"Title", "Heading_20_1", "Lead", "Small", "List_20_1", "Numbering_20_1", "Quotations", "Caption"} <= used
    assert used <= named
    assert len(list(content.iter(f"{{{TABLE}}}table-header-rows"))) == 1
    assert "Une barre à la moitié" in odt_text(content)
    assert 'fo:language="fr" fo:country="FR"' in zipfile.ZipFile(io.BytesIO(made)).read("styles.xml").decode()
    told = "".join(part_of_odt(made, "meta.xml").itertext())
    for words in ("Le choix", "fr-FR", "Maud & Cie", "2026-11-22"):
        assert words in told


def test_an_odt_says_its_format_first_and_is_the_same_each_time():
    made = write_odt(full())
    assert made[30:77] == b"mimetypeapplication/vnd.oasis.opendocument.text"
    assert made == write_odt(full())


def writer_is_here():
    """The part of LibreOffice that opens texts; `soffice` alone may only know workbooks."""
    office = shutil.which("soffice")
    return office is not None and (Path(office).resolve().parent / "libswlo.so").exists()


@pytest.mark.skipif(not writer_is_here(), reason="LibreOffice Writer is not installed")
@pytest.mark.parametrize(("name", "write"), [("a.docx", write_docx), ("a.odt", write_odt)])
def test_a_word_processor_opens_it_and_keeps_every_word(tmp_path, name, write):
    """As text, and saved again in its own format: styles, header row and words come back."""
    (tmp_path / name).write_bytes(write(full("Élève <&> 🎻")))
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    for kind, folder in (("txt:Text", "text"), (name[2:], "again")):
        command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(tmp_path / folder)]
        subprocess.run([*command, str(tmp_path / name)], check=True, capture_output=True, timeout=120)
    text = (tmp_path / "text/a.txt").read_text(encoding="utf-8-sig")
    assert text.count("Élève <&> 🎻") >= 5
    again = (tmp_path / "again" / name).read_bytes()
    if name == "a.odt":
        content = part_of_odt(again, "content.xml")
        assert len(list(content.iter(f"{{{TABLE}}}table-header-rows"))) == 1
        assert [each.get(f"{{{TEXT}}}outline-level") for each in content.iter(f"{{{TEXT}}}h")] == ["1", "2"]
    else:
        read = read_docx(io.BytesIO(again))
        assert len(list(read.tables[0]._tbl.iter(qn("w:tblHeader")))) == 1
        assert "Heading 2" in {paragraph.style.name for paragraph in read.paragraphs}


# --- HTML and Markdown --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", TYPED)
def test_html_is_escaped(typed):
    page = write_html(full(typed))
    assert page.count(html.escape(typed)) >= 5
    assert "<b>" not in page
    assert '<html lang="fr">' in page
    assert html_part(full()).count("<h1>") == 1


def test_sections_follow_the_headings():
    part = html_part(full(), section="part")
    assert part.count('<section class="part">') == part.count("</section>") == 1


@pytest.mark.parametrize("typed", TYPED)
def test_markdown_reads_back_as_typed(typed):
    markdown = write_markdown(full(typed))
    assert re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", markdown).count(typed) >= 5
    line = next(line for line in markdown.splitlines() if line.startswith("- "))
    assert not re.match(r"- ([-+#=]|\d+[.)]) ?", line), "escaped, it begins no list"
