"""`orchestre roadmap plan FILE.json`: which projects, when, what it is worth, and how far the best plan could be."""

import argparse
import io
import json
import math
import sys
import time
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from orchestre.basics import Language, OrchestreError
from orchestre.basics.typography import money, number
from orchestre.documents.csv import write_csv
from orchestre.documents.xlsx import write_xlsx
from orchestre.roadmap import PROOF, SECONDS, checked, document, plan, priced, read_plan, read_roadmap
from orchestre.roadmap.calendar import rows
from orchestre.roadmap.exchange import mermaid, tables
from orchestre.roadmap.given import MOST_WEEKS
from orchestre.roadmap.replanning import MOVED_EUR, Held
from orchestre.roadmap.values import Roadmap
from orchestre_cli.files import keep_apart, text_of, writing
from orchestre_cli.knowledge import NotADay
from orchestre_cli.parser import Parser
from orchestre_cli.talk import one_line, sentence, write_json

HELP: Mapping[Language, str] = {
    "fr": "Dire quels projets et à quelles dates, en euros, sans arrêter l'entreprise.",
    "en": "Say which projects and at which dates, in euros, without stopping the business.",
}
LONGEST = 3_600.0
MOST_GRID = 52
FIRST_YEAR, LAST_YEAR = 2020, 2100
"""The rule of the sales is of 2019, in force since 2020."""
WRITTEN = (".csv", ".xlsx", ".mmd", ".json")


class TimeOutside(OrchestreError):
    code = "cli.roadmap_time"


class GridOutside(OrchestreError):
    code = "cli.roadmap_grid"


class FormatUnknown(OrchestreError):
    code = "cli.roadmap_format"


class WeeksOutside(OrchestreError):
    code = "cli.roadmap_weeks_outside"


class WeekOutside(OrchestreError):
    code = "cli.roadmap_week_outside"


class PinWrong(OrchestreError):
    code = "cli.roadmap_pin_wrong"


def configure(parser: Parser, language: Language) -> None:
    verbs = parser.add_subparsers(
        dest="verb", metavar=sentence("cli.verb", language), title=sentence("cli.verbs", language)
    )
    help_text = sentence("cli.roadmap_plan", language)
    verb = verbs.add_parser("plan", help=help_text, description=help_text)
    verb.add_argument("file", metavar="FILE", help=sentence("cli.roadmap_file", language))
    help_time = sentence("cli.roadmap_seconds", language, seconds=number(SECONDS, language))
    verb.add_argument("--time-limit", type=float, default=None, metavar="S", help=help_time)
    help_proof = sentence("cli.roadmap_prove", language, seconds=number(PROOF, language, 0))
    verb.add_argument("--prove", action="store_true", help=help_proof)
    verb.add_argument("--grid", type=int, default=None, metavar="W", help=sentence("cli.roadmap_weeks", language))
    help_durations = sentence("cli.roadmap_durations", language)
    verb.add_argument("--durations", choices=("file", "p80"), default="file", help=help_durations)
    verb.add_argument("--from", dest="previous", metavar="PLAN", help=sentence("cli.roadmap_from", language))
    verb.add_argument("--week", type=int, default=0, metavar="N", help=sentence("cli.roadmap_week", language))
    verb.add_argument(
        "--pin", action="append", default=[], metavar="ID=WEEK", help=sentence("cli.roadmap_pin", language)
    )
    help_leave = sentence("cli.roadmap_leave", language)
    verb.add_argument("--leave", action="append", default=[], metavar="ID", help=help_leave)
    help_moved = sentence("cli.roadmap_moved", language, price=money(MOVED_EUR, language))
    verb.add_argument("--moved", type=float, default=MOVED_EUR, metavar="EUR", help=help_moved)
    verb.add_argument("--prices", action="store_true", help=sentence("cli.roadmap_prices", language))
    verb.add_argument("--check", default=None, metavar="PLAN", help=sentence("cli.roadmap_check", language))
    verb.add_argument(
        "-o", "--output", action="append", default=[], metavar="FILE", help=sentence("cli.roadmap_output", language)
    )
    verb.add_argument("--seed", type=int, default=1, metavar="N", help=sentence("cli.arbitrate_seed", language))

    help_text = sentence("cli.roadmap_calendar", language)
    closed = verbs.add_parser("calendar", help=help_text, description=help_text)
    closed.add_argument("--start", required=True, metavar="DAY", help=sentence("cli.roadmap_start", language))
    closed.add_argument("--weeks", type=int, default=104, metavar="N", help=sentence("cli.roadmap_many", language))


def run(args: argparse.Namespace) -> int:
    language: Language = args.language
    if args.verb == "calendar":
        return _calendar(args)
    keep_apart([args.file, args.check, args.previous], args.output)
    for name in args.output:
        if Path(name).suffix.lower() not in WRITTEN:
            raise FormatUnknown(file=name, known=", ".join(WRITTEN))
    roadmap = read_roadmap(text_of(args.file))
    if args.check is not None:
        said = checked(roadmap, read_plan(text_of(args.check)), language)
        _show(said, args.json, _of_check(said, language))
        return 0 if said["holds"] else 1
    seconds = args.time_limit if args.time_limit is not None else PROOF if args.prove else SECONDS
    if not math.isfinite(seconds) or not 0.05 <= seconds <= LONGEST:
        raise TimeOutside(said=args.time_limit, most=number(LONGEST, language, 0))
    if args.grid is not None and not 1 <= args.grid <= MOST_GRID:
        raise GridOutside(said=args.grid, most=MOST_GRID)
    seed = abs(args.seed) % 2**31
    clock = time.monotonic
    planned = plan(
        roadmap, clock=clock, seconds=seconds, durations=args.durations, grid=args.grid, seed=seed, language=language,
        held=_held(args, roadmap),
    )  # fmt: skip
    said = document(planned, language, clock=clock, seed=seed)
    if args.prices:
        said["prices"] = priced(planned, language, clock=clock, seed=seed)
    for name in args.output:
        _write(name, said, planned.roadmap, language)
    if args.json or not args.output:
        _show(said, args.json, lines(said, language))
    return 0


