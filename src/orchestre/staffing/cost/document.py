"""`orchestre.employer_cost/1`: the cost of a post, every line it is made of, and the aids and one-offs beside it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from orchestre.basics import Language, OrchestreError, say
from orchestre.staffing.cost.aids import aids, last_day_of_aids, least_pay, one_offs
from orchestre.staffing.cost.given import Post, read_post
from orchestre.staffing.cost.law import FULL_TIME, Law, Step, law_at
from orchestre.staffing.cost.post import WORK_STUDY, Contract
from orchestre.staffing.cost.working import SMALL, Line, cents, lines, smic_year

SCHEMA = "orchestre.employer_cost/1"
BATCH_SCHEMA = "orchestre.employer_cost_batch/1"
NEAR = Decimal("0.10")
"""A cliff is told to whoever is paid within a tenth of it."""
THRESHOLDS = (11, 50, 250)
HIGH_MOBILITY, HIGH_ACCIDENT = Decimal("0.05"), Decimal("0.15")


class BadRow(OrchestreError):
    """One row of a batch, with what was wrong in it."""

    code = "staffing.bad_row"


def employer_cost(post: Post, language: Language = "fr") -> dict[str, Any]:
    """The whole document of one post."""
    terms = post.terms
    law = law_at(terms.on)
    made = lines(post.gross, terms)
    total = sum((line.amount for line in made), Decimal(0))
    reduction = sum((line.amount for line in made if line.code == "reduction"), Decimal(0))
    contributions = total - post.gross - reduction
    helped = [_step(step, "aid", language) for step in aids(terms)]
    once = [_step(step, "participation", language) for step in one_offs(terms)]
    return {
        "schema": SCHEMA,
        "employer_cost_per_year": float(total),
        "employer_cost_per_month": float(cents(total / 12)),
        "gross_per_year": float(post.gross),
        "contributions_per_year": float(contributions),
        "reduction_per_year": float(reduction),
        "cost_to_gross": round(float(total / post.gross), 4),
        "first_year": float(
            total
            - sum(Decimal(str(one["amount"])) for one in helped)
            + sum(Decimal(str(one["amount"])) for one in once)
        ),
        "given": _given(post),
        "law": _law(law, terms.on, language),
        "lines": [_line(line, language) for line in made],
        "aids": helped,
        "one_offs": once,
        "cliffs": list(_cliffs(post, law, total, language)),
        "warnings": [{"code": code, "text": text} for code, text in _warnings(post, law, language)],
    }


def batch(rows: Sequence[Mapping[str, str | None]], *, today: date, language: Language = "fr") -> dict[str, Any]:
    """Every row costed as if it stood alone, in the order given; a row that cannot be read keeps its place with the
    sentence that says why."""
    results: list[dict[str, Any]] = []
    for place, row in enumerate(rows, start=2):  # the first line of the file holds the names
        try:
            results.append({"line": place, **employer_cost(read_post(row, today=today), language)})
        except OrchestreError as wrong:
            results.append({"line": place, "error": {"code": wrong.code, "text": wrong.sentence(language)}})
    refused = sum("error" in one for one in results)
    return {
        "schema": BATCH_SCHEMA,
        "counts": {"rows": len(results), "costed": len(results) - refused, "refused": refused},
        "results": results,
    }


def _given(post: Post) -> dict[str, Any]:
    terms = post.terms
    return {
        "contract": str(terms.contract),
        "executive": terms.executive,
        "headcount": terms.headcount,
        "hours": float(terms.hours),
        "date": terms.on.isoformat(),
        "signed": terms.signed_on.isoformat() if terms.contract in WORK_STUDY else None,
        "age": terms.age,
        "year_of_contract": terms.year_of_contract if terms.contract in WORK_STUDY else None,
        "diploma": terms.diploma,
        "mobility": float(terms.mobility),
        "work_accident": None if terms.work_accident is None else float(terms.work_accident),
        "health_cover_employer": None if terms.health_cover_employer is None else float(terms.health_cover_employer),
    }


def _law(law: Law, asked: date, language: Language) -> dict[str, Any]:
    code = "staffing.law_borrowed" if law.borrowed else "staffing.law_in_force"
    return {
        "asked": asked.isoformat(),
        "in_force_since": law.since.isoformat(),
        "year": law.year,
        "borrowed": law.borrowed,
        "text": say(code, language, year=law.year, asked=law.year_asked, since=_day(law.since, language)),
    }


def _day(value: date, language: Language) -> str:
    from orchestre.basics.typography import day

    return day(value, language)


def _line(line: Line, language: Language) -> dict[str, Any]:
    return {
        "code": line.code,
        "label": say(f"staffing.line_{line.code}", language),
        "base": float(line.base),
        "base_kind": line.base_kind,
        "rate": float(line.rate),
        "amount": float(line.amount),
        "per_month": float(line.per_month),
        "law": line.law,
        "link": line.link,
        "valid_from": line.valid_from.isoformat(),
        "quality": line.quality,
    }


def _step(step: Step, kind: str, language: Language) -> dict[str, Any]:
    quota = kind == "aid" and step.staff_from > 0
    return {
        "code": kind,
        "label": say(f"staffing.beside_{kind}", language),
        "amount": float(step.value),
        "when": "first_contract_year" if kind == "aid" else "once_per_contract",
        "condition": say("staffing.quota", language) if quota else None,
        "signed_from": step.valid_from.isoformat(),
        "signed_to": None if step.valid_to == date.max else step.valid_to.isoformat(),
        "law": step.law,
        "link": step.link,
        "quality": step.quality,
    }


def _cliffs(post: Post, law: Law, total: Decimal, language: Language) -> Iterator[dict[str, Any]]:
    """Where one euro more, or one person more, costs much at once."""
    terms = post.terms
    exit_at = cents(law.value("reduction_exit") * smic_year(law, terms, "smic_hour_reduction"))
    if abs(post.gross - exit_at) <= NEAR * exit_at:
        before, after = (_total(Post(exit_at + step, terms)) for step in (Decimal("-0.01"), Decimal(0)))
        step = after - before
        yield {
            "code": "reduction_exit",
            "at": float(exit_at),
            "step_per_year": float(cents(step)),
            "text": say("staffing.cliff_reduction", language, at=exit_at, step=cents(step)),
        }
    for threshold in THRESHOLDS:
        if threshold - 3 <= terms.headcount < threshold:
            step = _total(Post(post.gross, replace(terms, headcount=threshold))) - total
            text = say("staffing.cliff_headcount", language, at=threshold, step=cents(step))
            yield {"code": "headcount", "at": threshold, "step_per_year": float(cents(step)), "text": text}


def _total(post: Post) -> Decimal:
    return sum((line.amount for line in lines(*post)), Decimal(0))


def _warnings(post: Post, law: Law, language: Language) -> Iterator[tuple[str, str]]:
    terms = post.terms

    def told(code: str, /, **values: object) -> tuple[str, str]:
        return code, say(f"staffing.warn_{code}", language, **values)

    if law.borrowed:
        yield "law_borrowed", say("staffing.law_borrowed", language, year=law.year, asked=terms.on.year, since="")
    if terms.work_accident is None:
        yield told("work_accident", rate=float(law.value("work_accident_average")) * 100)
    if terms.health_cover_employer is None:
        yield told("health_cover", amount=law.value("health_cover_year"))
    if terms.headcount >= SMALL and not terms.mobility:
        yield told("mobility")
    if terms.headcount < SMALL and terms.mobility:
        yield told("mobility_small", headcount=terms.headcount)
    for name, value, high in (
        ("mobility", terms.mobility, HIGH_MOBILITY),
        ("work_accident", terms.work_accident or Decimal(0), HIGH_ACCIDENT),
    ):
        if value > high:
            yield told("high_rate", name="--" + name.replace("_", "-"), rate=float(value) * 100)
    least = least_pay(law, terms)
    if least and post.gross < cents(least[0]) - 1:
        yield told("least_pay", least=cents(least[0]), gross=post.gross)
    if terms.hours > FULL_TIME:
        yield told("overtime")
    if terms.contract is Contract.FIXED_TERM:
        yield told("fixed_term")
    if terms.contract in WORK_STUDY:
        yield from (told(*each) for each in _work_study(post))
    if terms.executive and terms.hours < FULL_TIME:
        yield told("part_time_executive")


def _work_study(post: Post) -> Iterator[tuple[str]]:
    terms = post.terms
    if terms.age is None:
        yield ("age",)
    if terms.contract is Contract.PROFESSIONALISATION:
        yield ("professionalisation",)
        return
    if terms.diploma is None:
        yield ("diploma",)
    if terms.signed_on > last_day_of_aids():
        yield ("aid_unknown",)
    yield ("tutor",)
