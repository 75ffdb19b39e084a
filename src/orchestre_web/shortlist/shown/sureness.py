"""How sure the first place is, in words and figures, and the chances of each row."""

import math
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from orchestre.basics import typography
from orchestre.decision import fingerprint
from orchestre.decision.robustness import verdicts
from orchestre.decision.robustness.sureness import Sureness
from orchestre.decision.robustness.verdicts import Sure
from orchestre_web.shortlist.shown import plots
from orchestre_web.site.words import say

_WORDS = {
    Sure.SOLID: ("board.sure_word_solid", "good"),
    Sure.OPEN: ("board.sure_word_open", "warning"),
    Sure.COIN_TOSS: ("board.sure_word_toss", "warning"),
}
TOP = 3


@dataclass(frozen=True, slots=True)
class HowSure:
    """What is kept of the robustness of a list, in rows of its cells. `first`: share of the draws in which `row` comes
    first, `error` of it; `odds` against `rival`; `heard`: over what was said about weights. `rows`: first, and among
    the first three, of those that ever are."""

    word: Sure
    row: int
    first: float
    error: float
    rival: int | None
    odds: float
    flips: int
    draws: int
    seed: int
    heard: bool
    rows: Mapping[int, tuple[float, float]]

    @classmethod
    def of(cls, found: Sureness, *, heard: bool) -> "HowSure":
        said = found.verdict
        among = [row for row in range(len(found.top3)) if found.top3[row] > 0]
        rows = {row: (float(found.first[row]), float(found.top3[row])) for row in among}
        return cls(
            said.word, said.row, said.first, said.error, said.rival, said.odds, said.flips, found.draws, found.seed,
            heard, rows,
        )  # fmt: skip

    def document(self) -> dict[str, Any]:
        return asdict(self) | {"rows": {str(row): list(shares) for row, shares in self.rows.items()}}

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> "HowSure":
        rows = {int(row): (first, top) for row, (first, top) in kept["rows"].items()}
        return cls(**{**kept, "word": Sure(kept["word"]), "rows": rows})


@dataclass(frozen=True, slots=True)
class Verdict:
    """`tone`: good or warning. `said` one after the other; `over`: what was drawn, in one line."""

    word: str
    tone: str
    said: tuple[str, ...]
    over: str


@dataclass(frozen=True, slots=True)
class Chance:
    """Of one offer; `first` and `top` end their bars on an axis from 0 to 100. `top` is "" among three or fewer."""

    said: str
    first: str
    top: str


def word_said(word: str) -> tuple[str, str]:
    """The word of a verdict as a page says it, and its tone; empty for none."""
    if not word:
        return "", ""
    code, tone = _WORDS[Sure(word)]
    return say(code), tone


def mark_of(points: Mapping[str, int]) -> str:
    """Short name of some points: an answer that comes late finds no place on a list that shows others."""
    return fingerprint(dict(points))[:10]


def in_a_hundred(share: float, language: str) -> str:
    """A share of draws as so many out of a hundred; never a false 0 or 100."""
    whole = round(100 * share)
    if share and not whole:
        return say("board.sure_less_than_one")
    if share < 1 and whole == 100:
        return say("board.sure_over_99")
    return typography.number(whole, language)


def verdict(known: HowSure, winner: int, name: Callable[[int], str], language: str, *, tied: bool = False) -> Verdict:
    """`winner`: the row that is shown first, `tied`: with others; `name` by row of the cells."""
    word, tone = _WORDS[known.word]
    first = in_a_hundred(known.first, language)
    error = typography.number(max(1, math.ceil(200 * known.error)), language)
    if known.row == winner and not tied:
        said = [say("board.sure_first", first=first, error=error)]
    else:
        code = "board.sure_first_tied" if known.row == winner else "board.sure_first_other"
        said = [say(code, first=first, error=error, name=name(known.row))]
    often = more_often(known)
    if often is not None:
        share = in_a_hundred(known.rows[often][0], language)
        said.append(say("board.sure_more_often", name=name(often), first=share))
    if known.rival is not None:
        odds = in_a_hundred(known.odds, language)
        said.append(say("board.sure_against", rival=name(known.rival), odds=odds))
    if known.flips:
        said.append(say("board.sure_flips", n=known.flips))
    over = "board.sure_over_heard" if known.heard else "board.sure_over"
    return Verdict(say(word), tone, tuple(said), say(over, draws=known.draws))


def more_often(known: HowSure) -> int | None:
    """The row that is first in more draws than the one of the verdict, beyond chance; None where there is none. Its
    likely figures are lower, and what it did not say leaves it more room above."""
    return verdicts.more_often(shares_of(known), known.row, known.error)


def shares_of(known: HowSure) -> dict[int, float]:
    """By row, how often it is first; a row that never is among the first three has none."""
    return {known.row: known.first} | {row: first for row, (first, _) in known.rows.items()}


def chance(known: HowSure, row: int, count: int, language: str) -> Chance:
    """`count`: offers in the list; among three the first three are all."""
    first, top = known.rows.get(row, (0.0, 0.0))
    words = in_a_hundred(first, language)
    end = plots.at(100 * first)
    if count <= TOP:
        return Chance(say("board.chance_first", first=words) if first else say("board.chance_never_first"), end, "")
    if not top:
        return Chance(say("board.chance_never"), end, end)
    among = in_a_hundred(top, language)
    code = "board.chance" if first else "board.chance_top"
    return Chance(say(code, first=words, top=among), end, plots.at(100 * top))
