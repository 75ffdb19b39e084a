"""Sentences of many trades and the kind a reader gives them: what was once recognised stays so."""

import tomllib
from pathlib import Path

from orchestre.knowledge import load
from orchestre.need.recognition import recognise

HERE = Path(__file__).resolve().parents[2] / "data/need"


def right(name: str) -> float:
    cases = tomllib.loads((HERE / name).read_text(encoding="utf-8"))["case"]
    found = [(recognise(case["sentence"], load()), case["kind"]) for case in cases]
    return sum(bool(kinds) and kinds[0].kind.id == kind for kinds, kind in found) / len(cases)


def test_most_sentences_find_their_kind() -> None:
    assert right("kinds.toml") >= 0.95
    assert right("kinds_kept.toml") >= 0.8
