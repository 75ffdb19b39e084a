"""Is what `orchestre audit site` says right? Recall and false alarms on the sites of tests/data/sites: clean look-alikes
full of traps, and sites with known faults.

`--half seen` or `kept`; each miss and each false alarm is named on the seen half only. `--served` asks the sites over
http and https on this machine, `--browser` opens their first pages too. `--keep` writes the figures which every report
shows, and the tables of docs/method/audit.md.
"""

import sys
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from benchmarks._harness import Table, limit
from benchmarks._sites import HALVES, Fault, Made, sites
from orchestre.audit.site.report import find
from orchestre.audit.site.values import Site

RECALL, ALARMS = 0.95, 0.02


@dataclass
class Score:
    sites: int = 0
    clean: int = 0
    alarmed: int = 0
    missed: list[tuple[str, Fault]] = field(default_factory=list)
    false: list[tuple[str, Fault]] = field(default_factory=list)
    right: Counter[str] = field(default_factory=Counter)

    def add(self, made: Made, said: Iterable[Fault]) -> None:
        said = set(said)
        self.sites += 1
        self.clean += not made.truth
        self.alarmed += not made.truth and bool(said)
        self.missed += [(made.name, fault) for fault in sorted(made.truth - said, key=str)]
        self.false += [(made.name, fault) for fault in sorted(said - made.truth, key=str)]
        self.right.update(code for code, _ in made.truth & said)

    @property
    def recall(self) -> float:
        found = self.right.total()
        return found / ((found + len(self.missed)) or 1)

    @property
    def alarms(self) -> float:
        """Share of what is said that is not so."""
        return len(self.false) / ((self.right.total() + len(self.false)) or 1)


def told(site: Site) -> set[Fault]:
    return {(finding.code, finding.page) for finding in find(site)}


def scored(half: str, look: Callable[[Made], Site] = Made.walked) -> Score:
    score = Score()
    for made in sites(half):
        score.add(made, told(look(made)))
    return score


def main() -> int:
    wanted = [half for half in HALVES if half in sys.argv] or list(HALVES)
    totals = Table(
        "Faults found on sites made for it",
        "sites",
        "number",
        "clean",
        "faults",
        "recall",
        "false alarms",
        "of what is said",
    )
    broken = 0
    for half in wanted:
        score = scored(half)
        totals.row(
            half,
            score.sites,
            score.clean,
            score.right.total() + len(score.missed),
            score.recall,
            len(score.false),
            score.alarms,
        )
        if half == "seen":
            for word, faults in (("missed", score.missed), ("false", score.false)):
                for name, (code, page) in faults:
                    print(f"{word:7} {name:24} {code:28} {page or ''}")
        broken |= limit(f"{half}: missed", 1 - score.recall, at_most=1 - RECALL)
        broken |= limit(f"{half}: false alarms", score.alarms, at_most=ALARMS)
        broken |= limit(f"{half}: clean sites with an alarm", score.alarmed, at_most=0)
    totals.show()
    return broken


if __name__ == "__main__":
    sys.exit(main())
