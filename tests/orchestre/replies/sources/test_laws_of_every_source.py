"""The laws of `laws.py`, for the sample of every source: whole, cut, spoilt, and inside an archive."""

import zipfile
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orchestre.replies.reply import Reply
from tests.orchestre.replies.sources.laws import lawful, samples

PIECES = st.sampled_from(
    [
        *(b"{", b"}", b"[", b"]", b'"', b",", b":", b"\\", b"\n", b"\r\n", b";", b"\t", b"null", b"true", b"1e9", b"-"),
        *(b'""', b"{}", b"[]", b"<", b">", b"</p>", b"<a href='x'>", b"&nbsp;", b"&#", b"<!--", b"<script>", b"\x00"),
        *(b"\xff", b"\xc3", b"\xef\xbb\xbf", b"\\u00c3", b"\\ud800", b"\\u0000", b"\xed\xa0\x80", b"9" * 400),
        *(b'"messages":', b'"messages":[', b'"descendants":[', b'"coverLetter":', b'{"dmConversation":{', b"CONTENT"),
        *(b"Date,Link,Message\n", b"12/03/2026, 14:02 - ", b"[12/03/2026 14:02:11] "),
        b"From a@b Mon Jun 15 07:20:00 2026\n",
        *(b"--b\n", b"> ", b"\nContent-Type: text/html\n", b"=?utf-8?b?", b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"),
    ]
)  # fmt: skip
FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize("source", samples())
def test_a_sample_in_pieces_gives_what_it_gives_whole(source: str) -> None:
    data = samples()[source]
    whole = lawful(data, chunk=len(data) + 1)
    assert whole
    assert any(isinstance(record, Reply) for record in whole)
    for chunk in (1, 2, 7, 64):
        assert lawful(data, chunk=chunk) == whole


@pytest.mark.parametrize("source", samples())
@FEW
@given(data=st.data())
def test_a_cut_or_spoilt_sample_is_read_or_refused(source: str, data: st.DataObject) -> None:
    whole = samples()[source]
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(whole)))
        size = data.draw(st.sampled_from([0, 1, 2, 5, 30, 300, len(whole)]))
        piece = b"".join(data.draw(st.lists(PIECES, max_size=6)))
        whole = whole[:start] + piece + whole[start + size :]
    lawful(whole, chunk=data.draw(st.sampled_from([1, 13, 977])))


@FEW
@given(
    st.lists(st.tuples(st.sampled_from(sorted(samples())), st.integers(0, 3_000), st.binary(max_size=8)), max_size=5)
)
def test_every_member_of_an_archive_of_samples_is_accounted_for(members: list[tuple[str, int, bytes]]) -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (source, at, piece) in enumerate(members):
            archive.writestr(f"{number}/x", samples()[source][:at] + piece + samples()[source][at:])
    records = lawful(out.getvalue(), "a.zip")
    if records is not None:
        found = {record.source.file.removeprefix("a.zip/").split("/")[0] for record in records}
        assert found == {str(number) for number in range(len(members))}


@pytest.mark.parametrize(
    "item",
    [
        b'{"coverLetter":"Oui","terms":"","note":"a\\u0000b"}',
        b'{"coverLetter":"Oui","terms":"","note":"a\\ud800"}',
        b'{"coverLetter":"Oui","terms":"","no\\u0000te":"b"}',
        b'{"coverLetter":"Oui","terms":"","questionAnswers":{"\\ud800 ?":"b"}}',
        b'{"coverLetter":"Oui","terms":"","questionAnswers":[{"question":"\\ud800","answer":"\\u0000b"}]}',
        b'{"coverLetter":"Oui","hourlyChargeRate":{"amount":"5","currencyCode":"\\ud800"}}',
    ],
)
def test_no_field_of_an_application_brings_a_character_that_no_file_can_hold(item: bytes) -> None:
    found = lawful(b"[" + item + b"]")
    assert found
    assert isinstance(found[0], Reply)
    assert found[0].source.format == "marketplace"
