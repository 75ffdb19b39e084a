"""A document as DOCX, to be edited: real styles, header rows that come back on each page, languages and words for
pictures and tables where a word processor and a screen reader look for them."""

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from orchestre.documents.model import (
    Block,
    Document,
    Grid,
    Heading,
    KeyFigures,
    Listing,
    PageBreak,
    Paragraph,
    Picture,
    Quote,
    Run,
    Signature,
    Tone,
    Words,
    from_right,
    runs,
    written,
)
from orchestre.documents.pdf import drawn

if TYPE_CHECKING:
    from docx.document import Document as Docx

INK, ACCENT, MUTED = "1D2433", "B5361F", "5B6475"
LANGUAGES = {"fr": "fr-FR", "en": "en-GB"}
FONT = "Calibri"
PICTURE_CM = 17


def write_docx(document: Document) -> bytes:
    """Raises NotMade (a picture that is no SVG)."""
    import docx
    from docx.shared import Cm

    made = docx.Document()
    _styles(made, LANGUAGES[document.language], small=document.one_page or document.dense)
    section = made.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(1.6 if document.one_page or document.dense else 2)
    core = made.core_properties
    core.title, core.author = written(document.title), written(document.author)
    core.language, core.comments = LANGUAGES[document.language], ""
    if document.made_on is not None:
        moment = datetime(document.made_on.year, document.made_on.month, document.made_on.day, tzinfo=UTC)
        core.created = core.modified = moment
    _text(made.add_paragraph(style="Title"), document.title)
    for block in document.blocks:
        _add(made, block)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def _add(made: "Docx", block: Block) -> None:
    match block:
        case Heading():
            _text(made.add_paragraph(style=f"Heading {block.level}"), block.text)
        case Paragraph():
            paragraph = made.add_paragraph(style=_TONES[block.tone])
            _text(paragraph, block.runs)
        case Listing():
            _listing(made, block)
        case Grid():
            _grid(made, block)
        case KeyFigures():
            _key_figures(made, block)
        case Quote():
            _text(made.add_paragraph(style="Quote"), block.words)
            if block.source:
                _text(made.add_paragraph(style=_TONES[Tone.SMALL]), f"— {block.source}")
        case Picture():
            _picture(made, block)
        case Signature():
            for label in block.labels:
                paragraph = made.add_paragraph(style="Signature line")
                _text(paragraph, label)
                paragraph.add_run("\t")
        case PageBreak():
            made.add_page_break()  # type: ignore[no-untyped-call]


_TONES = {Tone.LEAD: "Lead", Tone.PLAIN: "Normal", Tone.SMALL: "Small"}


def _text(paragraph: Any, words: Words) -> None:
    if from_right(words):
        paragraph._p.get_or_add_pPr().insert_element_before(_element("w:bidi"), *_AFTER_BIDI)
    for run in runs(words):
        _run(paragraph, run)


_AFTER_BIDI = (
    "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents",
    "w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment", "w:textboxTightWrap", "w:outlineLvl", "w:divId",
    "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange",
)  # fmt: skip
"""What the schema of the format has after it, in a paragraph."""


def _element(name: str) -> Any:
    from docx.oxml.parser import OxmlElement

    return OxmlElement(name)


def _run(paragraph: Any, run: Run) -> None:
    added = paragraph.add_run(written(run.text))  # a line end becomes what a word processor calls so
    if run.bold:
        added.bold = True
    if run.italic:
        added.italic = True


def _listing(made: "Docx", block: Listing) -> None:
    numbered = _numbering(made) if block.ordered else None
    for item in block.items:
        paragraph = made.add_paragraph(style="List Number" if block.ordered else "List Bullet")
        if numbered is not None:
            properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_ilvl().val = 0
            properties.get_or_add_numId().val = numbered
        _text(paragraph, item)


def _numbering(made: "Docx") -> int:
    """A list of its own, counted from one: a style alone would go on from the list before."""
    style = made.styles["List Number"].element
    numbering = made.part.numbering_part.element
    own = style.pPr.numPr.numId.val
    abstract = next(num.abstractNumId.val for num in numbering.num_lst if num.numId == own)
    num = numbering.add_num(abstract)
    num.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(num.numId)


