"""The tables of the measures: readable figures, one table a title, and a page kept in order."""

from pathlib import Path

import pytest

from benchmarks import _harness, reading_sources
from benchmarks._harness import Table, limit, median_seconds


def table(title: str, value: float) -> Table:
    made = Table(title, "task", "seconds")
    made.row("ours", value)
    return made


@pytest.mark.parametrize(
    ("value", "shown"), [(0.07612, "0.0761"), (1234.5, "1234"), (3.0, "3"), (12, "12"), (2.5e-6, "0")]
)
def test_figures_have_three_digits(value: float, shown: str) -> None:
    assert f"| ours | {shown} |" in table("A", value).markdown()


def test_a_row_has_as_many_cells_as_the_head() -> None:
    with pytest.raises(ValueError, match="1 cells for 2 columns"):
        Table("A", "task", "seconds").row("ours")


def test_a_table_takes_the_place_of_the_older_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_harness, "ROOT", tmp_path)
    for title, value in [("A", 1.0), ("B", 2.0), ("A", 3.0)]:
        table(title, value).keep("speed.md")
    page = (tmp_path / "docs/method/speed.md").read_text()
    assert page.count("### A\n") == page.count("### B\n") == 1
    assert page.index("| ours | 3 |") < page.index("### B\n") < page.index("| ours | 2 |")
    assert "| ours | 1 |" not in page


def test_a_limit_gives_the_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert limit("x", 0.1, at_most=0.2) == 0
    assert limit("x", 0.3, at_most=0.2) == 1
    assert "BROKEN: x: 0.3, limit 0.2" in capsys.readouterr().out


def test_the_work_is_run_once_to_warm_and_then_counted() -> None:
    done: list[int] = []
    assert median_seconds(lambda: done.append(1), 3) >= 0
    assert len(done) == 4


def test_what_stands_after_a_table_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_harness, "ROOT", tmp_path)
    page = tmp_path / "docs/method/page.md"
    table("Speed", 1.0).keep("page.md")
    page.write_text("# Page\n\n" + page.read_text() + "\nA sentence.\n\n## Next\n", encoding="utf-8")
    table("Speed", 2.0).keep("page.md")
    text = page.read_text()
    assert text.count("### Speed") == 1
    assert "| 2" in text
    assert "| 1 " not in text
    assert text.startswith("# Page\n")
    assert text.endswith("\nA sentence.\n\n## Next\n")


def test_every_source_is_measured() -> None:
    sources = {file.parent.name for file in (_harness.ROOT / "src/orchestre/replies/sources").glob("*/reader.py")}
    assert sources - set(reading_sources.MADE) == {"delimited"}, "csv stands for it"
