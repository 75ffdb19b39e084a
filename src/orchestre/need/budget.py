"""What an owner means by the sum he says, and the range of ours that stands beside it, in euros excluding tax."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from orchestre.basics import Language, Range, say
from orchestre.basics.typography import money, money_span
from orchestre.knowledge import Kind
from orchestre.need.facts import Told
from orchestre.need.recognition import OTHER

SMALL, LARGE = 3000, 10000
"""Euros of set-up: under the first the document keeps to two pages, above the second it may be long."""
MONTHS = 36
"""Of the total that offers are compared by."""
VAT = Decimal("1.2")
"""French standard rate, CGI art. 278."""
OWN, UNKNOWN = "range:ours", "unknown"
"""Where the bounds of the price are from when no budget was said: our range for the kind, or nothing that is known."""
ASSUMED = frozenset(
    f"need.assume_{name}" for name in ("budget", "price", "setup", "setup_alone", "run", "currency", "currency_alone")
)
"""Assumptions on what may be spent."""
FOREIGN = frozenset({"gbp", "usd", "chf"})


def size_of(kinds: Sequence[Kind], told: Told) -> str:
    """small, middle or large: by the budget said, else by our likely set-up price."""
    budget = budget_of(told)
    amount = float(budget.setup or 12 * (budget.run or 0)) if budget else sum(kind.setup.value.likely for kind in kinds)
    return "small" if amount < SMALL else "large" if amount >= LARGE else "middle"


@dataclass(frozen=True, slots=True)
class Budget:
    """What may be spent as it was said: `setup` once, or `run` a month; euros excluding tax."""

    words: str
    setup: Decimal | None
    run: Decimal | None
    tax: str

    def three_years(self, run: Range[int]) -> Decimal:
        """A set-up budget plus the likeliest of our running costs; a running one is the whole of what is said."""
        return (self.setup or Decimal(0)) + MONTHS * (self.run if self.run is not None else Decimal(run.likely))


def budget_of(told: Told) -> Budget | None:
    """An owner's sum without a period pays the set-up; with one, the running. Null without a budget in euros."""
    fact = told.first("budget")
    if fact is None or not isinstance(fact.value, Decimal):
        return None
    parts = fact.detail.split()
    if FOREIGN & set(parts):
        return None
    value = fact.value / VAT if "ttc" in parts else fact.value
    tax = next((part for part in parts if part in {"ht", "ttc"}), "")
    if "month" in parts or "year" in parts:
        return Budget(fact.words, None, value / 12 if "year" in parts else value, tax)
    return Budget(fact.words, value, None, tax)


def price_known(kinds: Sequence[Kind]) -> bool:
    """Whether we know what such a thing costs: nobody does of a need of no known kind."""
    return all(kind.id != OTHER for kind in kinds)


def run_month(kinds: Sequence[Kind]) -> Range[int]:
    """What it may cost a month once it runs; nothing is added to what an owner says of a need of no known kind."""
    runs = [kind.run_month.value for kind in kinds if kind.id != OTHER] or [Range(0, 0, 0)]
    return Range(sum(each.low for each in runs), sum(each.likely for each in runs), sum(each.high for each in runs))


def three_years(kinds: Sequence[Kind]) -> Range[int]:
    ranges = [(kind.setup.value, kind.run_month.value) for kind in kinds]
    return Range(
        sum(setup.low + MONTHS * run.low for setup, run in ranges),
        sum(setup.likely + MONTHS * run.likely for setup, run in ranges),
        sum(setup.high + MONTHS * run.high for setup, run in ranges),
    )


def assumed(kinds: Sequence[Kind], told: Told, language: Language) -> str:
    """How the sum said was understood, or which range stands in for it."""
    fact, meant = told.first("budget"), budget_of(told)
    run, total = run_month(kinds), three_years(kinds)
    known, span = price_known(kinds), money_span(total.low, total.high, language)
    if fact is None:
        return say("need.assume_budget" if known else "need.assume_price", language, span=span)
    if meant is None:
        return say(
            "need.assume_currency" if known else "need.assume_currency_alone", language, said=fact.words, span=span
        )
    setup = "need.assume_setup" if known else "need.assume_setup_alone"
    return say(
        setup if meant.setup is not None else "need.assume_run",
        language,
        said=meant.words,
        tax=say(f"need.tax_{meant.tax or 'unsaid'}", language),
        run=money(run.likely, language),
        ceiling=money(round(meant.three_years(run)), language),
    )
