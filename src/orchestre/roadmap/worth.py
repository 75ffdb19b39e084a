"""What a project brings, begun and changed over in given weeks, in euros of the first day."""

from collections.abc import Sequence
from functools import lru_cache

from orchestre.roadmap.values import Dates, Project, Roadmap


@lru_cache(maxsize=64)
def discounts(rate: float, weeks: int) -> Sequence[float]:
    """What a euro of each week is worth on the first day: (1 + rate) ** (-week / 52)."""
    return [(1 + rate) ** (-week / 52) for week in range(weeks)]


class Worth:
    """Of one project at any dates: the sums over weeks are made once.

    value = round(-deposit d(b)) + round(-balance d(g) - double run over [c, g) + (benefit by ramp - opex) over [g, VH))
    """

    def __init__(self, project: Project, roadmap: Roadmap) -> None:
        last = max(roadmap.value_horizon, roadmap.horizon) + 1
        self.project, self.discount = project, discounts(roadmap.discount, last)
        self.until = roadmap.value_horizon
        self.deposit = project.cost * project.deposit_pct / 100
        self.balance = project.cost - self.deposit
        self._after = [0.0] * (last + 1)
        for week in range(last - 1, -1, -1):
            self._after[week] = self._after[week + 1] + self.discount[week]

    def _sum(self, start: int, end: int) -> float:
        return self._after[start] - self._after[end] if start < end else 0.0

    def at(self, build_start: int, change_start: int) -> int:
        return self.begun(build_start) + self.changed(change_start)

    def begun(self, build_start: int) -> int:
        return round(-self.deposit * self.discount[build_start])

    def changed(self, change_start: int) -> int:
        project, d = self.project, self.discount
        live = change_start + project.parallel
        whole = min(live + project.ramp - 1, self.until)
        rising = sum((w - live + 1) / project.ramp * d[w] for w in range(live, whole))
        brought = project.benefit * (rising + self._sum(max(whole, live), self.until))
        brought -= project.opex * self._sum(live, self.until)
        brought -= project.double_run * self._sum(change_start, live)
        return round(brought - self.balance * d[live])


def value(roadmap: Roadmap, dates: Dates) -> int:
    """Of a whole plan, in euros."""
    return sum(Worth(roadmap.by_id[p], roadmap).at(at.build_start, at.change_start) for p, at in dates.items())
