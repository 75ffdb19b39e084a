"""A document as a tagged PDF, made by typst.

The compiler is asked for PDF/UA-1: it refuses a picture without words, a document without title or language. That is a
check of the structure, not a certificate. Fonts are ours, so the same document gives the same pages everywhere.
"""

import json
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from orchestre.basics import OrchestreError
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
    runs,
    written,
)

FONTS = "fonts"


class NotMade(OrchestreError):
    code = "documents.not_made"


def write_pdf(document: Document) -> bytes:
    """Raises NotMade (a picture that is no SVG)."""
    return _compiled(document_values(document), format="pdf", pdf_standards=["ua-1"])


def drawn(svg: str, *, points_an_inch: float = 200.0) -> bytes:
    """A picture as PNG, for formats that hold no SVG, 17 cm wide. Raises NotMade."""
    import typst

    source = (
        b'#set page(width: 17cm, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), format: "svg", width: 100%)'
    )
    try:
        made = typst.compile(source, format="png", ppi=points_an_inch, sys_inputs={"svg": written(svg)}, **_fonts())
    except typst.TypstError as error:
        raise NotMade(reason=str(error)) from error
    assert isinstance(made, bytes)
    return made


def _fonts() -> Mapping[str, Any]:
    return {"font_paths": [_folder()], "ignore_system_fonts": True}


@cache
def _folder() -> str:
    return str(resources.files("orchestre.documents").joinpath(FONTS))


@cache
def _page() -> bytes:
    return resources.files("orchestre.documents").joinpath("page.typ").read_bytes()


def _compiled(values: Mapping[str, object], **more: Any) -> bytes:
    import typst

    try:
        made = typst.compile(_page(), sys_inputs={"data": json.dumps(values, ensure_ascii=False)}, **_fonts(), **more)
    except typst.TypstError as error:
        raise NotMade(reason=str(error)) from error
    assert isinstance(made, bytes)
    return made


def document_values(document: Document) -> dict[str, object]:
    """The document as JSON values, every text as formats can hold it."""
    made_on = document.made_on
    return {
        "title": written(document.title),
        "author": written(document.author),
        "language": document.language,
        "made_on": made_on and {"year": made_on.year, "month": made_on.month, "day": made_on.day},
        "one_page": document.one_page,
        "dense": document.dense,
        "blocks": [_values(block) for block in document.blocks],
    }


def _values(block: Block) -> dict[str, object]:  # noqa: PLR0911 - one line a kind of block
    match block:
        case Heading():
            return {"kind": "heading", "level": block.level, "text": written(block.text)}
        case Paragraph():
            return {"kind": "paragraph", "tone": block.tone.value, "runs": [_run(run) for run in block.runs]}
        case Listing():
            items = [[_run(run) for run in item] for item in block.items]
            return {"kind": "listing", "ordered": block.ordered, "items": items}
        case Grid():
            return {
                "kind": "grid",
                "caption": written(block.caption),
                "header": [written(cell) for cell in block.header],
                "rows": [[[_run(run) for run in runs(cell)] for cell in row] for row in block.rows],
                "numbers": sorted(block.numbers),
                "widths": list(block.widths),
            }
        case KeyFigures():
            figures = [
                {"value": written(one.value), "label": written(one.label), "note": written(one.note)}
                for one in block.figures
            ]
            return {"kind": "key_figures", "figures": figures}
        case Quote():
            return {"kind": "quote", "words": written(block.words), "source": written(block.source)}
        case Picture():
            return {
                "kind": "picture",
                "svg": written(block.svg),
                "alt": written(block.alt),
                "caption": written(block.caption),
            }
        case Signature():
            return {"kind": "signature", "labels": [written(label) for label in block.labels]}
        case PageBreak():
            return {"kind": "page_break"}


def _run(run: Run) -> dict[str, object]:
    return {"text": written(run.text), "bold": run.bold, "italic": run.italic}
