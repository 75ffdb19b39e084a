"""Small documents to read, made for the tests."""

import io
import zipfile
from pathlib import Path


def docx(*pages: str, **more: str) -> bytes:
    turn = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    body = turn.join(f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>" for words in pages)
    return packed({"[Content_Types].xml": "<x/>", "word/document.xml": f'<w:d xmlns:w="urn:w">{body}</w:d>', **more})


def related(what: str, where: str, *, outside: bool = True) -> str:
    """A list of relations of a DOCX, with one."""
    kind = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{what}"
    mode = ' TargetMode="External"' if outside else ""
    return f'<Relationships xmlns="urn:r"><Relationship Id="r1" Type="{kind}" Target="{where}"{mode}/></Relationships>'


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


def written_pdf(words: str, *, pages: int = 1, opens: str = "") -> bytes:
    """A PDF file written by hand, the same words on each page. `opens`: a script it runs when it is opened."""
    said = f"BT /F1 12 Tf 72 700 Td ({words}) Tj ET"
    begins = f"/OpenAction<</S/JavaScript/JS({opens})>>" if opens else ""
    kids = " ".join(f"{5 + n} 0 R" for n in range(pages))
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents 4 0 R>>"
    objects = [
        f"<</Type/Catalog/Pages 2 0 R{begins}>>",
        f"<</Type/Pages/Count {pages}/Kids[{kids}]>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        f"<</Length {len(said)}>>stream\n{said}\nendstream",
        *[page] * pages,
    ]
    parts, places, at = ["%PDF-1.4\n"], [], 9
    for number, each in enumerate(objects, 1):
        places.append(f"{at:010d} 00000 n \n")
        parts.append(f"{number} 0 obj\n{each}\nendobj\n")
        at += len(parts[-1])
    size = len(objects) + 1
    parts += [f"xref\n0 {size}\n0000000000 65535 f \n", *places]
    return "".join([*parts, f"trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{at}\n%%EOF"]).encode()


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
