"""Any decision by criteria, written as a TOML text, worked out by the same machine as the models: in points of 100.

    title = "Quelle caisse ?"
    [[criterion]]
    id = "price"
    weight = [30, 40, 50]
    worst = 4000
    best = 1000

    [[option]]
    id = "a"
    label = "Caisse A"
    price = [1500, 1800, 2500]

An option's mark on a criterion goes from 0 at `worst` to 1 at `best`, no further; weights are shares of their sum.
"""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

import numpy as np

from orchestre.arbitration.given import Incomplete, ranged
from orchestre.arbitration.loading import both, spread_of
from orchestre.arbitration.values import Input, Lines, Model, Numbers, Test, Work
from orchestre.basics import Range
from orchestre.knowledge.values import Both

TOPIC = "criteria"


@cache
def words() -> Mapping[str, Any]:
    file = resources.files("orchestre.arbitration").joinpath("criteria.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


def model_of(row: Mapping[str, object]) -> Model:
    """Raises Incomplete with the place of what is missing or makes no sense, and what `given.ranged` raises."""
    criteria, options = _rows(row, "criterion"), _rows(row, "option")
    if len(options) < 2:
        raise Incomplete(place="[[option]]", what="2")
    names = [str(each["id"]) for each in criteria]
    inputs: list[Input] = []
    ends: dict[str, tuple[float, float]] = {}
    for each, name in zip(criteria, names, strict=True):
        weight = _value(each, "weight", f"criterion {name}", lowest=0.0)
        inputs.append(_number(f"weight_{name}", _label(each), weight, 0.0, 10 * (weight.high or 1.0)))
        worst, best = (_value(each, end, f"criterion {name}").likely for end in ("worst", "best"))
        if worst == best:
            raise Incomplete(place=f"criterion {name}", what="worst = best")
        ends[name] = (worst, best)
    if not any(each.value.likely for each in inputs):
        raise Incomplete(place="[[criterion]]", what="weight")
    for each in options:
        for name in names:
            mark = _value(each, name, f"option {each['id']}")
            label = Both(f"{_label(each).fr}, {name}", f"{_label(each).en}, {name}")
            inputs.append(_number(f"{each['id']}.{name}", label, mark, min(ends[name]), max(ends[name])))
    said, test = words(), words()["test"]
    title = both(said["title"])
    if isinstance(given := row.get("title"), str):
        title = Both(given, given)
    return Model(
        topic=TOPIC,
        title=title,
        question=both(said["question"]),
        matters=max(inputs[: len(names)], key=lambda one: one.value.likely).id,
        inputs=tuple(inputs),
        options={str(each["id"]): _label(each) for each in options},
        lines={name: _label(each) for each, name in zip(criteria, names, strict=True)},
        facts={},
        notes=(),
        test=Test(both(test["title"]), both(test["how"]), test["weeks"], spread_of(test["cost"]), (), ""),
        work=_work(names, [str(each["id"]) for each in options], ends),
        side=lambda _: {},
        when={},
        more=lambda _: {},
        measure="points",
    )


def _work(names: Sequence[str], options: Sequence[str], ends: Mapping[str, tuple[float, float]]) -> Work:
    def work(x: Numbers) -> Mapping[str, Lines]:
        total = sum((x[f"weight_{name}"] for name in names), start=0.0)
        whole = np.where(np.asarray(total) > 0, total, 1.0)

        def mark(option: str, name: str) -> Any:
            worst, best = ends[name]
            return np.clip((x[f"{option}.{name}"] - worst) / (best - worst), 0.0, 1.0)

        return {
            option: {name: 100 * x[f"weight_{name}"] / whole * mark(option, name) for name in names}
            for option in options
        }

    return work


def _rows(row: Mapping[str, object], name: str) -> list[Mapping[str, object]]:
    found = row.get(name)
    if not isinstance(found, list) or not found:
        raise Incomplete(place=f"[[{name}]]", what="id")
    for place, each in enumerate(found, 1):
        if not isinstance(each, dict) or not str(each.get("id", "")).strip():
            raise Incomplete(place=f"[[{name}]] {place}", what="id")
    ids = [str(each["id"]) for each in found]
    if twice := next((each for each in ids if ids.count(each) > 1), None):
        raise Incomplete(place=f"[[{name}]]", what=f"id {twice}")
    return found


def _label(row: Mapping[str, object]) -> Both:
    said = str(row.get("label", row["id"]))
    return Both(said, said)


def _value(row: Mapping[str, object], key: str, place: str, lowest: float = -np.inf) -> Range[float]:
    if key not in row:
        raise Incomplete(place=place, what=key)
    return ranged(f"{place}, {key}", row[key], "number", lowest)


def _number(name: str, label: Both, value: Range[float], lowest: float, highest: float) -> Input:
    return Input(name, label, "number", value, lowest, highest, True, "orchestre", None, "D", given=True)
