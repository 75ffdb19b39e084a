"""An answer as its page shows it: sentences, bars on one scale, what tips it, the figures with their sources."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from orchestre.basics import typography
from orchestre_web.site.words import language, say

Document = Mapping[str, Any]
MOST_SWINGS = 7
THINNEST = 0.6
"""Hundredths: what is known exactly is still a stroke that one sees."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One option: `low` and `width` (one time in ten below, one above) and `tick`, in hundredths of the common scale,
    written as an SVG wants them."""

    name: str
    best: bool
    likely: str
    span: str
    low: str
    width: str
    tick: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Swing:
    """One figure: the lead of the best option from its low to its high, and what tips it. `flips`: the bar crosses the
    line where another wins."""

    label: str
    low: str
    width: str
    flips: bool
    said: str


@dataclass(frozen=True, slots=True)
class Figure:
    label: str
    value: str
    yours: bool
    source: str
    address: str
    year: str
    quality: str
    to_confirm: bool


@dataclass(frozen=True, slots=True)
class Answer:
    title: str
    question: str
    verdict: str
    word: str
    settled: bool
    tone: str
    sure: str
    bars: tuple[Bar, ...]
    zero: str
    swings: tuple[Swing, ...]
    line: str
    tips: tuple[str, ...]
    measure: str
    measure_worth: str
    test: Mapping[str, str]
    facts: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    figures: tuple[Figure, ...]
    waiting: int
    places: tuple[tuple[str, str, str], ...]


def answer(document: Document) -> Answer:
    names = {one["id"]: one["label"] for one in document["options"]}
    verdict = document["verdict"]
    settled = verdict["do"] == "choose"
    bars, zero = _bars(document)
    swings, line = _swings(document, names)
    known = {
        "option": names[verdict["option"]],
        "against": names[verdict["against"]],
        "n": _of_ten(verdict["probability"]),
    }
    test, first = document["test"], document["measure_first"]
    return Answer(
        title=document["title"],
        question=document["question"],
        verdict=names[verdict["option"]] if settled else say("arbitrations.not_settled"),
        word=say(f"arbitrations.word_{verdict['word'].replace(' ', '_')}"),
        settled=settled,
        tone={"solid": "good", "open": "warning", "coin toss": "bad"}[verdict["word"]],
        sure=say("arbitrations.ahead" if settled else "arbitrations.ahead_too_little", **known),
        bars=tuple(bars),
        zero=zero,
        swings=tuple(swings),
        line=line,
        tips=tuple(_tips(document, names)),
        measure=first["label"] if first else "",
        measure_worth=_sum(first["worth"]) if first else "",
        test={
            "title": test["title"],
            "how": test["how"],
            "what": say(
                "arbitrations.test_cost",
                weeks=test["weeks"],
                cost=typography.money_span(round(test["cost_eur"]["low"]), round(test["cost_eur"]["high"]), language()),
            ),
        },
        facts=tuple((one["label"], _figure(one["value"], one["unit"])) for one in document["facts"]),
        notes=tuple(one["text"] for one in document["warnings"] if "text" in one),
        figures=tuple(_sources(document)),
        waiting=sum(one["yours"] and not one["given"] for one in document["figures"]),
        places=tuple(_places(document)),
    )


def _bars(document: Document) -> tuple[list[Bar], str]:
    """The best first, all on one scale that holds zero."""
    key = document["unit"]
    rows = sorted(document["options"], key=lambda one: -one[key])
    ends = [one[name] for one in rows for name in (key, "p10", "p90")] + [0.0]
    least, most = min(ends), max(ends)
    wide = (most - least) or 1.0

    def at(value: float) -> float:
        return float(100 * (value - least) / wide)

    bars = [
        Bar(
            name=one["label"],
            best=one["id"] == document["best"],
            likely=_sum(one[key]),
            span=typography.money_span(_round(one["p10"]), _round(one["p90"]), language()),
            low=_placed(at(one["p10"])),
            width=_placed(max(THINNEST, at(one["p90"]) - at(one["p10"]))),
            tick=_placed(min(99.0, at(one[key]))),
            lines=tuple((line["label"], _sum(line[key])) for line in one["lines"] if _round(line[key])),
        )
        for one in rows
    ]
    return bars, _placed(at(0.0))


def _swings(document: Document, names: Mapping[str, str]) -> tuple[list[Swing], str]:
    rows = document["sensitivity"][:MOST_SWINGS]
    if not rows:
        return [], _placed(0.0)
    labels = {one["id"]: one["label"] for one in document["figures"]}
    ends = [one[name] for one in rows for name in ("lead_at_low", "lead_at_high")] + [0.0]
    least, most = min(ends), max(ends)
    wide = (most - least) or 1.0
    nearest = _nearest(document)
    found = []
    for one in rows:
        first, last = sorted((one["lead_at_low"], one["lead_at_high"]))
        flip = nearest.get(one["input"])
        said = "" if flip is None else _tip(flip, names)
        width = max(THINNEST, 100 * (last - first) / wide)
        low = 100 * (first - least) / wide
        found.append(Swing(labels[one["input"]], _placed(low), _placed(width), first < 0, said))
    return found, _placed(100 * (0.0 - least) / wide)


def _placed(value: float) -> str:
    return f"{value:.2f}"


def _nearest(document: Document) -> dict[str, Mapping[str, Any]]:
    """The nearest flip of each figure."""
    found: dict[str, Mapping[str, Any]] = {}
    for flip in sorted(document["flips"], key=lambda flip: -abs(flip["value"] - flip["likely"])):
        found[flip["input"]] = flip
    return found


def _tips(document: Document, names: Mapping[str, str]) -> Iterator[str]:
    """The break-even first: what a justification rests on."""
    point = document["break_even"]
    if point is None:
        yield say("arbitrations.never_tips")
        return
    yield say(
        "arbitrations.break_even",
        label=point["label"],
        value=_figure(point["value"], point["unit"]),
        likely=_figure(point["likely"], point["unit"]),
        toward=names[point["toward"]],
    )


def _tip(flip: Mapping[str, Any], names: Mapping[str, str]) -> str:
    value = _figure(flip["value"], flip["unit"])
    return say("arbitrations.tips_at", value=value, toward=names[flip["toward"]])


def _sources(document: Document) -> Iterator[Figure]:
    for one in document["figures"]:
        given = one["given"]
        address = "" if given or not str(one["source"]).startswith("http") else one["source"]
        yield Figure(
            label=one["label"],
            value=_span(one),
            yours=given,
            source=say("arbitrations.source_yours" if given else "arbitrations.source_ours")
            if not address
            else urlsplit(address).hostname or address,
            address=address,
            year=str(one["year"] or ""),
            quality="" if given else say(f"arbitrations.quality_{str(one['quality']).lower()}"),
            to_confirm=one["to_confirm"],
        )


def _places(document: Document) -> Iterator[tuple[str, str, str]]:
    """Marketplaces, the one that leaves most first."""
    for one in document.get("marketplaces", ()):
        euros = one["eur_per_year"]
        span = typography.money_span(_round(euros["low"]), _round(euros["high"]), language())
        yield one["name"], _sum(euros["likely"]), span


def _of_ten(share: float) -> int:
    """Chances in ten, never ten where one is left, never none where one is."""
    return 10 if share == 1 else 0 if share == 0 else min(9, max(1, round(share * 10)))


def _round(value: float) -> int:
    """To the digits a yearly sum deserves: two or three."""
    step = 10 ** max(0, len(str(int(abs(value)))) - 3)
    return int(round(value / step) * step)


def _sum(value: float) -> str:
    return typography.money(_round(value), language())


def _figure(value: float, unit: str) -> str:
    if unit == "share":
        return typography.percent(value, language(), 0 if value >= 0.1 else 1)
    decimals = 0 if abs(value) >= 20 or float(value).is_integer() else 2
    written = typography.number(value, language(), decimals)
    return (
        written if unit in ("number", "words") else say(f"arbitrations.of_{unit.lower().replace('/', '_')}", n=written)
    )


def _span(one: Mapping[str, Any]) -> str:
    low, mode, high = (_figure(one[name], one["unit"]) for name in ("low", "likely", "high"))
    return mode if low == high else say("arbitrations.between", likely=mode, low=low, high=high)
