"""Published worked cases, shipped with the program and done again on demand (`orchestre decide --self-test`).

One JSON file a case: `source` (where it was printed), `note` (the variant of the method), `case` (what `orchestre
decide` takes) and `expected` (field of the answer -> what is printed). A figure printed stands as text, with the
digits of the paper: "0.4674" is kept by anything that rounds to it. A plain number must be met exactly (ranks,
indices). Where the paper rounds on its way, `within` says how far a field may be, and `note` says why.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from importlib import resources

from orchestre.decision.cases import Case, answer

SCHEMA = "orchestre.self_test/1"

HAIR = 1e-9
"""A figure that ends on a 5 may be rounded either way."""


@dataclass(frozen=True, slots=True)
class Result:
    """One field of one case: the largest difference to a printed figure, and how far it could be."""

    name: str
    """File and field, as `ahp_leader.weights`."""
    method: str
    source: str
    difference: float
    tolerance: float
    kept: bool


def cases() -> Mapping[str, Mapping[str, object]]:
    """Every case by the name of its file."""
    files = [file for file in resources.files(__package__).iterdir() if file.name.endswith(".json")]
    return {
        file.name[:-5]: json.loads(file.read_text(encoding="utf-8")) for file in sorted(files, key=lambda f: f.name)
    }


def run(published: Mapping[str, Mapping[str, object]] | None = None) -> list[Result]:
    """Every field of every case, in the order of their names. Raises what a method says of a case it cannot hold."""
    return [
        result for name, one in (cases() if published is None else published).items() for result in _compared(name, one)
    ]


def _compared(name: str, published: Mapping[str, object]) -> Iterator[Result]:
    case, expected, within = published["case"], published["expected"], published.get("within", {})
    assert isinstance(case, Mapping)
    assert isinstance(expected, Mapping)
    assert isinstance(within, Mapping)
    found = answer(Case(case, "en"))
    for field, printed in expected.items():
        pairs = []
        for figure, ours in _pairs(printed, found.get(field)):
            tolerance = float(within[field]) if field in within else _half_a_digit(figure)
            pairs.append((abs(float(str(figure)) - ours), tolerance))
        worst = max(pairs, key=lambda pair: (pair[0] - pair[1], pair[0]), default=(0.0, 0.0))
        kept = worst[0] <= worst[1]
        yield Result(f"{name}.{field}", str(case["method"]), str(published["source"]), *worst, kept)


def _pairs(printed: object, ours: object) -> Iterator[tuple[object, float]]:
    """Figures beside figures; a shape that differs is a difference without end. A printed null was not printed."""
    if printed is None:
        return
    if isinstance(printed, Mapping) and isinstance(ours, Mapping) and printed.keys() <= ours.keys():
        for key, value in printed.items():
            yield from _pairs(value, ours[key])
    elif isinstance(printed, list) and isinstance(ours, list) and len(printed) == len(ours):
        for one, other in zip(printed, ours, strict=True):
            yield from _pairs(one, other)
    elif isinstance(printed, (str, int, float)) and isinstance(ours, (int, float)):
        yield printed, float(ours)
    else:
        yield 0, float("inf")


def _half_a_digit(figure: object) -> float:
    """Half of the last digit printed; nothing for a plain number."""
    if not isinstance(figure, str):
        return 0.0
    decimals = len(figure.partition(".")[2])
    return float(0.5 * 10.0**-decimals + HAIR)


def document(results: list[Result]) -> dict[str, object]:
    """The results as JSON; a difference without end (a field that is not there) is null."""
    rows = [asdict(result) for result in results]
    for row in rows:
        if row["difference"] == float("inf"):
            row["difference"] = None
    return {"schema": SCHEMA, "kept": all(result.kept for result in results), "results": rows}
