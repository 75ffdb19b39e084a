"""How often each of the best teams stays first when scores, prices and coordination vary within what is known.

Each uncertain figure is drawn once a draw (triangular on low, likely, high) and every team that leans on it gets the
same draw. Only the teams given are compared, each with its lots as they were shared out: a team outside the ten best
could win a draw, so a share is read as "among these".
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from orchestre.decision.robustness.distributions import draws as drawn
from orchestre.decision.robustness.distributions import triangular
from orchestre.decision.robustness.verdicts import SOLID, TOSS, Sure
from orchestre.decision.teams.grid import Grid
from orchestre.decision.teams.needs import Amount
from orchestre.decision.teams.solving import Found
from orchestre.decision.values import Floats

DRAWS = 10_000


@dataclass(frozen=True, slots=True)
class Odds:
    """`first`: share of the draws each team comes first, in the order given; `over`: share in which it costs more than
    the limit. `word` judges the first of the list; `rival`: the one that beats it most often, None when it is alone."""

    word: Sure
    first: tuple[float, ...]
    over: tuple[float, ...]
    error: float
    rival: int | None
    odds: float
    draws: int
    seed: int


def odds(grid: Grid, teams: Sequence[Found], *, draws: int = DRAWS, seed: int = 0) -> Odds:
    """`teams`: at least one, the best first; a tie in a draw goes to the one nearer the head."""
    dice = np.random.default_rng(seed)
    made: dict[tuple[object, ...], Floats] = {}

    def draw(name: tuple[object, ...], amount: Amount) -> Floats:
        if name not in made:
            one = triangular(amount.low, amount.likely, amount.high)
            made[name] = (
                np.full(draws, one.shift)
                if amount.low == amount.high
                else drawn(dice, draws, one.kind, shift=one.shift, scale=one.scale, a=one.a, b=one.b)
            )
        return made[name]

    for name, amount in _figures(grid, teams):  # in one order, whatever the order of the teams
        draw(name, amount)
    need = grid.need
    scores, totals = np.empty((len(teams), draws)), np.empty((len(teams), draws))
    for k, found in enumerate(teams):
        total = _coordination(found, made)
        marks = np.zeros(draws)
        for i in found.options:
            option = grid.options[i]
            total = total + made["price", option.bid, option.lots[0]]
            for j in option.lots:
                marks += need.lots[j].points * made["score", option.bid, j]
        worth = np.clip((need.ceiling - total) / (need.ceiling - need.floor), 0.0, 1.0)
        scores[k] = (marks + 100.0 * need.price_points * worth) / grid.points
        totals[k] = total
    steps = np.rint(scores * 1e9)
    first = np.bincount(np.argmax(steps, axis=0), minlength=len(teams)) / draws
    best, rival, against = float(first[0]), None, 1.0
    if len(teams) > 1:
        shares = (steps[0] >= steps[1:]).mean(axis=1)
        rival, against = 1 + int(np.argmin(shares)), float(shares.min())
    slack = 2 * (against * (1 - against) / draws) ** 0.5
    if rival is not None and against - slack < TOSS:
        word = Sure.COIN_TOSS
    else:
        word = Sure.SOLID if best >= SOLID else Sure.OPEN
    return Odds(
        word,
        tuple(first.tolist()),
        tuple((totals > need.top + 0.005).mean(axis=1).tolist()),
        float((best * (1 - best) / draws) ** 0.5),
        rival,
        against,
        draws,
        seed,
    )


def _figures(grid: Grid, teams: Sequence[Found]) -> list[tuple[tuple[object, ...], Amount]]:
    options = sorted({i for found in teams for i in found.options})
    named: list[tuple[tuple[object, ...], Amount]] = []
    for i in options:
        option = grid.options[i]
        named.append((("price", option.bid, option.lots[0]), grid.prices[option.bid, option.lots[0]]))
        named += [(("score", option.bid, j), grid.scores[option.bid, j]) for j in option.lots]
    named += [(("days",), grid.need.coordination.days), (("owner_day",), grid.need.coordination.owner_day)]
    for k in sorted({found.conductor for found in teams if found.conductor is not None}):
        one = grid.need.conductors[k]
        named += [((name, k), getattr(one, name)) for name in ("day_rate", "days", "days_each", "owner_days")]
    return named


def _coordination(found: Found, made: dict[tuple[object, ...], Floats]) -> Floats:
    extra, k = len(found.members) - 1, found.conductor
    if k is None:
        return extra * made[("days",)] * made[("owner_day",)]
    each = made["days_each", k] * made["day_rate", k] + made["owner_days", k] * made[("owner_day",)]
    return made["days", k] * made["day_rate", k] + extra * each
