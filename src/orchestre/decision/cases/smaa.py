"""`smaa`: how often each alternative takes each rank when weights and values vary within what is known (SMAA-2).

`matrix` (a cell is a number, [low, high] uniform, or {"distribution": uniform | triangular | normal | lognormal | beta}
with low/mode/high, mean/sd or a/b; the mean and sd of a lognormal are those of the value, mu/sigma those of its
logarithm), `objectives`, `weights` ("free", when absent too, {"order": [...]}, {"intervals": [[low, high], ...]}, both
together, or {"fixed": [...]}), `scales`, `draws` (10,000), `seed` (0), `top`: ranks counted (all of them up to 200
alternatives, then 20).

`rank_acceptability` is alternatives x ranks; `central_weights` null for what never comes first; `pairwise` how often
the row beats the column, among all up to 50 alternatives, then among the 20 of `pairwise_of`; `confidence`, up to 50,
how often each is first at its own central weights. `standard_error` is the largest Monte Carlo error of these shares.
"""

import numpy as np

from orchestre.decision.cases.given import Case
from orchestre.decision.cases.uncertain import read_uncertain, warnings_of
from orchestre.decision.robustness.acceptabilities import DRAWS, accept
from orchestre.decision.robustness.sampling import MOST_DRAWS
from orchestre.decision.robustness.verdicts import verdict

METHOD = "smaa"
ALL_PAIRS = 50
PAIRS = 20
FEW = 1_000
"""Draws under which it is said how little they tell."""


def run(case: Case) -> dict[str, object]:
    read = read_uncertain(case)
    count = len(read.table)
    top = min(case.whole("top", at_least=1), count) if case.has("top") else None
    draws = case.whole("draws", DRAWS, at_least=1, at_most=MOST_DRAWS)
    seed = case.whole("seed", 0)
    found = accept(read.table, read.weights, draws=draws, seed=seed, top=top)
    back = {place: i for i, place in enumerate(read.rows)}
    order = [int(place) for place in found.order]
    pairs = order[:PAIRS] if count > ALL_PAIRS else read.rows
    judged = verdict(found)
    ranks = found.ranks[read.rows]
    document: dict[str, object] = {
        "rank_acceptability": ranks.tolist(),
        "first": ranks[:, 0].tolist(),
        "central_weights": [
            None if np.isnan(row[0]) else row[read.columns].tolist() for row in found.central[read.rows]
        ],
        "pairwise": found.pairwise(pairs).tolist(),
        "ranking": [back[place] for place in order],
        "standard_error": 0.5 / draws**0.5,
        "verdict": judged.word.value,
        "winner": back[judged.row],
        "rival": None if judged.rival is None else back[judged.rival],
        "odds": judged.odds,
        "draws": draws,
        "seed": seed,
        "weights_drawn": found.how.value,
        "normalisation": read.ends.how,
        "warnings": [*warnings_of(case, read.ends), *_few(case, draws)],
    }
    if count > ALL_PAIRS:
        document["pairwise_of"] = [back[place] for place in pairs]
    else:
        sure = found.confidence(read.rows)
        document["confidence"] = [None if np.isnan(one) else float(one) for one in sure]
    return document


def _few(case: Case, draws: int) -> list[dict[str, object]]:
    """Two standard errors of a share, in points of a hundred."""
    if draws >= FEW:
        return []
    return [case.warning("decision.case_few_draws", n=draws, points=min(100, round(100 / draws**0.5)))]
