"""JSON in its three shapes, right and broken."""

import json
from io import BytesIO

import pytest

from orchestre.replies.reply import NoText, Reply, Unreadable
from orchestre.replies.sources import preview, read_file


def read(data: str, name: str = "a.json") -> list[object]:
    return list(read_file(BytesIO(data.encode()), name=name))


SHAPES = {
    "an array": ('[{"text": "a"}, {"text": "b"}]', ["a", "b"]),
    "bare strings": ('["Dispo 400 €", "Moi 350"]', ["Dispo 400 €", "Moi 350"]),
    "one object with a list": (
        '{"tags": ["x"], "n": {"a": [1]}, "comments": [{"body": "a"}, {"body": "b"}]}',
        ["a", "b"],
    ),
    "people before the messages": (
        '{"participants": [{"name": "Ana"}, {"name": "Bob"}], "messages": [{"from": "Ana", "content": "400 €"}]}',
        ["400 €"],
    ),
    "a nested text": ('{"users": [{"id": 1}], "data": [{"from": "Ana", "body": {"text": "400 €"}}]}', ["400 €"]),
    "one message": ('{"author": "Léo",\n "text": "400 €"}', ["400 €"]),
    "an empty list": ('{"messages": []}', []),
    "a broken item": ('[\n{"text":"a"},\n{"text": oops},\n{"text":"c"}\n]', ["a", "c"]),
    "cut in the middle": ('[\n{"text":"a"},\n{"text": "bb', ["a"]),
    "a list cut in the middle": ('{"messages": [\n{"text":"a"},\n{"te', ["a"]),
}


@pytest.mark.parametrize("case", SHAPES)
def test_shapes(case: str) -> None:
    data, texts = SHAPES[case]
    records = read(data)
    assert [record.text for record in records if isinstance(record, Reply)] == texts
    assert all(isinstance(record, Reply | Unreadable) for record in records)


def test_names_are_understood_and_nested_ones_opened() -> None:
    item = {
        "proposal": "I will build it",
        "hourlyChargeRate": {"currencyCode": "USD", "amount": 42},
        "profile": {"name": "Leo", "location": {"city": "Lyon"}},
    }
    (reply,) = read(json.dumps([item]))
    assert isinstance(reply, Reply)
    assert (reply.author, reply.text) == ("Leo", "I will build it")
    assert reply.given == {"hourlyChargeRate.currencyCode": "USD", "price": "42", "place": "Lyon"}


def test_a_labelled_line_is_read_as_is() -> None:
    line = {"id": "GX1", "call_id": "C10", "channel": "email", "reference_date": "2026-10-05", "text": " Dispo \n"}
    (reply,) = read(json.dumps(line | {"labels": {"kind": "offer", "location": ["Lyon"]}}) + "\n", "a.jsonl")
    assert isinstance(reply, Reply)
    assert (reply.id, reply.text, reply.channel, reply.call_id) == ("GX1", " Dispo \n", "email", "C10")
    assert str(reply.reference_date) == "2026-10-05"
    assert reply.given == {}


def test_names_that_come_late_are_kept() -> None:
    lines = [json.dumps({"text": f"n {n}"}) for n in range(300)] + [json.dumps({"text": "x", "ville": "Lyon"})]
    last = read("\n".join(lines), "a.jsonl")[-1]
    assert isinstance(last, Reply)
    assert last.given == {"ville": "Lyon"}


def test_a_large_array_is_read_item_by_item() -> None:
    items = [{"text": f"réponse {n} " + "x" * 500} for n in range(2_000)]
    records = read(json.dumps(items, ensure_ascii=False, indent=1))
    assert [record.text for record in records if isinstance(record, Reply)] == [item["text"] for item in items]
    assert records[1].source.line - records[0].source.line == 3  # type: ignore[attr-defined]


def test_thousands_of_broken_items_end_quickly() -> None:
    records = read("[\n" + "{oops},\n" * 20_000 + "\n" * 50_000 + '{"text": "a"}]')
    assert len(records) == 20_001
    assert isinstance(records[-1], Reply)


def test_nul_and_lone_surrogates_do_not_pass() -> None:
    (reply, empty) = read('[{"text": "a\\u0000b\\ud800"}, {"text": "\\u0000"}]')
    assert isinstance(reply, Reply)
    assert reply.text == "ab?"
    assert isinstance(empty, NoText)


def test_the_preview_shows_names_and_rows() -> None:
    seen = preview(BytesIO(b'{"id": 1, "body": "a"}\n{"id": 2, "body": "b"}\n'), name="a")
    assert seen.columns.names == ("id", "body")
    assert seen.tables[0].rows == (("1", "a"), ("2", "b"))
