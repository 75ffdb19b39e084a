"""The export files of networks, forms and spreadsheets, and the hostile ones: counts and first reply."""

import json
from io import BytesIO
from pathlib import Path

import pytest

from orchestre.replies.reply import Me, NoText, Own, Reply, Unreadable
from orchestre.replies.sources import FileUnreadable, read_file

FOLDER = Path(__file__).parent.parent / "exports"
EXPECTED = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))
ME = Me(frozenset({"Pauline Garnier"}))


def content(name: str) -> bytes:
    if name == "hostile/huge_cell.csv":
        huge = "bla " * 262_144
        return f"name,date,message\nLéo,2026-03-09,Dispo 400 €/j\nGros,2026-03-09,{huge}\nAna,2026-03-09,350\n".encode()
    return (FOLDER / name).read_bytes()


@pytest.mark.parametrize("name", [name for name, wanted in EXPECTED.items() if not wanted.get("error")])
def test_counts_and_first_reply(name: str) -> None:
    wanted = EXPECTED[name]
    me = Me(ME.names | {wanted["own_id"]}) if "own_id" in wanted else ME
    records = list(read_file(BytesIO(content(name)), name=name, me=me))
    replies = [record for record in records if isinstance(record, Reply)]
    own = [record for record in records if isinstance(record, Own)]
    aside = [record for record in records if isinstance(record, NoText | Unreadable)]
    assert len(replies) == wanted["replies"]
    assert len(own) == wanted["own_dropped"]
    assert len(aside) == sum(reason["count"] for reason in wanted["set_aside"])
    if wanted["first"]:
        first = replies[0]
        assert {"author": first.author, "date": first.posted_at, "text": first.text} == wanted["first"]
    assert len({reply.id for reply in replies}) == len(replies)
    assert not any("\x00" in reply.text for reply in replies)


@pytest.mark.parametrize("name", [name for name, wanted in EXPECTED.items() if wanted.get("error")])
def test_a_file_that_cannot_be_read_says_so_in_one_sentence(name: str) -> None:
    with pytest.raises(FileUnreadable) as error:
        list(read_file(BytesIO(content(name)), name=name, me=ME))
    for language in ("fr", "en"):
        sentence = error.value.sentence(language)
        assert name in sentence
        assert "{" not in sentence


def test_the_sheets_of_a_workbook_are_counted_apart() -> None:
    sheets: dict[str | None, int] = {}
    for record in read_file(BytesIO(content("replies.xlsx")), name="replies.xlsx", me=ME):
        if isinstance(record, Reply):
            sheets[record.source.sheet] = sheets.get(record.source.sheet, 0) + 1
    assert sheets == EXPECTED["replies.xlsx"]["sheets"]