def _write(name: str, said: Mapping[str, Any], roadmap: Roadmap, language: Language) -> None:
    made = io.BytesIO()  # a full disk in the middle would leave a workbook complaining
    kind = Path(name).suffix.lower()
    if kind == ".json":
        made.write((json.dumps(said, ensure_ascii=False, indent=2) + "\n").encode())
    elif kind == ".mmd":
        made.write(mermaid(said, roadmap, language).encode())
    elif kind == ".xlsx":
        write_xlsx(tables(said, roadmap, language), made)
    else:
        write_csv(tables(said, roadmap, language)[0], made, language=language)
    with writing(name) as file:
        file.write(made.getbuffer())


def _calendar(args: argparse.Namespace) -> int:
    """Rows of blackouts, to be pasted into a roadmap and corrected. Raises NotADay, WeekOutside."""
    language: Language = args.language
    try:
        day = date.fromisoformat(args.start)
    except ValueError:
        raise NotADay(said=args.start) from None
    monday = day - timedelta(days=day.weekday())
    if not 1 <= args.weeks <= MOST_WEEKS or monday.year < FIRST_YEAR or day.year > LAST_YEAR:
        raise WeeksOutside(said=args.weeks, most=MOST_WEEKS, first=FIRST_YEAR, last=LAST_YEAR)
    found = rows(monday, args.weeks)
    if args.json:
        write_json({"schema": "orchestre.calendar/1", "start_date": monday.isoformat(), "blackouts": found})
        return 0
    for row in found:
        first, last = (monday + timedelta(weeks=int(str(row[key]))) for key in ("from_week", "to_week"))
        words = {"label": row[f"label_{language}"], "start": first, "end": last, "first": row["from_week"]}
        code = "cli.roadmap_closed_by_law" if row["law"] else "cli.roadmap_closed"
        sys.stdout.write(one_line(sentence(code, language, **words, last=row["to_week"])) + "\n")
    return 0


def _held(args: argparse.Namespace, roadmap: Roadmap) -> Held | None:
    """What stays of the plan there was, None when a first one is made. Raises WeekOutside, PinWrong."""
    if args.previous is None and not args.pin and not args.leave:
        return None
    if not 0 <= args.week <= roadmap.horizon or not 0 <= args.moved < math.inf:
        raise WeekOutside(said=args.week, most=roadmap.horizon)
    pins = {}
    for each in args.pin:
        name, _, week = each.rpartition("=")
        if name not in roadmap.by_id or not week.isdecimal():
            raise PinWrong(said=each, known=", ".join(roadmap.by_id))
        pins[name] = int(week)
    if wrong := [each for each in args.leave if each not in roadmap.by_id]:
        raise PinWrong(said=wrong[0], known=", ".join(roadmap.by_id))
    previous = read_plan(text_of(args.previous)) if args.previous is not None else {}
    known = {name: at for name, at in previous.items() if name in roadmap.by_id}
    return Held(known, now=args.week, pins=pins, left=frozenset(args.leave), moved_eur=args.moved)


def _show(said: Mapping[str, Any], as_json: bool, words: Iterator[str]) -> None:
    if as_json:
        write_json(said)
    else:
        sys.stdout.write("".join(f"{one_line(line)}\n" for line in words))


def lines(said: Mapping[str, Any], language: Language) -> Iterator[str]:
    """What it is worth and how sure, the dates with their reasons, what is left out and what would let it in."""
    counts = said["counts"]
    worth = money(said["objective"], language)
    yield sentence("cli.roadmap_heading", language, worth=worth, **counts)
    yield said["text"]
    yield said["chances"]["text"]
    yield ""
    why = {one["project"]: one["text"] for one in said["explanations"]}
    for one in said["projects"]:
        dates = {name: date.fromisoformat(one[name]) for name in ("build_from", "change_from", "live", "stable")}
        value = money(one["value"], language)
        yield sentence("cli.roadmap_project", language, name=one["name"], value=value, **dates)
        yield f"  {why[one['project']]}"
    if said.get("moved"):
        yield ""
        yield from (f"- {one['text']}" for one in said["moved"])
    if said["left_out"]:
        yield ""
        yield sentence("cli.roadmap_left_out", language)
    yield from (f"- {one['name']}. {one['text']}" for one in said["left_out"])
    if "prices" in said:
        yield ""
        yield sentence("cli.roadmap_what_rules_cost", language)
        yield from (f"- {one['text']}" for one in said["prices"])
    yield from (f"! {one['text']}" for one in said["warnings"])


def _of_check(said: Mapping[str, Any], language: Language) -> Iterator[str]:
    if said["holds"]:
        worth = money(said["objective"], language)
        yield sentence("cli.roadmap_holds", language, worth=worth, **said["counts"])
    else:
        yield sentence("cli.roadmap_broken", language, count=len(said["broken"]))
        yield from (f"- {one['text']}" for one in said["broken"])
