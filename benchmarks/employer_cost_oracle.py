"""The employer cost against OpenFisca-France, on posts drawn at random.

OpenFisca-France (AGPL) is no part of the product: this measure runs it in an environment of its own, whose Python is
named by ORCHESTRE_ORACLE, and does nothing where there is none.

    python -m venv /tmp/oracle && /tmp/oracle/bin/pip install openfisca-france
    ORCHESTRE_ORACLE=/tmp/oracle/bin/python python3 run.py bench employer_cost_oracle

What it is known to hold otherwise (version 176.1.8) is taken out before comparing: the wage guarantee at .20 % instead
of .25 % since July 2024. Apprentices are not compared: it applies the rules of before 2019.
"""

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np

from benchmarks._harness import Table, limit
from orchestre.staffing.cost.law import law_at
from orchestre.staffing.cost.post import Contract, Terms
from orchestre.staffing.cost.working import SMALL, bases, yearly

POSTS = 500
YEARS = (2026, 2026, 2025, 2024)
AT_MOST, EUROS, PART_TIME_EXECUTIVE = 0.001, 20.0, 0.01

_ORACLE = r"""
import json, sys
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_france import FranceTaxBenefitSystem

posts = json.load(sys.stdin)
system = FranceTaxBenefitSystem()
out = {}
for year in sorted({post["year"] for post in posts}):
    chosen = [post for post in posts if post["year"] == year]
    months = [f"{year}-{n:02}" for n in range(1, 13)]
    persons, families, homes, taxes = {}, {}, {}, {}
    for place, post in enumerate(chosen):
        name = f"p{place}"
        part = post["hours"] / 35
        each = lambda value: {m: value for m in months}
        persons[name] = {
            "date_naissance": {"ETERNITY": "1985-05-05"},
            "salaire_de_base": {m: post["gross"] / 12 for m in months},
            "categorie_salarie": each("prive_cadre" if post["executive"] else "prive_non_cadre"),
            "effectif_entreprise": each(post["headcount"]),
            "taux_accident_travail": each(post["work_accident"]),
            "complementaire_sante_montant": each(post["cover"] / 12 * 2),
            "complementaire_sante_part_employeur": each(0.5),
            "taux_versement_transport": each(post["mobility"]),
            "contrat_de_travail": each("temps_plein" if part == 1 else "temps_partiel"),
            "heures_remunerees_volume": each(0 if part == 1 else post["hours"] * 52 / 12),
        }
        families[f"f{place}"] = {"parents": [name]}
        homes[f"m{place}"] = {"personne_de_reference": [name]}
        taxes[f"x{place}"] = {"declarants": [name]}
    simulation = SimulationBuilder().build_from_entities(
        system, {"individus": persons, "familles": families, "menages": homes, "foyers_fiscaux": taxes}
    )
    cost = simulation.calculate_add("cout_du_travail", str(year))
    for post, value in zip(chosen, cost, strict=True):
        out[post["id"]] = abs(float(value))
json.dump(out, sys.stdout)
"""


def drawn(count: int, seed: int) -> list[tuple[float, Terms]]:
    random = np.random.default_rng(seed)
    posts = []
    for _ in range(count):
        hours = Decimal(str(random.choice(["35", "35", "28", "24", "17.5"])))
        full = random.uniform(22_700, 150_000)
        terms = Terms(
            on=date(YEARS[random.integers(len(YEARS))], 1, 1),
            executive=bool(random.integers(2)),
            headcount=int(random.choice([1, 5, 10, 11, 30, 49, 50, 120, 249, 250, 800, 5000])),
            hours=hours,
            mobility=Decimal(str(random.choice(["0", "0.02", "0.032"]))),
            work_accident=Decimal(str(random.choice(["0.0069", "0.0111", "0.0208", "0.035"]))),
            health_cover_employer=Decimal(int(random.choice([240, 480, 720]))),
            contract=Contract.CDI,
        )
        posts.append((round(full * float(hours) / 35, 2), terms))
    return posts


def asked(posts: list[tuple[float, Terms]], python: str) -> list[float]:
    """The cost the other engine finds, post by post."""
    rows = [
        {
            "id": str(place),
            "gross": gross,
            "year": terms.on.year,
            "executive": terms.executive,
            "headcount": terms.headcount,
            "hours": float(terms.hours),
            "mobility": float(terms.mobility) if terms.headcount >= SMALL else 0.0,
            "work_accident": float(terms.work_accident or 0),
            "cover": float(terms.health_cover_employer or 0),
        }
        for place, (gross, terms) in enumerate(posts)
    ]
    ran = subprocess.run(
        [python, "-c", _ORACLE], input=json.dumps(rows), capture_output=True, text=True, check=True, timeout=600
    )
    found = json.loads(ran.stdout)
    return [found[str(place)] for place in range(len(posts))]


def ours(gross: float, terms: Terms) -> float:
    """The twelve months of the year, each under its own law, without the five hundredths of a point of the wage
    guarantee that the other engine leaves out: it tells only whole years right, since it settles the reduction as the
    year goes."""
    total = 0.0
    for month in range(1, 13):
        here = replace(terms, on=date(terms.on.year, month, 1))
        total += yearly(gross, here) / 12
        if here.on >= date(2024, 7, 1):
            total -= 0.0005 * float(bases(law_at(here.on), here, Decimal(str(gross))).t4) / 12
    return total


def main() -> int:
    python = os.environ.get("ORCHESTRE_ORACLE", "")
    if not python or not Path(python).exists():
        print("No oracle here: set ORCHESTRE_ORACLE to the Python of its environment.", file=sys.stderr)
        return 0
    posts = drawn(POSTS, seed=20261123)
    theirs = asked(posts, python)
    table = Table("Employer cost against OpenFisca-France", "posts", "drawn", "within", "median gap %", "worst gap %")
    worst_of = 0.0
    for name, chosen in GROUPS.items():
        gaps, kept = [], 0
        for (gross, terms), other in zip(posts, theirs, strict=True):
            if not chosen(terms):
                continue
            said = ours(gross, terms)
            gap = abs(said - other)
            loose = terms.executive and terms.hours < 35
            room = max(EUROS, (PART_TIME_EXECUTIVE if loose else AT_MOST) * other)
            kept += gap <= room
            gaps.append(gap / other * 100)
            if gap > room and os.environ.get("ORCHESTRE_DEBUG"):
                print(f"{gap:9.2f} {said:11.2f} {other:11.2f} {gross} {terms}")
        table.row(name, len(gaps), kept, float(np.median(gaps)), float(np.max(gaps)))
        worst_of = max(worst_of, 1 - kept / len(gaps))
    table.show()
    return limit("share of posts outside the room", worst_of, at_most=0.02)


GROUPS = {
    "full time": lambda terms: terms.hours == 35,
    "part time": lambda terms: terms.hours < 35 and not terms.executive,
    "part-time executives": lambda terms: terms.hours < 35 and terms.executive,
}

if __name__ == "__main__":
    raise SystemExit(main())
