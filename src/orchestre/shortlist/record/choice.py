"""What a record is made of, and how its figures are said."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from orchestre.basics import say
from orchestre.basics.typography import money_between, number, span
from orchestre.decision.robustness.sureness import Sureness
from orchestre.decision.robustness.verdicts import Sure, more_often
from orchestre.shortlist.decision_file import PRICE, ShortlistDecision
from orchestre.shortlist.ranked import Entry, Shortlist
from orchestre.shortlist.reasons import value_in_words
from orchestre.shortlist.tried import Tried

LONGEST_NAME = 80
LONGEST_QUOTE = 110


@dataclass(frozen=True, slots=True)
class Change:
    """One state of the decision: when, by whom, what was changed, why, and the fingerprint it then had. `before`: the
    reasons that `why` took the place of, oldest first, each with the moment it did."""

    at: datetime
    who: str
    what: str
    sha256: str
    why: str = ""
    before: tuple[tuple[str, datetime], ...] = ()


@dataclass(frozen=True, slots=True)
class Rules:
    """The log of a decision, oldest first. `changes[0]` is what was stated first; `opened_at`: when the first reply
    came in, None while there is none. `asked`: the owner's own words about what he needs."""

    changes: tuple[Change, ...] = ()
    opened_at: datetime | None = None
    asked: str = ""

    @property
    def before(self) -> tuple[Change, ...]:
        """What was said before the first reply came in; the last of them is what was frozen."""
        return tuple(c for c in self.changes if self.opened_at is None or c.at <= self.opened_at)

    @property
    def frozen(self) -> Change | None:
        return next(reversed(self.before), None) or next(iter(self.changes), None)

    @property
    def later(self) -> tuple[Change, ...]:
        first = self.frozen
        return () if first is None else self.changes[self.changes.index(first) + 1 :]


@dataclass(frozen=True, slots=True)
class Firmness:
    """How sure the first place is. `heard`: over what was said of weights, else over a quarter more or less."""

    word: Sure
    first: float
    flips: int
    heard: bool = False


@dataclass(frozen=True, slots=True)
class Approved:
    """What the second person said."""

    yes: bool
    who: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Decided:
    """What people chose. `limit`: the amount, in words, from which a second person has to approve, "" when none had to;
    `approval`: the newest."""

    offer_id: str
    name: str
    who: str
    at: datetime
    why: str = ""
    limit: str = ""
    approval: Approved | None = None

    @property
    def waiting(self) -> bool:
        """A second person has not said anything of it yet."""
        return bool(self.limit) and self.approval is None

    @property
    def refused(self) -> bool:
        return self.approval is not None and not self.approval.yes


@dataclass(frozen=True, slots=True, eq=False)
class Often:
    """Who is first in more draws than the offer that the paper is about, beyond chance: in which shares of them."""

    entry: Entry
    first: float
    lead: float


@dataclass(frozen=True, eq=False)
class Choice:
    """A ranking with the words of its first offers; `entries` are at least the first two, when there are two.
    `decided`: what people chose, `chosen` its entry while it is ranked."""

    decision: ShortlistDecision
    tried: Tried
    entries: tuple[Entry, ...]
    counts: Mapping[str, object]
    sure: Firmness | None
    decided: Decided | None = None
    chosen: Entry | None = None
    often: Often | None = None

    @property
    def lead(self) -> Entry:
        """The offer that the paper is about: the chosen one, else the first."""
        return self.chosen or self.entries[0]

    @property
    def departs(self) -> bool:
        """People chose another offer than those that are first."""
        return self.chosen is not None and self.chosen.place.rank > 1

    @property
    def tied(self) -> int:
        """How many share the first place."""
        return int((self.tried.ranking.ranks == 1).sum())


def choice_of(shortlist: Shortlist, top: int = 2, decided: Decided | None = None) -> Choice:
    decision, tried = shortlist.board.decision, shortlist.tried
    entries = tuple(shortlist.entries(top))
    chosen = None
    ids = shortlist.board.cells.ids
    if decided is not None and decided.offer_id in ids:
        chosen = shortlist.entry(tried.place_of(ids.index(decided.offer_id)))
    firm = firmness(shortlist.sure, heard=decision.weights_said(shortlist.weights) is not None)
    often = None
    if shortlist.sure is not None and entries:
        shares = dict(enumerate(shortlist.sure.first.tolist()))
        lead = (chosen or entries[0]).place.row
        row = more_often(shares, lead, shortlist.sure.verdict.error)
        often = None if row is None else Often(shortlist.entry(tried.place_of(row)), shares[row], shares[lead])
    return Choice(decision, tried, entries, shortlist.board.counts(), firm, decided, chosen, often)


def firmness(sure: Sureness | None, *, heard: bool) -> Firmness | None:
    return None if sure is None else Firmness(sure.verdict.word, sure.verdict.first, sure.verdict.flips, heard)


_UNSEEN = re.compile(r"[\u0000-\u001f\u007f-\u009f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")


def shortened(words: str, most: int) -> str:
    words = " ".join(_UNSEEN.sub(" ", words).split())
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


class Sayer:
    """The figures of one decision in one language."""

    def __init__(self, decision: ShortlistDecision, language: str) -> None:
        self.decision, self.language = decision, language

    def __call__(self, code: str, **values: object) -> str:
        return say(code, self.language, **values)

    def name(self, entry: Entry) -> str:
        own = entry.candidate.alternative
        return self("shortlist.record_nobody") if own.name == own.id else shortened(own.name, LONGEST_NAME) or "…"

    def score(self, score: float) -> str:
        return number(score, self.language, 0 if score >= 1 or score == 0 else 1)

    def scores(self, low: float, high: float) -> str:
        return span(low, high, self.language, 0)

    def price(self, entry: Entry) -> str:
        criterion = self.decision.scales.criterion(PRICE)
        return value_in_words(criterion, self.decision, entry.cells[PRICE], self.language)

    def price_range(self, entry: Entry) -> str:
        """Empty when the price is one figure, or not known."""
        cell = entry.cells[PRICE]
        low, high = round(cell.low), round(cell.high)
        if cell.missing or low == high:
            return ""
        return money_between(low, high, self.language, self.decision.pricing.currency)

    def verdict(self, found: Firmness) -> tuple[str, str]:
        """The word, and what it rests on."""
        word = self(_WORDS[found.word])
        flips = self("shortlist.record_sure_flips", n=found.flips) if found.flips else ""
        shown = in_a_hundred(found.first)
        code = "shortlist.record_sure_share_heard" if found.heard else "shortlist.record_sure_share"
        return word, " ".join(part for part in (self(code, n=shown), flips) if part)

    def often(self, choice: Choice) -> str:
        """Who is first more often than the offer of the paper; "" for nobody."""
        found = choice.often
        if found is None:
            return ""
        shares = {"n": in_a_hundred(found.first), "lead": in_a_hundred(found.lead)}
        return self("shortlist.record_more_often", name=self.name(found.entry), of=self.name(choice.lead), **shares)


def in_a_hundred(share: float) -> int:
    """Never a hundred for less than all."""
    return min(99, round(100 * share)) if share < 1 else 100


_WORDS = {
    Sure.SOLID: "shortlist.record_solid",
    Sure.OPEN: "shortlist.record_open",
    Sure.COIN_TOSS: "shortlist.record_coin_toss",
}


def counted(part: object) -> int:
    return sum(counted(each) for each in part.values()) if isinstance(part, Mapping) else int(str(part))
