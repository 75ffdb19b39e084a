"""What the pages of a publication show, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from orchestre.basics import typography
from orchestre_web.need import queries as needs
from orchestre_web.publishing import drafting, queries, told, writing
from orchestre_web.publishing.models import Publication, PublicationChange, Submission
from orchestre_web.publishing.shown.for_all import AMOUNT, for_all
from orchestre_web.site.words import language, say


def moment_in_words(moment: datetime | None) -> str:
    """« vendredi 4 décembre 2026 à 18 h »."""
    if moment is None:
        return ""
    here = timezone.localtime(moment)
    day = typography.day(here.date(), language(), weekday=True)
    at = "publishing.at_minutes" if here.minute else "publishing.at_hour"
    return say("publishing.day_and_hour", day=day, time=say(at, hour=here.hour, minutes=f"{here.minute:02}"))


def time_left(publication: Publication, now: datetime) -> str:
    if publication.deadline is None or now >= publication.deadline:
        return ""
    days = (timezone.localdate(publication.deadline) - timezone.localdate(now)).days
    return say("publishing.days_left", n=days) if days else say("publishing.ends_today")


def moved_in_words(publication: Publication) -> str:
    """That the deadline was changed, when, and from what; "" where it stands as it was announced."""
    change = queries.deadline_moved(publication)
    if change is None or not change.values.get("before"):
        return ""
    before = moment_in_words(datetime.fromisoformat(change.values["before"]))
    return say("publishing.deadline_moved", when=timezone.localdate(change.at), before=before)


def amounts_said(publication: Publication, need: Mapping[str, Any] | None) -> list[str]:
    """Amounts that stand in what the page would show, where the owner wants to keep his budget to himself."""
    if publication.shows_budget:
        return []
    publication.need = None if publication.call.role else need
    words = [publication.call.title, told.text_for_all(publication.call, need)]
    words += [f"{each['title']} {each['text']}" for each in sections(publication)]
    return list(dict.fromkeys(found.strip() for text in words for found in AMOUNT.findall(text)))[:5]


def sections(publication: Publication) -> list[Mapping[str, Any]]:
    """The sections of the need that everybody may read, where they have something to read. What is asked and how it is
    chosen have places of their own on the page."""
    if publication.form.get("about"):
        return [_with_lines(each) for each in publication.form["about"]]
    if publication.need is None:
        return []
    written = for_all(publication, None)["sections"]
    return [_with_lines(each) for each in written if each["text"].strip() and each["id"] not in _OWN]


def _with_lines(section: Mapping[str, str]) -> Mapping[str, Any]:
    return {**section, "lines": [line for line in section["text"].split("\n") if line.strip()]}


_OWN = frozenset({"price", "choice", "reply", "award", "answer"})
"""Sections of which the page says the same in its own place."""


def requirements_of(need: Mapping[str, Any] | None) -> int:
    """How many the form of this need would ask."""
    return len(drafting.form_of(need, 1, "excl")["requirements"])


def preview(publication: Publication, rule: Mapping[str, Any]) -> None:
    """What the page would freeze, put into a draft that is shown and not saved."""
    call, need = publication.call, needs.need_of(publication.call.pk)
    call.need_text = told.text_for_all(call, need)
    about = told.about_role(call, need)
    if about:
        publication.form = drafting.form_of_role(about, publication.years, post=call.employment)
    else:
        publication.need = need
        publication.form = drafting.form_of(need, publication.years, str(rule["price"].get("tax", "excl")))
    publication.rule = rule and drafting.with_form(rule, publication.form, writing.language_of(publication))


def change_in_words(change: PublicationChange) -> str:
    values = {
        name: moment_in_words(datetime.fromisoformat(value)) if value else "" for name, value in change.values.items()
    }
    return say(change.what, **values)


def refusals(publication: Publication) -> list[tuple[str, int]]:
    """Why offers and questions were not taken, the most frequent first."""
    rows = sorted(publication.refused.items(), key=lambda row: -row[1])
    return [(say(f"publishing.why_{code.partition('.')[2]}"), n) for code, n in rows]


@dataclass(frozen=True, slots=True)
class Line:
    """One answer of an offer, as it was sent and as it was in the version before."""

    label: str
    value: str
    before: str | None = None


def lines_of(submission: Submission, before: Submission | None) -> list[Line]:
    """What was sent, field by field; `before` only where it was something else."""
    old = dict(_pairs(before)) if before is not None else {}
    new = _pairs(submission)
    found = [
        Line(label, value, old.get(label, "") if before and old.get(label, "") != value else None)
        for label, value in new
    ]
    there = {label for label, _ in new}
    return found + [Line(label, "", value) for label, value in old.items() if label not in there]


def _pairs(submission: Submission) -> list[tuple[str, str]]:
    answers, form = submission.answers, submission.publication.form
    found = [(say(f"publishing.field_{name}"), str(answers.get(name) or "")) for name in ("name", "email", "phone")]
    found.append((say("publishing.sent_words"), str(answers.get("words") or "")))
    for n, asked in enumerate(form.get("requirements", ()), 1):
        met = (answers.get("met") or [""] * n)[n - 1 : n]
        how = (answers.get("how") or [""] * n)[n - 1 : n]
        said = say(f"publishing.met_{met[0]}") if met and met[0] else ""
        words = " : ".join(part for part in (said, how[0] if how else "") if part)
        found.append((f"{n}. {asked['criterion'] or asked['text']}", words))
    if form.get("price", True):
        found.append((say("publishing.price_title"), writing.price_of(form, answers).said(language())))
    start = answers.get("start")
    if start:
        found.append((say("publishing.field_start"), typography.day(datetime.fromisoformat(start).date(), language())))
    found.append((say("publishing.field_references"), str(answers.get("references") or "")))
    return [(label, value) for label, value in found if value]


def total_in_words(form: Mapping[str, Any], answers: Mapping[str, Any]) -> str:
    """The sum over the years, worked out and shown; "" where nothing was written."""
    return writing.price_of(form, answers).said(language())


def budget_of(publication: Publication) -> str:
    """With its tax and the years it is for; "" where the owner keeps it to himself."""
    price = publication.rule.get("price")
    if not publication.shows_budget or not price:
        return ""
    low, high = Decimal(str(price.get("floor", 0))), Decimal(str(price["ceiling"]))
    said = typography.money_span(low, high, language())
    tax = say(f"publishing.tax_{price.get('tax', 'excl')}")
    if not publication.form.get("price", True):
        return f"{said} {tax}"
    return say("publishing.budget_over", span=said, tax=tax, years=publication.years)
