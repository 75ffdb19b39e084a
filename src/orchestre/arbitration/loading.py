"""The one reader of the models: `models/<topic>.toml` (numbers, words, sources) beside `models/<topic>.py` (sums).

A file that lacks a language or a source raises KeyError or ValueError: it is ours to mend, and a test sees it.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import import_module, resources
from typing import Any

from orchestre.arbitration.values import Input, Model, Test
from orchestre.basics import Range
from orchestre.knowledge.loading import typeset
from orchestre.knowledge.values import Both

FARTHEST = 10
"""A number without an upper bound of its own is followed up to so many times its highest value."""
_OWN = "orchestre"


def both(row: Mapping[str, str]) -> Both:
    return Both(typeset(row["fr"]), row["en"].replace("'", "\u2019"))


def spread_of(row: list[float]) -> Range[float]:
    low, mode, high = (float(each) for each in row)
    return Range(low, mode, high)


def _input(row: Mapping[str, Any]) -> Input:
    value = spread_of(row["value"])
    most = {"share": 1.0}.get(row["unit"], FARTHEST * (value.high or 1.0))
    yours = bool(row.get("yours", False))
    source = row.get("source", _OWN)
    quality = row["quality"] if source != _OWN else "D"
    return Input(
        id=row["id"],
        label=both(row["label"]),
        unit=row["unit"],
        value=value,
        lowest=float(row.get("lowest", 0.0)),
        highest=float(row.get("highest", most)),
        yours=yours,
        source=source,
        year=row.get("year"),
        quality=quality,
    )


@cache
def topics() -> tuple[str, ...]:
    """Every topic that has a model, in alphabetical order."""
    files = resources.files("orchestre.arbitration").joinpath("models").iterdir()
    return tuple(sorted(file.name[:-5] for file in files if file.name.endswith(".toml")))


@cache
def model(topic: str) -> Model:
    """Raises FileNotFoundError where there is no such topic: callers look into `topics` first."""
    file = resources.files("orchestre.arbitration").joinpath("models", f"{topic}.toml")
    row = tomllib.loads(file.read_text(encoding="utf-8"))
    sums = import_module(f"orchestre.arbitration.models.{topic}")
    test = row["test"]
    return Model(
        topic=topic,
        title=both(row["title"]),
        question=both(row["question"]),
        matters=row["matters"],
        inputs=tuple(_input(each) for each in row["input"]),
        options={name: both(words) for name, words in row["options"].items()},
        lines={name: both(words) for name, words in row["lines"].items()},
        facts={name: (both(words), words["unit"]) for name, words in row["facts"].items()},
        notes=tuple((name, both(words)) for name, words in row.get("notes", {}).items()),
        test=Test(
            title=both(test["title"]),
            how=both(test["how"]),
            weeks=test["weeks"],
            cost=spread_of(test["cost"]),
            systems=tuple(test["systems"]),
            measures=test["measures"],
        ),
        work=sums.work,
        side=sums.side,
        when=getattr(sums, "WHEN", {}),
        more=getattr(sums, "more", lambda _: {}),
    )
