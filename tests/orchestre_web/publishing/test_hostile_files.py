"""Files made to harm, sent through the public page: taken as a download and nothing else, or refused in one sentence.
Either way what was written beside them is not lost."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from orchestre.replies.attachments import LIMITS
from orchestre_web.publishing import limits
from orchestre_web.publishing.models import Attachment, Publication, Submission
from orchestre_web.site import words
from tests.orchestre.replies.attachments.made import docx, odt, packed, related, written_pdf
from tests.orchestre_web.people import People
from tests.orchestre_web.publishing.objects import OFFER, PICTURE, published
from tests.orchestre_web.publishing.test_guest import send, taken

pytestmark = pytest.mark.django_db(transaction=True)

SCRIPT = "<script>alert(document.cookie)</script>"
PRICE = "Prix 4 500 EUR HT"
PASSWORDS = '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]><w:d xmlns:w="urn:w"><w:p><w:t>&a;</w:t></w:p></w:d>'
IN_A_RING = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 1/Kids[2 0 R]>>endobj\n"
IN_A_RING += b"trailer<</Root 1 0 R/Size 3>>\nstartxref\n0\n%%EOF"


def peeking() -> bytes:
    return packed({"[Content_Types].xml": "<x/>", "word/document.xml": PASSWORDS})


def fetching() -> bytes:
    return docx(PRICE, **{"word/_rels/settings.xml.rels": related("attachedTemplate", "https://x.example/a.dotm")})


@pytest.fixture
def publication(people: People, monkeypatch: pytest.MonkeyPatch) -> Publication:
    monkeypatch.setattr(limits, "QUICKEST", timedelta(0))
    return published(people)


def sent(name: str, data: bytes) -> SimpleUploadedFile:
    file = SimpleUploadedFile("x", data)
    file._name = name  # type: ignore[attr-defined]  # as it comes, before Django looks at it
    return file


Made = Callable[[], bytes]
TAKEN: list[tuple[str, str, Made, str, int, str]] = [
    # what, its name, its bytes, the name it is given back under, pages with words, what is said of it
    ("a page in a picture", "a.html", lambda: PICTURE + SCRIPT.encode(), "a.html.png", 0, "file_picture_unclear"),
    ("a script that is a picture", "a.js", lambda: b"GIF89a/*\x10\x00\x10\x00*/=1;alert(1)", "a.js.gif", 0, ""),
    ("an entity of elsewhere", "a.docx", peeking, "a.docx", 0, "file_broken"),
    ("a script that opens", "a.pdf", lambda: written_pdf(PRICE, opens="app.alert(1)"), "a.pdf", 1, "none"),
    ("ten thousand pages", "a.pdf", lambda: written_pdf(PRICE, pages=10_000), "a.pdf", LIMITS.pages, "file_cut"),
    ("pages in a ring", "a.pdf", lambda: IN_A_RING, "a.pdf", 0, "file_broken"),
    ("another ending", "a.docx", lambda: written_pdf(PRICE), "a.docx.pdf", 1, "none"),
    ("a folder above, turned around", "../../\u202efdp.exe", lambda: written_pdf(PRICE), "fdp.exe.pdf", 1, "none"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "name", "made", "back", "pages", "trouble"), TAKEN, ids=[each[0] for each in TAKEN])
def test_what_is_taken_is_a_download_and_its_words(
    what: str, name: str, made: Made, back: str, pages: int, trouble: str, people: People, publication: Publication
) -> None:
    data = made()
    answer = send(publication, files=[sent(name, data)], **OFFER)
    assert answer.status_code == 200
    reply = taken(publication.call)
    assert OFFER["words"] in reply.text
    assert "root:" not in reply.text
    file = Attachment.objects.get()
    assert len(file.pages) == pages
    if trouble:
        assert file.trouble == ("" if trouble == "none" else f"replies.{trouble}")
    if pages:
        assert PRICE in reply.text
    reader = people.clients["reads"]
    given: Any = reader.get(reverse("publishing:attachment", args=[publication.call_id, file.pk]))
    assert b"".join(given.streaming_content) == data
    assert given.headers["Content-Disposition"] == f'attachment; filename="{back}"'
    assert given.headers["X-Content-Type-Options"] == "nosniff"
    assert given.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    where = {"calls:reply": [reply.pk], "publishing:page": [], "publishing:submission": [file.submission_id]}
    for view, args in where.items():
        page = reader.get(reverse(view, args=[publication.call_id, *args]))
        assert page.status_code == 200
        assert SCRIPT not in page.content.decode()


REFUSED: list[tuple[str, str, Made, str]] = [
    ("a drawing called a picture", "a.png", lambda: b"<svg onload='alert(1)'/>", "replies.file_unknown_kind"),
    ("a text with programs", "a.odt", lambda: odt("", **{"Basic/Standard/M.xml": "<x/>"}), "replies.file_macros"),
    ("a template of elsewhere", "a.docx", fetching, "replies.file_fetches"),
    ("thirty megabytes", "a.pdf", lambda: b"%PDF-1.4" + b"x" * 30 * 1024**2, ""),
    ("nothing", "a.pdf", lambda: b"", ""),
]  # fmt: skip


@pytest.mark.parametrize(("what", "name", "made", "why"), REFUSED, ids=[each[0] for each in REFUSED])
def test_what_is_refused_says_why_and_the_form_comes_back_filled(
    what: str, name: str, made: Made, why: str, publication: Publication
) -> None:
    answer = send(publication, files=[sent(name, made())], **OFFER)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert name in html
    assert OFFER["words"] in html
    assert not why or words.say(why).replace("'", "&#x27;") in html
    assert not Submission.objects.exists()
    publication.refresh_from_db()
    assert sum(publication.refused.values()) == 1
