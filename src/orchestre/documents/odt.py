"""A document as ODT, to be edited: named styles, header rows that come back on each page, language and title, words for
pictures. An ODT is a few XML files in a ZIP (OASIS OpenDocument 1.3, part 3): they are written here, without a library.
"""

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from xml.sax.saxutils import escape

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
from orchestre.documents.odt_styles import NAMESPACES, TEXT_CM, cell_styles, column_style, styles_xml
from orchestre.documents.pdf import drawn

MIME = "application/vnd.oasis.opendocument.text"
_TONES = {Tone.LEAD: "Lead", Tone.PLAIN: "Text_20_body", Tone.SMALL: "Small"}
_MOMENT = (1980, 1, 1, 0, 0, 0)
"""Of the files in the ZIP: the same document gives the same bytes."""


def write_odt(document: Document) -> bytes:
    """Raises NotMade (a picture that is no SVG)."""
    made = _Content()
    made.paragraph("Title", document.title)
    for block in document.blocks:
        made.add(block)
    files: dict[str, str | bytes] = {
        "content.xml": made.xml(),
        "styles.xml": styles_xml(document.language, small=document.one_page or document.dense),
        "meta.xml": _meta(document),
        **made.pictures,
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        # First and not compressed: this is how the format is known by its first bytes.
        archive.writestr(zipfile.ZipInfo("mimetype", _MOMENT), MIME)
        for name, content in {**files, "META-INF/manifest.xml": _manifest(files)}.items():
            info = zipfile.ZipInfo(name, _MOMENT)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return stream.getvalue()


@dataclass(slots=True)
class _Content:
    """The body, and the styles that stand for one place of it alone."""

    body: list[str] = field(default_factory=list)
    own: dict[str, str] = field(default_factory=dict)
    pictures: dict[str, str | bytes] = field(default_factory=dict)
    tables: int = 0
    breaks: bool = False

    def xml(self) -> str:
        return (
            f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {NAMESPACES} office:version="1.3">'
            f"<office:automatic-styles>{_RUN_STYLES}{cell_styles()}{''.join(self.own.values())}"
            f"</office:automatic-styles><office:body><office:text>{''.join(self.body)}</office:text></office:body>"
            "</office:document-content>"
        )

    def add(self, block: Block) -> None:
        match block:
            case Heading():
                style = self.style(f"Heading_20_{block.level}", block.text)
                said = _inline(block.text)
                self.body.append(
                    f'<text:h text:style-name="{style}" text:outline-level="{block.level}">{said}</text:h>'
                )
            case Paragraph():
                self.paragraph(_TONES[block.tone], block.runs)
            case Listing():
                name = "Numbering_20_1" if block.ordered else "List_20_1"
                items = "".join(f"<text:list-item>{self.made(name, item)}</text:list-item>" for item in block.items)
                self.body.append(f'<text:list text:style-name="{name}">{items}</text:list>')
            case Grid():
                self.grid(block)
            case KeyFigures():
                for one in block.figures:  # a table for looks alone would be read aloud as a table
                    note = [Run(f" ({one.note})")] if one.note else []
                    self.paragraph("Text_20_body", [Run(f"{one.label}\u00a0: "), Run(one.value, bold=True), *note])
            case Quote():
                self.paragraph("Quotations", block.words)
                if block.source:
                    self.paragraph("Small", f"— {block.source}")
            case Picture():
                self.picture(block)
            case Signature():
                for label in block.labels:
                    self.body.append(
                        f'<text:p text:style-name="Signature_20_line">{_inline(label)}<text:tab/></text:p>'
                    )
            case PageBreak():
                self.breaks = True

    def paragraph(self, style: str, words: Words) -> None:
        self.body.append(self.made(style, words))

    def made(self, style: str, words: Words) -> str:
        return f'<text:p text:style-name="{self.style(style, words)}">{_inline(words)}</text:p>'

    def style(self, name: str, words: Words) -> str:
        """The named style, or one of its own over it: begun on a new page, read from right to left."""
        right, broken = from_right(words), self.breaks
        self.breaks = False
        if not (right or broken):
            return name
        own = f"{name}_{'r' if right else ''}{'b' if broken else ''}"
        asked = ' style:writing-mode="rl-tb" fo:text-align="start"' if right else ""
        asked += ' fo:break-before="page"' if broken else ""
        self.own[own] = (
            f'<style:style style:name="{own}" style:family="paragraph" style:parent-style-name="{name}">'
            f"<style:paragraph-properties{asked}/></style:style>"
        )
        return own

    def grid(self, block: Grid) -> None:
        self.tables += 1
        name = f"Table{self.tables}"
        if block.caption:
            self.paragraph("Table", block.caption)
        parts = block.widths or (1,) * len(block.header)
        for i, part in enumerate(parts):
            self.own[f"{name}.{i}"] = column_style(f"{name}.{i}", TEXT_CM * part / sum(parts))
        columns = "".join(f'<table:table-column table:style-name="{name}.{i}"/>' for i in range(len(parts)))
        words = escape(written(block.caption))
        about = f"<table:title>{words}</table:title><table:desc>{words}</table:desc>" if words else ""
        header = self.row([(Run(str(cell)),) for cell in block.header], block, "Table_20_Heading", "head")
        rows = "".join(self.row([runs(cell) for cell in row], block, "Table_20_Contents", "cell") for row in block.rows)
        self.body.append(
            f'<table:table table:name="{name}" table:style-name="Grid">'
            f"{about}{columns}"
            f"<table:table-header-rows>{header}</table:table-header-rows>{rows}</table:table>"
        )
        self.paragraph("Small", "")

    def row(self, cells: Sequence[tuple[Run, ...]], block: Grid, style: str, looks: str) -> str:
        made = "".join(
            f'<table:table-cell table:style-name="{looks}" office:value-type="string">'
            f"{self.made(f'{style}_20_right' if i in block.numbers else style, words)}</table:table-cell>"
            for i, words in enumerate(cells)
        )
        return f'<table:table-row table:style-name="row">{made}</table:table-row>'

    def picture(self, block: Picture) -> None:
        image = drawn(block.svg)
        wide, high = int.from_bytes(image[16:20]), int.from_bytes(image[20:24])  # the first chunk of a PNG
        name = f"Pictures/{len(self.pictures) + 1}.png"
        self.pictures[name] = image
        frame = (
            f'<draw:frame draw:name="{name}" text:anchor-type="as-char" svg:width="{TEXT_CM}cm" '
            f'svg:height="{TEXT_CM * high / wide:.3f}cm"><draw:image xlink:href="{name}" xlink:type="simple" '
            f'xlink:show="embed" xlink:actuate="onLoad"/><svg:title>{escape(written(block.alt))}</svg:title>'
            f"<svg:desc>{escape(written(block.alt))}</svg:desc></draw:frame>"
        )
        self.body.append(f'<text:p text:style-name="{self.style("Text_20_body", "")}">{frame}</text:p>')
        if block.caption:
            self.paragraph("Caption", block.caption)


_RUN_STYLES = "".join(
    f'<style:style style:name="{name}" style:family="text"><style:text-properties{asked}/></style:style>'
    for name, asked in (
        ("b", ' fo:font-weight="bold" style:font-weight-asian="bold" style:font-weight-complex="bold"'),
        ("i", ' fo:font-style="italic" style:font-style-asian="italic" style:font-style-complex="italic"'),
        ("bi", ' fo:font-weight="bold" style:font-weight-complex="bold" fo:font-style="italic"'),
    )
)


def _inline(words: Words) -> str:
    said = ""
    for run in runs(words):
        style = "b" * run.bold + "i" * run.italic
        text = _text(run.text)
        said += f'<text:span text:style-name="{style}">{text}</text:span>' if style else text
    return said


_SPACES = re.compile("^ +| {2,}| +$")


def _text(text: str) -> str:
    """Spaces that the format would drop (at an end, or several together) are counted."""
    lines = [
        _SPACES.sub(lambda match: f'<text:s text:c="{len(match.group())}"/>', escape(line))
        for line in written(text).split("\n")
    ]
    return "<text:line-break/>".join(lines)


def _meta(document: Document) -> str:
    made = document.made_on
    author = f"<dc:creator>{escape(written(document.author))}</dc:creator>" if document.author else ""
    if document.author:
        author += f"<meta:initial-creator>{escape(written(document.author))}</meta:initial-creator>"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-meta {NAMESPACES} office:version="1.3"><office:meta>'
        f"<dc:title>{escape(written(document.title))}</dc:title><dc:language>{_LANGUAGES[document.language]}"
        f"</dc:language>{author}{_dates(made)}</office:meta></office:document-meta>"
    )


_LANGUAGES = {"fr": "fr-FR", "en": "en-GB"}


def _dates(made: date | None) -> str:
    if made is None:
        return ""
    moment = f"{made.isoformat()}T00:00:00"
    return f"<meta:creation-date>{moment}</meta:creation-date><dc:date>{moment}</dc:date>"


def _manifest(files: dict[str, str | bytes]) -> str:
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{_media(name)}"/>' for name in files
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
        f'<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{MIME}"/>{entries}'
        "</manifest:manifest>"
    )


def _media(name: str) -> str:
    return "image/png" if name.endswith(".png") else "text/xml"
