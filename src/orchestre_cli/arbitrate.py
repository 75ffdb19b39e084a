"""`orchestre arbitrate TOPIC`: a decision settled by the owner's numbers, or the smallest test that would settle it."""

import argparse
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

from orchestre.arbitration import arbitrate, listed, read_figures, topics
from orchestre.arbitration.working import DRAWS, SEED
from orchestre.basics import Language, OrchestreError
from orchestre.basics.typography import money, number, percent
from orchestre_cli.files import text_of
from orchestre_cli.knowledge import NotADay
from orchestre_cli.parser import Parser
from orchestre_cli.talk import one_line, sentence, write_json

HELP: Mapping[Language, str] = {
    "fr": "Trancher une décision par vos chiffres, et dire ce qui la ferait changer.",
    "en": "Settle a decision by your numbers, and say what would change it.",
}
FEWEST, MOST = 100, 1_000_000
FLIPS = 5
"""Flips said on a screen, the nearest first; --json has them all."""


class NothingToSettle(OrchestreError):
    code = "cli.arbitrate_nothing"


class FewDraws(OrchestreError):
    code = "cli.arbitrate_few_draws"


def configure(parser: Parser, language: Language) -> None:
    parser.add_argument("topic", nargs="?", metavar="TOPIC", help=sentence("cli.arbitrate_topic", language))
    parser.add_argument("--figures", metavar="FILE", help=sentence("cli.arbitrate_figures", language))
    parser.add_argument("--list", action="store_true", help=sentence("cli.arbitrate_list", language))
    help_draws = sentence("cli.arbitrate_draws", language, draws=number(DRAWS, language))
    parser.add_argument("--draws", type=int, default=DRAWS, metavar="N", help=help_draws)
    parser.add_argument("--seed", type=int, default=SEED, metavar="N", help=sentence("cli.arbitrate_seed", language))
    parser.add_argument("--on", default=None, metavar="DAY", help=sentence("cli.arbitrate_on", language))


def run(args: argparse.Namespace) -> int:
    language: Language = args.language
    if args.list:
        known = listed(language)
        if args.json:
            write_json({"schema": "orchestre.arbitrations/1", "topics": known})
        else:
            rows = (f"{one['topic']:<12} {one['question']}\n" for one in known)
            sys.stdout.write("".join(rows))
        return 0
    if args.topic is None:
        raise NothingToSettle(known=", ".join(topics()))
    if not FEWEST <= args.draws <= MOST:
        raise FewDraws(said=args.draws, least=number(FEWEST, language), most=number(MOST, language))
    try:
        on = date.fromisoformat(args.on) if args.on else datetime.now(UTC).date()
    except ValueError:
        raise NotADay(said=args.on) from None
    given = read_figures(text_of(args.figures)) if args.figures else {}
    said = arbitrate(args.topic, given, on=on, language=language, draws=args.draws, seed=abs(args.seed))
    if args.json:
        write_json(said)
    else:
        sys.stdout.write("".join(f"{one_line(line)}\n" for line in lines(said, language)))
    return 0


def lines(said: Mapping[str, Any], language: Language) -> Iterator[str]:
    """What an owner reads: the answer, the options, what tips it, what to measure, the test, what is not his yet."""
    names = {one["id"]: one["label"] for one in said["options"]}
    verdict = said["verdict"]
    yield said["question"]
    yield sentence(
        f"cli.arbitrate_{verdict['do']}",
        language,
        option=names[verdict["option"]],
        against=names[verdict["against"]],
        probability=verdict["probability"],
    )
    yield ""
    unit = said["unit"]
    euros = unit == "eur_per_year"
    yield sentence("cli.arbitrate_options" if euros else "cli.arbitrate_points", language)
    for one in sorted(said["options"], key=lambda one: -one[unit]):
        likely, low, high = (_sum(one[key], language, euros=euros) for key in (unit, "p10", "p90"))
        yield "  " + sentence("cli.arbitrate_option", language, label=one["label"], likely=likely, low=low, high=high)
    yield ""
    nearest = sorted(said["flips"], key=_far)
    if not nearest:
        yield sentence("cli.arbitrate_never", language)
    for flip in nearest[:FLIPS]:
        yield sentence(
            "cli.arbitrate_break_even",
            language,
            toward=names[flip["toward"]],
            label=flip["label"],
            value=_figure(flip["value"], flip["unit"], language),
            likely=_figure(flip["likely"], flip["unit"], language),
        )
    if said["measure_first"]:
        yield sentence("cli.arbitrate_measure", language, label=said["measure_first"]["label"])
    if verdict["do"] == "test":
        test = said["test"]
        cost = test["cost_eur"]
        words = {"title": test["title"], "how": test["how"], "weeks": test["weeks"]}
        yield sentence("cli.arbitrate_trial", language, **words, low=round(cost["low"]), high=round(cost["high"]))
    yield from _told(said, language)


def _told(said: Mapping[str, Any], language: Language) -> Iterator[str]:
    for warning in said["warnings"]:
        if "text" in warning:
            yield warning["text"]
        else:
            code = "cli.arbitrate_old" if warning["code"] == "figures_old" else "cli.arbitrate_yours"
            yield sentence(code, language, names=", ".join(warning["inputs"]))


def _far(flip: Mapping[str, Any]) -> float:
    """By which part of its likely value a figure must move to tip the choice."""
    return float(abs(flip["value"] - flip["likely"]) / max(abs(flip["likely"]), 1e-9))


def _sum(value: float, language: Language, *, euros: bool) -> str:
    return money(round(value), language) if euros else number(value, language, 1)


def _figure(value: float, unit: str, language: Language) -> str:
    """Never rounded onto its likely value: three figures that count."""
    if unit == "share":
        return percent(value, language, 1)
    decimals = 0 if abs(value) >= 100 else 2
    return money(round(value, decimals), language) if unit.startswith("EUR") else number(value, language, decimals)
