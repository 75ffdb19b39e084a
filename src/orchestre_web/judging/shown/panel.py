"""What several judges say together: dots of their weights, each one's winner, where they part. From the record alone,
so that what was shown once can be shown again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from orchestre.basics import typography
from orchestre_web.shortlist.shown import plots
from orchestre_web.shortlist.shown.board import plain_name
from orchestre_web.site.words import say

LANE = 14
"""Height of the lane of a judge in the plot, in pixels."""
ALIKE, APART = 0.6, 0.0
"""Orders of offers alike from here on; against each other under the second."""


@dataclass(frozen=True, slots=True)
class JudgeLine:
    number: int
    name: str
    part: str
    sent_at: datetime | None
    winner: str
    agrees: bool
    series: int


@dataclass(frozen=True, slots=True)
class Dot:
    x: str
    y: int
    series: int
    number: int


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """`cells`: the share each judge gives, in their order. `apart`: they disagree on this one most."""

    label: str
    dots: tuple[Dot, ...]
    mean_x: str
    mean: str
    cells: tuple[str, ...]
    spread: str
    apart: bool
    low_x: str
    width: str


@dataclass(frozen=True, slots=True)
class PairLine:
    names: str
    said: str


@dataclass(frozen=True, slots=True)
class PanelPage:
    judges: tuple[JudgeLine, ...]
    criteria: tuple[CriterionLine, ...]
    pairs: tuple[PairLine, ...]
    mean_winner: str
    acceptable: str
    lowest: str
    hides: bool
    outvoted: str
    opposed: str
    height: int
    same_winner: bool


def panel_page(record: Mapping[str, Any], names: Mapping[str, str], language: str) -> PanelPage | None:
    """None when nothing was sent."""
    panel = record["panel"]
    if panel is None:
        return None
    by_id = {judge["id"]: judge for judge in record["judges"]}
    sat = [by_id[each] for each in panel["judges"]]
    judges = tuple(
        JudgeLine(
            i + 1,
            judge["name"],
            say(f"judging.part_{judge['part']}"),
            datetime.fromisoformat(judge["sent_at"]) if judge["sent_at"] else None,
            offer_name(names, winner),
            winner == panel["mean_winner"],
            i % plots.SERIES + 1,
        )
        for i, (judge, winner) in enumerate(zip(sat, _winners(panel), strict=True))
    )
    of_id = {judge["id"]: line for judge, line in zip(sat, judges, strict=True)}
    return PanelPage(
        judges,
        tuple(_criteria(record, language)),
        tuple(_pairs(panel, [line.name for line in judges])),
        offer_name(names, panel["mean_winner"]),
        offer_name(names, panel["acceptable"]),
        typography.number(round(panel["lowest"]), language),
        bool(panel["outvoted"] or panel["opposed"]),
        ", ".join(of_id[each].name for each in panel["outvoted"]),
        ", ".join(say("judging.and").join(of_id[each].name for each in pair) for pair in panel["opposed"]),
        LANE * len(judges) + 8,
        len(set(panel["winners"])) <= 1,
    )


def _winners(panel: Mapping[str, Any]) -> Sequence[str | None]:
    return panel["winners"] or [None] * len(panel["judges"])


def offer_name(names: Mapping[str, str], offer_id: str | None) -> str:
    if offer_id is None:
        return ""
    name = names.get(offer_id, offer_id)
    return say("calls.reply_nobody") if name == offer_id else plain_name(name)


def _criteria(record: Mapping[str, Any], language: str) -> list[CriterionLine]:
    """Those they disagree on most first."""
    panel = record["panel"]
    labels = {each["key"]: each["label"][language] for each in record["criteria"]}
    shares = panel["shares"]
    end = max(0.5, *(share for row in shares for share in row.values()))
    mean = _in_words(panel["mean"], language)
    each_own = [_in_words(row, language) for row in shares]
    lines = []
    for n, key in enumerate(key for key in panel["disagreements"] if panel["mean"][key] > 0):
        own = [row[key] for row in shares]
        spread = max(own) - min(own)
        dots = tuple(
            Dot(plots.at(3 + 94 * share / end), 4 + LANE // 2 + LANE * i, i % plots.SERIES + 1, i + 1)
            for i, share in enumerate(own)
        )
        lines.append(
            CriterionLine(
                labels.get(key, key),
                dots,
                plots.at(3 + 94 * panel["mean"][key] / end),
                mean[key],
                tuple(row[key] for row in each_own),
                typography.number(round(100 * spread), language),
                n == 0 and spread >= 0.1,
                plots.at(3 + 94 * min(own) / end),
                plots.at(94 * spread / end),
            )
        )
    return lines


def _in_words(shares: Mapping[str, float], language: str) -> dict[str, str]:
    return dict(zip(shares, typography.percents(list(shares.values()), language), strict=True))


def _pairs(panel: Mapping[str, Any], names: Sequence[str]) -> list[PairLine]:
    lines = []
    for i in range(len(names)):
        for j in range(i + 1, len(names)):
            tau = panel["tau"][i][j]
            code = "alike" if tau >= ALIKE else "partly" if tau >= APART else "against"
            agreed = round(50 * (1 + tau))
            pair = say("judging.and").join((names[i], names[j]))
            lines.append(PairLine(pair, say(f"judging.orders_{code}", n=agreed)))
    return lines


def points_in_words(record: Mapping[str, Any], language: str) -> list[tuple[str, int, str]]:
    """Label, points and share of each criterion of the decision at that moment."""
    points = record["points"]
    total = sum(points.values()) or 1
    # A choice recorded before the shares were kept has those of its points.
    shares = record.get("shares") or {key: given / total for key, given in points.items()}
    said = typography.percents([shares.get(each["key"], 0) for each in record["criteria"]], language)
    return [
        (each["label"][language], points.get(each["key"], 0), share)
        for each, share in zip(record["criteria"], said, strict=True)
    ]
