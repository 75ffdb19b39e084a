"""A roadmap small enough to be worked out by hand: eight weeks, two systems, one team."""

import json
from collections.abc import Mapping
from typing import Any

from orchestre.roadmap import read_roadmap
from orchestre.roadmap.values import Dates, Placed, Roadmap

FILE: Mapping[str, Any] = {
    "format": "orchestre.roadmap/1",
    "name": "atelier",
    "start_date": "2027-01-04",
    "horizon_weeks": 8,
    "start_grid_weeks": 1,
    "value_horizon_weeks": 10,
    "discount_rate_year": 0,
    "max_critical_changes_at_once": 1,
    "max_changes_at_once": 2,
    "resources": [{"id": "team", "name": "Atelier", "unit": "half-days/week", "capacity_week": [4] * 8}],
    "systems": [
        {"id": "shop", "name_fr": "Boutique", "name_en": "Shop", "critical": True},
        {"id": "till", "name_fr": "Caisse", "name_en": "Till", "critical": True},
        {"id": "site", "name_fr": "Site", "name_en": "Site", "critical": False},
    ],
    "budget_eur_quarter": [5_000],
    "budget_carry_over": True,
    "blackouts": [
        {"id": "sales", "label_fr": "Soldes", "label_en": "Sales", "systems": ["shop"], "from_week": 3, "to_week": 4}
    ],
    "precedences": [],
    "exclusive_groups": [],
    "projects": [],
}


def project(name: str, /, **given: Any) -> dict[str, Any]:
    """Two weeks of build, one of double run, one to fall back; 1,000 € for 500 € a week."""
    usual = {
        "id": name, "name": name.capitalize(), "systems": ["site"], "build_weeks": 2, "parallel_weeks": 1,
        "fallback_weeks": 1, "cost_eur": 1_000, "deposit_pct": 40, "benefit_eur_week": 500, "build_demand": {"team": 2},
        "change_demand": {"team": 1},
    }  # fmt: skip
    return {**usual, **given}


def text(*projects: Mapping[str, Any], **given: Any) -> str:
    return json.dumps({**FILE, "projects": list(projects), **given})


def roadmap(*projects: Mapping[str, Any], **given: Any) -> Roadmap:
    return read_roadmap(text(*projects, **given))


def dates(**placed: tuple[int, int]) -> Dates:
    return {name: Placed(*at) for name, at in placed.items()}
