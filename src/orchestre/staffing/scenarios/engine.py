"""The month loop of one scenario: who is there, what it costs, what is delivered, what is missing, what is idle.

Every sum is done for all draws at once; one draw is the deterministic run. A person's days go to strategy first, to
whoever does it best, then to each trade, to those who are paid for it before those who are paid for strategy. Strategy
that nobody could do yet waits, and is told as late; execution does not: a month without it is lost. Nobody delivers
more than there is to do: what is left over is idle.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import numpy as np
import numpy.typing as npt

from orchestre.staffing.cost import Contract, Terms, yearly_many
from orchestre.staffing.cost.aids import aids, least_pay, one_offs
from orchestre.staffing.cost.law import law_at
from orchestre.staffing.cost.working import folded
from orchestre.staffing.scenarios.values import HIRED, Case, Resource, Scenario

Floats = npt.NDArray[np.float64]
Numbers = Mapping[str, Floats | float]

RAMP_START = 0.3
"""Part of the work somebody does on the first day."""
AID_MONTHS = 12
ROUND = 1e-9


@dataclass(frozen=True, slots=True)
class Run:
    """Tables of draws x months, euros and days. `late`: strategy asked by the end of the month and not done; `below`:
    days of people of the strategy grade spent on execution; `grade_cost`, `grade_days`, `grade_strategy`: what they
    cost, the days they were there, the strategy they did."""

    cost: Floats
    need_strategy: Floats
    need_execution: Floats
    strategy: Floats
    late: Floats
    execution: Floats
    idle: Floats
    below: Floats
    grade_cost: Floats
    grade_days: Floats
    grade_strategy: Floats

    @property
    def total(self) -> Floats:
        return np.asarray(self.cost.sum(axis=1), dtype=np.float64)

    def coverage(self) -> tuple[Floats, Floats]:
        return _part(self.strategy, self.need_strategy), _part(self.execution, self.need_execution)

    def first_strategy(self) -> Floats:
        """Months until the first half day of strategy is done; the horizon where none ever is."""
        done = self.strategy.cumsum(axis=1) >= 0.5
        return np.where(done.any(axis=1), done.argmax(axis=1) + 1.0, np.inf)


def _part(done: Floats, asked: Floats) -> Floats:
    whole = asked.sum(axis=1)
    return np.asarray(np.divide(done.sum(axis=1), whole, out=np.ones_like(whole), where=whole > 0), dtype=np.float64)


def month(start: date, at: int) -> date:
    years, place = divmod(start.month - 1 + at, 12)
    return date(start.year + years, place + 1, 1)


def needs(case: Case, numbers: Numbers, draws: int) -> tuple[Floats, Floats]:
    """Days of strategy and of execution, month by month. The strategy of the whole horizon is the share of the work;
    `front_load` of it is spread as a burst that dies away, the rest evenly."""
    at = np.arange(case.months + 1, dtype=np.float64)
    fallen = np.exp(-at / case.need.burst)
    burst = (fallen[:-1] - fallen[1:]) / (1 - fallen[-1])
    weights = case.need.front_load * burst + (1 - case.need.front_load) / case.months
    days = _column(numbers["days_per_month"], draws) * case.need.volume
    share = _column(numbers["strategy_share"], draws)
    return days * share * case.months * weights, days * (1 - share) * np.ones(case.months)


def _column(value: Floats | float, draws: int) -> Floats:
    return np.broadcast_to(np.asarray(value, dtype=np.float64).reshape(-1, 1), (draws, 1))


@dataclass(frozen=True, slots=True)
class There:
    """Somebody's presence: part of each month, months since he last began, and where he begins."""

    part: Floats
    since: Floats
    begun: Floats
    worth: Floats


