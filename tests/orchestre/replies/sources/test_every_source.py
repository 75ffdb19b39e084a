"""One test walks over every folder of `sources`: the sample goes in, the expected records come out."""

import json
from importlib import resources

import pytest

from orchestre.replies.reply import Me, NoText, Record, Reply, Unreadable
from orchestre.replies.sources import preview, read_file, sources

FOLDER = resources.files("orchestre.replies.sources")


def as_document(record: Record) -> dict[str, object]:
    document: dict[str, object] = {"record": type(record).__name__, "line": record.source.line}
    if "/" in record.source.file:
        document["file"] = record.source.file
    if record.source.sheet:
        document["sheet"] = record.source.sheet
    if isinstance(record, Reply):
        document |= {"id": record.id, "author": record.author, "posted_at": record.posted_at, "text": record.text}
        optional = {"channel": record.channel, "call_id": record.call_id, "given": dict(record.given)}
        if record.reference_date:
            optional["reference_date"] = record.reference_date.isoformat()
        document |= {key: value for key, value in optional.items() if value}
    elif isinstance(record, NoText | Unreadable):
        document["code"] = record.code
    return document


@pytest.mark.parametrize("name", sorted(sources()))
def test_the_sample_gives_the_expected_records(name: str) -> None:
    folder = FOLDER / name
    assert (folder / "README.md").is_file()
    (sample,) = [file for file in folder.iterdir() if file.name.startswith("sample.")]
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    me = Me(frozenset(expected["me"]))
    with sample.open("rb") as stream:
        seen = preview(stream, name=sample.name)
    assert seen.guess.format == expected["format"]
    assert {column.name: column.role.value for column in seen.columns.columns} == expected["roles"]
    for _ in ("once", "the same file again gives the same ids"):
        with sample.open("rb") as stream:
            assert [as_document(r) for r in read_file(stream, name=sample.name, me=me)] == expected["records"]
