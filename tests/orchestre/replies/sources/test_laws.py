"""What holds for any bytes: no other error than a file that cannot be read, counts that add up, clean texts."""

import csv
import io
import json
from io import BytesIO

from hypothesis import example, given, settings
from hypothesis import strategies as st

from orchestre.replies.reply import Me, NoText, Own, Reply, Unreadable
from orchestre.replies.sources import FileUnreadable, preview, read_file

NAMES = ("a.csv", "a.tsv", "a.json", "a.jsonl", "a.xlsx", "a.txt", "")
CELL = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), include_characters="\n\t"), max_size=40)
PIECES = st.sampled_from(
    [
        *("name,date,message\n", 'a,"b', '"', '""', ",", ";", "\t", "\n", "\r\n", "é", "\x00", "\ufeff", "1", "|--|"),
        *("{", "}", "[", "]", '{"text": "x"}', '{"id":1,"text":', "{}"),
        *("Léo : 400 €/j", "Agathe Lemaire\n", "3 h\n", "---\n", "J'aime\n"),
    ]
)


def read(data: bytes, name: str = "a.csv") -> list[object] | None:
    """The records; None when the file as a whole is refused."""
    try:
        return list(read_file(BytesIO(data), name=name, me=Me(frozenset({"Léo"}))))
    except FileUnreadable as refused:
        spoken = refused.sentence("fr"), refused.sentence("en")
    assert all(spoken)
    return None


def check(records: list[object] | None) -> None:
    ids = set()
    last = 0
    for record in records or ():
        assert isinstance(record, Reply | NoText | Own | Unreadable)
        step = 0 if record.source.format == "json" else 1  # several items may stand on one line of an array
        assert record.source.line >= last + step or record.source.sheet is not None
        last = record.source.line
        if isinstance(record, Reply):
            assert record.text.strip()
            assert "\x00" not in record.text
            record.text.encode("utf-8")
            assert record.id not in ids
            ids.add(record.id)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(NAMES))
@example(b"PK\x03\x04rubbish", "a.xlsx")
@example(b"\xff\xfeN\x00o\x00", "a.csv")
@example(b"[" * 100_000, "a.json")
@example(b'{"a":' * 50_000, "a.json")
@example(b"1" * 6_000, "a.json")
@example(b'{"text": "\\ud800", "id": "\\u0000"}', "a.jsonl")
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    check(read(data, name))


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=25), st.sampled_from(NAMES), st.sampled_from(["utf-8", "utf-16", "cp1252"]))
def test_any_mixture_of_marks_is_read_or_refused(pieces: list[str], name: str, encoding: str) -> None:
    data = "".join(pieces).encode(encoding, "replace")
    check(read(data, name))
    try:
        preview(BytesIO(data), name=name)
    except FileUnreadable:
        assert read(data, name) is None


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(CELL, CELL), min_size=1, max_size=20),
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_rows_in_are_records_out_at_their_lines(
    rows: list[tuple[str, str]], delimiter: str, encoding: str, end: str
) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL)
    writer.writerow(("Nom", "Date", "Message"))
    lines = []
    for name, text in rows:
        lines.append(1 + out.getvalue().count("\n"))
        writer.writerow((name, "2026-03-09", text))
    records = read(out.getvalue().encode(encoding))
    assert records is not None
    assert [record.source.line for record in records] == lines  # type: ignore[attr-defined]
    for (name, text), record in zip(rows, records, strict=True):
        if name.strip().casefold() == "léo":
            continue
        if text.strip():
            assert isinstance(record, Reply)
            assert record.text == text.strip()
        else:
            assert isinstance(record, NoText)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.one_of(st.text(max_size=30), st.none()), min_size=1, max_size=30), st.booleans())
def test_json_items_in_are_records_out(texts: list[str | None], lines: bool) -> None:
    items = [{"id": f"n{i}", "text": text} for i, text in enumerate(texts)]
    data = "\n".join(map(json.dumps, items)) if lines else json.dumps(items, indent=1)
    records = read(data.encode(), "a.jsonl" if lines else "a.json")
    assert records is not None
    assert len(records) == len(texts)
    check_ids = [record.id for record in records if isinstance(record, Reply)]
    assert check_ids == [f"n{i}" for i, text in enumerate(texts) if (text or "").replace("\x00", "").strip()]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(CELL, CELL), min_size=1, max_size=12), st.data())
def test_ids_come_from_the_content_not_from_the_place(rows: list[tuple[str, str]], data: st.DataObject) -> None:
    def ids(order: list[tuple[str, str]]) -> list[str]:
        out = io.StringIO()
        csv.writer(out, quoting=csv.QUOTE_ALL).writerows([("author", "message"), *order])
        found = read(out.getvalue().encode())
        assert found is not None
        return sorted(record.id for record in found if isinstance(record, Reply))

    assert ids(rows) == ids(data.draw(st.permutations(rows)))


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.sampled_from(['x,"open', "a,b", '"q, r",s', 'il dit "non",t', '"two\nlines",u', "é,€"]), max_size=30)
)
def test_no_word_is_lost_whatever_the_quotes(lines: list[str]) -> None:
    text = "author,message\n" + "\n".join(lines)
    records = read(text.encode())
    assert records is not None
    shown = "".join(
        f"{record.author}{record.text}" if isinstance(record, Reply) else getattr(record, "raw", "")
        for record in records
    )

    def letters(words: str) -> str:
        return "".join(c for c in words if c.isalpha())

    assert letters(shown).replace("None", "") == letters("".join(lines))
