"""The rule of the choice as a guest reads it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from orchestre.basics import typography
from orchestre.basics.typography import in_whole, money
from orchestre.decision import Label
from orchestre.shortlist.decision_file import PRICE
from orchestre.shortlist.facts import YES_OR_NO, FactKind
from orchestre_web.publishing import drafting
from orchestre_web.publishing.models import Publication
from orchestre_web.shortlist import drafting as rules
from orchestre_web.site.words import language, say


@dataclass(frozen=True, slots=True)
class Counts:
    """One criterion of the rule. `percent` is None where the owner does not show the points."""

    label: str
    how: str
    percent: int | None


def level_of(asked: Mapping[str, Any]) -> str:
    """How much a requirement weighs, in words."""
    if asked.get("out"):
        return say("publishing.level_out")
    return say("publishing.level_must" if asked.get("must") else "publishing.level_wish")


@dataclass(frozen=True, slots=True)
class Rule:
    criteria: Sequence[Counts]
    conditions: Sequence[str]
    mark: str
    frozen_on: date | None


def rule_shown(publication: Publication) -> Rule | None:
    """The rule of the choice as a guest reads it; None before there is one."""
    if not publication.rule:
        return None
    read = rules.read(publication.rule)
    weighing = [criterion for criterion in read.scales.criteria if criterion.points]
    counts = [
        Counts(
            _said(criterion.label),
            _how(publication, criterion, read.facts[criterion.key].kind),
            share if publication.shows_points else None,
        )
        for criterion, share in zip(weighing, in_whole([one.points for one in weighing]), strict=True)
    ]
    shown = [gate for gate in read.scales.gates if gate.fact != PRICE or publication.shows_budget]
    asked = publication.form.get("requirements", ())
    by_number = {f"requirement_{n}": n for n in range(1, len(asked) + 1)}
    out = [by_number[gate.key] for gate in shown if gate.key in by_number]
    conditions = [_said(gate.label) for gate in shown if gate.key not in by_number]
    if out:
        conditions.append(say("publishing.condition_no", n=len(out), which=in_runs(sorted(out))))
    day = timezone.localdate(publication.published_at) if publication.published_at else None
    return Rule(sorted(counts, key=lambda one: -(one.percent or 0)), conditions, publication.rule_sha256[:12], day)


def in_runs(numbers: Sequence[int]) -> str:
    """Sorted numbers with what follows on told as one: "1, 3 à 15"."""
    runs: list[tuple[int, int]] = []
    for n in numbers:
        if runs and n == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], n)
        else:
            runs.append((n, n))
    return ", ".join(
        str(first) if first == last else say("publishing.run_of", first=first, last=last) for first, last in runs
    )


def _said(label: Label) -> str:
    return label.said(language())


def _how(publication: Publication, criterion: Any, kind: FactKind) -> str:
    if kind is FactKind.PRICE:
        if publication.shows_budget:
            low, high = sorted((criterion.worst, criterion.best))
            return say("publishing.how_price_budget", low=money(low, language()), high=money(high, language()))
        return say("publishing.how_price", years=publication.years)
    if criterion.key == drafting.SHARE:
        return say("publishing.how_share")
    if kind in (FactKind.START, FactKind.YEARS):
        ends = {
            "worst": typography.number(criterion.worst, language()),
            "best": typography.number(criterion.best, language()),
        }
        return say(f"publishing.how_{kind.value}", **ends)
    if kind is FactKind.HAND:
        return say("publishing.how_hand")
    return say("publishing.how_yes_no") if kind in YES_OR_NO else ""
