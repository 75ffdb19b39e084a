"""The door `orchestre decide`: one JSON object in, one out. One file a method.

A file here that defines `METHOD` and `run(case)` is a method: nothing else has to be told. `run` reads what it needs
through `case` (`given.py`, one clear error for each thing that can be wrong) and answers its own fields; `answer` puts
`schema` and `method` before them. Indices count from 0 everywhere.

>>> answer(Case({"method": "additive", "matrix": [[5, 900], [10, 800]], "objectives": ["min", "min"],
...              "weights": [1, 2], "scales": [[0, 15], [500, 1500]]}))["ranking"]
[0, 1]
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from orchestre.basics import OrchestreError
from orchestre.decision.cases.given import Case, read_case
from orchestre.decision.cases.one_value import written

SCHEMA = "orchestre.decision/1"

Run = Callable[[Case], dict[str, object]]


class MethodUnknown(OrchestreError):
    code = "decision.case_method_unknown"


def doors(folder: Iterable[str], package: str, name: str) -> Mapping[str, Run]:
    """The `run` of every file of a package that defines `name`, by its value, in alphabetical order."""
    found: dict[str, Run] = {}
    for file in iter_modules(folder):
        module = import_module(f"{package}.{file.name}")
        if hasattr(module, name):
            found[getattr(module, name)] = module.run
    return dict(sorted(found.items()))


@cache
def methods() -> Mapping[str, Run]:
    """Every method by its name, in alphabetical order."""
    return doors(__path__, __name__, "METHOD")


def answer(case: Case) -> dict[str, object]:
    """Raises MethodUnknown, and what the method says of its inputs; all are OrchestreError."""
    name = case.of("method")
    if not isinstance(name, str) or name not in methods():
        raise MethodUnknown(name=written(name).strip('"'), known=", ".join(methods()))
    said = methods()[name](case)
    document: dict[str, object] = {"schema": SCHEMA, "method": name, **case.names(), **said}
    if unused := case.unused():
        document["unused_fields"] = unused
    return document


__all__ = ["SCHEMA", "Case", "MethodUnknown", "Run", "answer", "doors", "methods", "read_case"]
