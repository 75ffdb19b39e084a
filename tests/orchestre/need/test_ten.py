"""What costs a buyer most when it is forgotten is told in the shortest document of its kind, in both languages."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from benchmarks.need_coverage import folded
from orchestre.basics import Language
from orchestre.knowledge import load
from orchestre.need import to_markdown, write_need

HERE = Path(__file__).resolve().parents[2] / "data/need"
TEN: Mapping[str, Mapping[str, str | Sequence[str]]] = tomllib.loads((HERE / "ten.toml").read_text(encoding="utf-8"))


def test_every_kind_has_its_ten() -> None:
    assert TEN.keys() == load().kinds.keys()
    assert {len(each["points"]) for each in TEN.values()} == {10}


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("kind", TEN)
def test_the_ten_points_that_cost_most_are_always_told(kind: str, language: Language) -> None:
    need = write_need(str(TEN[kind][language]), language=language)
    assert any(line.id.startswith(f"{kind}.") and line.level == "must" for line in need.requirements)
    text = folded(to_markdown(need))
    forms = [str(each).split(" => ") for each in TEN[kind]["points"]]
    assert [point for point, form in forms if not re.search(form, text)] == []
