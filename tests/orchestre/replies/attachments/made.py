"""Small documents to read, made for the tests."""

import io
import zipfile
from pathlib import Path


def docx(*pages: str, **more: str) -> bytes:
    turn = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    body = turn.join(f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>" for words in pages)
    return packed({"[Content_Types].xml": "<x/>", "word/document.xml": f'<w:d xmlns:w="urn:w">{body}</w:d>', **more})


def odt(content: str, **more: str) -> bytes:
    kind = "application/vnd.oasis.opendocument.text"
    parts = {"mimetype": kind, "content.xml": f'<o xmlns:text="urn:t">{content}</o>', **more}
    return packed(parts, zipfile.ZIP_STORED)


def packed(members: dict[str, str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, words in members.items():
            archive.writestr(zipfile.ZipInfo(name), words, method)
    return made.getvalue()


def pdf(*pages: str) -> bytes:
    import typst

    return bytes(typst.compile(" #pagebreak() ".join(pages).encode()))


def picture(source: str, *, dots: int = 150) -> bytes:
    """A PNG of one page of a document, so many dots to the inch."""
    import typst

    made = typst.compile(source.encode(), format="png", ppi=dots)
    assert isinstance(made, bytes)
    return made


def scanned(folder: Path, *pages: bytes | str) -> bytes:
    """A PDF file of pages that are pictures, and of pages that are words."""
    import typst

    made = []
    for number, page in enumerate(pages):
        if isinstance(page, bytes):
            (folder / f"{number}.png").write_bytes(page)
            made.append(f'#page(margin: 0pt)[#image("{number}.png", width: 100%)]')
        else:
            made.append(f"#page[{page}]")
    (folder / "made.typ").write_text("\n".join(made), encoding="utf-8")
    return bytes(typst.compile(str(folder / "made.typ")))
