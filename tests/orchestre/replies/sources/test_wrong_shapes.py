"""Files of an unlucky shape, each found by trying to break the readers: nothing lost, and no time wasted."""

import json
from io import BytesIO

import pytest

from orchestre.replies.reply import NoText, Reply, Unreadable
from orchestre.replies.sources import read_file


def texts(data: str, name: str = "a.json") -> list[str]:
    """The text of each reply; "!" for what is not one."""
    found = []
    for record in read_file(BytesIO(data.encode()), name=name):
        assert isinstance(record, Reply | NoText | Unreadable)
        found.append(record.text if isinstance(record, Reply) else "!")
    return found


@pytest.mark.parametrize("count", [10, 10_000])
@pytest.mark.parametrize("frame", ["{}", '{{"messages":{}}}', '{{"title":"x","messages":{},"n":3}}'])
def test_a_list_on_one_line_is_read_whole_whatever_its_size(frame: str, count: int) -> None:
    items = [{"id": n, "author": 'Zoé "Z" M', "text": f"n° {n}, dispo, 400 €"} for n in range(count)]
    written = frame.format(json.dumps(items, separators=(",", ":"), ensure_ascii=False))
    assert texts(written) == [item["text"] for item in items]


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ('[{"text":"a"}]\n[{"text":"b"}]', ["a", "b"]),
        ('[{"text":"a"}] {"text":"b"}', ["a", "b"]),
        ('[{"text":"a"}]rubbish', ["a", "!"]),
        ('[{"text":"a"},{"text" "b"},{"text":"c"}]', ["a", "!", "c"]),
        ('{"messages":[{"text":"a"},{"n":[{"m":1} 2],"text":"b"},{"text":"c"}],"people":2}', ["a", "!", "c"]),
        ('[{"text":"a"},{"text":"b"', ["a", "!"]),
    ],
)
def test_what_follows_a_broken_item_or_a_list_is_read(written: str, found: list[str]) -> None:
    assert texts(written) == found


def test_a_line_of_commas_and_lines_of_open_quotes_end() -> None:
    assert texts("," * 1_500_000, "a.csv") == ["!"]
    rows = texts("name,message\n" + 'a"b,"c\n' * 60_000, "a.csv")
    assert rows == ["c"] * 60_000


def test_a_record_over_several_lines_after_wrong_quotes_is_one() -> None:
    assert texts('name,message\n5" screen,"open\nZoé,"two\nlines"\nAna,x\n', "a.csv")[-2:] == ["two\nlines", "x"]
