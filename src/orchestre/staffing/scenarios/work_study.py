"""Whether a work-study contract holds: weeks at work, the longest absence, exams, the tutor's hours."""

from collections.abc import Mapping
from typing import Any

from orchestre.basics import Language, say
from orchestre.staffing.scenarios.values import WEEKS, Case, Resource, Scenario

LONG_ABSENCE = 3
"""Weeks in a row at school from which somebody else must hold the work."""
LEAVE_WEEKS = 5
HOURS_A_DAY = 7
FEW_TUTOR_HOURS = 1.5
"""A week, under which a beginner is left alone."""
FEW_WEEKS = 26


def work_study(
    case: Case, scenario: Scenario, numbers: Mapping[str, float], language: Language
) -> list[dict[str, Any]]:
    """One entry for each work-study student of the scenario, with what does not hold."""
    return [
        _one(case, scenario, who, numbers, language)
        for who in scenario.resources
        if who.kind in {"apprentice", "professionalisation"}
    ]


def _one(
    case: Case, scenario: Scenario, who: Resource, numbers: Mapping[str, float], language: Language
) -> dict[str, Any]:
    at_work = (WEEKS - LEAVE_WEEKS - who.exam_weeks) * who.company / (who.school + who.company)
    tutor_days = numbers.get(who.numbers.get("tutor_days", ""), 0.0)
    hours_a_week = tutor_days * 12 / WEEKS * HOURS_A_DAY
    others = [one for one in scenario.resources if one.id != who.id and one.skills]
    alerts: list[tuple[str, dict[str, float]]] = []
    if at_work < FEW_WEEKS:
        alerts.append(("few_weeks", {"weeks": round(at_work)}))
    if who.school >= LONG_ABSENCE and not others:
        alerts.append(("absence", {"weeks": who.school}))
    if hours_a_week < FEW_TUTOR_HOURS:
        alerts.append(("tutor_hours", {"hours": round(hours_a_week, 1)}))
    if not any(one.strategy >= 0.8 for one in scenario.resources):
        alerts.append(("no_strategy", {}))
    if case.months > 12 * (2 if who.diploma <= 5 else 3):
        alerts.append(("contract_ends", {"months": case.months}))
    return {
        "resource": who.id,
        "rhythm": {"school_weeks": who.school, "company_weeks": who.company},
        "weeks_present_per_year": round(at_work, 1),
        "weeks_at_school_per_year": round(WEEKS - LEAVE_WEEKS - who.exam_weeks - at_work, 1),
        "exam_weeks_per_year": who.exam_weeks,
        "days_present_per_year": round(at_work * 5, 0),
        "tutor_hours_per_week": round(hours_a_week, 2),
        "holds": not alerts,
        "alerts": [
            {"code": code, "text": say(f"staffing.study_{code}", language, **values)} for code, values in alerts
        ],
    }
