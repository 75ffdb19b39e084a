"""What the page of the criteria shows: each criterion with its form, the need, what can be added, the log."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.forms import Form
from django.utils import timezone

from orchestre.basics import typography
from orchestre.decision.price_rules import rules
from orchestre.shortlist.facts import FactKind
from orchestre.shortlist.reasons import figure_in_words
from orchestre_web.shortlist import drafting, forms
from orchestre_web.shortlist.models import Decision, DecisionChange
from orchestre_web.shortlist.shown import plots
from orchestre_web.site.words import say


@dataclass(frozen=True, slots=True)
class Shown:
    """One criterion. `open`: its form has something to mend."""

    key: str
    label: str
    kind: str
    points: int
    share: str
    worst: str
    best: str
    words: str
    must: str
    series: int
    form: Form | None
    open: bool
    beside: str = ""
    """What is to be known of another criterion that tells of the same thing."""


@dataclass(frozen=True, slots=True)
class Logged:
    pk: int
    said: str
    at: datetime
    by: str
    mark: str
    holds: bool
    why: str
    before: tuple[tuple[str, datetime], ...]


def page(
    decision: Decision,
    changes: Sequence[DecisionChange],
    language: str,
    wrong: Mapping[str, Form],
    asked: Sequence[str],
) -> dict[str, Any]:
    """`asked`: currencies of the offers that have no rate yet."""
    document = decision.document
    there = set(drafting.keys(document))
    known = [kind for kind in forms.KNOWN if drafting.beginning(kind)["key"] not in there]
    wanted = {kind: wrong.get(f"add_{kind}") or form() for kind, form in forms.ADDED.items()}
    if "place" in there:
        del wanted["place"]
    if "language" in there:
        del wanted["language"]
    return {
        "criteria": _criteria(document, language, wrong),
        "need": wrong.get("need") or forms.Need(initial=_written(forms.need_values(document), language)),
        "rates": [wrong[name] for name in wrong if name.startswith("rate_")] or forms.rates_known(document, asked),
        "formula": wrong.get("formula")
        or forms.PriceFormula(initial=_written(forms.formula_values(document), language)),
        "formulas": _formulas(document, wrong.get("formula"), language),
        "known": [(kind.value, say(f"board.fact_{kind.value}")) for kind in known],
        "named": wanted.pop("term"),
        "others": [(kind, say(f"board.fact_{kind}"), form, bool(form.errors)) for kind, form in wanted.items()],
        "changes": [_logged(change, decision, language) for change in changes],
        "mark": decision.sha256,
    }


@dataclass(frozen=True, slots=True)
class Formula:
    """One formula of the price to choose from."""

    name: str
    label: str
    what: str
    depends: bool
    chosen: bool


def _formulas(document: drafting.Document, sent: Form | None, language: str) -> list[Formula]:
    """The default first, then those that no other bid can move."""
    chosen = sent["rule"].value() if sent is not None else forms.formula_values(document)["rule"]
    ordered = sorted(rules().values(), key=lambda rule: (rule.name != "budget", rule.depends_on_other_bids))
    return [
        Formula(
            rule.name,
            rule.label.said(language),
            say(f"board.rule_{rule.name}"),
            rule.depends_on_other_bids,
            rule.name == chosen,
        )
        for rule in ordered
    ]


def _written(values: Mapping[str, Any], language: str) -> dict[str, Any]:
    """Figures as the reader writes them."""

    def written(value: Any) -> Any:
        is_figure = isinstance(value, int | float) and not isinstance(value, bool)
        return typography.number(value, language) if is_figure else value

    return {name: written(value) for name, value in values.items()}


def _criteria(document: drafting.Document, language: str, wrong: Mapping[str, Form]) -> list[Shown]:
    read = drafting.read(document)
    shares = typography.percents([criterion.points for criterion in read.scales.criteria], language)
    shown = []
    for i, criterion in enumerate(read.scales.criteria):
        entry = drafting.criterion(document, criterion.key)
        limit = drafting.gate(document, criterion.key)
        ends = [figure_in_words(criterion, read, each, language) for each in (criterion.worst, criterion.best)]
        form = wrong.get(f"criterion_{criterion.key}")
        if entry is not None and form is None:
            initial = _written(forms.criterion_values(entry, document, language), language)
            form = forms.CriterionForm(entry=entry, initial=initial, auto_id=f"id_{criterion.key}_%s")
        must = ""
        if limit is not None:
            bound = limit.get("at_least", limit.get("at_most"))
            said = "" if bound is None else figure_in_words(criterion, read, float(bound), language)
            must = said or say("board.must_yes")
        shown.append(
            Shown(
                key=criterion.key,
                label=criterion.label.said(language),
                kind=FactKind.PRICE.value if entry is None else str(entry["fact"]),
                points=criterion.points,
                share=shares[i],
                worst=ends[0],
                best=ends[1],
                words=", ".join(entry.get("words", [])) if entry else "",
                must=must,
                series=i % plots.SERIES + 1,
                form=form if entry is not None else None,
                open=bool(form is not None and form.errors),
                beside=_beside(criterion.key, document, language),
            )
        )
    return shown


def _beside(key: str, document: drafting.Document, language: str) -> str:
    """Requirements may stand twice, as the bidders say and as people grade them: which of the two weighs."""
    twins = {drafting.IMPERATIVE: drafting.DECLARED, drafting.DECLARED: drafting.IMPERATIVE}
    entries = [drafting.criterion(document, each) for each in (key, twins.get(key, ""))]
    if entries[0] is None or entries[1] is None:
        return ""
    mine, other = (int(entry["points"]) > 0 for entry in entries if entry is not None)
    code = ("board.twin_both" if other else "board.twin_this") if mine else "board.twin_other"
    if not mine and not other:
        code = "board.twin_none"
    return say(code, name=drafting.name_of(entries[1], language))


def said_of(change: DecisionChange, language: str) -> str:
    """What was changed, in words."""
    values = dict(change.values)
    if "when" in values:
        values["when"] = typography.day(datetime.fromisoformat(values["when"]).date(), language)
    if "name" in values:
        values["name"] = drafting.name_of({"label": values["name"]}, language)
    return say(change.what, **values)


def reasons_before(change: DecisionChange) -> tuple[tuple[str, datetime], ...]:
    """Each with the moment another took its place."""
    return tuple(
        (one["why"], timezone.localtime(datetime.fromisoformat(one["until"]))) for one in change.reasons_before
    )


def _logged(change: DecisionChange, decision: Decision, language: str) -> Logged:
    return Logged(
        change.pk,
        said_of(change, language),
        change.at,
        str(change.by or ""),
        change.sha256,
        change.sha256 == decision.sha256,
        change.why,
        reasons_before(change),
    )
