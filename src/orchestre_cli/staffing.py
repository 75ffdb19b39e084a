"""`orchestre staffing cost`: what a post costs, line by line; `compare`: which team costs least."""

import argparse
import csv
import io
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from orchestre.basics import Language, OrchestreError
from orchestre.basics.typography import money, number, percent
from orchestre.documents.tables import Table
from orchestre.documents.xlsx import write_xlsx
from orchestre.staffing.cost.document import batch, employer_cost
from orchestre.staffing.cost.given import read_post
from orchestre.staffing.cost.sheet import workbook
from orchestre.staffing.scenarios import comparison, read_case, templates
from orchestre.staffing.scenarios.sheet import workbook as cash_book
from orchestre.staffing.scenarios.working import DRAWS, SEED
from orchestre_cli.files import keep_apart, text_of, writing
from orchestre_cli.parser import Parser
from orchestre_cli.talk import one_line, sentence, tell, write_json

HELP: Mapping[Language, str] = {
    "fr": "Faire le bon calcul : ce que coûte un poste, et quelle équipe coûte le moins pour le même travail.",
    "en": "Do the right sum: what a post costs, and which team costs least for the same work.",
}
_VALUES = (
    ("gross", "EUR"),
    ("headcount", "N"),
    ("hours", "N"),
    ("contract", "CONTRACT"),
    ("age", "N"),
    ("year-of-contract", "N"),
    ("diploma", "N"),
    ("mobility", "FRACTION"),
    ("work-accident", "FRACTION"),
    ("health-cover-employer", "EUR"),
    ("date", "DAY"),
    ("signed", "DAY"),
    ("work-study-share", "FRACTION"),
)
_SWITCHES = ("executive", "disabled", "full-ceiling")


FEWEST, MOST = 100, 100_000
"""Draws: beyond, the tables of months no longer fit an ordinary memory."""
FLIPS = 5
"""Flips said on a screen, those that move the lead most; --json has them all."""


class FewDraws(OrchestreError):
    code = "cli.arbitrate_few_draws"


class NotTogether(OrchestreError):
    code = "cli.staffing_not_together"


class BatchEmpty(OrchestreError):
    code = "cli.staffing_batch_empty"


class RowTooLong(OrchestreError):
    code = "cli.staffing_row_too_long"


def configure(parser: Parser, language: Language) -> None:
    verbs = parser.add_subparsers(
        dest="verb", metavar=sentence("cli.verb", language), title=sentence("cli.verbs", language)
    )
    help_text = sentence("cli.staffing_cost", language)
    cost = verbs.add_parser("cost", help=help_text, description=help_text)
    for name, shape in _VALUES:
        cost.add_argument(f"--{name}", metavar=shape, help=sentence(f"cli.staffing_{name.replace('-', '_')}", language))
    for name in _SWITCHES:
        text = sentence(f"cli.staffing_{name.replace('-', '_')}", language)
        cost.add_argument(f"--{name}", action="store_true", help=text)
    cost.add_argument("--xlsx", metavar="FILE", help=sentence("cli.staffing_xlsx", language))
    cost.add_argument("--batch", metavar="FILE", help=sentence("cli.staffing_batch", language))
    help_text = sentence("cli.staffing_compare", language)
    versus = verbs.add_parser("compare", help=help_text, description=help_text)
    versus.add_argument("scenarios", metavar="SCENARIOS", help=sentence("cli.staffing_scenarios", language))
    help_draws = sentence("cli.arbitrate_draws", language, draws=number(DRAWS, language))
    versus.add_argument("--xlsx", metavar="FILE", help=sentence("cli.staffing_cash", language))
    versus.add_argument("--draws", type=int, default=DRAWS, metavar="N", help=help_draws)
    versus.add_argument("--seed", type=int, default=SEED, metavar="N", help=sentence("cli.arbitrate_seed", language))
    versus.epilog = sentence("cli.staffing_templates", language, known=", ".join(templates()))


def run(args: argparse.Namespace) -> int:
    if args.verb == "compare":
        return _compare(args)
    if args.batch and args.xlsx:
        raise NotTogether()
    return _batch(args) if args.batch else _one(args)


def _compare(args: argparse.Namespace) -> int:
    language: Language = args.language
    if not FEWEST <= args.draws <= MOST:
        raise FewDraws(said=args.draws, least=number(FEWEST, language), most=number(MOST, language))
    keep_apart([args.scenarios], [args.xlsx])
    case = read_case(text_of(args.scenarios), today=datetime.now(UTC).date())
    document = comparison(case, language, draws=args.draws, seed=abs(args.seed))
    if args.xlsx:
        _write_book(args.xlsx, cash_book(document, language))
    if args.json:
        write_json(document)
    else:
        sys.stdout.write("".join(f"{one_line(line)}\n" for line in compared(document, language)))
    return 0


