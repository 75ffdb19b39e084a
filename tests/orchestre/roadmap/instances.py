# ruff: noqa: E501 - tables
"""Roadmaps of small companies of many trades, drawn from a seed: what nobody tuned anything on has other seeds.

The projects are those such companies speak of; weeks, euros and half-days are drawn by the size of each. The calendar
of each trade says when its systems may not change.
"""

import random
from datetime import date
from typing import Any, NamedTuple


class Work(NamedTuple):
    """`size`: 1 some weeks of one person, 2 a quarter, 3 half a year of several."""

    id: str
    name: str
    systems: tuple[str, ...]
    size: int


COMMON = (
    Work("backup", "Sauvegardes essayées", ("net",), 1),
    Work("mail", "Messagerie et partage", ("mail",), 2),
    Work("site", "Site refait", ("web",), 2),
    Work("crm", "Fichier clients commun", ("crm",), 2),
    Work("pay", "Paie en ligne", ("hr",), 1),
    Work("invoice", "Facture électronique", ("acc",), 1),
    Work("board", "Tableaux de bord", ("data",), 1),
    Work("phone", "Téléphonie sur internet", ("net",), 1),
    Work("wifi", "Réseau des ateliers", ("net",), 1),
    Work("seo", "Référencement", ("web", "mkt"), 1),
    Work("ads", "Campagnes mesurées", ("mkt",), 1),
    Work("erp", "Progiciel de gestion", ("erp", "acc"), 3),
    Work("files", "Documents et signatures", ("mail", "data"), 2),
    Work("safe", "Double contrôle des accès", ("net", "mail"), 1),
    Work("ai", "Assistant pour les devis", ("crm", "data"), 1),
)
TRADES = {
    "garage": (Work("book", "Rendez-vous en ligne", ("web", "plan"), 1), Work("parts", "Pièces et stock", ("erp",), 2),
               Work("tablet", "Fiches sur tablette", ("plan",), 1)),
    "restaurant": (Work("till", "Nouvelle caisse", ("pos",), 2), Work("order", "Commande à emporter", ("pos", "web"), 1),
                   Work("stock", "Stock et marges", ("pos", "data"), 2), Work("staff", "Plannings", ("hr",), 1)),
    "hotel": (Work("pms", "Gestion des séjours", ("pms",), 3), Work("direct", "Vente directe", ("web", "pms"), 2),
              Work("keys", "Clés sans contact", ("pms", "net"), 1), Work("rates", "Tarifs suivis", ("pms", "data"), 1)),
    "workshop": (Work("mes", "Suivi d'atelier", ("plan",), 3), Work("quote", "Devis chiffrés", ("crm", "erp"), 2),
                 Work("cad", "Plans partagés", ("data",), 1), Work("quality", "Contrôles tracés", ("plan", "data"), 1)),
    "builder": (Work("sites", "Chantiers sur mobile", ("plan",), 2), Work("buy", "Achats groupés", ("erp",), 1),
                Work("hours", "Heures pointées", ("hr", "plan"), 1)),
    "shops": (Work("shop", "Boutique en ligne", ("shop",), 2), Work("open", "Boutique en source ouverte", ("shop",), 3),
              Work("market", "Place de marché", ("shop", "wms"), 1), Work("loyal", "Fidélité", ("crm", "pos"), 1),
              Work("till", "Caisses reliées", ("pos", "wms"), 2), Work("ware", "Entrepôt", ("wms",), 3)),
    "clinic": (Work("book", "Rendez-vous", ("web", "plan"), 1), Work("record", "Dossiers suivis", ("erp",), 3),
               Work("remind", "Rappels", ("plan", "crm"), 1)),
    "grower": (Work("trace", "Traçabilité", ("erp", "data"), 2), Work("boxes", "Paniers en ligne", ("shop",), 1),
               Work("cold", "Froid surveillé", ("net", "plan"), 1)),
    "office": (Work("portal", "Espace des clients", ("web", "crm"), 2), Work("time", "Temps passés", ("plan", "acc"), 1),
               Work("sign", "Lettres de mission", ("mail",), 1)),
    "school": (Work("pupils", "Livrets suivis", ("erp",), 2), Work("learn", "Cours en ligne", ("web", "data"), 2),
               Work("enrol", "Inscriptions", ("web", "acc"), 1)),
}  # fmt: skip
CRITICAL = {"erp", "acc", "pos", "pms", "shop", "wms", "hr", "net", "mail", "plan"}
SEASONS = {
    "garage": [("pneus", ("plan",), (43, 48))],
    "restaurant": [("été", ("pos", "web"), (26, 35)), ("fêtes", ("pos",), (49, 53))],
    "hotel": [("saison", ("pms", "web"), (22, 37)), ("fêtes", ("pms",), (50, 53))],
    "workshop": [("inventaire", ("erp", "plan"), (50, 53)), ("août", ("plan", "erp", "net"), (30, 34))],
    "builder": [("août", ("plan", "erp"), (30, 34)), ("intempéries", ("plan",), (3, 6))],
    "shops": [("soldes d'hiver", ("shop", "pos", "wms"), (1, 5)), ("soldes d'été", ("shop", "pos", "wms"), (25, 29)),
              ("fêtes", ("shop", "pos", "wms", "web", "mkt", "crm", "net"), (46, 53))],
    "clinic": [("rentrée", ("plan", "web"), (35, 38))],
    "grower": [("récolte", ("erp", "shop", "plan"), (22, 32))],
    "office": [("bilans", ("acc", "plan", "mail"), (9, 19)), ("août", ("mail", "net"), (31, 34))],
    "school": [("rentrée", ("erp", "web", "acc"), (34, 40)), ("examens", ("erp", "data"), (21, 26))],
}  # fmt: skip
ALL_YEAR = [("clôture", ("acc",), (0, 4)), ("paie de fin d'année", ("hr",), (50, 55))]
SIZES = {  # build, cost, benefit a week, demand
    1: ((3, 7), (3_000, 14_000), (60, 420), (1, 3)),
    2: ((7, 13), (11_000, 32_000), (200, 900), (1, 5)),
    3: ((14, 26), (35_000, 95_000), (600, 2_300), (2, 8)),
}


