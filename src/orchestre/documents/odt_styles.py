"""The named styles of an ODT: what a reader finds in the list of styles of the word processor and can change there."""

INK, ACCENT, MUTED, LINE = "#1d2433", "#b5361f", "#5b6475", "#dfdcd3"
FONT = "Calibri"
TEXT_CM = 17
"""Wide is the text of a sheet of A4."""

NAMESPACES = " ".join(
    f'xmlns:{name}="{address}"'
    for name, address in {
        **{
            name: f"urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"
            for name, long in {
                "office": "office",
                "style": "style",
                "text": "text",
                "table": "table",
                "draw": "drawing",
                "fo": "xsl-fo-compatible",
                "svg": "svg-compatible",
                "meta": "meta",
            }.items()
        },
        "xlink": "http://www.w3.org/1999/xlink",
        "dc": "http://purl.org/dc/elements/1.1/",
    }.items()
)
_COUNTRIES = {"fr": "FR", "en": "GB"}


def styles_xml(language: str, *, small: bool) -> str:
    """`small`: for a text that should stay short."""
    base = 9.5 if small else 11.0
    space = 0.1 if small else 0.2
    margin = "1.6cm" if small else "2cm"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-styles {NAMESPACES} office:version="1.3">'
        f'<office:font-face-decls><style:font-face style:name="{FONT}" svg:font-family="{FONT}, Carlito, sans-serif" '
        'style:font-family-generic="swiss"/></office:font-face-decls>'
        f"<office:styles>{_defaults(language, base)}{_paragraphs(base, space)}{_LISTS}</office:styles>"
        "<office:automatic-styles>"
        '<style:page-layout style:name="A4"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" '
        f'style:print-orientation="portrait" fo:margin-top="{margin}" fo:margin-bottom="{margin}" '
        'fo:margin-left="2cm" fo:margin-right="2cm"/>'
        '<style:footer-style><style:header-footer-properties fo:min-height="0.6cm" fo:margin-top="0.3cm"/>'
        "</style:footer-style></style:page-layout></office:automatic-styles>"
        '<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="A4"><style:footer>'
        '<text:p text:style-name="Footer"><text:page-number text:select-page="current">1</text:page-number> / '
        "<text:page-count>1</text:page-count></text:p></style:footer></style:master-page></office:master-styles>"
        "</office:document-styles>"
    )


def _defaults(language: str, base: float) -> str:
    said = f'fo:language="{language}" fo:country="{_COUNTRIES[language]}"'
    text = f'<style:text-properties style:font-name="{FONT}" fo:font-size="{base}pt" fo:color="{INK}" {said}/>'
    return (
        f'<style:default-style style:family="paragraph"><style:paragraph-properties/>{text}</style:default-style>'
        '<style:default-style style:family="table"><style:table-properties table:border-model="collapsing"/>'
        "</style:default-style>"
        '<style:style style:name="Standard" style:family="paragraph" style:class="text"/>'
    )


def _paragraphs(base: float, space: float) -> str:
    kept = ' fo:keep-with-next="always"'
    made = [
        _style("Text_20_body", "Standard", "text", f'fo:margin-bottom="{space}cm"'),
        _style("Title", "Standard", "chapter", f'fo:margin-bottom="{2 * space}cm"', f"{_size(base * 1.9)} {_BOLD}"),
        _style("Lead", "Text_20_body", "text", "", _size(base * 1.2)),
        _style("Small", "Text_20_body", "text", "", f'{_size(base * 0.85)} fo:color="{MUTED}"'),
        _style(
            "Quotations",
            "Text_20_body",
            "html",
            'fo:margin-left="0.6cm" fo:margin-right="0.6cm"',
            'fo:font-style="italic"',
        ),
        _style(
            "Caption", "Standard", "extra", f'fo:margin-bottom="{space}cm"', f'{_size(base * 0.9)} fo:color="{MUTED}"'
        ),
        _style("Table", "Caption", "extra", f'fo:margin-bottom="0.1cm" fo:margin-top="0.2cm"{kept}'),
        _style("List_20_1", "Text_20_body", "list", 'fo:margin-bottom="0.1cm"'),
        _style("Numbering_20_1", "Text_20_body", "list", 'fo:margin-bottom="0.1cm"'),
        _style("Table_20_Contents", "Standard", "extra", "", _size(base * 0.93)),
        _style("Table_20_Contents_20_right", "Table_20_Contents", "extra", 'fo:text-align="end"'),
        _style("Table_20_Heading", "Table_20_Contents", "extra", "", _BOLD),
        _style("Table_20_Heading_20_right", "Table_20_Heading", "extra", 'fo:text-align="end"'),
        _style("Footer", "Standard", "extra", 'fo:text-align="end"', f'{_size(8)} fo:color="{MUTED}"'),
        _SIGNATURE,
    ]
    for level, (times, color) in enumerate(((1.25, ACCENT), (1.1, INK), (1, INK), (1, INK)), start=1):
        looks = f'{_size(base * times)} {_BOLD} fo:color="{color}"'
        above = f'fo:margin-top="{0.35 if space < 0.2 else 0.5}cm" fo:margin-bottom="{space}cm"{kept}'
        made.append(_style(f"Heading_20_{level}", "Standard", "text", above, looks, level=level))
    return "".join(made)


