"""Lots and teams: the best combination of bids, beside one provider for everything and beside conductor + specialists.

A need splits into lots; each lot goes to one bid. A team is worth the marks of its lots, weighed by their points, and
what it leaves of the budget once coordination is paid: one additive scale for a team of five and for a single bid.

>>> from orchestre.basics import Range
>>> from orchestre.decision import Label
>>> def exactly(value): return Range(value, value, value)
>>> site, words = Lot("site", Label("Site", "Site"), 30), Lot("words", Label("Textes", "Words"), 20)
>>> coordination = Coordination(exactly(2.0), exactly(400.0))
>>> need = SplitNeed((site, words), floor=5000, ceiling=15000, price_points=50, coordination=coordination)
>>> def offer(score, price): return LotOffer(exactly(score), exactly(price))
>>> bids = [Bid("all", {"site": offer(60, 6000), "words": offer(60, 3000)}), Bid("web", {"site": offer(90, 6000)})]
>>> answer = compare(need, bids)
>>> answer.best.ids, round(answer.best.score), round(answer.single.score)
(('all', 'web'), 65, 60)
"""

from orchestre.decision.teams.comparing import Answer, BreakEven, Loss, Why, WhyNot, compare
from orchestre.decision.teams.described import Covered, Form, Member, Team
from orchestre.decision.teams.gaps import Gap
from orchestre.decision.teams.needs import (
    Bid,
    Conductor,
    Coordination,
    Has,
    Lot,
    LotOffer,
    Skill,
    SplitNeed,
    score_from_skills,
)
from orchestre.decision.teams.odds import Odds

__all__ = [
    "Answer",
    "Bid",
    "BreakEven",
    "Conductor",
    "Coordination",
    "Covered",
    "Form",
    "Gap",
    "Has",
    "Loss",
    "Lot",
    "LotOffer",
    "Member",
    "Odds",
    "Skill",
    "SplitNeed",
    "Team",
    "Why",
    "WhyNot",
    "compare",
    "score_from_skills",
]