def presence(case: Case, who: Resource, numbers: Numbers, fails: Floats, draws: int) -> There:
    """From his arrival to his end, with the gap of a failed hire: he leaves, the post stays empty, another begins."""

    def of(name: str, other: float) -> Floats:
        return _column(numbers[who.numbers[name]] if name in who.numbers else other, draws)

    at = np.arange(case.months, dtype=np.float64)
    arrives = who.start + of("delay", 0.0)
    ends = np.minimum(who.start + who.length, case.months)
    failed = fails.reshape(-1, 1) < of("failure", 0.0)
    leaves = np.where(failed, arrives + who.failure_month, np.inf)
    again = np.where(failed, leaves + of("rehire", 0.0) + of("delay", 0.0), np.inf)
    part = _overlap(at, arrives, np.minimum(leaves, ends)) + _overlap(at, again, ends)
    last = np.where(at + 0.5 >= again, again, arrives)
    since = np.maximum(at + 0.5 - last, 0.0)
    begun = _begins(at, arrives, ends) + _begins(at, again, ends)
    ramp = of("ramp", 0.0)
    grown = np.where(ramp > 0, RAMP_START + (1 - RAMP_START) * since / np.maximum(ramp, ROUND), 1.0)
    return There(part, since, begun, np.minimum(grown, 1.0))


def _overlap(at: Floats, begins: Floats, ends: Floats) -> Floats:
    return np.asarray(np.clip(np.minimum(at + 1, ends) - np.maximum(at, begins), 0.0, 1.0), dtype=np.float64)


def _begins(at: Floats, begins: Floats, ends: Floats) -> Floats:
    return np.asarray((np.floor(np.where(begins < ends, begins, -1.0)) == at), dtype=np.float64)


def pay(case: Case, who: Resource, numbers: Numbers, draws: int) -> tuple[Floats, Floats]:
    """Gross and employer cost of a whole month of his, by month: each month under its own law."""
    gross = np.zeros((draws, case.months))
    cost = np.zeros((draws, case.months))
    rows: dict[tuple[object, ...], list[int]] = {}
    for at in range(case.months):
        terms = terms_of(case, who, at)
        least = least_pay(law_at(terms.on), terms)
        told = "gross" in who.numbers
        rows.setdefault((folded(terms), None if told else least and least[0]), []).append(at)
    for months in rows.values():
        terms = terms_of(case, who, months[0])
        if "gross" in who.numbers:
            year = _column(numbers[who.numbers["gross"]], draws)[:, 0] * who.share
        else:
            least = least_pay(law_at(terms.on), terms)
            year = np.full(draws, float(least[0]) if least else 0.0)
        whole = yearly_many(year, terms) / 12
        for at in months:
            grown = (1 + case.drift) ** (at / 12)
            gross[:, at], cost[:, at] = year / 12 * grown, whole * grown
    return gross, cost


def terms_of(case: Case, who: Resource, at: int) -> Terms:
    """His contract in that month."""
    contract = {"apprentice": Contract.APPRENTICE, "professionalisation": Contract.PROFESSIONALISATION}.get(who.kind)
    since = max(0, int(at - who.start))
    terms = Terms(
        on=month(case.start, at),
        executive=who.executive,
        headcount=case.company.headcount,
        hours=(Decimal(35) * Decimal(str(who.share))).quantize(Decimal("0.01")),
        contract=contract or Contract.CDI,
        mobility=case.company.mobility,
        work_accident=case.company.work_accident,
        health_cover_employer=case.company.health_cover_employer,
    )
    if contract is None:
        return terms
    years = since // 12
    return replace(terms, age=who.age + years, diploma=who.diploma, year_of_contract=years + 1)


def hired_cost(case: Case, who: Resource, numbers: Numbers, there: There, draws: int) -> Floats:
    """Pay and contributions of the months he is there, what is paid at each beginning, the aid of the first year."""
    gross, cost = pay(case, who, numbers, draws)

    def of(name: str) -> Floats:
        return _column(numbers[who.numbers[name]], draws) if name in who.numbers else np.zeros((draws, 1))

    paid = cost * there.part
    paid = paid + there.begun * (of("fee") * gross[:, :1] * 12 + of("training"))
    first = np.cumsum(there.begun, axis=1)
    paid = paid + there.begun * (first == 1) * of("equipment")
    if who.kind == "apprentice":
        signed = replace(terms_of(case, who, 0), on=month(case.start, int(who.start)), year_of_contract=1)
        once = sum(float(step.value) for step in one_offs(signed))
        aid = sum(float(step.value) for step in aids(signed)) / AID_MONTHS
        paid = paid + there.begun * once - aid * there.part * (there.since <= AID_MONTHS)
    return np.asarray(paid, dtype=np.float64)


