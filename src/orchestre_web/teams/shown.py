"""What the page of lots and teams shows: one provider or several, side by side, and the skills at a glance."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from orchestre.basics import typography
from orchestre.decision.robustness.verdicts import Sure
from orchestre.shortlist import ShortlistDecision
from orchestre.shortlist.lots import Lots
from orchestre_web.calls.models import Call
from orchestre_web.shortlist.shown import board as choice
from orchestre_web.shortlist.shown import plots
from orchestre_web.site import words
from orchestre_web.site.words import language, say

DIGITS = 3
"""Of an amount: a team is no more exact than its prices."""
FORMS = ("single", "team", "conducted")
_TONES = {
    Sure.SOLID: ("teams.word_solid", "good"),
    Sure.OPEN: ("teams.word_open", "warning"),
    Sure.COIN_TOSS: ("teams.word_toss", "warning"),
}


@dataclass(frozen=True, slots=True)
class Who:
    """One provider of a way of doing: what he takes, for how much; `address` of his reply."""

    name: str
    address: str
    lots: str
    price: str


@dataclass(frozen=True, slots=True)
class Way:
    """One way of doing it. `total`, `span`: in words; `low`, `tick`, `width`: places of its bar out of 100; `gap`: how
    far behind the best, "" for the best; `missing`: why there is none."""

    form: str
    title: str
    best: bool = False
    missing: str = ""
    who: tuple[Who, ...] = ()
    conductor: str = ""
    prices: str = ""
    coordination: str = ""
    total: str = ""
    span: str = ""
    low: str = ""
    tick: str = ""
    width: str = ""
    said: str = ""
    quality: str = ""
    score: str = ""
    covered: str = ""
    gap: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """Whether a way of doing covers a skill: yes, no or unknown, and who would do it."""

    state: str
    by: str


@dataclass(frozen=True, slots=True)
class SkillRow:
    lot: str
    label: str
    must: bool
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """The whole comparison. `columns`: the ways that exist, as the table of skills has them."""

    title: str
    lead: tuple[str, ...]
    word: str
    tone: str
    sure: tuple[str, ...]
    ways: tuple[Way, ...]
    columns: tuple[str, ...]
    skills: tuple[SkillRow, ...]
    reasons: tuple[tuple[str, tuple[str, ...]], ...]
    warnings: tuple[str, ...]
    offers: int


def compared(call: Call, kept: Mapping[str, Any], lots: Lots) -> Compared:
    spoken = language()
    said: Mapping[str, Sequence[str]] = kept["sentences"][spoken]
    head = list(said["headline"])
    names = {key: both[spoken] for key, both in kept["names"].items()}
    ways = tuple(_way(call, kept, form, names, lots) for form in FORMS)
    there = [kept[form] for form in FORMS if kept[form] is not None]
    word, tone = _TONES[Sure(kept["verdict"]["word"])] if kept["verdict"] else ("", "")
    parts = ("coordination", "irreplaceable", "why_not")
    return Compared(
        title=_title(kept, names),
        lead=tuple(head),
        word=say(word) if word else "",
        tone=tone,
        sure=tuple(said["sure"]),
        ways=ways,
        columns=tuple(way.title for way in ways if not way.missing),
        skills=tuple(_skills(kept, there, names)),
        reasons=tuple((say(f"teams.reason_{part}"), tuple(said[part])) for part in parts if said[part]),
        warnings=tuple(said["warnings"]),
        offers=kept["offers"],
    )


def _title(kept: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """The answer in a few words."""
    best = kept["best"]
    if best is None:
        return say("teams.title_none")
    team = kept[best]
    who = ", ".join(names.get(each["id"], each["id"]) for each in team["members"][:4])
    if best == "single":
        return say("teams.title_single", name=who)
    if kept["verdict"] and Sure(kept["verdict"]["word"]) is Sure.COIN_TOSS:
        return say("teams.title_close", n=len(team["members"]))
    return say("teams.title_conducted" if best == "conducted" else "teams.title_team", n=len(team["members"]))


def _label(both: Mapping[str, str]) -> str:
    return both.get(language(), "") or next(iter(both.values()))


def _way(call: Call, kept: Mapping[str, Any], form: str, names: Mapping[str, str], lots: Lots) -> Way:
    team, title = kept[form], say(f"teams.way_{form}")
    if team is None:
        code = f"teams.missing_{form}"
        if form == "conducted" and not lots.conductors:
            code = "teams.missing_conductor"
        return Way(form, title, missing=say(code))
    spoken, currency = language(), kept["currency"]

    def money(amount: float) -> str:
        return typography.money(typography.about(amount, DIGITS), spoken, currency)

    def span(amount: Mapping[str, float]) -> str:
        low, high = (typography.about(amount[end], DIGITS) for end in ("low", "high"))
        return "" if low == high else typography.money_span(low, high, spoken, currency)

    total = team["total"]
    top = max(kept["limit"], *(kept[each]["total"]["high"] for each in FORMS if kept[each] is not None)) or 1.0
    best = kept[kept["best"]]
    behind = best["score"] - team["score"]
    counts = team["skills"]
    likely, ends = money(total["likely"]), span(total)
    return Way(
        form,
        title,
        best=kept["best"] == form,
        who=tuple(_who(call, kept, one, names) for one in team["members"]),
        conductor=names.get(team["conductor"], team["conductor"]) if team["conductor"] else "",
        prices=money(team["prices"]["likely"]),
        coordination=money(team["coordination"]["likely"]),
        total=likely,
        span=ends,
        low=plots.at(100 * total["low"] / top),
        tick=plots.at(100 * total["likely"] / top),
        width=plots.at(100 * (total["high"] - total["low"]) / top),
        said=say("teams.total_said", total=likely, span=ends or likely),
        quality=typography.number(round(team["quality"]), spoken),
        score=typography.number(round(team["score"], 1), spoken),
        covered=_covered(counts),
        gap=say("teams.behind", points=typography.number(round(behind, 1), spoken)) if behind >= 0.05 else "",
    )


def _covered(counts: Mapping[str, Any]) -> str:
    asked = len(counts["each"])
    if not asked:
        return say("teams.no_skill")
    if not counts["unknown"]:
        return say("teams.covered", yes=counts["yes"], n=asked)
    return say("teams.covered_unsaid", yes=counts["yes"], n=asked, unsaid=counts["unknown"])


def _who(call: Call, kept: Mapping[str, Any], one: Mapping[str, Any], names: Mapping[str, str]) -> Who:
    labels = {lot["key"]: _label(lot["label"]) for lot in kept["lots"]}
    unsaid = set(one["unpriced"]) == set(one["lots"])
    price = typography.money(typography.about(one["price"]["likely"], DIGITS), language(), kept["currency"])
    reply = kept["replies"].get(one["id"])
    return Who(
        choice.shortened(names.get(one["id"], one["id"]), 60),
        reverse("calls:reply", args=[call.pk, reply]) if reply is not None else "",
        ", ".join(labels[key] for key in one["lots"]),
        say("teams.price_not_said") if unsaid else price,
    )


def _skills(kept: Mapping[str, Any], there: Sequence[Mapping[str, Any]], names: Mapping[str, str]) -> list[SkillRow]:
    """One row a skill of a lot, in the order of the lots, the lot said unless it is the skill; a mark for each way that
    exists."""
    found = []
    for lot in kept["lots"]:
        for key, skill in lot["skills"].items():
            each = [
                next(one for one in team["skills"]["each"] if one["lot"] == lot["key"] and one["skill"] == key)
                for team in there
            ]
            marks = tuple(Mark(one["has"], names.get(one["by"], one["by"])) for one in each)
            of, name = _label(lot["label"]), _label(skill)
            found.append(SkillRow("" if of.casefold() == name.casefold() else of, name, bool(skill["must"]), marks))
    return found


# --- The lots as they are stated ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LotLine:
    """One lot: what it asks for, how big it is, how many offers name something of it (None before the comparison)."""

    key: str
    label: str
    size: str
    needs: tuple[tuple[str, bool], ...]
    named: str
    form: Any
    open: bool


def lot_lines(
    decision: ShortlistDecision, kept: Mapping[str, Any] | None, forms: Mapping[str, Any], wrong: str
) -> list[LotLine]:
    """`forms` by key of the lot; `wrong`: the one that was sent with something to mend."""
    lots = decision.lots
    if lots is None:
        return []
    spoken = language()
    named = {} if not kept or "lots" not in kept else {lot["key"]: lot["named"] for lot in kept["lots"]}
    found = []
    shares = typography.percents([lots.part_of(lot) for lot in lots.lots], spoken)
    for lot, share in zip(lots.lots, shares, strict=True):
        size = share
        labels = [(decision.scales.criterion(key).label.said(spoken), key in lot.must) for key in lot.criteria]
        labels += [(skill.label.said(spoken), skill.must) for skill in lot.skills]
        part = lots.part_of(lot)
        days = decision.need.days
        if lot.days is not None:
            size = say("teams.size_days", n=float(lot.days.likely), days=typography.number(lot.days.likely, spoken))
        elif days is not None:
            low, high = (typography.number(round(end * part), spoken) for end in (days.low, days.high))
            size = say(
                "teams.size_share", part=share, days=low if low == high else say("teams.from_to", low=low, high=high)
            )
        said = "" if lot.key not in named else say("teams.named", n=named[lot.key])
        found.append(
            LotLine(lot.key, lot.label.said(spoken), size, tuple(labels), said, forms.get(lot.key), wrong == lot.key)
        )
    return found


def proposed_lines(decision: ShortlistDecision, proposal: Any) -> tuple[str, tuple[str, ...]]:
    """Why lots are proposed, then one line a lot."""
    first, *rest = proposal.said(decision, language())
    return first, tuple(rest)


def problem(kept: Mapping[str, Any]) -> str:
    """The sentence of what could not be compared."""
    code, values = kept["problem"]
    return words.say(code, **values)
