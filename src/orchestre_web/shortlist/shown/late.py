"""What changed in the rule of the choice after the first replies came in: told, never hidden."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.utils import timezone

from orchestre.basics import typography
from orchestre.decision.price_rules import rules
from orchestre.shortlist.record import Change, Rules, when_frozen
from orchestre_web.shortlist import drafting
from orchestre_web.shortlist.models import DecisionChange
from orchestre_web.site.words import say

Document = Mapping[str, Any]
_SCALE = ("fact", "worst", "best", "shape", "words", "column")


def late(changes: Sequence[DecisionChange], opened: datetime | None, language: str) -> list[str]:
    """One sentence a thing that stands otherwise than when the first replies came in, with the day it was changed.

    `changes`: newest first. What was changed and changed back is not told; points have their own history.
    """
    if opened is None or not changes:
        return []
    told = list(reversed(changes))
    before = [change for change in told if change.at <= opened] or told[:1]
    base, after = before[-1], told[len(before) :]
    if not after:
        return []

    def day_of(look: Callable[[Document], Any]) -> str:
        """The day of the last change of what `look` sees."""
        states = [base, *after]
        last = next(b for a, b in reversed(list(pairwise(states))) if look(a.document) != look(b.document))
        return typography.day(timezone.localtime(last.at).date(), language)

    first, now = base.document, after[-1].document
    said = []
    if _rule(first) != _rule(now):
        labels = [rules()[_rule(document)].label.said(language) for document in (first, now)]
        said.append(say("board.late_rule", before=labels[0], after=labels[1], when=day_of(_rule)))
    if _figures(first) != _figures(now):
        said.append(say("board.late_figures", when=day_of(_figures)))
    if _budget(first) != _budget(now):
        spans = {"before": _span(first, language), "after": _span(now, language)}
        said.append(say("board.late_budget", **spans, when=day_of(_budget)))
    old, new = ({str(e["key"]): e for e in document.get("criterion", [])} for document in (first, now))
    for key in [*old, *(key for key in new if key not in old)]:
        look = _scale_of(key)
        if look(first) == look(now):
            continue
        code = "added" if key not in old else "removed" if key not in new else "scale"
        name = drafting.name_of(new.get(key) or old[key], language)
        said.append(say(f"board.late_{code}", name=name, when=day_of(look)))
    return said


def told(changes: Sequence[DecisionChange], opened: datetime | None, language: str) -> dict[str, Any]:
    """For a page: the sentences, the day the first replies came in, and when the rule was frozen."""
    day = None if opened is None else typography.day(timezone.localtime(opened).date(), language)
    log = tuple(Change(timezone.localtime(c.at), "", "", c.sha256, c.why) for c in reversed(changes))
    frozen = when_frozen(Rules(log, opened and timezone.localtime(opened)), language)
    return {"late": late(changes, opened, language), "opened": day, "frozen": list(frozen)}


def _rule(document: Document) -> str:
    return str(document["price"].get("rule", "budget"))


def _figures(document: Document) -> list[Any]:
    return [document["price"].get(name) for name in ("euro_per_point", "quality_floor")]


def _budget(document: Document) -> list[Any]:
    return [document["price"].get(name) for name in ("floor", "ceiling", "tax", "currency")]


def _span(document: Document, language: str) -> str:
    floor, ceiling, tax, currency = _budget(document)
    return f"{typography.money_span(floor, ceiling, language, currency or 'EUR')} {say(f'board.tax_{tax}')}"


def _scale_of(key: str) -> Callable[[Document], Any]:
    def look(document: Document) -> Any:
        entry = drafting.criterion(document, key)
        return None if entry is None else [entry.get(name) for name in _SCALE]

    return look