def run(case: Case, scenario: Scenario, numbers: Numbers, fails: Mapping[str, Floats], draws: int) -> Run:
    """`fails`: one number between 0 and 1 a draw for each post, the same in every scenario."""
    need, work = (table.T for table in needs(case, numbers, draws))
    people = sorted(scenario.resources, key=lambda who: (-who.strategy, who.id))
    hands = [_hand(case, who, numbers, fails[who.id], draws) for who in people]
    by_trade = {
        trade: sorted(
            (hand for hand in hands if hand.who.skills.get(trade)),
            key=lambda hand: (hand.who.grade == "strategy", -hand.who.skills[trade], hand.who.id),
        )
        for trade, part in case.need.execution.items()
        if part
    }
    made = {name: np.zeros((case.months, draws)) for name in TABLES}
    waiting = np.zeros(draws)
    for at in range(case.months):
        waiting = waiting + need[at]
        left = {hand.who.id: hand.days[at] for hand in hands}
        for hand in hands:
            who = hand.who
            if not who.strategy:
                continue
            if hand.rate is not None:  # called for what is to be done then, and paid for no more
                left[who.id] = waiting / who.strategy * hand.days[at]
                hand.cost[at] += left[who.id] * hand.rate
            used = np.minimum(left[who.id], waiting / who.strategy)
            waiting = waiting - used * who.strategy
            left[who.id] = left[who.id] - used
            made["strategy"][at] += used * who.strategy
            if who.grade == "strategy":
                made["grade_strategy"][at] += used * who.strategy
                made["grade_days"][at] += used
        made["late"][at] = waiting
        for trade, able in by_trade.items():
            asked = work[at] * case.need.execution[trade]
            missing = asked
            for hand in able:
                who = hand.who
                used = np.minimum(left[who.id], missing / who.skills[trade])
                missing = missing - used * who.skills[trade]
                left[who.id] = left[who.id] - used
                if who.grade == "strategy":
                    made["below"][at] += used
                    made["grade_days"][at] += used
            made["execution"][at] += asked - missing
        for hand in hands:
            made["cost"][at] += hand.cost[at]
            made["idle"][at] += left[hand.who.id]
            if hand.who.grade == "strategy":
                made["grade_cost"][at] += hand.cost[at]
                made["grade_days"][at] += left[hand.who.id]
    return Run(need_strategy=need.T, need_execution=work.T, **{name: table.T for name, table in made.items()})


TABLES = ("cost", "strategy", "late", "execution", "idle", "below", "grade_cost", "grade_days", "grade_strategy")


@dataclass(frozen=True, slots=True)
class Hand:
    """Somebody's cost and useful days, months x draws. `rate`: the price of a day of who is called as needed; his
    `days` are then the part of the month he can be called."""

    who: Resource
    cost: Floats
    days: Floats
    rate: Floats | None


def _hand(case: Case, who: Resource, numbers: Numbers, fails: Floats, draws: int) -> Hand:
    there = presence(case, who, numbers, fails, draws)
    cost, days = _cost_and_days(case, who, numbers, there, draws)
    useful = there.part if who.as_needed else days * there.worth
    rate = _column(numbers[who.numbers["rate"]], draws)[:, 0] if who.as_needed else None
    return Hand(who, np.array(cost.T, order="C"), np.array(useful.T, order="C"), rate)


def _cost_and_days(case: Case, who: Resource, numbers: Numbers, there: There, draws: int) -> tuple[Floats, Floats]:
    def of(name: str) -> Floats:
        return _column(numbers[who.numbers[name]], draws) if name in who.numbers else np.zeros((draws, 1))

    tutored = of("tutor_days") * of("tutor_day") * there.part
    if who.kind in HIRED:
        days = _column(numbers["days_per_month"], draws) * who.share * who.present * there.part
        return hired_cost(case, who, numbers, there, draws) + tutored, days
    if who.as_needed:
        return tutored, np.zeros((draws, case.months))
    days = of("days") * there.part
    price = of("price") * there.part if who.kind == "retainer" else days * of("rate")
    return price + tutored, days
