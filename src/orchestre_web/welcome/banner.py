"""The tour as it stands at the top of the pages of the example, while it goes on."""

from typing import Any

from django.http import HttpRequest

from orchestre_web.accounts.access import current_membership
from orchestre_web.welcome.shown import STEPS, step_at

UNDER_WAY = "tour"
"""Session key: the step, while the tour goes on in this browser."""


def banner(request: HttpRequest) -> dict[str, Any] | None:
    """Template, style sheet and values; None on every other page. No query of its own.

    The first page has the tour already: said twice, it would hide what to begin with.
    """
    number = request.session.get(UNDER_WAY)
    if not isinstance(number, int):
        return None
    mine = current_membership(request)
    found = request.resolver_match
    if mine is None or not mine.company.demonstration or found is None or found.view_name == "site:today":
        return None
    step = step_at(number)
    return {
        "template": "welcome/tour.html",
        "style": "welcome/welcome.css",
        "step": step,
        "steps": STEPS,
        "before": STEPS[step.number - 2] if step.number > 1 else None,
        "after": STEPS[step.number] if step.number < len(STEPS) else None,
        "here": found.view_name == step.page,
    }
