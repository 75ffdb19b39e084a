"""What the board hands to its template: every figure already in words, every stroke already placed."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from orchestre.replies.search import Piece
from orchestre_web.shortlist.shown import plots
from orchestre_web.shortlist.shown.sureness import Chance


@dataclass(frozen=True, slots=True)
class Slider:
    """One criterion beside its weight. `series`: its colour in the bars."""

    key: str
    label: str
    points: int
    most: int
    share: str
    worst: str
    best: str
    series: int
    must: bool


@dataclass(frozen=True, slots=True)
class Why:
    """One reason of an offer, with the words it came from. `mark`: its icon, drawn."""

    side: str
    mark: SafeString
    said: str
    short: str
    quote: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One criterion of one offer, for the table of its figures."""

    label: str
    value: str
    points: str
    quotes: tuple[str, ...]
    address: str
    by_hand: bool
    correct: str
    term: str
    missing: bool


@dataclass(frozen=True, slots=True)
class Copies:
    """The other senders of one letter, and between which ranks they stand. `shown`: each has its own row; `address` is
    the other way of showing them."""

    count: int
    ranks: str
    shown: bool
    address: str


@dataclass(frozen=True, slots=True)
class Row:
    """One offer of the list. `number`: its place in the list, from 1; `moved`: places won (or lost) under the points
    that are tried."""

    number: int
    rank: int
    tied: bool
    offer_id: str
    name: str
    address: str
    score: str
    score_span: str
    score_said: str
    bar: plots.ScoreBar
    moved: int
    fell: int
    moved_said: str
    price: plots.PriceBar
    price_likely: str
    price_span: str
    price_said: str
    price_address: str
    figures_address: str
    known_said: str
    reasons: tuple[Why, ...]
    in_doubt: tuple[str, ...]
    looks_like: bool
    same_letter: int
    """How many others sent the same letter; `letter_address`: where that is shown. It moves nothing."""
    letter_address: str
    place: int
    """Row of the cells; `chance`: None until it was worked out."""
    chance: Chance | None
    begins: int | None
    """The reply that begins the offer: by it the offer is picked to be compared."""
    pinned: bool
    """Kept at hand; `excerpt`: the words looked for, in their sentence; `copies`: of its letter, when it stands for
    them."""
    excerpt: tuple[Piece, ...]
    copies: Copies | None
    pin_address: str = ""
    recommended: tuple[str, ...] = ()
    """Who recommended it when asked, with the tie that was told."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything said about one offer, criterion by criterion, and how its price was worked out."""

    row: Row
    facts: tuple[Fact, ...]
    assumptions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """Who is first and how sure. `state`: none, one, tied, clear, close, open."""

    state: str
    name: str = ""
    score: str = ""
    second: str = ""
    gap: str = ""
    rivals: int = 0
    tied: int = 0
    offers: int = 0


@dataclass(frozen=True, slots=True)
class Ask:
    """An offer that stands well and says no price."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Pages:
    """Where the reader is in the list."""

    number: int
    first: int
    last: int
    count: int
    before: int | None
    after: int | None
    after_size: int

    @property
    def start(self) -> int:
        return self.first + 1


@dataclass(frozen=True, slots=True)
class Ranked:
    """The board under some points. `first` is the offer at the top, whatever the page."""

    answer: Answer
    first: Row | None
    rows: tuple[Row, ...]
    asks: tuple[Ask, ...]
    warnings: tuple[str, ...]
    pages: Pages

    @property
    def next_address(self) -> str:
        return self.first.address if self.first is not None else ""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of what came in, and where it is seen."""

    code: str
    count: int
    address: str


@dataclass(frozen=True, slots=True)
class Removed:
    """An offer that a condition removed."""

    name: str
    condition: str
    value: str
    quote: str
    address: str