def made(trade: str, seed: int, *, projects: int = 25) -> dict[str, Any]:
    """A file of `orchestre.roadmap/1`, the same for the same seed."""
    draw = random.Random(f"{trade} {seed}")
    start = date.fromisocalendar(draw.choice((2027, 2028)), draw.choice((1, 10, 20, 36)), 1)
    horizon = draw.choice((52, 78, 104, 104))
    works = [*TRADES[trade], *COMMON]
    while len(works) < projects:
        one = draw.choice(works)
        works.append(one._replace(id=f"{one.id}{len(works)}", name=f"{one.name} (suite)"))
    works = draw.sample(works, projects)
    systems = sorted({s for each in works for s in each.systems})
    resources = draw.choice((("lead", "it", "ext", "chg"), ("lead", "ext"), ("lead", "it", "ext")))
    waits = draw.choice(((0,), (0,), (0, 0, 0, 0, 2, 4)))
    rows = [_project(draw, each, resources, horizon, waits) for each in works]
    total = sum(row["cost_eur"] for row in rows)
    quarters = -(-horizon // 13)
    share = draw.uniform(0.35, 0.7)
    mandatory = draw.sample(rows, 1)
    for row in mandatory:
        row["mandatory"] = True
        row["golive_deadline_week"] = draw.randrange(horizon * 2 // 3, horizon)
    return {
        "format": "orchestre.roadmap/1",
        "name": f"{trade} {seed}",
        "sector": trade,
        "start_date": start.isoformat(),
        "horizon_weeks": horizon,
        "start_grid_weeks": 1 if horizon == 52 else draw.choice((2, 2, 2, 4)),
        "value_horizon_weeks": horizon + draw.choice((0, 26, 52)),
        "discount_rate_year": draw.choice((0.05, 0.08, 0.1, 0.15)),
        "max_critical_changes_at_once": draw.choice((1, 1, 1, 2)),
        "max_changes_at_once": draw.choice((2, 3, 3, 4)),
        "resources": [_resource(draw, name, start, horizon) for name in resources],
        "systems": [{"id": s, "name_fr": s, "name_en": s, "critical": s in CRITICAL} for s in systems],
        "budget_eur_quarter": [round(total * share / quarters * draw.uniform(0.7, 1.3), -2) for _ in range(quarters)],
        "budget_carry_over": draw.random() < 0.8,
        "blackouts": [*_blackouts(trade, start, horizon, set(systems))],
        "precedences": _precedences(draw, rows),
        "exclusive_groups": [["shop", "open"]] if {"shop", "open"} <= {row["id"] for row in rows} else [],
        "projects": rows,
    }


def _project(
    draw: random.Random, work: Work, resources: tuple[str, ...], horizon: int, waits: tuple[int, ...]
) -> dict[str, Any]:
    weeks, cost, benefit, asked = SIZES[work.size]
    build = draw.randint(*weeks)
    gain = draw.randint(*benefit)
    opex = round(gain * draw.uniform(0.05, 0.35))
    building = {r: draw.randint(1, asked[1] if r == "ext" else max(1, asked[1] // 2)) for r in resources}
    changing = {r: draw.randint(1, max(1, asked[1] // 2)) for r in resources}
    if "it" in building and draw.random() < 0.3:
        del building["it"]
    return {
        "id": work.id, "name_fr": work.name, "name_en": work.id, "systems": list(work.systems), "build_weeks": build,
        "build_weeks_p10": max(1, round(build * 0.85)), "build_weeks_p90": round(build * 1.6) + 1,
        "parallel_weeks": draw.randint(1, 2 + 2 * work.size), "fallback_weeks": draw.randint(1, 1 + 2 * work.size),
        "max_wait_weeks": draw.choice(waits), "cost_eur": round(draw.uniform(*cost), -2),
        "deposit_pct": draw.choice((0, 30, 40, 50)), "benefit_eur_week": gain, "opex_eur_week": opex,
        "double_run_eur_week": round(opex * draw.uniform(0.5, 1.4)), "ramp_weeks": draw.randint(2, 10 * work.size),
        "build_demand": building, "change_demand": changing, "mandatory": False,
        "earliest_week": draw.choice((0, 0, 0, 0, 6, horizon // 4)),
    }  # fmt: skip


def _resource(draw: random.Random, name: str, start: date, horizon: int) -> dict[str, Any]:
    usual = {
        "lead": draw.randint(6, 9),
        "it": draw.randint(5, 9),
        "ext": draw.randint(9, 15),
        "chg": draw.randint(6, 11),
    }
    base = usual[name]
    weeks = []
    for week in range(horizon):
        of_year = _week(start, week)
        weeks.append(base // 2 if 31 <= of_year <= 33 else base // 4 if of_year >= 51 else base)
    return {"id": name, "name_fr": name, "name_en": name, "unit": "half-days/week", "capacity_week": weeks}


def _week(start: date, week: int) -> int:
    return date.fromordinal(start.toordinal() + 7 * week).isocalendar().week - 1


def _blackouts(trade: str, start: date, horizon: int, systems: set[str]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for label, touched, (first, end) in [*SEASONS[trade], *ALL_YEAR]:
        those = sorted(set(touched) & systems)
        weeks = [w for w in range(horizon) if first <= _week(start, w) < end or _week(start, w) < end - 52]
        runs: list[list[int]] = []
        for week in weeks:
            if runs and runs[-1][1] == week:
                runs[-1][1] = week + 1
            else:
                runs.append([week, week + 1])
        for begin, stop in runs if those else []:
            found.append({"id": f"b{len(found)}", "label_fr": label, "label_en": label, "systems": those,
                          "from_week": begin, "to_week": stop})  # fmt: skip
    return found


def _precedences(draw: random.Random, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    ids = [row["id"] for row in rows]
    found = []
    for _ in range(len(ids) // 3):
        before, after = sorted(draw.sample(range(len(ids)), 2))
        if {ids[before], ids[after]} == {"shop", "open"} or (before, after) in {(a, b) for a, b, *_ in found}:
            continue
        found.append(
            (before, after, draw.choice(("build_after_golive", "change_after_stable")), draw.choice((0, 0, 2)))
        )
    return [{"before": ids[a], "after": ids[b], "kind": kind, "lag_weeks": lag} for a, b, kind, lag in found]
