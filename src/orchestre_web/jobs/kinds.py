"""The kinds of long job. A room registers its own, in its `long_jobs.py`:

@job_kind("import", name="calls.job_import")
def import_replies(job: Job) -> dict[str, object]:
    run_chunks(job, step)
    return {"read": ...}
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from orchestre_web.jobs.models import Job

Work = Callable[[Job], Mapping[str, Any] | None]


@dataclass(frozen=True, slots=True)
class Kind:
    """`name` is the code of the sentence that says what the job is, on its page."""

    code: str
    name: str
    work: Work


_kinds: dict[str, Kind] = {}


def job_kind(code: str, *, name: str) -> Callable[[Work], Work]:
    """Register the work of a kind of job. What it returns is kept as the job's result (JSON)."""

    def register(work: Work) -> Work:
        assert code not in _kinds or _kinds[code].work.__qualname__ == work.__qualname__, f"Two kinds named {code}"
        _kinds[code] = Kind(code, name, work)
        return work

    return register


def kind(code: str) -> Kind:
    """Raises KeyError for a kind that no room registered."""
    return _kinds[code]
