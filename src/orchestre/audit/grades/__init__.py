"""The door of `orchestre audit grade`: one JSON object in, one grade out. One file a published grade.

A file here that defines `KIND` and `run(case)` is a grade: nothing else has to be told. `run` reads what it needs
through `case`, the one reader of cases, and answers its own fields; scores go from 0 to 100.
"""

from collections.abc import Mapping
from functools import cache

from orchestre.basics import OrchestreError
from orchestre.decision.cases import Run, doors, read_case

SCHEMA = "orchestre.audit_grade/1"


class NothingToGrade(OrchestreError):
    code = "audit.grade_empty"


@cache
def kinds() -> Mapping[str, Run]:
    """Every grade by its name, in alphabetical order."""
    return doors(__path__, __name__, "KIND")


def grade(text: str) -> dict[str, object]:
    """Raises NothingToGrade, and what the one reader of cases says; all are OrchestreError."""
    if not text.strip():
        raise NothingToGrade(known=", ".join(kinds()))
    case = read_case(text)
    kind = case.choice("kind", kinds())
    document: dict[str, object] = {"schema": SCHEMA, "kind": kind, **kinds()[kind](case)}
    if unused := case.unused():
        document["unused_fields"] = unused
    return document