def compared(document: Mapping[str, Any], language: Language) -> Iterator[str]:
    """The ranking with its coverage, what is not ranked and why, what tips it, which quote to get first."""
    by_id = {one["id"]: one for one in document["scenarios"]}
    for place, row in enumerate(document["ranking"], start=1):
        one = by_id[row["scenario"]]
        total = {name: money(round(one["total"][name], -2), language) for name in ("p10", "p50", "p90")}
        shares = {name: row[name] for name in ("coverage_strategy", "coverage_execution", "probability_cheapest")}
        yield sentence("cli.staffing_ranked", language, place=place, label=one["label"], **total, **shares)
    for row in document["not_ranked"]:
        yield f"- {by_id[row['scenario']]['label']}. {row['text']}"
    yield ""
    for one in document["scenarios"]:
        if one["below_grade"]["one_post"] is not None:
            words = {
                "hours": number(one["below_grade"]["hours"], language, 0),
                "post": money(round(one["below_grade"]["one_post"]), language),
            }
            yield sentence("cli.staffing_below_grade", language, label=one["label"], **words)
        for study in one["work_study"]:
            yield from (f"{one['label']} - {alert['text']}" for alert in study["alerts"])
    yield document["break_evens"]["text"]
    units = {figure["name"]: figure["unit"] for figure in document["figures"]}
    for flip in document["flips"][:FLIPS]:
        said = {name: _figure(flip[name], units[flip["figure"]], language) for name in ("value", "likely")}
        toward = by_id[flip["toward"]]["label"]
        yield sentence("cli.arbitrate_break_even", language, toward=toward, label=flip["label"], **said)
    if document["quote_first"]:
        yield sentence("cli.staffing_quote", language, label=document["quote_first"]["label"])
    yield from (f"- {one['text']}" for one in document["warnings"])


def _figure(value: float, unit: str, language: Language) -> str:
    if unit == "share":
        return percent(value, language, 1)
    return money(round(value), language) if unit.startswith("EUR") else number(value, language, 1)


def _said(args: argparse.Namespace) -> dict[str, str | None]:
    names = [name.replace("-", "_") for name, _ in _VALUES]
    said = {name: getattr(args, name) for name in names}
    return {**said, **{name: "yes" for name in (one.replace("-", "_") for one in _SWITCHES) if getattr(args, name)}}


def _one(args: argparse.Namespace) -> int:
    post = read_post(_said(args), today=datetime.now(UTC).date())
    document = employer_cost(post, args.language)
    if args.xlsx:
        _write_book(args.xlsx, workbook(post, args.language))
    if args.json:
        write_json(document)
    else:
        sys.stdout.write("".join(f"{one_line(line)}\n" for line in lines(document, args.language)))
    return 0


def _write_book(where: str, tables: Sequence[Table]) -> None:
    book = io.BytesIO()  # a full disk in the middle would leave openpyxl complaining
    write_xlsx(tables, book)
    with writing(where) as file:
        file.write(book.getbuffer())


def _batch(args: argparse.Namespace) -> int:
    language: Language = args.language
    common = {name: value for name, value in _said(args).items() if value is not None}
    rows = [{**common, **{name: said for name, said in row.items() if said}} for row in _rows(text_of(args.batch))]
    document = batch(rows, today=datetime.now(UTC).date(), language=language)
    if args.json:
        write_json(document)
    else:
        for one in document["results"]:
            if "error" not in one:
                sys.stdout.write(f"{one['line']}: {_euros(one['employer_cost_per_year'], language)}\n")
    for one in document["results"]:
        if "error" in one:
            tell(sentence("staffing.bad_row", language, line=one["line"], what=one["error"]["text"]))
    return 2 if document["counts"]["refused"] else 0


def _rows(text: str) -> list[dict[str, str]]:
    """The rows of a CSV file, comma or semicolon. Raises BatchEmpty, RowTooLong."""
    text = text.removeprefix("\ufeff")
    head = text.partition("\n")[0]
    reader = csv.DictReader(text.splitlines(), delimiter=";" if head.count(";") >= max(1, head.count(",")) else ",")
    rows = []
    for place, row in enumerate(reader, start=2):
        if None in row:
            raise RowTooLong(line=place)
        rows.append({name: value or "" for name, value in row.items()})
    if not rows:
        raise BatchEmpty()
    return rows


def lines(document: Mapping[str, Any], language: Language) -> Iterator[str]:
    """The cost first, then what it is made of, a line each, then what to look at."""
    words = {
        "cost": _euros(document["employer_cost_per_year"], language),
        "month": _euros(document["employer_cost_per_month"], language),
        "ratio": number(document["cost_to_gross"], language, 2),
    }
    yield sentence("cli.staffing_heading", language, **words)
    yield document["law"]["text"]
    yield ""
    for line in document["lines"]:
        rate = "" if line["base_kind"] == "flat" else percent(round(line["rate"], 6), language, 3)
        amount = _euros(line["amount"], language)
        yield f"  {line['label']:<58} {rate:>10} {amount:>14}  {line['law']}".rstrip()
    for kind in ("aids", "one_offs"):
        for one in document[kind]:
            amount = _euros(one["amount"], language)
            yield sentence("cli.staffing_beside", language, label=one["label"], amount=amount)
    for one in (*document["cliffs"], *document["warnings"]):
        yield f"- {one['text']}"


def _euros(amount: float, language: Language) -> str:
    return money(round(amount, 2), language)