_BOLD = 'fo:font-weight="bold" style:font-weight-complex="bold"'


def _size(points: float) -> str:
    return f'fo:font-size="{points:.1f}pt" style:font-size-complex="{points:.1f}pt"'


def _style(name: str, parent: str, kind: str, paragraph: str, text: str = "", *, level: int = 0) -> str:
    shown = name.replace("_20_", " ")
    outline = f' style:default-outline-level="{level}"' if level else ""
    inside = f"<style:paragraph-properties {paragraph}/>" if paragraph else ""
    inside += f"<style:text-properties {text}/>" if text else ""
    return (
        f'<style:style style:name="{name}" style:display-name="{shown}" style:family="paragraph" '
        f'style:parent-style-name="{parent}" style:class="{kind}"{outline}>{inside}</style:style>'
    )


_SIGNATURE = (
    '<style:style style:name="Signature_20_line" style:display-name="Signature line" style:family="paragraph" '
    'style:parent-style-name="Text_20_body"><style:paragraph-properties fo:margin-top="0.7cm"><style:tab-stops>'
    f'<style:tab-stop style:position="{TEXT_CM}cm" style:type="right" style:leader-style="solid" '
    'style:leader-text="_"/></style:tab-stops></style:paragraph-properties></style:style>'
)

_PLACE = (
    '<style:list-level-properties text:list-level-position-and-space-mode="label-alignment">'
    '<style:list-level-label-alignment text:label-followed-by="listtab" text:list-tab-stop-position="0.7cm" '
    'fo:text-indent="-0.5cm" fo:margin-left="0.7cm"/></style:list-level-properties>'
)
_LISTS = (
    '<text:list-style style:name="List_20_1" style:display-name="List 1">'
    f'<text:list-level-style-bullet text:level="1" text:bullet-char="•">{_PLACE}</text:list-level-style-bullet>'
    "</text:list-style>"
    '<text:list-style style:name="Numbering_20_1" style:display-name="Numbering 1">'
    f'<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix=".">{_PLACE}'
    "</text:list-level-style-number></text:list-style>"
)


def column_style(name: str, wide: float) -> str:
    return (
        f'<style:style style:name="{name}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{wide:.3f}cm"/></style:style>'
    )


def cell_styles() -> str:
    """Of every table: as wide as the text, rows that are not cut by the end of a page."""
    return (
        f'<style:style style:name="Grid" style:family="table"><style:table-properties style:width="{TEXT_CM}cm" '
        'table:align="left" style:may-break-between-rows="true"/></style:style>'
        '<style:style style:name="row" style:family="table-row"><style:table-row-properties '
        'fo:keep-together="always"/></style:style>'
        + "".join(
            f'<style:style style:name="{name}" style:family="table-cell"><style:table-cell-properties '
            f'fo:padding="0.1cm" fo:border="none" fo:border-bottom="{border}"/></style:style>'
            for name, border in (("head", f"0.8pt solid {INK}"), ("cell", f"0.4pt solid {LINE}"))
        )
    )