def _grid(made: "Docx", block: Grid) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement
    from docx.shared import Cm

    if block.caption:
        caption = made.add_paragraph(style="Caption")
        caption.paragraph_format.keep_with_next = True
        _text(caption, block.caption)
    table = made.add_table(rows=0, cols=len(block.header), style="Table Grid")
    properties = table._tbl.tblPr
    for name in ("w:tblCaption", "w:tblDescription") if block.caption else ():
        about = OxmlElement(name)
        about.set(qn("w:val"), written(block.caption))
        properties.append(about)
    parts = block.widths or (1,) * len(block.header)
    wide = [Cm(PICTURE_CM * part / sum(parts)) for part in parts]
    for column, width in zip(table.columns, wide, strict=True):
        column.width = width
    lines: list[tuple[Words, ...]] = [block.header, *block.rows]
    for number, row in enumerate(lines):
        added = table.add_row()
        row_properties = added._tr.get_or_add_trPr()
        row_properties.append(OxmlElement("w:cantSplit"))
        if number == 0:
            row_properties.append(OxmlElement("w:tblHeader"))
        for j, (cell, said) in enumerate(zip(added.cells, row, strict=True)):
            cell.width = wide[j]
            paragraph = cell.paragraphs[0]
            if j in block.numbers:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            _text(paragraph, (Run(str(said), bold=True),) if number == 0 else said)
    _text(made.add_paragraph(style=_TONES[Tone.SMALL]), "")


def _key_figures(made: "Docx", block: KeyFigures) -> None:
    """One line a figure: a table for looks alone would be read aloud as a table."""
    for figure in block.figures:
        words = [Run(f"{figure.label}\u00a0: "), Run(figure.value, bold=True)]
        if figure.note:
            words.append(Run(f" ({figure.note})"))
        _text(made.add_paragraph(style="Normal"), words)


def _picture(made: "Docx", block: Picture) -> None:
    from docx.shared import Cm

    shape = made.add_picture(io.BytesIO(drawn(block.svg)), width=Cm(PICTURE_CM))
    shape._inline.docPr.set("descr", written(block.alt))
    if block.caption:
        _text(made.add_paragraph(style="Caption"), block.caption)


def _styles(made: "Docx", language: str, *, small: bool) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
    from docx.shared import Cm, Pt, RGBColor

    base = 9.5 if small else 11
    _language(made, language)
    sizes: Sequence[tuple[str, float, str]] = (
        ("Normal", base, INK),
        ("Title", base * 1.9, INK),
        ("Heading 1", base * 1.25, ACCENT),
        ("Heading 2", base * 1.1, INK),
        ("Heading 3", base, INK),
        ("Heading 4", base, INK),
        ("Caption", base * 0.9, MUTED),
        ("Quote", base, INK),
    )
    for name, size, color in sizes:
        style = made.styles[name]
        _font(style, size)
        style.font.color.rgb = RGBColor.from_string(color)
    _no_border(made.styles["Title"])
    made.styles["Normal"].paragraph_format.space_after = Pt(3 if small else 6)
    if small:
        for name in ("Heading 1", "Title"):
            made.styles[name].paragraph_format.space_before = Pt(6)
            made.styles[name].paragraph_format.space_after = Pt(2)
    for name, size, color in (("Lead", base * 1.2, INK), ("Small", base * 0.85, MUTED), ("Signature line", base, INK)):
        added = made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        added.base_style = made.styles["Normal"]
        added.font.size, added.font.color.rgb = Pt(size), RGBColor.from_string(color)
    line = made.styles["Signature line"].paragraph_format
    line.space_before = Pt(18)
    line.tab_stops.add_tab_stop(Cm(PICTURE_CM), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.LINES)


def _font(style: Any, size: float) -> None:
    """The themes of the template name their own fonts: every script is told the same one."""
    from docx.oxml.ns import qn
    from docx.shared import Pt

    style.font.name, style.font.size = FONT, Pt(size)
    fonts = style.element.rPr.rFonts
    for name in list(fonts.attrib):
        if name.endswith("Theme"):
            del fonts.attrib[name]
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), FONT)


def _language(made: "Docx", language: str) -> None:
    """What the words are in, for the spelling and for the voice that reads them."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    for defaults in made.styles.element.iter(qn("w:rPrDefault")):
        properties = defaults.find(qn("w:rPr"))
        said = properties.find(qn("w:lang"))
        if said is None:
            said = OxmlElement("w:lang")
            properties.append(said)
        said.set(qn("w:val"), language)


def _no_border(style: Any) -> None:
    from docx.oxml.ns import qn

    for border in style.element.pPr.findall(qn("w:pBdr")):
        style.element.pPr.remove(border)
