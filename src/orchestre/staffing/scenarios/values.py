"""The types of a comparison: figures with their doubt, people with their phases, the need they meet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from orchestre.basics import Range
from orchestre.knowledge.values import Both

TRADES = ("project", "marketing", "ecommerce", "it")
KINDS = ("employee", "apprentice", "professionalisation", "day", "retainer", "own")
HIRED = frozenset({"employee", "apprentice", "professionalisation"})
AS_NEEDED = "need"
"""Days of somebody called as the strategy of each month needs."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its doubt. `given`: the owner told it; else `year`, `quality` and `source` say what it is worth."""

    name: str
    label: Both
    unit: str
    value: Range[float]
    lowest: float
    highest: float
    year: int | None
    quality: str
    source: str
    given: bool = False


@dataclass(frozen=True, slots=True)
class Resource:
    """One person or firm of a scenario. `numbers`: names of figures by field: gross, rate, price, days, delay, ramp,
    fee, equipment, training, failure, rehire, tutor_days, tutor_day. `as_needed`: its days follow the work.

    `grade`: strategy or execution, what it is paid for. `failure_month`: how long after the arrival a hire that fails
    ends. `notice`: months. `present`: part of the year a work-study student is at work."""

    id: str
    kind: str
    grade: str
    start: float
    length: float
    share: float
    executive: bool
    numbers: Mapping[str, str]
    as_needed: bool
    strategy: float
    skills: Mapping[str, float]
    failure_month: float
    notice: float
    trial: float
    age: int
    diploma: int
    school: float
    company: float
    exam_weeks: float

    @property
    def present(self) -> float:
        if self.kind not in {"apprentice", "professionalisation"}:
            return 1.0
        weeks = (WEEKS - self.exam_weeks) * self.company / (self.school + self.company)
        return weeks / WEEKS


WEEKS = 52


@dataclass(frozen=True, slots=True)
class Scenario:
    id: str
    label: Both
    resources: tuple[Resource, ...]


@dataclass(frozen=True, slots=True)
class Company:
    headcount: int = 10
    mobility: Decimal = Decimal(0)
    work_accident: Decimal | None = None
    health_cover_employer: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Need:
    """Days a month. `front_load`: part of the strategy in a first burst that dies away with `burst` months;
    `execution`: parts of the execution by trade, adding up to one. `volume`: full-time jobs of work."""

    volume: float
    front_load: float
    burst: float
    execution: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Case:
    """`floor_strategy`, `floor_execution`: coverage under which a scenario is not ranked."""

    months: int
    start: date
    company: Company
    need: Need
    scenarios: tuple[Scenario, ...]
    figures: Mapping[str, Figure]
    floor_strategy: float = 0.75
    floor_execution: float = 0.4
    drift: float = 0.0
    post_hours: float = 2.0
